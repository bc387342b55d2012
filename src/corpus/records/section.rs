//! Sections: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, check_places, id, ids, places, roles, text, texts, written_places, written_roles};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Id, Point, Section};

/// TOML form of a section.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct SectionToml {
    pub id: Text,
    pub number: Option<String>,
    pub mark: Option<String>,
    pub title: String,
    pub parent: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<Text>,
    pub project: Option<Text>,
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<PointToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<PlaceToml>,
    pub note: Option<String>,
}

/// TOML form of one item of a section.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct PointToml {
    pub text: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<Text>,
    pub page: Option<u32>,
    pub ministries_page: Option<u32>,
}

impl SectionToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.optional_texts(&self.id, &[("number", &self.number), ("mark", &self.mark), ("text", &self.text), ("note", &self.note)]);
        checker.place(&self.id, self.page, self.slide.as_ref());
        check_places(checker, &self.also);
        self.parent.iter().for_each(|parent| checker.reference(parent, &["section"]));
        self.project.iter().for_each(|project| checker.reference(project, &["project"]));
        self.areas.iter().for_each(|area| checker.reference(area, &["area"]));
        self.mentions.iter().for_each(|record| checker.reference(record, &["project", "programme", "body", "term", "ministry"]));
        checker.ministries(&self.ministries);
        for point in &self.points {
            checker.filled(&point.text);
            checker.ministries(&point.ministries);
        }
        if self.project.is_some() && !self.points.is_empty() {
            checker
                .report(self.id.span().start, "a project's section takes its points from the project's themes; move them there".to_owned());
        }
    }

    pub fn record(self, document: &Id) -> Section {
        Section {
            id: id(self.id),
            document: document.clone(),
            number: self.number,
            mark: self.mark,
            title: self.title,
            parent: self.parent.map(id),
            ministries: roles(self.ministries),
            project: self.project.map(id),
            text: self.text,
            points: self
                .points
                .into_iter()
                .map(|point| Point {
                    text: point.text.into_inner(),
                    ministries: roles(point.ministries),
                    page: point.page,
                    ministries_page: point.ministries_page,
                })
                .collect(),
            areas: ids(self.areas),
            mentions: ids(self.mentions),
            page: self.page,
            slide: self.slide,
            also: places(self.also),
            note: self.note,
        }
    }

    /// Returns the TOML form of a section.
    pub fn of(section: &Section) -> Self {
        Self {
            id: text(&section.id),
            number: section.number.clone(),
            mark: section.mark.clone(),
            title: section.title.clone(),
            parent: section.parent.as_ref().map(text),
            ministries: written_roles(&section.ministries),
            project: section.project.as_ref().map(text),
            text: section.text.clone(),
            points: section.points.iter().map(PointToml::of).collect(),
            areas: texts(&section.areas),
            mentions: texts(&section.mentions),
            page: section.page,
            slide: section.slide.clone(),
            also: written_places(&section.also),
            note: section.note.clone(),
        }
    }
}

impl PointToml {
    fn of(point: &Point) -> Self {
        Self {
            text: text(&point.text),
            ministries: written_roles(&point.ministries),
            page: point.page,
            ministries_page: point.ministries_page,
        }
    }
}
