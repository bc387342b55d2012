//! The screen where projects meet ministries or disease areas.

use super::scroll::Scroll;
use crate::model::{Against, Corpus, Id, Matrix};

/// The least that a project's name is shown in.
const TITLE: usize = 14;
/// The most.
const LONGEST_TITLE: usize = 46;
/// Columns of a cell that says a ministry's part.
const PART: usize = 4;
/// The most columns of a cell that counts.
const WIDEST: usize = 12;

/// How cells stand in a pane: behind the titles, each with a space before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cells {
    /// Columns of the terminal that the titles have.
    pub title: usize,
    /// Columns of the terminal that a cell has.
    pub width: usize,
    /// The first of the matrix's columns that is shown.
    pub first: usize,
    /// How many are shown.
    pub count: usize,
}

impl Cells {
    /// Which of the matrix's columns stands at a column of the pane.
    pub fn at(&self, x: usize) -> Option<usize> {
        let at = x.checked_sub(self.title)? / (self.width + 1);
        (at < self.count).then_some(self.first + at)
    }
}

/// The matrix on the screen.
#[derive(Clone, Debug, Default)]
pub struct Crossing {
    /// Which period's projects.
    pub period: u8,
    /// What the columns are.
    pub against: Against,
    /// The cells.
    pub matrix: Matrix,
    /// The chosen row and the window.
    pub scroll: Scroll,
    /// The chosen column.
    pub column: usize,
    /// The list of what is behind the chosen cell, when it has the keys: its chosen line and window.
    pub behind: Option<Scroll>,
}

impl Crossing {
    /// Fills the cells anew, for the newest period where none is chosen yet.
    pub fn fill(&mut self, corpus: &Corpus) {
        let periods = corpus.project_periods();
        if !periods.contains(&self.period) {
            self.period = periods.first().copied().unwrap_or(0);
        }
        self.matrix = Matrix::new(corpus, self.period, self.against);
        self.column = self.column.min(self.matrix.columns.len().saturating_sub(1));
        self.scroll.chosen = self.scroll.chosen.min(self.matrix.rows.len().saturating_sub(1));
        self.behind = None;
    }

    /// Projects against the other kind of columns.
    pub fn turn(&mut self, corpus: &Corpus) {
        self.against = match self.against {
            Against::Ministries => Against::Areas,
            Against::Areas => Against::Ministries,
        };
        self.column = 0;
        self.fill(corpus);
    }

    /// The next older period, and from the oldest the newest.
    pub fn next_period(&mut self, corpus: &Corpus) {
        let periods = corpus.project_periods();
        let at = periods.iter().position(|period| *period == self.period).map_or(0, |at| at + 1);
        self.period = periods.get(at).or(periods.first()).copied().unwrap_or(0);
        self.scroll = Scroll::default();
        self.fill(corpus);
    }

    /// The records behind the chosen cell.
    pub fn records(&self) -> &[Id] {
        self.matrix.cell(self.scroll.chosen, self.column).map_or(&[], |cell| cell.behind.as_slice())
    }

    /// The record to open: of the list where it has the keys, else the chosen row's project.
    pub fn chosen(&self, corpus: &Corpus) -> Option<usize> {
        let id = match &self.behind {
            Some(list) => self.records().get(list.chosen)?,
            None => self.matrix.rows.get(self.scroll.chosen)?,
        };
        corpus.position(id.as_str())
    }

    /// How the cells stand in a pane of so many columns: as wide as their headings, as far as there is room; the chosen one is always among
    /// those that are shown.
    pub fn cells(&self, room: usize) -> Cells {
        let columns = self.matrix.columns.len();
        let width = match self.against {
            Against::Ministries => PART,
            Against::Areas => (room.saturating_sub(TITLE * 2) / columns.max(1)).saturating_sub(1).clamp(PART, WIDEST),
        };
        let count = (room.saturating_sub(TITLE) / (width + 1)).clamp(1, columns.max(1));
        let first = self.column.saturating_sub(count.saturating_sub(1)).min(columns.saturating_sub(count));
        Cells { title: room.saturating_sub(count * (width + 1)).min(LONGEST_TITLE), width, first, count }
    }

    /// Moves to another column.
    pub fn sideways(&mut self, by: isize) {
        self.column = self.column.saturating_add_signed(by).min(self.matrix.columns.len().saturating_sub(1));
    }
}
