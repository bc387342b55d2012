//! Searchable form of a record: the terms of its zones. Every engine keeps the same ones.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::clause::Zone;
use crate::analysis::compounds;
use crate::analysis::readings::Met;
use crate::analysis::{Analyser, Morpheme};
use crate::model::{Corpus, Record};
use crate::text::fold::{fold, loosen};

/// Maximum length in characters of prefixes that are terms of their own, so that a half-typed word is one list of records and not the union
/// of all terms that continue it.
pub const BEGUN: usize = 8;

/// Mark before a name's reading in the zone of names.
pub const READ: char = '~';

/// Terminator of each term; folding has left no control character in any term.
const END: char = '\u{1}';

/// Terms of one text, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Terms(String);

impl Terms {
    /// Returns the terms as one text, each followed by U+0001.
    pub fn joined(self) -> String {
        self.0
    }

    /// Returns the first term of a text that [`Terms::joined`] has made, and what follows it.
    pub fn first(joined: &str) -> Option<(&str, &str)> {
        joined.split_once(END)
    }

    /// Returns the terms one by one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator(END)
    }
}

impl<S: AsRef<str>> FromIterator<S> for Terms {
    fn from_iter<I: IntoIterator<Item = S>>(terms: I) -> Self {
        let mut text = String::new();
        for term in terms {
            let term = term.as_ref();
            if !term.is_empty() {
                text.push_str(term);
                text.push(END);
            }
        }
        Self(text)
    }
}

/// Searchable form of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indexed {
    /// Hash of everything that is indexed of it: the same record with other words has another.
    pub content: u64,
    /// Names, whole, loosened and without spaces; and, after `~`, their readings.
    pub names: Vec<String>,
    /// Texts of the other zones; a phrase lies within one of them.
    pub texts: Vec<(Zone, Terms)>,
}

/// Maker of the searchable form of records, which also gathers the readings of their words.
pub struct Indexer<'c> {
    corpus: &'c Corpus,
    analyser: &'c Analyser,
    met: Met,
}

impl<'c> Indexer<'c> {
    /// Creates an indexer of a corpus that has not met any word yet.
    pub fn new(corpus: &'c Corpus, analyser: &'c Analyser) -> Self {
        Self { corpus, analyser, met: Met::new() }
    }

    /// Returns the words met, for [`Readings::new`](crate::analysis::Readings::new).
    pub fn into_met(self) -> Met {
        self.met
    }

    /// Returns the searchable form of the record at `position`.
    pub fn record(&mut self, position: usize) -> Option<Indexed> {
        let record = self.corpus.at(position)?;
        let mut names = names(record);
        let mut texts = Vec::new();
        let (mut title_prefix, mut body_prefix) = (Begun::default(), Begun::default());
        for title in std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)) {
            let folded = fold(title);
            let morphemes = self.analyser.morphemes(&folded);
            if let Some(key) = Analyser::key_of(&folded, &morphemes) {
                names.push(format!("{READ}{key}"));
            }
            self.text((position, &mut texts), &folded, morphemes, (Zone::TitleWords, Zone::TitleBigrams), &mut title_prefix);
        }
        for text in self.corpus.texts_at(position) {
            let folded = fold(text);
            let morphemes = self.analyser.morphemes_read(&folded, |surface| !self.met.contains_key(surface));
            self.text((position, &mut texts), &folded, morphemes, (Zone::BodyWords, Zone::BodyBigrams), &mut body_prefix);
        }
        // All ids of a kind begin alike, so a short prefix of one means nothing.
        let begun: BTreeSet<&str> = names.iter().skip(1).flat_map(|name| beginnings(name)).collect();
        texts.push((Zone::NamePrefix, begun.into_iter().collect()));
        texts.push((Zone::TitlePrefix, title_prefix.terms().collect()));
        texts.push((Zone::BodyPrefix, body_prefix.terms().collect()));
        Some(Indexed { content: content(self.corpus, record), names, texts })
    }

    fn text(
        &mut self,
        (position, texts): (usize, &mut Vec<(Zone, Terms)>),
        folded: &str,
        morphemes: Vec<Morpheme>,
        (words, pairs): (Zone, Zone),
        begun: &mut Begun,
    ) {
        let shared = compounds::shared(self.analyser, folded, &morphemes);
        let mut terms = Vec::with_capacity(morphemes.len());
        for morpheme in morphemes {
            if morpheme.function {
                continue;
            }
            if let (Some(reading), Some(surface)) = (morpheme.reading, folded.get(morpheme.word.start..morpheme.word.end))
                && !self.met.contains_key(surface)
            {
                self.met.insert(surface.to_owned(), (position, reading));
            }
            terms.push(loosen(&morpheme.word.term));
        }
        terms.extend(shared.words);
        texts.push((words, terms.into_iter().collect()));
        let loose = loosen(folded);
        let terms: Vec<String> = Analyser::pairs(&loose).into_iter().map(|pair| pair.term).collect();
        terms.iter().for_each(|term| begun.take(term));
        texts.push((pairs, terms.into_iter().collect()));
        if !shared.pairs.is_empty() {
            // A text of their own, so that no phrase runs from what is written into what is only implied.
            texts.push((pairs, shared.pairs.into_iter().collect()));
        }
    }
}

/// Returns a hash of everything that is indexed of a record.
pub fn content(corpus: &Corpus, record: &Record) -> u64 {
    let mut hasher = DefaultHasher::new();
    record.id().as_str().hash(&mut hasher);
    (record.title(), record.aliases(), record.number(), corpus.texts(record)).hash(&mut hasher);
    hasher.finish()
}

/// Returns the prefixes of a term that are terms of their own.
fn beginnings(term: &str) -> impl Iterator<Item = &str> {
    let ends = term.char_indices().skip(1).map(|(at, _)| at).chain(std::iter::once(term.len()));
    ends.take(BEGUN).filter_map(|end| term.get(..end))
}

/// Terms by which a record's Latin words and bigrams can be searched before they are complete: every prefix of a Latin word, and the first
/// character of every other bigram.
#[derive(Default)]
struct Begun {
    latin: BTreeSet<String>,
    /// First characters in the order in which they come; there are many, and few of them are new.
    characters: Vec<char>,
}

impl Begun {
    fn take(&mut self, term: &str) {
        if !term.is_ascii() {
            self.characters.extend(term.chars().next());
            return;
        }
        for begins in beginnings(term) {
            if !self.latin.contains(begins) {
                self.latin.insert(begins.to_owned());
            }
        }
    }

    fn terms(mut self) -> impl Iterator<Item = String> {
        self.characters.sort_unstable();
        self.characters.dedup();
        self.latin.into_iter().chain(self.characters.into_iter().map(String::from))
    }
}

/// Returns what a reader may type to mean exactly this record: title, other names, number, id; loosened, without spaces.
fn names(record: &Record) -> Vec<String> {
    let mut names: Vec<String> = vec![name(record.id().as_str()), name(record.title())];
    names.extend(record.aliases().iter().map(|alias| name(alias)));
    names.extend(record.number().map(name));
    names.dedup();
    names
}

/// Returns a name in the form in which it is compared: loosened, without spaces.
pub fn name(text: &str) -> String {
    loosen(text).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_parted_again() {
        let terms: Terms = ["感染", "", "染症", "amed"].into_iter().collect();
        assert_eq!(terms.iter().collect::<Vec<_>>(), ["感染", "染症", "amed"]);
        assert_eq!(Terms::first(&terms.clone().joined()).map(|(first, _)| first), Some("感染"));
        let nothing: Terms = ["", "", ""].into_iter().collect();
        assert!(nothing.iter().next().is_none() && nothing.joined().is_empty());
    }
}
