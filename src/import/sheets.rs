//! Tables of the review sheets among files: CSVs, and ZIPs of them, told by their columns; opened one after the other.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

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
}

/// What the tables in a file are; none where it is something else.
pub fn tables(path: &Path) -> Vec<TableFile> {
    let ends = |end: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(end));
    if ends("csv") {
        let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
        let kind = File::open(path).ok().and_then(|file| kind_of(file.take(FIRST)));
        return kind.map(|kind| TableFile { path: path.to_owned(), entry: None, kind, bytes }).into_iter().collect();
    }
    let archive = if ends("zip") { File::open(path).ok().and_then(|file| ZipArchive::new(BufReader::new(file)).ok()) } else { None };
    let Some(mut archive) = archive else { return Vec::new() };
    let entries = archive.len().min(MOST_ENTRIES);
    let table = |at: usize| {
        let entry = archive.by_index(at).ok().filter(|entry| entry.is_file() && entry.size() <= LARGEST)?;
        let bytes = entry.size();
        kind_of(entry.take(FIRST)).map(|kind| TableFile { path: path.to_owned(), entry: Some(at), kind, bytes })
    };
    (0..entries).filter_map(table).collect()
}

fn kind_of(beginning: impl Read) -> Option<TableKind> {
    TableReader::open(beginning).ok().flatten().map(|table| table.kind())
}

impl TableFile {
    /// Hands the table's bytes to a reader of it.
    ///
    /// # Errors
    /// When the file cannot be opened any more, or is no whole ZIP.
    pub fn read<T>(&self, read: impl FnOnce(&mut dyn Read) -> T) -> io::Result<T> {
        let file = BufReader::with_capacity(1 << 16, File::open(&self.path)?);
        match self.entry {
            None => Ok(read(&mut file.take(LARGEST))),
            Some(at) => {
                let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
                let entry = archive.by_index(at).map_err(io::Error::other)?;
                Ok(read(&mut entry.take(LARGEST)))
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
