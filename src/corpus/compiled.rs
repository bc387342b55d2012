//! The corpus as it was compiled when it was first read: a file beside the index, named by all that made it. Another corpus, another
//! document of the library, other code have another name. It is written aside and moved into place in one step; what is damaged is taken
//! out of the way and made anew, and where nothing can be kept the corpus is simply read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::library;
use super::seen::Seen;
use super::{Error, Joined, Library, Problem, SourceFile, hash, join, sources};
use crate::files;
use crate::model::{Bytes, Corpus};

/// What a compiled corpus is called.
const COMPILED: &str = "corpus-";
/// Files of a sort that are kept.
pub(super) const KEPT: usize = 4;
/// Longer than any process takes to write one: what is half written for so long was left behind.
const LONG: Duration = Duration::from_secs(3600);

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
        files::clear_leftovers(&self.folder, Some(LONG));
        files::replace_with(&self.place(ready.hash), |out| ready.corpus.compile(ready.hash, out))?;
        files::keep_newest(&self.folder, COMPILED, KEPT);
        Ok(())
    }
}
