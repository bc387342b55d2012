//! The walk over a document's lines: what was found so far, and what the next line may belong to.

use super::found::{Doubt, Facts, FilePlace, FoundProgramme};
use super::ministries::Ministries;
use super::setting::AmountSetting;
use crate::import::blocks::Block;

/// What is known at a line of a document.
pub(super) struct Walker<'m> {
    pub ministries: &'m Ministries,
    pub found: Facts,
    /// What headings and legends say of sums here.
    pub settings: AmountSetting,
    /// The project of the present heading: its place in the list.
    pub project: Option<usize>,
    /// Programmes that have no amount yet, with the lines since.
    pub waiting: Vec<(usize, usize)>,
    /// A programme that the line before names, without money: it is one if the next line has its money.
    pub named: Option<FoundProgramme>,
    /// The years that stand with amounts.
    pub years: Vec<u16>,
    /// The years of lines that speak of a request or a budget, without an amount.
    pub titles: Vec<u16>,
    /// The programme that was given the last amount, with the lines since.
    pub given: Option<(usize, usize)>,
    /// Whose money the next amount of a project is: AMED's or in-house.
    pub money_of: Option<bool>,
    /// The line before.
    pub before: Option<String>,
    /// The number of the present line.
    pub at: usize,
}

impl Walker<'_> {
    /// Something that a reader should look at.
    pub(super) fn doubt(&mut self, block: &Block, text: &str, why: &str) {
        self.found.doubts.push(Doubt::new(FilePlace::of(block, 0), text, why));
    }

    /// A sum that stands with a programme and was not taken.
    pub(super) fn doubted_sum(&mut self, block: &Block, printed: &str, name: &str, why: &str) {
        let doubt = Doubt::new(FilePlace::of(block, 0), format!("{printed}: {name}"), why);
        self.found.doubts.push(doubt.of_sum(name, printed));
    }
}
