//! Menu of the commands available here, with their keys, and (as a palette) of records too. Typing narrows it, Enter does it.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use super::command::Command;
use super::keymap::Keymap;
use super::mode::Mode;
use super::scroll::Scroll;
use crate::engine::{Answer, Asker, Request, Sort};
use crate::model::{Corpus, Filter, Named};
use crate::present::phrases::heading;
use crate::present::words::Language;
use crate::text::fold::fold;

/// Maximum number of records offered.
const RECORDS: usize = 50;
/// Size of corpus up to which names are matched here; in a larger one only the index finds records, so that no key waits.
const FUZZY_UP_TO: usize = 20_000;
/// Minimum share, in percent, of the score of an exact match that a name with gaps between the letters must reach to count as a match.
const LEAST_PERCENT: u32 = 65;

/// Purpose of the menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Commands available here.
    Keys,
    /// Commands and records.
    Palette,
    /// Records that the reader has bookmarked.
    Bookmarks,
    /// Records visited, newest first.
    Visited,
    /// Amounts that an import read, and the reader's word on them.
    Amounts,
    /// Line for a note on the record at this position.
    Note(usize),
}

/// One line of the menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Command to run.
    Do(Command),
    /// Position of a record to go to.
    Open(usize),
    /// Index of an imported amount among those shown.
    Amount(usize),
}

/// The open menu.
#[derive(Clone, Debug)]
pub struct Menu {
    /// Mode in which it was opened.
    pub mode: Mode,
    /// Its purpose.
    pub purpose: Purpose,
    /// Text typed into it.
    pub input: Input,
    /// Lines offered.
    pub rows: Vec<Choice>,
    /// Scroll position and chosen line.
    pub scroll: Scroll,
    commands: Vec<Command>,
    number: u64,
    /// Records that the index found for what is typed.
    found: Vec<usize>,
    /// Words of which what is typed may be the reading.
    meanings: Vec<String>,
    /// Records to which a menu of bookmarks or visited records is confined.
    among: Vec<usize>,
}

impl Menu {
    /// Returns the menu of a mode: every command available in it.
    pub fn new(keymap: &Keymap, mode: Mode, purpose: Purpose) -> Self {
        let commands = if matches!(purpose, Purpose::Keys | Purpose::Palette) { keymap.commands(mode) } else { Vec::new() };
        let rows = commands.iter().copied().map(Choice::Do).collect();
        let (input, scroll) = (Input::default(), Scroll::default());
        Self { mode, purpose, input, rows, scroll, commands, number: 0, found: Vec::new(), meanings: Vec::new(), among: Vec::new() }
    }

    /// Returns the menu with these records.
    #[must_use]
    pub fn of(self, among: Vec<usize>) -> Self {
        Self { rows: among.iter().copied().map(Choice::Open).collect(), among, ..self }
    }

    /// Returns the chosen line.
    pub fn chosen(&self) -> Option<Choice> {
        self.rows.get(self.scroll.chosen).copied()
    }

    /// Narrows the lines to those that match what is typed.
    pub fn narrow(&mut self, corpus: &Corpus) {
        if self.purpose == Purpose::Amounts {
            return;
        }
        self.found.clear();
        self.meanings.clear();
        self.scroll = Scroll::default();
        self.fill(corpus);
    }

    /// Returns the records among its lines, in order.
    pub fn records(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().filter_map(|row| if let Choice::Open(position) = row { Some(*position) } else { None })
    }

    /// Returns the request to the index for what is typed: the records for a palette, and the words of which it may be the reading.
    pub fn request(&mut self) -> Option<Request> {
        let typed = self.input.value().trim();
        if !matches!(self.purpose, Purpose::Palette | Purpose::Keys) || typed.is_empty() {
            return None;
        }
        self.number += 1;
        Some(Request {
            asker: Asker::Menu,
            number: self.number,
            typed: typed.to_owned(),
            filter: Filter::default(),
            sort: Sort::Relevance,
            off: Vec::new(),
            on: Vec::new(),
            limit: RECORDS,
            explain: None,
        })
    }

    /// Takes the index's answer if it is to the newest request.
    pub fn take(&mut self, corpus: &Corpus, number: u64, answer: &Answer) {
        if number == self.number {
            self.found = answer.hits.iter().map(|hit| hit.position).collect();
            self.meanings = answer.query.meanings().into_iter().map(str::to_owned).collect();
            self.fill(corpus);
        }
    }

    fn fill(&mut self, corpus: &Corpus) {
        let typed = fold(self.input.value());
        let typed = typed.trim();
        if typed.is_empty() {
            let marked = self.among.iter().copied().map(Choice::Open);
            self.rows = self.commands.iter().copied().map(Choice::Do).chain(marked).collect();
            return;
        }
        let mut likeness = Likeness::new(typed);
        let mut rows: Vec<(Likely, Choice)> = Vec::new();
        rows.extend(self.commands.iter().filter_map(|command| Some((self.likely(&mut likeness, *command)?, Choice::Do(*command)))));
        let mut records = self.found_records(corpus, &mut likeness);
        records.truncate(RECORDS);
        rows.extend(records.into_iter().map(|(likely, position)| (likely, Choice::Open(position))));
        // Among equally likely ones, commands come first, then the order of their list.
        rows.sort_by_key(|(likely, _)| *likely);
        self.rows = rows.into_iter().map(|(_, choice)| choice).collect();
    }

    /// Returns the likelihood that a command is meant: by its words in both languages, by its name in the configuration, or by what is
    /// typed taken as a reading.
    fn likely(&self, likeness: &mut Likeness, command: Command) -> Option<Likely> {
        let said = [Language::Japanese, Language::English].map(|language| fold(command.says(language)));
        let named = said.iter().map(String::as_str).chain([command.name()]).filter_map(|text| likeness.of(text)).min();
        let read = self.meanings.iter().flat_map(|word| said.iter().filter_map(|text| Likely::held(word, text))).min();
        named.into_iter().chain(read).min()
    }

    /// Returns the records that may be meant, the likeliest first.
    fn found_records(&self, corpus: &Corpus, likeness: &mut Likeness) -> Vec<(Likely, usize)> {
        let among: Vec<usize> = match self.purpose {
            Purpose::Palette if corpus.records().len() <= FUZZY_UP_TO => (0..corpus.records().len()).collect(),
            Purpose::Palette => self.found.clone(),
            Purpose::Bookmarks | Purpose::Visited => self.among.clone(),
            Purpose::Keys | Purpose::Amounts | Purpose::Note(_) => Vec::new(),
        };
        let likely = among.into_iter().filter_map(|position| {
            let record = corpus.at(position)?;
            let mut names = vec![fold(record.title()), fold(&heading(record)), record.id().to_string()];
            names.extend(record.aliases().iter().map(|alias| fold(alias)));
            let named = names.iter().filter_map(|name| likeness.of(name)).min();
            let found = self.found.iter().position(|found| *found == position).map(Likely::Found);
            Some((named.into_iter().chain(found).min()?, position))
        });
        let mut likely: Vec<(Likely, usize)> = likely.collect();
        likely.sort();
        likely
    }
}

/// Likelihood that something is meant by what is typed, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Likely {
    /// Name that is what is typed.
    Whole,
    /// Name that begins with what is typed.
    Begun,
    /// Name that contains what is typed.
    Held,
    /// Record that the index found, with its place among the hits.
    Found(usize),
    /// Name that has the letters in order, with gaps; its score.
    Like(Reverse<u32>),
}

impl Likely {
    /// Returns the likelihood from a word's place in a name; `None` if the name does not contain it.
    fn held(word: &str, name: &str) -> Option<Self> {
        match name.find(word)? {
            0 if name.len() == word.len() => Some(Self::Whole),
            0 => Some(Self::Begun),
            _ => Some(Self::Held),
        }
    }
}

/// Matcher of names against what is typed: letters in order, with gaps.
struct Likeness<'t> {
    typed: &'t str,
    matcher: Matcher,
    pattern: Pattern,
    buffer: Vec<char>,
    /// Places in a name of the letters that match.
    places: Vec<u32>,
    /// Minimum score; letters further apart match only by chance.
    least: u32,
}

impl<'t> Likeness<'t> {
    fn new(typed: &'t str) -> Self {
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut likeness =
            Self { typed, matcher: Matcher::new(Config::DEFAULT), pattern, buffer: Vec::new(), places: Vec::new(), least: 0 };
        likeness.least = likeness.score(typed).unwrap_or(0).saturating_mul(LEAST_PERCENT) / 100;
        likeness
    }

    /// Returns the score of a name, unless its matching letters are there only by chance.
    fn score(&mut self, name: &str) -> Option<u32> {
        self.places.clear();
        let name = Utf32Str::new(name, &mut self.buffer);
        let score = self.pattern.indices(name, &mut self.matcher, &mut self.places)?;
        self.places.sort_unstable();
        self.places.dedup();
        hang_together(&name.chars().collect::<Vec<char>>(), &self.places).then_some(score)
    }

    /// Returns the likelihood that a folded name is meant.
    fn of(&mut self, name: &str) -> Option<Likely> {
        Likely::held(self.typed, name).or_else(|| {
            let score = self.score(name).filter(|score| *score >= self.least)?;
            Some(Likely::Like(Reverse(score)))
        })
    }
}

/// Returns true if the letters at some places of a name are in one word of it (bkmk: bookmark), or else are at the beginnings of words or
/// go on from there (cptab: copy the table): "theme" does not mean "THE MousE".
fn hang_together(name: &[char], places: &[u32]) -> bool {
    let place = |place: &u32| usize::try_from(*place).ok();
    let inside = |at: usize| at > 0 && name.get(at - 1).is_some_and(|before| before.is_alphanumeric());
    let runs = places.iter().enumerate().filter(|(at, here)| *at == 0 || places.get(at - 1).is_some_and(|before| before + 1 != **here));
    let begin_words = runs.filter_map(|(_, here)| place(here)).all(|at| !inside(at));
    let (Some(first), Some(last)) = (places.first().and_then(place), places.last().and_then(place)) else { return true };
    begin_words || name.get(first..=last).is_some_and(|letters| letters.iter().all(|letter| letter.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likely(typed: &str, name: &str) -> Option<Likely> {
        Likeness::new(typed).of(name)
    }

    #[test]
    fn a_whole_name_comes_before_its_beginning_and_that_before_scattered_letters() {
        let like = likely("amr", "amed research");
        let ways = ["amr", "amr list", "an amr"].map(|name| likely("amr", name));
        assert_eq!(ways, [Likely::Whole, Likely::Begun, Likely::Held].map(Some));
        assert!(like.is_some_and(|like| like > Likely::Found(1_000)), "{like:?}");
        assert_eq!(likely("予算", "予算の画面"), Some(Likely::Begun));
    }

    #[test]
    fn letters_in_one_word_or_at_the_beginnings_of_words_are_meant_and_others_are_chance() {
        for (typed, name) in
            [("bkmk", "set or remove a bookmark"), ("copytable", "copy the table"), ("csv copy", "copy it as csv"), ("感症", "感染症")]
        {
            assert!(matches!(likely(typed, name), Some(Likely::Like(_))), "{typed}: {name}");
        }
        for (typed, name) in
            [("theme", "the mouse on or off"), ("amr", "go to the place of a mark"), ("yosan", "what the terms you say can")]
        {
            assert_eq!(likely(typed, name), None, "{typed}: {name}");
        }
    }
}
