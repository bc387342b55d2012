//! Presentation of payees.

use super::shown::{Columns, Shown, cell, years};
use crate::model::{Payee, Yen};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;
use crate::present::phrases::number_of_yen;

impl Shown for Payee {
    const LISTED: Columns<Self> = &[
        ("corporate_number", |payee| cell(payee.corporate_number.as_ref())),
        ("sheet_year", |payee| cell(payee.totals.first().map(|total| total.sheet_year))),
        ("direct_yen", |payee| cell(payee.totals.first().and_then(|total| total.direct_yen))),
        ("passed_on_yen", |payee| cell(payee.totals.first().and_then(|total| total.passed_on_yen))),
        ("programmes", |payee| cell(payee.totals.first().map(|total| total.programmes))),
    ];

    const EXPORTED: Columns<Self> = &[
        ("corporate_number", |payee| cell(payee.corporate_number.as_ref())),
        ("sheet_years", |payee| cell(years(payee.totals.iter().map(|total| total.sheet_year)))),
        ("direct_yen", |payee| cell(payee.totals.first().and_then(|total| total.direct_yen))),
        ("passed_on_yen", |payee| cell(payee.totals.first().and_then(|total| total.passed_on_yen))),
        ("programmes", |payee| cell(payee.totals.first().map(|total| total.programmes))),
    ];

    fn article(&self, page: &mut Page) {
        /// Maximum number of receipts shown; all of them are in the tables.
        const SHOWN: usize = 100;
        const CONTRACTS: usize = 3;
        page.aliases(&self.aliases);
        page.field(Label::CorporateNumber, self.corporate_number.as_deref());
        let yen = |yen: Option<Yen>| yen.map_or_else(|| "—".to_owned(), |yen| format!("{}円", number_of_yen(yen)));
        for total in &self.totals {
            let text = format!(
                "{}年のシート：府省から直接 {}、ほかを経て {}、事業 {}",
                total.sheet_year,
                yen(total.direct_yen),
                yen(total.passed_on_yen),
                total.programmes
            );
            page.field(Label::Total, Some(&text));
        }
        page.blocks.push(ArticleBlock::Heading(Label::Receipts, self.receipts.len()));
        for receipt in self.receipts.iter().take(SHOWN) {
            let how = match receipt.direct {
                Some(true) => "直接",
                Some(false) => "ほかを経て",
                None => "経路は示されない",
            };
            let head = format!(
                "{} {}年のシート ブロック{} {how} {}",
                page.titles([&receipt.programme]),
                receipt.sheet_year,
                receipt.block,
                yen(receipt.yen)
            );
            let contracts = receipt.contracts.iter().filter_map(|contract| contract.title.clone()).take(CONTRACTS);
            let more = receipt.contracts.len().checked_sub(CONTRACTS).filter(|more| *more > 0).map(|more| format!("ほか{more}件"));
            let text = std::iter::once(head).chain(contracts).chain(more).collect::<Vec<_>>().join("。");
            page.blocks.push(ArticleBlock::Item { text, ministries: Vec::new(), page: None });
        }
    }
}
