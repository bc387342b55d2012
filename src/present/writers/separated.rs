//! Values separated by commas or tabs, quoted where necessary, with a header row.

use std::io::{self, Write};

use super::Table;
use crate::text::clean::clean;

/// Writes a table.
pub(super) fn write(table: &Table, separator: u8, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
    writer.write_record(&table.columns).map_err(io_error)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| clean(&cell.text()).into_owned())).map_err(io_error)?;
    }
    writer.flush()
}

/// Returns the writer's own error, so that a closed pipe is recognised as one.
fn io_error(error: csv::Error) -> io::Error {
    let said = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(said),
    }
}
