//! Source of a corpus whose records are not all in memory: each is read when it is first asked for.

use super::{Excerpt, Given, Id, Kind, Link, Record, Totals};

/// Source of records, by their positions. It is asked once for each part that it gives.
pub trait Source: Send + Sync {
    /// Returns the record at a position.
    fn record(&self, position: usize) -> Given<Record>;

    /// Returns the links of the record at a position.
    fn links(&self, position: usize) -> Given<Vec<Link>>;

    /// Returns the excerpts of the originals for the record at a position.
    fn excerpts(&self, position: usize) -> Given<Vec<Excerpt>>;

    /// Returns the positions of the records directly under the one at a position, in reading order.
    fn under(&self, position: usize) -> Given<Vec<usize>>;

    /// Returns the position of the record with that id; one that is only known to exist when it is asked for has a position too.
    fn position(&self, id: &str) -> Option<usize>;

    /// Returns the kind of the record at a position, if it is known without reading the record.
    fn kind(&self, _position: usize) -> Option<Kind> {
        None
    }

    /// Returns whether there are records under the one at a position, if that is known without looking for them.
    fn has_under(&self, _position: usize) -> Option<bool> {
        None
    }

    /// Makes the present thread one that never waits for a record: it is given [`Given::NotYet`], and `wake` is called once something has
    /// come.
    fn never_wait(&self, _wake: Box<dyn Fn() + Send + Sync>) {}

    /// Returns the number of times that [`Given::NotYet`] was given so far: a reading during which it rises is only a part.
    fn missed(&self) -> u64 {
        0
    }

    /// Fetches records that are going to be asked for, at once and not one by one.
    fn prepare(&self, _positions: &[usize]) {}

    /// Returns the id of the record at a position, if it is known without reading the record.
    fn id(&self, _position: usize) -> Option<Id> {
        None
    }

    /// Returns what adds up its records, if they lie elsewhere. Of such a source only a part is listed: of programmes those of documents,
    /// and not of review sheets; of sections, indicators and payees none.
    fn totals(&self) -> Option<&dyn Totals> {
        None
    }

    /// Returns the reason why something could not be given since this was last asked.
    fn trouble(&self) -> Option<String> {
        None
    }
}
