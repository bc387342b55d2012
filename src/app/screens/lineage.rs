//! Lineage screen: a project or council followed through the periods.

use ratatui::layout::{Constraint, Layout, Position};

use super::screen::{Reaction, Screen, Surroundings, choose};
use crate::app::command::Command;
use crate::app::layout::{LOW, Pane, Size, Split, frame};
use crate::app::mode::{Mode, ScreenKind};
use crate::app::scroll::Step;
use crate::model::{Corpus, Id, Kind, Lineage, LineageSubject, Record};
use crate::present::{Table, analyses, citations};

/// Columns of a gutter beside its lanes: a cell into them, a cell out, and a space before the next title.
const GUTTER: usize = 3;
/// Minimum width of a column; a narrower one says nothing.
const LEAST: usize = 14;

/// Layout of the periods side by side, under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineageLayout {
    /// Columns of the terminal for each period.
    pub columns: usize,
    /// Columns of the terminal for each gutter between two periods.
    pub gutters: Vec<usize>,
}

impl LineageLayout {
    /// Returns the period at a column of the pane.
    fn period_at(&self, x: usize) -> Option<usize> {
        let mut begin = 0;
        for (period, gutter) in self.gutters.iter().chain([&0]).enumerate() {
            if (begin..begin + self.columns).contains(&x) {
                return Some(period);
            }
            begin += self.columns + gutter;
        }
        None
    }
}

/// Line of the list of one period, shown if there is no room for the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineageRow {
    /// Node.
    Node(usize),
    /// Step from or to the chosen node, below it.
    Step(usize),
}

/// The lineage screen.
#[derive(Clone, Debug, Default)]
pub struct LineageScreen {
    /// Subject: projects or councils.
    pub line: LineageSubject,
    /// Nodes and steps.
    pub descent: Lineage,
    /// The chosen node.
    pub chosen: usize,
    /// Scroll position of the words about it.
    pub top: usize,
    /// True if the nodes have not all come.
    awaited: bool,
    /// The record from which the reader came.
    wanted: Option<Id>,
}

impl LineageScreen {
    /// Fills the columns again and chooses the first node of the newest period.
    pub fn fill(&mut self, corpus: &Corpus) {
        let missed = corpus.missed();
        self.descent = Lineage::new(corpus, self.line);
        self.awaited = corpus.missed() > missed;
        let newest = self.descent.periods().last().copied();
        self.chosen = newest.and_then(|period| self.descent.column(period).first().copied()).unwrap_or(0);
        self.top = 0;
    }

    /// Forgets all records, so that they are read again when the screen is next shown.
    pub fn forget(&mut self) {
        (self.descent, self.chosen, self.top) = (Lineage::default(), 0, 0);
    }

    /// Chooses the node of a record. Returns true if there is one.
    fn choose_record(&mut self, id: &str) -> bool {
        let found = self.descent.place(id);
        self.chosen = found.unwrap_or(self.chosen);
        found.is_some()
    }

    /// Returns the number of nodes in the longest column.
    pub fn rows(&self) -> usize {
        self.descent.periods().into_iter().map(|period| self.descent.column(period).len()).max().unwrap_or(0)
    }

    /// Returns the nodes of a period from which a step leads on: each has a lane of its own.
    pub fn lanes(&self, period: u8) -> Vec<usize> {
        let (steps, nodes) = (&self.descent.steps, &self.descent.nodes);
        let mut sources: Vec<usize> =
            steps.iter().map(|step| step.from).filter(|from| nodes.get(*from).is_some_and(|node| node.period == period)).collect();
        sources.dedup();
        sources
    }

    /// Returns the layout of the periods side by side in a pane of that size; `None` if there is no room for them.
    pub fn picture(&self, (columns, rows): (usize, usize)) -> Option<LineageLayout> {
        let periods = self.descent.periods();
        let gutters: Vec<usize> = periods.windows(2).map(|pair| self.lanes(pair[0]).len() + GUTTER).collect();
        let columns = columns.saturating_sub(gutters.iter().sum::<usize>()).checked_div(periods.len())?;
        (columns >= LEAST && rows > self.rows()).then_some(LineageLayout { columns, gutters })
    }

    /// Returns the lines of the list of the chosen node's period, with or without its steps, and the first line to show in so many rows.
    pub fn entries(&self, with_steps: bool, rows: usize) -> (Vec<LineageRow>, usize) {
        let (mut entries, mut chosen) = (Vec::new(), 0);
        let period = self.descent.nodes.get(self.chosen).map(|node| node.period);
        for node in period.map(|period| self.descent.column(period)).unwrap_or_default() {
            entries.push(LineageRow::Node(node));
            if node == self.chosen {
                chosen = entries.len() - 1;
                let steps = self.descent.steps.iter().enumerate().filter(|(_, step)| with_steps && (step.from == node || step.to == node));
                entries.extend(steps.map(|(step, _)| LineageRow::Step(step)));
            }
        }
        // Room for the chosen one and some of what is below it.
        (entries, (chosen + 3).saturating_sub(rows).min(chosen))
    }

    /// Returns the node at a place `(x, y)` of a pane of size `(columns, rows)`; `words_elsewhere` is true if the words about the chosen
    /// node are in a pane of their own.
    pub fn node_at(&self, (x, y): (usize, usize), (columns, rows): (usize, usize), words_elsewhere: bool) -> Option<usize> {
        // There is a heading at the top.
        let row = y.checked_sub(1)?;
        if let Some(picture) = self.picture((columns, rows)) {
            let period = self.descent.periods().get(picture.period_at(x)?).copied()?;
            return self.descent.column(period).get(row).copied();
        }
        let (entries, top) = self.entries(!words_elsewhere, rows.saturating_sub(1));
        match entries.get(top + row)? {
            LineageRow::Node(node) => Some(*node),
            LineageRow::Step(_) => None,
        }
    }

    /// Moves within the period.
    fn vertically(&mut self, by: isize) {
        let Some(node) = self.descent.nodes.get(self.chosen) else { return };
        let column = self.descent.column(node.period);
        let at = column.iter().position(|other| *other == self.chosen).unwrap_or(0);
        let at = at.saturating_add_signed(by).min(column.len().saturating_sub(1));
        self.chosen = column.get(at).copied().unwrap_or(self.chosen);
        self.top = 0;
    }

    /// Moves to the next (`later`) or the previous period: along a step if there is one, otherwise to the same height.
    fn along(&mut self, later: bool) {
        let Some(node) = self.descent.nodes.get(self.chosen) else { return };
        let step = self.descent.steps.iter().find(|step| if later { step.from == self.chosen } else { step.to == self.chosen });
        let periods = self.descent.periods();
        let here = periods.iter().position(|period| *period == node.period).unwrap_or(0);
        let there = here.saturating_add_signed(if later { 1 } else { -1 });
        let beside = || {
            let row = self.descent.column(node.period).iter().position(|other| *other == self.chosen).unwrap_or(0);
            let column = self.descent.column(*periods.get(there).filter(|_| there != here)?);
            column.get(row.min(column.len().saturating_sub(1))).copied()
        };
        let target = step.map(|step| if later { step.to } else { step.from }).or_else(beside);
        self.chosen = target.unwrap_or(self.chosen);
        self.top = 0;
    }

    /// Returns the areas of the columns and of the words about the chosen node below them.
    pub fn areas(&self, size: Size) -> Split {
        let body = frame(size).body;
        let wanted = u16::try_from(self.rows()).unwrap_or(u16::MAX).saturating_add(2);
        let (main, side) = if body.height >= wanted.saturating_add(4) {
            (Constraint::Length(wanted), Constraint::Fill(1))
        } else if size.rows >= LOW {
            (Constraint::Percentage(60), Constraint::Fill(1))
        } else {
            return Split { main: Pane::new(body, false), side: None };
        };
        let [main, side] = Layout::vertical([main, side]).areas(body);
        Split { main: Pane::new(main, false), side: Some(Pane::new(side, false)) }
    }
}

impl Screen for LineageScreen {
    fn mode(&self) -> Mode {
        Mode::Table(ScreenKind::Lineage)
    }

    /// Shows the screen at the project or council that was read.
    fn show(&mut self, around: &Surroundings, from: Option<usize>) {
        let read = from.and_then(|position| around.corpus.at(position));
        let wanted = match read.map(Record::kind) {
            Some(Kind::Body) => LineageSubject::Bodies,
            _ => LineageSubject::Projects,
        };
        if self.descent.nodes.is_empty() || (read.is_some() && self.line != wanted) {
            self.line = wanted;
            self.fill(around.corpus);
        }
        if let Some(record) = read {
            self.choose_record(record.id().as_str());
        }
        self.wanted = read.map(|record| record.id().clone());
    }

    /// Returns the record of the chosen node.
    fn chosen(&self, corpus: &Corpus) -> Option<usize> {
        corpus.position(self.descent.nodes.get(self.chosen)?.id.as_str())
    }

    fn step(&mut self, around: &Surroundings, step: Step) {
        match step {
            Step::Lines(lines) => self.vertically(lines),
            // The words about the node may be longer than their pane.
            Step::Pages(_) => {
                let height = self.areas(around.size).side.map_or(0, |pane| pane.height());
                self.top = self.top.saturating_add_signed(step.lines(height));
            }
        }
    }

    fn sideways(&mut self, _: &Surroundings, right: bool) -> Reaction {
        self.along(right);
        Reaction::None
    }

    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction {
        let split = self.areas(around.size);
        let (inner, size) = (split.main.inner, (split.main.width(), split.main.height()));
        let place = (usize::from(at.x.saturating_sub(inner.x)), usize::from(at.y.saturating_sub(inner.y)));
        let node = if inner.contains(at) { self.node_at(place, size, split.side.is_some()) } else { None };
        if node.is_some() {
            self.top = 0;
        }
        choose(&mut self.chosen, node)
    }

    /// Switches between projects and councils.
    fn next_view(&mut self, corpus: &Corpus) {
        self.line = match self.line {
            LineageSubject::Projects => LineageSubject::Bodies,
            LineageSubject::Bodies => LineageSubject::Projects,
        };
        self.fill(corpus);
    }

    fn is_whole(&self) -> bool {
        !self.awaited
    }

    fn renew(&mut self, corpus: &Corpus) {
        if !self.awaited && corpus.is_elsewhere() {
            return;
        }
        let chosen = || self.descent.nodes.get(self.chosen).map(|node| node.id.clone());
        let (top, record) = (self.top, if self.awaited { self.wanted.clone() } else { chosen() });
        self.fill(corpus);
        if record.is_some_and(|id| self.choose_record(id.as_str())) {
            self.top = top;
        }
    }

    fn table(&self, corpus: &Corpus) -> Option<Table> {
        Some(analyses::descent(corpus, &self.descent))
    }

    fn citation(&self, corpus: &Corpus) -> Option<String> {
        let record = self.chosen(corpus).and_then(|position| corpus.at(position))?;
        let steps = corpus.lineage().iter().zip(corpus.related_steps(record.id().as_str()));
        let steps = citations::lineage(corpus, steps.filter(|(_, wanted)| *wanted).map(|(step, _)| step));
        Some([citations::record(corpus, record), steps].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"))
    }

    fn arguments(&self, corpus: &Corpus) -> Vec<String> {
        let record = self.chosen(corpus).and_then(|position| corpus.at(position));
        std::iter::once("lineage").chain(record.map(|record| record.id().as_str())).map(str::to_owned).collect()
    }

    fn hints(&self) -> &'static [Command] {
        &[Command::Open, Command::Left, Command::Right, Command::NextView, Command::Budgets, Command::CopyTable, Command::Help]
    }

    fn fit(&mut self, _: &Surroundings) {}
}
