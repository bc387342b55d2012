//! Recognition of lines on pages that are pictures, by `pdftoppm` and `tesseract` in processes of their own with limits on what they may
//! use. The result is never certain.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Length of the longer side of a page as drawn, in dots: A4 at 300 per inch, which tesseract is made for, whatever size a scan claims to
/// have.
const LONGER_SIDE: u32 = 3_508;
/// Memory, in kilobytes, and processor time, in seconds, that each program may use.
const MEMORY: u64 = 2_000_000;
const SECONDS: u64 = 120;
/// Largest text of a page, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;
/// Certainty, in percent, below which words set horizontally may be set vertically.
const DOUBTED: f64 = 75.0;
/// Certainty, in percent, below which words are not words.
const LEAST: f64 = 10.0;

/// Recogniser of the text of pages.
pub(super) struct Recogniser {
    vertical: bool,
}

/// Recognised text of a page.
struct Recognised {
    lines: Vec<String>,
    /// Certainty of the text, as the average of its words, in percent.
    certainty: f64,
}

impl Recogniser {
    /// Returns the recogniser that is installed.
    ///
    /// # Errors
    /// If something is missing; says what, and how to get it.
    pub fn new() -> Result<Self, String> {
        let missing = |what: &str| {
            format!("{what} is not there; `make setup-ocr` installs it (Debian: tesseract-ocr, tesseract-ocr-jpn, tesseract-ocr-jpn-vert)")
        };
        let listed = Command::new("tesseract").arg("--list-langs").stdin(Stdio::null()).output().map_err(|_| missing("tesseract"))?;
        let said = [listed.stdout, listed.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let has = |language: &str| said.lines().any(|line| line.trim() == language);
        if !has("jpn") {
            return Err(missing("the Japanese of tesseract"));
        }
        Ok(Self { vertical: has("jpn_vert") })
    }

    /// Returns the lines of a page of a PDF, set horizontally or vertically, whichever is more certain.
    ///
    /// # Errors
    /// If the programs cannot read the page; says why.
    pub fn lines(&self, path: &Path, page: u32) -> Result<Vec<String>, String> {
        let horizontal = recognise(path, page, "jpn", 3)?;
        if horizontal.certainty >= DOUBTED || !self.vertical {
            return Ok(horizontal.lines);
        }
        let vertical = recognise(path, page, "jpn_vert", 5)?;
        Ok(if vertical.certainty > horizontal.certainty { vertical.lines } else { horizontal.lines })
    }
}

fn recognise(path: &Path, page: u32, language: &str, layout: u8) -> Result<Recognised, String> {
    // A name that begins with a hyphen must not be taken for an option.
    let path: PathBuf = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let line = format!(
        "ulimit -v {MEMORY}; ulimit -t {SECONDS}; pdftoppm -scale-to {LONGER_SIDE} -gray -f {page} -l {page} -png \"$1\" | \
         tesseract stdin stdout -l {language} --psm {layout} tsv"
    );
    let mut child = Command::new("sh")
        .args(["-c", &line, "sh"])
        .arg(&path)
        // Pages are read one after another: threads within one would only get in each other's way.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut text = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(LARGEST).read_to_end(&mut text).map_err(|error| error.to_string())?;
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err("its text cannot be recognised: the picture is too large, or damaged".to_owned());
    }
    Ok(read(&String::from_utf8_lossy(&text)))
}

/// Joins the words of tesseract's table into lines.
fn read(table: &str) -> Recognised {
    let (mut lines, mut last, mut ends): (Vec<String>, _, _) = (Vec::new(), None, 0);
    let (mut sum, mut count) = (0.0, 0_u32);
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[_, _, block, paragraph, line, _, left, _, width, height, certainty, word] = fields.as_slice() else { continue };
        let Some(certainty) = certainty.parse::<f64>().ok().filter(|certainty| *certainty >= LEAST) else { continue };
        let word = word.trim();
        if word.is_empty() {
            continue;
        }
        (sum, count) = (sum + certainty, count + 1);
        let number = |field: &str| field.parse::<u32>().unwrap_or(0);
        let apart = number(left).saturating_sub(ends) > number(height) * 2;
        ends = number(left).saturating_add(number(width));
        let place = (block.to_owned(), paragraph.to_owned(), line.to_owned());
        match lines.last_mut() {
            Some(text) if last.as_ref() == Some(&place) => {
                // Between Latin letters a blank separates words; between kanji it does not.
                let parted = text.ends_with(|c: char| c.is_ascii_alphanumeric()) && word.starts_with(|c: char| c.is_ascii_alphabetic());
                if apart {
                    text.push_str("　　");
                } else if parted {
                    text.push(' ');
                }
                text.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
        last = Some(place);
    }
    Recognised { lines, certainty: if count > 0 { sum / f64::from(count) } else { 0.0 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together_to_lines_and_noise_is_left_out() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90.5\t医療\n5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t80.5\t研究\n\
            5\t1\t1\t1\t2\t1\t0\t0\t9\t9\t99\tAMED\n5\t1\t1\t1\t2\t2\t9\t0\t9\t9\t90\tnews\n5\t1\t1\t1\t2\t2\t99\t0\t9\t9\t90\t12億円\n5\t1\t1\t1\t2\t3\t0\t0\t9\t9\t3\t。。\n";
        let recognised = read(table);
        assert_eq!(recognised.lines, ["医療研究", "AMED news　　12億円"]);
        assert!((recognised.certainty - 90.0).abs() < 0.01);
    }
}
