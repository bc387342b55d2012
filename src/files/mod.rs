//! Files that survive: written aside and moved into place whole, one process at a time, with what killed ones left cleared away, what is
//! damaged set aside, and what has not changed not read again; folders that are whole or not used (`folder`). Knows no record.

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
