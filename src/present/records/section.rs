//! Presentation of sections.

use super::shown::{Columns, Shown, cell};
use crate::model::{Role, Section};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;

impl Shown for Section {
    const LISTED: Columns<Self> = &[
        ("number", |section| cell(section.number.as_ref())),
        ("ministries", |section| cell(Role::list(&section.ministries))),
        ("points", |section| cell(section.points.len())),
    ];

    const EXPORTED: Columns<Self> = &[
        ("number", |section| cell(section.number.as_ref())),
        ("mark", |section| cell(section.mark.as_ref())),
        ("parent", |section| cell(section.parent.as_ref())),
        ("project", |section| cell(section.project.as_ref())),
        ("text", |section| cell(section.text.as_ref())),
        ("page", |section| cell(section.page)),
        ("slide", |section| cell(section.slide.as_ref())),
    ];

    fn article(&self, page: &mut Page) {
        page.ministries(&self.ministries);
        page.areas(&self.areas);
        page.paragraph(self.text.as_deref());
        items(page, if self.project.is_some() { Label::Themes } else { Label::Points }, self);
    }
}

fn items(page: &mut Page, label: Label, section: &Section) {
    if section.points.is_empty() {
        return;
    }
    page.blocks.push(ArticleBlock::Heading(label, section.points.len()));
    for point in &section.points {
        let at = point.page.filter(|at| Some(*at) != section.page);
        page.blocks.push(ArticleBlock::Item { text: point.text.clone(), ministries: point.ministries.clone(), page: at });
    }
}
