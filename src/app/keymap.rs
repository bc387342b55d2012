//! The one table of keys. What a key does, the help screen and the README all come from it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::to_input_request;

use super::action::{Action, Aim, Mode, Name};

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

use Mode::{Budgets, Facets, Help, Indicators, Lineage, Links, Matrix, Query, Reader, Tree};

const PANES: &[Mode] = &[Tree, Reader, Links];
const COMMANDS: &[Mode] = &[Tree, Reader, Links, Indicators, Budgets, Matrix, Lineage];
const TABLES: &[Mode] = &[Indicators, Budgets, Matrix, Lineage];
const LISTS: &[Mode] = &[Tree, Reader, Links, Indicators, Budgets, Matrix, Lineage, Facets, Help];
const EVERYWHERE: &[Mode] = &[Tree, Reader, Links, Query, Facets, Indicators, Budgets, Matrix, Lineage, Help];

/// Every key. Of two bindings of one key in one mode, the first counts; a test finds such pairs.
pub const BINDINGS: &[Binding] = &[
    Binding { name: Name::Search, keys: &["/"], modes: COMMANDS },
    Binding { name: Name::Browse, keys: &["1"], modes: COMMANDS },
    Binding { name: Name::Search, keys: &["2"], modes: COMMANDS },
    Binding { name: Name::Indicators, keys: &["3"], modes: COMMANDS },
    Binding { name: Name::Budgets, keys: &["4"], modes: COMMANDS },
    Binding { name: Name::Matrix, keys: &["5"], modes: COMMANDS },
    Binding { name: Name::Lineage, keys: &["6"], modes: COMMANDS },
    Binding { name: Name::Open, keys: &["enter"], modes: &[Tree, Links, Query, Indicators, Budgets, Matrix, Lineage] },
    Binding { name: Name::Go(Aim::Owner), keys: &["o"], modes: COMMANDS },
    Binding { name: Name::Go(Aim::Ministries), keys: &["m"], modes: COMMANDS },
    Binding { name: Name::Go(Aim::Indicators), keys: &["i"], modes: COMMANDS },
    Binding { name: Name::Go(Aim::Areas), keys: &["a"], modes: COMMANDS },
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
    Binding { name: Name::Up, keys: &["up", "ctrl-p"], modes: &[Query] },
    Binding { name: Name::Down, keys: &["down", "ctrl-n"], modes: &[Query] },
    Binding { name: Name::PageUp, keys: &["pageup", "ctrl-b"], modes: LISTS },
    Binding { name: Name::PageDown, keys: &["pagedown", "ctrl-f"], modes: LISTS },
    Binding { name: Name::PageDown, keys: &["space"], modes: &[Tree, Reader, Links, Indicators, Budgets, Matrix, Lineage, Help] },
    Binding { name: Name::PageUp, keys: &["pageup"], modes: &[Query] },
    Binding { name: Name::PageDown, keys: &["pagedown"], modes: &[Query] },
    Binding { name: Name::First, keys: &["g", "home"], modes: LISTS },
    Binding { name: Name::Last, keys: &["G", "end"], modes: LISTS },
    Binding { name: Name::Left, keys: &["h", "left"], modes: &[Tree, Reader, Links, Matrix, Lineage] },
    Binding { name: Name::Right, keys: &["l", "right"], modes: &[Tree, Reader, Links, Matrix, Lineage] },
    Binding { name: Name::NextView, keys: &["tab", "v"], modes: &[Budgets, Matrix, Lineage] },
    Binding { name: Name::Original, keys: &["t"], modes: PANES },
    Binding { name: Name::NextOrder, keys: &["s"], modes: &[Indicators] },
    Binding { name: Name::NextCategory, keys: &["c"], modes: &[Indicators] },
    Binding { name: Name::NextPeriod, keys: &["p"], modes: &[Indicators, Budgets, Matrix] },
    Binding { name: Name::NextProject, keys: &["w"], modes: &[Indicators] },
    Binding { name: Name::NextMinistry, keys: &["f"], modes: &[Indicators] },
    Binding { name: Name::ClearFilters, keys: &["x"], modes: &[Indicators, Facets] },
    Binding { name: Name::CopyCitation, keys: &["y"], modes: COMMANDS },
    Binding { name: Name::CopyTable, keys: &["Y"], modes: TABLES },
    Binding { name: Name::Help, keys: &["?"], modes: COMMANDS },
    Binding { name: Name::Close, keys: &["esc"], modes: EVERYWHERE },
    Binding { name: Name::Close, keys: &["q", "?"], modes: &[Help] },
    Binding { name: Name::Quit, keys: &["q"], modes: COMMANDS },
    Binding { name: Name::Quit, keys: &["ctrl-c"], modes: EVERYWHERE },
    Binding { name: Name::Suspend, keys: &["ctrl-z"], modes: EVERYWHERE },
];

/// What a key means in a mode. Letters of an input method left on (`ｑ`) mean their plain ones, except where text is typed.
pub fn key_to_action(mode: Mode, key: KeyEvent) -> Option<Action> {
    let wanted = if mode == Query { key } else { KeyEvent { code: plain(key.code), ..key } };
    let found = BINDINGS.iter().find(|binding| binding.modes.contains(&mode) && binding.keys.iter().any(|name| is(name, wanted)));
    match found {
        Some(binding) => Some(Action::Do(binding.name)),
        None if mode == Query => to_input_request(&Event::Key(key)).map(Action::Edit),
        None => None,
    }
}

/// The keys for a thing in a mode, as the help shows them.
pub fn keys_of(name: Name, mode: Mode) -> Vec<&'static str> {
    let bindings = BINDINGS.iter().filter(|binding| binding.name == name && binding.modes.contains(&mode));
    bindings.flat_map(|binding| binding.keys.iter().copied()).collect()
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

/// Whether a key event is the key that `name` names.
fn is(name: &str, key: KeyEvent) -> bool {
    let (modifiers, base) = match name.split_once('-') {
        Some(("ctrl", base)) => (KeyModifiers::CONTROL, base),
        Some(("alt", base)) => (KeyModifiers::ALT, base),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match base {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "space" => KeyCode::Char(' '),
        "f2" => KeyCode::F(2),
        "f3" => KeyCode::F(3),
        "f4" => KeyCode::F(4),
        "f5" => KeyCode::F(5),
        _ => match base.chars().next() {
            Some(c) => KeyCode::Char(c),
            None => return false,
        },
    };
    // Shift is in the character itself (`G`, `?`), and terminals differ in whether they report it besides.
    key.code == code && key.modifiers.difference(KeyModifiers::SHIFT) == modifiers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(mode: Mode, code: KeyCode, modifiers: KeyModifiers) -> Option<Name> {
        match key_to_action(mode, KeyEvent::new(code, modifiers)) {
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
            let action = key_to_action(Mode::Query, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            assert!(matches!(action, Some(Action::Edit(_))), "{c}");
        }
        assert_eq!(press(Mode::Query, KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Name::Quit));
    }

    #[test]
    fn shift_is_in_the_character() {
        assert_eq!(press(Mode::Tree, KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Name::Last));
        assert_eq!(press(Mode::Tree, KeyCode::Char('G'), KeyModifiers::NONE), Some(Name::Last));
    }
}
