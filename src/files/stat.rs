//! What the system says of a file: enough to tell it from its changed self without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// What changed later than this before it was looked at may change again within the same tick of the file system's clock.
const TICK: Duration = Duration::from_secs(2);

/// Inode, size and time of change (which the system sets, and no program) of a file or folder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stat {
    /// The inode.
    pub inode: u64,
    /// The size in bytes.
    pub size: u64,
    /// When it was last changed, in seconds and nanoseconds since 1970.
    pub changed: (i64, i64),
}

impl Stat {
    /// Whether its last change is long enough ago at `now` that another one would show.
    pub fn settled(&self, now: SystemTime) -> bool {
        let (Ok(seconds), Ok(nanoseconds)) = (u64::try_from(self.changed.0), u32::try_from(self.changed.1)) else { return false };
        let changed = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds);
        // A time that is still to come is no reason to wait for it.
        now.duration_since(changed).map_or(true, |age| age > TICK)
    }
}

/// What the system says of a file. `None` where a program can set every time that a file has: the bytes decide there.
#[cfg(unix)]
pub fn stat(meta: &Metadata) -> Option<Stat> {
    use std::os::unix::fs::MetadataExt;
    Some(Stat { inode: meta.ino(), size: meta.size(), changed: (meta.ctime(), meta.ctime_nsec()) })
}

/// What the system says of a file. `None` where a program can set every time that a file has: the bytes decide there.
#[cfg(not(unix))]
pub fn stat(_meta: &Metadata) -> Option<Stat> {
    None
}
