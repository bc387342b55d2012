//! A document of the reader's library.

use serde::{Deserialize, Serialize};

use crate::model::{Entry, Excerpt, FiscalYear, Id, Lineage, Record};

/// Where a document of the library came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Original {
    /// The document that it is: of the corpus, or one of its own.
    pub document: Id,
    /// Where the file stood: the same file, changed, takes the place of its old self.
    pub file: String,
    /// What kind of file it was.
    pub format: String,
    /// How its characters were encoded.
    pub encoding: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A document as the library holds it.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its folder's name.
    pub id: String,
    /// Where it came from.
    pub original: Original,
    /// The records that are its own. Programmes among them come without entries.
    pub records: Vec<Record>,
    /// What it says of programmes, its own and others.
    pub entries: Vec<(Id, Entry)>,
    /// The sums of money that were read in it, taken or not.
    pub readings: Vec<Reading>,
    /// Its text.
    pub excerpts: Vec<Excerpt>,
    /// Which of its projects go on from others of the same period.
    pub lineage: Vec<Lineage>,
}

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
