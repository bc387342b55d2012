//! Papers of each format, from the file to the library with its index, beside what only turns the same file into text.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::papers::{FORMATS, paper};
use super::place;
use super::table::{Row, Table};

/// Sizes of the files, in MB.
const SIZES: [usize; 2] = [1, 50];
/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_millis(5);
/// A peer that takes longer, or more memory, is ended: it has lost, and the machine is needed.
const PATIENCE: Duration = Duration::from_secs(300);
const MOST_MEMORY: f64 = 6000.0;

/// What a process took.
pub struct Taken {
    pub seconds: f64,
    /// The most that it held, in MB.
    pub peak: f64,
}

/// Rows for each format and size.
pub fn papers(table: &mut Table) {
    for size in SIZES {
        for format in FORMATS {
            let folder = tempfile::tempdir().unwrap();
            let path = paper(folder.path(), format, size * 1_000_000);
            let bytes = fs::metadata(&path).unwrap().len() as f64 / 1e6;
            let ours = watched(ours(folder.path(), &path)).unwrap_or_else(|| panic!("{format} of {size} MB is not taken in"));
            let (peer, command) = peer(format, &path);
            let given_up = command.is_some();
            let theirs = command.and_then(watched);
            let peer = if given_up && theirs.is_none() { "pandoc, ended: too much" } else { peer };
            let times = format!("{size} MB");
            let rate = |taken: &Taken| bytes / taken.seconds;
            table.add(Row::new(&times, format!("import, {format}, a second"), rate(&ours), "MB").peer(
                peer,
                theirs.as_ref().map(rate),
                |_| true,
            ));
            table.add(
                Row::new(&times, format!("import, {format}, peak memory"), ours.peak, "MB").aim("< 1 GB").met(ours.peak < 1000.0).peer(
                    peer,
                    theirs.as_ref().map(|taken| taken.peak),
                    |_| true,
                ),
            );
        }
    }
}

/// Our import into an empty library.
fn ours(home: &Path, path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.arg("import").arg(path).env("SHIRUBE_DICTIONARY", place::dictionary());
    for (option, folder) in [("--data-dir", "data"), ("--index-dir", "index")] {
        command.arg(option).arg(home.join(folder));
    }
    command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_STATE_HOME", home.join("state"));
    command
}

/// What turns a file of the format into text, as far as something does.
fn peer(format: &str, path: &Path) -> (&'static str, Option<Command>) {
    let pandoc = |from: &str| {
        let mut command = Command::new("pandoc");
        command.args(["-f", from, "-t", "plain"]).arg(path);
        ("pandoc -t plain", super::installed("pandoc").then_some(command))
    };
    match format {
        "txt" | "md" => pandoc("markdown"),
        "html" | "csv" | "docx" => pandoc(format),
        "pdf" => {
            let mut command = Command::new("pdftotext");
            command.arg("-layout").arg(path).arg("-");
            ("pdftotext -layout", super::installed("pdftotext").then_some(command))
        }
        _ => ("", None),
    }
}

/// Runs a process to its end and looks at its memory; `None` where it fails, or is ended because it takes too much.
pub fn watched(mut command: Command) -> Option<Taken> {
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let mut peak: f64 = 0.0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let held = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = held.and_then(|held| held.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0;
        peak = peak.max(held);
        if begun.elapsed() > PATIENCE || peak > MOST_MEMORY {
            drop(child.kill());
        }
        std::thread::sleep(LOOK);
    };
    let seconds = begun.elapsed().as_secs_f64();
    status.success().then_some(Taken { seconds, peak })
}
