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

/// Finds the records that a text names.
///
/// A disease area is also found inside longer names (がん in がん研究10か年戦略); of all other names only the longest counts. A name that two
/// records share speaks of both.
pub struct Mentions {
    scanners: Vec<Scanner>,
}

impl Mentions {
    /// Looks for the names and aliases of all records but documents, sections and indicators, whose titles are phrases.
    pub fn new(corpus: &Corpus) -> Self {
        let (areas, others): (Vec<Name>, Vec<Name>) =
            names(corpus).into_iter().partition(|name| matches!(corpus.at(name.position), Some(Record::Area(_))));
        let scanners = [Scanner::new(areas, MatchKind::Standard), Scanner::new(others, MatchKind::LeftmostLongest)];
        Self { scanners: scanners.into_iter().flatten().collect() }
    }

    /// Tells `found` the position in the corpus of every record that a text names, as often as it does.
    pub fn scan(&self, text: &str, mut found: impl FnMut(usize)) {
        let folded = Folded::new(text);
        for scanner in &self.scanners {
            scanner.scan(text, &folded, &mut found);
        }
    }
}

/// Pairs (speaker, spoken of) of record positions, each once, in order.
pub(super) fn find(corpus: &Corpus) -> BTreeSet<(usize, usize)> {
    let mentions = Mentions::new(corpus);
    let mut pairs = BTreeSet::new();
    for (speaker, record) in corpus.records().iter().enumerate() {
        for text in std::iter::once(record.title()).chain(corpus.texts(record)) {
            mentions.scan(text, |position| {
                if position != speaker {
                    pairs.insert((speaker, position));
                }
            });
        }
    }
    pairs
}

/// Names that are looked for together.
struct Scanner {
    automaton: AhoCorasick,
    kind: MatchKind,
    /// By pattern: all names that fold to it.
    names: Vec<Vec<Name>>,
}

impl Scanner {
    /// `None` where there are no names, or more than an automaton can hold.
    fn new(mut names: Vec<Name>, kind: MatchKind) -> Option<Self> {
        names.sort_by(|a, b| a.folded.cmp(&b.folded));
        let mut groups: Vec<Vec<Name>> = Vec::new();
        for name in names {
            match groups.last_mut() {
                Some(group) if group.first().is_some_and(|first| first.folded == name.folded) => group.push(name),
                _ => groups.push(vec![name]),
            }
        }
        let patterns = groups.iter().filter_map(|group| group.first()).map(|name| name.folded.as_str());
        let automaton = AhoCorasick::builder().match_kind(kind).build(patterns).ok()?;
        Some(Self { automaton, kind, names: groups })
    }

    /// Tells `found` the position of every record that is named in a text.
    fn scan(&self, text: &str, folded: &Folded, mut found: impl FnMut(usize)) {
        let mut take = |pattern: usize, range: std::ops::Range<usize>| {
            let written = text.get(folded.source_range(range.clone())).unwrap_or_default();
            for name in self.names.get(pattern).into_iter().flatten() {
                if stands_alone(&folded.text, range.clone()) && same_case(name, written) {
                    found(name.position);
                }
            }
        };
        if self.kind == MatchKind::Standard {
            self.automaton.find_overlapping_iter(&folded.text).for_each(|found| take(found.pattern().as_usize(), found.range()));
        } else {
            self.automaton.find_iter(&folded.text).for_each(|found| take(found.pattern().as_usize(), found.range()));
        }
    }
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
