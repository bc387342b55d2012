//! All records with the links between them: made once, shared, never changed.

use std::collections::HashMap;

use super::links::{self, Link, Relation};
use super::{Document, Excerpt, Id, Kind, Lineage, Ministry, Record};

/// The records in reading order (by kind, then as the corpus lists them) and their links.
#[derive(Debug)]
pub struct Corpus {
    records: Vec<Record>,
    by_id: HashMap<Id, usize>,
    by_code: HashMap<String, usize>,
    links: Vec<Vec<Link>>,
    lineage: Vec<Lineage>,
    excerpts: HashMap<Id, Vec<Excerpt>>,
}

impl Corpus {
    /// Puts `records` in order and computes every link. Of records with the same id the first counts.
    pub fn new(records: Vec<Record>, lineage: Vec<Lineage>) -> Self {
        Self::with_originals(records, lineage, Vec::new())
    }

    /// As [`Corpus::new`], with what the reader has of the originals.
    pub fn with_originals(mut records: Vec<Record>, lineage: Vec<Lineage>, originals: Vec<Excerpt>) -> Self {
        let mut excerpts: HashMap<Id, Vec<Excerpt>> = HashMap::new();
        for excerpt in originals {
            excerpts.entry(excerpt.record.clone()).or_default().push(excerpt);
        }
        records.sort_by_key(Record::kind);
        let mut by_id = HashMap::with_capacity(records.len());
        let mut by_code = HashMap::new();
        for (position, record) in records.iter().enumerate() {
            by_id.entry(record.id().clone()).or_insert(position);
            if let Record::Ministry(ministry) = record {
                by_code.entry(ministry.code.clone()).or_insert(position);
            }
        }
        let mut corpus = Self { links: vec![Vec::new(); records.len()], records, by_id, by_code, lineage, excerpts };
        corpus.links = links::compute(&corpus);
        corpus
    }

    /// All records, in reading order.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The record at `position` of [`Corpus::records`].
    pub fn at(&self, position: usize) -> Option<&Record> {
        self.records.get(position)
    }

    /// The position of a record.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The record of that id.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.position(id).and_then(|position| self.at(position))
    }

    /// What the reader has of the original's text for a record.
    pub fn excerpts(&self, id: &str) -> &[Excerpt] {
        self.excerpts.get(id).map_or(&[], Vec::as_slice)
    }

    /// The records of one kind, in reading order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(move |record| record.kind() == kind)
    }

    /// The document of that id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        match self.get(id) {
            Some(Record::Document(document)) => Some(document),
            _ => None,
        }
    }

    /// The ministry with that code (文).
    pub fn ministry(&self, code: &str) -> Option<&Ministry> {
        match self.by_code.get(code).and_then(|position| self.at(*position)) {
            Some(Record::Ministry(ministry)) => Some(ministry),
            _ => None,
        }
    }

    /// Who became what from period to period.
    pub fn lineage(&self) -> &[Lineage] {
        &self.lineage
    }

    /// The links that leave a record, grouped by relation.
    pub fn links(&self, id: &str) -> &[Link] {
        self.position(id).and_then(|position| self.links.get(position)).map_or(&[], Vec::as_slice)
    }

    /// The records that `id` is linked to by `relation`, in order.
    pub fn linked(&self, id: &str, relation: Relation) -> impl Iterator<Item = &Record> {
        self.links(id).iter().filter(move |link| link.relation == relation).filter_map(|link| self.get(link.id.as_str()))
    }

    /// The records above `id`, outermost first: document, section, …
    pub fn ancestors(&self, id: &str) -> Vec<&Record> {
        let mut above: Vec<&Record> = Vec::new();
        let mut current = self.get(id);
        while let Some(next) = current.and_then(|record| self.above(record)) {
            // A corpus that was not checked may hold a circle.
            if above.iter().any(|known| known.id() == next.id()) || next.id().as_str() == id {
                break;
            }
            above.push(next);
            current = Some(next);
        }
        above.reverse();
        above
    }

    fn above(&self, record: &Record) -> Option<&Record> {
        let parent = match record {
            Record::Section(section) => section.parent.as_ref(),
            Record::Kpi(kpi) => kpi.parent.as_ref().or(kpi.section.as_ref()),
            Record::Project(project) => project.section.as_ref(),
            _ => None,
        };
        match parent.or(record.document()) {
            Some(id) if id != record.id() => self.get(id.as_str()),
            _ => None,
        }
    }

    /// A section's number as a reader cites it: its own, or that of the nearest numbered section above with its own title behind.
    pub fn section_label(&self, id: &str) -> Option<String> {
        let Some(Record::Section(section)) = self.get(id) else { return None };
        if let Some(number) = section.number.as_deref().filter(|number| tells_alone(number)) {
            return Some(format!("{number} {}", section.title));
        }
        let own = section.number.as_deref().map_or_else(|| section.title.clone(), |number| format!("{number} {}", section.title));
        let above = self.ancestors(id).into_iter().rev().find_map(|record| match record {
            Record::Section(section) => section.number.as_deref().filter(|number| tells_alone(number)),
            _ => None,
        });
        Some(above.map_or_else(|| own.clone(), |number| format!("{number} {own}")))
    }
}

/// Whether a section's number says where it is: `3.1(3)④` does, `2)` and `③` need the heading above them.
fn tells_alone(number: &str) -> bool {
    number.starts_with(|c: char| c.is_ascii_digit()) && (!number.ends_with(')') || number.contains('('))
}
