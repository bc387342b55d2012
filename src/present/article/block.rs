//! The blocks of which an article is made.

use super::label::Label;
use crate::model::{Basis, Corpus, Record, Role};

/// Columns that the words for stated and for inferred take behind a text, with brackets and a space, in whichever language they are longer.
pub const BADGE_COLUMNS: [usize; 2] = [9, 11];

/// One piece of a record on the page.
#[derive(Clone, PartialEq, Debug)]
pub enum ArticleBlock {
    /// The title, with the number as printed before it.
    Title(String),
    /// A short fact behind its label.
    Field { label: Label, text: String },
    /// A fact that is stated or inferred.
    Judged { label: Label, text: String, basis: Basis },
    /// Money or a number that the source does not give.
    NotReported(Label),
    /// A heading over what follows.
    Heading(Label, usize),
    /// Running text.
    Paragraph(String),
    /// One item, with the ministries printed at it.
    Item { text: String, ministries: Vec<Role>, page: Option<u32> },
    /// A remark of this project, not of the source.
    Note(String),
    /// Where it stands in the source.
    Source(String),
}

/// Whose words a record is shown in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// Ours.
    #[default]
    Digest,
    /// The original's, where the reader has imported it.
    Original,
    /// What the terms, abbreviations and bodies mean that it names.
    Terms,
}

impl View {
    /// What of the two can be shown of a record.
    pub fn of(self, corpus: &Corpus, record: &Record) -> Self {
        if self == View::Original && corpus.original(record).is_empty() { View::Digest } else { self }
    }
}
