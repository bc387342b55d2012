//! Text -> words and character pairs. Index and query go through exactly the same code here.

use std::sync::Arc;

use lindera::segmenter::Segmenter;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::settings::StopWords;
use crate::text::fold::fold;

/// Columns of IPADIC's details.
const BASE_FORM: usize = 6;

/// A word, or a pair of characters, of a folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The term as it is indexed: base form, folded.
    pub term: String,
    /// Where it begins in the folded text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Makes words of text. Cloning shares the dictionary.
#[derive(Clone)]
pub struct Analyser {
    segmenter: Option<Arc<Segmenter>>,
    stop_words: Arc<StopWords>,
}

impl Analyser {
    /// An analyser over a dictionary; without one it only makes character pairs.
    pub fn new(segmenter: Option<Segmenter>, stop_words: StopWords) -> Self {
        Self { segmenter: segmenter.map(Arc::new), stop_words: Arc::new(stop_words) }
    }

    /// Whether there is a dictionary.
    pub fn knows_words(&self) -> bool {
        self.segmenter.is_some()
    }

    /// The words of a folded text, without function words; none where there is no dictionary.
    pub fn words(&self, folded: &str) -> Vec<Word> {
        let Some(segmenter) = &self.segmenter else { return Vec::new() };
        // lindera fails only on a broken dictionary, which was proved when it was installed; the pairs still carry the search.
        let Ok(tokens) = segmenter.segment(folded.into()) else { return Vec::new() };
        let mut words = Vec::with_capacity(tokens.len());
        for mut token in tokens {
            let (start, end) = (token.byte_start, token.byte_end);
            let Some(surface) = folded.get(start..end) else { continue };
            if !surface.chars().any(char::is_alphanumeric) {
                continue;
            }
            let details = token.details();
            let base = details.get(BASE_FORM).copied().filter(|base| *base != "*").map_or_else(|| surface.to_owned(), fold);
            let part = details.first().copied().unwrap_or_default();
            let subpart = details.get(1).map(|second| format!("{part},{second}")).unwrap_or_default();
            let stop = &self.stop_words;
            if stop.parts_of_speech.contains(part) || stop.parts_of_speech.contains(&subpart) || stop.words.contains(&base) {
                continue;
            }
            words.push(Word { term: base, start, end });
        }
        words
    }

    /// The character pairs of a folded text. Latin words and numbers stay whole. The last character of a run stands alone once more, so
    /// that every character begins a term: that is how a query of one character finds its text.
    pub fn pairs(folded: &str) -> Vec<Word> {
        let mut pairs = Vec::with_capacity(folded.len() / 2);
        let mut run: Vec<(usize, char)> = Vec::new();
        let mut latin = false;
        for (at, c) in folded.char_indices() {
            let is_latin = c.is_ascii_alphanumeric();
            if !c.is_alphanumeric() && c != 'ー' || is_latin != latin {
                flush(folded, &mut run, latin, at, &mut pairs);
            }
            if c.is_alphanumeric() || c == 'ー' {
                latin = is_latin;
                run.push((at, c));
            }
        }
        flush(folded, &mut run, latin, folded.len(), &mut pairs);
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

/// Which of the two views of a text a tokenizer gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Words,
    Pairs,
}

/// tantivy's door to [`Analyser`].
#[derive(Clone)]
pub(super) struct AnalyserTokenizer {
    pub analyser: Analyser,
    pub view: View,
}

impl Tokenizer for AnalyserTokenizer {
    type TokenStream<'a> = WordStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream {
        let folded = fold(text);
        let words = match self.view {
            View::Words => self.analyser.words(&folded),
            View::Pairs => Analyser::pairs(&folded),
        };
        WordStream { words: words.into_iter(), token: Token::default(), next: 0 }
    }
}

/// The words of one text, for tantivy. Offsets are those of the folded text; nothing reads them back from the index.
pub(super) struct WordStream {
    words: std::vec::IntoIter<Word>,
    token: Token,
    next: usize,
}

impl TokenStream for WordStream {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token = Token { offset_from: word.start, offset_to: word.end, position: self.next, text: word.term, position_length: 1 };
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        Analyser::pairs(text).into_iter().map(|word| word.term).collect()
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
    fn the_long_mark_belongs_to_its_word() {
        assert_eq!(pairs("データ"), ["デー", "ータ", "タ"]);
    }

    #[test]
    fn signs_alone_give_nothing() {
        assert!(pairs("・、。 （）").is_empty());
    }
}
