//! `shirube budget`, `matrix`, `lineage`: the tables of the explorer's screens, for pipes.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::admit::{Admit, RowKind};
use super::complete;
use super::context::{Context, sound};
use super::named::named;
use super::outcome::Outcome;
use super::output;
use super::shape::{Shape, Sorting};
use crate::model::{Against, Axis, Corpus, DocumentKind, Kind, Ledger, Matrix, Record, review_money};
use crate::present::analyses;
use crate::present::writers::Form;
use crate::present::{Cell, Table};

#[derive(Args, Debug)]
pub(super) struct BudgetCommand {
    /// What the rows are.
    #[arg(long, value_name = "AXIS", default_value = "project", value_parser = named::<Axis>())]
    by: Axis,
    /// Only projects of this plan period, by its number.
    #[arg(long, value_name = "N")]
    period: Option<u8>,
    /// Only this programme: what the documents say of it, and its review sheets (in 円).
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete::ids))]
    programme: Option<String>,
    /// The figures of a year's review sheets (rs-2024): by ministry the sums over its programmes, else each programme's.
    #[arg(long, value_name = "ID", conflicts_with = "period")]
    document: Option<String>,
    /// Of review sheets each account as well; its amounts are a part of the totals.
    #[arg(long)]
    accounts: bool,
    #[command(flatten)]
    admit: Admit,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

impl BudgetCommand {
    /// Returns the figures of one programme, or of a document.
    fn of_one(&self, corpus: &Corpus) -> anyhow::Result<Option<Table>> {
        let document = match self.document.as_deref().map(|id| corpus.document(id).ok_or(id)) {
            None => None,
            Some(Ok(document)) if document.document_kind == DocumentKind::Review => Some(&document.id),
            Some(Ok(document)) => {
                if let Some(id) = &self.programme {
                    return Ok(Some(cited(corpus, id, Some(&document.short_title))?));
                }
                let table = analyses::ledger(corpus, &Ledger::new(corpus, self.by));
                return Ok(Some(of_document(table, &document.short_title)?));
            }
            Some(Err(id)) => anyhow::bail!("no document has the id {id:?}"),
        };
        if let Some(id) = &self.programme {
            let Some(Record::Programme(programme)) = super::show::find(corpus, id) else {
                anyhow::bail!("{id:?} is not a programme; `shirube list programme` lists them");
            };
            let mut table = analyses::review_money(corpus, &review_money::of_programme(programme, document, self.accounts));
            if document.is_none() {
                let of_documents = cited(corpus, programme.id.as_str(), None)?;
                let wide = table.columns.len();
                let rows = of_documents.rows.into_iter().map(|mut row| {
                    row.resize(wide, Cell::Missing);
                    row
                });
                let rows: Vec<_> = rows.collect();
                table.rows.splice(0..0, rows);
            }
            return Ok(Some(table));
        }
        let Some(document) = document else { return Ok(None) };
        let figures = match self.by {
            Axis::Ministry => {
                output::complain(NO_NATIONAL_BUDGET);
                review_money::by_ministry(corpus, document, self.accounts)
            }
            Axis::Programme | Axis::Project => review_money::by_programme(corpus, document, self.accounts),
        };
        Ok(Some(analyses::review_money(corpus, &figures)))
    }

    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        if self.programme.is_some() || self.document.is_some() {
            let sheets = self.document.as_deref().is_some_and(|id| id.starts_with("rs-"));
            // One programme's figures, and those of review sheets unless they are summed by ministry, are programmes'.
            let kind = if self.programme.is_some() || (sheets && self.by == Axis::Project) { Kind::Programme } else { self.by.kind() };
            let (corpus, admitted) = self.admit.resolve(context, vec![kind], RowKind::Figures)?;
            let mut table = self.of_one(&corpus)?.unwrap_or_default();
            admitted.iter().for_each(|admitted| admitted.narrow(&mut table, &["id"]));
            return print(&corpus, table, &self.sorting, &self.shape);
        }
        let (corpus, admitted) = self.admit.resolve(context, vec![self.by.kind()], RowKind::Figures)?;
        let mut table = analyses::ledger(&corpus, &Ledger::new(&corpus, self.by));
        admitted.iter().for_each(|admitted| admitted.narrow(&mut table, &["id"]));
        if let Some(period) = self.period {
            let column = table.column("period")?;
            table.rows.retain(|row| row.get(column) == Some(&Cell::from(period)));
        }
        print(&corpus, table, &self.sorting, &self.shape)
    }
}

/// Note on every sum over the review sheets' programmes.
const NO_NATIONAL_BUDGET: &str = "shirube: sums over the total rows of the review sheets, each under the ministry that answers for it. Transfers \
    between the general and the special accounts are counted twice, and programmes that have ended are not in it: this is not the national \
    budget. Source: 行政事業レビュー見える化サイト, reworked.";

/// Returns what documents say of the money of one programme; only one of them if its short title is given.
fn cited(corpus: &Corpus, id: &str, document: Option<&str>) -> anyhow::Result<Table> {
    let mut ledger = Ledger::outline(corpus, Axis::Programme);
    ledger.rows.retain(|row| row.record.as_ref().is_some_and(|record| record.as_str() == id));
    ledger.look_at_all(corpus);
    let table = analyses::ledger(corpus, &ledger);
    match document {
        Some(document) => of_document(table, document),
        None => Ok(table),
    }
}

/// Returns the rows whose source is a document, by its short title.
fn of_document(mut table: Table, document: &str) -> anyhow::Result<Table> {
    let column = table.column("source")?;
    table.rows.retain(|row| row.get(column).is_some_and(|cell| cell.text().starts_with(document)));
    Ok(table)
}

#[derive(Args, Debug)]
pub(super) struct MatrixCommand {
    /// What projects are set against.
    #[arg(long, value_name = "COLUMNS", default_value = "ministry", value_parser = named::<Against>())]
    by: Against,
    /// Only this plan period, by its number.
    #[arg(long, value_name = "N")]
    period: Option<u8>,
    #[command(flatten)]
    admit: Admit,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

impl MatrixCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (corpus, admitted) = self.admit.resolve(context, vec![Kind::Project], RowKind::Records)?;
        let mut all = Table::default();
        for period in corpus.project_periods().into_iter().filter(|period| self.period.is_none_or(|wanted| wanted == *period)) {
            let mut matrix = Matrix::new(&corpus, period, self.by);
            matrix.look_at_all(&corpus);
            let part = analyses::matrix(&corpus, &matrix, self.by);
            all.columns = part.columns;
            all.rows.extend(part.rows);
        }
        admitted.iter().for_each(|admitted| admitted.narrow(&mut all, &["id"]));
        print(&corpus, all, &self.sorting, &self.shape)
    }
}

#[derive(Args, Debug)]
pub(super) struct LineageCommand {
    /// Only steps from, to or by way of this record, over all periods.
    #[arg(value_name = "ID")]
    #[arg(add = ArgValueCompleter::new(complete::ids))]
    id: Option<String>,
    #[command(flatten)]
    admit: Admit,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

impl LineageCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (corpus, admitted) = self.admit.resolve(context, Vec::new(), RowKind::Records)?;
        if let Some(id) = &self.id
            && super::show::find(&corpus, id).is_none()
        {
            return Ok(Outcome::Nothing);
        }
        let steps = corpus.lineage();
        let wanted: Vec<bool> = match &self.id {
            None => vec![true; steps.len()],
            Some(id) => corpus.related_steps(id),
        };
        let steps = steps.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(step, _)| step);
        let mut table = analyses::lineage(&corpus, steps);
        admitted.iter().for_each(|admitted| admitted.narrow(&mut table, &["from", "to"]));
        print(&corpus, table, &self.sorting, &self.shape)
    }
}

fn print(corpus: &Corpus, mut table: Table, sorting: &Sorting, shape: &Shape) -> anyhow::Result<Outcome> {
    sound(corpus)?;
    let outcome = if table.rows.is_empty() { Outcome::Nothing } else { Outcome::Found };
    if table.rows.is_empty() && shape.format == Form::Table {
        output::complain("shirube: nothing is found");
    } else {
        sorting.sort(&mut table)?;
        shape.print(table)?;
    }
    Ok(outcome)
}
