//! The review sheets of the state's programmes (行政事業レビューシート) as they are published: fifteen tables a year, read by the names of
//! their columns. No file is opened here; the caller hands over the bytes.
//!
//! `table` knows the fifteen tables and reads their rows, `values` the cells. `basics` (1-1 to 1-5), `budgets` (2-1), `goals` (3-1, 3-2),
//! `evaluations` (4-1) and `spending` (5-1, 5-2) each read their tables into the sheets of a [`SheetYear`]; `records`, `indicators` and
//! `payees` make records of one or several years; `checks` reports what in a year cannot be right. `excerpt` takes a part of a year.

mod basics;
mod budgets;
mod checks;
mod evaluations;
mod excerpt;
mod goals;
mod ids;
mod indicators;
mod offices;
mod payees;
mod plans;
mod records;
mod selection;
mod sheet;
mod spending;
mod table;
mod values;

pub use checks::Contradiction;
pub use excerpt::{Excerpted, excerpt};
pub use records::records;
pub use selection::Selection;
pub use sheet::{Counts, SheetYear};
pub use table::{Error, TableKind, TableReader};

use std::io::Read;

impl SheetYear {
    /// Reads a table into the sheets of its year. Rows of programmes that `selection` leaves out are skipped.
    ///
    /// # Errors
    /// When the table is not UTF-8, breaks the rules of CSV or is of another year.
    pub fn read<R: Read>(&mut self, table: &mut TableReader<R>) -> Result<(), Error> {
        let read = match table.kind() {
            TableKind::Organisations => basics::organisations(self, table),
            TableKind::Outlines => basics::outlines(self, table),
            TableKind::Policies => basics::policies(self, table),
            TableKind::Related => basics::related(self, table),
            TableKind::Budgets => budgets::budgets(self, table),
            TableKind::Goals => goals::goals(self, table),
            TableKind::Paths => goals::paths(self, table),
            TableKind::Evaluations => evaluations::evaluations(self, table),
            TableKind::Payments => spending::payments(self, table),
            TableKind::Flows => spending::flows(self, table),
            // What these say is not in any record.
            TableKind::Rates | TableKind::Items | TableKind::Uses | TableKind::Obligations | TableKind::Remarks => Ok(()),
        };
        let kind = table.kind();
        self.missing.extend(table.missing.drain(..).map(|column| (kind, column)));
        read
    }
}
