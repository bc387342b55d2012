//! Records that lie in an index, fetched when they are asked for. Most threads wait for what they ask; the one that draws never does: what
//! it asks is fetched beside it, and it is woken when that has come.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use serde_json::{Value, json};

use super::document::{Parcel, are_clean, unpacked};
use super::failure::Failure;
use super::index::{Scan, scan, search, value};
use super::server::{Limits, Server};
use super::translate;
use crate::model::{Corpus, Excerpt, Given, Id, Kind, LineageEdge, Link, Named, Record, Source};

/// Maximum number of records that one reader meets.
const MOST: usize = 1 << 22;
/// Number of records that are fetched at a time.
const AT_ONCE: usize = 250;
/// Pause before it is tried again to fetch what could not be fetched.
const PAUSE: Duration = Duration::from_secs(1);

/// Kinds of which records are listed from the start: there are few of them. Of programmes and indicators, only those that do not come from
/// review sheets are.
const LISTED: [Kind; 8] = [Kind::Document, Kind::Project, Kind::Programme, Kind::Kpi, Kind::Ministry, Kind::Area, Kind::Body, Kind::Term];
/// Kinds of which those that come from review sheets are listed as well.
const WITH_SHEETS: [Kind; 6] = [Kind::Document, Kind::Project, Kind::Ministry, Kind::Area, Kind::Body, Kind::Term];
/// Kinds of which records are fetched from the start: their names are everywhere.
const NAMED: [Kind; 3] = [Kind::Document, Kind::Ministry, Kind::Area];
/// Number of records of a kind that are fetched from the start.
const FEW: usize = 2_000;

/// Records of an index, as far as this reader has met them. Clones share them.
#[derive(Clone)]
pub struct Records(Arc<Shelf>);

struct Shelf {
    server: Arc<Server>,
    index: String,
    met: Mutex<Met>,
    /// Thread that never waits, and what wakes it.
    drawing: OnceLock<(ThreadId, Box<dyn Fn() + Send + Sync>)>,
    wanted: Mutex<Wanted>,
    asked: Condvar,
    trouble: Mutex<Option<String>>,
    /// Number of times that something had not come yet.
    missed: AtomicU64,
}

/// Records that were met: by position, their ids, kinds and contents.
#[derive(Default)]
struct Met {
    positions: HashMap<String, usize>,
    ids: Vec<String>,
    kinds: Vec<Option<Kind>>,
    /// Whether there are records under each.
    bears: Vec<Option<bool>>,
    /// What was fetched; `None` where there is no such record.
    parcels: HashMap<usize, Option<Arc<Parcel>>>,
    links: HashMap<usize, Vec<Link>>,
    under: HashMap<usize, Vec<usize>>,
}

/// What is to be fetched for the thread that never waits.
#[derive(Default)]
struct Wanted {
    records: BTreeSet<usize>,
    links: BTreeSet<usize>,
    under: BTreeSet<usize>,
}

impl Met {
    fn position(&mut self, id: &str, kind: Option<Kind>) -> Option<usize> {
        // What others have written into the index reaches a terminal.
        if !Id::is_well_formed(id) {
            return None;
        }
        if let Some(position) = self.positions.get(id) {
            if let Some(known) = self.kinds.get_mut(*position) {
                *known = known.or(kind);
            }
            return Some(*position);
        }
        let position = self.ids.len();
        if position >= MOST {
            return None;
        }
        self.positions.insert(id.to_owned(), position);
        self.ids.push(id.to_owned());
        self.kinds.push(kind);
        self.bears.push(None);
        Some(position)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Records {
    /// Lists the records of an index of which there are few, and returns the corpus that reads them from there.
    ///
    /// # Errors
    /// If the cluster cannot be asked.
    pub(super) fn open(server: Arc<Server>, index: &str, lineage: Vec<LineageEdge>) -> Result<(Self, Corpus), Failure> {
        let shelf = Shelf {
            server,
            index: index.to_owned(),
            met: Mutex::default(),
            drawing: OnceLock::new(),
            wanted: Mutex::default(),
            asked: Condvar::new(),
            trouble: Mutex::default(),
            missed: AtomicU64::new(0),
        };
        let records = Self(Arc::new(shelf));
        let (counts, named) = records.list()?;
        records.fetch(&named)?;
        let corpus = Corpus::elsewhere(Box::new(records.clone()), counts, lineage, MOST);
        Ok((records, corpus))
    }

    /// Fetches what the thread that never waits has asked for.
    fn fetch_for_ever(&self) {
        loop {
            let Wanted { records, links, under } = {
                let mut wanted = locked(&self.0.wanted);
                while wanted.records.is_empty() && wanted.links.is_empty() && wanted.under.is_empty() {
                    wanted = self.0.asked.wait(wanted).unwrap_or_else(PoisonError::into_inner);
                }
                std::mem::take(&mut *wanted)
            };
            let fetched = self.fetch(&records.into_iter().collect::<Vec<_>>());
            let linked = self.fetch_links(&links.into_iter().collect::<Vec<_>>());
            let found = under.iter().try_for_each(|position| self.find_under(*position).map(drop));
            if let Err(failure) = fetched.and(linked).and(found) {
                self.note(&failure);
                if self.0.server.wait(PAUSE).is_err() {
                    return;
                }
            }
            if let Some((_, wake)) = self.0.drawing.get() {
                wake();
            }
        }
    }

    /// Returns true if the present thread never waits.
    fn is_drawing(&self) -> bool {
        self.0.drawing.get().is_some_and(|(thread, _)| *thread == thread::current().id())
    }

    fn note(&self, failure: &Failure) {
        *locked(&self.0.trouble) = Some(failure.to_string());
    }

    /// Returns the position of a record that a hit names.
    pub(super) fn met(&self, id: &str, kind: Option<Kind>) -> Option<usize> {
        locked(&self.0.met).position(id, kind)
    }

    /// Returns the id of the record at a position.
    pub(super) fn id(&self, position: usize) -> Option<String> {
        locked(&self.0.met).ids.get(position).cloned()
    }

    /// Lists the records of which there are few, those of each kind in reading order, one kind after the other. Returns how many of each
    /// kind there are, and the positions of those whose names are everywhere.
    fn list(&self) -> Result<([usize; Kind::COUNT], Vec<usize>), Failure> {
        let names = |kinds: &[Kind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>();
        let query = json!({ "bool": { "filter": [
            { "terms": { "kind": names(&LISTED) } },
            { "bool": { "should": [{ "term": { "of_sheets": false } }, { "terms": { "kind": names(&WITH_SHEETS) } }] } },
        ] } });
        // The reading order begins with the kind.
        let positions = self.listing(query)?;
        let (mut counts, mut named, mut last) = ([0; Kind::COUNT], Vec::new(), None);
        for position in positions {
            let kind = self.kind(position).filter(|kind| last.is_none_or(|last| last <= *kind));
            let unfit = || Failure::Foreign(format!("the records of the index {} are not in order; push again", self.0.index));
            let kind = kind.ok_or_else(unfit)?;
            last = Some(kind);
            counts[kind.place()] += 1;
            if NAMED.contains(&kind) && counts[kind.place()] <= FEW {
                named.push(position);
            }
        }
        Ok((counts, named))
    }

    fn listing(&self, query: Value) -> Result<Vec<usize>, Failure> {
        let listing = Scan { query, sort: "order", fields: &["id", "kind", "bears"], source: json!(false) };
        let mut positions = Vec::new();
        scan(&self.0.server, &self.0.index, &listing, Limits::READING, &mut |hit| {
            let (id, kind) = (value(hit, "id")?.as_str()?, value(hit, "kind")?.as_str().and_then(Kind::from_name));
            let mut met = locked(&self.0.met);
            if let Some(position) = met.position(id, kind) {
                met.bears[position] = value(hit, "bears").and_then(Value::as_bool);
                positions.push(position);
            }
            Some(())
        })?;
        Ok(positions)
    }

    /// Fetches the records at these positions that are not here.
    pub(super) fn fetch(&self, positions: &[usize]) -> Result<(), Failure> {
        self.fetch_part(
            positions,
            "packed",
            |met, position| met.parcels.contains_key(&position),
            |met, position, packed| {
                let parcel = match packed {
                    Some(packed) => Some(Arc::new(unpacked(packed).filter(Parcel::is_clean)?)),
                    None => None,
                };
                let kind = parcel.as_ref().map(|parcel| parcel.record.kind());
                if let Some(known) = met.kinds.get_mut(position) {
                    *known = kind.or(*known);
                }
                met.parcels.insert(position, parcel);
                Some(())
            },
        )
    }

    /// Fetches the links of the records at these positions that are not here.
    fn fetch_links(&self, positions: &[usize]) -> Result<(), Failure> {
        self.fetch_part(
            positions,
            "packed_links",
            |met, position| met.links.contains_key(&position),
            |met, position, packed| {
                let links = match packed {
                    Some(packed) => unpacked(packed).filter(|links: &Vec<Link>| are_clean(links))?,
                    None => Vec::new(),
                };
                met.links.insert(position, links);
                Some(())
            },
        )
    }

    /// Fetches one field of the records at those of some positions of which it is not `here`; `take` is given what each has, or that there is
    /// no such record, and has none if that cannot be read.
    fn fetch_part(
        &self,
        positions: &[usize],
        field: &str,
        here: impl Fn(&Met, usize) -> bool,
        take: impl Fn(&mut Met, usize, Option<&str>) -> Option<()>,
    ) -> Result<(), Failure> {
        let missing: Vec<(usize, String)> = {
            let met = locked(&self.0.met);
            let missing = positions.iter().filter(|position| !here(&met, **position));
            missing.filter_map(|position| Some((*position, met.ids.get(*position)?.clone()))).collect()
        };
        for some in missing.chunks(AT_ONCE) {
            let ids: Vec<&str> = some.iter().map(|(_, id)| id.as_str()).collect();
            let body = json!({
                "size": some.len(),
                "query": { "bool": { "filter": [translate::records(), { "terms": { "ids": ids } }] } },
                "_source": ["ids", field],
                "track_total_hits": false,
            });
            let path = format!("/{}/_search?allow_partial_search_results=false", self.0.index);
            let answer = search(&self.0.server, &path, &body, Limits::READING)?;
            let mut packed: HashMap<&str, &str> = HashMap::new();
            for source in answer.pointer("/hits/hits").and_then(Value::as_array).into_iter().flatten().filter_map(|hit| hit.get("_source"))
            {
                let ids = source.get("ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
                let text = source.get(field).and_then(Value::as_str).unwrap_or_default();
                packed.extend(ids.map(|id| (id, text)));
            }
            let mut met = locked(&self.0.met);
            for (position, id) in some {
                let unfit = || Failure::Foreign(format!("the index {} holds a record that cannot be read; push again", self.0.index));
                take(&mut met, *position, packed.get(id.as_str()).copied()).ok_or_else(unfit)?;
            }
        }
        Ok(())
    }

    /// Returns the records under the one at a position.
    fn find_under(&self, position: usize) -> Result<Vec<usize>, Failure> {
        let Some(id) = self.id(position) else { return Ok(Vec::new()) };
        let under = self.listing(json!({ "term": { "over": id } }))?;
        locked(&self.0.met).under.insert(position, under.clone());
        Ok(under)
    }

    /// Has what was asked for fetched.
    fn not_yet<T>(&self) -> Given<T> {
        self.0.missed.fetch_add(1, Ordering::Relaxed);
        self.0.asked.notify_one();
        Given::NotYet
    }

    /// Returns a part of the record at a position.
    fn part<T>(&self, position: usize, of: impl Fn(&Parcel) -> T) -> Given<T> {
        let here = || match locked(&self.0.met).parcels.get(&position) {
            Some(Some(parcel)) => Some(Given::Here(of(parcel))),
            Some(None) => Some(Given::Nothing),
            None => None,
        };
        if let Some(given) = here() {
            return given;
        }
        if self.is_drawing() {
            locked(&self.0.wanted).records.insert(position);
            return self.not_yet();
        }
        match self.fetch(&[position]) {
            Ok(()) => here().unwrap_or(Given::Nothing),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }
}

impl Source for Records {
    fn record(&self, position: usize) -> Given<Record> {
        self.part(position, |parcel| parcel.record.clone())
    }

    fn links(&self, position: usize) -> Given<Vec<Link>> {
        let here = || locked(&self.0.met).links.get(&position).cloned();
        if let Some(links) = here() {
            return Given::Here(links);
        }
        if self.is_drawing() {
            locked(&self.0.wanted).links.insert(position);
            return self.not_yet();
        }
        match self.fetch_links(&[position]) {
            Ok(()) => here().map_or(Given::Nothing, Given::Here),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }

    fn excerpts(&self, position: usize) -> Given<Vec<Excerpt>> {
        self.part(position, |parcel| parcel.excerpts.clone())
    }

    fn under(&self, position: usize) -> Given<Vec<usize>> {
        if let Some(under) = locked(&self.0.met).under.get(&position) {
            return Given::Here(under.clone());
        }
        if self.is_drawing() {
            locked(&self.0.wanted).under.insert(position);
            return self.not_yet();
        }
        match self.find_under(position) {
            Ok(under) => Given::Here(under),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.met(id, None)
    }

    fn kind(&self, position: usize) -> Option<Kind> {
        locked(&self.0.met).kinds.get(position).copied().flatten()
    }

    fn has_under(&self, position: usize) -> Option<bool> {
        locked(&self.0.met).bears.get(position).copied().flatten()
    }

    fn never_wait(&self, wake: Box<dyn Fn() + Send + Sync>) {
        if self.0.drawing.set((thread::current().id(), wake)).is_ok() {
            let records = self.clone();
            thread::spawn(move || records.fetch_for_ever());
        }
    }

    fn missed(&self) -> u64 {
        self.0.missed.load(Ordering::Relaxed)
    }

    fn prepare(&self, positions: &[usize]) {
        if !self.is_drawing()
            && let Err(failure) = self.fetch(positions)
        {
            self.note(&failure);
        }
    }

    fn lists_documents_only(&self) -> bool {
        true
    }

    fn trouble(&self) -> Option<String> {
        locked(&self.0.trouble).take()
    }
}
