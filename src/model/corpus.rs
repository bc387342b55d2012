//! All records and the links between them: built once, or opened from their compiled form; shared, never changed.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use super::compiled::{Bytes, Compiled};
use super::source::Source;
use super::{Document, Excerpt, Given, Id, Kind, LineageEdge, Link, Ministry, Named, Office, Record, Relation, Section, Totals};

/// Records per chunk; a chunk is allocated when one of its records is first asked for.
const CHUNK: usize = 256;

/// The records in reading order (by kind, then as the corpus lists them) and their links.
pub struct Corpus {
    pub(super) chunks: Vec<OnceLock<Box<[RecordSlot]>>>,
    pub(super) count: usize,
    /// The positions where each kind's records begin, in the order of [`Kind`], and finally where they end.
    pub(super) kinds: Vec<usize>,
    /// The positions by id; empty if the compiled form knows the ids.
    pub(super) by_id: HashMap<Id, usize>,
    pub(super) by_code: OnceLock<HashMap<String, usize>>,
    pub(super) lineage: Vec<LineageEdge>,
    /// Source of what has not been asked for yet; `None` if all is in memory.
    pub(super) source: Option<Box<dyn Source>>,
}

/// Everything known of one record; if the corpus has a source, only what has been asked for.
#[derive(Default)]
pub(super) struct RecordSlot {
    pub record: OnceLock<Box<Record>>,
    pub links: OnceLock<Box<[Link]>>,
    pub excerpts: OnceLock<Box<[Excerpt]>>,
    pub under: OnceLock<Box<[usize]>>,
}

/// All records of a corpus, in reading order.
#[derive(Clone, Copy)]
pub struct Records<'c> {
    corpus: &'c Corpus,
}

/// Iterator over records. Those that lie elsewhere are fetched some at a time.
#[derive(Clone)]
pub struct Iter<'c> {
    corpus: &'c Corpus,
    positions: Range<usize>,
    /// End of those that were fetched.
    fetched: usize,
}

impl<'c> Records<'c> {
    /// Returns the number of records.
    pub fn len(self) -> usize {
        self.corpus.count
    }

    /// Returns true if there are no records.
    pub fn is_empty(self) -> bool {
        self.corpus.count == 0
    }

    /// Returns an iterator over the records.
    pub fn iter(self) -> Iter<'c> {
        Iter::new(self.corpus, 0..self.corpus.count)
    }
}

impl<'c> IntoIterator for Records<'c> {
    type Item = &'c Record;
    type IntoIter = Iter<'c>;

    fn into_iter(self) -> Iter<'c> {
        self.iter()
    }
}

impl<'c> Iter<'c> {
    fn new(corpus: &'c Corpus, positions: Range<usize>) -> Self {
        Self { corpus, fetched: positions.start, positions }
    }
}

impl<'c> Iterator for Iter<'c> {
    type Item = &'c Record;

    fn next(&mut self) -> Option<&'c Record> {
        let position = self.positions.next()?;
        if position >= self.fetched && self.corpus.is_elsewhere() {
            self.fetched = self.positions.end.min(position.saturating_add(CHUNK));
            self.corpus.prepare(&(position..self.fetched).collect::<Vec<_>>());
        }
        self.corpus.at(position)
    }

    fn nth(&mut self, n: usize) -> Option<&'c Record> {
        self.corpus.at(self.positions.nth(n)?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.positions.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.corpus.at(self.positions.next_back()?)
    }
}

impl fmt::Debug for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Corpus").field("records", &self.count).field("source", &self.source.is_some()).finish_non_exhaustive()
    }
}

impl Corpus {
    /// Opens what [`Corpus::compile`] wrote under that fingerprint. Returns `None` if it has another fingerprint, or is damaged or
    /// incomplete. If a part turns out to be damaged later, `damaged` is called, and a placeholder that says so takes the record's place.
    pub fn compiled(bytes: Bytes, fingerprint: u64, damaged: impl Fn() + Send + Sync + 'static) -> Option<Self> {
        let compiled = Compiled::open(bytes, fingerprint)?;
        let lineage = compiled.lineage()?;
        let count = compiled.count();
        let kinds = compiled.kinds().into_iter().chain([count]).collect();
        let source: Option<Box<dyn Source>> = Some(Box::new(CompiledSource { compiled, damaged }));
        Some(Self { chunks: chunks(count), count, kinds, by_id: HashMap::new(), by_code: OnceLock::new(), lineage, source })
    }

    /// Creates a corpus of records that lie elsewhere. Those of each kind that are listed have the first positions, in the order of
    /// [`Kind`]: `listed` says how many of each kind. Others may have any position up to `most`.
    pub fn elsewhere(source: Box<dyn Source>, listed: [usize; Kind::COUNT], lineage: Vec<LineageEdge>, most: usize) -> Self {
        let mut kinds = vec![0];
        for count in listed {
            kinds.push(kinds.last().map_or(count, |end| end + count));
        }
        let source = Some(source);
        Self { chunks: chunks(most), count: most, kinds, by_id: HashMap::new(), by_code: OnceLock::new(), lineage, source }
    }

    /// Returns true if its records lie elsewhere, so that only a part of them is listed.
    pub fn is_elsewhere(&self) -> bool {
        self.totals().is_some()
    }

    /// Returns what adds up its records where they lie, if that is elsewhere.
    pub fn totals(&self) -> Option<&dyn Totals> {
        self.source.as_ref()?.totals()
    }

    /// Fetches records that are going to be asked for, at once and not one by one.
    pub fn prepare(&self, positions: &[usize]) {
        if let Some(source) = &self.source {
            let missing = |position: &usize| self.cell(*position).is_some_and(|cell| cell.record.get().is_none());
            source.prepare(&positions.iter().copied().filter(missing).collect::<Vec<_>>());
        }
    }

    /// Makes the present thread one that never waits for a record that lies elsewhere: it finds none where there is one, and `wake` is
    /// called once something has come.
    pub fn never_wait(&self, wake: impl Fn() + Send + Sync + 'static) {
        if let Some(source) = &self.source {
            source.never_wait(Box::new(wake));
        }
    }

    /// Returns the number of times that something was asked for that had not come yet: what was read while it rose is only a part.
    pub fn missed(&self) -> u64 {
        self.source.as_ref().map_or(0, |source| source.missed())
    }

    /// Returns the reason why something could not be read since this was last asked.
    pub fn trouble(&self) -> Option<String> {
        self.source.as_ref().and_then(|source| source.trouble())
    }

    fn cell(&self, position: usize) -> Option<&RecordSlot> {
        let chunk = self.chunks.get(position / CHUNK).filter(|_| position < self.count)?;
        chunk.get_or_init(chunk_of_cells).get(position % CHUNK)
    }

    pub(super) fn cell_mut(&mut self, position: usize) -> Option<&mut RecordSlot> {
        let chunk = self.chunks.get_mut(position / CHUNK)?;
        if chunk.get().is_none() {
            *chunk = OnceLock::from(chunk_of_cells());
        }
        chunk.get_mut()?.get_mut(position % CHUNK)
    }

    /// Returns all records, in reading order.
    pub fn records(&self) -> Records<'_> {
        Records { corpus: self }
    }

    /// Returns the record at `position` of [`Corpus::records`]; `None` also as long as it is on its way.
    pub fn at(&self, position: usize) -> Option<&Record> {
        let cell = self.cell(position)?;
        if let Some(record) = cell.record.get() {
            return Some(record);
        }
        let record = match self.source.as_ref()?.record(position) {
            Given::Here(record) => record,
            Given::Lost => unreadable(position),
            Given::NotYet | Given::Nothing => return None,
        };
        Some(cell.record.get_or_init(|| Box::new(record)))
    }

    /// Returns the position of a record, by its own id or another id of it.
    pub fn position(&self, id: &str) -> Option<usize> {
        match &self.source {
            Some(source) => source.position(id),
            None => self.by_id.get(id).copied(),
        }
    }

    /// Returns the id of the record at a position, as a rule without reading it.
    pub fn id(&self, position: usize) -> Option<Id> {
        let known = self.source.as_ref().and_then(|source| source.id(position));
        known.or_else(|| self.at(position).map(|record| record.id().clone()))
    }

    /// Returns the record with that id.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.position(id).and_then(|position| self.at(position))
    }

    /// Returns the excerpts of the original that the reader has for a record.
    pub fn excerpts(&self, id: &str) -> &[Excerpt] {
        self.position(id).map_or(&[], |position| self.excerpts_at(position))
    }

    pub(super) fn excerpts_at(&self, position: usize) -> &[Excerpt] {
        self.part(position, |slot| &slot.excerpts, |source| source.excerpts(position))
    }

    /// Returns the records of one kind, in reading order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        Iter::new(self, self.positions(kind))
    }

    /// Returns the positions of the records of one kind, without reading any of them; if they lie elsewhere, of those that are listed.
    pub fn positions(&self, kind: Kind) -> Range<usize> {
        let at = kind.place();
        let begin = |at: usize| self.kinds.get(at).copied().unwrap_or(self.count);
        begin(at)..begin(at + 1)
    }

    /// Returns the positions of the records of one kind that do not come from review sheets. A year of sheets brings tens of thousands of
    /// records; they come after all others, and few need to be read to find where they begin.
    pub fn positions_of_documents(&self, kind: Kind) -> Range<usize> {
        let Range { start, end } = self.positions(kind);
        if self.is_elsewhere() && matches!(kind, Kind::Programme | Kind::Kpi) {
            return start..end;
        }
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at(middle).is_some_and(Record::is_of_sheets) { high = middle } else { low = middle + 1 }
        }
        start..low
    }

    /// Returns the records of one kind that do not come from review sheets, in reading order.
    pub fn of_documents(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        Iter::new(self, self.positions_of_documents(kind))
    }

    /// Returns the position of the record under which the one at a position is printed: the section or indicator that it is part of; for an
    /// indicator of a review sheet, its programme; for a programme of the sheets, its ministry; for a payee, the programme of its first
    /// receipt; otherwise its document. `None` for documents, and for records that span documents.
    pub fn over(&self, position: usize) -> Option<usize> {
        let (parent, document) = match self.at(position)? {
            Record::Section(section) => (section.parent.as_ref(), &section.document),
            Record::Kpi(kpi) => (kpi.parent.as_ref().or(kpi.review.as_ref().map(|review| &review.programme)), &kpi.document),
            Record::Project(project) => (None, &project.document),
            // A programme of the review sheets is under the ministry that answers for it.
            record @ Record::Programme(programme) if record.is_of_sheets() => {
                let lead = programme.ministries.first().map(Office::role)?;
                return self.position(self.ministry(&lead.code)?.id.as_str());
            }
            Record::Payee(payee) => return payee.receipts.first().and_then(|receipt| self.position(receipt.programme.as_str())),
            _ => return None,
        };
        let position = |id: &Id| self.position(id.as_str());
        parent.and_then(position).or_else(|| position(document))
    }

    /// Returns the positions of the records directly under the one at a position, in reading order, without reading any of them: those for
    /// which [`Corpus::over`] returns it. A project is under each of its documents, a payee under each programme that pays it.
    pub fn under(&self, position: usize) -> &[usize] {
        self.part(position, |slot| &slot.under, |source| source.under(position))
    }

    /// Returns those of the records directly under the one at a position that are of a kind, in reading order.
    pub fn under_of_kind(&self, position: usize, kind: Kind) -> Vec<usize> {
        self.under(position).iter().copied().filter(|position| self.kind(*position) == Some(kind)).collect()
    }

    /// Returns true if there are records under the one at a position.
    pub fn has_under(&self, position: usize) -> bool {
        let known = self.source.as_ref().and_then(|source| source.has_under(position));
        known.unwrap_or_else(|| !self.under(position).is_empty())
    }

    /// Returns the kind of the record at a position, as a rule without reading it.
    pub fn kind(&self, position: usize) -> Option<Kind> {
        if self.is_elsewhere() {
            let known = self.source.as_ref().and_then(|source| source.kind(position));
            return known.or_else(|| self.at(position).map(Record::kind));
        }
        let place = self.kinds.partition_point(|begin| *begin <= position).checked_sub(1)?;
        Kind::all().get(place).copied()
    }

    /// Returns the document with that id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        match self.get(id) {
            Some(Record::Document(document)) => Some(document),
            _ => None,
        }
    }

    /// Returns the ministry with that code (文).
    pub fn ministry(&self, code: &str) -> Option<&Ministry> {
        let position = match self.by_code.get() {
            Some(by_code) => by_code.get(code).copied(),
            None => {
                let (missed, mut by_code) = (self.missed(), HashMap::new());
                for ministry in self.of_kind(Kind::Ministry) {
                    if let (Some(code), Some(position)) = (ministry.number(), self.position(ministry.id().as_str())) {
                        by_code.entry(code.to_owned()).or_insert(position);
                    }
                }
                let position = by_code.get(code).copied();
                // What has not all come is read again.
                if self.missed() == missed {
                    self.by_code.get_or_init(|| by_code);
                }
                position
            }
        };
        match position.and_then(|position| self.at(position)) {
            Some(Record::Ministry(ministry)) => Some(ministry),
            _ => None,
        }
    }

    /// Returns the steps of the lineage: what became what from period to period.
    pub fn lineage(&self) -> &[LineageEdge] {
        &self.lineage
    }

    /// Returns the links that leave a record, grouped by relation.
    pub fn links(&self, id: &str) -> &[Link] {
        self.position(id).map_or(&[], |position| self.links_at(position))
    }

    pub(super) fn links_at(&self, position: usize) -> &[Link] {
        // There are none while they are being computed.
        self.part(position, |slot| &slot.links, |source| source.links(position))
    }

    /// Returns a part of what is known of a record, which the source gives if it has not been asked for yet.
    fn part<T>(
        &self,
        position: usize,
        of: impl Fn(&RecordSlot) -> &OnceLock<Box<[T]>>,
        give: impl Fn(&dyn Source) -> Given<Vec<T>>,
    ) -> &[T] {
        let Some(cell) = self.cell(position).map(of) else { return &[] };
        if let Some(part) = cell.get() {
            return part;
        }
        match self.source.as_deref().map(give) {
            Some(Given::Here(part)) => cell.get_or_init(|| part.into_boxed_slice()),
            Some(Given::Lost) => cell.get_or_init(Box::default),
            Some(Given::NotYet | Given::Nothing) | None => &[],
        }
    }

    /// Returns the records to which `id` is linked by `relation`, in order.
    pub fn linked(&self, id: &str, relation: Relation) -> impl Iterator<Item = &Record> {
        self.links(id).iter().filter(move |link| link.relation == relation).filter_map(|link| self.get(link.id.as_str()))
    }

    /// Returns the records above `id`, outermost first: document, section, …
    pub fn ancestors(&self, id: &str) -> Vec<&Record> {
        let mut above: Vec<&Record> = Vec::new();
        let mut current = self.get(id);
        while let Some(next) = current.and_then(|record| self.above(record)) {
            // A corpus that was not checked may contain a cycle.
            if above.iter().any(|known| known.id() == next.id()) || next.id().as_str() == id {
                break;
            }
            above.push(next);
            current = Some(next);
        }
        above.reverse();
        above
    }

    fn above(&self, record: &Record) -> Option<&Record> {
        let parent = match record {
            Record::Section(section) => section.parent.as_ref(),
            Record::Kpi(kpi) => {
                let programme = kpi.review.as_ref().map(|review| &review.programme);
                kpi.parent.as_ref().or(kpi.section.as_ref()).or(programme)
            }
            record @ Record::Programme(programme) if record.is_of_sheets() => {
                let lead = programme.ministries.first().map(Office::role)?;
                return self.get(self.ministry(&lead.code)?.id.as_str());
            }
            Record::Project(project) => project.section.as_ref(),
            _ => None,
        };
        match parent.or(record.document()) {
            Some(id) if id != record.id() => self.get(id.as_str()),
            _ => None,
        }
    }

    /// Returns a section's number and title as a reader cites them, preceded by the number of the nearest numbered section above if its own
    /// number does not identify it.
    pub fn section_label(&self, id: &str) -> Option<String> {
        let Some(Record::Section(section)) = self.get(id) else { return None };
        if let Some(number) = section.number.as_deref().filter(|number| tells_alone(number)) {
            return Some(format!("{number} {}", section.title));
        }
        let own = section.number.as_deref().map_or_else(|| section.title.clone(), |number| format!("{number} {}", section.title));
        let above = self.ancestors(id).into_iter().rev().find_map(|record| match record {
            Record::Section(section) => section.number.as_deref().filter(|number| tells_alone(number)),
            _ => None,
        });
        Some(above.map_or_else(|| own.clone(), |number| format!("{number} {own}")))
    }
}

pub(super) fn chunks(count: usize) -> Vec<OnceLock<Box<[RecordSlot]>>> {
    (0..count.div_ceil(CHUNK)).map(|_| OnceLock::new()).collect()
}

fn chunk_of_cells() -> Box<[RecordSlot]> {
    (0..CHUNK).map(|_| RecordSlot::default()).collect()
}

/// Returns the ids by which a record is known besides its own.
pub(super) fn other_ids(record: &Record) -> &[Id] {
    match record {
        Record::Project(project) => &project.other_ids,
        _ => &[],
    }
}

/// Source that is a compiled corpus.
struct CompiledSource<D> {
    compiled: Compiled,
    /// Action to take if it turns out to be damaged.
    damaged: D,
}

impl<D: Fn() + Send + Sync> CompiledSource<D> {
    fn read<T>(&self, read: impl FnOnce(&Compiled) -> Option<T>) -> Given<T> {
        let read = read(&self.compiled);
        if read.is_none() {
            (self.damaged)();
        }
        Given::or_lost(read)
    }
}

impl<D: Fn() + Send + Sync> Source for CompiledSource<D> {
    fn record(&self, position: usize) -> Given<Record> {
        self.read(|compiled| compiled.record(position))
    }

    fn links(&self, position: usize) -> Given<Vec<Link>> {
        self.read(|compiled| compiled.links(position))
    }

    fn excerpts(&self, position: usize) -> Given<Vec<Excerpt>> {
        self.read(|compiled| compiled.excerpts(position))
    }

    fn under(&self, position: usize) -> Given<Vec<usize>> {
        self.read(|compiled| compiled.under(position))
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.compiled.position(id)
    }
}

/// Returns a placeholder for a record that cannot be read, so that the others keep their positions.
fn unreadable(position: usize) -> Record {
    let title = "読めない記録：もう一度始めてください (unreadable; start again)".to_owned();
    Record::Section(Section { id: Id::new(format!("unreadable-{position}")), title, ..Section::default() })
}

/// Returns true if a section's number identifies it: `3.1(3)④` does; `2)` and `③` need the heading above them.
fn tells_alone(number: &str) -> bool {
    number.starts_with(|c: char| c.is_ascii_digit()) && (!number.ends_with(')') || number.contains('('))
}
