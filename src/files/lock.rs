//! One process at a time: a lock that the system lets go when its holder ends in whatever way.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The file by which a folder is locked.
const LOCK: &str = ".lock";
/// How often a lock that another process holds is asked for.
const AGAIN: Duration = Duration::from_millis(5);

/// Held by the one process that may change a folder; let go when it is dropped, or the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Locks a folder. Where another process has it, `waiting` is called once and the lock is waited for, `patience` long at most: who holds it
    /// for longer has been stopped, and may never go on. `None` where that is over, or the system knows no locks.
    ///
    /// # Errors
    /// When the lock file cannot be made.
    pub fn take(folder: &Path, patience: Option<Duration>, waiting: impl FnOnce()) -> io::Result<Option<Self>> {
        let file = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => return Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => waiting(),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
        let Some(patience) = patience else { return Ok(file.lock().is_ok().then_some(Self { _file: file })) };
        let begun = Instant::now();
        while begun.elapsed() < patience {
            thread::sleep(AGAIN);
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(_)) => return Ok(None),
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn a_lock_is_held_by_one_waited_for_by_another_and_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path(), None, || ()).unwrap();
        assert!(held.is_some());
        let mut waited = false;
        assert!(Lock::take(folder.path(), Some(Duration::from_millis(20)), || waited = true).unwrap().is_none());
        assert!(waited);
        drop(held);
        assert!(Lock::take(folder.path(), Some(Duration::ZERO), || ()).unwrap().is_some());
    }
}
