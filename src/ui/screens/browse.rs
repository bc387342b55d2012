//! The browsing screen: its panes, and the peeked record over them.

use ratatui::Frame;

use crate::ui::Canvas;
use crate::ui::panes::{links, reader, tree};

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    let browse = &canvas.state.screens.browse;
    let panes = browse.panes(canvas.state.size);
    if let Some(pane) = panes.tree {
        tree::draw(frame, canvas, pane);
    }
    if let Some(pane) = panes.reader {
        reader::draw(frame, canvas, pane);
    }
    if let Some(pane) = panes.links {
        links::draw(frame, canvas, pane);
    }
    if let Some(peek) = &browse.peek {
        reader::draw_peek(frame, canvas, peek);
    }
}
