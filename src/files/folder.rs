//! Folders that are whole or not used at all: written aside, listed with the size and the checksum of every file, moved into place in one
//! step. Who changes them does so alone.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::lock::Lock;
use super::replace::replace;
use super::stat::stat;
use super::{seal, tidy};

/// The file that remembers how the others were when they were last read whole.
const CHECKED: &str = ".checked";
/// How long that is believed.
const TRUSTED: Duration = Duration::from_secs(24 * 60 * 60);
/// Longer than the work takes: who holds a lock for longer has been stopped, and may never go on.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much of a file is read at a time, in bytes.
const PIECE: usize = 256 * 1024;

/// Why a folder cannot be used: what was tried, on what, and what the system says.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {path}: {source}")]
pub struct FolderError {
    /// What was tried: "read", "write", ….
    pub action: &'static str,
    /// On what.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

impl FolderError {
    /// What makes a fault of what the system says.
    pub fn of(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self { action, path, source }
    }
}

/// A file of a whole folder.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its CRC-32.
    pub sum: u32,
}

/// The name and size in bytes of every file in a folder, in order.
///
/// # Errors
/// When the folder cannot be read.
pub fn sizes(folder: &Path) -> Result<Vec<(String, u64)>, FolderError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(FolderError::of("read", folder))? {
        let entry = entry.map_err(FolderError::of("read", folder))?;
        let bytes = entry.metadata().map_err(FolderError::of("read", entry.path()))?.len();
        files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
    }
    files.sort();
    Ok(files)
}

/// Whether a file is part of a whole folder. Lock files come and go, and what remembers that the others were looked through is no part of them.
pub fn is_part(name: &str) -> bool {
    !name.ends_with(".lock") && name != CHECKED
}

/// Every file that is part of a folder, in order.
///
/// # Errors
/// When the folder or one of its files cannot be read.
pub fn list(folder: &Path) -> Result<Vec<Listed>, FolderError> {
    let files = sizes(folder)?.into_iter().filter(|(name, _)| is_part(name));
    files
        .map(|(name, bytes)| {
            let path = folder.join(&name);
            let sum = sum(&path).map_err(FolderError::of("read", path))?;
            Ok(Listed { name, bytes, sum })
        })
        .collect()
}

/// The first file that is missing or not as it was listed. Each is read whole once a day, and whenever the system says that one was changed:
/// a dictionary of 46 MB takes some milliseconds, a large index much longer.
pub fn damaged<'f>(folder: &Path, listed: &'f [Listed]) -> Option<&'f str> {
    let mut metas = Vec::with_capacity(listed.len());
    for file in listed {
        match fs::metadata(folder.join(&file.name)) {
            Ok(meta) if meta.len() == file.bytes => metas.push(meta),
            _ => return Some(&file.name),
        }
    }
    let described = describe(listed, &metas);
    if described.as_ref().is_some_and(|described| checked(folder).as_ref() == Some(described)) {
        return None;
    }
    let changed = |file: &&Listed| !sum(&folder.join(&file.name)).is_ok_and(|sum| sum == file.sum);
    let found = listed.iter().find(changed).map(|file| file.name.as_str());
    if let (None, Some(described)) = (found, described) {
        // Where this cannot be kept, the files are read again the next time.
        drop(write_whole(&folder.join(CHECKED), seal::seal(&described).as_bytes()));
    }
    found
}

/// The description of a folder's files when they were last read whole, if that is not too long ago.
fn checked(folder: &Path) -> Option<String> {
    let path = folder.join(CHECKED);
    // A time that is still to come has no age.
    let age = fs::metadata(&path).ok()?.modified().ok()?.elapsed().ok()?;
    let text = fs::read_to_string(&path).ok().filter(|text| age < TRUSTED && seal::is_whole(text))?;
    Some(seal::open(&text).to_owned())
}

/// The files as the system describes them: inode, size, and when each was last changed, which the system sets and no program. `None` where
/// one was changed only just now, and may change again within the same tick of the clock.
fn describe(listed: &[Listed], metas: &[Metadata]) -> Option<String> {
    let now = SystemTime::now();
    let mut described = String::new();
    for (file, meta) in listed.iter().zip(metas) {
        let stat = stat(meta).filter(|stat| stat.settled(now))?;
        let (seconds, nanoseconds) = stat.changed;
        described.push_str(&format!("{} {} {} {seconds}.{nanoseconds:09} {:08x}\n", file.name, stat.inode, stat.size, file.sum));
    }
    Some(described)
}

/// The checksum of a file.
fn sum(path: &Path) -> io::Result<u32> {
    let mut file = File::open(path)?;
    let mut hasher = crc32fast::Hasher::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finalize()),
            count => hasher.update(piece.get(..count).unwrap_or_default()),
        }
    }
}

/// Writes what a folder says of itself, under its own checksum.
///
/// # Errors
/// When the file cannot be written.
pub fn write_manifest(path: &Path, manifest: &impl Serialize) -> Result<(), FolderError> {
    let text = toml::to_string(manifest).map_err(|error| FolderError::of("write", path)(io::Error::other(error)))?;
    write_whole(path, seal::seal(&text).as_bytes())
}

/// What a folder says of itself.
///
/// # Errors
/// What is wrong with the file.
pub fn read_manifest<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    if !seal::is_whole(&text) {
        return Err("its list of files is not as it was written".to_owned());
    }
    toml::from_str(&text).map_err(|error| error.message().to_owned())
}

/// Replaces a file.
///
/// # Errors
/// When it cannot be written; what was there before stays.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    replace(path, bytes).map_err(FolderError::of("write", path))
}

/// Waits until no other process changes `folder`, then clears away what killed ones left behind. `None` where the system knows no locks, or
/// the one that holds it does not move: the work is done all the same, as nothing that is whole is written twice.
///
/// # Errors
/// When the lock file cannot be written.
pub fn lock(folder: &Path) -> Result<Option<Lock>, FolderError> {
    let lock = Lock::take(folder, Some(PATIENCE), || ()).map_err(FolderError::of("lock", folder))?;
    if lock.is_some() {
        tidy::clear_leftovers(folder, None);
    }
    Ok(lock)
}
