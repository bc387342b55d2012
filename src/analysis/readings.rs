//! The words of the corpus by their readings, which kana and romaji find. They are collected while the index is built and kept beside it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use crate::files::folder::{FolderError, write_whole};
use crate::text::kana::{self, TypedReading};

/// File beside the index.
const FILE: &str = "readings.tsv";
/// Maximum number of words taken for a reading that is only begun; the shortest come first.
const MOST_BEGUN: usize = 24;
/// Maximum number of ways that are tried to read a reading as several words.
const MOST_COMPOUNDS: usize = 24;
/// Length in letters beyond which a reading is not taken apart.
const LONGEST: usize = 80;
/// Maximum share of their letters by which two readings may differ and still be near.
const NEAR: f64 = 0.34;

/// For each word, the position of the first record that has it, and its reading there in kana.
pub type Met = HashMap<String, (usize, String)>;

/// Words by reading: one line each, key and word separated by a tab, in sorted order. Searched in this form, without parsing.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    text: String,
}

/// A word that a reading may mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadingCandidate {
    /// The word as it is written, folded.
    pub word: String,
    /// True if the reading is the word's whole reading, false if it is only the beginning.
    pub whole: bool,
    /// True if it is put together from several words, in which case it may not occur in the corpus.
    pub joined: bool,
}

impl Readings {
    /// Creates the readings from the words met, in one pass or in several that each took some of the records. A word keeps the reading of
    /// the first record that has it.
    pub fn new(met: impl IntoIterator<Item = Met>) -> Self {
        let mut first = Met::new();
        for (word, (position, reading)) in met.into_iter().flatten() {
            match first.get_mut(&word) {
                Some(known) if known.0 <= position => {}
                Some(known) => *known = (position, reading),
                None => drop(first.insert(word, (position, reading))),
            }
        }
        Self::of_lines(first.iter().filter_map(|(word, (_, reading))| Some(format!("{}\t{word}\n", kana::of_kana(reading)?))).collect())
    }

    fn of_lines(mut lines: Vec<String>) -> Self {
        // A tab sorts before every character of a key, so lines in order are keys in order.
        lines.sort_unstable();
        lines.dedup();
        Self { text: lines.concat() }
    }

    /// Returns the readings as a text, one line each, for [`Readings::of_text`].
    pub fn as_text(&self) -> &str {
        &self.text
    }

    /// Returns the readings of a text that [`Readings::as_text`] gave, whatever has happened to the order of its lines.
    pub fn of_text(text: &str) -> Self {
        Self::of_lines(text.lines().filter(|line| line.contains('\t')).map(|line| format!("{line}\n")).collect())
    }

    /// Iterates over keys and words from an offset in the text.
    fn words_from(&self, at: usize) -> impl Iterator<Item = (&str, &str)> {
        self.text.get(at..).unwrap_or_default().lines().filter_map(|line| line.split_once('\t'))
    }

    /// Returns these readings together with others.
    pub fn and(&self, others: &Self) -> Self {
        let lines = [self, others].into_iter().flat_map(|readings| readings.text.split_inclusive('\n'));
        Self::of_lines(lines.map(str::to_owned).collect())
    }

    /// Writes the file into an index folder.
    pub fn write(&self, folder: &Path) -> Result<(), FolderError> {
        write_whole(&folder.join(FILE), self.text.as_bytes())
    }

    /// Reads the file of an index folder; the manifest has already proved that it is intact.
    pub fn read(folder: &Path) -> Result<Self, FolderError> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).map_err(FolderError::of("read", &path))?;
        Ok(Self { text })
    }

    /// Returns the words whose whole reading is `key`.
    fn exactly<'r>(&'r self, key: &'r str) -> impl Iterator<Item = &'r str> {
        self.beginning(key).take_while(move |(known, _)| *known == key).map(|(_, word)| word)
    }

    /// Returns the words whose reading begins with `key`, in the order of their keys.
    fn beginning<'r>(&'r self, key: &'r str) -> impl Iterator<Item = (&'r str, &'r str)> {
        let (mut low, mut high) = (0, self.text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = self.text.as_bytes().get(low..middle).unwrap_or_default();
            let line = before.iter().rposition(|byte| *byte == b'\n').map_or(low, |end| low + end + 1);
            match self.words_from(line).next() {
                Some((known, word)) if known < key => low = line + known.len() + 1 + word.len() + 1,
                _ => high = line,
            }
        }
        self.words_from(low).take_while(move |(known, _)| known.starts_with(key))
    }

    /// Returns what a reading may mean: words with that reading, words whose reading begins with it, or, if there are none, several words
    /// in a row.
    pub fn meanings(&self, reading: &TypedReading) -> Vec<ReadingCandidate> {
        let key = reading.key.as_str();
        let mut meanings: Vec<ReadingCandidate> =
            self.exactly(key).map(|word| ReadingCandidate { word: word.to_owned(), whole: true, joined: false }).collect();
        if reading.open {
            let mut begun: Vec<(&str, &str)> = self.beginning(key).filter(|(known, _)| *known != key).collect();
            begun.sort_by_key(|(known, word)| (known.len(), word.len()));
            meanings.extend(begun.into_iter().take(MOST_BEGUN).map(|(_, word)| ReadingCandidate {
                word: word.to_owned(),
                whole: false,
                joined: false,
            }));
        }
        if meanings.is_empty() && key.len() <= LONGEST {
            meanings = self.compounds(key);
        }
        meanings
    }

    /// Returns the ways to read `key` as several words in a row, fewest words first; the last word may be only begun.
    fn compounds(&self, key: &str) -> Vec<ReadingCandidate> {
        // For every position in the key, the shortest chains of words that end there.
        let mut chains: Vec<Vec<(usize, String)>> = vec![Vec::new(); key.len() + 1];
        chains[0].push((0, String::new()));
        let mut found: Vec<(usize, ReadingCandidate)> = Vec::new();
        for at in 0..key.len() {
            if chains[at].is_empty() {
                continue;
            }
            chains[at].sort_by_key(|(count, text)| (*count, text.len()));
            chains[at].truncate(MOST_COMPOUNDS);
            let here = chains[at].clone();
            // At the seam a long vowel may have swallowed the next word's first letter: iryo|unei -> iryonei.
            let last = key[..at].chars().next_back();
            let swallowed: &[&str] = match last {
                Some('o') => &["", "o", "u"],
                Some('a') => &["", "a"],
                Some('i') => &["", "i"],
                Some('u') => &["", "u"],
                Some('e') => &["", "e"],
                Some('n') => &["", "n"],
                _ => &[""],
            };
            for lost in swallowed {
                for end in at + 1..=key.len() {
                    let part = format!("{lost}{}", &key[at..end]);
                    let words: Vec<String> = self.exactly(&part).take(4).map(str::to_owned).collect();
                    for word in words {
                        for (count, text) in &here {
                            chains[end].push((count + 1, format!("{text}{word}")));
                        }
                    }
                }
                let rest = format!("{lost}{}", &key[at..]);
                if at > 0 && rest.len() >= 2 {
                    let mut begun: Vec<(&str, &str)> = self.beginning(&rest).filter(|(known, _)| *known != rest).collect();
                    begun.sort_by_key(|(known, word)| (known.len(), word.len()));
                    for (_, word) in begun.into_iter().take(4) {
                        for (count, text) in &here {
                            found.push((count + 1, ReadingCandidate { word: format!("{text}{word}"), whole: false, joined: true }));
                        }
                    }
                }
            }
        }
        found.extend(
            chains[key.len()].iter().map(|(count, text)| (*count, ReadingCandidate { word: text.clone(), whole: true, joined: true })),
        );
        found.sort_by_key(|(count, meaning)| (*count, !meaning.whole, meaning.word.len()));
        let mut seen = HashSet::new();
        found.retain(|(_, meaning)| seen.insert(meaning.word.clone()));
        found.into_iter().map(|(_, meaning)| meaning).take(MOST_COMPOUNDS).collect()
    }

    /// Returns words whose readings are near `key`, nearest first: what may have been meant.
    pub fn near(&self, key: &str, count: usize) -> Vec<String> {
        if key.len() < 3 || key.len() > LONGEST {
            return Vec::new();
        }
        let mut near: Vec<(f64, &str)> = self
            .words_from(0)
            .filter(|(known, _)| known.len().abs_diff(key.len()) * 3 <= key.len() && *known != key)
            .map(|(known, word)| (1.0 - strsim::normalized_damerau_levenshtein(known, key), word))
            .filter(|(distance, _)| *distance <= NEAR)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.len().cmp(&b.1.len())));
        near.into_iter().map(|(_, word)| word.to_owned()).take(count).collect()
    }
}

/// Returns the reading that a folded text writes in kana or romaji.
pub fn typed(folded: &str) -> Option<TypedReading> {
    if let Some(key) = kana::of_kana(folded) {
        return Some(TypedReading { key, open: true });
    }
    // An input method shows an unfinished syllable as a letter: のうしんけいk.
    let begun = folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    match (kana::of_kana(begun), kana::of_romaji(&folded[begun.len()..])) {
        (Some(key), Some(letters)) => Some(TypedReading { key: format!("{key}{}", letters.key), open: true }),
        _ => kana::of_romaji(folded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings() -> Readings {
        let words = [
            ("感染症", "カンセンショウ"),
            ("感染", "カンセン"),
            ("幹線", "カンセン"),
            ("臨床", "リンショウ"),
            ("研究", "ケンキュウ"),
            ("医療", "イリョウ"),
            ("運営", "ウンエイ"),
            ("プロジェクト", "プロジェクト"),
        ];
        Readings::new([words.iter().map(|(word, reading)| ((*word).to_owned(), (0, (*reading).to_owned()))).collect()])
    }

    fn words(text: &str) -> Vec<String> {
        typed(text).map(|reading| readings().meanings(&reading)).unwrap_or_default().into_iter().map(|meaning| meaning.word).collect()
    }

    #[test]
    fn a_reading_means_its_words_and_those_that_begin_with_it() {
        assert_eq!(words("かんせんしょう"), ["感染症"]);
        assert_eq!(words("kansen"), ["幹線", "感染", "感染症"]);
        assert_eq!(words("kans"), ["幹線", "感染", "感染症"]);
    }

    #[test]
    fn a_longer_reading_is_several_words_in_a_row() {
        assert_eq!(words("rinshoukenkyuu"), ["臨床研究"]);
        assert_eq!(words("りんしょうけん"), ["臨床研究"]);
        assert_eq!(words("かんせんsh"), ["感染症"], "with a letter that the input method has not taken yet");
        assert_eq!(words("かんせんしょうプロジェクト"), ["感染症プロジェクト"]);
        assert_eq!(words("iryouunei"), ["医療運営"], "the long vowel swallows the seam");
    }

    #[test]
    fn every_word_is_found_by_its_reading_and_its_beginnings() {
        let readings = readings();
        let all: Vec<(&str, &str)> = readings.words_from(0).collect();
        assert_eq!(all.len(), 8);
        for (key, word) in &all {
            assert!(readings.exactly(key).any(|found| found == *word), "{key}");
            for end in 1..=key.len() {
                let expected: Vec<(&str, &str)> = all.iter().filter(|(known, _)| known.starts_with(&key[..end])).copied().collect();
                assert_eq!(readings.beginning(&key[..end]).collect::<Vec<_>>(), expected, "{}", &key[..end]);
            }
        }
        assert_eq!(readings.beginning("").count(), all.len());
        assert!(["zzz", "aaa", "kansenz"].iter().all(|key| readings.beginning(key).next().is_none()));
        assert_eq!(readings.and(&readings).text, readings.text);
    }

    #[test]
    fn a_word_is_read_as_where_it_stands_first_whoever_met_it() {
        let met = |position, reading: &str| Met::from([("日".to_owned(), (position, reading.to_owned()))]);
        let first = Readings::new([met(3, "ヒ")]);
        assert_eq!(Readings::new([met(3, "ヒ"), met(7, "ニチ")]).text, first.text);
        assert_eq!(Readings::new([met(7, "ニチ"), met(3, "ヒ")]).text, first.text);
    }

    #[test]
    fn what_is_near_is_offered() {
        let key = typed("kansensou").map(|reading| reading.key).unwrap_or_default();
        assert_eq!(readings().near(&key, 1), ["感染症"]);
    }
}
