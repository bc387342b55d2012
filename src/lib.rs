#![doc = include_str!("../ARCHITECTURE.md")]

pub mod app;
pub mod cli;
pub mod corpus;
pub mod files;
pub mod import;
pub mod index;
pub mod model;
pub mod present;
pub mod text;
pub mod tui;
pub mod ui;
