//! Answering of queries: the interface between what is asked and an engine that finds it.
//!
//! [`Engine`] (`search`) is that interface, which the explorer and the commands hold. `clause` is what it is asked, `clauses` compiles that
//! from a query by the `weights`, `indexed` is the searchable form of a record; `answer`, `facets` and `reason` are what comes back,
//! `highlighter` finds what to highlight, `worker` keeps all of it off the thread that reads keys. `tantivy` is the engine on the reader's
//! own disk, `opensearch` the one for a library that is shared; `cutter` is what cuts and weighs for both.

mod answer;
mod clause;
mod clauses;
mod cutter;
mod facets;
mod highlighter;
mod indexed;
pub mod opensearch;
mod reason;
mod search;
pub mod tantivy;
pub mod weights;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use answer::{Answer, EngineStatus, Found, Help, Hit, SearchOptions, Sort, amount};
pub use clause::{Clause, Occur, Zone};
pub use facets::Facets;
pub use highlighter::{Highlighter, Snippet};
pub use indexed::{Indexed, Indexer, Terms};
pub use reason::{By, How, Manner, Reason, Within};
pub use search::Engine;
pub use worker::{Asker, LatestResponse, Request, Response, spawn, spawn_impatient};

use crate::analysis;
use crate::files::folder;
use crate::model::Corpus;

/// Supply of an engine: the records that it answers for, and the folders where it keeps what it makes of them.
#[derive(Clone)]
pub struct Supply {
    /// All records.
    pub corpus: Arc<Corpus>,
    /// Hash that changes with the files of the corpus.
    pub corpus_hash: u64,
    /// Folder of indexes.
    pub index_dir: PathBuf,
    /// Folder of dictionaries.
    pub dictionary_store: PathBuf,
}

/// Function that prepares an engine: it reports the share done, 0 to 1, and stops with [`Error::Stopped`] once it is asked to.
pub type Open = Arc<dyn Fn(&Supply, &mut dyn FnMut(f64), Arc<AtomicBool>) -> Result<Arc<dyn Engine>, Error> + Send + Sync>;

/// Reason why there is no engine, or no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// File or folder that cannot be used.
    #[error(transparent)]
    Folder(#[from] folder::FolderError),
    /// Failure of text analysis.
    #[error(transparent)]
    Analysis(#[from] analysis::Error),
    /// Stop that was asked for; what was there before is still there.
    #[error("stopped before it was done")]
    Stopped,
    /// Failure that may pass: a server that does not answer now.
    #[error("{0}")]
    Passing(String),
    /// Failure of the engine itself, which says what to do.
    #[error("{0}")]
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Creates the error for a failure of the engine itself.
    pub fn failed(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(why.into())
    }
}
