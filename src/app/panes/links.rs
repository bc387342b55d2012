//! The links of the record on the screen, grouped by relation.

use crate::app::scroll::Scroll;
use crate::model::{Corpus, Id, Link, Relation};

/// A line of the pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkRow {
    /// The relation of the links under it, and their number.
    Heading(Relation, usize),
    /// A link.
    Link(Link),
}

/// Lines under the links for the place that bears the chosen one, and the least that the pane must have for them.
const PLACE_LINES: usize = 2;
const LEAST_FOR_PLACE: usize = 8;

/// How many lines of a pane of links show links; the rest is for the place of the chosen one.
pub fn link_lines(height: usize) -> usize {
    if height >= LEAST_FOR_PLACE { height - PLACE_LINES } else { height }
}

/// The pane of links.
#[derive(Clone, Debug, Default)]
pub struct LinksPane {
    /// Its lines.
    pub rows: Vec<LinkRow>,
    /// The chosen line, always a link where there is one, and the window.
    pub scroll: Scroll,
}

impl LinksPane {
    /// Shows the links of a record.
    pub fn show(&mut self, corpus: &Corpus, id: Option<&str>) {
        self.rows.clear();
        self.scroll = Scroll::default();
        let links = id.map_or(&[][..], |id| corpus.links(id));
        for group in links.chunk_by(|a, b| a.relation == b.relation) {
            self.rows.extend(group.first().map(|link| LinkRow::Heading(link.relation, group.len())));
            self.rows.extend(group.iter().cloned().map(LinkRow::Link));
        }
        self.scroll.chosen = usize::from(!self.rows.is_empty());
    }

    /// The chosen link.
    pub fn chosen(&self) -> Option<&Link> {
        match self.rows.get(self.scroll.chosen) {
            Some(LinkRow::Link(link)) => Some(link),
            _ => None,
        }
    }

    /// The records at the other ends, in the order of the lines.
    pub fn targets(&self) -> impl Iterator<Item = &Id> {
        self.rows.iter().filter_map(|row| if let LinkRow::Link(link) = row { Some(&link.id) } else { None })
    }

    /// Whether a line is a link.
    pub fn is_link(&self, line: usize) -> bool {
        matches!(self.rows.get(line), Some(LinkRow::Link(_)))
    }

    /// Chooses the link `by` lines further; headings are stepped over.
    pub fn step(&mut self, by: isize, height: usize) {
        let before = self.scroll.chosen;
        self.scroll.step(by, self.rows.len(), height);
        while matches!(self.rows.get(self.scroll.chosen), Some(LinkRow::Heading(..))) {
            let further = if by < 0 && self.scroll.chosen > 0 { -1 } else { 1 };
            let stood = self.scroll.chosen;
            self.scroll.step(further, self.rows.len(), height);
            if self.scroll.chosen == stood {
                self.scroll.choose(before, self.rows.len(), height);
                return;
            }
        }
        // The heading of the first group is worth a line when its first link is chosen.
        if matches!(self.rows.get(self.scroll.top.wrapping_sub(1)), Some(LinkRow::Heading(..)))
            && self.scroll.chosen == self.scroll.top
            && height > 1
        {
            self.scroll.top -= 1;
        }
    }

    /// Chooses the first link of one of the relations; whether there is one.
    pub fn find(&mut self, relations: &[Relation], height: usize) -> bool {
        let wanted = |row: &LinkRow| matches!(row, LinkRow::Link(link) if relations.contains(&link.relation));
        let Some(line) = self.rows.iter().position(wanted) else { return false };
        self.scroll.choose(line, self.rows.len(), height);
        self.scroll.top = line.saturating_sub(1).min(self.scroll.top.max(line.saturating_sub(1)));
        true
    }

    /// The links of some relations.
    pub fn of<'l>(&'l self, relations: &'l [Relation]) -> impl Iterator<Item = &'l Link> {
        self.rows.iter().filter_map(move |row| match row {
            LinkRow::Link(link) if relations.contains(&link.relation) => Some(link),
            _ => None,
        })
    }
}
