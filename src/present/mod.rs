//! Presentation of the corpus, independent of any screen: articles, citations, tables of typed cells and the forms in which they leave the
//! program, and the words of both languages.

pub mod analyses;
pub mod article;
pub mod citations;
pub mod export;
pub mod phrases;
pub mod records;
mod table;
pub mod words;
pub mod writers;

pub use table::{Cell, SortKey, Table, UnknownColumn};
