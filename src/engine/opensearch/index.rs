//! What is on a cluster: its version, the indexes of a library, what they say of themselves, and what they hold.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::http::Method;

use super::document::{LINEAGE, READINGS};
use super::failure::Failure;
use super::parcel::{is_clean, unpacked};
use super::server::{Limits, Server, shown};
use super::translate::{self, Translator};
use crate::analysis::Readings;
use crate::model::LineageEdge;
use crate::text::clean::is_suspect;

/// Number of documents that are asked for at a time.
const PAGE: usize = 5_000;
/// First version of OpenSearch, and of Elasticsearch, that is known to have what is needed.
const OPENSEARCH: u32 = 2;
const ELASTICSEARCH: u32 = 8;

/// Number of the form in which this program packs records.
pub(super) const FORM: &str = env!("SHIRUBE_RECORDS");

/// A cluster.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    /// Product and version, as they are shown.
    pub version: String,
    /// Translator of clauses for it.
    pub translator: Translator,
}

impl Cluster {
    /// Asks who answers at an address.
    ///
    /// # Errors
    /// If nobody answers, or it is another product.
    pub fn ask(server: &Server) -> Result<Self, Failure> {
        let answer = server.call(&Method::GET, "/", &Value::Null, Limits::READING)?;
        let version = version(server.url(), &answer)?;
        // From 3.0 on, OpenSearch leaves BM25's constant k1 + 1 out; Elasticsearch does not.
        let (product, number) = version.split_once(' ').unwrap_or_default();
        let bm25 = if product == "opensearch" && major(number) >= 3 { 2.2 } else { 1.0 };
        Ok(Self { version, translator: Translator { bm25 } })
    }

    /// Returns the number of nodes that hold data.
    pub fn data_nodes(server: &Server) -> Result<u64, Failure> {
        let health = server.call(&Method::GET, "/_cluster/health", &Value::Null, Limits::READING)?;
        Ok(health.get("number_of_data_nodes").and_then(Value::as_u64).unwrap_or(1))
    }
}

/// Returns the first part of a version.
fn major(number: &str) -> u32 {
    number.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0)
}

/// Returns product and version by what a server says of itself.
fn version(url: &str, answer: &Value) -> Result<String, Failure> {
    let text = |path: &str| answer.pointer(path).and_then(Value::as_str).map(shown);
    let Some(number) = text("/version/number") else {
        return Err(Failure::Unfit(format!("{url} is neither OpenSearch nor Elasticsearch: it does not say which version it is")));
    };
    let product = text("/version/distribution").unwrap_or_else(|| "elasticsearch".to_owned());
    let major = major(&number);
    if product == "elasticsearch" && answer.get("tagline").is_none() {
        let what = "it may be Quickwit, which has no aliases and cannot replace documents";
        return Err(Failure::Unfit(format!("{url} answers like Elasticsearch {number} and is not: {what}")));
    }
    let least = match product.as_str() {
        "opensearch" => OPENSEARCH,
        "elasticsearch" => ELASTICSEARCH,
        other => return Err(Failure::Unfit(format!("{url} is {other} {number}; OpenSearch is wanted, or Elasticsearch"))),
    };
    if major < least {
        return Err(Failure::Unfit(format!("{url} is {product} {number}; version {least} or newer is wanted")));
    }
    Ok(format!("{product} {number}"))
}

/// What an index says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Meta {
    /// Number of the analyser that cut its terms.
    pub analyser: String,
    /// Version of the program that made it.
    pub version: String,
    /// Number of the form in which records are packed.
    pub form: String,
    /// True if a push has been completed and none has begun since.
    pub whole: bool,
    /// Number of records.
    pub records: usize,
    /// Hash of all records.
    pub library: String,
    /// Hash of the lineage.
    pub lineage: String,
}

impl Meta {
    /// Creates what an index says that is made now.
    pub fn new(analyser: &str) -> Self {
        Self { analyser: analyser.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), form: FORM.to_owned(), ..Self::default() }
    }

    /// Returns it as it is kept in the index.
    pub fn json(&self) -> Value {
        json!({ "shirube": {
            "analyser": self.analyser,
            "version": self.version,
            "form": self.form,
            "whole": self.whole,
            "records": self.records,
            "library": self.library,
            "lineage": self.lineage,
        } })
    }

    fn read(meta: &Value) -> Option<Self> {
        let ours = meta.get("shirube")?;
        let text = |name: &str| ours.get(name).and_then(Value::as_str).map(shown);
        Some(Self {
            analyser: text("analyser")?,
            version: text("version").unwrap_or_default(),
            form: text("form").unwrap_or_default(),
            whole: ours.get("whole").and_then(Value::as_bool).unwrap_or(false),
            records: ours.get("records").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok()).unwrap_or(0),
            library: text("library").unwrap_or_default(),
            lineage: text("lineage").unwrap_or_default(),
        })
    }
}

/// Returns the name of the index behind an alias that holds what an analyser has cut.
pub(super) fn name(alias: &str, analyser: &str) -> String {
    format!("{alias}-{analyser}")
}

/// Returns the name of the index to which an alias leads; `None` if there is no such alias.
///
/// # Errors
/// If the name is that of an index that another program has made.
pub(super) fn present(server: &Server, alias: &str) -> Result<Option<String>, Failure> {
    let Some(answer) = found(server.call(&Method::GET, &format!("/{alias}/_alias"), &Value::Null, Limits::READING))? else {
        return Ok(None);
    };
    let names: Vec<&String> = answer.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    match names.as_slice() {
        [] => Ok(None),
        [only] if only.as_str() == alias => Err(foreign(alias)),
        [only] => Ok(Some((*only).clone())),
        several => Err(Failure::Foreign(format!("{alias} is an alias of {} indexes; --engine-index names another", several.len()))),
    }
}

fn foreign(index: &str) -> Failure {
    Failure::Foreign(format!("the index {index} was not made by shirube, which leaves it as it is; --engine-index names another"))
}

/// Returns what the index behind an alias says of itself; `None` if there is none.
///
/// # Errors
/// If the name is that of an index that another program has made.
pub(super) fn meta_behind(server: &Server, alias: &str) -> Result<Option<Meta>, Failure> {
    Ok(match named_meta(server, alias)? {
        Some((name, _)) if name == alias => return Err(foreign(alias)),
        found => found.map(|(_, meta)| meta),
    })
}

/// Returns what an index says of itself, by its own name; `None` if there is none.
///
/// # Errors
/// If it is an index that another program has made.
pub(super) fn meta(server: &Server, index: &str) -> Result<Option<Meta>, Failure> {
    Ok(named_meta(server, index)?.map(|(_, meta)| meta))
}

/// Returns the name of an index, which an alias may stand for, and what it says of itself.
fn named_meta(server: &Server, index: &str) -> Result<Option<(String, Meta)>, Failure> {
    let Some(answer) = found(server.call(&Method::GET, &format!("/{index}/_mapping"), &Value::Null, Limits::READING))? else {
        return Ok(None);
    };
    let Some((name, of_index)) = answer.as_object().and_then(|indexes| indexes.iter().next()) else { return Ok(None) };
    let meta = of_index.pointer("/mappings/_meta").and_then(Meta::read);
    meta.map(|meta| Some((name.clone(), meta))).ok_or_else(|| foreign(index))
}

/// Turns an index that is not there into nothing.
fn found(answer: Result<Value, Failure>) -> Result<Option<Value>, Failure> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(Failure::NoIndex { .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Writes what an index says of itself.
pub(super) fn write_meta(server: &Server, index: &str, meta: &Meta) -> Result<(), Failure> {
    server.call(&Method::PUT, &format!("/{index}/_mapping"), &json!({ "_meta": meta.json() }), Limits::WRITING).map(drop)
}

/// Makes an alias lead to one index and to no other, in one step.
pub(super) fn swap(server: &Server, alias: &str, index: &str) -> Result<(), Failure> {
    let mut actions = vec![json!({ "add": { "index": index, "alias": alias } })];
    if let Some(former) = present(server, alias)?.filter(|former| former != index) {
        actions.push(json!({ "remove": { "index": former, "alias": alias } }));
    }
    server.call(&Method::POST, "/_aliases", &json!({ "actions": actions }), Limits::WRITING).map(drop)
}

/// Returns the names of all indexes of a library: those that pushes have made under its name.
pub(super) fn all(server: &Server, alias: &str) -> Result<Vec<String>, Failure> {
    let path = format!("/{alias}-*/_mapping?expand_wildcards=open,closed");
    let Some(answer) = found(server.call(&Method::GET, &path, &Value::Null, Limits::READING))? else { return Ok(Vec::new()) };
    let ours = |(name, of_index): (&String, &Value)| {
        let meta = of_index.pointer("/mappings/_meta").and_then(Meta::read)?;
        // Another library's name may begin with this one's.
        (*name == self::name(alias, &meta.analyser)).then(|| name.clone())
    };
    Ok(answer.as_object().into_iter().flatten().filter_map(ours).collect())
}

/// Removes the other indexes of a library.
pub(super) fn forget_others(server: &Server, alias: &str, index: &str) -> Result<(), Failure> {
    for other in all(server, alias)?.into_iter().filter(|other| other != index) {
        remove(server, &other)?;
    }
    Ok(())
}

/// Removes an index.
pub(super) fn remove(server: &Server, index: &str) -> Result<(), Failure> {
    found(server.call(&Method::DELETE, &format!("/{index}"), &Value::Null, Limits::WRITING)).map(drop)
}

/// Waits for every shard to have its copies, but not for long: one may have nowhere to go.
pub(super) fn settle(server: &Server, index: &str) -> Result<(), Failure> {
    let path = format!("/_cluster/health/{index}?wait_for_status=green&timeout=20s");
    match server.call(&Method::GET, &path, &Value::Null, Limits { patience: Duration::ZERO, ..Limits::WRITING }) {
        // The answer to a wait in vain is 408.
        Err(Failure::Answer { status: 408, .. }) => Ok(()),
        other => other.map(drop),
    }
}

/// Returns the number of records in an index.
pub(super) fn count(server: &Server, index: &str) -> Result<usize, Failure> {
    let answer = search(server, &format!("/{index}/_count"), &json!({ "query": translate::records() }), Limits::WRITING)?;
    let count = answer.get("count").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
    count.ok_or_else(|| Failure::Unfit(format!("{} does not count as an engine does", server.url())))
}

/// Returns an error if an answer is only that of some shards: an unassigned one is not counted as failed.
pub(super) fn whole(server: &Server, answer: &Value) -> Result<(), Failure> {
    let count = |name: &str| answer.pointer(&format!("/_shards/{name}")).and_then(Value::as_u64).unwrap_or(0);
    let timed_out = answer.get("timed_out").and_then(Value::as_bool).unwrap_or(false);
    let silent = count("total").saturating_sub(count("successful")).max(count("failed"));
    if silent == 0 && !timed_out {
        return Ok(());
    }
    Err(Failure::Busy {
        url: server.url().to_owned(),
        status: 503,
        reason: format!("{silent} of {} shards did not answer", count("total")),
    })
}

/// Calls a search that a part of the index does not answer again, as long as the limits allow.
pub(super) fn search(server: &Server, path: &str, body: &Value, limits: Limits) -> Result<Value, Failure> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(50);
    loop {
        let answer = server.call(&Method::POST, path, body, limits)?;
        match whole(server, &answer) {
            Ok(()) => return Ok(answer),
            Err(failure) if begun.elapsed() + pause >= limits.patience => return Err(failure),
            Err(_) => server.wait(pause)?,
        }
        pause *= 2;
    }
}

/// Documents that are gone through, and what of each is wanted.
pub(super) struct Scan<'s> {
    /// Query for the documents.
    pub query: Value,
    /// Field of which every document has one value, by which they are sorted.
    pub sort: &'static str,
    /// Fields that are wanted.
    pub fields: &'s [&'static str],
    /// Part of the source that is wanted.
    pub source: Value,
}

/// Goes through documents of an index, page by page.
pub(super) fn scan(
    server: &Server,
    index: &str,
    scan: &Scan,
    limits: Limits,
    take: &mut dyn FnMut(&Value) -> Option<()>,
) -> Result<(), Failure> {
    let path = format!("/{index}/_search?allow_partial_search_results=false");
    let mut after = Value::Null;
    loop {
        let mut body = json!({
            "size": PAGE,
            "query": scan.query,
            "sort": [{ scan.sort: "asc" }],
            "_source": scan.source,
            "docvalue_fields": scan.fields,
            "track_total_hits": false,
        });
        if !after.is_null() {
            body["search_after"] = after;
        }
        let answer = search(server, &path, &body, limits)?;
        let hits = answer.pointer("/hits/hits").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for hit in hits {
            let unfit = || Failure::Foreign(format!("the index {index} holds a document that is not as shirube writes them"));
            take(hit).ok_or_else(unfit)?;
        }
        match hits.last().and_then(|hit| hit.get("sort")) {
            Some(last) if hits.len() == PAGE => after = last.clone(),
            _ => return Ok(()),
        }
    }
}

/// Returns the first value of a field of a hit.
pub(super) fn value<'h>(hit: &'h Value, field: &str) -> Option<&'h Value> {
    hit.get("fields")?.get(field)?.get(0)
}

/// Returns the content's hash and the number in the reading order of every record of an index, by id.
pub(super) fn contents(server: &Server, index: &str) -> Result<HashMap<String, (String, u64)>, Failure> {
    let mut contents = HashMap::new();
    let all = Scan { query: translate::records(), sort: "id", fields: &["id", "content", "order"], source: json!(false) };
    scan(server, index, &all, Limits::WRITING, &mut |hit| {
        let text = |name: &str| value(hit, name).and_then(Value::as_str).map(str::to_owned);
        contents.insert(text("id")?, (text("content")?, value(hit, "order")?.as_u64()?));
        Some(())
    })?;
    Ok(contents)
}

/// Readings of an index.
#[derive(Default)]
pub(super) struct IndexReadings {
    pub words: Readings,
    /// Ids of the documents that hold them.
    pub ids: Vec<String>,
}

/// Returns the readings of the words of an index.
pub(super) fn readings(server: &Server, index: &str) -> Result<IndexReadings, Failure> {
    let (mut text, mut ids) = (String::new(), Vec::new());
    let all = Scan { query: json!({ "term": { "type": READINGS } }), sort: "id", fields: &[], source: json!(["packed"]) };
    scan(server, index, &all, Limits::WRITING, &mut |hit| {
        ids.push(hit.get("_id")?.as_str()?.to_owned());
        text.push_str(&unpacked::<String>(hit.pointer("/_source/packed")?.as_str()?)?);
        Some(())
    })?;
    // A word is shown where a reading is taken for it.
    let text: String =
        text.split_inclusive('\n').filter(|line| !line.trim_end_matches('\n').replace('\t', "").chars().any(is_suspect)).collect();
    Ok(IndexReadings { words: Readings::of_text(&text), ids })
}

/// Returns the lineage that an index holds; `None` if it cannot be read.
pub(super) fn lineage(server: &Server, index: &str) -> Result<Option<Vec<LineageEdge>>, Failure> {
    let body = json!({ "size": 1, "query": { "term": { "type": LINEAGE } }, "_source": ["packed"] });
    let answer = search(server, &format!("/{index}/_search?allow_partial_search_results=false"), &body, Limits::READING)?;
    Ok(answer
        .pointer("/hits/hits/0/_source/packed")
        .and_then(Value::as_str)
        .and_then(unpacked)
        .filter(|lineage: &Vec<LineageEdge>| serde_json::to_value(lineage).is_ok_and(|lineage| is_clean(&lineage))))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn who_answers_is_known_by_what_it_says() {
        let said = |answer: Value| version("http://a", &answer);
        let opensearch = json!({ "version": { "distribution": "opensearch", "number": "2.19.1" }, "tagline": "The OpenSearch Project" });
        assert_eq!(said(opensearch).unwrap(), "opensearch 2.19.1");
        let elastic = json!({ "version": { "number": "8.17.0" }, "tagline": "You Know, for Search" });
        assert_eq!(said(elastic).unwrap(), "elasticsearch 8.17.0");
        let quickwit = json!({ "version": { "number": "7.17.0", "distribution": "quickwit" } });
        let others = [
            quickwit,
            json!({ "version": { "number": "1.3.0", "distribution": "opensearch" }, "tagline": "" }),
            json!({ "version": { "number": "8.0.0" } }),
            json!({}),
            json!([1]),
            Value::Null,
        ];
        for other in others {
            assert!(matches!(said(other.clone()), Err(Failure::Unfit(_))), "{other}");
        }
    }

    #[test]
    fn what_an_index_says_is_read_as_it_was_written() {
        let meta = Meta { records: 3, whole: true, library: "ab".to_owned(), lineage: "cd".to_owned(), ..Meta::new("0123") };
        assert_eq!(Meta::read(&meta.json()), Some(meta));
        assert_eq!(Meta::read(&json!({ "other": 1 })), None);
    }
}
