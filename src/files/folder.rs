//! Folders that are either intact or not used at all: written aside, listed with the size and checksum of every file, and moved into place
//! in one step. A process that changes one locks it first.

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

/// File that records the state of the others when they were last read completely.
const CHECKED: &str = ".checked";
/// Time for which that record is trusted.
const TRUSTED: Duration = Duration::from_secs(24 * 60 * 60);
/// Maximum wait for a lock, longer than the work takes: a process that holds it longer has been stopped, and may never go on.
const PATIENCE: Duration = Duration::from_secs(60);
/// Number of bytes of a file that are read at a time.
const PIECE: usize = 256 * 1024;

/// Reason that a folder cannot be used: what was attempted, on which path, and the system's error.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {path}: {source}")]
pub struct FolderError {
    /// The attempted action: "read", "write", ….
    pub action: &'static str,
    /// The path it was attempted on.
    pub path: PathBuf,
    /// The system's error.
    pub source: io::Error,
}

impl FolderError {
    /// Returns a function that makes a fault of the system's error.
    pub fn of(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self { action, path, source }
    }
}

/// A file of an intact folder.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Listed {
    /// Name of the file.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// CRC-32 of the contents.
    pub sum: u32,
}

/// Returns the name and size in bytes of every file in a folder, in order.
///
/// # Errors
/// If the folder cannot be read.
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

/// Returns true if a file is part of an intact folder. Lock files come and go, and the record of the last check is not part of the folder.
pub fn is_part(name: &str) -> bool {
    !name.ends_with(".lock") && name != CHECKED
}

/// Lists every file that is part of a folder, in order.
///
/// # Errors
/// If the folder or one of its files cannot be read.
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

/// Returns the first file that is missing or differs from its listing. Each file is read completely once a day, and whenever the system
/// says that one has changed: a dictionary of 46 MB takes a few milliseconds, a large index much longer.
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
        // If this cannot be kept, the files are read again next time.
        drop(write_whole(&folder.join(CHECKED), seal::seal(&described).as_bytes()));
    }
    found
}

/// Returns the description of a folder's files when they were last read completely, if that is not too long ago.
fn checked(folder: &Path) -> Option<String> {
    let path = folder.join(CHECKED);
    // A time in the future has no age.
    let age = fs::metadata(&path).ok()?.modified().ok()?.elapsed().ok()?;
    let text = fs::read_to_string(&path).ok().filter(|text| age < TRUSTED && seal::is_whole(text))?;
    Some(seal::open(&text).to_owned())
}

/// Describes the files as the system sees them: inode, size, and the time of the last change, which only the system sets. `None` if one was
/// changed so recently that it may change again within the same tick of the clock.
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

/// Returns the checksum of a file.
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

/// Writes a folder's description of itself, under its own checksum.
///
/// # Errors
/// If the file cannot be written.
pub fn write_manifest(path: &Path, manifest: &impl Serialize) -> Result<(), FolderError> {
    let text = toml::to_string(manifest).map_err(|error| FolderError::of("write", path)(io::Error::other(error)))?;
    write_whole(path, seal::seal(&text).as_bytes())
}

/// Reads a folder's description of itself.
///
/// # Errors
/// Returns what is wrong with the file.
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
/// If it cannot be written; the previous contents stay.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    replace(path, bytes).map_err(FolderError::of("write", path))
}

/// Waits until no other process is changing `folder`, then clears away what killed processes left behind. `None` if the system has no
/// locks, or the holder of the lock makes no progress: the work is done all the same, as nothing that is intact is written twice.
///
/// # Errors
/// If the lock file cannot be written.
pub fn lock(folder: &Path) -> Result<Option<Lock>, FolderError> {
    let lock = Lock::take(folder, Some(PATIENCE), || ()).map_err(FolderError::of("lock", folder))?;
    if lock.is_some() {
        tidy::clear_leftovers(folder, None);
    }
    Ok(lock)
}
