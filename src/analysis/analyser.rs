//! Analysis of text into words and bigrams. Index and query go through exactly the same code here.

use std::sync::Arc;

use lindera::segmenter::Segmenter;

use super::settings::StopWords;
use crate::text::fold::{fold, loosen};
use crate::text::kana;

/// Columns of IPADIC's details.
const BASE_FORM: usize = 6;
const READING: usize = 7;

/// A word, or a bigram, of a folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The term as it is indexed: base form, folded.
    pub term: String,
    /// Start in the folded text, in bytes.
    pub start: usize,
    /// End in the folded text, in bytes.
    pub end: usize,
}

/// A word with what the dictionary says about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Morpheme {
    pub word: Word,
    /// Reading in katakana, if the dictionary knows it.
    pub reading: Option<String>,
    /// True if the word only joins others.
    pub function: bool,
}

/// Analyser that splits text into words. Clones share the dictionary.
#[derive(Clone)]
pub struct Analyser {
    segmenter: Option<Arc<Segmenter>>,
    stop_words: Arc<StopWords>,
}

impl Analyser {
    /// Creates an analyser over a dictionary; without one it only makes bigrams.
    pub fn new(segmenter: Option<Segmenter>, stop_words: StopWords) -> Self {
        Self { segmenter: segmenter.map(Arc::new), stop_words: Arc::new(stop_words) }
    }

    /// Returns true if there is a dictionary.
    pub fn knows_words(&self) -> bool {
        self.segmenter.is_some()
    }

    /// Returns the words of a folded text, without function words; none if there is no dictionary.
    pub fn words(&self, folded: &str) -> Vec<Word> {
        self.morphemes_read(folded, |_| false).into_iter().filter(|morpheme| !morpheme.function).map(|morpheme| morpheme.word).collect()
    }

    /// Returns all words of a folded text, with their readings.
    pub fn morphemes(&self, folded: &str) -> Vec<Morpheme> {
        self.morphemes_read(folded, |_| true)
    }

    /// Returns all words of a folded text, with the readings of those that `wanted` asks for.
    pub fn morphemes_read(&self, folded: &str, wanted: impl Fn(&str) -> bool) -> Vec<Morpheme> {
        let Some(segmenter) = &self.segmenter else { return Vec::new() };
        // lindera fails only on a broken dictionary, and this one was proved when it was installed; the bigrams still carry the search.
        let Ok(tokens) = segmenter.segment(folded.into()) else { return Vec::new() };
        let mut morphemes = Vec::with_capacity(tokens.len());
        for mut token in tokens {
            let (start, end) = (token.byte_start, token.byte_end);
            let Some(surface) = folded.get(start..end) else { continue };
            if !surface.chars().any(char::is_alphanumeric) {
                continue;
            }
            let details = token.details();
            let known = |column: usize| details.get(column).copied().filter(|detail| *detail != "*");
            let term = known(BASE_FORM).map_or_else(|| surface.to_owned(), fold);
            let reading = known(READING).filter(|_| wanted(surface)).map(str::to_owned);
            let part = details.first().copied().unwrap_or_default();
            let stop = &self.stop_words;
            let subpart = || details.get(1).map(|second| format!("{part},{second}")).unwrap_or_default();
            let function = stop.parts_of_speech.contains(part) || stop.words.contains(&term) || stop.parts_of_speech.contains(&subpart());
            morphemes.push(Morpheme { word: Word { term, start, end }, reading, function });
        }
        morphemes
    }

    /// Returns the key by which a folded name is found in kana or romaji: the readings of its words, and Latin letters as they are. `None`
    /// if the reading of a word is unknown.
    pub fn name_key(&self, folded: &str) -> Option<String> {
        Self::key_of(folded, &self.morphemes(folded))
    }

    /// Returns the key of a folded name that consists of these words.
    pub fn key_of(folded: &str, morphemes: &[Morpheme]) -> Option<String> {
        let mut key = String::new();
        let mut kana = String::new();
        let close = |key: &mut String, kana: &mut String| -> Option<()> {
            if !kana.is_empty() {
                key.push_str(&kana::of_kana(kana)?);
                kana.clear();
            }
            Some(())
        };
        for morpheme in morphemes {
            let surface = folded.get(morpheme.word.start..morpheme.word.end)?;
            match &morpheme.reading {
                Some(reading) => kana.push_str(reading),
                None if kana::of_kana(surface).is_some() => kana.push_str(surface),
                None if surface.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                    close(&mut key, &mut kana)?;
                    key.push_str(surface);
                }
                None => return None,
            }
        }
        close(&mut key, &mut kana)?;
        Some(key).filter(|key| !key.is_empty())
    }

    /// Returns the words of a folded text as terms of the index.
    pub fn word_terms(&self, folded: &str) -> Vec<String> {
        self.words(folded).into_iter().map(|word| loosen(&word.term)).filter(|term| !term.is_empty()).collect()
    }

    /// Returns the bigrams of a loosened text. Latin words and numbers stay whole. The last character of a run is repeated on its own, so
    /// that every character begins a term and a query of one character finds its text.
    pub fn pairs(loose: &str) -> Vec<Word> {
        let mut pairs = Vec::with_capacity(loose.len() / 2);
        let mut run: Vec<(usize, char)> = Vec::new();
        let mut latin = false;
        for (at, c) in loose.char_indices() {
            let is_latin = c.is_ascii_alphanumeric();
            if !c.is_alphanumeric() || is_latin != latin {
                flush(loose, &mut run, latin, at, &mut pairs);
            }
            if c.is_alphanumeric() {
                latin = is_latin;
                run.push((at, c));
            }
        }
        flush(loose, &mut run, latin, loose.len(), &mut pairs);
        pairs
    }
}

/// Ends a run of characters of one sort at byte `end`.
fn flush(folded: &str, run: &mut Vec<(usize, char)>, latin: bool, end: usize, pairs: &mut Vec<Word>) {
    let mut ends = run.iter().map(|(at, c)| at + c.len_utf8());
    let stop = ends.next_back().unwrap_or(end);
    let mut push = |start: usize, end: usize| {
        if let Some(term) = folded.get(start..end) {
            pairs.push(Word { term: term.to_owned(), start, end });
        }
    };
    match (run.first(), latin) {
        (None, _) => {}
        (Some((start, _)), true) => push(*start, stop),
        (Some(_), false) => {
            for window in run.windows(2) {
                push(window[0].0, window[1].0 + window[1].1.len_utf8());
            }
            if let Some((start, _)) = run.last() {
                push(*start, stop);
            }
        }
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        Analyser::pairs(&loosen(text)).into_iter().map(|word| word.term).collect()
    }

    #[test]
    fn pairs_overlap_and_every_character_begins_one() {
        assert_eq!(pairs("感染症"), ["感染", "染症", "症"]);
        assert_eq!(pairs("癌"), ["癌"]);
    }

    #[test]
    fn latin_words_and_numbers_stay_whole() {
        assert_eq!(pairs("amed支援60件/年"), ["amed", "支援", "援", "60", "件", "年"]);
    }

    #[test]
    fn signs_alone_give_nothing() {
        assert!(pairs("・、。 （）").is_empty());
    }
}
