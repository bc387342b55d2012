//! The system's description of a file: enough to detect a change without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// Minimum age of a settled change: a file changed more recently may change again within the same tick of the file system's clock.
const TICK: Duration = Duration::from_secs(2);

/// Inode, size and time of change (which only the system sets) of a file or folder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stat {
    /// Inode number.
    pub inode: u64,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, in seconds and nanoseconds since 1970.
    pub changed: (i64, i64),
}

impl Stat {
    /// Returns true if the last change is old enough at `now` for another one to show.
    pub fn settled(&self, now: SystemTime) -> bool {
        let (Ok(seconds), Ok(nanoseconds)) = (u64::try_from(self.changed.0), u32::try_from(self.changed.1)) else { return false };
        let changed = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds);
        // A time in the future is no reason to wait for it.
        now.duration_since(changed).map_or(true, |age| age > TICK)
    }
}

/// Returns the system's description of a file. `None` if programs can set every time that a file has; then the bytes decide.
#[cfg(unix)]
pub fn stat(meta: &Metadata) -> Option<Stat> {
    use std::os::unix::fs::MetadataExt;
    Some(Stat { inode: meta.ino(), size: meta.size(), changed: (meta.ctime(), meta.ctime_nsec()) })
}

/// Returns the system's description of a file. `None` if programs can set every time that a file has; then the bytes decide.
#[cfg(not(unix))]
pub fn stat(_meta: &Metadata) -> Option<Stat> {
    None
}
