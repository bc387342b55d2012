//! `shirube budget`, `matrix`, `lineage`: the tables of the explorer's screens, for pipes.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::admit::{Admit, RowKind};
use super::complete;
use super::context::Context;
use super::named::named;
use super::shape::{Shape, Sorting};
use super::{Outcome, output};
use crate::app::{periods, sheet};
use crate::model::{Against, Axis, Kind, Ledger, Matrix};
use crate::present::writers::Form;
use crate::present::{Cell, Table};

#[derive(Args, Debug)]
pub(super) struct Budget {
    /// What the rows are.
    #[arg(long, value_name = "AXIS", default_value = "project", value_parser = named::<Axis>())]
    by: Axis,
    /// Only projects of this plan period, by its number.
    #[arg(long, value_name = "N")]
    period: Option<u8>,
    #[command(flatten)]
    admit: Admit,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

impl Budget {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (corpus, admitted) = self.admit.resolve(context, vec![self.by.kind()], RowKind::Figures)?;
        let mut table = sheet::ledger(&corpus, &Ledger::new(&corpus, self.by));
        admitted.iter().for_each(|admitted| admitted.narrow(&mut table, &["id"]));
        if let Some(period) = self.period {
            let column = table.column("period")?;
            table.rows.retain(|row| row.get(column) == Some(&Cell::from(period)));
        }
        print(table, &self.sorting, &self.shape)
    }
}

#[derive(Args, Debug)]
pub(super) struct Crossing {
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

impl Crossing {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (corpus, admitted) = self.admit.resolve(context, vec![Kind::Project], RowKind::Records)?;
        let mut all = Table::default();
        for period in periods(&corpus).into_iter().filter(|period| self.period.is_none_or(|wanted| wanted == *period)) {
            let part = sheet::matrix(&corpus, &Matrix::new(&corpus, period, self.by), self.by);
            all.columns = part.columns;
            all.rows.extend(part.rows);
        }
        admitted.iter().for_each(|admitted| admitted.narrow(&mut all, &["id"]));
        print(all, &self.sorting, &self.shape)
    }
}

#[derive(Args, Debug)]
pub(super) struct Descent {
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

impl Descent {
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
        let mut table = sheet::lineage(&corpus, steps);
        admitted.iter().for_each(|admitted| admitted.narrow(&mut table, &["from", "to"]));
        print(table, &self.sorting, &self.shape)
    }
}

fn print(mut table: Table, sorting: &Sorting, shape: &Shape) -> anyhow::Result<Outcome> {
    let outcome = if table.rows.is_empty() { Outcome::Nothing } else { Outcome::Found };
    if table.rows.is_empty() && shape.format == Form::Table {
        output::complain("shirube: nothing is found");
    } else {
        sorting.sort(&mut table)?;
        shape.print(table)?;
    }
    Ok(outcome)
}
