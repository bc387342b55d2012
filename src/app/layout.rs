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

use std::ops::Range;

use ratatui::layout::{Constraint, Layout, Position, Rect};

use super::mode::ScreenKind;
use crate::model::Named;
use crate::present::words::{Language, Words};
use crate::text::width::width;

/// From this many columns on, three panes stand side by side.
pub(super) const WIDE: u16 = 100;
/// From this many columns on, two stand side by side.
pub(super) const MEDIUM: u16 = 60;
/// Columns that the breadcrumb needs before the other screens are named in full.
const NAMED_BESIDE_CRUMBS: usize = 30;
/// Below this many rows, links have no room under the reader.
pub(super) const LOW: u16 = 16;

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
    pub(super) fn new(area: Rect, separated: bool) -> Self {
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

/// A screen of a main pane and one beside or under it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Split {
    /// The pane that the screen is about.
    pub main: Pane,
    /// Words about what is chosen in it.
    pub side: Option<Pane>,
}

/// What every screen has: a line above and one below. A screen of one row is all body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// The names of the screens, and where the reader is.
    pub header: Rect,
    /// What the screen itself has.
    pub body: Rect,
    /// The notice, and keys.
    pub status: Rect,
}

/// The frame at a size.
pub fn frame(size: Size) -> Frame {
    let whole = Rect::new(0, 0, size.columns, size.rows);
    let header = u16::from(size.rows >= 3);
    let status = u16::from(size.rows >= 2);
    let [header, body, status] =
        Layout::vertical([Constraint::Length(header), Constraint::Fill(1), Constraint::Length(status)]).areas(whole);
    Frame { header, body, status }
}

/// A list without its first rows: its heading takes them.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Which entry of a list stands at a place, each `rows` high, where `top` is the first that is shown of `count`.
pub fn row_at(list: Rect, at: Position, rows: usize, top: usize, count: usize) -> Option<usize> {
    let row = list.contains(at).then(|| usize::from(at.y - list.y) / rows + top)?;
    (row < count).then_some(row)
}

/// A screen's name in the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    /// Which screen.
    pub screen: ScreenKind,
    /// What stands there.
    pub text: String,
    /// Where.
    pub columns: Range<u16>,
}

/// The names of the screens, in a header of so many columns. Where there is no room for all, the others are their keys alone.
pub fn tabs(language: Language, present: ScreenKind, columns: u16) -> Vec<Tab> {
    let words = Words(language);
    let names: Vec<&str> = ScreenKind::all().iter().map(|screen| words.screen(*screen)).collect();
    let begin = width(words.app()) + 1;
    let whole = begin + names.iter().map(|name| width(name) + 4).sum::<usize>();
    let crumbs = if present == ScreenKind::Browse { NAMED_BESIDE_CRUMBS } else { 0 };
    let roomy = usize::from(columns) >= whole + crumbs;
    let mut at = begin;
    let tab = |(number, (screen, name)): (usize, (ScreenKind, &str))| {
        let text = if roomy || screen == present { format!(" {} {name} ", number + 1) } else { format!(" {} ", number + 1) };
        let from = at;
        at += width(&text);
        let columns = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        Tab { screen, text, columns: columns(from)..columns(at) }
    };
    ScreenKind::all().iter().copied().zip(names).enumerate().map(tab).collect()
}

/// A table with words about the chosen row beside it, or under it, or, where there is no room, instead of it when `side` has the keys.
pub fn beside(size: Size, side: bool) -> Split {
    let body = frame(size).body;
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
    Split { main, side: other }
}

/// What lies over whatever screen is there: the menu, a record that is looked at.
pub fn overlay(size: Size) -> Pane {
    Pane::new(frame(size).body, false)
}
