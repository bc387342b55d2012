//! Records of the corpus as TOML, one file for each kind: its keys, its rules, how it becomes a record of the model, and how it is written.
//! This is the only place that knows TOML keys; unknown ones are rejected with their line.

mod allocation;
mod area;
mod body;
mod document;
mod entry;
mod excerpt;
mod kpi;
mod lineage;
mod ministry;
mod parts;
mod programme;
mod project;
mod review;
mod section;
mod term;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub(super) use allocation::AllocationToml;
pub(super) use area::AreaToml;
pub(super) use body::BodyToml;
pub(super) use document::DocumentToml;
pub(super) use entry::EntryToml;
pub(super) use excerpt::{ExcerptToml, OriginalToml};
pub(super) use kpi::KpiToml;
pub(super) use lineage::LineageToml;
pub(super) use ministry::MinistryToml;
pub(super) use programme::ProgrammeToml;
pub(super) use project::ProjectToml;
pub(super) use review::ReviewToml;
pub(super) use section::SectionToml;
pub(super) use term::TermToml;

use super::checker::Checker;
use super::packed::Sheets;
use super::spot::Text;
use super::volume::LibraryDocument;
use crate::model::{Id, Reading, Record};

/// Contents of a corpus file: a list for each kind.
#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CorpusFile {
    pub original: Option<OriginalToml>,
    pub sheets: Option<Sheets>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub document: Vec<DocumentToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allocation: Vec<AllocationToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<SectionToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub project: Vec<ProjectToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<ProgrammeToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<EntryToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kpi: Vec<KpiToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ministry: Vec<MinistryToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<AreaToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<BodyToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub term: Vec<TermToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lineage: Vec<LineageToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<ReviewToml>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reading: Vec<Reading>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excerpt: Vec<ExcerptToml>,
}

/// Record that belongs to no single document, with its names.
pub(super) struct NamedRecord<'f> {
    pub kind: &'static str,
    pub id: &'f Text,
    pub title: &'f String,
    pub aliases: &'f [String],
}

impl CorpusFile {
    /// Returns the id of every record, with its kind.
    pub fn ids(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let ids = self.document.iter().map(|record| ("document", &record.id));
        let ids = ids.chain(self.section.iter().map(|record| ("section", &record.id)));
        let ids = ids.chain(self.project.iter().map(|record| ("project", &record.id)));
        let ids = ids.chain(self.programme.iter().map(|record| ("programme", &record.id)));
        let ids = ids.chain(self.kpi.iter().map(|record| ("kpi", &record.id)));
        let ids = ids.chain(self.ministry.iter().map(|record| ("ministry", &record.id)));
        let ids = ids.chain(self.area.iter().map(|record| ("area", &record.id)));
        let ids = ids.chain(self.body.iter().map(|record| ("body", &record.id)));
        ids.chain(self.term.iter().map(|record| ("term", &record.id)))
    }

    /// Returns the names of the records that belong to no single document.
    pub fn names(&self) -> impl Iterator<Item = NamedRecord<'_>> {
        /// Returns the names of the records of a list.
        macro_rules! names {
            ($list:expr, $kind:literal) => {
                $list.iter().map(|record| NamedRecord { kind: $kind, id: &record.id, title: &record.title, aliases: &record.aliases })
            };
        }
        let names = names!(self.programme, "programme").chain(names!(self.ministry, "ministry")).chain(names!(self.area, "area"));
        names.chain(names!(self.body, "body")).chain(names!(self.term, "term"))
    }

    /// Applies every rule of every record.
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        self.original.iter().for_each(|original| original.check(checker));
        self.excerpt.iter().for_each(|excerpt| excerpt.check(checker));
        self.document.iter().for_each(|document| document.check(checker));
        self.section.iter().for_each(|section| section.check(checker));
        self.project.iter().for_each(|project| project.check(checker));
        self.programme.iter().for_each(|programme| programme.check(checker));
        self.entry.iter().for_each(|entry| entry.check(checker));
        self.review.iter().for_each(|review| review.check(checker));
        self.allocation.iter().for_each(|allocation| allocation.check(checker));
        self.kpi.iter().for_each(|kpi| kpi.check(checker));
        self.ministry.iter().for_each(|ministry| ministry.check(checker));
        self.area.iter().for_each(|area| area.check(checker));
        self.body.iter().for_each(|body| body.check(checker));
        self.term.iter().for_each(|term| term.check(checker));
        self.lineage.iter().for_each(|step| step.check(checker));
    }

    /// Takes out the records of the model, except projects, of which several files may speak.
    pub fn take_records(&mut self, document: &Id) -> Vec<Record> {
        let mut records = Vec::new();
        records.extend(self.document.drain(..).map(|raw| Record::Document(raw.record())));
        records.extend(self.section.drain(..).map(|raw| Record::Section(raw.record(document))));
        records.extend(self.programme.drain(..).map(|raw| Record::Programme(raw.record())));
        records.extend(self.kpi.drain(..).map(|raw| Record::Kpi(raw.record(document))));
        records.extend(self.ministry.drain(..).map(|raw| Record::Ministry(raw.record())));
        records.extend(self.area.drain(..).map(|raw| Record::Area(raw.record())));
        records.extend(self.body.drain(..).map(|raw| Record::Body(raw.record())));
        records.extend(self.term.drain(..).map(|raw| Record::Term(raw.record())));
        records
    }

    /// Returns the TOML form of a library document, without readings and excerpts.
    pub fn of(volume: &LibraryDocument) -> Self {
        let mut file = Self {
            original: Some(OriginalToml::of(&volume.original)),
            entry: volume.entries.iter().map(|(programme, entry)| EntryToml::of(programme, entry)).collect(),
            lineage: volume.lineage.iter().map(LineageToml::of).collect(),
            ..Self::default()
        };
        for record in &volume.records {
            match record {
                Record::Document(document) => {
                    file.allocation.extend(document.allocations.iter().map(AllocationToml::of));
                    file.document.push(DocumentToml::of(document));
                }
                Record::Section(section) => file.section.push(SectionToml::of(section)),
                Record::Project(project) => file.project.push(ProjectToml::of(project)),
                Record::Programme(programme) => file.programme.push(ProgrammeToml::of(programme)),
                Record::Kpi(kpi) => file.kpi.push(KpiToml::of(kpi)),
                // No import makes other kinds: their records belong to no single document.
                _ => {}
            }
        }
        file
    }

    /// Returns the amounts that were read in a library document: as they are kept or, for a library of 0.1.0, which keeps none, as its
    /// entries have them.
    pub fn readings(&self) -> Cow<'_, [Reading]> {
        if !self.reading.is_empty() {
            return Cow::Borrowed(&self.reading);
        }
        let title =
            |id: &str| self.programme.iter().find(|programme| programme.id.get_ref() == id).map(|programme| programme.title.clone());
        let reading = |entry: &EntryToml| {
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
