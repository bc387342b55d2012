//! Opening of the corpus with its library: in its compiled form if there is one, else by reading, checking and linking it.

use std::path::Path;

use super::cache::Cache;
use super::library;
use super::seen::FileSnapshots;
use super::{Error, Joined, Library, Problem, SourceFile, hash, join, sources};
use crate::model::Corpus;

/// Corpus with its library, ready for use.
pub struct Ready {
    /// The corpus.
    pub corpus: Corpus,
    /// Hash of its files, as [`hash`] computes it.
    pub hash: u64,
    /// Problems for which documents of the library were left out.
    pub left_out: Vec<Problem>,
    /// Library documents that are not as they were written.
    pub changed: Vec<String>,
}

/// Opens the shipped corpus, or the one in `dir`, joined with the library: in its compiled form if there is one; else reads, checks and
/// links it, and compiles it for the next time.
///
/// # Errors
/// As for [`sources`] and [`join`].
pub fn open(dir: Option<&Path>, library: &Library, cache: Option<&Cache>) -> Result<Ready, Error> {
    let Some(cache) = cache else { return read(sources(dir)?, library) };
    if let Some((hash, changed)) = FileSnapshots::recall(cache, dir, library)
        && let Some(corpus) = cache.open(hash)
    {
        return Ok(Ready { corpus, hash, left_out: Vec::new(), changed });
    }
    // Taken before the files are read, so that a change in the meantime is seen the next time.
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
    // A library with problems is read again each time, so that they are reported each time.
    if ready.left_out.is_empty() && cache.keep(&ready.corpus, ready.hash).is_ok() && seen.is_some() {
        drop(seen.map(|seen| seen.remember(cache, ready.hash, &ready.changed)));
        // A large corpus takes less memory in its compiled form.
        ready.corpus = cache.open(ready.hash).unwrap_or(ready.corpus);
    }
    Ok(ready)
}

fn read(files: Vec<SourceFile>, library: &Library) -> Result<Ready, Error> {
    let Joined { corpus, files, left_out, changed } = join(files, library)?;
    Ok(Ready { corpus, hash: hash(&files), left_out, changed })
}
