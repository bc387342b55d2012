//! Cache of built indexes: each is a folder named by a fingerprint of everything that made it, built aside and moved into place.
//!
//! Killed at any moment, a build leaves what was there before. A stale index has another name and is simply not found. One that is
//! truncated or has a changed bit is detected by its checksums each time it is opened, and built again. Of two processes one builds, and
//! the other waits for it.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use serde::{Deserialize, Serialize, Serializer};
use tantivy::directory::{Directory, OwnedBytes, RamDirectory};
use tantivy::{Index, TantivyError};

use super::rows::RecordStore;
use super::schema::{self, Fields, Placement};
use super::{TantivyEngine, builder};
use crate::analysis::{AnalysisSettings, Readings, dictionary, settings};
use crate::engine::cutter::Cutter;
use crate::engine::indexed;
use crate::engine::{EngineStatus, Error, Supply};
use crate::files;
use crate::files::folder::{self, FolderError, Listed, sizes};
use crate::model::Corpus;

/// Name of the file that lists the contents of a complete index folder.
const MANIFEST: &str = "shirube.toml";
/// Number of indexes of other corpora or dictionaries that are kept besides the newest.
const KEPT: usize = 3;

/// Fingerprint of everything that an index was made of. Another fingerprint means another index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fingerprint(u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Fingerprint {
    fn of(made: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        made.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Returns the fingerprint of the index of one corpus among those that are made alike.
    fn with(self, corpus: u64) -> Self {
        Self::of((self.0, corpus))
    }
}

/// Everything that an index is made with, besides the corpus.
#[derive(Hash)]
struct Made<'m> {
    schema: u32,
    version: &'static str,
    /// Code of this program that makes an index.
    code: &'static str,
    /// Libraries that it uses, in their versions: the words of lindera, the characters of unicode-normalization, the files of tantivy.
    libraries: &'static str,
    settings: settings::OfIndex<'m>,
    dictionary: Option<(&'m str, u64, &'m [Listed])>,
}

impl<'m> Made<'m> {
    /// Returns what this program makes an index with, given these settings and this dictionary.
    fn here(settings: &'m AnalysisSettings, dictionary: Option<&'m dictionary::Manifest>) -> Self {
        Self {
            schema: schema::VERSION,
            version: env!("CARGO_PKG_VERSION"),
            code: env!("SHIRUBE_INDEXERS"),
            libraries: env!("SHIRUBE_LIBRARIES"),
            settings: settings.of_index(),
            dictionary: dictionary.map(|dictionary| (dictionary.encoding.as_str(), dictionary.words, dictionary.files.as_slice())),
        }
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self)
    }
}

#[derive(Serialize, Deserialize)]
struct IndexManifest {
    records: usize,
    /// Fingerprint of what the index was made with, besides the corpus: another index with the same one can be brought up to date.
    base: String,
    /// Fingerprint of everything that the index was made of.
    fingerprint: String,
    files: Vec<Listed>,
}

/// Origin of an opened index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum IndexSource {
    /// Folder of an index that was already there.
    Cached(PathBuf),
    /// Folder of an index that was built now.
    Built(PathBuf),
    /// Reason why the index is in memory: its folder cannot be used.
    Memory(String),
}

/// Index that is ready to be searched.
pub struct Opened {
    /// Engine that answers queries.
    pub engine: TantivyEngine,
    /// Origin of the index.
    pub source: IndexSource,
    /// Number of records that were indexed now: none if the index was there, those that have changed if an older one was.
    pub indexed: usize,
}

/// State of the index folder.
#[derive(Debug, Serialize)]
pub struct IndexStatus {
    /// Folder of the index of this corpus and dictionary.
    #[serde(serialize_with = "as_far_as_it_is_text")]
    pub folder: PathBuf,
    /// Fingerprint of the index.
    pub fingerprint: String,
    /// True if a complete index is there.
    pub ready: bool,
    /// Number of records in it.
    pub records: Option<usize>,
    /// Size in bytes.
    pub bytes: u64,
    /// True if words come from a dictionary; otherwise only bigrams are indexed.
    pub dictionary: bool,
}

/// Serialises a path, which may not be text; what is not text is written as U+FFFD.
fn as_far_as_it_is_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

/// Store of indexes, and what they are made of.
pub struct Store {
    corpus: Arc<Corpus>,
    cutter: Cutter,
    folder: PathBuf,
    fingerprint: Fingerprint,
    base: Fingerprint,
    /// Position of each record, by the hash of its content.
    contents: OnceLock<HashMap<u64, u32>>,
    /// Flag that stops building once it is set.
    stop: Arc<AtomicBool>,
}

impl Store {
    /// Creates the store for a corpus, in a folder of indexes, with a dictionary. A damaged dictionary counts as none, and the engine says
    /// so.
    ///
    /// # Errors
    /// If a compiled-in settings file is wrong.
    pub fn new(supply: &Supply) -> Result<Self, Error> {
        let index_dir = supply.index_dir.as_path();
        let cutter = Cutter::new(&supply.dictionary_store, index_dir)?;
        let base = Made::here(&cutter.settings, cutter.dictionary.as_ref()).fingerprint();
        let fingerprint = base.with(supply.corpus_hash);
        let folder = index_dir.join(fingerprint.to_string());
        Ok(Self { corpus: Arc::clone(&supply.corpus), cutter, folder, fingerprint, base, contents: OnceLock::new(), stop: Arc::default() })
    }

    /// Makes building stop once `stop` is set.
    #[must_use]
    pub fn stopped_by(self, stop: Arc<AtomicBool>) -> Self {
        Self { stop, ..self }
    }

    /// Returns the state of the index folder.
    pub fn status(&self) -> IndexStatus {
        let manifest = self.manifest();
        IndexStatus {
            folder: self.folder.clone(),
            fingerprint: self.fingerprint.to_string(),
            ready: manifest.is_some(),
            bytes: manifest.as_ref().map_or(0, |manifest| manifest.files.iter().map(|file| file.bytes).sum()),
            records: manifest.map(|manifest| manifest.records),
            dictionary: self.cutter.analyser.knows_words(),
        }
    }

    /// Returns the manifest of this index's folder, if it is complete and belongs to this index.
    fn manifest(&self) -> Option<IndexManifest> {
        manifest(&self.folder).filter(|manifest| manifest.fingerprint == self.fingerprint.to_string())
    }

    /// Opens the index, building it first if it is missing, stale or damaged; calls `report` with the share built, 0 to 1. If the folder
    /// cannot be used, the index is built in memory.
    ///
    /// # Errors
    /// If not even memory will hold it, or building was asked to stop.
    pub fn open(&self, report: &mut dyn FnMut(f64)) -> Result<Opened, Error> {
        if let Some(manifest) = self.manifest() {
            let cached = || (IndexSource::Cached(self.folder.clone()), 0);
            let opened = self.open_folder().and_then(|(index, fields, readings)| self.opened(&index, fields, readings, cached()));
            // Readers leave a lock file in the folder; if they may not write there, they read a copy.
            let opened = opened.or_else(|_| {
                let (index, fields, readings) = self.open_copy(&manifest)?;
                self.opened(&index, fields, readings, cached())
            });
            if opened.is_ok() {
                return opened;
            }
        }
        self.make(true, report)
    }

    /// Builds the index again, whatever is there.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn rebuild(&self, report: &mut dyn FnMut(f64)) -> Result<Opened, Error> {
        self.make(false, report)
    }

    /// Makes the index; with `from_older`, an older one may be brought up to date.
    fn make(&self, from_older: bool, report: &mut dyn FnMut(f64)) -> Result<Opened, Error> {
        let on_disk = self.build_aside(from_older, report).and_then(|indexed| Ok((indexed, self.open_folder()?)));
        match on_disk {
            Ok((indexed, (index, fields, readings))) => {
                self.opened(&index, fields, readings, (IndexSource::Built(self.folder.clone()), indexed))
            }
            Err(Error::Stopped) => Err(Error::Stopped),
            Err(reason) => {
                let (schema, fields) = schema::schema();
                let index = Index::create_in_ram(schema);
                let all: Vec<usize> = (0..self.corpus.records().len()).collect();
                let readings = builder::fill(&index, fields, (&self.corpus, &self.cutter.analyser), (&all, &[]), (report, &self.stop))?;
                self.opened(&index, fields, readings, (IndexSource::Memory(reason.to_string()), all.len()))
            }
        }
    }

    fn open_folder(&self) -> Result<(Index, Fields, Readings), Error> {
        let index = Index::open_in_dir(&self.folder)?;
        let fields = schema::fields(&index)?;
        Ok((index, fields, Readings::read(&self.folder)?))
    }

    /// Opens a copy of the index in memory.
    fn open_copy(&self, manifest: &IndexManifest) -> Result<(Index, Fields, Readings), Error> {
        let copy = RamDirectory::create();
        for file in &manifest.files {
            let path = self.folder.join(&file.name);
            let content = fs::read(&path).map_err(FolderError::of("read", &path))?;
            copy.atomic_write(Path::new(&file.name), &content).map_err(FolderError::of("copy", &path))?;
        }
        let index = Index::open(copy)?;
        let fields = schema::fields(&index)?;
        Ok((index, fields, Readings::read(&self.folder)?))
    }

    fn opened(&self, index: &Index, fields: Fields, readings: Readings, (source, indexed): (IndexSource, usize)) -> Result<Opened, Error> {
        let reader: tantivy::IndexReader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let rows = match &source {
            IndexSource::Cached(folder) | IndexSource::Built(folder) => RecordStore::read(folder, self.corpus.records().len(), &searcher)?,
            IndexSource::Memory(_) => {
                let bytes = RecordStore::make(&self.corpus, &self.placement(&searcher)?)?;
                let rows = RecordStore::open(OwnedBytes::new(bytes), self.corpus.records().len(), &searcher);
                rows.ok_or_else(|| TantivyError::InternalError("the records' attributes cannot be read".to_owned()))?
            }
        };
        let lexicon = self.cutter.lexicon(Arc::clone(&self.corpus), readings);
        let not_kept = if let IndexSource::Memory(why) = &source { Some(why.clone()) } else { None };
        let status = EngineStatus { not_kept, ..self.cutter.status() };
        let (weights, factors) = (self.cutter.weights.clone(), self.cutter.weights.factors());
        let engine = TantivyEngine { lexicon, weights, factors, reader, fields, rows: Arc::new(rows), status };
        Ok(Opened { engine, source, indexed })
    }

    /// Returns the record of each document of an index.
    fn placement(&self, searcher: &tantivy::Searcher) -> Result<Placement, TantivyError> {
        Placement::new(searcher, |content| self.contents().get(&content).copied())
    }

    /// Returns the position of each record, by the hash of its content.
    fn contents(&self) -> &HashMap<u64, u32> {
        self.contents.get_or_init(|| {
            let records = (0..).zip(self.corpus.records());
            records.map(|(position, record)| (indexed::content(&self.corpus, record), position)).collect()
        })
    }

    /// Builds the index beside its place and moves it there; returns the number of records that were indexed.
    fn build_aside(&self, from_older: bool, report: &mut dyn FnMut(f64)) -> Result<usize, Error> {
        let parent = self.folder.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(FolderError::of("create", parent))?;
        let _alone = folder::lock(parent)?;
        if from_older && self.manifest().is_some() && self.open_folder().is_ok() {
            // Another process has built it while this one waited.
            return Ok(0);
        }
        let staging = parent.join(format!(".{}.{}{}", self.fingerprint, std::process::id(), files::PARTIAL));
        files::remove(&staging);
        let older = if from_older { self.older(parent) } else { None };
        let updated = older.and_then(|older| {
            let updated = self.update_in(&staging, &older, report).ok().flatten();
            if updated.is_none() {
                files::remove(&staging);
            }
            updated
        });
        let built = updated.map_or_else(|| self.build_in(&staging, report), Ok);
        let Ok(indexed) = built else {
            files::remove(&staging);
            return built;
        };
        if fs::rename(&staging, &self.folder).is_err() {
            // There is one already, complete or damaged: swap it out.
            let old = parent.join(format!(".{}.{}.old{}", self.fingerprint, std::process::id(), files::PARTIAL));
            drop(fs::rename(&self.folder, &old));
            let moved = fs::rename(&staging, &self.folder).map_err(FolderError::of("write", &self.folder));
            files::remove(&old);
            files::remove(&staging);
            if self.manifest().is_none() {
                moved?;
            }
        }
        self.forget_old(parent);
        Ok(indexed)
    }

    /// Finds the newest complete index of another corpus that was made with the same settings and dictionary.
    fn older(&self, parent: &Path) -> Option<PathBuf> {
        let folders = fs::read_dir(parent).ok()?.flatten().map(|entry| entry.path()).filter(|path| *path != self.folder);
        let base = self.base.to_string();
        let alike =
            |path: &PathBuf| folder::read_manifest::<IndexManifest>(&path.join(MANIFEST)).is_ok_and(|manifest| manifest.base == base);
        let mut alike: Vec<(SystemTime, PathBuf)> =
            folders.filter(alike).filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path))).collect();
        alike.sort();
        alike.into_iter().rev().map(|(_, path)| path).find(|path| manifest(path).is_some())
    }

    /// Brings a copy of an older index up to date: removes what is gone and adds what is new or has changed. `None` if most of it has.
    fn update_in(&self, staging: &Path, older: &Path, report: &mut dyn FnMut(f64)) -> Result<Option<usize>, Error> {
        fs::create_dir_all(staging).map_err(FolderError::of("create", staging))?;
        for (name, _) in sizes(older)?.into_iter().filter(|(name, _)| name != MANIFEST && folder::is_part(name)) {
            // The files of an index are never written twice, so two folders can share them.
            let (from, to) = (older.join(&name), staging.join(&name));
            if fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to).map_err(FolderError::of("copy", &from))?;
            }
        }
        let index = Index::open_in_dir(staging)?;
        let fields = schema::fields(&index)?;
        let searcher = index.reader()?.searcher();
        let mut there = HashSet::new();
        for segment in searcher.segment_readers() {
            let contents = segment.fast_fields().u64("content")?;
            there.extend(segment.doc_ids_alive().filter_map(|doc| contents.first(doc)));
        }
        let gone: Vec<u64> = there.iter().filter(|content| !self.contents().contains_key(content)).copied().collect();
        let mut new: Vec<usize> = self
            .contents()
            .iter()
            .filter(|(content, _)| !there.contains(content))
            .filter_map(|(_, at)| usize::try_from(*at).ok())
            .collect();
        new.sort_unstable();
        if (gone.len() + new.len()) * 2 > self.corpus.records().len() {
            return Ok(None);
        }
        let readings = builder::fill(&index, fields, (&self.corpus, &self.cutter.analyser), (&new, &gone), (report, &self.stop))?;
        let readings = Readings::read(staging)?.and(&readings);
        self.finish(staging, &readings)?;
        Ok(Some(new.len()))
    }

    fn build_in(&self, staging: &Path, report: &mut dyn FnMut(f64)) -> Result<usize, Error> {
        fs::create_dir_all(staging).map_err(FolderError::of("create", staging))?;
        let (schema, fields) = schema::schema();
        let index = Index::create_in_dir(staging, schema)?;
        let all: Vec<usize> = (0..self.corpus.records().len()).collect();
        let readings = builder::fill(&index, fields, (&self.corpus, &self.cutter.analyser), (&all, &[]), (report, &self.stop))?;
        self.finish(staging, &readings)?;
        Ok(all.len())
    }

    /// Writes the files that belong to an index besides tantivy's own; the manifest comes last.
    fn finish(&self, staging: &Path, readings: &Readings) -> Result<(), Error> {
        readings.write(staging)?;
        let searcher = Index::open_in_dir(staging)?.reader()?.searcher();
        RecordStore::write(staging, &self.corpus, &self.placement(&searcher)?)?;
        let (base, fingerprint) = (self.base.to_string(), self.fingerprint.to_string());
        let manifest = IndexManifest { records: self.corpus.records().len(), base, fingerprint, files: folder::list(staging)? };
        Ok(folder::write_manifest(&staging.join(MANIFEST), &manifest)?)
    }

    /// Removes the other indexes whose folders have gone unmodified for longest, beyond [`KEPT`].
    fn forget_old(&self, parent: &Path) {
        let mut others: Vec<(SystemTime, PathBuf)> = fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| *path != self.folder && path.join(MANIFEST).is_file())
            .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
            .collect();
        others.sort();
        let surplus = others.len().saturating_sub(KEPT);
        others.into_iter().take(surplus).for_each(|(_, path)| files::remove(&path));
    }
}

/// Reads the manifest of a folder, if everything that it lists is there and as it was written.
fn manifest(dir: &Path) -> Option<IndexManifest> {
    let manifest: IndexManifest = folder::read_manifest(&dir.join(MANIFEST)).ok()?;
    folder::damaged(dir, &manifest.files).is_none().then_some(manifest)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn no_index_outlives_what_it_was_made_with() {
        let settings = AnalysisSettings::shipped().unwrap();
        let here = || Made::here(&settings, None);
        let base = here().fingerprint();
        assert_eq!(base, here().fingerprint());
        let mut stops_more = settings.clone();
        stops_more.stop_words.words.insert("研究".to_owned());
        let others = [
            Made { libraries: "another lindera", ..here() },
            Made { code: "another", ..here() },
            Made { version: "0.0.0", ..here() },
            Made { schema: 0, ..here() },
            Made { dictionary: Some(("UTF-8", 1, &[])), ..here() },
            Made::here(&stops_more, None),
        ];
        for (at, other) in others.iter().enumerate() {
            assert_ne!(other.fingerprint(), base, "{at}");
        }
        assert_ne!(base.with(1), base.with(2));
    }
}
