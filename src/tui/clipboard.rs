//! Routes to a clipboard: a program on this machine if it has a display, the multiplexer, or the terminal itself (OSC 52).

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::app::{Clipboard, CopyRoute};

/// Time within which a program must take the text.
const PATIENCE: Duration = Duration::from_secs(2);
/// Length in bytes beyond which terminals drop a sequence; hterm and tmux accept this much.
const LONGEST: usize = 100_000;
/// Number of bytes that GNU screen passes on at once.
const SCREEN_PIECE: usize = 252;

/// Environment between the explorer and a clipboard.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct ClipboardEnvironment {
    wayland: bool,
    x11: bool,
    /// True over a network, where this machine's display is not the reader's.
    remote: bool,
    tmux: bool,
    screen: bool,
}

impl ClipboardEnvironment {
    /// Returns what the environment variables say.
    pub fn told() -> Self {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            wayland: set("WAYLAND_DISPLAY"),
            x11: set("DISPLAY"),
            remote: set("SSH_TTY") || set("SSH_CONNECTION"),
            tmux: set("TMUX"),
            screen: set("STY"),
        }
    }

    /// Returns the programs to try, in order, each with its arguments and its route.
    fn programs(self, wanted: Clipboard) -> Vec<(&'static str, &'static [&'static str], CopyRoute)> {
        let mut programs: Vec<(&'static str, &'static [&'static str])> = Vec::new();
        if wanted == Clipboard::Native || (wanted == Clipboard::Auto && !self.remote) {
            if cfg!(target_os = "macos") {
                programs.push(("pbcopy", &[]));
            }
            if self.wayland {
                programs.push(("wl-copy", &[]));
            }
            if self.x11 {
                programs.extend([("xclip", &["-selection", "clipboard"][..]), ("xsel", &["--clipboard", "--input"][..])]);
            }
        }
        let mut programs: Vec<_> = programs.into_iter().map(|(name, arguments)| (name, arguments, CopyRoute::Program(name))).collect();
        if self.tmux && wanted != Clipboard::Native {
            // tmux stores the text itself and passes it on, even if it lets no sequence through.
            programs.push(("tmux", &["load-buffer", "-w", "-"], CopyRoute::Multiplexer("tmux")));
        }
        programs
    }

    /// Returns the sequence that passes text to the terminal's clipboard, wrapped for whatever is in between, and its route.
    ///
    /// # Errors
    /// If the text is longer than terminals accept.
    pub fn sequence(self, text: &str) -> Result<(String, CopyRoute), String> {
        let mut plain = String::new();
        // Writing to a string cannot fail.
        CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain).unwrap_or_default();
        if plain.len() > LONGEST {
            let most = LONGEST / 4 * 3;
            return Err(format!("{} bytes are too long for a terminal's clipboard, which takes {most}", text.len()));
        }
        Ok(if self.tmux {
            (format!("\u{1b}Ptmux;{}\u{1b}\\", plain.replace('\u{1b}', "\u{1b}\u{1b}")), CopyRoute::Multiplexer("tmux"))
        } else if self.screen {
            // Inside the wrapper only a bell can end the sequence, and screen passes on only short pieces.
            let inner = plain.replace("\u{1b}\\", "\u{7}");
            let pieces = inner.as_bytes().chunks(SCREEN_PIECE).map(|piece| format!("\u{1b}P{}\u{1b}\\", String::from_utf8_lossy(piece)));
            (pieces.collect(), CopyRoute::Multiplexer("screen"))
        } else {
            (plain, CopyRoute::Terminal)
        })
    }
}

/// Passes text to the first program that takes it, on a thread of its own. `done` is called with the route, or with the text if no program
/// took it.
pub(super) fn copy(
    surroundings: ClipboardEnvironment,
    wanted: Clipboard,
    text: String,
    done: impl FnOnce(Result<CopyRoute, String>) + Send + 'static,
) {
    thread::spawn(move || {
        let taken = surroundings.programs(wanted).into_iter().find(|(name, arguments, _)| hand(name, arguments, &text).is_ok());
        done(taken.map(|(.., way)| way).ok_or(text));
    });
}

fn hand(name: &str, arguments: &[&str], text: &str) -> io::Result<()> {
    let mut child = Command::new(name).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(status.to_string())),
            None => thread::sleep(Duration::from_millis(10)),
        }
    }
    child.kill()?;
    drop(child.wait());
    Err(io::ErrorKind::TimedOut.into())
}

/// Opens an address in the reader's browser.
///
/// # Errors
/// If no program here opens it; the message contains the address.
pub(super) fn browse(address: &str) -> Result<String, String> {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let spawned = Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    match spawned {
        Ok(mut child) => {
            // Nothing waits for a browser, but it must not remain a zombie.
            thread::spawn(move || drop(child.wait()));
            Ok(address.to_owned())
        }
        Err(error) => Err(format!("{address} ({program}: {error})")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn a_display_of_this_machine_comes_before_the_terminal() {
        let names = |surroundings: ClipboardEnvironment, wanted| {
            surroundings.programs(wanted).into_iter().map(|(name, ..)| name).collect::<Vec<_>>()
        };
        let here = ClipboardEnvironment { wayland: true, x11: true, ..ClipboardEnvironment::default() };
        if !cfg!(target_os = "macos") {
            assert_eq!(names(here, Clipboard::Auto), ["wl-copy", "xclip", "xsel"]);
            assert!(names(ClipboardEnvironment { remote: true, ..here }, Clipboard::Auto).is_empty(), "over ssh the reader sits elsewhere");
            assert!(names(here, Clipboard::Terminal).is_empty());
        }
        assert!(names(ClipboardEnvironment { tmux: true, remote: true, ..here }, Clipboard::Auto).contains(&"tmux"));
    }

    #[test]
    fn the_sequence_is_wrapped_for_what_stands_between() {
        let plain = ClipboardEnvironment::default();
        assert_eq!(plain.sequence("a").unwrap(), ("\u{1b}]52;c;YQ==\u{1b}\\".to_owned(), CopyRoute::Terminal));
        let (wrapped, way) = ClipboardEnvironment { tmux: true, ..plain }.sequence("a").unwrap();
        assert_eq!(wrapped, "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;YQ==\u{1b}\u{1b}\\\u{1b}\\");
        assert_eq!(way, CopyRoute::Multiplexer("tmux"));
        let (wrapped, _) = ClipboardEnvironment { screen: true, ..plain }.sequence(&"a".repeat(600)).unwrap();
        assert!(wrapped.matches("\u{1b}P").count() > 1 && wrapped.ends_with("\u{7}\u{1b}\\"));
        assert!(plain.sequence(&"a".repeat(80_000)).unwrap_err().contains("80000"), "what terminals would drop is told");
    }

    #[test]
    fn a_program_that_is_not_there_takes_nothing() {
        assert!(hand("shirube-no-such-program", &[], "a").is_err());
        assert!(hand("false", &[], "a").is_err());
    }
}
