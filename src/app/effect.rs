//! What the state asks of the world.

use crate::index::Request;

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Search, and answer with the request's number.
    Search(Box<Request>),
    /// Hand text to the terminal's clipboard.
    Copy(String),
    /// Keep the queries, oldest first, for the next session.
    KeepQueries(Vec<String>),
    /// Read the configuration anew.
    Reload,
    /// Leave.
    Quit,
    /// Stop in the background until the shell continues the program.
    Suspend,
}
