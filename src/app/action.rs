//! Actions: everything that can happen, asked for by a key or reported by the world.

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

/// Mouse event, with its place on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// Press of the left button.
    Press(Position),
    /// Move of the pointer with the button down.
    Drag(Position),
    /// Release of the button.
    Release,
    /// Turn of the wheel; true if downwards.
    Wheel(Position, bool),
}

/// Event that changes the state.
#[derive(Debug)]
pub enum Action {
    /// Command, as a rule asked for by its key.
    Do(Command),
    /// Key that edits the query.
    Edit(InputRequest),
    /// Text pasted into the query.
    Paste(String),
    /// Event of the mouse.
    Point(Mouse),
    /// Route by which text reached a clipboard, or why it did not.
    Copied(Result<CopyRoute, String>),
    /// Reason why something could not be kept for the next session.
    NotKept(String),
    /// Address handed to the reader's browser, or why it was not.
    Opened(Result<String, String>),
    /// New size of the terminal.
    Resize(Size),
    /// State of the index: being opened, ready, or failed.
    Index(IndexState),
    /// Configuration read again, or why it could not be.
    Configured(Box<Result<Settings, String>>),
    /// Amounts that were asked for.
    Amounts(Vec<HeldAmount>),
    /// Corpus with the reader's word applied, or why the word was not taken.
    Judged(Result<Arc<Corpus>, String>),
    /// Another corpus than before: that of a shared library, once it was found.
    Supplied(Arc<Corpus>),
    /// Some of the records that were asked for have come.
    Arrived,
    /// Answer of the search thread.
    Found(Box<Response>),
}

impl Keymap {
    /// Returns the action of a key in a mode.
    pub fn action(&self, mode: Mode, key: KeyEvent) -> Option<Action> {
        self.meaning(mode, key).map(|meaning| match meaning {
            KeyMeaning::Command(command) => Action::Do(command),
            KeyMeaning::Edit(request) => Action::Edit(request),
        })
    }
}
