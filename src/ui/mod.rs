//! Rendering of `&State` into cells. It reads and never writes, so drawing twice gives the same screen. One file per panel; `theme` names
//! the colours.

mod ambiguous_width;
mod header;
mod menu;
mod palette;
mod panes;
mod screens;
mod status;
pub mod theme;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::State;
use crate::app::layout::{self, Pane};
use crate::present::words::Words;
use crate::text::width;
use theme::Theme;
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

/// Prompt before the typed text.
const PROMPT: &str = "/ ";

/// Sign in place of a record that is on its way.
const AWAITED: &str = "…";

/// Everything that a panel needs: the state, the look and the words.
struct Canvas<'s> {
    state: &'s State,
    theme: &'s Theme,
    words: Words,
}

/// Draws the state.
pub fn draw(frame: &mut Frame, state: &State, theme: &Theme) {
    // The window may have shrunk before the state was told; the event is on its way, and a layout for the larger size does not fit.
    let area = frame.area();
    if state.size.columns > area.width || state.size.rows > area.height {
        return;
    }
    let canvas = Canvas { state, theme, words: Words(state.language) };
    let around = layout::frame(state.size);
    header::draw(frame, &canvas, around.header);
    screens::draw(frame, &canvas);
    status::draw(frame, &canvas, around.status);
    if let Some(menu) = &state.menu {
        menu::draw(frame, &canvas, menu);
    }
    ambiguous_width::settle(frame.buffer_mut());
}

impl Canvas<'_> {
    /// Draws a pane's title line and the line that separates it from its neighbour; bright if the pane has the keys.
    fn pane(&self, frame: &mut Frame, pane: Pane, title: &str, aside: &str, focused: bool) {
        let style = if focused { self.theme.pane_focused } else { self.theme.pane };
        let columns = usize::from(pane.area.width);
        // Text that does not fit beside the title is left out rather than truncated.
        let aside = if width::width(title) + width::width(aside) + 6 <= columns { aside } else { "" };
        let mark = if focused { "▌" } else { " " };
        let left = width::truncate(title, columns.saturating_sub(2)).into_owned();
        let fill = columns.saturating_sub(width::width(&left) + width::width(aside) + 2);
        let line = Line::from(vec![
            Span::styled(mark, style),
            Span::styled(left, style),
            Span::styled(" ".repeat(fill), style),
            Span::styled(aside.to_owned(), style),
            Span::styled(" ", style),
        ]);
        put(frame, line, Rect { height: 1.min(pane.area.height), ..pane.area });
        if pane.inner.x > pane.area.x {
            let side = Rect { x: pane.area.x, y: pane.inner.y, width: 1, height: pane.inner.height };
            let bars = (0..side.height).map(|_| Line::styled("│", self.theme.border)).collect();
            put_lines(frame, bars, side, None);
        }
    }

    /// Returns true if a pane that the screen has chosen has the keys: an open menu takes them away.
    fn has_keys(&self, chosen: bool) -> bool {
        chosen && self.state.menu.is_none()
    }
}

/// Draws the typed text, with the terminal's own cursor in it if the keys go there: input methods open their window at the cursor.
fn typed_line(frame: &mut Frame, canvas: &Canvas, input: &Input, area: Rect, typing: bool) {
    let room = usize::from(area.width).saturating_sub(PROMPT.len() + 1);
    let before: String = input.value().chars().take(input.cursor()).collect();
    // Text that does not fit left of the cursor is hidden, whole characters at a time.
    let mut hidden = 0;
    for (at, cluster) in before.grapheme_indices(true) {
        if width::width(&before[at..]) <= room {
            break;
        }
        hidden = at + cluster.len();
    }
    let shown = &input.value()[hidden..];
    let line = Line::from(vec![
        Span::styled(PROMPT, canvas.theme.label),
        Span::styled(width::truncate(shown, room + 1).into_owned(), canvas.theme.text),
    ]);
    put(frame, line, area);
    if area.width > 0 && area.height > 0 && typing {
        let column = PROMPT.len() + width::width(&before[hidden..]);
        let x = area.x + u16::try_from(column).unwrap_or(u16::MAX).min(area.width - 1);
        frame.set_cursor_position((x, area.y));
    }
}

/// Draws one line, if its row is on the screen.
fn put(frame: &mut Frame, line: Line, area: Rect) {
    if area.width > 0 && area.height > 0 {
        frame.render_widget(Paragraph::new(ambiguous_width::spread(line)), Rect { height: 1, ..area });
    }
}

/// Draws lines from the top of `area`, the rest of which stays empty. The line at `chosen` is highlighted across the whole width.
fn put_lines(frame: &mut Frame, lines: Vec<Line>, area: Rect, chosen: Option<(usize, Style)>) {
    for (row, line) in lines.into_iter().enumerate().take(usize::from(area.height)) {
        let line_area = Rect { y: area.y + u16::try_from(row).unwrap_or(u16::MAX), height: 1, ..area };
        let line = fit(line, usize::from(area.width));
        let line = match chosen {
            Some((at, style)) if at == row => {
                let fill = usize::from(area.width).saturating_sub(columns_of(&line));
                let mut line = line.patch_style(style);
                // Letters in a colour of their own would become blocks of that colour if the chosen line is reversed.
                line.spans.iter_mut().for_each(|span| span.style = Style { fg: None, bg: None, ..span.style });
                line.push_span(Span::styled(" ".repeat(fill), style));
                line
            }
            _ => line,
        };
        put(frame, line, line_area);
    }
}

/// Returns the width of a line in columns, as it is drawn.
fn columns_of(line: &Line) -> usize {
    line.spans.iter().map(|span| width::width(&span.content)).sum()
}

/// Returns a line in at most `columns` columns, with `…` if it was truncated.
fn fit(line: Line<'_>, columns: usize) -> Line<'_> {
    if columns_of(&line) <= columns {
        return line;
    }
    let mut room = columns;
    let mut spans = Vec::with_capacity(line.spans.len());
    let mut rest = line.spans.into_iter().peekable();
    while let Some(span) = rest.next() {
        let last = rest.peek().is_none();
        let mark = width::width(width::CUT);
        let own = width::width(&span.content);
        // Keep room for the ellipsis, unless this is the end and it fits.
        if own + if last { 0 } else { mark } <= room {
            room -= own;
            spans.push(span);
            continue;
        }
        let cut = width::truncate(&span.content, room).into_owned();
        let cut = if cut.ends_with(width::CUT) || room < mark {
            cut
        } else {
            format!("{}{}", width::truncate(&cut, room - mark).trim_end_matches(width::CUT), width::CUT)
        };
        spans.push(Span::styled(cut, span.style));
        break;
    }
    Line { spans, ..Line::default() }
}

/// Returns the position in a list: `12/340`.
fn place(chosen: usize, count: usize) -> String {
    if count == 0 { String::new() } else { format!("{}/{count}", chosen + 1) }
}

/// Returns `‹ ›`: the sides on which a table has more columns.
fn beyond(left: bool, right: bool) -> &'static str {
    match (left, right) {
        (false, false) => "",
        (true, false) => "‹",
        (false, true) => "›",
        (true, true) => "‹ ›",
    }
}

/// Returns a bar over `share` of `columns` cells, at least a sliver if there is anything. `fill` shows its kind; only the full block has
/// finer steps.
fn bar(share: f64, columns: usize, fill: char) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * columns as f64 * 8.0).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { eighths };
    let mut text: String = std::iter::repeat_n(fill, eighths / 8).collect();
    if fill == '█' {
        text.push_str(EIGHTHS[eighths % 8]);
    } else if eighths % 8 >= 4 || (text.is_empty() && eighths > 0) {
        text.push(fill);
    }
    text
}
