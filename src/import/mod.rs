//! Original documents -> what can be recognised in them: outline, programmes with amounts, projects, indicators, ministries.
//!
//! `formats` makes `blocks` of files of any kind (`repair` mends lines that are broken, `lines` knows what one looks like by itself), `facts`
//! finds what the blocks say, `known` looks up what the corpus has of them, `session` tells which document it is, `attach` makes a document
//! of the library of it: `original` puts the text beside the records that the corpus has, `compose` makes records of what it has not. `score`
//! compares them with records that are known. Nothing here is keyed to particular documents: next year's have other numbers.

mod attach;
mod blocks;
mod builder;
mod compose;
mod error;
mod facts;
mod formats;
mod known;
mod lines;
mod original;
mod repair;
pub mod score;
mod session;
mod sheets;

use std::path::Path;

use serde::Serialize;

use formats::{Extracted, Input};

use crate::text::fold::fold;

pub use attach::{Attached, Incoming};
pub use blocks::{Block, BlockKind};
pub use error::Error;
pub use facts::{
    Allocated, Certainty, Doubt, FilePlace, FoundAllocation, FoundAmount, FoundProgramme, FoundProject, Heading, Indicator, Ministries,
    MinistryShare,
};
pub use formats::Format;
pub use known::{Known, Match, Mention, Standing};
pub use session::ImportSession;
pub use sheets::{TableFile, tables};

/// How much of the work is done when a file's content is there, when its blocks are, and when its headings are found; measured on 40 MB of
/// text.
const CONTENT: f64 = 0.05;
const EXTRACTED: f64 = 0.6;
const OUTLINED: f64 = 0.7;

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
    /// All the money of a channel, by stage.
    pub allocations: Vec<FoundAllocation>,
    /// Projects with their money.
    pub projects: Vec<FoundProject>,
    /// Programmes with their money.
    pub programmes: Vec<FoundProgramme>,
    /// Indicators with values.
    pub indicators: Vec<Indicator>,
    /// What a reader should look at.
    pub doubts: Vec<Doubt>,
    /// What it is made of, in order.
    #[serde(skip)]
    pub blocks: Vec<Block>,
}

/// The SHA-256 of a file, in hexadecimal: whether it is the one that was taken in before.
///
/// # Errors
/// As [`read`].
pub fn fingerprint(path: &Path) -> Result<String, Error> {
    Ok(session::sha256(&formats::content(path)?))
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn fingerprint_of(bytes: &[u8]) -> String {
    session::sha256(bytes)
}

/// Reads a file and recognises what it can, ministries by the codes that the corpus has.
///
/// # Errors
/// When the file cannot be read, is too large, is no document, holds no text, or its PDF cannot be made text of.
pub fn read(path: &Path, ministries: &Ministries) -> Result<Draft, Error> {
    read_telling(path, ministries, false, &mut |_| {})
}

/// As [`read`]; with `recognise` the text of a PDF's pages that have none is recognised, and `tell` hears about how much is done, 0 to 1.
///
/// # Errors
/// As [`read`].
pub fn read_telling(path: &Path, ministries: &Ministries, recognise: bool, tell: &mut dyn FnMut(f64)) -> Result<Draft, Error> {
    let extracted = {
        let content = formats::content(path)?;
        tell(CONTENT);
        extracted(&Input::new(path, &content).recognising(recognise), path, &mut |share| tell(CONTENT + (EXTRACTED - CONTENT) * share))?
    };
    tell(EXTRACTED);
    Ok(draft(name_of(path), extracted, ministries, tell))
}

/// Recognises what it can in a document that is no PDF and stands in memory; `path` is what it is called.
///
/// # Errors
/// When it is no document, or holds no text.
pub fn read_content(path: &Path, content: &[u8], ministries: &Ministries) -> Result<Draft, Error> {
    let extracted = extracted(&Input::new(path, content), path, &mut |_| {})?;
    Ok(draft(name_of(path), extracted, ministries, &mut |_| {}))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn extracted(input: &Input, path: &Path, tell: &mut dyn FnMut(f64)) -> Result<Extracted, Error> {
    let extracted = formats::read(input, tell)?;
    if extracted.blocks.is_empty() { Err(Error::Empty(path.to_owned())) } else { Ok(extracted) }
}

/// A document's title: one of its first lines that says what it is, else the line that stands over its first heading.
fn title(blocks: &[Block]) -> Option<String> {
    const LONGEST: usize = 70;
    const FIRST: usize = 12;
    const WORDS: [&str; 11] = ["計画", "戦略", "予算", "要求", "ポイント", "について", "資料", "報告", "方針", "概要", "一覧"];
    let lines = blocks.iter().take(FIRST).filter(|block| !matches!(block.kind, BlockKind::Row { .. }));
    let may_be_one = |text: &&str| {
        text.chars().count() <= LONGEST && !text.contains(['。', '、']) && !text.starts_with(['・', '●', '◆', '〇', '○']) && !is_stamp(text)
    };
    let of = |block: &Block| block.text().trim_start_matches('#').trim().to_owned();
    let named = lines.map(of).filter(|text| may_be_one(&text.as_str())).find(|text| WORDS.iter().any(|word| text.contains(word)));
    let over = || {
        let first = blocks.first().filter(|block| block.kind == BlockKind::Text)?;
        let heading = blocks.iter().take(FIRST).any(|block| matches!(block.kind, BlockKind::Heading { .. }));
        Some(of(first)).filter(|text| heading && may_be_one(&text.as_str()) && !text.contains(['円', '：', ':']))
    };
    named.or_else(over)
}

/// Whether a line is the number that a meeting gives a paper: `資料１`, `参考資料2-1`.
fn is_stamp(text: &str) -> bool {
    let number = ["参考資料", "配布資料", "資料"].into_iter().find_map(|stamp| text.strip_prefix(stamp));
    number.is_some_and(|number| fold(number).chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '-'))
}

/// Recognises what it can in what a file holds.
fn draft(name: String, extracted: Extracted, ministries: &Ministries, tell: &mut dyn FnMut(f64)) -> Draft {
    let Extracted { format, encoding, title: given, blocks, doubts: aside, recognised } = extracted;
    let mut headings = facts::outline(&blocks, ministries);
    tell(OUTLINED);
    let first = || headings.first().map(|heading| heading.title.clone());
    let said = |title: &String| !title.trim().is_empty();
    let title = given.filter(said).or_else(|| title(&blocks).filter(said)).or_else(|| first().filter(said));
    // A file's name is a title for want of a better one; it says nothing of the sums.
    let mut found = facts::recognise(title.as_deref().unwrap_or_default(), &blocks, ministries);
    let title = title.unwrap_or_else(|| name.clone());
    found.doubt_pages(&recognised);
    // A project's heading is its name: the money behind it is told as money.
    for heading in &mut headings {
        if let Ok(at) = found.projects.binary_search_by_key(&heading.line, |project| project.line) {
            heading.title.clone_from(&found.projects[at].name);
        }
    }
    tell(1.0);
    let aside = aside.into_iter().map(|(text, why)| Doubt::new(FilePlace::default(), text, why));
    let doubts = aside.chain(found.doubts).collect();
    Draft {
        name,
        format,
        encoding,
        title,
        fiscal_year: found.fiscal_year,
        headings,
        allocations: found.allocations,
        projects: found.projects,
        programmes: found.programmes,
        indicators: found.indicators,
        doubts,
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_nothing_of_its_sums() {
        let read = read_content(Path::new("r3.txt"), "● 月面疾患研究事業：概算要求額 3億円\n".as_bytes(), &Ministries::default());
        let draft = read.ok();
        assert_eq!(draft.as_ref().map(|draft| (draft.title.as_str(), draft.fiscal_year)), Some(("r3.txt", None)));
    }

    #[test]
    fn a_title_is_what_stands_over_the_first_heading_and_no_number_of_a_paper() {
        let title = |text: &str| read_content(Path::new("a.txt"), text.as_bytes(), &Ministries::default()).map(|draft| draft.title).ok();
        for (text, expected) in [
            ("資料１\n令和９年度 予算の概算要求について\n", "令和９年度 予算の概算要求について"),
            ("地域医療構想の推進に関する条例\n\n第一章　総則\n", "地域医療構想の推進に関する条例"),
            ("● 創薬支援推進事業：3億円\n１．概況\n", "概況"),
            ("創薬支援推進事業 3億円\n", "a.txt"),
        ] {
            assert_eq!(title(text).as_deref(), Some(expected), "{text}");
        }
    }
}
