//! Layout of the parts of the screen. Pure: the update asks it for heights, the drawing for rectangles.
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

/// Minimum columns for three panes side by side.
pub(super) const WIDE: u16 = 100;
/// Minimum columns for two panes side by side.
pub(super) const MEDIUM: u16 = 60;
/// Columns that the breadcrumb needs before the other screens are named in full.
const NAMED_BESIDE_CRUMBS: usize = 30;
/// Rows below which links have no room under the reader.
pub(super) const LOW: u16 = 16;

/// Size of the terminal in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Number of columns.
    pub columns: u16,
    /// Number of rows.
    pub rows: u16,
}

/// Pane: a title line and the content below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pane {
    /// The whole area.
    pub area: Rect,
    /// Area of the content.
    pub inner: Rect,
}

impl Pane {
    /// Returns a pane with a title line and, if another pane is on its left, a line on that side.
    pub(super) fn new(area: Rect, separated: bool) -> Self {
        let left = u16::from(separated).min(area.width);
        let top = 1.min(area.height);
        let inner = Rect { x: area.x + left, y: area.y + top, width: area.width - left, height: area.height - top };
        Self { area, inner }
    }

    /// Returns the number of rows for the content.
    pub fn height(&self) -> usize {
        usize::from(self.inner.height)
    }

    /// Returns the number of columns for the content.
    pub fn width(&self) -> usize {
        usize::from(self.inner.width)
    }
}

/// Screen with a main pane and one beside or below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Split {
    /// Pane that the screen is about.
    pub main: Pane,
    /// Pane about what is chosen in the main one.
    pub side: Option<Pane>,
}

/// Frame common to all screens: a line above and one below. A screen of one row is all body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Names of the screens, and the breadcrumb.
    pub header: Rect,
    /// Area of the screen itself.
    pub body: Rect,
    /// Notice and keys.
    pub status: Rect,
}

/// Returns the frame at a size.
pub fn frame(size: Size) -> Frame {
    let whole = Rect::new(0, 0, size.columns, size.rows);
    let header = u16::from(size.rows >= 3);
    let status = u16::from(size.rows >= 2);
    let [header, body, status] =
        Layout::vertical([Constraint::Length(header), Constraint::Fill(1), Constraint::Length(status)]).areas(whole);
    Frame { header, body, status }
}

/// Returns a list's area without its first rows, which its heading takes.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Returns the entry of a list at a place: entries are `rows` high, and `top` is the first one shown of `count`.
pub fn row_at(list: Rect, at: Position, rows: usize, top: usize, count: usize) -> Option<usize> {
    let row = list.contains(at).then(|| usize::from(at.y - list.y) / rows + top)?;
    (row < count).then_some(row)
}

/// Name of a screen in the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    /// The screen.
    pub screen: ScreenKind,
    /// Text shown.
    pub text: String,
    /// Columns of the text in the header.
    pub columns: Range<u16>,
}

/// Returns the names of the screens for a header of so many columns. If there is no room for all, the screens other than the present one
/// are shown by their keys alone.
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

/// Returns the areas of a table and of the words about its chosen row: beside it, below it or, if there is no room, in its place when
/// `side` (the words) has the keys.
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

/// Returns the pane over the screen, whichever it is: the menu, or a peek.
pub fn overlay(size: Size) -> Pane {
    Pane::new(frame(size).body, false)
}
