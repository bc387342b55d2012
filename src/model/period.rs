//! A project of one period as one thing, whichever of the period's documents speak of it.

use super::{Corpus, Id, Kind, Passage, Project, Record, Role};

/// A project of one period: the records of it in the period's documents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeriodProject {
    /// The plan period: 1, 2, 3.
    pub period: u8,
    /// The record that the others continue.
    pub head: Id,
    /// All of its records, the head first, then in the order of documents' fiscal years.
    pub records: Vec<Id>,
}

impl PeriodProject {
    /// Its records with their fields.
    pub fn projects<'c>(&'c self, corpus: &'c Corpus) -> impl Iterator<Item = &'c Project> {
        self.records.iter().filter_map(|id| corpus.project(id.as_str()))
    }

    /// The ministries printed with any of its records, each once, lead if it leads anywhere; the head's come first.
    pub fn ministries(&self, corpus: &Corpus) -> Vec<Role> {
        let mut all: Vec<Role> = Vec::new();
        for role in self.projects(corpus).flat_map(|project| &project.ministries) {
            match all.iter_mut().find(|known| known.code == role.code) {
                Some(known) => known.lead |= role.lead,
                None => all.push(role.clone()),
            }
        }
        all
    }

    /// The most themes that one of its documents sets.
    pub fn themes(&self, corpus: &Corpus) -> usize {
        self.projects(corpus).map(|project| project.themes.len()).max().unwrap_or(0)
    }
}

impl Corpus {
    /// The project of that id.
    pub fn project(&self, id: &str) -> Option<&Project> {
        match self.get(id) {
            Some(Record::Project(project)) => Some(project),
            _ => None,
        }
    }

    /// The plan period of a record's document.
    pub fn period_of(&self, record: &Record) -> Option<u8> {
        record.document().and_then(|document| self.document(document.as_str())).and_then(|document| document.period)
    }

    /// All projects, the newest period first, each period in the order of its numbers. Records of the same period that lineage calls
    /// continued are one project.
    pub fn period_projects(&self) -> Vec<PeriodProject> {
        let period = |id: &Id| self.get(id.as_str()).and_then(|record| self.period_of(record));
        let continues: Vec<(&Id, &Id)> = self
            .lineage()
            .iter()
            .filter(|step| step.kind == Passage::Continued)
            .filter_map(|step| Some((step.from.as_ref()?, step.to.as_ref()?)))
            .filter(|(from, to)| period(from) == period(to))
            .collect();
        let is_later = |id: &Id| continues.iter().any(|(_, to)| *to == id);
        let heads = self.of_kind(Kind::Project).map(Record::id).filter(|id| !is_later(id));
        let mut all: Vec<PeriodProject> = heads
            .filter_map(|head| {
                let mut records = vec![head.clone()];
                records.extend(continues.iter().filter(|(from, _)| *from == head).map(|(_, to)| (*to).clone()));
                let year = |id: &Id| self.get(id.as_str()).and_then(Record::document).and_then(|d| self.document(d.as_str()))?.fiscal_year;
                records[1..].sort_by_key(year);
                Some(PeriodProject { period: period(head)?, head: head.clone(), records })
            })
            .collect();
        all.sort_by_key(|project| u8::MAX - project.period);
        all
    }
}
