//! Counts of every match by what it is, made while matching: nothing grows with the number of matches.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::rows::{Counted, RecordStore};
use super::schema::Positions;
use crate::engine::Facets;

/// Converts counts by class into counts by value.
fn facets(rows: &RecordStore, classes: &[usize]) -> Facets {
    let mut counts = vec![0; rows.values.len()];
    for (class, matches) in rows.classes.iter().zip(classes).filter(|(_, matches)| **matches > 0) {
        for number in &class.numbers {
            if let Some(count) = counts.get_mut(usize::from(*number)) {
                *count += matches;
            }
        }
    }
    let of = |wanted: Counted| {
        let counted = rows.values.iter().zip(&counts).filter(|((group, _), count)| *group == wanted && **count > 0);
        counted.map(|((_, value), count)| (value.clone(), *count)).collect()
    };
    Facets { kind: of(Counted::Kind), document: of(Counted::Document), ministry: of(Counted::Ministry), area: of(Counted::Area) }
}

/// Collector that counts every match.
pub(super) struct Count(pub Arc<RecordStore>);

pub(super) struct SegmentCount {
    rows: Arc<RecordStore>,
    positions: Positions,
    /// Number of matches by class.
    classes: Vec<usize>,
    total: usize,
}

impl Collector for Count {
    type Fruit = (usize, Facets);
    type Child = SegmentCount;

    fn for_segment(&self, _segment: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCount> {
        let positions = self.0.of(segment);
        Ok(SegmentCount { classes: vec![0; self.0.classes.len()], rows: Arc::clone(&self.0), positions, total: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(usize, Vec<usize>)>) -> tantivy::Result<(usize, Facets)> {
        let mut classes = vec![0; self.0.classes.len()];
        let mut total = 0;
        for (matches, counts) in fruits {
            total += matches;
            for (sum, count) in classes.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        Ok((total, facets(&self.0, &classes)))
    }
}

impl SegmentCollector for SegmentCount {
    type Fruit = (usize, Vec<usize>);

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.total += 1;
        let class = self.positions.record(doc).and_then(|record| self.rows.class(record));
        if let Some(count) = class.and_then(|class| self.classes.get_mut(class)) {
            *count += 1;
        }
    }

    fn harvest(self) -> (usize, Vec<usize>) {
        (self.total, self.classes)
    }
}
