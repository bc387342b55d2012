//! Indicators screen: a table with filters, in one of several orders.

use ratatui::layout::{Position, Rect};

use super::screen::{Reaction, Screen, Surroundings, arguments, choose};
use crate::app::command::Command;
use crate::app::layout::{Pane, Size, below, frame, row_at};
use crate::app::mode::{Mode, ScreenKind};
use crate::app::scroll::{Scroll, Step};
use crate::model::{Attainment, Category, Corpus, Id, IndicatorKeys, Kind, Kpi, Named, Record};
use crate::present::{Table, analyses};

/// Order of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Order {
    /// As the documents print them.
    #[default]
    Document,
    /// By deadline, earliest first; those without one last.
    Deadline,
    /// By owner, in the order of projects; the whole plan last.
    Owner,
    /// By attainment, furthest first; then those that cannot be compared with a target, last those that are not reported.
    Attainment,
}

/// The indicators screen.
#[derive(Clone, Debug, Default)]
pub struct IndicatorsScreen {
    /// Positions and keys of all indicators, in reading order.
    all: Vec<(usize, IndicatorKeys)>,
    /// True if they have not come.
    awaited: bool,
    /// Positions of the records shown, in order.
    pub rows: Vec<usize>,
    /// Filter by category.
    pub category: Option<Category>,
    /// Filter by plan period.
    pub period: Option<u8>,
    /// Filter by the project that owns the indicator.
    pub project: Option<Id>,
    /// Filter by ministry, by code: the indicator's own, or its owner's.
    pub ministry: Option<String>,
    /// Filter by attainment.
    pub attainment: Option<Attainment>,
    /// Order of the rows.
    pub order: Order,
    /// Chosen row and scroll position.
    pub scroll: Scroll,
    /// Number of columns beside the title that are out of sight on the left.
    pub skipped: usize,
}

/// Number of columns of the table beside the title.
const BESIDE_TITLE: usize = 6;

impl IndicatorsScreen {
    /// Narrows to the next category that has indicators; after the last, to all.
    pub fn next_category(&mut self, corpus: &Corpus) {
        let mut present: Vec<Category> = self.admitted(Some(IndicatorFilter::Category)).map(|(_, keys)| keys.category).collect();
        present.sort();
        present.dedup();
        self.category = next(&present, self.category.as_ref());
        self.fill(corpus);
    }

    /// Narrows to the next project that owns indicators; after the last, to all.
    pub fn next_project(&mut self, corpus: &Corpus) {
        let mut present: Vec<Id> = Vec::new();
        for project in self.admitted(Some(IndicatorFilter::Project)).filter_map(|(_, keys)| keys.project.as_ref()) {
            if !present.contains(project) {
                present.push(project.clone());
            }
        }
        present.sort_by_key(|project| corpus.position(project.as_str()));
        self.project = next(&present, self.project.as_ref());
        self.fill(corpus);
    }

    /// Narrows to the next ministry that is behind indicators; after the last, to all.
    pub fn next_ministry(&mut self, corpus: &Corpus) {
        let behind: Vec<&String> = self.admitted(Some(IndicatorFilter::Ministry)).flat_map(|(_, keys)| &keys.ministries).collect();
        let present: Vec<String> = corpus
            .of_kind(Kind::Ministry)
            .filter_map(Record::number)
            .filter(|code| behind.iter().any(|known| *known == code))
            .map(str::to_owned)
            .collect();
        self.ministry = next(&present, self.ministry.as_ref());
        self.fill(corpus);
    }

    /// Narrows to the next attainment that some indicators have; after the last, to all.
    pub fn next_attainment(&mut self, corpus: &Corpus) {
        let mut present: Vec<Attainment> = self.admitted(Some(IndicatorFilter::Attainment)).map(|(_, keys)| keys.attainment).collect();
        present.sort();
        present.dedup();
        self.attainment = next(&present, self.attainment.as_ref());
        self.fill(corpus);
    }

    /// Returns the period of the indicators shown if they are filtered by one and none of them has a target.
    pub fn without_targets(&self) -> Option<u8> {
        let mut shown = self.admitted(None).peekable();
        self.period.filter(|_| shown.peek().is_some() && shown.all(|(_, keys)| !keys.targeted))
    }

    /// Returns the indicators that meet all filters except `but`.
    fn admitted(&self, but: Option<IndicatorFilter>) -> impl Iterator<Item = &(usize, IndicatorKeys)> {
        self.all.iter().filter(move |(_, keys)| self.admits(keys, but))
    }

    fn admits(&self, keys: &IndicatorKeys, but: Option<IndicatorFilter>) -> bool {
        let part = |part, met: bool| but == Some(part) || met;
        part(IndicatorFilter::Category, self.category.is_none_or(|category| category == keys.category))
            && part(IndicatorFilter::Period, self.period.is_none() || self.period == keys.period)
            && part(IndicatorFilter::Project, self.project.is_none() || self.project == keys.project)
            && part(IndicatorFilter::Attainment, self.attainment.is_none_or(|attainment| attainment == keys.attainment))
            && part(IndicatorFilter::Ministry, self.ministry.as_ref().is_none_or(|code| keys.ministries.contains(code)))
    }

    /// Switches to the next order.
    pub fn next_order(&mut self, corpus: &Corpus) {
        self.order = match self.order {
            Order::Document => Order::Deadline,
            Order::Deadline => Order::Owner,
            Order::Owner => Order::Attainment,
            Order::Attainment => Order::Document,
        };
        self.fill(corpus);
    }

    /// Forgets all records, so that they are read again when the screen is next shown.
    pub fn forget(&mut self) {
        (self.all, self.rows, self.scroll) = (Vec::new(), Vec::new(), Scroll::default());
    }

    /// Reads the keys of all indicators.
    fn read(&mut self, corpus: &Corpus) {
        let missed = corpus.missed();
        self.all = corpus.indicator_keys();
        self.awaited = corpus.missed() > missed;
        self.fill(corpus);
    }

    fn fill(&mut self, corpus: &Corpus) {
        let kept = self.chosen(corpus);
        let mut found: Vec<&(usize, IndicatorKeys)> = self.admitted(None).collect();
        match self.order {
            Order::Document => {}
            Order::Deadline => found.sort_by_key(|(_, keys)| keys.due.unwrap_or(u16::MAX)),
            Order::Attainment => found.sort_by(|(_, a), (_, b)| {
                let last = |keys: &IndicatorKeys| keys.attainment.max(Attainment::NotReached);
                last(a).cmp(&last(b)).then_with(|| b.progress.unwrap_or(0.0).total_cmp(&a.progress.unwrap_or(0.0)))
            }),
            Order::Owner => found.sort_by_cached_key(|(_, keys)| {
                keys.project.as_ref().and_then(|project| corpus.position(project.as_str())).unwrap_or(usize::MAX)
            }),
        }
        self.rows = found.into_iter().map(|(position, _)| *position).collect();
        let line = kept.and_then(|kept| self.rows.iter().position(|row| *row == kept)).unwrap_or(0);
        self.scroll = Scroll { chosen: line, top: 0 };
    }

    /// Returns the pane of the table.
    pub fn pane(&self, size: Size) -> Pane {
        Pane::new(frame(size).body, false)
    }

    /// Returns the area of the table's rows; its heading takes one line.
    pub fn list_area(&self, size: Size) -> Rect {
        below(self.pane(size).inner, 1)
    }
}

impl Screen for IndicatorsScreen {
    fn mode(&self) -> Mode {
        Mode::Table(ScreenKind::Indicators)
    }

    /// Fills the table when it is first shown, so that starting does not read every indicator.
    fn show(&mut self, around: &Surroundings, _: Option<usize>) {
        if self.rows.is_empty() {
            self.read(around.corpus);
        }
    }

    fn is_whole(&self) -> bool {
        !self.awaited
    }

    fn renew(&mut self, corpus: &Corpus) {
        if self.awaited || !corpus.is_elsewhere() {
            let top = self.scroll.top;
            self.read(corpus);
            self.scroll.top = top;
        }
    }

    fn chosen(&self, _: &Corpus) -> Option<usize> {
        self.rows.get(self.scroll.chosen).copied()
    }

    fn list(&self, _: &Corpus) -> Vec<usize> {
        self.rows.clone()
    }

    fn step(&mut self, around: &Surroundings, step: Step) {
        let height = usize::from(self.list_area(around.size).height);
        self.scroll.step(step.lines(height), self.rows.len(), height);
    }

    /// Shows columns further right or left.
    fn sideways(&mut self, _: &Surroundings, right: bool) -> Reaction {
        self.skipped = self.skipped.saturating_add_signed(if right { 1 } else { -1 }).min(BESIDE_TITLE - 1);
        Reaction::None
    }

    fn press(&mut self, around: &Surroundings, at: Position) -> Reaction {
        let row = row_at(self.list_area(around.size), at, 1, self.scroll.top, self.rows.len());
        choose(&mut self.scroll.chosen, row)
    }

    /// Narrows to the next period that has indicators, newest first; after the last, to all.
    fn next_period(&mut self, corpus: &Corpus) {
        let mut present: Vec<u8> = self.admitted(Some(IndicatorFilter::Period)).filter_map(|(_, keys)| keys.period).collect();
        present.sort_by(|a, b| b.cmp(a));
        present.dedup();
        self.period = next(&present, self.period.as_ref());
        self.fill(corpus);
    }

    fn clear_filters(&mut self, corpus: &Corpus) {
        (self.category, self.period, self.project, self.ministry, self.attainment) = (None, None, None, None, None);
        self.fill(corpus);
    }

    fn table(&self, corpus: &Corpus) -> Option<Table> {
        corpus.prepare(&self.rows);
        Some(analyses::indicators(corpus, self.rows.iter().filter_map(|position| kpi(corpus.at(*position)?))))
    }

    fn arguments(&self, _: &Corpus) -> Vec<String> {
        let mut words = arguments(&["list", Kind::Kpi.name()]);
        let mut say = |option: &str, value: Option<&str>| words.extend(value.into_iter().flat_map(|value| arguments(&[option, value])));
        say("--category", self.category.map(Named::name));
        say("--period", self.period.map(|period| period.to_string()).as_deref());
        say("--project", self.project.as_ref().map(Id::as_str));
        say("--ministry", self.ministry.as_deref());
        say("--attainment", self.attainment.map(Named::name));
        words
    }

    fn hints(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::GoOwner,
            Command::NextCategory,
            Command::NextPeriod,
            Command::NextProject,
            Command::NextMinistry,
            Command::NextAttainment,
            Command::NextOrder,
            Command::CopyTable,
            Command::Help,
        ]
    }

    fn fit(&mut self, around: &Surroundings) {
        self.scroll.reveal(self.rows.len(), usize::from(self.list_area(around.size).height));
    }
}

/// Filter of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IndicatorFilter {
    Category,
    Period,
    Project,
    Ministry,
    Attainment,
}

/// Returns the value after `now` in `present`; the first if there is no `now`, `None` after the last.
fn next<T: PartialEq + Clone>(present: &[T], now: Option<&T>) -> Option<T> {
    let at = now.and_then(|now| present.iter().position(|value| value == now)).map_or(0, |at| at + 1);
    present.get(at).cloned()
}

fn kpi(record: &Record) -> Option<&Kpi> {
    match record {
        Record::Kpi(kpi) => Some(kpi),
        _ => None,
    }
}
