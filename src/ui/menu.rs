//! The menu: a line to type into, and what fits, with keys or kinds beside it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::{Canvas, place, put_lines, typed_line};
use crate::app::article::heading;
use crate::app::{Choice, Menu, Purpose, menu as pane_of};
use crate::text::width::pad;

/// Columns for the keys of one thing.
const KEYS: usize = 24;

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, menu: &Menu) {
    let pane = pane_of(canvas.state.size);
    frame.render_widget(Clear, pane.area);
    let title = match menu.purpose {
        Purpose::Keys => canvas.words.help(),
        Purpose::Palette => canvas.words.palette(),
        Purpose::Bookmarks => canvas.words.bookmarks(),
        Purpose::Visited => canvas.words.visited(),
        Purpose::Note(_) => canvas.words.note_of_bookmark(),
    };
    canvas.pane(frame, pane, title, &place(menu.scroll.chosen, menu.rows.len()), true);
    typed_line(frame, canvas, &menu.input, Rect { height: pane.inner.height.min(1), ..pane.inner }, true);
    let list = Rect { y: pane.inner.y.saturating_add(1), height: pane.inner.height.saturating_sub(1), ..pane.inner };
    let columns = KEYS.min(pane.width() / 2);
    let corpus = &canvas.state.corpus;
    let lines = menu.rows.iter().skip(menu.scroll.top).take(usize::from(list.height)).map(|choice| {
        let (aside, text) = match choice {
            Choice::Do(name) => (canvas.state.keymap.keys_of(*name, menu.mode).join("  "), canvas.words.does(*name).to_owned()),
            Choice::Open(position) => match corpus.at(*position) {
                Some(record) => {
                    let note = canvas.state.bookmarks.of(record.id()).filter(|note| !note.is_empty());
                    let text = note.map_or_else(|| heading(record), |note| format!("{} … {note}", heading(record)));
                    (canvas.words.kind(record.kind()).to_owned(), text)
                }
                None => return Line::default(),
            },
        };
        Line::from(vec![Span::styled(pad(&aside, columns), canvas.theme.label), Span::raw(" "), Span::styled(text, canvas.theme.text)])
    });
    if let Purpose::Note(position) = menu.purpose {
        let title = corpus.at(position).map(heading).unwrap_or_default();
        return put_lines(frame, vec![Line::styled(title, canvas.theme.title)], list, None);
    }
    if menu.rows.is_empty() {
        return put_lines(frame, vec![Line::styled(canvas.words.nothing_fits(), canvas.theme.dim)], list, None);
    }
    let chosen = menu.scroll.chosen.checked_sub(menu.scroll.top).map(|row| (row, canvas.theme.chosen));
    put_lines(frame, lines.collect(), list, chosen);
}
