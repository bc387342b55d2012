//! Records other than programmes' money and indicators: documents, sections, projects, programmes, ministries, areas, bodies, terms.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::money::{Allocation, Budget, Entry, FiscalYear};
use super::sourced::{Passages, Sourced};
use super::{Basis, Id, Office, Place, Point, Review, Role};

/// Kind of a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum DocumentKind {
    /// A plan.
    #[default]
    Plan,
    /// Explanatory slides.
    Slides,
    /// A budget request.
    Request,
    /// A year's review sheets.
    Review,
}

/// A source document.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Document {
    /// The id: `plan3`.
    pub id: Id,
    /// The title as printed.
    pub title: String,
    /// The title on narrow screens.
    pub short_title: String,
    /// The kind of document.
    pub document_kind: DocumentKind,
    /// The plan period (1, 2, 3) to which it belongs.
    pub period: Option<u8>,
    /// The fiscal year of a yearly paper.
    pub fiscal_year: Option<FiscalYear>,
    /// The first fiscal year it covers.
    pub from: Option<FiscalYear>,
    /// The last fiscal year it covers.
    pub to: Option<FiscalYear>,
    /// The status, such as 案.
    pub status: Option<String>,
    /// A description of the document, in our own words.
    pub text: Option<String>,
    /// The address of the document itself on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Money that belongs to no single programme or project.
    pub allocations: Vec<Allocation>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// A section or heading.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Section {
    /// The id.
    pub id: Id,
    /// The document.
    pub document: Id,
    /// The number as printed: `3.1(3)④`.
    pub number: Option<String>,
    /// The mark before an unnumbered heading: `〇`, `（）`.
    pub mark: Option<String>,
    /// The heading.
    pub title: String,
    /// The section above.
    pub parent: Option<Id>,
    /// The ministries printed at the heading.
    pub ministries: Vec<Role>,
    /// The project whose section this is.
    pub project: Option<Id>,
    /// The running text, in our own words.
    pub text: Option<String>,
    /// The items. For a project's section: the project's themes.
    pub points: Vec<Point>,
    /// The disease areas that it is about.
    pub areas: Vec<Id>,
    /// The records of which it speaks where a name alone cannot tell.
    pub mentions: Vec<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// Other places where it is printed again.
    pub also: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// An integrated project of one plan period: one record, however many of the period's documents speak of it.
///
/// Number, title and the like are those of the first document that has them; `ministries`, `areas` and `budgets` are gathered from all of
/// its [`entries`](Project::entries).
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Project {
    /// The id.
    pub id: Id,
    /// Ids under which other documents list the same project.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_ids: Vec<Id>,
    /// The document that comes first: the plan's own, or the oldest.
    pub document: Id,
    /// All documents that speak of it, in the order of the entries.
    pub documents: Vec<Id>,
    /// The number as printed: `④`.
    pub number: Option<String>,
    /// The name.
    pub title: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// Its purpose, in our own words.
    pub summary: Option<String>,
    /// The ministries, in the order printed.
    pub ministries: Vec<Role>,
    /// Its money by year, each line with its document.
    pub budgets: Vec<Budget>,
    /// Its main themes, from the first document that gives them.
    pub themes: Vec<String>,
    /// The section that sets it out.
    pub section: Option<Id>,
    /// The disease areas under which a document puts it.
    pub areas: Vec<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// Other places where it is printed again.
    pub also: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// The entries, one from each document: the first document's, then by fiscal year.
    pub entries: Vec<ProjectEntry>,
}

/// Project entry: what one document says of a project.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct ProjectEntry {
    /// The document.
    pub document: Id,
    /// The number as printed there.
    pub number: Option<String>,
    /// The name as printed there.
    pub title: String,
    /// Its purpose, in our own words.
    pub summary: Option<String>,
    /// The ministries printed there.
    pub ministries: Vec<Role>,
    /// Its main themes.
    pub themes: Vec<String>,
    /// The page of each theme, in the same order.
    #[serde(skip)]
    pub theme_pages: Vec<Option<u32>>,
    /// The section that sets it out there.
    pub section: Option<Id>,
    /// The disease areas under which the document puts it.
    pub areas: Vec<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}

impl Section {
    /// Returns true if a single item is all there is under the heading; its lead then leads the section.
    pub fn is_one_item(&self) -> bool {
        self.text.is_none() && self.points.len() == 1
    }
}

impl ProjectEntry {
    /// Returns the place where the document speaks of the project.
    pub fn place(&self) -> Place {
        Place { document: self.document.clone(), section: self.section.clone(), page: self.page, slide: self.slide.clone(), footnote: None }
    }
}

impl Programme {
    /// Returns the ministries of its entries, which only take part in the whole, and those that answer for it, each once.
    pub fn all_ministries(&self) -> Vec<Role> {
        let mut all: Vec<Role> = Vec::new();
        let entries = self.entries.iter().flat_map(|entry| &entry.ministries);
        entries.for_each(|role| Role::gather(&mut all, &[Role { code: role.code.clone(), lead: false }]));
        self.ministries.iter().for_each(|office| Role::gather(&mut all, &[office.role()]));
        all
    }
}

impl Project {
    /// Returns the place where the document prints a year's money: its own slide, or else where that document speaks of the project.
    pub fn place_of(&self, budget: &Budget) -> Place {
        let entry = self.entry(&budget.document);
        let slide = budget.slide.clone().or_else(|| entry.and_then(|entry| entry.slide.clone()));
        let page = entry.and_then(|entry| entry.page);
        Place { document: budget.document.clone(), section: None, page, slide, footnote: None }
    }

    /// Merges what another document says of the same project under another id, with its own `budgets` and places.
    ///
    /// What this record already has stays; the rest is added.
    pub fn absorb(&mut self, other: Project) {
        self.other_ids.push(other.id);
        self.other_ids.extend(other.other_ids);
        for document in other.documents {
            if !self.documents.contains(&document) {
                self.documents.push(document);
            }
        }
        self.aliases.extend(other.aliases.into_iter().filter(|alias| *alias != self.title).collect::<Vec<_>>());
        let mut seen = std::collections::HashSet::new();
        self.aliases.retain(|alias| seen.insert(alias.clone()));
        Role::gather(&mut self.ministries, &other.ministries);
        for area in other.areas {
            if !self.areas.contains(&area) {
                self.areas.push(area);
            }
        }
        self.number = self.number.take().or(other.number);
        self.summary = self.summary.take().or(other.summary);
        self.section = self.section.take().or(other.section);
        if self.themes.is_empty() {
            self.themes = other.themes;
        }
        self.budgets.extend(other.budgets);
        self.also.extend(other.also);
        self.entries.extend(other.entries);
    }

    /// Returns the entry of a document.
    pub fn entry(&self, document: &Id) -> Option<&ProjectEntry> {
        self.entries.iter().find(|entry| entry.document == *document)
    }
}

/// A programme over the years.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Programme {
    /// The id.
    pub id: Id,
    /// The name.
    pub title: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// The entries: what each document says of it.
    pub entries: Vec<Entry>,
    /// The ministries of its review sheets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<Office>,
    /// The bureaus and divisions that answer for it, the leading one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organisation: Vec<String>,
    /// The fiscal year in which it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<FiscalYear>,
    /// The fiscal year in which it ends, or is due to end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<FiscalYear>,
    /// Its review sheets, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// The programmes in it, if it is a group for which the source gives one amount.
    pub members: Vec<Id>,
    /// Phrases that contain one of its names without meaning it.
    #[serde(skip)]
    pub not_in: Vec<String>,
    /// The places where it is named, besides its entries.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// A ministry, or the office of one that has its own abbreviation.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Ministry {
    /// The id.
    pub id: Id,
    /// The code: 文.
    pub code: String,
    /// The name: 文部科学省.
    pub title: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// A description, in our own words.
    pub text: Option<String>,
    /// The places where it is named.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// A disease area.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Area {
    /// The id.
    pub id: Id,
    /// The name.
    pub title: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// Names of what belongs to it.
    pub narrower: Vec<String>,
    /// Phrases that contain one of its words without speaking of it.
    #[serde(skip)]
    pub not_in: Vec<String>,
    /// The documents' treatment of it, in our own words.
    pub text: Option<String>,
    /// The places where it is named.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// A council, agency or institution.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Body {
    /// The id.
    pub id: Id,
    /// The name.
    pub title: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// Its function, in our own words.
    pub role: Option<String>,
    /// The plan periods in whose documents it appears.
    pub period: Vec<u8>,
    /// The body that runs or supervises it, in our own words.
    pub office: Option<String>,
    /// The ministries and bodies printed as its office.
    pub offices: Vec<Id>,
    /// Phrases that contain one of its names without meaning it.
    #[serde(skip)]
    pub not_in: Vec<String>,
    /// The places where it is named.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// A term: an abbreviation, a footnote or a named thing.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Term {
    /// The id.
    pub id: Id,
    /// The term.
    pub title: String,
    /// Other forms of the term.
    pub aliases: Vec<String>,
    /// The long form as the source spells it.
    pub expansion: Option<String>,
    /// The meaning, in our own words.
    pub gloss: Option<String>,
    /// The basis of the gloss: it says what the documents say, or explains beyond them.
    pub gloss_basis: Basis,
    /// True if its names are ordinary words too, so that a text that has them does not speak of it.
    #[serde(skip)]
    pub common: bool,
    /// Phrases that contain one of its names without meaning it.
    #[serde(skip)]
    pub not_in: Vec<String>,
    /// The places where it is named.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

impl Sourced for Document {
    fn places(&self) -> Vec<Place> {
        vec![Place::new(&self.id, None, None, None)]
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.text.as_deref());
        texts.extend(self.allocations.iter().map(|allocation| allocation.title.as_str()));
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        passages.say(self.text.as_deref());
        self.allocations.iter().for_each(|allocation| passages.say_at(Some(&allocation.title), allocation.place(&self.id)));
    }
}

impl Sourced for Section {
    fn places(&self) -> Vec<Place> {
        let first = Place::new(&self.document, Some(&self.id), self.page, self.slide.as_ref());
        std::iter::once(first).chain(self.also.iter().cloned()).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.text.as_deref());
        texts.extend(self.points.iter().map(|point| point.text.as_str()));
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        passages.say(Some(&self.title));
        passages.say(self.text.as_deref());
        self.points.iter().for_each(|point| passages.say_on(Some(&point.text), point.page));
    }

    fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }
}

impl Sourced for Project {
    fn places(&self) -> Vec<Place> {
        self.entries.iter().map(ProjectEntry::place).chain(self.also.iter().cloned()).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        for entry in &self.entries {
            texts.extend(entry.summary.as_deref());
            texts.extend(entry.themes.iter().map(String::as_str));
        }
        texts.extend(self.entries.iter().skip(1).filter_map(|entry| entry.note.as_deref()));
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        for entry in &self.entries {
            passages.say_at(entry.summary.as_deref(), entry.place());
            for (theme, page) in entry.themes.iter().zip(&entry.theme_pages) {
                passages.say_at(Some(theme), Place { page: page.or(entry.page), ..entry.place() });
            }
        }
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }
}

impl Sourced for Programme {
    fn places(&self) -> Vec<Place> {
        let reviews = self.reviews.iter().map(|review| review.place(&self.id));
        self.entries.iter().map(Entry::place).chain(reviews).chain(self.places.iter().cloned()).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.entries.iter().filter_map(|entry| entry.summary.as_deref()));
        self.reviews.iter().for_each(|review| texts.extend(review.texts()));
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        self.entries.iter().for_each(|entry| passages.say_at(entry.summary.as_deref(), entry.place()));
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn not_in(&self) -> &[String] {
        &self.not_in
    }
}

impl Sourced for Ministry {
    fn places(&self) -> Vec<Place> {
        self.places.clone()
    }

    fn texts(&self) -> Vec<&str> {
        self.text.as_deref().into_iter().collect()
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        passages.say(self.text.as_deref());
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn number(&self) -> Option<&str> {
        Some(&self.code)
    }
}

impl Sourced for Area {
    fn places(&self) -> Vec<Place> {
        self.places.clone()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.text.as_deref());
        texts.extend(self.narrower.iter().map(String::as_str));
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        passages.say(self.text.as_deref());
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn not_in(&self) -> &[String] {
        &self.not_in
    }
}

impl Sourced for Body {
    fn places(&self) -> Vec<Place> {
        self.places.clone()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.role.as_deref());
        texts.extend(self.office.as_deref());
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        passages.say(self.role.as_deref());
        passages.say(self.office.as_deref());
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn not_in(&self) -> &[String] {
        &self.not_in
    }
}

impl Sourced for Term {
    fn places(&self) -> Vec<Place> {
        self.places.clone()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.expansion.as_deref());
        texts.extend(self.gloss.as_deref());
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        // A meaning that the documents give is in a footnote, if there is one.
        let told = self.places.iter().find(|place| place.footnote.is_some()).unwrap_or(&passages.first).clone();
        passages.say_at(self.expansion.as_deref(), told.clone());
        passages.say_at(self.gloss.as_deref().filter(|_| self.gloss_basis == Basis::Stated), told.clone());
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn not_in(&self) -> &[String] {
        &self.not_in
    }
}
