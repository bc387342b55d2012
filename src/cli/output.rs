//! Output formats, and the only place that prints.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::app::sheet::Sheet;
use crate::text::clean::clean;
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

/// Prints a sheet. JSON: an array of objects, where a command has no richer form.
pub(super) fn sheet(sheet: &Sheet, format: Format) -> io::Result<()> {
    match format {
        Format::Csv => separated(sheet, b',', io::stdout().lock()),
        Format::Tsv => separated(sheet, b'\t', io::stdout().lock()),
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
    let mut out = io::stdout().lock();
    let headings: Vec<String> = sheet.columns.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(&headings).chain(&rows) {
        let last = row.len().saturating_sub(1);
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| if column == last { cell.clone() } else { pad(cell, *width) });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
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
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)
}

/// Prints a line.
pub(super) fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}

/// Says something on stderr; where nobody can hear it, nothing is lost.
pub(super) fn complain(text: &str) {
    let text: Vec<String> = text.lines().map(|line| clean(line).into_owned()).collect();
    drop(writeln!(io::stderr().lock(), "{}", text.join("\n")));
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
