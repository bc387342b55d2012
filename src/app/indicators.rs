//! The screen of indicators: a table, filtered by category and in one of several orders.

use super::scroll::Scroll;
use crate::model::{Category, Corpus, Kind, Kpi, Record};

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
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    /// Positions of the records shown, in order.
    pub rows: Vec<usize>,
    /// Only this category.
    pub category: Option<Category>,
    /// In which order.
    pub order: Order,
    /// The chosen row and the window.
    pub scroll: Scroll,
}

impl Indicators {
    /// The table of all indicators, in the documents' order.
    pub fn new(corpus: &Corpus) -> Self {
        let mut table = Self::default();
        table.fill(corpus);
        table
    }

    /// The record of the chosen row.
    pub fn chosen(&self) -> Option<usize> {
        self.rows.get(self.scroll.chosen).copied()
    }

    /// The next category that has indicators, and at last all.
    pub fn next_category(&mut self, corpus: &Corpus) {
        let mut present: Vec<Category> = corpus.of_kind(Kind::Kpi).filter_map(kpi).map(|kpi| kpi.category).collect();
        present.sort();
        present.dedup();
        self.category = match self.category {
            None => present.first().copied(),
            Some(category) => present.iter().find(|other| **other > category).copied(),
        };
        self.fill(corpus);
    }

    /// The next order.
    pub fn next_order(&mut self, corpus: &Corpus) {
        self.order = match self.order {
            Order::Document => Order::Deadline,
            Order::Deadline => Order::Owner,
            Order::Owner => Order::Document,
        };
        self.fill(corpus);
    }

    fn fill(&mut self, corpus: &Corpus) {
        let kept = self.chosen();
        let mut found: Vec<(usize, &Kpi)> = corpus
            .records()
            .iter()
            .enumerate()
            .filter_map(|(position, record)| kpi(record).map(|kpi| (position, kpi)))
            .filter(|(_, kpi)| self.category.is_none_or(|category| category == kpi.category))
            .collect();
        match self.order {
            Order::Document => {}
            Order::Deadline => found.sort_by_key(|(_, kpi)| kpi.target.as_ref().and_then(|target| target.by).unwrap_or(u16::MAX)),
            Order::Owner => found.sort_by_key(|(_, kpi)| {
                kpi.owner.project.as_ref().and_then(|project| corpus.position(project.as_str())).unwrap_or(usize::MAX)
            }),
        }
        self.rows = found.into_iter().map(|(position, _)| position).collect();
        let line = kept.and_then(|kept| self.rows.iter().position(|row| *row == kept)).unwrap_or(0);
        self.scroll = Scroll { chosen: line, top: 0 };
    }
}

fn kpi(record: &Record) -> Option<&Kpi> {
    match record {
        Record::Kpi(kpi) => Some(kpi),
        _ => None,
    }
}
