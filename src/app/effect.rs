//! Effects: what the state asks of the world.

use crate::engine::Request;
use crate::model::Judgement;

/// Something kept from session to session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Queries, oldest first.
    Queries,
    /// Bookmarks: id, a tab, the reader's note.
    Bookmarks,
    /// Place where the reader was: the screen, the record, the query.
    Session,
    /// Marks: a letter, a tab, the id.
    Marks,
    /// Ids of the records visited, oldest first.
    Visited,
}

impl Kept {
    /// Returns the maximum number of lines kept; beyond that the oldest are forgotten.
    pub fn longest(self) -> usize {
        match self {
            Kept::Queries => super::history::LONGEST,
            Kept::Visited => 200,
            Kept::Bookmarks | Kept::Session | Kept::Marks => usize::MAX,
        }
    }
}

/// Change to what is kept. Lines that another explorer has changed since they were read stay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// These lines and no others.
    Whole(Vec<String>),
    /// Lines that become the newest, each replacing the one with the same key: the text before its tab.
    Put(Vec<String>),
    /// Key of the line to remove.
    Remove(String),
}

/// Something to be done outside the state.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Search, and answer with the request's number.
    Search(Box<Request>),
    /// Pass text to a clipboard.
    Copy(String),
    /// Keep something for the next session.
    Keep(Kept, Change),
    /// Report the amounts that imports read in these documents, of one programme or of all.
    AskAmounts {
        /// The documents' folders in the library; documents without one have no amounts.
        documents: Vec<String>,
        /// Id of the programme; `None` for all.
        programme: Option<String>,
    },
    /// Keep the reader's word on an amount, and read the corpus again.
    Judge {
        /// The document's folder.
        document: String,
        /// Number of the amount in the document.
        number: usize,
        /// The reader's word.
        judgement: Judgement,
    },
    /// Turn the terminal's reporting of the mouse on or off.
    Mouse(bool),
    /// Open an address in the reader's browser.
    Browse(String),
    /// Open the index, building it if it is missing.
    OpenIndex,
    /// Stop building the index.
    StopIndex,
    /// Read the configuration again.
    Reload,
    /// Quit.
    Quit,
    /// Stop in the background until the shell continues the program.
    Suspend,
}
