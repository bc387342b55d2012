//! Ministries: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, id, need_places, places};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::Ministry;

/// TOML form of a ministry.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct MinistryToml {
    pub id: Text,
    pub code: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceToml>,
    pub note: Option<String>,
}

impl MinistryToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.text(&self.id, "code", &self.code);
        checker.names(&self.id, &self.aliases);
        checker.optional_texts(&self.id, &[("text", &self.text), ("note", &self.note)]);
        need_places(checker, &self.id, &self.places);
    }

    pub fn record(self) -> Ministry {
        let (id, places) = (id(self.id), places(self.places));
        Ministry { id, code: self.code, title: self.title, aliases: self.aliases, text: self.text, places, note: self.note }
    }
}
