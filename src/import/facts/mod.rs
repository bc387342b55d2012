//! What blocks say: outline, programmes with amounts and marks, projects with their money, indicators with values. What is not sure says so.
//!
//! One file a kind of fact, told of lines; `walker` is what they know of the lines before, `setting` what headings and legends say of the sums
//! below them, `tables` reads tables by their `columns` and checks them by their `totals`, `terms` are the words of money, `recognise` goes over
//! all blocks. `found` is what comes of it.

mod allocations;
mod cells;
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
mod setting;
mod tables;
mod terms;
mod totals;
mod walker;

pub use found::{
    Allocated, Certainty, Doubt, FilePlace, FoundAllocation, FoundAmount, FoundProgramme, FoundProject, Indicator, MinistryShare,
};
pub use ministries::Ministries;
pub use outline::Heading;
pub(super) use outline::outline;
pub(super) use recognise::recognise;
