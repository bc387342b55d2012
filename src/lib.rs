#![doc = include_str!("../ARCHITECTURE.md")]

pub mod analysis;
pub mod app;
pub mod cli;
pub mod corpus;
pub mod engine;
pub mod files;
pub mod import;
pub mod model;
pub mod present;
pub mod query;
pub mod review;
pub mod text;
pub mod tui;
pub mod ui;
