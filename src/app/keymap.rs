//! The one table of keys. What a key does, the help screen and the README all come from it.

use std::sync::LazyLock;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::to_input_request;

use super::action::{Action, Mode, Name};
use crate::model::Named;

/// Keys for one thing, and where they mean it.
#[derive(Debug)]
pub struct Binding {
    /// What is asked for.
    pub name: Name,
    /// The keys: `j`, `ctrl-o`, `alt-left`, `enter`.
    pub keys: &'static [&'static str],
    /// Where.
    pub modes: &'static [Mode],
}

use Mode::{Budgets, Facets, Indicators, Lineage, Links, Mark, Matrix, Menu, Peek, Query, Reader, Tree};

const PANES: &[Mode] = &[Tree, Reader, Links];
const COMMANDS: &[Mode] = &[Tree, Reader, Links, Indicators, Budgets, Matrix, Lineage];
/// Where letters are text.
const TYPED: &[Mode] = &[Query, Menu, Mark];
/// Where lines are typed.
const FIELDS: &[Mode] = &[Query, Menu];
const TABLES: &[Mode] = &[Indicators, Budgets, Matrix, Lineage];
const LISTS: &[Mode] = &[Tree, Reader, Links, Indicators, Budgets, Matrix, Lineage, Facets, Peek];
const EVERYWHERE: &[Mode] = &[Tree, Reader, Links, Query, Facets, Indicators, Budgets, Matrix, Lineage, Menu, Peek, Mark];

/// Every key. Of two bindings of one key in one mode, the first counts; a test finds such pairs.
pub const BINDINGS: &[Binding] = &[
    Binding { name: Name::Search, keys: &["/"], modes: COMMANDS },
    Binding { name: Name::Browse, keys: &["1"], modes: COMMANDS },
    Binding { name: Name::Search, keys: &["2"], modes: COMMANDS },
    Binding { name: Name::Indicators, keys: &["3"], modes: COMMANDS },
    Binding { name: Name::Budgets, keys: &["4"], modes: COMMANDS },
    Binding { name: Name::Matrix, keys: &["5"], modes: COMMANDS },
    Binding { name: Name::Lineage, keys: &["6"], modes: COMMANDS },
    Binding { name: Name::Open, keys: &["enter"], modes: &[Tree, Links, Query, Indicators, Budgets, Matrix, Lineage, Menu, Peek] },
    Binding { name: Name::GoOwner, keys: &["o"], modes: COMMANDS },
    Binding { name: Name::GoMinistries, keys: &["m"], modes: COMMANDS },
    Binding { name: Name::GoIndicators, keys: &["i"], modes: COMMANDS },
    Binding { name: Name::GoAreas, keys: &["a"], modes: COMMANDS },
    Binding { name: Name::Back, keys: &["[", "backspace", "ctrl-o", "alt-left"], modes: COMMANDS },
    Binding { name: Name::Forward, keys: &["]", "alt-right"], modes: COMMANDS },
    Binding { name: Name::NextPane, keys: &["tab"], modes: PANES },
    Binding { name: Name::PreviousPane, keys: &["backtab"], modes: PANES },
    Binding { name: Name::NextKind, keys: &["tab"], modes: &[Query] },
    Binding { name: Name::Facets, keys: &["ctrl-t", "f2"], modes: &[Query, Facets] },
    Binding { name: Name::NextSort, keys: &["ctrl-s", "f3"], modes: &[Query, Facets] },
    Binding { name: Name::Group, keys: &["ctrl-g", "f4"], modes: &[Query, Facets] },
    Binding { name: Name::Explain, keys: &["ctrl-x", "f5"], modes: &[Query] },
    Binding { name: Name::Older, keys: &["ctrl-r", "alt-up"], modes: &[Query] },
    Binding { name: Name::Newer, keys: &["alt-down"], modes: &[Query] },
    Binding { name: Name::Toggle, keys: &["space", "enter"], modes: &[Facets] },
    Binding { name: Name::Up, keys: &["k", "up"], modes: LISTS },
    Binding { name: Name::Down, keys: &["j", "down"], modes: LISTS },
    Binding { name: Name::Up, keys: &["up", "ctrl-p"], modes: FIELDS },
    Binding { name: Name::Down, keys: &["down", "ctrl-n"], modes: FIELDS },
    Binding { name: Name::PageUp, keys: &["pageup", "ctrl-b"], modes: LISTS },
    Binding { name: Name::PageDown, keys: &["pagedown", "ctrl-f"], modes: LISTS },
    Binding { name: Name::PageDown, keys: &["space"], modes: &[Tree, Reader, Links, Indicators, Budgets, Matrix, Lineage, Peek] },
    Binding { name: Name::PageUp, keys: &["pageup"], modes: FIELDS },
    Binding { name: Name::PageDown, keys: &["pagedown"], modes: FIELDS },
    Binding { name: Name::First, keys: &["g", "home"], modes: LISTS },
    Binding { name: Name::Last, keys: &["G", "end"], modes: LISTS },
    Binding { name: Name::Left, keys: &["h", "left"], modes: COMMANDS },
    Binding { name: Name::Right, keys: &["l", "right"], modes: COMMANDS },
    Binding { name: Name::NextView, keys: &["tab", "v"], modes: &[Budgets, Matrix, Lineage] },
    Binding { name: Name::Original, keys: &["t"], modes: PANES },
    Binding { name: Name::NextOrder, keys: &["s"], modes: &[Indicators] },
    Binding { name: Name::NextCategory, keys: &["c"], modes: &[Indicators] },
    Binding { name: Name::NextPeriod, keys: &["p"], modes: &[Indicators, Budgets, Matrix] },
    Binding { name: Name::NextProject, keys: &["w"], modes: &[Indicators] },
    Binding { name: Name::NextMinistry, keys: &["f"], modes: &[Indicators] },
    Binding { name: Name::NextAttainment, keys: &["d"], modes: &[Indicators] },
    Binding { name: Name::ClearFilters, keys: &["x"], modes: &[Indicators, Facets] },
    Binding { name: Name::CopyCitation, keys: &["y"], modes: COMMANDS },
    Binding { name: Name::Peek, keys: &["p"], modes: &[Links, Peek] },
    Binding { name: Name::Zoom, keys: &["z"], modes: PANES },
    Binding { name: Name::Wider, keys: &[">"], modes: PANES },
    Binding { name: Name::Narrower, keys: &["<"], modes: PANES },
    Binding { name: Name::Bookmark, keys: &["b"], modes: COMMANDS },
    Binding { name: Name::NoteBookmark, keys: &["alt-b"], modes: COMMANDS },
    Binding { name: Name::Bookmarks, keys: &["B"], modes: COMMANDS },
    Binding { name: Name::Amounts, keys: &["u"], modes: &[Tree, Reader, Links, Budgets] },
    Binding { name: Name::SetMark, keys: &["`"], modes: COMMANDS },
    Binding { name: Name::GoToMark, keys: &["'"], modes: COMMANDS },
    Binding { name: Name::Visited, keys: &["H"], modes: COMMANDS },
    Binding { name: Name::Terms, keys: &["e"], modes: PANES },
    Binding { name: Name::Address, keys: &["O"], modes: COMMANDS },
    Binding { name: Name::Mouse, keys: &["alt-m", "f6"], modes: EVERYWHERE },
    Binding { name: Name::Index, keys: &["alt-x"], modes: EVERYWHERE },
    Binding { name: Name::NextHit, keys: &["n"], modes: &[Reader] },
    Binding { name: Name::PreviousHit, keys: &["N"], modes: &[Reader] },
    Binding { name: Name::NextRecord, keys: &["J"], modes: PANES },
    Binding { name: Name::PreviousRecord, keys: &["K"], modes: PANES },
    Binding { name: Name::CopyText, keys: &["Y"], modes: PANES },
    Binding { name: Name::CopyId, keys: &["I"], modes: COMMANDS },
    Binding { name: Name::CopyCommand, keys: &["C"], modes: COMMANDS },
    Binding { name: Name::CopyCsv, keys: &["alt-y"], modes: TABLES },
    Binding { name: Name::CopyMarkdown, keys: &["M"], modes: TABLES },
    Binding { name: Name::CopyTable, keys: &["Y"], modes: TABLES },
    Binding { name: Name::Help, keys: &["?"], modes: COMMANDS },
    Binding { name: Name::Help, keys: &["f1"], modes: &[Query, Facets] },
    Binding { name: Name::Palette, keys: &[":", "ctrl-p"], modes: COMMANDS },
    Binding { name: Name::Close, keys: &["esc"], modes: EVERYWHERE },
    Binding { name: Name::Quit, keys: &["q"], modes: COMMANDS },
    Binding { name: Name::Quit, keys: &["ctrl-c"], modes: EVERYWHERE },
    Binding { name: Name::Reload, keys: &["ctrl-l"], modes: COMMANDS },
    Binding { name: Name::Suspend, keys: &["ctrl-z"], modes: EVERYWHERE },
];

/// Where which thing has which keys.
type Bound = Vec<(Mode, Name, Vec<String>)>;

/// Which key asks for what, as configured.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// `None`: the usual keys, which most commands never ask for.
    configured: Option<Bound>,
}

/// Why keys cannot be configured so.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyProblem {
    /// There is no such key.
    #[error("no key is called {0:?}; keys are written j, G, ?, ctrl-o, alt-left, enter, esc, tab, backtab, space, pageup, home, f5")]
    NoSuchKey(String),
    /// Two things want the same key in the same place.
    #[error("the key {key:?} is given to {} and to {}", .names.0, .names.1)]
    Twice {
        /// Which key.
        key: String,
        /// To what.
        names: (&'static str, &'static str),
    },
    /// Nothing could be left or closed any more.
    #[error("{0} needs a key")]
    Needed(&'static str),
}

/// The usual keys.
static USUAL: LazyLock<Bound> = LazyLock::new(|| {
    let mut bindings: Bound = Vec::new();
    for binding in BINDINGS {
        for mode in binding.modes {
            let keys = binding.keys.iter().map(|key| (*key).to_owned());
            match bindings.iter_mut().find(|(known, name, _)| known == mode && *name == binding.name) {
                Some((.., known)) => known.extend(keys),
                None => bindings.push((*mode, binding.name, keys.collect())),
            }
        }
    }
    bindings
});

impl Keymap {
    /// The usual keys, but for what `changes` gives other keys, wherever letters are no text. A key that a thing has elsewhere as usual stays
    /// another's where it is usually that one's.
    ///
    /// # Errors
    /// When a key is unknown, is given twice, or leaving and closing have none.
    pub fn with(changes: &[(Name, Vec<String>)]) -> Result<Self, KeyProblem> {
        if changes.is_empty() {
            return Ok(Self::default());
        }
        let mut bindings = USUAL.clone();
        for (name, keys) in changes {
            if let Some(unknown) = keys.iter().find(|key| parse(key).is_none()) {
                return Err(KeyProblem::NoSuchKey(unknown.clone()));
            }
            if keys.is_empty() && matches!(name, Name::Quit | Name::Close) {
                return Err(KeyProblem::Needed(name.name()));
            }
            let configurable = Self::configurable(*name);
            let only_typed = BINDINGS.iter().filter(|binding| binding.name == *name).all(|binding| all_typed(binding.modes));
            let others = |mode: Mode, key: &str| USUAL.iter().any(|(m, n, keys)| *m == mode && n != name && keys.iter().any(|k| k == key));
            for (mode, _, old) in bindings.iter_mut().filter(|(mode, bound, _)| bound == name && (only_typed || !TYPED.contains(mode))) {
                *old = keys.iter().filter(|key| !(configurable.contains(&key.as_str()) && others(*mode, key))).cloned().collect();
            }
        }
        check(&bindings)?;
        Ok(Self { configured: Some(bindings) })
    }

    fn bindings(&self) -> &Bound {
        self.configured.as_ref().unwrap_or(&USUAL)
    }

    /// The usual keys of a thing that a configuration can change: those that it has where letters are no text, if it has any there.
    pub fn configurable(name: Name) -> Vec<&'static str> {
        let bindings = || BINDINGS.iter().filter(move |binding| binding.name == name);
        let commands: Vec<&str> =
            bindings().filter(|binding| !all_typed(binding.modes)).flat_map(|binding| binding.keys).copied().collect();
        if commands.is_empty() { bindings().flat_map(|binding| binding.keys).copied().collect() } else { commands }
    }

    /// What a key means in a mode. Letters of an input method left on (`ｑ`) mean their plain ones, except where text is typed.
    pub fn action(&self, mode: Mode, key: KeyEvent) -> Option<Action> {
        let typed = TYPED.contains(&mode);
        let wanted = if typed { key } else { KeyEvent { code: plain(key.code), ..key } };
        // Shift is in the character itself (`G`, `?`), and terminals differ in whether they report it besides.
        let pressed = (wanted.code, wanted.modifiers.difference(KeyModifiers::SHIFT));
        let means = |keys: &[String]| keys.iter().any(|key| parse(key) == Some(pressed)) && !(typed && is_text(pressed));
        let found = self.bindings().iter().find(|(bound, _, keys)| *bound == mode && means(keys));
        match found {
            Some((_, name, _)) => Some(Action::Do(*name)),
            None if typed => to_input_request(&Event::Key(key)).map(Action::Edit),
            None => None,
        }
    }

    /// The key that a name names, as the terminal reports it.
    pub fn event(key: &str) -> Option<KeyEvent> {
        parse(key).map(|(code, modifiers)| KeyEvent::new(code, modifiers))
    }

    /// The keys for a thing in a mode, as the menu shows them.
    pub fn keys_of(&self, name: Name, mode: Mode) -> Vec<&str> {
        let bindings = self.bindings().iter().filter(|(bound, asked, _)| *bound == mode && *asked == name);
        bindings.flat_map(|(.., keys)| keys.iter().map(String::as_str)).collect()
    }

    /// What can be asked for in a mode, in the order of the table.
    pub fn names(&self, mode: Mode) -> Vec<Name> {
        self.bindings().iter().filter(|(bound, _, keys)| *bound == mode && !keys.is_empty()).map(|(_, name, _)| *name).collect()
    }
}

/// Whether every key means one thing.
fn check(bindings: &Bound) -> Result<(), KeyProblem> {
    let mut seen: Vec<(Mode, (KeyCode, KeyModifiers), Name)> = Vec::new();
    for (mode, name, key) in bindings.iter().flat_map(|(mode, name, keys)| keys.iter().map(move |key| (mode, name, key))) {
        // A letter in a field of text is text.
        let Some(code) = parse(key).filter(|code| !(TYPED.contains(mode) && is_text(*code))) else { continue };
        if let Some((.., other)) = seen.iter().find(|(m, c, other)| m == mode && *c == code && other != name) {
            return Err(KeyProblem::Twice { key: key.clone(), names: (other.name(), name.name()) });
        }
        seen.push((*mode, code, *name));
    }
    Ok(())
}

/// Whether letters are text in all of these.
fn all_typed(modes: &[Mode]) -> bool {
    modes.iter().all(|mode| TYPED.contains(mode))
}

/// Whether a key types a character.
fn is_text((code, modifiers): (KeyCode, KeyModifiers)) -> bool {
    matches!(code, KeyCode::Char(_)) && modifiers.is_empty()
}

/// The plain form of a full-width letter.
fn plain(code: KeyCode) -> KeyCode {
    /// How far full-width forms stand behind their ASCII ones in Unicode.
    const SHIFT: u32 = 0xFEE0;
    match code {
        KeyCode::Char('　') => KeyCode::Char(' '),
        KeyCode::Char('「') => KeyCode::Char('['),
        KeyCode::Char('」') => KeyCode::Char(']'),
        KeyCode::Char('・') => KeyCode::Char('/'),
        KeyCode::Char(c @ '！'..='～') => KeyCode::Char(char::from_u32(u32::from(c) - SHIFT).unwrap_or(c)),
        other => other,
    }
}

/// The key that `name` names; `None` where there is none.
fn parse(name: &str) -> Option<(KeyCode, KeyModifiers)> {
    let (modifiers, base) = match name.split_once('-') {
        Some(("ctrl", base)) if !base.is_empty() => (KeyModifiers::CONTROL, base),
        Some(("alt", base)) if !base.is_empty() => (KeyModifiers::ALT, base),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match base {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "space" => KeyCode::Char(' '),
        _ => {
            let mut characters = base.chars();
            match (characters.next()?, characters.as_str()) {
                (c, "") => KeyCode::Char(c),
                ('f', number) => KeyCode::F(number.parse().ok().filter(|number| (1..=12).contains(number))?),
                _ => return None,
            }
        }
    };
    Some((code, modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(mode: Mode, code: KeyCode, modifiers: KeyModifiers) -> Option<Name> {
        match Keymap::default().action(mode, KeyEvent::new(code, modifiers)) {
            Some(Action::Do(name)) => Some(name),
            _ => None,
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_mode() {
        let mut seen: Vec<(Mode, &str, Name)> = Vec::new();
        for binding in BINDINGS {
            for mode in binding.modes {
                for key in binding.keys {
                    let other = seen.iter().find(|(m, k, _)| m == mode && k == key);
                    assert!(other.is_none(), "{key} in {mode:?}: {:?} and {other:?}", binding.name);
                    seen.push((*mode, key, binding.name));
                }
            }
        }
    }

    #[test]
    fn letters_left_in_full_width_still_command() {
        assert_eq!(press(Mode::Tree, KeyCode::Char('ｑ'), KeyModifiers::NONE), Some(Name::Quit));
        assert_eq!(press(Mode::Tree, KeyCode::Char('？'), KeyModifiers::NONE), Some(Name::Help));
        assert_eq!(press(Mode::Reader, KeyCode::Char('「'), KeyModifiers::NONE), Some(Name::Back));
    }

    #[test]
    fn in_the_query_letters_are_text() {
        for c in ['q', '/', 'ｑ', '治', '1'] {
            let action = Keymap::default().action(Mode::Query, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            assert!(matches!(action, Some(Action::Edit(_))), "{c}");
        }
        assert_eq!(press(Mode::Query, KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Name::Quit));
    }

    #[test]
    fn shift_is_in_the_character() {
        assert_eq!(press(Mode::Tree, KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Name::Last));
        assert_eq!(press(Mode::Tree, KeyCode::Char('G'), KeyModifiers::NONE), Some(Name::Last));
    }

    #[test]
    fn keys_can_be_given_to_other_things() {
        let keymap = Keymap::with(&[(Name::Search, vec!["s".to_owned()]), (Name::NextOrder, vec!["r".to_owned()])]).unwrap_or_default();
        assert!(matches!(keymap.action(Mode::Tree, KeyEvent::from(KeyCode::Char('s'))), Some(Action::Do(Name::Search))));
        assert!(keymap.action(Mode::Tree, KeyEvent::from(KeyCode::Char('/'))).is_none());
        assert_eq!(keymap.keys_of(Name::Search, Mode::Tree), ["s"]);
        let typed = keymap.action(Mode::Query, KeyEvent::from(KeyCode::Char('s')));
        assert!(matches!(typed, Some(Action::Edit(_))), "in a query a letter is text");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let with = |name, keys: &[&str]| Keymap::with(&[(name, keys.iter().map(|key| (*key).to_owned()).collect())]).err();
        assert_eq!(with(Name::Search, &["hyper-x"]), Some(KeyProblem::NoSuchKey("hyper-x".to_owned())));
        assert!(matches!(with(Name::Search, &["j"]), Some(KeyProblem::Twice { .. })));
        assert_eq!(with(Name::Quit, &[]), Some(KeyProblem::Needed("quit")));
        assert_eq!(with(Name::Search, &["f13"]), Some(KeyProblem::NoSuchKey("f13".to_owned())));
    }

    #[test]
    fn every_key_of_the_table_is_one() {
        for binding in BINDINGS {
            assert!(binding.keys.iter().all(|key| parse(key).is_some()), "{:?}", binding.keys);
        }
    }
}
