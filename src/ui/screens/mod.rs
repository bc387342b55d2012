//! The screens, one file each. The list below says which file draws which.

mod browse;
mod budgets;
mod indicators;
mod lineage;
mod matrix;
mod passage;
mod search;

use ratatui::Frame;

use super::Canvas;
use crate::app::ScreenKind;

/// Draws the current screen.
pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    match canvas.state.screen {
        ScreenKind::Browse => browse::draw(frame, canvas),
        ScreenKind::Search => search::draw(frame, canvas),
        ScreenKind::Indicators => indicators::draw(frame, canvas),
        ScreenKind::Budgets => budgets::draw(frame, canvas),
        ScreenKind::Matrix => matrix::draw(frame, canvas),
        ScreenKind::Lineage => lineage::draw(frame, canvas),
    }
}
