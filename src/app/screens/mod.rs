//! Screens, one file each: its state, what keys and mouse do on it, what can be copied from it. Tabs, keys, help, drawing and tests follow
//! this list.

mod browse;
mod budgets;
mod indicators;
mod lineage;
mod matrix;
mod screen;
mod search;

pub use browse::BrowseScreen;
pub use budgets::{BudgetsScreen, NUMBER, figure_columns};
pub use indicators::{IndicatorsScreen, Order};
pub use lineage::{LineageLayout, LineageRow, LineageScreen};
pub use matrix::{MatrixColumns, MatrixScreen};
pub use screen::{Reaction, Screen, Surroundings};
pub use search::{HIT_ROWS, SearchAreas, SearchScreen};

use super::mode::ScreenKind;
use crate::model::Corpus;

/// All screens.
pub struct Screens {
    /// 閲覧.
    pub browse: BrowseScreen,
    /// 検索.
    pub search: SearchScreen,
    /// 指標.
    pub indicators: IndicatorsScreen,
    /// 予算.
    pub budgets: BudgetsScreen,
    /// 対応表.
    pub matrix: MatrixScreen,
    /// 系譜.
    pub lineage: LineageScreen,
}

impl Screens {
    /// Returns the screens at the start. Their lists are read when they are first shown.
    pub fn new(corpus: &Corpus) -> Self {
        Self {
            browse: BrowseScreen::new(corpus),
            search: SearchScreen::default(),
            indicators: IndicatorsScreen::default(),
            budgets: BudgetsScreen::default(),
            matrix: MatrixScreen::default(),
            lineage: LineageScreen::default(),
        }
    }

    /// Begins anew over another corpus; what is typed, and the settings of the screens, stay.
    pub fn renew(&mut self, corpus: &Corpus) {
        let kept = std::mem::replace(&mut self.browse, BrowseScreen::new(corpus));
        (self.browse.focus, self.browse.arrangement) = (kept.focus, kept.arrangement);
        self.search.forget();
        self.indicators.forget();
        self.budgets.forget();
        self.matrix.forget();
        self.lineage.forget();
    }

    /// Returns a screen.
    pub fn get(&self, kind: ScreenKind) -> &dyn Screen {
        match kind {
            ScreenKind::Browse => &self.browse,
            ScreenKind::Search => &self.search,
            ScreenKind::Indicators => &self.indicators,
            ScreenKind::Budgets => &self.budgets,
            ScreenKind::Matrix => &self.matrix,
            ScreenKind::Lineage => &self.lineage,
        }
    }

    /// Returns a screen, to change it.
    pub fn get_mut(&mut self, kind: ScreenKind) -> &mut dyn Screen {
        match kind {
            ScreenKind::Browse => &mut self.browse,
            ScreenKind::Search => &mut self.search,
            ScreenKind::Indicators => &mut self.indicators,
            ScreenKind::Budgets => &mut self.budgets,
            ScreenKind::Matrix => &mut self.matrix,
            ScreenKind::Lineage => &mut self.lineage,
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::app::layout::{Size, frame, overlay};
    use crate::app::panes::Focus;
    use crate::app::scroll::Scroll;

    #[test]
    fn every_part_lies_on_the_screen_at_any_size() {
        let mut screens = Screens::new(&Corpus::new(Vec::new(), Vec::new()));
        for columns in [0, 1, 2, 10, 40, 59, 60, 80, 99, 100, 120, 300] {
            for rows in [0, 1, 2, 3, 5, 10, 16, 24, 36, 100] {
                let size = Size { columns, rows };
                let around = frame(size);
                let mut rects = vec![around.header, around.body, around.status, overlay(size).inner];
                for open in [None, Some(Scroll::default())] {
                    (screens.search.facets.scroll, screens.matrix.behind) = (open, open);
                    let search = screens.search.areas(size);
                    rects.extend([search.input, search.facets, search.hits.inner]);
                    rects.extend([search.preview, search.facets_pane].into_iter().flatten().flat_map(|pane| [pane.area, pane.inner]));
                    for split in [screens.budgets.areas(size), screens.matrix.areas(size), screens.lineage.areas(size)] {
                        rects.extend([split.main.area, split.main.inner]);
                        rects.extend(split.side.iter().flat_map(|pane| [pane.area, pane.inner]));
                    }
                    rects.extend([screens.indicators.list_area(size), screens.budgets.list_area(size), screens.matrix.list_area(size)]);
                }
                for focus in [Focus::Tree, Focus::Reader, Focus::Links] {
                    screens.browse.focus = focus;
                    let panes = screens.browse.panes(size);
                    rects.extend([panes.tree, panes.reader, panes.links].into_iter().flatten().flat_map(|pane| [pane.area, pane.inner]));
                }
                let screen = Rect::new(0, 0, columns, rows);
                for rect in rects {
                    assert_eq!(screen.union(rect), screen, "{rect} at {columns}x{rows}");
                }
            }
        }
    }
}
