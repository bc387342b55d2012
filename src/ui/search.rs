//! The search screen: query, facets, hits with snippets, preview.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Canvas, place, put, put_lines, reader};
use crate::app::article::{citation, heading};
use crate::app::{self, HIT_ROWS, Pane, SearchAreas};
use crate::index::{Hit, Marker, Mode, Snippet};
use crate::model::Kind;
use crate::text::{mark, width};

/// What stands before the query.
const PROMPT: &str = "/ ";

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, areas: &SearchAreas) {
    input(frame, canvas, areas.input);
    facets(frame, canvas, areas.facets);
    hits(frame, canvas, areas.hits);
    if let Some(pane) = areas.preview {
        preview(frame, canvas, pane);
    }
}

/// The query, with the terminal's own caret in it: input methods open their window there.
fn input(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let input = &canvas.state.search.input;
    let room = usize::from(area.width).saturating_sub(PROMPT.len() + 1);
    let caret = input.visual_cursor();
    let hidden = input.visual_scroll(room.max(1));
    let mut shown = String::new();
    let mut skipped = 0;
    for c in input.value().chars() {
        let text = c.to_string();
        if skipped < hidden {
            skipped += width::width(&text);
        } else {
            shown.push(c);
        }
    }
    let line = Line::from(vec![
        Span::styled(PROMPT, canvas.theme.label),
        Span::styled(width::truncate(&shown, room + 1).into_owned(), canvas.theme.text),
    ]);
    put(frame, line, area);
    if area.width > 0 && area.height > 0 && canvas.state.help.is_none() {
        let column = PROMPT.len() + caret.saturating_sub(skipped);
        let x = area.x + u16::try_from(column).unwrap_or(u16::MAX).min(area.width - 1);
        frame.set_cursor_position((x, area.y));
    }
}

/// How many hits, which way, and the counts by kind.
fn facets(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let (search, words, theme) = (&canvas.state.search, canvas.words, canvas.theme);
    let mut spans = Vec::new();
    if !search.answer.query.is_empty() || search.answer.total > 0 {
        spans.push(Span::styled(format!("{}  ", words.hits(search.answer.total)), theme.title));
    }
    let style = |chosen: bool| if chosen { theme.tab_chosen } else { theme.dim };
    spans.push(Span::styled(format!(" {} ", words.all()), style(search.kind.is_none())));
    for (name, count) in &search.answer.facets.kind {
        if let Some(kind) = Kind::from_name(name) {
            spans.push(Span::styled(format!(" {} {count} ", words.kind(kind)), style(search.kind == Some(kind))));
        }
    }
    let synonyms = search.answer.query.synonyms();
    if !synonyms.is_empty() {
        spans.push(Span::styled(format!("  {}: {}", words.synonyms(), synonyms.join("、")), theme.note));
    }
    put(frame, Line::from(spans), area);
}

fn hits(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let (search, words) = (&canvas.state.search, canvas.words);
    let answer = &search.answer;
    let title = match answer.mode {
        Mode::Any => format!("{}：{}", words.search(), words.any_term()),
        Mode::All => words.search().to_owned(),
    };
    canvas.pane(frame, pane, &title, &place(search.scroll.chosen, answer.hits.len()), true);
    if answer.hits.is_empty() {
        let typed = search.input.value().trim();
        let word = if typed.is_empty() {
            words.nothing_typed()
        } else if search.pending() {
            ""
        } else {
            words.nothing_found()
        };
        return put(frame, Line::styled(word, canvas.theme.dim), pane.inner);
    }
    let columns = pane.width();
    let visible = pane.height().div_ceil(HIT_ROWS).max(1);
    let mut lines = Vec::with_capacity(visible * HIT_ROWS);
    for hit in answer.hits.iter().skip(search.scroll.top).take(visible) {
        lines.extend(hit_lines(canvas, *hit, &answer.marker, columns));
    }
    let chosen = (search.scroll.chosen.saturating_sub(search.scroll.top)) * HIT_ROWS;
    put_lines(frame, lines, pane.inner, Some((chosen, canvas.theme.chosen)));
}

fn hit_lines<'l>(canvas: &Canvas, hit: Hit, marker: &Marker, columns: usize) -> [Line<'l>; HIT_ROWS] {
    let (corpus, theme) = (&canvas.state.corpus, canvas.theme);
    let Some(record) = corpus.at(hit.position) else { return [Line::default(), Line::default()] };
    let title = heading(record);
    let mut first = vec![Span::styled(format!("{} ", canvas.words.kind(record.kind())), theme.label)];
    first.extend(spans(&title, &marker.marks(&title), theme.title, theme.marked));
    let source = record.places().first().map(|place| citation(corpus, place)).unwrap_or_default();
    let used: usize = first.iter().map(Span::width).sum();
    let room = columns.saturating_sub(used + 2);
    if room > 12 {
        first.push(Span::styled(format!("  {}", width::truncate(&source, room)), theme.dim));
    }
    let Snippet { text, marks } = marker.snippet(record.texts(), columns);
    let text = crate::text::clean::clean(&text).into_owned();
    let mut second = vec![Span::raw("   ")];
    second.extend(spans(&text, &marks, theme.text, theme.marked));
    [Line::from(first), Line::from(second)]
}

fn spans<'l>(text: &str, marks: &[std::ops::Range<usize>], plain: Style, marked: Style) -> Vec<Span<'l>> {
    let pieces = mark::split(text, marks).into_iter();
    pieces.map(|(is_marked, piece)| Span::styled(piece.to_owned(), if is_marked { marked } else { plain })).collect()
}

fn preview(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let search = &canvas.state.search;
    canvas.pane(frame, pane, canvas.words.preview(), "", false);
    let Some(record) = search.chosen().and_then(|position| canvas.state.corpus.at(position)) else { return };
    let laid = app::lines(&canvas.state.corpus, record, pane.width().saturating_sub(1).max(1), &search.answer.marker);
    let lines = laid.iter().take(pane.height()).map(|line| reader::line(canvas, line)).collect();
    put_lines(frame, lines, pane.inner, None);
}
