//! What is kept from session to session: readable files in the state folder, one thing a line, each replaced as a whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::Kept;

/// The file of each thing in the state folder.
fn file(what: Kept) -> &'static str {
    match what {
        Kept::Queries => "queries",
        Kept::Bookmarks => "bookmarks",
        Kept::Session => "session",
    }
}

/// The lines kept in a state folder, oldest first. A folder or file that is not there, or cannot be read, has none.
pub(super) fn load(folder: &Path, what: Kept) -> Vec<String> {
    let bytes = fs::read(folder.join(file(what))).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}

/// Keeps lines.
pub(super) fn save(folder: &Path, what: Kept, lines: &[String]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let name = file(what);
    let mut text = lines.join("\n");
    text.push('\n');
    let aside: PathBuf = folder.join(format!(".{name}.{}", std::process::id()));
    let written = fs::write(&aside, text).and_then(|()| fs::rename(&aside, folder.join(name)));
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
        assert!(load(&state, Kept::Queries).is_empty());
        save(&state, Kept::Queries, &["感染症".to_owned(), "fy:2024".to_owned()]).unwrap();
        assert_eq!(load(&state, Kept::Queries), ["感染症", "fy:2024"]);
        assert_eq!(fs::read_dir(&state).unwrap().count(), 1, "nothing is left beside it");
        fs::write(state.join("queries"), b"a\x1b[31m\n\xff\xfeb\n").unwrap();
        assert_eq!(load(&state, Kept::Queries).len(), 2, "what a broken file holds is cleaned where it is taken in");
    }
}
