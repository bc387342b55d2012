//! The screens, one file each. The list below says which file draws which.

mod browse;
mod budgets;
mod indicators;
mod lineage;
mod matrix;
mod passage;
mod search;

use ratatui::Frame;
use ratatui::text::Line;

use super::{Canvas, put_lines};
use crate::app::{ScreenKind, layout};

/// Draws the current screen.
pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    if !matches!(canvas.state.screen, ScreenKind::Browse | ScreenKind::Search) {
        let corpus = &canvas.state.corpus;
        let said = if corpus.records().is_empty() {
            // A shared library that has not been found: an empty table would say that there is nothing.
            Some(canvas.words.no_records())
        } else {
            // A table of what has come so far would be a wrong one.
            (!canvas.state.present_screen().is_whole()).then(|| canvas.words.awaited())
        };
        if let Some(said) = said {
            let line = Line::styled(said, canvas.theme.note);
            return put_lines(frame, vec![line], layout::frame(canvas.state.size).body, None);
        }
    }
    match canvas.state.screen {
        ScreenKind::Browse => browse::draw(frame, canvas),
        ScreenKind::Search => search::draw(frame, canvas),
        ScreenKind::Indicators => indicators::draw(frame, canvas),
        ScreenKind::Budgets => budgets::draw(frame, canvas),
        ScreenKind::Matrix => matrix::draw(frame, canvas),
        ScreenKind::Lineage => lineage::draw(frame, canvas),
    }
}
