//! Scans: pages that are pictures are told as such, and read with `--ocr` where the reader has tesseract; nothing that comes of them is sure.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::pdf::pdf;
use crate::support::{Home, stderr};

/// Width, height and grey dots of a picture in PGM: `P5 WIDTH HEIGHT 255` and a byte a dot.
fn dots(pgm: &[u8]) -> (usize, usize, &[u8]) {
    let head: Vec<&[u8]> = pgm.splitn(4, u8::is_ascii_whitespace).collect();
    let number = |text: &[u8]| std::str::from_utf8(text).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(head[1]), number(head[2]));
    (width, height, &pgm[pgm.len() - width * height..])
}

/// A PDF whose only page is the picture of a page with these lines.
fn scan(folder: &Path, lines: &[&str]) -> Vec<u8> {
    let pieces: Vec<(usize, usize, String)> = lines.iter().enumerate().map(|(at, line)| (60, 60 + at * 24, (*line).to_owned())).collect();
    let path = folder.join("text.pdf");
    fs::write(&path, pdf(&[pieces])).unwrap();
    let drawn = Command::new("pdftoppm").args(["-r", "200", "-gray"]).arg(&path).stderr(Stdio::null()).output().unwrap();
    let (width, height, grey) = dots(&drawn.stdout);
    let draw = format!("q {width} 0 0 {height} 0 0 cm /I Do Q");
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let objects: [(String, &[u8]); 5] = [
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), b""),
        ("<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(), b""),
        (format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>"), b""),
        (format!("<</Length {}>>", draw.len()), draw.as_bytes()),
        (
            format!(
                "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>>",
                grey.len()
            ),
            grey,
        ),
    ];
    for (number, (object, stream)) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\n").bytes());
        if !stream.is_empty() {
            file.extend(b"stream\n");
            file.extend(*stream);
            file.extend(b"\nendstream\n");
        }
        file.extend(b"endobj\n");
    }
    let at = file.len();
    file.extend(b"xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n").bytes());
    file
}

#[test]
fn a_scan_is_told_and_read_with_nothing_sure() {
    let home = Home::new();
    let path = home.dir.path().join("scan.pdf");
    fs::write(&path, scan(home.dir.path(), &["令和8年度 概算要求の概要", "甲型疾患研究事業   令和8年度概算要求額 12億円"])).unwrap();
    let refused = home.run(&["import", "--dry-run", path.to_str().unwrap()]);
    assert!(!refused.status.success() && stderr(&refused).contains("--ocr"), "{}", stderr(&refused));
    if Command::new("tesseract").arg("--list-langs").output().is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("jpn")) {
        let read = home.json(&["import", "--dry-run", "--ocr", "--format", "json", path.to_str().unwrap()]);
        let draft = &read[0]["draft"];
        assert!(draft.is_object(), "{read}");
        let doubts = draft["doubts"].to_string();
        assert!(doubts.contains("文字認識で読んだ頁") && doubts.contains("p.1"), "{doubts}");
        let amounts = draft["programmes"].as_array().unwrap().iter().flat_map(|programme| programme["amounts"].as_array().unwrap());
        for amount in amounts {
            assert_eq!((amount["certainty"].as_str(), amount["page"].as_u64()), (Some("low"), Some(1)), "{amount}");
        }
    } else {
        println!("no tesseract with jpn here: --ocr is only refused (`make setup-ocr` installs it)");
        let refused = home.run(&["import", "--dry-run", "--ocr", path.to_str().unwrap()]);
        assert!(stderr(&refused).contains("make setup-ocr"), "{}", stderr(&refused));
    }
}
