//! Typing: what is typed into a field, what is asked of the index for it, and what comes back.

use tui_input::InputRequest;

use crate::app::effect::{Change, Effect, Kept};
use crate::app::mode::Mode;
use crate::app::notice::IndexState;
use crate::app::screens::Screen;
use crate::app::state::State;
use crate::engine::{Asker, Response, Sort};

/// Maximum number of characters in a query; anything pasted beyond that is cut.
const LONGEST_QUERY: usize = 1_000;

impl State {
    /// Completes the field that is being typed; otherwise narrows the hits to the next kind.
    pub(in crate::app) fn next_kind(&mut self) -> Vec<Effect> {
        if self.screens.search.completions.is_empty() {
            self.screens.search.next_kind();
            return self.ask();
        }
        let completed = self.screens.search.completed();
        self.retype(completed)
    }

    /// Switches the chosen facet on or off.
    pub(in crate::app) fn toggle_facet(&mut self) -> Vec<Effect> {
        if self.screens.search.facets.toggle() { self.ask() } else { Vec::new() }
    }

    /// Sorts the hits by the next order.
    pub(in crate::app) fn next_sort(&mut self) -> Vec<Effect> {
        self.screens.search.sort = match self.screens.search.sort {
            Sort::Relevance => Sort::Document,
            Sort::Document => Sort::Amount,
            Sort::Amount => Sort::Relevance,
        };
        self.ask()
    }

    /// Turns the grouping of hits by kind on or off.
    pub(in crate::app) fn group_hits(&mut self) -> Vec<Effect> {
        self.screens.search.grouped = !self.screens.search.grouped;
        self.ask()
    }

    /// Turns the explanation of hits on or off.
    pub(in crate::app) fn explain_hits(&mut self) -> Vec<Effect> {
        self.screens.search.explained = !self.screens.search.explained;
        self.ask_reasons()
    }

    /// Replaces the query with the one before it.
    pub(in crate::app) fn older_query(&mut self) -> Vec<Effect> {
        let typed = self.screens.search.input.value().to_owned();
        let older = self.screens.search.history.older(&typed);
        self.retype(older)
    }

    /// Replaces the query with the one after it.
    pub(in crate::app) fn newer_query(&mut self) -> Vec<Effect> {
        let newer = self.screens.search.history.newer();
        self.retype(newer)
    }

    /// Takes what is typed: into the menu's line, into the query, or as the letter of a mark.
    pub(in crate::app) fn edit(&mut self, requests: impl IntoIterator<Item = InputRequest>) -> Vec<Effect> {
        if let Some(marking) = self.marking {
            return requests.into_iter().next().map(|request| self.mark(marking, &request)).unwrap_or_default();
        }
        if let Some(menu) = &mut self.menu {
            let before = menu.input.value().to_owned();
            for request in requests {
                let full = menu.input.value().chars().count() >= LONGEST_QUERY;
                if !(full && matches!(request, InputRequest::InsertChar(_))) {
                    menu.input.handle(request);
                }
            }
            if menu.input.value() == before {
                return Vec::new();
            }
            menu.narrow(&self.corpus);
            let ready = matches!(self.screens.search.index, IndexState::Ready { .. });
            let request = if ready { menu.request() } else { None };
            return request.map(|request| Effect::Search(Box::new(request))).into_iter().collect();
        }
        if self.mode() != Mode::Query {
            return Vec::new();
        }
        let before = self.screens.search.input.value().to_owned();
        for request in requests {
            let full = self.screens.search.input.value().chars().count() >= LONGEST_QUERY;
            if !(full && matches!(request, InputRequest::InsertChar(_))) {
                self.screens.search.input.handle(request);
            }
        }
        if self.screens.search.input.value() == before {
            return Vec::new();
        }
        self.screens.search.history.leave();
        self.screens.search.complete(&self.corpus);
        self.ask()
    }

    /// Replaces the text of the query.
    pub(in crate::app) fn retype(&mut self, text: Option<String>) -> Vec<Effect> {
        let Some(text) = text else { return Vec::new() };
        self.screens.search.input = tui_input::Input::new(text);
        self.screens.search.complete(&self.corpus);
        self.ask()
    }

    /// Keeps the query when one of its hits is opened: it has then proved useful.
    pub(in crate::app) fn remember_query(&mut self) -> Vec<Effect> {
        if self.mode() != Mode::Query || self.screens.search.chosen(&self.corpus).is_none() {
            return Vec::new();
        }
        let typed = self.screens.search.input.value().to_owned();
        if self.screens.search.history.remember(&typed) {
            let newest = self.screens.search.history.queries().last().cloned();
            vec![Effect::Keep(Kept::Queries, Change::Put(newest.into_iter().collect()))]
        } else {
            Vec::new()
        }
    }

    pub(in crate::app) fn ask_reasons(&mut self) -> Vec<Effect> {
        if !self.screens.search.explained {
            self.screens.search.answer.reasons = None;
            return Vec::new();
        }
        self.screens.search.request_reasons().map(|request| Effect::Search(Box::new(request))).into_iter().collect()
    }

    pub(in crate::app) fn ask(&mut self) -> Vec<Effect> {
        self.screens.search.request().map(|request| Effect::Search(Box::new(request))).into_iter().collect()
    }

    pub(in crate::app) fn take(&mut self, response: Response) {
        if response.asker == Asker::Menu {
            // The menu that asked may be closed; a failure shows in what it offers.
            if let (Some(menu), Ok(answer)) = (&mut self.menu, &response.answer) {
                menu.take(&self.corpus, response.number, answer);
            }
            return;
        }
        match response.answer {
            Ok(answer) => {
                let corpus = std::sync::Arc::clone(&self.corpus);
                self.trouble = None;
                self.screens.search.take(&corpus, response.number, answer);
            }
            Err(error) => {
                if self.screens.search.fail(response.number) {
                    // It stays until something is found again: the hits on the screen are older than the question.
                    self.trouble = Some(error.to_string());
                }
            }
        }
    }
}
