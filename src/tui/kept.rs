//! State kept from session to session: readable files in the state folder, one item per line, each file replaced as a whole.
//!
//! The files are sealed: one that is not as it was written is set aside, and its intact lines are used.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::app::{Change, Kept};
use crate::files::{self, Lock, seal};

/// Maximum wait for another explorer: they write in turn, and one that keeps the others waiting longer has stopped.
const PATIENCE: Duration = Duration::from_millis(500);

/// Returns the name of the file in the state folder for each kind of item.
fn file(what: Kept) -> &'static str {
    match what {
        Kept::Queries => "queries",
        Kept::Bookmarks => "bookmarks",
        Kept::Session => "session",
        Kept::Marks => "marks",
        Kept::Visited => "visited",
    }
}

/// Contents of a kept file.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// Lines, oldest first.
    pub lines: Vec<String>,
    /// Path to which the file was set aside, if it was not as it had been written.
    pub set_aside: Option<PathBuf>,
}

/// Returns what a state folder keeps. A folder or file that does not exist or cannot be read has no lines.
pub(super) fn load(folder: &Path, what: Kept) -> Loaded {
    let path = folder.join(file(what));
    let Ok(read) = read(&path) else { return Loaded::default() };
    let mut set_aside = None;
    if !read.sound {
        let _lock = lock(folder);
        // Set it aside first: nothing of the reader's is ever overwritten unseen.
        set_aside = files::free_name(&path, "damaged").filter(|free| fs::copy(&path, free).is_ok());
        if set_aside.is_some() {
            drop(write(folder, what, &read.lines));
        }
    }
    Loaded { lines: read.lines, set_aside }
}

/// Changes what is kept, without touching the lines of other explorers.
///
/// # Errors
/// If the folder cannot be read or written; it is left as it was.
pub(super) fn keep(folder: &Path, what: Kept, change: &Change) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let _lock = lock(folder);
    let key = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    let kept = || read(&folder.join(file(what))).map(|read| read.lines);
    let lines = match change {
        Change::Whole(lines) => lines.clone(),
        Change::Put(new) => {
            let mut lines = kept()?;
            lines.retain(|line| !new.iter().any(|new| key(new) == key(line)));
            lines.extend(new.iter().cloned());
            lines.drain(..lines.len().saturating_sub(what.longest()));
            lines
        }
        Change::Remove(gone) => {
            let mut lines = kept()?;
            lines.retain(|line| key(line) != *gone);
            lines
        }
    };
    write(folder, what, &lines)
}

/// Lines of a file, and a flag that is true if it is as it was written.
struct Read {
    lines: Vec<String>,
    sound: bool,
}

fn read(path: &Path) -> io::Result<Read> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Read { lines: Vec::new(), sound: true }),
        Err(error) => return Err(error),
    };
    let text = String::from_utf8_lossy(&bytes);
    let sound = seal::is_whole(&text);
    let readable = |line: &&str| !line.chars().any(|c| c == '\u{fffd}' || (c.is_control() && c != '\t'));
    let lines = seal::open(&text).lines().filter(|line| sound || readable(line));
    Ok(Read { lines: lines.map(str::to_owned).collect(), sound })
}

/// Writes a file so that it is either the old or the new one, complete.
fn write(folder: &Path, what: Kept, lines: &[String]) -> io::Result<()> {
    let name = file(what);
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    files::replace(&folder.join(name), seal::seal(&body).as_bytes())
}

/// Waits for other explorers to finish writing. If the system has no locks, or one is held for too long, the last writer wins.
fn lock(folder: &Path) -> Option<Lock> {
    Lock::take(folder, Some(PATIENCE), || ()).ok().flatten()
}

/// Writer that keeps items on a thread of its own, in order, so that no key waits for a disk.
pub(super) struct Keeper {
    sender: Sender<(Kept, Change)>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Creates a keeper for a folder; `failed` is called with the reason if something could not be kept.
    pub fn new(folder: PathBuf, failed: impl Fn(String) + Send + 'static) -> Self {
        let (sender, changes) = mpsc::channel::<(Kept, Change)>();
        let thread = thread::spawn(move || {
            for (what, change) in changes {
                if let Err(error) = keep(&folder, what, &change) {
                    failed(format!("{}: {error}", folder.join(file(what)).display()));
                }
            }
        });
        Self { sender, thread }
    }

    /// Keeps something, soon.
    pub fn keep(&self, what: Kept, change: Change) {
        // A keeper that is gone has reported why.
        drop(self.sender.send((what, change)));
    }

    /// Waits until everything is kept.
    pub fn finish(self) {
        drop(self.sender);
        drop(self.thread.join());
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn put(lines: &[&str]) -> Change {
        Change::Put(lines.iter().map(|line| (*line).to_owned()).collect())
    }

    #[test]
    fn what_is_kept_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        assert!(load(&state, Kept::Queries).lines.is_empty());
        keep(&state, Kept::Queries, &put(&["感染症"])).unwrap();
        keep(&state, Kept::Queries, &put(&["fy:2024"])).unwrap();
        keep(&state, Kept::Queries, &put(&["感染症"])).unwrap();
        let loaded = load(&state, Kept::Queries);
        assert_eq!(loaded.lines, ["fy:2024", "感染症"]);
        assert!(loaded.set_aside.is_none());
    }

    #[test]
    fn the_lines_of_two_explorers_stay_both() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), Kept::Bookmarks, &put(&["plan3\tone"])).unwrap();
        keep(folder.path(), Kept::Bookmarks, &put(&["req5"])).unwrap();
        keep(folder.path(), Kept::Bookmarks, &put(&["plan3\ttwo"])).unwrap();
        assert_eq!(load(folder.path(), Kept::Bookmarks).lines, ["req5", "plan3\ttwo"]);
        keep(folder.path(), Kept::Bookmarks, &Change::Remove("req5".to_owned())).unwrap();
        assert_eq!(load(folder.path(), Kept::Bookmarks).lines, ["plan3\ttwo"]);
    }

    #[test]
    fn explorers_that_write_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            for explorer in 0..4 {
                let folder = folder.path();
                scope.spawn(move || {
                    for number in 0..10 {
                        keep(folder, Kept::Bookmarks, &put(&[&format!("record/{explorer}-{number}")])).unwrap();
                    }
                });
            }
        });
        assert_eq!(load(folder.path(), Kept::Bookmarks).lines.len(), 40);
    }

    #[test]
    fn however_a_file_is_damaged_it_is_set_aside_and_its_sound_lines_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bookmarks");
        keep(folder.path(), Kept::Bookmarks, &put(&["plan3\t要確認", "req5", "req6"])).unwrap();
        let whole = fs::read(&path).unwrap();
        let truncated = (0..whole.len()).map(|end| whole[..end].to_vec());
        let flipped = (0..whole.len() * 8).map(|bit| {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        });
        for (number, damaged) in truncated.chain(flipped).enumerate() {
            fs::write(&path, &damaged).unwrap();
            let loaded = load(folder.path(), Kept::Bookmarks);
            assert!(loaded.set_aside.is_some(), "damage {number} is not seen");
            let aside = loaded.set_aside.unwrap();
            assert_eq!(fs::read(&aside).unwrap(), damaged, "what was there is kept as it was");
            assert!(loaded.lines.iter().all(|line| !line.chars().any(|c| c.is_control() && c != '\t')));
            assert!(load(folder.path(), Kept::Bookmarks).set_aside.is_none(), "and it is told once");
            fs::remove_file(aside).unwrap();
        }
        fs::write(&path, b"req5\nplan3\xff\n\x1b[31m\n").unwrap();
        assert_eq!(load(folder.path(), Kept::Bookmarks).lines, ["req5"]);
    }

    #[test]
    fn the_oldest_are_forgotten_and_what_cannot_be_written_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let lines: Vec<String> = (0..Kept::Visited.longest() + 5).map(|number| number.to_string()).collect();
        keep(folder.path(), Kept::Visited, &Change::Put(lines)).unwrap();
        assert_eq!(load(folder.path(), Kept::Visited).lines.len(), Kept::Visited.longest());
        let no_folder = folder.path().join("visited");
        assert!(keep(&no_folder, Kept::Queries, &put(&["a"])).is_err());
        assert_eq!(load(folder.path(), Kept::Visited).lines[0], "5");
    }
}
