//! The screen of lineage: which project or council is followed through the periods.

use crate::model::{Corpus, Descent, Line};

/// The descent on the screen.
#[derive(Clone, Debug, Default)]
pub struct Following {
    /// Projects or councils.
    pub line: Line,
    /// Nodes and steps.
    pub descent: Descent,
    /// The chosen node.
    pub chosen: usize,
    /// How far the words about it are scrolled.
    pub top: usize,
}

impl Following {
    /// Fills the columns anew and chooses the newest period's first.
    pub fn fill(&mut self, corpus: &Corpus) {
        self.descent = Descent::new(corpus, self.line);
        let newest = self.descent.periods().last().copied();
        self.chosen = newest.and_then(|period| self.descent.column(period).first().copied()).unwrap_or(0);
        self.top = 0;
    }

    /// The other line.
    pub fn turn(&mut self, corpus: &Corpus) {
        self.line = match self.line {
            Line::Projects => Line::Bodies,
            Line::Bodies => Line::Projects,
        };
        self.fill(corpus);
    }

    /// Chooses the node of a record, or of the project that it continues; whether there is one.
    pub fn choose(&mut self, corpus: &Corpus, id: &str) -> bool {
        let head = corpus.period_projects().into_iter().find(|project| project.records.iter().any(|record| record.as_str() == id));
        let found = self.descent.place(head.as_ref().map_or(id, |project| project.head.as_str()));
        self.chosen = found.unwrap_or(self.chosen);
        found.is_some()
    }

    /// How many nodes the longest column has.
    pub fn rows(&self) -> usize {
        self.descent.periods().into_iter().map(|period| self.descent.column(period).len()).max().unwrap_or(0)
    }

    /// The record of the chosen node.
    pub fn record(&self, corpus: &Corpus) -> Option<usize> {
        corpus.position(self.descent.nodes.get(self.chosen)?.id.as_str())
    }

    /// Moves within the period.
    pub fn vertically(&mut self, by: isize) {
        let Some(node) = self.descent.nodes.get(self.chosen) else { return };
        let column = self.descent.column(node.period);
        let at = column.iter().position(|other| *other == self.chosen).unwrap_or(0);
        let at = at.saturating_add_signed(by).min(column.len().saturating_sub(1));
        self.chosen = column.get(at).copied().unwrap_or(self.chosen);
        self.top = 0;
    }

    /// Moves to the next (`later`) or the former period: along a step where there is one, else to the same height.
    pub fn along(&mut self, later: bool) {
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
}
