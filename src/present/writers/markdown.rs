//! A table in Markdown, with numbers aligned right.

use std::io::{self, Write};

use super::Table;
use crate::text::clean::clean;

/// Writes a table.
pub(super) fn write(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let line = |out: &mut dyn Write, cells: Vec<String>| writeln!(out, "| {} |", cells.join(" | "));
    line(out, table.columns.iter().map(|name| (*name).to_owned()).collect())?;
    let numbers = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| **cell != super::super::Cell::Missing).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.number().is_some())
    };
    line(out, (0..table.columns.len()).map(|column| if numbers(column) { "---:" } else { "---" }.to_owned()).collect())?;
    for row in &table.rows {
        line(out, row.iter().map(|cell| clean(&cell.text()).replace('|', "\\|")).collect())?;
    }
    out.flush()
}
