//! Names for how things look. No other file names a colour. Only the terminal's own 16 colours are used, so that light and dark
//! backgrounds both work, and nothing is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// How each thing looks.
#[derive(Clone, Debug)]
pub struct Theme {
    pub header: Style,
    pub tab: Style,
    pub tab_chosen: Style,
    pub pane: Style,
    pub pane_focused: Style,
    pub border: Style,
    pub title: Style,
    pub text: Style,
    pub dim: Style,
    pub label: Style,
    pub heading: Style,
    pub marked: Style,
    pub lead: Style,
    pub stated: Style,
    pub inferred: Style,
    pub not_reported: Style,
    pub note: Style,
    pub source: Style,
    pub chosen: Style,
    pub chosen_idle: Style,
    pub failure: Style,
    pub gauge: Style,
}

impl Theme {
    /// The theme with colours.
    pub fn coloured() -> Self {
        let plain = Style::default();
        Self {
            header: plain,
            tab: plain.add_modifier(Modifier::DIM),
            tab_chosen: plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            pane: plain.add_modifier(Modifier::UNDERLINED | Modifier::DIM),
            pane_focused: plain.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            border: plain.add_modifier(Modifier::DIM),
            title: plain.add_modifier(Modifier::BOLD),
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            label: plain.fg(Color::Cyan),
            heading: plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            marked: plain.fg(Color::Black).bg(Color::Yellow),
            lead: plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            stated: plain.fg(Color::Green),
            inferred: plain.fg(Color::Magenta).add_modifier(Modifier::ITALIC),
            not_reported: plain.add_modifier(Modifier::DIM | Modifier::ITALIC),
            note: plain.fg(Color::Yellow).add_modifier(Modifier::ITALIC),
            source: plain.add_modifier(Modifier::DIM),
            chosen: plain.add_modifier(Modifier::REVERSED),
            chosen_idle: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            failure: plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            gauge: plain.fg(Color::Green),
        }
    }

    /// The theme without colours (NO_COLOR): the same, told by weight, slant and reverse only.
    pub fn colourless() -> Self {
        let mut theme = Self::coloured();
        let strip = |style: Style| Style { fg: None, bg: None, ..style };
        for style in [
            &mut theme.pane_focused,
            &mut theme.label,
            &mut theme.heading,
            &mut theme.lead,
            &mut theme.stated,
            &mut theme.inferred,
            &mut theme.note,
            &mut theme.failure,
            &mut theme.gauge,
        ] {
            *style = strip(*style);
        }
        theme.marked = Style::default().add_modifier(Modifier::REVERSED);
        theme
    }
}
