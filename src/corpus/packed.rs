//! A year of review sheets as the library keeps it: the tables in one ZIP, named by its hash.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::model::FiscalYear;
use crate::review::{self, Counts, SheetYear, TableKind, TableReader};

/// What a packed year is called, before and behind the digits that tell it from others.
const PACKED: [&str; 2] = ["tables-", ".zip"];
/// Hexadecimal digits of its hash in its name.
const DIGITS: usize = 12;
/// Bytes of one table, unpacked, at most.
const LARGEST: u64 = 1 << 30;

/// What the library says of a year's sheets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheets {
    /// The ZIP beside the file that says this.
    pub file: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// The year of the sheets.
    pub year: FiscalYear,
    /// How many programmes they are of.
    pub programmes: usize,
    /// How many indicators they have.
    pub kpis: usize,
    /// How many payees.
    pub payees: usize,
    /// Of which ministries alone they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<String>,
    /// The words of which one stands in each name or purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub like: Vec<String>,
    /// The tables that are there: `2-1`.
    pub tables: Vec<String>,
}

impl Sheets {
    /// How many records it makes.
    pub fn counts(&self) -> Counts {
        Counts { programmes: self.programmes, kpis: self.kpis, payees: self.payees }
    }
}

/// What a packed year of that SHA-256 is called.
pub(super) fn name(sha256: &str) -> String {
    format!("{}{}{}", PACKED[0], sha256.get(..DIGITS).unwrap_or_default(), PACKED[1])
}

/// Hashes what is written.
pub(super) struct Hashed<'w> {
    out: &'w mut dyn Write,
    hasher: Sha256,
}

impl<'w> Hashed<'w> {
    /// Nothing is written to `out` yet.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, hasher: Sha256::new() }
    }

    /// The SHA-256 of all that was written, in hexadecimal.
    pub fn sha256(self) -> String {
        self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Removes packed years that nothing speaks of.
pub(super) fn forget_others(folder: &Path, but: Option<&str>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(PACKED[0]) && name.ends_with(PACKED[1]) && Some(name) != but {
            drop(fs::remove_file(&path));
        }
    }
}

/// Reads a packed year; where its hash is known it has to be that one.
pub(super) fn read(path: &Path, sha256: Option<&str>) -> Result<(SheetYear, Vec<TableKind>), String> {
    if let Some(wanted) = sha256 {
        let mut nowhere = io::sink();
        let mut hashed = Hashed::new(&mut nowhere);
        let mut file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        io::copy(&mut file, &mut hashed).map_err(|error| error.to_string())?;
        if hashed.sha256() != wanted {
            return Err(format!("{} is not as it was written", path.display()));
        }
    }
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| error.to_string())?;
    let (mut year, mut tables) = (SheetYear::default(), Vec::new());
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| error.to_string())?;
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
        let told = |error: review::Error| format!("{name}: {error}");
        if let Some(mut table) = TableReader::open(entry.take(LARGEST)).map_err(told)? {
            year.read(&mut table).map_err(told)?;
            tables.push(table.kind());
        }
    }
    Ok((year, tables))
}
