//! Links of the record on the screen, grouped by relation.

use crate::app::scroll::Scroll;
use crate::model::{Corpus, Id, Link, Relation};

/// Line of the pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkRow {
    /// Relation of the links below it, and their number.
    Heading(Relation, usize),
    /// Link.
    Link(Link),
}

/// Lines below the links for the place that states the chosen one, and the minimum height of the pane at which they are shown.
const PLACE_LINES: usize = 2;
const LEAST_FOR_PLACE: usize = 8;

/// Returns the number of lines of a links pane that show links; the rest are for the place of the chosen one.
pub fn link_lines(height: usize) -> usize {
    if height >= LEAST_FOR_PLACE { height - PLACE_LINES } else { height }
}

/// Links pane.
#[derive(Clone, Debug, Default)]
pub struct LinksPane {
    /// Its lines.
    pub rows: Vec<LinkRow>,
    /// Chosen line, always a link if there is one, and scroll position.
    pub scroll: Scroll,
    /// True if the links have not come.
    pub awaited: bool,
}

impl LinksPane {
    /// Shows the links of a record.
    pub fn show(&mut self, corpus: &Corpus, id: Option<&str>) {
        self.rows.clear();
        self.scroll = Scroll::default();
        let missed = corpus.missed();
        let links = id.map_or(&[][..], |id| corpus.links(id));
        self.awaited = corpus.missed() > missed;
        for group in links.chunk_by(|a, b| a.relation == b.relation) {
            self.rows.extend(group.first().map(|link| LinkRow::Heading(link.relation, group.len())));
            self.rows.extend(group.iter().cloned().map(LinkRow::Link));
        }
        self.scroll.chosen = usize::from(!self.rows.is_empty());
    }

    /// Returns the chosen link.
    pub fn chosen(&self) -> Option<&Link> {
        match self.rows.get(self.scroll.chosen) {
            Some(LinkRow::Link(link)) => Some(link),
            _ => None,
        }
    }

    /// Returns the records at the other ends, in the order of the lines.
    pub fn targets(&self) -> impl Iterator<Item = &Id> {
        self.rows.iter().filter_map(|row| if let LinkRow::Link(link) = row { Some(&link.id) } else { None })
    }

    /// Returns true if a line is a link.
    pub fn is_link(&self, line: usize) -> bool {
        matches!(self.rows.get(line), Some(LinkRow::Link(_)))
    }

    /// Chooses the link `by` lines further on, stepping over headings.
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
        // Keep the heading of the first group in view when its first link is chosen.
        if matches!(self.rows.get(self.scroll.top.wrapping_sub(1)), Some(LinkRow::Heading(..)))
            && self.scroll.chosen == self.scroll.top
            && height > 1
        {
            self.scroll.top -= 1;
        }
    }

    /// Chooses the first link with one of the relations. Returns true if there is one.
    pub fn find(&mut self, relations: &[Relation], height: usize) -> bool {
        let wanted = |row: &LinkRow| matches!(row, LinkRow::Link(link) if relations.contains(&link.relation));
        let Some(line) = self.rows.iter().position(wanted) else { return false };
        self.scroll.choose(line, self.rows.len(), height);
        self.scroll.top = line.saturating_sub(1).min(self.scroll.top.max(line.saturating_sub(1)));
        true
    }

    /// Returns the links with some relations.
    pub fn of<'l>(&'l self, relations: &'l [Relation]) -> impl Iterator<Item = &'l Link> {
        self.rows.iter().filter_map(move |row| match row {
            LinkRow::Link(link) if relations.contains(&link.relation) => Some(link),
            _ => None,
        })
    }
}
