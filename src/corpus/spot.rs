//! Places of texts in their files, for messages.

use toml::Spanned;

/// Text with its place in the file.
pub(super) type Text = Spanned<String>;

/// Byte offsets at which the lines of a file begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of a text.
    pub fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// Returns the line (from 1) of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset).max(1)
    }
}
