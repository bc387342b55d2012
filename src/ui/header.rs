//! The header: the names of the screens, and the reader's position.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Canvas, put};
use crate::app::ScreenKind;
use crate::app::layout::tabs;
use crate::present::phrases::heading;
use crate::text::width;

/// Draws the header: `1 閲覧 2 検索 3 指標 …   第3期計画 › 3.1 › …`
pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let (state, words, theme) = (canvas.state, canvas.words, canvas.theme);
    let mut spans = vec![Span::styled(format!("{} ", words.app()), theme.title)];
    let tabs = tabs(state.language, state.screen, area.width);
    let used = tabs.last().map_or(0, |tab| usize::from(tab.columns.end));
    for tab in tabs {
        let style = if tab.screen == state.screen { theme.tab_chosen } else { theme.tab };
        spans.push(Span::styled(tab.text, style));
    }
    let room = usize::from(area.width).saturating_sub(used + 2);
    let crumbs = if state.screen == ScreenKind::Browse { breadcrumb(canvas, room) } else { String::new() };
    spans.push(Span::styled(format!("  {crumbs}"), theme.header));
    put(frame, Line::from(spans), area);
}

/// Returns the records above the current one, outermost first; what does not fit is left out at the front.
fn breadcrumb(canvas: &Canvas, room: usize) -> String {
    let Some(record) = canvas.state.record() else { return String::new() };
    let corpus = &canvas.state.corpus;
    let mut crumbs: Vec<String> = corpus
        .ancestors(record.id().as_str())
        .into_iter()
        .map(|above| match above {
            crate::model::Record::Document(document) => document.short_title.clone(),
            other => other.number().map_or_else(|| other.title().to_owned(), str::to_owned),
        })
        .collect();
    if crumbs.is_empty() {
        crumbs.push(canvas.words.kind(record.kind()).to_owned());
    }
    crumbs.push(heading(record));
    let mut first = 0;
    loop {
        let front = if first > 0 { "… › " } else { "" };
        let text = format!("{front}{}", crumbs[first..].join(" › "));
        if width::width(&text) <= room || first + 1 >= crumbs.len() {
            return width::truncate(&text, room).into_owned();
        }
        first += 1;
    }
}
