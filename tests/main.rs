//! The promises that a reader can check, in one binary.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may stop at the first surprise")]

mod bad_corpus;
mod commands;
mod compiled;
mod facts;
mod import;
mod keys;
mod layers;
mod library;
mod memory;
mod originals;
mod pty;
mod relevance;
mod stories;
mod story;
mod support;
mod tokens;
