//! Document of the reader's library.

use serde::Serialize;

use crate::model::{Entry, Excerpt, Id, LineageEdge, Reading, Record};

/// Origin of a document of the library.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Original {
    /// Document that it is: one of the corpus, or one of its own.
    pub document: Id,
    /// Path of the file: the same file, once changed, replaces its old version.
    pub file: String,
    /// Format of the file.
    pub format: String,
    /// Encoding of its characters.
    pub encoding: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// Document as the library holds it.
#[derive(Clone, Debug)]
pub struct LibraryDocument {
    /// Name of its folder.
    pub id: String,
    /// Origin of the document.
    pub original: Original,
    /// Records of its own. Programmes among them come without entries.
    pub records: Vec<Record>,
    /// Entries, what it says of programmes, its own and others.
    pub entries: Vec<(Id, Entry)>,
    /// Amounts that were read in it, taken or not.
    pub readings: Vec<Reading>,
    /// Excerpts of its text.
    pub excerpts: Vec<Excerpt>,
    /// Lineage steps by which its projects continue others of the same period.
    pub lineage: Vec<LineageEdge>,
}
