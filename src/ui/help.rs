//! The list of keys for where the reader is.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::{Canvas, put_lines};
use crate::app::{Help, help_pane, keys_of};
use crate::text::width::pad;

/// Columns for the keys of one thing.
const KEYS: usize = 24;

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, help: &Help) {
    let pane = help_pane(canvas.state.size);
    frame.render_widget(Clear, pane.area);
    canvas.pane(frame, pane, canvas.words.help(), "", true);
    let columns = KEYS.min(pane.width() / 2);
    let lines = help.names.iter().skip(help.scroll.top).take(pane.height()).map(|name| {
        let keys = keys_of(*name, help.mode).join("  ");
        Line::from(vec![
            Span::styled(pad(&keys, columns), canvas.theme.label),
            Span::raw(" "),
            Span::styled(canvas.words.does(*name), canvas.theme.text),
        ])
    });
    put_lines(frame, lines.collect(), pane.inner, None);
}
