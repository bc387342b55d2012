//! Detection of a dark or light terminal background. The terminal is asked (OSC 11) after the first frame; its answer arrives as keys,
//! mixed with those that the reader types, and is filtered out from between them. Nothing waits for it.

use std::env;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyModifiers};

use crate::ui::theme::Background;

/// Sequence that asks for the background colour.
pub(super) const QUESTION: &str = "\u{1b}]11;?\u{1b}\\";
/// Maximum length of an answer in characters: `11;rgba:ffff/ffff/ffff/ffff`.
const LONGEST: usize = 40;
/// Time after which no answer is expected any more.
const PATIENCE: Duration = Duration::from_millis(300);

/// Returns what the terminal's environment says about its background (`COLORFGBG`, as set by rxvt and Konsole).
pub(super) fn told() -> Option<Background> {
    let value = env::var("COLORFGBG").ok()?;
    match value.rsplit(';').next()?.parse::<u8>().ok()? {
        0..=6 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

/// Classification of an event.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum OscReply {
    /// Typed by the reader.
    Reader,
    /// A part of the answer.
    Part,
    /// The end of the answer.
    Ground(Background),
}

/// Parser that waits for the answer among the incoming events.
#[derive(Debug)]
pub(super) struct OscParser {
    asked: Instant,
    heard: Option<String>,
    done: bool,
}

impl OscParser {
    /// Creates the parser; the question has just been asked.
    pub fn new() -> Self {
        Self { asked: Instant::now(), heard: None, done: false }
    }

    /// Returns how long the answer may still take. Leaving earlier would let it fall into the shell.
    pub fn waits(&self) -> Option<Duration> {
        if self.done { None } else { PATIENCE.checked_sub(self.asked.elapsed()) }
    }

    /// Handles the next event.
    pub fn hear(&mut self, event: &Event) -> OscReply {
        let Event::Key(key) = event else { return OscReply::Reader };
        if self.done {
            return OscReply::Reader;
        }
        match (&mut self.heard, key.code) {
            (None, KeyCode::Char(']')) if key.modifiers == KeyModifiers::ALT => {
                self.heard = Some(String::new());
                OscReply::Part
            }
            (None, _) => OscReply::Reader,
            (Some(heard), KeyCode::Char('\\')) if key.modifiers == KeyModifiers::ALT => Self::end(&mut self.done, heard),
            (Some(heard), KeyCode::Char('g')) if key.modifiers == KeyModifiers::CONTROL => Self::end(&mut self.done, heard),
            (Some(heard), KeyCode::Char(c)) if heard.len() < LONGEST && (c.is_ascii_hexdigit() || ";:/rgba".contains(c)) => {
                heard.push(c);
                OscReply::Part
            }
            // It was not an answer after all.
            (Some(_), _) => {
                self.done = true;
                OscReply::Reader
            }
        }
    }

    fn end(done: &mut bool, heard: &str) -> OscReply {
        *done = true;
        ground(heard).map_or(OscReply::Part, OscReply::Ground)
    }
}

/// Returns the background for an answer such as `11;rgb:1e1e/1e1e/1e1e`.
fn ground(answer: &str) -> Option<Background> {
    let parts = answer.strip_prefix("11;rgb")?.trim_start_matches('a').strip_prefix(':')?;
    let share = |part: &str| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        Some(f64::from(u32::from_str_radix(part, 16).ok()?) / f64::from(most.max(1)))
    };
    let mut parts = parts.split('/').map(share);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // Brightness as the eye perceives it (Rec. 709).
    let bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    Some(if bright > 0.5 { Background::Light } else { Background::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    fn keys(text: &str) -> Vec<Event> {
        let mut alt = false;
        let mut keys = Vec::new();
        for c in text.chars() {
            match c {
                '\u{1b}' => alt = true,
                '\u{7}' => keys.push(Event::Key(KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL))),
                c => {
                    let modifiers = if std::mem::take(&mut alt) { KeyModifiers::ALT } else { KeyModifiers::NONE };
                    keys.push(Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers)));
                }
            }
        }
        keys
    }

    fn hear(text: &str) -> (Option<Background>, usize) {
        let mut ear = OscParser::new();
        let mut ground = None;
        let mut reader = 0;
        for event in keys(text) {
            match ear.hear(&event) {
                OscReply::Reader => reader += 1,
                OscReply::Part => {}
                OscReply::Ground(heard) => ground = Some(heard),
            }
        }
        (ground, reader)
    }

    #[test]
    fn the_answer_is_taken_out_from_between_the_readers_keys() {
        assert_eq!(hear("ab\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\cd"), (Some(Background::Light), 4));
        assert_eq!(hear("\u{1b}]11;rgb:1e/1e/1e\u{7}"), (Some(Background::Dark), 0));
        assert_eq!(hear("\u{1b}]11;rgba:0000/0000/0000/ffff\u{7}q"), (Some(Background::Dark), 1));
    }

    #[test]
    fn what_is_no_answer_tells_nothing() {
        assert_eq!(hear("\u{1b}]x"), (None, 1));
        assert_eq!(hear("\u{1b}]11;rgb:zz"), (None, 2));
        assert_eq!(hear("\u{1b}]11;rgb:/\u{7}"), (None, 0));
        assert_eq!(hear("\u{1b}]11;rgb:ffff/ffff/ffff\u{7}\u{1b}]11;rgb:0/0/0\u{7}").0, Some(Background::Light), "one answer is enough");
    }
}
