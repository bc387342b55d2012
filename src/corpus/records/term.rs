//! Terms, abbreviations and footnotes: their TOML, rules and conversion.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, basis, id, need_places, places};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Basis, Term};

/// TOML form of a term, an abbreviation or a footnote.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct TermToml {
    pub id: Text,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub expansion: Option<String>,
    pub gloss: Option<String>,
    pub gloss_basis: Option<Text>,
    #[serde(default, skip_serializing_if = "Not::not")]
    pub common: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceToml>,
    pub note: Option<String>,
}

impl TermToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.names(&self.id, &self.aliases);
        checker.names(&self.id, &self.not_in);
        self.gloss_basis.iter().for_each(|basis| checker.word::<Basis>(basis));
        checker.optional_texts(&self.id, &[("expansion", &self.expansion), ("gloss", &self.gloss), ("note", &self.note)]);
        need_places(checker, &self.id, &self.places);
    }

    pub fn record(self) -> Term {
        Term {
            id: id(self.id),
            title: self.title,
            aliases: self.aliases,
            expansion: self.expansion,
            gloss: self.gloss,
            gloss_basis: self.gloss_basis.as_ref().map_or(Basis::Inferred, basis),
            common: self.common,
            not_in: self.not_in,
            places: places(self.places),
            note: self.note,
        }
    }
}
