//! Output formats, and the only place that prints.
//!
//! The rule for what reaches a terminal: the text of the corpus and the library was cleaned when it was read; everything else (arguments,
//! file names, messages of the system or another program) is cleaned here, where it is printed. A line, or a cell of a table, of CSV or of
//! TSV, contains no character that a terminal would obey, wherever it goes. JSON is data and keeps every character, as an escape
//! (`\\u001b`): a parser reads what was there.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::present::Table;
use crate::present::writers::{self, Form};
use crate::text::clean::{clean, clean_lines, is_suspect};

/// Returns buffered standard output, for text of many lines: each by itself would wake whatever reads them.
fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Returns true if standard output is a terminal that a person reads.
pub(super) fn at_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints a table, after a byte order mark if one is wanted.
pub(super) fn table(table: &Table, form: Form, marked: bool) -> io::Result<()> {
    let mut out = out();
    if marked {
        write!(out, "\u{feff}")?;
    }
    writers::write(table, form, &mut out)
}

/// Prints a value as JSON, indented.
pub(super) fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = out();
    writers::write_value(value, &mut out)?;
    writeln!(out)?;
    out.flush()
}

/// Prints text, cleaned line by line.
pub(super) fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{}", clean_lines(text))
}

/// Prints a line of pieces, cleaned, each with a flag that is true if it matched the search: in colour, or in brackets without colour.
pub(super) fn marked<'p>(before: &str, pieces: impl IntoIterator<Item = (bool, &'p str)>, colour: bool) -> io::Result<()> {
    let pieces = pieces.into_iter().map(|(is_marked, piece)| {
        let piece = clean(piece);
        match (is_marked, colour) {
            (false, _) => piece.into_owned(),
            (true, true) => format!("\u{1b}[1;33m{piece}\u{1b}[0m"),
            (true, false) => format!("【{piece}】"),
        }
    });
    writeln!(io::stdout().lock(), "{before}{}", pieces.collect::<String>())
}

/// Prints a message on stderr; if nobody can read it, nothing is lost.
pub(super) fn complain(text: &str) {
    drop(writeln!(io::stderr().lock(), "{}", clean_lines(text)));
}

/// Reports what is wrong with the arguments, or prints what was asked of the command line itself (help, version). In clap's colours, unless
/// an argument contains characters that a terminal would obey: clap repeats arguments as they are.
pub(super) fn refuse(error: &clap::Error, arguments: &[OsString]) {
    let plain = |argument: &OsString| argument.to_str().is_some_and(|text| !text.chars().any(is_suspect));
    let text = || error.render().to_string();
    if arguments.iter().all(plain) {
        drop(error.print());
    } else if error.use_stderr() {
        complain(text().trim_end());
    } else {
        drop(line(text().trim_end()));
    }
}

/// A progress bar on stderr, shown if a person is there to see it.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Creates a bar that is not shown until it is set.
    pub fn new(what: &'static str) -> Self {
        const STEPS: u64 = 1000;
        let bar = if io::stderr().is_terminal() { ProgressBar::new(STEPS) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {percent:>3}% {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self { bar }
    }

    /// Sets the share done, 0 to 1.
    pub fn set(&self, share: f64) {
        let length = self.bar.length().unwrap_or(0) as f64;
        self.bar.set_position((share.clamp(0.0, 1.0) * length) as u64);
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
