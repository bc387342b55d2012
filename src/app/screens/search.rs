//! Search screen: the query, the newest answer, the chosen hit, and the filter.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use tui_input::Input;

use super::screen::{Reaction, Screen, Surroundings, arguments, choose};
use crate::app::command::Command;
use crate::app::history::History;
use crate::app::layout::{MEDIUM, Pane, Size, WIDE, frame, row_at};
use crate::app::mode::Mode;
use crate::app::notice::IndexState;
use crate::app::panes::FacetsPane;
use crate::app::scroll::{Scroll, Step};
use crate::engine::{Answer, Asker, Request, Sort};
use crate::model::{Corpus, Kind, Named};

/// Number of hits asked for at once.
const LIMIT: usize = 200;
/// Rows of a hit: title and snippet.
pub const HIT_ROWS: usize = 2;
/// Number of completions shown at once.
const COMPLETIONS: usize = 12;

/// Columns of the facets beside the hits.
const FACETS: u16 = 28;

/// Areas of the parts of the search screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchAreas {
    /// The query as typed.
    pub input: Rect,
    /// Number of hits, by kind; or what may be typed next.
    pub facets: Rect,
    /// The hits.
    pub hits: Pane,
    /// The chosen hit.
    pub preview: Option<Pane>,
    /// The facets, while they have the keys.
    pub facets_pane: Option<Pane>,
}

/// The search screen.
#[derive(Debug)]
pub struct SearchScreen {
    /// Query as it is being typed, with the caret.
    pub input: Input,
    /// Facets to which the hits are narrowed.
    pub facets: FacetsPane,
    /// Order of the hits.
    pub sort: Sort,
    /// True if hits of one kind are grouped together.
    pub grouped: bool,
    /// True if the preview says why the chosen hit matched.
    pub explained: bool,
    /// Completions of the end of the query.
    pub completions: Vec<String>,
    /// Queries of this session and of earlier ones.
    pub history: History,
    /// The newest answer.
    pub answer: Answer,
    /// Chosen hit and scroll position; without hits, those of the other spellings.
    pub scroll: Scroll,
    /// State of the index.
    pub index: IndexState,
    /// Number of the newest request.
    number: u64,
    /// True if the answer is to what is typed now.
    answered: bool,
}

impl Default for SearchScreen {
    fn default() -> Self {
        Self {
            input: Input::default(),
            facets: FacetsPane::default(),
            sort: Sort::default(),
            grouped: false,
            explained: false,
            completions: Vec::new(),
            history: History::default(),
            answer: Answer::default(),
            scroll: Scroll::default(),
            index: IndexState::Opening { share: 0.0, left: None },
            number: 0,
            answered: false,
        }
    }
}

impl SearchScreen {
    /// Returns the request for what is typed now; `None` while there is no index.
    pub fn request(&mut self) -> Option<Request> {
        self.answered = false;
        if !matches!(self.index, IndexState::Ready { .. }) {
            return None;
        }
        self.number += 1;
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

    /// Returns the request to explain why the chosen hit matched.
    pub fn request_reasons(&mut self) -> Option<Request> {
        let chosen = self.chosen_hit()?;
        let mut request = self.request()?;
        request.explain = Some(chosen);
        Some(request)
    }

    /// Takes an answer if it is to the newest request. Returns true if it is.
    pub fn take(&mut self, corpus: &Corpus, number: u64, mut answer: Answer) -> bool {
        if number != self.number {
            return false;
        }
        if self.grouped {
            group(corpus, &mut answer);
        }
        // An answer with reasons has the same hits: the reader stays where they are.
        if answer.reasons.is_none() {
            self.scroll = Scroll::default();
        }
        self.facets.fill(&answer);
        self.answer = answer;
        self.answered = true;
        true
    }

    /// Returns true if a request that failed was the newest.
    pub fn fail(&self, number: u64) -> bool {
        number == self.number
    }

    /// Forgets the answer: its records are those of another corpus.
    pub fn forget(&mut self) {
        (self.answer, self.scroll, self.answered) = (Answer::default(), Scroll::default(), false);
        self.facets = FacetsPane::default();
    }

    /// Returns true if the answer is to what is typed now, so that no hits mean that there are none.
    pub fn answered(&self) -> bool {
        self.answered
    }

    /// Returns the number of lines of the list: hits or, if there are none, other spellings.
    pub fn lines(&self) -> usize {
        if self.answer.hits.is_empty() { self.answer.help.spellings.len() } else { self.answer.hits.len() }
    }

    /// Returns the query with the chosen other spelling, if nothing was found.
    pub fn respelled(&self) -> Option<String> {
        let word = self.answer.help.spellings.get(self.scroll.chosen).filter(|_| self.answer.hits.is_empty())?;
        let wanted = self.answer.query.terms();
        let typed = self.input.value();
        // With several terms it is not known which is misspelled: the word replaces the last.
        Some(match wanted.as_slice() {
            [.., last] if wanted.len() > 1 && typed.ends_with(last) => format!("{}{word}", &typed[..typed.len() - last.len()]),
            _ => word.clone(),
        })
    }

    /// Finds the completions of the end of the query.
    pub fn complete(&mut self, corpus: &Corpus) {
        let at_end = self.input.cursor() == self.input.value().chars().count();
        self.completions = if at_end { crate::query::completions(corpus, self.input.value()) } else { Vec::new() };
        self.completions.truncate(COMPLETIONS);
    }

    /// Returns the query with the first completion applied.
    pub fn completed(&self) -> Option<String> {
        let word = self.completions.first()?;
        let typed = self.input.value();
        let begun = typed.rfind([' ', '　', '(', '（']).map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
        let space = if word.ends_with([':', '：', '>', '<', '=']) { "" } else { " " };
        Some(format!("{}{word}{space}", &typed[..begun]))
    }

    /// Narrows to the first kind that has hits, then to each kind after it in turn; after the last, to all.
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

    /// Returns the position of the chosen hit.
    fn chosen_hit(&self) -> Option<usize> {
        self.answer.hits.get(self.scroll.chosen).map(|hit| hit.position)
    }

    /// Returns the areas of its parts; facets are beside the hits, or over them if there is no room.
    pub fn areas(&self, size: Size) -> SearchAreas {
        let body = frame(size).body;
        let facets = u16::from(body.height >= 6);
        let rows = [Constraint::Length(1), Constraint::Length(facets), Constraint::Fill(1)];
        let [input, facets, mut rest] = Layout::vertical(rows).areas(body);
        let mut facets_pane = None;
        let facets_open = self.facets.scroll.is_some();
        if facets_open {
            let width = if size.columns >= MEDIUM { FACETS } else { rest.width };
            let [left, right] = Layout::horizontal([Constraint::Length(width), Constraint::Fill(1)]).areas(rest);
            facets_pane = Some(Pane::new(left, false));
            rest = right;
        }
        let (hits, preview) = if size.columns >= WIDE {
            let [hits, preview] = Layout::horizontal([Constraint::Percentage(52), Constraint::Fill(1)]).areas(rest);
            (hits, Some(preview))
        } else if rest.height >= 16 {
            let [hits, preview] = Layout::vertical([Constraint::Percentage(60), Constraint::Fill(1)]).areas(rest);
            (hits, Some(preview))
        } else {
            (rest, None)
        };
        let beside = size.columns >= WIDE;
        let preview = preview.map(|area| Pane::new(area, beside));
        SearchAreas { input, facets, hits: Pane::new(hits, facets_open), preview, facets_pane }
    }
}

impl Screen for SearchScreen {
    fn mode(&self) -> Mode {
        if self.facets.scroll.is_some() { Mode::Facets } else { Mode::Query }
    }

    fn chosen(&self, _: &Corpus) -> Option<usize> {
        self.chosen_hit()
    }

    fn list(&self, _: &Corpus) -> Vec<usize> {
        self.answer.hits.iter().map(|hit| hit.position).collect()
    }

    fn open(&mut self, _: &Surroundings) -> Reaction {
        self.chosen_hit().filter(|_| self.facets.scroll.is_none()).map_or(Reaction::None, Reaction::Open)
    }

    fn close(&mut self) -> bool {
        self.facets.scroll.take().is_some()
    }

    fn step(&mut self, around: &Surroundings, step: Step) {
        let areas = self.areas(around.size);
        let count = self.facets.rows.len();
        match &mut self.facets.scroll {
            Some(scroll) => {
                let height = areas.facets_pane.map_or(0, |pane| pane.height());
                scroll.step(step.lines(height), count, height);
            }
            None => {
                let height = areas.hits.height() / HIT_ROWS;
                self.scroll.step(step.lines(height), self.lines(), height);
            }
        }
    }

    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction {
        let areas = self.areas(around.size);
        if let (Some(pane), Some(scroll)) = (areas.facets_pane, &mut self.facets.scroll)
            && let Some(row) = row_at(pane.inner, at, 1, scroll.top, self.facets.rows.len())
        {
            scroll.chosen = row;
            return Reaction::Do(Command::Toggle);
        }
        let row = row_at(areas.hits.inner, at, HIT_ROWS, self.scroll.top, self.lines());
        choose(&mut self.scroll.chosen, row)
    }

    fn clear_filters(&mut self, _: &Corpus) {
        self.facets.clear();
    }

    fn arguments(&self, _: &Corpus) -> Vec<String> {
        let mut words = arguments(&["search", self.input.value()]);
        let mut say = |option: &str, value: &str| words.extend(arguments(&[option, value]));
        let filter = &self.facets.filter;
        filter.kinds.iter().for_each(|kind| say("--kind", kind.name()));
        filter.documents.iter().for_each(|id| say("--document", id.as_str()));
        filter.ministries.iter().for_each(|code| say("--ministry", code));
        filter.areas.iter().for_each(|id| say("--area", id.as_str()));
        filter.projects.iter().for_each(|id| say("--project", id.as_str()));
        match self.sort {
            Sort::Relevance => {}
            Sort::Document => say("--sort", "document"),
            Sort::Amount => say("--sort", "amount"),
        }
        self.facets.off.iter().for_each(|word| say("--without-synonym", word));
        self.facets.on.iter().for_each(|word| say("--with-related", word));
        words
    }

    fn hints(&self) -> &'static [Command] {
        if self.facets.scroll.is_some() {
            return &[Command::Toggle, Command::ClearFilters, Command::NextSort, Command::Group, Command::Close];
        }
        &[
            Command::Open,
            Command::NextKind,
            Command::Facets,
            Command::NextSort,
            Command::Group,
            Command::Explain,
            Command::Older,
            Command::Close,
            Command::Quit,
        ]
    }

    fn fit(&mut self, around: &Surroundings) {
        let areas = self.areas(around.size);
        self.scroll.reveal(self.lines(), areas.hits.height() / HIT_ROWS);
        let count = self.facets.rows.len();
        if let (Some(scroll), Some(pane)) = (&mut self.facets.scroll, areas.facets_pane) {
            scroll.reveal(count, pane.height());
        }
    }
}

/// Groups hits by kind, the kind of the best hit first.
fn group(corpus: &Corpus, answer: &mut Answer) {
    let kind = |position: usize| corpus.kind(position);
    let mut kinds: Vec<Option<Kind>> = Vec::new();
    for hit in &answer.hits {
        let kind = kind(hit.position);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    answer.hits.sort_by_key(|hit| kinds.iter().position(|known| *known == kind(hit.position)));
}
