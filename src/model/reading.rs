//! The sums of money that an import read in a document, and the reader's word on them.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::{FiscalYear, Stage};

/// A sum of money as the import read it in a document, or something that it could not read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The programme that it was given to; none of what is nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// The name as the document prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In 億円, where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The fiscal year, where the document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<FiscalYear>,
    /// The stage as the document says it: also 執行 and 決算, which stand in no series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Part of another amount (内数).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
    /// Printed there again (再掲).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    /// How surely it was read: high, medium, low; none of what was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// As it stands.
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
    /// The heading under which it stands, where there are no pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slide: Option<String>,
    /// Why it was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The reader's word on one sum of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The document's folder.
    pub document: String,
    /// The programme as the document names it; none where nobody's name stands with the sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sum as it is printed.
    pub printed: String,
    /// Which of several that read alike, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub nth: usize,
    /// In 億円, where the reader says another amount than was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The fiscal year, where the reader says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<FiscalYear>,
    /// The stage, where the reader says it.
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

/// What became of a sum that an import read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum AmountState {
    /// It was taken as it was read.
    Taken,
    /// It was seen and not taken.
    Doubt,
    /// The reader says that it is right.
    Accepted,
    /// The reader says what it is.
    Corrected,
    /// The reader said something of it, and the document has it no more.
    Gone,
}

/// A sum that an import read in a document, with the reader's word on it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct HeldAmount {
    /// The document's folder.
    pub document: String,
    /// Its number in the document, from 1.
    pub number: usize,
    /// What became of it.
    pub state: AmountState,
    /// What was read.
    #[serde(flatten)]
    pub reading: Reading,
    /// What the reader says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

/// What the reader says of a sum: that it is right, or where it is not so, what it is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct ReaderWord {
    /// In 億円.
    pub value: Option<f64>,
    /// The fiscal year.
    pub fiscal_year: Option<FiscalYear>,
    /// The stage.
    pub stage: Option<Stage>,
}

/// What the reader does about a sum.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Judgement {
    /// Says that it is right, or what it is.
    Word(ReaderWord),
    /// Takes back what was said.
    TakeBack,
}
