//! Where each part of the screen stands. Pure: the update asks it for heights, the drawing for rectangles.
//!
//! ```text
//!  wide (100+)                      medium (60+)               small
//! +------------------------------+ +---------------------+   +-----------+
//! | header                       | | header              |   | header    |
//! +--------+-------------+-------+ +-------+-------------+   +-----------+
//! | tree   | reader      | links | | tree  | reader      |   | the pane  |
//! |        |             |       | |       |-------------|   | in focus  |
//! |        |             |       | |       | links       |   |           |
//! +--------+-------------+-------+ +-------+-------------+   +-----------+
//! | status                       | | status              |   | status    |
//! +------------------------------+ +---------------------+   +-----------+
//! ```

use crate::model::Named;
use std::ops::Range;

use ratatui::layout::{Constraint, Layout, Position, Rect};

use super::state::{Focus, Screen};
use crate::present::words::{Language, Words};
use crate::text::width::width;

/// From this many columns on, three panes stand side by side.
const WIDE: u16 = 100;
/// From this many columns on, two stand side by side.
const MEDIUM: u16 = 60;
/// Columns of the facets beside the hits.
const FACETS: u16 = 28;
/// The least that a row's name is shown in, in a table of money.
const LEAST_TITLE: usize = 16;
/// Columns that the breadcrumb needs before the other screens are named in full.
const NAMED_BESIDE_CRUMBS: usize = 30;
/// Below this many rows, links have no room under the reader.
const LOW: u16 = 16;

/// The terminal's size in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A pane: a title line, and what stands under it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pane {
    /// All of it.
    pub area: Rect,
    /// What the content may fill.
    pub inner: Rect,
}

impl Pane {
    /// A pane with a title line, and a line on its left where another pane stands there.
    fn new(area: Rect, separated: bool) -> Self {
        let left = u16::from(separated).min(area.width);
        let top = 1.min(area.height);
        let inner = Rect { x: area.x + left, y: area.y + top, width: area.width - left, height: area.height - top };
        Self { area, inner }
    }

    /// Rows for the content.
    pub fn height(&self) -> usize {
        usize::from(self.inner.height)
    }

    /// Columns for the content.
    pub fn width(&self) -> usize {
        usize::from(self.inner.width)
    }
}

/// The browsing screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BrowseAreas {
    pub header: Rect,
    pub status: Rect,
    pub tree: Option<Pane>,
    pub reader: Option<Pane>,
    pub links: Option<Pane>,
}

/// The search screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchAreas {
    pub header: Rect,
    pub status: Rect,
    pub input: Rect,
    pub facets: Rect,
    pub hits: Pane,
    pub preview: Option<Pane>,
    /// The facets, while they have the keys.
    pub facets_pane: Option<Pane>,
}

/// The screen of indicators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IndicatorAreas {
    pub header: Rect,
    pub status: Rect,
    pub table: Pane,
}

/// A screen of a main pane and one beside or under it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Split {
    pub header: Rect,
    pub status: Rect,
    pub main: Pane,
    pub side: Option<Pane>,
}

/// Header, body and status line. A screen of one row is all body.
fn frame(size: Size) -> (Rect, Rect, Rect) {
    let whole = Rect::new(0, 0, size.columns, size.rows);
    let header = u16::from(size.rows >= 3);
    let status = u16::from(size.rows >= 2);
    let [header, body, status] =
        Layout::vertical([Constraint::Length(header), Constraint::Fill(1), Constraint::Length(status)]).areas(whole);
    (header, body, status)
}

/// How the reader wants the panes of the browsing screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrangement {
    /// Only the pane in focus is shown.
    pub zoomed: bool,
    /// The tree's share of a wide screen, in percent.
    pub tree: u16,
    /// The links' share of a wide screen, in percent.
    pub links: u16,
}

impl Default for Arrangement {
    fn default() -> Self {
        Self { zoomed: false, tree: 27, links: 28 }
    }
}

/// A line between panes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Border {
    /// On the tree's right.
    Tree,
    /// On the links' left.
    Links,
}

/// What a pane may have of a wide screen, in percent.
const SHARES: std::ops::RangeInclusive<u16> = 11..=45;
/// The tree has this much more of the screen where it stands between two panes rather than three, in percent.
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

/// The browsing screen at a size.
pub fn browse(size: Size, focus: Focus, arrangement: Arrangement) -> BrowseAreas {
    let (header, body, status) = frame(size);
    let mut areas = BrowseAreas { header, status, tree: None, reader: None, links: None };
    if size.columns >= WIDE && !arrangement.zoomed {
        let sides = [Constraint::Percentage(arrangement.tree), Constraint::Fill(1), Constraint::Percentage(arrangement.links)];
        let [tree, reader, links] = Layout::horizontal(sides).areas(body);
        areas.tree = Some(Pane::new(tree, false));
        areas.reader = Some(Pane::new(reader, true));
        areas.links = Some(Pane::new(links, true));
    } else if size.columns >= MEDIUM && !arrangement.zoomed {
        // Between two panes the tree's share is what moves.
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

/// The line between panes at a place.
pub fn border(size: Size, focus: Focus, arrangement: Arrangement, at: Position) -> Option<Border> {
    let areas = browse(size, focus, arrangement);
    let left_of = |pane: Option<Pane>| pane.is_some_and(|pane| pane.area.x > 0 && pane.area.x == at.x && pane.area.contains(at));
    if left_of(areas.reader) {
        Some(Border::Tree)
    } else if left_of(areas.links) {
        // Under the reader, the links share its left border.
        Some(if areas.reader.is_none_or(|reader| reader.area.x == at.x) { Border::Tree } else { Border::Links })
    } else {
        None
    }
}

/// A screen's name in the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    /// Which screen.
    pub screen: Screen,
    /// What stands there.
    pub text: String,
    /// Where.
    pub columns: Range<u16>,
}

/// The names of the screens, in a header of so many columns. Where there is no room for all, the others are their keys alone.
pub fn tabs(language: Language, present: Screen, columns: u16) -> Vec<Tab> {
    let words = Words(language);
    let names: Vec<&str> = Screen::all().iter().map(|screen| words.screen(*screen)).collect();
    let begin = width(words.app()) + 1;
    let whole = begin + names.iter().map(|name| width(name) + 4).sum::<usize>();
    let crumbs = if present == Screen::Browse { NAMED_BESIDE_CRUMBS } else { 0 };
    let roomy = usize::from(columns) >= whole + crumbs;
    let mut at = begin;
    let tab = |(number, (screen, name)): (usize, (Screen, &str))| {
        let text = if roomy || screen == present { format!(" {} {name} ", number + 1) } else { format!(" {} ", number + 1) };
        let from = at;
        at += width(&text);
        let columns = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        Tab { screen, text, columns: columns(from)..columns(at) }
    };
    Screen::all().iter().copied().zip(names).enumerate().map(tab).collect()
}

/// Columns for figures: each table of money shows as many years as fit beside the names.
pub fn figures(size: Size, figure: usize, years: usize) -> usize {
    (beside(size, false).main.width().saturating_sub(LEAST_TITLE) / figure.max(1)).min(years)
}

/// The search screen at a size; with facets beside the hits, or over them where there is no room.
pub fn search(size: Size, facets_open: bool) -> SearchAreas {
    let (header, body, status) = frame(size);
    let facets = u16::from(body.height >= 6);
    let rows = [Constraint::Length(1), Constraint::Length(facets), Constraint::Fill(1)];
    let [input, facets, mut rest] = Layout::vertical(rows).areas(body);
    let mut facets_pane = None;
    if facets_open {
        let width = if size.columns >= MEDIUM { FACETS } else { rest.width };
        let [left, right] = Layout::horizontal([Constraint::Length(width), Constraint::Fill(1)]).areas(rest);
        facets_pane = Some(Pane::new(left, false));
        rest = right;
    }
    let (hits, preview) = if size.columns >= WIDE {
        let [hits, preview] = Layout::horizontal([Constraint::Percentage(52), Constraint::Fill(1)]).areas(rest);
        (hits, Some(preview))
    } else if rest.height >= 16 {
        let [hits, preview] = Layout::vertical([Constraint::Percentage(60), Constraint::Fill(1)]).areas(rest);
        (hits, Some(preview))
    } else {
        (rest, None)
    };
    let beside = size.columns >= WIDE;
    let preview = preview.map(|area| Pane::new(area, beside));
    SearchAreas { header, status, input, facets, hits: Pane::new(hits, facets_open), preview, facets_pane }
}

/// The screen of indicators at a size.
pub fn indicators(size: Size) -> IndicatorAreas {
    let (header, body, status) = frame(size);
    IndicatorAreas { header, status, table: Pane::new(body, false) }
}

/// A table with words about the chosen row beside it, or under it, or, where there is no room, instead of it when `side` has the keys.
pub fn beside(size: Size, side: bool) -> Split {
    let (header, body, status) = frame(size);
    let (main, other) = if size.columns >= WIDE {
        let [main, other] = Layout::horizontal([Constraint::Percentage(65), Constraint::Fill(1)]).areas(body);
        (Pane::new(main, false), Some(Pane::new(other, true)))
    } else if size.rows >= LOW {
        let [main, other] = Layout::vertical([Constraint::Percentage(50), Constraint::Fill(1)]).areas(body);
        (Pane::new(main, false), Some(Pane::new(other, false)))
    } else {
        let whole = Pane::new(body, false);
        (whole, side.then_some(whole))
    };
    Split { header, status, main, side: other }
}

/// The columns of lineage, `rows` high at most, with words about the chosen one under them.
pub fn lineage(size: Size, rows: usize) -> Split {
    let (header, body, status) = frame(size);
    let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    if body.height >= wanted.saturating_add(4) {
        let [main, side] = Layout::vertical([Constraint::Length(wanted), Constraint::Fill(1)]).areas(body);
        Split { header, status, main: Pane::new(main, false), side: Some(Pane::new(side, false)) }
    } else if size.rows >= LOW {
        let [main, side] = Layout::vertical([Constraint::Percentage(60), Constraint::Fill(1)]).areas(body);
        Split { header, status, main: Pane::new(main, false), side: Some(Pane::new(side, false)) }
    } else {
        Split { header, status, main: Pane::new(body, false), side: None }
    }
}

/// The list of keys, over whatever screen is there.
pub fn menu(size: Size) -> Pane {
    let (_, body, _) = frame(size);
    Pane::new(body, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_lies_on_the_screen_at_any_size() {
        for columns in [0, 1, 2, 10, 40, 59, 60, 80, 99, 100, 120, 300] {
            for rows in [0, 1, 2, 3, 5, 10, 16, 24, 36, 100] {
                let size = Size { columns, rows };
                let screen = Rect::new(0, 0, columns, rows);
                let mut rects = vec![
                    search(size, false).input,
                    search(size, true).hits.inner,
                    search(size, false).hits.inner,
                    indicators(size).table.inner,
                    menu(size).inner,
                ];
                for split in [beside(size, false), beside(size, true), lineage(size, 9), lineage(size, 100)] {
                    rects.extend([split.main.area, split.main.inner]);
                    rects.extend(split.side.iter().flat_map(|pane| [pane.area, pane.inner]));
                }
                for focus in [Focus::Tree, Focus::Reader, Focus::Links] {
                    let areas = browse(size, focus, Arrangement::default());
                    let panes = [areas.tree, areas.reader, areas.links].into_iter().flatten();
                    rects.extend(panes.flat_map(|pane| [pane.area, pane.inner]));
                    rects.extend([areas.header, areas.status]);
                }
                for rect in rects {
                    assert_eq!(screen.union(rect), screen, "{rect} at {columns}x{rows}");
                }
            }
        }
    }

    #[test]
    fn the_pane_in_focus_is_always_there() {
        for columns in [1, 40, 80, 120] {
            for rows in [1, 10, 24] {
                let size = Size { columns, rows };
                assert!(browse(size, Focus::Tree, Arrangement::default()).tree.is_some());
                assert!(browse(size, Focus::Reader, Arrangement::default()).reader.is_some());
                assert!(browse(size, Focus::Links, Arrangement::default()).links.is_some());
            }
        }
    }
}
