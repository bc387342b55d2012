//! The panes of the browsing screen.

pub(super) mod links;
pub(super) mod reader;
pub(super) mod tree;
