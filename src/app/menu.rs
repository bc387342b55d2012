//! The menu: what can be done where the reader is, with its keys, and (as a palette) records too. Typing narrows it, Enter does it.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use super::action::{Mode, Name};
use super::article::heading;
use super::keymap::Keymap;
use super::scroll::Scroll;
use super::state::Language;
use super::words::Words;
use crate::index::{Answer, Request, Sort};
use crate::model::{Corpus, Filter};
use crate::text::fold::fold;

/// Records offered at most.
const RECORDS: usize = 50;
/// In a larger corpus the index alone finds records: no key waits.
const FUZZY_UP_TO: usize = 20_000;
/// The menu's requests are told from the search screen's by their numbers: these are the menu's.
pub(super) const OWN: u64 = 1 << 63;

/// What the menu is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// What can be done here.
    Keys,
    /// That, and records.
    Palette,
    /// The records that the reader has marked.
    Bookmarks,
    /// The records visited, newest first.
    Visited,
    /// A line to write a note on: for the record at this position.
    Note(usize),
}

/// One line of the menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Something to do.
    Do(Name),
    /// A record to go to, by its position.
    Open(usize),
}

/// The open menu.
#[derive(Clone, Debug)]
pub struct Menu {
    /// Where the reader was.
    pub mode: Mode,
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed into it.
    pub input: Input,
    /// What is offered.
    pub rows: Vec<Choice>,
    /// The window, and the line that is chosen.
    pub scroll: Scroll,
    names: Vec<Name>,
    number: u64,
    /// What the index found for what is typed.
    found: Vec<usize>,
    marked: Vec<usize>,
}

impl Menu {
    /// The menu of a mode: all that can be done there.
    pub fn new(keymap: &Keymap, mode: Mode, purpose: Purpose) -> Self {
        let names = if matches!(purpose, Purpose::Keys | Purpose::Palette) { keymap.names(mode) } else { Vec::new() };
        let rows = names.iter().copied().map(Choice::Do).collect();
        let (input, scroll) = (Input::default(), Scroll::default());
        Self { mode, purpose, input, rows, scroll, names, number: OWN, found: Vec::new(), marked: Vec::new() }
    }

    /// The menu of these records.
    #[must_use]
    pub fn of(self, marked: Vec<usize>) -> Self {
        Self { rows: marked.iter().copied().map(Choice::Open).collect(), marked, ..self }
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<Choice> {
        self.rows.get(self.scroll.chosen).copied()
    }

    /// Offers what fits what is typed.
    pub fn narrow(&mut self, corpus: &Corpus) {
        self.found.clear();
        self.scroll = Scroll::default();
        self.fill(corpus);
    }

    /// What is asked of the index for what is typed, in a palette.
    pub fn request(&mut self) -> Option<Request> {
        let typed = self.input.value().trim();
        if self.purpose != Purpose::Palette || typed.is_empty() {
            return None;
        }
        self.number += 1;
        Some(Request {
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

    /// Takes the index's answer, if it is the newest request's.
    pub fn take(&mut self, corpus: &Corpus, number: u64, answer: &Answer) {
        if number == self.number {
            self.found = answer.hits.iter().map(|hit| hit.position).collect();
            self.fill(corpus);
        }
    }

    fn fill(&mut self, corpus: &Corpus) {
        let typed = fold(self.input.value());
        if typed.trim().is_empty() {
            let marked = self.marked.iter().copied().map(Choice::Open);
            self.rows = self.names.iter().copied().map(Choice::Do).chain(marked).collect();
            return;
        }
        let mut fuzzy = Fuzzy::new(&typed);
        // In both languages, and as the configuration writes it.
        let said = |name: &Name| [Language::Japanese, Language::English].map(|language| fold(Words(language).does(*name)));
        let names = self.names.iter().filter_map(|name| {
            let score = said(name).iter().map(String::as_str).chain([name.written()]).filter_map(|text| fuzzy.score(text)).max()?;
            Some((score, *name))
        });
        let mut names: Vec<(u32, Name)> = names.collect();
        names.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.rows = names.into_iter().map(|(_, name)| Choice::Do(name)).collect();
        let among: Vec<usize> = match self.purpose {
            Purpose::Palette if corpus.records().len() <= FUZZY_UP_TO => (0..corpus.records().len()).collect(),
            Purpose::Bookmarks | Purpose::Visited => self.marked.clone(),
            _ => Vec::new(),
        };
        let mut records = self.found.clone();
        if !among.is_empty() {
            let scored = among.into_iter().filter_map(|position| {
                let record = corpus.at(position)?;
                let mut names = vec![fold(&heading(record)), record.id().to_string()];
                names.extend(record.aliases().iter().map(|alias| fold(alias)));
                Some((names.iter().filter_map(|name| fuzzy.score(name)).max()?, position))
            });
            let mut scored: Vec<(u32, usize)> = scored.collect();
            scored.sort_by_key(|(score, position)| (std::cmp::Reverse(*score), *position));
            records.extend(scored.into_iter().map(|(_, position)| position).filter(|position| !self.found.contains(position)));
        }
        self.rows.extend(records.into_iter().take(RECORDS).map(Choice::Open));
    }
}

/// How well texts fit what is typed, letters in order with gaps.
struct Fuzzy {
    matcher: Matcher,
    pattern: Pattern,
    buffer: Vec<char>,
}

impl Fuzzy {
    fn new(typed: &str) -> Self {
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Self { matcher: Matcher::new(Config::DEFAULT), pattern, buffer: Vec::new() }
    }

    fn score(&mut self, text: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(text, &mut self.buffer), &mut self.matcher)
    }
}
