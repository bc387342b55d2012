//! Folders that are whole or not used at all: written aside, listed with the size and the checksum of every file, moved into place in one
//! step. Who changes them does so alone.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Error;
use crate::text::seal;

/// What a folder that is being written is called until it is whole.
pub(super) const PARTIAL: &str = ".part";
/// The file that remembers how the others were when they were last read whole.
const CHECKED: &str = ".checked";
/// How long that is believed.
const TRUSTED: Duration = Duration::from_secs(24 * 60 * 60);
/// The file by which one process has a folder of folders to itself.
const LOCK: &str = ".lock";
/// Longer than the work takes: who holds a lock for longer has been stopped, and may never go on.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a lock that another process holds is asked for.
const AGAIN: Duration = Duration::from_millis(20);
/// How much of a file is read at a time, in bytes.
const PIECE: usize = 256 * 1024;

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
pub(super) fn sizes(folder: &Path) -> Result<Vec<(String, u64)>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let entry = entry.map_err(Error::io("read", folder))?;
        let bytes = entry.metadata().map_err(Error::io("read", entry.path()))?.len();
        files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
    }
    files.sort();
    Ok(files)
}

/// Whether a file is part of a whole folder. Lock files come and go, and what remembers that the others were looked through is no part of them.
pub(super) fn is_part(name: &str) -> bool {
    !name.ends_with(".lock") && name != CHECKED
}

/// Every file that is part of a folder, in order.
pub(super) fn list(folder: &Path) -> Result<Vec<Listed>, Error> {
    let files = sizes(folder)?.into_iter().filter(|(name, _)| is_part(name));
    files
        .map(|(name, bytes)| {
            let path = folder.join(&name);
            let sum = sum(&path).map_err(Error::io("read", path))?;
            Ok(Listed { name, bytes, sum })
        })
        .collect()
}

/// The first file that is missing or not as it was listed. Each is read whole once a day, and whenever the system says that one was changed:
/// a dictionary of 46 MB takes some milliseconds, a large index much longer.
pub(super) fn damaged<'f>(folder: &Path, files: &'f [Listed]) -> Option<&'f str> {
    let mut metas = Vec::with_capacity(files.len());
    for file in files {
        match fs::metadata(folder.join(&file.name)) {
            Ok(meta) if meta.len() == file.bytes => metas.push(meta),
            _ => return Some(&file.name),
        }
    }
    let described = describe(files, &metas);
    if described.as_ref().is_some_and(|described| checked(folder).as_ref() == Some(described)) {
        return None;
    }
    let changed = |file: &&Listed| !sum(&folder.join(&file.name)).is_ok_and(|sum| sum == file.sum);
    let found = files.iter().find(changed).map(|file| file.name.as_str());
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
#[cfg(unix)]
fn describe(files: &[Listed], metas: &[Metadata]) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    /// What changed longer ago than this has settled, in seconds.
    const TICK: i64 = 2;
    let now = i64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs()).ok()?;
    let mut described = String::new();
    for (file, meta) in files.iter().zip(metas) {
        if meta.ctime() + TICK >= now {
            return None;
        }
        described.push_str(&format!(
            "{} {} {} {}.{:09} {:08x}\n",
            file.name,
            meta.ino(),
            meta.size(),
            meta.ctime(),
            meta.ctime_nsec(),
            file.sum
        ));
    }
    Some(described)
}

/// Elsewhere a program can set every time that a file has: the bytes decide.
#[cfg(not(unix))]
fn describe(_files: &[Listed], _metas: &[Metadata]) -> Option<String> {
    None
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
pub(super) fn write_manifest(path: &Path, manifest: &impl Serialize) -> Result<(), Error> {
    let text = toml::to_string(manifest).map_err(|error| Error::Dictionary(error.to_string()))?;
    write_whole(path, seal::seal(&text).as_bytes())
}

/// What a folder says of itself; an error tells what is wrong with the file.
pub(super) fn read_manifest<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    if !seal::is_whole(&text) {
        return Err("its list of files is not as it was written".to_owned());
    }
    toml::from_str(&text).map_err(|error| error.message().to_owned())
}

/// Writes a file so that it is either the old or the new one, whole.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let aside = path.with_extension(format!("{}{PARTIAL}", std::process::id()));
    let write = || {
        let mut file = File::create(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&aside, path)
    };
    write().map_err(|error| {
        remove(&aside);
        Error::io("write", path)(error)
    })
}

/// Held by the one process that may change a folder of folders; let go when it is dropped, or the process ends in whatever way.
pub(super) struct Lock {
    _file: File,
}

/// Waits until no other process changes `folder`, then clears away what killed ones left behind. `None` where the system knows no locks, or
/// the one that holds it does not move: the work is done all the same, as nothing that is whole is written twice.
pub(super) fn lock(folder: &Path) -> Result<Option<Lock>, Error> {
    let path = folder.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io("write", path))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => {
                clear_leftovers(folder);
                return Ok(Some(Lock { _file: file }));
            }
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => thread::sleep(AGAIN),
            Err(_) => return Ok(None),
        }
    }
}

/// Removes what killed processes left behind. Only who has the lock may: what is half written is nobody else's then, whatever the clock says.
fn clear_leftovers(folder: &Path) {
    let left = |name: &str| name.ends_with(PARTIAL);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| left(&entry.file_name().to_string_lossy())).for_each(|entry| remove(&entry.path()));
}

/// Removes a file or folder; what cannot be removed stays and is tried again another time.
pub(super) fn remove(path: &Path) {
    if path.is_dir() {
        drop(fs::remove_dir_all(path));
    } else {
        drop(fs::remove_file(path));
    }
}
