//! The menu: an input line, and the matching entries, with keys or kinds beside them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::{AWAITED, Canvas, place, put_lines, typed_line};
use crate::app::layout::overlay;
use crate::app::{Choice, Menu, Purpose};
use crate::model::HeldAmount;
use crate::present::phrases::{amount, heading};
use crate::text::width::pad;

/// Columns for the keys of one entry.
const KEYS: usize = 24;

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, menu: &Menu) {
    let pane = overlay(canvas.state.size);
    frame.render_widget(Clear, pane.area);
    let title = match menu.purpose {
        Purpose::Keys => canvas.words.help(),
        Purpose::Palette => canvas.words.palette(),
        Purpose::Bookmarks => canvas.words.bookmarks(),
        Purpose::Visited => canvas.words.visited(),
        Purpose::Amounts => canvas.words.amounts(),
        Purpose::Note(_) => canvas.words.note_of_bookmark(),
    };
    canvas.pane(frame, pane, title, &place(menu.scroll.chosen, menu.rows.len()), true);
    typed_line(frame, canvas, &menu.input, Rect { height: pane.inner.height.min(1), ..pane.inner }, true);
    let list = Rect { y: pane.inner.y.saturating_add(1), height: pane.inner.height.saturating_sub(1), ..pane.inner };
    let columns = KEYS.min(pane.width() / 2);
    let corpus = &canvas.state.corpus;
    let lines = menu.rows.iter().skip(menu.scroll.top).take(usize::from(list.height)).map(|choice| {
        let (aside, text) = match choice {
            Choice::Do(command) => (canvas.state.keymap.keys_of(*command, menu.mode).join("  "), canvas.words.does(*command).to_owned()),
            Choice::Amount(at) => match canvas.state.amounts.get(*at) {
                Some(held) => (aside(canvas, held), told(held)),
                None => return Line::default(),
            },
            Choice::Open(position) => match corpus.at(*position) {
                Some(record) => {
                    let note = canvas.state.bookmarks.of(record.id()).filter(|note| !note.is_empty());
                    let text = note.map_or_else(|| heading(record), |note| format!("{} … {note}", heading(record)));
                    (canvas.words.kind(record.kind()).to_owned(), text)
                }
                None => return Line::styled(AWAITED, canvas.theme.dim),
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

/// Returns the state of an amount, and whether it is certain: `? 読み取り 3`.
fn aside(canvas: &Canvas, held: &HeldAmount) -> String {
    let sign = if held.is_sure() { " " } else { "?" };
    format!("{sign} {} {}", canvas.words.amount_state(held.state), held.document)
}

/// Returns a description such as `深海免疫研究推進事業 FY2026 当初予算 8億円（本文「8億円」 line 3）`.
fn told(held: &HeldAmount) -> String {
    let (reading, given) = (&held.reading, held.correction.as_ref());
    let value = given.and_then(|given| given.value).or(reading.value).map(amount);
    let year = given.and_then(|given| given.fiscal_year).or(reading.fiscal_year).map(|year| format!("FY{year}"));
    let stage = given.and_then(|given| given.stage.clone()).or_else(|| reading.stage.clone());
    let page = reading.page.map(|page| format!("p.{page}"));
    let place = reading.cell.clone().or(page).or_else(|| reading.line.map(|line| format!("line {line}")));
    let parts = [reading.name.clone(), year, stage, value, Some(format!("「{}」", reading.printed)), place, reading.why.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
