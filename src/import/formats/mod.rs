//! Files of any kind -> text. The kind is told by what a file holds, not by its name.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::Error;

/// Larger files are not read, in bytes.
pub(super) const LARGEST: u64 = 512 * 1024 * 1024;
/// A PDF's text is cut at this many bytes: a page of compressed nothing may grow without end.
const LARGEST_TEXT: u64 = 64 * 1024 * 1024;
/// A PDF that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(120);
/// What `pdftotext` may take, in kilobytes.
const PDF_MEMORY: u64 = 2_000_000;
/// How much of a file is looked at to tell what it is.
const SAMPLE: usize = 8 * 1024;
/// More broken characters than this share, and the file is no text.
const BROKEN: f64 = 0.02;

/// What kind of file a document came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    Text,
    Markdown,
    Html,
    Pdf,
}

/// What a PDF begins with.
const PDF: &[u8] = b"%PDF-";

/// A file's text.
#[derive(Debug)]
pub(super) struct Extracted {
    pub format: Format,
    pub encoding: &'static str,
    pub text: String,
}

/// A file's bytes, where it is a file and no larger than what is read.
pub(super) fn content(path: &Path) -> Result<Vec<u8>, Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(io)?;
    // A device or a pipe may never end.
    if !metadata.is_file() {
        return Err(Error::NoFile(path.to_owned()));
    }
    let bytes = metadata.len();
    if bytes > LARGEST {
        return Err(Error::TooLarge { path: path.to_owned(), bytes });
    }
    fs::read(path).map_err(io)
}

pub(super) fn extract(path: &Path) -> Result<Extracted, Error> {
    let content = content(path)?;
    if content.starts_with(PDF) {
        return Ok(Extracted { format: Format::Pdf, encoding: "UTF-8", text: pdf(path)? });
    }
    decoded(path, &content)
}

/// The text of a file's content, which is no PDF's; `path` tells its kind.
pub(super) fn decoded(path: &Path, content: &[u8]) -> Result<Extracted, Error> {
    let sample = &content[..content.len().min(SAMPLE)];
    if sample.contains(&0) && !content.starts_with(&[0xff, 0xfe]) && !content.starts_with(&[0xfe, 0xff]) {
        return Err(Error::Binary(path.to_owned()));
    }
    let (text, encoding) = decode(content).ok_or_else(|| Error::Binary(path.to_owned()))?;
    let named = |names: &[&str]| path.extension().is_some_and(|end| names.iter().any(|name| end.eq_ignore_ascii_case(name)));
    let begins = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    if begins.starts_with("<!doctype html") || begins.starts_with("<html") || named(&["html", "htm"]) {
        // Lines are joined again later; here none may be broken.
        let text = html2text::from_read(text.as_bytes(), usize::from(u16::MAX)).unwrap_or_default();
        return Ok(Extracted { format: Format::Html, encoding, text });
    }
    let format = if named(&["md", "markdown"]) { Format::Markdown } else { Format::Text };
    Ok(Extracted { format, encoding, text })
}

/// The text of bytes in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP, and the encoding's name; `None` where it is no text.
fn decode(content: &[u8]) -> Option<(String, &'static str)> {
    if let Ok(text) = std::str::from_utf8(content) {
        return Some((text.trim_start_matches('\u{feff}').to_owned(), "UTF-8"));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(content, true);
    let guessed = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    let (text, encoding, _) = guessed.decode(content);
    let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace())).count();
    (broken as f64 <= text.chars().count() as f64 * BROKEN).then(|| (text.into_owned(), encoding.name()))
}

/// A PDF's text by poppler's `pdftotext`, within bounds of time, memory and size.
fn pdf(path: &Path) -> Result<String, Error> {
    let failed = |reason: String| Error::Pdf { path: path.to_owned(), reason };
    // A name that begins with a hyphen is no option.
    let path_of_file = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v {PDF_MEMORY}; exec pdftotext -q -enc UTF-8 \"$1\" -"), "sh"]).arg(&path_of_file);
        shell
    } else {
        let mut direct = Command::new("pdftotext");
        direct.args(["-q", "-enc", "UTF-8"]).arg(&path_of_file).arg("-");
        direct
    };
    let missing = "pdftotext is not there; install poppler-utils (Debian), or give the document as text".to_owned();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|_| failed(missing.clone()))?;
    let (sender, read) = mpsc::channel();
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
    // Cut output leaves the program with nobody to write to: it is ended rather than waited for.
    if matches!(&text, Ok(Ok(text)) if text.len() as u64 >= LARGEST_TEXT) {
        drop(child.kill());
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    match text {
        Err(_) => Err(failed(format!("its text was not there after {} seconds; it was given up", LONGEST.as_secs()))),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Ok(Ok(text)) if text.is_empty() && !status.success() => Err(failed(match status.code() {
            Some(127) => missing,
            _ => "it is damaged or locked: pdftotext finds no text in it".to_owned(),
        })),
        Ok(Ok(text)) => Ok(String::from_utf8_lossy(&text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    const TEXT: &str = "医療分野研究開発推進計画の概要と、感染症プロジェクトについて。創薬支援推進事業を含む。";

    fn of(name: &str, content: &[u8]) -> Result<Extracted, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        extract(&path)
    }

    #[test]
    fn japanese_encodings_are_told_apart() {
        for (encoding, name) in [(encoding_rs::UTF_8, "UTF-8"), (encoding_rs::SHIFT_JIS, "Shift_JIS"), (encoding_rs::EUC_JP, "EUC-JP")] {
            let (content, ..) = encoding.encode(TEXT);
            let extracted = of("a.txt", &content).unwrap();
            assert_eq!((extracted.text.as_str(), extracted.encoding), (TEXT, name));
        }
    }

    #[test]
    fn binary_data_under_a_texts_name_is_refused() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(of("a.txt", &noise), Err(Error::Binary(_))));
    }

    #[test]
    fn html_loses_its_tags_and_a_name_may_hold_anything() {
        let extracted = of("a\nb.html", b"<html><body><h1>Plan</h1><p>one &amp; two</p></body></html>").unwrap();
        assert_eq!(extracted.format, Format::Html);
        assert!(extracted.text.contains("one & two") && !extracted.text.contains('<'), "{}", extracted.text);
    }

    #[test]
    fn a_broken_pdf_is_an_error_and_no_more() {
        assert!(matches!(of("a.pdf", b"%PDF-1.7\nthis is no more than a beginning"), Err(Error::Pdf { .. })));
    }
}
