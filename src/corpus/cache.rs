//! Corpora as they were compiled when they were first read: files beside the index, each named by all that made it. Another corpus, another
//! document of the library, other code have another name. A file is written aside and moved into place in one step; one that is damaged is
//! taken out of the way and made anew, and where nothing can be kept the corpus is simply read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

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

impl Cache {
    fn place(&self, hash: u64) -> PathBuf {
        self.folder.join(format!("{COMPILED}{:016x}", hash))
    }

    /// The compiled corpus of that hash. One that is damaged is removed.
    pub(super) fn open(&self, hash: u64) -> Option<Corpus> {
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

    /// Keeps a corpus for the next time, under the hash of its files.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn keep(&self, corpus: &Corpus, hash: u64) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        files::clear_leftovers(&self.folder, Some(LONG));
        files::replace_with(&self.place(hash), |out| corpus.compile(hash, out))?;
        files::keep_newest(&self.folder, COMPILED, KEPT);
        Ok(())
    }
}
