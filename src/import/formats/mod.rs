//! Conversion of files of any kind to blocks. Each format has one file with a [`FormatReader`] that the registry lists; a file's format is
//! recognised by its content before its name.

mod csv;
mod docx;
mod html;
mod layout;
mod markdown;
mod ocr;
mod office;
mod pdf;
mod pptx;
mod text;
mod xlsx;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::blocks::{Block, Blocks};
use super::error::Error;

/// Largest file that is read, in bytes: what is read of it is held in memory.
pub(super) const LARGEST: u64 = 128 * 1024 * 1024;
/// Length of a file's beginning that is examined to recognise it, in bytes.
const SAMPLE: usize = 8 * 1024;
/// Escapes by which ISO-2022-JP switches to Japanese.
const ESCAPES: [&str; 3] = ["\u{1b}$B", "\u{1b}$@", "\u{1b}(J"];
/// Share of broken characters above which a file is not text.
const BROKEN: f64 = 0.02;

/// Format of the file in which a document came.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    Text,
    Markdown,
    Html,
    /// Values separated by commas or tabs.
    Csv,
    /// Word document.
    Docx,
    /// Workbook.
    Xlsx,
    /// Slides.
    Pptx,
    Pdf,
}

impl Format {
    /// Returns the format as readers call it.
    pub fn printed(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Csv => "CSV",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Pdf => "PDF",
        }
    }

    /// Returns every format as readers call it: `text, Markdown, …`.
    pub fn list() -> String {
        Self::VARIANTS.iter().map(|format| format.printed()).collect::<Vec<_>>().join(", ")
    }
}

/// Reader of the files of a format.
struct FormatReader {
    format: Format,
    /// Function that returns true if a file is of this format.
    tells: fn(&Input) -> bool,
    /// Function that writes the content of a file.
    read: fn(&Input, &mut Blocks) -> Result<(), Error>,
}

/// Readers of every format, the one recognised most surely first; the last takes anything that is text at all.
const READERS: [FormatReader; 8] =
    [pdf::READER, docx::READER, xlsx::READER, pptx::READER, html::READER, csv::READER, markdown::READER, text::READER];

/// File to be read.
pub(super) struct Input<'f> {
    /// Path of the file.
    path: &'f Path,
    /// Content of the file.
    content: &'f [u8],
    /// True if the text of pages that have none is recognised.
    recognise: bool,
    /// Text and encoding of the file, once they were requested; `None` if it is not text.
    decoded: OnceCell<Option<(Cow<'f, str>, &'static str)>>,
}

impl<'f> Input<'f> {
    pub fn new(path: &'f Path, content: &'f [u8]) -> Self {
        Self { path, content, recognise: false, decoded: OnceCell::new() }
    }

    /// Returns the same input, in which the text of pages that have none is recognised if `recognise` is set.
    pub fn recognising(self, recognise: bool) -> Self {
        Self { recognise, ..self }
    }

    /// Returns true if the extension of the file's name is one of these.
    fn is_named(&self, ends: &[&str]) -> bool {
        self.path.extension().is_some_and(|end| ends.iter().any(|name| end.eq_ignore_ascii_case(name)))
    }

    fn decoded(&self) -> Option<&(Cow<'f, str>, &'static str)> {
        let decode_text = || {
            let sample = &self.content[..self.content.len().min(SAMPLE)];
            let utf16 = self.content.starts_with(&[0xff, 0xfe]) || self.content.starts_with(&[0xfe, 0xff]);
            if sample.contains(&0) && !utf16 { None } else { decode(self.content) }
        };
        self.decoded.get_or_init(decode_text).as_ref()
    }

    /// Returns the text of the file, or an error if it holds none.
    fn text(&self) -> Result<&str, Error> {
        self.decoded().map(|(text, _)| &**text).ok_or_else(|| binary(self.path))
    }

    /// Returns true if the file is text that begins with one of these, whatever their case.
    fn begins(&self, beginnings: &[&str]) -> bool {
        let starts = |text: &str, with: &&str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        self.text().is_ok_and(|text| beginnings.iter().any(|with| starts(text.trim_start(), with)))
    }
}

/// Content of a file.
#[derive(Debug)]
pub(super) struct Extracted {
    pub format: Format,
    pub encoding: &'static str,
    /// Title that the file gives itself.
    pub title: Option<String>,
    pub blocks: Vec<Block>,
    /// Doubts: what a reader should look at, and why.
    pub doubts: Vec<(String, String)>,
    /// Pages whose text was recognised: nothing on them is certain.
    pub recognised: Vec<u32>,
}

/// Returns the bytes of a file if it is a regular file and not larger than what is read.
pub(super) fn content(path: &Path) -> Result<Vec<u8>, Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(io)?;
    // A device or a pipe may never end.
    if !metadata.is_file() {
        return Err(Error::NoFile(path.to_owned()));
    }
    let bytes = metadata.len();
    if bytes > LARGEST {
        return Err(Error::TooLarge { path: path.to_owned(), bytes, most: LARGEST });
    }
    fs::read(path).map_err(io)
}

/// Files that are not read, by their first bytes or the extension of their names, and what a reader can do.
const REFUSED: [(&[u8], &[&str], &str); 9] = [
    (b"{\\rtf", &["rtf"], "a rich text file (RTF); save it as .docx, PDF or text"),
    (
        b"\xd0\xcf\x11\xe0",
        &[],
        "an Office file of the old form (.doc, .xls, .ppt), or one with a password; save it as .docx, .xlsx, .pptx or PDF without one",
    ),
    (b"PK\x03\x04", &[], "a ZIP archive or an Office file that is not read; unpack it, or save it as PDF, CSV or text"),
    (b"\x89PNG", &[], "an image; its text must be recognised first"),
    (b"\xff\xd8\xff", &[], "an image; its text must be recognised first"),
    (b"GIF8", &[], "an image; its text must be recognised first"),
    (b"II*\0", &[], "an image; its text must be recognised first"),
    (b"\x1f\x8b", &[], "a compressed file; unpack it first"),
    (b"", &["eml", "msg", "mbox"], "mail; save what is attached to it, or its text"),
];

/// Reads a file with the first format that recognises it.
///
/// `tell` receives the share that has been read.
///
/// # Errors
/// If the file is not a document that is read, or is damaged.
pub(super) fn read(input: &Input, tell: &mut dyn FnMut(f64)) -> Result<Extracted, Error> {
    if input.content.is_empty() {
        return Err(Error::Hollow(input.path.to_owned()));
    }
    let refused =
        |(begins, ends, _): &&(&[u8], &[&str], &str)| (!begins.is_empty() && input.content.starts_with(begins)) || input.is_named(ends);
    let told = READERS.iter().find(|reader| (reader.tells)(input));
    let refused = REFUSED.iter().find(refused);
    // A ZIP may be an Office file that is read; everything else that is refused may look like text.
    if let Some((.., what)) = refused.filter(|_| told.is_none_or(|reader| reader.format == Format::Text)) {
        return Err(Error::Refused { path: input.path.to_owned(), what });
    }
    let reader = told.ok_or_else(|| binary(input.path))?;
    let mut blocks = Blocks::telling(input.content.len(), tell);
    (reader.read)(input, &mut blocks)?;
    let encoding = input.decoded.get().and_then(Option::as_ref).map_or("UTF-8", |(_, encoding)| encoding);
    let recognised = blocks.recognised_pages();
    let (title, blocks, mut doubts) = blocks.finish();
    if input
        .decoded
        .get()
        .and_then(Option::as_ref)
        .is_some_and(|(text, encoding)| *encoding == "UTF-8" && text.contains(char::REPLACEMENT_CHARACTER))
    {
        doubts.push(("�".to_owned(), "壊れた文字がある".to_owned()));
    }
    Ok(Extracted { format: reader.format, encoding, title, blocks, doubts, recognised })
}

/// Returns the text of bytes in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP, and the encoding's name; `None` if they are not text.
fn decode(content: &[u8]) -> Option<(Cow<'_, str>, &'static str)> {
    if let Ok(text) = std::str::from_utf8(content) {
        // The escapes to Japanese are ASCII, so ISO-2022-JP is valid UTF-8 as well.
        if !ESCAPES.iter().any(|escape| text.contains(escape)) {
            return Some((Cow::Borrowed(text.trim_start_matches('\u{feff}')), "UTF-8"));
        }
        let (text, _, broken) = encoding_rs::ISO_2022_JP.decode(content);
        return (!broken)
            .then(|| (Cow::Owned(text.into_owned()), "ISO-2022-JP"))
            .or_else(|| Some((String::from_utf8_lossy(content), "UTF-8")));
    }
    // UTF-8 in which a few characters were cut is nothing else: no other encoding has so many of its sequences.
    let lossy = String::from_utf8_lossy(content);
    let broken = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let wide = lossy.chars().filter(|c| !c.is_ascii()).count();
    if wide > 0 && broken as f64 <= wide as f64 * BROKEN.max(1.0 / 20.0) && (broken as f64) < lossy.chars().count() as f64 * BROKEN {
        return Some((Cow::Owned(lossy.trim_start_matches('\u{feff}').to_owned()), "UTF-8"));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(content, true);
    let guessed = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    let (text, encoding, _) = guessed.decode(content);
    let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace())).count();
    (broken as f64 <= text.chars().count() as f64 * BROKEN).then(|| (Cow::Owned(text.into_owned()), encoding.name()))
}

/// Returns the error for a file that is of no format that is read.
fn binary(path: &Path) -> Error {
    Error::Binary { path: path.to_owned(), known: Format::list() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use crate::import::blocks::BlockKind;

    impl Extracted {
        fn text(&self) -> String {
            self.blocks.iter().map(|block| block.text().into_owned()).collect::<Vec<_>>().join("\n")
        }
    }

    const TEXT: &str = "医療分野研究開発推進計画の概要と、感染症プロジェクトについて。創薬支援推進事業を含む。";

    fn of(name: &str, content: &[u8]) -> Result<Extracted, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        read(&Input::new(&path, &fs::read(&path).unwrap()), &mut |_| {})
    }

    #[test]
    fn japanese_encodings_are_told_apart() {
        for (encoding, name) in [(encoding_rs::UTF_8, "UTF-8"), (encoding_rs::SHIFT_JIS, "Shift_JIS"), (encoding_rs::EUC_JP, "EUC-JP")] {
            let (content, ..) = encoding.encode(TEXT);
            let extracted = of("a.txt", &content).unwrap();
            assert_eq!((extracted.text().as_str(), extracted.encoding), (TEXT, name));
        }
    }

    #[test]
    fn text_by_escapes_is_told_and_a_broken_character_breaks_no_text() {
        let (content, ..) = encoding_rs::ISO_2022_JP.encode(TEXT);
        let extracted = of("a.txt", &content).unwrap();
        assert_eq!((extracted.text().as_str(), extracted.encoding), (TEXT, "ISO-2022-JP"));
        let mut cut = TEXT.repeat(3).into_bytes();
        cut.remove(10);
        let extracted = of("a.txt", &cut).unwrap();
        assert_eq!((extracted.encoding, extracted.doubts.len()), ("UTF-8", 1));
        assert!(extracted.text().contains("感染症プロジェクト"));
    }

    /// Returns a package of these parts.
    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn words_documents_have_headings_by_style_tables_and_changes_as_accepted() {
        let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="t"><w:name w:val="Title"/></w:style></w:styles>"#;
        let body = r#"<w:document xmlns:w="w"><w:body>
            <w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>計画の&amp;概要</w:t></w:r></w:p>
            <w:p><w:pPr><w:pStyle w:val="a1"/></w:pPr><w:r><w:t>１．事業</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">額は</w:t></w:r><w:del><w:r><w:delText>10</w:delText><w:t>10</w:t></w:r></w:del><w:ins><w:r><w:t>12億円</w:t></w:r></w:ins></w:p>
            <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>事業名</w:t></w:r></w:p></w:tc>
              <w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>額</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲事業</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            </w:body></w:document>"#;
        let extracted = of("a.docx", &package(&[("word/document.xml", body), ("word/styles.xml", styles)])).unwrap();
        assert_eq!((extracted.format, extracted.title.as_deref()), (Format::Docx, Some("計画の&概要")));
        assert!(matches!(&extracted.blocks[1].kind, BlockKind::Heading { level: 2, title, .. } if title == "事業"));
        assert_eq!(extracted.blocks[2].text(), "額は12億円");
        let body = [vec!["甲事業", "1", ""], vec!["甲事業", "2", "3"]].map(|cells| (false, cells));
        assert_eq!(rows(&extracted), [vec![(true, vec!["事業名", "額", "額"])], body.to_vec()].concat());
    }

    #[test]
    fn slides_are_pages_with_their_titles_and_tables() {
        let slide = |title: &str, text: &str| {
            format!(
                r#"<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>
                <p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>
                <a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>甲</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:sld>"#
            )
        };
        let (second, tenth) = (slide("二枚目", "本文"), slide("十枚目", "あと"));
        let parts = [("ppt/presentation.xml", ""), ("ppt/slides/slide10.xml", tenth.as_str()), ("ppt/slides/slide2.xml", second.as_str())];
        let extracted = of("a.pptx", &package(&parts)).unwrap();
        let said: Vec<(Option<u32>, String)> = extracted.blocks.iter().map(|block| (block.page, block.text().into_owned())).collect();
        let pages = [(1, "二枚目"), (1, "本文"), (1, "甲"), (2, "十枚目"), (2, "あと"), (2, "甲")];
        assert_eq!(said, pages.map(|(page, text)| (Some(page), text.to_owned())));
        assert!(matches!(&extracted.blocks[0].kind, BlockKind::Heading { level: 1, .. }));
    }

    #[test]
    fn workbooks_have_their_visible_sheets_with_merged_cells_and_say_the_rest() {
        let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
            <sheet name="一覧" sheetId="1" r:id="r1"/><sheet name="作業" sheetId="2" state="hidden" r:id="r2"/></sheets></workbook>"#;
        let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
        let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
            <row r="1">{}</row><row r="3">{}{}</row><row r="4">{}<c r="B4"><v>1200</v></c></row>
            <row r="5"><c r="B5"><f>B4*2</f><v>2400</v></c><c r="C5"><f>B4</f></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>
            </sheetData><mergeCells><mergeCell ref="A4:A5"/></mergeCells></worksheet>"#,
            text("A1", "事業の一覧"),
            text("A3", "事業名"),
            text("B3", "額"),
            text("A4", "甲事業")
        );
        let hidden = sheet.replace("事業の一覧", "秘密");
        let package_relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
        let parts = [
            ("_rels/.rels", package_relations),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/sheet1.xml", sheet.as_str()),
            ("xl/worksheets/sheet2.xml", hidden.as_str()),
        ];
        let extracted = of("a.xlsx", &package(&parts)).unwrap();
        assert_eq!(extracted.blocks[0].text(), "事業の一覧");
        assert_eq!(rows(&extracted), [vec!["事業名", "額"], vec!["甲事業", "1200"], vec!["甲事業", "2400"]].map(|cells| (false, cells)));
        assert_eq!(extracted.blocks.iter().map(|block| block.line).collect::<Vec<_>>(), [1, 3, 4, 5]);
        let told: Vec<&str> = extracted.doubts.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(told, ["一覧", "作業"]);
    }

    #[test]
    fn packages_that_are_made_to_harm_are_told_and_bounded() {
        let many: Vec<(String, &str)> = (0..10_050).map(|at| (format!("word/{at}.xml"), "")).collect();
        let mut parts: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        parts.push(("word/document.xml", "<w:document/>"));
        assert!(matches!(of("a.docx", &package(&parts)), Err(Error::Refused { .. })));
        let deep = "<w:p>".repeat(5_000);
        assert!(matches!(of("a.docx", &package(&[("word/document.xml", &deep)])), Err(Error::Office { .. })));
        // A path out of the folder is a name like any other: nothing is unpacked.
        let outside = package(&[("../../etc/passwd", "x"), ("word/document.xml", "<d><p><r><t>本文</t></r></p></d>")]);
        assert_eq!(of("a.docx", &outside).unwrap().text(), "本文");
        let whole = package(&[("word/document.xml", "<d><p><r><t>本文</t></r></p></d>")]);
        for end in (0..whole.len()).step_by(7) {
            drop(of("a.docx", &whole[..end]));
        }
        let without = package(&[("word/styles.xml", "<w:styles/>")]);
        assert!(matches!(of("a.docx", &without), Err(Error::Refused { .. })));
    }

    #[test]
    fn what_is_not_read_is_refused_by_name_with_what_to_do() {
        for (name, content, what) in [
            ("a.txt", &b"{\\rtf1 \\ansi}"[..], "RTF"),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .docx"),
            ("a.zip", b"PK\x03\x04....", "unpack it"),
            ("a.pdf", b"\x89PNG\r\n", "an image"),
            ("a.eml", b"From: a@example.jp", "mail"),
            ("a.txt", b"", "is empty"),
        ] {
            let error = of(name, content).unwrap_err().to_string();
            assert!(error.contains(what), "{name}: {error}");
        }
    }

    #[test]
    fn binary_data_under_a_texts_name_is_refused() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(of("a.txt", &noise), Err(Error::Binary { .. })));
    }

    #[test]
    fn html_loses_its_tags_and_a_name_may_hold_anything() {
        let extracted = of("a\nb.html", b"<html><body><h1>Plan</h1><p>one &amp; two</p></body></html>").unwrap();
        assert_eq!(extracted.format, Format::Html);
        assert!(extracted.text().contains("one & two") && !extracted.text().contains('<'), "{}", extracted.text());
    }

    fn rows(extracted: &Extracted) -> Vec<(bool, Vec<&str>)> {
        let blocks = extracted.blocks.iter();
        blocks
            .filter_map(|block| match &block.kind {
                BlockKind::Row { head, cells, .. } => Some((*head, cells.iter().map(String::as_str).collect())),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_table_of_html_has_every_cell_at_every_place_over_which_it_spans() {
        let html = "<html><body><table><caption>事業（単位：百万円）</caption>\
            <thead><tr><th rowspan=2>事業名<th colspan=2>予算額</tr><tr><th>令和７年度<th>令和８年度</tr></thead>\
            <tr><td rowspan=2>甲事業<td>1<td>2</tr><tr><td colspan=2>3</tr>\
            <tr><td>乙事業<td><table><tr><td>国<td>4</tr><tr><td>県<td>5</tr></table><td>6</tr></table>";
        let extracted = of("a.html", html.as_bytes()).unwrap();
        assert_eq!(extracted.blocks[0].text(), "事業（単位：百万円）");
        let head = (true, vec!["事業名", "予算額", "予算額"]);
        let second = (true, vec!["事業名", "令和７年度", "令和８年度"]);
        let body = [vec!["甲事業", "1", "2"], vec!["甲事業", "3", "3"], vec!["乙事業", "国 4、 県 5", "6"]].map(|cells| (false, cells));
        assert_eq!(rows(&extracted), [vec![head, second], body.to_vec()].concat());
    }

    #[test]
    fn readings_and_ways_to_other_pages_stand_outside_the_words() {
        let html = "<html><head><title>県の計画｜架空県</title><script>var a = 1;</script></head><body><nav><a href='/'>トップ</a></nav>\
            <h1>県の\n計画</h1><p>これは<ruby>認知症<rp>（</rp><rt>にんちしょう</rt><rp>）</rp></ruby>の計画。</p>\
            <p><a href='https://example.jp/a.pdf'>本文</a>を読む</p><ul><li>一つ目</li></ul><footer>問い合わせ</footer></body></html>";
        let extracted = of("a.html", html.as_bytes()).unwrap();
        assert_eq!(extracted.title.as_deref(), Some("県の計画"));
        assert_eq!(
            extracted.text(),
            "県の計画\nこれは認知症の計画。\nよみ：認知症（にんちしょう）\n本文 <https://example.jp/a.pdf>を読む\n・一つ目"
        );
    }

    #[test]
    fn html_as_deep_as_it_may_be_is_read() {
        let page = |depth| format!("<html>{}深い{}", "<div>".repeat(depth), "<tr><td>".repeat(20_000));
        assert!(of("a.html", page(1_900).as_bytes()).unwrap().text().starts_with("深い"));
        let script = format!("<html><script>{}</script><p>本文</p>", "if (a<b) {}".repeat(5_000));
        assert_eq!(of("a.html", script.as_bytes()).unwrap().text(), "本文");
        assert!(matches!(of("a.html", page(1_000_000).as_bytes()), Err(Error::Deep { .. })));
    }

    #[test]
    fn markdown_and_separated_values_have_tables_and_what_stands_before_the_text_is_none() {
        let markdown =
            "---\ntitle: 一覧\ntags: [a]\n---\n\n## １．事業\n本文\n\n| 事業名 | 額 |\n|---|---:|\n| **甲**事業 | 1 |\n\nあとの文\n";
        let extracted = of("a.md", markdown.as_bytes()).unwrap();
        assert_eq!(extracted.title.as_deref(), Some("一覧"));
        assert_eq!(extracted.text(), "１．事業\n本文\n事業名 | 額\n甲事業 | 1\nあとの文");
        assert!(matches!(&extracted.blocks[0].kind, BlockKind::Heading { level: 2, number, title } if number == "１．" && title == "事業"));
        let csv = of("a.csv", "事業名,額\n\"甲\n事業\",1\n".as_bytes()).unwrap();
        let tsv = of("a.tsv", "事業名\t額\n甲 事業\t1\n".as_bytes()).unwrap();
        assert_eq!(rows(&csv), [(false, vec!["事業名", "額"]), (false, vec!["甲 事業", "1"])]);
        assert_eq!(rows(&tsv), rows(&csv));
    }

    #[test]
    fn a_broken_pdf_is_an_error_and_no_more() {
        assert!(matches!(of("a.pdf", b"%PDF-1.7\nthis is no more than a beginning"), Err(Error::Pdf { .. })));
    }
}
