//! The screen where projects meet ministries or disease areas.

use super::scroll::Scroll;
use crate::model::{Against, Corpus, Id, Matrix};

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
        let periods = periods(corpus);
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
        let periods = periods(corpus);
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
            None => &self.matrix.rows.get(self.scroll.chosen)?.head,
        };
        corpus.position(id.as_str())
    }

    /// Moves to another column.
    pub fn sideways(&mut self, by: isize) {
        self.column = self.column.saturating_add_signed(by).min(self.matrix.columns.len().saturating_sub(1));
    }
}

/// The periods that have projects, newest first.
pub fn periods(corpus: &Corpus) -> Vec<u8> {
    let mut periods: Vec<u8> = corpus.period_projects().iter().map(|project| project.period).collect();
    periods.dedup();
    periods
}
