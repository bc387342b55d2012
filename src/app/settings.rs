//! Settings: what the reader has configured.

use strum::{IntoStaticStr, VariantArray};

use super::keymap::Keymap;
use crate::present::words::Language;
use crate::text::width::Ambiguous;

/// Settings of the reader.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Keys of the commands.
    pub keymap: Keymap,
    /// Language of the interface.
    pub language: Language,
    /// True if the explorer has the mouse.
    pub mouse: bool,
    /// Maximum length of a line of text, in columns.
    pub reading_width: usize,
    /// Width at which the terminal shows ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Route by which text is copied.
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

/// Route by which text is copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Clipboard {
    /// The system's clipboard if this machine has a display and a program for it, otherwise the terminal's.
    #[default]
    Auto,
    /// The system's clipboard, through a program on this machine.
    Native,
    /// The terminal's clipboard (OSC 52).
    Terminal,
}
