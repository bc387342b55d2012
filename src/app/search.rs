//! The search screen: the query, the newest answer, and which hit is chosen.

use tui_input::Input;

use super::scroll::Scroll;
use super::state::IndexState;
use crate::index::{Answer, Request};
use crate::model::{Filter, Kind};

/// Hits asked for at once.
const LIMIT: usize = 200;
/// Rows that a hit takes: title and snippet.
pub const HIT_ROWS: usize = 2;

/// The search screen.
#[derive(Debug)]
pub struct Search {
    /// The query as it is being typed, with the caret.
    pub input: Input,
    /// Only records of this kind.
    pub kind: Option<Kind>,
    /// The newest answer.
    pub answer: Answer,
    /// The chosen hit, and the window over hits.
    pub scroll: Scroll,
    /// How far the index is.
    pub index: IndexState,
    /// The number of the newest request, and whether its answer is still to come.
    number: u64,
    pending: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            input: Input::default(),
            kind: None,
            answer: Answer::default(),
            scroll: Scroll::default(),
            index: IndexState::Opening(0.0),
            number: 0,
            pending: false,
        }
    }
}

impl Search {
    /// The request for what is typed now; `None` while there is no index.
    pub fn request(&mut self) -> Option<Request> {
        if !matches!(self.index, IndexState::Ready { .. }) {
            return None;
        }
        self.number += 1;
        self.pending = true;
        let filter = Filter { kinds: self.kind.into_iter().collect(), ..Filter::default() };
        Some(Request { number: self.number, typed: self.input.value().to_owned(), filter, limit: LIMIT })
    }

    /// Takes an answer, if it is the newest request's; whether it was.
    pub fn take(&mut self, number: u64, answer: Answer) -> bool {
        if number != self.number {
            return false;
        }
        self.pending = false;
        self.answer = answer;
        self.scroll = Scroll::default();
        true
    }

    /// The newest request failed.
    pub fn fail(&mut self, number: u64) -> bool {
        if number == self.number {
            self.pending = false;
        }
        number == self.number
    }

    /// Whether an answer is still to come.
    pub fn pending(&self) -> bool {
        self.pending
    }

    /// The record of the chosen hit.
    pub fn chosen(&self) -> Option<usize> {
        self.answer.hits.get(self.scroll.chosen).map(|hit| hit.position)
    }

    /// Goes to the next kind of which there are hits, and at last to all.
    pub fn next_kind(&mut self, kinds: &[Kind]) {
        self.kind = match self.kind {
            None => kinds.first().copied(),
            Some(kind) => kinds.iter().position(|other| *other == kind).and_then(|at| kinds.get(at + 1)).copied(),
        };
    }
}
