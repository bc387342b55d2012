//! Typing: what is typed into a field, what is asked of the index for it, and what comes back.

use tui_input::InputRequest;

use super::action::{Mode, Name};
use super::effect::{Change, Effect, Kept};
use super::scroll::Scroll;
use super::state::{IndexState, Notice, State};
use crate::engine::{Asker, Response, Sort};

/// A query is no longer than this many characters; what is pasted beyond is cut.
const LONGEST_QUERY: usize = 1_000;

impl State {
    /// What keys of the search screen ask for.
    pub(super) fn act_in_search(&mut self, name: Name) -> Vec<Effect> {
        match name {
            // While a field is being typed, the key finishes it.
            Name::NextKind if !self.search.completions.is_empty() => {
                let completed = self.search.completed();
                return self.retype(completed);
            }
            Name::NextKind => {
                self.search.next_kind();
                return self.ask();
            }
            Name::Facets => {
                let closed = self.search.facets.scroll.is_none();
                self.search.facets.scroll = closed.then_some(Scroll { chosen: 1, top: 0 });
            }
            Name::Toggle if self.search.facets.toggle() => return self.ask(),
            Name::NextSort => {
                self.search.sort = match self.search.sort {
                    Sort::Relevance => Sort::Document,
                    Sort::Document => Sort::Amount,
                    Sort::Amount => Sort::Relevance,
                };
                return self.ask();
            }
            Name::Group => {
                self.search.grouped = !self.search.grouped;
                return self.ask();
            }
            Name::Explain => {
                self.search.explained = !self.search.explained;
                return self.ask_reasons();
            }
            Name::Older => {
                let typed = self.search.input.value().to_owned();
                let older = self.search.history.older(&typed);
                return self.retype(older);
            }
            Name::Newer => {
                let newer = self.search.history.newer();
                return self.retype(newer);
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn edit(&mut self, requests: impl IntoIterator<Item = InputRequest>) -> Vec<Effect> {
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
            let ready = matches!(self.search.index, IndexState::Ready { .. });
            let request = if ready { menu.request() } else { None };
            return request.map(|request| Effect::Search(Box::new(request))).into_iter().collect();
        }
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
        if self.search.input.value() == before {
            return Vec::new();
        }
        self.search.history.leave();
        self.search.complete(&self.corpus);
        self.ask()
    }

    /// Puts another text in place of the query.
    pub(super) fn retype(&mut self, text: Option<String>) -> Vec<Effect> {
        let Some(text) = text else { return Vec::new() };
        self.search.input = tui_input::Input::new(text);
        self.search.complete(&self.corpus);
        self.ask()
    }

    /// Keeps the query when one of its hits is opened: then it was worth something.
    pub(super) fn remember_query(&mut self) -> Vec<Effect> {
        if self.mode() != Mode::Query || self.search.chosen().is_none() {
            return Vec::new();
        }
        let typed = self.search.input.value().to_owned();
        if self.search.history.remember(&typed) {
            let newest = self.search.history.queries().last().cloned();
            vec![Effect::Keep(Kept::Queries, Change::Put(newest.into_iter().collect()))]
        } else {
            Vec::new()
        }
    }

    pub(super) fn ask_reasons(&mut self) -> Vec<Effect> {
        if !self.search.explained {
            self.search.answer.reasons = None;
            return Vec::new();
        }
        self.search.request_reasons().map(|request| Effect::Search(Box::new(request))).into_iter().collect()
    }

    pub(super) fn ask(&mut self) -> Vec<Effect> {
        self.search.request().map(|request| Effect::Search(Box::new(request))).into_iter().collect()
    }

    pub(super) fn take(&mut self, response: Response) {
        if response.asker == Asker::Menu {
            // The menu that asked may be closed; what failed shows in what it offers.
            if let (Some(menu), Ok(answer)) = (&mut self.menu, &response.answer) {
                menu.take(&self.corpus, response.number, answer);
            }
            return;
        }
        match response.answer {
            Ok(answer) => {
                let corpus = std::sync::Arc::clone(&self.corpus);
                self.search.take(&corpus, response.number, answer);
            }
            Err(error) => {
                if self.search.fail(response.number) {
                    self.notice = Some(Notice::Failure(error.to_string()));
                }
            }
        }
    }
}
