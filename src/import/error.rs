//! Errors of importing a file.

use std::path::PathBuf;

/// Reason that a file cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// File that cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// Path of the file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// File larger than what is read at once.
    #[error("{path} has {bytes} bytes; files of more than {most} are not read")]
    TooLarge {
        /// Path of the file.
        path: PathBuf,
        /// Size of the file, in bytes.
        bytes: u64,
        /// Largest size that is read, in bytes.
        most: u64,
    },
    /// File without a single byte.
    #[error("{0} is empty")]
    Hollow(PathBuf),
    /// File of a kind that is not read; says what it is, and what to do.
    #[error("{path} is {what}")]
    Refused {
        /// Path of the file.
        path: PathBuf,
        /// Description of the file, and what to do.
        what: &'static str,
    },
    /// File without a single line of text.
    #[error("{0} holds no text; a PDF of pictures needs its text recognised first")]
    Empty(PathBuf),
    /// Folder, device or pipe.
    #[error("{0} is no file")]
    NoFile(PathBuf),
    /// File of binary data, without text.
    #[error("{path} is none of {known}; it holds binary data")]
    Binary {
        /// Path of the file.
        path: PathBuf,
        /// Formats that are read.
        known: String,
    },
    /// Page that is made to take for ever: its elements are nested too deeply.
    #[error("{path}: its elements are nested more than {depth} deep; no page that people read is")]
    Deep {
        /// Path of the file.
        path: PathBuf,
        /// Deepest nesting allowed.
        depth: usize,
    },
    /// Office file that cannot be read.
    #[error("{path} cannot be read as an Office file: {reason}")]
    Office {
        /// Path of the file.
        path: PathBuf,
        /// Description of the fault, and where it is.
        reason: String,
    },
    /// Table that cannot be read.
    #[error("{path}: the table cannot be read: {reason}")]
    Table {
        /// Path of the file.
        path: PathBuf,
        /// Description of the fault, and where it is.
        reason: String,
    },
    /// PDF that cannot be read; says why, and what to do.
    #[error("{path}: {reason}")]
    Pdf {
        /// Path of the file.
        path: PathBuf,
        /// Description of the fault.
        reason: String,
    },
}
