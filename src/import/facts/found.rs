//! What is found in documents.

use std::fmt;

use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use crate::import::blocks::{Block, BlockKind};
use crate::model::Channel;

/// How surely something was recognised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Certainty {
    /// In one line with its name.
    High,
    /// Near its name, with nothing between that could own it.
    Medium,
    /// Near several names.
    Low,
}

impl Certainty {
    /// The less sure of the two.
    pub(super) fn min_of(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Where in a file something stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct FilePlace {
    /// The page, from 1, where the file has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The line, from 1; `None` in a workbook. Of a PDF it is one of the text that it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The cell of a workbook: `一覧!D7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

impl FilePlace {
    /// Where a block stands; of a row of a workbook `column` is the one that is meant.
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
    /// As a reader finds it: `p.3`, `line 12`, `一覧!D7`; nothing where it is of the whole document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.cell, self.page, self.line) {
            (Some(cell), ..) => f.write_str(cell),
            (None, Some(page), _) => write!(f, "p.{page}"),
            (None, None, Some(line)) => write!(f, "line {line}"),
            (None, None, None) => Ok(()),
        }
    }
}

/// A column as workbooks count them: A, B, … Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match (column / 26).checked_sub(1) {
        Some(before) => letters(before) + &last.to_string(),
        None => last.to_string(),
    }
}

/// An amount in 億円.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundAmount {
    /// The amount.
    pub value: f64,
    /// The fiscal year, where it stands with the amount or over the document.
    pub fiscal_year: Option<u16>,
    /// 概算要求, 要望, 要求・要望, 当初予算, 当初予算案, 補正予算, 執行 or 決算, where it says so.
    pub stage: Option<&'static str>,
    /// Part of another amount (内数).
    pub within: bool,
    /// Printed here again (再掲).
    pub again: bool,
    /// How surely it belongs to the name it is given to.
    pub certainty: Certainty,
    /// As it stands.
    pub printed: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: FilePlace,
    /// How many years before the document's it is of, where that is all that is said (前年度).
    #[serde(skip)]
    pub years_before: Option<u16>,
}

/// A sum of money that was seen and not taken, or another thing that a reader should look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Doubt {
    /// Where it stands; nowhere in particular where it is of the whole document.
    #[serde(flatten)]
    pub place: FilePlace,
    /// What stands there.
    pub text: String,
    /// Why it was not taken.
    pub why: String,
    /// The sum, where one stands with the name of a programme.
    #[serde(skip)]
    pub sum: Option<DoubtedSum>,
}

/// A sum that stands with the name of a programme, and may be its.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoubtedSum {
    /// The programme.
    pub name: String,
    /// The sum as it stands.
    pub printed: String,
    /// The fiscal year, where it is said.
    pub fiscal_year: Option<u16>,
    /// The stage, where it is said.
    pub stage: Option<&'static str>,
}

impl Doubt {
    /// Something at a place, and why it was not taken.
    pub fn new(place: FilePlace, text: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place, text: text.into(), why: why.into(), sum: None }
    }

    /// The same, of a sum that stands with a programme.
    #[must_use]
    pub fn of_sum(self, name: &str, printed: &str) -> Self {
        Self { sum: Some(DoubtedSum { name: name.to_owned(), printed: printed.to_owned(), fiscal_year: None, stage: None }), ..self }
    }
}

/// A programme line.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundProgramme {
    /// The name as printed.
    pub name: String,
    /// The project under which it stands.
    pub project: Option<String>,
    /// Its requests and budgets.
    pub amounts: Vec<FoundAmount>,
    /// Ministries printed behind it.
    pub ministries: Vec<String>,
    /// 新規, 拡充 and the like.
    pub marks: Vec<String>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// All that goes one way: the money of a channel.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundAllocation {
    /// What it is called.
    pub name: String,
    /// Which way it goes.
    pub channel: Channel,
    /// Of each year and stage.
    pub amounts: Vec<Allocated>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
}

/// An amount of a channel, with the parts of the ministries.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Allocated {
    /// The amount.
    #[serde(flatten)]
    pub amount: FoundAmount,
    /// As printed behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<MinistryShare>,
}

/// A ministry's part of an amount.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MinistryShare {
    /// The ministry's code.
    pub code: String,
    /// In 億円.
    pub value: f64,
}

/// A project and its money.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundProject {
    /// The number as printed.
    pub number: String,
    /// The name.
    pub name: String,
    /// Through AMED, in 億円.
    pub amed: Option<f64>,
    /// In-house, in 億円.
    pub in_house: Option<f64>,
    /// Both together, in 億円.
    pub total: Option<f64>,
    /// The fiscal year of the money.
    pub fiscal_year: Option<u16>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// An indicator.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Indicator {
    /// The number as printed: `5)`.
    pub number: Option<String>,
    /// What is counted.
    pub title: String,
    /// The target.
    pub target: Option<f64>,
    /// What was reached, where both are printed (`36 / 40件`).
    pub latest: Option<f64>,
    /// The unit.
    pub unit: String,
    /// The target as printed, with its direction: `60%以上`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// Whether the value is for each year.
    pub per_year: bool,
    /// Whether the value is the sum of several years: 累計, 延べ.
    pub cumulative: bool,
    /// The year by which it is to be reached, where a table says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u16>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

impl Facts {
    /// Makes nothing sure that stands on these pages, whose text was recognised from pictures.
    pub fn doubt_pages(&mut self, pages: &[u32]) {
        let on = |page: Option<u32>| page.is_some_and(|page| pages.contains(&page));
        let amounts = self.programmes.iter_mut().flat_map(|programme| &mut programme.amounts);
        amounts.filter(|amount| on(amount.place.page)).for_each(|amount| amount.certainty = Certainty::Low);
        let channels = self.allocations.iter_mut().filter(|allocation| on(allocation.page)).flat_map(|allocation| &mut allocation.amounts);
        channels.for_each(|allocated| allocated.amount.certainty = Certainty::Low);
        // A project's money says nothing of how sure it is.
        for project in self.projects.iter_mut().filter(|project| on(project.page)) {
            let place = FilePlace { page: project.page, ..FilePlace::default() };
            let sums = [project.amed.take(), project.in_house.take(), project.total.take()].into_iter().flatten();
            let doubts = sums.map(|sum| Doubt::new(place.clone(), format!("{sum}億円: {}", project.name), "文字認識で読んだ額"));
            self.doubts.extend(doubts);
        }
    }
}

/// All that was recognised.
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
