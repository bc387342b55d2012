//! The table of indicators.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Canvas, bar, place, put, put_lines};
use crate::app::article::{latest, name, target};
use crate::app::{Pane, Screen, progress};
use crate::model::{Basis, Kpi, Record};
use crate::text::width::pad;

/// Columns of each part of the table, in cells; 0 leaves it out.
struct Widths {
    title: usize,
    target: usize,
    latest: usize,
    gauge: usize,
    due: usize,
    owner: usize,
    basis: usize,
}

impl Widths {
    /// What fits: the narrower the screen, the fewer columns; indicator and target always stay.
    fn fitting(columns: usize) -> Self {
        let (target, latest, gauge, due, owner, basis) = match columns {
            110.. => (24, 12, 10, 6, 22, 4),
            76.. => (18, 8, 0, 6, 14, 4),
            50.. => (16, 8, 0, 0, 0, 0),
            _ => (14, 0, 0, 0, 0, 0),
        };
        // Each part but the first has a space before it.
        let used: usize = [target, latest, gauge, due, owner, basis].iter().filter(|width| **width > 0).map(|width| width + 1).sum();
        Self { title: columns.saturating_sub(used).max(1), target, latest, gauge, due, owner, basis }
    }
}

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let table = &canvas.state.indicators;
    let words = canvas.words;
    let mut filters: Vec<String> = Vec::new();
    filters.extend(table.period.map(|period| words.period(period)));
    filters.extend(table.category.map(|category| words.category(category).to_owned()));
    filters.extend(table.project.as_ref().and_then(|id| canvas.state.corpus.get(id.as_str())).map(name));
    filters.extend(table.ministry.clone());
    if filters.is_empty() {
        filters.push(words.all().to_owned());
    }
    let title = format!("{}：{}・{}", words.indicators(), filters.join("・"), words.order(table.order));
    let focused = canvas.state.screen == Screen::Indicators && canvas.state.menu.is_none();
    canvas.pane(frame, pane, &title, &place(table.scroll.chosen, table.rows.len()), focused);
    let widths = Widths::fitting(pane.width());
    put(frame, Line::styled(cells(&widths, words.columns()), canvas.theme.heading), pane.inner);
    let below = Rect { y: pane.inner.y.saturating_add(1), height: pane.inner.height.saturating_sub(1), ..pane.inner };
    let rows = table.rows.iter().skip(table.scroll.top).take(usize::from(below.height));
    let lines = rows.filter_map(|position| match canvas.state.corpus.at(*position) {
        Some(Record::Kpi(kpi)) => Some(row(canvas, kpi, &widths)),
        _ => None,
    });
    let chosen = (table.scroll.chosen.saturating_sub(table.scroll.top), canvas.theme.chosen);
    put_lines(frame, lines.collect(), below, Some(chosen));
}

fn row<'l>(canvas: &Canvas, kpi: &Kpi, widths: &Widths) -> Line<'l> {
    let (words, theme) = (canvas.words, canvas.theme);
    let number = kpi.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
    let inset = if kpi.parent.is_some() { "  " } else { "" };
    let title = format!("{inset}{number}{}", kpi.title);
    let goal = kpi.target.as_ref().map(target);
    let value = kpi.latest.as_ref().map(latest);
    let due = kpi.target.as_ref().and_then(|target| target.by).map(|year| format!("FY{year}")).unwrap_or_default();
    let owner = match &kpi.owner.project {
        Some(project) => canvas.state.corpus.get(project.as_str()).map(Record::title).unwrap_or_default().to_owned(),
        None => words.whole_plan().to_owned(),
    };
    let mut line = Line::default();
    let mut cell = |text: &str, columns: usize, style| {
        if columns > 0 {
            if line.width() > 0 {
                line.push_span(Span::raw(" "));
            }
            line.push_span(Span::styled(pad(text, columns), style));
        }
    };
    let reported = |text: &Option<String>| if text.is_some() { theme.text } else { theme.not_reported };
    cell(&title, widths.title, theme.text);
    cell(goal.as_deref().unwrap_or(words.no_target()), widths.target, reported(&goal));
    cell(value.as_deref().unwrap_or(words.not_reported()), widths.latest, reported(&value));
    match progress(kpi) {
        Some(share) => cell(&gauge(share, widths.gauge), widths.gauge, theme.gauge),
        // No bar at all, rather than an empty one: nothing was measured against a number.
        None => cell("", widths.gauge, theme.text),
    }
    cell(&due, widths.due, theme.text);
    cell(&owner, widths.owner, theme.text);
    let style = if kpi.owner.basis == Basis::Inferred { theme.inferred } else { theme.stated };
    cell(words.basis(kpi.owner.basis), widths.basis, style);
    line
}

/// `█████▌ 92%`: how far the target is reached; what is beyond it fills the bar.
fn gauge(share: f64, columns: usize) -> String {
    let percent = format!("{:.0}%", share * 100.0);
    let room = columns.saturating_sub(percent.len() + 1);
    format!("{} {percent}", pad(&bar(share.clamp(0.0, 1.0), room, '█'), room))
}

fn cells(widths: &Widths, texts: [&str; 7]) -> String {
    let columns = [widths.title, widths.target, widths.latest, widths.gauge, widths.due, widths.owner, widths.basis];
    let cells = texts.iter().zip(columns).filter(|(_, columns)| *columns > 0).map(|(text, columns)| pad(text, columns));
    cells.collect::<Vec<_>>().join(" ")
}
