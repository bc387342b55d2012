//! Clauses, what an engine is asked: terms in the zones of a record, and how they combine. They are plain values, so that one query is the
//! same question for every engine.

use crate::query::Condition;

/// Part of a record that is searched by itself, and the terms by which it is searched; see [`super::Indexed`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Zone {
    /// Names, each whole.
    Name,
    /// Prefixes of the names.
    NamePrefix,
    /// Prefixes of the title's Latin words, and its other characters one by one.
    TitlePrefix,
    /// Prefixes of the texts' Latin words, and their other characters one by one.
    BodyPrefix,
    /// Words of the title.
    TitleWords,
    /// Bigrams of the title, with their positions.
    TitleBigrams,
    /// Words of the texts.
    BodyWords,
    /// Bigrams of the texts, with their positions.
    BodyBigrams,
}

impl Zone {
    /// Returns true if a term counts for more when a record has it several times; otherwise it is only there or not.
    pub fn counts_repeats(self) -> bool {
        matches!(self, Self::TitleWords | Self::TitleBigrams | Self::BodyWords | Self::BodyBigrams)
    }
}

/// Requirement on a clause: whether records have to meet it, and whether that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occur {
    /// Records meet it, and it adds to their score.
    Must,
    /// Records that meet it have it added to their score.
    Should,
    /// Records do not meet it.
    MustNot,
}

/// Question about records. A record that meets it has a score.
#[derive(Clone, PartialEq, Debug)]
pub enum Clause {
    /// No record.
    Nothing,
    /// Every record; each scores 1.
    Everything,
    /// Term in a zone; scored by BM25 (k1 1.2, b 0.75).
    Term(Zone, String),
    /// Terms at these relative positions; scored as one term that is as frequent as the run.
    Phrase(Zone, Vec<(usize, String)>),
    /// Any term of a zone with this prefix; each record scores 1.
    Begins(Zone, String),
    /// Conditions, all of which a record meets; each record scores 1.
    Meets(Vec<Condition>),
    /// All of these; the scores are added.
    All(Vec<Clause>),
    /// Any of these; the scores are added.
    Any(Vec<Clause>),
    /// Each of these as its [`Occur`] says; the scores are added.
    Mixed(Vec<(Occur, Clause)>),
    /// Any of these; the best score counts, plus this share of the others.
    Best(Vec<Clause>, f32),
    /// Clause with its score multiplied.
    Boost(Box<Clause>, f32),
    /// Clause with this score.
    Constant(Box<Clause>, f32),
}

impl Clause {
    /// Combines clauses that must all be met.
    pub fn all_of(mut clauses: Vec<Clause>) -> Self {
        match clauses.pop() {
            Some(only) if clauses.is_empty() => only,
            last => Self::All(clauses.into_iter().chain(last).collect()),
        }
    }

    /// Combines clauses of which any may be met; [`Clause::Nothing`] if there are none.
    pub fn any_of(mut clauses: Vec<Clause>) -> Self {
        match clauses.pop() {
            None => Self::Nothing,
            Some(only) if clauses.is_empty() => only,
            last => Self::Any(clauses.into_iter().chain(last).collect()),
        }
    }

    /// Combines clauses of which any may be met and whose score is not needed: plain terms are joined first, which an index does faster
    /// than anything else.
    pub fn any_of_sets(clauses: Vec<Clause>) -> Self {
        let (terms, mut others): (Vec<_>, Vec<_>) = clauses.into_iter().partition(|clause| matches!(clause, Self::Term(..)));
        if !terms.is_empty() {
            others.push(Self::any_of(terms));
        }
        Self::any_of(others)
    }

    /// Returns the clause with this score.
    #[must_use]
    pub fn constant(self, score: f32) -> Self {
        Self::Constant(Box::new(self), score)
    }

    /// Returns the clause with its score multiplied.
    #[must_use]
    pub fn boost(self, weight: f32) -> Self {
        Self::Boost(Box::new(self), weight)
    }
}
