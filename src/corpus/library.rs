//! The reader's library: the originals that were imported, as TOML in the corpus's own format, one folder a document. A person can read and
//! mend it. Each is one file, written aside and moved into place: killed at any moment, a write leaves the old one or the new one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use tempfile::NamedTempFile;

use super::files::{self, LIBRARY, SourceFile};
use super::{Problem, raw, write};
use crate::model::{Entry, Excerpt, Id, Lineage, Record};

/// The file that holds a document.
const FILE: &str = "document.toml";
/// What a file is called until it is whole.
pub(super) const PARTIAL: &str = ".part";

/// Why the library cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file or folder cannot be used.
    #[error("cannot {action} {path}: {source}")]
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

/// Where a document of the library came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Original {
    /// The document that it is: of the corpus, or one of its own.
    pub document: Id,
    /// Where the file stood: the same file, changed, takes the place of its old self.
    pub file: String,
    /// What kind of file it was.
    pub format: String,
    /// How its characters were encoded.
    pub encoding: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A document as the library holds it.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its folder's name.
    pub id: String,
    /// Where it came from.
    pub original: Original,
    /// The records that are its own. Programmes among them come without entries.
    pub records: Vec<Record>,
    /// What it says of programmes, its own and others.
    pub entries: Vec<(Id, Entry)>,
    /// Its text.
    pub excerpts: Vec<Excerpt>,
    /// Which of its projects go on from others of the same period.
    pub lineage: Vec<Lineage>,
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
}

/// The library in a folder; without one, an empty library.
#[derive(Clone, Debug, Default)]
pub struct Library {
    folder: PathBuf,
}

/// A document that is written and not yet in its place.
pub struct Staged {
    file: NamedTempFile,
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
        let Ok(folders) = fs::read_dir(&self.folder) else {
            return (sources, problems);
        };
        for folder in folders.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match files::folder(&folder) {
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

    /// What it holds, in the order of the ids; a file that cannot be read is left to `shirube check`.
    pub fn list(&self) -> Vec<Held> {
        let (sources, _) = self.sources();
        let (parsed, _) = raw::parse(&sources);
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
                held.push(Held { id, original, records, entries, excerpts });
            }
        }
        held
    }

    /// Writes a document beside its place. Dropped, it leaves nothing behind.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn stage(&self, volume: &Volume) -> Result<Staged, LibraryError> {
        let text = write::toml(volume).map_err(|error| LibraryError::Unwritable { id: volume.id.clone(), reason: error.to_string() })?;
        let folder = self.folder.join(&volume.id);
        let io = |action| move |(path, source): (PathBuf, std::io::Error)| LibraryError::Io { action, path, source };
        fs::create_dir_all(&folder).map_err(|error| io("create")((folder.clone(), error)))?;
        clear_leftovers(&folder);
        let write = || {
            let mut file = tempfile::Builder::new().prefix(".").suffix(PARTIAL).tempfile_in(&folder)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        let file = write().map_err(|error| io("write")((folder.clone(), error)))?;
        Ok(Staged { file, folder })
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// When there is no such document, or it cannot be removed.
    pub fn remove(&self, id: &str) -> Result<(), LibraryError> {
        // Ids are names of folders here: none leads out of the library.
        let folder = self.folder.join(id);
        if !Id::is_well_formed(id) || id.contains(['/', '\\']) || id.starts_with('.') || !folder.is_dir() {
            return Err(LibraryError::Unknown(id.to_owned()));
        }
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| LibraryError::Io { action: "remove", path, source }
        };
        let file = folder.join(FILE);
        if file.exists() {
            fs::remove_file(&file).map_err(io(&file))?;
        }
        fs::remove_dir_all(&folder).map_err(io(&folder))
    }
}

impl Staged {
    /// Moves the document into its place.
    ///
    /// # Errors
    /// When it cannot be moved; what was there before stays.
    pub fn keep(self) -> Result<(), LibraryError> {
        let place = self.folder.join(FILE);
        self.file.persist(&place).map(drop).map_err(|error| LibraryError::Io { action: "write", path: place, source: error.error })
    }
}

/// Removes what killed imports left behind, if it is older than any of them takes.
pub(super) fn clear_leftovers(folder: &Path) {
    const LONG: Duration = Duration::from_secs(3600);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let partial = entry.file_name().to_string_lossy().ends_with(PARTIAL);
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if partial && age.is_some_and(|age| age > LONG) {
            drop(fs::remove_file(entry.path()));
        }
    }
}
