//! Printed form of a part of a line that was read in folded form.

use crate::text::fold::Folded;

/// Returns the printed form of the part of a line whose folded form is `folded`.
pub(super) fn as_printed(line: &str, folded: &str) -> String {
    let whole = Folded::new(line);
    let printed = whole.text.find(folded).and_then(|at| line.get(whole.source_range(at..at + folded.len())));
    printed.unwrap_or(folded).trim().to_owned()
}
