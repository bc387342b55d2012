//! The small files of the top-level folder `index/` that define how text is analysed and compared, compiled in: user dictionary, synonyms,
//! stop words.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Deserialize;

use super::Error;
use crate::text::fold::fold;

/// This field's words for the tokenizer: surface, part of speech, reading.
pub const USER_DICTIONARY: &str = include_str!("../../index/user_dictionary.csv");
const SYNONYMS: &str = include_str!("../../index/synonyms.toml");
const STOP_WORDS: &str = include_str!("../../index/stop_words.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStopWords {
    parts_of_speech: Vec<String>,
    words: Vec<String>,
}

/// Words and parts of speech that are left out of the words field.
#[derive(Clone, Debug, Default)]
pub struct StopWords {
    /// Parts of speech, such as `助詞` or `名詞,非自立`.
    pub parts_of_speech: HashSet<String>,
    /// Base forms, folded.
    pub words: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSynonyms {
    #[serde(default)]
    same: Vec<WordGroup>,
    #[serde(default)]
    related: Vec<WordGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordGroup {
    words: Vec<String>,
}

/// Words that mean the same, and related words.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    by_word: HashMap<String, usize>,
    /// Groups of related words: offered, never searched without being asked for.
    pub related: Vec<Vec<String>>,
}

impl Synonyms {
    /// Returns words related to `folded` that do not mean the same, folded.
    pub fn near(&self, folded: &str) -> Vec<String> {
        let groups = self.related.iter().map(|group| group.iter().map(|word| fold(word)).collect::<Vec<_>>());
        let of_word = groups.filter(|group| group.iter().any(|word| word == folded));
        of_word.flatten().filter(|word| word != folded).collect()
    }

    /// Returns the other words for `folded`, as written in `index/synonyms.toml`.
    pub fn of(&self, folded: &str) -> Vec<&str> {
        let Some(group) = self.by_word.get(folded).and_then(|group| self.groups.get(*group)) else { return Vec::new() };
        let japanese = !folded.is_ascii();
        group.iter().map(String::as_str).filter(|word| fold(word) != folded && !(japanese && is_gloss(word))).collect()
    }
}

/// Returns true for an English word in lower case. It leads to the Japanese one but not back, because the documents are Japanese.
fn is_gloss(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_lowercase()) && word.bytes().all(|b| b.is_ascii_lowercase() || b" ,-'".contains(&b))
}

/// Settings that determine what an index holds: a different hash of them means a different index.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct OfIndex<'s> {
    words: BTreeSet<&'s str>,
    parts_of_speech: BTreeSet<String>,
    stop_words: BTreeSet<String>,
}

/// Settings for analysing and comparing text.
#[derive(Clone, Debug)]
pub struct AnalysisSettings {
    /// Function words.
    pub stop_words: StopWords,
    /// Synonyms.
    pub synonyms: Synonyms,
}

impl AnalysisSettings {
    /// Returns the settings that determine what an index holds, regardless of anything else in their files.
    pub fn of_index(&self) -> OfIndex<'_> {
        let sorted = |words: &'_ HashSet<String>| words.iter().cloned().collect();
        OfIndex {
            words: USER_DICTIONARY.lines().map(str::trim).filter(|row| !row.is_empty()).collect(),
            parts_of_speech: sorted(&self.stop_words.parts_of_speech),
            stop_words: sorted(&self.stop_words.words),
        }
    }

    /// Reads the compiled-in files.
    ///
    /// # Errors
    /// Returns [`Error::Settings`] with the name of the file that does not parse.
    pub fn shipped() -> Result<Self, Error> {
        Self::read(STOP_WORDS, SYNONYMS)
    }

    fn read(stop_words: &str, synonyms: &str) -> Result<Self, Error> {
        let stop: RawStopWords = parse("stop_words.toml", stop_words)?;
        let synonyms: RawSynonyms = parse("synonyms.toml", synonyms)?;
        Ok(Self {
            stop_words: StopWords {
                parts_of_speech: stop.parts_of_speech.into_iter().collect(),
                words: stop.words.iter().map(|word| fold(word)).collect(),
            },
            synonyms: index_synonyms(synonyms)?,
        })
    }
}

fn index_synonyms(raw: RawSynonyms) -> Result<Synonyms, Error> {
    let mut by_word = HashMap::new();
    let groups: Vec<Vec<String>> = raw.same.into_iter().map(|group| group.words).collect();
    for (position, group) in groups.iter().enumerate() {
        for word in group {
            if let Some(other) = by_word.insert(fold(word), position)
                && other != position
            {
                return Err(Error::Settings { file: "synonyms.toml", reason: format!("{word} is in two [[same]] groups") });
            }
        }
    }
    Ok(Synonyms { groups, by_word, related: raw.related.into_iter().map(|group| group.words).collect() })
}

/// Reads a compiled-in file of `index/`.
///
/// # Errors
/// Returns [`Error::Settings`] with the name of the file and what is wrong with it.
pub fn parse<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| Error::Settings { file, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn shipped_settings_parse_and_synonyms_answer_both_ways() {
        let settings = AnalysisSettings::shipped().unwrap();
        assert!(settings.synonyms.of("amed").contains(&"日本医療研究開発機構"));
        assert!(settings.synonyms.of("日本医療研究開発機構").contains(&"AMED"));
        assert!(settings.synonyms.of("存在しない語").is_empty());
    }

    #[test]
    fn a_remark_or_another_order_is_no_other_index_and_another_word_is() {
        let of = |stop_words: &str| {
            let settings = AnalysisSettings::read(stop_words, SYNONYMS).unwrap();
            let of_index = settings.of_index();
            (of_index.parts_of_speech, of_index.stop_words)
        };
        let text = "parts_of_speech = [\"助詞\", \"記号\"]\nwords = [\"する\", \"ある\"]\n";
        let same = "# remark\nwords = [\"ある\", # more\n \"する\"]\n\nparts_of_speech = [\"記号\", \"助詞\"]\n";
        assert_eq!(of(text), of(same));
        assert_ne!(of(text), of(&text.replace("ある", "なる")));
        assert_ne!(of(text), of(&text.replace("記号", "名詞")));
    }

    #[test]
    fn user_dictionary_rows_are_folded_and_distinct() {
        let mut seen = HashSet::new();
        for row in USER_DICTIONARY.lines() {
            let fields: Vec<&str> = row.split(',').collect();
            assert_eq!(fields.len(), 3, "{row}");
            assert_eq!(fields[0], fold(fields[0]), "not folded: {row}");
            assert!(seen.insert(fields[0]), "twice: {row}");
        }
        assert!(seen.len() >= 300, "several hundred words of this field, not {}", seen.len());
    }
}
