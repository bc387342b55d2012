//! What the state asks of the world.

use crate::index::Request;

/// What is kept from session to session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// The queries, oldest first.
    Queries,
    /// The bookmarks: id, a tab, the reader's note.
    Bookmarks,
    /// Where the reader was: the screen, the record, the query.
    Session,
}

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Search, and answer with the request's number.
    Search(Box<Request>),
    /// Hand text to the terminal's clipboard.
    Copy(String),
    /// Keep lines for the next session.
    Keep(Kept, Vec<String>),
    /// Read the configuration anew.
    Reload,
    /// Leave.
    Quit,
    /// Stop in the background until the shell continues the program.
    Suspend,
}
