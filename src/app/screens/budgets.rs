//! Budget screen: the rows of a ledger, and the one that is looked at.

use ratatui::layout::{Position, Rect};

use super::screen::{Reaction, Screen, Surroundings, arguments, choose};
use crate::app::command::Command;
use crate::app::layout::{Size, Split, below, beside, row_at};
use crate::app::mode::{Mode, ScreenKind};
use crate::app::scroll::{Scroll, Step};
use crate::model::{Axis, Corpus, Id, Kind, Ledger, LedgerRow, Named};
use crate::present::{Table, analyses, citations};
use crate::text::width::width;

/// The budget screen.
#[derive(Clone, Debug, Default)]
pub struct BudgetsScreen {
    /// Axis of the rows.
    pub axis: Axis,
    /// Period of the projects shown; `None` for all.
    pub period: Option<u8>,
    /// The rows.
    pub ledger: Ledger,
    /// True if the rows and columns have not come.
    awaited: bool,
    /// The record from which the reader came.
    wanted: Option<Id>,
    /// Chosen row and scroll position.
    pub scroll: Scroll,
    /// Number of the newest years that are out of sight on the right.
    pub newer: usize,
}

/// Minimum width of a row's name, in columns.
const LEAST_TITLE: usize = 16;
/// Columns of a number in the table, with the space before it.
pub const NUMBER: usize = 8;

/// Returns the columns of a number and the sign of its change.
pub fn figure_columns() -> usize {
    NUMBER + width("▲")
}

impl BudgetsScreen {
    /// Fills the rows again.
    pub fn fill(&mut self, corpus: &Corpus) {
        let kept = self.row().filter(|_| !self.awaited).map(|row| (row.record.clone(), row.channel));
        let missed = corpus.missed();
        self.ledger = Ledger::outline(corpus, self.axis);
        if let Some(wanted) = self.period.filter(|_| self.axis == Axis::Project) {
            let of_period = |row: &LedgerRow| {
                row.record.as_ref().and_then(|id| corpus.get(id.as_str())).and_then(|record| corpus.period_of(record)) == Some(wanted)
            };
            self.ledger.rows.retain(of_period);
        }
        self.awaited = corpus.missed() > missed;
        let found = kept.and_then(|kept| self.ledger.rows.iter().position(|row| (row.record.clone(), row.channel) == kept));
        self.scroll = Scroll { chosen: found.unwrap_or(0), top: 0 };
    }

    /// Forgets all records, so that they are read again when the screen is next shown.
    pub fn forget(&mut self) {
        (self.ledger, self.scroll) = (Ledger::default(), Scroll::default());
    }

    /// Returns the chosen row.
    pub fn row(&self) -> Option<&LedgerRow> {
        self.ledger.rows.get(self.scroll.chosen)
    }

    /// Chooses the row of a record. Returns true if there is one.
    fn choose_record(&mut self, id: &str) -> bool {
        let found = self.ledger.rows.iter().position(|row| row.record.as_ref().is_some_and(|record| record.as_str() == id));
        self.scroll.chosen = found.unwrap_or(self.scroll.chosen);
        found.is_some()
    }

    /// Returns the areas of the table and of the words about the chosen row.
    pub fn areas(&self, size: Size) -> Split {
        beside(size, false)
    }

    /// Returns the area of the table's rows; its heading takes two lines.
    pub fn list_area(&self, size: Size) -> Rect {
        below(self.areas(size).main.inner, 2)
    }

    /// Returns the number of years that fit beside the names.
    pub fn fitting(&self, size: Size) -> usize {
        (self.areas(size).main.width().saturating_sub(LEAST_TITLE) / figure_columns().max(1)).min(self.ledger.columns.len())
    }
}

impl Screen for BudgetsScreen {
    fn mode(&self) -> Mode {
        Mode::Table(ScreenKind::Budgets)
    }

    /// Shows the screen at the row of the record that was read.
    fn show(&mut self, around: &Surroundings, from: Option<usize>) {
        self.fill(around.corpus);
        self.wanted = None;
        let Some(record) = from.and_then(|position| around.corpus.at(position)) else { return };
        let axis = match record.kind() {
            Kind::Project => Axis::Project,
            Kind::Programme => Axis::Programme,
            Kind::Ministry => Axis::Ministry,
            _ => return,
        };
        if axis != self.axis || self.period.is_some() {
            self.axis = axis;
            self.period = None;
            self.fill(around.corpus);
        }
        self.choose_record(record.id().as_str());
        self.wanted = Some(record.id().clone());
    }

    /// Returns the record behind the chosen row; for a printed sum, the document that prints it.
    fn chosen(&self, corpus: &Corpus) -> Option<usize> {
        let row = self.row()?;
        let printed_in = || row.figures.iter().flatten().last().and_then(|figure| figure.places.first()).map(|place| &place.document);
        corpus.position(row.record.as_ref().or_else(printed_in)?.as_str())
    }

    fn list(&self, corpus: &Corpus) -> Vec<usize> {
        let records = self.ledger.rows.iter().filter_map(|row| row.record.as_ref());
        records.filter_map(|id| corpus.position(id.as_str())).collect()
    }

    fn step(&mut self, around: &Surroundings, step: Step) {
        let height = usize::from(self.list_area(around.size).height);
        self.scroll.step(step.lines(height), self.ledger.rows.len(), height);
    }

    /// Shows newer years on the right, older ones on the left.
    fn sideways(&mut self, around: &Surroundings, right: bool) -> Reaction {
        let by = if right { -1 } else { 1 };
        self.newer = self.newer.saturating_add_signed(by).min(self.ledger.columns.len().saturating_sub(self.fitting(around.size)));
        Reaction::None
    }

    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction {
        let row = row_at(self.list_area(around.size), at, 1, self.scroll.top, self.ledger.rows.len());
        choose(&mut self.scroll.chosen, row)
    }

    /// Switches to the next axis.
    fn next_view(&mut self, corpus: &Corpus) {
        self.axis = self.axis.next();
        self.fill(corpus);
    }

    fn next_period(&mut self, corpus: &Corpus) {
        let periods = corpus.project_periods();
        let at = self.period.and_then(|period| periods.iter().position(|other| *other == period)).map_or(0, |at| at + 1);
        self.axis = Axis::Project;
        self.period = periods.get(at).copied();
        self.fill(corpus);
        // A period whose documents give no money has no rows.
        if self.ledger.rows.is_empty() && self.period.is_some() {
            self.next_period(corpus);
        }
    }

    fn is_whole(&self) -> bool {
        !self.awaited
    }

    /// Finds the figures of the rows in view.
    fn look(&mut self, around: &Surroundings) {
        let height = usize::from(self.list_area(around.size).height);
        self.ledger.look_at(around.corpus, self.scroll.top..self.scroll.top + height);
    }

    fn renew(&mut self, corpus: &Corpus) {
        if self.awaited || !corpus.is_elsewhere() {
            let (top, wanted) = (self.scroll.top, self.wanted.clone().filter(|_| self.awaited));
            self.fill(corpus);
            self.scroll.top = top;
            if let Some(id) = wanted {
                self.choose_record(id.as_str());
            }
        }
    }

    fn table(&self, corpus: &Corpus) -> Option<Table> {
        let mut ledger = self.ledger.clone();
        ledger.look_at_all(corpus);
        Some(analyses::ledger(corpus, &ledger))
    }

    fn citation(&self, corpus: &Corpus) -> Option<String> {
        self.row().map(|row| citations::row(corpus, &self.ledger, row))
    }

    fn arguments(&self, _: &Corpus) -> Vec<String> {
        let mut words = arguments(&["budget", "--by", self.axis.name()]);
        self.period.iter().for_each(|period| words.extend(arguments(&["--period", &period.to_string()])));
        words
    }

    fn hints(&self) -> &'static [Command] {
        &[Command::Open, Command::NextView, Command::NextPeriod, Command::Lineage, Command::CopyCitation, Command::CopyTable, Command::Help]
    }

    fn fit(&mut self, around: &Surroundings) {
        self.scroll.reveal(self.ledger.rows.len(), usize::from(self.list_area(around.size).height));
    }
}
