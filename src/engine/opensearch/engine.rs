//! The engine: questions as searches of the index.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::http::Method;

use super::address::Address;
use super::document;
use super::failure::Failure;
use super::index::{self, Cluster, FORM, Meta, search, value};
use super::records::Records;
use super::server::{Limits, Server, refusal};
use super::translate::Translator;
use crate::engine::answer::{EngineStatus, Found, Hit, SearchOptions, Sort};
use crate::engine::clause::Clause;
use crate::engine::cutter::Cutter;
use crate::engine::search::bare;
use crate::engine::weights::Weights;
use crate::engine::{Engine, Error, Facets, Supply};
use crate::model::{Corpus, Kind, Named, Record};
use crate::query::{Lexicon, MatchMode};

/// Maximum number of hits of one search; more come page by page.
const WINDOW: usize = 10_000;
/// Number of hits that are fetched with the answer: about as many as a screen shows.
const ON_SCREEN: usize = 40;
/// Number of counts that are kept, and for how long: a half-typed query asks the same of its first words with every key.
const COUNTS: usize = 512;
const COUNTED_FOR: Duration = Duration::from_secs(60);

/// Library that lies in an index, as a reader has found it.
pub struct Shared {
    server: Arc<Server>,
    address: Address,
    meta: Meta,
    records: Records,
    corpus: Arc<Corpus>,
    translator: Translator,
}

impl Shared {
    /// Looks for a library at an address; `stop` ends all waiting once it is set.
    ///
    /// # Errors
    /// If no server answers, or there is no library that this program can read.
    pub fn find(address: &Address, stop: Arc<AtomicBool>) -> Result<Self, Failure> {
        let server = Arc::new(Server::new(address, stop)?);
        let translator = Cluster::ask(&server)?.translator;
        let index = address.index();
        let none = || Failure::NoIndex { url: server.url().to_owned(), index: index.to_owned() };
        let meta = index::meta_behind(&server, index)?.ok_or_else(none)?;
        if meta.form != FORM {
            return Err(Failure::Foreign(format!(
                "the library in the index {index} was pushed by shirube {} in another form; read it with the same version, or push again with \
                 this one ({})",
                meta.version,
                env!("CARGO_PKG_VERSION"),
            )));
        }
        let lineage = index::lineage(&server, index)?.unwrap_or_default();
        let (records, corpus) = Records::open(Arc::clone(&server), index, lineage)?;
        Ok(Self { server, address: address.clone(), meta, records, corpus: Arc::new(corpus), translator })
    }

    /// Returns the corpus that reads its records from there.
    pub fn corpus(&self) -> Arc<Corpus> {
        Arc::clone(&self.corpus)
    }

    /// Returns the records, as far as they are here.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Returns the number of records that were there when it was found.
    pub fn count(&self) -> usize {
        self.meta.records
    }

    /// Returns a measure of how long a bare `_search` of the same body takes, with nothing read, kept or explained.
    #[doc(hidden)]
    pub fn bare(&self) -> impl Fn(&dyn Engine, &str, &SearchOptions, MatchMode) -> Result<Duration, Error> {
        move |engine, typed, options, mode| {
            let Some(clause) = bare(engine, typed, options, mode) else { return Ok(Duration::ZERO) };
            let of_kind = |kind: Kind| self.corpus.positions(kind).len();
            let body = body(self.translator, &clause, options.sort, options.limit, &of_kind).to_string();
            let path = path(self.address.index(), "_search");
            let begun = Instant::now();
            self.server.send(&Method::POST, &path, body.as_bytes(), Limits::READING)?;
            Ok(begun.elapsed())
        }
    }

    /// Makes the engine ready.
    ///
    /// # Errors
    /// If the cluster cannot be asked.
    pub fn engine(&self, supply: &Supply) -> Result<Arc<dyn Engine>, Error> {
        let cutter = Cutter::new(&supply.dictionary_store, &supply.index_dir)?;
        let readings = index::readings(&self.server, self.address.index())?.words;
        let mut status = cutter.status();
        if document::analyser(&cutter) != self.meta.analyser {
            status.other_analyser = Some(format!(
                "the library in {} was cut by another analyser (shirube {}), so that some of it may not be found; install the same version and \
                 dictionary, or push again",
                self.address.index(),
                self.meta.version,
            ));
        }
        Ok(Arc::new(OpenSearchEngine {
            lexicon: cutter.lexicon(self.corpus(), readings),
            weights: cutter.weights,
            server: Arc::clone(&self.server),
            index: self.address.index().to_owned(),
            records: self.records.clone(),
            translator: self.translator,
            status,
            counts: Mutex::default(),
        }))
    }
}

/// Engine that asks an index of a cluster.
pub struct OpenSearchEngine {
    lexicon: Lexicon,
    weights: Weights,
    server: Arc<Server>,
    index: String,
    records: Records,
    translator: Translator,
    status: EngineStatus,
    /// Counts by question, and when they were made.
    counts: Mutex<HashMap<String, (usize, Instant)>>,
}

impl OpenSearchEngine {
    fn facets(&self, answer: &Value) -> Facets {
        let counts = |name: &str| -> HashMap<&str, usize> {
            let buckets = answer.pointer(&format!("/aggregations/{name}/buckets")).and_then(Value::as_array);
            let count = |bucket: &'_ Value| bucket.get("doc_count")?.as_u64().and_then(|count| usize::try_from(count).ok());
            buckets.into_iter().flatten().filter_map(|bucket| Some((bucket.get("key")?.as_str()?, count(bucket)?))).collect()
        };
        let corpus = &self.lexicon.corpus;
        let in_order = |name: &str, values: &mut dyn Iterator<Item = String>| -> Vec<(String, usize)> {
            let counts = counts(name);
            values.filter_map(|value| counts.get(value.as_str()).copied().map(|count| (value, count))).collect()
        };
        let ids = |kind: Kind| corpus.positions(kind).filter_map(|position| self.records.id(position));
        let codes = corpus.of_kind(Kind::Ministry).filter_map(Record::number).map(str::to_owned);
        Facets {
            kind: in_order("kind", &mut Kind::all().iter().map(|kind| kind.name().to_owned())),
            document: in_order("document", &mut ids(Kind::Document)),
            ministry: in_order("ministry", &mut { codes }),
            area: in_order("area", &mut ids(Kind::Area)),
        }
    }

    fn counted(&self) -> MutexGuard<'_, HashMap<String, (usize, Instant)>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns an error if records could not be fetched meanwhile.
    fn sound(&self) -> Result<(), Error> {
        self.lexicon.corpus.trouble().map_or(Ok(()), |why| Err(Error::failed(why)))
    }
}

fn path(index: &str, what: &str) -> String {
    format!("/{index}/{what}?search_type=dfs_query_then_fetch&allow_partial_search_results=false")
}

/// Returns the body of a search for the best records that meet a clause; `listed` says how many records of a kind there are to count by.
fn body(translator: Translator, clause: &Clause, sort: Sort, size: usize, listed: &dyn Fn(Kind) -> usize) -> Value {
    let asked = translator.query(clause, 1.0);
    let (asked, order) = match sort {
        Sort::Relevance => {
            let weighed = json!({ "function_score": {
                "query": asked,
                "field_value_factor": { "field": "factor", "missing": 1.0 },
                "boost_mode": "multiply",
            } });
            (weighed, json!([{ "_score": "desc" }, { "order": "asc" }]))
        }
        Sort::Document => (only(asked), json!([{ "order": "asc" }])),
        Sort::Amount => (only(asked), json!([{ "amount": { "order": "desc", "missing": "_last" } }, { "order": "asc" }])),
    };
    let counted = |field: &str, size: usize| json!({ "terms": { "field": field, "size": size.max(1) } });
    json!({
        "size": size,
        "query": asked,
        "sort": order,
        "_source": false,
        "docvalue_fields": ["id", "kind"],
        "track_total_hits": true,
        "aggs": {
            "kind": counted("kind", Kind::COUNT),
            "document": counted("documents", listed(Kind::Document)),
            "ministry": counted("ministries", listed(Kind::Ministry)),
            "area": counted("areas", listed(Kind::Area)),
        },
    })
}

/// Returns a query that finds the same and gives no score.
fn only(query: Value) -> Value {
    json!({ "bool": { "filter": [query] } })
}

fn total(answer: &Value) -> usize {
    answer.pointer("/hits/total/value").and_then(Value::as_u64).and_then(|total| usize::try_from(total).ok()).unwrap_or(0)
}

impl Engine for OpenSearchEngine {
    fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn weights(&self) -> &Weights {
        &self.weights
    }

    fn find(&self, clause: &Clause, sort: Sort, limit: usize) -> Result<Found, Error> {
        let mut body = body(self.translator, clause, sort, limit.min(WINDOW), &|kind| self.lexicon.corpus.positions(kind).len());
        let mut found = Found::default();
        loop {
            let answer = search(&self.server, &path(&self.index, "_search"), &body, Limits::READING)?;
            if found.hits.is_empty() {
                (found.total, found.facets) = (total(&answer), self.facets(&answer));
            }
            let hits = answer.pointer("/hits/hits").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for hit in hits {
                let id = value(hit, "id").and_then(Value::as_str).unwrap_or_default();
                let kind = value(hit, "kind").and_then(Value::as_str).and_then(Kind::from_name);
                let place = found.hits.len();
                // Without relevance the order is all that there is.
                let score = hit.get("_score").and_then(Value::as_f64).unwrap_or(-(place as f64)) as f32;
                found.hits.extend(self.records.met(id, kind).map(|position| Hit { position, score }));
            }
            let Some(last) = hits.last().and_then(|hit| hit.get("sort")).filter(|_| hits.len() == WINDOW && found.hits.len() < limit)
            else {
                break;
            };
            body["search_after"] = last.clone();
            body["size"] = json!((limit - found.hits.len()).min(WINDOW));
            if let Some(body) = body.as_object_mut() {
                body.remove("aggs");
            }
        }
        let shown: Vec<usize> = found.hits.iter().take(ON_SCREEN).map(|hit| hit.position).collect();
        self.lexicon.corpus.prepare(&shown);
        self.sound()?;
        Ok(found)
    }

    fn count(&self, clause: &Clause) -> Result<usize, Error> {
        let body = json!({ "size": 0, "query": only(self.translator.query(clause, 1.0)), "track_total_hits": true });
        let asked = body.to_string();
        let known = self.counted().get(&asked).filter(|(_, made)| made.elapsed() < COUNTED_FOR).map(|(count, _)| *count);
        if let Some(count) = known {
            return Ok(count);
        }
        let path = format!("/{}/_search?allow_partial_search_results=false", self.index);
        // Nobody waits for another's call.
        let count = total(&search(&self.server, &path, &body, Limits::READING)?);
        let mut counts = self.counted();
        if counts.len() >= COUNTS {
            counts.clear();
        }
        counts.insert(asked, (count, Instant::now()));
        Ok(count)
    }

    fn score(&self, clause: &Clause, position: usize) -> Result<Option<f32>, Error> {
        Ok(self.scores(std::slice::from_ref(clause), position)?.pop().flatten())
    }

    fn scores(&self, clauses: &[Clause], position: usize) -> Result<Vec<Option<f32>>, Error> {
        let Some(id) = self.records.id(position) else { return Ok(vec![None; clauses.len()]) };
        if clauses.is_empty() {
            return Ok(Vec::new());
        }
        let head = json!({ "index": self.index, "search_type": "dfs_query_then_fetch", "allow_partial_search_results": false });
        let lines: String = clauses
            .iter()
            .map(|clause| {
                let asked = json!({ "bool": { "must": [self.translator.query(clause, 1.0)], "filter": [{ "terms": { "ids": [id] } }] } });
                format!("{head}\n{}\n", json!({ "size": 1, "query": asked, "_source": false, "track_total_hits": false }))
            })
            .collect();
        let answer = self.server.send(&Method::POST, "/_msearch", lines.as_bytes(), Limits::READING)?;
        let answers = answer.get("responses").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let mut scores = Vec::with_capacity(clauses.len());
        for answer in answers {
            if answer.get("error").is_some() {
                let status = answer.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()).unwrap_or(500);
                return Err(refusal(self.server.url(), status, Some(answer), true).into());
            }
            index::whole(&self.server, answer)?;
            scores.push(answer.pointer("/hits/hits/0/_score").and_then(Value::as_f64).map(|score| score as f32));
        }
        Ok(scores)
    }

    fn status(&self) -> EngineStatus {
        self.status.clone()
    }
}

/// State of an index, as `shirube engine status` prints it.
#[derive(Debug, serde::Serialize)]
pub struct Status {
    /// Addresses of the servers.
    pub url: String,
    /// Product and version of the cluster.
    pub version: String,
    /// Name of the index.
    pub index: String,
    /// Number of records that are there; `None` if the index is not there.
    pub records: Option<usize>,
    /// Number of the analyser that cut them.
    pub analyser: Option<String>,
    /// True if they are the reader's library, cut by the reader's analyser.
    pub same: bool,
}

/// Returns the state of the index at an address, beside the reader's own library.
///
/// # Errors
/// If the cluster cannot be asked.
pub fn status(supply: &Supply, address: &Address, printed: document::Printed, stop: Arc<AtomicBool>) -> Result<Status, Error> {
    let server = Server::new(address, stop)?;
    let cluster = Cluster::ask(&server)?;
    let mut status = Status {
        url: address.to_string(),
        version: cluster.version,
        index: address.index().to_owned(),
        records: None,
        analyser: None,
        same: false,
    };
    let Some(meta) = index::meta_behind(&server, address.index())? else { return Ok(status) };
    let count = index::count(&server, address.index())?;
    let cutter = Cutter::new(&supply.dictionary_store, &supply.index_dir)?;
    let analyser = document::analyser(&cutter);
    let cut_alike = meta.analyser == analyser && meta.form == FORM;
    let own = cut_alike.then(|| super::push::library_hash(supply, &cutter, &analyser, printed));
    status.same = own.is_some_and(|(library, records)| meta.whole && meta.library == library && count == records);
    (status.records, status.analyser) = (Some(count), Some(meta.analyser));
    Ok(status)
}

/// Removes the library at an address; returns the names of the indexes that were removed.
///
/// # Errors
/// If the cluster cannot be asked, or the index was made by another program.
pub fn remove(address: &Address, stop: Arc<AtomicBool>) -> Result<Vec<String>, Error> {
    let server = Server::new(address, stop)?;
    Cluster::ask(&server)?;
    index::present(&server, address.index())?;
    let all = index::all(&server, address.index())?;
    for index in &all {
        index::remove(&server, index)?;
    }
    Ok(all)
}

/// Returns the names of the indexes of the library at an address.
///
/// # Errors
/// As for [`remove`].
pub fn indexes(address: &Address, stop: Arc<AtomicBool>) -> Result<Vec<String>, Error> {
    let server = Server::new(address, stop)?;
    Cluster::ask(&server)?;
    index::present(&server, address.index())?;
    Ok(index::all(&server, address.index())?)
}
