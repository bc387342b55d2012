//! The corpus as it was compiled when it was first read: a file beside the index, named by all that made it. Another corpus, another
//! document of the library, other code have another name. It is written aside and moved into place in one step; what is damaged is taken
//! out of the way and made anew, and where nothing can be kept the corpus is simply read.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::library::{self, PARTIAL};
use super::seen::Seen;
use super::{Error, Joined, Library, Problem, SourceFile, hash, join, sources};
use crate::model::{Bytes, Corpus};

/// What a compiled corpus is called.
const COMPILED: &str = "corpus-";
/// Files of a sort that are kept beside the newest.
const KEPT: usize = 3;

/// Where compiled corpora are kept, and how a file's bytes are had.
pub struct Cache {
    /// The folder.
    pub folder: PathBuf,
    /// Maps a file, or reads it.
    pub map: fn(&Path) -> io::Result<Bytes>,
}

/// A corpus with its library, ready.
pub struct Ready {
    /// The corpus.
    pub corpus: Corpus,
    /// The number of its files, as [`hash`] tells it.
    pub hash: u64,
    /// Why documents of the library were left out.
    pub left_out: Vec<Problem>,
    /// Documents of the library that are not as they were written.
    pub changed: Vec<String>,
}

/// The shipped corpus, or the one in `dir`, joined with the library: its compiled form where there is one, else read, checked, linked, and
/// compiled for the next time.
///
/// # Errors
/// As [`sources`] and [`join`].
pub fn open(dir: Option<&Path>, library: &Library, cache: Option<&Cache>) -> Result<Ready, Error> {
    let Some(cache) = cache else { return read(sources(dir)?, library) };
    if let Some((hash, changed)) = Seen::recall(cache, dir, library)
        && let Some(corpus) = cache.open(hash)
    {
        return Ok(Ready { corpus, hash, left_out: Vec::new(), changed });
    }
    // Taken before the files are read: what changes while they are is seen the next time.
    let seen = Seen::now(cache, dir, library);
    let files = sources(dir)?;
    let (of_library, unreadable) = library.sources();
    if unreadable.is_empty() {
        let all: Vec<SourceFile> = files.iter().chain(&of_library).cloned().collect();
        let hash = hash(&all);
        if let Some(corpus) = cache.open(hash) {
            let changed = library::changed(&of_library);
            drop(seen.map(|seen| seen.remember(cache, hash, &changed)));
            return Ok(Ready { corpus, hash, left_out: Vec::new(), changed });
        }
    }
    let mut ready = read(files, library)?;
    // A library with something wrong in it is looked at anew each time, so that it is said each time.
    if ready.left_out.is_empty() && cache.keep(&ready).is_ok() && seen.is_some() {
        drop(seen.map(|seen| seen.remember(cache, ready.hash, &ready.changed)));
        // A large one takes less memory as it is kept.
        ready.corpus = cache.open(ready.hash).unwrap_or(ready.corpus);
    }
    Ok(ready)
}

fn read(files: Vec<SourceFile>, library: &Library) -> Result<Ready, Error> {
    let Joined { corpus, files, left_out, changed } = join(files, library)?;
    Ok(Ready { corpus, hash: hash(&files), left_out, changed })
}

impl Cache {
    fn place(&self, hash: u64) -> PathBuf {
        self.folder.join(format!("{COMPILED}{:016x}", hash))
    }

    /// The compiled corpus of that hash. One that is damaged is removed.
    fn open(&self, hash: u64) -> Option<Corpus> {
        let place = self.place(hash);
        let bytes = (self.map)(&place).ok()?;
        let damaged = {
            let place = place.clone();
            move || drop(fs::remove_file(&place))
        };
        let corpus = Corpus::compiled(bytes, hash, damaged);
        if corpus.is_none() {
            drop(fs::remove_file(&place));
        }
        corpus
    }

    fn keep(&self, ready: &Ready) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        clear_leftovers(&self.folder);
        self.put(&self.place(ready.hash), |out| ready.corpus.compile(ready.hash, out))?;
        self.forget(COMPILED);
        Ok(())
    }

    /// Writes a file of the folder so that it is there whole or not at all.
    pub(super) fn put(&self, place: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".").suffix(PARTIAL).tempfile_in(&self.folder)?;
        let mut out = BufWriter::new(file.as_file_mut());
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        file.persist(place)?;
        Ok(())
    }

    /// Removes the oldest files of a sort.
    pub(super) fn forget(&self, sort: &str) {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut files: Vec<(SystemTime, PathBuf)> = files
            .filter(|file| file.file_name().to_string_lossy().starts_with(sort))
            .filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path())))
            .collect();
        files.sort();
        let surplus = files.len().saturating_sub(KEPT + 1);
        files.into_iter().take(surplus).for_each(|(_, path)| drop(fs::remove_file(path)));
    }
}

/// Removes what killed processes left behind, if it is older than any of them takes.
fn clear_leftovers(folder: &Path) {
    const LONG: Duration = Duration::from_secs(3600);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let partial = entry.file_name().to_string_lossy().ends_with(PARTIAL);
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if partial && age.is_some_and(|age| age > LONG) {
            drop(fs::remove_file(entry.path()));
        }
    }
}
