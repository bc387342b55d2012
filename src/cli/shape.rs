//! Options of every command that prints a table: the form in which it leaves the program.

use clap::Args;

use super::named::named;
use super::output;
use crate::present::writers::Form;
use crate::present::{SortKey, Table};

/// The form of a table, and which of its columns are printed.
#[derive(Args, Debug)]
pub(super) struct Shape {
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = named::<Form>())]
    pub format: Form,
    /// Only these columns, in this order (id,title). In JSON too, where there would be whole records without it.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    /// Begin CSV and TSV with a byte order mark: a spreadsheet knows UTF-8 by it.
    #[arg(long)]
    bom: bool,
}

/// The order of a table's rows.
#[derive(Args, Debug)]
pub(super) struct Sorting {
    /// By which column rows are sorted (amount, amount:desc): numbers by size, what is missing last.
    #[arg(long, value_name = "COLUMN")]
    pub sort: Option<SortKey>,
}

impl Shape {
    /// Returns true if whole records are printed, not rows of a table.
    pub fn is_whole(&self) -> bool {
        self.format == Form::Json && self.columns.is_empty()
    }

    /// Returns true if a report for people is printed, for commands that have one that is not a table.
    pub fn is_report(&self) -> bool {
        self.format == Form::Table && self.columns.is_empty()
    }

    /// Prints a table.
    ///
    /// # Errors
    /// If a requested column does not exist, or printing fails.
    pub fn print(&self, mut table: Table) -> anyhow::Result<()> {
        if !self.columns.is_empty() {
            table.select(&self.columns)?;
        }
        let marked = self.bom && matches!(self.format, Form::Csv | Form::Tsv);
        Ok(output::table(&table, self.format, marked)?)
    }
}

impl Sorting {
    /// Sorts a table.
    ///
    /// # Errors
    /// If it has no such column.
    pub fn sort(&self, table: &mut Table) -> anyhow::Result<()> {
        Ok(self.sort.iter().try_for_each(|key| table.sort(key))?)
    }
}
