//! Ranges of a text that matched something.

use std::ops::Range;

/// Returns the ranges in order, with overlapping and adjacent ones merged and empty ones dropped.
pub fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| range.start < range.end);
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Returns the parts of `ranges` inside `window`, counted from the window's start.
pub fn cut(ranges: &[Range<usize>], window: Range<usize>) -> Vec<Range<usize>> {
    let inside = ranges.iter().map(|range| range.start.max(window.start)..range.end.min(window.end));
    inside.filter(|range| range.start < range.end).map(|range| range.start - window.start..range.end - window.start).collect()
}

/// Splits `text` into pieces, in order, each with a flag that is true if it is marked. Ranges (in order) that end inside a character take
/// all of it.
pub fn split<'t>(text: &'t str, ranges: &[Range<usize>]) -> Vec<(bool, &'t str)> {
    let mut pieces = Vec::with_capacity(ranges.len() * 2 + 1);
    let mut at = 0;
    for range in ranges {
        let start = floor(text, range.start).max(at);
        let end = ceil(text, range.end);
        if start >= end {
            continue;
        }
        pieces.push((false, &text[at..start]));
        pieces.push((true, &text[start..end]));
        at = end;
    }
    pieces.push((false, &text[at..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_that_touch_become_one() {
        assert_eq!(merge(vec![6..9, 0..3, 3..6, 12..12, 11..14]), [0..9, 11..14]);
    }

    #[test]
    fn a_window_sees_its_part() {
        assert_eq!(cut(&[0..5, 8..12], 3..10), [0..2, 5..7]);
    }

    #[test]
    fn half_a_character_marks_all_of_it() {
        assert_eq!(split("感染症", &[1..4, 7..8]), [(true, "感染"), (true, "症")]);
    }

    proptest! {
        #[test]
        fn pieces_make_up_the_text(text in "\\PC{0,20}", ranges in prop::collection::vec(0_usize..60, 0..8)) {
            let ranges = merge(ranges.chunks(2).map(|pair| pair[0]..*pair.last().unwrap_or(&0)).collect());
            let joined: String = split(&text, &ranges).into_iter().map(|(_, piece)| piece).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
