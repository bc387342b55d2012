//! Facts in blocks: outline, programmes with amounts and marks, projects with their money, indicators with values. What is not certain says
//! so.
//!
//! Each kind of fact in lines has one file; `walker` holds what is known of the lines before, `setting` what headings and legends say of
//! the amounts below them, `tables` reads tables by their `columns` and checks them by their `totals`, `terms` holds the words of money,
//! and `recognise` goes over all blocks. `found` holds the results.

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
