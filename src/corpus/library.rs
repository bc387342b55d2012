//! The reader's library: the originals that were imported, as TOML in the corpus's own format, one folder a document. A person can read and
//! mend it. Each is one file, written aside and moved into place: killed at any moment, a write leaves the old one or the new one. Its first
//! line is a checksum: one that was damaged or mended since is told, and set aside before another takes its place. Only one process at a time
//! changes a library.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::sources::{self, LIBRARY, SourceFile};
use super::volume::{Original, Volume};
use super::{Problem, raw, write};
use crate::files::{self, Lock, Pending, seal};
use crate::model::Id;

/// The file that holds a document.
const FILE: &str = "document.toml";
/// What a file that is set aside is called, before its number.
const ASIDE: &str = "aside";

/// Why the library cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file or folder cannot be used.
    #[error("cannot {action} {path}: {source}; nothing was lost. Mend that, or keep documents elsewhere with --data-dir")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A document cannot be said in TOML.
    #[error("{id} cannot be written as TOML: {reason}")]
    Unwritable {
        /// Which document.
        id: String,
        /// Why.
        reason: String,
    },
    /// There is no such document.
    #[error("the library has no document {0:?}; `shirube library list` shows what it has")]
    Unknown(String),
}

/// What the library has of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Held {
    /// Its folder's name.
    pub id: String,
    /// Where it came from.
    #[serde(flatten)]
    pub original: Original,
    /// Records of its own.
    pub records: usize,
    /// What it says of programmes.
    pub entries: usize,
    /// Pieces of its text.
    pub excerpts: usize,
    /// Whether its file is no longer as it was written: mended by hand, or damaged.
    pub changed: bool,
}

/// The library in a folder; without one, an empty library.
#[derive(Clone, Debug, Default)]
pub struct Library {
    folder: PathBuf,
}

/// A document that is written and not yet in its place.
pub struct Staged {
    file: Pending,
    folder: PathBuf,
}

impl Library {
    /// The library of the reader's data folder.
    pub fn new(data: &Path) -> Self {
        Self { folder: data.join("library") }
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its files, each path with `library/` before it; and what cannot be read.
    pub fn sources(&self) -> (Vec<SourceFile>, Vec<Problem>) {
        let (mut sources, mut problems) = (Vec::new(), Vec::new());
        let folders = match fs::read_dir(&self.folder) {
            Ok(folders) => folders,
            Err(error) => {
                // Nothing was imported yet, unless something is there and cannot be read.
                if error.kind() != ErrorKind::NotFound && (error.kind() != ErrorKind::NotADirectory || self.folder.exists()) {
                    let what = format!("cannot read {}: {error}", self.folder.display());
                    problems.push(Problem { file: LIBRARY.to_owned(), line: 0, what });
                }
                return (sources, problems);
            }
        };
        for folder in folders.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match sources::folder(&folder) {
                Ok(files) => {
                    sources.extend(files.into_iter().map(|file| SourceFile { path: format!("{LIBRARY}{name}/{}", file.path), ..file }))
                }
                // Removed, or not yet written.
                Err(super::Error::Empty(_)) => {}
                Err(error) => problems.push(Problem { file: format!("{LIBRARY}{name}"), line: 0, what: error.to_string() }),
            }
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        (sources, problems)
    }

    /// Has the library to itself, after clearing away what killed imports left behind; `wait` is called once where another process has it
    /// now, and then it is waited for. `None` from a system that knows no locks: the work is done all the same.
    ///
    /// # Errors
    /// When the library's folder cannot be written.
    pub fn lock(&self, wait: impl FnOnce()) -> Result<Option<Lock>, LibraryError> {
        fs::create_dir_all(&self.folder).map_err(io("create", &self.folder))?;
        let lock = Lock::take(&self.folder, None, wait).map_err(io("lock", &self.folder))?;
        if lock.is_some() {
            clear_leftovers(&self.folder);
        }
        Ok(lock)
    }

    /// Takes a document as it stands in its file now: what was mended by hand counts as written.
    ///
    /// # Errors
    /// When there is no such document, or its file cannot be read or written.
    pub fn accept(&self, id: &str) -> Result<(), LibraryError> {
        let folder = self.folder_of(id)?;
        let place = folder.join(FILE);
        let text = fs::read_to_string(&place).map_err(io("read", &place))?;
        files::replace(&place, seal::seal(seal::open(&text)).as_bytes()).map_err(io("write", &place))
    }

    /// What it holds, in the order of the ids; a file that cannot be read is not among it: see [`Library::damaged`].
    pub fn list(&self) -> Vec<Held> {
        let (sources, _) = self.sources();
        let (parsed, _) = raw::parse(&sources);
        let changed = changed(&sources);
        let mut held: Vec<Held> = Vec::new();
        for file in parsed {
            let (Some(id), file) = (file.document, file.file) else { continue };
            let records = file.document.len() + file.section.len() + file.project.len() + file.programme.len() + file.kpi.len();
            let (entries, excerpts) = (file.entry.len(), file.excerpt.len());
            if let Some(known) = held.iter_mut().find(|held| held.id == id) {
                // A person may have split the file.
                known.records += records;
                known.entries += entries;
                known.excerpts += excerpts;
            } else if let Some(raw) = file.original {
                let original = Original {
                    document: Id::new(raw.document.into_inner()),
                    file: raw.file,
                    format: raw.format,
                    encoding: raw.encoding,
                    sha256: raw.sha256,
                };
                let changed = changed.contains(&id);
                held.push(Held { id, original, records, entries, excerpts, changed });
            }
        }
        held
    }

    /// What is wrong with files that cannot be read.
    pub fn damaged(&self) -> Vec<Problem> {
        let (sources, mut problems) = self.sources();
        problems.extend(raw::parse(&sources).1);
        problems
    }

    /// Writes a document beside its place. Dropped, it leaves nothing behind.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn stage(&self, volume: &Volume) -> Result<Staged, LibraryError> {
        let text = write::toml(volume).map_err(|error| LibraryError::Unwritable { id: volume.id.clone(), reason: error.to_string() })?;
        let folder = self.folder.join(&volume.id);
        fs::create_dir_all(&folder).map_err(io("create", &folder))?;
        let file = Pending::new(&folder, |out| out.write_all(seal::seal(&text).as_bytes())).map_err(io("write", &folder))?;
        Ok(Staged { file, folder })
    }

    /// Takes a document out. What else stands in its folder (a file that was set aside, a reader's own notes) stays.
    ///
    /// # Errors
    /// When there is no such document, or it cannot be removed.
    pub fn remove(&self, id: &str) -> Result<(), LibraryError> {
        let folder = self.folder_of(id)?;
        let known = match sources::folder(&folder) {
            Ok(files) => files.into_iter().map(|file| folder.join(file.path)).collect(),
            Err(super::Error::Empty(_)) => return Err(LibraryError::Unknown(id.to_owned())),
            // What cannot be read can be removed.
            Err(_) => vec![folder.join(FILE)],
        };
        for file in known.iter().filter(|file| file.exists()) {
            fs::remove_file(file).map_err(io("remove", file))?;
        }
        // Where anything is left, the folder stays with it.
        drop(fs::remove_dir(&folder));
        Ok(())
    }

    /// The folder of a document. Ids are names of folders here: none leads out of the library.
    fn folder_of(&self, id: &str) -> Result<PathBuf, LibraryError> {
        let folder = self.folder.join(id);
        if !Id::is_well_formed(id) || id.contains(['/', '\\']) || id.starts_with('.') || !folder.is_dir() {
            return Err(LibraryError::Unknown(id.to_owned()));
        }
        Ok(folder)
    }
}

impl Staged {
    /// Moves the document into its place. A file there that was mended by hand or damaged since it was written is set aside first: told is
    /// where it is now.
    ///
    /// # Errors
    /// When it cannot be moved; what was there before stays.
    pub fn keep(self) -> Result<Option<PathBuf>, LibraryError> {
        let place = self.folder.join(FILE);
        let aside = match fs::read(&place) {
            Ok(there) if !std::str::from_utf8(&there).is_ok_and(seal::is_whole) => {
                Some(files::keep_beside(&place, ASIDE).map_err(io("set aside", &place))?)
            }
            _ => None,
        };
        self.file.keep(&place).map_err(io("write", &place))?;
        Ok(aside)
    }
}

fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> LibraryError + use<> {
    let path = path.to_owned();
    move |source| LibraryError::Io { action, path, source }
}

/// The documents whose file is not as it was written.
pub(super) fn changed(sources: &[SourceFile]) -> Vec<String> {
    let files = sources.iter().filter(|source| source.of_library() && source.path.ends_with(FILE) && !seal::is_whole(&source.text));
    files.filter_map(|source| source.document().map(str::to_owned)).collect()
}

/// Removes what killed imports left behind: files that are not whole, and folders with nothing in them. Only who has the library to itself may.
fn clear_leftovers(library: &Path) {
    for folder in fs::read_dir(library).into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        files::clear_leftovers(&folder, None);
        // A folder that holds anything stays.
        drop(fs::remove_dir(&folder));
    }
}
