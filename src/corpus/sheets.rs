//! Review sheets of a year in the library: the tables as they are published, packed in one ZIP beside a small TOML file that describes
//! them. A whole year is a hundred megabytes of text: not a file that a person edits, and too large to be parsed at every start. As tables
//! any program can read it, and a later version can make more of it without another import. What is made of it is kept compiled, like the
//! rest of the corpus.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::bundle::FILE;
use super::library::LibraryError;
use super::packed::{self, Hashed, Held, Sheets};
use super::parsed::Parsed;
use super::sources::LIBRARY;
use super::{Library, Problem};
use crate::files::{self, Pending, seal};
use crate::model::{DocumentKind, FiscalYear, Kind, Record, document_of};
use crate::review::{self, Counts, Selection, SheetYear, TableKind};

/// Year that is packed but not yet in its place. If dropped, it leaves nothing behind.
pub struct StagedSheets {
    folder: PathBuf,
    packed: Pending,
    sheets: Sheets,
    /// Sheets as read back from the tables, with what in them cannot be right.
    pub year: SheetYear,
}

/// Origin of a year's sheets.
#[derive(Clone, Debug)]
pub struct SheetsOrigin {
    /// Names of the files.
    pub file: String,
    /// SHA-256 of all tables and of what was taken from them.
    pub sha256: String,
}

#[derive(Serialize)]
struct Written<'s> {
    original: WrittenOriginal<'s>,
    document: [WrittenDocument; 1],
    sheets: &'s Sheets,
}

#[derive(Serialize)]
struct WrittenOriginal<'s> {
    document: String,
    file: &'s str,
    format: &'static str,
    encoding: &'static str,
    sha256: &'s str,
}

#[derive(Serialize)]
struct WrittenDocument {
    id: String,
    title: String,
    short_title: String,
    document_kind: DocumentKind,
    fiscal_year: FiscalYear,
    text: &'static str,
    url: &'static str,
    note: &'static str,
}

/// Site on which the sheets are published.
pub const REVIEW_SITE: &str = "https://rssystem.go.jp/";
const TEXT: &str = "国の全事業の行政事業レビューシート：要求・予算・執行、目標と実績、点検と所見、支出先。";
const NOTE: &str = "出典：行政事業レビュー見える化サイトの公表データ（公共データ利用規約 第1.0版）をしるべが加工したもの。国の公表物ではない。\
                    額は円。一般会計と特別会計の間の繰入れは二度数えられるので、和は国の予算ではない。支出先には、ほかを経て受け取った額もある。";

/// Writer that puts tables into a ZIP, one after another.
pub struct Packing<'w> {
    zip: ZipWriter<zip::write::StreamWriter<&'w mut dyn Write>>,
}

impl Packing<'_> {
    /// Begins a table and returns the writer for its bytes.
    ///
    /// # Errors
    /// If the ZIP cannot be written.
    pub fn table(&mut self, kind: TableKind) -> io::Result<&mut dyn Write> {
        // The tables are repetitive: more effort hardly makes them any smaller.
        let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(false);
        self.zip.start_file(format!("{kind}.csv"), options).map_err(io::Error::other)?;
        Ok(&mut self.zip)
    }
}

impl Library {
    /// Returns the library's description of a year's sheets, and the hash of what they were made of. If the tables are missing or damaged,
    /// the library does not have the year, and it can be imported again.
    pub fn sheets(&self, year: FiscalYear) -> Option<(Sheets, String)> {
        let folder = self.folder().join(document_of(year).as_str());
        let held: Held = toml::from_str(&fs::read_to_string(folder.join(FILE)).ok()?).ok()?;
        packed::verify(&folder.join(&held.sheets.file), &held.sheets.sha256).ok()?;
        Some((held.sheets, held.original.sha256))
    }

    /// Packs a year's tables beside their place, and reads them as every later start will. `pack` writes them.
    ///
    /// # Errors
    /// If the folder cannot be written, or what was packed cannot be read.
    pub fn stage_sheets(
        &self,
        year: FiscalYear,
        selection: &Selection,
        pack: impl FnOnce(&mut Packing) -> io::Result<()>,
    ) -> Result<StagedSheets, LibraryError> {
        let id = document_of(year);
        let folder = self.folder().join(id.as_str());
        let failed = |action: &'static str, source| LibraryError::Io { action, path: folder.clone(), source };
        fs::create_dir_all(&folder).map_err(|error| failed("create", error))?;
        let mut sha256 = String::new();
        let pending = Pending::new(&folder, |out| {
            let mut hashed = Hashed::new(out);
            {
                let mut packing = Packing { zip: ZipWriter::new_stream(&mut hashed as &mut dyn Write) };
                pack(&mut packing)?;
                packing.zip.finish().map_err(io::Error::other)?;
            }
            sha256 = hashed.sha256();
            Ok(())
        });
        let pending = pending.map_err(|error| failed("write", error))?;
        let damaged = |reason: String| LibraryError::Damaged { id: id.to_string(), reason };
        let (sheet_year, tables) = packed::read(pending.path(), None).map_err(damaged)?;
        let Counts { programmes, kpis, payees } = sheet_year.counts();
        let sheets = Sheets {
            file: packed::name(&sha256),
            sha256,
            year,
            programmes,
            kpis,
            payees,
            ministries: selection.ministries.clone(),
            like: selection.like.clone(),
            tables: tables.iter().map(|kind| kind.name().to_owned()).collect(),
        };
        Ok(StagedSheets { folder, packed: pending, sheets, year: sheet_year })
    }
}

impl StagedSheets {
    /// Returns the description of the sheets.
    pub fn sheets(&self) -> &Sheets {
        &self.sheets
    }

    /// Moves the year into its place, and removes what was there. Killed at any moment, it leaves the library with the old one or the new
    /// one.
    ///
    /// # Errors
    /// If it cannot be moved; what was there before stays.
    pub fn keep(self, origin: &SheetsOrigin) -> Result<(), LibraryError> {
        let id = document_of(self.sheets.year);
        let place = self.folder.join(FILE);
        let year = self.sheets.year;
        let written = Written {
            original: WrittenOriginal {
                document: id.to_string(),
                file: &origin.file,
                format: "review",
                encoding: "UTF-8",
                sha256: &origin.sha256,
            },
            document: [WrittenDocument {
                id: id.to_string(),
                title: format!("行政事業レビューシート（{year}年度）"),
                // Wherever it is cited, its source is named and it is said that the data were processed.
                short_title: format!("行政事業レビュー{year}年度（加工）"),
                document_kind: DocumentKind::Review,
                fiscal_year: year,
                text: TEXT,
                url: REVIEW_SITE,
                note: NOTE,
            }],
            sheets: &self.sheets,
        };
        let unwritable = |error: toml::ser::Error| LibraryError::Unwritable { id: id.to_string(), reason: error.to_string() };
        let text = toml::to_string_pretty(&written).map_err(unwritable)?;
        let failed = |path: &Path, source| LibraryError::Io { action: "write", path: path.to_owned(), source };
        let zip = self.folder.join(&self.sheets.file);
        self.packed.keep(&zip).map_err(|error| failed(&zip, error))?;
        files::replace(&place, seal::seal(&text).as_bytes()).map_err(|error| failed(&place, error))?;
        packed::forget_others(&self.folder, Some(&self.sheets.file));
        Ok(())
    }
}

/// Reads all review sheets among the files of a library; returns them with the problems of those that cannot be read.
pub(super) fn load(parsed: &[Parsed], library: &Path) -> (Vec<SheetYear>, Vec<Problem>) {
    let (mut years, mut problems) = (Vec::new(), Vec::new());
    for parsed in parsed {
        let (Some(sheets), Some(document)) = (&parsed.file.sheets, &parsed.document) else { continue };
        let named = Path::new(&sheets.file).file_name().and_then(|name| name.to_str()) == Some(sheets.file.as_str());
        let read = if named && parsed.path.starts_with(LIBRARY) {
            packed::read(&library.join(document).join(&sheets.file), Some(&sheets.sha256))
        } else {
            Err(format!("{:?} does not name a file beside it", sheets.file))
        };
        match read {
            Ok((year, _)) => years.push(year),
            Err(what) => problems.push(Problem { file: parsed.path.clone(), line: 0, what }),
        }
    }
    (years, problems)
}

/// Removes the corpus's own extracts for years whose sheets are in the library.
pub(super) fn replace_excerpts(parsed: &mut Vec<Parsed>) {
    let years: HashSet<String> =
        parsed.iter().filter(|parsed| parsed.file.sheets.is_some()).filter_map(|parsed| parsed.document.clone()).collect();
    let shipped = |parsed: &Parsed| !parsed.path.starts_with(LIBRARY);
    parsed.retain(|parsed| !(shipped(parsed) && parsed.document.as_ref().is_some_and(|document| years.contains(document))));
}

/// Makes the records of review sheets; `known` are the records that are already there.
pub(super) fn records(years: Vec<SheetYear>, known: &[Record]) -> Vec<Record> {
    if years.is_empty() {
        return Vec::new();
    }
    let ministries: HashSet<String> =
        known.iter().filter(|record| record.kind() == Kind::Ministry).map(|record| record.title().to_owned()).collect();
    review::records(years, &ministries)
}
