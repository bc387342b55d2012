//! Marks: a letter for a place, to come back to it with two keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use tui_input::InputRequest;

use super::effect::{Change, Effect, Kept};
use super::state::{Notice, State};
use crate::model::Id;
use crate::text::fold::fold;

/// Which record each letter stands for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks(BTreeMap<char, Id>);

impl Marks {
    /// The marks of kept lines: a letter, a tab, an id. Other lines are no marks.
    pub fn new(lines: &[String]) -> Self {
        let mark = |line: &String| {
            let (letter, id) = line.split_once('\t')?;
            Some((letter_of(letter)?, Id::is_well_formed(id).then(|| Id::new(id))?))
        };
        Self(lines.iter().filter_map(mark).collect())
    }
}

/// The letter or digit that a mark is called by.
fn letter_of(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|c| c.is_alphanumeric() && characters.next().is_none())
}

/// What the next letter is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marking {
    /// To mark the present record with it.
    Set,
    /// To go to the record that it marks.
    Go,
}

impl State {
    /// Takes the letter of a mark.
    pub(super) fn mark(&mut self, marking: Marking, request: &InputRequest) -> Vec<Effect> {
        self.marking = None;
        self.notice = None;
        let InputRequest::InsertChar(typed) = request else { return Vec::new() };
        // A letter typed with an input method left on is the letter.
        let Some(letter) = letter_of(&fold(&typed.to_string())) else { return Vec::new() };
        let known = |id: &Id| self.corpus.position(id.as_str());
        match marking {
            Marking::Go => match self.marks.0.get(&letter).and_then(known) {
                Some(record) => {
                    self.open(record, Arc::default());
                    self.fit();
                }
                None => self.notice = Some(Notice::NoSuchMark(letter)),
            },
            Marking::Set => {
                let present = self.present().and_then(|position| self.corpus.at(position));
                if let Some(id) = present.map(|record| record.id().clone()) {
                    let line = format!("{letter}\t{id}");
                    self.marks.0.insert(letter, id);
                    self.notice = Some(Notice::MarkSet(letter));
                    return vec![Effect::Keep(Kept::Marks, Change::Put(vec![line]))];
                }
            }
        }
        Vec::new()
    }
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
