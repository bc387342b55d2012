//! Original documents -> what can be recognised in them: outline, programmes with amounts, projects, indicators, ministries.
//!
//! `extract` makes text of files of any kind, `repair` mends what extraction broke, `outline` finds headings, `recognise` finds facts (`money`:
//! what a line says of amounts), `known` looks up what the corpus has of them, `session` tells which document it is, `attach` makes a document
//! of the library of it: `original` puts the text beside the records that the corpus has, `compose` makes records of what it has not. `score`
//! compares them with records that are known. Nothing here is keyed to particular documents: next year's have other numbers.

mod attach;
mod builder;
mod compose;
mod extract;
mod known;
mod line;
mod money;
mod original;
mod outline;
mod recognise;
mod repair;
pub mod score;
mod session;

use std::path::{Path, PathBuf};

use serde::Serialize;

pub use attach::{Attached, Incoming};
pub use extract::Format;
pub use known::{Known, Match, Mention, Standing};
pub use line::Line;
pub use money::{Amount, Certainty};
pub use outline::{Heading, Ministries};
pub use recognise::{Indicator, Programme, Project};
pub use session::ImportSession;

/// How much of the work is done when a file's text is there, when it is mended, and when its headings are found; measured on 40 MB of text.
const EXTRACTED: f64 = 0.05;
const REPAIRED: f64 = 0.4;
const OUTLINED: f64 = 0.5;

/// Why a file cannot be taken in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is larger than what is read at once.
    #[error("{path} has {bytes} bytes; files of more than {} are not read", extract::LARGEST)]
    TooLarge {
        /// Which file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// There is not one line in it.
    #[error("{0} holds no text; a PDF of pictures needs its text recognised first")]
    Empty(PathBuf),
    /// It is a folder, a device or a pipe.
    #[error("{0} is no file")]
    NoFile(PathBuf),
    /// The file holds no text.
    #[error("{0} is no text, Markdown, HTML or PDF; it holds binary data")]
    Binary(PathBuf),
    /// A PDF cannot be read; why, and what to do.
    #[error("{path}: {reason}")]
    Pdf {
        /// Which file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
}

/// What a document holds, as far as it was recognised.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// The file's name.
    pub name: String,
    /// What kind of file it is.
    pub format: Format,
    /// How its characters were encoded.
    pub encoding: &'static str,
    /// The document's title: one of its first lines, else its first heading, else the file's name.
    pub title: String,
    /// The fiscal year that the document is of, where it says one above all others.
    pub fiscal_year: Option<u16>,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// Projects with their money.
    pub projects: Vec<Project>,
    /// Programmes with their money.
    pub programmes: Vec<Programme>,
    /// Indicators with values.
    pub indicators: Vec<Indicator>,
    /// What a reader should look at.
    pub doubts: Vec<String>,
    /// The repaired text.
    #[serde(skip)]
    pub lines: Vec<Line>,
}

/// The SHA-256 of a file, in hexadecimal: whether it is the one that was taken in before.
///
/// # Errors
/// As [`read`].
pub fn fingerprint(path: &Path) -> Result<String, Error> {
    Ok(session::sha256(&extract::content(path)?))
}

/// Reads a file and recognises what it can, ministries by the codes that the corpus has.
///
/// # Errors
/// When the file cannot be read, is too large, is no document, holds no text, or its PDF cannot be made text of.
pub fn read(path: &Path, ministries: &Ministries) -> Result<Draft, Error> {
    read_telling(path, ministries, &mut |_| {})
}

/// As [`read`]; `tell` hears about how much of it is done, 0 to 1.
///
/// # Errors
/// As [`read`].
pub fn read_telling(path: &Path, ministries: &Ministries, tell: &mut dyn FnMut(f64)) -> Result<Draft, Error> {
    let extracted = extract::extract(path)?;
    tell(EXTRACTED);
    recognised(path, &extracted, ministries, tell)
}

/// Recognises what it can in a document that is no PDF and stands in memory; `path` is what it is called.
///
/// # Errors
/// When it is no document, or holds no text.
pub fn read_content(path: &Path, content: &[u8], ministries: &Ministries) -> Result<Draft, Error> {
    recognised(path, &extract::decoded(path, content)?, ministries, &mut |_| {})
}

fn recognised(path: &Path, extracted: &extract::Extracted, ministries: &Ministries, tell: &mut dyn FnMut(f64)) -> Result<Draft, Error> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = draft(name, extracted, ministries, tell);
    if draft.lines.is_empty() { Err(Error::Empty(path.to_owned())) } else { Ok(draft) }
}

/// A document's title: one of its first lines that says what it is.
fn title(lines: &[Line]) -> Option<String> {
    const LONGEST: usize = 70;
    const FIRST: usize = 12;
    const WORDS: [&str; 10] = ["計画", "戦略", "予算", "要求", "ポイント", "について", "資料", "報告", "方針", "概要"];
    let titles = lines.iter().take(FIRST).map(|line| line.text.trim_start_matches('#').trim());
    let mut titles = titles
        .filter(|text| text.chars().count() <= LONGEST && !text.contains(['。', '、']) && !text.starts_with(['・', '●', '◆', '〇', '○']));
    titles.find(|text| WORDS.iter().any(|word| text.contains(word))).map(str::to_owned)
}

/// Recognises what it can in a text.
fn draft(name: String, extracted: &extract::Extracted, ministries: &Ministries, tell: &mut dyn FnMut(f64)) -> Draft {
    let (lines, mut doubts) = repair::repair(&extracted.text);
    tell(REPAIRED);
    let headings = outline::outline(&lines, ministries);
    tell(OUTLINED);
    let found = recognise::recognise(&lines, ministries);
    tell(1.0);
    doubts.extend(found.doubts);
    let title = title(&lines).or_else(|| headings.first().map(|heading| heading.title.clone())).unwrap_or_else(|| name.clone());
    Draft {
        name,
        format: extracted.format,
        encoding: extracted.encoding,
        title,
        fiscal_year: found.fiscal_year,
        headings,
        projects: found.projects,
        programmes: found.programmes,
        indicators: found.indicators,
        doubts,
        lines,
    }
}
