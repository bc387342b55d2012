//! What is found in documents.

use serde::Serialize;

use super::money::{Amount, Doubt};

/// A programme line.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Programme {
    /// The name as printed.
    pub name: String,
    /// The project under which it stands.
    pub project: Option<String>,
    /// Its requests and budgets.
    pub amounts: Vec<Amount>,
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

/// A project and its money.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Project {
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

/// All that was recognised.
#[derive(Default)]
pub(in crate::import) struct Facts {
    pub fiscal_year: Option<u16>,
    pub projects: Vec<Project>,
    pub programmes: Vec<Programme>,
    pub indicators: Vec<Indicator>,
    pub doubts: Vec<Doubt>,
}
