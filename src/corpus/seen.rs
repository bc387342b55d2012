//! Check whether the files of a large library are those that were read the last time. Their paths, how the system described them and their
//! folders, and the result of reading them are remembered; as long as every description is the same, nothing was added, removed or changed,
//! and nothing need be read.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::SystemTime;

use super::bundle::BUNDLE;
use super::cache::{Cache, KEPT};
use super::{Library, sources};
use crate::files::{self, seal};

/// Name prefix of the files that remember this.
const SEEN: &str = "seen-";
/// Total size of files in folders, in bytes, up to which all are read at every start and their bytes decide. Beyond it, files whose names,
/// sizes, inodes and times of change (which only the system sets, not programs) are those of the last time are not read again.
const READ_ALWAYS: u64 = 8 << 20;
/// Number of files that one thread asks the system about before it takes the next ones.
const ASKED_AT_ONCE: usize = 256;

/// Snapshot of files that are too many to be read at every start.
pub(super) struct FileSnapshots {
    /// Path of the file that remembers them.
    place: PathBuf,
    /// Folders and files, in order.
    paths: Vec<PathBuf>,
    stamp: u64,
}

impl FileSnapshots {
    /// Takes a snapshot of the files as they are now. `None` if they are few, if one has only just changed, or if the system does not say
    /// when.
    pub fn now(cache: &Cache, dir: Option<&Path>, library: &Library) -> Option<Self> {
        let mut paths = Vec::new();
        let mut bytes = 0;
        for folder in dir.into_iter().chain([library.folder()]) {
            for (path, meta) in sources::described(folder) {
                // A bundle always counts as many documents.
                let many = if path.ends_with(BUNDLE) { READ_ALWAYS } else { 0 };
                bytes += if meta.is_file() { meta.len() + many } else { 0 };
                paths.push(path);
            }
        }
        let stamp = stamp(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>(), true)?;
        (bytes > READ_ALWAYS).then(|| Self { place: place(cache, dir, library), paths, stamp })
    }

    /// Returns the hash of the files' bytes when they were last read, if they are still the same files, and the documents that were not as
    /// they were written.
    pub fn recall(cache: &Cache, dir: Option<&Path>, library: &Library) -> Option<(u64, Vec<String>)> {
        let text = fs::read_to_string(place(cache, dir, library)).ok().filter(|text| seal::is_whole(text))?;
        let mut lines = seal::open(&text).lines();
        let mut number = || u64::from_str_radix(lines.next()?, 16).ok();
        let (hash, known) = (number()?, number()?);
        let changed = lines.by_ref().take_while(|line| !line.is_empty()).map(str::to_owned).collect();
        (stamp(&lines.map(Path::new).collect::<Vec<_>>(), false)? == known).then_some((hash, changed))
    }

    /// Remembers the result of reading the files: the hash of their bytes, and the documents that were not as they were written.
    ///
    /// # Errors
    /// If it cannot be written; the files are read again the next time.
    pub fn remember(&self, cache: &Cache, hash: u64, changed: &[String]) -> io::Result<()> {
        let mut text = format!("{hash:016x}\n{:016x}\n", self.stamp);
        changed.iter().for_each(|id| text.extend([id, "\n"]));
        text.push('\n');
        for path in &self.paths {
            // If a name does not fit on a line of text, nothing is remembered.
            let path = path.to_str().filter(|path| !path.contains(['\n', '\r'])).ok_or(io::ErrorKind::InvalidData)?;
            text.extend([path, "\n"]);
        }
        files::replace(&self.place, seal::seal(&text).as_bytes())?;
        files::keep_newest(&cache.folder, SEEN, KEPT);
        Ok(())
    }
}

/// Returns the path of the file that remembers this: one for the same corpus, library and code.
fn place(cache: &Cache, dir: Option<&Path>, library: &Library) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    (sources::CODE, env!("CARGO_PKG_VERSION"), sources::SHIPPED_HASH, dir, library.folder()).hash(&mut hasher);
    cache.folder.join(format!("{SEEN}{:016x}", hasher.finish()))
}

/// Returns a number that changes with any change of what is at the paths. `None` if something is not there, if `settled` is asked for and
/// something has only just changed, or if the system does not say when.
fn stamp(paths: &[&Path], settled: bool) -> Option<u64> {
    let now = SystemTime::now();
    let described = |paths: &[&Path]| {
        let mut hasher = DefaultHasher::new();
        for path in paths {
            let stat = files::stat(&fs::metadata(path).ok()?)?;
            (path, stat).hash(&mut hasher);
            if settled && !stat.settled(now) {
                return None;
            }
        }
        Some(hasher.finish())
    };
    // The system answers several threads at a time; parts of a fixed size give the same number on every machine.
    let parts: Vec<&[&Path]> = paths.chunks(ASKED_AT_ONCE).collect();
    let mut stamps = vec![None; parts.len()];
    let threads = if parts.len() < 2 { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    let share = parts.len().div_ceil(threads).max(1);
    let ask = |(parts, stamps): (&[&[&Path]], &mut [Option<u64>])| {
        parts.iter().zip(stamps).for_each(|(paths, stamp)| *stamp = described(paths));
    };
    thread::scope(|scope| {
        let mut shares = parts.chunks(share).zip(stamps.chunks_mut(share));
        let own = shares.next();
        // If a thread cannot be started, its files are not known to be the same, and are read.
        shares.for_each(|others| drop(thread::Builder::new().spawn_scoped(scope, move || ask(others))));
        own.map(ask)
    });
    let mut hasher = DefaultHasher::new();
    stamps.into_iter().collect::<Option<Vec<u64>>>()?.hash(&mut hasher);
    Some(hasher.finish())
}
