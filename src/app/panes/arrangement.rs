//! Arrangement of the panes of the browsing screen, at any size and as the reader has moved the lines between them.

use ratatui::layout::{Constraint, Layout, Position};

use crate::app::layout::{LOW, MEDIUM, Pane, Size, WIDE, frame};

/// Pane of the browsing screen that has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Focus {
    /// The tree.
    #[default]
    Tree,
    /// The reader.
    Reader,
    /// The links.
    Links,
}

/// Panes that are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Panes {
    /// The tree.
    pub tree: Option<Pane>,
    /// The reader.
    pub reader: Option<Pane>,
    /// The links.
    pub links: Option<Pane>,
}

/// Arrangement of the panes of the browsing screen that the reader wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrangement {
    /// True if only the pane in focus is shown.
    pub zoomed: bool,
    /// Tree's share of a wide screen, in percent.
    pub tree: u16,
    /// Links' share of a wide screen, in percent.
    pub links: u16,
}

impl Default for Arrangement {
    fn default() -> Self {
        Self { zoomed: false, tree: 27, links: 28 }
    }
}

/// Line between panes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Border {
    /// Line on the right of the tree.
    Tree,
    /// Line on the left of the links.
    Links,
}

/// Share that a pane may have of a wide screen, in percent.
const SHARES: std::ops::RangeInclusive<u16> = 11..=45;
/// Extra share that the tree has of the screen when it is one of two panes side by side rather than three, in percent.
const BETWEEN_TWO: u16 = 9;

impl Arrangement {
    /// Moves a line between panes to a column.
    pub fn drag(&mut self, border: Border, column: u16, size: Size) {
        let percent = |columns: u16| u16::try_from(u32::from(columns) * 100 / u32::from(size.columns.max(1))).unwrap_or(u16::MAX);
        let (share, wanted) = match border {
            Border::Tree if size.columns < WIDE => (&mut self.tree, percent(column).saturating_sub(BETWEEN_TWO)),
            Border::Tree => (&mut self.tree, percent(column)),
            Border::Links => (&mut self.links, percent(size.columns.saturating_sub(column))),
        };
        *share = wanted.clamp(*SHARES.start(), *SHARES.end());
    }

    /// Makes the pane in focus wider or narrower, at its neighbours' cost.
    pub fn widen(&mut self, focus: Focus, wider: bool) {
        const STEP: u16 = 4;
        let change = |share: &mut u16, more: bool| {
            let moved = if more { *share + STEP } else { share.saturating_sub(STEP) };
            *share = moved.clamp(*SHARES.start(), *SHARES.end());
        };
        match focus {
            Focus::Tree => change(&mut self.tree, wider),
            Focus::Links => change(&mut self.links, wider),
            Focus::Reader => {
                change(&mut self.tree, !wider);
                change(&mut self.links, !wider);
            }
        }
    }
}

/// Returns the panes at a size.
pub fn panes(size: Size, focus: Focus, arrangement: Arrangement) -> Panes {
    let body = frame(size).body;
    let mut areas = Panes { tree: None, reader: None, links: None };
    if size.columns >= WIDE && !arrangement.zoomed {
        let sides = [Constraint::Percentage(arrangement.tree), Constraint::Fill(1), Constraint::Percentage(arrangement.links)];
        let [tree, reader, links] = Layout::horizontal(sides).areas(body);
        areas.tree = Some(Pane::new(tree, false));
        areas.reader = Some(Pane::new(reader, true));
        areas.links = Some(Pane::new(links, true));
    } else if size.columns >= MEDIUM && !arrangement.zoomed {
        // With two panes side by side, it is the tree's share that moves.
        let [tree, right] = Layout::horizontal([Constraint::Percentage(arrangement.tree + BETWEEN_TWO), Constraint::Fill(1)]).areas(body);
        areas.tree = Some(Pane::new(tree, false));
        if size.rows >= LOW {
            let (reader, links) = if focus == Focus::Links { (50, 50) } else { (68, 32) };
            let [reader, links] = Layout::vertical([Constraint::Percentage(reader), Constraint::Percentage(links)]).areas(right);
            areas.reader = Some(Pane::new(reader, true));
            areas.links = Some(Pane::new(links, true));
        } else if focus == Focus::Links {
            areas.links = Some(Pane::new(right, true));
        } else {
            areas.reader = Some(Pane::new(right, true));
        }
    } else {
        let only = Some(Pane::new(body, false));
        match focus {
            Focus::Tree => areas.tree = only,
            Focus::Reader => areas.reader = only,
            Focus::Links => areas.links = only,
        }
    }
    areas
}

/// Returns the line between panes at a place.
pub fn border(size: Size, focus: Focus, arrangement: Arrangement, at: Position) -> Option<Border> {
    let areas = panes(size, focus, arrangement);
    let left_of = |pane: Option<Pane>| pane.is_some_and(|pane| pane.area.x > 0 && pane.area.x == at.x && pane.area.contains(at));
    if left_of(areas.reader) {
        Some(Border::Tree)
    } else if left_of(areas.links) {
        // Links under the reader share its left border.
        Some(if areas.reader.is_none_or(|reader| reader.area.x == at.x) { Border::Tree } else { Border::Links })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pane_in_focus_is_always_there() {
        for columns in [1, 40, 80, 120] {
            for rows in [1, 10, 24] {
                let size = Size { columns, rows };
                assert!(panes(size, Focus::Tree, Arrangement::default()).tree.is_some());
                assert!(panes(size, Focus::Reader, Arrangement::default()).reader.is_some());
                assert!(panes(size, Focus::Links, Arrangement::default()).links.is_some());
            }
        }
    }
}
