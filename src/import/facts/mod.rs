//! What blocks say: outline, programmes with amounts and marks, projects with their money, indicators with values. What is not sure says so.
//!
//! One file a kind of fact, told of lines; `walker` is what they know of the lines before, `tables` reads tables by their `columns`, `recognise`
//! goes over all blocks. `found` is what comes of it.

mod columns;
mod divisions;
mod found;
mod indicators;
mod ministries;
mod money;
mod outline;
mod patterns;
mod printed;
mod programmes;
mod projects;
mod recognise;
mod tables;
mod walker;

pub use found::{Indicator, Programme, Project};
pub use ministries::Ministries;
pub use money::{Amount, Certainty, Doubt};
pub use outline::Heading;
pub(super) use outline::outline;
pub(super) use recognise::recognise;
