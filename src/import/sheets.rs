//! Tables of the review sheets among files: CSVs, and ZIPs of them, told by their columns; opened one after the other.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::review::{TableKind, TableReader};

/// Entries of a ZIP that are looked at: a year has fifteen tables.
const MOST_ENTRIES: usize = 64;
/// Bytes of one table, unpacked, at most: the largest of a year has 50 MB.
const LARGEST: u64 = 1 << 30;
/// Bytes of a table's first rows by which it is told.
const FIRST: u64 = 64 << 10;

/// A table in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableFile {
    /// The file.
    pub path: PathBuf,
    /// Where in it, if it is a ZIP.
    entry: Option<usize>,
    /// Which table it is.
    pub kind: TableKind,
    /// Its size, unpacked, in bytes.
    pub bytes: u64,
    /// In which encoding it is read; a byte order mark has precedence.
    encoding: &'static Encoding,
}

/// What the tables in a file are; none where it is something else.
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

/// Which table begins so, and in which encoding: UTF-8 as it is published, or what a spreadsheet has made of it.
fn kind_of(content: impl Read) -> Option<(TableKind, &'static Encoding)> {
    let mut beginning = Vec::new();
    content.take(FIRST).read_to_end(&mut beginning).ok()?;
    [UTF_8, SHIFT_JIS].into_iter().find_map(|encoding| {
        let table = TableReader::open(decoded(beginning.as_slice(), encoding)).ok()??;
        Some((table.kind(), encoding))
    })
}

/// Content as UTF-8. What is UTF-8 already passes as it is, so that a byte that is none is told with its row.
fn decoded<R: Read>(content: R, encoding: &'static Encoding) -> impl Read {
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.encoding(Some(encoding).filter(|encoding| *encoding != UTF_8)).bom_override(true).strip_bom(true).utf8_passthru(true);
    builder.build(content)
}

impl TableFile {
    /// Hands the table's bytes to a reader of it.
    ///
    /// # Errors
    /// When the file cannot be opened any more, or is no whole ZIP.
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

    /// The SHA-256 of its bytes, in hexadecimal.
    ///
    /// # Errors
    /// When it cannot be read.
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
