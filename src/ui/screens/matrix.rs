//! The matrix of projects against ministries or disease areas, and what is behind the chosen cell.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::ScreenKind;
use crate::app::layout::Split;
use crate::app::screens::MatrixColumns;
use crate::model::{Against, Involvement, Record};
use crate::present::analyses::source;
use crate::present::phrases::name;
use crate::text::width::{pad, truncate, width};
use crate::ui::{AWAITED, Canvas, put, put_lines};

/// Width in columns from which a truncated heading keeps its ellipsis.
const MARKED: usize = 6;

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    let screen = &canvas.state.screens.matrix;
    let split = &screen.areas(canvas.state.size);
    // If both share one area, the list is drawn there while it has the keys.
    let shared = split.side.is_some_and(|side| side == split.main);
    if !shared {
        table(frame, canvas, split);
    }
    let Some(pane) = split.side else { return };
    let (words, theme, corpus) = (canvas.words, canvas.theme, &canvas.state.corpus);
    let ends = [
        screen.matrix.rows.get(screen.scroll.chosen).and_then(|row| corpus.get(row.as_str())),
        screen.matrix.columns.get(screen.column).and_then(|id| corpus.get(id.as_str())),
    ];
    let [row, column] = ends.map(|record| record.map(Record::title).unwrap_or_default());
    let focused = canvas.has_keys(screen.behind.is_some());
    let title = format!("{row} × {column}");
    let links = screen.cell().map_or(0, |cell| cell.links);
    canvas.pane(frame, pane, &title, &links.to_string(), focused);
    if screen.records().is_empty() {
        let said = if links == 0 { words.nothing_behind() } else { words.awaited() };
        return put(frame, Line::styled(said, theme.dim), pane.inner);
    }
    let scroll = screen.behind.unwrap_or_default();
    let records = screen.records().iter().skip(scroll.top).take(pane.height()).map(|id| corpus.get(id.as_str()));
    let lines = records.map(|record| {
        let Some(record) = record else { return Line::styled(AWAITED, theme.dim) };
        Line::from(vec![
            Span::styled(pad(words.kind(record.kind()), 13), theme.label),
            Span::styled(name(record), theme.text),
            Span::styled(format!("  {}", source(corpus, record)), theme.source),
        ])
    });
    let chosen = focused.then_some((scroll.chosen.saturating_sub(scroll.top), theme.chosen));
    put_lines(frame, lines.collect(), pane.inner, chosen);
}

fn table(frame: &mut Frame, canvas: &Canvas, split: &Split) {
    let (screen, words, theme, pane) = (&canvas.state.screens.matrix, canvas.words, canvas.theme, split.main);
    let (matrix, corpus) = (&screen.matrix, &canvas.state.corpus);
    let focused = canvas.has_keys(screen.behind.is_none());
    let title = format!("{}：{}・{}", words.screen(ScreenKind::Matrix), words.period(screen.period), words.against(screen.against));
    let column = matrix.columns.get(screen.column).and_then(|id| corpus.get(id.as_str())).map(Record::title).unwrap_or_default();
    canvas.pane(frame, pane, &title, column, focused);
    let heads: Vec<String> = matrix
        .columns
        .iter()
        .map(|id| {
            let record = corpus.get(id.as_str());
            let head = match screen.against {
                Against::Ministries => record.and_then(Record::number),
                Against::Areas => record.map(Record::title),
            };
            head.unwrap_or_default().to_owned()
        })
        .collect();
    let MatrixColumns { title: title_room, width: widest, first, count } = screen.columns(pane.width());
    let mut heading = vec![Span::raw(pad("", title_room))];
    for (at, head) in heads.iter().enumerate().skip(first).take(count) {
        let style = if at == screen.column { theme.pane_focused } else { theme.heading };
        heading.push(Span::raw(" "));
        // In the narrowest cells two characters say more than one and an ellipsis; the chosen column's full name is in the pane's title.
        let head = if widest < MARKED { truncate(head, widest + 1).trim_end_matches('…').to_owned() } else { head.clone() };
        heading.push(Span::styled(centred(&head, widest), style));
    }
    put(frame, Line::from(heading), pane.inner);
    let below = screen.list_area(canvas.state.size);
    let rows = matrix.rows.iter().enumerate().skip(screen.scroll.top).take(usize::from(below.height));
    let lines = rows.map(|(row, project)| {
        let chosen_row = row == screen.scroll.chosen;
        let title = corpus.get(project.as_str()).map(name).unwrap_or_default();
        let style = if chosen_row { theme.title } else { theme.text };
        let mut spans = vec![Span::styled(pad(&truncate(&title, title_room.saturating_sub(1)), title_room), style)];
        for column in (first..heads.len()).take(count) {
            let cell = matrix.cell(row, column);
            let links = cell.map_or(0, |cell| cell.links);
            let (text, style) = match (screen.against, cell.and_then(|cell| cell.part)) {
                (Against::Ministries, Some(part)) => {
                    (part.sign().to_owned(), if part == Involvement::Leads { theme.lead } else { theme.text })
                }
                (Against::Areas, _) if links > 0 => (links.to_string(), theme.text),
                _ => ("".to_owned(), theme.dim),
            };
            let style = if chosen_row && column == screen.column { theme.chosen } else { style };
            spans.push(Span::raw(" "));
            spans.push(Span::styled(centred(&text, widest), style));
        }
        Line::from(spans)
    });
    let mut lines: Vec<Line> = lines.collect();
    if lines.len() + 1 < usize::from(below.height) && screen.against == Against::Ministries {
        lines.push(Line::default());
        lines.push(Line::styled(words.signs(), theme.dim));
    }
    put_lines(frame, lines, below, None);
}

fn centred(text: &str, columns: usize) -> String {
    let text = truncate(text, columns);
    let free = columns.saturating_sub(width(&text));
    format!("{}{text}{}", " ".repeat(free / 2), " ".repeat(free - free / 2))
}
