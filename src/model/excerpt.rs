//! What a reader has of the originals: pieces of their text, each with the record that it belongs to.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::Id;

/// A piece of an original document's text, in the original's own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Excerpt {
    /// The record that says the same in our words, or that was made of it.
    pub record: Id,
    /// The document that it is a piece of.
    pub document: Id,
    /// The name of the file that it was taken from.
    pub file: String,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// Its paragraphs and items.
    pub lines: Vec<String>,
}
