//! The shapes of the TOML. Nothing else knows its keys; unknown ones are refused with their line.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::packed::Sheets;
use super::sources::LIBRARY;
use super::{Problem, SourceFile};
use crate::model::Reading;
use crate::text::clean::clean_lines;

/// A text with its place in the file, for messages.
pub(super) type Text = Spanned<String>;

/// One parsed file.
pub(super) struct Parsed {
    /// The path below the corpus folder.
    pub path: String,
    /// The document whose folder it is in.
    pub document: Option<String>,
    /// Its records.
    pub file: File,
    /// The byte offset at which each line begins.
    lines: Vec<usize>,
}

impl Parsed {
    /// The line (from 1) of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub document: Vec<Document>,
    pub section: Vec<Section>,
    pub project: Vec<Project>,
    pub programme: Vec<Programme>,
    pub entry: Vec<Entry>,
    pub allocation: Vec<Allocation>,
    pub kpi: Vec<Kpi>,
    pub ministry: Vec<Ministry>,
    pub area: Vec<Area>,
    pub body: Vec<Body>,
    pub term: Vec<Term>,
    pub lineage: Vec<Lineage>,
    pub original: Option<Original>,
    pub sheets: Option<Sheets>,
    pub review: Vec<Review>,
    pub reading: Vec<Reading>,
    pub excerpt: Vec<Excerpt>,
}

impl File {
    /// The sums that were read in a document of the library: as they are kept, else (a library of 0.1.0 keeps none) as its entries have them.
    pub fn readings(&self) -> Cow<'_, [Reading]> {
        if !self.reading.is_empty() {
            return Cow::Borrowed(&self.reading);
        }
        let title =
            |id: &str| self.programme.iter().find(|programme| programme.id.get_ref() == id).map(|programme| programme.title.clone());
        let reading = |entry: &Entry| {
            let programme = entry.programme.get_ref();
            let amount = entry.amount?;
            Some(Reading {
                programme: Some(programme.clone()),
                name: title(programme).or_else(|| Some(programme.clone())),
                value: Some(amount),
                fiscal_year: entry.fiscal_year,
                stage: entry.stage.as_ref().map(|stage| stage.get_ref().clone()),
                again: entry.marks.iter().any(|mark| mark == "再掲"),
                certainty: entry.confidence.as_ref().map(|confidence| confidence.get_ref().clone()),
                printed: format!("{amount}億円"),
                page: entry.page,
                slide: entry.slide.clone(),
                ..Reading::default()
            })
        };
        Cow::Owned(self.entry.iter().filter_map(reading).collect())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pub document: Text,
    pub section: Option<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    pub footnote: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub id: Text,
    pub title: String,
    pub short_title: String,
    pub document_kind: Text,
    pub period: Option<u8>,
    pub fiscal_year: Option<u16>,
    pub from: Option<u16>,
    pub to: Option<u16>,
    pub status: Option<String>,
    pub text: Option<String>,
    /// Whether the amounts of projects and programmes that it requests include what is wished for beside the request.
    #[serde(default)]
    pub wish_included: bool,
    pub url: Option<Text>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Point {
    pub text: Text,
    #[serde(default)]
    pub ministries: Vec<Text>,
    pub page: Option<u32>,
    pub ministries_page: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub id: Text,
    pub number: Option<String>,
    pub mark: Option<String>,
    pub title: String,
    pub parent: Option<Text>,
    #[serde(default)]
    pub ministries: Vec<Text>,
    pub project: Option<Text>,
    pub text: Option<String>,
    #[serde(default)]
    pub points: Vec<Point>,
    #[serde(default)]
    pub areas: Vec<Text>,
    #[serde(default)]
    pub mentions: Vec<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    #[serde(default)]
    pub also: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Theme {
    pub text: Text,
    pub page: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budget {
    pub fiscal_year: u16,
    pub stage: Text,
    pub amed: Option<f64>,
    pub in_house: Option<f64>,
    pub total: Option<f64>,
    #[serde(default)]
    pub marks: Vec<String>,
    pub slide: Option<String>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Project {
    pub id: Text,
    /// The project of the same period that another document has already: this is what this document says of it.
    pub of: Option<Text>,
    pub number: Option<String>,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub summary: Option<String>,
    #[serde(default)]
    pub ministries: Vec<Text>,
    #[serde(default)]
    pub budgets: Vec<Budget>,
    #[serde(default)]
    pub themes: Vec<Theme>,
    pub section: Option<Text>,
    #[serde(default)]
    pub areas: Vec<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    #[serde(default)]
    pub also: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Programme {
    pub id: Text,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub members: Vec<Text>,
    #[serde(default)]
    pub not_in: Vec<String>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub programme: Text,
    pub project: Option<Text>,
    pub fiscal_year: Option<u16>,
    pub stage: Option<Text>,
    pub amount: Option<f64>,
    pub channel: Option<Text>,
    pub confidence: Option<Text>,
    pub support: Option<String>,
    pub share_of: Option<Text>,
    #[serde(default)]
    pub ministries: Vec<Text>,
    pub ministries_place: Option<Place>,
    #[serde(default)]
    pub marks: Vec<String>,
    pub phase: Option<String>,
    pub summary: Option<String>,
    #[serde(default)]
    pub areas: Vec<Text>,
    pub section: Option<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    pub note: Option<String>,
}

impl Entry {
    /// An entry of a programme at a place, that says nothing yet.
    pub fn of(programme: Text, page: Option<u32>, slide: Option<String>) -> Self {
        Self {
            programme,
            project: None,
            fiscal_year: None,
            stage: None,
            amount: None,
            channel: None,
            confidence: None,
            support: None,
            share_of: None,
            ministries: Vec::new(),
            ministries_place: None,
            marks: Vec::new(),
            phase: None,
            summary: None,
            areas: Vec::new(),
            section: None,
            page,
            slide,
            note: None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Share {
    pub code: Text,
    pub amount: f64,
    pub incomparable: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Allocation {
    pub title: Text,
    pub group: Text,
    pub channel: Option<Text>,
    pub fiscal_year: u16,
    pub stage: Text,
    #[serde(default)]
    pub wish_included: bool,
    pub amount: Option<f64>,
    #[serde(default)]
    pub ministries: Vec<Share>,
    pub area: Option<Text>,
    #[serde(default)]
    pub programmes: Vec<Text>,
    pub section: Option<Text>,
    pub slide: Option<String>,
    pub note: Option<String>,
}

/// The figures of a programme's review sheet, without its words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    pub programme: Text,
    pub sheet: Text,
    pub finding: Option<String>,
    pub reflection: Option<String>,
    pub reflected_yen: Option<i64>,
    pub years: Vec<ReviewYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewYear {
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
    #[serde(default)]
    pub booked_elsewhere: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Target {
    pub value: Option<f64>,
    pub unit: Option<String>,
    pub basis: Text,
    pub from: Option<u16>,
    pub by: Option<u16>,
    pub cumulative: Option<f64>,
    pub printed: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Latest {
    pub value: Option<f64>,
    pub unit: Option<String>,
    pub basis: Option<Text>,
    pub as_of: Option<Text>,
    pub printed: Option<String>,
    pub place: Option<Place>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owner {
    pub project: Option<Text>,
    #[serde(default)]
    pub whole: bool,
    pub basis: Option<Text>,
    #[serde(default)]
    pub evidence: Vec<Text>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    pub section: Text,
    /// Where it is not the section's own.
    pub page: Option<u32>,
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kpi {
    pub id: Text,
    /// The plan period of its figures, where it is not the document's.
    pub period: Option<u8>,
    pub category: Text,
    pub number: Option<String>,
    pub title: String,
    pub group: Option<String>,
    pub parent: Option<Text>,
    pub text: Option<String>,
    pub target: Option<Target>,
    pub latest: Option<Latest>,
    pub owner: Option<Owner>,
    pub section: Option<Text>,
    #[serde(default)]
    pub mentions: Vec<Quote>,
    #[serde(default)]
    pub ministries: Vec<Text>,
    #[serde(default)]
    pub areas: Vec<Text>,
    #[serde(default)]
    pub footnotes: Vec<u32>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    #[serde(default)]
    pub also: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ministry {
    pub id: Text,
    pub code: String,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub text: Option<String>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Area {
    pub id: Text,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub narrower: Vec<String>,
    #[serde(default)]
    pub not_in: Vec<String>,
    pub text: Option<String>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub id: Text,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub role: Option<String>,
    #[serde(default)]
    pub period: Vec<u8>,
    pub office: Option<String>,
    #[serde(default)]
    pub offices: Vec<Text>,
    #[serde(default)]
    pub not_in: Vec<String>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Term {
    pub id: Text,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub expansion: Option<String>,
    pub gloss: Option<String>,
    pub gloss_basis: Option<Text>,
    #[serde(default)]
    pub common: bool,
    #[serde(default)]
    pub not_in: Vec<String>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lineage {
    pub from: Option<Text>,
    pub to: Option<Text>,
    pub kind: Text,
    pub basis: Text,
    #[serde(default)]
    pub evidence: Vec<Text>,
    pub note: Option<String>,
}

/// Where a document of the library came from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Original {
    pub document: Text,
    pub file: String,
    pub format: String,
    pub encoding: String,
    pub sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Excerpt {
    pub record: Text,
    pub page: Option<u32>,
    /// Its lines, as one text.
    pub text: Option<Text>,
    /// Its lines one by one, as 0.1.0 wrote them.
    #[serde(default)]
    pub lines: Vec<Text>,
}

/// Parses every file; what does not parse becomes a problem and its file is left out.
pub(super) fn parse(files: &[SourceFile]) -> (Vec<Parsed>, Vec<Problem>) {
    let mut parsed = Vec::with_capacity(files.len());
    let mut problems = Vec::new();
    for source in files.iter().filter(|source| !source.is_corrections()) {
        let lines: Vec<usize> = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        match file(source) {
            Ok(file) => {
                parsed.push(Parsed { path: source.path.clone(), document: source.document().map(str::to_owned), file, lines });
            }
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                let line = lines.partition_point(|start| *start <= offset).max(1);
                problems.push(Problem { file: source.path.clone(), line, what: error.message().trim().replace('\n', " ") });
            }
        }
    }
    (parsed, problems)
}

/// What a file says. A file from outside is cleaned here, where all of its text comes in: what a terminal would obey gets no further. (The
/// shipped corpus has nothing of the kind; a test says so.)
fn file(source: &SourceFile) -> Result<File, toml::de::Error> {
    if let Cow::Borrowed(shipped) = source.text {
        return toml::from_str(shipped);
    }
    let mut table = DeTable::parse(&source.text)?;
    clean_table(table.get_mut());
    File::deserialize(toml::de::Deserializer::from(table))
}

fn clean_table(table: &mut DeTable<'_>) {
    table.iter_mut().for_each(|(_, value)| clean_value(value.get_mut()));
}

fn clean_value(value: &mut DeValue<'_>) {
    match value {
        DeValue::String(text) => {
            if let Cow::Owned(cleaned) = clean_lines(text) {
                *text = Cow::Owned(cleaned);
            }
        }
        DeValue::Array(values) => values.iter_mut().for_each(|value| clean_value(value.get_mut())),
        DeValue::Table(table) => clean_table(table),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// Takes out the programmes of the library that an earlier file gives: each of its documents brings along what it speaks of.
pub(super) fn once(files: &mut [Parsed]) {
    let mut seen: HashSet<String> = HashSet::new();
    for parsed in files {
        let of_library = parsed.path.starts_with(LIBRARY);
        parsed.file.programme.retain(|programme| seen.insert(programme.id.get_ref().clone()) || !of_library);
    }
}
