//! Types for what is found in documents.

use std::fmt;

use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use crate::import::blocks::{Block, BlockKind};
use crate::model::Channel;

/// Certainty of what was recognised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Certainty {
    /// Found on one line with its name.
    High,
    /// Found near its name, with nothing between that could own it.
    Medium,
    /// Found near several names.
    Low,
}

impl Certainty {
    /// Returns the less certain of the two.
    pub(super) fn min_of(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Place in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct FilePlace {
    /// Page, from 1, if the file has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Line, from 1; `None` in a workbook. For a PDF it is a line of the text that it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Cell of a workbook: `一覧!D7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

impl FilePlace {
    /// Returns the place of a block; in a row of a workbook, `column` is the one that is meant.
    pub(super) fn of(block: &Block, column: usize) -> Self {
        match &block.kind {
            BlockKind::Row { sheet: Some(sheet), .. } => {
                Self { cell: Some(format!("{sheet}!{}{}", letters(column), block.line)), ..Self::default() }
            }
            _ => Self { page: block.page, line: Some(block.line), cell: None },
        }
    }
}

impl fmt::Display for FilePlace {
    /// Writes the place as a reader finds it: `p.3`, `line 12`, `一覧!D7`; nothing if it is the whole document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.cell, self.page, self.line) {
            (Some(cell), ..) => f.write_str(cell),
            (None, Some(page), _) => write!(f, "p.{page}"),
            (None, None, Some(line)) => write!(f, "line {line}"),
            (None, None, None) => Ok(()),
        }
    }
}

/// Returns a column as workbooks count them: A, B, … Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match (column / 26).checked_sub(1) {
        Some(before) => letters(before) + &last.to_string(),
        None => last.to_string(),
    }
}

/// Amount in 億円.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundAmount {
    /// Value of the amount.
    pub value: f64,
    /// Fiscal year, if it is stated with the amount or for the document.
    pub fiscal_year: Option<u16>,
    /// Stage, if it is stated: 概算要求, 要望, 要求・要望, 当初予算, 当初予算案, 補正予算, 執行 or 決算.
    pub stage: Option<&'static str>,
    /// True if it is part of another amount (内数).
    pub within: bool,
    /// True if it is printed here again (再掲).
    pub again: bool,
    /// Certainty with which it belongs to the name it is given to.
    pub certainty: Certainty,
    /// Amount as printed.
    pub printed: String,
    /// Place of the amount.
    #[serde(flatten)]
    pub place: FilePlace,
    /// Number of years before the document's, if that is all that is said (前年度).
    #[serde(skip)]
    pub years_before: Option<u16>,
}

/// Amount that was seen and not taken, or another thing that a reader should look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Doubt {
    /// Place of the doubt; empty if it is about the whole document.
    #[serde(flatten)]
    pub place: FilePlace,
    /// Text at the place.
    pub text: String,
    /// Reason that it was not taken.
    pub why: String,
    /// Amount, if one is given with the name of a programme.
    #[serde(skip)]
    pub sum: Option<DoubtedSum>,
}

/// Amount that is given with the name of a programme, and may be its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoubtedSum {
    /// Name of the programme.
    pub name: String,
    /// Amount as printed.
    pub printed: String,
    /// Fiscal year, if it is stated.
    pub fiscal_year: Option<u16>,
    /// Stage, if it is stated.
    pub stage: Option<&'static str>,
}

impl Doubt {
    /// Creates a doubt about something at a place, with the reason that it was not taken.
    pub fn new(place: FilePlace, text: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place, text: text.into(), why: why.into(), sum: None }
    }

    /// Returns the same doubt, about an amount that is given with a programme.
    #[must_use]
    pub fn of_sum(self, name: &str, printed: &str) -> Self {
        Self { sum: Some(DoubtedSum { name: name.to_owned(), printed: printed.to_owned(), fiscal_year: None, stage: None }), ..self }
    }
}

/// Line of a programme.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundProgramme {
    /// Name as printed.
    pub name: String,
    /// Name of the project that it is listed under.
    pub project: Option<String>,
    /// Requests and budgets of the programme.
    pub amounts: Vec<FoundAmount>,
    /// Ministries printed after the name.
    pub ministries: Vec<String>,
    /// Marks: 新規, 拡充 and the like.
    pub marks: Vec<String>,
    /// Page, if the text marks pages.
    pub page: Option<u32>,
    /// Line that it is on, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// Total money that goes one way: that of a channel.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundAllocation {
    /// Name as printed.
    pub name: String,
    /// Channel through which the money goes.
    pub channel: Channel,
    /// Amounts of each year and stage.
    pub amounts: Vec<Allocated>,
    /// Page, if the text marks pages.
    pub page: Option<u32>,
}

/// Amount of a channel, with the parts of the ministries.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Allocated {
    /// Amount of all ministries together.
    #[serde(flatten)]
    pub amount: FoundAmount,
    /// Parts of the ministries, as printed after the amount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<MinistryShare>,
}

/// Part of a ministry in an amount.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MinistryShare {
    /// Code of the ministry.
    pub code: String,
    /// Amount in 億円.
    pub value: f64,
}

/// Project and its money.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundProject {
    /// Number as printed.
    pub number: String,
    /// Name of the project.
    pub name: String,
    /// Money through AMED, in 億円.
    pub amed: Option<f64>,
    /// In-house money, in 億円.
    pub in_house: Option<f64>,
    /// Both together, in 億円.
    pub total: Option<f64>,
    /// Fiscal year of the money.
    pub fiscal_year: Option<u16>,
    /// Page, if the text marks pages.
    pub page: Option<u32>,
    /// Line that it is on, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// Indicator in a document.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Indicator {
    /// Number as printed: `5)`.
    pub number: Option<String>,
    /// Title, which says what is counted.
    pub title: String,
    /// Target value.
    pub target: Option<f64>,
    /// Latest value, if both are printed (`36 / 40件`).
    pub latest: Option<f64>,
    /// Unit of the values.
    pub unit: String,
    /// Target as printed, with its direction: `60%以上`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// True if the value is for each year.
    pub per_year: bool,
    /// True if the value is the sum of several years: 累計, 延べ.
    pub cumulative: bool,
    /// Year by which the target is to be reached, if it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u16>,
    /// Page, if the text marks pages.
    pub page: Option<u32>,
    /// Line that it is on, from 0.
    #[serde(skip)]
    pub line: usize,
}

impl Facts {
    /// Makes everything on these pages uncertain, because their text was recognised from pictures.
    pub fn doubt_pages(&mut self, pages: &[u32]) {
        let on = |page: Option<u32>| page.is_some_and(|page| pages.contains(&page));
        let amounts = self.programmes.iter_mut().flat_map(|programme| &mut programme.amounts);
        amounts.filter(|amount| on(amount.place.page)).for_each(|amount| amount.certainty = Certainty::Low);
        let channels = self.allocations.iter_mut().filter(|allocation| on(allocation.page)).flat_map(|allocation| &mut allocation.amounts);
        channels.for_each(|allocated| allocated.amount.certainty = Certainty::Low);
        // A project's money has no certainty of its own, so it becomes a doubt.
        for project in self.projects.iter_mut().filter(|project| on(project.page)) {
            let place = FilePlace { page: project.page, ..FilePlace::default() };
            let sums = [project.amed.take(), project.in_house.take(), project.total.take()].into_iter().flatten();
            let doubts = sums.map(|sum| Doubt::new(place.clone(), format!("{sum}億円: {}", project.name), "文字認識で読んだ額"));
            self.doubts.extend(doubts);
        }
    }
}

/// Everything that was recognised.
#[derive(Default)]
pub(in crate::import) struct Facts {
    pub fiscal_year: Option<u16>,
    pub allocations: Vec<FoundAllocation>,
    pub projects: Vec<FoundProject>,
    pub programmes: Vec<FoundProgramme>,
    pub indicators: Vec<Indicator>,
    pub doubts: Vec<Doubt>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_workbooks_do() {
        assert_eq!([0, 3, 25, 26, 27, 701, 702].map(letters), ["A", "D", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
