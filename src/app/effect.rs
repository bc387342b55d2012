//! What the state asks of the world.

use crate::engine::Request;
use crate::model::Judgement;

/// What is kept from session to session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// The queries, oldest first.
    Queries,
    /// The bookmarks: id, a tab, the reader's note.
    Bookmarks,
    /// Where the reader was: the screen, the record, the query.
    Session,
    /// The marks: a letter, a tab, the id.
    Marks,
    /// Ids of the records visited, oldest first.
    Visited,
}

impl Kept {
    /// More lines than this are forgotten, the oldest first.
    pub fn longest(self) -> usize {
        match self {
            Kept::Queries => super::history::LONGEST,
            Kept::Visited => 200,
            Kept::Bookmarks | Kept::Session | Kept::Marks => usize::MAX,
        }
    }
}

/// How what is kept changes. Another explorer may have changed it since it was read: its lines stay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// These lines and no others.
    Whole(Vec<String>),
    /// These lines are the newest, each in place of the one with the same key: what stands before its tab.
    Put(Vec<String>),
    /// The line with this key goes.
    Remove(String),
}

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Search, and answer with the request's number.
    Search(Box<Request>),
    /// Hand text to the terminal's clipboard.
    Copy(String),
    /// Keep something for the next session.
    Keep(Kept, Change),
    /// Tell the sums that imports read in these documents, of one programme or of all.
    AskAmounts {
        /// The documents' folders in the library; others have none.
        documents: Vec<String>,
        /// The programme.
        programme: Option<String>,
    },
    /// Keep what the reader says of a sum, and read the corpus anew.
    Judge {
        /// The document's folder.
        document: String,
        /// The sum's number in it.
        number: usize,
        /// What is said.
        judgement: Judgement,
    },
    /// Let the terminal report the mouse, or not.
    Mouse(bool),
    /// Open an address in the reader's browser.
    Browse(String),
    /// Open the index, building it where it is missing.
    OpenIndex,
    /// Stop building the index.
    StopIndex,
    /// Read the configuration anew.
    Reload,
    /// Leave.
    Quit,
    /// Stop in the background until the shell continues the program.
    Suspend,
}
