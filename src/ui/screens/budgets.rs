//! Money over the years: the table, and the chosen row drawn with its lineage and places.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis as ChartAxis, Chart, Dataset, GraphType};

use super::passage::passage;
use crate::app::ScreenKind;
use crate::app::layout::Split;
use crate::app::screens::{NUMBER, figure_columns};
use crate::model::{Axis, Channel, Column, Figure, Kind, LedgerRow, Named, Record, Role, Stage};
use crate::present::phrases::{amount, citation, name, number};
use crate::text::width::{pad, truncate, width};
use crate::text::wrap::wrap;
use crate::ui::{AWAITED, Canvas, bar, beyond, place, put, put_lines};

/// Columns before a remark under a bar.
const REMARK: usize = 9;
/// Number of rows that the trend needs to be worth drawing.
const TREND: u16 = 8;

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    let screen = &canvas.state.screens.budgets;
    let split = screen.areas(canvas.state.size);
    table(frame, canvas, &split);
    if let (Some(pane), Some(row)) = (split.side, screen.row()) {
        canvas.pane(frame, pane, &title(canvas, row), "", false);
        detail(frame, canvas, row, pane.inner);
    }
}

/// Returns the character with which a kind of figure is drawn, so that requests and budgets can be told apart without colour.
fn fill(stage: Stage) -> char {
    match stage {
        Stage::Initial => '█',
        Stage::Request => '▓',
        Stage::Wish => '▒',
        Stage::Supplementary => '▚',
    }
}

/// Returns the name of a row's record, and the channel of the money if it is not AMED's.
fn title(canvas: &Canvas, row: &LedgerRow) -> String {
    let corpus = &canvas.state.corpus;
    let own = row.record.as_ref().and_then(|id| corpus.get(id.as_str()));
    let period = own.filter(|record| record.kind() == Kind::Project).and_then(|record| corpus.period_of(record));
    if row.record.is_some() && own.is_none() {
        return AWAITED.to_owned();
    }
    let mut text = own.map_or_else(|| canvas.words.printed_sum().to_owned(), name);
    if let Some(period) = period {
        text = format!("{} {text}", canvas.words.period(period));
    }
    if let Some(channel) = row.channel.filter(|channel| *channel == Channel::InHouse || canvas.state.screens.budgets.axis == Axis::Ministry)
    {
        text = format!("{text}［{}］", channel.name());
    }
    text
}

/// Returns the name of a row in the table. A ministry's two channels can always be told apart: if there is no room for its name, its code
/// is shown.
fn label(canvas: &Canvas, row: &LedgerRow, room: usize) -> String {
    let short = |text: &str| pad(&truncate(text, room.saturating_sub(1)), room);
    if canvas.state.screens.budgets.axis != Axis::Ministry {
        return short(&title(canvas, row));
    }
    let record = row.record.as_ref().and_then(|id| canvas.state.corpus.get(id.as_str()));
    let way = row.channel.map_or("", Channel::name);
    let columns = [Channel::Amed, Channel::InHouse].map(|channel| width(channel.name())).into_iter().max().unwrap_or(0);
    let name = record.map_or_else(|| canvas.words.printed_sum().to_owned(), name);
    let code = record.map_or_else(|| canvas.words.sum().to_owned(), |record| record.number().unwrap_or_default().to_owned());
    let left = room.saturating_sub(columns + 2);
    if width(&name) <= left { format!("{} {} ", pad(&name, left), pad(way, columns)) } else { short(&format!("{} {way}", pad(&code, 4))) }
}

fn table(frame: &mut Frame, canvas: &Canvas, split: &Split) {
    let (budgets, words, theme, pane) = (&canvas.state.screens.budgets, canvas.words, canvas.theme, split.main);
    let ledger = &budgets.ledger;
    let mut head = format!("{}：{}（億円）", words.screen(ScreenKind::Budgets), words.axis(budgets.axis));
    if let Some(period) = budgets.period {
        head = format!("{head}・{}", words.period(period));
    }
    // The newest columns stay if there is no room for all.
    let figure_columns = figure_columns();
    let years = ledger.columns.len();
    let fitting = budgets.fitting(canvas.state.size);
    let newer = budgets.newer.min(years - fitting);
    let shown = years - fitting - newer..years - newer;
    canvas.pane(frame, pane, &head, &place(budgets.scroll.chosen, ledger.rows.len()), canvas.has_keys(true));
    let room = pane.width().saturating_sub(fitting * figure_columns);
    let heading = |title: &str, cells: String| Line::styled(format!("{}{cells}", pad(title, room)), theme.heading);
    let columns = &ledger.columns[shown.clone()];
    // The kind of figure is shown once above all the years that have it.
    let kinds = columns.chunk_by(|a, b| a.basis == b.basis);
    let kinds = kinds
        .map(|alike| right(alike.first().map(|column| column.basis.name()).unwrap_or_default(), alike.len() * figure_columns))
        .collect();
    put(frame, heading(beyond(shown.start > 0, newer > 0), kinds), pane.inner);
    let second = Rect { y: pane.inner.y.saturating_add(1), height: pane.inner.height.saturating_sub(1), ..pane.inner };
    let years = columns.iter().map(|column| right(&format!("FY{}", column.fiscal_year), figure_columns)).collect();
    put(frame, heading("", years), second);
    let below = budgets.list_area(canvas.state.size);
    let rows = ledger.rows.iter().skip(budgets.scroll.top).take(usize::from(below.height));
    let lines = rows.map(|row| {
        let mut spans = vec![Span::styled(label(canvas, row, room), theme.text)];
        for (at, figure) in row.figures.iter().enumerate().skip(shown.start).take(fitting) {
            let trend = match (ledger.change(row, at), ledger.incomparable(row, at)) {
                (Some(change), _) => trend(change.difference),
                (None, Some(_)) => "≠",
                (None, None) => " ",
            };
            let (text, style) = cell(canvas, figure.as_ref());
            spans.push(Span::styled(right(&text, NUMBER), style));
            spans.push(Span::styled(pad(trend, figure_columns - NUMBER), theme.text));
        }
        Line::from(spans)
    });
    let chosen = (budgets.scroll.chosen.saturating_sub(budgets.scroll.top), theme.chosen);
    let mut lines: Vec<Line> = lines.collect();
    let legend = wrap(words.money_signs(), pane.width().saturating_sub(1).max(1));
    if lines.len() + legend.len() < usize::from(below.height) {
        lines.push(Line::default());
        lines.extend(legend.into_iter().map(|range| Line::styled(&words.money_signs()[range], theme.dim)));
    }
    put_lines(frame, lines, below, Some(chosen));
}

/// Returns the text of a cell: `231`, `46+` if there is more, `98*` with a mark, `(12.6)` if assigned by order only, a word if there is no
/// number. A cell is empty if nothing is said about the year.
fn cell(canvas: &Canvas, figure: Option<&Figure>) -> (String, Style) {
    let (words, theme) = (canvas.words, canvas.theme);
    let Some(figure) = figure else { return (String::new(), theme.dim) };
    match (figure.amount, figure.unsure.as_slice()) {
        (Some(value), _) => {
            let (more, marked) = (if figure.partial { "+" } else { "" }, if figure.marks.is_empty() { "" } else { "*" });
            let (sign, style) = if figure.doubtful { ("?", theme.inferred) } else { ("", theme.text) };
            (format!("{}{sign}{more}{marked}", short(value)), style)
        }
        (None, [_, ..]) => (figure.unsure.iter().map(|value| format!("({})", number(*value))).collect(), theme.inferred),
        (None, _) if figure.within.is_some() => (words.within().to_owned(), theme.not_reported),
        (None, _) if !figure.partial => (words.again().to_owned(), theme.not_reported),
        (None, _) => (words.not_reported().to_owned(), theme.not_reported),
    }
}

/// Returns a number that leaves room for its signs; one with too many digits is rounded, and marked as such.
fn short(value: f64) -> String {
    const ROOM: usize = NUMBER - 3;
    let whole = number(value);
    if width(&whole) <= ROOM {
        return whole;
    }
    let rounded = (0..=2).rev().map(|places| 10_f64.powi(places)).map(|scale| number((value * scale).round() / scale));
    rounded.map(|text| format!("≈{text}")).find(|text| width(text) <= ROOM).unwrap_or(whole)
}

fn trend(difference: f64) -> &'static str {
    if difference > 0.0 {
        "▲"
    } else if difference < 0.0 {
        "▼"
    } else {
        "="
    }
}

fn right(text: &str, columns: usize) -> String {
    let text = truncate(text, columns);
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(&text))))
}

/// Draws the chosen row: bars year by year, stage by stage, the trend, what came before and after, and its places in the sources.
fn detail(frame: &mut Frame, canvas: &Canvas, row: &LedgerRow, area: Rect) {
    let columns = usize::from(area.width);
    let bars = bars(canvas, row, columns);
    let words = about(canvas, row, columns);
    let wanted = u16::try_from(bars.len() + words.len()).unwrap_or(u16::MAX);
    let drawn = points(canvas, row);
    let most = drawn.iter().map(|(_, points)| points.len()).max().unwrap_or(0);
    let mut lines = bars;
    if most >= 2 && area.height >= wanted.saturating_add(TREND) {
        let bars = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        put_lines(frame, lines, Rect { height: bars, ..area }, None);
        let chart = Rect { y: area.y + bars, height: TREND, ..area };
        trends(frame, canvas, &drawn, chart);
        let rest = Rect { y: chart.y + TREND, height: area.height - bars - TREND, ..area };
        put_lines(frame, words, rest, None);
    } else {
        lines.extend(words);
        put_lines(frame, lines, area, None);
    }
}

fn bars<'l>(canvas: &Canvas, row: &LedgerRow, columns: usize) -> Vec<Line<'l>> {
    let (ledger, theme, words) = (&canvas.state.screens.budgets.ledger, canvas.theme, canvas.words);
    let values = row.figures.iter().flatten().flat_map(|figure| figure.amount.iter().chain(&figure.unsure));
    let largest = values.copied().fold(0.0, f64::max);
    let room = columns.saturating_sub(34).clamp(4, 40);
    let mut lines = vec![Line::styled(row.channel.map_or("", |channel| words.channel(channel)), theme.dim)];
    let mut stage = None;
    for (at, (column, figure)) in ledger.columns.iter().zip(&row.figures).enumerate() {
        let Some(figure) = figure else { continue };
        if stage.replace(column.basis) != Some(column.basis) {
            lines.push(Line::styled(column.basis.printed(), theme.heading));
        }
        let mut spans = vec![Span::styled(format!("  FY{} ", column.fiscal_year), theme.label)];
        match (figure.amount, figure.unsure.as_slice()) {
            (Some(value), _) => {
                let share = if largest > 0.0 { value / largest } else { 0.0 };
                spans.push(Span::styled(pad(&bar(share, room, fill(column.stage)), room), theme.gauge));
                spans.push(Span::styled(format!(" {}", amount(value)), theme.title));
                if let Some(change) = ledger.change(row, at) {
                    let percent = change.share.map(|share| format!(" {:+.1}%", share * 100.0)).unwrap_or_default();
                    let difference = number(change.difference.abs());
                    let by = if change.difference == 0.0 { String::new() } else { format!("{difference}{percent}") };
                    spans.push(Span::styled(format!(" {}{by}", trend(change.difference)), theme.text));
                }
            }
            (None, [first, ..]) => {
                spans.push(Span::styled(pad(&bar(first / largest, room, '░'), room), theme.inferred));
                let amounts: String = figure.unsure.iter().map(|value| format!("({})", amount(*value))).collect();
                spans.push(Span::styled(format!(" {amounts}"), theme.inferred));
            }
            _ => spans.push(Span::styled(cell(canvas, Some(figure)).0, theme.not_reported)),
        }
        lines.push(Line::from(spans));
        let mut remarks: Vec<String> = Vec::new();
        let summands: Vec<String> = figure.summands().into_iter().map(number).collect();
        remarks.extend((!summands.is_empty()).then(|| format!("= {}", summands.join(" + "))));
        remarks.extend((!figure.marks.is_empty()).then(|| figure.marks.join("・")));
        remarks.extend(figure.doubtful.then(|| words.doubtful().to_owned()));
        if figure.partial && figure.amount.is_some() {
            remarks.push(words.partial().to_owned());
        }
        if !figure.unsure.is_empty() {
            // Beside a sum they would not be visible anywhere else.
            let beside: String =
                figure.unsure.iter().filter(|_| figure.amount.is_some()).map(|value| format!("({})", number(*value))).collect();
            remarks.push(format!("{beside}{}", words.unsure()));
        }
        remarks.extend(ledger.incomparable(row, at).map(|why| format!("≠ {}：{why}", words.not_comparable())));
        remarks
            .extend(figure.within.as_ref().and_then(|id| canvas.state.corpus.get(id.as_str())).map(|whole| format!("⊂ {}", name(whole))));
        let remarks = remarks.join("、");
        for range in wrap(&remarks, columns.saturating_sub(REMARK).max(8)).into_iter().filter(|range| !range.is_empty()) {
            lines.push(Line::styled(format!("{}{}", " ".repeat(REMARK), &remarks[range]), theme.dim));
        }
    }
    lines
}

/// Returns the certain figures of each stage as points: year and amount.
fn points(canvas: &Canvas, row: &LedgerRow) -> Vec<(Column, Vec<(f64, f64)>)> {
    let mut stages: Vec<(Column, Vec<(f64, f64)>)> = Vec::new();
    for (column, figure) in canvas.state.screens.budgets.ledger.columns.iter().zip(&row.figures) {
        let Some(value) = figure.as_ref().and_then(Figure::comparable) else { continue };
        let point = (f64::from(column.fiscal_year), value);
        match stages.last_mut().filter(|(first, _)| first.basis == column.basis) {
            Some((_, points)) => points.push(point),
            None => stages.push((*column, vec![point])),
        }
    }
    stages
}

/// Draws a line for each stage that has two or more years. The scale begins at zero.
fn trends(frame: &mut Frame, canvas: &Canvas, stages: &[(Column, Vec<(f64, f64)>)], area: Rect) {
    let theme = canvas.theme;
    put(frame, Line::styled(canvas.words.trend(), theme.heading), area);
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let all = || stages.iter().flat_map(|(_, points)| points.iter());
    let (first, last) = all().fold((f64::MAX, f64::MIN), |(first, last), (year, _)| (first.min(*year), last.max(*year)));
    let most = all().map(|(_, value)| *value).fold(0.0, f64::max) * 1.1;
    let sets = stages.iter().map(|(column, points)| {
        let marker = match column.stage {
            Stage::Initial => Marker::Dot,
            Stage::Request => Marker::HalfBlock,
            Stage::Wish | Stage::Supplementary => Marker::Bar,
        };
        let kind = if points.len() > 1 { GraphType::Line } else { GraphType::Scatter };
        Dataset::default().name(column.basis.name()).marker(marker).graph_type(kind).style(theme.gauge).data(points)
    });
    let years = [first, last].map(|year| format!("FY{year:.0}"));
    let chart = Chart::new(sets.collect())
        .legend_position(None)
        .x_axis(ChartAxis::default().bounds([first, last.max(first + 1.0)]).labels(years).style(theme.dim))
        .y_axis(ChartAxis::default().bounds([0.0, most]).labels(["0".to_owned(), number(most.round())]).style(theme.dim));
    frame.render_widget(chart, area);
}

/// Returns the ministries, lineage and places of the chosen row.
fn about<'l>(canvas: &Canvas, row: &LedgerRow, columns: usize) -> Vec<Line<'l>> {
    let (corpus, words, theme) = (&canvas.state.corpus, canvas.words, canvas.theme);
    let mut lines = Vec::new();
    let mut say = |label: &str, text: &str, style: Style| {
        for (at, range) in wrap(text, columns.saturating_sub(10).max(8)).into_iter().enumerate() {
            let label = if at == 0 { pad(label, 10) } else { pad("", 10) };
            lines.push(Line::from(vec![Span::styled(label, theme.label), Span::styled(text[range].to_owned(), style)]));
        }
    };
    let ministries = match row.record.as_ref().and_then(|id| corpus.get(id.as_str())) {
        Some(record @ (Record::Project(_) | Record::Programme(_))) => record.all_ministries(),
        _ => Vec::new(),
    };
    if !ministries.is_empty() {
        say(words.ministries(), &Role::list(&ministries), theme.text);
    }
    for step in corpus.lineage().iter().filter(|_| row.record.is_some()) {
        if step.from == row.record {
            say(words.later(), &passage(canvas, step, true), theme.text);
        } else if step.to == row.record {
            say(words.former(), &passage(canvas, step, false), theme.text);
        }
    }
    let mut places: Vec<String> = Vec::new();
    for place in row.figures.iter().flatten().flat_map(|figure| &figure.places) {
        let text = citation(corpus, place);
        if !places.contains(&text) {
            places.push(text);
        }
    }
    for text in places {
        say(words.place(), &text, theme.source);
    }
    lines
}
