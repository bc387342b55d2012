//! Programmes: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, id, ids, places, text, texts, written_places};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::Programme;

/// TOML form of a programme.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ProgrammeToml {
    pub id: Text,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceToml>,
    pub note: Option<String>,
}

impl ProgrammeToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.names(&self.id, &self.aliases);
        checker.names(&self.id, &self.not_in);
        self.members.iter().for_each(|member| checker.reference(member, &["programme"]));
        checker.optional_texts(&self.id, &[("note", &self.note)]);
        self.places.iter().for_each(|place| place.check(checker));
        if self.places.is_empty() && !checker.spoken_of.contains(self.id.get_ref().as_str()) {
            checker.report(self.id.span().start, format!("{:?} has neither an entry nor a place", self.id.get_ref()));
        }
    }

    pub fn record(self) -> Programme {
        Programme {
            id: id(self.id),
            title: self.title,
            aliases: self.aliases,
            members: ids(self.members),
            not_in: self.not_in,
            places: places(self.places),
            note: self.note,
            ..Programme::default()
        }
    }

    /// Returns the TOML form of a programme. What documents say of it is in entries.
    pub fn of(programme: &Programme) -> Self {
        Self {
            id: text(&programme.id),
            title: programme.title.clone(),
            aliases: programme.aliases.clone(),
            members: texts(&programme.members),
            not_in: programme.not_in.clone(),
            places: written_places(&programme.places),
            note: programme.note.clone(),
        }
    }
}
