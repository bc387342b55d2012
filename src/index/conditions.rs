//! Conditions on records: `kind:`, `fy:`, `budget:` and their like, and the filters of lists. Kept beside the index, one row a
//! record, and asked lazily, so that a query's memory does not grow with the corpus.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::language::{Complaint, Field};
use super::rows::Rows;
use super::schema::Positions;
use super::years;
use crate::model::{Confidence, Corpus, Filter, FiscalYear, Id, Kind, Record, Role};
use crate::text::fold::{fold, loosen};

/// How many known values a complaint lists.
const LISTED: usize = 12;

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
pub(super) struct Attributes {
    pub kind: Kind,
    pub documents: Vec<Id>,
    pub periods: Vec<u8>,
    pub ministries: Vec<Role>,
    pub areas: Vec<Id>,
    pub projects: Vec<Id>,
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
                    document: project.document.clone(),
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
}

/// One condition. Several values are alternatives.
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
    /// In 億円; the ends belong to it or not.
    Budget(Bounds),
    Mark(Vec<String>),
}

/// Amounts from one to another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// The least, and whether it belongs to them.
    pub from: (f64, bool),
    /// The most, and whether it belongs to them.
    pub to: (f64, bool),
}

impl Bounds {
    fn hold(&self, value: f64) -> bool {
        let above = if self.from.1 { value >= self.from.0 } else { value > self.from.0 };
        let below = if self.to.1 { value <= self.to.0 } else { value < self.to.0 };
        above && below
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
            Condition::Budget(Bounds { from, to }) => match (from.0 > f64::NEG_INFINITY, to.0 < f64::INFINITY) {
                (true, true) => write!(f, "budget:{}..{}", from.0, to.0),
                (true, false) => write!(f, "budget:>{}{}", if from.1 { "=" } else { "" }, from.0),
                _ => write!(f, "budget:<{}{}", if to.1 { "=" } else { "" }, to.0),
            },
            Condition::Mark(marks) => write!(f, "mark:{}", marks.join(",")),
        }
    }
}

impl Condition {
    /// The conditions of a filter.
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

    /// Reads a field's value; `at` is where it stands, for complaints.
    ///
    /// # Errors
    /// When the value names nothing that there is.
    pub fn read(corpus: &Corpus, field: Field, value: &str, at: usize) -> Result<Condition, Complaint> {
        let mut known = Vec::new();
        let unknown = |known: Vec<String>| Complaint::UnknownValue { at, field, value: value.to_owned(), known };
        let folded = fold(value);
        let parts = || folded.split([',', '、']).map(str::trim).filter(|part| !part.is_empty());
        let mut records = |kind: Kind| -> Option<Vec<Id>> {
            let mut found = Vec::new();
            for part in parts() {
                let of_part = called(corpus, kind, part);
                if of_part.is_empty() {
                    known = corpus.of_kind(kind).take(LISTED).map(|record| short(record).to_owned()).collect();
                    return None;
                }
                found.extend(of_part);
            }
            (!found.is_empty()).then_some(found)
        };
        let condition = match field {
            Field::Kind => {
                let kinds: Option<Vec<Kind>> = parts().map(kind).collect();
                known = Kind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
                kinds.filter(|kinds| !kinds.is_empty()).map(Condition::Kind)
            }
            Field::Document => records(Kind::Document).map(Condition::Document),
            Field::Area => records(Kind::Area).map(Condition::Area),
            Field::Project => records(Kind::Project).map(Condition::Project),
            Field::Ministry | Field::Lead => records(Kind::Ministry).map(|ids| {
                let codes = ids.iter().filter_map(|id| corpus.get(id.as_str())?.number()).map(str::to_owned).collect();
                if field == Field::Lead { Condition::Lead(codes) } else { Condition::Ministry(codes) }
            }),
            Field::Period => {
                let period =
                    |part: &str| part.trim_start_matches('第').trim_end_matches('期').parse::<u8>().ok().filter(|n| (1..=3).contains(n));
                known = ["1", "2", "3"].map(str::to_owned).to_vec();
                parts().map(period).collect::<Option<Vec<u8>>>().filter(|periods| !periods.is_empty()).map(Condition::Period)
            }
            Field::Year => {
                known = ["2023", "2023..2024", "令和5年度", ">=2023"].map(str::to_owned).to_vec();
                year_range(&folded).map(Condition::Year)
            }
            Field::Budget => {
                known = [">50", "<=10", "20..40"].map(str::to_owned).to_vec();
                bounds(&folded).map(Condition::Budget)
            }
            Field::Mark => {
                let marks: Vec<String> = parts().map(str::to_owned).collect();
                (!marks.is_empty()).then_some(Condition::Mark(marks))
            }
        };
        condition.ok_or_else(|| unknown(known))
    }

    /// The amount at the beginning of a folded text (`70億円`), and what follows it.
    pub fn amount_at_start(text: &str) -> Option<(Condition, String)> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')?;
        let rest = text[end..].strip_prefix("億円")?;
        let amount: f64 = text[..end].replace(',', "").parse().ok()?;
        Some((Condition::Budget(Bounds { from: (amount, true), to: (amount, true) }), rest.to_owned()))
    }

    /// Values of a field that completion offers.
    pub fn values(corpus: &Corpus, field: Field) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let names = |kind: Kind| corpus.of_kind(kind).map(|record| short(record).to_owned()).collect::<Vec<_>>();
        match field {
            Field::Kind => Kind::ALL.iter().flat_map(|kind| [kind.name().to_owned(), japanese(*kind).to_owned()]).collect(),
            Field::Document => corpus.of_kind(Kind::Document).map(|record| record.id().to_string()).collect(),
            Field::Ministry | Field::Lead => {
                let ministries = corpus.of_kind(Kind::Ministry);
                ministries.flat_map(|record| [record.number().unwrap_or_default().to_owned(), record.title().to_owned()]).collect()
            }
            Field::Area => names(Kind::Area),
            Field::Project => {
                let mut titles: Vec<String> = Vec::new();
                for title in names(Kind::Project) {
                    if !titles.contains(&title) {
                        titles.push(title);
                    }
                }
                titles
            }
            Field::Period => words(&["1", "2", "3"]),
            Field::Year => words(&["2019", "2020", "2023", "2024", "2023..2024"]),
            Field::Budget => words(&[">", ">=", "<", "<="]),
            Field::Mark => words(&["新規", "拡充", "再掲", "内数", "CIN", "インハウス"]),
        }
    }

    /// Whether a single entry must meet this together with the others of its kind.
    fn of_one_entry(&self) -> bool {
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

/// Whether a record meets all conditions; those on years, amounts and marks are met by one and the same entry, with the others.
pub(super) fn admits(record: &Attributes, conditions: &[Condition]) -> bool {
    let of_entries = conditions.iter().any(Condition::of_one_entry) && !record.facts.is_empty();
    if of_entries {
        record.facts.iter().any(|fact| conditions.iter().all(|condition| condition.holds_of(record, fact)))
    } else {
        conditions.iter().all(|condition| condition.holds(record))
    }
}

/// The kind of that name, in either language.
fn kind(name: &str) -> Option<Kind> {
    let plain = name.trim_end_matches('s');
    Kind::ALL.into_iter().find(|kind| {
        let other = match kind {
            Kind::Kpi => ["indicator", "指標"],
            Kind::Programme => ["program", "事業"],
            Kind::Body => ["council", "機関"],
            Kind::Ministry => ["ministrie", "省庁"],
            Kind::Area => ["disease", "領域"],
            _ => ["", ""],
        };
        kind.name() == name || kind.name() == plain || japanese(*kind) == name || other.contains(&name) || other.contains(&plain)
    })
}

/// A kind's name in queries.
pub fn japanese(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "文書",
        Kind::Section => "節",
        Kind::Project => "プロジェクト",
        Kind::Programme => "事業",
        Kind::Kpi => "指標",
        Kind::Ministry => "府省庁",
        Kind::Area => "疾患領域",
        Kind::Body => "会議体",
        Kind::Term => "用語",
    }
}

/// How a record is called in a value.
fn short(record: &Record) -> &str {
    match record {
        Record::Document(document) => document.id.as_str(),
        Record::Ministry(ministry) => &ministry.code,
        other => other.title(),
    }
}

/// The records of a kind that a value names: by id, code or name, else those whose name holds it.
fn called(corpus: &Corpus, kind: Kind, value: &str) -> Vec<Id> {
    let loose = loosen(value);
    let names = |record: &Record| -> Vec<String> {
        let short_title = match record {
            Record::Document(document) => Some(document.short_title.as_str()),
            _ => None,
        };
        let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)).chain(short_title);
        names.chain(record.number().filter(|_| kind == Kind::Ministry)).map(loosen).collect()
    };
    let exactly = corpus.of_kind(kind).filter(|record| {
        let id = record.id().as_str();
        id == value || (kind != Kind::Project && id.rsplit('/').next() == Some(value)) || names(record).contains(&loose)
    });
    let exactly: Vec<Id> = exactly.map(|record| record.id().clone()).collect();
    if !exactly.is_empty() || loose.is_empty() {
        return exactly;
    }
    let partly = corpus.of_kind(kind).filter(|record| names(record).iter().any(|name| name.contains(&loose)));
    partly.map(|record| record.id().clone()).collect()
}

/// `2023`, `2023..2024`, `令和5年度`, `>=2023`.
fn year_range(value: &str) -> Option<RangeInclusive<FiscalYear>> {
    let year = |text: &str| years::at_start(text).filter(|year| year.len == text.len()).map(|year| year.year);
    if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { FiscalYear::MIN } else { year(from)? };
        let to = if to.is_empty() { FiscalYear::MAX } else { year(to)? };
        return (from <= to).then_some(from..=to);
    }
    if let Some((years, len)) = years::range_at_start(value).filter(|(_, len)| *len == value.len()) {
        return (len > 0).then_some(years);
    }
    for (sign, more, step) in [(">=", true, 0), ("<=", false, 0), (">", true, 1), ("<", false, 1)] {
        if let Some(rest) = value.strip_prefix(sign) {
            let year = year(rest)?;
            return Some(if more { year + step..=FiscalYear::MAX } else { FiscalYear::MIN..=year - step });
        }
    }
    year(value).map(|year| year..=year)
}

/// `>50`, `<=10`, `20..40`, `50`, with or without 億円.
fn bounds(value: &str) -> Option<Bounds> {
    let number = |text: &str| {
        let text = text.trim().trim_end_matches("億円").trim_end_matches('億').replace(',', "");
        text.parse::<f64>().ok().filter(|number| number.is_finite())
    };
    let (least, most) = ((f64::NEG_INFINITY, true), (f64::INFINITY, true));
    if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { least } else { (number(from)?, true) };
        let to = if to.is_empty() { most } else { (number(to)?, true) };
        return Some(Bounds { from, to });
    }
    for (sign, more, with) in [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)] {
        if let Some(rest) = value.strip_prefix(sign) {
            let end = (number(rest)?, with);
            return Some(if more { Bounds { from: end, to: most } } else { Bounds { from: least, to: end } });
        }
    }
    number(value).map(|number| Bounds { from: (number, true), to: (number, true) })
}

/// A clause of the index that holds of the records that meet conditions. Every match scores 1.
#[derive(Clone)]
pub(super) struct Where {
    pub rows: Arc<Rows>,
    pub conditions: Arc<Vec<Condition>>,
}

impl fmt::Debug for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Where({:?})", self.conditions)
    }
}

impl Query for Where {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Where {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let positions = self.rows.of(reader);
        let mut matches = Matches { test: self.clone(), positions, doc: 0, end: reader.max_doc(), boost };
        matches.doc = matches.from(0);
        Ok(Box::new(matches))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let positions = self.rows.of(reader);
        let met = self.met(&positions, doc);
        Ok(Explanation::new("conditions", if met { 1.0 } else { 0.0 }))
    }
}

impl Where {
    fn met(&self, positions: &Positions, doc: DocId) -> bool {
        positions.record(doc).is_some_and(|position| self.rows.admits(position, &self.conditions))
    }
}

/// Walks over the documents that meet the conditions.
struct Matches {
    test: Where,
    positions: Positions,
    doc: DocId,
    end: DocId,
    boost: Score,
}

impl Matches {
    /// The first document from `doc` on that meets the conditions.
    fn from(&self, doc: DocId) -> DocId {
        (doc..self.end).find(|doc| self.test.met(&self.positions, *doc)).unwrap_or(TERMINATED)
    }
}

impl DocSet for Matches {
    fn advance(&mut self) -> DocId {
        self.doc = if self.doc == TERMINATED { TERMINATED } else { self.from(self.doc + 1) };
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}

impl Scorer for Matches {
    fn score(&mut self) -> Score {
        self.boost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_their_ends() {
        let holds = |text: &str, value: f64| bounds(text).is_some_and(|bounds| bounds.hold(value));
        assert!(holds(">50", 50.1) && !holds(">50", 50.0) && holds(">=50億円", 50.0));
        assert!(holds("20..40", 20.0) && holds("20..40", 40.0) && !holds("20..40", 40.1));
        assert!(holds("7..7", 7.0) && holds("7", 7.0) && !holds("7", 7.1));
        assert!(holds("<1,000", 999.0) && holds("..5", 5.0));
        for wrong in ["", ">", "a..b", "inf", ">nan"] {
            assert!(bounds(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn years_are_read_in_every_notation() {
        assert_eq!(year_range("令和5年度"), Some(2023..=2023));
        assert_eq!(year_range("2023..2024"), Some(2023..=2024));
        assert_eq!(year_range("r5..r6"), Some(2023..=2024));
        assert_eq!(year_range(">=2023"), Some(2023..=FiscalYear::MAX));
        assert_eq!(year_range("<h31"), Some(FiscalYear::MIN..=2018));
        assert_eq!(year_range("2024..2023"), None);
        assert_eq!(year_range("someday"), None);
    }
}
