//! Conversion of TOML into the model: the only place that knows TOML keys, and the only one that judges whether the corpus is right.
//!
//! `sources` supplies the TOML (the shipped corpus or a folder), `parsed` holds its files, `records` has the keys of each kind, its rules
//! and its conversion into the model and back, `check` has the rules of the whole, `build` turns what passed into a corpus, `cache` keeps
//! that for the next start, and `opened` opens it from there. `library` keeps what the reader imports, each document as a `volume`; `write`
//! writes it in the same TOML, and `corrections` holds the reader's word on it.

mod build;
mod bundle;
mod cache;
mod check;
mod checker;
mod corrections;
mod error;
mod library;
mod opened;
mod packed;
mod parsed;
mod records;
mod seen;
mod sheets;
mod sources;
mod spot;
mod volume;
mod write;

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

pub use cache::Cache;
pub use error::{Error, Problem};
pub use library::{Library, LibraryEntry, LibraryError, Staged};
pub use opened::{Ready, open};
pub use packed::Sheets;
pub use sheets::{Packing, REVIEW_SITE, SheetsOrigin, StagedSheets};
pub use sources::{SourceFile, folder, shipped};
pub use volume::{LibraryDocument, Original};

use corrections::Corrections;

use crate::model::Corpus;

/// Reads, checks and links a corpus: the shipped one, or the one in `dir`.
///
/// # Errors
/// [`Error`] names each file and line that is wrong; nothing is loaded in part.
pub fn load(dir: Option<&Path>) -> Result<Corpus, Error> {
    load_files(&sources(dir)?)
}

/// Returns the files of the shipped corpus, or of the one in `dir`.
///
/// # Errors
/// If the folder cannot be read or holds no TOML.
pub fn sources(dir: Option<&Path>) -> Result<Vec<SourceFile>, Error> {
    dir.map_or_else(|| Ok(shipped()), folder)
}

/// Corpus together with what its reader has imported.
pub struct Joined {
    /// The corpus.
    pub corpus: Corpus,
    /// Files that the corpus was made of.
    pub files: Vec<SourceFile>,
    /// Problems for which documents of the library were left out.
    pub left_out: Vec<Problem>,
    /// Library documents whose file is no longer as it was written: edited by hand, or damaged.
    pub changed: Vec<String>,
}

/// Checks and links the corpus in `files` together with a library. A library document that breaks the rules is left out, and all its
/// problems are reported; the others stay.
///
/// # Errors
/// [`Error::Problems`] with what is wrong with the corpus itself.
pub fn join(mut files: Vec<SourceFile>, library: &Library) -> Result<Joined, Error> {
    let (of_library, mut left_out) = library.sources();
    files.extend(of_library);
    let (corrections, unreadable) = Corrections::among(&files);
    left_out.extend(unreadable);
    loop {
        let (parsed, problems) = judge(&files, &corrections);
        let (years, unread) = if problems.is_empty() { sheets::load(&parsed, library.folder()) } else { Default::default() };
        if problems.is_empty() && unread.is_empty() {
            let changed = library::changed(&files);
            return Ok(Joined { corpus: build::build(parsed, years), files, left_out, changed });
        }
        if is_replaced(&unread, &files, library) {
            files.retain(|file| !file.of_library());
            return join(files, library);
        }
        let problems = problems.into_iter().chain(unread).collect::<Vec<_>>();
        let (of_library, of_corpus): (Vec<Problem>, Vec<Problem>) = problems.into_iter().partition(Problem::of_library);
        if of_library.is_empty() {
            return Err(Error::Problems(of_corpus));
        }
        let wrong: HashSet<&str> = of_library.iter().filter_map(|problem| sources::document(&problem.file)).collect();
        files.retain(|file| !file.of_library() || !file.document().is_some_and(|document| wrong.contains(document)));
        left_out.extend(of_library);
    }
}

/// Returns whether another process has replaced or removed a file with one of these problems since it was read, so that the problem may be
/// one of the moment.
fn is_replaced(problems: &[Problem], files: &[SourceFile], library: &Library) -> bool {
    if problems.is_empty() {
        return false;
    }
    let (now, _) = library.sources();
    let text = |files: &[SourceFile], path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone());
    problems.iter().any(|problem| text(files, &problem.file) != text(&now, &problem.file))
}

/// Returns a number that changes with any change of the files, or of the code that makes a corpus of them: the corpus's part of an index's
/// fingerprint.
pub fn hash(files: &[SourceFile]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (sources::CODE, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
    for file in files {
        sources::hash(file).hash(&mut hasher);
    }
    hasher.finish()
}

/// Checks and links the corpus in `files`.
///
/// # Errors
/// [`Error::Problems`] with every problem found.
pub fn load_files(files: &[SourceFile]) -> Result<Corpus, Error> {
    let (parsed, problems) = judge(files, &Corrections::default());
    if problems.is_empty() { Ok(build::build(parsed, Vec::new())) } else { Err(Error::Problems(problems)) }
}

/// Returns every problem of the corpus in `files`; empty if it is sound.
pub fn problems(files: &[SourceFile]) -> Vec<Problem> {
    judge(files, &Corrections::default()).1
}

fn judge(files: &[SourceFile], corrections: &Corrections) -> (Vec<parsed::Parsed>, Vec<Problem>) {
    let (mut parsed, mut problems) = parsed::parse(files);
    sheets::replace_excerpts(&mut parsed);
    corrections.apply(&mut parsed);
    parsed::once(&mut parsed);
    problems.extend(check::check(&parsed));
    (parsed, problems)
}
