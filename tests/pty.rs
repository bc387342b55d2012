//! The binary in a real pseudo-terminal: what only a terminal shows.

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

/// The binary at a terminal of 80x24.
struct Session {
    home: Home,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
}

impl Session {
    fn start(arguments: &[&str]) -> Self {
        let home = Home::new();
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_shirube"));
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home.dir.path());
        command.env("TERM", "xterm-256color");
        command.env("SHIRUBE_DICTIONARY", dictionary_store());
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(24), cells(80), 0)));
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
        Self { home, master: pair.master, writer, child, screen, raw }
    }

    fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen shows `words`.
    fn wait(&self, words: &str) {
        let begun = Instant::now();
        while !self.text().contains(words) {
            assert!(begun.elapsed() < PATIENCE, "no {words:?} on the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the binary has ended and all its output is read.
    fn end(&mut self) -> u32 {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(20));
        };
        thread::sleep(Duration::from_millis(200));
        status.exit_code()
    }

    /// The terminal is as it was: no alternate screen, cursor shown, no bracketed paste, lines edited and echoed.
    fn assert_restored(&self) {
        let screen = self.screen.lock().unwrap();
        assert!(!screen.screen().alternate_screen(), "still on the alternate screen");
        assert!(!screen.screen().hide_cursor(), "the cursor is hidden");
        assert!(!screen.screen().bracketed_paste(), "pastes are still bracketed");
    }

    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

#[test]
fn it_starts_searches_jumps_and_quits_and_leaves_the_terminal_as_it_was() {
    let mut session = Session::start(&[]);
    let before = modes(&session);
    session.wait("第3期計画");
    session.wait("閲覧");
    session.send("/");
    session.send("治験に至った件数");
    session.wait("60件/年");
    session.send("\r");
    session.wait("出どころ  第3期計画 4.1 全体目標 p.36");
    session.send("o");
    session.wait("文書 › 医療分野研究開発推進計画");
    session.send("m");
    session.wait("厚生労働省（厚）");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
    assert_eq!(modes(&session), before);
    drop(session.home);
}

/// The line discipline's modes, where the system tells them.
fn modes(session: &Session) -> Option<String> {
    #[cfg(unix)]
    return session.master.get_termios().map(|modes| format!("{:?} {:?} {:?}", modes.input_flags, modes.output_flags, modes.local_flags));
    #[cfg(not(unix))]
    return None;
}

#[test]
fn a_resize_is_drawn_anew() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.screen.lock().unwrap().screen_mut().set_size(cells(10), cells(40));
    session.master.resize(PtySize { rows: 10, cols: 40, pixel_width: 0, pixel_height: 0 }).unwrap();
    session.send("3");
    session.wait("指標：すべて");
    session.send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_paste_goes_into_the_query_and_no_key_in_it_is_obeyed() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("/");
    session.send("\u{1b}[200~感染症q有事\u{1b}[201~");
    session.wait("/ 感染症q有事");
    session.send("\u{3}");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[cfg(unix)]
#[test]
fn each_ending_signal_gives_the_terminal_back() {
    for (name, number) in [("-TERM", 15), ("-HUP", 1), ("-INT", 2)] {
        let mut session = Session::start(&[]);
        session.wait("第3期計画");
        session.signal(name);
        assert_eq!(session.end(), 128 + number, "{name}");
        session.assert_restored();
    }
}

#[cfg(unix)]
#[test]
fn suspended_it_gives_the_terminal_back_and_takes_it_again() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("\u{1a}");
    let begun = Instant::now();
    while session.screen.lock().unwrap().screen().alternate_screen() {
        assert!(begun.elapsed() < PATIENCE, "it does not suspend");
        thread::sleep(Duration::from_millis(20));
    }
    session.signal("-CONT");
    session.wait("第3期計画");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn frames_are_synchronized_updates() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("q");
    session.end();
    let raw = String::from_utf8_lossy(&session.raw.lock().unwrap()).into_owned();
    assert!(raw.contains("\u{1b}[?2026h") && raw.contains("\u{1b}[?2026l"));
}

#[test]
fn open_begins_at_a_record() {
    let mut session = Session::start(&["open", "plan3/project/4"]);
    session.wait("感染症プロジェクト");
    session.wait("◎厚");
    session.send("q");
    assert_eq!(session.end(), 0);
}
