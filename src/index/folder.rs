//! Folders that are whole or not used at all: written aside, listed with the size of every file, moved into place in one step.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use super::Error;

/// What a folder that is being written is called until it is whole.
pub(super) const PARTIAL: &str = ".part";

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

/// The first file that is missing or has another size than listed.
pub(super) fn damaged<'f>(folder: &Path, files: &'f [(String, u64)]) -> Option<&'f str> {
    let sound = |name: &str, bytes: u64| fs::metadata(folder.join(name)).is_ok_and(|meta| meta.len() == bytes);
    files.iter().find(|(name, bytes)| !sound(name, *bytes)).map(|(name, _)| name.as_str())
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
    write().map_err(Error::io("write", path))
}

/// Removes what killed processes left behind, if it is older than any work takes.
pub(super) fn clear_leftovers(folder: &Path) {
    const LONG: Duration = Duration::from_secs(600);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let partial = entry.file_name().to_string_lossy().ends_with(PARTIAL);
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if partial && age.is_some_and(|age| age > LONG) {
            remove(&entry.path());
        }
    }
}

/// Removes a file or folder; what cannot be removed stays and is tried again another time.
pub(super) fn remove(path: &Path) {
    if path.is_dir() {
        drop(fs::remove_dir_all(path));
    } else {
        drop(fs::remove_file(path));
    }
}
