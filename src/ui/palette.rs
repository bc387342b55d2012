//! Colours on terminals that show fewer of them: the nearest of the 256 or 16 available.

use ratatui::style::Color;

/// Number of colours that a terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Depth {
    /// None, or none are wanted.
    None,
    /// The terminal's own 16.
    #[default]
    Sixteen,
    /// xterm's 256.
    Indexed,
    /// All of them.
    True,
}

impl Depth {
    /// Returns what the environment variables `COLORTERM` and `TERM` say.
    pub fn told(colorterm: &str, term: &str) -> Self {
        if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
            Depth::True
        } else if term.contains("256color") {
            Depth::Indexed
        } else {
            Depth::Sixteen
        }
    }
}

/// Levels of each component in xterm's cube of 6 × 6 × 6 colours, which begins at 16.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
/// First of xterm's 24 greys; each is 10 brighter than the one before.
const FIRST_GREY: u8 = 232;
/// xterm's 16 colours, in order.
const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// Returns the nearest colour that a terminal of this depth shows; `None` if it shows none.
pub(super) fn reduce(colour: Color, depth: Depth) -> Option<Color> {
    let parts = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) if index >= 16 => indexed(index),
        named => return (depth > Depth::None).then_some(named),
    };
    match depth {
        Depth::None => None,
        Depth::Sixteen => SIXTEEN.iter().min_by_key(|(_, other)| distance(parts, *other)).map(|(colour, _)| *colour),
        Depth::Indexed => (16..=u8::MAX).min_by_key(|index| distance(parts, indexed(*index))).map(Color::Indexed),
        Depth::True => Some(colour),
    }
}

/// Returns red, green and blue of one of xterm's 240 fixed colours.
fn indexed(index: u8) -> [u8; 3] {
    match index.checked_sub(FIRST_GREY) {
        Some(step) => [8 + 10 * step; 3],
        None => {
            let place = index.saturating_sub(16);
            [place / 36, place / 6 % 6, place % 6].map(|level| LEVELS[usize::from(level % 6)])
        }
    }
}

/// Returns the distance between two colours, weighted as the eye weighs the three components.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    const WEIGHTS: [u32; 3] = [3, 6, 1];
    let apart = |at: usize| u32::from(a[at].abs_diff(b[at])).pow(2) * WEIGHTS[at];
    apart(0) + apart(1) + apart(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_colour_is_taken() {
        let rgb = Color::Rgb(0x00, 0x5f, 0x87);
        assert_eq!(reduce(rgb, Depth::True), Some(rgb));
        assert_eq!(reduce(rgb, Depth::Indexed), Some(Color::Indexed(24)));
        assert_eq!(reduce(Color::Rgb(0x66, 0x66, 0x66), Depth::Indexed), Some(Color::Indexed(241)));
        assert_eq!(reduce(Color::Rgb(0xf0, 0x20, 0x10), Depth::Sixteen), Some(Color::LightRed));
        assert_eq!(reduce(Color::Indexed(231), Depth::Sixteen), Some(Color::White));
        assert_eq!(reduce(Color::Cyan, Depth::Sixteen), Some(Color::Cyan));
        assert_eq!(reduce(Color::Cyan, Depth::None), None);
    }

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        assert_eq!(Depth::told("truecolor", "xterm"), Depth::True);
        assert_eq!(Depth::told("", "xterm-256color"), Depth::Indexed);
        assert_eq!(Depth::told("", "linux"), Depth::Sixteen);
    }
}
