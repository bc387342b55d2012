//! Walk over a document's lines: what was found so far, and what the next line may belong to.

use super::found::{Doubt, Facts, FilePlace, FoundProgramme};
use super::ministries::Ministries;
use super::setting::AmountSetting;
use crate::import::blocks::Block;

/// State at a line of a document.
pub(super) struct Walker<'m> {
    pub ministries: &'m Ministries,
    pub found: Facts,
    /// Setting of amounts here, as headings and legends state it.
    pub settings: AmountSetting,
    /// Index of the project of the current heading.
    pub project: Option<usize>,
    /// Indices of the programmes that have no amount yet, with the number of lines since.
    pub waiting: Vec<(usize, usize)>,
    /// Programme that the previous line names without money: it is one if the next line has its money.
    pub named: Option<FoundProgramme>,
    /// Years that are given with amounts.
    pub years: Vec<u16>,
    /// Years of lines that speak of a request or a budget without an amount.
    pub titles: Vec<u16>,
    /// Index of the programme that was given the last amount, with the number of lines since.
    pub given: Option<(usize, usize)>,
    /// Channel of the next amount of a project: true for AMED, false for in-house.
    pub money_of: Option<bool>,
    /// Previous line.
    pub before: Option<String>,
    /// Number of the current line.
    pub at: usize,
}

impl Walker<'_> {
    /// Adds a doubt: something that a reader should look at.
    pub(super) fn doubt(&mut self, block: &Block, text: &str, why: &str) {
        self.found.doubts.push(Doubt::new(FilePlace::of(block, 0), text, why));
    }

    /// Adds a doubt about an amount that is given with a programme and was not taken.
    pub(super) fn doubted_sum(&mut self, block: &Block, printed: &str, name: &str, why: &str) {
        let doubt = Doubt::new(FilePlace::of(block, 0), format!("{printed}: {name}"), why);
        self.found.doubts.push(doubt.of_sum(name, printed));
    }
}
