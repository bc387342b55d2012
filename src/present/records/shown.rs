//! Presentation of one kind of record: its article, its columns in lists and in the export.

use crate::model::{FiscalYear, Id};
use crate::present::Cell;
use crate::present::article::page::Page;

/// Columns of a table that are specific to a kind of record: each with its name and the function that fills its cells.
pub(super) type Columns<T> = &'static [(&'static str, fn(&T) -> Cell)];

/// A kind of record that can be shown.
pub(super) trait Shown: Sized + 'static {
    /// Columns of lists, after id and title and before the source.
    const LISTED: Columns<Self>;
    /// Columns of the export, after those that all kinds have.
    const EXPORTED: Columns<Self>;

    /// Writes the content of the article, between the title and the sources.
    fn article(&self, page: &mut Page);
}

/// Returns a cell with a value.
pub(super) fn cell(value: impl Into<Cell>) -> Cell {
    value.into()
}

/// Returns ids in one cell.
pub(in crate::present) fn ids(ids: &[Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Returns years in one cell.
pub(super) fn years(years: impl Iterator<Item = FiscalYear>) -> String {
    years.map(|year| year.to_string()).collect::<Vec<_>>().join(" ")
}

/// Returns a word as JSON has it.
pub(super) fn json_word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
