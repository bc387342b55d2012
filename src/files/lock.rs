//! Lock for one process at a time; the system releases it however its holder ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// File by which a folder is locked.
const LOCK: &str = ".lock";
/// Interval between attempts to take a lock that another process holds.
const AGAIN: Duration = Duration::from_millis(5);

/// Lock held by the one process that may change a folder; released when it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Locks a folder. If another process holds the lock, calls `waiting` once and waits for at most `patience`: a process that holds it
    /// longer has been stopped, and may never go on. `None` if that time has passed, or the system has no locks.
    ///
    /// # Errors
    /// If the lock file cannot be created.
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
