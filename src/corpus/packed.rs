//! Review sheets of a year as the library keeps them: the tables in one ZIP, named by its hash.

use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::bundle::FILE;
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

/// Part of a document's file that says what its sheets are, and what they were made of.
#[derive(Deserialize)]
pub(super) struct Held {
    pub original: HeldOriginal,
    pub sheets: Sheets,
}

/// Part of a document's origin that tells one import from another.
#[derive(Deserialize)]
pub(super) struct HeldOriginal {
    /// SHA-256 of what was imported, in hexadecimal.
    pub sha256: String,
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

/// Removes the packed years of a folder that its document does not refer to. If the document cannot be read, all stay.
pub(super) fn clear_leftovers(folder: &Path) {
    if packed_years(folder).next().is_none() {
        return;
    }
    match fs::read_to_string(folder.join(FILE)) {
        Ok(text) => {
            if let Ok(held) = toml::from_str::<Held>(&text) {
                forget_others(folder, Some(&held.sheets.file));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => forget_others(folder, None),
        Err(_) => {}
    }
}

/// Removes all packed years of a folder except `but`.
pub(super) fn forget_others(folder: &Path, but: Option<&str>) {
    for path in packed_years(folder).filter(|path| path.file_name().and_then(|name| name.to_str()) != but) {
        drop(fs::remove_file(&path));
    }
}

/// Returns the paths of the packed years in a folder.
fn packed_years(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    paths.filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(PACKED[0]) && name.ends_with(PACKED[1])
    })
}

/// Checks that a packed year is there and has this hash.
pub(super) fn verify(path: &Path, sha256: &str) -> Result<(), String> {
    let mut nowhere = io::sink();
    let mut hashed = Hashed::new(&mut nowhere);
    let mut file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    io::copy(&mut file, &mut hashed).map_err(|error| format!("{}: {error}", path.display()))?;
    if hashed.sha256() == sha256 { Ok(()) } else { Err(format!("{} is not as it was written", path.display())) }
}

/// Reads a packed year and the kinds of its tables; if a hash is given, the file must have it.
pub(super) fn read(path: &Path, sha256: Option<&str>) -> Result<(SheetYear, Vec<TableKind>), String> {
    if let Some(wanted) = sha256 {
        verify(path, wanted)?;
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
