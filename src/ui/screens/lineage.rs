//! The periods as columns, the steps between them as lines, and the chosen one in words.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::passage::passage;
use crate::app::ScreenKind;
use crate::app::layout::Split;
use crate::app::screens::{LineageLayout, LineageRow};
use crate::model::{Channel, Id, LineageStep, Named, Project, Record, Role};
use crate::present::phrases::{amount, name};
use crate::text::width::{pad, truncate};
use crate::text::wrap::wrap;
use crate::ui::{AWAITED, Canvas, put, put_lines};

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    let (screen, words) = (&canvas.state.screens.lineage, canvas.words);
    let split = &screen.areas(canvas.state.size);
    let title = format!("{}：{}", words.screen(ScreenKind::Lineage), words.line(screen.line));
    canvas.pane(frame, split.main, &title, "", canvas.has_keys(true));
    let periods = screen.descent.periods();
    if periods.is_empty() {
        return;
    }
    match screen.picture((split.main.width(), split.main.height())) {
        Some(picture) => draw_picture(frame, canvas, split.main.inner, &periods, &picture),
        None => list(frame, canvas, split),
    }
    if let Some(pane) = split.side {
        let lines = words_about(canvas, pane.width());
        let below = lines.len().saturating_sub(pane.height());
        let top = screen.top.min(below);
        let node = screen.descent.nodes.get(screen.chosen).and_then(|node| canvas.state.corpus.get(node.id.as_str()));
        let aside = (top * 100).checked_div(below).map(|percent| format!("{percent}%")).unwrap_or_default();
        canvas.pane(frame, pane, &node.map(name).unwrap_or_default(), &aside, false);
        put_lines(frame, lines.into_iter().skip(top).collect(), pane.inner, None);
    }
}

/// Directions in which a line leaves a cell, as bits, so that crossing lines join into one sign. Followed lines are heavy.
const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

fn sign(bits: u8, heavy: bool) -> char {
    let at = usize::from(bits & 15);
    let light = [' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'];
    let strong = [' ', '╹', '╻', '┃', '╸', '┛', '┓', '┫', '╺', '┗', '┏', '┣', '━', '┻', '┳', '╋'];
    if heavy { strong[at] } else { light[at] }
}

/// Space between two columns: lines run in from the left, down or up a lane, and out to the right.
struct Gutter {
    columns: usize,
    light: Vec<Vec<u8>>,
    heavy: Vec<Vec<u8>>,
}

impl Gutter {
    fn new(columns: usize, rows: usize) -> Self {
        Self { columns, light: vec![vec![0; columns]; rows], heavy: vec![vec![0; columns]; rows] }
    }

    fn run(&mut self, from: usize, to: usize, lane: usize, heavy: bool) {
        let cells = if heavy { &mut self.heavy } else { &mut self.light };
        let mut add = |row: usize, column: usize, bits: u8| {
            if let Some(cell) = cells.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell |= bits;
            }
        };
        for column in 0..lane {
            add(from, column, LEFT | RIGHT);
        }
        // The last cell stays free, so that a wide sign after it is not touched.
        for column in lane + 1..self.columns.saturating_sub(1) {
            add(to, column, LEFT | RIGHT);
        }
        add(from, lane, LEFT);
        add(to, lane, RIGHT);
        let (top, bottom) = (from.min(to), from.max(to));
        for row in top..bottom {
            add(row, lane, DOWN);
            add(row + 1, lane, UP);
        }
    }

    /// Returns the signs of a row; a followed line is drawn on top.
    fn row(&self, row: usize) -> Vec<(char, bool)> {
        let cells = self.light[row].iter().zip(&self.heavy[row]);
        cells.map(|(light, heavy)| if *heavy > 0 { (sign(*heavy, true), true) } else { (sign(*light, false), false) }).collect()
    }
}

fn draw_picture(frame: &mut Frame, canvas: &Canvas, area: Rect, periods: &[u8], picture: &LineageLayout) {
    let (columns, gutters) = (picture.columns, &picture.gutters);
    let (screen, theme, words) = (&canvas.state.screens.lineage, canvas.theme, canvas.words);
    let descent = &screen.descent;
    let family = descent.family(screen.chosen);
    let kin = |node: usize| family.iter().any(|step| step.from == node || step.to == node);
    let rows = screen.rows();
    let nodes: Vec<Vec<usize>> = periods.iter().map(|period| descent.column(*period)).collect();
    let drawn: Vec<Gutter> = periods
        .windows(2)
        .zip(gutters)
        .enumerate()
        .map(|(at, (pair, columns))| {
            let mut gutter = Gutter::new(*columns, rows);
            let lanes = screen.lanes(pair[0]);
            let mut steps: Vec<&LineageStep> = descent.steps.iter().filter(|step| descent.nodes[step.from].period == pair[0]).collect();
            steps.sort_by_key(|step| family.contains(step));
            for step in steps {
                let row = |column: &[usize], node: usize| column.iter().position(|other| *other == node);
                let (Some(from), Some(to)) = (row(&nodes[at], step.from), row(&nodes[at + 1], step.to)) else { continue };
                // A later lane for an earlier source: most lines lead upwards or straight on, and so cross less.
                let lane = 1 + lanes.iter().position(|source| *source == step.from).unwrap_or(0);
                gutter.run(from, to, lane, family.contains(step));
            }
            gutter
        })
        .collect();
    let mut heading = Vec::new();
    for (at, period) in periods.iter().enumerate() {
        heading.push(Span::styled(pad(&words.period(*period), columns), theme.heading));
        heading.extend(gutters.get(at).map(|columns| Span::raw(" ".repeat(*columns))));
    }
    put(frame, Line::from(heading), area);
    for row in 0..rows {
        let mut spans = Vec::new();
        for (at, column) in nodes.iter().enumerate() {
            match column.get(row) {
                Some(node) => {
                    let record = canvas.state.corpus.get(descent.nodes[*node].id.as_str());
                    let title = pad(&truncate(&record.map_or_else(|| AWAITED.to_owned(), name), columns), columns);
                    let style = if *node == screen.chosen {
                        theme.chosen
                    } else if kin(*node) {
                        theme.title
                    } else {
                        theme.text
                    };
                    spans.push(Span::styled(title, style));
                }
                None => spans.push(Span::raw(" ".repeat(columns))),
            }
            if let Some(gutter) = drawn.get(at) {
                for (sign, heavy) in gutter.row(row) {
                    spans.push(Span::styled(sign.to_string(), if heavy { theme.gauge } else { theme.dim }));
                }
            }
        }
        let y = area.y.saturating_add(1).saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
        if y < area.bottom() {
            put(frame, Line::from(spans), Rect { y, height: 1, ..area });
        }
    }
}

/// Draws the list shown if there is no room for three columns: the period of the chosen project, with what comes before and after it.
fn list(frame: &mut Frame, canvas: &Canvas, split: &Split) {
    let (screen, theme, words) = (&canvas.state.screens.lineage, canvas.theme, canvas.words);
    let descent = &screen.descent;
    let Some(node) = descent.nodes.get(screen.chosen) else { return };
    put(frame, Line::styled(format!("← {} →", words.period(node.period)), theme.heading), split.main.inner);
    let below = Rect { y: split.main.inner.y.saturating_add(1), height: split.main.inner.height.saturating_sub(1), ..split.main.inner };
    let (entries, top) = screen.entries(split.side.is_none(), usize::from(below.height));
    let lines = entries.into_iter().skip(top).filter_map(|entry| match entry {
        LineageRow::Node(at) => {
            let record = canvas.state.corpus.get(descent.nodes[at].id.as_str());
            let before = descent.steps.iter().filter(|step| step.to == at).count();
            let after = descent.steps.iter().filter(|step| step.from == at).count();
            let style = if at == screen.chosen { theme.chosen } else { theme.text };
            Some(Line::from(vec![
                Span::styled(format!("{before:>2}→ "), theme.dim),
                Span::styled(record.map(name).unwrap_or_default(), style),
                Span::styled(format!(" →{after}"), theme.dim),
            ]))
        }
        LineageRow::Step(at) => {
            let step = &descent.steps[at];
            let lineage = canvas.state.corpus.lineage().get(step.lineage)?;
            let later = step.from == screen.chosen;
            let arrow = if later { "    → " } else { "    ← " };
            Some(Line::styled(format!("{arrow}{}", passage(canvas, lineage, later)), theme.text))
        }
    });
    put_lines(frame, lines.collect(), below, None);
}

/// Columns of the labels beside the words about the chosen project.
const LABEL: usize = 11;

/// Returns what comes before and after the chosen project over all periods, with reasons, and what changed along the way.
fn words_about<'l>(canvas: &Canvas, columns: usize) -> Vec<Line<'l>> {
    let (screen, theme, words, corpus) = (&canvas.state.screens.lineage, canvas.theme, canvas.words, &canvas.state.corpus);
    let Some(node) = screen.descent.nodes.get(screen.chosen) else { return Vec::new() };
    let mut page = DetailLines { canvas, columns, lines: Vec::new() };
    let own = corpus.project(node.id.as_str());
    for step in corpus.lineage() {
        let (later, here) = (step.from.as_ref() == Some(&node.id), step.to.as_ref() == Some(&node.id));
        if later == here {
            continue;
        }
        let label = if later { words.later() } else { words.former() };
        let other = if later { &step.to } else { &step.from };
        match other {
            Some(_) => page.say(label, &passage(canvas, step, later), theme.title),
            None => page.say(label, &format!("{}（{}）", words.passage(step.kind), words.basis(step.basis)), theme.title),
        }
        if let Some(note) = &step.note {
            page.say("", note, theme.note);
        }
        let evidence = step.evidence.iter().filter_map(|id| corpus.get(id.as_str()));
        let evidence: Vec<String> =
            evidence.filter_map(|record| record.places().first().map(|place| crate::present::phrases::citation(corpus, place))).collect();
        page.say("", &evidence.join("、"), theme.source);
        let Some(other) = other else { continue };
        if let (Some(own), Some(other)) = (own, corpus.project(other.as_str())) {
            let (from, to) = if later { (own, other) } else { (other, own) };
            page.differences(from, to);
        }
        page.beyond(other, later, 1);
    }
    if let Some(own) = own {
        let ministries = Role::list(&own.ministries);
        page.say(words.ministries(), if ministries.is_empty() { words.not_reported() } else { &ministries }, theme.text);
        page.say(words.themes(), &themes(canvas, own), theme.text);
        page.money(words.money(), own);
    } else if let Some(Record::Body(body)) = corpus.get(node.id.as_str()) {
        page.say("", body.role.as_deref().unwrap_or_default(), theme.text);
        page.say("", body.office.as_deref().unwrap_or_default(), theme.text);
    }
    page.lines
}

/// Words in lines, each with its label.
struct DetailLines<'p, 'l> {
    canvas: &'p Canvas<'p>,
    columns: usize,
    lines: Vec<Line<'l>>,
}

impl DetailLines<'_, '_> {
    fn say(&mut self, label: &str, text: &str, style: Style) {
        for (at, range) in wrap(text, self.columns.saturating_sub(LABEL + 1).max(8)).into_iter().enumerate() {
            let label = if at == 0 { pad(label, LABEL) } else { pad("", LABEL) };
            self.lines.push(Line::from(vec![Span::styled(label, self.canvas.theme.label), Span::styled(text[range].to_owned(), style)]));
        }
    }

    /// Adds what became of a record further on, or where it came from further back: the whole way, step by step.
    fn beyond(&mut self, id: &Id, later: bool, depth: usize) {
        // A corpus that was not checked may contain a cycle.
        if depth > usize::from(u8::MAX) {
            return;
        }
        for step in self.canvas.state.corpus.lineage() {
            let (near, far) = if later { (&step.from, &step.to) } else { (&step.to, &step.from) };
            let Some(far) = far.as_ref().filter(|_| near.as_ref() == Some(id)) else { continue };
            let arrow = if later { "→" } else { "←" };
            let text = format!("{}{arrow} {}", "  ".repeat(depth), passage(self.canvas, step, later));
            self.say("", &text, self.canvas.theme.text);
            self.beyond(far, later, depth + 1);
        }
    }

    /// Adds what changed from one project to the next: ministries that come and go, the number of themes, the money.
    fn differences(&mut self, from: &Project, to: &Project) {
        let (words, theme) = (self.canvas.words, self.canvas.theme);
        let beside = |of: &[Role], other: &[Role]| -> String {
            let only = of.iter().filter(|role| !other.iter().any(|known| known.code == role.code));
            only.map(|role| role.code.as_str()).collect::<Vec<_>>().join("・")
        };
        let (come, gone) = (beside(&to.ministries, &from.ministries), beside(&from.ministries, &to.ministries));
        let ministries = if from.ministries.is_empty() || to.ministries.is_empty() {
            words.not_reported().to_owned()
        } else if come.is_empty() && gone.is_empty() {
            words.unchanged().to_owned()
        } else {
            let come = (!come.is_empty()).then(|| words.come(&come));
            let gone = (!gone.is_empty()).then(|| words.gone(&gone));
            come.into_iter().chain(gone).collect::<Vec<_>>().join("、")
        };
        self.say("", &format!("{}：{ministries}", words.ministries()), theme.text);
        let [before, after] = [from, to].map(|project| themes(self.canvas, project));
        self.say("", &format!("{}：{before} → {after}", words.themes()), theme.text);
    }

    /// Adds all the money that the documents of a project print, one line per year, with the stage and the parts of each amount.
    fn money(&mut self, label: &str, project: &Project) {
        let theme = self.canvas.theme;
        let mut label = label;
        for budget in &project.budgets {
            let ways = [(Channel::Amed, budget.amed), (Channel::InHouse, budget.in_house)];
            let ways: Vec<String> =
                ways.iter().filter_map(|(way, value)| value.map(|value| format!("{} {}", way.name(), amount(value)))).collect();
            let sum = budget.total.filter(|_| ways.len() > 1).map(|total| self.canvas.words.sum_of_both(&amount(total)));
            let stage = budget.basis.printed();
            let marks = if budget.marks.is_empty() { String::new() } else { format!("〔{}〕", budget.marks.join("・")) };
            let text = format!("FY{} {stage} {}{}{marks}", budget.fiscal_year, ways.join("＋"), sum.unwrap_or_default());
            self.say(label, &text, theme.text);
            label = "";
        }
        if project.budgets.is_empty() {
            self.say(label, self.canvas.words.not_reported(), theme.not_reported);
        }
    }
}

/// Returns the number of themes of a project: the largest number that one of its documents sets. A document that lists none has not
/// reported that there are none.
fn themes(canvas: &Canvas, project: &Project) -> String {
    let most = project.entries.iter().map(|entry| entry.themes.len()).max().filter(|count| *count > 0);
    most.map_or_else(|| canvas.words.not_reported().to_owned(), |count| count.to_string())
}
