//! The header with the screens and where the reader is, and the status line.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Canvas, bar, put};
use crate::app::{self, IndexState, Mode, Name, Notice, Screen};
use crate::present::article::View;
use crate::present::phrases::heading;
use crate::text::width::{self, pad};

/// Columns of the bar that shows how much of the index is built.
const BAR: usize = 12;

/// `1 閲覧 2 検索 3 指標 …   第3期計画 › 3.1 › …`
pub(super) fn header(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let (state, words, theme) = (canvas.state, canvas.words, canvas.theme);
    let mut spans = vec![Span::styled(format!("{} ", words.app()), theme.title)];
    let tabs = app::tabs(state.language, state.screen, area.width);
    let used = tabs.last().map_or(0, |tab| usize::from(tab.columns.end));
    for tab in tabs {
        let style = if tab.screen == state.screen { theme.tab_chosen } else { theme.tab };
        spans.push(Span::styled(tab.text, style));
    }
    let room = usize::from(area.width).saturating_sub(used + 2);
    let crumbs = if state.screen == Screen::Browse { breadcrumb(canvas, room) } else { String::new() };
    spans.push(Span::styled(format!("  {crumbs}"), theme.header));
    put(frame, Line::from(spans), area);
}

/// The records above the present one, outermost first; what does not fit is left out at the front.
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

/// The notice, or the index's state, and the keys worth knowing here.
pub(super) fn status(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let (state, words, theme) = (canvas.state, canvas.words, canvas.theme);
    let failed = matches!(state.search.index, IndexState::Failed(_))
        || matches!(state.notice, Some(Notice::Failure(_) | Notice::NotKept(_) | Notice::SetAside(_)));
    let message = state.notice.as_ref().map_or_else(|| words.index(&state.search.index), |notice| words.notice(notice));
    let message = match &state.search.index {
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

fn hints(canvas: &Canvas) -> Vec<String> {
    let mode = canvas.state.mode();
    let names: &[Name] = match mode {
        Mode::Tree | Mode::Reader | Mode::Links => {
            &[Name::Search, Name::Open, Name::NextPane, Name::GoOwner, Name::GoMinistries, Name::Back, Name::Help, Name::Quit]
        }
        Mode::Query => {
            &[Name::Open, Name::NextKind, Name::Facets, Name::NextSort, Name::Group, Name::Explain, Name::Older, Name::Close, Name::Quit]
        }
        Mode::Facets => &[Name::Toggle, Name::ClearFilters, Name::NextSort, Name::Group, Name::Close],
        Mode::Indicators => &[
            Name::Open,
            Name::GoOwner,
            Name::NextCategory,
            Name::NextPeriod,
            Name::NextProject,
            Name::NextMinistry,
            Name::NextAttainment,
            Name::NextOrder,
            Name::CopyTable,
            Name::Help,
        ],
        Mode::Budgets => &[Name::Open, Name::NextView, Name::NextPeriod, Name::Lineage, Name::CopyCitation, Name::CopyTable, Name::Help],
        Mode::Matrix => &[Name::Open, Name::NextView, Name::NextPeriod, Name::CopyTable, Name::Close, Name::Help],
        Mode::Lineage => &[Name::Open, Name::Left, Name::Right, Name::NextView, Name::Budgets, Name::CopyTable, Name::Help],
        Mode::Mark => &[Name::Close],
        // It is about the record that is there already.
        Mode::Peek if canvas.state.browse.peek.as_ref().is_some_and(|peek| peek.view == View::Terms) => &[Name::Close],
        Mode::Menu | Mode::Peek => &[Name::Open, Name::Close],
    };
    // While the index is being built, what stops it comes first; and what begins again where it was stopped.
    let building = match &canvas.state.search.index {
        IndexState::Opening { share, .. } => *share > 0.0,
        IndexState::Stopped | IndexState::Failed(_) => true,
        IndexState::Ready { .. } => false,
    };
    let names: Vec<&Name> = [Name::Index].iter().filter(|_| building).chain(names).collect();
    let offered = names.into_iter().filter(|name| canvas.state.offers(**name));
    let hint = |name: &Name| canvas.state.keymap.keys_of(*name, mode).first().map(|key| format!("{key} {}", canvas.words.does(*name)));
    offered.filter_map(hint).collect()
}
