//! Papers of a wanted size in each format that import reads: the same kind of text, and a table of programmes with their money.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::pdf::{Piece, pdf};

/// The formats, by the ending of their files.
pub const FORMATS: [&str; 8] = ["txt", "md", "html", "csv", "xlsx", "docx", "pptx", "pdf"];
/// Lines of text and rows of a table that stand together below a heading.
const LINES: usize = 30;
/// Lines that a page of a PDF holds.
const PAGE: usize = 50;
/// Rows of a sheet.
const SHEET: usize = 20_000;

const WORDS: [&str; 16] = [
    "創薬",
    "感染症",
    "認知症",
    "基盤整備",
    "研究開発",
    "患者",
    "臨床研究",
    "国際展開",
    "人材育成",
    "データ利活用",
    "再生医療",
    "早期診断",
    "予防",
    "標準化",
    "実用化",
    "産学連携",
];

/// A sentence that differs from its neighbours.
fn sentence(number: usize) -> String {
    let word = |step: usize| WORDS[(number * step + number / 7 + step) % WORDS.len()];
    format!("第{number}の取組みでは、{}と{}の拠点を整え、{}の{}を{}に向けて進める。", word(3), word(5), word(7), word(11), word(13))
}

/// The cells of a programme's row.
fn row(number: usize) -> [String; 4] {
    let amount = |step: usize| (number * step % 90_000 + 1).to_string();
    [format!("架空疾患{number}型研究事業"), "厚生労働省".to_owned(), amount(7), amount(13)]
}

const HEADS: [&str; 4] = ["事業名", "所管", "令和７年度当初予算額（百万円）", "令和８年度概算要求額（百万円）"];

/// Something between marks for every cell.
fn cells(cells: impl IntoIterator<Item = impl AsRef<str>>, open: &str, close: &str) -> String {
    cells.into_iter().map(|cell| format!("{open}{}{close}", cell.as_ref())).collect()
}

/// A part of a paper: what it holds below its `number`th heading, in each format's marks.
fn part(format: &str, number: usize) -> String {
    let lines = || (0..LINES).map(move |line| sentence(number * LINES + line));
    let rows = || (0..LINES).map(move |line| row(number * LINES + line));
    let heading = format!("第{number}節 施策の方向");
    match format {
        "txt" => {
            let listed = rows().map(|[name, _, _, now]| format!("● {name}　令和８年度概算要求額 {now}百万円\n"));
            format!("{heading}\n{}\n{}", lines().collect::<String>(), listed.collect::<String>())
        }
        "md" => {
            let text: String = lines().map(|line| format!("{line}\n\n")).collect();
            let rows: String = rows().map(|row| format!("| {} |\n", row.join(" | "))).collect();
            format!("## {heading}\n\n{text}| {} |\n|---|---|---|---|\n{rows}\n", HEADS.join(" | "))
        }
        "html" => {
            let rows: String = rows().map(|row| format!("<tr>{}</tr>\n", cells(row, "<td>", "</td>"))).collect();
            format!(
                "<h2>{heading}</h2>\n{}<table><tr>{}</tr>\n{rows}</table>\n",
                cells(lines(), "<p>", "</p>\n"),
                cells(HEADS, "<th>", "</th>")
            )
        }
        "csv" => rows().zip(lines()).map(|(row, line)| format!("{},{line}\n", row.join(","))).collect(),
        "docx" => {
            let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
            let table_row = |row: &[String]| {
                format!("<w:tr>{}</w:tr>", row.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect::<String>())
            };
            let heads = table_row(&HEADS.map(str::to_owned));
            format!(
                "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>{heading}</w:t></w:r></w:p>{}<w:tbl>{heads}{}</w:tbl>",
                lines().map(|line| paragraph(&line)).collect::<String>(),
                rows().map(|row| table_row(&row)).collect::<String>()
            )
        }
        "pptx" => {
            let paragraph = |text: &str| format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>");
            format!(
                "<p:sp><p:nvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:txBody>{}</p:txBody></p:sp><p:sp><p:txBody>{}</p:txBody></p:sp>",
                paragraph(&heading),
                lines().map(|line| paragraph(&line)).collect::<String>()
            )
        }
        _ => String::new(),
    }
}

/// Parts one behind the other, until there are as many bytes as wanted.
fn parts(format: &str, bytes: usize) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        text += &part(format, number);
    }
    text
}

/// A file of about so many bytes.
pub fn paper(folder: &Path, format: &str, bytes: usize) -> PathBuf {
    let path = folder.join(format!("paper.{format}"));
    let title = "令和８年度 概算要求の概要";
    let content = match format {
        "txt" => format!("{title}\n{}", parts(format, bytes)).into_bytes(),
        "md" => format!("# {title}\n\n{}", parts(format, bytes)).into_bytes(),
        "html" => format!(
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n<h1>{title}</h1>\n{}</body></html>\n",
            parts(format, bytes)
        )
        .into_bytes(),
        "csv" => format!("{},概要\n{}", HEADS.join(","), parts(format, bytes)).into_bytes(),
        "docx" => docx(&parts(format, bytes)),
        "pptx" => pptx(bytes),
        "xlsx" => xlsx(bytes),
        _ => pages(bytes),
    };
    std::fs::write(&path, content).unwrap();
    path
}

/// A package that is not packed: its size is that of what there is to read.
fn package(parts: &[(String, String)]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts by which a package says what it holds: its main part and the type of its content.
fn manifest(main: &str, content: &str) -> [(String, String); 2] {
    let types = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{main}\" ContentType=\"{content}\"/></Types>"
    );
    let ties = format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"{main}\"/></Relationships>"
    );
    [("[Content_Types].xml".to_owned(), types), ("_rels/.rels".to_owned(), ties)]
}

fn docx(body: &str) -> Vec<u8> {
    let main = "word/document.xml";
    let mut parts = manifest(main, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml").to_vec();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    parts.push((main.to_owned(), format!("{XML}<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>")));
    package(&parts)
}

fn pptx(bytes: usize) -> Vec<u8> {
    let main = "ppt/presentation.xml";
    let mut parts = manifest(main, "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml").to_vec();
    parts.push((main.to_owned(), format!("{XML}<p:presentation xmlns:p=\"p\"/>")));
    // As many slides as a package may have parts at most; a large one has long slides.
    let slides = (bytes / 10_000).clamp(1, 2_000);
    for slide in 0..slides {
        let text = parts_of_slide(slide, bytes / slides);
        parts.push((
            format!("ppt/slides/slide{}.xml", slide + 1),
            format!("{XML}<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree>{text}</p:spTree></p:cSld></p:sld>"),
        ));
    }
    package(&parts)
}

fn parts_of_slide(slide: usize, bytes: usize) -> String {
    let mut text = String::new();
    while text.len() < bytes {
        text += &part("pptx", slide * 100 + text.len() % 97);
    }
    text
}

fn xlsx(bytes: usize) -> Vec<u8> {
    let main = "xl/workbook.xml";
    let mut parts = manifest(main, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml").to_vec();
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let (mut sheets, mut ties, mut written, mut number) = (String::new(), String::new(), 0, 0);
    while written < bytes {
        let sheet = parts.len() - 1;
        let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let mut rows = format!("<row>{}</row>", HEADS.map(cell).concat());
        for _ in 0..SHEET {
            if written + rows.len() >= bytes {
                break;
            }
            let [name, ministry, before, now] = row(number);
            let _ = write!(rows, "<row>{}{}<c><v>{before}</v></c><c><v>{now}</v></c></row>", cell(&name), cell(&ministry));
            number += 1;
        }
        written += rows.len();
        let _ = write!(sheets, "<sheet name=\"表{sheet}\" sheetId=\"{sheet}\" r:id=\"rId{sheet}\"/>");
        let _ = write!(ties, "<Relationship Id=\"rId{sheet}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{sheet}.xml\"/>");
        parts.push((
            format!("xl/worksheets/sheet{sheet}.xml"),
            format!("{XML}<worksheet xmlns=\"{space}\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    parts.push((main.to_owned(), format!("{XML}<workbook xmlns=\"{space}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>")));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{ties}</Relationships>"),
    ));
    package(&parts)
}

/// A PDF: its text is written in numbers of four digits a character.
fn pages(bytes: usize) -> Vec<u8> {
    let (mut written, mut line) = (0, 0);
    let mut pages: Vec<Vec<Piece>> = Vec::new();
    while written < bytes {
        let mut pieces = Vec::new();
        for at in 0..PAGE {
            line += 1;
            let text = sentence(line);
            written += text.chars().count() * 4 + 30;
            pieces.push((50, 40 + at * 15, text));
        }
        pages.push(pieces);
    }
    pdf(&pages)
}
