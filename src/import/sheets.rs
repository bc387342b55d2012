//! Tables of review sheets among files: CSVs and ZIPs of them, recognised by their columns and opened one after another.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::review::{TableKind, TableReader};

/// Most entries of a ZIP that are examined: a year has fifteen tables.
const MOST_ENTRIES: usize = 64;
/// Largest table, unpacked, in bytes: the largest of a year has 50 MB.
const LARGEST: u64 = 1 << 30;
/// Length of a table's beginning by which it is recognised, in bytes.
const FIRST: u64 = 64 << 10;

/// Table in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableFile {
    /// Path of the file.
    pub path: PathBuf,
    /// Index of the table in the file, if that is a ZIP.
    entry: Option<usize>,
    /// Kind of the table.
    pub kind: TableKind,
    /// Size of the table, unpacked, in bytes.
    pub bytes: u64,
    /// Encoding in which the table is read; a byte order mark takes precedence.
    encoding: &'static Encoding,
}

/// Returns the tables in a file; none if it is anything else.
pub fn tables(path: &Path) -> Vec<TableFile> {
    let ends = |end: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(end));
    if ends("csv") {
        let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
        let told = File::open(path).ok().and_then(kind_of);
        return told.map(|(kind, encoding)| TableFile { path: path.to_owned(), entry: None, kind, bytes, encoding }).into_iter().collect();
    }
    let archive = if ends("zip") { File::open(path).ok().and_then(|file| ZipArchive::new(BufReader::new(file)).ok()) } else { None };
    let Some(mut archive) = archive else { return Vec::new() };
    let entries = archive.len().min(MOST_ENTRIES);
    let table = |at: usize| {
        let entry = archive.by_index(at).ok().filter(|entry| entry.is_file() && entry.size() <= LARGEST)?;
        let bytes = entry.size();
        kind_of(entry).map(|(kind, encoding)| TableFile { path: path.to_owned(), entry: Some(at), kind, bytes, encoding })
    };
    (0..entries).filter_map(table).collect()
}

/// Returns the kind of table that begins like this, and its encoding: UTF-8 as published, or what a spreadsheet has made of it.
fn kind_of(content: impl Read) -> Option<(TableKind, &'static Encoding)> {
    let mut beginning = Vec::new();
    content.take(FIRST).read_to_end(&mut beginning).ok()?;
    [UTF_8, SHIFT_JIS].into_iter().find_map(|encoding| {
        let table = TableReader::open(decoded(beginning.as_slice(), encoding)).ok()??;
        Some((table.kind(), encoding))
    })
}

/// Decodes content to UTF-8. Content that is already UTF-8 passes unchanged, so that an invalid byte is reported with its row.
fn decoded<R: Read>(content: R, encoding: &'static Encoding) -> impl Read {
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.encoding(Some(encoding).filter(|encoding| *encoding != UTF_8)).bom_override(true).strip_bom(true).utf8_passthru(true);
    builder.build(content)
}

impl TableFile {
    /// Hands the table's bytes to a reader.
    ///
    /// # Errors
    /// If the file can no longer be opened, or is not an intact ZIP.
    pub fn read<T>(&self, read: impl FnOnce(&mut dyn Read) -> T) -> io::Result<T> {
        let file = BufReader::with_capacity(1 << 16, File::open(&self.path)?);
        match self.entry {
            None => Ok(read(&mut decoded(file.take(LARGEST), self.encoding))),
            Some(at) => {
                let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
                let entry = archive.by_index(at).map_err(io::Error::other)?;
                Ok(read(&mut decoded(entry.take(LARGEST), self.encoding)))
            }
        }
    }

    /// Returns the SHA-256 of the table's bytes, in hexadecimal.
    ///
    /// # Errors
    /// If the table cannot be read.
    pub fn fingerprint(&self) -> io::Result<String> {
        self.read(|content| {
            let mut hasher = Sha256::new();
            let mut buffer = vec![0; 1 << 16];
            loop {
                let count = content.read(&mut buffer)?;
                let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
                hasher.update(read);
            }
            Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
        })?
    }
}
