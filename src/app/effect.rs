//! What the state asks of the world.

use crate::index::Request;

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Search, and answer with the request's number.
    Search(Request),
    /// Leave.
    Quit,
    /// Stop in the background until the shell continues the program.
    Suspend,
}
