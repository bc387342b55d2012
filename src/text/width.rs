//! Columns: how wide text stands in a terminal, and how to cut or fill it to a width. Ambiguous characters count as narrow.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns of `text`, as ratatui draws it: by cluster, so that NFD and joined emoji count once.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// `text` in at most `columns` columns, with `…` at the end where it was cut. No wide character is halved.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let room = columns - 1;
    let mut used = 0;
    let mut end = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let next = used + cluster.width();
        if next > room {
            break;
        }
        used = next;
        end = at + cluster.len();
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

/// `text` in exactly `columns` columns: cut, or filled with spaces on the right.
pub fn pad(text: &str, columns: usize) -> String {
    let cut = truncate(text, columns);
    let fill = columns.saturating_sub(width(&cut));
    format!("{cut}{}", " ".repeat(fill))
}

/// `text` in exactly `columns` columns: cut, or filled with spaces on the left.
pub fn pad_left(text: &str, columns: usize) -> String {
    let cut = truncate(text, columns);
    let fill = columns.saturating_sub(width(&cut));
    format!("{}{cut}", " ".repeat(fill))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_of_what_terminals_get_wrong() {
        for (text, columns) in [("治験", 4), ("KPI", 3), ("①", 1), ("か\u{3099}", 2), ("𠮷", 2), ("👩\u{200d}⚕\u{fe0f}", 2), ("", 0)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn a_cut_is_shown_and_halves_nothing() {
        assert_eq!(truncate("感染症", 6), "感染症");
        assert_eq!(truncate("感染症", 5), "感染…");
        assert_eq!(truncate("感染症", 4), "感…");
        assert_eq!(truncate("感染症", 1), "…");
        assert_eq!(truncate("感染症", 0), "");
        assert_eq!(pad("感染症", 4), "感… ");
        assert_eq!(pad_left("60", 4), "  60");
    }

    proptest! {
        #[test]
        fn padded_text_has_exactly_its_columns(text in "\\PC{0,20}", columns in 0_usize..30) {
            prop_assert!(width(&truncate(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
