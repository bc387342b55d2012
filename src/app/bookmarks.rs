//! Bookmarks with the reader's own notes, and where a session ended: readable lines, kept from session to session.

use super::effect::{Change, Effect, Kept};
use super::state::{Notice, Screen, State};
use crate::model::{Corpus, Id};
use crate::text::clean::clean;

/// Records that the reader has marked, newest last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bookmarks {
    /// Ids with notes. Of a record that is not there now (a document taken out of the library) the bookmark stays.
    marked: Vec<(Id, String)>,
}

impl Bookmarks {
    /// The bookmarks of kept lines: an id, and behind a tab the note.
    pub fn new(lines: &[String]) -> Self {
        let mut bookmarks = Self::default();
        for line in lines {
            let (id, note) = line.split_once('\t').unwrap_or((line, ""));
            if Id::is_well_formed(id) {
                bookmarks.note(&Id::new(id), note);
            }
        }
        bookmarks
    }

    /// The lines to keep.
    pub fn lines(&self) -> Vec<String> {
        self.marked.iter().map(line).collect()
    }

    /// How what is kept changes by what became of this record.
    pub fn change(&self, id: &Id) -> Change {
        match self.marked.iter().find(|(marked, _)| marked == id) {
            Some(marked) => Change::Put(vec![line(marked)]),
            None => Change::Remove(id.to_string()),
        }
    }

    /// The note of a record that is marked.
    pub fn of(&self, id: &Id) -> Option<&str> {
        self.marked.iter().find(|(marked, _)| marked == id).map(|(_, note)| note.as_str())
    }

    /// The positions of the marked records that are there, newest first.
    pub fn positions(&self, corpus: &Corpus) -> Vec<usize> {
        self.marked.iter().rev().filter_map(|(id, _)| corpus.position(id.as_str())).collect()
    }

    /// Marks a record, or takes its mark away; whether it is marked now.
    pub fn toggle(&mut self, id: &Id) -> bool {
        let count = self.marked.len();
        self.marked.retain(|(marked, _)| marked != id);
        let marked = self.marked.len() == count;
        if marked {
            self.marked.push((id.clone(), String::new()));
        }
        marked
    }

    /// Marks a record with a note.
    pub fn note(&mut self, id: &Id, note: &str) {
        let note = clean(note).trim().to_owned();
        match self.marked.iter_mut().find(|(marked, _)| marked == id) {
            Some((_, old)) => *old = note,
            None => self.marked.push((id.clone(), note)),
        }
    }
}

/// A bookmark as it is kept.
fn line((id, note): &(Id, String)) -> String {
    if note.is_empty() { id.to_string() } else { format!("{id}\t{note}") }
}

impl State {
    /// Marks the present record, or takes its mark away.
    pub(super) fn toggle_bookmark(&mut self) -> Vec<Effect> {
        let Some(id) = self.present().and_then(|position| self.corpus.at(position)).map(|record| record.id().clone()) else {
            return Vec::new();
        };
        self.notice = Some(if self.bookmarks.toggle(&id) { Notice::Marked } else { Notice::Unmarked });
        vec![Effect::Keep(Kept::Bookmarks, self.bookmarks.change(&id))]
    }

    /// Where the reader is, as lines to keep: the screen, the record, the query.
    pub fn session(&self) -> Vec<String> {
        let record = self.record().map(|record| record.id().to_string()).unwrap_or_default();
        vec![self.screen.written().to_owned(), record, clean(self.search.input.value()).into_owned()]
    }

    /// What is kept when the reader leaves.
    pub fn leaving(&self) -> Vec<Effect> {
        let visited = self.visited.iter().filter_map(|position| self.corpus.at(*position)).map(|record| record.id().to_string()).collect();
        vec![Effect::Keep(Kept::Session, Change::Whole(self.session())), Effect::Keep(Kept::Visited, Change::Put(visited))]
    }

    /// Goes where a session ended; what is not there any more is left out.
    pub fn resume(&mut self, lines: &[String]) {
        let line = |at: usize| lines.get(at).map(String::as_str).unwrap_or_default();
        self.open_id(line(1));
        if !line(2).is_empty() {
            self.search.input = tui_input::Input::new(clean(line(2)).into_owned());
        }
        let screen = Screen::ALL.into_iter().find(|screen| screen.written() == line(0)).unwrap_or_default();
        self.show_screen(screen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bookmarks_are_kept_as_lines() {
        let lines: Vec<String> = ["plan3", "plan3/kpi/output-2\t要確認", "\u{1b}[31m", "plan3\t後で"].map(str::to_owned).to_vec();
        let mut bookmarks = Bookmarks::new(&lines);
        assert_eq!(bookmarks.lines(), ["plan3\t後で", "plan3/kpi/output-2\t要確認"]);
        assert!(!bookmarks.toggle(&Id::new("plan3")));
        assert!(bookmarks.toggle(&Id::new("plan3")), "and back, without its note");
        assert_eq!(bookmarks.of(&Id::new("plan3")), Some(""));
    }
}
