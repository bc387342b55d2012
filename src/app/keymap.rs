//! Keymap: which key means which command, as usual or as configured.

use std::sync::LazyLock;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;
use tui_input::backend::crossterm::to_input_request;

use super::command::{Binding, Command};
use super::mode::Mode;
use crate::model::Named;

/// Meaning of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyMeaning {
    /// Command.
    Command(Command),
    /// Edit of what is typed.
    Edit(InputRequest),
}

/// Keys of the commands, per mode.
type Bound = Vec<(Mode, Command, Vec<String>)>;

/// Keys of the commands, as configured.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// Configured keys; `None` for the usual ones, which most commands of the program never ask for.
    configured: Option<Bound>,
}

/// Reason why keys cannot be configured as asked.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyProblem {
    /// Name of a key that does not exist.
    #[error("no key is called {0:?}; keys are written j, G, ?, ctrl-o, alt-left, enter, esc, tab, backtab, space, pageup, home, f5")]
    NoSuchKey(String),
    /// Key given to two commands in the same mode.
    #[error("the key {key:?} is given to {} and to {}", .names.0, .names.1)]
    Twice {
        /// The key.
        key: String,
        /// Names of the two commands.
        names: (&'static str, &'static str),
    },
    /// Command without a key that must have one: without it nothing could be left or closed any more.
    #[error("{0} needs a key")]
    Needed(&'static str),
}

/// The usual keys.
static USUAL: LazyLock<Bound> = LazyLock::new(|| {
    let mut bindings: Bound = Vec::new();
    for mode in Mode::all() {
        for command in Command::all() {
            let keys = command.bindings().iter().filter(|binding| (binding.applies)(mode)).flat_map(|binding| binding.keys);
            let keys: Vec<String> = keys.map(|key| (*key).to_owned()).collect();
            if !keys.is_empty() {
                bindings.push((mode, *command, keys));
            }
        }
    }
    bindings
});

impl Keymap {
    /// Returns the usual keys with the given changes, in all modes where letters are not text. If one of a command's own usual keys is
    /// usually another command's in some mode, it stays that command's there.
    ///
    /// # Errors
    /// If a key is unknown, if a key is given twice, or if quitting or closing has no key.
    pub fn with(changes: &[(Command, Vec<String>)]) -> Result<Self, KeyProblem> {
        if changes.is_empty() {
            return Ok(Self::default());
        }
        let mut bindings = USUAL.clone();
        for (command, keys) in changes {
            if let Some(unknown) = keys.iter().find(|key| parse(key).is_none()) {
                return Err(KeyProblem::NoSuchKey(unknown.clone()));
            }
            if keys.is_empty() && matches!(command, Command::Quit | Command::Close) {
                return Err(KeyProblem::Needed(command.name()));
            }
            let configurable = Self::configurable(*command);
            let only_typed = command.bindings().iter().all(all_typed);
            let others =
                |mode: Mode, key: &str| USUAL.iter().any(|(m, n, keys)| *m == mode && n != command && keys.iter().any(|k| k == key));
            for (mode, _, old) in bindings.iter_mut().filter(|(mode, bound, _)| bound == command && (only_typed || !mode.is_typed())) {
                *old = keys.iter().filter(|key| !(configurable.contains(&key.as_str()) && others(*mode, key))).cloned().collect();
            }
        }
        check(&bindings)?;
        Ok(Self { configured: Some(bindings) })
    }

    fn bindings(&self) -> &Bound {
        self.configured.as_ref().unwrap_or(&USUAL)
    }

    /// Returns the usual keys of a command that a configuration can change: those in modes where letters are not text or, if it has none
    /// there, all.
    pub fn configurable(command: Command) -> Vec<&'static str> {
        let bindings = command.bindings().iter();
        let commands: Vec<&str> =
            bindings.clone().filter(|binding| !all_typed(binding)).flat_map(|binding| binding.keys).copied().collect();
        if commands.is_empty() { bindings.flat_map(|binding| binding.keys).copied().collect() } else { commands }
    }

    /// Returns what a key means in a mode. Letters of an input method left on (`ｑ`) mean their plain ones, except where text is typed.
    pub fn meaning(&self, mode: Mode, key: KeyEvent) -> Option<KeyMeaning> {
        let typed = mode.is_typed();
        let wanted = if typed { key } else { KeyEvent { code: plain(key.code), ..key } };
        // Shift is in the character itself (`G`, `?`), and terminals differ in whether they report it as well.
        let pressed = (wanted.code, wanted.modifiers.difference(KeyModifiers::SHIFT));
        let means = |keys: &[String]| keys.iter().any(|key| parse(key) == Some(pressed)) && !(typed && is_text(pressed));
        let found = self.bindings().iter().find(|(bound, _, keys)| *bound == mode && means(keys));
        match found {
            Some((_, command, _)) => Some(KeyMeaning::Command(*command)),
            None if typed => to_input_request(&Event::Key(key)).map(KeyMeaning::Edit),
            None => None,
        }
    }

    /// Returns the key with a name, as the terminal reports it.
    pub fn event(key: &str) -> Option<KeyEvent> {
        parse(key).map(|(code, modifiers)| KeyEvent::new(code, modifiers))
    }

    /// Returns the keys of a command in a mode, as the menu shows them.
    pub fn keys_of(&self, command: Command, mode: Mode) -> Vec<&str> {
        let bindings = self.bindings().iter().filter(|(bound, asked, _)| *bound == mode && *asked == command);
        bindings.flat_map(|(.., keys)| keys.iter().map(String::as_str)).collect()
    }

    /// Returns the commands that have keys in a mode, in the order of the table.
    pub fn commands(&self, mode: Mode) -> Vec<Command> {
        self.bindings().iter().filter(|(bound, _, keys)| *bound == mode && !keys.is_empty()).map(|(_, command, _)| *command).collect()
    }
}

/// Checks that no key means two commands in one mode.
fn check(bindings: &Bound) -> Result<(), KeyProblem> {
    let mut seen: Vec<(Mode, (KeyCode, KeyModifiers), Command)> = Vec::new();
    for (mode, command, key) in bindings.iter().flat_map(|(mode, command, keys)| keys.iter().map(move |key| (mode, command, key))) {
        // A letter in a text field is text.
        let Some(code) = parse(key).filter(|code| !(mode.is_typed() && is_text(*code))) else { continue };
        if let Some((.., other)) = seen.iter().find(|(m, c, other)| m == mode && *c == code && other != command) {
            return Err(KeyProblem::Twice { key: key.clone(), names: (other.name(), command.name()) });
        }
        seen.push((*mode, code, *command));
    }
    Ok(())
}

/// Returns true if letters are text in every mode where the keys apply.
fn all_typed(binding: &Binding) -> bool {
    Mode::all().filter(|mode| (binding.applies)(*mode)).all(Mode::is_typed)
}

/// Returns true if a key types a character.
fn is_text((code, modifiers): (KeyCode, KeyModifiers)) -> bool {
    matches!(code, KeyCode::Char(_)) && modifiers.is_empty()
}

/// Returns the plain form of a full-width letter.
fn plain(code: KeyCode) -> KeyCode {
    /// Distance of full-width forms from their ASCII ones in Unicode.
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

/// Parses the name of a key; `None` if there is no such key.
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

    fn press(mode: Mode, code: KeyCode, modifiers: KeyModifiers) -> Option<Command> {
        match Keymap::default().meaning(mode, KeyEvent::new(code, modifiers)) {
            Some(KeyMeaning::Command(name)) => Some(name),
            _ => None,
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_mode() {
        let mut seen: Vec<(Mode, &str, Command)> = Vec::new();
        for (mode, command, keys) in USUAL.iter() {
            for key in keys {
                let other = seen.iter().find(|(m, k, _)| m == mode && k == key);
                assert!(other.is_none(), "{key} in {mode:?}: {command:?} and {other:?}");
                seen.push((*mode, key, *command));
            }
        }
    }

    #[test]
    fn letters_left_in_full_width_still_command() {
        assert_eq!(press(Mode::Tree, KeyCode::Char('ｑ'), KeyModifiers::NONE), Some(Command::Quit));
        assert_eq!(press(Mode::Tree, KeyCode::Char('？'), KeyModifiers::NONE), Some(Command::Help));
        assert_eq!(press(Mode::Reader, KeyCode::Char('「'), KeyModifiers::NONE), Some(Command::Back));
    }

    #[test]
    fn in_the_query_letters_are_text() {
        for c in ['q', '/', 'ｑ', '治', '1'] {
            let action = Keymap::default().meaning(Mode::Query, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            assert!(matches!(action, Some(KeyMeaning::Edit(_))), "{c}");
        }
        assert_eq!(press(Mode::Query, KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Command::Quit));
    }

    #[test]
    fn shift_is_in_the_character() {
        assert_eq!(press(Mode::Tree, KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Command::Last));
        assert_eq!(press(Mode::Tree, KeyCode::Char('G'), KeyModifiers::NONE), Some(Command::Last));
    }

    #[test]
    fn keys_can_be_given_to_other_things() {
        let keymap =
            Keymap::with(&[(Command::Search, vec!["s".to_owned()]), (Command::NextOrder, vec!["r".to_owned()])]).unwrap_or_default();
        assert!(matches!(keymap.meaning(Mode::Tree, KeyEvent::from(KeyCode::Char('s'))), Some(KeyMeaning::Command(Command::Search))));
        assert!(keymap.meaning(Mode::Tree, KeyEvent::from(KeyCode::Char('/'))).is_none());
        assert_eq!(keymap.keys_of(Command::Search, Mode::Tree), ["s"]);
        let typed = keymap.meaning(Mode::Query, KeyEvent::from(KeyCode::Char('s')));
        assert!(matches!(typed, Some(KeyMeaning::Edit(_))), "in a query a letter is text");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let with = |name, keys: &[&str]| Keymap::with(&[(name, keys.iter().map(|key| (*key).to_owned()).collect())]).err();
        assert_eq!(with(Command::Search, &["hyper-x"]), Some(KeyProblem::NoSuchKey("hyper-x".to_owned())));
        assert!(matches!(with(Command::Search, &["j"]), Some(KeyProblem::Twice { .. })));
        assert_eq!(with(Command::Quit, &[]), Some(KeyProblem::Needed("quit")));
        assert_eq!(with(Command::Search, &["f13"]), Some(KeyProblem::NoSuchKey("f13".to_owned())));
    }

    #[test]
    fn every_key_of_the_table_is_one() {
        for keys in Command::all().iter().flat_map(|command| command.bindings()).map(|binding| binding.keys) {
            assert!(keys.iter().all(|key| parse(key).is_some()), "{keys:?}");
        }
    }
}
