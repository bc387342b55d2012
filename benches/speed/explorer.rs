//! Programs in a pseudo-terminal: when they show their first text, and what memory they hold.

use std::fs;
use std::io::Read;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const ROWS: u16 = 36;
const COLUMNS: u16 = 120;
/// Longer than any of them takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program and its screen; ended when dropped.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    terminal: Box<dyn MasterPty + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Running {
    fn start(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        let pair = native_pty_system().openpty(PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let cells = |count| NonZeroU16::new(count).unwrap();
        Self { child, terminal: pair.master, output, screen: vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0) }
    }

    fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(text) {
            let left = until.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left);
            assert!(bytes.is_ok(), "{text} never comes: {}", self.screen.screen().contents());
            self.screen.process(&bytes.unwrap());
        }
    }

    /// Takes what is drawn until nothing more comes for a while.
    fn settle(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(2)) {
            self.screen.process(&bytes);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// fzf over a file.
pub fn fzf(text: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "exec fzf --layout=reverse-list < \"$1\"", "sh"]);
    command.arg(text);
    command.env("FZF_DEFAULT_OPTS", "");
    command
}

/// less over a file.
pub fn less(text: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new("less");
    command.arg(text);
    command.env("LC_ALL", "C.UTF-8");
    command.env("LESS", "");
    command.env("LESSOPEN", "");
    command
}

/// From a program's start to a text on its screen.
pub fn first_frame(command: CommandBuilder, text: &str) -> Duration {
    let begun = Instant::now();
    let mut running = Running::start(command);
    running.wait_for(text);
    begun.elapsed()
}

/// What a program holds, in MB.
pub struct Memory {
    pub resident: f64,
    /// Not backed by a file: it is the program's own, and the system cannot take it back.
    pub anonymous: f64,
}

/// The memory of a program after a search has been typed.
pub fn memory(command: CommandBuilder, text: &str, before: &str, query: &str) -> Memory {
    let mut running = Running::start(command);
    running.wait_for(text);
    running.settle();
    let mut writer = running.terminal.take_writer().unwrap();
    std::io::Write::write_all(&mut writer, before.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    std::io::Write::write_all(&mut writer, query.as_bytes()).unwrap();
    running.settle();
    assert!(running.screen.screen().contents().contains(query), "{}", running.screen.screen().contents());
    let pid = running.child.process_id().unwrap();
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let of = |name: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    Memory { resident: of("Rss:"), anonymous: of("Anonymous:") }
}
