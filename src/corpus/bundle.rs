//! Bundle of many small library documents in one ZIP: at start, checking whether ten thousand files are still those of the last time takes
//! longer than everything else. It contains the same TOML texts, each under its document's name. A folder of that name takes precedence, so
//! what was edited by hand or imported again counts.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::files::{self, seal};

/// Name of the bundle in the library's folder.
pub(super) const BUNDLE: &str = "documents.zip";
/// Name of the file that holds a document of the library, in the document's folder.
pub(super) const FILE: &str = "document.toml";
/// Minimum number of small documents in folders before they are bundled.
const MANY: usize = 256;
/// Largest file of a small document, in bytes.
const SMALL: u64 = 1 << 20;
/// Largest text of a document, in bytes: no import writes more.
const LARGEST: u64 = 1 << 30;

/// Returns the path of a library's bundle.
fn place(library: &Path) -> PathBuf {
    library.join(BUNDLE)
}

/// Opens the bundle, if there is one.
fn open(library: &Path) -> io::Result<Option<ZipArchive<BufReader<File>>>> {
    match File::open(place(library)) {
        Ok(file) => ZipArchive::new(BufReader::new(file)).map(Some).map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the id of the document in the entry with this name.
fn document(name: &str) -> Option<&str> {
    name.strip_suffix(FILE)?.strip_suffix('/').filter(|id| !id.is_empty() && !id.contains('/'))
}

/// Reads the documents of the bundle as ids and texts, except those in `but`.
pub(super) fn read(library: &Path, but: &HashSet<String>) -> io::Result<Vec<(String, String)>> {
    let Some(mut bundle) = open(library)? else { return Ok(Vec::new()) };
    let mut documents = Vec::with_capacity(bundle.len());
    for at in 0..bundle.len() {
        let entry = bundle.by_index(at).map_err(io::Error::other)?;
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        let Some(id) = document(&name).filter(|id| !but.contains(*id)) else { continue };
        let mut text = String::new();
        entry.take(LARGEST).read_to_string(&mut text)?;
        documents.push((id.to_owned(), text));
    }
    Ok(documents)
}

/// Reads the text of one document of the bundle.
pub(super) fn text(library: &Path, id: &str) -> io::Result<Option<String>> {
    let Some(mut bundle) = open(library)? else { return Ok(None) };
    let Some(at) = bundle.index_for_name(&format!("{id}/{FILE}")) else { return Ok(None) };
    let mut text = String::new();
    bundle.by_index(at).map_err(io::Error::other)?.take(LARGEST).read_to_string(&mut text)?;
    Ok(Some(text))
}

/// Moves the small documents of a library that has many of them into the bundle. Only the holder of the library's lock may call this.
/// Killed at any moment, it leaves each document in its folder, in the bundle, or identical in both.
pub(super) fn gather(library: &Path) -> io::Result<()> {
    let folders = fs::read_dir(library)?.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    let small: Vec<(String, PathBuf)> = folders.filter_map(|folder| Some((small(&folder)?, folder))).collect();
    if small.len() < MANY {
        return Ok(());
    }
    let new: HashSet<&str> = small.iter().map(|(id, _)| id.as_str()).collect();
    rewrite(library, |id| !new.contains(id), &small)?;
    for (_, folder) in &small {
        fs::remove_file(folder.join(FILE))?;
        fs::remove_dir(folder)?;
    }
    Ok(())
}

/// Removes a document from the bundle; returns true if it was there.
pub(super) fn remove(library: &Path, id: &str) -> io::Result<bool> {
    let there = open(library)?.is_some_and(|bundle| bundle.index_for_name(&format!("{id}/{FILE}")).is_some());
    if there {
        rewrite(library, |other| other != id, &[])?;
    }
    Ok(there)
}

/// Returns the id of a folder that holds nothing but one small document, still as it was written.
fn small(folder: &Path) -> Option<String> {
    let id = folder.file_name()?.to_str()?.to_owned();
    let mut entries = fs::read_dir(folder).ok()?.flatten();
    let only = entries.next().filter(|entry| entry.file_name() == FILE)?;
    let meta = only.metadata().ok()?;
    if entries.next().is_some() || !meta.is_file() || meta.len() > SMALL {
        return None;
    }
    let text = fs::read_to_string(only.path()).ok()?;
    // A document that was edited by hand stays where it was edited; review sheets have their tables beside them.
    (seal::is_whole(&text) && !text.contains("\n[sheets]\n")).then_some(id)
}

/// Rewrites the bundle with those of its documents for which `keep` returns true, and the documents of `folders`.
fn rewrite(library: &Path, keep: impl Fn(&str) -> bool, folders: &[(String, PathBuf)]) -> io::Result<()> {
    let mut old = open(library)?;
    files::replace_with(&place(library), |out| {
        let mut zip = ZipWriter::new_stream(out);
        if let Some(old) = &mut old {
            for at in 0..old.len() {
                let entry = old.by_index_raw(at).map_err(io::Error::other)?;
                let name = entry.name().map_err(io::Error::other)?.into_owned();
                if document(&name).is_some_and(&keep) {
                    zip.raw_copy_file(entry).map_err(io::Error::other)?;
                }
            }
        }
        for (id, folder) in folders {
            zip.start_file(format!("{id}/{FILE}"), SimpleFileOptions::default()).map_err(io::Error::other)?;
            zip.write_all(&fs::read(folder.join(FILE))?)?;
        }
        zip.finish().map(drop).map_err(io::Error::other)
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn write(library: &Path, id: &str, text: &str) {
        fs::create_dir_all(library.join(id)).unwrap();
        fs::write(library.join(id).join(FILE), seal::seal(text)).unwrap();
    }

    #[test]
    fn many_small_documents_are_gathered_and_none_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path();
        for number in 0..MANY - 1 {
            write(library, &format!("d{number}"), &format!("title = \"{number}\"\n"));
        }
        gather(library).unwrap();
        assert!(!place(library).exists(), "few stay as they are");
        write(library, "last", "title = \"last\"\n");
        fs::create_dir_all(library.join("mended")).unwrap();
        fs::write(library.join("mended").join(FILE), "title = \"by hand\"\n").unwrap();
        gather(library).unwrap();
        let left: Vec<_> = fs::read_dir(library).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
        assert_eq!(read(library, &HashSet::new()).unwrap().len(), MANY);
        assert_eq!(text(library, "d7").unwrap().as_deref().map(seal::open), Some("title = \"7\"\n"));
        assert!(remove(library, "d7").unwrap() && !remove(library, "d7").unwrap());
        assert_eq!((text(library, "d7").unwrap(), read(library, &HashSet::from(["last".to_owned()])).unwrap().len()), (None, MANY - 2));
    }
}
