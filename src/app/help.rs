//! The list of keys that mean something where the reader is.

use super::action::{Mode, Name};
use super::keymap::BINDINGS;
use super::scroll::Scroll;

/// The open list of keys.
#[derive(Clone, Debug)]
pub struct Help {
    /// Where the reader was.
    pub mode: Mode,
    /// What can be asked for there.
    pub names: Vec<Name>,
    /// The window.
    pub scroll: Scroll,
}

impl Help {
    /// The keys of a mode.
    pub fn new(mode: Mode) -> Self {
        let mut names: Vec<Name> = Vec::new();
        for binding in BINDINGS.iter().filter(|binding| binding.modes.contains(&mode)) {
            if !names.contains(&binding.name) {
                names.push(binding.name);
            }
        }
        Self { mode, names, scroll: Scroll::default() }
    }
}
