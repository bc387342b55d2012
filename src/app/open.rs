//! Going from record to record: by the tree, by links, back and forward. The tree, the reader and the links always show the same one.

use std::collections::HashSet;
use std::sync::Arc;

use super::action::{Aim, Name};
use super::layout;
use super::reader::Reader;
use super::state::{Focus, Notice, Screen, State};
use super::trail::Visit;
use crate::engine::Marker;
use crate::model::{Id, Record, Relation};
use crate::present::article::{View, explains};

impl State {
    /// Lines that tree, reader and links have for what they list, at the present size and focus; 0 where a pane is not shown.
    pub(super) fn heights(&self) -> [usize; 3] {
        let areas = layout::browse(self.size, self.browse.focus, self.browse.arrangement);
        let [tree, reader, links] = [areas.tree, areas.reader, areas.links].map(|pane| pane.map_or(0, |pane| pane.height()));
        [tree, reader, super::link_lines(links)]
    }

    /// Shows what is chosen in the tree, without leaving a trace in the trail.
    pub(super) fn follow_tree(&mut self) {
        self.browse.list = Arc::default();
        self.show(self.browse.tree.record());
    }

    /// Shows a record in reader and links.
    fn show(&mut self, record: Option<usize>) {
        let id = record.and_then(|position| self.corpus.at(position)).map(|record| record.id().clone());
        self.browse.links.show(&self.corpus, id.as_ref().map(|id| id.as_str()));
        self.browse.reader.record = record;
        self.browse.reader.scroll = super::Scroll::default();
        self.set_reader();
    }

    /// Lays the reader's record out anew: its width or what is marked has changed.
    pub(super) fn set_reader(&mut self) {
        // The reader's width must not depend on whether it is shown: it may be shown next.
        let areas = layout::browse(self.size, Focus::Reader, self.browse.arrangement);
        let columns = self.reading_columns(areas.reader.unwrap_or_default());
        let record = self.browse.reader.record;
        let none = Marker::default();
        let marker = if self.search.input.value().is_empty() { &none } else { &self.search.answer.marker };
        self.browse.reader.show(&self.corpus, record, columns, marker);
        let [_, height, _] = self.heights();
        self.browse.reader.scroll.pan(0, self.browse.reader.lines.len(), height);
        self.set_peek();
    }

    /// Between our words and the original's.
    pub(super) fn turn_reader(&mut self) {
        let reader = &mut self.browse.reader;
        let Some(record) = reader.record.and_then(|position| self.corpus.at(position)) else { return };
        reader.view = match reader.view.of(&self.corpus, record) {
            View::Original => View::Digest,
            View::Digest | View::Terms => View::Original,
        };
        if reader.view.of(&self.corpus, record) != reader.view {
            reader.view = View::Digest;
            self.notice = Some(Notice::NoOriginal);
            return;
        }
        reader.scroll = super::Scroll::default();
        self.set_reader();
    }

    /// Shows the record at the other end of the chosen link over the screen, or takes it away again.
    pub(super) fn look(&mut self) {
        if self.browse.peek.take().is_none() {
            let target = self.browse.links.chosen().and_then(|link| self.corpus.position(link.id.as_str()));
            self.browse.peek = target.map(|record| Reader { record: Some(record), ..Reader::default() });
            self.set_peek();
        }
    }

    /// Columns of text in a pane: a margin on its right, and no longer than is easy to read.
    pub fn reading_columns(&self, pane: layout::Pane) -> usize {
        pane.width().saturating_sub(1).min(self.reading_width).max(1)
    }

    /// Explains, over the screen, the terms, abbreviations and bodies that the record names.
    pub(super) fn explain_terms(&mut self) {
        let record = self.browse.reader.record;
        let known = record.and_then(|position| self.corpus.at(position)).is_some_and(|record| explains(&self.corpus, record));
        if !known {
            self.notice = Some(Notice::NoTerms);
            return;
        }
        self.browse.peek = Some(Reader { record, view: View::Terms, ..Reader::default() });
        self.set_peek();
    }

    /// The address of the document in which the present record stands.
    pub(super) fn address(&self) -> Option<String> {
        let record = self.present().and_then(|position| self.corpus.at(position))?;
        let place = record.places().into_iter().next();
        let document = match (record, &place) {
            (Record::Document(document), _) => Some(document),
            (_, Some(place)) => self.corpus.document(place.document.as_str()),
            _ => None,
        }?;
        let url = document.url.clone()?;
        // Browsers open a PDF at a page that is asked for so.
        match place.and_then(|place| place.page).filter(|_| url.ends_with(".pdf")) {
            Some(page) => Some(format!("{url}#page={page}")),
            None => Some(url),
        }
    }

    /// Lays out anew what is looked at.
    fn set_peek(&mut self) {
        let pane = layout::menu(self.size);
        let columns = self.reading_columns(pane);
        if let Some(peek) = &mut self.browse.peek {
            peek.show(&self.corpus, peek.record, columns, &Marker::default());
            peek.scroll.pan(0, peek.lines.len(), pane.height());
        }
    }

    /// To the next match in the reader's text, or the one before.
    pub(super) fn go_to_hit(&mut self, forward: bool) {
        let [_, height, _] = self.heights();
        let reader = &mut self.browse.reader;
        let marked = |line: &super::Line| line.pieces.iter().any(|piece| piece.marked);
        let top = reader.scroll.top;
        let found = if forward {
            (top + 1..reader.lines.len()).find(|at| marked(&reader.lines[*at]))
        } else {
            (0..top.min(reader.lines.len())).rev().find(|at| marked(&reader.lines[*at]))
        };
        match found {
            Some(line) => {
                let lines = isize::try_from(line).unwrap_or(isize::MAX).saturating_sub(isize::try_from(top).unwrap_or(0));
                reader.scroll.pan(lines, reader.lines.len(), height);
                // The last lines cannot come to the top: what is in view is found.
                if reader.scroll.top == top && forward {
                    self.notice = Some(Notice::NoMoreHits);
                }
            }
            None => self.notice = Some(Notice::NoMoreHits),
        }
    }

    /// To the next record of the list from which the reader came, or the one before; without a list, of the tree.
    pub(super) fn go_to_neighbour(&mut self, forward: bool) {
        let present = self.browse.reader.record;
        let beside = |list: &[usize]| -> Option<usize> {
            let at = list.iter().position(|record| Some(*record) == present)?;
            if forward { list.get(at + 1) } else { list.get(at.checked_sub(1)?) }.copied()
        };
        let list = Arc::clone(&self.browse.list);
        let in_list = list.iter().any(|record| Some(*record) == present);
        let target = if in_list { beside(&list) } else { beside(&self.browse.tree.records()) };
        match target {
            Some(record) => self.open(record, list),
            None => self.notice = Some(Notice::EndOfList),
        }
    }

    /// Goes to a record of a list (none: of the tree) on the browsing screen, and remembers where the reader was.
    pub(super) fn open(&mut self, record: usize, list: Arc<[usize]>) {
        if let Some(left) = self.visit().filter(|left| left.record != record) {
            self.browse.trail.leave(left);
        }
        self.visited.retain(|visited| *visited != record);
        self.visited.push(record);
        self.arrive(Visit { record, list });
    }

    /// Where the reader is.
    fn visit(&self) -> Option<Visit> {
        self.browse.reader.record.map(|record| Visit { record, list: Arc::clone(&self.browse.list) })
    }

    /// The records of the list on the screen, in its order, each once.
    pub(super) fn listed(&self) -> Arc<[usize]> {
        let ids = |ids: &mut dyn Iterator<Item = &Id>| -> Vec<usize> { ids.filter_map(|id| self.corpus.position(id.as_str())).collect() };
        let mut list: Vec<usize> = match self.screen {
            Screen::Search => self.search.answer.hits.iter().map(|hit| hit.position).collect(),
            Screen::Indicators => self.indicators.rows.clone(),
            Screen::Budgets => ids(&mut self.budgets.ledger.rows.iter().filter_map(|row| row.record.as_ref())),
            Screen::Matrix => ids(&mut self.crossing.records().iter()),
            Screen::Browse => ids(&mut self.browse.links.targets()),
            Screen::Lineage => Vec::new(),
        };
        let mut seen = HashSet::new();
        list.retain(|record| seen.insert(*record));
        list.into()
    }

    /// Goes to the record with that id; whether there is one.
    pub fn open_id(&mut self, id: &str) -> bool {
        let position = self.corpus.position(id);
        if let Some(position) = position {
            self.arrive(Visit { record: position, list: Arc::default() });
        }
        position.is_some()
    }

    fn arrive(&mut self, visit: Visit) {
        self.screen = Screen::Browse;
        let [height, ..] = self.heights();
        self.browse.tree.reveal(&self.corpus, visit.record, height);
        if self.browse.focus != Focus::Tree || self.heights()[1] == 0 {
            self.browse.focus = Focus::Reader;
        }
        self.browse.list = visit.list;
        self.show(Some(visit.record));
    }

    pub(super) fn back(&mut self) {
        let present = self.visit();
        match self.browse.trail.back(present) {
            Some(visit) => self.arrive(visit),
            None => self.notice = Some(Notice::NothingBefore),
        }
    }

    pub(super) fn forward(&mut self) {
        let present = self.visit();
        match self.browse.trail.forward(present) {
            Some(visit) => self.arrive(visit),
            None => self.notice = Some(Notice::NothingAfter),
        }
    }

    /// Whether a thing that can be asked for would do anything where the reader is: what would not is no hint.
    pub fn offers(&self, name: Name) -> bool {
        match name {
            Name::Back => self.browse.trail.has_back(),
            Name::Forward => self.browse.trail.has_forward(),
            name => name.aim().is_none_or(|aim| self.present().is_some_and(|record| self.leads_to(record, aim))),
        }
    }

    /// Whether a record, or the owner behind an indicator, is linked in the way that `aim` asks.
    fn leads_to(&self, record: usize, aim: Aim) -> bool {
        let Some(id) = self.corpus.at(record).map(|record| record.id().as_str()) else { return false };
        let linked = |id: &str, relations: &[Relation]| self.corpus.links(id).iter().any(|link| relations.contains(&link.relation));
        let by_owner = || self.corpus.linked(id, Relation::Owner).next().is_some_and(|owner| linked(owner.id().as_str(), relations(aim)));
        linked(id, relations(aim)) || (through_owner(aim) && by_owner())
    }

    /// Goes to what the record is linked to in the way that `aim` asks: to the one record, or to the links where there are several.
    pub(super) fn go(&mut self, aim: Aim) {
        let elsewhere = match self.screen {
            Screen::Indicators => self.indicators.chosen(),
            Screen::Budgets => self.budgets.chosen(&self.corpus),
            Screen::Matrix => self.crossing.chosen(&self.corpus),
            Screen::Lineage => self.following.record(&self.corpus),
            Screen::Browse | Screen::Search => None,
        };
        if let Some(record) = elsewhere {
            self.open(record, self.listed());
        }
        if self.aim_at(relations(aim)) {
            return;
        }
        if through_owner(aim) {
            let owner = self.browse.links.of(&[Relation::Owner]).next().and_then(|link| self.corpus.position(link.id.as_str()));
            if let Some(owner) = owner {
                self.open(owner, Arc::default());
                if self.aim_at(relations(aim)) {
                    return;
                }
            }
        }
        self.notice = Some(Notice::NoSuchLink);
    }

    fn aim_at(&mut self, relations: &[Relation]) -> bool {
        let targets: Vec<usize> = self.browse.links.of(relations).filter_map(|link| self.corpus.position(link.id.as_str())).collect();
        match targets.as_slice() {
            [] => false,
            [only] => {
                self.open(*only, Arc::default());
                true
            }
            _ => {
                self.browse.focus = Focus::Links;
                let [.., height] = self.heights();
                self.browse.links.find(relations, height)
            }
        }
    }
}

/// The relations in which an aim is looked for.
fn relations(aim: Aim) -> &'static [Relation] {
    match aim {
        Aim::Owner => &[Relation::Owner],
        Aim::Ministries => &[Relation::LedBy, Relation::Participant, Relation::FundedBy],
        Aim::Indicators => &[Relation::Owns],
        Aim::Areas => &[Relation::Covers],
    }
}

/// Whether an aim is looked for at an indicator's owner, too: behind an indicator stand the ministries of its owner.
fn through_owner(aim: Aim) -> bool {
    matches!(aim, Aim::Ministries | Aim::Areas)
}
