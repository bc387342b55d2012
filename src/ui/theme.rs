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
    /// What has a look of its own, as the configuration writes it.
    pub const NAMES: &[&str] = &[
        "header",
        "tab",
        "tab_chosen",
        "pane",
        "pane_focused",
        "border",
        "title",
        "text",
        "dim",
        "label",
        "heading",
        "marked",
        "lead",
        "stated",
        "inferred",
        "not_reported",
        "note",
        "source",
        "chosen",
        "chosen_idle",
        "failure",
        "gauge",
    ];

    /// Gives a thing another look, written as a colour, `on` and a background, and `bold`, `dim`, `italic`, `underlined`, `reversed`:
    /// `lightblue on #202020 bold`. Without a colour it has the terminal's own.
    ///
    /// # Errors
    /// When there is no such thing, or a word is neither a colour nor one of these; what is wrong.
    pub fn set(&mut self, name: &str, look: &str) -> Result<(), String> {
        let mut style = Style::default();
        let mut words = look.split_whitespace();
        while let Some(word) = words.next() {
            let colour = |word: &str| word.parse::<Color>().map_err(|_| format!("{word:?} is no colour"));
            style = match word {
                "bold" => style.add_modifier(Modifier::BOLD),
                "dim" => style.add_modifier(Modifier::DIM),
                "italic" => style.add_modifier(Modifier::ITALIC),
                "underlined" => style.add_modifier(Modifier::UNDERLINED),
                "reversed" => style.add_modifier(Modifier::REVERSED),
                "on" => style.bg(colour(words.next().unwrap_or_default())?),
                _ => style.fg(colour(word)?),
            };
        }
        *self.field(name).ok_or_else(|| format!("nothing that has a colour is called {name:?}"))? = style;
        Ok(())
    }

    fn field(&mut self, name: &str) -> Option<&mut Style> {
        Some(match name {
            "header" => &mut self.header,
            "tab" => &mut self.tab,
            "tab_chosen" => &mut self.tab_chosen,
            "pane" => &mut self.pane,
            "pane_focused" => &mut self.pane_focused,
            "border" => &mut self.border,
            "title" => &mut self.title,
            "text" => &mut self.text,
            "dim" => &mut self.dim,
            "label" => &mut self.label,
            "heading" => &mut self.heading,
            "marked" => &mut self.marked,
            "lead" => &mut self.lead,
            "stated" => &mut self.stated,
            "inferred" => &mut self.inferred,
            "not_reported" => &mut self.not_reported,
            "note" => &mut self.note,
            "source" => &mut self.source,
            "chosen" => &mut self.chosen,
            "chosen_idle" => &mut self.chosen_idle,
            "failure" => &mut self.failure,
            "gauge" => &mut self.gauge,
            _ => return None,
        })
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_written_as_words() {
        let mut theme = Theme::coloured();
        assert!(theme.set("label", "lightblue on #202020 bold").is_ok());
        assert_eq!(theme.label, Style::default().fg(Color::LightBlue).bg(Color::Rgb(0x20, 0x20, 0x20)).add_modifier(Modifier::BOLD));
        assert!(theme.set("label", "").is_ok() && theme.label == Style::default());
        assert!(theme.set("label", "blurple").is_err_and(|why| why.contains("blurple")));
        assert!(theme.set("label", "on").is_err());
        assert!(theme.set("nothing", "red").is_err_and(|why| why.contains("nothing")));
        assert!(Theme::NAMES.iter().all(|name| Theme::coloured().set(name, "red").is_ok()));
    }
}
