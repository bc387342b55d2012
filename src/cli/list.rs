//! `shirube list KIND`: the records of a kind.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::admit::{Admit, RowKind};
use super::complete;
use super::context::{Context, sound};
use super::filters::{self, Filters};
use super::named::named;
use super::outcome::Outcome;
use super::output;
use super::shape::{Shape, Sorting};
use crate::engine::{SearchOptions, Sort};
use crate::model::{Attainment, Category, Corpus, Filter, Kind, Record};
use crate::present::phrases::citation;
use crate::present::records;
use crate::query::QueryNode;

#[derive(Args, Debug)]
pub(super) struct ListCommand {
    /// The kind: document, section, project, programme, kpi, ministry, area, body, term, payee.
    #[arg(value_parser = filters::kind, add = ArgValueCompleter::new(complete::kinds))]
    kind: Kind,
    #[command(flatten)]
    filters: Filters,
    /// Only of this plan period, by its number: of an indicator its figures, of others a document that speaks of them.
    #[arg(long, value_name = "N")]
    period: Option<u8>,
    /// Only indicators of this category.
    #[arg(long, value_name = "CATEGORY", value_parser = named::<Category>())]
    category: Option<Category>,
    /// Only indicators that stand so to their target.
    #[arg(long, value_name = "STATE", value_parser = named::<Attainment>())]
    attainment: Option<Attainment>,
    #[command(flatten)]
    admit: Admit,
    /// At most so many records (default: all).
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

/// A record with its places in the sources as a reader cites them.
#[derive(Serialize)]
pub(super) struct Cited<'r> {
    #[serde(flatten)]
    record: &'r Record,
    sources: Vec<String>,
}

impl<'r> Cited<'r> {
    pub fn new(corpus: &Corpus, record: &'r Record) -> Self {
        Self { record, sources: record.places().iter().map(|place| citation(corpus, place)).collect() }
    }
}

impl ListCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (corpus, admitted) = self.admit.resolve(context, vec![self.kind], RowKind::Records)?;
        let filter = self.filters.resolve(&corpus, vec![self.kind])?;
        let candidates = candidates(context, &corpus, &filter)?;
        let mut found: Vec<&Record> = candidates
            .into_iter()
            .filter_map(|position| corpus.at(position))
            .filter(|record| admitted.as_ref().is_none_or(|admitted| admitted.ids.contains(record.id())))
            .filter(|record| filter.admits(&corpus, record))
            .filter(|record| self.period.is_none_or(|period| of_period(&corpus, record, period)))
            .filter(|record| self.category.is_none_or(|wanted| matches!(record, Record::Kpi(kpi) if kpi.category == wanted)))
            .filter(|record| self.attainment.is_none_or(|wanted| matches!(record, Record::Kpi(kpi) if Attainment::of(kpi) == wanted)))
            .collect();
        if let Some(key) = &self.sorting.sort {
            let order = records::listed(&corpus, self.kind, &found).order(key)?;
            found = order.into_iter().filter_map(|at| found.get(at).copied()).collect();
        }
        sound(&corpus)?;
        let shown = &found[..self.limit.unwrap_or(found.len()).min(found.len())];
        if self.shape.is_whole() {
            let cited = shown.iter().map(|record| Cited::new(&corpus, record)).collect::<Vec<_>>();
            sound(&corpus)?;
            output::json(&cited)?;
        } else {
            let table = records::listed(&corpus, self.kind, shown);
            sound(&corpus)?;
            self.shape.print(table)?;
        }
        let untargeted = |record: &&Record| matches!(record, Record::Kpi(kpi) if kpi.target.is_none());
        if let Some(period) = self.period.filter(|_| !found.is_empty() && found.iter().all(untargeted)) {
            output::complain(&format!("shirube: the documents here set no targets for period {period}; these are values reported"));
        }
        if shown.len() < found.len() {
            output::complain(&format!("shirube: {} of {} records shown", shown.len(), found.len()));
        }
        Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Found })
    }
}

/// Returns the positions of the records of the kinds that a filter names, in reading order; where they are elsewhere, only of those that it
/// admits, which are fetched.
fn candidates(context: &Context, corpus: &Corpus, filter: &Filter) -> anyhow::Result<Vec<usize>> {
    if !corpus.is_elsewhere() {
        return Ok(filter.kinds.iter().flat_map(|kind| corpus.positions(*kind)).collect());
    }
    let engine = context.engine(&context.supply()?)?;
    let options = SearchOptions { sort: Sort::Document, ..SearchOptions::among(filter.clone(), usize::MAX) };
    let found = engine.meeting(&QueryNode::All(Vec::new()), &options)?;
    let positions: Vec<usize> = found.hits.iter().map(|hit| hit.position).collect();
    corpus.prepare(&positions);
    Ok(positions)
}

/// Returns true if a record belongs to a plan period: an indicator by its figures, others by a document that mentions them.
fn of_period(corpus: &Corpus, record: &Record, period: u8) -> bool {
    let documents = || corpus.documents_of(record).into_iter().filter_map(|id| corpus.document(id.as_str()));
    match record {
        Record::Kpi(kpi) => kpi.period == Some(period),
        _ => documents().any(|document| document.period == Some(period)),
    }
}
