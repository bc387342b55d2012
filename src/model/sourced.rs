//! What every kind of record says of itself: its places in the sources, its texts, its names.

use super::Place;

/// Record that has its texts from sources.
pub(super) trait Sourced {
    /// Returns its places in the sources, first place first.
    fn places(&self) -> Vec<Place>;

    /// Returns every text besides its title and remark, in reading order, for search.
    fn texts(&self) -> Vec<&str>;

    /// Says what it has in running text, each piece with its place, to be scanned for the names of other records. What is ours and not the
    /// documents' is left out: remarks, explanations beyond the sources, an area's list of words.
    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        let _ = passages;
    }

    /// Returns other forms of its title.
    fn aliases(&self) -> &[String] {
        &[]
    }

    /// Returns its number as printed, if it has one.
    fn number(&self) -> Option<&str> {
        None
    }

    /// Returns the phrases that contain one of its names without meaning it.
    fn not_in(&self) -> &[String] {
        &[]
    }
}

/// Running text of a record, each piece with its place.
pub(super) struct Passages<'r> {
    /// First place of the record.
    pub first: Place,
    /// Pieces so far.
    pub said: Vec<(&'r str, Place)>,
}

impl<'r> Passages<'r> {
    /// Adds a text at the record's first place.
    pub fn say(&mut self, text: Option<&'r str>) {
        self.say_at(text, self.first.clone());
    }

    /// Adds a text on a page, if it has one of its own.
    pub fn say_on(&mut self, text: Option<&'r str>, page: Option<u32>) {
        self.say_at(text, Place { page: page.or(self.first.page), ..self.first.clone() });
    }

    /// Adds a text at a place.
    pub fn say_at(&mut self, text: Option<&'r str>, place: Place) {
        self.said.extend(text.map(|text| (text, place)));
    }
}
