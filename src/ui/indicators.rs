//! The table of indicators.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Canvas, bar, beyond, place, put, put_lines};
use crate::app::article::{latest, name, target};
use crate::app::{Pane, Screen, progress};
use crate::model::{Basis, Kpi, Record};
use crate::text::width::pad;

/// Columns of the table's parts beside the title, where there is room and where there is less: target, latest, gauge, due, owner, basis.
const ROOMY: [usize; 6] = [24, 12, 10, 6, 22, 4];
const TIGHT: [usize; 6] = [18, 8, 7, 6, 14, 4];
/// Which part goes first where even that is too much.
const GAUGE: usize = 2;
/// The least that a title is shown in, beside more than one part.
const TITLE: usize = 20;

/// How wide each part of the table is, in cells; 0 leaves it out.
struct Widths {
    title: usize,
    beside: [usize; 6],
}

impl Widths {
    /// What fits beside the title, without the first `skipped` parts.
    fn fitting(columns: usize, skipped: usize) -> Self {
        let without = |parts: [usize; 6], gone: &[usize]| {
            let mut parts = parts;
            parts.iter_mut().take(skipped).for_each(|columns| *columns = 0);
            gone.iter().for_each(|part| parts[*part] = 0);
            parts
        };
        // Each part has a space before it.
        let used = |parts: &[usize; 6]| parts.iter().filter(|columns| **columns > 0).map(|columns| columns + 1).sum::<usize>();
        let mut choices = vec![without(ROOMY, &[]), without(TIGHT, &[]), without(TIGHT, &[GAUGE])];
        let rest = (skipped + 1..6).rev();
        choices.extend(rest.map(|first| without(TIGHT, &[&[GAUGE][..], &(first..6).collect::<Vec<_>>()].concat())));
        let fits = |parts: &&[usize; 6]| used(parts) + TITLE <= columns;
        let beside = choices.iter().find(fits).or(choices.last()).copied().unwrap_or(TIGHT);
        Self { title: columns.saturating_sub(used(&beside)).max(1), beside }
    }

    /// Whether parts on the right have no room.
    fn lack(&self, skipped: usize) -> bool {
        self.beside.iter().enumerate().any(|(part, columns)| part >= skipped && *columns == 0 && part != GAUGE)
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
    filters.extend(table.attainment.map(|attainment| words.attainment(attainment).to_owned()));
    if filters.is_empty() {
        filters.push(words.all().to_owned());
    }
    let title = format!("{}：{}・{}", words.indicators(), filters.join("・"), words.order(table.order));
    let focused = canvas.state.screen == Screen::Indicators && canvas.state.menu.is_none();
    let widths = Widths::fitting(pane.width(), table.skipped);
    canvas.pane(frame, pane, &title, &place(table.scroll.chosen, table.rows.len()), focused);
    put(
        frame,
        Line::styled(cells(&widths, words.columns(), beyond(table.skipped > 0, widths.lack(table.skipped))), canvas.theme.heading),
        pane.inner,
    );
    let below = Rect { y: pane.inner.y.saturating_add(1), height: pane.inner.height.saturating_sub(1), ..pane.inner };
    let rows = table.rows.iter().skip(table.scroll.top).take(usize::from(below.height));
    let lines = rows.filter_map(|position| match canvas.state.corpus.at(*position) {
        Some(Record::Kpi(kpi)) => Some(row(canvas, kpi, &widths)),
        _ => None,
    });
    let chosen = (table.scroll.chosen.saturating_sub(table.scroll.top), canvas.theme.chosen);
    let mut lines: Vec<Line> = lines.collect();
    if let Some(period) = table.without_targets(&canvas.state.corpus).filter(|_| lines.len() + 1 < usize::from(below.height)) {
        lines.push(Line::default());
        lines.push(Line::styled(words.no_targets(period), canvas.theme.note));
    }
    put_lines(frame, lines, below, Some(chosen));
}

fn row<'l>(canvas: &Canvas, kpi: &Kpi, widths: &Widths) -> Line<'l> {
    let (words, theme) = (canvas.words, canvas.theme);
    let number = kpi.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
    let inset = if kpi.parent.is_some() { "  " } else { "" };
    let title = format!("{inset}{number}{}", kpi.title);
    let goal = kpi.target.as_ref().map(target);
    let value = kpi.latest.as_ref().map(latest);
    let due = kpi.target.as_ref().and_then(|target| target.by).map(|year| format!("FY{year}")).unwrap_or_default();
    let owner = match (&kpi.owner, kpi.owning_project()) {
        (_, Some(project)) => canvas.state.corpus.get(project.as_str()).map(Record::title).unwrap_or_default().to_owned(),
        (Some(_), None) => words.whole_plan().to_owned(),
        (None, None) => words.not_reported().to_owned(),
    };
    let mut line = Line::default();
    let mut cell = |text: &str, columns: usize, style| {
        if columns > 0 {
            if !line.spans.is_empty() {
                line.push_span(Span::raw(" "));
            }
            line.push_span(Span::styled(pad(text, columns), style));
        }
    };
    let reported = |text: &Option<String>| if text.is_some() { theme.text } else { theme.not_reported };
    let [target_columns, latest_columns, gauge_columns, due_columns, owner_columns, basis_columns] = widths.beside;
    cell(&title, widths.title, theme.text);
    cell(goal.as_deref().unwrap_or(words.no_target()), target_columns, reported(&goal));
    cell(value.as_deref().unwrap_or(words.not_reported()), latest_columns, reported(&value));
    match progress(kpi) {
        Some(share) => cell(&gauge(share, gauge_columns), gauge_columns, theme.gauge),
        // No bar at all, rather than an empty one: nothing was measured against a number.
        None => cell("", gauge_columns, theme.text),
    }
    cell(&due, due_columns, theme.text);
    cell(&owner, owner_columns, theme.text);
    let basis = kpi.owner.as_ref().map(|owner| owner.basis);
    let style = if basis == Some(Basis::Inferred) { theme.inferred } else { theme.stated };
    cell(basis.map(|basis| words.basis(basis)).unwrap_or_default(), basis_columns, style);
    line
}

/// `█████▌ 92%`: how far the target is reached; what is beyond it fills the bar.
fn gauge(share: f64, columns: usize) -> String {
    let percent = format!("{:.0}%", share * 100.0);
    let room = columns.saturating_sub(percent.len() + 1);
    format!("{} {percent}", pad(&bar(share.clamp(0.0, 1.0), room, '█'), room))
}

fn cells(widths: &Widths, texts: [&str; 7], beyond: &str) -> String {
    let [title, rest @ ..] = texts;
    let title = format!("{title}  {beyond}");
    let columns = std::iter::once(widths.title).chain(widths.beside);
    let cells = std::iter::once(title.trim_end())
        .chain(rest)
        .zip(columns)
        .filter(|(_, columns)| *columns > 0)
        .map(|(text, columns)| pad(text, columns));
    cells.collect::<Vec<_>>().join(" ")
}
