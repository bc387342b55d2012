//! Aligned columns: each as wide as its widest cell, except the last, which is not padded. Nothing is truncated, because a pipe has no
//! width.

use std::io::{self, Write};

use super::Table;
use crate::text::clean::clean;
use crate::text::width::{pad, width};

/// Writes a table.
pub(super) fn write(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| clean(&cell.text()).into_owned()).collect()).collect();
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = table.columns.iter().enumerate().map(|(column, name)| widest(column).max(width(name))).collect();
    let headings: Vec<String> = table.columns.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(&headings).chain(&rows) {
        let last = row.len().saturating_sub(1);
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| if column == last { cell.clone() } else { pad(cell, *width) });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    out.flush()
}
