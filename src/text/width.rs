//! Columns: the width of text in a terminal, and cutting or padding to a width.

use std::borrow::Cow;
use std::cell::Cell;

use strum::{IntoStaticStr, VariantArray};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Ambiguous-width policy: the width of characters for which Unicode leaves it open (`①`, `※`, `→`, `■`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Ambiguous {
    /// One column, as in most terminals.
    #[default]
    Narrow,
    /// Two columns, as East Asian terminals can be configured.
    Wide,
}

thread_local! {
    /// A process has one terminal, and one thread draws on it; tests draw on many.
    static AMBIGUOUS: Cell<Ambiguous> = const { Cell::new(Ambiguous::Narrow) };
}

/// Ellipsis appended to truncated text.
pub const CUT: &str = "…";

/// Sets the ambiguous-width policy of the current thread.
pub fn measure_for(ambiguous: Ambiguous) {
    AMBIGUOUS.set(ambiguous);
}

/// Returns the ambiguous-width policy of the current thread.
pub fn ambiguous() -> Ambiguous {
    AMBIGUOUS.get()
}

/// Returns the width of `text` in columns as it is drawn: by cluster, so that NFD and joined emoji count once.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let ambiguous = ambiguous();
    text.graphemes(true).map(|cluster| cluster_width(cluster, ambiguous)).sum()
}

fn cluster_width(cluster: &str, ambiguous: Ambiguous) -> usize {
    match ambiguous {
        Ambiguous::Narrow => cluster.width(),
        // A cluster that is drawn as ASCII takes the one column intended for it.
        Ambiguous::Wide if drawn_plain(cluster).is_some() => 1,
        Ambiguous::Wide => cluster.width_cjk(),
    }
}

/// Returns true if a cluster takes two columns only because ambiguous characters are shown wide.
pub fn is_widened(cluster: &str) -> bool {
    !cluster.is_ascii() && cluster.width() == 1 && cluster_width(cluster, Ambiguous::Wide) == 2
}

/// Returns the ASCII substitute for a line, block or mark if ambiguous characters are shown wide: borders of double width would break every
/// column.
pub fn drawn_plain(cluster: &str) -> Option<&'static str> {
    let mut characters = cluster.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else { return None };
    Some(match c {
        '─' | '━' | '═' | '╴' | '╶' | '╸' | '╺' => "-",
        '│' | '┃' | '║' | '╵' | '╷' | '╹' | '╻' | '▌' | '▐' | '▏' | '▎' | '▍' => "|",
        '\u{2500}'..='\u{257f}' => "+",
        '░' | '▁' | '▂' => ".",
        '▒' | '▄' | '▀' => "=",
        '\u{2580}'..='\u{259f}' => "#",
        '•' => "*",
        _ => return None,
    })
}

/// Returns `text` in at most `columns` columns, with `…` at the end if it was truncated. No wide character is halved.
///
/// # Examples
///
/// ```
/// use shirube::text::width::{truncate, width};
///
/// assert_eq!(width("感染症AMED"), 10);
/// assert_eq!(truncate("感染症プロジェクト", 9), "感染症プ…");
/// ```
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(width(CUT)) else { return Cow::Borrowed("") };
    let mut used = 0;
    let mut end = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let next = used + width(cluster);
        if next > room {
            break;
        }
        used = next;
        end = at + cluster.len();
    }
    Cow::Owned(format!("{}{CUT}", &text[..end]))
}

/// Returns `text` in exactly `columns` columns: truncated, or padded with spaces on the right.
pub fn pad(text: &str, columns: usize) -> String {
    let cut = truncate(text, columns);
    let fill = columns.saturating_sub(width(&cut));
    format!("{cut}{}", " ".repeat(fill))
}

/// Returns `text` in exactly `columns` columns: truncated, or padded with spaces on the left.
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

    #[test]
    fn where_ambiguous_characters_are_wide_lines_are_drawn_in_ascii() {
        measure_for(Ambiguous::Wide);
        for (text, columns) in [("①", 2), ("→", 2), ("■ 計", 5), ("治験", 4), ("│", 1), ("█▌", 2), ("ｶﾞ", 2), ("…", 2), ("𠮷", 2)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
        assert_eq!(truncate("①②③", 5), "①…");
        assert_eq!(truncate("①②③", 1), "");
        assert_eq!(pad("①②③", 5), "①… ");
        measure_for(Ambiguous::Narrow);
        assert_eq!(width("①"), 1);
        assert!(is_widened("①") && !is_widened("感") && !is_widened("│") && !is_widened("a"));
    }

    proptest! {
        #[test]
        fn padded_text_has_exactly_its_columns(text in "\\PC{0,20}", columns in 0_usize..30, wide in proptest::bool::ANY) {
            measure_for(if wide { Ambiguous::Wide } else { Ambiguous::Narrow });
            prop_assert!(width(&truncate(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
