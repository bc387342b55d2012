//! Rows of the records: what the index knows of each besides its words, which are the numbers of its facets, what conditions ask, and what
//! its rank depends on. They are written with the index and mapped from there, so that opening one takes as long for a million records as
//! for a thousand.
//!
//! ```text
//! classes u32 … | rows of ROW bytes … and a last one that only ends them | attributes … | records of documents u32 … | head |
//! offset of the head u64
//! ```
//!
//! Many records are counted and ranked alike: they are of one class, and what a match of theirs means is stored once for all of them.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::Path;

use borsh::{BorshDeserialize, BorshSerialize};
use tantivy::Searcher;
use tantivy::directory::OwnedBytes;

use super::mapped;
use super::schema::{Placement, Positions};
use crate::engine::Error;
use crate::engine::weights::Rank;
use crate::files::folder::{FolderError, write_whole};
use crate::model::{Corpus, FiscalYear, Kind, Named};
use crate::query::{Attributes, Condition};

/// Name of the file beside the index.
const FILE: &str = "rows.bin";
/// Size of a class's number, in bytes.
const CLASS: usize = 4;
/// Size of a row, in bytes: the offset of its attributes, and its years.
const ROW: usize = 8 + 8;
/// First year that has a bit of its own; the last bit is that of all other years.
const FIRST_YEAR: FiscalYear = 2000;
const OTHER_YEARS: u32 = 63;

/// Property that facets count by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, BorshSerialize, BorshDeserialize)]
pub(super) enum Counted {
    Kind,
    Document,
    Ministry,
    Area,
}

/// Class of records that are counted and ranked alike.
#[derive(Clone, PartialEq, Eq, Hash, Debug, BorshSerialize, BorshDeserialize)]
pub(super) struct RankClass {
    /// Properties on which their rank depends.
    pub rank: Rank,
    /// Values that facets count for them: indices into [`RecordStore::values`].
    pub numbers: Vec<u16>,
}

/// Head of the file, which is at its end.
#[derive(BorshSerialize, BorshDeserialize)]
struct Trailer {
    count: u64,
    rows_at: u64,
    attributes_at: u64,
    values: Vec<(Counted, String)>,
    classes: Vec<RankClass>,
    segments: Vec<(String, Stored)>,
}

/// Location of the list of records of a segment's documents.
#[derive(BorshSerialize, BorshDeserialize)]
enum Stored {
    /// No list: they are the records from this one on.
    From(u32),
    /// List from this byte offset to that one.
    Listed(u64, u64),
}

/// Rows of all records, by position.
pub(super) struct RecordStore {
    bytes: OwnedBytes,
    rows_at: usize,
    attributes_at: usize,
    /// Meanings of the facets' numbers.
    pub values: Vec<(Counted, String)>,
    /// All classes.
    pub classes: Vec<RankClass>,
    /// Records that the documents of the index are.
    pub placement: Placement,
}

/// Returns the bits of some years.
fn bits(years: impl IntoIterator<Item = FiscalYear>) -> u64 {
    years.into_iter().fold(0, |bits, year| bits | bit(year))
}

fn bit(year: FiscalYear) -> u64 {
    1 << year.checked_sub(FIRST_YEAR).map_or(OTHER_YEARS, |after| u32::from(after).min(OTHER_YEARS))
}

/// Returns the bits of all years of a range, which may be a very long one.
fn bits_of(range: &RangeInclusive<FiscalYear>) -> u64 {
    let last = FIRST_YEAR.saturating_add(FiscalYear::try_from(OTHER_YEARS).unwrap_or(0));
    let (from, to) = (*range.start(), *range.end());
    bits(from.max(FIRST_YEAR)..=to.min(last)) | bit(from) | bit(to)
}

impl RecordStore {
    /// Makes the rows of a corpus, for an index with this placement of documents.
    pub fn make(corpus: &Corpus, placement: &Placement) -> Result<Vec<u8>, Error> {
        let failed = |error: std::io::Error| Error::failed(format!("the records' attributes cannot be written: {error}"));
        let mut values: Vec<(Counted, String)> = Kind::all().iter().map(|kind| (Counted::Kind, kind.name().to_owned())).collect();
        values.extend(corpus.of_kind(Kind::Document).map(|record| (Counted::Document, record.id().to_string())));
        let codes = corpus.of_kind(Kind::Ministry).filter_map(|record| record.number());
        values.extend(codes.map(|code| (Counted::Ministry, code.to_owned())));
        values.extend(corpus.of_kind(Kind::Area).map(|record| (Counted::Area, record.id().to_string())));
        let mut by_value = HashMap::with_capacity(values.len());
        for (number, (group, value)) in values.iter().enumerate() {
            if let Ok(number) = u16::try_from(number) {
                by_value.entry((*group, value.as_str())).or_insert(number);
            }
        }
        let (mut class_of, mut rows, mut attributes) = (Vec::<u8>::new(), Vec::new(), Vec::new());
        let mut classes = HashMap::<RankClass, u32>::new();
        let row = |rows: &mut Vec<u8>, attributes: usize, years: u64| {
            rows.extend((attributes as u64).to_le_bytes());
            rows.extend(years.to_le_bytes());
        };
        for record in corpus.records() {
            let of = Attributes::of(corpus, record);
            let groups = std::iter::once((Counted::Kind, of.kind.name()))
                .chain(of.documents.iter().map(|id| (Counted::Document, id.as_str())))
                .chain(of.ministries.iter().map(|role| (Counted::Ministry, role.code.as_str())))
                .chain(of.areas.iter().map(|id| (Counted::Area, id.as_str())));
            let numbers = groups.filter_map(|value| by_value.get(&value)).copied().collect();
            let next = u32::try_from(classes.len()).unwrap_or(u32::MAX);
            let class = *classes.entry(RankClass { rank: Rank::of(corpus, record), numbers }).or_insert(next);
            class_of.extend(class.to_le_bytes());
            row(&mut rows, attributes.len(), bits(of.all_years()));
            borsh::to_writer(&mut attributes, &of).map_err(failed)?;
        }
        row(&mut rows, attributes.len(), 0);
        let mut classes: Vec<(RankClass, u32)> = classes.into_iter().collect();
        classes.sort_unstable_by_key(|(_, number)| *number);
        let classes = classes.into_iter().map(|(class, _)| class).collect();
        let (rows_at, attributes_at) = (class_of.len() as u64, (class_of.len() + rows.len()) as u64);
        let mut bytes = class_of;
        bytes.append(&mut rows);
        bytes.append(&mut attributes);
        let mut segments = Vec::new();
        for (segment, positions) in placement.segments() {
            let place = match positions {
                Positions::From(first) => Stored::From(*first),
                Positions::Listed(listed) => {
                    let from = bytes.len() as u64;
                    bytes.extend_from_slice(listed);
                    Stored::Listed(from, bytes.len() as u64)
                }
            };
            segments.push((segment, place));
        }
        let head = Trailer { count: corpus.records().len() as u64, rows_at, attributes_at, values: values.clone(), classes, segments };
        let head_at = bytes.len() as u64;
        borsh::to_writer(&mut bytes, &head).map_err(failed)?;
        bytes.extend(head_at.to_le_bytes());
        Ok(bytes)
    }

    /// Writes the rows into an index folder.
    pub fn write(folder: &Path, corpus: &Corpus, placement: &Placement) -> Result<(), Error> {
        Ok(write_whole(&folder.join(FILE), &Self::make(corpus, placement)?)?)
    }

    /// Opens the rows of an index folder, which must be those of `count` records and of the segments that are there.
    pub fn read(folder: &Path, count: usize, searcher: &Searcher) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let bytes = mapped::owned(&path).map_err(FolderError::of("read", &path))?;
        Self::open(bytes, count, searcher).ok_or_else(|| FolderError::of("read", path)(std::io::ErrorKind::InvalidData.into()).into())
    }

    /// Opens what [`RecordStore::make`] has made; `None` if it is damaged, or does not belong to this index.
    pub fn open(bytes: OwnedBytes, count: usize, searcher: &Searcher) -> Option<Self> {
        let place = |number: u64| usize::try_from(number).ok();
        let end = bytes.len().checked_sub(8)?;
        let head_at = place(u64::from_le_bytes(bytes.get(end..)?.try_into().ok()?))?;
        let head = Trailer::try_from_slice(bytes.get(head_at..end)?).ok()?;
        let (rows_at, attributes_at) = (place(head.rows_at)?, place(head.attributes_at)?);
        let sound = place(head.count)? == count
            && count.checked_mul(CLASS)? == rows_at
            && rows_at.checked_add((count + 1).checked_mul(ROW)?)? == attributes_at;
        let positions = |found: Stored| match found {
            Stored::From(first) => Some(Positions::From(first)),
            Stored::Listed(from, to) => {
                let (from, to) = (place(from)?, place(to)?);
                (from <= to && to <= head_at).then(|| Positions::Listed(bytes.slice(from..to)))
            }
        };
        let segments = head.segments.into_iter().map(|(segment, place)| Some((segment, positions(place)?)));
        let placement = Placement::of_segments(segments.collect::<Option<Vec<_>>>()?, searcher)?;
        (sound && attributes_at <= head_at).then_some(Self {
            bytes,
            rows_at,
            attributes_at,
            values: head.values,
            classes: head.classes,
            placement,
        })
    }

    fn row(&self, position: usize) -> Option<&[u8]> {
        let at = self.rows_at + position.checked_mul(ROW)?;
        self.bytes.get(at..at + ROW)
    }

    fn attributes_begin(&self, position: usize) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.row(position)?.get(..8)?.try_into().ok()?)).ok()
    }

    /// Returns the class of a record: an index into [`RecordStore::classes`].
    pub fn class(&self, position: usize) -> Option<usize> {
        let at = position.checked_mul(CLASS).filter(|at| *at < self.rows_at)?;
        usize::try_from(u32::from_le_bytes(self.bytes.get(at..at + CLASS)?.try_into().ok()?)).ok()
    }

    fn kind(&self, position: usize) -> Option<Kind> {
        self.classes.get(self.class(position)?)?.rank.kind()
    }

    /// Returns true if the record meets all conditions.
    pub fn admits(&self, position: usize, conditions: &[Condition]) -> bool {
        let told = self.told(position, conditions);
        told.unwrap_or_else(|| self.attributes(position).is_some_and(|record| record.meet(conditions)))
    }

    /// Returns whether the record meets all conditions if that can be told without reading its attributes: by its kind, and by one
    /// condition on its year.
    fn told(&self, position: usize, conditions: &[Condition]) -> Option<bool> {
        const OTHERS: u64 = 1 << OTHER_YEARS;
        let years = || self.row(position).and_then(|row| Some(u64::from_le_bytes(row.get(8..16)?.try_into().ok()?))).unwrap_or(0);
        let (mut sure, mut of_year) = (true, 0);
        for condition in conditions {
            match condition {
                Condition::Kind(kinds) => {
                    if !self.kind(position).is_some_and(|kind| kinds.contains(&kind)) {
                        return Some(false);
                    }
                }
                Condition::Year(range) => {
                    let both = years() & bits_of(range);
                    if both == 0 {
                        return Some(false);
                    }
                    // Years without a bit of their own are told apart by the attributes; and two conditions may be met by two different
                    // entries.
                    of_year += 1;
                    sure &= of_year == 1 && both & !OTHERS != 0;
                }
                _ => sure = false,
            }
        }
        sure.then_some(true)
    }

    fn attributes(&self, position: usize) -> Option<Attributes> {
        let (from, to) = (self.attributes_begin(position)?, self.attributes_begin(position + 1)?);
        Attributes::try_from_slice(self.bytes.get(self.attributes_at + from..self.attributes_at + to)?).ok()
    }

    /// Returns the records of a segment's documents.
    pub fn of(&self, segment: &tantivy::SegmentReader) -> Positions {
        self.placement.of(segment)
    }
}
