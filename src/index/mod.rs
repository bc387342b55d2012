//! How text becomes an index and a query becomes hits.
//!
//! `dictionary`, `ipadic` and `analysis` make words of Japanese text (the only files that name lindera), `settings` reads the small files of the
//! top-level folder `index/`, `schema` and `builder` write the index (`terms` is how words get into it, `compounds` spells out 再生・細胞医療), `rows` and `attributes` what stands
//! beside it of each record, `store` keeps both as a cache named by a fingerprint (`folder`). `language` reads the query language, `query` says
//! what is meant (synonyms, `years`, `readings` in kana and romaji, `conditions` on records, whose `values` are read), `clauses` asks the index
//! (`matching`: for the records that meet conditions; `reason`: why one matched), `collect` takes the matches on all cores, `facets` counts them, `search` answers,
//! `marker` finds what to highlight, `worker` keeps all of it off the thread that reads keys.

mod analysis;
mod attributes;
mod builder;
mod clauses;
mod collect;
mod compounds;
mod conditions;
pub mod dictionary;
mod facets;
mod folder;
mod ipadic;
mod language;
mod mapped;
mod marker;
mod matching;
#[cfg(any(test, feature = "embedded-dictionary"))]
#[allow(dead_code, reason = "the build script packs, the program unpacks, the tests do both")]
mod packed;
mod query;
mod readings;
mod reason;
mod rows;
mod schema;
mod search;
pub mod settings;
mod store;
mod terms;
mod values;
mod worker;
mod years;

use std::path::PathBuf;

pub use analysis::{Analyser, Word};
pub use conditions::{Bounds, Condition};
pub use facets::Facets;
pub use folder::Listed;
pub use language::{Complaint, Expression, Field, parse};
pub use mapped::mapped;
pub use marker::{Marker, Snippet};
pub use query::{Mode, Node, Query, Term};
pub use readings::Meaning;
pub use reason::{By, How, Manner, Reason, Within};
pub use search::{Answer, Help, Hit, Searcher, Sort, Wish, completions};
pub use store::{Fingerprint, Opened, Source, Status, Store};
pub use worker::{Asker, Newest, Request, Response, spawn};

/// Why there is no index, dictionary or answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be used.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried: "read", "write", ….
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It was asked to stop; what was there before is still there.
    #[error("stopped before it was done")]
    Stopped,
    /// The index itself failed.
    #[error("the index failed: {0}; `shirube index rebuild` makes it anew")]
    Index(#[from] tantivy::TantivyError),
    /// The dictionary cannot be compiled or loaded.
    #[error("{0}")]
    Dictionary(String),
    /// A file of `index/` that is compiled into this binary is wrong.
    #[error("index/{file}: {reason}")]
    Settings {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
}

impl From<ipadic::Fault> for Error {
    fn from(fault: ipadic::Fault) -> Self {
        match fault {
            ipadic::Fault::Unreadable { path, source } => Error::Io { action: "read", path, source },
            ipadic::Fault::Unsound(what) => Error::Dictionary(what),
        }
    }
}

impl Error {
    fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { action, path, source }
    }
}
