//! Reasons why a record matched: in which way, where in the record and by what. They are shown to readers and printed as JSON, and scores
//! are grouped by them.

use std::fmt;

use serde::{Serialize, Serializer};

/// Form in which a term was taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum How {
    /// The term as it was typed.
    Typed,
    /// An exact run of characters.
    Phrase,
    /// Another word for the same thing.
    Synonym(String),
    /// A date in another spelling.
    Date(String),
    /// A word of which the term is the reading.
    Reading(String),
    /// Years or an amount: the condition, as a query writes it.
    Condition(String),
    /// The whole name of a record.
    Name,
    /// The beginning of a record's name.
    NameBegins,
}

/// Manner in which a term matched.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Manner {
    /// Form in which the term was taken.
    pub how: How,
    /// True if only some of its words matched.
    pub partly: bool,
}

impl From<How> for Manner {
    fn from(how: How) -> Self {
        Self { how, partly: false }
    }
}

impl fmt::Display for Manner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.how {
            How::Typed => f.write_str("typed"),
            How::Phrase => f.write_str("phrase"),
            How::Synonym(word) => write!(f, "synonym {word}"),
            How::Date(date) => write!(f, "date {date}"),
            How::Reading(word) => write!(f, "reading {word}"),
            How::Condition(condition) => f.write_str(condition),
            How::Name => f.write_str("name"),
            How::NameBegins => f.write_str("name begins"),
        }?;
        if self.partly { f.write_str(" (some of it)") } else { Ok(()) }
    }
}

impl Serialize for Manner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Part of a record in which something matched.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Within {
    /// The title.
    #[serde(rename = "title")]
    Title,
    /// The texts.
    #[serde(rename = "text")]
    Text,
    /// The title or the texts.
    #[serde(rename = "title or text")]
    TitleOrText,
    /// One of the names.
    #[serde(rename = "name")]
    Name,
    /// The record itself: what it is.
    #[serde(rename = "record")]
    Record,
}

/// Means by which something matched.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub enum By {
    /// Words of the dictionary.
    #[serde(rename = "words")]
    Words,
    /// Bigrams.
    #[serde(rename = "pairs")]
    Pairs,
    /// Words or bigrams.
    #[serde(rename = "words or pairs")]
    WordsOrPairs,
    /// Beginning of a word.
    #[serde(rename = "beginning")]
    Beginning,
    /// All of it.
    #[serde(rename = "whole")]
    Whole,
    /// Condition that the record meets.
    #[serde(rename = "condition")]
    Condition,
}

/// One way in which one term of a query matched a record.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Reason {
    /// Term as typed or, for a match by name, the spelling of the whole query that was looked for.
    pub term: String,
    /// Manner in which it matched.
    pub way: Manner,
    /// Part of the record in which it matched.
    pub field: Within,
    /// Means by which it matched.
    pub by: By,
    /// Weight of that part.
    pub weight: f32,
    /// Addition to the score, before the record's own factor.
    pub score: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_written_as_it_always_was() {
        let ways = [
            (How::Typed, "typed"),
            (How::Synonym("癌".to_owned()), "synonym 癌"),
            (How::Reading("感染症".to_owned()), "reading 感染症"),
            (How::NameBegins, "name begins"),
        ];
        for (how, written) in ways {
            assert_eq!(Manner::from(how.clone()).to_string(), written);
            assert_eq!(Manner { how, partly: true }.to_string(), format!("{written} (some of it)"));
        }
    }
}
