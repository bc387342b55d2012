//! Review sheets of a year as the library keeps them: the tables in one ZIP, named by its hash.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::model::FiscalYear;
use crate::review::{self, Counts, SheetYear, TableKind, TableReader};

/// Name of a packed year, before and after the digits that distinguish it.
const PACKED: [&str; 2] = ["tables-", ".zip"];
/// Number of hexadecimal digits of its hash in its name.
const DIGITS: usize = 12;
/// Largest table, unpacked, in bytes.
const LARGEST: u64 = 1 << 30;

/// Description of a year's sheets in the library.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheets {
    /// Name of the ZIP, beside the file that says this.
    pub file: String,
    /// SHA-256 of the ZIP, in hexadecimal.
    pub sha256: String,
    /// Year of the sheets.
    pub year: FiscalYear,
    /// Number of programmes that they cover.
    pub programmes: usize,
    /// Number of indicators that they have.
    pub kpis: usize,
    /// Number of payees.
    pub payees: usize,
    /// Ministries to which the sheets are limited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<String>,
    /// Words of which each programme has at least one in its name or purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub like: Vec<String>,
    /// Tables that are present, such as `2-1`.
    pub tables: Vec<String>,
}

impl Sheets {
    /// Returns the number of records that the sheets make.
    pub fn counts(&self) -> Counts {
        Counts { programmes: self.programmes, kpis: self.kpis, payees: self.payees }
    }
}

/// Returns the name of a packed year with this SHA-256.
pub(super) fn name(sha256: &str) -> String {
    format!("{}{}{}", PACKED[0], sha256.get(..DIGITS).unwrap_or_default(), PACKED[1])
}

/// Writer that hashes what is written.
pub(super) struct Hashed<'w> {
    out: &'w mut dyn Write,
    hasher: Sha256,
}

impl<'w> Hashed<'w> {
    /// Creates a hashing writer to `out`, with nothing written yet.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, hasher: Sha256::new() }
    }

    /// Returns the SHA-256 of everything that was written, in hexadecimal.
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

/// Removes the packed years that nothing refers to: all except `but`.
pub(super) fn forget_others(folder: &Path, but: Option<&str>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(PACKED[0]) && name.ends_with(PACKED[1]) && Some(name) != but {
            drop(fs::remove_file(&path));
        }
    }
}

/// Reads a packed year and the kinds of its tables; if a hash is given, the file must have it.
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
