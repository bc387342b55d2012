//! The mouse, where the reader wants it: choosing and opening by a click, the wheel, and dragging the lines between panes.

use ratatui::layout::{Position, Rect};

use super::action::{Mode, Mouse, Name};
use super::effect::Effect;
use super::layout::{self, Pane};
use super::moving::Step;
use super::scroll::Scroll;
use super::search::HIT_ROWS;
use super::state::{Focus, Screen, State};

/// Lines that a turn of the wheel goes.
const WHEEL: isize = 3;

impl State {
    /// What the mouse does.
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.notice = None;
        match mouse {
            Mouse::Press(at) => return self.press(at),
            Mouse::Drag(at) => {
                if let Some(border) = self.browse.dragged {
                    self.browse.arrangement.drag(border, at.x, self.size);
                }
            }
            Mouse::Release => self.browse.dragged = None,
            Mouse::Wheel(at, down) => self.wheel(at, if down { WHEEL } else { -WHEEL }),
        }
        self.fit();
        Vec::new()
    }

    fn wheel(&mut self, at: Position, lines: isize) {
        if self.mode() == Mode::Menu || self.mode() == Mode::Peek || self.screen != Screen::Browse {
            return self.step(Step::Lines(lines));
        }
        // What is under the pointer moves, and keeps the keys where they are.
        let kept = self.browse.focus;
        if let Some((focus, _)) = self.pane_at(at) {
            self.browse.focus = focus;
            self.step(Step::Lines(lines));
            self.browse.focus = kept;
        }
    }

    /// The pane of the browsing screen at a place.
    fn pane_at(&self, at: Position) -> Option<(Focus, Pane)> {
        let areas = layout::browse(self.size, self.browse.focus, self.browse.arrangement);
        let panes = [(Focus::Tree, areas.tree), (Focus::Reader, areas.reader), (Focus::Links, areas.links)];
        panes.into_iter().find_map(|(focus, pane)| pane.filter(|pane| pane.area.contains(at)).map(|pane| (focus, pane)))
    }

    fn press(&mut self, at: Position) -> Vec<Effect> {
        match self.mode() {
            Mode::Menu => {
                // What is typed takes a row.
                let list = below(layout::menu(self.size).inner, 1);
                let Some(menu) = &mut self.menu else { return Vec::new() };
                let row = row_of(list, at, 1).map(|row| row + menu.scroll.top).filter(|row| *row < menu.rows.len());
                return self
                    .choose_or_open(row, |state, row| state.menu.as_mut().map(|menu| std::mem::replace(&mut menu.scroll.chosen, row)));
            }
            Mode::Peek | Mode::Mark => return Vec::new(),
            _ => {}
        }
        let header = layout::browse(self.size, self.browse.focus, self.browse.arrangement).header;
        if header.contains(at) {
            let tabs = layout::tabs(self.language, self.screen, header.width);
            if let Some(tab) = tabs.iter().find(|tab| tab.columns.contains(&at.x)) {
                self.show_screen(tab.screen);
                self.fit();
            }
            return Vec::new();
        }
        match self.screen {
            Screen::Browse => self.press_in_browse(at),
            Screen::Search => {
                let areas = layout::search(self.size, self.search.facets.scroll.is_some());
                if let (Some(pane), Some(scroll)) = (areas.facets_pane, &mut self.search.facets.scroll)
                    && let Some(row) =
                        row_of(pane.inner, at, 1).map(|row| row + scroll.top).filter(|row| *row < self.search.facets.rows.len())
                {
                    scroll.chosen = row;
                    return self.act(Name::Toggle);
                }
                let row = row_of(areas.hits.inner, at, HIT_ROWS).map(|row| row + self.search.scroll.top);
                let row = row.filter(|row| *row < self.search.lines());
                self.choose_or_open(row, |state, row| Some(std::mem::replace(&mut state.search.scroll.chosen, row)))
            }
            Screen::Indicators => {
                let list = below(layout::indicators(self.size).table.inner, 1);
                let row = row_of(list, at, 1).map(|row| row + self.indicators.scroll.top);
                let row = row.filter(|row| *row < self.indicators.rows.len());
                self.choose_or_open(row, |state, row| Some(std::mem::replace(&mut state.indicators.scroll.chosen, row)))
            }
            Screen::Budgets => {
                let list = below(layout::beside(self.size, false).main.inner, 2);
                let row = row_of(list, at, 1).map(|row| row + self.budgets.scroll.top);
                let row = row.filter(|row| *row < self.budgets.ledger.rows.len());
                self.choose_or_open(row, |state, row| Some(std::mem::replace(&mut state.budgets.scroll.chosen, row)))
            }
            Screen::Matrix => self.press_in_matrix(at),
            Screen::Lineage => {
                let split = layout::lineage(self.size, self.following.rows());
                let (inner, size) = (split.main.inner, (split.main.width(), split.main.height()));
                let place = (usize::from(at.x.saturating_sub(inner.x)), usize::from(at.y.saturating_sub(inner.y)));
                let node = if inner.contains(at) { self.following.node_at(place, size, split.side.is_some()) } else { None };
                self.choose_or_open(node, |state, node| {
                    state.following.top = 0;
                    Some(std::mem::replace(&mut state.following.chosen, node))
                })
            }
        }
    }

    fn press_in_matrix(&mut self, at: Position) -> Vec<Effect> {
        let split = layout::beside(self.size, self.crossing.behind.is_some());
        if let Some(pane) = split.side.filter(|pane| pane.area.contains(at)) {
            let top = self.crossing.behind.map_or(0, |list| list.top);
            let row = row_of(pane.inner, at, 1).map(|row| row + top).filter(|row| *row < self.crossing.records().len());
            return self.choose_or_open(row, |state, row| {
                let list = Scroll { chosen: row, top };
                state.crossing.behind.replace(list).map(|before| before.chosen)
            });
        }
        let inner = split.main.inner;
        if !inner.contains(at) {
            return Vec::new();
        }
        self.crossing.behind = None;
        let column = self.crossing.cells(split.main.width()).at(usize::from(at.x - inner.x));
        let same = column.is_none_or(|column| column == self.crossing.column);
        self.crossing.column = column.unwrap_or(self.crossing.column);
        let row = row_of(below(inner, 1), at, 1).map(|row| row + self.crossing.scroll.top);
        let row = row.filter(|row| *row < self.crossing.matrix.rows.len());
        self.choose_or_open(row, |state, row| Some(std::mem::replace(&mut state.crossing.scroll.chosen, row)).filter(|_| same))
    }

    fn press_in_browse(&mut self, at: Position) -> Vec<Effect> {
        if let Some(border) = layout::border(self.size, self.browse.focus, self.browse.arrangement, at) {
            self.browse.dragged = Some(border);
            return Vec::new();
        }
        let Some((focus, pane)) = self.pane_at(at) else { return Vec::new() };
        self.browse.focus = focus;
        let row = row_of(pane.inner, at, 1);
        let effects = match focus {
            Focus::Tree => {
                let row = row.map(|row| row + self.browse.tree.scroll.top).filter(|row| *row < self.browse.tree.rows.len());
                self.choose_or_open(row, |state, row| {
                    let before = std::mem::replace(&mut state.browse.tree.scroll.chosen, row);
                    if before != row {
                        state.follow_tree();
                    }
                    Some(before)
                })
            }
            Focus::Reader => Vec::new(),
            Focus::Links => {
                let row = row.map(|row| row + self.browse.links.scroll.top).filter(|row| self.browse.links.is_link(*row));
                self.choose_or_open(row, |state, row| Some(std::mem::replace(&mut state.browse.links.scroll.chosen, row)))
            }
        };
        self.fit();
        effects
    }

    /// Chooses a row; pressed once more, it is opened. `choose` tells which was chosen before.
    fn choose_or_open(&mut self, row: Option<usize>, choose: impl FnOnce(&mut Self, usize) -> Option<usize>) -> Vec<Effect> {
        let Some(row) = row else { return Vec::new() };
        if choose(self, row) == Some(row) { self.act(Name::Open) } else { Vec::new() }
    }
}

/// A list without its first rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Which entry of a list stands at a place, each `rows` high.
fn row_of(list: Rect, at: Position, rows: usize) -> Option<usize> {
    list.contains(at).then(|| usize::from(at.y - list.y) / rows)
}
