//! The links of the record on the screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::layout::Pane;
use crate::app::panes::{Focus, LinkRow, link_lines};
use crate::model::{Basis, Kind};
use crate::present::phrases::{citation, link_title};
use crate::text::wrap::wrap;
use crate::ui::{AWAITED, Canvas, put, put_lines};

pub(in crate::ui) fn draw(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let links = &canvas.state.screens.browse.links;
    let focused = canvas.has_keys(canvas.state.screens.browse.focus == Focus::Links);
    let count = links.rows.iter().filter(|row| matches!(row, LinkRow::Link(_))).count();
    let count = if links.awaited { AWAITED.to_owned() } else { count.to_string() };
    canvas.pane(frame, pane, canvas.words.links(), &count, focused);
    if links.rows.is_empty() {
        let said = if links.awaited { canvas.words.awaited() } else { canvas.words.no_links() };
        return put(frame, Line::styled(said, canvas.theme.dim), pane.inner);
    }
    let listed = link_lines(pane.height());
    let lines = links.rows.iter().skip(links.scroll.top).take(listed).map(|row| line(canvas, row)).collect();
    let chosen = focused.then(|| (links.scroll.chosen.saturating_sub(links.scroll.top), canvas.theme.chosen));
    let listed = u16::try_from(listed).unwrap_or(u16::MAX).min(pane.inner.height);
    put_lines(frame, lines, Rect { height: listed, ..pane.inner }, chosen);
    let below = Rect { y: pane.inner.y.saturating_add(listed), height: pane.inner.height - listed, ..pane.inner };
    if below.height > 0 {
        put_lines(frame, place(canvas, usize::from(below.width)), below, None);
    }
}

/// Returns the place that supports the chosen link, with the words there by which it was found.
fn place<'l>(canvas: &Canvas, columns: usize) -> Vec<Line<'l>> {
    let Some(link) = canvas.state.screens.browse.links.chosen() else { return Vec::new() };
    let Some(source) = &link.source else { return Vec::new() };
    let words = link.words.as_ref().map(|words| format!("「{words}」")).unwrap_or_default();
    let text = format!("{words}［{}］", citation(&canvas.state.corpus, source));
    wrap(&text, columns.max(1)).into_iter().map(|range| Line::styled(text[range].to_owned(), canvas.theme.source)).collect()
}

fn line<'l>(canvas: &Canvas, row: &LinkRow) -> Line<'l> {
    let (theme, words) = (canvas.theme, canvas.words);
    match row {
        LinkRow::Heading(relation, count) => {
            Line::from(vec![Span::styled(words.relation(*relation), theme.heading), Span::styled(format!(" {count}"), theme.dim)])
        }
        LinkRow::Link(link) => {
            let kind = canvas.state.corpus.get(link.id.as_str()).map(|record| record.kind());
            let mut spans = vec![Span::raw("  ")];
            // Marked before the title: after it, a narrow pane would cut it off.
            if link.basis == Basis::Inferred {
                spans.push(Span::styled(format!("[{}] ", words.inferred()), theme.inferred));
            }
            spans.push(Span::styled(link_title(&canvas.state.corpus, link), theme.text));
            if let Some(kind) = kind.filter(|kind| !matches!(kind, Kind::Ministry | Kind::Area)) {
                spans.push(Span::styled(format!(" ({})", words.kind(kind)), theme.dim));
            }
            Line::from(spans)
        }
    }
}
