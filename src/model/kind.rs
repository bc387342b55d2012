//! The nine kinds of records, and how a relation between two of them is told apart as stated or inferred.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// What a record is. The order is the order of lists and facets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One of the source documents (文書).
    Document,
    /// A section or heading of a document (節).
    Section,
    /// An integrated project of a plan period (統合プロジェクト).
    Project,
    /// A programme (事業), one record over the years.
    Programme,
    /// An indicator (指標).
    Kpi,
    /// A ministry or the office of one that the documents abbreviate (府省庁).
    Ministry,
    /// A disease area (疾患領域).
    Area,
    /// A council, agency or institution (会議体・機関).
    Body,
    /// An abbreviation, a footnote or a named thing (用語).
    Term,
}

impl Kind {
    /// All kinds, in the order of lists and facets.
    pub const ALL: [Kind; 9] =
        [Kind::Document, Kind::Section, Kind::Project, Kind::Programme, Kind::Kpi, Kind::Ministry, Kind::Area, Kind::Body, Kind::Term];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Section => "section",
            Kind::Project => "project",
            Kind::Programme => "programme",
            Kind::Kpi => "kpi",
            Kind::Ministry => "ministry",
            Kind::Area => "area",
            Kind::Body => "body",
            Kind::Term => "term",
        }
    }

    /// The kind of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whether the source says a thing or we read it out of the source.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The source says so.
    Stated,
    /// Read out of the source; the record names the evidence.
    #[default]
    Inferred,
}

impl Basis {
    /// The name in the corpus and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
        }
    }
}
