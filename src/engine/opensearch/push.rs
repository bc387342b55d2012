//! Pushing of a library into an index: only what is not there, or not as it is here, is sent. Broken off at any moment, it goes on with the
//! next push; readers see an index that is whole.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::http::Method;

use super::address::Address;
use super::document::{self, Body, Documents, LINEAGE, Printed, READINGS, hash};
use super::failure::Failure;
use super::index::{self, Cluster, Meta};
use super::mapping;
use super::order::orders;
use super::parcel::packed;
use super::server::{Limits, Server, is_passing, said, shown};
use crate::analysis::Readings;
use crate::analysis::readings::Met;
use crate::engine::cutter::Cutter;
use crate::engine::indexed::Indexer;
use crate::engine::{Error, Supply};

/// Size of what is sent at a time, in bytes.
const BULK: usize = 4 << 20;
/// Maximum length of a document's key, in bytes.
const LONGEST_KEY: usize = 512;
/// Number of threads that send.
const SENDERS: usize = 2;
/// Number of records that one thread makes ready at a time.
const CHUNK: usize = 32;
/// Number of chunks that may wait to be sent, so that memory does not grow with the library.
const AHEAD: usize = 16;
/// Time during which what the server has no room for is sent again, and the pauses between.
const PATIENCE: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Number of documents of readings beyond which they are joined.
const READINGS_APART: usize = 8;
/// Size of a document of readings, in bytes.
const READINGS_SIZE: usize = 1 << 20;
/// Number of records for one shard.
const PER_SHARD: usize = 2_000_000;

/// Wishes for an index that is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layout {
    /// Number of shards; by the number of records if not given.
    pub shards: Option<u32>,
    /// Number of copies of each shard; one if there is another node, if not given.
    pub replicas: Option<u32>,
}

/// Result of a push.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pushed {
    /// Number of records that were sent.
    pub sent: usize,
    /// Number of records that were taken out.
    pub removed: usize,
    /// Number of records that are there now.
    pub records: usize,
    /// Number of bytes that were sent.
    pub bytes: usize,
}

/// Pushes a library; reports the share done, 0 to 1.
///
/// # Errors
/// If the cluster cannot be asked or refuses, or it was asked to stop. What was sent stays, and the next push goes on from there.
pub fn push(
    supply: &Supply,
    address: &Address,
    layout: Layout,
    printed: Printed,
    report: &mut dyn FnMut(f64),
    stop: Arc<AtomicBool>,
) -> Result<Pushed, Error> {
    let cutter = Cutter::new(&supply.dictionary_store, &supply.index_dir)?;
    let analyser = document::analyser(&cutter);
    let server = Server::new(address, stop)?;
    Cluster::ask(&server)?;
    let present = index::present(&server, address.index())?;
    let name = index::name(address.index(), &analyser);
    let corpus = &*supply.corpus;
    let mut meta = match index::meta(&server, &name)? {
        Some(meta) => meta,
        None => {
            let meta = Meta::new(&analyser);
            let shards = layout.shards.unwrap_or_else(|| u32::try_from(corpus.records().len() / PER_SHARD + 1).unwrap_or(1));
            let replicas = match layout.replicas {
                Some(replicas) => replicas,
                None => u32::from(Cluster::data_nodes(&server)? > 1),
            };
            server.call(&Method::PUT, &format!("/{name}"), &mapping::index(shards, replicas, &meta.json()), Limits::WRITING)?;
            meta
        }
    };
    if !meta.whole {
        // What a push that was broken off has sent shall be seen by this one.
        server.call(&Method::POST, &format!("/{name}/_refresh"), &Value::Null, Limits::WRITING)?;
    }
    let there = index::contents(&server, &name)?;
    let documents = Documents::new(corpus, cutter.weights.factors(), &analyser, printed);
    let library = compare(&documents, &there);
    let readings = index::readings(&server, &name)?;
    let lineage = packed(&corpus.lineage().to_vec()).ok_or_else(|| Error::failed("the lineage cannot be packed"))?;
    let unchanged =
        library.wanted.is_empty() && library.gone.is_empty() && meta.library == library.hash && meta.lineage == hash(lineage.as_bytes());
    let settled = meta.whole && unchanged && present.as_deref() == Some(name.as_str());
    let mut pushed = Pushed { records: library.count, ..Pushed::default() };
    if settled {
        report(1.0);
        return Ok(pushed);
    }
    if !unchanged || !meta.whole {
        if meta.whole {
            meta.whole = false;
            index::write_meta(&server, &name, &meta)?;
            // Readers go on seeing what is there until all of it is.
            server.call(&Method::PUT, &format!("/{name}/_settings"), &mapping::refreshed(false), Limits::WRITING)?;
        }
        let sender = Sender { server: &server, index: &name, bytes: AtomicUsize::new(0) };
        send_records(&sender, &documents, &cutter, &library, &readings.words, report)?;
        let lineage_line = json!({ "type": LINEAGE, "packed": lineage });
        let mut last = vec![Item::index(&format!("~{LINEAGE}"), &lineage_line)];
        last.extend(library.gone.iter().map(|id| Item::delete(id)));
        sender.send_all(last)?;
        join_readings(&sender)?;
        index::settle(&server, &name)?;
        server.call(&Method::POST, &format!("/{name}/_refresh"), &Value::Null, Limits::WRITING)?;
        pushed = Pushed {
            sent: library.wanted.len(),
            removed: library.gone.len(),
            bytes: sender.bytes.load(Ordering::Relaxed),
            records: index::count(&server, &name)?,
        };
        if pushed.records != library.count {
            let found = pushed.records;
            return Err(Error::failed(Failure::Foreign(format!(
                "{found} records are in {name} and not {}: somebody else pushes there; push again when that is done",
                library.count
            ))));
        }
        meta = Meta { library: library.hash, lineage: hash(lineage.as_bytes()), records: library.count, whole: true, ..meta };
        index::write_meta(&server, &name, &meta)?;
        server.call(&Method::PUT, &format!("/{name}/_settings"), &mapping::refreshed(true), Limits::WRITING)?;
    }
    if present.as_deref() != Some(name.as_str()) {
        index::swap(&server, address.index(), &name)?;
    }
    index::forget_others(&server, address.index(), &name)?;
    report(1.0);
    Ok(pushed)
}

/// Returns the hash of a library as [`Meta::library`] has it, and the number of its records.
pub(super) fn library_hash(supply: &Supply, cutter: &Cutter, analyser: &str, printed: Printed) -> (String, usize) {
    let documents = Documents::new(&supply.corpus, cutter.weights.factors(), analyser, printed);
    let library = compare(&documents, &HashMap::new());
    (library.hash, library.count)
}

/// Makes the bodies of the bulk calls that push a whole library: for measuring a cluster without what makes them.
///
/// # Errors
/// If a compiled-in settings file is wrong.
#[doc(hidden)]
pub fn bulk_bodies(supply: &Supply, printed: Printed, take: &mut dyn FnMut(String)) -> Result<(), Error> {
    let cutter = Cutter::new(&supply.dictionary_store, &supply.index_dir)?;
    let analyser = document::analyser(&cutter);
    let documents = Documents::new(&supply.corpus, cutter.weights.factors(), &analyser, printed);
    let mut indexer = Indexer::new(&supply.corpus, &cutter.analyser);
    let mut batch = Batch::default();
    for (position, order) in (0..supply.corpus.records().len()).zip(1..) {
        let full = item(&documents, &mut indexer, (position, order)).and_then(|item| batch.add(item));
        full.into_iter().for_each(|full| take(full.into_iter().map(|item| item.0).collect()));
    }
    take(batch.items.into_iter().map(|item| item.0).collect());
    Ok(())
}

/// Returns the body that creates an index such as a push creates.
#[doc(hidden)]
pub fn index_body(shards: u32, replicas: u32) -> Value {
    mapping::index(shards, replicas, &Value::Null)
}

/// A library beside what is in an index.
struct Compared {
    /// Positions of the records to be sent, and their numbers in the reading order.
    wanted: Vec<(usize, u64)>,
    /// Ids that are in the index and not in the library.
    gone: Vec<String>,
    /// Hash of the library: of all ids and contents.
    hash: String,
    /// Number of records in the library.
    count: usize,
}

/// Compares a library with the contents and places that an index has by id.
fn compare(documents: &Documents, there: &HashMap<String, (String, u64)>) -> Compared {
    let corpus = documents.corpus;
    let heads: Vec<Option<(String, String)>> = on_all_cores(corpus.records().len(), |position| {
        // Of several records with one id, the first counts.
        let body = documents.body(position).filter(|body| corpus.position(&body.id) == Some(position))?;
        Some((body.id, body.content))
    });
    let heads: Vec<(usize, &str, &str)> = heads
        .iter()
        .enumerate()
        .filter_map(|(position, head)| head.as_ref().map(|(id, content)| (position, id.as_str(), content.as_str())))
        .collect();
    let present: Vec<Option<u64>> = heads.iter().map(|(_, id, _)| there.get(*id).map(|(_, order)| *order)).collect();
    let orders = orders(&present);
    let mut wanted = Vec::new();
    for ((position, id, content), order) in heads.iter().zip(orders) {
        if there.get(*id).is_none_or(|(known, at)| known != content || *at != order) {
            wanted.push((*position, order));
        }
    }
    let here: HashSet<&str> = heads.iter().map(|(_, id, _)| *id).collect();
    let mut gone: Vec<String> = there.keys().filter(|id| !here.contains(id.as_str())).cloned().collect();
    gone.sort_unstable();
    let mut all: Vec<String> = heads.iter().map(|(_, id, content)| format!("{id} {content}\n")).collect();
    all.sort_unstable();
    Compared { wanted, gone, hash: hash(all.concat().as_bytes()), count: heads.len() }
}

/// Returns what a function makes of each number below `count`, in order, made on all cores.
fn on_all_cores<T: Send>(count: usize, make: impl Fn(usize) -> Option<T> + Sync) -> Vec<Option<T>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let from = next.fetch_add(CHUNK, Ordering::Relaxed);
            if from >= count {
                return made;
            }
            made.extend((from..(from + CHUNK).min(count)).map(|at| (at, make(at))));
        }
    };
    let mut all: Vec<Option<T>> = (0..count).map(|_| None).collect();
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        // If no other thread can be started, this one does it all.
        let others: Vec<_> = (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut made = work();
        others.into_iter().for_each(|other| made.extend(other.join().unwrap_or_default()));
        for (at, made) in made {
            all[at] = made;
        }
    });
    all
}

/// Action of a bulk call: its lines.
struct Item(String);

impl Item {
    fn index(id: &str, document: &Value) -> Self {
        Self(format!("{}\n{document}\n", json!({ "index": { "_id": key(id) } })))
    }

    fn delete(id: &str) -> Self {
        Self(format!("{}\n", json!({ "delete": { "_id": key(id) } })))
    }
}

/// Returns the key of the document with an id: the id itself, if it is not longer than servers take.
fn key(id: &str) -> Cow<'_, str> {
    if id.len() <= LONGEST_KEY { Cow::Borrowed(id) } else { Cow::Owned(format!("~{}", hash(id.as_bytes()))) }
}

/// Sender of bulk calls to an index.
struct Sender<'s> {
    server: &'s Server,
    index: &'s str,
    /// Number of bytes sent so far.
    bytes: AtomicUsize,
}

impl Sender<'_> {
    /// Sends items, several at a time.
    fn send_all(&self, items: Vec<Item>) -> Result<(), Failure> {
        let mut batch = Batch::default();
        for item in items {
            if let Some(full) = batch.add(item) {
                self.send(full)?;
            }
        }
        self.send(batch.items)
    }

    /// Sends items until the server has taken every one; those that it has no room for are sent again after a pause.
    fn send(&self, mut items: Vec<Item>) -> Result<(), Failure> {
        let begun = Instant::now();
        let mut pause = PAUSE;
        while !items.is_empty() {
            let body: String = items.iter().map(|item| item.0.as_str()).collect();
            self.bytes.fetch_add(body.len(), Ordering::Relaxed);
            let path = format!("/{}/_bulk?timeout=60s", self.index);
            let answer = match self.server.send(&Method::POST, &path, body.as_bytes(), Limits::WRITING) {
                // Too much at once for this server, or for what stands before it.
                Err(Failure::Answer { status: 413, .. }) if items.len() > 1 => {
                    let second = items.split_off(items.len() / 2);
                    self.send(items)?;
                    items = second;
                    continue;
                }
                other => other?,
            };
            let left = self.left(items, &answer)?;
            if !left.is_empty() {
                if begun.elapsed() + pause >= PATIENCE {
                    let reason = format!("{} documents have not been taken within {} seconds", left.len(), PATIENCE.as_secs());
                    return Err(Failure::Busy { url: self.server.url().to_owned(), status: 429, reason });
                }
                self.server.wait(pause)?;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            items = left;
        }
        Ok(())
    }

    /// Returns the items that the server did not take now and may take later.
    fn left(&self, items: Vec<Item>, answer: &Value) -> Result<Vec<Item>, Failure> {
        let unfit = || Failure::Unfit(format!("{} does not answer a bulk call as an engine does", self.server.url()));
        let results = answer.get("items").and_then(Value::as_array).filter(|results| results.len() == items.len()).ok_or_else(unfit)?;
        let mut left = Vec::new();
        for (item, result) in items.into_iter().zip(results) {
            let result = result.as_object().and_then(|result| result.values().next()).ok_or_else(unfit)?;
            let status = result.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()).unwrap_or(0);
            match status {
                200..=299 => {}
                // Taken out already.
                404 if result.get("error").is_none() => {}
                _ if is_passing(status, &said(result.get("error")).0) => left.push(item),
                _ => {
                    let (kind, reason) = said(result.get("error"));
                    let id = result.get("_id").and_then(Value::as_str).unwrap_or_default();
                    let reason = shown(&format!("{id}: {kind}: {reason}"));
                    return Err(Failure::Answer { url: self.server.url().to_owned(), status, reason });
                }
            }
        }
        Ok(left)
    }
}

/// Items on their way into one bulk call.
#[derive(Default)]
struct Batch {
    items: Vec<Item>,
    bytes: usize,
    /// Words met in them.
    met: Met,
}

impl Batch {
    /// Takes an item in; returns all of them once they are enough for a call.
    fn add(&mut self, item: Item) -> Option<Vec<Item>> {
        self.bytes += item.0.len();
        self.items.push(item);
        (self.bytes >= BULK).then(|| {
            self.bytes = 0;
            std::mem::take(&mut self.items)
        })
    }
}

/// Returns the document that holds the readings of the words met that are not known yet; `None` if there are none. They travel with the
/// records that have them, so that a push that is broken off has the readings of what it has sent.
fn new_readings(met: &mut Met, known: &mut HashSet<String>) -> Option<Item> {
    let new: Met = std::mem::take(met).into_iter().filter(|(word, _)| known.insert(word.clone())).collect();
    let readings = Readings::new([new]);
    (!readings.as_text().is_empty()).then(|| readings_item(readings.as_text()))
}

fn readings_id(text: &str) -> String {
    format!("~{READINGS}/{}", hash(text.as_bytes()))
}

fn readings_item(text: &str) -> Item {
    let id = readings_id(text);
    Item::index(&id, &json!({ "type": READINGS, "id": id, "packed": packed(&text.to_owned()) }))
}

/// Cuts the records that are wanted on all cores and sends them, in the reading order.
fn send_records(
    sender: &Sender,
    documents: &Documents,
    cutter: &Cutter,
    library: &Compared,
    known: &Readings,
    report: &mut dyn FnMut(f64),
) -> Result<(), Error> {
    let wanted = &library.wanted;
    let chunks = wanted.len().div_ceil(CHUNK);
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(chunks.max(1));
    let mut known: HashSet<String> = known.as_text().lines().filter_map(|line| Some(line.split_once('\t')?.1.to_owned())).collect();
    let outcome: Mutex<Result<(), Failure>> = Mutex::new(Ok(()));
    let failed = AtomicBool::new(false);
    let fail = |failure: Failure| {
        failed.store(true, Ordering::Relaxed);
        let mut outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner);
        if outcome.is_ok() {
            *outcome = Err(failure);
        }
    };
    thread::scope(|scope| {
        let (made_sender, made) = sync_channel::<(usize, Vec<Item>, Met)>(AHEAD);
        for _ in 0..threads {
            let (made, next) = (made_sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let chunk = next.fetch_add(1, Ordering::Relaxed);
                    if chunk >= chunks {
                        return;
                    }
                    let mut indexer = Indexer::new(documents.corpus, &cutter.analyser);
                    let here = wanted.iter().skip(chunk * CHUNK).take(CHUNK);
                    let items = here.filter_map(|(position, order)| item(documents, &mut indexer, (*position, *order))).collect();
                    if made.send((chunk, items, indexer.into_met())).is_err() {
                        return;
                    }
                }
            });
        }
        drop(made_sender);
        let (batches, waiting) = sync_channel::<Vec<Item>>(1);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..SENDERS {
            let (waiting, fail, failed) = (Arc::clone(&waiting), &fail, &failed);
            scope.spawn(move || {
                while let Some(batch) = take(&waiting) {
                    // After a failure the rest is taken and left, so that nobody waits for ever.
                    if !failed.load(Ordering::Relaxed)
                        && let Err(failure) = sender.send(batch)
                    {
                        fail(failure);
                    }
                }
            });
        }
        drop(waiting);
        let mut early = BTreeMap::new();
        let mut batch = Batch::default();
        let mut written = 0;
        'made: for (chunk, items, met) in made {
            early.insert(chunk, (items, met));
            while let Some((items, met)) = early.remove(&written) {
                for (word, seen) in met {
                    // A word is read as where it stands first.
                    batch.met.entry(word).or_insert(seen);
                }
                for item in items {
                    if let Some(mut full) = batch.add(item) {
                        full.extend(new_readings(&mut batch.met, &mut known));
                        if batches.send(full).is_err() {
                            break 'made;
                        }
                    }
                }
                written += 1;
                report(written as f64 / chunks as f64);
                if failed.load(Ordering::Relaxed) {
                    break 'made;
                }
                if sender.server.stopped() {
                    fail(Failure::Stopped);
                    break 'made;
                }
            }
        }
        if !failed.load(Ordering::Relaxed) {
            let mut last = std::mem::take(&mut batch.items);
            last.extend(new_readings(&mut batch.met, &mut known));
            drop(batches.send(last));
        }
    });
    Ok(outcome.into_inner().unwrap_or_else(PoisonError::into_inner)?)
}

fn take(waiting: &Mutex<Receiver<Vec<Item>>>) -> Option<Vec<Item>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn item(documents: &Documents, indexer: &mut Indexer, (position, order): (usize, u64)) -> Option<Item> {
    let body: Body = documents.body(position)?;
    let id = body.id.clone();
    Some(Item::index(&id, &body.document(indexer.record(position)?, order)))
}

/// Joins the documents of readings, of which every bulk call may have brought one.
fn join_readings(sender: &Sender) -> Result<(), Error> {
    sender.server.call(&Method::POST, &format!("/{}/_refresh", sender.index), &Value::Null, Limits::WRITING)?;
    let readings = index::readings(sender.server, sender.index)?;
    if readings.ids.len() <= READINGS_APART {
        return Ok(());
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for line in readings.words.as_text().split_inclusive('\n') {
        piece.push_str(line);
        if piece.len() >= READINGS_SIZE {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    let joined: Vec<Item> = pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| readings_item(piece)).collect();
    let new: HashSet<String> = pieces.iter().map(|piece| readings_id(piece)).collect();
    // The new ones first: at no moment is a reading missing.
    sender.send_all(joined)?;
    sender.send_all(readings.ids.iter().filter(|id| !new.contains(*id)).map(|id| Item::delete(id)).collect())?;
    Ok(())
}
