//! File as bytes that the system reads when they are asked for.

use std::io;
use std::path::Path;

use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use crate::model::Bytes;

/// Maps the bytes of a file; as long as they are held they stay, whatever takes the file's place.
///
/// # Errors
/// If there is no such file, or it cannot be read.
pub fn mapped(path: &Path) -> io::Result<Bytes> {
    Ok(Box::new(owned(path)?))
}

/// Maps the bytes of a file as [`mapped`] does.
pub(super) fn owned(path: &Path) -> io::Result<OwnedBytes> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::NotFound.into());
    };
    let directory = MmapDirectory::open(folder).map_err(io::Error::other)?;
    directory.open_read(Path::new(name)).map_err(io::Error::other)?.read_bytes()
}
