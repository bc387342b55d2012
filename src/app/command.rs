//! Commands of the explorer, by name, with their keys and words, as used by the menu, the status line, the configuration and the README.

use strum::{IntoStaticStr, VariantArray};

use super::command_list::with_commands;
use super::mode::{Mode, ScreenKind};
use crate::present::words::{Language, Words};

/// Keys of a command, and the modes in which they apply.
#[derive(Debug)]
pub struct Binding {
    /// Keys: `j`, `ctrl-o`, `alt-left`, `enter`.
    pub keys: &'static [&'static str],
    /// Returns true if the keys apply in a mode.
    pub applies: fn(Mode) -> bool,
}

/// Set of modes.
type Modes = fn(Mode) -> bool;

const PANES: Modes = Mode::is_pane;
const READER: Modes = |mode| mode == Mode::Reader;
const QUERY: Modes = |mode| mode == Mode::Query;
const FACETS: Modes = |mode| mode == Mode::Facets;
const SEARCHED: Modes = |mode| matches!(mode, Mode::Query | Mode::Facets);
const TABLES: Modes = |mode| matches!(mode, Mode::Table(_));
/// Modes in which letters are commands.
const COMMANDS: Modes = |mode| PANES(mode) || TABLES(mode);
/// Modes in which a line is typed.
const FIELDS: Modes = |mode| matches!(mode, Mode::Query | Mode::Menu);
const LISTS: Modes = |mode| COMMANDS(mode) || matches!(mode, Mode::Facets | Mode::Peek);
const SPACED: Modes = |mode| LISTS(mode) && mode != Mode::Facets;
const OPENED: Modes = |mode| (COMMANDS(mode) && mode != Mode::Reader) || FIELDS(mode) || mode == Mode::Peek;
const PEEKED: Modes = |mode| matches!(mode, Mode::Links | Mode::Peek);
const INDICATORS: Modes = |mode| mode == Mode::Table(ScreenKind::Indicators);
const FILTERED: Modes = |mode| INDICATORS(mode) || FACETS(mode);
const VIEWED: Modes = |mode| TABLES(mode) && !INDICATORS(mode);
const PERIODS: Modes = |mode| TABLES(mode) && mode != Mode::Table(ScreenKind::Lineage);
const AMOUNTS: Modes = |mode| PANES(mode) || mode == Mode::Table(ScreenKind::Budgets);
const EVERYWHERE: Modes = |_| true;

macro_rules! define_commands {
    ($($name:ident: $([$($key:literal),+] $modes:ident),+; $japanese:literal, $english:literal; |$state:ident| $does:expr;)+) => {
        /// Command that a key can ask for, by name: `next-pane`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, IntoStaticStr, VariantArray)]
        #[strum(serialize_all = "kebab-case")]
        pub enum Command {
            $(#[doc = $english] $name,)+
        }

        impl Command {
            /// Returns its usual keys.
            pub fn bindings(self) -> &'static [Binding] {
                match self {
                    $(Self::$name => &[$(Binding { keys: &[$($key),+], applies: $modes }),+],)+
                }
            }

            /// Returns what it does, in one line.
            pub fn says(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Japanese) => $japanese, (Self::$name, Language::English) => $english,)+
                }
            }
        }
    };
}
with_commands!(define_commands);

impl Words {
    /// Returns what a command does, in one line.
    pub fn does(self, command: Command) -> &'static str {
        command.says(self.0)
    }
}
