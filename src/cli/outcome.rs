//! How a command ends.

/// How a command ended well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// Something was found or done.
    Found,
    /// Nothing was found.
    Nothing,
    /// A signal ended it; its number.
    Signal(i32),
}
