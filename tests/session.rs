//! The binary in a real pseudo-terminal. What the tests of a terminal share.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::{Home, dictionary_store};

/// Long enough for a slow machine to build an index without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

fn cells(count: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(count).unwrap()
}

/// How a session is to begin.
pub struct Setup<'s> {
    pub arguments: &'s [&'s str],
    pub environment: &'s [(&'s str, &'s str)],
    pub columns: u16,
    pub rows: u16,
}

impl Default for Setup<'_> {
    fn default() -> Self {
        Self { arguments: &[], environment: &[], columns: 80, rows: 24 }
    }
}

/// The binary at a terminal.
pub struct Session {
    /// Stays as long as the binary runs in it.
    _home: Arc<Home>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    before: Option<String>,
}

impl Session {
    /// At 80x24, in a home of its own.
    pub fn start(arguments: &[&str]) -> Self {
        Self::with(&Setup { arguments, ..Setup::default() })
    }

    /// As it is set up, in a home of its own.
    pub fn with(setup: &Setup) -> Self {
        Self::at(&Arc::new(Home::new()), setup)
    }

    /// As it is set up, in a home that others may share.
    pub fn at(home: &Arc<Home>, setup: &Setup) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_shirube"));
        command.args(setup.arguments);
        Self::spawn(home, setup, command)
    }

    /// This test binary at one of its own ignored tests, as a program that the binary cannot be made to be.
    pub fn of_test(name: &str) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([name, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        Self::spawn(&Arc::new(Home::new()), &Setup::default(), command)
    }

    fn spawn(home: &Arc<Home>, setup: &Setup, mut command: CommandBuilder) -> Self {
        let size = PtySize { rows: setup.rows, cols: setup.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env_clear();
        command.env("HOME", home.dir.path());
        command.env("TERM", "xterm-256color");
        command.env("SHIRUBE_DICTIONARY", dictionary_store());
        // The terminal here answers no question; this spares every test the wait for it.
        command.env("COLORFGBG", "15;0");
        setup.environment.iter().for_each(|(name, value)| command.env(name, value));
        let before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(setup.rows), cells(setup.columns), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (seen, bytes) = (Arc::clone(&screen), Arc::clone(&raw));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 {
                    return;
                }
                seen.lock().unwrap().process(&buffer[..count]);
                bytes.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        drop(pair.slave);
        Self { _home: Arc::clone(home), master: pair.master, writer, child, screen, raw, before }
    }

    pub fn send(&mut self, keys: &str) {
        // One that has ended reads no more; whether it should have is asked elsewhere.
        drop(self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()));
    }

    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// All that was written to the terminal.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw.lock().unwrap()).into_owned()
    }

    /// The screen as the terminal has it: modes, caret, cells.
    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.screen.lock().unwrap().screen())
    }

    /// Gives the terminal another size, as a window does.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Waits until the screen shows `words`.
    pub fn wait(&self, words: &str) {
        self.until(&format!("{words:?} on the screen"), |session| session.text().contains(words));
    }

    /// Waits until something holds.
    pub fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !holds(self) {
            assert!(begun.elapsed() < PATIENCE, "never: {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the binary has ended and all its output is read.
    pub fn end(&mut self) -> u32 {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        };
        thread::sleep(Duration::from_millis(200));
        status.exit_code()
    }

    /// The terminal is as it was: no alternate screen, cursor shown, no bracketed paste, no mouse, lines edited and echoed.
    pub fn assert_restored(&self) {
        self.look(|screen| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is hidden");
            assert!(!screen.bracketed_paste(), "pastes are still bracketed");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is still reported");
        });
        // It is given back after the screen.
        self.until("the line discipline as it was", |session| modes(session.master.as_ref()) == session.before);
    }

    /// Whether the binary still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        assert!(std::process::Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

/// The line discipline's modes, where the system tells them.
fn modes(master: &dyn MasterPty) -> Option<String> {
    #[cfg(unix)]
    return master.get_termios().map(|modes| format!("{:?} {:?} {:?}", modes.input_flags, modes.output_flags, modes.local_flags));
    #[cfg(not(unix))]
    return None;
}
