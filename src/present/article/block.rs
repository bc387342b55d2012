//! The blocks that make up an article.

use super::label::Label;
use crate::model::{Basis, Corpus, Record, Role};

/// Columns that the words for stated and inferred take after a text, with brackets and a space, in whichever language they are longer.
pub const BADGE_COLUMNS: [usize; 2] = [9, 11];

/// One piece of a record on the page.
#[derive(Clone, PartialEq, Debug)]
pub enum ArticleBlock {
    /// The title, with the number as printed before it.
    Title(String),
    /// A short fact after its label.
    Field { label: Label, text: String },
    /// A fact that is stated or inferred.
    Judged { label: Label, text: String, basis: Basis },
    /// Money or a number that the source does not give.
    NotReported(Label),
    /// A heading over what follows.
    Heading(Label, usize),
    /// Running text.
    Paragraph(String),
    /// One item, with the ministries printed beside it.
    Item { text: String, ministries: Vec<Role>, page: Option<u32> },
    /// A remark by this project, not by the source.
    Note(String),
    /// The place in the source.
    Source(String),
}

/// The words in which a record is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// Our own digest.
    #[default]
    Digest,
    /// The original's words, if the reader has imported it.
    Original,
    /// Explanations of the terms, abbreviations and bodies that the record names.
    Terms,
}

impl View {
    /// Returns the view that can be shown of a record: the digest if its original has not been imported.
    pub fn of(self, corpus: &Corpus, record: &Record) -> Self {
        if self == View::Original && corpus.original(record).is_empty() { View::Digest } else { self }
    }
}
