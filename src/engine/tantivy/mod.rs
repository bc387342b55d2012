//! Engine on the reader's own disk: a tantivy index, kept as a cache.
//!
//! `schema` and `builder` write the index (`terms` is how words get into it), `rows` is what is kept beside it of each record, `store`
//! keeps both in a folder named by a fingerprint. `translate` makes queries of clauses (`matching`: the records that meet conditions),
//! `collect` takes the matches on all cores, `counting` counts them.

mod builder;
mod collect;
mod counting;
mod mapped;
mod matching;
mod rows;
mod schema;
mod store;
mod terms;
mod translate;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use tantivy::collector::TopDocs;
use tantivy::query::EnableScoring;
use tantivy::{DocId, Score, SegmentReader};

use super::answer::{EngineStatus, Found, Hit, SearchOptions, Sort, amount};
use super::clause::Clause;
use super::search::{Engine, bare};
use super::weights::{Factors, Weights};
use super::{Error, Supply};
use crate::query::{Lexicon, MatchMode};
use collect::collect;
use counting::Count;
use rows::RecordStore;
use schema::Fields;
use translate::Translator;

pub use mapped::mapped;
pub use store::{Fingerprint, IndexSource, IndexStatus, Opened, Store};

/// Failure of the index itself.
#[derive(Debug, thiserror::Error)]
#[error("the index failed: {0}; `shirube index rebuild` rebuilds it")]
struct IndexFailed(#[from] tantivy::TantivyError);

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::failed(IndexFailed(error))
    }
}

/// Opens the index of a corpus, building it first if it is missing, stale or damaged.
///
/// # Errors
/// As for [`Store::open`].
pub fn open(supply: &Supply, report: &mut dyn FnMut(f64), stop: Arc<AtomicBool>) -> Result<Arc<dyn Engine>, Error> {
    Ok(Arc::new(Store::new(supply)?.stopped_by(stop).open(report)?.engine))
}

/// Engine that searches one index over one corpus. Clones share both.
#[derive(Clone)]
pub struct TantivyEngine {
    lexicon: Lexicon,
    weights: Weights,
    /// Factors on records' scores.
    factors: Factors,
    reader: tantivy::IndexReader,
    fields: Fields,
    rows: Arc<RecordStore>,
    status: EngineStatus,
}

impl TantivyEngine {
    /// Returns the same engine with other weights, for tuning them.
    #[must_use]
    pub fn with_weights(&self, weights: Weights) -> Self {
        Self { factors: weights.factors(), weights, ..self.clone() }
    }

    fn query(&self, searcher: &tantivy::Searcher, clause: &Clause) -> tantivy::Result<Box<dyn tantivy::query::Query>> {
        Translator { searcher, fields: self.fields, rows: &self.rows }.query(clause)
    }

    /// Measures how long the index alone takes for a query: the same clauses, with nothing read or explained.
    ///
    /// # Errors
    /// If the index cannot be read.
    #[doc(hidden)]
    pub fn time_bare(&self, typed: &str, options: &SearchOptions, mode: MatchMode) -> Result<Duration, Error> {
        let Some(clause) = bare(self, typed, options, mode) else { return Ok(Duration::ZERO) };
        let searcher = self.reader.searcher();
        let query = self.query(&searcher, &clause)?;
        let begun = Instant::now();
        searcher.search(&query, &(TopDocs::with_limit(options.limit.max(1)).order_by_score(), tantivy::collector::Count))?;
        Ok(begun.elapsed())
    }
}

impl Engine for TantivyEngine {
    fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn weights(&self) -> &Weights {
        &self.weights
    }

    fn find(&self, clause: &Clause, sort: Sort, limit: usize) -> Result<Found, Error> {
        let factors: Arc<[f32]> = self.rows.classes.iter().map(|class| self.factors.of(class.rank)).collect();
        let (all_rows, corpus) = (Arc::clone(&self.rows), Arc::clone(&self.lexicon.corpus));
        let weigh = move |segment: &SegmentReader| {
            let positions = all_rows.of(segment);
            let (rows, corpus, factors) = (Arc::clone(&all_rows), Arc::clone(&corpus), Arc::clone(&factors));
            move |doc: DocId, score: Score| {
                let position = positions.record(doc);
                match sort {
                    Sort::Relevance => {
                        let factor = position.and_then(|position| factors.get(rows.class(position)?));
                        score * factor.copied().unwrap_or(1.0)
                    }
                    Sort::Document => -(position.unwrap_or(usize::MAX) as f32),
                    Sort::Amount => position.and_then(|position| corpus.at(position)).and_then(amount).map_or(-1.0, |amount| amount as f32),
                }
            }
        };
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(limit.max(1)).tweak_score(weigh);
        let query = self.query(&searcher, clause)?;
        let (found, (total, facets)) = collect(&searcher, &*query, &(top, Count(Arc::clone(&self.rows))))?;
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found.into_iter().take(limit) {
            let positions = self.rows.of(searcher.segment_reader(address.segment_ord));
            if let Some(position) = positions.record(address.doc_id) {
                hits.push(Hit { position, score });
            }
        }
        // Of equal scores the order of the corpus decides, wherever in the index the hits are.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.position.cmp(&b.position)));
        Ok(Found { hits, total, facets })
    }

    fn count(&self, clause: &Clause) -> Result<usize, Error> {
        let searcher = self.reader.searcher();
        Ok(searcher.search(&self.query(&searcher, clause)?, &tantivy::collector::Count)?)
    }

    fn score(&self, clause: &Clause, position: usize) -> Result<Option<f32>, Error> {
        let searcher = self.reader.searcher();
        let weight = self.query(&searcher, clause)?.weight(EnableScoring::enabled_from_searcher(&searcher))?;
        for segment in searcher.segment_readers() {
            let positions = self.rows.of(segment);
            // The index is in the order of the corpus: the record is at or near its position.
            let guess = u32::try_from(position).unwrap_or(0);
            let here = |doc: DocId| positions.record(doc) == Some(position);
            let Some(doc) = std::iter::once(guess).chain(0..segment.max_doc()).find(|doc| *doc < segment.max_doc() && here(*doc)) else {
                continue;
            };
            let mut scorer = weight.scorer(segment, 1.0)?;
            if scorer.doc() == doc || (scorer.doc() < doc && scorer.seek(doc) == doc) {
                return Ok(Some(scorer.score()));
            }
        }
        Ok(None)
    }

    fn status(&self) -> EngineStatus {
        self.status.clone()
    }
}
