//! Excerpts of the originals that the reader has: pieces of their text, each with the record to which it belongs.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::Id;

/// A piece of an original document's text, in the original's own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Excerpt {
    /// The record that says the same in our words, or that was made from it.
    pub record: Id,
    /// The document of which it is a piece.
    pub document: Id,
    /// The name of the file from which it was taken.
    pub file: String,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// Its paragraphs and items.
    pub lines: Vec<String>,
}
