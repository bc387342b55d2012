//! What a screen is to the explorer: it is asked what is chosen on it, told what keys and mouse do, and says what can be taken away from it.

use ratatui::layout::Position;

use crate::app::command::Command;
use crate::app::layout::{Pane, Size};
use crate::app::mode::Mode;
use crate::app::notice::Notice;
use crate::app::scroll::Step;
use crate::model::Corpus;
use crate::present::Table;

/// What a screen is told of the world around it.
#[derive(Clone, Copy)]
pub struct Surroundings<'s> {
    /// All records and links.
    pub corpus: &'s Corpus,
    /// The terminal's size.
    pub size: Size,
    /// Lines of text are at most this long, in cells.
    pub reading_width: usize,
}

impl Surroundings<'_> {
    /// Columns of text in a pane: a margin on its right, and no longer than is easy to read.
    pub fn reading_columns(&self, pane: Pane) -> usize {
        pane.width().saturating_sub(1).min(self.reading_width).max(1)
    }
}

/// What a screen asks of the explorer after a key or a click.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reaction {
    /// Nothing.
    None,
    /// To go to the record at this position.
    Open(usize),
    /// To do what a key would.
    Do(Command),
    /// To tell the reader something.
    Tell(Notice),
}

/// A screen. What most screens do not do has a body here.
pub trait Screen {
    /// What the keys mean on it.
    fn mode(&self) -> Mode;

    /// The reader comes to it, from the record at this position.
    fn show(&mut self, around: &Surroundings, from: Option<usize>) {
        let _ = (around, from);
    }

    /// The position of the record that is chosen.
    fn chosen(&self, corpus: &Corpus) -> Option<usize>;

    /// The positions of the records that it lists, in its order; one may stand there twice.
    fn list(&self, corpus: &Corpus) -> Vec<usize> {
        let _ = corpus;
        Vec::new()
    }

    /// Opens what is chosen: as a rule the record.
    fn open(&mut self, around: &Surroundings) -> Reaction {
        self.chosen(around.corpus).map_or(Reaction::None, Reaction::Open)
    }

    /// Closes what is open on it; whether something was.
    fn close(&mut self) -> bool {
        false
    }

    /// Goes up or down.
    fn step(&mut self, around: &Surroundings, step: Step);

    /// Goes to the right or to the left.
    fn sideways(&mut self, around: &Surroundings, right: bool) -> Reaction {
        let _ = (around, right);
        Reaction::None
    }

    /// A click: chooses what is there, and opens it if it was chosen before.
    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction;

    /// The wheel: as a rule like going up or down.
    fn wheel(&mut self, around: &Surroundings, at: Position, lines: isize) {
        let _ = at;
        self.step(around, Step::Lines(lines));
    }

    /// Another way to see the same.
    fn next_view(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// Only the next period, and at last all.
    fn next_period(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// Takes what it is narrowed to away.
    fn clear_filters(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// The records have changed, not their places.
    fn renew(&mut self, corpus: &Corpus) {
        let _ = corpus;
    }

    /// The table on it.
    fn table(&self, corpus: &Corpus) -> Option<Table> {
        let _ = corpus;
        None
    }

    /// What is chosen as it is cited, where that is more than the record.
    fn citation(&self, corpus: &Corpus) -> Option<String> {
        let _ = corpus;
        None
    }

    /// The arguments of the command that prints the same.
    fn arguments(&self, corpus: &Corpus) -> Vec<String>;

    /// The commands that are worth a hint in the status line.
    fn hints(&self) -> &'static [Command];

    /// Brings every window back onto its list, after the size or a list has changed.
    fn fit(&mut self, around: &Surroundings);
}

/// Arguments of a command.
pub(super) fn arguments(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Chooses a row; one that was chosen already is opened.
pub(super) fn choose(chosen: &mut usize, row: Option<usize>) -> Reaction {
    match row {
        Some(row) if std::mem::replace(chosen, row) == row => Reaction::Do(Command::Open),
        _ => Reaction::None,
    }
}
