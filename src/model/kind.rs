//! The ten kinds of records, and how a relation between two of them is told apart as stated or inferred.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::Named;
use crate::text::fold::fold;

/// What a record is. The order is the order of lists and facets.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
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
    /// Who is paid by a programme (支出先).
    Payee,
}

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = Self::VARIANTS.len();

    /// Labels shown to readers, Japanese and English.
    pub fn labels(self) -> [&'static str; 2] {
        match self {
            Kind::Document => ["文書", "document"],
            Kind::Section => ["節", "section"],
            Kind::Project => ["プロジェクト", "project"],
            Kind::Programme => ["事業", "programme"],
            Kind::Kpi => ["指標", "indicator"],
            Kind::Ministry => ["府省庁", "ministry"],
            Kind::Area => ["疾患領域", "disease area"],
            Kind::Body => ["会議体・機関", "body"],
            Kind::Term => ["用語", "term"],
            Kind::Payee => ["支出先", "payee"],
        }
    }

    /// Further words by which readers call the kind, folded; nowhere shown.
    fn other_names(self) -> &'static [&'static str] {
        match self {
            Kind::Project => &["統合プロジェクト"],
            Kind::Programme => &["program"],
            Kind::Ministry => &["府省", "省庁"],
            Kind::Area => &["領域", "疾患", "disease"],
            Kind::Body => &["会議体", "機関", "council"],
            Kind::Document | Kind::Section | Kind::Kpi | Kind::Term => &[],
            Kind::Payee => &["支払先", "受取先", "recipient"],
        }
    }

    /// The kind that a reader calls by any of its names, in either language, English ones also in the plural.
    pub fn called(name: &str) -> Option<Kind> {
        let name = fold(name);
        let singular = match name.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => name.strip_suffix('s').unwrap_or(&name).to_owned(),
        };
        Kind::all().iter().copied().find(|kind| {
            let mut names = std::iter::once(kind.name()).chain(kind.labels()).chain(kind.other_names().iter().copied());
            names.any(|known| known == name || known == singular)
        })
    }
}

/// Whether the source says a thing or we read it out of the source.
#[derive(
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    BorshSerialize,
    BorshDeserialize,
    IntoStaticStr,
    VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Basis {
    /// The source says so.
    Stated,
    /// Read out of the source; the record names the evidence.
    #[default]
    Inferred,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_called_by_every_name_that_is_shown_of_it() {
        for kind in Kind::all().iter().copied() {
            for name in std::iter::once(kind.name()).chain(kind.labels()).chain(kind.other_names().iter().copied()) {
                assert_eq!(Kind::called(name), Some(kind), "{name}");
            }
        }
        for (plural, kind) in [("KPIs", Kind::Kpi), ("ministries", Kind::Ministry), ("bodies", Kind::Body), ("disease areas", Kind::Area)] {
            assert_eq!(Kind::called(plural), Some(kind), "{plural}");
        }
        assert_eq!((Kind::called(""), Kind::called("s"), Kind::called("事")), (None, None, None));
    }
}
