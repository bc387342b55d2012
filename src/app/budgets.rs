//! The screen of money: a ledger's rows, and which one is looked at.

use super::scroll::Scroll;
use crate::model::{Axis, Corpus, Ledger, Named, Row};
use crate::text::width::width;

/// The ledger on the screen.
#[derive(Clone, Debug, Default)]
pub struct Budgets {
    /// What the rows are.
    pub axis: Axis,
    /// Only projects of this period.
    pub period: Option<u8>,
    /// The rows.
    pub ledger: Ledger,
    /// The chosen row and the window.
    pub scroll: Scroll,
    /// How many of the newest years are out of sight on the right.
    pub newer: usize,
}

/// Columns of a number in the table, with the space before it.
pub const NUMBER: usize = 8;

/// Columns of a number and the sign of its change.
pub fn figure_columns() -> usize {
    NUMBER + width("▲")
}

impl Budgets {
    /// Fills the rows anew.
    pub fn fill(&mut self, corpus: &Corpus) {
        let kept = self.row().map(|row| (row.record.clone(), row.channel));
        self.ledger = Ledger::new(corpus, self.axis);
        if let Some(wanted) = self.period.filter(|_| self.axis == Axis::Project) {
            let of_period = |row: &Row| {
                row.record.as_ref().and_then(|id| corpus.get(id.as_str())).and_then(|record| corpus.period_of(record)) == Some(wanted)
            };
            self.ledger.rows.retain(of_period);
        }
        let found = kept.and_then(|kept| self.ledger.rows.iter().position(|row| (row.record.clone(), row.channel) == kept));
        self.scroll = Scroll { chosen: found.unwrap_or(0), top: 0 };
    }

    /// The next axis.
    pub fn next_axis(&mut self, corpus: &Corpus) {
        self.axis = self.axis.next();
        self.fill(corpus);
    }

    /// Shows older years (`by` 1) or newer ones (`by` -1), where `fitting` of them can be seen at once.
    pub fn sideways(&mut self, by: isize, fitting: usize) {
        self.newer = self.newer.saturating_add_signed(by).min(self.ledger.columns.len().saturating_sub(fitting));
    }

    /// The chosen row.
    pub fn row(&self) -> Option<&Row> {
        self.ledger.rows.get(self.scroll.chosen)
    }

    /// The record behind the chosen row; for a printed sum, the document that prints it.
    pub fn chosen(&self, corpus: &Corpus) -> Option<usize> {
        let row = self.row()?;
        let printed_in = || row.figures.iter().flatten().last().and_then(|figure| figure.places.first()).map(|place| &place.document);
        corpus.position(row.record.as_ref().or_else(printed_in)?.as_str())
    }

    /// Chooses the row of a record; whether there is one.
    pub fn choose(&mut self, id: &str) -> bool {
        let found = self.ledger.rows.iter().position(|row| row.record.as_ref().is_some_and(|record| record.as_str() == id));
        self.scroll.chosen = found.unwrap_or(self.scroll.chosen);
        found.is_some()
    }
}
