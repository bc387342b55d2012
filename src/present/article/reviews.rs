//! The part of an article that comes from the review sheets: a programme's money and how it was judged.

use std::cmp::Ordering;

use super::block::ArticleBlock;
use super::label::Label;
use super::page::Page;
use crate::model::{BudgetYear, FindingEffect, FiscalYear, Record, Review};
use crate::present::phrases::{number, number_of_yen};

/// Note on everything that comes from the review sheets, as their terms require.
const REWORKED: &str = "レビューシートの額などは、行政事業レビュー見える化サイトの公表データをしるべが加工したもの。国の公表物ではない。";

/// Returns what a sheet says about a budget year, in yen.
fn money(year: &BudgetYear) -> String {
    if year.booked_elsewhere {
        return "別掲（額はほかの事業に記される）".to_owned();
    }
    let figures = &year.figures;
    let said = [
        ("当初", figures.initial),
        ("補正", figures.supplementary.filter(|yen| *yen != 0)),
        ("前年度から", figures.carried_in.filter(|yen| *yen != 0)),
        ("現額", figures.current),
        ("執行", figures.executed),
        ("翌年度へ", figures.carried_out.filter(|yen| *yen != 0)),
        ("翌年度要求", figures.request_next),
    ];
    let said = said.into_iter().filter_map(|(name, yen)| Some(format!("{name} {}円", number_of_yen(yen?))));
    let rate = figures.execution_rate.map(|rate| format!("執行率 {}%", number((rate * 10_000.0).round() / 100.0)));
    said.chain(rate).collect::<Vec<_>>().join("、")
}

/// Returns what became of the money after a sheet, marked as this program's reading.
fn effect_of(sheet_year: FiscalYear, effect: FindingEffect) -> String {
    let [before, after] = [effect.initial_before, effect.initial_after].map(number_of_yen);
    let how = match effect.initial_after.cmp(&effect.initial_before) {
        Ordering::Greater if effect.contrary => "反映とは逆に増えている",
        Ordering::Greater => "増えている",
        Ordering::Equal => "変わらない",
        Ordering::Less => "減っている",
    };
    format!("当初予算は FY{sheet_year} {before}円 から FY{} {after}円（しるべの読み：{how}）", sheet_year + 1)
}

impl Page<'_> {
    /// Adds the note on the origin of the data if a record holds anything from the review sheets.
    pub(super) fn reworked(&mut self, record: &Record) {
        let of_sheets = match record {
            Record::Programme(programme) => !programme.reviews.is_empty(),
            Record::Kpi(kpi) => kpi.review.is_some(),
            Record::Payee(_) => true,
            _ => false,
        };
        self.blocks.extend(of_sheets.then(|| ArticleBlock::Note(REWORKED.to_owned())));
    }

    /// Adds a programme's sheet of one year: its money, how it was judged, and what it is for.
    pub(in crate::present) fn review(&mut self, review: &Review) {
        self.blocks.push(ArticleBlock::Heading(Label::Review, review.years.len()));
        let sheet = self.corpus.document(review.document.as_str()).map_or_else(|| review.document.to_string(), |d| d.short_title.clone());
        self.field(Label::Document, Some(&sheet));
        for year in &review.years {
            let text = format!("FY{} {}", year.fiscal_year, money(year));
            self.blocks.push(ArticleBlock::Item { text, ministries: Vec::new(), page: None });
        }
        let judged = &review.evaluation;
        let yen = judged.reflected_yen.map(|yen| format!("（{}円）", number_of_yen(yen)));
        let found = [judged.finding.clone(), judged.reflection.as_ref().map(|to| format!("→ {to}{}", yen.unwrap_or_default()))];
        let found: Vec<String> = found.into_iter().flatten().collect();
        self.field(Label::Evaluation, Some(found.join(" ").as_str()).filter(|found| !found.is_empty()));
        let effect = review.effect.map(|effect| effect_of(review.sheet_year, effect));
        self.field(Label::Effect, effect.as_deref());
        for text in [&review.purpose, &review.outline] {
            self.paragraph(text.as_deref());
        }
    }
}
