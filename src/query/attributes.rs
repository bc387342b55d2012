//! Attributes of records that conditions ask about, and the test whether a record meets conditions. An engine keeps the attributes beside
//! its index.

use borsh::{BorshDeserialize, BorshSerialize};

use super::conditions::Condition;
use super::years;
use crate::model::review_money::{self, REVIEW_STAGES};
use crate::model::{Confidence, Corpus, Evaluation, FiscalYear, Id, Kind, Named, Record, Relation, Review, Role};
use crate::text::amount::OKU;
use crate::text::company;
use crate::text::fold::fold;

/// Statement of one entry or budget line, for conditions that must all hold of the same one.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
pub struct Fact {
    /// Position of the document that says it among the record's documents.
    pub document: Option<u16>,
    /// Fiscal year.
    pub year: Option<FiscalYear>,
    /// Amounts in 億円, certain ones only.
    pub amounts: Vec<f64>,
    /// Marks: 新規, 拡充, …
    pub marks: Vec<String>,
    /// Ministries, if they differ from those of the record.
    pub ministries: Option<Vec<Role>>,
    /// Project to which it belongs.
    pub project: Option<Id>,
    /// Kind of figure, as counted by [`stage_place`]. A year of review sheets has a hundred thousand figures, all of which a query reads.
    pub stage: Option<u8>,
    /// Share of the year's budget that was spent.
    pub rate: Option<f64>,
}

/// Attributes of a record that conditions ask about.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
pub struct Attributes {
    /// Kind of the record.
    pub kind: Kind,
    /// Documents that mention the record.
    pub documents: Vec<Id>,
    /// Plan periods that it belongs to.
    pub periods: Vec<u8>,
    /// Ministries that are responsible for it.
    pub ministries: Vec<Role>,
    /// Disease areas that it covers.
    pub areas: Vec<Id>,
    /// Projects that it belongs to.
    pub projects: Vec<Id>,
    /// Fiscal years that it belongs to.
    pub years: Vec<FiscalYear>,
    /// Statements about money.
    pub facts: Vec<Fact>,
    /// Findings of the review team on any of its sheets, folded.
    pub findings: Vec<String>,
    /// Reflections of the findings, folded.
    pub reflections: Vec<String>,
    /// Hashes of the names and numbers of its payees, or of the payee that it is, as [`payee_hash`] makes them, sorted.
    pub payees: Vec<u32>,
}

/// Returns the hash by which payees are compared, as a programme may pay thousands.
pub fn payee_hash(name: &str) -> u32 {
    crc32fast::hash(name.as_bytes())
}

/// Returns the hashes of the payees of a record, or of the payee that it is.
fn payees_of(corpus: &Corpus, record: &Record) -> Vec<u32> {
    let names = |record: &Record| -> Vec<u32> {
        let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)).chain(record.number());
        names.map(|name| payee_hash(&company::bare(name))).collect()
    };
    let mut payees: Vec<u32> = match record {
        Record::Payee(_) => names(record),
        Record::Programme(_) if record.is_of_sheets() => corpus.linked(record.id().as_str(), Relation::Pays).flat_map(names).collect(),
        _ => Vec::new(),
    };
    payees.sort_unstable();
    payees.dedup();
    payees
}

/// Returns the number of a kind of figure: those of review sheets come first, then the others that documents have.
pub fn stage_place(name: &str) -> Option<u8> {
    const OTHERS: [&str; 2] = ["要望", "決算"];
    REVIEW_STAGES.iter().chain(&OTHERS).position(|known| *known == name).and_then(|place| u8::try_from(place).ok())
}

/// Returns the position of an id among a record's documents.
fn document_place(documents: &[Id], id: &Id) -> Option<u16> {
    documents.iter().position(|known| known == id).and_then(|place| u16::try_from(place).ok())
}

/// Returns the figures of a review sheet, one per year and kind.
fn review_facts<'r>(documents: &'r [Id], review: &'r Review) -> impl Iterator<Item = Fact> + 'r {
    review.years.iter().flat_map(move |year| {
        review_money::stages(year, &year.figures).into_iter().filter_map(move |(stage, fiscal_year, yen)| {
            let yen = yen.filter(|yen| *yen != 0 || !year.booked_elsewhere);
            let of_year = fiscal_year == year.fiscal_year;
            Some(Fact {
                document: document_place(documents, &review.document),
                year: Some(fiscal_year),
                amounts: vec![yen? as f64 / OKU],
                marks: Vec::new(),
                ministries: None,
                project: None,
                stage: stage_place(stage),
                rate: year.figures.execution_rate.filter(|_| of_year),
            })
        })
    })
}

impl Attributes {
    /// Returns the years by which a condition finds the record: those of its entries if it has any, otherwise its own.
    pub fn all_years(&self) -> impl Iterator<Item = FiscalYear> {
        let own = self.years.iter().copied().filter(|_| self.facts.is_empty());
        own.chain(self.facts.iter().filter_map(|fact| fact.year))
    }

    /// Returns the attributes of a record.
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
                    document: document_place(&documents, &entry.document),
                    year: entry.fiscal_year,
                    amounts: entry.amount.filter(|_| entry.confidence != Some(Confidence::Low)).into_iter().collect(),
                    marks: entry.marks.clone(),
                    ministries: Some(entry.ministries.clone()),
                    project: entry.project.clone(),
                    stage: entry.stage.and_then(|stage| stage_place(stage.name())),
                    rate: None,
                })
                .chain(programme.reviews.iter().flat_map(|review| review_facts(&documents, review)))
                .collect(),
            Record::Project(project) => project
                .budgets
                .iter()
                .map(|budget| Fact {
                    document: document_place(&documents, &budget.document),
                    year: Some(budget.fiscal_year),
                    amounts: [budget.total, budget.amed, budget.in_house].into_iter().flatten().take(1).collect(),
                    marks: budget.marks.clone(),
                    ministries: Some(project.ministries.clone()),
                    project: Some(project.id.clone()),
                    stage: stage_place(budget.stage.name()),
                    rate: None,
                })
                .collect(),
            Record::Document(document) => document
                .allocations
                .iter()
                .map(|allocation| Fact {
                    document: document_place(&documents, &document.id),
                    year: Some(allocation.fiscal_year),
                    amounts: allocation.amount.into_iter().collect(),
                    marks: Vec::new(),
                    ministries: Some(allocation.ministries.iter().map(|share| Role { code: share.code.clone(), lead: false }).collect()),
                    project: None,
                    stage: stage_place(allocation.stage.name()),
                    rate: None,
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
            findings: judged(record, |evaluation| &evaluation.finding),
            reflections: judged(record, |evaluation| &evaluation.reflection),
            payees: payees_of(corpus, record),
        }
    }

    /// Returns true if the record meets all conditions. Those on years, amounts, marks, stages and rates must be met by one and the same
    /// entry, together with the others.
    pub fn meet(&self, conditions: &[Condition]) -> bool {
        let of_entries = conditions.iter().any(Condition::of_one_entry) && !self.facts.is_empty();
        if of_entries {
            self.facts.iter().any(|fact| conditions.iter().all(|condition| condition.holds_of(self, fact)))
        } else {
            conditions.iter().all(|condition| condition.holds(self))
        }
    }
}

/// Returns what the sheets of a programme say about its evaluation.
fn judged(record: &Record, of: fn(&Evaluation) -> &Option<String>) -> Vec<String> {
    match record {
        Record::Programme(programme) => programme.reviews.iter().filter_map(|review| of(&review.evaluation).as_deref().map(fold)).collect(),
        _ => Vec::new(),
    }
}

impl Condition {
    /// Returns true if a single entry must meet this together with the others of its kind.
    pub fn of_one_entry(&self) -> bool {
        matches!(self, Condition::Year(_) | Condition::Budget(_) | Condition::Mark(_) | Condition::Stage(_) | Condition::Rate(_))
    }

    /// Returns true if the record itself meets this.
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
            // Only entries and budget lines have amounts, marks, stages and rates.
            Condition::Budget(_) | Condition::Mark(_) | Condition::Stage(_) | Condition::Rate(_) => false,
            Condition::Finding(words) => record.findings.iter().any(|said| words.iter().any(|word| said.contains(word.as_str()))),
            Condition::Reflection(words) => record.reflections.iter().any(|said| words.iter().any(|word| said.contains(word.as_str()))),
            Condition::Payee(names) => names.iter().any(|name| record.payees.binary_search(&payee_hash(name)).is_ok()),
        }
    }

    /// Returns true if an entry meets this.
    fn holds_of(&self, record: &Attributes, fact: &Fact) -> bool {
        let ministries = fact.ministries.as_ref().unwrap_or(&record.ministries);
        match self {
            Condition::Document(documents) => {
                let own = fact.document.and_then(|place| record.documents.get(usize::from(place)));
                own.is_some_and(|document| documents.contains(document))
            }
            Condition::Ministry(codes) => ministries.iter().any(|role| codes.contains(&role.code)),
            Condition::Lead(codes) => ministries.iter().any(|role| role.lead && codes.contains(&role.code)),
            Condition::Project(projects) => fact.project.as_ref().is_some_and(|project| projects.contains(project)),
            Condition::Year(years) => fact.year.is_some_and(|year| years.contains(&year)),
            Condition::Budget(bounds) => fact.amounts.iter().any(|amount| bounds.hold(*amount)),
            // 新規 also matches 一部新規.
            Condition::Mark(marks) => fact.marks.iter().any(|mark| marks.iter().any(|wanted| mark.contains(wanted.as_str()))),
            Condition::Stage(stages) => fact.stage.is_some() && stages.iter().any(|stage| stage_place(stage) == fact.stage),
            Condition::Rate(bounds) => fact.rate.is_some_and(|rate| bounds.hold(rate)),
            Condition::Kind(_)
            | Condition::Period(_)
            | Condition::Area(_)
            | Condition::Finding(_)
            | Condition::Reflection(_)
            | Condition::Payee(_) => self.holds(record),
        }
    }
}
