//! Conversion of workbooks to blocks: each sheet a table, with merged cells at every place that they span. Hidden sheets are reported, not
//! read.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};

use calamine::{DataRef, Reader, SheetVisible, Xlsx};

use super::office::{Package, damaged, has_part};
use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of workbooks.
pub(super) const READER: FormatReader = FormatReader { format: Format::Xlsx, tells: |input| has_part(input, "xl/workbook.xml"), read };

/// Number of columns of a sheet that are read.
const COLUMNS: u32 = 512;
/// Most merged cells that are kept; a sheet with more is not a table that people made.
const MOST_MERGED: usize = 100_000;

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let failed = |error: calamine::XlsxError| damaged(input, &error.to_string());
    let unpacked = Package::open(input)?.unpacked(&mut |name| match name.starts_with("xl/worksheets/") {
        true => Box::new(CellNames::default()),
        false => Box::new(std::io::sink()),
    })?;
    // About half of a workbook's text is markup.
    blocks.expect(usize::try_from(unpacked / 2).unwrap_or(usize::MAX));
    let mut book = Xlsx::new(Cursor::new(input.content)).map_err(failed)?;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.visible != SheetVisible::Visible {
            blocks.doubt(&sheet.name, "隠されたシートなので、読まない");
            continue;
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let merged = if merged.len() <= MOST_MERGED { merged } else { Vec::new() };
        // Last row and column of each merged cell, by the row and column in which it begins.
        let spans: BTreeMap<(u32, u32), (u32, u32)> = merged.iter().map(|area| (area.start, area.end)).collect();
        blocks.sheet(&sheet.name);
        // Text of the cells that reach down, and the last row that each reaches, by column.
        let mut reaching: BTreeMap<u32, (u32, String)> = BTreeMap::new();
        let mut cells = match book.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            // A sheet of charts has no cells.
            Err(_) => continue,
        };
        let mut row: BTreeMap<u32, String> = BTreeMap::new();
        let (mut at, mut without_value) = (0_u32, 0_usize);
        let mut formulas = 0_usize;
        while let Some(cell) = cells.next_cell_with_formula().map_err(failed)? {
            let (line, column) = cell.pos;
            if line != at {
                write(blocks, at, &mut row, &mut reaching);
                at = line;
            }
            let text = text(&cell.value);
            if cell.formula.is_some() {
                formulas += 1;
                without_value += usize::from(text.is_empty());
            }
            if column >= COLUMNS || text.is_empty() {
                continue;
            }
            if let Some((last_line, last_column)) = spans.get(&(line, column)) {
                for covered in column..=(*last_column).min(COLUMNS - 1) {
                    row.insert(covered, text.clone());
                    if *last_line > line {
                        reaching.insert(covered, (*last_line, text.clone()));
                    }
                }
            } else {
                row.insert(column, text);
            }
        }
        write(blocks, at, &mut row, &mut reaching);
        if without_value > 0 {
            let why = format!("{formulas} の式のうち {without_value} に値が保存されていない。表計算で開いて、保存し直す");
            blocks.doubt(&sheet.name, &why);
        }
    }
    Ok(())
}

/// Checker of a sheet's markup that refuses cell names that no workbook has (`A0`, `AAAAAAA1`) and areas that end before they begin
/// (`A3:B2`): the reader of the cells calculates with them.
#[derive(Default)]
struct CellNames {
    /// Last two bytes, the newest last.
    before: [u8; 2],
    /// Name so far, within the value of `r` or `ref`.
    name: Option<CellName>,
}

/// Name of a cell that is being read.
#[derive(Clone, Copy, Default)]
struct CellName {
    letters: u8,
    digits: u8,
    column: u32,
    row: u32,
    /// Column and row in which the area begins, if this is its end.
    begins: Option<(u32, u32)>,
}

impl CellName {
    /// Most letters and digits of a cell's name: `XFD1048576`.
    const MOST: (u8, u8) = (3, 7);

    /// Takes the next character of a value; returns `None` if no cell has such a name.
    fn take(self, byte: u8) -> Option<Self> {
        let next = match byte {
            b':' => Self { begins: Some((self.column, self.row)), ..Self::default() },
            byte if byte.is_ascii_alphabetic() => {
                let from = if self.digits > 0 { Self { begins: self.begins, ..Self::default() } } else { self };
                let column = from.column.saturating_mul(26).saturating_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1);
                Self { letters: from.letters.saturating_add(1), column, ..from }
            }
            b'0' if self.digits == 0 && self.letters > 0 => return None,
            byte if byte.is_ascii_digit() => {
                let row = self.row.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
                Self { digits: self.digits.saturating_add(1), row, ..self }
            }
            b'$' => self,
            _ if !self.is_ordered() => return None,
            _ => Self::default(),
        };
        (next.letters <= Self::MOST.0 && next.digits <= Self::MOST.1).then_some(next)
    }

    /// Returns true unless the area ends before it begins.
    fn is_ordered(self) -> bool {
        self.begins.is_none_or(|(column, row)| column <= self.column && row <= self.row)
    }
}

impl CellNames {
    /// Takes a byte; returns true if the name may still be that of a cell.
    fn take(&mut self, byte: u8) -> bool {
        let taken = match (self.name, byte) {
            (None, b'"') if matches!(self.before, [b'r' | b'f', b'=']) => Some(CellName::default()),
            (None, _) => {
                self.before = [self.before[1], byte];
                return true;
            }
            (Some(name), b'"') => {
                (self.name, self.before) = (None, [self.before[1], byte]);
                return name.is_ordered();
            }
            (Some(name), byte) => name.take(byte),
        };
        self.name = taken;
        taken.is_some()
    }
}

impl Write for CellNames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes.iter().all(|byte| self.take(*byte)) {
            true => Ok(bytes.len()),
            false => Err(io::Error::other("a cell has a name that no workbook has")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a row, with the cells that reach down to it.
fn write(blocks: &mut Blocks, line: u32, row: &mut BTreeMap<u32, String>, reaching: &mut BTreeMap<u32, (u32, String)>) {
    let mut own = std::mem::take(row);
    reaching.retain(|_, (last, _)| *last >= line);
    for (column, (_, text)) in reaching.iter() {
        own.entry(*column).or_insert_with(|| text.clone());
    }
    let Some(last) = own.keys().next_back().copied() else { return };
    let cells = (0..=last).map(|column| own.remove(&column).unwrap_or_default()).collect();
    blocks.at(usize::try_from(line).unwrap_or(0) + 1);
    blocks.sheet_row(cells);
}

/// Returns a value as a reader sees it, except for the number of its digits.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_cell_has_are_refused_wherever_the_text_is_cut() {
        let sound = |text: &str| {
            let at_once = CellNames::default().write(text.as_bytes()).is_ok();
            let mut names = CellNames::default();
            let piece_by_piece = text.as_bytes().chunks(1).all(|byte| names.write(byte).is_ok());
            assert_eq!(at_once, piece_by_piece, "{text}");
            at_once
        };
        for text in
            ["<row r=\"12\"><c r=\"XFD1048576\" t=\"s\">", "<mergeCell ref=\"A1:B2\"/>", "<v>AAAAAAAA0</v>", "<x sqref=\"A1 $C$3:D4\"/>"]
        {
            assert!(sound(text), "{text}");
        }
        for text in
            ["<c r=\"A0\">", "<c r=\"AAAA1\">", "<row r=\"123456789\">", "<mergeCell ref=\"A1:ZZZZ2\"/>", "<mergeCell ref=\"A3:B2\"/>"]
        {
            assert!(!sound(text), "{text}");
        }
    }
}
