//! The promises that a reader can check, in one binary.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may stop at the first surprise")]

mod amounts;
mod bad_corpus;
mod citations;
mod commands;
mod company;
mod compiled;
mod corruption;
mod crash;
mod engine;
mod facts;
mod hostile;
mod hostile_screens;
mod import;
mod keys;
mod large;
mod layers;
mod library;
mod manners;
mod memory;
mod originals;
mod package;
mod papers;
mod properties;
mod pty;
mod relevance;
mod scans;
mod session;
mod soak;
mod stories;
mod story;
mod support;
mod terminal;
mod ties;
mod tokens;
mod tree;
