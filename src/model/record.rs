//! Records: the ten kinds and one type over them, with what they all share: id, title, other names, texts, places.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::kpi::Kpi;
use super::money::Entry;
use super::records::{Area, Body, Document, DocumentKind, Ministry, Programme, Project, ProjectEntry, Section, Term};
use super::{Basis, Id, Named, Payee, Place, Role};
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

/// Evaluates `$body` for the record inside, whichever kind it is; every kind must have the field.
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
        match self {
            Record::Section(section) => section.number.as_deref(),
            Record::Project(project) => project.number.as_deref(),
            Record::Kpi(kpi) => kpi.number.as_deref(),
            Record::Ministry(ministry) => Some(&ministry.code),
            Record::Payee(payee) => payee.corporate_number.as_deref(),
            _ => None,
        }
    }

    /// Returns other forms of the title.
    pub fn aliases(&self) -> &[String] {
        match self {
            Record::Project(project) => &project.aliases,
            Record::Programme(programme) => &programme.aliases,
            Record::Ministry(ministry) => &ministry.aliases,
            Record::Area(area) => &area.aliases,
            Record::Body(body) => &body.aliases,
            Record::Term(term) => &term.aliases,
            Record::Payee(payee) => &payee.aliases,
            Record::Document(_) | Record::Section(_) | Record::Kpi(_) => &[],
        }
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
        let own = |document: &Id, section: Option<&Id>, page: Option<u32>, slide: Option<&String>| Place {
            document: document.clone(),
            section: section.cloned(),
            page,
            slide: slide.cloned(),
            footnote: None,
        };
        match self {
            Record::Document(document) => vec![own(&document.id, None, None, None)],
            Record::Section(section) => {
                let first = own(&section.document, Some(&section.id), section.page, section.slide.as_ref());
                std::iter::once(first).chain(section.also.iter().cloned()).collect()
            }
            Record::Project(project) => project.entries.iter().map(ProjectEntry::place).chain(project.also.iter().cloned()).collect(),
            Record::Kpi(kpi) => {
                let first = own(&kpi.document, kpi.section.as_ref(), kpi.page, kpi.slide.as_ref());
                std::iter::once(first).chain(kpi.also.iter().cloned()).collect()
            }
            Record::Programme(programme) => {
                let reviews = programme.reviews.iter().map(|review| review.place(&programme.id));
                programme.entries.iter().map(Entry::place).chain(reviews).chain(programme.places.iter().cloned()).collect()
            }
            Record::Ministry(ministry) => ministry.places.clone(),
            Record::Area(area) => area.places.clone(),
            Record::Body(body) => body.places.clone(),
            Record::Term(term) => term.places.clone(),
            Record::Payee(payee) => payee.places(),
        }
    }

    /// Returns what the record says in running text, each piece with its place, to be scanned for the names of other records.
    ///
    /// What is ours and not the documents' is left out: remarks, explanations beyond the sources, an area's list of words.
    pub fn passages<'r>(&'r self) -> Vec<(&'r str, Place)> {
        let places = self.places();
        let Some(first) = places.first() else { return Vec::new() };
        let at_page = |page: Option<u32>| Place { page: page.or(first.page), ..first.clone() };
        let mut passages: Vec<(&'r str, Place)> = Vec::new();
        let mut say = |text: Option<&'r str>, place: Place| passages.extend(text.map(|text| (text, place)));
        match self {
            Record::Document(document) => {
                say(document.text.as_deref(), first.clone());
                document.allocations.iter().for_each(|allocation| say(Some(&allocation.title), allocation.place(&document.id)));
            }
            Record::Section(section) => {
                say(Some(&section.title), first.clone());
                say(section.text.as_deref(), first.clone());
                section.points.iter().for_each(|point| say(Some(&point.text), at_page(point.page)));
            }
            Record::Project(project) => {
                for entry in &project.entries {
                    say(entry.summary.as_deref(), entry.place());
                    for (theme, page) in entry.themes.iter().zip(&entry.theme_pages) {
                        say(Some(theme), Place { page: page.or(entry.page), ..entry.place() });
                    }
                }
            }
            Record::Programme(programme) => programme.entries.iter().for_each(|entry| say(entry.summary.as_deref(), entry.place())),
            Record::Kpi(kpi) => {
                say(Some(&kpi.title), first.clone());
                say(kpi.text.as_deref(), first.clone());
                say(kpi.target.as_ref().and_then(|target| target.printed.as_deref()), first.clone());
                say(kpi.latest.as_ref().and_then(|latest| latest.printed.as_deref()), first.clone());
                say(kpi.group.as_deref(), first.clone());
            }
            Record::Ministry(ministry) => say(ministry.text.as_deref(), first.clone()),
            Record::Area(area) => say(area.text.as_deref(), first.clone()),
            Record::Body(body) => {
                say(body.role.as_deref(), first.clone());
                say(body.office.as_deref(), first.clone());
            }
            Record::Term(term) => {
                // A meaning that the documents give is in a footnote, if there is one.
                let told = places.iter().find(|place| place.footnote.is_some()).unwrap_or(first);
                say(term.expansion.as_deref(), told.clone());
                say(term.gloss.as_deref().filter(|_| term.gloss_basis == Basis::Stated), told.clone());
            }
            Record::Payee(_) => {}
        }
        passages
    }

    /// Returns the phrases that contain one of the record's names without meaning it.
    pub fn not_in(&self) -> &[String] {
        match self {
            Record::Programme(programme) => &programme.not_in,
            Record::Area(area) => &area.not_in,
            Record::Body(body) => &body.not_in,
            Record::Term(term) => &term.not_in,
            _ => &[],
        }
    }

    /// Returns every text of the record besides its title, in reading order, for search.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        match self {
            Record::Document(document) => {
                texts.extend(document.text.as_deref());
                texts.extend(document.allocations.iter().map(|allocation| allocation.title.as_str()));
            }
            Record::Section(section) => {
                texts.extend(section.text.as_deref());
                texts.extend(section.points.iter().map(|point| point.text.as_str()));
            }
            Record::Project(project) => {
                for entry in &project.entries {
                    texts.extend(entry.summary.as_deref());
                    texts.extend(entry.themes.iter().map(String::as_str));
                }
                texts.extend(project.entries.iter().skip(1).filter_map(|entry| entry.note.as_deref()));
            }
            Record::Programme(programme) => {
                texts.extend(programme.entries.iter().filter_map(|entry| entry.summary.as_deref()));
                programme.reviews.iter().for_each(|review| texts.extend(review.texts()));
            }
            Record::Kpi(kpi) => {
                texts.extend(kpi.text.as_deref());
                texts.extend(kpi.target.as_ref().and_then(|target| target.printed.as_deref()));
                texts.extend(kpi.latest.as_ref().and_then(|latest| latest.printed.as_deref()));
                texts.extend(kpi.group.as_deref());
                texts.extend(kpi.review.iter().flat_map(|review| review.texts()));
            }
            Record::Ministry(ministry) => texts.extend(ministry.text.as_deref()),
            Record::Area(area) => {
                texts.extend(area.text.as_deref());
                texts.extend(area.narrower.iter().map(String::as_str));
            }
            Record::Body(body) => {
                texts.extend(body.role.as_deref());
                texts.extend(body.office.as_deref());
            }
            Record::Term(term) => {
                texts.extend(term.expansion.as_deref());
                texts.extend(term.gloss.as_deref());
            }
            Record::Payee(payee) => texts.extend(payee.corporate_number.as_deref()),
        }
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
