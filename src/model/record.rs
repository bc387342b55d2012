//! Records: the ten kinds and one type over them, with what they all share: id, title, other names, texts, places.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::kpi::Kpi;
use super::records::{Area, Body, Document, DocumentKind, Ministry, Programme, Project, Section, Term};
use super::sourced::{Passages, Sourced};
use super::{Id, Named, Payee, Place, Role};
use crate::text::fold::fold;

/// Kind of a record. The order is that of lists and facets.
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
    /// A ministry, or an office of one, that the documents abbreviate (府省庁).
    Ministry,
    /// A disease area (疾患領域).
    Area,
    /// A council, agency or institution (会議体・機関).
    Body,
    /// An abbreviation, a footnote or a named thing (用語).
    Term,
    /// A payee of a programme (支出先).
    Payee,
}

impl Kind {
    /// The number of kinds.
    pub const COUNT: usize = Self::VARIANTS.len();

    /// Returns the labels shown to readers, Japanese and English.
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

    /// Returns the name of its table in the export.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Document => "documents",
            Kind::Section => "sections",
            Kind::Project => "projects",
            Kind::Programme => "programmes",
            Kind::Kpi => "kpis",
            Kind::Ministry => "ministries",
            Kind::Area => "areas",
            Kind::Body => "bodies",
            Kind::Term => "terms",
            Kind::Payee => "payees",
        }
    }

    /// Returns true if its records span documents and bring their own places: they are defined in sections.
    pub fn spans_documents(self) -> bool {
        !matches!(self, Kind::Document | Kind::Section | Kind::Project | Kind::Programme | Kind::Kpi | Kind::Payee)
    }

    /// Returns true if its records have a branch of their own in the tree.
    pub fn has_branch(self) -> bool {
        self.spans_documents() || self == Kind::Programme
    }

    /// Returns further words by which readers call the kind, folded; they are not shown anywhere.
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

    /// Returns the kind that a reader calls by any of its names, in either language; English names also in the plural.
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

/// A record of any kind. In JSON, it has its own fields and `kind`.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[expect(clippy::large_enum_variant, reason = "a thousand records at most are held, in one vector, and each is read far more than moved")]
pub enum Record {
    /// A document.
    Document(Document),
    /// A section.
    Section(Section),
    /// A project.
    Project(Project),
    /// A programme.
    Programme(Programme),
    /// An indicator.
    Kpi(Kpi),
    /// A ministry.
    Ministry(Ministry),
    /// A disease area.
    Area(Area),
    /// A council, agency or institution.
    Body(Body),
    /// A term.
    Term(Term),
    /// A payee.
    Payee(Payee),
}

/// Evaluates `$body` for the record inside, whichever kind it is; every kind must have what `$body` uses.
macro_rules! each {
    ($record:expr, $inner:ident => $body:expr) => {
        match $record {
            Record::Document($inner) => $body,
            Record::Section($inner) => $body,
            Record::Project($inner) => $body,
            Record::Programme($inner) => $body,
            Record::Kpi($inner) => $body,
            Record::Ministry($inner) => $body,
            Record::Area($inner) => $body,
            Record::Body($inner) => $body,
            Record::Term($inner) => $body,
            Record::Payee($inner) => $body,
        }
    };
}
pub(crate) use each;

impl Record {
    /// Returns the id.
    pub fn id(&self) -> &Id {
        each!(self, inner => &inner.id)
    }

    /// Returns the title, as displayed.
    pub fn title(&self) -> &str {
        each!(self, inner => &inner.title)
    }

    /// Returns a remark for the reader.
    pub fn note(&self) -> Option<&str> {
        each!(self, inner => inner.note.as_deref())
    }

    /// Returns the kind.
    pub fn kind(&self) -> Kind {
        match self {
            Record::Document(_) => Kind::Document,
            Record::Section(_) => Kind::Section,
            Record::Project(_) => Kind::Project,
            Record::Programme(_) => Kind::Programme,
            Record::Kpi(_) => Kind::Kpi,
            Record::Ministry(_) => Kind::Ministry,
            Record::Area(_) => Kind::Area,
            Record::Body(_) => Kind::Body,
            Record::Term(_) => Kind::Term,
            Record::Payee(_) => Kind::Payee,
        }
    }

    /// Returns true if it comes from the review sheets. Names are not looked for in such records, nor are their names looked for elsewhere:
    /// 東京都 would tie everything.
    pub fn is_of_sheets(&self) -> bool {
        match self {
            Record::Payee(_) => true,
            Record::Kpi(kpi) => kpi.review.is_some(),
            Record::Programme(programme) => programme.id.as_str().starts_with("rs/"),
            Record::Document(document) => document.document_kind == DocumentKind::Review,
            Record::Ministry(ministry) => {
                !ministry.places.is_empty() && ministry.places.iter().all(|place| place.document.as_str().starts_with("rs-"))
            }
            _ => false,
        }
    }

    /// Returns the document to which it belongs; `None` for records that span documents.
    pub fn document(&self) -> Option<&Id> {
        match self {
            Record::Document(document) => Some(&document.id),
            Record::Section(section) => Some(&section.document),
            Record::Project(project) => Some(&project.document),
            Record::Kpi(kpi) => Some(&kpi.document),
            Record::Programme(_) | Record::Ministry(_) | Record::Area(_) | Record::Body(_) | Record::Term(_) | Record::Payee(_) => None,
        }
    }

    /// Returns the number as printed, if there is one.
    pub fn number(&self) -> Option<&str> {
        each!(self, inner => inner.number())
    }

    /// Returns other forms of the title.
    pub fn aliases(&self) -> &[String] {
        each!(self, inner => inner.aliases())
    }

    /// Returns the ministries printed with the record itself.
    pub fn ministries(&self) -> &[Role] {
        match self {
            Record::Section(section) => &section.ministries,
            Record::Project(project) => &project.ministries,
            Record::Kpi(kpi) => &kpi.ministries,
            _ => &[],
        }
    }

    /// Returns all ministries printed with the record or with one of its items or entries, each once. A ministry that leads one item of
    /// several only takes part in the whole.
    pub fn all_ministries(&self) -> Vec<Role> {
        let mut all: Vec<Role> = Vec::new();
        Role::gather(&mut all, self.ministries());
        match self {
            Record::Section(section) => {
                let whole = section.is_one_item();
                let items = section.points.iter().flat_map(|point| &point.ministries);
                items.for_each(|role| Role::gather(&mut all, &[Role { code: role.code.clone(), lead: role.lead && whole }]));
            }
            Record::Programme(programme) => return programme.all_ministries(),
            _ => {}
        }
        all
    }

    /// Returns the disease areas under which the source itself puts the record.
    pub fn areas(&self) -> Vec<&Id> {
        match self {
            Record::Section(section) => section.areas.iter().collect(),
            Record::Project(project) => project.areas.iter().collect(),
            Record::Kpi(kpi) => kpi.areas.iter().collect(),
            Record::Programme(programme) => programme.entries.iter().flat_map(|entry| &entry.areas).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the places of the record in the sources, first place first.
    pub fn places(&self) -> Vec<Place> {
        each!(self, inner => inner.places())
    }

    /// Returns what the record says in running text, each piece with its place, to be scanned for the names of other records.
    ///
    /// What is ours and not the documents' is left out: remarks, explanations beyond the sources, an area's list of words.
    pub fn passages(&self) -> Vec<(&str, Place)> {
        let Some(first) = self.places().into_iter().next() else { return Vec::new() };
        let mut passages = Passages { first, said: Vec::new() };
        each!(self, inner => inner.passages(&mut passages));
        passages.said
    }

    /// Returns the phrases that contain one of the record's names without meaning it.
    pub fn not_in(&self) -> &[String] {
        each!(self, inner => inner.not_in())
    }

    /// Returns every text of the record besides its title, in reading order, for search.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = each!(self, inner => inner.texts());
        texts.extend(self.note());
        texts
    }
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
