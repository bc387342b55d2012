//! The status line: a notice or the index's state, and the keys worth knowing here.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Canvas, bar, put};
use crate::app::{Command, IndexState, Notice};
use crate::text::width::{self, pad};

/// Columns of the bar that shows how much of the index is built.
const BAR: usize = 12;

/// Draws the notice, or the index's state, and the keys worth knowing here.
pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let (state, words, theme) = (canvas.state, canvas.words, canvas.theme);
    let failed = matches!(state.screens.search.index, IndexState::Failed(_))
        || state.trouble.is_some()
        || matches!(state.notice, Some(Notice::Failure(_) | Notice::NotKept(_) | Notice::SetAside(_)));
    let message = match (&state.notice, &state.trouble) {
        (Some(notice), _) => words.notice(notice),
        (None, Some(trouble)) => trouble.clone(),
        (None, None) => words.index(&state.screens.search.index),
    };
    let message = match &state.screens.search.index {
        IndexState::Opening { share, .. } if *share > 0.0 && state.notice.is_none() => {
            format!("{message} {}", pad(&bar(*share, BAR, '█'), BAR))
        }
        _ => message,
    };
    let columns = usize::from(area.width);
    let hints = hints(canvas);
    let room = columns.saturating_sub(width::width(&message) + usize::from(!message.is_empty()) * 3);
    // Whole hints only: half a key helps nobody.
    let mut shown = String::new();
    for hint in hints {
        let gap = if shown.is_empty() { "" } else { "  " };
        if width::width(&shown) + gap.len() + width::width(&hint) > room {
            break;
        }
        shown.push_str(gap);
        shown.push_str(&hint);
    }
    let style = if failed { theme.failure } else { theme.note };
    let message = width::truncate(&message, columns).into_owned();
    let gap = if message.is_empty() || shown.is_empty() { "" } else { " │ " };
    put(frame, Line::from(vec![Span::styled(message, style), Span::styled(gap, theme.border), Span::styled(shown, theme.dim)]), area);
}

/// Returns the keys of commands worth knowing here. While the index is being built, the command that stops it comes first; after a stop or
/// a failure, the one that starts it again.
fn hints(canvas: &Canvas) -> Vec<String> {
    let (state, mode) = (canvas.state, canvas.state.mode());
    let building = match &state.screens.search.index {
        IndexState::Opening { share, .. } => *share > 0.0,
        IndexState::Stopped | IndexState::Failed(_) => true,
        IndexState::Ready { .. } => false,
    };
    let commands = [Command::Index].iter().filter(|_| building).chain(state.hints());
    let offered = commands.filter(|command| state.offers(**command));
    let hint = |command: &Command| state.keymap.keys_of(*command, mode).first().map(|key| format!("{key} {}", canvas.words.does(*command)));
    offered.filter_map(hint).collect()
}
