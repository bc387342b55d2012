//! Why a record matched: in which way, where in the record and by what. Shown to readers and printed as JSON; scores are grouped by it.

use std::fmt;

use serde::{Serialize, Serializer};

/// How a term was taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum How {
    /// As it was typed.
    Typed,
    /// As an exact run of characters.
    Phrase,
    /// As another word for the same.
    Synonym(String),
    /// As a date in another spelling.
    Date(String),
    /// As the reading of a word.
    Reading(String),
    /// As years or an amount: the condition, as a query writes it.
    Condition(String),
    /// As the whole name of a record.
    Name,
    /// As the beginning of a record's name.
    NameBegins,
}

/// How a term matched.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Manner {
    /// How it was taken.
    pub how: How,
    /// Whether only some of its words matched.
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

/// Where in a record something matched.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Within {
    /// In its title.
    #[serde(rename = "title")]
    Title,
    /// In its texts.
    #[serde(rename = "text")]
    Text,
    /// In either.
    #[serde(rename = "title or text")]
    TitleOrText,
    /// In one of its names.
    #[serde(rename = "name")]
    Name,
    /// In what it is.
    #[serde(rename = "record")]
    Record,
}

/// By what something matched.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub enum By {
    /// By words of the dictionary.
    #[serde(rename = "words")]
    Words,
    /// By pairs of characters.
    #[serde(rename = "pairs")]
    Pairs,
    /// By either.
    #[serde(rename = "words or pairs")]
    WordsOrPairs,
    /// By the beginning of a word.
    #[serde(rename = "beginning")]
    Beginning,
    /// By all of it.
    #[serde(rename = "whole")]
    Whole,
    /// By a condition that the record meets.
    #[serde(rename = "condition")]
    Condition,
}

/// One way in which one term of a query matched a record.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Reason {
    /// The term as typed; empty for conditions.
    pub term: String,
    /// How it matched.
    pub way: Manner,
    /// Where in the record.
    pub field: Within,
    /// By what.
    pub by: By,
    /// The weight of that field.
    pub weight: f32,
    /// What it adds to the score before the record's own factor.
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
