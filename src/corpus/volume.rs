//! A document of the reader's library.

use serde::Serialize;

use crate::model::{Entry, Excerpt, Id, LineageEdge, Reading, Record};

/// Where a document of the library came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Original {
    /// The document that it is: of the corpus, or one of its own.
    pub document: Id,
    /// Where the file stood: the same file, changed, takes the place of its old self.
    pub file: String,
    /// What kind of file it was.
    pub format: String,
    /// How its characters were encoded.
    pub encoding: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A document as the library holds it.
#[derive(Clone, Debug)]
pub struct LibraryDocument {
    /// Its folder's name.
    pub id: String,
    /// Where it came from.
    pub original: Original,
    /// The records that are its own. Programmes among them come without entries.
    pub records: Vec<Record>,
    /// What it says of programmes, its own and others.
    pub entries: Vec<(Id, Entry)>,
    /// The sums of money that were read in it, taken or not.
    pub readings: Vec<Reading>,
    /// Its text.
    pub excerpts: Vec<Excerpt>,
    /// Which of its projects go on from others of the same period.
    pub lineage: Vec<LineageEdge>,
}
