//! Office files (docx, pptx): ZIP packages of XML. Nothing is unpacked to disk, and no part is read beyond what a document holds.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Input;
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Most parts of a package.
const MOST_PARTS: usize = 10_000;
/// Largest part, in bytes: a few bytes may unpack to any number of them.
const LARGEST_PART: u64 = 128 * 1024 * 1024;
/// Largest total size of a workbook's parts, whose rows are read one by one, in bytes.
const LARGEST_PARTS: u64 = 512 * 1024 * 1024;
/// Deepest nesting of elements.
const DEEPEST: usize = 1_000;
/// Most columns that a cell spans.
const WIDEST: usize = 100;
/// First bytes of a ZIP.
const ZIP: &[u8] = b"PK\x03\x04";

/// Open package.
pub(super) struct Package<'i, 'f> {
    input: &'i Input<'f>,
    zip: ZipArchive<Cursor<&'f [u8]>>,
}

/// Returns true if a file is a package that has this part.
pub(super) fn has_part(input: &Input, part: &str) -> bool {
    input.content.starts_with(ZIP)
        && ZipArchive::new(Cursor::new(input.content)).is_ok_and(|zip| zip.len() <= MOST_PARTS && zip.index_for_name(part).is_some())
}

impl<'i, 'f> Package<'i, 'f> {
    /// Opens the package of a file.
    pub fn open(input: &'i Input<'f>) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(input.content)).map_err(|error| damaged(input, &error.to_string()))?;
        if zip.len() > MOST_PARTS {
            return Err(damaged(input, "it has more parts than any document"));
        }
        Ok(Self { input, zip })
    }

    /// Returns the names of the parts.
    pub fn names(&self) -> Vec<String> {
        (0..self.zip.len()).filter_map(|at| Some(self.zip.name_for_index(at)?.ok()?.into_owned())).collect()
    }

    /// Returns the number of bytes to which all parts that hold text unpack; each is written to what `see` returns for its name.
    ///
    /// # Errors
    /// If a part is damaged or refused by what it is written to, or the parts unpack to more than any document holds: a few bytes may
    /// unpack to any number of them.
    pub fn unpacked(&mut self, see: &mut dyn FnMut(&str) -> Box<dyn io::Write>) -> Result<u64, Error> {
        let input = self.input;
        let mut all = 0;
        for at in 0..self.zip.len() {
            let part = self.zip.by_index(at).map_err(|error| damaged(input, &error.to_string()))?;
            let name = part.name().map(Cow::into_owned).unwrap_or_default();
            if !name.ends_with(".xml") {
                continue;
            }
            let bytes = io::copy(&mut part.take(LARGEST_PARTS - all + 1), &mut *see(&name));
            all += bytes.map_err(|error| damaged(input, &format!("{name}: {error}")))?;
            if all > LARGEST_PARTS {
                return Err(damaged(input, &format!("{name} unpacks to more than any document holds")));
            }
        }
        Ok(all)
    }

    /// Returns the text of a part; `None` if there is no part of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let input = self.input;
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|error| damaged(input, &error.to_string()))?;
        let mut text = Vec::new();
        part.take(LARGEST_PART + 1).read_to_end(&mut text).map_err(|error| damaged(input, &format!("{name}: {error}")))?;
        if text.len() as u64 > LARGEST_PART {
            return Err(damaged(input, &format!("{name} unpacks to more than any document holds")));
        }
        Ok(Some(String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())))
    }
}

/// Returns the error for a file that is not a sound package.
pub(super) fn damaged(input: &Input, reason: &str) -> Error {
    Error::Office { path: input.path.to_owned(), reason: reason.to_owned() }
}

/// Returns the value of an attribute, by its name without a prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Id of its style.
    style: Option<String>,
    /// Level that the paragraph itself states, 1 for the highest.
    level: Option<u8>,
    /// True if the paragraph is an item of a list.
    item: bool,
}

/// Cell that is being read.
#[derive(Default)]
struct GridCell {
    text: String,
    columns: usize,
    /// True if the cell continues the cell above.
    goes_on: bool,
    /// True if the cell is covered by the cell to its left.
    covered: bool,
}

/// Table that is being read.
#[derive(Default)]
struct OfficeTable {
    rows: Vec<(Vec<GridCell>, bool)>,
}

/// Reader of the paragraphs and tables of a part, of Word or PowerPoint.
pub(super) struct BodyReader<'b, 't, S: Fn(&str) -> Option<u8>> {
    blocks: &'b mut Blocks<'t>,
    /// Level of a heading by the id of its style; 0 is the document's title.
    level: S,
    paragraphs: Vec<Paragraph>,
    grids: Vec<OfficeTable>,
    /// True if text that counts is open.
    in_text: bool,
    /// Number of open elements whose text does not count.
    left_out: usize,
    in_run: usize,
    /// True if the shape is a slide's title.
    title: bool,
}

impl<'b, 't, S: Fn(&str) -> Option<u8>> BodyReader<'b, 't, S> {
    pub fn new(blocks: &'b mut Blocks<'t>, level: S) -> Self {
        Self { blocks, level, paragraphs: Vec::new(), grids: Vec::new(), in_text: false, left_out: 0, in_run: 0, title: false }
    }

    /// Reads a part; the error says what is wrong with it.
    pub fn read(mut self, xml: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0_usize;
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(element) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err("its elements are nested deeper than any document's".to_owned());
                    }
                    self.open(&element);
                }
                Event::Empty(element) => {
                    self.open(&element);
                    self.close(element.local_name().as_ref());
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    self.close(element.local_name().as_ref());
                }
                Event::Text(text) if self.in_text && self.left_out == 0 => self.say(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::CData(text) if self.in_text && self.left_out == 0 => self.say(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(name) if self.in_text && self.left_out == 0 => {
                    let sign = match name.resolve_char_ref() {
                        Ok(Some(sign)) => Some(sign),
                        _ => match name.xml_content(XmlVersion::Implicit1_0).as_ref() {
                            "amp" => Some('&'),
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            _ => None,
                        },
                    };
                    if let Some(sign) = sign {
                        self.say(sign.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn open(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let value = || attribute(element, "val");
        match name.as_ref() {
            // What is struck out, what old programs see, and the reading of a word are not part of the text.
            "del" | "moveFrom" | "Fallback" | "rt" => self.left_out += 1,
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.in_run += 1,
            "t" => self.in_text = true,
            "tab" if self.in_run > 0 => self.say(" "),
            "br" | "cr" if self.left_out == 0 => self.say("\n"),
            "pStyle" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = value();
                }
            }
            "outlineLvl" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.level = value().and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9).map(|level| level + 1);
                }
            }
            "numPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.item = true;
                }
            }
            "ph" => self.title = matches!(attribute(element, "type").as_deref(), Some("title" | "ctrTitle")),
            "tbl" => self.grids.push(OfficeTable::default()),
            "tr" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.rows.push((Vec::new(), false));
                }
            }
            "tblHeader" => {
                if let Some((_, head)) = self.grids.last_mut().and_then(|grid| grid.rows.last_mut()) {
                    *head = true;
                }
            }
            "tc" => {
                let columns = attribute(element, "gridSpan").and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
                let is = |name: &str| attribute(element, name).is_some_and(|value| value == "1" || value == "true");
                let cell = GridCell { text: String::new(), columns, goes_on: is("vMerge"), covered: is("hMerge") };
                if let Some((cells, _)) = self.grids.last_mut().and_then(|grid| grid.rows.last_mut()) {
                    cells.push(cell);
                }
            }
            "gridSpan" => {
                let columns = value().and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
                if let Some(cell) = self.cell() {
                    cell.columns = columns;
                }
            }
            "vMerge" => {
                let goes_on = value().is_none_or(|value| value == "continue");
                if let Some(cell) = self.cell() {
                    cell.goes_on = goes_on;
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self) -> Option<&mut GridCell> {
        self.grids.last_mut()?.rows.last_mut()?.0.last_mut()
    }

    fn close(&mut self, name: &str) {
        match name {
            "del" | "moveFrom" | "Fallback" | "rt" => self.left_out = self.left_out.saturating_sub(1),
            "t" => self.in_text = false,
            "r" => self.in_run = self.in_run.saturating_sub(1),
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.write(&paragraph);
                }
            }
            "sp" => self.title = false,
            "tbl" => {
                if let Some(grid) = self.grids.pop() {
                    let text = grid.text();
                    match self.cell() {
                        // A table in a cell becomes words.
                        Some(cell) => join(&mut cell.text, &text),
                        None => grid.write(self.blocks),
                    }
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, paragraph: &Paragraph) {
        if self.left_out > 0 {
            return;
        }
        if let Some(cell) = self.cell() {
            let text: Vec<&str> = paragraph.text.split('\n').map(str::trim).filter(|text| !text.is_empty()).collect();
            join(&mut cell.text, &text.join(" "));
            return;
        }
        let level = if self.title { Some(1) } else { paragraph.level.or_else(|| (self.level)(paragraph.style.as_deref()?)) };
        if let Some(level) = level {
            let text = paragraph.text.replace('\n', " ");
            if level == 0 {
                self.blocks.title(&text);
            }
            return self.blocks.heading(level.clamp(1, 6), &text);
        }
        for line in paragraph.text.split('\n') {
            if paragraph.item && !line.trim().is_empty() {
                self.blocks.item(line.trim());
            } else {
                self.blocks.paragraph(line);
            }
        }
    }
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

impl OfficeTable {
    /// Returns the cells in words, with commas between rows.
    fn text(&self) -> String {
        let row = |(cells, _): &(Vec<GridCell>, bool)| cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        self.rows.iter().map(row).collect::<Vec<_>>().join("、")
    }

    /// Writes the rows, with each cell at every place that it spans.
    fn write(self, blocks: &mut Blocks) {
        blocks.table();
        let mut above: Vec<String> = Vec::new();
        for (row, head) in self.rows {
            let mut cells: Vec<String> = Vec::new();
            for cell in row {
                let covered = cell.covered.then(|| cells.last().cloned()).flatten();
                for _ in 0..cell.columns.max(1) {
                    let text = if cell.goes_on { above.get(cells.len()).cloned().unwrap_or_default() } else { cell.text.clone() };
                    cells.push(covered.clone().unwrap_or(text));
                }
            }
            above.clone_from(&cells);
            blocks.row(cells, head);
        }
    }
}
