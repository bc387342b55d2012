//! Assembly of a corpus from records: their order, their ids, which records are under which, and every link.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::corpus::{chunks, other_ids};
use super::{Corpus, Excerpt, Id, Kind, LineageEdge, Named, Record, links};

impl Corpus {
    /// Builds a corpus: puts `records` in order and computes every link. Of several records with the same id, the first counts.
    pub fn new(records: Vec<Record>, lineage: Vec<LineageEdge>) -> Self {
        Self::with_originals(records, lineage, Vec::new())
    }

    /// Builds a corpus as [`Corpus::new`] does, with the excerpts of the originals that the reader has.
    pub fn with_originals(mut records: Vec<Record>, lineage: Vec<LineageEdge>, originals: Vec<Excerpt>) -> Self {
        let mut excerpts: HashMap<Id, Vec<Excerpt>> = HashMap::new();
        for excerpt in originals {
            excerpts.entry(excerpt.record.clone()).or_default().push(excerpt);
        }
        records.sort_by_key(Record::kind);
        let mut by_id = HashMap::with_capacity(records.len());
        for (position, record) in records.iter().enumerate() {
            by_id.entry(record.id().clone()).or_insert(position);
        }
        // A record's own id takes precedence over another id with the same spelling.
        for (position, record) in records.iter().enumerate() {
            for id in other_ids(record) {
                by_id.entry(id.clone()).or_insert(position);
            }
        }
        let kinds = Kind::all().iter().map(|kind| records.partition_point(|record| record.kind() < *kind)).chain([records.len()]).collect();
        let mut corpus =
            Self { chunks: chunks(records.len()), count: records.len(), kinds, by_id, by_code: OnceLock::new(), lineage, source: None };
        for (position, record) in records.into_iter().enumerate() {
            let excerpts = if corpus.position(record.id().as_str()) == Some(position) { excerpts.remove(record.id()) } else { None };
            if let Some(cell) = corpus.cell_mut(position) {
                cell.excerpts = OnceLock::from(excerpts.unwrap_or_default().into_boxed_slice());
                cell.record = OnceLock::from(Box::new(record));
            }
        }
        let mut under: Vec<Vec<usize>> = vec![Vec::new(); corpus.count];
        for position in 0..corpus.count {
            let over = corpus.over(position);
            // A project is under each document that speaks of it.
            let beside: Vec<usize> = match corpus.at(position) {
                Some(Record::Project(project)) => project.documents.iter().filter_map(|id| corpus.position(id.as_str())).collect(),
                // A payee is under each programme that pays it.
                Some(Record::Payee(payee)) => {
                    let paid: BTreeSet<&Id> = payee.receipts.iter().map(|receipt| &receipt.programme).collect();
                    paid.into_iter().filter_map(|id| corpus.position(id.as_str())).collect()
                }
                _ => Vec::new(),
            };
            for over in over.into_iter().chain(beside.into_iter().filter(|beside| Some(*beside) != over)) {
                under[over].push(position);
            }
        }
        for (position, under) in under.into_iter().enumerate() {
            if let Some(cell) = corpus.cell_mut(position) {
                cell.under = OnceLock::from(under.into_boxed_slice());
            }
        }
        for (position, links) in links::compute(&corpus).into_iter().enumerate() {
            if let Some(cell) = corpus.cell_mut(position) {
                cell.links = OnceLock::from(links.into_boxed_slice());
            }
        }
        corpus
    }
}
