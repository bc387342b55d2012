//! Amounts that an import has read in a document, and the reader's word on them.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::{FiscalYear, Stage};

/// An amount as the import read it in a document, or something that it could not read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The programme to which it was assigned; `None` if it is nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// The name as the document prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The amount in 億円, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The fiscal year, if the document gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<FiscalYear>,
    /// The stage as the document gives it, including 執行 and 決算, which belong to no series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// True if it is part of another amount (内数).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
    /// True if it is printed there again (再掲).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    /// The certainty of the reading: high, medium, low; `None` if it was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// The text as printed.
    pub printed: String,
    /// The page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The cell of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The heading under which it is printed, if there are no pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slide: Option<String>,
    /// The reason why it was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The reader's word on one amount of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The document's folder.
    pub document: String,
    /// The programme as the document names it; `None` if no name is printed with the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The amount as printed.
    pub printed: String,
    /// The number, from 1, among several that read alike.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub nth: usize,
    /// The amount in 億円, if the reader gives another than was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The fiscal year, if the reader gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<FiscalYear>,
    /// The stage, if the reader gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

fn first() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_first(nth: &usize) -> bool {
    *nth == 1
}

/// State of an amount that an import has read: what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum AmountState {
    /// Taken as it was read.
    Taken,
    /// Seen and not taken.
    Doubt,
    /// Accepted by the reader as right.
    Accepted,
    /// Corrected by the reader, who says what it is.
    Corrected,
    /// Judged by the reader, but no longer in the document.
    Gone,
}

/// An amount that an import has read in a document, with the reader's word on it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct HeldAmount {
    /// The document's folder.
    pub document: String,
    /// Its number in the document, from 1.
    pub number: usize,
    /// The state: what became of it.
    pub state: AmountState,
    /// The reading.
    #[serde(flatten)]
    pub reading: Reading,
    /// The reader's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

/// The reader's word on an amount: that it is right or, if it is not, what it is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct ReaderWord {
    /// The amount, in 億円.
    pub value: Option<f64>,
    /// The fiscal year.
    pub fiscal_year: Option<FiscalYear>,
    /// The stage.
    pub stage: Option<Stage>,
}

/// The reader's judgement on an amount.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Judgement {
    /// Word that it is right, or of what it is.
    Word(ReaderWord),
    /// Withdrawal of what was said.
    TakeBack,
}
