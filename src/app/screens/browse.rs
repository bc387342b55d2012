//! Browsing screen: the tree, the reader and the links, which always show the same record.

use std::sync::Arc;

use ratatui::layout::Position;

use super::screen::{Reaction, Screen, Surroundings, arguments, choose};
use crate::app::command::Command;
use crate::app::layout::{self, Pane, row_at};
use crate::app::mode::Mode;
use crate::app::notice::Notice;
use crate::app::panes::{Arrangement, Border, Focus, LinksPane, Panes, Reader, ReaderLine, Tree, border, link_lines, panes};
use crate::app::scroll::{Scroll, Step};
use crate::app::trail::{Trail, Visit};
use crate::engine::Highlighter;
use crate::model::{Corpus, Relation};
use crate::present::article::{View, explains};

/// The browsing screen.
pub struct BrowseScreen {
    /// Pane that has the keys.
    pub focus: Focus,
    /// The tree.
    pub tree: Tree,
    /// The reader.
    pub reader: Reader,
    /// The links.
    pub links: LinksPane,
    /// Record in a peek: looked at without going to it.
    pub peek: Option<Reader>,
    /// Widths of the panes.
    pub arrangement: Arrangement,
    /// Line between panes that the mouse is dragging.
    pub dragged: Option<Border>,
    /// List from which the reader came, to step through it without going back, as in [`Visit`].
    pub list: Arc<[usize]>,
    /// Records visited before and after.
    pub trail: Trail,
    /// Highlighter of what the query matches in the text.
    pub highlighter: Arc<Highlighter>,
    /// True if the record is not yet shown in the tree, as not all above it has come.
    unrevealed: bool,
}

impl BrowseScreen {
    /// Returns the screen at the start: the tree, its first document open.
    pub fn new(corpus: &Corpus) -> Self {
        Self {
            focus: Focus::default(),
            tree: Tree::new(corpus),
            reader: Reader::default(),
            links: LinksPane::default(),
            peek: None,
            arrangement: Arrangement::default(),
            dragged: None,
            list: Arc::default(),
            trail: Trail::default(),
            highlighter: Arc::default(),
            unrevealed: false,
        }
    }

    /// Returns the panes at a size.
    pub fn panes(&self, size: layout::Size) -> Panes {
        panes(size, self.focus, self.arrangement)
    }

    /// Returns the number of lines that tree, reader and links have for their content; 0 for a pane that is not shown.
    fn heights(&self, around: &Surroundings) -> [usize; 3] {
        let areas = self.panes(around.size);
        let [tree, reader, links] = [areas.tree, areas.reader, areas.links].map(|pane| pane.map_or(0, |pane| pane.height()));
        [tree, reader, link_lines(links)]
    }

    /// Goes to the pane on the right of the one in focus, and from the last to the first.
    pub fn next_pane(&mut self) {
        self.focus = match self.focus {
            Focus::Tree => Focus::Reader,
            Focus::Reader => Focus::Links,
            Focus::Links => Focus::Tree,
        };
    }

    /// Goes to the pane on the left of the one in focus, and from the first to the last.
    pub fn previous_pane(&mut self) {
        self.focus = match self.focus {
            Focus::Tree => Focus::Links,
            Focus::Reader => Focus::Tree,
            Focus::Links => Focus::Reader,
        };
    }

    /// Shows only the pane in focus, or all again.
    pub fn zoom(&mut self) {
        self.arrangement.zoomed = !self.arrangement.zoomed;
    }

    /// Makes the pane in focus wider or narrower.
    pub fn widen(&mut self, wider: bool) {
        self.arrangement.widen(self.focus, wider);
    }

    /// Takes what has come of the records that were asked for: what is shown is completed, and the reader stays where they are.
    pub fn arrived(&mut self, around: &Surroundings) {
        let [height, ..] = self.heights(around);
        match self.reader.record {
            Some(record) if self.unrevealed => {
                self.tree.reveal(around.corpus, record, height);
                self.unrevealed = !self.tree.records().contains(&record);
            }
            _ => self.tree.renew(around.corpus, height),
        }
        let shown = self.reader.record.or_else(|| self.tree.record());
        if self.links.rows.is_empty() || self.reader.record.is_none() {
            self.links.show(around.corpus, self.id_of(around, shown).as_deref());
        }
        self.reader.record = shown;
    }

    /// Returns the id of a record, if it is here.
    fn id_of(&self, around: &Surroundings, record: Option<usize>) -> Option<String> {
        record.and_then(|position| around.corpus.at(position)).map(|record| record.id().to_string())
    }

    /// Shows what is chosen in the tree, without recording it in the trail.
    pub fn follow_tree(&mut self, around: &Surroundings) {
        self.list = Arc::default();
        self.show_record(around, self.tree.record());
    }

    /// Goes to a record, opening the tree down to it.
    pub fn arrive(&mut self, around: &Surroundings, visit: Visit) {
        let [height, ..] = self.heights(around);
        self.tree.reveal(around.corpus, visit.record, height);
        self.unrevealed = around.corpus.is_elsewhere() && !self.tree.records().contains(&visit.record);
        if self.focus != Focus::Tree || self.heights(around)[1] == 0 {
            self.focus = Focus::Reader;
        }
        self.list = visit.list;
        self.show_record(around, Some(visit.record));
    }

    /// Shows a record in the reader and links.
    fn show_record(&mut self, around: &Surroundings, record: Option<usize>) {
        self.links.show(around.corpus, self.id_of(around, record).as_deref());
        self.reader.record = record;
        self.reader.scroll = Scroll::default();
        self.set_reader(around);
    }

    /// Lays out the reader's record again after its width or its highlights have changed.
    pub fn set_reader(&mut self, around: &Surroundings) {
        // The width must not depend on whether the reader pane is shown now: it may be shown next.
        let areas = panes(around.size, Focus::Reader, self.arrangement);
        let columns = around.reading_columns(areas.reader.unwrap_or_default());
        self.reader.show(around.corpus, self.reader.record, columns, &self.highlighter);
        let [_, height, _] = self.heights(around);
        self.reader.scroll.pan(0, self.reader.lines.len(), height);
        self.set_peek(around);
    }

    /// Switches the reader between our digest and the original.
    pub fn turn_reader(&mut self, around: &Surroundings) -> Reaction {
        let Some(record) = self.reader.record.and_then(|position| around.corpus.at(position)) else { return Reaction::None };
        self.reader.view = match self.reader.view.of(around.corpus, record) {
            View::Original => View::Digest,
            View::Digest | View::Terms => View::Original,
        };
        if self.reader.view.of(around.corpus, record) != self.reader.view {
            self.reader.view = View::Digest;
            return Reaction::Tell(Notice::NoOriginal);
        }
        self.reader.scroll = Scroll::default();
        self.set_reader(around);
        Reaction::None
    }

    /// Shows the record at the other end of the chosen link over the screen, or closes it again.
    pub fn peek(&mut self, around: &Surroundings) {
        if self.peek.take().is_none() {
            let target = self.links.chosen().and_then(|link| around.corpus.position(link.id.as_str()));
            self.peek = target.map(|record| Reader { record: Some(record), ..Reader::default() });
            self.set_peek(around);
        }
    }

    /// Explains, over the screen, the terms, abbreviations and bodies that the record names.
    pub fn explain_terms(&mut self, around: &Surroundings) -> Reaction {
        let record = self.reader.record;
        let known = record.and_then(|position| around.corpus.at(position)).is_some_and(|record| explains(around.corpus, record));
        if !known {
            return Reaction::Tell(Notice::NoTerms);
        }
        self.peek = Some(Reader { record, view: View::Terms, ..Reader::default() });
        self.set_peek(around);
        Reaction::None
    }

    /// Lays out the peek again.
    fn set_peek(&mut self, around: &Surroundings) {
        let pane = layout::overlay(around.size);
        let columns = around.reading_columns(pane);
        if let Some(peek) = &mut self.peek {
            peek.show(around.corpus, peek.record, columns, &Highlighter::default());
            peek.scroll.pan(0, peek.lines.len(), pane.height());
        }
    }

    /// Goes to the next or previous match in the reader's text.
    pub fn go_to_hit(&mut self, around: &Surroundings, forward: bool) -> Reaction {
        let [_, height, _] = self.heights(around);
        let reader = &mut self.reader;
        let highlighted = |line: &ReaderLine| line.pieces.iter().any(|piece| piece.highlighted);
        let top = reader.scroll.top;
        let found = if forward {
            (top + 1..reader.lines.len()).find(|at| highlighted(&reader.lines[*at]))
        } else {
            (0..top.min(reader.lines.len())).rev().find(|at| highlighted(&reader.lines[*at]))
        };
        let Some(line) = found else { return Reaction::Tell(Notice::NoMoreHits) };
        let lines = isize::try_from(line).unwrap_or(isize::MAX).saturating_sub(isize::try_from(top).unwrap_or(0));
        reader.scroll.pan(lines, reader.lines.len(), height);
        // The last lines cannot come to the top: a match in view counts as found.
        if reader.scroll.top == top && forward { Reaction::Tell(Notice::NoMoreHits) } else { Reaction::None }
    }

    /// Chooses the first link with one of some relations. Returns true if there is one.
    pub fn find_links(&mut self, around: &Surroundings, relations: &[Relation]) -> bool {
        self.focus = Focus::Links;
        let [.., height] = self.heights(around);
        self.links.find(relations, height)
    }

    /// Returns the pane at a place.
    fn pane_at(&self, around: &Surroundings, at: Position) -> Option<(Focus, Pane)> {
        let areas = self.panes(around.size);
        let panes = [(Focus::Tree, areas.tree), (Focus::Reader, areas.reader), (Focus::Links, areas.links)];
        panes.into_iter().find_map(|(focus, pane)| pane.filter(|pane| pane.area.contains(at)).map(|pane| (focus, pane)))
    }
}

impl Screen for BrowseScreen {
    fn mode(&self) -> Mode {
        match self.focus {
            _ if self.peek.is_some() => Mode::Peek,
            Focus::Tree => Mode::Tree,
            Focus::Reader => Mode::Reader,
            Focus::Links => Mode::Links,
        }
    }

    fn show(&mut self, around: &Surroundings, _: Option<usize>) {
        self.set_reader(around);
    }

    fn chosen(&self, _: &Corpus) -> Option<usize> {
        self.reader.record
    }

    fn list(&self, corpus: &Corpus) -> Vec<usize> {
        self.links.targets().filter_map(|id| corpus.position(id.as_str())).collect()
    }

    fn open(&mut self, around: &Surroundings) -> Reaction {
        let target = match (self.peek.take(), self.focus) {
            (Some(peek), _) => peek.record,
            (None, Focus::Links) => self.links.chosen().and_then(|link| around.corpus.position(link.id.as_str())),
            (None, Focus::Tree) => {
                if self.tree.chosen().is_some_and(|row| row.children > 0) {
                    self.tree.toggle(around.corpus);
                } else {
                    self.focus = Focus::Reader;
                }
                None
            }
            (None, Focus::Reader) => None,
        };
        target.map_or(Reaction::None, Reaction::Open)
    }

    fn close(&mut self) -> bool {
        self.peek.take().is_some()
    }

    fn step(&mut self, around: &Surroundings, step: Step) {
        let [tree, reader, links] = self.heights(around);
        match self.mode() {
            Mode::Peek => {
                let height = layout::overlay(around.size).height();
                if let Some(peek) = &mut self.peek {
                    peek.scroll.pan(step.lines(height), peek.lines.len(), height);
                }
            }
            Mode::Tree => {
                self.tree.scroll.step(step.lines(tree), self.tree.rows.len(), tree);
                self.follow_tree(around);
            }
            Mode::Links => self.links.step(step.lines(links), links),
            _ => self.reader.scroll.pan(step.lines(reader), self.reader.lines.len(), reader),
        }
    }

    fn sideways(&mut self, around: &Surroundings, right: bool) -> Reaction {
        let [height, ..] = self.heights(around);
        match (self.focus, right) {
            (Focus::Tree, false) => {
                self.tree.collapse(around.corpus, height);
                self.follow_tree(around);
            }
            (Focus::Tree, true) if self.tree.chosen().is_none_or(|row| row.children == 0) => self.focus = Focus::Reader,
            (Focus::Tree, true) => {
                self.tree.expand(around.corpus, height);
                self.follow_tree(around);
            }
            (Focus::Reader, false) => self.focus = Focus::Tree,
            (Focus::Reader, true) => self.focus = Focus::Links,
            (Focus::Links, false) => self.focus = Focus::Reader,
            (Focus::Links, true) => return self.open(around),
        }
        Reaction::None
    }

    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction {
        if self.peek.is_some() {
            return Reaction::None;
        }
        if let Some(border) = border(around.size, self.focus, self.arrangement, at) {
            self.dragged = Some(border);
            return Reaction::None;
        }
        let Some((focus, pane)) = self.pane_at(around, at) else { return Reaction::None };
        self.focus = focus;
        match focus {
            Focus::Tree => {
                let row = row_at(pane.inner, at, 1, self.tree.scroll.top, self.tree.rows.len());
                let before = self.tree.scroll.chosen;
                let reaction = choose(&mut self.tree.scroll.chosen, row);
                if self.tree.scroll.chosen != before {
                    self.follow_tree(around);
                }
                reaction
            }
            Focus::Reader => Reaction::None,
            Focus::Links => {
                let row = row_at(pane.inner, at, 1, self.links.scroll.top, self.links.rows.len());
                let row = row.filter(|row| self.links.is_link(*row));
                choose(&mut self.links.scroll.chosen, row)
            }
        }
    }

    fn wheel(&mut self, around: &Surroundings, at: Position, lines: isize) {
        if self.peek.is_some() {
            return self.step(around, Step::Lines(lines));
        }
        // The pane under the pointer moves; the keys stay where they are.
        let kept = self.focus;
        if let Some((focus, _)) = self.pane_at(around, at) {
            self.focus = focus;
            self.step(around, Step::Lines(lines));
            self.focus = kept;
        }
    }

    fn arguments(&self, corpus: &Corpus) -> Vec<String> {
        match self.reader.record.and_then(|position| corpus.at(position)) {
            Some(record) if self.reader.view.of(corpus, record) == View::Original => {
                arguments(&["show", record.id().as_str(), "--original"])
            }
            Some(record) => arguments(&["show", record.id().as_str()]),
            None => arguments(&["check"]),
        }
    }

    fn hints(&self) -> &'static [Command] {
        match &self.peek {
            // It explains the record that is already shown.
            Some(peek) if peek.view == View::Terms => &[Command::Close],
            Some(_) => &[Command::Open, Command::Close],
            None => &[
                Command::Search,
                Command::Open,
                Command::NextPane,
                Command::GoOwner,
                Command::GoMinistries,
                Command::Back,
                Command::Help,
                Command::Quit,
            ],
        }
    }

    fn fit(&mut self, around: &Surroundings) {
        let [tree, _, links] = self.heights(around);
        self.tree.scroll.reveal(self.tree.rows.len(), tree);
        self.set_reader(around);
        let chosen = self.links.scroll.chosen;
        self.links.scroll.choose(chosen, self.links.rows.len(), links);
        self.links.step(0, links);
    }
}
