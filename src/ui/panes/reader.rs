//! The reader pane: the lines that the state has laid out.

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::app::layout::{Pane, overlay};
use crate::app::panes::{self, Focus, LinePrefix, Reader, SpanStyle};
use crate::app::{Command, Mode};
use crate::present::article::{LABEL_COLUMNS, Label, View};
use crate::text::width::pad;
use crate::ui::{Canvas, put_lines};

pub(in crate::ui) fn draw(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let reader = &canvas.state.screens.browse.reader;
    let count = reader.lines.len();
    let below = count.saturating_sub(pane.height());
    let aside = if below == 0 { String::new() } else { format!("{}%", reader.scroll.top * 100 / below.max(1)) };
    let kind = canvas.state.record().map(|record| canvas.words.kind(record.kind()));
    let shown = canvas.state.record().map_or(reader.view, |record| reader.view.of(&canvas.state.corpus, record));
    let view = if shown == View::Original { canvas.words.label(Label::Original) } else { canvas.words.reader() };
    let title = kind.map_or_else(|| view.to_owned(), |kind| format!("{view} · {kind}"));
    let other = canvas.state.record().is_some_and(|record| View::Original.of(&canvas.state.corpus, record) == View::Original);
    let key = canvas.state.keymap.keys_of(Command::Original, Mode::Reader).first().copied().filter(|_| other && shown == View::Digest);
    let title = key.map_or_else(|| title.clone(), |key| format!("{title} ({key} {})", canvas.words.label(Label::Original)));
    canvas.pane(frame, pane, &title, &aside, canvas.has_keys(canvas.state.screens.browse.focus == Focus::Reader));
    if reader.record.is_some() && canvas.state.record().is_none() {
        return put_lines(frame, vec![awaited(canvas)], pane.inner, None);
    }
    let lines = reader.lines.iter().skip(reader.scroll.top).take(pane.height()).map(|laid| line(canvas, laid)).collect();
    put_lines(frame, lines, pane.inner, None);
}

/// Returns what is shown in place of a record that is on its way.
pub(in crate::ui) fn awaited<'l>(canvas: &Canvas) -> Line<'l> {
    Line::styled(canvas.words.awaited(), canvas.theme.dim)
}

/// Draws a peeked record over the screen.
pub(in crate::ui) fn draw_peek(frame: &mut Frame, canvas: &Canvas, peek: &Reader) {
    let pane = overlay(canvas.state.size);
    frame.render_widget(Clear, pane.area);
    let title = if peek.view == View::Terms { canvas.words.terms() } else { canvas.words.peek() };
    canvas.pane(frame, pane, title, "", canvas.state.menu.is_none());
    if peek.record.is_some_and(|position| canvas.state.corpus.at(position).is_none()) {
        return put_lines(frame, vec![awaited(canvas)], pane.inner, None);
    }
    let lines = peek.lines.iter().skip(peek.scroll.top).take(pane.height()).map(|laid| line(canvas, laid)).collect();
    put_lines(frame, lines, pane.inner, None);
}

/// Returns a laid-out line in its colours and with its words.
pub(in crate::ui) fn line<'l>(canvas: &Canvas, laid: &panes::ReaderLine) -> Line<'l> {
    let (theme, words) = (canvas.theme, canvas.words);
    let mut spans = match laid.head {
        LinePrefix::Indent(columns) => vec![Span::raw(" ".repeat(columns))],
        LinePrefix::Bullet => vec![Span::styled("・", theme.label)],
        LinePrefix::Label(label) => vec![Span::styled(pad(words.label(label), LABEL_COLUMNS), theme.label)],
        LinePrefix::LabelAlone(label) => vec![Span::styled(words.label(label), theme.label)],
        LinePrefix::Heading(label, count) => vec![Span::styled(format!("■ {} {count}", words.label(label)), theme.heading)],
    };
    for (at, piece) in laid.pieces.iter().enumerate() {
        // The ink of a piece without text selects a word of the interface.
        let badge = match piece.ink {
            SpanStyle::Stated => Some((words.stated(), theme.dim)),
            SpanStyle::Inferred => Some((words.inferred(), theme.inferred)),
            _ => None,
        };
        if let Some((word, style)) = badge.filter(|_| piece.text.is_empty()) {
            let gap = if at == 0 { "" } else { " " };
            spans.push(Span::styled(format!("{gap}[{word}]"), style));
            continue;
        }
        if let (true, SpanStyle::NotReported, LinePrefix::Label(label)) = (piece.text.is_empty(), piece.ink, laid.head) {
            spans.push(Span::styled(words.missing(label), theme.not_reported));
            continue;
        }
        let style = if piece.highlighted { theme.marked } else { ink(canvas, piece.ink) };
        spans.push(Span::styled(piece.text.clone(), style));
    }
    Line::from(spans)
}

fn ink(canvas: &Canvas, ink: SpanStyle) -> Style {
    let theme = canvas.theme;
    match ink {
        SpanStyle::Title => theme.title,
        SpanStyle::Text => theme.text,
        SpanStyle::Aside => theme.dim,
        SpanStyle::Inferred => theme.inferred,
        SpanStyle::Stated => theme.stated,
        SpanStyle::NotReported => theme.not_reported,
        SpanStyle::Note => theme.note,
        SpanStyle::Source => theme.source,
    }
}
