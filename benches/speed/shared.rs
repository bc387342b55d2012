//! A library on a cluster: a keystroke over the network beside the engine on the disk and beside a bare `_search` of the same body, a push
//! beside a bare `_bulk` of the same lines, and what the explorer holds of a library that it has not. Three nodes on this machine.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shirube::engine::opensearch::{self, Address, Layout, Shared};
use shirube::engine::{Engine, SearchOptions, Supply};
use shirube::model::{Corpus, Record};

use super::explorer;
use super::index::{TYPED, opened};
use super::nodes::Cluster;
use super::place::{self, Place};
use super::table::{Row, Table};

/// Rounds over everything that is typed, after one that warms the caches.
const ROUNDS: usize = 2;

/// Starts the cluster; `None`, and a word, where it cannot be had.
pub fn cluster() -> Option<Cluster> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/cluster");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/cluster");
    if !Command::new(script).arg(&folder).status().is_ok_and(|status| status.success()) {
        eprintln!("  no Java and Maven: a library on a cluster is left out of the table");
        return None;
    }
    Some(Cluster::start(&folder, &[]))
}

fn printed(_: &Corpus, record: &Record) -> (serde_json::Value, serde_json::Value) {
    (serde_json::to_value(record).unwrap_or_default(), serde_json::Value::Null)
}

/// A size on the cluster.
pub fn measure(cluster: &Cluster, place: &Place, times: &str, table: &mut Table) {
    let (corpus, store) = opened(place);
    let supply = Supply { corpus, corpus_hash: 1, index_dir: place.index(), dictionary_store: place::dictionary() };
    let name = format!("bench-{times}");
    let address = Address::new(&cluster.url(), &name).unwrap();
    let layout = Layout { shards: Some(2), replicas: Some(0) };
    let begun = Instant::now();
    let pushed = opensearch::push(&supply, &address, layout, printed, &mut |_| {}, Arc::default()).unwrap();
    let took = begun.elapsed();
    let rate = |bytes: usize, time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let bare = bare_bulk(cluster, &supply, &format!("{name}-bare"));
    table.add(Row::new(times, "push, JSON a second", rate(pushed.bytes, took), "MB").peer("bare _bulk", Some(bare), |_| true));
    let stats = cluster.get(&format!("/{name}/_stats/store,docs"));
    let bytes = stats["_all"]["primaries"]["store"]["size_in_bytes"].as_f64().unwrap_or(0.0);
    table.add(Row::new(times, "a record in the index", bytes / 1e3 / pushed.records.max(1) as f64, "kB"));
    let begun = Instant::now();
    let again = opensearch::push(&supply, &address, layout, printed, &mut |_| {}, Arc::default()).unwrap();
    assert_eq!(again.sent, 0);
    table.add(Row::new(times, "push of what is there already", begun.elapsed().as_secs_f64(), "s"));

    let own = store.open(&mut |_| {}).unwrap().engine;
    let shared = Shared::find(&address, Arc::default()).unwrap();
    let reader = Supply { corpus: shared.corpus(), ..supply };
    let engine = shared.engine(&reader).unwrap();
    let bare = shared.bare();
    let (mut there, mut here, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        for typed in TYPED {
            for count in 1..=typed.chars().count() {
                let prefix: String = typed.chars().take(count).collect();
                let wish = SearchOptions::best(200);
                let begun = Instant::now();
                let answer = engine.search(&prefix, &wish).unwrap();
                let time = begun.elapsed();
                let begun = Instant::now();
                own.search(&prefix, &wish).unwrap();
                let own_time = begun.elapsed();
                if round > 0 {
                    there.push(time);
                    here.push(own_time);
                    alone.push(bare(&*engine, &prefix, &wish, answer.mode).unwrap());
                }
            }
        }
    }
    for times in [&mut there, &mut here, &mut alone] {
        times.sort_unstable();
    }
    let at = |times: &[Duration], share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    for (what, share) in [("a keystroke over the network, p50", 0.5), ("a keystroke over the network, p99", 0.99)] {
        let ours = at(&there, share);
        table.add(Row::new(times, what, ours, "ms").peer("bare _search", Some(at(&alone, share)), |_| true));
        table.add(Row::new(times, what, ours, "ms").peer("the engine on the disk", Some(at(&here, share)), |_| true));
    }
    let mut command = place.reader();
    command.args(["--engine", &cluster.url(), "--engine-index", &name]);
    let memory = explorer::memory(command, "第3期計画", "/", "感染症");
    table.add(Row::new(times, "explorer of a library elsewhere", memory.resident, "MB"));
    table.add(Row::new(times, "of it not backed by files", memory.anonymous, "MB"));
    cluster.ask("DELETE", &format!("/{name}-*"), "");
}

/// The rate at which the same lines go into an index of the same form with nothing cut meanwhile, two calls at a time.
fn bare_bulk(cluster: &Cluster, supply: &Supply, name: &str) -> f64 {
    let mut bodies: Vec<String> = Vec::new();
    opensearch::bulk_bodies(supply, printed, &mut |body| bodies.push(body)).unwrap();
    cluster.ask("PUT", &format!("/{name}"), &opensearch::index_body(2, 0).to_string());
    let bytes: usize = bodies.iter().map(String::len).sum();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for part in 0..2 {
            let bodies = &bodies;
            scope.spawn(move || {
                for body in bodies.iter().skip(part).step_by(2) {
                    let answer = cluster.ask("POST", &format!("/{name}/_bulk"), body);
                    assert_eq!(answer["errors"], false, "{answer}");
                }
            });
        }
    });
    cluster.ask("POST", &format!("/{name}/_refresh"), "");
    let rate = bytes as f64 / 1e6 / begun.elapsed().as_secs_f64();
    cluster.ask("DELETE", &format!("/{name}"), "");
    rate
}
