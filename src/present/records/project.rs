//! Presentation of projects.

use super::shown::{Columns, Shown, cell, ids};
use crate::model::{Project, ProjectEntry, Role};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;
use crate::present::phrases::amount;

impl Shown for Project {
    const LISTED: Columns<Self> = &[
        ("number", |project| cell(project.number.as_ref())),
        ("ministries", |project| cell(Role::list(&project.ministries))),
        ("themes", |project| cell(project.themes.len())),
    ];

    const EXPORTED: Columns<Self> = &[
        ("other_ids", |project| cell(ids(&project.other_ids))),
        ("documents", |project| cell(ids(&project.documents))),
        ("number", |project| cell(project.number.as_ref())),
        ("summary", |project| cell(project.summary.as_ref())),
        ("section", |project| cell(project.section.as_ref())),
        ("page", |project| cell(project.page)),
        ("slide", |project| cell(project.slide.as_ref())),
    ];

    fn article(&self, page: &mut Page) {
        page.ministries(&self.ministries);
        page.aliases(&self.aliases);
        page.areas(&self.areas);
        if let [only] = self.entries.as_slice() {
            page.paragraph(only.summary.as_deref());
        }
        for budget in &self.budgets {
            let parts = [("AMED", budget.amed), ("インハウス", budget.in_house), ("計", budget.total)];
            let parts: Vec<String> =
                parts.iter().filter_map(|(name, value)| value.map(|value| format!("{name} {}", amount(value)))).collect();
            let marks = if budget.marks.is_empty() { String::new() } else { format!("（{}）", budget.marks.join("・")) };
            let stage = budget.basis.printed();
            let text = format!("FY{} {stage} {}{marks}", budget.fiscal_year, parts.join(" / "));
            page.field(Label::Budget, Some(&text));
        }
        match self.entries.as_slice() {
            [only] => themes(page, only),
            entries => {
                page.blocks.push(ArticleBlock::Heading(Label::Entries, entries.len()));
                entries.iter().for_each(|entry| project_entry(page, entry));
            }
        }
    }
}

/// Adds what one of several documents says about a project.
fn project_entry(page: &mut Page, entry: &ProjectEntry) {
    let document = page.corpus.document(entry.document.as_str()).map_or_else(|| entry.document.to_string(), |d| d.short_title.clone());
    let number = entry.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    page.field(Label::Document, Some(&format!("{document}：{number}{}", entry.title)));
    page.ministries(&entry.ministries);
    page.paragraph(entry.summary.as_deref());
    themes(page, entry);
    page.blocks.extend(entry.note.as_ref().map(|note| ArticleBlock::Note(note.clone())));
}

fn themes(page: &mut Page, entry: &ProjectEntry) {
    if entry.themes.is_empty() {
        return;
    }
    page.blocks.push(ArticleBlock::Heading(Label::Themes, entry.themes.len()));
    for (text, at) in entry.themes.iter().zip(&entry.theme_pages) {
        let at = at.filter(|at| Some(*at) != entry.page);
        page.blocks.push(ArticleBlock::Item { text: text.clone(), ministries: Vec::new(), page: at });
    }
}
