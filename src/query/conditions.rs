//! Conditions on records (`kind:`, `fy:`, `budget:` and the like), and the filters of lists.

use std::fmt;
use std::ops::RangeInclusive;

use crate::model::{Filter, FiscalYear, Id, Kind, Named};

/// A single condition. Several values are alternatives.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    Kind(Vec<Kind>),
    Document(Vec<Id>),
    Period(Vec<u8>),
    Ministry(Vec<String>),
    Lead(Vec<String>),
    Area(Vec<Id>),
    Project(Vec<Id>),
    Year(RangeInclusive<FiscalYear>),
    /// Amount in 億円; each bound is inclusive or exclusive.
    Budget(Bounds),
    Mark(Vec<String>),
    /// Kind of figure: 執行, 当初予算.
    Stage(Vec<String>),
    /// Share of a budget that was spent; 1 is all of it.
    Rate(Bounds),
    /// Finding of the review team: it contains one of the words.
    Finding(Vec<String>),
    /// Reflection of the finding in the next request: it contains one of the words.
    Reflection(Vec<String>),
    /// Payees, by names without the kind of corporation, or by numbers.
    Payee(Vec<String>),
}

/// Range of amounts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// Lower bound, and true if it is inclusive.
    pub from: (f64, bool),
    /// Upper bound, and true if it is inclusive.
    pub to: (f64, bool),
}

impl Bounds {
    /// Returns true if a value lies within the bounds.
    pub fn hold(&self, value: f64) -> bool {
        let above = if self.from.1 { value >= self.from.0 } else { value > self.from.0 };
        let below = if self.to.1 { value <= self.to.0 } else { value < self.to.0 };
        above && below
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Bounds { from, to } = self;
        match (from.0 > f64::NEG_INFINITY, to.0 < f64::INFINITY) {
            (true, true) => write!(f, "{}..{}", from.0, to.0),
            (true, false) => write!(f, ">{}{}", if from.1 { "=" } else { "" }, from.0),
            _ => write!(f, "<{}{}", if to.1 { "=" } else { "" }, to.0),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(",");
        match self {
            Condition::Kind(kinds) => write!(f, "kind:{}", kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(",")),
            Condition::Document(documents) => write!(f, "doc:{}", ids(documents)),
            Condition::Period(periods) => write!(f, "period:{}", periods.iter().map(u8::to_string).collect::<Vec<_>>().join(",")),
            Condition::Ministry(codes) => write!(f, "ministry:{}", codes.join(",")),
            Condition::Lead(codes) => write!(f, "lead:{}", codes.join(",")),
            Condition::Area(areas) => write!(f, "area:{}", ids(areas)),
            Condition::Project(projects) => write!(f, "project:{}", ids(projects)),
            Condition::Year(years) if years.start() == years.end() => write!(f, "fy:{}", years.start()),
            Condition::Year(years) => write!(f, "fy:{}..{}", years.start(), years.end()),
            Condition::Budget(bounds) => write!(f, "budget:{bounds}"),
            Condition::Rate(bounds) => write!(f, "rate:{bounds}"),
            Condition::Mark(marks) => write!(f, "mark:{}", marks.join(",")),
            Condition::Stage(stages) => write!(f, "stage:{}", stages.join(",")),
            Condition::Finding(words) => write!(f, "finding:{}", words.join(",")),
            Condition::Reflection(words) => write!(f, "reflection:{}", words.join(",")),
            Condition::Payee(names) => write!(f, "payee:{}", names.join(",")),
        }
    }
}

impl Condition {
    /// Returns the conditions of a filter.
    pub fn of_filter(filter: &Filter) -> Vec<Condition> {
        let mut conditions = Vec::new();
        if !filter.kinds.is_empty() {
            conditions.push(Condition::Kind(filter.kinds.clone()));
        }
        if !filter.documents.is_empty() {
            conditions.push(Condition::Document(filter.documents.clone()));
        }
        if !filter.ministries.is_empty() {
            conditions.push(Condition::Ministry(filter.ministries.clone()));
        }
        if !filter.areas.is_empty() {
            conditions.push(Condition::Area(filter.areas.clone()));
        }
        if !filter.projects.is_empty() {
            conditions.push(Condition::Project(filter.projects.clone()));
        }
        conditions
    }
}
