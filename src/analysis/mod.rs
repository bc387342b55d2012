//! Analysis and comparison of Japanese text: words and bigrams, readings, synonyms. Index and query go through the same code.
//!
//! `dictionary` and `ipadic` manage the Japanese dictionary and `analyser` splits text into words with it (these are the only files that
//! name lindera), `compounds` spells out 再生・細胞医療, `readings` finds words by their readings, and `settings` reads the small files of
//! the top-level folder `index/`.

mod analyser;
pub mod compounds;
pub mod dictionary;
mod ipadic;
#[cfg(any(test, feature = "embedded-dictionary"))]
#[allow(dead_code, reason = "the build script packs, the program unpacks, the tests do both")]
mod packed;
pub mod readings;
pub mod settings;

pub use analyser::{Analyser, Morpheme, Word};
pub use readings::{ReadingCandidate, Readings};
pub use settings::AnalysisSettings;

use crate::files::folder;

/// Reason that there is no dictionary, or that text cannot be analysed properly.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be used.
    #[error(transparent)]
    Folder(#[from] folder::FolderError),
    /// The dictionary cannot be compiled or loaded.
    #[error("{0}")]
    Dictionary(String),
    /// A file of `index/` that is compiled into this binary is wrong.
    #[error("index/{file}: {reason}")]
    Settings {
        /// Name of the file.
        file: &'static str,
        /// Description of the fault.
        reason: String,
    },
}

impl From<ipadic::Fault> for Error {
    fn from(fault: ipadic::Fault) -> Self {
        match fault {
            ipadic::Fault::Unreadable { path, source } => folder::FolderError { action: "read", path, source }.into(),
            ipadic::Fault::Unsound(what) => Self::Dictionary(what),
        }
    }
}
