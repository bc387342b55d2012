//! PDF -> blocks: its text by poppler's `pdftotext`, in a process of its own with bounds on what it may take.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Format, FormatReader, Input, text};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// How PDFs are told and read.
pub(super) const READER: FormatReader = FormatReader { format: Format::Pdf, tells: |input| input.content.starts_with(BEGINS), read };

/// What a PDF begins with.
const BEGINS: &[u8] = b"%PDF-";
/// A PDF's text is cut at this many bytes: a page of compressed nothing may grow without end.
const LARGEST_TEXT: u64 = 64 * 1024 * 1024;
/// A PDF that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(120);
/// What `pdftotext` may take, in kilobytes.
const PDF_MEMORY: u64 = 2_000_000;

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    text::lines(&extract(input.path)?, blocks);
    Ok(())
}

/// A PDF's text by poppler's `pdftotext`, within bounds of time, memory and size.
fn extract(path: &Path) -> Result<String, Error> {
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
