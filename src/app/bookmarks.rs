//! Bookmarks with the reader's own notes: readable lines, kept from session to session.

use super::effect::Change;
use crate::model::{Corpus, Id};
use crate::text::clean::clean;

/// Records that the reader has bookmarked, newest last. The bookmark stays if its record is not there at present (its document was removed
/// from the library).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bookmarks {
    bookmarked: Vec<Bookmark>,
}

/// One bookmark.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Bookmark {
    /// Id of the record.
    id: Id,
    /// Id under which the bookmark is kept: an earlier version may have known the record by another.
    kept_as: Id,
    note: String,
}

impl Bookmark {
    /// Returns the line that is kept: the id and, after a tab, the note.
    fn line(&self) -> String {
        if self.note.is_empty() { self.kept_as.to_string() } else { format!("{}\t{}", self.kept_as, self.note) }
    }
}

impl Bookmarks {
    /// Reads the bookmarks from kept lines: an id, by any name of the record, and, after a tab, the note.
    pub fn new(lines: &[String], corpus: &Corpus) -> Self {
        let mut bookmarks = Self::default();
        for line in lines {
            let (id, note) = line.split_once('\t').unwrap_or((line, ""));
            if Id::is_well_formed(id) {
                let kept_as = Id::new(id);
                let id = corpus.get(id).map_or_else(|| kept_as.clone(), |record| record.id().clone());
                bookmarks.put(Bookmark { id, kept_as, note: clean(note).trim().to_owned() });
            }
        }
        bookmarks
    }

    /// Returns the lines to keep.
    pub fn lines(&self) -> Vec<String> {
        self.bookmarked.iter().map(Bookmark::line).collect()
    }

    fn find(&self, id: &Id) -> Option<&Bookmark> {
        self.bookmarked.iter().find(|bookmark| bookmark.id == *id)
    }

    /// Adds a bookmark; if the record already has one, only its note changes, not the id under which it is kept.
    fn put(&mut self, new: Bookmark) {
        match self.bookmarked.iter_mut().find(|bookmark| bookmark.id == new.id) {
            Some(known) => known.note = new.note,
            None => self.bookmarked.push(new),
        }
    }

    /// Returns the note of a bookmarked record.
    pub fn of(&self, id: &Id) -> Option<&str> {
        self.find(id).map(|bookmark| bookmark.note.as_str())
    }

    /// Returns the positions of the bookmarked records that are in the corpus, newest first.
    pub fn positions(&self, corpus: &Corpus) -> Vec<usize> {
        self.bookmarked.iter().rev().filter_map(|bookmark| corpus.position(bookmark.id.as_str())).collect()
    }

    /// Adds or removes the bookmark of a record. Returns the change to what is kept.
    pub fn toggle(&mut self, id: &Id) -> Change {
        match self.bookmarked.iter().position(|bookmark| bookmark.id == *id) {
            Some(at) => Change::Remove(self.bookmarked.remove(at).kept_as.to_string()),
            None => self.note(id, ""),
        }
    }

    /// Bookmarks a record with a note. Returns the change to what is kept.
    pub fn note(&mut self, id: &Id, note: &str) -> Change {
        self.put(Bookmark { id: id.clone(), kept_as: id.clone(), note: clean(note).trim().to_owned() });
        Change::Put(self.find(id).map(Bookmark::line).into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Project, Record};

    #[test]
    fn bookmarks_are_kept_as_lines() {
        let lines: Vec<String> = ["plan3", "plan3/kpi/output-2\t要確認", "\u{1b}[31m", "plan3\t後で"].map(str::to_owned).to_vec();
        let mut bookmarks = Bookmarks::new(&lines, &Corpus::new(Vec::new(), Vec::new()));
        assert_eq!(bookmarks.lines(), ["plan3\t後で", "plan3/kpi/output-2\t要確認"]);
        assert_eq!(bookmarks.toggle(&Id::new("plan3")), Change::Remove("plan3".to_owned()));
        assert_eq!(bookmarks.toggle(&Id::new("plan3")), Change::Put(vec!["plan3".to_owned()]), "and back, without its note");
        assert_eq!(bookmarks.of(&Id::new("plan3")), Some(""));
    }

    #[test]
    fn a_bookmark_under_another_id_of_its_record_is_the_records_and_is_taken_away_where_it_is_kept() {
        let project = Project { id: Id::new("a/project/1"), other_ids: vec![Id::new("b/project/1")], ..Project::default() };
        let corpus = Corpus::new(vec![Record::Project(project)], Vec::new());
        let lines = ["b/project/1\t要確認".to_owned()];
        let id = Id::new("a/project/1");
        let mut bookmarks = Bookmarks::new(&lines, &corpus);
        assert_eq!((bookmarks.of(&id), bookmarks.positions(&corpus)), (Some("要確認"), vec![0]));
        assert_eq!(bookmarks.note(&id, "後で"), Change::Put(vec!["b/project/1\t後で".to_owned()]), "not a second line");
        assert_eq!(bookmarks.toggle(&id), Change::Remove("b/project/1".to_owned()));
    }
}
