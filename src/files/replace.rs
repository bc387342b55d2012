//! Atomic replacement: a file is either the old one or the new one, complete, whenever the process is killed and however full the disk is.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Suffix of the name of a file or folder until it is complete.
pub const PARTIAL: &str = ".part";

/// A file that has been written beside its place but not yet moved there. If dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
}

impl Pending {
    /// Writes a file in `folder`; it is on the disk before this returns.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn new(folder: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(PARTIAL);
        // As readable as any file that its owner creates, rather than private to the owner.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        let mut out = BufWriter::new(file.as_file_mut());
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        Ok(Self { file })
    }

    /// Returns the current path of the file.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Moves the file into its place.
    ///
    /// # Errors
    /// If it cannot be moved; the previous file stays.
    pub fn keep(self, place: &Path) -> io::Result<()> {
        self.file.persist(place).map(drop).map_err(|error| error.error)
    }
}

/// Replaces a file with what `write` writes.
///
/// # Errors
/// If its folder cannot be written; the previous file stays.
pub fn replace_with(place: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Pending::new(folder, write)?.keep(place)
}

/// Replaces a file with bytes.
///
/// # Errors
/// The same as for [`replace_with`].
pub fn replace(place: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(place, |out| out.write_all(bytes))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_to_its_end_leaves_the_old_one_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        replace(&place, b"old").unwrap();
        let failed = replace_with(&place, |out| out.write_all(b"ne").and(Err(io::ErrorKind::StorageFull.into())));
        assert!(failed.is_err());
        assert_eq!(fs::read(&place).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        replace(&place, b"new").unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
    }
}
