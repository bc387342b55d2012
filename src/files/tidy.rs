//! Clearing away what is no longer needed: the leftovers of killed processes, and the oldest of what is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::PARTIAL;

/// Removes the partial files and folders that killed processes left in `folder`; with `older_than`, only those untouched for that long.
/// Without it, only the holder of the folder's lock may call this: nothing half written belongs to anyone else then, whatever the clock
/// says.
pub fn clear_leftovers(folder: &Path, older_than: Option<Duration>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let partial = entry.file_name().to_string_lossy().ends_with(PARTIAL);
        let age = || entry.metadata().and_then(|meta| meta.modified()).ok()?.elapsed().ok();
        if partial && older_than.is_none_or(|long| age().is_some_and(|age| age > long)) {
            remove(&entry.path());
        }
    }
}

/// Removes all but the newest `count` files of `folder` whose names begin with `prefix`.
pub fn keep_newest(folder: &Path, prefix: &str, count: usize) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, PathBuf)> = files
        .filter(|file| file.file_name().to_string_lossy().starts_with(prefix))
        .filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path())))
        .collect();
    files.sort();
    let surplus = files.len().saturating_sub(count);
    files.into_iter().take(surplus).for_each(|(_, path)| remove(&path));
}

/// Removes a file or folder. What cannot be removed stays and is tried again another time.
pub fn remove(path: &Path) {
    if path.is_dir() {
        drop(fs::remove_dir_all(path));
    } else {
        drop(fs::remove_file(path));
    }
}
