//! Options of a search besides its words, and the answer.

use std::sync::Arc;

use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::facets::Facets;
use super::highlighter::Highlighter;
use super::reason::Reason;
use crate::model::{Confidence, Filter, Record};
use crate::query::{MatchMode, Query};
use crate::text::amount::OKU;

/// Order of hits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Order of the corpus: the newest period first, then as printed.
    Document,
    /// Newest sure amount of money, largest first; records without one last.
    Amount,
}

/// Options of a search besides its words.
#[derive(Clone, Debug, Default)]
pub struct SearchOptions<'w> {
    /// Filter that the records must pass.
    pub filter: Filter,
    /// Order of the hits.
    pub sort: Sort,
    /// Synonyms that are not searched for, folded.
    pub off: &'w [String],
    /// Related words that are searched for as well, folded.
    pub on: &'w [String],
    /// Maximum number of hits.
    pub limit: usize,
}

impl SearchOptions<'_> {
    /// Returns the options for the best records, at most `limit`.
    pub fn best(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Returns the options for the best of the records that a filter admits, at most `limit`.
    pub fn among(filter: Filter, limit: usize) -> Self {
        Self { filter, limit, ..Self::default() }
    }
}

/// Record that matched.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hit {
    /// Position of the record in the corpus.
    pub position: usize,
    /// Score of the match; comparable within one answer only.
    pub score: f32,
}

/// Records that meet a clause.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// Best of them, in the order that was asked for; of equal ones, the first in the corpus comes first.
    pub hits: Vec<Hit>,
    /// Number of all of them.
    pub total: usize,
    /// Counts over all of them.
    pub facets: Facets,
}

/// Result of a search.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Query as it was understood.
    pub query: Query,
    /// Match mode: all words, or any.
    pub mode: MatchMode,
    /// Best hits, best first.
    pub hits: Vec<Hit>,
    /// Number of all records that matched.
    pub total: usize,
    /// Counts over all matches.
    pub facets: Facets,
    /// Highlighter of what matched.
    pub highlighter: Arc<Highlighter>,
    /// Help if nothing was found.
    pub help: Help,
    /// Reasons why a record matched, if that was asked for: its position and the reasons, strongest first.
    pub reasons: Option<(usize, Vec<Reason>)>,
}

/// Help if nothing was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Help {
    /// Words of the corpus whose reading is close to what was typed.
    pub spellings: Vec<String>,
    /// Query without one of its parts: the part that is left out, and the number of records that are then found.
    pub without: Vec<(String, usize)>,
}

/// State of an engine, as far as a reader should know it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EngineStatus {
    /// True if words come from a dictionary; without one only bigrams are searched.
    pub words: bool,
    /// Reason why there is no dictionary although one is installed.
    pub dictionary_trouble: Option<String>,
    /// Reason why what was prepared is not kept for the next time.
    pub not_kept: Option<String>,
    /// Remark that what is searched was cut by another analyser than the query is.
    pub other_analyser: Option<String>,
}

/// Returns the newest sure amount of a record, in 億円, by which [`Sort::Amount`] sorts. For a programme it is what the documents say, else
/// the newest budget of its review sheet.
pub fn amount(record: &Record) -> Option<f64> {
    match record {
        Record::Programme(programme) => {
            let sure = programme.entries.iter().filter(|entry| entry.confidence != Some(Confidence::Low) && !entry.again());
            let newest = sure.clone().filter(|entry| entry.amount.is_some()).filter_map(|entry| entry.fiscal_year).max();
            let of_sheets = || {
                let years = programme.reviews.first()?.years.iter().filter(|year| !year.booked_elsewhere);
                // Yen of one programme are far below the size at which a float loses its last digits.
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
