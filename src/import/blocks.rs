//! A line of a document.

/// A line as it was meant: a heading, an item or a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The page, from 1, where the text marks pages.
    pub page: Option<u32>,
    /// The text, in its own characters.
    pub text: String,
}
