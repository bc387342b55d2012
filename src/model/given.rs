//! Answer of a source that may not have everything yet.

/// What a source has of a record.
#[derive(Debug)]
pub enum Given<T> {
    /// This.
    Here(T),
    /// Nothing yet: it is on its way, and will be there when it is asked for again.
    NotYet,
    /// Nothing that can be read.
    Lost,
    /// Nothing: there is no such record.
    Nothing,
}

impl<T> Given<T> {
    /// Returns what may be lost as what is here or lost.
    pub(super) fn or_lost(read: Option<T>) -> Self {
        read.map_or(Self::Lost, Self::Here)
    }
}
