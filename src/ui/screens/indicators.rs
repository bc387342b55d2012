//! The table of indicators.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::ScreenKind;
use crate::model::{Basis, Kpi, Record};
use crate::present::phrases::{latest, name, target};
use crate::text::width::{pad, width};
use crate::ui::{AWAITED, Canvas, bar, beyond, place, put, put_lines};

/// Number of parts of a row beside its title, from left to right.
const PARTS: usize = 6;
const TARGET: usize = 0;
const LATEST: usize = 1;
const GAUGE: usize = 2;
const OWNER: usize = 4;
/// Columns of the gauge, and their minimum.
const GAUGE_COLUMNS: usize = 10;
const LEAST_GAUGE: usize = 7;
/// Minimum columns of a title beside more than one part, and the widths to which words of a target, a value and an owner's name are
/// truncated first. Numbers are never truncated.
const TITLE: usize = 20;
const LEAST_TARGET: usize = 18;
const LEAST_LATEST: usize = 12;
const LEAST_OWNER: usize = 14;

/// Width of each part of the table in columns; 0 leaves it out.
struct Widths {
    title: usize,
    beside: [usize; PARTS],
}

impl Widths {
    /// Returns the widths of the parts that fit beside the title, without the first `skipped` parts: each as wide as its rows need, as far
    /// as there is room.
    fn fitting(columns: usize, skipped: usize, headings: [&str; PARTS + 1], rows: &[&IndicatorRow]) -> Self {
        let widest = |part: &dyn Fn(&IndicatorRow) -> usize| rows.iter().copied().map(part).max().unwrap_or(0);
        let heading = headings.map(width);
        let mut most: [usize; PARTS] = std::array::from_fn(|part| heading[part + 1].max(widest(&|row| width(&row.beside[part]))));
        most[GAUGE] = GAUGE_COLUMNS;
        let mut least = most;
        let numbers = |part: usize| widest(&|row| if row.numbers[part] { width(&row.beside[part]) } else { 0 });
        least[TARGET] = numbers(TARGET).max(most[TARGET].min(LEAST_TARGET));
        least[LATEST] = numbers(LATEST).max(most[LATEST].min(LEAST_LATEST));
        least[GAUGE] = LEAST_GAUGE;
        least[OWNER] = most[OWNER].min(LEAST_OWNER);
        // If there is too little room, the gauge goes first, then parts from the right.
        let shown = |gone: &dyn Fn(usize) -> bool| -> [bool; PARTS] { std::array::from_fn(|part| part >= skipped && !gone(part)) };
        let choices = [shown(&|_| false), shown(&|part| part == GAUGE)];
        let fewer = (skipped + 1..PARTS).rev().map(|first| shown(&|part| part == GAUGE || part >= first));
        let used =
            |parts: &[bool; PARTS]| parts.iter().zip(least).filter(|(shown, _)| **shown).map(|(_, columns)| columns + 1).sum::<usize>();
        let mut choices: Vec<[bool; PARTS]> = choices.into_iter().chain(fewer).collect();
        let last = choices.pop().unwrap_or([false; PARTS]);
        let chosen = choices.into_iter().find(|parts| used(parts) + TITLE <= columns).unwrap_or(last);
        let title_most = heading[0].max(widest(&|row| width(&row.title)));
        let mut beside: [usize; PARTS] = std::array::from_fn(|part| if chosen[part] { least[part] } else { 0 });
        let mut title = columns.saturating_sub(used(&chosen)).max(1);
        // Room that the title does not need goes to the others.
        for part in [OWNER, TARGET, LATEST, GAUGE].into_iter().filter(|part| chosen[*part]) {
            let more = title.saturating_sub(title_most).min(most[part] - beside[part].min(most[part]));
            beside[part] += more;
            title -= more;
        }
        Self { title: title.min(title_most.max(1)).max(TITLE.min(title)), beside }
    }

    /// Returns true if parts have no room.
    fn lack(&self, skipped: usize) -> bool {
        self.beside.iter().enumerate().any(|(part, columns)| part >= skipped && *columns == 0)
    }
}

/// Texts of a row.
struct IndicatorRow<'k> {
    kpi: &'k Kpi,
    title: String,
    /// Target, latest value, nothing for the gauge, due year, owner, basis.
    beside: [String; PARTS],
    /// Flags that are true for the parts that are numbers.
    numbers: [bool; PARTS],
}

impl<'k> IndicatorRow<'k> {
    fn new(canvas: &Canvas, kpi: &'k Kpi) -> Self {
        let words = canvas.words;
        let number = kpi.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
        let inset = if kpi.parent.is_some() { "  " } else { "" };
        let owner = match (&kpi.owner, kpi.owning_project()) {
            (_, Some(project)) => canvas.state.corpus.get(project.as_str()).map(Record::title).unwrap_or_default(),
            (Some(_), None) => words.whole_plan(),
            (None, None) => words.not_reported(),
        };
        let due = kpi.target.as_ref().and_then(|target| target.by).map(|year| format!("FY{year}")).unwrap_or_default();
        let basis = kpi.owner.as_ref().map(|owner| words.basis(owner.basis)).unwrap_or_default();
        let goal = kpi.target.as_ref().map_or_else(|| words.no_target().to_owned(), target);
        let value = kpi.latest.as_ref().map_or_else(|| words.not_reported().to_owned(), latest);
        let numbers = [
            kpi.target.as_ref().is_some_and(|target| target.value.is_some()),
            kpi.latest.as_ref().is_some_and(|latest| latest.value.is_some()),
            false,
            true,
            false,
            false,
        ];
        Self {
            kpi,
            title: format!("{inset}{number}{}", kpi.title),
            beside: [goal, value, String::new(), due, owner.to_owned(), basis.to_owned()],
            numbers,
        }
    }
}

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    let table = &canvas.state.screens.indicators;
    let pane = table.pane(canvas.state.size);
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
    let title = format!("{}：{}・{}", words.screen(ScreenKind::Indicators), filters.join("・"), words.order(table.order));
    canvas.pane(frame, pane, &title, &place(table.scroll.chosen, table.rows.len()), canvas.has_keys(true));
    let below = table.list_area(canvas.state.size);
    let rows = table.rows.iter().skip(table.scroll.top).take(usize::from(below.height));
    let rows: Vec<Option<IndicatorRow>> = rows
        .map(|position| match canvas.state.corpus.at(*position) {
            Some(Record::Kpi(kpi)) => Some(IndicatorRow::new(canvas, kpi)),
            _ => None,
        })
        .collect();
    let widths = Widths::fitting(pane.width(), table.skipped, words.columns(), &rows.iter().flatten().collect::<Vec<_>>());
    put(
        frame,
        Line::styled(cells(&widths, words.columns(), beyond(table.skipped > 0, widths.lack(table.skipped))), canvas.theme.heading),
        pane.inner,
    );
    let awaited = || Line::styled(AWAITED, canvas.theme.dim);
    let lines = rows.iter().map(|shown| shown.as_ref().map_or_else(awaited, |shown| row(canvas, shown, &widths)));
    let chosen = (table.scroll.chosen.saturating_sub(table.scroll.top), canvas.theme.chosen);
    let mut lines: Vec<Line> = lines.collect();
    if let Some(period) = table.without_targets().filter(|_| lines.len() + 1 < usize::from(below.height)) {
        lines.push(Line::default());
        lines.push(Line::styled(words.no_targets(period), canvas.theme.note));
    }
    put_lines(frame, lines, below, Some(chosen));
}

fn row<'l>(canvas: &Canvas, shown: &IndicatorRow, widths: &Widths) -> Line<'l> {
    let theme = canvas.theme;
    let kpi = shown.kpi;
    let reported = |is: bool| if is { theme.text } else { theme.not_reported };
    let inferred = kpi.owner.as_ref().is_some_and(|owner| owner.basis == Basis::Inferred);
    let styles = [
        reported(kpi.target.is_some()),
        reported(kpi.latest.is_some()),
        theme.gauge,
        theme.text,
        reported(kpi.owner.is_some()),
        if inferred { theme.inferred } else { theme.stated },
    ];
    let mut line = Line::from(Span::styled(pad(&shown.title, widths.title), theme.text));
    for (part, columns) in widths.beside.into_iter().enumerate().filter(|(_, columns)| *columns > 0) {
        let drawn = match part {
            // No bar at all, rather than an empty one: nothing was measured against a number.
            GAUGE => kpi.progress().map(|share| gauge(share, columns)).unwrap_or_default(),
            _ => shown.beside[part].clone(),
        };
        line.push_span(Span::raw(" "));
        line.push_span(Span::styled(pad(&drawn, columns), styles[part]));
    }
    line
}

/// Returns a gauge such as `█████▌ 92%`: how far the target is reached; anything beyond it fills the bar.
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
