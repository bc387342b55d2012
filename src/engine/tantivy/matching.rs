//! Records that meet conditions, as a query of the index: tested one by one as they are reached, so that a query's memory does not grow
//! with the corpus.

use std::fmt;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::rows::RecordStore;
use super::schema::Positions;
use crate::query::Condition;

/// Index query for the records that meet conditions. Every match scores 1.
#[derive(Clone)]
pub(super) struct ConditionQuery {
    pub rows: Arc<RecordStore>,
    pub conditions: Arc<Vec<Condition>>,
}

impl fmt::Debug for ConditionQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Where({:?})", self.conditions)
    }
}

impl Query for ConditionQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ConditionQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut matches = Matches { test: self.clone(), positions: self.rows.of(reader), doc: 0, end: reader.max_doc(), boost };
        matches.doc = matches.from(0);
        Ok(Box::new(matches))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let positions = self.rows.of(reader);
        let met = self.met(&positions, doc);
        Ok(Explanation::new("conditions", if met { 1.0 } else { 0.0 }))
    }
}

impl ConditionQuery {
    fn met(&self, positions: &Positions, doc: DocId) -> bool {
        positions.record(doc).is_some_and(|position| self.rows.admits(position, &self.conditions))
    }
}

/// Iterator over the documents that meet the conditions.
struct Matches {
    test: ConditionQuery,
    positions: Positions,
    doc: DocId,
    end: DocId,
    boost: Score,
}

impl Matches {
    /// Returns the first document from `doc` on that meets the conditions.
    fn from(&self, doc: DocId) -> DocId {
        (doc..self.end).find(|doc| self.test.met(&self.positions, *doc)).unwrap_or(TERMINATED)
    }
}

impl DocSet for Matches {
    fn advance(&mut self) -> DocId {
        self.doc = if self.doc == TERMINATED { TERMINATED } else { self.from(self.doc + 1) };
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}

impl Scorer for Matches {
    fn score(&mut self) -> Score {
        self.boost
    }
}
