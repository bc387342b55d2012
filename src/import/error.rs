//! Why a file cannot be taken in.

use std::path::PathBuf;

/// Why a file cannot be taken in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is larger than what is read at once.
    #[error("{path} has {bytes} bytes; files of more than {most} are not read")]
    TooLarge {
        /// Which file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The largest that is read.
        most: u64,
    },
    /// There is not one byte in it.
    #[error("{0} is empty")]
    Hollow(PathBuf),
    /// It is of a kind that is not read; what it is, and what to do.
    #[error("{path} is {what}")]
    Refused {
        /// Which file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// There is not one line in it.
    #[error("{0} holds no text; a PDF of pictures needs its text recognised first")]
    Empty(PathBuf),
    /// It is a folder, a device or a pipe.
    #[error("{0} is no file")]
    NoFile(PathBuf),
    /// The file holds no text.
    #[error("{path} is none of {known}; it holds binary data")]
    Binary {
        /// Which file.
        path: PathBuf,
        /// The formats that are read.
        known: String,
    },
    /// A page is made to take for ever.
    #[error("{path}: its elements stand more than {depth} deep in each other; no page that people read does")]
    Deep {
        /// Which file.
        path: PathBuf,
        /// How deep they may.
        depth: usize,
    },
    /// An Office file cannot be read.
    #[error("{path} cannot be read as an Office file: {reason}")]
    Office {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
    /// A table cannot be read.
    #[error("{path}: the table cannot be read: {reason}")]
    Table {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
    /// A PDF cannot be read; why, and what to do.
    #[error("{path}: {reason}")]
    Pdf {
        /// Which file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
}
