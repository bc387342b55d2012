//! Marks: a letter for a place, to come back to it with two keys.

use std::collections::BTreeMap;

use crate::model::Id;

/// Marked record of each letter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks(BTreeMap<char, Id>);

impl Marks {
    /// Reads the marks from kept lines: a letter, a tab, an id. Other lines are ignored.
    pub fn new(lines: &[String]) -> Self {
        let mark = |line: &String| {
            let (letter, id) = line.split_once('\t')?;
            Some((letter_of(letter)?, Id::is_well_formed(id).then(|| Id::new(id))?))
        };
        Self(lines.iter().filter_map(mark).collect())
    }

    /// Returns the record that a letter marks.
    pub fn get(&self, letter: char) -> Option<&Id> {
        self.0.get(&letter)
    }

    /// Marks a record with a letter.
    pub fn set(&mut self, letter: char, id: Id) {
        self.0.insert(letter, id);
    }
}

/// Returns the letter or digit that names a mark.
pub(super) fn letter_of(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|c| c.is_alphanumeric() && characters.next().is_none())
}

/// Purpose of the next letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marking {
    /// Marking the present record with it.
    Set,
    /// Going to the record that it marks.
    Go,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_mark_is_left_out() {
        let lines = ["a\tplan3", "", "bb\tplan3", "c\t\u{1b}[31m", "d"].map(str::to_owned);
        let marks = Marks::new(&lines);
        assert_eq!(marks.0.into_iter().collect::<Vec<_>>(), [('a', Id::new("plan3"))]);
    }
}
