//! The Japanese dictionary: IPADIC, compiled from its sources into a folder and memory-mapped from there.
//!
//! A store holds each compiled dictionary in its own folder, and a file `current` with the name of the one in use. A new one is compiled
//! beside the old, tried on known sentences, and taken into use by replacing that one file: if the process is killed at any moment, the old
//! one still works. With the feature `embedded-dictionary` the binary carries a dictionary that is unpacked into a store that has none.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use lindera::dictionary::{DictionaryBuilder, Metadata, UserDictionary, load_fs_dictionary_with_options};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use serde::{Deserialize, Serialize};

pub use super::ipadic::USUAL_SOURCES;
use super::{Error, ipadic, settings};
use crate::files::folder::{self, FolderError, Listed, sizes, write_whole};
use crate::files::{self, Lock};

/// File that names the dictionary in use.
const CURRENT: &str = "current";
/// Prefix of the names of dictionary folders.
const PREFIX: &str = "ipadic-";
/// File in a finished dictionary folder that lists what must be there.
const MANIFEST: &str = "shirube.toml";
/// Approximate size of compiled IPADIC in bytes; used only for the progress display.
const EXPECTED_BYTES: u64 = 46_000_000;
/// Prefix of the name under which this field's compiled words are kept.
const OWN_WORDS: &str = "words-";
/// Source named by a dictionary that was compiled into the binary.
const COMPILED_IN: &str = "compiled into shirube";

/// A dictionary that is compiled into this binary.
#[derive(Clone, Copy)]
pub struct Embedded {
    /// Encoding of the sources.
    pub encoding: &'static str,
    /// Number of words in the source's tables.
    pub words: u64,
    /// Writes the dictionary's files into a folder.
    unpack: fn(&Path) -> io::Result<()>,
}

/// The dictionary that is compiled into this binary; `None` without the feature `embedded-dictionary`.
#[cfg(not(feature = "embedded-dictionary"))]
pub const EMBEDDED: Option<Embedded> = None;
/// The dictionary that is compiled into this binary; `None` without the feature `embedded-dictionary`.
#[cfg(feature = "embedded-dictionary")]
pub const EMBEDDED: Option<Embedded> = Some(Embedded {
    encoding: embedded::ENCODING,
    words: embedded::WORDS,
    unpack: |folder| super::packed::unpack(embedded::PACKED, folder),
});
/// Output of the build script.
#[cfg(feature = "embedded-dictionary")]
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// A finished dictionary's description of itself.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// Encoding of the sources.
    pub encoding: String,
    /// Folder of the sources.
    pub source: String,
    /// Number of words in the source's tables.
    pub words: u64,
    /// Every file of the dictionary.
    pub files: Vec<Listed>,
}

/// State of a store: which dictionary is in use.
#[derive(Debug)]
pub struct Status {
    /// Folder of the store.
    pub store: PathBuf,
    /// Folder of the dictionary and its description of itself; `None` if there is none.
    pub current: Option<(PathBuf, Manifest)>,
    /// Reason that the dictionary cannot be used, if there is one.
    pub trouble: Option<String>,
}

/// A step of an installation.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum InstallStep {
    /// Compiling; the share done, 0 to 1, estimated from the bytes written.
    Compiling(f64),
    /// Trying the new dictionary on known sentences.
    Proving,
    /// Done: the dictionary is in use.
    Done,
}

/// Returns the state of `store` and the dictionary that it has in use.
pub fn status(store: &Path) -> Status {
    let mut status = Status { store: store.to_owned(), current: None, trouble: None };
    match in_use(store, |folder| Ok((folder.to_owned(), manifest(folder)?))) {
        Ok(current) => status.current = current,
        Err(error) => status.trouble = Some(error.to_string()),
    }
    status
}

/// Applies `make` to the folder of the dictionary in use. A failure because another process has replaced the dictionary meanwhile does not
/// count as damage: the new one is taken.
fn in_use<T>(store: &Path, make: impl Fn(&Path) -> Result<T, Error>) -> Result<Option<T>, Error> {
    loop {
        let Some(folder) = current(store)? else { return Ok(None) };
        match make(&folder) {
            Err(_) if current(store)?.is_some_and(|now| now != folder) => {}
            made => return made.map(Some),
        }
    }
}

/// Returns the folder of the dictionary in use. `store` may also itself be a compiled dictionary.
fn current(store: &Path) -> Result<Option<PathBuf>, Error> {
    if store.join(MANIFEST).is_file() {
        return Ok(Some(store.to_owned()));
    }
    let pointer = store.join(CURRENT);
    let bytes = match fs::read(&pointer) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FolderError::of("read", pointer)(error).into()),
    };
    let name = std::str::from_utf8(&bytes).unwrap_or_default().trim();
    let folder = store.join(name);
    if name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.') || !folder.is_dir() {
        return Err(Error::Dictionary(format!("{} is damaged; run `shirube dictionary install`", pointer.display())));
    }
    Ok(Some(folder))
}

fn manifest(dir: &Path) -> Result<Manifest, Error> {
    let damaged = |what: String| {
        Error::Dictionary(format!("the dictionary in {} is damaged ({what}); run `shirube dictionary install`", dir.display()))
    };
    let manifest: Manifest = folder::read_manifest(&dir.join(MANIFEST)).map_err(damaged)?;
    match folder::damaged(dir, &manifest.files) {
        Some(name) => Err(damaged(format!("{name} is missing, or not as it was written"))),
        None => Ok(manifest),
    }
}

/// Returns the segmenter over the dictionary in use, with this field's own words. If none is installed, the one compiled into this binary
/// is unpacked into the store first; `None` if there is none there either.
///
/// # Errors
/// If the installed dictionary is damaged, or the compiled-in one cannot be unpacked.
pub fn load(store: &Path) -> Result<Option<(Segmenter, Manifest)>, Error> {
    load_with(store, None)
}

/// Does the same as [`load`], but compiles this field's own words only once and keeps them in the folder `kept`, if that is writable.
pub fn load_with(store: &Path, kept: Option<&Path>) -> Result<Option<(Segmenter, Manifest)>, Error> {
    provide(store)?;
    in_use(store, |folder| {
        let manifest = manifest(folder)?;
        let kept = kept.map(|kept| {
            let mut hasher = DefaultHasher::new();
            (settings::USER_DICTIONARY, env!("SHIRUBE_LIBRARIES"), &manifest.encoding, manifest.words, &manifest.files).hash(&mut hasher);
            kept.join(format!("{OWN_WORDS}{:016x}", hasher.finish()))
        });
        Ok((segmenter(folder, kept.as_deref())?, manifest))
    })
}

fn segmenter(folder: &Path, kept: Option<&Path>) -> Result<Segmenter, Error> {
    let broken = |error: lindera::error::LinderaError| {
        Error::Dictionary(format!("the dictionary in {} cannot be loaded ({error}); run `shirube dictionary install`", folder.display()))
    };
    let dictionary = load_fs_dictionary_with_options(folder, true).map_err(broken)?;
    if let Some(words) = kept.and_then(own_words) {
        return Ok(Segmenter::new(Mode::Normal, dictionary, Some(words)));
    }
    let builder = DictionaryBuilder::new(Metadata::clone(&dictionary.metadata));
    let words = builder.build_user_dict_from_reader(settings::USER_DICTIONARY.as_bytes());
    let words = words.map_err(|error| Error::Settings { file: "user_dictionary.csv", reason: error.to_string() })?;
    // If they cannot be kept, they are compiled again next time.
    drop(kept.map(|kept| keep_own_words(&builder, kept)));
    Ok(Segmenter::new(Mode::Normal, dictionary, Some(words)))
}

/// Returns this field's words as [`keep_own_words`] left them; `None` if they are missing or damaged.
fn own_words(kept: &Path) -> Option<UserDictionary> {
    let bytes = fs::read(kept).ok()?;
    let (words, check) = bytes.split_last_chunk::<4>()?;
    if crc32fast::hash(words).to_le_bytes() != *check {
        return None;
    }
    UserDictionary::load(words).ok()
}

/// Keeps this field's words compiled, with their checksum, and removes those of other dictionaries and versions.
fn keep_own_words(builder: &DictionaryBuilder, kept: &Path) -> std::io::Result<()> {
    let Some(folder) = kept.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    for file in fs::read_dir(folder)?.flatten().filter(|file| file.file_name().to_string_lossy().starts_with(OWN_WORDS)) {
        drop(fs::remove_file(file.path()));
    }
    let aside = tempfile::Builder::new().prefix(".").suffix(files::PARTIAL).tempdir_in(folder)?;
    let (source, compiled) = (aside.path().join("words.csv"), aside.path().join("words.bin"));
    fs::write(&source, settings::USER_DICTIONARY)?;
    builder.build_user_dictionary(&source, &compiled).map_err(std::io::Error::other)?;
    let mut bytes = fs::read(&compiled)?;
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    write_whole(kept, &bytes).map_err(std::io::Error::other)
}

/// Compiles the IPADIC sources in `source` (EUC-JP or UTF-8) into `store` and takes the result into use.
///
/// # Errors
/// If `source` is not a folder of IPADIC sources, its encoding cannot be determined, the store cannot be written, or the result fails on
/// known sentences. The dictionary in use before stays in use.
pub fn install(source: &Path, store: &Path, report: &mut dyn FnMut(InstallStep)) -> Result<Manifest, Error> {
    let (encoding, words) = ipadic::inspect(source)?;
    let _alone = alone(store)?;
    let origin = Origin { encoding, words, source: source.display().to_string() };
    let manifest = put(store, origin, report, |staging, report| compile(source, staging, encoding, report))?;
    report(InstallStep::Done);
    Ok(manifest)
}

/// Unpacks the dictionary that is compiled into this binary into `store` and takes it into use, whatever was in use before.
///
/// # Errors
/// If none is compiled in, or the store cannot be written. The dictionary in use before stays in use.
pub fn install_embedded(store: &Path) -> Result<Manifest, Error> {
    let Some(embedded) = EMBEDDED else { return Err(Error::Dictionary("no dictionary is compiled into this binary".to_owned())) };
    let _alone = alone(store)?;
    unpack(&embedded, store)
}

/// Unpacks the compiled-in dictionary, if there is one, into `store` if nothing is installed there. Of two processes that find nothing
/// there, one unpacks and the other waits for it.
fn provide(store: &Path) -> Result<(), Error> {
    let Some(embedded) = EMBEDDED else { return Ok(()) };
    if current(store)?.is_some() {
        return Ok(());
    }
    let _alone = alone(store)?;
    match current(store)? {
        Some(_) => Ok(()),
        None => unpack(&embedded, store).map(drop),
    }
}

fn unpack(embedded: &Embedded, store: &Path) -> Result<Manifest, Error> {
    let origin = Origin { encoding: embedded.encoding, words: embedded.words, source: COMPILED_IN.to_owned() };
    put(store, origin, &mut |_| {}, |staging, _| {
        Ok((embedded.unpack)(staging).map_err(FolderError::of("unpack the dictionary into", staging))?)
    })
}

/// Locks the store, creating it if it does not exist.
fn alone(store: &Path) -> Result<Option<Lock>, Error> {
    fs::create_dir_all(store).map_err(FolderError::of("create", store))?;
    Ok(folder::lock(store)?)
}

/// Origin of a dictionary.
struct Origin {
    encoding: &'static str,
    words: u64,
    source: String,
}

/// Has a dictionary written aside, tries it, and takes it into use.
fn put(
    store: &Path,
    origin: Origin,
    report: &mut dyn FnMut(InstallStep),
    write: impl FnOnce(&Path, &mut dyn FnMut(InstallStep)) -> Result<(), Error>,
) -> Result<Manifest, Error> {
    let name = format!("{PREFIX}{}", std::process::id());
    let staging = store.join(format!(".{name}{}", files::PARTIAL));
    files::remove(&staging);
    let finished = write(&staging, report).and_then(|()| {
        report(InstallStep::Proving);
        ipadic::prove(&staging)?;
        let Origin { encoding, words, source } = origin;
        let manifest = Manifest { encoding: encoding.to_owned(), source, words, files: folder::list(&staging)? };
        folder::write_manifest(&staging.join(MANIFEST), &manifest)?;
        Ok(manifest)
    });
    let manifest = finished.inspect_err(|_| files::remove(&staging))?;
    let target = free_name(store, &name);
    fs::rename(&staging, &target).map_err(FolderError::of("write", &target))?;
    let chosen = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    write_whole(&store.join(CURRENT), chosen.as_bytes())?;
    // Remove the previous one, and any that a killed installation left unused. Another process may have one mapped; on Unix its pages stay
    // readable until it lets go.
    for entry in fs::read_dir(store).into_iter().flatten().flatten().filter(|entry| entry.path() != target) {
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            files::remove(&entry.path());
        }
    }
    Ok(manifest)
}

fn free_name(store: &Path, name: &str) -> PathBuf {
    let numbered = (1..u32::MAX).map(|n| store.join(format!("{name}-{n}")));
    numbered.into_iter().find(|path| !path.exists()).unwrap_or_else(|| store.join(name))
}

fn compile(source: &Path, target: &Path, encoding: &'static str, report: &mut dyn FnMut(InstallStep)) -> Result<(), Error> {
    const LOOK_EVERY: Duration = Duration::from_millis(100);
    thread::scope(|scope| {
        let (done, finished) = mpsc::channel();
        scope.spawn(move || drop(done.send(ipadic::compile(source, target, encoding))));
        loop {
            match finished.recv_timeout(LOOK_EVERY) {
                Ok(outcome) => return outcome.map_err(Error::from),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let written: u64 = sizes(target).unwrap_or_default().iter().map(|(_, bytes)| bytes).sum();
                    report(InstallStep::Compiling((written as f64 / EXPECTED_BYTES as f64).min(0.99)));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(Error::Dictionary(format!("{} does not compile: the compiler stopped without a word", source.display())));
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn a_folder_without_sources_is_refused_with_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let store = tempfile::tempdir().unwrap();
        let error = install(folder.path(), store.path(), &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains("char.def") && error.contains("mecab-ipadic"), "{error}");
        assert!(status(store.path()).current.is_none());
    }

    #[test]
    fn a_damaged_pointer_is_reported_not_followed() {
        let store = tempfile::tempdir().unwrap();
        fs::write(store.path().join(CURRENT), "../../etc").unwrap();
        assert!(status(store.path()).trouble.unwrap().contains("damaged"));
        assert!(load(store.path()).is_err());
    }
}
