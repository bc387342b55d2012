//! Disease areas: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, id, need_places, places};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::Area;

/// TOML form of a disease area.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct AreaToml {
    pub id: Text,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrower: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceToml>,
    pub note: Option<String>,
}

impl AreaToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.names(&self.id, &self.aliases);
        checker.names(&self.id, &self.narrower);
        checker.names(&self.id, &self.not_in);
        checker.optional_texts(&self.id, &[("text", &self.text), ("note", &self.note)]);
        need_places(checker, &self.id, &self.places);
    }

    pub fn record(self) -> Area {
        let (id, places) = (id(self.id), places(self.places));
        let (title, aliases, narrower) = (self.title, self.aliases, self.narrower);
        Area { id, title, aliases, narrower, not_in: self.not_in, text: self.text, places, note: self.note }
    }
}
