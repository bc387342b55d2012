//! Files that survive: written aside and moved into place whole, one process at a time, with the leftovers of killed processes cleared
//! away, damaged files set aside, and unchanged files not read again; and folders that are either intact or not used (`folder`). This
//! module knows nothing of records.

mod aside;
pub mod folder;
mod lock;
mod replace;
pub mod seal;
mod stat;
mod tidy;

pub use aside::{free_name, keep_beside};
pub use lock::Lock;
pub use replace::{PARTIAL, Pending, replace, replace_with};
pub use stat::{Stat, stat};
pub use tidy::{clear_leftovers, keep_newest, remove};
