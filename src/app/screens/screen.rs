//! Interface of a screen: it is asked what is chosen, told what keys and mouse do, and says what can be copied from it.

use ratatui::layout::Position;

use crate::app::command::Command;
use crate::app::layout::{Pane, Size};
use crate::app::mode::Mode;
use crate::app::notice::Notice;
use crate::app::scroll::Step;
use crate::model::Corpus;
use crate::present::Table;

/// Surroundings: what a screen is told of the world around it.
#[derive(Clone, Copy)]
pub struct Surroundings<'s> {
    /// All records and links.
    pub corpus: &'s Corpus,
    /// Size of the terminal.
    pub size: Size,
    /// Maximum length of a line of text, in cells.
    pub reading_width: usize,
}

impl Surroundings<'_> {
    /// Returns the columns of text in a pane: with a margin on its right, and no longer than is easy to read.
    pub fn reading_columns(&self, pane: Pane) -> usize {
        pane.width().saturating_sub(1).min(self.reading_width).max(1)
    }
}

/// Reaction to a key or a click: what a screen asks of the explorer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reaction {
    /// Nothing.
    None,
    /// Go to the record at this position.
    Open(usize),
    /// Do what a key would.
    Do(Command),
    /// Tell the reader something.
    Tell(Notice),
}

/// Screen. Methods that most screens do not need have a default body.
pub trait Screen {
    /// Returns what the keys mean on it.
    fn mode(&self) -> Mode;

    /// Shows the screen to the reader, who comes from the record at this position.
    fn show(&mut self, around: &Surroundings, from: Option<usize>) {
        let _ = (around, from);
    }

    /// Returns the position of the chosen record.
    fn chosen(&self, corpus: &Corpus) -> Option<usize>;

    /// Returns the positions of the records that it lists, in its order; a record may occur twice.
    fn list(&self, corpus: &Corpus) -> Vec<usize> {
        let _ = corpus;
        Vec::new()
    }

    /// Opens what is chosen: as a rule the record.
    fn open(&mut self, around: &Surroundings) -> Reaction {
        self.chosen(around.corpus).map_or(Reaction::None, Reaction::Open)
    }

    /// Closes what is open on it. Returns true if something was.
    fn close(&mut self) -> bool {
        false
    }

    /// Moves up or down.
    fn step(&mut self, around: &Surroundings, step: Step);

    /// Moves right or left.
    fn sideways(&mut self, around: &Surroundings, right: bool) -> Reaction {
        let _ = (around, right);
        Reaction::None
    }

    /// Handles a click: chooses what is there, and opens it if it was chosen before.
    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction;

    /// Handles the wheel: as a rule like moving up or down.
    fn wheel(&mut self, around: &Surroundings, at: Position, lines: isize) {
        let _ = at;
        self.step(around, Step::Lines(lines));
    }

    /// Switches to another view of the same.
    fn next_view(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// Narrows to the next period; after the last, to all.
    fn next_period(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// Clears its filters.
    fn clear_filters(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// Returns true if all that it consists of has come: its rows and columns, if not every record of them.
    fn is_whole(&self) -> bool {
        true
    }

    /// Looks at what is in view of records that lie elsewhere.
    fn look(&mut self, around: &Surroundings) {
        let _ = around;
    }

    /// Takes records that have changed, or have come, at the same positions.
    fn renew(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// Returns its table.
    fn table(&self, corpus: &Corpus) -> Option<Table> {
        let _ = corpus;
        None
    }

    /// Returns what is chosen as it is cited, if that is more than the record.
    fn citation(&self, corpus: &Corpus) -> Option<String> {
        let _ = corpus;
        None
    }

    /// Returns the arguments of the command that prints the same.
    fn arguments(&self, corpus: &Corpus) -> Vec<String>;

    /// Returns the commands worth a hint in the status line.
    fn hints(&self) -> &'static [Command];

    /// Fits every scroll position to its list again, after the size or a list has changed.
    fn fit(&mut self, around: &Surroundings);
}

/// Returns the words as arguments of a command.
pub(super) fn arguments(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Chooses a row; opens it if it was already chosen.
pub(super) fn choose(chosen: &mut usize, row: Option<usize>) -> Reaction {
    match row {
        Some(row) if std::mem::replace(chosen, row) == row => Reaction::Do(Command::Open),
        _ => Reaction::None,
    }
}
