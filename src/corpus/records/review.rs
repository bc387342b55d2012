//! Figures of review sheets that the corpus has without their words: their TOML, rules and conversion.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::parts::id;
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{BudgetFigures, BudgetYear, Evaluation, FiscalYear, Id, Review};

/// TOML form of the figures of a programme's review sheet, without its words.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ReviewToml {
    pub programme: Text,
    pub sheet: Text,
    pub finding: Option<String>,
    pub reflection: Option<String>,
    pub reflected_yen: Option<i64>,
    pub years: Vec<ReviewYearToml>,
}

/// TOML form of the figures of one budget year, in yen.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ReviewYearToml {
    pub fiscal_year: u16,
    pub initial: Option<i64>,
    pub supplementary: Option<i64>,
    pub carried_in: Option<i64>,
    pub reserve: Option<i64>,
    pub current: Option<i64>,
    pub executed: Option<i64>,
    pub execution_rate: Option<f64>,
    pub carried_out: Option<i64>,
    pub request_next: Option<i64>,
    #[serde(default, skip_serializing_if = "Not::not")]
    pub booked_elsewhere: bool,
}

impl ReviewToml {
    /// Checks the sheet's id and texts, and that the parts of each year, in yen, add up to `current`.
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.reference(&self.programme, &["programme"]);
        let sheet = self.sheet.get_ref();
        if !(Id::is_well_formed(sheet) && sheet.starts_with("rs/")) {
            checker.report(self.sheet.span().start, format!("{sheet:?} is not a review sheet; they are written rs/6844"));
        }
        checker.optional_texts(&self.programme, &[("finding", &self.finding), ("reflection", &self.reflection)]);
        for year in &self.years {
            let parts = [year.initial, year.supplementary, year.carried_in, year.reserve];
            let sum: i64 = parts.into_iter().flatten().fold(0, i64::saturating_add);
            if year.current.is_some_and(|current| parts.iter().all(Option::is_some) && current != sum) {
                let what = format!("{} FY{}: `current` is not the sum of its parts, {sum}", self.programme.get_ref(), year.fiscal_year);
                checker.report(self.sheet.span().start, what);
            }
        }
    }

    pub fn review(self, document: &Id, sheet_year: FiscalYear) -> Review {
        let year = |raw: ReviewYearToml| {
            let mut figures = BudgetFigures {
                initial: raw.initial,
                supplementary: raw.supplementary,
                carried_in: raw.carried_in,
                reserve: raw.reserve,
                current: raw.current,
                executed: raw.executed,
                execution_rate: raw.execution_rate,
                carried_out: raw.carried_out,
                unused: None,
                request_next: raw.request_next,
            };
            figures.unused = figures.reckon_unused();
            BudgetYear { fiscal_year: raw.fiscal_year, figures, booked_elsewhere: raw.booked_elsewhere, ..BudgetYear::default() }
        };
        let evaluation =
            Evaluation { finding: self.finding, reflection: self.reflection, reflected_yen: self.reflected_yen, ..Evaluation::default() };
        Review {
            document: document.clone(),
            sheet_year,
            sheet: Some(id(self.sheet)),
            years: self.years.into_iter().map(year).collect(),
            evaluation,
            ..Review::default()
        }
    }
}
