//! Presentation of documents.

use super::shown::{Columns, Shown, cell, json_word};
use crate::model::{Allocation, Document};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;
use crate::present::phrases::{amount, number};

impl Shown for Document {
    const LISTED: Columns<Self> = &[("period", |document| cell(document.period)), ("status", |document| cell(document.status.as_ref()))];

    const EXPORTED: Columns<Self> = &[
        ("short_title", |document| cell(document.short_title.clone())),
        ("document_kind", |document| cell(json_word(document.document_kind))),
        ("period", |document| cell(document.period)),
        ("fiscal_year", |document| cell(document.fiscal_year)),
        ("from", |document| cell(document.from)),
        ("to", |document| cell(document.to)),
        ("status", |document| cell(document.status.as_ref())),
        ("text", |document| cell(document.text.as_ref())),
    ];

    fn article(&self, page: &mut Page) {
        page.field(Label::Status, self.status.as_deref());
        let years = self.from.zip(self.to).map(|(from, to)| format!("FY{from}–{to}"));
        page.field(Label::Period, years.or(self.fiscal_year.map(|year| format!("FY{year}"))).as_deref());
        page.paragraph(self.text.as_deref());
        allocations(page, &self.allocations);
    }
}

fn allocations(page: &mut Page, allocations: &[Allocation]) {
    if allocations.is_empty() {
        return;
    }
    page.blocks.push(ArticleBlock::Heading(Label::Budget, allocations.len()));
    for allocation in allocations {
        let stage = allocation.basis.printed();
        let mut text = format!("FY{} {stage} {}", allocation.fiscal_year, allocation.title);
        if let Some(value) = allocation.amount {
            text.push_str(&format!(" {}", amount(value)));
        }
        let shares: Vec<String> = allocation.ministries.iter().map(|share| format!("{}{}", share.code, number(share.amount))).collect();
        if !shares.is_empty() {
            text.push_str(&format!("（{}）", shares.join("、")));
        }
        text.extend(allocation.note.iter().map(|note| format!("。{note}")));
        page.blocks.push(ArticleBlock::Item { text, ministries: Vec::new(), page: None });
    }
}
