//! Finds the names and aliases of records in the texts of other records: longest match, folded on both sides.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Corpus, Record};
use crate::text::fold::Folded;

/// Names shorter than this many characters are too common in running text, unless they are Latin abbreviations.
const SHORTEST_NAME: usize = 2;
/// Latin abbreviations up to this length count only in the case they are written in: `AD` is not the "ad" of a sentence.
const CASE_MATTERS_UP_TO: usize = 4;

/// A name to look for.
struct Name {
    /// As the record writes it, folded for width only.
    written: String,
    folded: String,
    position: usize,
}

/// Pairs (speaker, spoken of) of record positions, each once, in order.
pub(super) fn find(corpus: &Corpus) -> BTreeSet<(usize, usize)> {
    let names = names(corpus);
    let patterns = names.iter().map(|name| name.folded.as_str());
    // Without names, or with more of them than an automaton can hold, nothing is found.
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns) else {
        return BTreeSet::new();
    };
    let mut pairs = BTreeSet::new();
    for (speaker, record) in corpus.records().iter().enumerate() {
        for text in std::iter::once(record.title()).chain(record.texts()) {
            let folded = Folded::new(text);
            for found in automaton.find_iter(&folded.text) {
                let name = &names[found.pattern().as_usize()];
                let written = text.get(folded.source_range(found.range())).unwrap_or_default();
                if name.position != speaker && stands_alone(&folded.text, found.range()) && same_case(name, written) {
                    pairs.insert((speaker, name.position));
                }
            }
        }
    }
    pairs
}

fn names(corpus: &Corpus) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (position, record) in corpus.records().iter().enumerate() {
        let narrower: &[String] = match record {
            Record::Area(area) => &area.narrower,
            // Headings and indicators are phrases, not names: matching them would tie everything to everything.
            Record::Document(_) | Record::Section(_) | Record::Kpi(_) => continue,
            _ => &[],
        };
        let written = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str));
        for written in written.chain(narrower.iter().map(String::as_str)) {
            let folded = crate::text::fold::fold(written);
            let known = names.iter().rev().take_while(|name| name.position == position).any(|name| name.folded == folded);
            if folded.chars().count() >= SHORTEST_NAME && !known {
                names.push(Name { written: written.to_owned(), folded, position });
            }
        }
    }
    names
}

/// Whether a match is not the middle of a longer Latin word or number.
fn stands_alone(text: &str, range: std::ops::Range<usize>) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    let touches = |inner: Option<char>, outer: Option<char>| inner.is_some_and(word) && outer.is_some_and(word);
    let (Some(before), Some(name), Some(after)) = (text.get(..range.start), text.get(range.clone()), text.get(range.end..)) else {
        return false;
    };
    !touches(name.chars().next(), before.chars().next_back()) && !touches(name.chars().next_back(), after.chars().next())
}

fn same_case(name: &Name, written: &str) -> bool {
    let short_latin = name.folded.is_ascii() && name.folded.len() <= CASE_MATTERS_UP_TO;
    !short_latin || written == name.written || !written.is_ascii()
}
