//! `--where QUERY`: the records that a query finds, and the rows of a table that belong to them and meet what it asks of a row.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::complete;
use super::context::Context;
use crate::engine::{SearchOptions, Sort};
use crate::model::{Corpus, Filter, Id, Kind};
use crate::present::{Cell, Table};
use crate::query::{Condition, QueryNode};
use crate::text::amount::OKU;

/// The option that leaves only what a query finds.
#[derive(Args, Debug)]
pub(super) struct Admit {
    /// Only what this query finds, in the language of `search` (fy:2024 budget:>10, 種別 and 府省 as well).
    #[arg(long = "where", value_name = "QUERY", add = ArgValueCompleter::new(complete::queries))]
    query: Option<String>,
}

/// Records, and conditions on figures, that a query admits.
pub(super) struct Admitted {
    /// Records that meet the query.
    pub ids: HashSet<Id>,
    /// Conditions on figures: years, stages, amounts, rates, marks.
    of_figures: Vec<Condition>,
}

/// Kind of a table's rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Records, or links between two of them.
    Records,
    /// Figures, each of one year.
    Figures,
}

impl Admit {
    /// Returns the corpus, and what is admitted among the records of these kinds (all kinds if the list is empty); `None` if nothing was
    /// asked.
    ///
    /// # Errors
    /// If a part of the query is not understood, or the engine cannot be queried.
    pub fn resolve(&self, context: &Context, kinds: Vec<Kind>, rows: RowKind) -> anyhow::Result<(Arc<Corpus>, Option<Admitted>)> {
        let Some(typed) = &self.query else { return Ok((context.corpus()?, None)) };
        let supply = context.supply()?;
        let (engine, corpus) = (context.engine(&supply)?, supply.corpus);
        let filter = Filter { kinds, ..Filter::default() };
        let options = SearchOptions { filter, sort: Sort::Document, limit: corpus.records().len(), ..SearchOptions::default() };
        let query = engine.understand(typed, &options);
        // A search leaves out what it cannot understand, and says so; a table without one of its conditions would answer another question.
        if let Some(complaint) = query.warnings.first() {
            bail!("--where: {complaint}");
        }
        if query.is_empty() {
            bail!("--where asks for nothing");
        }
        let (root, of_figures) = match rows {
            RowKind::Records => (query.root, Vec::new()),
            RowKind::Figures => parted(query.root),
        };
        let found = engine.meeting(&root, &options)?;
        let ids = found.hits.iter().filter_map(|hit| corpus.id(hit.position)).collect();
        Ok((corpus, Some(Admitted { ids, of_figures })))
    }
}

/// Splits a query into the part about records and the conditions on figures: a figure knows its own year, while its record covers many.
fn parted(root: QueryNode) -> (QueryNode, Vec<Condition>) {
    let nodes = match root {
        QueryNode::All(nodes) => nodes,
        other => vec![other],
    };
    let (mut rest, mut of_figures) = (Vec::new(), Vec::new());
    for node in nodes {
        match node {
            QueryNode::Where(conditions) => {
                let (figures, records): (Vec<_>, Vec<_>) = conditions.into_iter().partition(Condition::of_one_entry);
                of_figures.extend(figures);
                rest.extend((!records.is_empty()).then_some(QueryNode::Where(records)));
            }
            other => rest.push(other),
        }
    }
    (QueryNode::All(rest), of_figures)
}

impl Admitted {
    /// Keeps only the rows of a table that have one of the records in one of `columns` and, if they are figures, the year, the stage,
    /// the amount, the rate and the marks that are asked for.
    pub fn narrow(&self, table: &mut Table, columns: &[&str]) {
        let place = |name: &str| table.columns.iter().position(|column| *column == name);
        let records: Vec<usize> = columns.iter().filter_map(|name| place(name)).collect();
        let [year, amount, unit, marks, stage, rate] = ["fiscal_year", "amount", "unit", "marks", "stage", "rate"].map(place);
        let cell = |row: &[Cell], at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
        // Amounts of review sheets are in 円; a query asks in 億円.
        let in_oku = |row: &[Cell]| {
            let per_oku = if cell(row, unit).text() == "円" { OKU } else { 1.0 };
            cell(row, amount).number().map(|amount| amount / per_oku)
        };
        let meets = |row: &[Cell], condition: &Condition| match condition {
            Condition::Year(years) => cell(row, year).number().is_some_and(|year| years.clone().any(|wanted| f64::from(wanted) == year)),
            Condition::Budget(bounds) => in_oku(row).is_some_and(|amount| bounds.hold(amount)),
            Condition::Rate(bounds) => cell(row, rate).number().is_some_and(|rate| bounds.hold(rate)),
            Condition::Stage(wanted) => wanted.iter().any(|wanted| cell(row, stage).text() == wanted.as_str()),
            Condition::Mark(wanted) => wanted.iter().any(|mark| cell(row, marks).text().contains(mark.as_str())),
            // The others are conditions on records.
            _ => true,
        };
        let admitted = |row: &[Cell]| records.iter().any(|at| self.ids.contains(&Id::new(cell(row, Some(*at)).text().into_owned())));
        table.rows.retain(|row| admitted(row) && self.of_figures.iter().all(|condition| meets(row, condition)));
    }
}
