//! Weights of each way of matching, and of each kind of record: `index/weights.toml`, compiled in.

use std::collections::HashMap;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Deserialize;

use crate::analysis::{self, settings};
use crate::model::{Category, Corpus, DocumentKind, Kind, Named, Record};

const WEIGHTS: &str = include_str!("../../index/weights.toml");

/// Weight of each kind of match.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Weight of a word in the title.
    pub title_words: f32,
    /// Weight of a bigram in the title.
    pub title_bigrams: f32,
    /// Weight of a word in the texts.
    pub body_words: f32,
    /// Weight of a bigram in the texts.
    pub body_bigrams: f32,
    /// Weight of a whole query that is the title, an alias, a code or the number.
    pub exact_title: f32,
    /// Weight of a whole query with which the title, an alias or a code begins.
    pub begun_title: f32,
    /// Weight of a synonym, as a share of that of the word itself.
    pub synonym: f32,
    /// Weight of a word found by its whole reading, as a share of that of the word itself.
    pub reading: f32,
    /// Weight of a word whose reading is only half typed: the same for all such words, and more if it is in the title.
    pub begun_reading: f32,
    pub begun_reading_in_title: f32,
    /// Weight of a record's having the year or amount that was typed.
    pub figure: f32,
    /// Share that a term's other ways of matching add to its best one.
    pub other_ways: f32,
    /// Factors on the whole score, by kind of record.
    pub kinds: HashMap<String, f32>,
    /// Further factors, by category of indicator.
    pub categories: HashMap<String, f32>,
    /// Further factors, by kind of document (plan, slides, request, review) that a record belongs to.
    pub document_kinds: HashMap<String, f32>,
    /// Weight of a match in the title in a sentence, as a share of what it counts for a word.
    pub title_in_sentences: f32,
}

impl Weights {
    /// Returns the weights that are compiled in.
    ///
    /// # Errors
    /// If the file does not parse.
    pub fn shipped() -> Result<Self, analysis::Error> {
        settings::parse("weights.toml", WEIGHTS)
    }

    /// Returns the factors on records' scores; 1 where nothing is set.
    pub fn factors(&self) -> Factors {
        let of = |factors: &HashMap<String, f32>, name: &str| factors.get(name).copied().unwrap_or(1.0);
        Factors {
            kinds: std::array::from_fn(|at| Kind::all().get(at).map_or(1.0, |kind| of(&self.kinds, kind.name()))),
            categories: std::array::from_fn(|at| Category::all().get(at).map_or(1.0, |category| of(&self.categories, category.name()))),
            document_kinds: ["plan", "slides", "request", "review"].map(|kind| of(&self.document_kinds, kind)),
        }
    }
}

/// Properties besides its words on which a record's rank depends, as bytes: its kind, its category of indicator and the kind of its
/// document, each as its place from 1, or 0 if it has none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, BorshSerialize, BorshDeserialize)]
pub struct Rank([u8; 3]);

impl Rank {
    /// Returns the rank of a record.
    pub fn of(corpus: &Corpus, record: &Record) -> Self {
        let place = |place: Option<usize>| place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(0);
        let category = match record {
            Record::Kpi(kpi) => Some(kpi.category.place()),
            _ => None,
        };
        let document = record.document().and_then(|id| corpus.document(id.as_str())).map(|document| match document.document_kind {
            DocumentKind::Plan => 0,
            DocumentKind::Slides => 1,
            DocumentKind::Request => 2,
            DocumentKind::Review => 3,
        });
        Self([place(Some(record.kind().place())), place(category), place(document)])
    }

    /// Returns the record's kind.
    pub fn kind(self) -> Option<Kind> {
        Kind::all().get(usize::from(self.0[0]).checked_sub(1)?).copied()
    }
}

/// Factors on records' scores.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    kinds: [f32; Kind::COUNT],
    categories: [f32; Category::COUNT],
    document_kinds: [f32; 4],
}

impl Factors {
    /// Returns the factor on the score of a record with this rank.
    pub fn of(&self, rank: Rank) -> f32 {
        let of = |factors: &[f32], place: u8| usize::from(place).checked_sub(1).and_then(|at| factors.get(at)).copied().unwrap_or(1.0);
        let [kind, category, document] = rank.0;
        of(&self.kinds, kind) * of(&self.categories, category) * of(&self.document_kinds, document)
    }
}
