//! The corpus in a form that is opened, not built: each record, its links, its originals and the records under it are separate parts, each
//! read when it is first asked for. Opening takes as long for a thousand documents as for one.
//!
//! ```text
//! record 0 | links 0 | originals 0 | under 0 | record 1 | …  | lineage | other ids | tables | foot
//! ```
//!
//! Every part begins with its checksum. The tables say where the parts begin, and list the records in the order of their ids' hashes; the
//! foot says where each kind's records begin. Numbers are little-endian.

use std::collections::HashMap;
use std::sync::OnceLock;

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Basis, Excerpt, Id, Kind, LineageEdge, Link, Place, Record, Relation};

/// The bytes of a compiled corpus, wherever they are: in memory, or mapped from a file.
pub type Bytes = Box<dyn AsRef<[u8]> + Send + Sync>;

/// Magic number that identifies the file and its format.
pub(super) const MAGIC: u64 = u64::from_le_bytes(*b"shirube4");
/// Count of the numbers in the foot: magic, fingerprint, count of records; where the lineage, the other ids and the tables begin; the
/// checksum of everything before; the first record of each kind; the foot's own checksum.
pub(super) const FOOT: usize = KINDS_AT + Kind::COUNT + 1;
/// Index of the first kind among the foot's numbers.
const KINDS_AT: usize = 7;
/// Size in bytes up to which the whole corpus is checked when it is opened; beyond that, each part is checked when it is read.
const CHECKED_WHOLE: usize = 16 << 20;
/// Number of parts per record.
pub(super) const PARTS: usize = 4;
/// Size of a position in bytes.
const POSITION: usize = 4;
/// Size in bytes of an id's hash and its record's position.
const LISTED: usize = 4 + POSITION;
/// Distance from the expected place of a hash within which it is looked for first, in ids.
const NEAR: usize = 512;

/// A compiled corpus that has been opened.
pub(super) struct Compiled {
    bytes: Bytes,
    count: usize,
    lineage_at: usize,
    other_ids_at: usize,
    tables_at: usize,
    kinds: [usize; Kind::COUNT],
    /// Positions by the ids besides the records' own; read when an id that is not a record's own is asked for.
    other_ids: OnceLock<HashMap<String, u32>>,
}

/// A link as it is written, with records by their positions.
#[derive(BorshSerialize, BorshDeserialize)]
pub(super) struct WrittenLink {
    pub relation: Relation,
    pub basis: Basis,
    pub to: u32,
    pub source: Option<WrittenPlace>,
    pub words: Option<String>,
    pub evidence: Vec<u32>,
}

/// A place as it is written.
#[derive(BorshSerialize, BorshDeserialize)]
pub(super) struct WrittenPlace {
    pub document: u32,
    pub section: Option<u32>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    pub footnote: Option<u32>,
}

impl Compiled {
    /// Opens what [`Corpus::compile`](super::Corpus::compile) wrote under that fingerprint. Returns `None` if it has another fingerprint,
    /// or is damaged or incomplete.
    pub(super) fn open(bytes: Bytes, fingerprint: u64) -> Option<Self> {
        let all = (*bytes).as_ref();
        let foot_at = all.len().checked_sub(FOOT * 8)?;
        let foot = all.get(foot_at..)?;
        let number = |at: usize| long(foot, at * 8);
        let place = |at: usize| usize::try_from(number(at)?).ok();
        let sound = number(0)? == MAGIC
            && number(1)? == fingerprint
            && u64::from(crc32fast::hash(foot.get(..(FOOT - 1) * 8)?)) == number(FOOT - 1)?;
        let (count, lineage_at, other_ids_at, tables_at) = (place(2)?, place(3)?, place(4)?, place(5)?);
        let tables = count.checked_mul(PARTS * 8 + LISTED)?.checked_add(8)?;
        let whole = lineage_at <= other_ids_at && other_ids_at <= tables_at && tables_at.checked_add(tables)? == foot_at;
        if !sound || !whole || (foot_at <= CHECKED_WHOLE && u64::from(crc32fast::hash(all.get(..foot_at)?)) != number(6)?) {
            return None;
        }
        let mut kinds = [0; Kind::COUNT];
        for (at, begin) in kinds.iter_mut().enumerate() {
            *begin = place(KINDS_AT + at)?;
        }
        Some(Self { bytes, count, lineage_at, other_ids_at, tables_at, kinds, other_ids: OnceLock::new() })
    }

    fn all(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// Returns the number of records.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    fn begin(&self, part: usize) -> Option<usize> {
        usize::try_from(long(self.all(), self.tables_at + part * 8)?).ok()
    }

    /// Returns one of a record's parts, without its checksum.
    fn part(&self, position: usize, part: usize) -> Option<&[u8]> {
        let part = position.checked_mul(PARTS)? + part;
        let bytes = self.all().get(self.begin(part)?..self.begin(part + 1)?)?;
        checked(bytes)
    }

    /// Returns the record at a position; `None` if it is damaged.
    pub(super) fn record(&self, position: usize) -> Option<Record> {
        Record::try_from_slice(self.part(position, 0)?).ok()
    }

    /// Returns the links of the record at a position; `None` if they are damaged.
    pub(super) fn links(&self, position: usize) -> Option<Vec<Link>> {
        let links = match self.part(position, 1)? {
            [] => return Some(Vec::new()),
            bytes => Vec::<WrittenLink>::try_from_slice(bytes).ok()?,
        };
        let id = |at: u32| self.id(usize::try_from(at).ok()?).map(Id::new);
        let place = |place: WrittenPlace| {
            let section = place.section.map(|section| id(section).ok_or(())).transpose().ok()?;
            Some(Place { document: id(place.document)?, section, page: place.page, slide: place.slide, footnote: place.footnote })
        };
        let link = |link: WrittenLink| {
            Some(Link {
                relation: link.relation,
                basis: link.basis,
                id: id(link.to)?,
                source: link.source.map(|source| place(source).ok_or(())).transpose().ok()?,
                words: link.words,
                evidence: link.evidence.into_iter().map(id).collect::<Option<Vec<Id>>>()?,
            })
        };
        links.into_iter().map(link).collect()
    }

    /// Returns the reader's excerpts of the original for the record at a position; `None` if they are damaged.
    pub(super) fn excerpts(&self, position: usize) -> Option<Vec<Excerpt>> {
        match self.part(position, 2)? {
            [] => Some(Vec::new()),
            bytes => Vec::try_from_slice(bytes).ok(),
        }
    }

    /// Returns the positions of the records directly under the one at a position; `None` if they are damaged.
    pub(super) fn under(&self, position: usize) -> Option<Vec<usize>> {
        self.part(position, 3)?.chunks_exact(POSITION).map(|bytes| short(bytes, 0)).collect()
    }

    /// Returns the steps of the lineage; `None` if they are damaged.
    pub(super) fn lineage(&self) -> Option<Vec<LineageEdge>> {
        Vec::try_from_slice(checked(self.all().get(self.lineage_at..self.other_ids_at)?)?).ok()
    }

    /// Returns the bytes of a record after its checksum: one for the kind, then the id preceded by its length.
    fn head(&self, position: usize) -> Option<&[u8]> {
        self.all().get(self.begin(position.checked_mul(PARTS)?)?.checked_add(4)?..)
    }

    /// Returns the id of the record at a position, without reading the record.
    fn id(&self, position: usize) -> Option<&str> {
        let head = self.head(position)?;
        let len = short(head, 1)?;
        std::str::from_utf8(head.get(5..len.checked_add(5)?)?).ok()
    }

    /// Returns the position of the record with that id, its own or another by which it is known.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.own_position(id).or_else(|| {
            let read = || {
                let bytes = self.all().get(self.other_ids_at..self.tables_at).and_then(checked);
                let pairs = bytes.and_then(|bytes| Vec::<(String, u32)>::try_from_slice(bytes).ok());
                pairs.unwrap_or_default().into_iter().collect()
            };
            self.other_ids.get_or_init(read).get(id).and_then(|position| usize::try_from(*position).ok())
        })
    }

    /// Returns the position of the first record whose own id it is.
    fn own_position(&self, id: &str) -> Option<usize> {
        let ids = self.tables_at + (self.count * PARTS + 1) * 8;
        let wanted = hash(id);
        let hash_at = |rank: usize| self.all().get(ids + rank * LISTED..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
        // Hashes are spread evenly: the place of one can be estimated closely, and few pages of a large table are read.
        let expected = usize::try_from((u64::from(wanted) * self.count as u64) >> 32).ok()?;
        let (mut low, mut high) = (expected.saturating_sub(NEAR), expected.saturating_add(NEAR).min(self.count));
        if low > 0 && hash_at(low - 1)? >= wanted {
            low = 0;
        }
        if high < self.count && hash_at(high)? < wanted {
            high = self.count;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if hash_at(middle)? < wanted { low = middle + 1 } else { high = middle }
        }
        let alike = (low..self.count).take_while(|rank| hash_at(*rank) == Some(wanted));
        let mut positions = alike.filter_map(|rank| short(self.all(), ids + rank * LISTED + 4));
        positions.find(|position| self.id(*position) == Some(id))
    }

    /// Returns the position of the first record of each kind, in the order of [`Kind`].
    pub(super) fn kinds(&self) -> [usize; Kind::COUNT] {
        self.kinds
    }
}

/// Returns the hash by which an id is listed in the tables.
pub(super) fn hash(id: &str) -> u32 {
    crc32fast::hash(id.as_bytes())
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// Returns what follows a part's checksum, if the checksum is right.
fn checked(part: &[u8]) -> Option<&[u8]> {
    if part.is_empty() {
        return Some(part);
    }
    let (check, bytes) = part.split_at_checked(4)?;
    (crc32fast::hash(bytes).to_le_bytes() == check).then_some(bytes)
}
