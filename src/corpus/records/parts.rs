//! Common parts of records in TOML: texts with their place in the file, places, and the words of enums.

use serde::{Deserialize, Serialize};

use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Basis, Id, Measure, Named, Place, Role, Stage};

/// TOML form of a place in a document.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct PlaceToml {
    pub document: Text,
    pub section: Option<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    pub footnote: Option<u32>,
}

impl PlaceToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.reference(&self.document, &["document"]);
        self.section.iter().for_each(|section| checker.reference(section, &["section"]));
        if self.section.is_none() && self.page.is_none() && self.slide.is_none() {
            checker.report(self.document.span().start, "a place needs a `section`, `page` or `slide`".to_owned());
        }
    }

    pub fn place(self) -> Place {
        Place { document: id(self.document), section: self.section.map(id), page: self.page, slide: self.slide, footnote: self.footnote }
    }

    /// Returns the TOML form of a place.
    pub fn of(place: &Place) -> Self {
        Self {
            document: text(&place.document),
            section: place.section.as_ref().map(text),
            page: place.page,
            slide: place.slide.clone(),
            footnote: place.footnote,
        }
    }
}

/// Applies the rules of places.
pub(super) fn check_places<'f>(checker: &mut Checker<'f>, places: &'f [PlaceToml]) {
    places.iter().for_each(|place| place.check(checker));
}

/// Applies the rules of places, and checks that there is at least one.
pub(super) fn need_places<'f>(checker: &mut Checker<'f>, id: &'f Text, places: &'f [PlaceToml]) {
    check_places(checker, places);
    if places.is_empty() {
        checker.report(id.span().start, format!("{:?} has no place; give `places`", id.get_ref()));
    }
}

pub(super) fn id(text: Text) -> Id {
    Id::new(text.into_inner())
}

pub(super) fn ids(texts: Vec<Text>) -> Vec<Id> {
    texts.into_iter().map(id).collect()
}

pub(super) fn places(raw: Vec<PlaceToml>) -> Vec<Place> {
    raw.into_iter().map(PlaceToml::place).collect()
}

pub(super) fn roles(texts: Vec<Text>) -> Vec<Role> {
    texts
        .into_iter()
        .map(|text| {
            let text = text.into_inner();
            let code = text.trim_start_matches('◎');
            Role { lead: code.len() < text.len(), code: code.to_owned() }
        })
        .collect()
}

/// Returns the value that a word names; `check` has let no other word through.
pub(super) fn named<T: Named>(word: &Text) -> Option<T> {
    T::from_name(word.get_ref())
}

pub(super) fn stage(word: &Text) -> Stage {
    named(word).unwrap_or(Stage::Initial)
}

pub(super) fn basis(word: &Text) -> Basis {
    named(word).unwrap_or_default()
}

pub(super) fn measure(word: &Text) -> Measure {
    named(word).unwrap_or(Measure::Qualitative)
}

/// Returns a text that is not in any file yet.
pub(super) fn text(text: &(impl ToString + ?Sized)) -> Text {
    Text::new(0..0, text.to_string())
}

pub(super) fn texts<T: ToString>(all: &[T]) -> Vec<Text> {
    all.iter().map(text).collect()
}

/// Returns the TOML form of places.
pub(super) fn written_places(places: &[Place]) -> Vec<PlaceToml> {
    places.iter().map(PlaceToml::of).collect()
}

/// Returns the TOML form of ministries: ◎ before the one that leads.
pub(super) fn written_roles(roles: &[Role]) -> Vec<Text> {
    roles.iter().map(|role| text(&role.printed())).collect()
}
