//! Highlights: the characters of a displayed text that matched, and the piece of the text worth showing.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::analysis::Analyser;
use crate::query::{Condition, Query};
use crate::text::fold::{Folded, loosen};
use crate::text::highlight;
use crate::text::year;

/// Maximum number of years of a range that are highlighted.
const MOST_YEARS: usize = 5;
/// Number of characters kept in front of the match that a snippet shows, so that it is read in context.
const LEAD_CHARS: usize = 12;

/// Highlighter of what a query matched, in any text.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    needles: Option<AhoCorasick>,
}

/// Piece of a text with the ranges of it that matched, in bytes of the piece.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snippet {
    /// Text of the piece, with `…` where the whole text goes on.
    pub text: String,
    /// Ranges that matched.
    pub marks: Vec<Range<usize>>,
}

impl Highlighter {
    /// Creates a highlighter for the terms and synonyms of `query`, and for the words that they consist of.
    pub fn new(query: &Query, analyser: &Analyser) -> Self {
        let mut needles: Vec<String> = Vec::new();
        for term in query.wanted() {
            needles.push(loosen(&term.text));
            needles.extend(term.dates.iter().map(|date| loosen(date)));
            if let Some((figure, rest)) = &term.figure {
                if let Condition::Year(years) = figure {
                    // A wide range of years is a condition rather than words to be seen.
                    needles.extend(years.clone().take(MOST_YEARS).flat_map(year::notations).map(|way| loosen(&way)));
                }
                needles.push(loosen(rest));
            }
            if term.exact {
                continue;
            }
            // A reading candidate is already a word, unless it was put together from several.
            needles.extend(term.meanings.iter().map(|meaning| loosen(&meaning.word)));
            let joined = term.meanings.iter().filter(|meaning| meaning.joined).map(|meaning| &meaning.word);
            for text in std::iter::once(&term.text).chain(&term.synonyms).chain(joined) {
                needles.push(loosen(text));
                let words = analyser.words(text).into_iter().filter_map(|word| text.get(word.start..word.end).map(loosen));
                needles.extend(words);
            }
        }
        needles.retain(|needle| needle.chars().any(char::is_alphanumeric));
        needles.sort();
        needles.dedup();
        // Built for every keystroke and run over one screenful: building fast is worth more than running fast.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let builder = &mut AhoCorasick::builder();
        let builder = builder.match_kind(MatchKind::LeftmostLongest).kind(kind).dense_depth(1).prefilter(false);
        let needles = builder.build(needles).ok();
        Self { needles: needles.filter(|needles| needles.patterns_len() > 0) }
    }

    /// Returns the ranges of `text` that matched, in order, in bytes.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let Some(needles) = &self.needles else { return Vec::new() };
        let loose = Folded::loose(text);
        let ranges = needles.find_iter(&loose.text).filter(|found| on_word_edges(&loose.text, found.range()));
        highlight::merge(ranges.map(|found| loose.source_range(found.range())).collect())
    }

    /// Returns the piece of `texts` that shows most of what matched, about `chars` characters long; of the first text if nothing matched.
    pub fn snippet<'t>(&self, texts: impl IntoIterator<Item = &'t str>, chars: usize) -> Snippet {
        let mut best: Option<(usize, &str, Vec<Range<usize>>)> = None;
        for text in texts {
            let marks = self.marks(text);
            let weight: usize = marks.iter().map(|range| range.len()).sum();
            if best.as_ref().is_none_or(|(most, ..)| weight > *most) {
                best = Some((weight, text, marks));
            }
        }
        best.map(|(_, text, marks)| cut(text, &marks, chars)).unwrap_or_default()
    }
}

/// Returns true unless a match begins inside a Latin word. It may end inside one: the reader is still typing.
fn on_word_edges(folded: &str, range: Range<usize>) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let before = folded.get(..range.start).and_then(|text| text.chars().next_back());
    let first = folded.get(range).and_then(|text| text.chars().next());
    !(before.is_some_and(latin) && first.is_some_and(latin))
}

/// Cuts out the piece around the longest match, with line breaks turned into spaces.
fn cut(text: &str, marks: &[Range<usize>], chars: usize) -> Snippet {
    // The longest match says most: the whole term rather than the first of its words.
    let longest = marks.iter().map(|range| range.len()).max().unwrap_or(0);
    let focus = marks.iter().find(|range| range.len() == longest).map_or(0, |range| range.start);
    let start = text[..focus].char_indices().rev().take(LEAD_CHARS).last().map_or(focus, |(at, _)| at);
    let end = text[start..].char_indices().nth(chars).map_or(text.len(), |(at, _)| start + at);
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let inner = text[start..end].replace('\n', " ");
    let shift = before.len();
    let marks = highlight::cut(marks, start..end).into_iter().map(|range| range.start + shift..range.end + shift).collect();
    Snippet { text: format!("{before}{inner}{after}"), marks }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Readings;
    use crate::analysis::settings::{StopWords, Synonyms};
    use crate::model::Corpus;
    use crate::query::{Lexicon, QueryContext};

    fn highlighter(typed: &str) -> Highlighter {
        let lexicon = Lexicon {
            corpus: Arc::new(Corpus::new(Vec::new(), Vec::new())),
            analyser: Analyser::new(None, StopWords::default()),
            synonyms: Arc::new(Synonyms::default()),
            readings: Arc::new(Readings::default()),
        };
        let known = QueryContext { lexicon: &lexicon, off: &[], on: &[], holds: &|_| true };
        Highlighter::new(&Query::read(typed, &known), &lexicon.analyser)
    }

    fn marked<'t>(typed: &str, text: &'t str) -> Vec<&'t str> {
        highlighter(typed).marks(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_matched_is_marked_in_its_own_characters() {
        assert_eq!(marked("kpi", "ＫＰＩの一覧"), ["ＫＰＩ"]);
        assert_eq!(marked("クリニカル", "ｸﾘﾆｶﾙ研究"), ["ｸﾘﾆｶﾙ"]);
    }

    #[test]
    fn a_latin_term_is_marked_at_the_beginning_of_a_word_only() {
        assert_eq!(marked("poc", "PoC取得"), ["PoC"]);
        assert!(marked("po", "depot").is_empty());
    }

    #[test]
    fn a_snippet_shows_the_match_and_says_where_it_was_cut() {
        let text = format!("{}感染症有事{}", "あ".repeat(50), "い".repeat(50));
        let snippet = highlighter("感染症").snippet([text.as_str()], 30);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
        assert_eq!(&snippet.text[snippet.marks[0].clone()], "感染症");
    }
}
