//! Councils, agencies and institutions: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, id, ids, need_places, places};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::Body;

/// TOML form of a council, an agency or an institution.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct BodyToml {
    pub id: Text,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub role: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub period: Vec<u8>,
    pub office: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceToml>,
    pub note: Option<String>,
}

impl BodyToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.names(&self.id, &self.aliases);
        checker.optional_texts(&self.id, &[("role", &self.role), ("office", &self.office), ("note", &self.note)]);
        checker.names(&self.id, &self.not_in);
        self.offices.iter().for_each(|office| checker.reference(office, &["ministry", "body"]));
        need_places(checker, &self.id, &self.places);
    }

    pub fn record(self) -> Body {
        Body {
            id: id(self.id),
            title: self.title,
            aliases: self.aliases,
            role: self.role,
            period: self.period,
            office: self.office,
            offices: ids(self.offices),
            not_in: self.not_in,
            places: places(self.places),
            note: self.note,
        }
    }
}
