//! Plain text -> blocks.

use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// How plain text is read: whatever is text at all.
pub(super) const READER: FormatReader = FormatReader { format: Format::Text, tells: |input| input.text().is_ok(), read };

/// What stands between two pages.
pub(super) const PAGE_BREAK: char = '\u{c}';

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    lines(input.text()?, blocks);
    Ok(())
}

/// The lines of a text whose pages end with a form feed.
pub(super) fn lines(text: &str, blocks: &mut Blocks) {
    let paged = text.contains(PAGE_BREAK);
    for (number, page) in (1..).zip(text.split(PAGE_BREAK)) {
        if paged {
            blocks.page(number);
        }
        page.lines().for_each(|line| blocks.line(line));
    }
}
