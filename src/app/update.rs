//! The only place where the state changes: one action in, what is asked of the world out.

use tui_input::InputRequest;

use super::action::{Action, Mode, Name};
use super::effect::Effect;
use super::help::Help;
use super::layout;
use super::search::HIT_ROWS;
use super::state::{Focus, IndexState, Notice, Screen, State};
use crate::index::Response;
use crate::model::Kind;
use crate::text::clean::clean;

/// A query is no longer than this many characters; what is pasted beyond is cut.
const LONGEST_QUERY: usize = 1_000;

/// Lets an action happen.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Do(name) => {
            state.notice = None;
            state.act(name)
        }
        Action::Edit(request) => state.edit([request]),
        Action::Paste(text) => {
            let text = clean(&text).into_owned();
            state.edit(text.chars().map(InputRequest::InsertChar))
        }
        Action::Resize(size) => {
            state.size = size;
            state.fit();
            Vec::new()
        }
        Action::Index(index) => {
            state.search.index = index;
            let typed = !state.search.input.value().is_empty();
            if typed && matches!(state.search.index, IndexState::Ready { .. }) { state.ask() } else { Vec::new() }
        }
        Action::Found(response) => {
            state.take(*response);
            Vec::new()
        }
    }
}

impl State {
    fn act(&mut self, name: Name) -> Vec<Effect> {
        match name {
            Name::Quit => return vec![Effect::Quit],
            Name::Suspend => return vec![Effect::Suspend],
            Name::Help => self.help = Some(Help::new(self.mode())),
            Name::Close => self.close(),
            Name::Search => self.screen = Screen::Search,
            Name::Browse => {
                self.screen = Screen::Browse;
                self.set_reader();
            }
            Name::Indicators => self.screen = Screen::Indicators,
            Name::Back => self.back(),
            Name::Forward => self.forward(),
            Name::Go(aim) => self.go(aim),
            Name::NextPane => self.focus(match self.browse.focus {
                Focus::Tree => Focus::Reader,
                Focus::Reader => Focus::Links,
                Focus::Links => Focus::Tree,
            }),
            Name::PreviousPane => self.focus(match self.browse.focus {
                Focus::Tree => Focus::Links,
                Focus::Reader => Focus::Tree,
                Focus::Links => Focus::Reader,
            }),
            Name::Up => self.step(Step::Lines(-1)),
            Name::Down => self.step(Step::Lines(1)),
            Name::PageUp => self.step(Step::Pages(-1)),
            Name::PageDown => self.step(Step::Pages(1)),
            Name::First => self.step(Step::Lines(isize::MIN)),
            Name::Last => self.step(Step::Lines(isize::MAX)),
            Name::Left => self.left(),
            Name::Right => self.right(),
            Name::Open => self.open_chosen(),
            Name::NextKind => {
                let present = self.search.answer.facets.kind.iter().filter_map(|(name, _)| Kind::from_name(name)).collect::<Vec<_>>();
                self.search.next_kind(if self.search.kind.is_none() { &present } else { &Kind::ALL });
                return self.ask();
            }
            Name::NextOrder => self.indicators.next_order(&self.corpus),
            Name::NextCategory => self.indicators.next_category(&self.corpus),
        }
        self.fit();
        Vec::new()
    }

    fn close(&mut self) {
        if self.help.take().is_some() {
            return;
        }
        match self.screen {
            Screen::Search | Screen::Indicators => {
                self.screen = Screen::Browse;
                self.set_reader();
            }
            // Once more takes the marks of the last search away.
            Screen::Browse => {
                self.search.input.reset();
                self.set_reader();
            }
        }
    }

    fn focus(&mut self, focus: Focus) {
        self.browse.focus = focus;
    }

    fn left(&mut self) {
        let [height, ..] = self.heights();
        match self.browse.focus {
            Focus::Tree => {
                self.browse.tree.collapse(height);
                self.follow_tree();
            }
            Focus::Reader => self.focus(Focus::Tree),
            Focus::Links => self.focus(Focus::Reader),
        }
    }

    fn right(&mut self) {
        let [height, ..] = self.heights();
        match self.browse.focus {
            Focus::Tree => {
                let leaf = self.browse.tree.chosen().is_none_or(|row| row.children == 0);
                if leaf {
                    self.focus(Focus::Reader);
                } else {
                    self.browse.tree.expand(height);
                    self.follow_tree();
                }
            }
            Focus::Reader => self.focus(Focus::Links),
            Focus::Links => self.open_chosen(),
        }
    }

    fn open_chosen(&mut self) {
        let target = match self.mode() {
            Mode::Query => self.search.chosen(),
            Mode::Indicators => self.indicators.chosen(),
            Mode::Links => self.browse.links.chosen().and_then(|link| self.corpus.position(link.id.as_str())),
            Mode::Tree => {
                if self.browse.tree.chosen().is_some_and(|row| row.children > 0) {
                    self.browse.tree.toggle();
                } else {
                    self.focus(Focus::Reader);
                }
                None
            }
            Mode::Reader | Mode::Help => None,
        };
        if let Some(target) = target {
            if self.screen != Screen::Browse {
                self.browse.focus = Focus::Reader;
            }
            self.open(target);
        }
    }

    fn step(&mut self, step: Step) {
        let size = self.size;
        match self.mode() {
            Mode::Help => {
                let height = layout::help(size).height();
                if let Some(help) = &mut self.help {
                    help.scroll.pan(step.lines(height), help.names.len(), height);
                }
            }
            Mode::Query => {
                let height = layout::search(size).hits.height() / HIT_ROWS;
                self.search.scroll.step(step.lines(height), self.search.answer.hits.len(), height);
            }
            Mode::Indicators => {
                // The table's heading takes a row.
                let height = layout::indicators(size).table.height().saturating_sub(1);
                self.indicators.scroll.step(step.lines(height), self.indicators.rows.len(), height);
            }
            Mode::Tree => {
                let [height, ..] = self.heights();
                self.browse.tree.scroll.step(step.lines(height), self.browse.tree.rows.len(), height);
                self.follow_tree();
            }
            Mode::Reader => {
                let [_, height, _] = self.heights();
                self.browse.reader.scroll.pan(step.lines(height), self.browse.reader.lines.len(), height);
            }
            Mode::Links => {
                let [.., height] = self.heights();
                self.browse.links.step(step.lines(height), height);
            }
        }
    }

    fn edit(&mut self, requests: impl IntoIterator<Item = InputRequest>) -> Vec<Effect> {
        if self.mode() != Mode::Query {
            return Vec::new();
        }
        let before = self.search.input.value().to_owned();
        for request in requests {
            let full = self.search.input.value().chars().count() >= LONGEST_QUERY;
            if !(full && matches!(request, InputRequest::InsertChar(_))) {
                self.search.input.handle(request);
            }
        }
        if self.search.input.value() == before { Vec::new() } else { self.ask() }
    }

    fn ask(&mut self) -> Vec<Effect> {
        self.search.request().map(Effect::Search).into_iter().collect()
    }

    fn take(&mut self, response: Response) {
        match response.answer {
            Ok(answer) => {
                self.search.take(response.number, answer);
            }
            Err(error) => {
                if self.search.fail(response.number) {
                    self.notice = Some(Notice::Failure(error.to_string()));
                }
            }
        }
    }

    /// Brings every window back onto its list after the size, the focus or a list has changed.
    fn fit(&mut self) {
        let [tree, _, links] = self.heights();
        self.browse.tree.scroll.reveal(self.browse.tree.rows.len(), tree);
        self.set_reader();
        let chosen = self.browse.links.scroll.chosen;
        self.browse.links.scroll.choose(chosen, self.browse.links.rows.len(), links);
        self.browse.links.step(0, links);
        let height = layout::indicators(self.size).table.height().saturating_sub(1);
        self.indicators.scroll.reveal(self.indicators.rows.len(), height);
        let height = layout::search(self.size).hits.height() / HIT_ROWS;
        self.search.scroll.reveal(self.search.answer.hits.len(), height);
    }
}

/// How far to go.
#[derive(Clone, Copy)]
enum Step {
    Lines(isize),
    Pages(isize),
}

impl Step {
    /// In lines, where a page is `height` lines; a line of the last page stays in view.
    fn lines(self, height: usize) -> isize {
        match self {
            Step::Lines(lines) => lines,
            Step::Pages(pages) => pages.saturating_mul(isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)),
        }
    }
}
