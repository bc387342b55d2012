//! What is asked of an engine beside the words, and what it answers.

use std::sync::Arc;

use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::facets::Facets;
use super::highlighter::Highlighter;
use super::reason::Reason;
use crate::model::{Confidence, Filter, Record};
use crate::query::{MatchMode, Query};
use crate::text::amount::OKU;

/// In which order hits come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Sort {
    /// The best match first.
    #[default]
    Relevance,
    /// As the corpus has them: the newest period first, then as printed.
    Document,
    /// By the newest sure amount of money, the largest first; records without one last.
    Amount,
}

/// What is asked of an engine beside the words.
#[derive(Clone, Debug, Default)]
pub struct SearchOptions<'w> {
    /// Only records that this admits.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Synonyms that are not to be searched for, folded.
    pub off: &'w [String],
    /// Near words that are to be searched for as well, folded.
    pub on: &'w [String],
    /// At most how many hits.
    pub limit: usize,
}

impl SearchOptions<'_> {
    /// The best records, at most so many.
    pub fn best(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// The best of the records that a filter admits, at most so many.
    pub fn among(filter: Filter, limit: usize) -> Self {
        Self { filter, limit, ..Self::default() }
    }
}

/// One record that matched.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hit {
    /// The record's position in the corpus.
    pub position: usize,
    /// How well it matched; comparable within one answer only.
    pub score: f32,
}

/// The records that meet a clause.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// The best of them, in the order that was wished for; of equal ones the first in the corpus first.
    pub hits: Vec<Hit>,
    /// How many they are in all.
    pub total: usize,
    /// What all of them are.
    pub facets: Facets,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The query as understood.
    pub query: Query,
    /// All or any.
    pub mode: MatchMode,
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many records matched in all.
    pub total: usize,
    /// Counts over all matches.
    pub facets: Facets,
    /// Marks what matched.
    pub highlighter: Arc<Highlighter>,
    /// What may help where nothing was found.
    pub help: Help,
    /// Why a record matched, where that was asked: its position and the reasons, the strongest first.
    pub reasons: Option<(usize, Vec<Reason>)>,
}

/// What may help where nothing was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Help {
    /// Words of the corpus that are read nearly as what was typed.
    pub spellings: Vec<String>,
    /// The query without one of its parts: what is left out, and how many records there are then.
    pub without: Vec<(String, usize)>,
}

/// How an engine stands: what a reader should know of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EngineStatus {
    /// Whether words come from a dictionary; without one only character pairs are searched.
    pub words: bool,
    /// Why there is no dictionary although one is installed.
    pub dictionary_trouble: Option<String>,
    /// Why what was made ready is not kept for the next time.
    pub not_kept: Option<String>,
}

/// The newest sure amount of a record, in 億円: what [`Sort::Amount`] goes by. Of a programme it is what the documents say, else the newest budget
/// of its review sheet.
pub fn amount(record: &Record) -> Option<f64> {
    match record {
        Record::Programme(programme) => {
            let sure = programme.entries.iter().filter(|entry| entry.confidence != Some(Confidence::Low) && !entry.again());
            let newest = sure.clone().filter(|entry| entry.amount.is_some()).filter_map(|entry| entry.fiscal_year).max();
            let of_sheets = || {
                let years = programme.reviews.first()?.years.iter().filter(|year| !year.booked_elsewhere);
                // Yen of one programme are far below where a number loses its last digits.
                years.filter_map(|year| year.figures.initial).next().map(|yen| yen as f64 / OKU)
            };
            match newest {
                Some(newest) => Some(sure.filter(|entry| entry.fiscal_year == Some(newest)).filter_map(|entry| entry.amount).sum()),
                None => of_sheets(),
            }
        }
        Record::Project(project) => {
            let newest = project.budgets.iter().max_by_key(|budget| budget.fiscal_year)?;
            newest.total.or(newest.amed)
        }
        _ => None,
    }
}
