//! Counts of all matches by kind, document, ministry and disease area, taken while matching: nothing grows with the number of matches.

use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::conditions::Attributes;
use super::schema::{Placement, Positions};
use crate::model::{Corpus, Kind};

/// Counts by value, in the order of the corpus; values without a match are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Facets {
    /// By kind.
    #[serde(serialize_with = "as_map")]
    pub kind: Vec<(String, usize)>,
    /// By document id.
    #[serde(serialize_with = "as_map")]
    pub document: Vec<(String, usize)>,
    /// By ministry code.
    #[serde(serialize_with = "as_map")]
    pub ministry: Vec<(String, usize)>,
    /// By area id.
    #[serde(serialize_with = "as_map")]
    pub area: Vec<(String, usize)>,
}

fn as_map<S: Serializer>(counts: &[(String, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (value, count) in counts {
        map.serialize_entry(value, count)?;
    }
    map.end()
}

/// Which values each record has, as numbers into one list of values.
#[derive(Debug)]
pub(super) struct Table {
    values: Vec<(Group, String)>,
    /// The numbers of all records, one record's after the other's.
    numbers: Vec<u16>,
    /// By the record's position, where its numbers begin; and at last where they end.
    begins: Vec<u32>,
    placement: Arc<Placement>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Kind,
    Document,
    Ministry,
    Area,
}

impl Table {
    pub(super) fn new(corpus: &Corpus, attributes: &[Attributes], placement: Arc<Placement>) -> Self {
        let mut values: Vec<(Group, String)> = Kind::ALL.iter().map(|kind| (Group::Kind, kind.name().to_owned())).collect();
        values.extend(corpus.of_kind(Kind::Document).map(|record| (Group::Document, record.id().to_string())));
        let codes = corpus.of_kind(Kind::Ministry).filter_map(|record| record.number());
        values.extend(codes.map(|code| (Group::Ministry, code.to_owned())));
        values.extend(corpus.of_kind(Kind::Area).map(|record| (Group::Area, record.id().to_string())));
        let number = |group: Group, value: &str| {
            let found = values.iter().position(|(other, name)| *other == group && name == value);
            found.and_then(|position| u16::try_from(position).ok())
        };
        let of = |record: &Attributes| {
            let mut numbers: Vec<u16> = Vec::new();
            numbers.extend(number(Group::Kind, record.kind.name()));
            numbers.extend(record.documents.iter().filter_map(|id| number(Group::Document, id.as_str())));
            numbers.extend(record.ministries.iter().filter_map(|role| number(Group::Ministry, &role.code)));
            numbers.extend(record.areas.iter().filter_map(|id| number(Group::Area, id.as_str())));
            numbers
        };
        let (mut numbers, mut begins) = (Vec::new(), vec![0]);
        for record in attributes {
            numbers.extend(of(record));
            begins.push(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
        }
        Self { values, numbers, begins, placement }
    }

    fn of(&self, record: usize) -> &[u16] {
        let at = |at: usize| self.begins.get(at).and_then(|begin| usize::try_from(*begin).ok());
        match (at(record), at(record + 1)) {
            (Some(from), Some(to)) => self.numbers.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    fn facets(&self, counts: &[usize]) -> Facets {
        let of = |wanted: Group| {
            let counted = self.values.iter().zip(counts).filter(|((group, _), count)| *group == wanted && **count > 0);
            counted.map(|((_, value), count)| (value.clone(), *count)).collect()
        };
        Facets { kind: of(Group::Kind), document: of(Group::Document), ministry: of(Group::Ministry), area: of(Group::Area) }
    }
}

/// Counts every match.
pub(super) struct Count(pub Arc<Table>);

pub(super) struct SegmentCount {
    table: Arc<Table>,
    positions: Positions,
    counts: Vec<usize>,
    total: usize,
}

impl Collector for Count {
    type Fruit = (usize, Facets);
    type Child = SegmentCount;

    fn for_segment(&self, _segment: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCount> {
        let positions = self.0.placement.of(segment);
        Ok(SegmentCount { counts: vec![0; self.0.values.len()], table: Arc::clone(&self.0), positions, total: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(usize, Vec<usize>)>) -> tantivy::Result<(usize, Facets)> {
        let mut counts = vec![0; self.0.values.len()];
        let mut total = 0;
        for (matches, segment) in fruits {
            total += matches;
            for (sum, count) in counts.iter_mut().zip(segment) {
                *sum += count;
            }
        }
        Ok((total, self.0.facets(&counts)))
    }
}

impl SegmentCollector for SegmentCount {
    type Fruit = (usize, Vec<usize>);

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.total += 1;
        let values = self.positions.record(doc).map(|record| self.table.of(record)).unwrap_or_default();
        for value in values {
            if let Some(count) = self.counts.get_mut(usize::from(*value)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> (usize, Vec<usize>) {
        (self.total, self.counts)
    }
}
