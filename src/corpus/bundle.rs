//! Many small documents of the library in one ZIP: a start that has to look whether ten thousand files are those of the last time takes longer
//! than all else that it does. What is in it are the same TOML texts, each under its document's name. A folder of that name has precedence:
//! what was mended by hand, or imported anew, counts.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::files::{self, seal};

/// What it is called, in the library's folder.
pub(super) const BUNDLE: &str = "documents.zip";
/// The file of a document.
const FILE: &str = "document.toml";
/// As many folders a library has before they are put together.
const MANY: usize = 256;
/// Bytes of a document's file up to which it is a small one.
const SMALL: u64 = 1 << 20;
/// Bytes of a document's text at most: no import writes more.
const LARGEST: u64 = 1 << 30;

/// Where the bundle of a library is.
fn place(library: &Path) -> PathBuf {
    library.join(BUNDLE)
}

/// The bundle, if there is one.
fn open(library: &Path) -> io::Result<Option<ZipArchive<BufReader<File>>>> {
    match File::open(place(library)) {
        Ok(file) => ZipArchive::new(BufReader::new(file)).map(Some).map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The document that an entry is.
fn document(name: &str) -> Option<&str> {
    name.strip_suffix(FILE)?.strip_suffix('/').filter(|id| !id.is_empty() && !id.contains('/'))
}

/// The documents in it, each with its text, but for those of `but`.
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

/// The text of one document in it.
pub(super) fn text(library: &Path, id: &str) -> io::Result<Option<String>> {
    let Some(mut bundle) = open(library)? else { return Ok(None) };
    let Some(at) = bundle.index_for_name(&format!("{id}/{FILE}")) else { return Ok(None) };
    let mut text = String::new();
    bundle.by_index(at).map_err(io::Error::other)?.take(LARGEST).read_to_string(&mut text)?;
    Ok(Some(text))
}

/// Puts the small documents of a library that has many folders into the bundle. Only who has the library to itself may. Killed at any moment,
/// each document stands in its folder, in the bundle, or in both and the same.
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

/// Takes a document out of the bundle; whether it was in it.
pub(super) fn remove(library: &Path, id: &str) -> io::Result<bool> {
    let there = open(library)?.is_some_and(|bundle| bundle.index_for_name(&format!("{id}/{FILE}")).is_some());
    if there {
        rewrite(library, |other| other != id, &[])?;
    }
    Ok(there)
}

/// The id of a folder that holds nothing but a small document, whole as it was written.
fn small(folder: &Path) -> Option<String> {
    let id = folder.file_name()?.to_str()?.to_owned();
    let mut entries = fs::read_dir(folder).ok()?.flatten();
    let only = entries.next().filter(|entry| entry.file_name() == FILE)?;
    let meta = only.metadata().ok()?;
    if entries.next().is_some() || !meta.is_file() || meta.len() > SMALL {
        return None;
    }
    let text = fs::read_to_string(only.path()).ok()?;
    // What was mended by hand stays where it was mended; review sheets have their tables beside them.
    (seal::is_whole(&text) && !text.contains("\n[sheets]\n")).then_some(id)
}

/// Writes the bundle anew: of what is in it those that `keep`, and what stands in these folders.
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
