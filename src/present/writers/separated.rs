//! Values parted by commas or tabs, quoted where they need it, with a header row.

use std::io::{self, Write};

use super::Table;
use crate::text::clean::clean;

/// Writes a table.
pub(super) fn write(table: &Table, separator: u8, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
    writer.write_record(&table.columns)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| clean(&cell.text()).into_owned()))?;
    }
    writer.flush()
}
