//! The corpus with its library, opened: in the form that is kept where there is one, else read, checked and linked.

use std::path::Path;

use super::cache::Cache;
use super::library;
use super::seen::FileSnapshots;
use super::{Error, Joined, Library, Problem, SourceFile, hash, join, sources};
use crate::model::Corpus;

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
    if let Some((hash, changed)) = FileSnapshots::recall(cache, dir, library)
        && let Some(corpus) = cache.open(hash)
    {
        return Ok(Ready { corpus, hash, left_out: Vec::new(), changed });
    }
    // Taken before the files are read: what changes while they are is seen the next time.
    let seen = FileSnapshots::now(cache, dir, library);
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
    if ready.left_out.is_empty() && cache.keep(&ready.corpus, ready.hash).is_ok() && seen.is_some() {
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
