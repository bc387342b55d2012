//! Outcomes of commands.

/// Outcome of a command that succeeded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// Something was found or done.
    Found,
    /// Nothing was found.
    Nothing,
    /// Number of the signal that ended it.
    Signal(i32),
}
