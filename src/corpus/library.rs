//! The reader's library: the imported originals as TOML in the corpus's own format, one folder for each document, for a person to read and
//! edit. Each document is one file, written aside and moved into place: killed at any moment, a write leaves the old one or the new one.
//! Its first line is a checksum: a file that was damaged or edited since is reported, and set aside before another takes its place. Only
//! one process at a time changes a library.

use std::collections::HashSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::bundle::{self, FILE};
use super::corrections::Corrections;
use super::packed::{self, Sheets};
use super::sources::{self, CORRECTIONS, LIBRARY, SourceFile};
use super::volume::{LibraryDocument, Original};
use super::{Problem, parsed, write};
use crate::files::{self, Lock, Pending, seal};
use crate::model::{AmountState, Correction, HeldAmount, Id, Named, ReaderWord, Reading, document_of};

/// Name of a file that is set aside, before its number.
const ASIDE: &str = "aside";

/// Reason why the library cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// File or folder that cannot be used.
    #[error("cannot {action} {path}: {source}; nothing was lost. Mend that, or keep documents elsewhere with --data-dir")]
    Io {
        /// Action that was tried.
        action: &'static str,
        /// Path on which it was tried.
        path: PathBuf,
        /// Error from the system.
        source: std::io::Error,
    },
    /// Document that cannot be expressed in TOML.
    #[error("{id} cannot be written as TOML: {reason}")]
    Unwritable {
        /// Id of the document.
        id: String,
        /// Reason why it cannot be.
        reason: String,
    },
    /// Document that cannot be read.
    #[error("{id} cannot be read: {reason}; mend it, or import it again")]
    Damaged {
        /// Id of the document.
        id: String,
        /// Description of what is wrong.
        reason: String,
    },
    /// Corrections of the reader that cannot be read.
    #[error("{0}; mend it first: nothing in it is lost")]
    Corrections(Problem),
    /// Number for which the document has no amount.
    #[error("{id} has no amount {number}, or nothing was said of it; `shirube library amounts {id}` shows them")]
    NoSuchAmount {
        /// Id of the document.
        id: String,
        /// Number of the amount.
        number: usize,
    },
    /// Amount that cannot be part of a series yet.
    #[error("amount {number} of {id} does not say {missing}")]
    SaysTooLittle {
        /// Id of the document.
        id: String,
        /// Number of the amount.
        number: usize,
        /// Description of what is missing.
        missing: &'static str,
    },
    /// Library that another process is using.
    #[error("another import is changing the library; say it again when that is done")]
    Busy,
    /// Document that the library does not have.
    #[error("the library has no document {0:?}; `shirube library list` shows what it has")]
    Unknown(String),
}

/// Summary of a document in the library.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LibraryEntry {
    /// Name of its folder.
    pub id: String,
    /// Origin of the document.
    #[serde(flatten)]
    pub original: Original,
    /// Number of records of its own.
    pub records: usize,
    /// Number of its entries, what it says of programmes.
    pub entries: usize,
    /// Number of its excerpts.
    pub excerpts: usize,
    /// True if the file, or the tables of review sheets beside it, are no longer as they were written: edited by hand, or damaged.
    pub changed: bool,
    /// For review sheets: the numbers of programmes, indicators and payees, and the part of the year that they cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Sheets>,
    /// Size on disk, in bytes.
    pub bytes: u64,
}

/// Library in a folder; empty if there is no folder.
#[derive(Clone, Debug, Default)]
pub struct Library {
    folder: PathBuf,
}

/// Document that is written but not yet in its place.
pub struct Staged {
    file: Pending,
    folder: PathBuf,
}

impl Library {
    /// Returns the library in the reader's data folder.
    pub fn new(data: &Path) -> Self {
        Self { folder: data.join("library") }
    }

    /// Returns the library's folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the library's files, each path prefixed with `library/`, and problems for what cannot be read.
    pub fn sources(&self) -> (Vec<SourceFile>, Vec<Problem>) {
        let (mut sources, mut problems) = (Vec::new(), Vec::new());
        let folders = match fs::read_dir(&self.folder) {
            Ok(folders) => folders,
            Err(error) => {
                // Nothing was imported yet, unless there is something that cannot be read.
                if error.kind() != ErrorKind::NotFound && (error.kind() != ErrorKind::NotADirectory || self.folder.exists()) {
                    let what = format!("cannot read {}: {error}", self.folder.display());
                    problems.push(Problem { file: LIBRARY.to_owned(), line: 0, what });
                }
                return (sources, problems);
            }
        };
        let mut in_folders = HashSet::new();
        for folder in folders.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match sources::folder(&folder) {
                Ok(files) => {
                    sources.extend(files.into_iter().map(|file| SourceFile { path: format!("{LIBRARY}{name}/{}", file.path), ..file }));
                    in_folders.insert(name);
                }
                // Removed, or not yet written.
                Err(super::Error::Empty(_)) => {}
                Err(error) => problems.push(Problem { file: format!("{LIBRARY}{name}"), line: 0, what: error.to_string() }),
            }
        }
        // After the folders, so that documents bundled in the meantime are found here.
        match bundle::read(&self.folder, &in_folders) {
            Ok(documents) => {
                let file = |(id, text): (String, String)| SourceFile { path: format!("{LIBRARY}{id}/{FILE}"), text: text.into() };
                sources.extend(documents.into_iter().map(file));
            }
            Err(error) => problems.push(Problem { file: format!("{LIBRARY}{}", bundle::BUNDLE), line: 0, what: error.to_string() }),
        }
        match self.corrections_file() {
            Ok(text) => sources.extend(text.map(|text| SourceFile { path: format!("{LIBRARY}{}", CORRECTIONS), text: text.into() })),
            Err(error) => problems.push(Problem { file: format!("{LIBRARY}{}", CORRECTIONS), line: 0, what: error.to_string() }),
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        (sources, problems)
    }

    /// Locks the library for this process, then clears away what killed imports left behind. If another process holds the lock, calls
    /// `wait` once and waits for it. `None` on a system without locks: the work is done all the same.
    ///
    /// # Errors
    /// If the library's folder cannot be written.
    pub fn lock(&self, wait: impl FnOnce()) -> Result<Option<Lock>, LibraryError> {
        fs::create_dir_all(&self.folder).map_err(io("create", &self.folder))?;
        let lock = Lock::take(&self.folder, None, wait).map_err(io("lock", &self.folder))?;
        if lock.is_some() {
            clear_leftovers(&self.folder);
        }
        Ok(lock)
    }

    /// Locks the library for work that a reader is waiting for on a screen: unlike [`Library::lock`], fails if another process holds the
    /// lock for longer than a moment.
    ///
    /// # Errors
    /// If another process holds the lock, or the library's folder cannot be written.
    pub fn lock_soon(&self) -> Result<Lock, LibraryError> {
        const MOMENT: Duration = Duration::from_millis(500);
        fs::create_dir_all(&self.folder).map_err(io("create", &self.folder))?;
        Lock::take(&self.folder, Some(MOMENT), || ()).map_err(io("lock", &self.folder))?.ok_or(LibraryError::Busy)
    }

    /// Accepts a document as it is in its file now: what was edited by hand counts as written.
    ///
    /// # Errors
    /// If there is no such document, or its file cannot be read or written.
    pub fn accept(&self, id: &str) -> Result<(), LibraryError> {
        let folder = self.folder_of(id)?;
        let place = folder.join(FILE);
        let text = fs::read_to_string(&place).map_err(io("read", &place))?;
        files::replace(&place, seal::seal(seal::open(&text)).as_bytes()).map_err(io("write", &place))
    }

    /// Lists the documents in the order of their ids. A file that cannot be read is left out; see [`Library::damaged`].
    pub fn list(&self) -> Vec<LibraryEntry> {
        let (sources, _) = self.sources();
        let (parsed, _) = parsed::parse(&sources);
        let changed = changed(&sources);
        let mut held: Vec<LibraryEntry> = Vec::new();
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
                let original = raw.original();
                let damaged = |sheets: &Sheets| packed::verify(&self.packed_year(sheets), &sheets.sha256).is_err();
                let changed = changed.contains(&id) || file.sheets.as_ref().is_some_and(damaged);
                let records = records + file.sheets.as_ref().map_or(0, |sheets| sheets.programmes + sheets.kpis + sheets.payees);
                let packed = file.sheets.as_ref().map_or(0, |sheets| fs::metadata(self.packed_year(sheets)).map_or(0, |meta| meta.len()));
                let text = sources.iter().filter(|source| source.document() == Some(&id)).map(|source| source.text.len() as u64);
                let bytes = packed + text.sum::<u64>();
                held.push(LibraryEntry { id, original, records, entries, excerpts, changed, sheets: file.sheets, bytes });
            }
        }
        held
    }

    /// Returns the place of a packed year.
    fn packed_year(&self, sheets: &Sheets) -> PathBuf {
        self.folder.join(document_of(sheets.year).as_str()).join(&sheets.file)
    }

    /// Returns the problems of files that cannot be read, and of packed years that are missing or damaged.
    pub fn damaged(&self) -> Vec<Problem> {
        let (sources, mut problems) = self.sources();
        let (parsed, unparsed) = parsed::parse(&sources);
        problems.extend(unparsed);
        for (path, sheets) in parsed.iter().filter_map(|parsed| Some((&parsed.path, parsed.file.sheets.as_ref()?))) {
            let damage = packed::verify(&self.packed_year(sheets), &sheets.sha256).err();
            problems.extend(damage.map(|what| Problem { file: path.clone(), line: 0, what }));
        }
        problems
    }

    /// Returns the text of the reader's corrections, if there are any.
    fn corrections_file(&self) -> std::io::Result<Option<String>> {
        match fs::read_to_string(self.folder.join(CORRECTIONS)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads the reader's corrections of all documents.
    fn corrections(&self) -> Result<Corrections, LibraryError> {
        let place = self.folder.join(CORRECTIONS);
        let Some(text) = self.corrections_file().map_err(io("read", &place))? else { return Ok(Corrections::default()) };
        let file = SourceFile { path: format!("{LIBRARY}{}", CORRECTIONS), text: text.into() };
        match Corrections::among(&[file]) {
            (corrections, None) => Ok(corrections),
            (_, Some(problem)) => Err(LibraryError::Corrections(problem)),
        }
    }

    /// Returns the amounts that were read in a document, numbered from 1, with the reader's word on them. At the end come the reader's
    /// words on amounts that the document no longer has.
    ///
    /// # Errors
    /// If there is no such document, or it or the corrections cannot be read.
    pub fn amounts(&self, id: &str) -> Result<Vec<HeldAmount>, LibraryError> {
        let corrections = self.corrections()?;
        let mut left: Vec<Correction> = corrections.correction.into_iter().filter(|correction| correction.document == id).collect();
        let readings = self.readings(id)?;
        let mut amounts: Vec<HeldAmount> = Vec::with_capacity(readings.len());
        for (at, reading) in readings.iter().enumerate() {
            let own = Correction::of(id, &readings, at);
            let given = left.iter().position(|correction| own.as_ref().is_some_and(|own| own.same(correction)));
            let correction = given.map(|at| left.remove(at));
            let state = match &correction {
                Some(correction) if correction.value.is_some_and(|value| reading.value != Some(value)) => AmountState::Corrected,
                Some(_) => AmountState::Accepted,
                None if reading.why.is_some() => AmountState::Doubt,
                None => AmountState::Taken,
            };
            amounts.push(HeldAmount { document: id.to_owned(), number: at + 1, state, reading: reading.clone(), correction });
        }
        for correction in left {
            let reading = Reading { name: correction.name.clone(), printed: correction.printed.clone(), ..Reading::default() };
            amounts.push(HeldAmount {
                document: id.to_owned(),
                number: amounts.len() + 1,
                state: AmountState::Gone,
                reading,
                correction: Some(correction),
            });
        }
        Ok(amounts)
    }

    /// Returns the amounts that were read in a document.
    fn readings(&self, id: &str) -> Result<Vec<Reading>, LibraryError> {
        let damaged = |reason: String| LibraryError::Damaged { id: id.to_owned(), reason };
        let files = match self.folder_of(id).map(|folder| sources::folder(&folder)) {
            Ok(Ok(files)) => files,
            Ok(Err(super::Error::Empty(_))) | Err(_) => {
                let text = bundle::text(&self.folder, id).map_err(|error| damaged(error.to_string()))?;
                let text = text.ok_or_else(|| LibraryError::Unknown(id.to_owned()))?;
                vec![SourceFile { path: FILE.to_owned(), text: text.into() }]
            }
            Ok(Err(error)) => return Err(damaged(error.to_string())),
        };
        let files: Vec<SourceFile> =
            files.into_iter().map(|file| SourceFile { path: format!("{LIBRARY}{id}/{}", file.path), ..file }).collect();
        let (parsed, problems) = parsed::parse(&files);
        if let Some(problem) = problems.first() {
            return Err(LibraryError::Damaged { id: id.to_owned(), reason: problem.to_string() });
        }
        Ok(parsed.iter().flat_map(|parsed| parsed.file.readings().into_owned()).collect())
    }

    /// Keeps the reader's word on an amount of a document: that it is right, or what it is.
    ///
    /// # Errors
    /// If there is no such amount, too little is said of it for it to be part of a series, or the library cannot be read or written.
    pub fn correct(&self, id: &str, number: usize, word: &ReaderWord) -> Result<(), LibraryError> {
        let readings = self.readings(id)?;
        let at = number.checked_sub(1);
        let named = at.and_then(|at| Some((readings.get(at)?, Correction::of(id, &readings, at)?)));
        let Some((reading, mut correction)) = named else {
            return Err(LibraryError::NoSuchAmount { id: id.to_owned(), number });
        };
        (correction.value, correction.fiscal_year) = (word.value, word.fiscal_year);
        correction.stage = word.stage.map(|stage| stage.name().to_owned());
        // 執行 and 決算 are accepted as what they are; they belong to no series.
        let speaks = word.value.is_some() || reading.why.is_some();
        if speaks && correction.figure(reading).is_none() {
            let missing = if reading.programme.is_none() {
                "no programme is named with it"
            } else if word.value.or(reading.value).is_none() {
                "how much it is: --value"
            } else {
                "its year and stage: --fiscal-year and --stage"
            };
            return Err(LibraryError::SaysTooLittle { id: id.to_owned(), number, missing });
        }
        self.change(|corrections| {
            corrections.retain(|other| !other.same(&correction));
            corrections.push(correction);
        })
    }

    /// Takes back the reader's word on an amount.
    ///
    /// # Errors
    /// If there is none, or the library cannot be read or written.
    pub fn take_back(&self, id: &str, number: usize) -> Result<(), LibraryError> {
        let known = self.amounts(id)?.into_iter().find(|amount| amount.number == number).and_then(|amount| amount.correction);
        let Some(correction) = known else { return Err(LibraryError::NoSuchAmount { id: id.to_owned(), number }) };
        self.change(|corrections| corrections.retain(|other| !other.same(&correction)))
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Correction>)) -> Result<(), LibraryError> {
        let mut corrections = self.corrections()?;
        change(&mut corrections.correction);
        let place = self.folder.join(CORRECTIONS);
        let unwritable = |error: toml::ser::Error| LibraryError::Unwritable { id: CORRECTIONS.to_owned(), reason: error.to_string() };
        let text = corrections.text().map_err(unwritable)?;
        files::replace(&place, text.as_bytes()).map_err(io("write", &place))
    }

    /// Writes a document beside its place. If the result is dropped, nothing is left behind.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn stage(&self, volume: &LibraryDocument) -> Result<Staged, LibraryError> {
        let unwritable = |error: toml::ser::Error| LibraryError::Unwritable { id: volume.id.clone(), reason: error.to_string() };
        let mut sum = seal::Sum::default();
        write::toml(volume, &mut |piece| sum.add(piece.as_bytes())).map_err(unwritable)?;
        let folder = self.folder.join(&volume.id);
        fs::create_dir_all(&folder).map_err(io("create", &folder))?;
        let sealed = |out: &mut dyn Write| {
            let mut written = out.write_all(sum.line().as_bytes());
            let said = write::toml(volume, &mut |piece| {
                if written.is_ok() {
                    written = out.write_all(piece.as_bytes());
                }
            });
            written.and(said.map_err(std::io::Error::other))
        };
        let file = Pending::new(&folder, sealed).map_err(io("write", &folder))?;
        Ok(Staged { file, folder })
    }

    /// Bundles small documents if there are very many, so that no start has to look at thousands of files. Only the holder of the library's
    /// lock may call this.
    ///
    /// # Errors
    /// If the library cannot be read or written; nothing is lost.
    pub fn gather(&self) -> Result<(), LibraryError> {
        bundle::gather(&self.folder).map_err(io("write", &self.folder.join(bundle::BUNDLE)))
    }

    /// Writes a bundled document into a folder of its own again, where it can be edited; from then on that copy counts. Returns the path of
    /// its file.
    ///
    /// # Errors
    /// If there is no such document, or it cannot be written.
    pub fn unpack(&self, id: &str) -> Result<PathBuf, LibraryError> {
        let folder = self.folder.join(id);
        let place = folder.join(FILE);
        if self.folder_of(id).is_ok() && place.exists() {
            return Ok(place);
        }
        let text = bundle::text(&self.folder, id).map_err(io("read", &self.folder.join(bundle::BUNDLE)))?;
        let text = text.ok_or_else(|| LibraryError::Unknown(id.to_owned()))?;
        fs::create_dir_all(&folder).map_err(io("create", &folder))?;
        files::replace(&place, text.as_bytes()).map_err(io("write", &place))?;
        Ok(place)
    }

    /// Removes a document. Anything else in its folder (a file that was set aside, a reader's own notes) stays.
    ///
    /// # Errors
    /// If there is no such document, or it cannot be removed.
    pub fn remove(&self, id: &str) -> Result<(), LibraryError> {
        let gathered = bundle::remove(&self.folder, id).map_err(io("write", &self.folder.join(bundle::BUNDLE)))?;
        let folder = match self.folder_of(id) {
            Err(_) if gathered => return Ok(()),
            folder => folder?,
        };
        let known = match sources::folder(&folder) {
            Ok(files) => files.into_iter().map(|file| folder.join(file.path)).collect(),
            Err(super::Error::Empty(_)) => return Err(LibraryError::Unknown(id.to_owned())),
            // What cannot be read can still be removed.
            Err(_) => vec![folder.join(FILE)],
        };
        for file in known.iter().filter(|file| file.exists()) {
            fs::remove_file(file).map_err(io("remove", file))?;
        }
        packed::forget_others(&folder, None);
        // If anything is left in the folder, it stays.
        drop(fs::remove_dir(&folder));
        Ok(())
    }

    /// Returns the folder of a document. Ids are folder names here, so none may lead out of the library.
    fn folder_of(&self, id: &str) -> Result<PathBuf, LibraryError> {
        let folder = self.folder.join(id);
        if !Id::is_well_formed(id) || id.contains(['/', '\\']) || id.starts_with('.') || !folder.is_dir() {
            return Err(LibraryError::Unknown(id.to_owned()));
        }
        Ok(folder)
    }
}

impl Staged {
    /// Moves the document into its place. If the file there was edited by hand or damaged since it was written, it is set aside first, and
    /// its new path is returned.
    ///
    /// # Errors
    /// If it cannot be moved; what was there before stays.
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

/// Returns the documents whose file is not as it was written.
pub(super) fn changed(sources: &[SourceFile]) -> Vec<String> {
    let files = sources.iter().filter(|source| source.of_library() && source.path.ends_with(FILE) && !seal::is_whole(&source.text));
    files.filter_map(|source| source.document().map(str::to_owned)).collect()
}

/// Removes what killed imports left behind: incomplete files, packed years without a document, and empty folders. Only the holder of the
/// library's lock may call this.
fn clear_leftovers(library: &Path) {
    for folder in fs::read_dir(library).into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        files::clear_leftovers(&folder, None);
        packed::clear_leftovers(&folder);
        // A folder that holds anything stays.
        drop(fs::remove_dir(&folder));
    }
}
