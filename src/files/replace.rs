//! Atomic replacement: a file is the old one or the new one, whole, whenever the process is killed and however full the disk is.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// What the name of a file or folder ends with until it is whole.
pub const PARTIAL: &str = ".part";

/// A file that is written beside its place and not yet moved there. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
}

impl Pending {
    /// Writes a file beside those of `folder`, on the disk before this returns.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn new(folder: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(PARTIAL);
        // As readable as any file that its owner makes, and not to its owner alone.
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

    /// Where it is now.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Moves the file into its place.
    ///
    /// # Errors
    /// When it cannot be moved; what was there before stays.
    pub fn keep(self, place: &Path) -> io::Result<()> {
        self.file.persist(place).map(drop).map_err(|error| error.error)
    }
}

/// Replaces a file by what `write` writes.
///
/// # Errors
/// When its folder cannot be written; what was there before stays.
pub fn replace_with(place: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Pending::new(folder, write)?.keep(place)
}

/// Replaces a file by bytes.
///
/// # Errors
/// As [`replace_with`].
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
