//! Entries, what documents say of programmes: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, id, ids, named, roles, stage, text, texts, written_roles};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{AmountBasis, Channel, Confidence, Entry, Id, Named, Stage};

/// TOML form of an entry: what a document says of a programme.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct EntryToml {
    pub programme: Text,
    pub project: Option<Text>,
    pub fiscal_year: Option<u16>,
    pub stage: Option<Text>,
    pub amount: Option<f64>,
    pub channel: Option<Text>,
    pub confidence: Option<Text>,
    pub support: Option<String>,
    pub share_of: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<Text>,
    pub ministries_place: Option<PlaceToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    pub phase: Option<String>,
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Text>,
    pub section: Option<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    pub note: Option<String>,
}

impl EntryToml {
    /// Creates an entry of a programme at a place that says nothing yet.
    pub fn empty(programme: Text, page: Option<u32>, slide: Option<String>) -> Self {
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

    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.reference(&self.programme, &["programme"]);
        self.project.iter().for_each(|project| checker.reference(project, &["project"]));
        self.share_of.iter().for_each(|whole| checker.reference(whole, &["programme"]));
        self.section.iter().for_each(|section| checker.reference(section, &["section"]));
        self.ministries_place.iter().for_each(|place| place.check(checker));
        self.areas.iter().for_each(|area| checker.reference(area, &["area"]));
        checker.ministries(&self.ministries);
        checker.place(&self.programme, self.page, self.slide.as_ref());
        checker.optional_texts(
            &self.programme,
            &[("support", &self.support), ("phase", &self.phase), ("summary", &self.summary), ("note", &self.note)],
        );
        self.stage.iter().for_each(|stage| checker.word::<Stage>(stage));
        self.channel.iter().for_each(|channel| checker.word::<Channel>(channel));
        self.confidence.iter().for_each(|confidence| checker.word::<Confidence>(confidence));
        let at = self.programme.span().start;
        if let Some(amount) = self.amount {
            checker.amount(&self.programme, amount);
            if self.fiscal_year.is_none() || self.stage.is_none() || self.confidence.is_none() {
                checker.report(at, "an amount needs `fiscal_year`, `stage` and `confidence`".to_owned());
            }
        }
        let unsure = self.confidence.as_ref().is_some_and(|confidence| confidence.get_ref() != "high");
        if unsure && self.support.is_none() {
            checker.report(at, "an amount of medium or low confidence needs `support`: what speaks for it".to_owned());
        }
    }

    /// Converts this to an entry; `usual` is whose money it is if nothing says so.
    pub fn entry(self, document: &Id, usual: Option<Channel>) -> Entry {
        let in_house = self.marks.iter().any(|mark| mark == "インハウス").then_some(Channel::InHouse);
        Entry {
            channel: self.channel.as_ref().and_then(named).or(in_house).or(usual),
            document: document.clone(),
            project: self.project.map(id),
            fiscal_year: self.fiscal_year,
            stage: self.stage.as_ref().map(stage),
            basis: self.stage.as_ref().map(|word| AmountBasis::new(stage(word), false)),
            amount: self.amount,
            confidence: self.confidence.as_ref().and_then(named),
            support: self.support,
            share_of: self.share_of.map(id),
            ministries: roles(self.ministries),
            ministries_place: self.ministries_place.map(PlaceToml::place),
            marks: self.marks,
            phase: self.phase,
            summary: self.summary,
            areas: ids(self.areas),
            section: self.section.map(id),
            page: self.page,
            slide: self.slide,
            note: self.note,
        }
    }

    /// Returns the TOML form of an entry.
    pub fn of(programme: &Id, entry: &Entry) -> Self {
        Self {
            programme: text(programme),
            project: entry.project.as_ref().map(text),
            fiscal_year: entry.fiscal_year,
            stage: entry.stage.map(|stage| text(stage.name())),
            amount: entry.amount,
            channel: entry.channel.map(|channel| text(channel.name())),
            confidence: entry.confidence.map(|confidence| text(confidence.name())),
            support: entry.support.clone(),
            share_of: entry.share_of.as_ref().map(text),
            ministries: written_roles(&entry.ministries),
            ministries_place: entry.ministries_place.as_ref().map(PlaceToml::of),
            marks: entry.marks.clone(),
            phase: entry.phase.clone(),
            summary: entry.summary.clone(),
            areas: texts(&entry.areas),
            section: entry.section.as_ref().map(text),
            page: entry.page,
            slide: entry.slide.clone(),
            note: entry.note.clone(),
        }
    }
}
