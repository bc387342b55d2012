//! Presentation of programmes.

use super::shown::{Columns, Shown, cell, ids, years};
use crate::model::{Entry, Office, Programme, Role};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;
use crate::present::phrases::amount;

impl Shown for Programme {
    const LISTED: Columns<Self> = &[
        ("years", |programme| cell(years_of_entries(programme))),
        ("amounts", |programme| cell(amounts_of_entries(programme))),
        ("ministries", |programme| cell(Role::list(&programme.all_ministries()))),
    ];

    const EXPORTED: Columns<Self> = &[
        ("members", |programme| cell(ids(&programme.members))),
        ("ministries", |programme| cell(programme.ministries.iter().map(|office| office.name.as_str()).collect::<Vec<_>>().join("、"))),
        ("organisation", |programme| cell(programme.organisation.first().cloned())),
        ("from", |programme| cell(programme.from)),
        ("to", |programme| cell(programme.to)),
        ("sheet_years", |programme| cell(years(programme.reviews.iter().map(|review| review.sheet_year)))),
    ];

    fn article(&self, page: &mut Page) {
        page.aliases(&self.aliases);
        if !self.members.is_empty() {
            let text = page.titles(&self.members);
            page.field(Label::Members, Some(&text));
        }
        if !self.entries.is_empty() {
            page.blocks.push(ArticleBlock::Heading(Label::Entries, self.entries.len()));
            self.entries.iter().for_each(|entry| entry_item(page, entry));
        }
        let offices: Vec<Role> = self.ministries.iter().map(Office::role).collect();
        page.ministries(&offices);
        page.field(Label::Office, self.organisation.first().map(String::as_str));
        self.reviews.iter().for_each(|review| page.review(review));
    }
}

/// Adds what a document says about the programme.
fn entry_item(page: &mut Page, entry: &Entry) {
    let document = page.corpus.document(entry.document.as_str()).map_or_else(|| entry.document.to_string(), |d| d.short_title.clone());
    let mut head = vec![document];
    head.extend(entry.fiscal_year.map(|year| format!("FY{year}")));
    head.extend(entry.basis.map(|basis| basis.printed().to_owned()));
    head.extend(entry.amount.map(amount));
    head.extend(entry.assigned().map(|how| format!("（{how}）")));
    head.extend((!entry.marks.is_empty()).then(|| format!("〔{}〕", entry.marks.join("・"))));
    head.extend(entry.project.as_ref().map(|project| page.titles([project])));
    let text = [Some(head.join(" ")), entry.summary.clone(), entry.note.clone(), entry.support.clone().map(|why| format!("根拠：{why}"))];
    let text = text.into_iter().flatten().map(|part: String| part.trim_end_matches('。').to_owned()).collect::<Vec<_>>().join("。");
    page.blocks.push(ArticleBlock::Item { text, ministries: entry.ministries.clone(), page: entry.page });
}

fn years_of_entries(programme: &Programme) -> String {
    let years = programme.entries.iter().filter_map(|entry| entry.fiscal_year.map(|year| format!("FY{year}")));
    years.collect::<Vec<_>>().join("、")
}

fn amounts_of_entries(programme: &Programme) -> String {
    let amounts = programme.entries.iter().map(|entry| entry.amount.map_or_else(|| "—".to_owned(), amount));
    amounts.collect::<Vec<_>>().join("、")
}
