//! A folder's files in one compressed run of bytes: the form in which the binary holds a dictionary.
//!
//! The build script also includes this file, so it refers to nothing else in this crate. Each file is stored as the lengths of its name,
//! packed and unpacked contents (four bytes each, little-endian), its name, and an LZ4 block. The CRC-32 of everything comes at the end.

use std::fs;
use std::io;
use std::path::Path;

/// Packs the files in `folder`, in order of their names; subfolders are left out.
///
/// # Errors
/// If a file cannot be read, is larger than 4 GB or has a name that is not valid text.
pub fn pack(folder: &Path) -> io::Result<Vec<u8>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    let mut packed = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).ok_or(io::ErrorKind::InvalidInput)?;
        let bytes = fs::read(&path)?;
        let block = compress(&bytes)?;
        for length in [name.len(), block.len(), bytes.len()] {
            packed.extend(u32::try_from(length).map_err(io::Error::other)?.to_le_bytes());
        }
        packed.extend(name.as_bytes());
        packed.extend(block);
    }
    packed.extend(crc32fast::hash(&packed).to_le_bytes());
    Ok(packed)
}

/// Writes the files of `packed` into `folder`, which is created if it does not exist.
///
/// # Errors
/// If the packed bytes are truncated or altered, in which case nothing is written; or if a file cannot be written, in which case the files
/// before it stay.
pub fn unpack(packed: &[u8], folder: &Path) -> io::Result<()> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the packed files are damaged");
    let (mut rest, sum) = packed.split_last_chunk::<4>().ok_or_else(damaged)?;
    if crc32fast::hash(rest).to_le_bytes() != *sum {
        return Err(damaged());
    }
    fs::create_dir_all(folder)?;
    while !rest.is_empty() {
        let (name, bytes) = next(&mut rest).ok_or_else(damaged)?;
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// Returns the next file's name and bytes; `None` if the bytes are not a packed file, or the file would be written elsewhere.
fn next<'p>(rest: &mut &'p [u8]) -> Option<(&'p str, Vec<u8>)> {
    let mut lengths = [0; 3];
    for length in &mut lengths {
        *length = usize::try_from(u32::from_le_bytes(take(rest, 4)?.try_into().ok()?)).ok()?;
    }
    let [name, packed, unpacked] = lengths;
    let name = std::str::from_utf8(take(rest, name)?).ok()?;
    let block = take(rest, packed)?;
    let mut bytes = vec![0; unpacked];
    let filled = lz4_flex::block::decompress_into(block, &mut bytes).ok()?;
    let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
    (plain && filled == unpacked).then_some((name, bytes))
}

fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut block = vec![0; lz4_flex::block::get_maximum_output_size(bytes.len())];
    let length = lz4_flex::block::compress_into(bytes, &mut block).map_err(|error| io::Error::other(error.to_string()))?;
    block.truncate(length);
    Ok(block)
}

fn take<'p>(rest: &mut &'p [u8], count: usize) -> Option<&'p [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    /// Returns files that LZ4 can shrink, one that it cannot, and an empty one.
    fn files() -> Vec<(&'static str, Vec<u8>)> {
        let mixed = (0..3000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        vec![("empty", Vec::new()), ("mixed.bin", mixed), ("words", "医療の研究を進める。".repeat(40).into_bytes())]
    }

    fn packed() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files() {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        pack(folder.path()).unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked_as_it_was() {
        let packed = packed();
        assert!(packed.len() < 3_300, "{} bytes", packed.len());
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("new");
        unpack(&packed, &target).unwrap();
        for (name, bytes) in files() {
            assert_eq!(fs::read(target.join(name)).unwrap(), bytes, "{name}");
        }
        assert_eq!(fs::read_dir(&target).unwrap().count(), files().len());
    }

    #[test]
    fn an_archive_that_is_cut_or_has_a_changed_bit_is_refused_and_nothing_is_written() {
        let packed = packed();
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("new");
        for at in 0..packed.len() {
            assert!(unpack(&packed[..at], &target).is_err(), "cut at {at}");
            let mut changed = packed.clone();
            changed[at] ^= 1 << (at % 8);
            assert!(unpack(&changed, &target).is_err(), "bit of byte {at}");
        }
        assert!(!target.exists());
    }

    #[test]
    fn a_file_that_would_be_written_elsewhere_is_refused() {
        let block = compress(b"x").unwrap();
        for name in ["../x", ".x", ""] {
            let mut packed = Vec::new();
            for length in [name.len(), block.len(), 1] {
                packed.extend(u32::try_from(length).unwrap().to_le_bytes());
            }
            packed.extend(name.as_bytes());
            packed.extend(&block);
            packed.extend(crc32fast::hash(&packed).to_le_bytes());
            let folder = tempfile::tempdir().unwrap();
            assert!(unpack(&packed, &folder.path().join("new")).is_err(), "{name:?}");
        }
    }
}
