//! Everything that can happen: what a key asks for, and what the world reports.

use std::sync::Arc;

use crossterm::event::KeyEvent;
use ratatui::layout::Position;
use tui_input::InputRequest;

use super::command::Command;
use super::keymap::{KeyMeaning, Keymap};
use super::layout::Size;
use super::mode::Mode;
use super::notice::{CopyRoute, IndexState};
use super::settings::Settings;
use crate::engine::Response;
use crate::model::{Corpus, HeldAmount};

/// What the mouse did, and where on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// The left button went down.
    Press(Position),
    /// The pointer moved with the button down.
    Drag(Position),
    /// The button came up.
    Release,
    /// The wheel was turned; whether downwards.
    Wheel(Position, bool),
}

/// What happens to the state.
#[derive(Debug)]
pub enum Action {
    /// A command, as a rule by its key.
    Do(Command),
    /// A key that edits the query.
    Edit(InputRequest),
    /// Text pasted into the query.
    Paste(String),
    /// The mouse was used.
    Point(Mouse),
    /// Text has reached a clipboard, or why it has not.
    Copied(Result<CopyRoute, String>),
    /// Something could not be kept for the next session; why.
    NotKept(String),
    /// An address was handed to the reader's browser, or why it was not.
    Opened(Result<String, String>),
    /// The terminal has this size.
    Resize(Size),
    /// The index is being opened, is ready, or failed.
    Index(IndexState),
    /// The configuration was read anew, or why it could not be.
    Configured(Box<Result<Settings, String>>),
    /// The sums that were asked for.
    Amounts(Vec<HeldAmount>),
    /// The reader's word was taken: the corpus as it is with it; or why it was not.
    Judged(Result<Arc<Corpus>, String>),
    /// An answer of the searching thread.
    Found(Box<Response>),
}

impl Keymap {
    /// What a key lets happen in a mode.
    pub fn action(&self, mode: Mode, key: KeyEvent) -> Option<Action> {
        self.meaning(mode, key).map(|meaning| match meaning {
            KeyMeaning::Command(command) => Action::Do(command),
            KeyMeaning::Edit(request) => Action::Edit(request),
        })
    }
}
