//! What the reader has configured.

use strum::{IntoStaticStr, VariantArray};

use super::keymap::Keymap;
use crate::present::words::Language;
use crate::text::width::Ambiguous;

/// What the reader has configured.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which key asks for what.
    pub keymap: Keymap,
    /// The language of the interface.
    pub language: Language,
    /// Whether the mouse is the explorer's.
    pub mouse: bool,
    /// Lines of text are at most this long, in columns.
    pub reading_width: usize,
    /// How wide the terminal shows ambiguous characters.
    pub ambiguous: Ambiguous,
    /// By which way text is copied.
    pub clipboard: Clipboard,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keymap: Keymap::default(),
            language: Language::default(),
            mouse: false,
            // Longer lines are hard to read.
            reading_width: 92,
            ambiguous: Ambiguous::default(),
            clipboard: Clipboard::default(),
        }
    }
}

/// By which way text is copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Clipboard {
    /// The system's clipboard where this machine has a display and a program for it, else the terminal's.
    #[default]
    Auto,
    /// The system's clipboard, by a program of this machine.
    Native,
    /// The terminal's clipboard (OSC 52).
    Terminal,
}
