//! What stands in a line where its folded form was read.

use crate::text::fold::Folded;

/// What stands in a line where its folded form says `folded`.
pub(super) fn as_printed(line: &str, folded: &str) -> String {
    let whole = Folded::new(line);
    let printed = whole.text.find(folded).and_then(|at| line.get(whole.source_range(at..at + folded.len())));
    printed.unwrap_or(folded).trim().to_owned()
}
