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
        let said = match corpus.too_many_to_add() {
            // A shared library that has not been found: an empty table would say that there is nothing.
            _ if corpus.records().is_empty() => Some(canvas.words.no_records().to_owned()),
            Some(count) => Some(canvas.words.too_many_to_add(count)),
            // A sum of what has come so far would be a wrong one.
            None => canvas.state.partial.then(|| canvas.words.awaited().to_owned()),
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
