//! The queries of former sessions: a readable file in the state folder, one query a line, replaced as a whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file in the state folder.
const FILE: &str = "queries";

/// The queries kept in a state folder, oldest first. A folder or file that is not there, or cannot be read, has none.
pub(super) fn load(folder: &Path) -> Vec<String> {
    let bytes = fs::read(folder.join(FILE)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}

/// Keeps the queries.
pub(super) fn save(folder: &Path, queries: &[String]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut text = queries.join("\n");
    text.push('\n');
    let aside: PathBuf = folder.join(format!(".{FILE}.{}", std::process::id()));
    let written = fs::write(&aside, text).and_then(|()| fs::rename(&aside, folder.join(FILE)));
    if written.is_err() {
        drop(fs::remove_file(&aside));
    }
    written
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn what_is_saved_is_loaded_and_a_broken_file_is_read_as_far_as_it_goes() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        assert!(load(&state).is_empty());
        save(&state, &["感染症".to_owned(), "fy:2024".to_owned()]).unwrap();
        assert_eq!(load(&state), ["感染症", "fy:2024"]);
        assert_eq!(fs::read_dir(&state).unwrap().count(), 1, "nothing is left beside it");
        fs::write(state.join(FILE), b"a\x1b[31m\n\xff\xfeb\n").unwrap();
        assert_eq!(load(&state).len(), 2, "what a broken file holds is cleaned where it is taken in");
    }
}
