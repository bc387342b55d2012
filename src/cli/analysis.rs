//! `shirube budget`, `matrix`, `lineage`: the tables of the explorer's screens, for pipes.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::complete;
use super::context::Context;
use super::named::named;
use super::output;
use super::{Format, Outcome};
use crate::app::{periods, sheet};
use crate::model::{Against, Axis, Ledger, Matrix};

#[derive(Args, Debug)]
pub(super) struct Budget {
    /// What the rows are.
    #[arg(long, value_name = "AXIS", default_value = "project", value_parser = named::<Axis>())]
    by: Axis,
    /// Only projects of this plan period, by its number.
    #[arg(long, value_name = "N")]
    period: Option<u8>,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

impl Budget {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        let mut sheet = sheet::ledger(&corpus, &Ledger::new(&corpus, self.by));
        if let (Some(period), Some(column)) = (self.period, sheet.columns.iter().position(|name| *name == "period")) {
            sheet.rows.retain(|row| row.get(column).is_some_and(|cell| *cell == period.to_string()));
        }
        print(&sheet, self.format)
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
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

impl Crossing {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        let mut all = sheet::Sheet::default();
        for period in periods(&corpus).into_iter().filter(|period| self.period.is_none_or(|wanted| wanted == *period)) {
            let part = sheet::matrix(&corpus, &Matrix::new(&corpus, period, self.by), self.by);
            all.columns = part.columns;
            all.rows.extend(part.rows);
        }
        print(&all, self.format)
    }
}

#[derive(Args, Debug)]
pub(super) struct Descent {
    /// Only steps from, to or by way of this record, over all periods.
    #[arg(value_name = "ID")]
    #[arg(add = ArgValueCompleter::new(complete::ids))]
    id: Option<String>,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

impl Descent {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
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
        print(&sheet::lineage(&corpus, steps), self.format)
    }
}

fn print(sheet: &sheet::Sheet, format: Format) -> anyhow::Result<Outcome> {
    if sheet.rows.is_empty() && format == Format::Table {
        output::complain("shirube: nothing is found");
    } else {
        output::sheet(sheet, format)?;
    }
    Ok(if sheet.rows.is_empty() { Outcome::Nothing } else { Outcome::Found })
}
