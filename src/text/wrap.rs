//! Line breaking: Japanese rules (kinsoku), with Latin words and numbers kept whole.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::width::width;

/// Characters that must not begin a line, in addition to those that the Unicode rules already hold back.
const NOT_FIRST: &str = "、。，．・：；？！ー）」』】〉》〕｝々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃‰′″…‥,.)]}";
/// Characters that must not end a line.
const NOT_LAST: &str = "（「『【〈《〔｛([{￥＄◎〇";

/// Breaks a paragraph into lines of at most `columns` columns, as byte ranges of `text`. A `\n` always breaks. Spaces at the end of a line
/// are in no range. Only a single character wider than the line may exceed it. Empty text is one empty line.
///
/// # Examples
///
/// ```
/// use shirube::text::wrap::wrap;
///
/// let text = "治験を進める。環境を整える。";
/// let lines: Vec<&str> = wrap(text, 14).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(lines, ["治験を進める。", "環境を整える。"]);
/// ```
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let before = lines.len();
        wrap_paragraph(paragraph, start, columns.max(1), &mut lines);
        if lines.len() == before {
            lines.push(start..start);
        }
        start += paragraph.len() + 1;
    }
    lines
}

/// Adds the lines of a text without line ends that begins at byte `offset`.
fn wrap_paragraph(text: &str, offset: usize, columns: usize, lines: &mut Vec<Range<usize>>) {
    let mut line = 0..0;
    let mut used = 0;
    let mut begun = 0;
    for end in breaks(text) {
        let unit = &text[begun..end];
        let visible = unit.trim_end();
        if used > 0 && used + width(visible) > columns {
            push(text, &line, offset, lines);
            line = begun..begun;
            used = 0;
        }
        if used + width(visible) > columns {
            // The unit is longer than a line: cut it between characters.
            for (at, cluster) in unit.grapheme_indices(true) {
                if used > 0 && used + width(cluster) > columns {
                    push(text, &line, offset, lines);
                    line = begun + at..begun + at;
                    used = 0;
                }
                used += width(cluster);
                line.end = begun + at + cluster.len();
            }
        } else {
            used += width(unit);
            line.end = end;
        }
        begun = end;
    }
    if !line.is_empty() {
        push(text, &line, offset, lines);
    }
}

fn push(text: &str, line: &Range<usize>, offset: usize, lines: &mut Vec<Range<usize>>) {
    let end = line.start + text[line.clone()].trim_end().len();
    lines.push(offset + line.start..offset + end);
}

/// Returns the ends of the units that stay together, in bytes; the last is the end of the text.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let allowed = linebreaks(text).filter(|(at, opportunity)| {
        let after = text[*at..].chars().next();
        let before = text[..*at].trim_end().chars().next_back();
        let forbidden = after.is_some_and(|c| NOT_FIRST.contains(c)) || before.is_some_and(|c| NOT_LAST.contains(c));
        // The rules may allow a break before a mark that joins what precedes it, but no cluster is taken apart.
        let whole = GraphemeCursor::new(*at, text.len(), true).is_boundary(text, 0) != Ok(false);
        *opportunity == BreakOpportunity::Mandatory || (!forbidden && whole)
    });
    allowed.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn no_line_begins_with_a_closing_sign_or_the_long_mark() {
        assert_eq!(lines("あいう、えお。", 6), ["あい", "う、え", "お。"]);
        assert_eq!(lines("ああデーター", 6), ["ああ", "デー", "ター"]);
        assert_eq!(lines("「感染症」の", 8), ["「感染", "症」の"]);
    }

    #[test]
    fn no_line_ends_with_an_opening_sign() {
        assert_eq!(lines("ああ（いい）", 6), ["ああ", "（い", "い）"]);
    }

    #[test]
    fn latin_words_and_numbers_stay_whole() {
        assert_eq!(lines("総額1,515億円", 6), ["総額", "1,515", "億円"]);
        assert_eq!(lines("the AMED data", 8), ["the AMED", "data"]);
    }

    #[test]
    fn no_character_is_taken_apart_however_it_is_written() {
        assert_eq!(lines("ｶﾞｶﾞｶﾞ", 4), ["ｶﾞｶﾞ", "ｶﾞ"]);
        assert_eq!(lines("か\u{3099}か\u{3099}か\u{3099}", 4), ["か\u{3099}か\u{3099}", "か\u{3099}"]);
        assert_eq!(lines("𠮷野𠮷野", 4), ["𠮷野", "𠮷野"]);
        assert_eq!(lines("👩\u{200d}⚕\u{fe0f}👩\u{200d}⚕\u{fe0f}", 2), ["👩\u{200d}⚕\u{fe0f}", "👩\u{200d}⚕\u{fe0f}"]);
        assert_eq!(lines("①②③", 2), ["①②", "③"]);
        assert_eq!(lines("ああ「い」、う", 8), ["ああ", "「い」、", "う"]);
    }

    #[test]
    fn what_is_longer_than_a_line_is_cut_between_characters() {
        assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(lines("感染", 1), ["感", "染"]);
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("一\n\n二", 10), ["一", "", "二"]);
    }

    proptest! {
        #[test]
        fn lines_cover_the_text_in_order_and_fit(text in "[ -~ぁ-んァ-ヶー一-龠、。「」（）\n]{0,60}", columns in 1_usize..20) {
            let mut at = 0;
            for range in wrap(&text, columns) {
                prop_assert!(range.start >= at && text[at..range.start].trim().is_empty());
                let line = &text[range.clone()];
                prop_assert!(width(line) <= columns || line.graphemes(true).count() == 1, "{line:?}");
                at = range.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
