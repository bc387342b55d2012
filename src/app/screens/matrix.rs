//! Matrix screen: projects against ministries or disease areas.

use ratatui::layout::{Position, Rect};

use super::screen::{Reaction, Screen, Surroundings, arguments, choose};
use crate::app::command::Command;
use crate::app::layout::{Size, Split, below, beside, row_at};
use crate::app::mode::{Mode, ScreenKind};
use crate::app::notice::Notice;
use crate::app::scroll::{Scroll, Step};
use crate::model::{Against, Corpus, Id, Matrix, MatrixCell, Named};
use crate::present::{Table, analyses, citations};

/// Minimum width of a project's name, in columns.
const TITLE: usize = 14;
/// Maximum width of a project's name, in columns.
const LONGEST_TITLE: usize = 46;
/// Columns of a cell that shows a ministry's role.
const PART: usize = 4;
/// Maximum columns of a cell that shows a count.
const WIDEST: usize = 12;

/// Layout of the cells in a pane: after the titles, each with a space before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatrixColumns {
    /// Columns of the terminal for the titles.
    pub title: usize,
    /// Columns of the terminal for a cell.
    pub width: usize,
    /// First of the matrix's columns that is shown.
    pub first: usize,
    /// Number of the matrix's columns that are shown.
    pub count: usize,
}

impl MatrixColumns {
    /// Returns the matrix's column at a column of the pane.
    pub fn at(&self, x: usize) -> Option<usize> {
        let at = x.checked_sub(self.title)? / (self.width + 1);
        (at < self.count).then_some(self.first + at)
    }
}

/// The matrix screen.
#[derive(Clone, Debug, Default)]
pub struct MatrixScreen {
    /// Period of the projects.
    pub period: u8,
    /// Subject of the columns.
    pub against: Against,
    /// The cells.
    pub matrix: Matrix,
    /// Chosen row and scroll position.
    pub scroll: Scroll,
    /// The chosen column.
    pub column: usize,
    /// Chosen line and scroll position of the list of what is behind the chosen cell, if the list has the keys.
    pub behind: Option<Scroll>,
    /// True if the cells have not come.
    awaited: bool,
}

impl MatrixScreen {
    /// Fills the cells again, for the newest period if none is chosen yet.
    pub fn fill(&mut self, corpus: &Corpus) {
        let missed = corpus.missed();
        let periods = corpus.project_periods();
        if !periods.contains(&self.period) {
            self.period = periods.first().copied().unwrap_or(0);
        }
        self.matrix = Matrix::new(corpus, self.period, self.against);
        self.awaited = corpus.missed() > missed;
        self.column = self.column.min(self.matrix.columns.len().saturating_sub(1));
        self.scroll.chosen = self.scroll.chosen.min(self.matrix.rows.len().saturating_sub(1));
        self.behind = None;
    }

    /// Forgets all records, so that they are read again when the screen is next shown.
    pub fn forget(&mut self) {
        (self.matrix, self.scroll, self.column, self.behind) = (Matrix::default(), Scroll::default(), 0, None);
    }

    /// Returns the chosen cell.
    pub fn cell(&self) -> Option<&MatrixCell> {
        self.matrix.cell(self.scroll.chosen, self.column)
    }

    /// Returns the records behind the chosen cell.
    pub fn records(&self) -> &[Id] {
        self.cell().map_or(&[], |cell| cell.behind.as_slice())
    }

    /// Returns the layout of the cells in a pane of so many columns: as wide as their headings, as far as there is room. The chosen column
    /// is always among those shown.
    pub fn columns(&self, room: usize) -> MatrixColumns {
        let columns = self.matrix.columns.len();
        let width = match self.against {
            Against::Ministries => PART,
            Against::Areas => (room.saturating_sub(TITLE * 2) / columns.max(1)).saturating_sub(1).clamp(PART, WIDEST),
        };
        let count = (room.saturating_sub(TITLE) / (width + 1)).clamp(1, columns.max(1));
        let first = self.column.saturating_sub(count.saturating_sub(1)).min(columns.saturating_sub(count));
        MatrixColumns { title: room.saturating_sub(count * (width + 1)).min(LONGEST_TITLE), width, first, count }
    }

    /// Returns the areas of the table and of what is behind the chosen cell.
    pub fn areas(&self, size: Size) -> Split {
        beside(size, self.behind.is_some())
    }

    /// Returns the area of the table's rows; its heading takes one line.
    pub fn list_area(&self, size: Size) -> Rect {
        below(self.areas(size).main.inner, 1)
    }
}

impl Screen for MatrixScreen {
    fn mode(&self) -> Mode {
        Mode::Table(ScreenKind::Matrix)
    }

    fn show(&mut self, around: &Surroundings, _: Option<usize>) {
        self.fill(around.corpus);
    }

    /// Returns the record to open: from the list if it has the keys, otherwise the chosen row's project.
    fn chosen(&self, corpus: &Corpus) -> Option<usize> {
        let id = match &self.behind {
            Some(list) => self.records().get(list.chosen)?,
            None => self.matrix.rows.get(self.scroll.chosen)?,
        };
        corpus.position(id.as_str())
    }

    fn list(&self, corpus: &Corpus) -> Vec<usize> {
        self.records().iter().filter_map(|id| corpus.position(id.as_str())).collect()
    }

    /// Opens the list of what is behind the chosen cell, and from there the record.
    fn open(&mut self, around: &Surroundings) -> Reaction {
        if self.behind.is_some() {
            return self.chosen(around.corpus).map_or(Reaction::None, Reaction::Open);
        }
        if self.records().is_empty() {
            let awaited = self.cell().is_some_and(|cell| cell.links > 0);
            return Reaction::Tell(if awaited { Notice::Awaited } else { Notice::NoSuchLink });
        }
        self.behind = Some(Scroll::default());
        Reaction::None
    }

    fn close(&mut self) -> bool {
        self.behind.take().is_some()
    }

    fn step(&mut self, around: &Surroundings, step: Step) {
        let split = self.areas(around.size);
        let records = self.records().len();
        match &mut self.behind {
            Some(list) => {
                let height = split.side.map_or(0, |pane| pane.height());
                list.step(step.lines(height), records, height);
            }
            None => {
                let height = usize::from(self.list_area(around.size).height);
                self.scroll.step(step.lines(height), self.matrix.rows.len(), height);
            }
        }
    }

    fn sideways(&mut self, _: &Surroundings, right: bool) -> Reaction {
        if self.behind.is_some() {
            if !right {
                self.behind = None;
            }
            return Reaction::None;
        }
        let by = if right { 1 } else { -1 };
        self.column = self.column.saturating_add_signed(by).min(self.matrix.columns.len().saturating_sub(1));
        Reaction::None
    }

    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction {
        let split = self.areas(around.size);
        if let Some(pane) = split.side.filter(|pane| pane.area.contains(at)) {
            let before = self.behind;
            let mut list = before.unwrap_or_default();
            let row = row_at(pane.inner, at, 1, list.top, self.records().len());
            let Some(row) = row else { return Reaction::None };
            let chosen = before.is_some() && list.chosen == row;
            list.chosen = row;
            self.behind = Some(list);
            return if chosen { Reaction::Do(Command::Open) } else { Reaction::None };
        }
        let inner = split.main.inner;
        if !inner.contains(at) {
            return Reaction::None;
        }
        self.behind = None;
        let column = self.columns(split.main.width()).at(usize::from(at.x - inner.x));
        let same = column.is_none_or(|column| column == self.column);
        self.column = column.unwrap_or(self.column);
        let row = row_at(below(inner, 1), at, 1, self.scroll.top, self.matrix.rows.len());
        let reaction = choose(&mut self.scroll.chosen, row);
        if same { reaction } else { Reaction::None }
    }

    /// Switches to the other kind of columns.
    fn next_view(&mut self, corpus: &Corpus) {
        self.against = match self.against {
            Against::Ministries => Against::Areas,
            Against::Areas => Against::Ministries,
        };
        self.column = 0;
        self.fill(corpus);
    }

    /// Switches to the next older period, and from the oldest to the newest.
    fn next_period(&mut self, corpus: &Corpus) {
        let periods = corpus.project_periods();
        let at = periods.iter().position(|period| *period == self.period).map_or(0, |at| at + 1);
        self.period = periods.get(at).or(periods.first()).copied().unwrap_or(0);
        self.scroll = Scroll::default();
        self.fill(corpus);
    }

    fn is_whole(&self) -> bool {
        !self.awaited
    }

    /// Finds the records behind the chosen cell.
    fn look(&mut self, around: &Surroundings) {
        self.matrix.look_at(around.corpus, self.scroll.chosen, self.column);
    }

    fn renew(&mut self, corpus: &Corpus) {
        if self.awaited || !corpus.is_elsewhere() {
            let behind = self.behind;
            self.fill(corpus);
            self.behind = behind;
        }
    }

    fn table(&self, corpus: &Corpus) -> Option<Table> {
        let mut matrix = self.matrix.clone();
        matrix.look_at_all(corpus);
        Some(analyses::matrix(corpus, &matrix, self.against))
    }

    fn citation(&self, corpus: &Corpus) -> Option<String> {
        if self.behind.is_some() {
            return None;
        }
        let mut matrix = self.matrix.clone();
        matrix.look_at(corpus, self.scroll.chosen, self.column);
        citations::cell(corpus, &matrix, self.scroll.chosen, self.column)
    }

    fn arguments(&self, _: &Corpus) -> Vec<String> {
        arguments(&["matrix", "--by", self.against.name(), "--period", &self.period.to_string()])
    }

    fn hints(&self) -> &'static [Command] {
        &[Command::Open, Command::NextView, Command::NextPeriod, Command::CopyTable, Command::Close, Command::Help]
    }

    fn fit(&mut self, around: &Surroundings) {
        self.scroll.reveal(self.matrix.rows.len(), usize::from(self.list_area(around.size).height));
        let (side, records) = (self.areas(around.size).side, self.records().len());
        if let (Some(list), Some(pane)) = (&mut self.behind, side) {
            list.reveal(records, pane.height());
        }
    }
}
