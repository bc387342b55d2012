//! Keeping a damaged or hand-edited file beside the one that replaces it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Number of names to try.
const TRIED: u32 = 1_000;

/// Returns an unused name beside `path`: its own name, a dot, `word` and a number.
pub fn free_name(path: &Path, word: &str) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    (1..TRIED).map(|number| path.with_file_name(format!("{name}.{word}-{number}"))).find(|free| !free.exists())
}

/// Gives a file a second name beside its own, under which it is kept when another takes its place.
///
/// # Errors
/// If no name is free, or the folder cannot be written.
pub fn keep_beside(path: &Path, word: &str) -> io::Result<PathBuf> {
    let beside = free_name(path, word).ok_or(io::ErrorKind::AlreadyExists)?;
    fs::hard_link(path, &beside).or_else(|_| fs::copy(path, &beside).map(drop))?;
    Ok(beside)
}
