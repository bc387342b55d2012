//! The screen of indicators: a table, filtered by category and in one of several orders.

use super::scroll::Scroll;
use crate::model::{Attainment, Category, Corpus, Id, Kind, Kpi, Record};

/// How the table is ordered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Order {
    /// As the documents print them.
    #[default]
    Document,
    /// By deadline, earliest first; without one last.
    Deadline,
    /// By owner, in the order of projects; the whole plan last.
    Owner,
    /// By how far the target is reached, furthest first; what cannot be measured against one after it, what is not reported last.
    Attainment,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    /// Positions of the records shown, in order.
    pub rows: Vec<usize>,
    /// Only this category.
    pub category: Option<Category>,
    /// Only figures of this plan period.
    pub period: Option<u8>,
    /// Only owned by this project.
    pub project: Option<Id>,
    /// Only with this ministry, by code: its own, or its owner's.
    pub ministry: Option<String>,
    /// Only those that stand so to their target.
    pub attainment: Option<Attainment>,
    /// In which order.
    pub order: Order,
    /// The chosen row and the window.
    pub scroll: Scroll,
    /// How many columns beside the title are out of sight on the left.
    pub skipped: usize,
}

/// Columns of the table beside the title.
const BESIDE_TITLE: usize = 6;

impl Indicators {
    /// Fills the table when its screen is first shown: a start need not read every indicator.
    pub fn show(&mut self, corpus: &Corpus) {
        if self.rows.is_empty() {
            self.fill(corpus);
        }
    }

    /// The record of the chosen row.
    pub fn chosen(&self) -> Option<usize> {
        self.rows.get(self.scroll.chosen).copied()
    }

    /// The next category that has indicators, and at last all.
    pub fn next_category(&mut self, corpus: &Corpus) {
        let mut present: Vec<Category> =
            self.all(corpus).filter(|kpi| self.admits(corpus, kpi, Some(Part::Category))).map(|kpi| kpi.category).collect();
        present.sort();
        present.dedup();
        self.category = next(&present, self.category.as_ref());
        self.fill(corpus);
    }

    /// The next period that has indicators, newest first, and at last all.
    pub fn next_period(&mut self, corpus: &Corpus) {
        let mut present: Vec<u8> =
            self.all(corpus).filter(|kpi| self.admits(corpus, kpi, Some(Part::Period))).filter_map(|kpi| kpi.period).collect();
        present.sort_by(|a, b| b.cmp(a));
        present.dedup();
        self.period = next(&present, self.period.as_ref());
        self.fill(corpus);
    }

    /// The next project that owns indicators, and at last all.
    pub fn next_project(&mut self, corpus: &Corpus) {
        let mut present: Vec<Id> = Vec::new();
        for project in
            self.all(corpus).filter(|kpi| self.admits(corpus, kpi, Some(Part::Project))).filter_map(|kpi| kpi.owning_project().cloned())
        {
            if !present.contains(&project) {
                present.push(project);
            }
        }
        present.sort_by_key(|project| corpus.position(project.as_str()));
        self.project = next(&present, self.project.as_ref());
        self.fill(corpus);
    }

    /// The next ministry that stands behind indicators, and at last all.
    pub fn next_ministry(&mut self, corpus: &Corpus) {
        let behind: Vec<String> =
            self.all(corpus).filter(|kpi| self.admits(corpus, kpi, Some(Part::Ministry))).flat_map(|kpi| ministries(corpus, kpi)).collect();
        let present: Vec<String> = corpus
            .of_kind(Kind::Ministry)
            .filter_map(Record::number)
            .filter(|code| behind.iter().any(|known| known == code))
            .map(str::to_owned)
            .collect();
        self.ministry = next(&present, self.ministry.as_ref());
        self.fill(corpus);
    }

    /// The next way to stand to a target that some indicators have, and at last all.
    pub fn next_attainment(&mut self, corpus: &Corpus) {
        let mut present: Vec<Attainment> =
            self.all(corpus).filter(|kpi| self.admits(corpus, kpi, Some(Part::Attainment))).map(Attainment::of).collect();
        present.sort();
        present.dedup();
        self.attainment = next(&present, self.attainment.as_ref());
        self.fill(corpus);
    }

    /// The period of the indicators shown, where they are of one and none of them has a target.
    pub fn without_targets(&self, corpus: &Corpus) -> Option<u8> {
        let shown = || self.rows.iter().filter_map(|position| kpi(corpus.at(*position)?));
        self.period.filter(|_| shown().next().is_some() && shown().all(|kpi| kpi.target.is_none()))
    }

    /// Shows columns further right (`by` 1) or left (`by` -1).
    pub fn sideways(&mut self, by: isize) {
        self.skipped = self.skipped.saturating_add_signed(by).min(BESIDE_TITLE - 1);
    }

    /// Takes every filter away.
    pub fn clear(&mut self, corpus: &Corpus) {
        (self.category, self.period, self.project, self.ministry, self.attainment) = (None, None, None, None, None);
        self.fill(corpus);
    }

    fn all<'c>(&self, corpus: &'c Corpus) -> impl Iterator<Item = &'c Kpi> + use<'c> {
        corpus.of_documents(Kind::Kpi).filter_map(kpi)
    }

    /// Whether an indicator meets the filters, `but` one of them.
    fn admits(&self, corpus: &Corpus, kpi: &Kpi, but: Option<Part>) -> bool {
        let part = |part, met: bool| but == Some(part) || met;
        part(Part::Category, self.category.is_none_or(|category| category == kpi.category))
            && part(Part::Period, self.period.is_none() || self.period == kpi.period)
            && part(Part::Project, self.project.is_none() || self.project.as_ref() == kpi.owning_project())
            && part(Part::Attainment, self.attainment.is_none_or(|attainment| attainment == Attainment::of(kpi)))
            && part(Part::Ministry, self.ministry.as_ref().is_none_or(|code| ministries(corpus, kpi).contains(code)))
    }

    /// The next order.
    pub fn next_order(&mut self, corpus: &Corpus) {
        self.order = match self.order {
            Order::Document => Order::Deadline,
            Order::Deadline => Order::Owner,
            Order::Owner => Order::Attainment,
            Order::Attainment => Order::Document,
        };
        self.fill(corpus);
    }

    fn fill(&mut self, corpus: &Corpus) {
        let kept = self.chosen();
        let mut found: Vec<(usize, &Kpi)> = corpus
            .positions_of_documents(Kind::Kpi)
            .filter_map(|position| Some((position, kpi(corpus.at(position)?)?)))
            .filter(|(_, kpi)| self.admits(corpus, kpi, None))
            .collect();
        match self.order {
            Order::Document => {}
            Order::Deadline => found.sort_by_key(|(_, kpi)| kpi.target.as_ref().and_then(|target| target.by).unwrap_or(u16::MAX)),
            Order::Attainment => found.sort_by(|(_, a), (_, b)| {
                let last = |kpi: &Kpi| Attainment::of(kpi).max(Attainment::NotReached);
                last(a).cmp(&last(b)).then_with(|| b.progress().unwrap_or(0.0).total_cmp(&a.progress().unwrap_or(0.0)))
            }),
            Order::Owner => found
                .sort_by_key(|(_, kpi)| kpi.owning_project().and_then(|project| corpus.position(project.as_str())).unwrap_or(usize::MAX)),
        }
        self.rows = found.into_iter().map(|(position, _)| position).collect();
        let line = kept.and_then(|kept| self.rows.iter().position(|row| *row == kept)).unwrap_or(0);
        self.scroll = Scroll { chosen: line, top: 0 };
    }
}

/// What the table is filtered by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Category,
    Period,
    Project,
    Ministry,
    Attainment,
}

/// The value after `present`'s `now`; after the last one none.
fn next<T: PartialEq + Clone>(present: &[T], now: Option<&T>) -> Option<T> {
    let at = now.and_then(|now| present.iter().position(|value| value == now)).map_or(0, |at| at + 1);
    present.get(at).cloned()
}

/// The codes of the ministries behind an indicator.
fn ministries(corpus: &Corpus, kpi: &Kpi) -> Vec<String> {
    let roles = corpus.get(kpi.id.as_str()).map(|record| corpus.ministries_of(record)).unwrap_or_default();
    roles.into_iter().map(|role| role.code).collect()
}

fn kpi(record: &Record) -> Option<&Kpi> {
    match record {
        Record::Kpi(kpi) => Some(kpi),
        _ => None,
    }
}
