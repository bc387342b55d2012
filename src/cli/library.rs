//! `shirube library`: what has been imported, the amounts in it, and how to remove it again.

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::context::Context;
use super::named::named;
use super::outcome::Outcome;
use super::output;
use super::shape::{Shape, Sorting};
use crate::corpus::{Library, LibraryEntry};
use crate::model::{AmountState, FiscalYear, HeldAmount, Named, ReaderWord, Stage};
use crate::present::Table;
use crate::present::writers::Form;
use crate::row;
use crate::text::clean::clean;
use crate::text::fold::fold;
use crate::text::{amount, year};

#[derive(Subcommand, Debug)]
pub(super) enum LibraryCommand {
    /// List the documents that were imported.
    List {
        #[command(flatten)]
        sorting: Sorting,
        #[command(flatten)]
        shape: Shape,
    },
    /// Accept a document as its file is now, after it was edited by hand.
    Accept {
        /// Its id, as `library list` shows it.
        id: String,
    },
    /// List the sums of money that were read in a document, with how surely and where, and those that were seen and not taken; or say that
    /// one is right, or what it is.
    Amounts(Amounts),
    /// Give a document that was put together with many others a file of its own again, to mend it by hand; told is where.
    Unpack {
        /// Its id, as `library list` shows it.
        id: String,
    },
    /// Put small documents together where there are very many, as an import does at its end.
    Gather,
    /// Take a document out.
    Remove {
        /// Its id, as `library list` shows it.
        id: String,
    },
}

#[derive(Args, Debug)]
pub(super) struct Amounts {
    /// The document's id, as `library list` shows it.
    id: String,
    /// The number of a sum in the list.
    #[arg(requires = "word")]
    number: Option<usize>,
    #[command(flatten)]
    word: CorrectionWord,
    /// The fiscal year of the sum, where the document does not say it (令和8, R8, 2026).
    #[arg(long, value_name = "YEAR", value_parser = fiscal_year, requires = "number", conflicts_with = "undo")]
    fiscal_year: Option<FiscalYear>,
    /// The stage of the sum, where the document does not say it.
    #[arg(long, value_name = "STAGE", value_parser = named::<Stage>(), requires = "number", conflicts_with = "undo")]
    stage: Option<Stage>,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Args, Debug)]
#[group(id = "word", multiple = false)]
struct CorrectionWord {
    /// The sum is right as it was read.
    #[arg(long, requires = "number")]
    accept: bool,
    /// The sum is this: 億円, or with a unit (12.5, 3億5,000万円).
    #[arg(long, value_name = "AMOUNT", value_parser = amount, requires = "number")]
    value: Option<f64>,
    /// Take back what was said of the sum.
    #[arg(long, requires = "number")]
    undo: bool,
}

/// Reads a fiscal year in any notation.
fn fiscal_year(typed: &str) -> Result<FiscalYear, String> {
    let folded = fold(typed);
    let year = year::at_start(folded.trim()).filter(|year| year.len == folded.trim().len());
    year.map(|year| year.year).ok_or_else(|| "a fiscal year is written 令和8, R8, FY2026 or 2026".to_owned())
}

/// Reads an amount in 億円.
fn amount(typed: &str) -> Result<f64, String> {
    amount::oku(fold(typed).trim()).ok_or_else(|| "an amount is written 12.5 (億円) or with its unit: 3億5,000万円".to_owned())
}

impl Amounts {
    fn run(self, context: &Context, library: &Library) -> anyhow::Result<Outcome> {
        if let Some(number) = self.number {
            let _alone = context.lock_library()?;
            if self.word.undo {
                library.take_back(&self.id, number)?;
            } else {
                let word = ReaderWord { value: self.word.value, fiscal_year: self.fiscal_year, stage: self.stage };
                library.correct(&self.id, number, &word)?;
            }
        }
        let amounts = library.amounts(&self.id).context("the amounts of a document")?;
        let shown: Vec<HeldAmount> = match self.number {
            // Shows the amount that the correction is about; once the correction is taken back, it may no longer be there.
            Some(number) => amounts.into_iter().filter(|amount| amount.number == number).collect(),
            None => amounts,
        };
        if self.shape.is_whole() {
            output::json(&shown)?;
        } else if shown.is_empty() && self.shape.format == Form::Table {
            output::complain(&format!("shirube: no sums of its own were read in {}", self.id));
        } else {
            let mut table = table(&shown);
            self.sorting.sort(&mut table)?;
            self.shape.print(table)?;
        }
        Ok(if shown.is_empty() && self.number.is_none() { Outcome::Nothing } else { Outcome::Found })
    }
}

/// Returns a table with one amount per row: `amount` is the value in the series, with the reader's correction taking precedence over what
/// was read.
fn table(amounts: &[HeldAmount]) -> Table {
    let rows = amounts.iter().map(|held| {
        let (reading, given) = (&held.reading, held.correction.as_ref());
        let amount = given.and_then(|given| given.value).or(reading.value);
        let year = given.and_then(|given| given.fiscal_year).or(reading.fiscal_year);
        let stage = given.and_then(|given| given.stage.clone()).or_else(|| reading.stage.clone());
        let certainty = reading.certainty.as_ref().filter(|_| held.state == AmountState::Taken);
        let page = reading.page.map(|page| format!("p.{page}"));
        let place = reading.cell.clone().or(page).or_else(|| reading.line.map(|line| format!("line {line}")));
        let (state, unit) = (held.state.name(), amount.map(|_| "億円"));
        row![held.number, state, reading.name.as_ref(), amount, unit, year, stage, certainty, &reading.printed, place, reading.why.as_ref()]
    });
    let columns = vec!["number", "state", "name", "amount", "unit", "fiscal_year", "stage", "certainty", "printed", "place", "why"];
    Table::new(columns, rows)
}

/// Returns the size of a document on disk in bytes.
fn bytes(held: &LibraryEntry) -> i64 {
    i64::try_from(held.bytes).unwrap_or(i64::MAX)
}

impl LibraryCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let library = context.library()?;
        match self {
            LibraryCommand::List { sorting, shape } => {
                let held = library.list();
                let damaged = library.damaged();
                for problem in &damaged {
                    output::complain(&format!("shirube: {problem}; mend it, or import it again"));
                }
                if shape.is_whole() {
                    output::json(&held)?;
                } else if !held.is_empty() || shape.format != Form::Table {
                    let rows = held.iter().map(|held| {
                        let (original, state) = (&held.original, if held.changed { "changed" } else { "whole" });
                        let (records, entries, excerpts) = (held.records, held.entries, held.excerpts);
                        let sheets = held.sheets.as_ref();
                        let (programmes, payees) = (sheets.map(|sheets| sheets.programmes), sheets.map(|sheets| sheets.payees));
                        let (from, form) = (&original.file, &original.format);
                        row![&held.id, &original.document, from, form, records, entries, excerpts, programmes, payees, bytes(held), state]
                    });
                    let columns = vec![
                        "id",
                        "document",
                        "file",
                        "format",
                        "records",
                        "entries",
                        "excerpts",
                        "programmes",
                        "payees",
                        "bytes",
                        "state",
                    ];
                    let mut table = Table::new(columns, rows);
                    sorting.sort(&mut table)?;
                    shape.print(table)?;
                } else if damaged.is_empty() {
                    output::complain("shirube: the library is empty; `shirube import FILE…` fills it");
                }
                Ok(if held.is_empty() { Outcome::Nothing } else { Outcome::Found })
            }
            LibraryCommand::Accept { id } => {
                let _alone = context.lock_library()?;
                if let Some(problem) = context.left_out(&id)?.first() {
                    anyhow::bail!("{problem}; mend that first");
                }
                library.accept(&id)?;
                Ok(Outcome::Found)
            }
            LibraryCommand::Amounts(amounts) => amounts.run(context, &library),
            LibraryCommand::Unpack { id } => {
                let _alone = context.lock_library()?;
                output::line(&clean(&library.unpack(&id)?.display().to_string()))?;
                Ok(Outcome::Found)
            }
            LibraryCommand::Gather => {
                let _alone = context.lock_library()?;
                library.gather()?;
                Ok(Outcome::Found)
            }
            LibraryCommand::Remove { id } => {
                let _alone = context.lock_library()?;
                library.remove(&id)?;
                Ok(Outcome::Found)
            }
        }
    }
}
