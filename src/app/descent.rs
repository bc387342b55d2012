//! The screen of lineage: which project or council is followed through the periods.

use crate::model::{Corpus, Descent, Line};

/// Columns of a gutter beside its lanes: a cell into them, a cell out, and a space before the next title.
const GUTTER: usize = 3;
/// A column narrower than this says nothing.
const LEAST: usize = 14;

/// How the periods stand side by side, under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Columns of the terminal that each period has.
    pub columns: usize,
    /// Columns of the terminal between each two.
    pub gutters: Vec<usize>,
}

impl Picture {
    /// Which period stands at a column of the pane.
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

/// A line of the list of one period, which stands where the picture has no room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A node.
    Node(usize),
    /// A step from or to the chosen one, under it.
    Step(usize),
}

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

    /// Chooses the node of a record; whether there is one.
    pub fn choose(&mut self, id: &str) -> bool {
        let found = self.descent.place(id);
        self.chosen = found.unwrap_or(self.chosen);
        found.is_some()
    }

    /// How many nodes the longest column has.
    pub fn rows(&self) -> usize {
        self.descent.periods().into_iter().map(|period| self.descent.column(period).len()).max().unwrap_or(0)
    }

    /// The nodes of a period from which a line leaves: each has a lane of its own.
    pub fn lanes(&self, period: u8) -> Vec<usize> {
        let (steps, nodes) = (&self.descent.steps, &self.descent.nodes);
        let mut sources: Vec<usize> =
            steps.iter().map(|step| step.from).filter(|from| nodes.get(*from).is_some_and(|node| node.period == period)).collect();
        sources.dedup();
        sources
    }

    /// The periods side by side in a pane of that size; `None` where there is no room for them.
    pub fn picture(&self, (columns, rows): (usize, usize)) -> Option<Picture> {
        let periods = self.descent.periods();
        let gutters: Vec<usize> = periods.windows(2).map(|pair| self.lanes(pair[0]).len() + GUTTER).collect();
        let columns = columns.saturating_sub(gutters.iter().sum::<usize>()).checked_div(periods.len())?;
        (columns >= LEAST && rows > self.rows()).then_some(Picture { columns, gutters })
    }

    /// The lines of the list of the chosen one's period, with its steps among them or not, and the first of them that so many rows show.
    pub fn entries(&self, with_steps: bool, rows: usize) -> (Vec<Entry>, usize) {
        let (mut entries, mut chosen) = (Vec::new(), 0);
        let period = self.descent.nodes.get(self.chosen).map(|node| node.period);
        for node in period.map(|period| self.descent.column(period)).unwrap_or_default() {
            entries.push(Entry::Node(node));
            if node == self.chosen {
                chosen = entries.len() - 1;
                let steps = self.descent.steps.iter().enumerate().filter(|(_, step)| with_steps && (step.from == node || step.to == node));
                entries.extend(steps.map(|(step, _)| Entry::Step(step)));
            }
        }
        // The chosen one, and some of what stands under it.
        (entries, (chosen + 3).saturating_sub(rows).min(chosen))
    }

    /// The node at a place of a pane: how far from its left and its top, of what size it is, and whether the words stand elsewhere.
    pub fn node_at(&self, (x, y): (usize, usize), (columns, rows): (usize, usize), words_elsewhere: bool) -> Option<usize> {
        // Above all stands a heading.
        let row = y.checked_sub(1)?;
        if let Some(picture) = self.picture((columns, rows)) {
            let period = self.descent.periods().get(picture.period_at(x)?).copied()?;
            return self.descent.column(period).get(row).copied();
        }
        let (entries, top) = self.entries(!words_elsewhere, rows.saturating_sub(1));
        match entries.get(top + row)? {
            Entry::Node(node) => Some(*node),
            Entry::Step(_) => None,
        }
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
