//! What an engine is asked: terms in the zones of a record, and how they go together. Plain values, so that one query is the same question
//! for every engine.

use crate::query::Condition;

/// A part of a record that is searched by itself, and by what: see [`super::Indexed`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Zone {
    /// Its names, each whole.
    Name,
    /// How its names begin.
    NamePrefix,
    /// How the title's Latin words begin, and its other characters one by one.
    TitlePrefix,
    /// The same of its texts.
    BodyPrefix,
    /// The title's words.
    TitleWords,
    /// The title's character pairs, with their places.
    TitleBigrams,
    /// The texts' words.
    BodyWords,
    /// The texts' character pairs, with their places.
    BodyBigrams,
}

impl Zone {
    /// Whether a term that a record has several times counts for more; where not, a term is there or it is not.
    pub fn counts_repeats(self) -> bool {
        matches!(self, Self::TitleWords | Self::TitleBigrams | Self::BodyWords | Self::BodyBigrams)
    }
}

/// Whether records are asked to meet a clause, and whether that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occur {
    /// They meet it, and it adds to their score.
    Must,
    /// If they meet it, it adds to their score.
    Should,
    /// They do not meet it.
    MustNot,
}

/// A question on records. A record that meets it has a score.
#[derive(Clone, PartialEq, Debug)]
pub enum Clause {
    /// No record.
    Nothing,
    /// Every record; each scores 1.
    Everything,
    /// A term in a zone; scored by BM25 (k1 1.2, b 0.75).
    Term(Zone, String),
    /// Terms at these places from each other; scored as one term that is as frequent as the run.
    Phrase(Zone, Vec<(usize, String)>),
    /// Any term of a zone that begins so; each record scores 1.
    Begins(Zone, String),
    /// What a record meets all of; each scores 1.
    Meets(Vec<Condition>),
    /// All of these; the scores are added.
    All(Vec<Clause>),
    /// Any of these; the scores are added.
    Any(Vec<Clause>),
    /// As each says; the scores are added.
    Mixed(Vec<(Occur, Clause)>),
    /// Any of these; the best score counts, and of the others this share.
    Best(Vec<Clause>, f32),
    /// The same with its score multiplied.
    Boost(Box<Clause>, f32),
    /// The same with this score.
    Constant(Box<Clause>, f32),
}

impl Clause {
    /// All of some clauses.
    pub fn all_of(mut clauses: Vec<Clause>) -> Self {
        match clauses.pop() {
            Some(only) if clauses.is_empty() => only,
            last => Self::All(clauses.into_iter().chain(last).collect()),
        }
    }

    /// Any of some clauses; nothing where there are none.
    pub fn any_of(mut clauses: Vec<Clause>) -> Self {
        match clauses.pop() {
            None => Self::Nothing,
            Some(only) if clauses.is_empty() => only,
            last => Self::Any(clauses.into_iter().chain(last).collect()),
        }
    }

    /// Any of clauses that are asked for no score: plain terms are joined first, which an index does faster than anything else.
    pub fn any_of_sets(clauses: Vec<Clause>) -> Self {
        let (terms, mut others): (Vec<_>, Vec<_>) = clauses.into_iter().partition(|clause| matches!(clause, Self::Term(..)));
        if !terms.is_empty() {
            others.push(Self::any_of(terms));
        }
        Self::any_of(others)
    }

    /// The same with this score.
    #[must_use]
    pub fn constant(self, score: f32) -> Self {
        Self::Constant(Box::new(self), score)
    }

    /// The same with its score multiplied.
    #[must_use]
    pub fn boost(self, weight: f32) -> Self {
        Self::Boost(Box::new(self), weight)
    }
}
