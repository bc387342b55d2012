//! Files that are large, and files that unpack to anything: told, bounded, nothing lost.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;

use allocation_counter::measure;
use shirube::import::{self, Draft, Ministries};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Home, stderr, stdout};

/// What reading a file takes of memory at most, of the file's size: 100 MB are read in less than 1 GB.
const TIMES: u64 = 9;

/// A table of so many programmes.
fn table(rows: usize) -> String {
    let mut text = "事業名,所管,令和７年度当初予算額（千円）,令和８年度概算要求額（千円）,事業の概要\n".to_owned();
    for row in 0..rows {
        let (before, now) = (row * 7 % 900_000 + 1, row * 13 % 900_000 + 1);
        writeln!(text, "架空疾患{row}型研究事業,厚生労働省,{before},{now},支援のための拠点を整える第{row}番の取組みについて述べる文")
            .unwrap();
    }
    text
}

/// So many lines of a list, each with its money.
fn list(lines: usize) -> String {
    let mut text = "令和８年度 概算要求の概要\n".to_owned();
    for line in 0..lines {
        writeln!(
            text,
            "● 架空疾患{line}型研究事業：候補物質の探索を支援し、拠点を整え、人材を育てる。令和８年度概算要求額 {}億円",
            line % 900 + 1
        )
        .unwrap();
    }
    text
}

/// A draft, and the bytes that reading it took at most.
fn read(path: &Path) -> (Result<Draft, import::Error>, u64) {
    let mut draft = None;
    let taken = measure(|| draft = Some(import::read(path, &Ministries::default())));
    (draft.unwrap(), taken.bytes_max)
}

/// A package with these parts, each of so many bytes that are written again and again.
fn package(path: &Path, parts: &[(&str, &[u8], u64)]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes, size) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        let mut left = *size;
        while left > 0 {
            let piece = usize::try_from(left).map_or(bytes.len(), |left| left.min(bytes.len()));
            zip.write_all(&bytes[..piece]).unwrap();
            left -= piece as u64;
        }
    }
    zip.finish().unwrap();
}

#[test]
fn what_a_file_takes_of_memory_is_bounded_by_its_size() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.csv", table(30_000)), ("a.txt", list(30_000))] {
        let path = folder.path().join(name);
        fs::write(&path, &text).unwrap();
        let (draft, taken) = read(&path);
        assert_eq!(draft.unwrap().programmes.len(), 30_000, "{name}");
        assert!(taken < text.len() as u64 * TIMES, "{name}: {taken} bytes for {}", text.len());
    }
}

#[test]
fn a_long_table_makes_many_records_and_none_that_holds_it_all() {
    let home = Home::new();
    let path = home.dir.path().join("long.csv");
    fs::write(&path, table(12_000)).unwrap();
    let said = home.run(&["import", path.to_str().unwrap()]);
    assert!(said.status.success() && stdout(&said).contains("事業が12000ある。記録にしたのは10000まで"), "{}", stderr(&said));
    // The rows that made no records are found by their text, each in a section of its own size.
    let hits = home.json(&["search", "\"架空疾患11999型\"", "--format", "json"]);
    let hits: Vec<&str> = hits["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    let section = hits.iter().find(|id| id.starts_with("long/section/")).unwrap_or_else(|| panic!("{hits:?}"));
    let original = stdout(&home.run(&["show", section, "--original"]));
    assert!(original.contains("架空疾患11999型研究事業") && original.lines().count() < 520, "{}", original.lines().count());
}

#[test]
fn packages_that_unpack_to_anything_or_are_no_documents_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let paragraph = "<p><r><t>令和８年度</t></r></p>".repeat(4_000);
    package(&at("bomb.docx"), &[("word/document.xml", paragraph.as_bytes(), 300 << 20)]);
    package(&at("bomb.pptx"), &[("ppt/presentation.xml", b"<p/>", 4), ("ppt/slides/slide1.xml", paragraph.as_bytes(), 300 << 20)]);
    package(&at("bomb.xlsx"), &[("xl/workbook.xml", b"<workbook/>", 11), ("xl/sharedStrings.xml", paragraph.as_bytes(), 700 << 20)]);
    package(&at("outside.docx"), &[("../../evil/document.xml", b"<d/>", 4), ("/etc/passwd", b"x", 1)]);
    package(&at("parts.docx"), &[("word/styles.xml", b"<styles/>", 9)]);
    package(&at("none.xlsx"), &[("xl/workbook.xml", b"<workbook", 9)]);
    let mut many = ZipWriter::new(File::create(at("many.docx")).unwrap());
    for number in 0..10_001 {
        many.start_file(format!("word/{number}.xml"), SimpleFileOptions::default()).unwrap();
    }
    many.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    many.finish().unwrap();
    for name in ["bomb.docx", "bomb.pptx", "bomb.xlsx", "outside.docx", "parts.docx", "none.xlsx", "many.docx"] {
        let (draft, taken) = read(&at(name));
        let why = draft.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(why.contains(name), "{name}: {why:?}");
        assert!(taken < 512 << 20, "{name} takes {taken} bytes");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 7, "nothing is unpacked beside them");
    assert!(!folder.path().join("../evil").exists());
}

#[test]
fn a_sheet_of_a_million_empty_rows_is_the_two_that_say_something() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.xlsx");
    let workbook = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    for (name, text) in [("_rels/.rels", root), ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relations)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#).unwrap();
    let cell = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    write!(zip, r#"<row r="1">{}{}</row>"#, cell("A1", "事業名"), cell("B1", "令和８年度概算要求額（千円）")).unwrap();
    write!(zip, r#"<row r="2">{}{}</row>"#, cell("A2", "甲型疾患研究事業"), cell("B2", "1,500")).unwrap();
    let mut rows = String::new();
    for row in 3..1_000_000 {
        write!(rows, r#"<row r="{row}"><c r="A{row}" s="1"/></row>"#).unwrap();
    }
    io::copy(&mut rows.as_bytes().take(u64::MAX), &mut zip).unwrap();
    zip.write_all(b"</sheetData></worksheet>").unwrap();
    zip.finish().unwrap();
    let (draft, taken) = read(&path);
    let programmes = draft.unwrap().programmes;
    assert_eq!(
        programmes.iter().map(|found| (found.name.as_str(), found.amounts[0].value)).collect::<Vec<_>>(),
        [("甲型疾患研究事業", 0.015)]
    );
    assert!(taken < 64 << 20, "{taken} bytes");
}
