//! Selection of a year's programmes: all, those of some ministries, those that speak of something.

use std::collections::HashSet;
use std::io::Read;

use super::offices;
use super::table::{Error, MINISTRY, NAME, TableKind, TableReader};
use crate::text::fold::{fold, loosen};

/// Selection of the programmes that are taken.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// The names of ministries, as the sheets have them; if there are none, all are taken.
    pub ministries: Vec<String>,
    /// The words of which one is in the name or the purpose; if there are none, all are taken.
    pub like: Vec<String>,
    /// The numbers of the programmes that meet both conditions, once the tables have been asked.
    chosen: Option<HashSet<u32>>,
}

impl Selection {
    /// Creates a selection of the programmes of `ministries` (by name, or by the code by which documents print them) that speak of one of
    /// the words of `like`.
    pub fn new(ministries: &[String], like: &[String]) -> Self {
        let named = |name: &String| offices::name_of(name.trim()).unwrap_or(name.trim()).to_owned();
        Self { ministries: ministries.iter().map(named).collect(), like: like.to_vec(), chosen: None }
    }

    /// Returns true if all programmes are taken.
    pub fn is_all(&self) -> bool {
        self.ministries.is_empty() && self.like.is_empty()
    }

    /// Returns true if a programme is taken. Before the tables have been asked, all are.
    pub fn takes(&self, programme: u32) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.contains(&programme))
    }

    /// Asks a table which programmes meet the conditions: 事業概要等 knows names and purposes, any other table names alone.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn ask<R: Read>(&mut self, table: &mut TableReader<R>) -> Result<(), Error> {
        if self.is_all() {
            return Ok(());
        }
        let (name, ministry) = (table.optional(NAME), table.optional(MINISTRY));
        let purpose = table.optional("事業の目的").filter(|_| table.kind() == TableKind::Outlines);
        let words: Vec<String> = self.like.iter().map(|word| loosen(&fold(word))).collect();
        let mut chosen = self.chosen.take().unwrap_or_default();
        while let Some(row) = table.next_row()? {
            let of = row.text(ministry).unwrap_or_default();
            let here = self.ministries.is_empty() || self.ministries.contains(&of);
            let says = || {
                let text = loosen(&fold(&format!("{}\n{}", row.cell(name), row.cell(purpose))));
                words.iter().any(|word| text.contains(word.as_str()))
            };
            if here && (words.is_empty() || says()) {
                chosen.insert(row.programme);
            }
        }
        self.chosen = Some(chosen);
        Ok(())
    }

    /// Returns the number of programmes that meet the conditions; `None` if all are taken.
    pub fn count(&self) -> Option<usize> {
        self.chosen.as_ref().map(HashSet::len)
    }
}
