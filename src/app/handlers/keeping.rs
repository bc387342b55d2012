//! Handlers for what is kept from session to session: bookmarks, marks, the place where the reader was.

use std::sync::Arc;

use tui_input::InputRequest;

use crate::app::effect::{Change, Effect, Kept};
use crate::app::marks::{Marking, letter_of};
use crate::app::mode::ScreenKind;
use crate::app::notice::Notice;
use crate::app::state::State;
use crate::model::{Id, Named};
use crate::text::clean::clean;
use crate::text::fold::fold;

impl State {
    /// Adds or removes the bookmark of the present record.
    pub(in crate::app) fn toggle_bookmark(&mut self) -> Vec<Effect> {
        let Some(id) = self.present_record().map(|record| record.id().clone()) else {
            return Vec::new();
        };
        let change = self.bookmarks.toggle(&id);
        self.notice = Some(if self.bookmarks.of(&id).is_some() { Notice::Marked } else { Notice::Unmarked });
        vec![Effect::Keep(Kept::Bookmarks, change)]
    }

    /// Returns the place where the reader is, as lines to keep: the screen, the record, the query.
    pub fn session(&self) -> Vec<String> {
        let record = self.record().map(|record| record.id().to_string()).unwrap_or_default();
        vec![self.screen.name().to_owned(), record, clean(self.screens.search.input.value()).into_owned()]
    }

    /// Returns the effects that keep the session when the reader leaves.
    pub fn leaving(&self) -> Vec<Effect> {
        let visited = self.visited.iter().filter_map(|position| self.corpus.at(*position)).map(|record| record.id().to_string()).collect();
        vec![Effect::Keep(Kept::Session, Change::Whole(self.session())), Effect::Keep(Kept::Visited, Change::Put(visited))]
    }

    /// Returns to the place where a session ended; anything that no longer exists is left out.
    pub fn resume(&mut self, lines: &[String]) {
        let line = |at: usize| lines.get(at).map(String::as_str).unwrap_or_default();
        self.open_id(line(1));
        if !line(2).is_empty() {
            self.screens.search.input = tui_input::Input::new(clean(line(2)).into_owned());
        }
        let screen = ScreenKind::from_name(line(0)).unwrap_or_default();
        self.go_to(screen);
    }

    /// Waits for the letter of a mark.
    pub(in crate::app) fn await_mark(&mut self, marking: Marking) {
        self.marking = Some(marking);
        self.notice = Some(Notice::MarkWhich);
    }

    /// Takes the letter of a mark.
    pub(in crate::app) fn mark(&mut self, marking: Marking, request: &InputRequest) -> Vec<Effect> {
        self.marking = None;
        self.notice = None;
        let InputRequest::InsertChar(typed) = request else { return Vec::new() };
        // A letter typed with an input method left on counts as the plain letter.
        let Some(letter) = letter_of(&fold(&typed.to_string())) else { return Vec::new() };
        let known = |id: &Id| self.corpus.position(id.as_str());
        match marking {
            Marking::Go => match self.marks.get(letter).and_then(known) {
                Some(record) => {
                    self.open(record, Arc::default());
                    self.fit();
                }
                None => self.notice = Some(Notice::NoSuchMark(letter)),
            },
            Marking::Set => {
                if let Some(id) = self.present_record().map(|record| record.id().clone()) {
                    let line = format!("{letter}\t{id}");
                    self.marks.set(letter, id);
                    self.notice = Some(Notice::MarkSet(letter));
                    return vec![Effect::Keep(Kept::Marks, Change::Put(vec![line]))];
                }
            }
        }
        Vec::new()
    }
}
