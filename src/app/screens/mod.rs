//! The screens, one file each: its state, what keys and mouse do on it, what can be taken away. This list is what tabs, keys, help, drawing and the
//! tests go by.

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
pub use lineage::{Entry, LineageLayout, LineageScreen};
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
    /// The screens at the start. What they list is read when they are first shown.
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

    /// One of them.
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

    /// One of them, to change it.
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
