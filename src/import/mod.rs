//! Import of original documents: recognises their outline, programmes with amounts, projects, indicators and ministries.
//!
//! `formats` turns files of any kind into `blocks` (`repair` mends broken lines, `lines` classifies a line by its looks alone), `facts`
//! finds what the blocks say, `known` looks up what the corpus has of it, `session` identifies the document, and `attach` turns it into a
//! document of the library: `original` puts the text beside the records that the corpus has, `compose` makes records of what it does not
//! have. `score` compares drafts with known records. Nothing here is tied to particular documents: next year's will have different numbers.

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

/// Shares of the work that are done once a file's content is loaded, its blocks are extracted and its headings are found; measured on 40 MB
/// of text.
const CONTENT: f64 = 0.05;
const EXTRACTED: f64 = 0.6;
const OUTLINED: f64 = 0.7;

/// Content of a document, as far as it was recognised.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// Name of the file.
    pub name: String,
    /// Format of the file.
    pub format: Format,
    /// Character encoding of the file.
    pub encoding: &'static str,
    /// Title of the document: the one that the file gives itself, else one of its first lines, else its first heading, else the file's
    /// name.
    pub title: String,
    /// Fiscal year of the document, if it names one above all others.
    pub fiscal_year: Option<u16>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Total money of each channel, by stage.
    pub allocations: Vec<FoundAllocation>,
    /// Projects with their money.
    pub projects: Vec<FoundProject>,
    /// Programmes with their money.
    pub programmes: Vec<FoundProgramme>,
    /// Indicators with values.
    pub indicators: Vec<Indicator>,
    /// Doubts that a reader should look at.
    pub doubts: Vec<Doubt>,
    /// Blocks of the document, in order.
    #[serde(skip)]
    pub blocks: Vec<Block>,
}

/// Returns the SHA-256 of a file, in hexadecimal, by which a file that was imported before is recognised.
///
/// # Errors
/// Same as [`read`].
pub fn fingerprint(path: &Path) -> Result<String, Error> {
    Ok(session::sha256(&formats::content(path)?))
}

/// Returns the SHA-256 of bytes, in hexadecimal.
pub fn fingerprint_of(bytes: &[u8]) -> String {
    session::sha256(bytes)
}

/// Reads a file and recognises what it can; ministries are recognised by the codes in the corpus.
///
/// # Errors
/// If the file cannot be read, is too large, is not a document or holds no text, or if its PDF cannot be converted to text.
pub fn read(path: &Path, ministries: &Ministries) -> Result<Draft, Error> {
    read_telling(path, ministries, false, &mut |_| {})
}

/// Does the same as [`read`], but also recognises the text of a PDF's pages that have none if `recognise` is set, and reports progress,
/// from 0 to 1, to `tell`.
///
/// # Errors
/// Same as [`read`].
pub fn read_telling(path: &Path, ministries: &Ministries, recognise: bool, tell: &mut dyn FnMut(f64)) -> Result<Draft, Error> {
    let extracted = {
        let content = formats::content(path)?;
        tell(CONTENT);
        extracted(&Input::new(path, &content).recognising(recognise), path, &mut |share| tell(CONTENT + (EXTRACTED - CONTENT) * share))?
    };
    tell(EXTRACTED);
    Ok(draft(name_of(path), extracted, ministries, tell))
}

/// Recognises what it can in a document in memory that is not a PDF; `path` is its name.
///
/// # Errors
/// If it is not a document, or holds no text.
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

/// Returns a document's title: one of its first lines that says what the document is, else the line above its first heading.
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

/// Returns true if a line is the number that a meeting gives a paper: `資料１`, `参考資料2-1`.
fn is_stamp(text: &str) -> bool {
    let number = ["参考資料", "配布資料", "資料"].into_iter().find_map(|stamp| text.strip_prefix(stamp));
    number.is_some_and(|number| fold(number).chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '-'))
}

/// Recognises what it can in the extracted content of a file.
fn draft(name: String, extracted: Extracted, ministries: &Ministries, tell: &mut dyn FnMut(f64)) -> Draft {
    let Extracted { format, encoding, title: given, blocks, doubts: aside, recognised } = extracted;
    let mut headings = facts::outline(&blocks, ministries);
    tell(OUTLINED);
    let first = || headings.first().map(|heading| heading.title.clone());
    let said = |title: &String| !title.trim().is_empty();
    let title = given.filter(said).or_else(|| title(&blocks).filter(said)).or_else(|| first().filter(said));
    // A file's name is a title only for want of a better one; it says nothing about the amounts.
    let mut found = facts::recognise(title.as_deref().unwrap_or_default(), &blocks, ministries);
    let title = title.unwrap_or_else(|| name.clone());
    found.doubt_pages(&recognised);
    // A project's heading is its name: the money after it is reported as money.
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
