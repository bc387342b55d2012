//! Names for styles. No other file but the palette names a colour. Nothing is conveyed by colour alone: without colours, weight, slant,
//! reverse and words convey the same.

use ratatui::style::{Color, Modifier, Style};
use strum::{IntoStaticStr, VariantArray};

use super::palette;
pub use super::palette::Depth;

/// Style of each element.
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
    /// Elements that have a style of their own, as the configuration names them.
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

    /// Sets the style of an element, written as a colour, `on` and a background, and `bold`, `dim`, `italic`, `underlined`, `reversed`:
    /// `lightblue on #202020 bold`. Without a colour it has the terminal's own.
    ///
    /// # Errors
    /// If there is no such element, or a word is neither a colour nor one of these; returns what is wrong.
    pub fn set(&mut self, name: &str, look: &str) -> Result<(), String> {
        let mut style = Style::default();
        let mut words = look.split_whitespace();
        while let Some(word) = words.next() {
            let colour = |word: &str| word.parse::<Color>().map_err(|_| format!("{word:?} is not a colour"));
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
        *self.look(name).ok_or_else(|| format!("nothing that has a colour is called {name:?}"))? = style;
        Ok(())
    }

    /// Returns the style of an element by its name, for changing it.
    pub fn look(&mut self, name: &str) -> Option<&mut Style> {
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

    /// Returns the theme in the terminal's own 16 colours, so that it works on light and dark backgrounds.
    pub fn terminal() -> Self {
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

    /// Returns the theme for a dark background.
    pub fn dark() -> Self {
        Self::hued(&Hues {
            label: 0x7f_c8_d8,
            faint: 0x9a_9a_9a,
            mark: (0x1c_1c_1c, 0xf2_c5_5c),
            lead: 0xff_8f_8f,
            stated: 0x9c_cf_8f,
            inferred: 0xd7_a6_e8,
            note: 0xe5_c0_7b,
        })
    }

    /// Returns the theme for a light background.
    pub fn light() -> Self {
        Self::hued(&Hues {
            label: 0x00_5f_87,
            faint: 0x66_66_66,
            mark: (0x00_00_00, 0xff_e0_8a),
            lead: 0xb3_26_1e,
            stated: 0x2e_6b_2e,
            inferred: 0x7a_2e_8e,
            note: 0x7a_52_00,
        })
    }

    /// Returns the terminal's theme in other colours. The background and the text colour stay the terminal's.
    fn hued(hues: &Hues) -> Self {
        let colour = |hue: u32| Color::from_u32(hue);
        let faint = Style::default().fg(colour(hues.faint));
        let mut theme = Self::terminal();
        for style in [&mut theme.label, &mut theme.heading, &mut theme.pane_focused] {
            *style = style.fg(colour(hues.label));
        }
        // A colour of its own is readable where a terminal's faint text is not.
        for style in [&mut theme.tab, &mut theme.pane, &mut theme.border, &mut theme.dim, &mut theme.source, &mut theme.not_reported] {
            *style = Style { add_modifier: style.add_modifier.difference(Modifier::DIM), ..*style }.patch(faint);
        }
        for style in [&mut theme.lead, &mut theme.failure] {
            *style = style.fg(colour(hues.lead));
        }
        for style in [&mut theme.stated, &mut theme.gauge] {
            *style = style.fg(colour(hues.stated));
        }
        theme.marked = theme.marked.fg(colour(hues.mark.0)).bg(colour(hues.mark.1));
        theme.inferred = theme.inferred.fg(colour(hues.inferred));
        theme.note = theme.note.fg(colour(hues.note));
        theme
    }

    /// Returns the theme in as many colours as the terminal shows; without any, it uses weight, slant and reverse only.
    #[must_use]
    pub fn in_depth(mut self, depth: Depth) -> Self {
        if depth == Depth::None {
            self.marked = Style::default().add_modifier(Modifier::REVERSED);
        }
        for name in Self::NAMES {
            if let Some(style) = self.look(name) {
                style.fg = style.fg.and_then(|colour| palette::reduce(colour, depth));
                style.bg = style.bg.and_then(|colour| palette::reduce(colour, depth));
            }
        }
        self
    }
}

/// Colours of a theme, each as `0xrrggbb`.
struct Hues {
    label: u32,
    faint: u32,
    /// Text and background colours of what the query matched.
    mark: (u32, u32),
    lead: u32,
    stated: u32,
    inferred: u32,
    note: u32,
}

/// Background for which a theme is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Background {
    /// Light letters on a dark background.
    Dark,
    /// Dark letters on a light background.
    Light,
}

/// Starting point of a theme, before configured changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Base {
    /// Dark or light to match the terminal's background, and the terminal's own colours as long as that is unknown.
    #[default]
    Auto,
    /// The terminal's own 16 colours.
    Terminal,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
}

/// Look of the interface: the base of the theme, the changes to it, and the number of colours.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// Starting point of the theme.
    pub base: Base,
    /// Changed styles: the element and its style, as [`Theme::set`] takes them.
    pub changes: Vec<(String, String)>,
    /// Number of colours that the terminal shows.
    pub depth: Depth,
}

impl Looks {
    /// Returns the theme for a background, as far as that is known.
    pub fn theme(&self, background: Option<Background>) -> Theme {
        let base = match (self.base, background) {
            // With 16 colours, the terminal's own are the best there are.
            (Base::Auto, _) if self.depth <= Depth::Sixteen => Base::Terminal,
            (Base::Auto, Some(Background::Dark)) => Base::Dark,
            (Base::Auto, Some(Background::Light)) => Base::Light,
            (Base::Auto, None) => Base::Terminal,
            (base, _) => base,
        };
        let mut theme = match base {
            Base::Dark => Theme::dark(),
            Base::Light => Theme::light(),
            Base::Auto | Base::Terminal => Theme::terminal(),
        };
        for (name, look) in &self.changes {
            // Anything wrong was rejected when it was read.
            drop(theme.set(name, look));
        }
        theme.in_depth(self.depth)
    }

    /// Returns true if the theme depends on the terminal's background.
    pub fn wants_background(&self) -> bool {
        self.base == Base::Auto && self.depth > Depth::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the contrast of letters of a colour on a background (WCAG 2): 4.5 is enough for any size.
    fn contrast(letters: Color, ground: [u8; 3]) -> f64 {
        let Color::Rgb(red, green, blue) = letters else { return 21.0 };
        let bright = |parts: [u8; 3]| {
            let part = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(parts[0]) + 0.7152 * part(parts[1]) + 0.0722 * part(parts[2])
        };
        let (a, b) = (bright([red, green, blue]), bright(ground));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_is_readable_on_the_grounds_it_is_for() {
        let themes = [(Theme::dark(), [[0, 0, 0], [0x28, 0x2c, 0x34]]), (Theme::light(), [[255, 255, 255], [0xfd, 0xf6, 0xe3]])];
        for (mut theme, grounds) in themes {
            for name in Theme::NAMES {
                let style = theme.look(name).copied().unwrap_or_default();
                let own = style.bg.and_then(|ground| if let Color::Rgb(r, g, b) = ground { Some([r, g, b]) } else { None });
                for ground in own.map_or(grounds.to_vec(), |own| vec![own]) {
                    let contrast = contrast(style.fg.unwrap_or_default(), ground);
                    assert!(contrast >= 4.5, "{name} on {ground:?}: {contrast:.1}");
                }
            }
        }
    }

    #[test]
    fn looks_are_written_as_words() {
        let mut theme = Theme::terminal();
        assert!(theme.set("label", "lightblue on #202020 bold").is_ok());
        assert_eq!(theme.label, Style::default().fg(Color::LightBlue).bg(Color::Rgb(0x20, 0x20, 0x20)).add_modifier(Modifier::BOLD));
        assert!(theme.set("label", "").is_ok() && theme.label == Style::default());
        assert!(theme.set("label", "blurple").is_err_and(|why| why.contains("blurple")));
        assert!(theme.set("label", "on").is_err());
        assert!(theme.set("nothing", "red").is_err_and(|why| why.contains("nothing")));
        assert!(Theme::NAMES.iter().all(|name| Theme::terminal().set(name, "red").is_ok()));
    }
}
