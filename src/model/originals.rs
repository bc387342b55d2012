//! Excerpts of the originals that the reader has, by record, and every text in which a record is searched.

use super::{Corpus, Excerpt, Record};

impl Corpus {
    /// Returns the original's text for a record: its own, or for a project that of the section that sets it out.
    pub fn original(&self, record: &Record) -> &[Excerpt] {
        let own = self.excerpts(record.id().as_str());
        match record {
            Record::Project(project) if own.is_empty() => {
                let sections = project.entries.iter().filter_map(|entry| entry.section.as_ref());
                sections.map(|section| self.excerpts(section.as_str())).find(|excerpts| !excerpts.is_empty()).unwrap_or(own)
            }
            _ => own,
        }
    }

    /// Returns every text in which a record is searched: its own in reading order, then the original's.
    pub fn texts<'c>(&'c self, record: &'c Record) -> Vec<&'c str> {
        self.position(record.id().as_str()).map_or_else(|| record.texts(), |position| self.texts_at(position))
    }

    /// Returns the same as [`Corpus::texts`] for the record at a position.
    pub fn texts_at(&self, position: usize) -> Vec<&str> {
        let mut texts = self.at(position).map(Record::texts).unwrap_or_default();
        texts.extend(self.excerpts_at(position).iter().flat_map(|excerpt| excerpt.lines.iter().map(String::as_str)));
        texts
    }
}
