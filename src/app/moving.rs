//! Moving: between panes, along lists and through texts, and every window brought back onto its list.

use super::action::Mode;
use super::budgets::figure_columns;
use super::layout;
use super::search::HIT_ROWS;
use super::state::{Focus, Screen, State};

impl State {
    pub(super) fn focus(&mut self, focus: Focus) {
        self.browse.focus = focus;
    }

    pub(super) fn left(&mut self) {
        match self.screen {
            Screen::Matrix if self.crossing.behind.is_some() => return self.crossing.behind = None,
            Screen::Matrix => return self.crossing.sideways(-1),
            Screen::Lineage => return self.following.along(false),
            Screen::Indicators => return self.indicators.sideways(-1),
            Screen::Budgets => {
                return self.budgets.sideways(1, layout::figures(self.size, figure_columns(), self.budgets.ledger.columns.len()));
            }
            Screen::Browse | Screen::Search => {}
        }
        let [height, ..] = self.heights();
        match self.browse.focus {
            Focus::Tree => {
                self.browse.tree.collapse(&self.corpus, height);
                self.follow_tree();
            }
            Focus::Reader => self.focus(Focus::Tree),
            Focus::Links => self.focus(Focus::Reader),
        }
    }

    pub(super) fn right(&mut self) {
        match self.screen {
            Screen::Matrix if self.crossing.behind.is_some() => return,
            Screen::Matrix => return self.crossing.sideways(1),
            Screen::Lineage => return self.following.along(true),
            Screen::Indicators => return self.indicators.sideways(1),
            Screen::Budgets => {
                return self.budgets.sideways(-1, layout::figures(self.size, figure_columns(), self.budgets.ledger.columns.len()));
            }
            Screen::Browse | Screen::Search => {}
        }
        let [height, ..] = self.heights();
        match self.browse.focus {
            Focus::Tree => {
                let leaf = self.browse.tree.chosen().is_none_or(|row| row.children == 0);
                if leaf {
                    self.focus(Focus::Reader);
                } else {
                    self.browse.tree.expand(&self.corpus, height);
                    self.follow_tree();
                }
            }
            Focus::Reader => self.focus(Focus::Links),
            Focus::Links => self.open_chosen(),
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        let size = self.size;
        match self.mode() {
            Mode::Peek => {
                let height = layout::menu(size).height();
                if let Some(peek) = &mut self.browse.peek {
                    peek.scroll.pan(step.lines(height), peek.lines.len(), height);
                }
            }
            Mode::Mark => {}
            Mode::Menu => {
                // What is typed takes a row.
                let height = layout::menu(size).height().saturating_sub(1);
                if let Some(menu) = &mut self.menu {
                    menu.scroll.step(step.lines(height), menu.rows.len(), height);
                }
            }
            Mode::Query => {
                let height = layout::search(size, false).hits.height() / HIT_ROWS;
                self.search.scroll.step(step.lines(height), self.search.lines(), height);
            }
            Mode::Facets => {
                let height = layout::search(size, true).facets_pane.map_or(0, |pane| pane.height());
                let count = self.search.facets.rows.len();
                if let Some(scroll) = &mut self.search.facets.scroll {
                    scroll.step(step.lines(height), count, height);
                }
            }
            Mode::Indicators => {
                // The table's heading takes a row.
                let height = layout::indicators(size).table.height().saturating_sub(1);
                self.indicators.scroll.step(step.lines(height), self.indicators.rows.len(), height);
            }
            Mode::Budgets => {
                // The table's heading takes two rows.
                let height = layout::beside(size, false).main.height().saturating_sub(2);
                self.budgets.scroll.step(step.lines(height), self.budgets.ledger.rows.len(), height);
            }
            Mode::Matrix => {
                let split = layout::beside(size, self.crossing.behind.is_some());
                let records = self.crossing.records().len();
                match &mut self.crossing.behind {
                    Some(list) => {
                        let height = split.side.map_or(0, |pane| pane.height());
                        list.step(step.lines(height), records, height);
                    }
                    None => {
                        let height = split.main.height().saturating_sub(1);
                        self.crossing.scroll.step(step.lines(height), self.crossing.matrix.rows.len(), height);
                    }
                }
            }
            Mode::Lineage => match step {
                Step::Lines(lines) => self.following.vertically(lines),
                // The words about the node may be longer than their pane.
                Step::Pages(_) => {
                    let height = layout::lineage(size, self.following.rows()).side.map_or(0, |pane| pane.height());
                    self.following.top = self.following.top.saturating_add_signed(step.lines(height));
                }
            },
            Mode::Tree => {
                let [height, ..] = self.heights();
                self.browse.tree.scroll.step(step.lines(height), self.browse.tree.rows.len(), height);
                self.follow_tree();
            }
            Mode::Reader => {
                let [_, height, _] = self.heights();
                self.browse.reader.scroll.pan(step.lines(height), self.browse.reader.lines.len(), height);
            }
            Mode::Links => {
                let [.., height] = self.heights();
                self.browse.links.step(step.lines(height), height);
            }
        }
    }

    /// Brings every window back onto its list after the size, the focus or a list has changed.
    pub(super) fn fit(&mut self) {
        let [tree, _, links] = self.heights();
        self.browse.tree.scroll.reveal(self.browse.tree.rows.len(), tree);
        self.set_reader();
        let chosen = self.browse.links.scroll.chosen;
        self.browse.links.scroll.choose(chosen, self.browse.links.rows.len(), links);
        self.browse.links.step(0, links);
        let height = layout::indicators(self.size).table.height().saturating_sub(1);
        self.indicators.scroll.reveal(self.indicators.rows.len(), height);
        let areas = layout::search(self.size, self.search.facets.scroll.is_some());
        self.search.scroll.reveal(self.search.lines(), areas.hits.height() / HIT_ROWS);
        let count = self.search.facets.rows.len();
        if let (Some(scroll), Some(pane)) = (&mut self.search.facets.scroll, areas.facets_pane) {
            scroll.reveal(count, pane.height());
        }
        let split = layout::beside(self.size, self.crossing.behind.is_some());
        self.budgets.scroll.reveal(self.budgets.ledger.rows.len(), split.main.height().saturating_sub(2));
        self.crossing.scroll.reveal(self.crossing.matrix.rows.len(), split.main.height().saturating_sub(1));
        let records = self.crossing.records().len();
        if let (Some(list), Some(pane)) = (&mut self.crossing.behind, split.side) {
            list.reveal(records, pane.height());
        }
    }
}

/// How far to go.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Lines(isize),
    Pages(isize),
}

impl Step {
    /// In lines, where a page is `height` lines; a line of the last page stays in view.
    fn lines(self, height: usize) -> isize {
        match self {
            Step::Lines(lines) => lines,
            Step::Pages(pages) => pages.saturating_mul(isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)),
        }
    }
}
