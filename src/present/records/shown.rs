//! How a kind of record is shown: its article, its columns in lists and in the export.

use crate::model::{FiscalYear, Id};
use crate::present::Cell;
use crate::present::article::page::Page;

/// The columns of a table that a kind of record has: each with its name and what stands in it.
pub(super) type Columns<T> = &'static [(&'static str, fn(&T) -> Cell)];

/// A kind of record that is shown.
pub(super) trait Shown: Sized + 'static {
    /// The columns of lists, behind id and title and before the source.
    const LISTED: Columns<Self>;
    /// The columns of the export, behind those that all kinds have.
    const EXPORTED: Columns<Self>;

    /// Writes what its article says, between the title and the sources.
    fn article(&self, page: &mut Page);
}

/// A cell with a value.
pub(super) fn cell(value: impl Into<Cell>) -> Cell {
    value.into()
}

/// Ids in one cell.
pub(in crate::present) fn ids(ids: &[Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Years in one cell.
pub(super) fn years(years: impl Iterator<Item = FiscalYear>) -> String {
    years.map(|year| year.to_string()).collect::<Vec<_>>().join(" ")
}

/// A word as JSON has it.
pub(super) fn json_word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
