//! Support for terminals that show ambiguous characters (`①`, `→`) in two columns: the text is spread so that ratatui, which considers them
//! narrow, leaves them their second column, and lines and blocks are drawn in ASCII.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::width::{Ambiguous, ambiguous, drawn_plain, is_widened};

/// Returns a line with a column for the second half of each widened character.
pub(super) fn spread(line: Line<'_>) -> Line<'_> {
    if ambiguous() == Ambiguous::Narrow || line.spans.iter().all(|span| span.content.is_ascii()) {
        return line;
    }
    let spans = line.spans.iter().map(|span| Span::styled(spread_text(&span.content), span.style)).collect();
    Line { spans, ..line }
}

fn spread_text(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + 8);
    for cluster in text.graphemes(true) {
        spread.push_str(drawn_plain(cluster).unwrap_or(cluster));
        if is_widened(cluster) {
            spread.push(' ');
        }
    }
    spread
}

/// Tells ratatui that each widened character covers the cell after it, and replaces lines and blocks drawn by widgets with ASCII.
pub(super) fn settle(buffer: &mut Buffer) {
    const TWO: CellDiffOption = CellDiffOption::ForcedWidth(NonZeroU16::MIN.saturating_add(1));
    if ambiguous() == Ambiguous::Narrow {
        return;
    }
    for cell in &mut buffer.content {
        if let Some(plain) = drawn_plain(cell.symbol()) {
            cell.set_symbol(plain);
        } else if is_widened(cell.symbol()) {
            cell.set_diff_option(TWO);
        }
    }
}
