//! Conversion of CSV and TSV to blocks: one table.

use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of tables of separated values.
pub(super) const READER: FormatReader =
    FormatReader { format: Format::Csv, tells: |input| input.is_named(&["csv", "tsv"]) && input.text().is_ok(), read };

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let separator = if input.is_named(&["tsv"]) { b'\t' } else { b',' };
    let mut rows = ::csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(input.text()?.as_bytes());
    blocks.table();
    for (at, row) in rows.records().enumerate() {
        let row = row.map_err(|error| Error::Table { path: input.path.to_owned(), reason: error.to_string() })?;
        blocks.at(row.position().map_or(at + 1, |position| usize::try_from(position.line()).unwrap_or(at + 1)));
        blocks.sheet_row(row.iter().map(str::to_owned).collect());
    }
    Ok(())
}
