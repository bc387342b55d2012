//! What conditions ask of records, and whether a record meets them. An engine keeps them beside its index.

use borsh::{BorshDeserialize, BorshSerialize};

use super::conditions::Condition;
use super::years;
use crate::model::{Confidence, Corpus, FiscalYear, Id, Kind, Record, Role};

/// What one entry or budget line says, for conditions that must hold of one and the same.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
struct Fact {
    document: Id,
    year: Option<FiscalYear>,
    /// In 億円, sure ones only.
    amounts: Vec<f64>,
    marks: Vec<String>,
    ministries: Vec<Role>,
    project: Option<Id>,
}

/// What conditions ask of a record.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
pub struct Attributes {
    /// Its kind.
    pub kind: Kind,
    /// The documents that speak of it.
    pub documents: Vec<Id>,
    /// The plan periods that it is of.
    pub periods: Vec<u8>,
    /// The ministries that answer for it.
    pub ministries: Vec<Role>,
    /// The disease areas that it covers.
    pub areas: Vec<Id>,
    /// The projects that it belongs to.
    pub projects: Vec<Id>,
    /// The fiscal years that it is of.
    pub years: Vec<FiscalYear>,
    facts: Vec<Fact>,
}

impl Attributes {
    /// Every year that a condition may find it by.
    pub fn all_years(&self) -> impl Iterator<Item = FiscalYear> {
        self.years.iter().copied().chain(self.facts.iter().filter_map(|fact| fact.year))
    }

    /// The attributes of a record.
    pub fn of(corpus: &Corpus, record: &Record) -> Self {
        let documents: Vec<Id> = corpus.documents_of(record).into_iter().cloned().collect();
        let mut periods: Vec<u8> = match record {
            Record::Body(body) => body.period.clone(),
            Record::Kpi(kpi) => kpi.period.into_iter().collect(),
            _ => documents.iter().filter_map(|id| corpus.document(id.as_str())?.period).collect(),
        };
        periods.sort_unstable();
        periods.dedup();
        let facts = match record {
            Record::Programme(programme) => programme
                .entries
                .iter()
                .map(|entry| Fact {
                    document: entry.document.clone(),
                    year: entry.fiscal_year,
                    amounts: entry.amount.filter(|_| entry.confidence != Some(Confidence::Low)).into_iter().collect(),
                    marks: entry.marks.clone(),
                    ministries: entry.ministries.clone(),
                    project: entry.project.clone(),
                })
                .collect(),
            Record::Project(project) => project
                .budgets
                .iter()
                .map(|budget| Fact {
                    document: budget.document.clone(),
                    year: Some(budget.fiscal_year),
                    amounts: [budget.total, budget.amed, budget.in_house].into_iter().flatten().take(1).collect(),
                    marks: budget.marks.clone(),
                    ministries: project.ministries.clone(),
                    project: Some(project.id.clone()),
                })
                .collect(),
            Record::Document(document) => document
                .allocations
                .iter()
                .map(|allocation| Fact {
                    document: document.id.clone(),
                    year: Some(allocation.fiscal_year),
                    amounts: allocation.amount.into_iter().collect(),
                    marks: Vec::new(),
                    ministries: allocation.ministries.iter().map(|share| Role { code: share.code.clone(), lead: false }).collect(),
                    project: None,
                })
                .collect(),
            _ => Vec::new(),
        };
        Self {
            kind: record.kind(),
            periods,
            ministries: corpus.ministries_of(record),
            areas: corpus.areas_of(record).into_iter().cloned().collect(),
            projects: corpus.projects_of(record).into_iter().cloned().collect(),
            years: years::of_record(corpus, record),
            documents,
            facts,
        }
    }

    /// Whether the record meets all conditions; those on years, amounts and marks are met by one and the same entry, with the others.
    pub fn meet(&self, conditions: &[Condition]) -> bool {
        let of_entries = conditions.iter().any(Condition::of_one_entry) && !self.facts.is_empty();
        if of_entries {
            self.facts.iter().any(|fact| conditions.iter().all(|condition| condition.holds_of(self, fact)))
        } else {
            conditions.iter().all(|condition| condition.holds(self))
        }
    }
}

impl Condition {
    /// Whether a single entry must meet this together with the others of its kind.
    pub fn of_one_entry(&self) -> bool {
        matches!(self, Condition::Year(_) | Condition::Budget(_) | Condition::Mark(_))
    }

    /// Whether the record itself meets this.
    fn holds(&self, record: &Attributes) -> bool {
        let any = |wanted: &[Id], has: &[Id]| has.iter().any(|id| wanted.contains(id));
        match self {
            Condition::Kind(kinds) => kinds.contains(&record.kind),
            Condition::Document(documents) => any(documents, &record.documents),
            Condition::Period(periods) => record.periods.iter().any(|period| periods.contains(period)),
            Condition::Ministry(codes) => record.ministries.iter().any(|role| codes.contains(&role.code)),
            Condition::Lead(codes) => record.ministries.iter().any(|role| role.lead && codes.contains(&role.code)),
            Condition::Area(areas) => any(areas, &record.areas),
            Condition::Project(projects) => any(projects, &record.projects),
            Condition::Year(years) => record.years.iter().any(|year| years.contains(year)),
            // Only entries and budget lines have amounts and marks.
            Condition::Budget(_) | Condition::Mark(_) => false,
        }
    }

    /// Whether an entry meets this.
    fn holds_of(&self, record: &Attributes, fact: &Fact) -> bool {
        match self {
            Condition::Document(documents) => documents.contains(&fact.document),
            Condition::Ministry(codes) => fact.ministries.iter().any(|role| codes.contains(&role.code)),
            Condition::Lead(codes) => fact.ministries.iter().any(|role| role.lead && codes.contains(&role.code)),
            Condition::Project(projects) => fact.project.as_ref().is_some_and(|project| projects.contains(project)),
            Condition::Year(years) => fact.year.is_some_and(|year| years.contains(&year)),
            Condition::Budget(bounds) => fact.amounts.iter().any(|amount| bounds.hold(*amount)),
            // 新規 is found in 一部新規 too.
            Condition::Mark(marks) => fact.marks.iter().any(|mark| marks.iter().any(|wanted| mark.contains(wanted.as_str()))),
            Condition::Kind(_) | Condition::Period(_) | Condition::Area(_) => self.holds(record),
        }
    }
}
