//! Conversion of PDF to blocks: the text by poppler's `pdftotext`, in a process of its own with limits on what it may use.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::layout::{self, Ruler};
use super::ocr::Recogniser;
use super::text::PAGE_BREAK;
use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;
use crate::text::clean::clean;

/// Reader of PDFs.
pub(super) const READER: FormatReader = FormatReader { format: Format::Pdf, tells: |input| input.content.starts_with(BEGINS), read };

/// First bytes of a PDF.
const BEGINS: &[u8] = b"%PDF-";
/// Length at which a PDF's text is cut, in bytes: a page of compressed nothing may grow without end.
const LARGEST_TEXT: u64 = 64 * 1024 * 1024;
/// Longest time that a PDF may take before it is given up.
const LONGEST: Duration = Duration::from_secs(120);
/// Number of bytes that are kept of the complaints of `pdftotext`.
const SAID: u64 = 4 * 1024;
/// Memory that `pdftotext` may use, in kilobytes.
const PDF_MEMORY: u64 = 2_000_000;

/// Number of lines of one or two characters, and their share of all lines, from which text is set vertically.
const VERTICAL_LINES: usize = 12;
const VERTICAL: f64 = 0.8;
/// Share of odd characters above which, if they outnumber the Japanese ones, a text comes from fonts that do not say which letters their
/// characters are.
const GARBLED: f64 = 0.3;

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let failed = |reason: &str| Error::Pdf { path: input.path.to_owned(), reason: reason.to_owned() };
    let plain = extract(input.path, false)?;
    // Text set out in columns keeps its rows; if that cannot be had, the text is there all the same.
    let set_out = extract(input.path, true).unwrap_or_default();
    let mut set_out = set_out.split(PAGE_BREAK);
    let pages: Vec<&str> = plain.strip_suffix(PAGE_BREAK).unwrap_or(&plain).split(PAGE_BREAK).collect();
    let (mut empty, mut vertical, mut garbled) = (Vec::new(), Vec::new(), Vec::new());
    let recogniser = if input.recognise { Some(Recogniser::new().map_err(|why| failed(&why))?) } else { None };
    blocks.expect(plain.len());
    for (number, page) in (1..).zip(&pages) {
        let set_out: Vec<&str> = set_out.next().unwrap_or_default().lines().collect();
        let tables = layout::tables(&set_out, Ruler::Signs);
        if let Some(recogniser) = recogniser.as_ref().filter(|_| page.trim().is_empty() || is_garbled(page) || is_vertical(page)) {
            match recogniser.lines(input.path, number) {
                Ok(lines) if !lines.is_empty() => {
                    blocks.recognised_page(number);
                    lines.iter().for_each(|line| blocks.line(line));
                    blocks.doubt(&format!("p.{number}"), "文字認識で読んだ頁。確かなものはない");
                    continue;
                }
                Ok(_) => {}
                Err(why) => blocks.doubt(&format!("p.{number}"), &why),
            }
        }
        if page.trim().is_empty() {
            empty.push(number);
            continue;
        }
        if is_garbled(page) {
            garbled.push(number);
            continue;
        }
        if is_vertical(page) {
            vertical.push(number);
            continue;
        }
        blocks.page(number);
        let in_tables = |line: &str| tables.iter().any(|table| table.pieces.contains(line.trim()));
        let lines: Vec<&str> = page.lines().filter(|line| !in_tables(line)).collect();
        together(&lines, &layout::apart(&set_out)).iter().for_each(|line| blocks.line(line));
        for table in tables {
            blocks.table();
            table.rows.into_iter().for_each(|(_, row)| blocks.row(row, false));
        }
    }
    let left_out = empty.len() + vertical.len() + garbled.len();
    let why = [
        (
            &empty,
            "文字のない頁（画像の頁など）。import --ocr が文字を認識する",
            "no page has text; it may be a scan: `shirube import --ocr` has its text recognised",
        ),
        (
            &vertical,
            "縦に組まれた頁で、文の順が分からない",
            "its text is set vertically, and in which order it is to be read cannot be told",
        ),
        (
            &garbled,
            "フォントが、どの字かを言わない頁",
            "its fonts do not say which letters their signs are; print it to a new PDF, or have its text recognised",
        ),
    ];
    for (numbers, why, refusal) in why {
        if left_out == pages.len() && !numbers.is_empty() {
            return Err(failed(refusal));
        }
        if !numbers.is_empty() {
            let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
            blocks.doubt(&format!("p.{}", list.join(", ")), why);
        }
    }
    Ok(())
}

/// Returns the lines with those joined that are on one line of the page, such as a name and its amount; `apart` holds the pieces of such
/// lines, which may come some lines later.
fn together(lines: &[&str], apart: &[Vec<String>]) -> Vec<String> {
    /// Number of lines within which the pieces of one line come.
    const NEAR: usize = 8;
    let mut whole: HashMap<&str, Vec<&[String]>> = HashMap::new();
    for pieces in apart {
        whole.entry(pieces.first().map_or("", String::as_str)).or_default().push(pieces);
    }
    let (mut joined, mut taken) = (Vec::with_capacity(lines.len()), vec![false; lines.len()]);
    for (at, line) in lines.iter().enumerate() {
        if taken[at] {
            continue;
        }
        // Positions of the pieces, in their order, among the lines that follow.
        let places = |pieces: &[String]| {
            let mut from = at;
            let place = |piece: &String| {
                let found = (from..lines.len().min(at + NEAR)).find(|next| !taken[*next] && lines[*next].trim() == piece)?;
                from = found + 1;
                Some(found)
            };
            pieces.iter().map(place).collect::<Option<Vec<usize>>>()
        };
        let found = whole.get(line.trim()).and_then(|ways| ways.iter().find_map(|pieces| Some((*pieces, places(pieces)?))));
        match found {
            Some((pieces, places)) => {
                joined.push(pieces.join("　　"));
                places.into_iter().for_each(|place| taken[place] = true);
            }
            None => joined.push((*line).to_owned()),
        }
    }
    joined
}

/// Returns true if a page is set vertically: nearly all of its lines are one or two characters.
fn is_vertical(page: &str) -> bool {
    let lines: Vec<usize> = page.lines().map(|line| line.trim().chars().count()).filter(|count| *count > 0).collect();
    let short = lines.iter().filter(|count| **count <= 2).count();
    let numbers = page.lines().filter(|line| line.trim().chars().all(|c| c.is_ascii_digit()) && !line.trim().is_empty()).count();
    short - numbers.min(short) >= VERTICAL_LINES && short as f64 >= lines.len() as f64 * VERTICAL
}

/// Returns true if a page's characters are not letters that anybody writes side by side.
fn is_garbled(page: &str) -> bool {
    let (mut odd, mut japanese, mut all) = (0_usize, 0_usize, 0_usize);
    for c in page.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        odd += usize::from(
            matches!(c, '\u{0080}'..='\u{024f}' | '\u{2010}'..='\u{203a}' | '\u{20a0}'..='\u{20bf}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}'),
        );
        japanese += usize::from(matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    }
    all >= 10 && odd as f64 > all as f64 * GARBLED && odd > japanese
}

/// Returns a PDF's text by poppler's `pdftotext`, within limits of time, memory and size; with `set_out`, it is set out with spaces as on
/// the page.
fn extract(path: &Path, set_out: bool) -> Result<String, Error> {
    let failed = |reason: String| Error::Pdf { path: path.to_owned(), reason };
    // A name that begins with a hyphen must not be taken for an option.
    let path_of_file = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let option = if set_out { "-layout" } else { "" };
        shell.args(["-c", &format!("ulimit -v {PDF_MEMORY}; exec pdftotext {option} -enc UTF-8 \"$1\" -"), "sh"]).arg(&path_of_file);
        shell
    } else {
        let mut direct = Command::new("pdftotext");
        direct.args(["-enc", "UTF-8"]).args(set_out.then_some("-layout")).arg(&path_of_file).arg("-");
        direct
    };
    let missing = "pdftotext is not there; install poppler-utils (Debian), or give the document as text".to_owned();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|_| failed(missing.clone()))?;
    let (sender, read) = mpsc::channel();
    // What it says of the file: the first line is enough, and the rest must not block it.
    let complaint = child.stderr.take().map(|mut complaint| {
        thread::spawn(move || {
            let mut said = Vec::new();
            let first = complaint.by_ref().take(SAID).read_to_end(&mut said);
            drop((first, std::io::copy(&mut complaint, &mut std::io::sink())));
            String::from_utf8_lossy(&said).lines().next().map(|line| clean(line).into_owned()).unwrap_or_default()
        })
    });
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || {
            let mut text = Vec::new();
            let result = output.take(LARGEST_TEXT).read_to_end(&mut text).map(|_| text);
            drop(sender.send(result));
        });
    }
    let text = read.recv_timeout(LONGEST);
    if text.is_err() {
        drop(child.kill());
    }
    // Cutting the output leaves the program with nobody to write to: it is ended rather than waited for.
    if matches!(&text, Ok(Ok(text)) if text.len() as u64 >= LARGEST_TEXT) {
        drop(child.kill());
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    let said = || {
        complaint
            .and_then(|complaint| complaint.join().ok())
            .filter(|said| !said.is_empty())
            .unwrap_or_else(|| "it does not say why".to_owned())
    };
    match text {
        Err(_) => Err(failed(format!("its text was not there after {} seconds; it was given up", LONGEST.as_secs()))),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Ok(Ok(text)) if text.is_empty() && !status.success() => Err(failed(match status.code() {
            Some(127) => missing,
            _ => format!("it is damaged or locked: pdftotext finds no text in it ({})", said()),
        })),
        Ok(Ok(text)) => Ok(String::from_utf8_lossy(&text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_sum_on_one_line_of_the_page_are_one_line() {
        let apart = [["甲研究事業", "1,200"], ["乙研究事業", "概算要求額 3億円"]].map(|pieces| pieces.map(str::to_owned).to_vec());
        let lines = ["一覧", "甲研究事業", "乙研究事業", "1,200", "概算要求額 3億円", "終わり"];
        assert_eq!(together(&lines, &apart), ["一覧", "甲研究事業　　1,200", "乙研究事業　　概算要求額 3億円", "終わり"]);
    }
}
