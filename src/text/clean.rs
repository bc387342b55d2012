//! Text that may reach a terminal: without control characters, escape sequences, direction overrides and invisible characters.

use std::borrow::Cow;

/// Joiner that holds emoji together; alone it is invisible.
const JOINER: char = '\u{200d}';

/// Returns `text` on one line, without anything that a terminal would obey: line ends and tabs become a space, and control characters (C0,
/// C1), direction overrides and zero-width characters are removed. A joiner stays only between emoji.
///
/// # Examples
///
/// ```
/// use shirube::text::clean::clean;
///
/// let cleaned = clean("感染症\u{1b}[31m");
/// assert!(!cleaned.contains('\u{1b}'));
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => cleaned.push(' '),
            JOINER => {
                let between = cleaned.chars().next_back().is_some_and(joins) && rest.peek().copied().is_some_and(joins);
                if between {
                    cleaned.push(c);
                }
            }
            _ if is_suspect(c) => {}
            _ => cleaned.push(c),
        }
    }
    Cow::Owned(cleaned)
}

/// Returns `text` with every line cleaned and its line ends kept.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && is_suspect(c)) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(|line| clean(line.strip_suffix('\r').unwrap_or(line))).collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns true for a character that a terminal would obey, or that nobody would see.
pub fn is_suspect(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}' | '\u{ad}' | '\u{180e}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns true if a joiner beside this character makes sense: emoji and their modifiers.
fn joins(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(clean("感染症プロジェクト ①※"), Cow::Borrowed(_)));
    }

    #[test]
    fn escape_sequences_lose_what_makes_them_work() {
        assert_eq!(clean("\u{1b}[31m赤\u{1b}[0m"), "[31m赤[0m");
        assert_eq!(clean("\u{1b}]0;title\u{7}x\u{9b}2J"), "]0;titlex2J");
    }

    #[test]
    fn direction_overrides_and_invisible_characters_go() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{2066}d\u{feff}e"), "abcde");
    }

    #[test]
    fn line_ends_and_tabs_become_one_space() {
        assert_eq!(clean("a\r\nb\tc\nd"), "a b c d");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(clean_lines("a\r\n\u{1b}b\n\n\tc\n"), "a\nb\n\n c\n");
        assert!(matches!(clean_lines("a\nb\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_joiner_stays_between_emoji_only() {
        assert_eq!(clean("👩\u{200d}⚕\u{fe0f}"), "👩\u{200d}⚕\u{fe0f}");
        assert_eq!(clean("医\u{200d}療"), "医療");
    }
}
