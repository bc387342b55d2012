//! Text as it is compared: width, case and composition folded, look-alike dashes made one; with the way back to the original.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Folds `text` for comparing: NFKC, lower case, dashes to `-`, wave dashes to `~`, control and invisible characters dropped. Folding twice
/// changes nothing more.
pub fn fold(text: &str) -> String {
    if is_folded(text) {
        return text.to_owned();
    }
    text.graphemes(true).map(fold_cluster).collect()
}

/// A folded text that knows which part of the original each part came from.
#[derive(Clone, Debug)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every cluster that is not empty: where it begins in the folded text, and its range in the original. `None`: nothing changed.
    clusters: Option<Vec<(usize, Range<usize>)>>,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        if is_folded(text) {
            return Self { text: text.to_owned(), clusters: None };
        }
        let mut folded = String::with_capacity(text.len());
        let mut clusters = Vec::new();
        for (start, cluster) in text.grapheme_indices(true) {
            let piece = fold_cluster(cluster);
            if !piece.is_empty() {
                clusters.push((folded.len(), start..start + cluster.len()));
                folded.push_str(&piece);
            }
        }
        Self { text: folded, clusters: Some(clusters) }
    }

    /// The range of the original that a range of the folded text came from, always on the original's clusters: part of `㍿` is all of it.
    pub fn source_range(&self, folded: Range<usize>) -> Range<usize> {
        let Some(clusters) = &self.clusters else { return folded };
        if folded.is_empty() {
            let at = clusters.partition_point(|(begin, _)| *begin < folded.start);
            let at = clusters.get(at).map_or_else(|| clusters.last().map_or(0, |(_, source)| source.end), |(_, source)| source.start);
            return at..at;
        }
        let first = clusters.partition_point(|(begin, _)| *begin <= folded.start).saturating_sub(1);
        let last = clusters.partition_point(|(begin, _)| *begin < folded.end).saturating_sub(1);
        match (clusters.get(first), clusters.get(last)) {
            (Some((_, from)), Some((_, to))) => from.start..to.end.max(from.start),
            _ => 0..0,
        }
    }
}

/// Whether folding would change nothing: true only for characters known to be their own folded form, so that megabytes of ordinary
/// Japanese text pass without being taken apart.
fn is_folded(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='@' | '['..='~'
            | '、'..='〕' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '・'..='ヾ'
            | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
            // Ligatures for whole words that NFKC takes apart.
            && !matches!(c, '〜' | '〶' | 'ゟ' | 'ヿ')
    })
}

fn fold_cluster(cluster: &str) -> String {
    let mut text = cluster.to_owned();
    // Lower case of a compatibility form, or composition after it, can need a second round; three have always been enough.
    for _ in 0..4 {
        let next: String = text.nfkc().flat_map(char::to_lowercase).nfkc().filter_map(unify).collect();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn unify(c: char) -> Option<char> {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '﹣' => Some('-'),
        '〜' | '～' | '∼' | '˜' => Some('~'),
        '\n' | '\t' | '\r' => Some(' '),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{61c}' => None,
        '\u{fe00}'..='\u{fe0f}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn width_case_and_composition_are_folded() {
        for (written, folded) in [
            ("ＫＰＩ", "kpi"),
            ("ｸﾘﾆｶﾙ", "クリニカル"),
            ("ｶﾞﾝ", "ガン"),
            ("か\u{3099}ん", "がん"),
            ("㍿", "株式会社"),
            ("①", "1"),
            ("治験－試験", "治験-試験"),
            ("2025～2029", "2025~2029"),
            ("データ", "データ"),
            ("ア\u{200b}イ", "アイ"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn a_folded_range_leads_back_to_the_original_characters() {
        let text = "新ｶﾞﾝ薬㍿";
        let folded = Folded::new(text);
        let at = folded.text.find("ガン").unwrap_or_default();
        assert_eq!(&text[folded.source_range(at..at + "ガン".len())], "ｶﾞﾝ");
        let at = folded.text.find("式").unwrap_or_default();
        assert_eq!(&text[folded.source_range(at..at + "式".len())], "㍿");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_map_agrees_with_the_fold_and_stays_on_characters(text in "[ -~ぁ-んァ-ヶ一-龠ｱ-ﾟ㌀-㍿①-⑳\u{3099}]{0,30}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            for (at, c) in folded.text.char_indices() {
                let range = folded.source_range(at..at + c.len_utf8());
                prop_assert!(text.get(range.clone()).is_some_and(|piece| !piece.is_empty()), "{:?}", range);
            }
        }
    }
}
