//! The search screen: the query, the newest answer, which hit is chosen, and what it is narrowed to.

use tui_input::Input;

use super::facets::Facets;
use super::history::History;
use super::scroll::Scroll;
use super::state::IndexState;
use crate::engine::{Answer, Asker, Request, Sort};
use crate::model::{Corpus, Kind, Named, Record};

/// Hits asked for at once.
const LIMIT: usize = 200;
/// Rows that a hit takes: title and snippet.
pub const HIT_ROWS: usize = 2;
/// Completions shown at once.
const COMPLETIONS: usize = 12;

/// The search screen.
#[derive(Debug)]
pub struct Search {
    /// The query as it is being typed, with the caret.
    pub input: Input,
    /// What the hits are narrowed to.
    pub facets: Facets,
    /// In which order hits come.
    pub sort: Sort,
    /// Whether hits of one kind stand together.
    pub grouped: bool,
    /// Whether the preview says why the chosen hit matched.
    pub explained: bool,
    /// What may stand at the end of the query.
    pub completions: Vec<String>,
    /// Queries of this session and of those before.
    pub history: History,
    /// The newest answer.
    pub answer: Answer,
    /// The chosen hit, and the window over hits; without hits, over other spellings.
    pub scroll: Scroll,
    /// How far the index is.
    pub index: IndexState,
    /// The number of the newest request, and whether its answer is still to come.
    number: u64,
    pending: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            input: Input::default(),
            facets: Facets::default(),
            sort: Sort::default(),
            grouped: false,
            explained: false,
            completions: Vec::new(),
            history: History::default(),
            answer: Answer::default(),
            scroll: Scroll::default(),
            index: IndexState::Opening { share: 0.0, left: None },
            number: 0,
            pending: false,
        }
    }
}

impl Search {
    /// The request for what is typed now; `None` while there is no index.
    pub fn request(&mut self) -> Option<Request> {
        if !matches!(self.index, IndexState::Ready { .. }) {
            return None;
        }
        self.number += 1;
        self.pending = true;
        Some(Request {
            asker: Asker::Search,
            number: self.number,
            typed: self.input.value().to_owned(),
            filter: self.facets.filter.clone(),
            sort: self.sort,
            off: self.facets.off.clone(),
            on: self.facets.on.clone(),
            limit: LIMIT,
            explain: None,
        })
    }

    /// The request to say why the chosen hit matched.
    pub fn request_reasons(&mut self) -> Option<Request> {
        let chosen = self.chosen()?;
        let mut request = self.request()?;
        request.explain = Some(chosen);
        Some(request)
    }

    /// Takes an answer, if it is the newest request's; whether it was.
    pub fn take(&mut self, corpus: &Corpus, number: u64, mut answer: Answer) -> bool {
        if number != self.number {
            return false;
        }
        self.pending = false;
        if self.grouped {
            group(corpus, &mut answer);
        }
        // An answer with reasons is of the same hits: the reader stays where they are.
        if answer.reasons.is_none() {
            self.scroll = Scroll::default();
        }
        self.facets.fill(&answer);
        self.answer = answer;
        true
    }

    /// The newest request failed.
    pub fn fail(&mut self, number: u64) -> bool {
        if number == self.number {
            self.pending = false;
        }
        number == self.number
    }

    /// Whether an answer is still to come.
    pub fn pending(&self) -> bool {
        self.pending
    }

    /// The record of the chosen hit.
    pub fn chosen(&self) -> Option<usize> {
        self.answer.hits.get(self.scroll.chosen).map(|hit| hit.position)
    }

    /// Lines of the list: hits, or other spellings where there are none.
    pub fn lines(&self) -> usize {
        if self.answer.hits.is_empty() { self.answer.help.spellings.len() } else { self.answer.hits.len() }
    }

    /// The query with the chosen other spelling, where nothing was found.
    pub fn respelled(&self) -> Option<String> {
        let word = self.answer.help.spellings.get(self.scroll.chosen).filter(|_| self.answer.hits.is_empty())?;
        let wanted = self.answer.query.terms();
        let typed = self.input.value();
        // The term that is misspelled is not known where there are several: the word takes the place of the last.
        Some(match wanted.as_slice() {
            [.., last] if wanted.len() > 1 && typed.ends_with(last) => format!("{}{word}", &typed[..typed.len() - last.len()]),
            _ => word.clone(),
        })
    }

    /// Works out what may stand at the end of the query.
    pub fn complete(&mut self, corpus: &Corpus) {
        let at_end = self.input.cursor() == self.input.value().chars().count();
        self.completions = if at_end { crate::query::completions(corpus, self.input.value()) } else { Vec::new() };
        self.completions.truncate(COMPLETIONS);
    }

    /// The query with the first completion taken.
    pub fn completed(&self) -> Option<String> {
        let word = self.completions.first()?;
        let typed = self.input.value();
        let begun = typed.rfind([' ', '　', '(', '（']).map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
        let space = if word.ends_with([':', '：', '>', '<', '=']) { "" } else { " " };
        Some(format!("{}{word}{space}", &typed[..begun]))
    }

    /// Goes to the next kind of which there are hits, and at last to all.
    pub fn next_kind(&mut self) {
        let present: Vec<Kind> = self.answer.facets.kind.iter().filter_map(|(name, _)| Kind::from_name(name)).collect();
        let kinds = &mut self.facets.filter.kinds;
        let next = match kinds.as_slice() {
            [] => present.first().copied(),
            [kind] => Kind::all().get(kind.place() + 1).copied(),
            _ => None,
        };
        *kinds = next.into_iter().collect();
    }
}

/// Brings hits of one kind together, the kind of the best hit first.
fn group(corpus: &Corpus, answer: &mut Answer) {
    let kind = |position: usize| corpus.at(position).map(Record::kind);
    let mut kinds: Vec<Option<Kind>> = Vec::new();
    for hit in &answer.hits {
        let kind = kind(hit.position);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    answer.hits.sort_by_key(|hit| kinds.iter().position(|known| *known == kind(hit.position)));
}
