//! Sources of the TOML: compiled into the binary, or a folder.

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, Metadata};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::bundle::BUNDLE;
use super::{Error, Problem};

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Prefix of the paths of the library's files.
pub(super) const LIBRARY: &str = "library/";

/// File of the reader's corrections, below the library's folder.
pub(super) const CORRECTIONS: &str = "corrections.toml";

/// TOML file of a corpus, or of the reader's library.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path below the corpus folder, with `/`: `plan3/kpis.toml`.
    pub path: String,
    /// Text of the file.
    pub text: Cow<'static, str>,
}

impl Problem {
    /// Returns true if it is a problem of the library, not of the corpus.
    pub(super) fn of_library(&self) -> bool {
        self.file.starts_with(LIBRARY)
    }
}

impl SourceFile {
    /// Returns true if the file belongs to the reader's library, not to the corpus.
    pub fn of_library(&self) -> bool {
        self.path.starts_with(LIBRARY)
    }

    /// Returns true if the file holds the reader's corrections of the library.
    pub(super) fn is_corrections(&self) -> bool {
        self.path.strip_prefix(LIBRARY) == Some(CORRECTIONS)
    }

    /// Returns the document whose folder the file is in.
    pub fn document(&self) -> Option<&str> {
        document(&self.path)
    }
}

/// Returns the document whose folder the file with this path is in.
pub(super) fn document(path: &str) -> Option<&str> {
    path.strip_prefix(LIBRARY).unwrap_or(path).split_once('/').map(|(folder, _)| folder)
}

/// Returns the corpus that is compiled into this binary.
pub fn shipped() -> Vec<SourceFile> {
    SHIPPED.iter().map(|(path, text, _)| SourceFile { path: (*path).to_owned(), text: Cow::Borrowed(text) }).collect()
}

/// Returns a number that changes with any change of a file. For a shipped file it was computed when the binary was built.
pub(super) fn hash(file: &SourceFile) -> u64 {
    let shipped = SHIPPED.iter().find(|(path, text, _)| *path == file.path && std::ptr::eq(text.as_ptr(), file.text.as_ptr()));
    if let Some((.., hash)) = shipped.filter(|(_, text, _)| text.len() == file.text.len()) {
        return *hash;
    }
    let mut hasher = DefaultHasher::new();
    (file.path.as_str(), &*file.text).hash(&mut hasher);
    hasher.finish()
}

/// Lists a folder, the folders below it and the TOML files in them with their metadata, in the order of their paths; what cannot be read is
/// left out. Everything that [`folder`] or the library reads is included: at the top, a link may lead to a document of the library.
pub(super) fn described(folder: &Path) -> Vec<(PathBuf, Metadata)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        let top = inner == *folder;
        found.extend(fs::metadata(&inner).ok().map(|meta| (inner.clone(), meta)));
        for entry in fs::read_dir(inner).into_iter().flatten().flatten() {
            let path = entry.path();
            let linked = |kind: fs::FileType| top && kind.is_symlink() && path.is_dir();
            if entry.file_type().is_ok_and(|kind| kind.is_dir() || linked(kind)) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") || (top && path.ends_with(BUNDLE)) {
                found.extend(fs::metadata(&path).ok().map(|meta| (path, meta)));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Reads the corpus in a folder, its files in the order of their paths.
///
/// # Errors
/// If a folder or file cannot be read, a file is not UTF-8, or there are no files.
pub fn folder(dir: &Path) -> Result<Vec<SourceFile>, Error> {
    let mut files = Vec::new();
    collect(dir, dir, &mut files)?;
    if files.is_empty() {
        return Err(Error::Empty(dir.to_owned()));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<SourceFile>) -> Result<(), Error> {
    let unreadable = |path: &Path, reason: std::io::Error| Error::Unreadable { path: path.to_owned(), reason: reason.to_string() };
    for entry in fs::read_dir(dir).map_err(|e| unreadable(dir, e))? {
        let entry = entry.map_err(|e| unreadable(dir, e))?;
        let path = entry.path();
        // A link could lead round in a circle, and a corpus does not need links.
        if entry.file_type().map_err(|e| unreadable(&path, e))?.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
            let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(SourceFile { path: below, text: Cow::Owned(text) });
        }
    }
    Ok(())
}
