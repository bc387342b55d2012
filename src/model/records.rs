//! The records beside programmes' money and indicators: documents, sections, projects, programmes, ministries, areas, bodies, terms.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::money::{Allocation, Budget, Entry, FiscalYear};
use super::{Id, Place, Point, Role};

/// What a document is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A plan.
    #[default]
    Plan,
    /// Explanatory slides.
    Slides,
    /// A budget request.
    Request,
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
    /// What it is.
    pub document_kind: DocumentKind,
    /// The plan period (1, 2, 3) it belongs to.
    pub period: Option<u8>,
    /// The fiscal year of a yearly paper.
    pub fiscal_year: Option<FiscalYear>,
    /// The first fiscal year it covers.
    pub from: Option<FiscalYear>,
    /// The last fiscal year it covers.
    pub to: Option<FiscalYear>,
    /// 案 and the like.
    pub status: Option<String>,
    /// What the document is, in our own words.
    pub text: Option<String>,
    /// Where the document itself stands on the net.
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
    /// What stands before an unnumbered heading: `〇`, `（）`.
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
    /// Disease areas it is about.
    pub areas: Vec<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// Other places where the same is printed again.
    pub also: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// An integrated project of one period.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Project {
    /// The id.
    pub id: Id,
    /// The document.
    pub document: Id,
    /// The number as printed: `④`.
    pub number: Option<String>,
    /// The name.
    pub title: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// What it is for, in our own words.
    pub summary: Option<String>,
    /// The ministries, in the order printed.
    pub ministries: Vec<Role>,
    /// Its money by year.
    pub budgets: Vec<Budget>,
    /// What it works on above all.
    pub themes: Vec<String>,
    /// The page of each theme, by the same order.
    #[serde(skip)]
    pub theme_pages: Vec<Option<u32>>,
    /// The section that sets it out.
    pub section: Option<Id>,
    /// Disease areas it is about.
    pub areas: Vec<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// Other places where the same is printed again.
    pub also: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
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
    /// What each document says of it.
    pub entries: Vec<Entry>,
    /// The programmes in it, where it is a group that the source gives one amount for.
    pub members: Vec<Id>,
    /// Where it is named, beside its entries.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// A ministry, or the office of one that has its own abbreviation.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Ministry {
    /// The id.
    pub id: Id,
    /// The code: 文.
    pub code: String,
    /// The name: 文部科学省.
    pub title: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// What it is, in our own words.
    pub text: Option<String>,
    /// Where it is named.
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
    /// Other names of the same.
    pub aliases: Vec<String>,
    /// Names of what belongs to it.
    pub narrower: Vec<String>,
    /// How the documents treat it, in our own words.
    pub text: Option<String>,
    /// Where it is named.
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
    /// What it does, in our own words.
    pub role: Option<String>,
    /// The plan periods in whose documents it appears.
    pub period: Vec<u8>,
    /// Who runs or supervises it.
    pub office: Option<String>,
    /// Where it is named.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// An abbreviation, a footnote or a named thing.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Term {
    /// The id.
    pub id: Id,
    /// The term.
    pub title: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// The long form as the source spells it.
    pub expansion: Option<String>,
    /// What it means, in our own words.
    pub gloss: Option<String>,
    /// Where it is named.
    pub places: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
}
