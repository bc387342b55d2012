//! Cache of corpora as they were compiled when first read: files beside the index, each named by everything that went into it. A different
//! corpus, library document or version of the code gives a different name. A file is written aside and moved into place in one step; a
//! damaged one is removed and made again, and if nothing can be kept the corpus is simply read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files;
use crate::model::{Bytes, Corpus};

/// Name prefix of a compiled corpus.
const COMPILED: &str = "corpus-";
/// Number of files of each sort that are kept.
pub(super) const KEPT: usize = 4;
/// Age at which a half-written file counts as left behind: longer than any process takes to write one.
const LONG: Duration = Duration::from_secs(3600);

/// Folder of compiled corpora, and how their files are opened.
pub struct Cache {
    /// Folder of the compiled corpora.
    pub folder: PathBuf,
    /// Function that maps a file, or reads it.
    pub map: fn(&Path) -> io::Result<Bytes>,
}

impl Cache {
    fn place(&self, hash: u64) -> PathBuf {
        self.folder.join(format!("{COMPILED}{:016x}", hash))
    }

    /// Opens the compiled corpus with this hash; removes it if it is damaged.
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

    /// Keeps a corpus for the next start, under the hash of its files.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub(super) fn keep(&self, corpus: &Corpus, hash: u64) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        files::clear_leftovers(&self.folder, Some(LONG));
        files::replace_with(&self.place(hash), |out| corpus.compile(hash, out))?;
        files::keep_newest(&self.folder, COMPILED, KEPT);
        Ok(())
    }
}
