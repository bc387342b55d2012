//! Output formats, and the only place that prints.
//!
//! The rule of what reaches a terminal: the text of corpus and library was cleaned when it was read; all else (arguments, names of files, what
//! the system or another program says) is cleaned here, where it is printed. A line, and a cell of a table, of CSV and of TSV, holds no sign
//! that a terminal would obey, to whomever it goes. JSON is data and keeps every sign, as an escape (`\\u001b`): a parser reads what was there.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::app::sheet::Sheet;
use crate::text::clean::{clean, clean_lines, is_suspect};
use crate::text::width::{pad, width};

/// In which form a list is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Format {
    /// Aligned columns for people.
    #[default]
    Table,
    /// JSON.
    Json,
    /// Tab-separated values with a header row.
    Tsv,
    /// Comma-separated values with a header row.
    Csv,
}

/// Standard output for what has many lines: each by itself would wake whoever reads them.
fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Prints a sheet. JSON: an array of objects, where a command has no richer form.
pub(super) fn sheet(sheet: &Sheet, format: Format) -> io::Result<()> {
    match format {
        Format::Csv => separated(sheet, b',', out()),
        Format::Tsv => separated(sheet, b'\t', out()),
        Format::Table => aligned(sheet),
        Format::Json => {
            let object = |row: &Vec<String>| sheet.columns.iter().copied().zip(row).map(|(name, cell)| (name, value(name, cell))).collect();
            json(&sheet.rows.iter().map(object).collect::<Vec<BTreeMap<&str, serde_json::Value>>>())
        }
    }
}

/// A cell in JSON: what is empty is null, and what counts is a number.
fn value(column: &str, cell: &str) -> serde_json::Value {
    const NUMBERS: [&str; 5] = ["amount", "change", "fiscal_year", "links", "period"];
    if cell.is_empty() {
        return serde_json::Value::Null;
    }
    let number = if NUMBERS.contains(&column) { cell.parse::<serde_json::Number>().ok() } else { None };
    number.map_or_else(|| cell.into(), serde_json::Value::Number)
}

/// Columns as wide as their widest cell; the last as long as it is. Nothing is cut: a pipe has no width.
fn aligned(sheet: &Sheet) -> io::Result<()> {
    let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.iter().map(|cell| clean(cell).into_owned()).collect()).collect();
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = sheet.columns.iter().enumerate().map(|(column, name)| widest(column).max(width(name))).collect();
    let mut out = out();
    let headings: Vec<String> = sheet.columns.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(&headings).chain(&rows) {
        let last = row.len().saturating_sub(1);
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| if column == last { cell.clone() } else { pad(cell, *width) });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    out.flush()
}

/// Writes a sheet with a heading, its cells parted by `separator` and quoted where they need it.
pub(super) fn separated(sheet: &Sheet, separator: u8, to: impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(to);
    writer.write_record(&sheet.columns)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| clean(cell).into_owned()))?;
    }
    writer.flush()
}

/// Prints a value as JSON, indented.
pub(super) fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = out();
    write_json(value, &mut out)?;
    writeln!(out)?;
    out.flush()
}

/// Writes a value as JSON, indented. Signs that a terminal would obey are escaped.
pub(super) fn write_json(value: &impl Serialize, to: impl Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(to, Escaping(PrettyFormatter::new()));
    Ok(value.serialize(&mut serializer)?)
}

/// Indents, and escapes what JSON would let stand in a text: C1 controls, direction overrides, invisible characters.
struct Escaping(PrettyFormatter<'static>);

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_suspect(*c)) {
            let (plain, from) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = from.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

/// Prints text, cleaned line by line.
pub(super) fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{}", clean_lines(text))
}

/// Prints a line of pieces, cleaned, each with whether it is one that was searched for: in colour, or in brackets where there is none.
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

/// Says something on stderr; where nobody can hear it, nothing is lost.
pub(super) fn complain(text: &str) {
    drop(writeln!(io::stderr().lock(), "{}", clean_lines(text)));
}

/// Says what is wrong with the arguments, or what was asked of the command line itself. In clap's colours, unless an argument holds signs
/// that a terminal would obey: clap repeats arguments as they are.
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

/// A progress bar on stderr, where a person is there to see it.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that is not shown before it is set.
    pub fn new(what: &'static str) -> Self {
        const STEPS: u64 = 1000;
        let bar = if io::stderr().is_terminal() { ProgressBar::new(STEPS) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {percent:>3}% {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self { bar }
    }

    /// The share done, 0 to 1.
    pub fn set(&self, share: f64) {
        let length = self.bar.length().unwrap_or(0) as f64;
        self.bar.set_position((share.clamp(0.0, 1.0) * length) as u64);
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
