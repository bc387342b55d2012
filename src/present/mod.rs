//! What is shown, apart from any screen: tables of typed cells, and the forms in which they leave the program.

mod table;
pub mod writers;

pub use table::{Cell, SortKey, Table, UnknownColumn};
