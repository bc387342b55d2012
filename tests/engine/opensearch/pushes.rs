//! Pushes: what is sent, what stands beside what, and that nothing is lost or there twice whatever is killed, full or forbidden.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use shirube::engine::{Engine, SearchOptions};

use super::{Reader, sections};
use crate::engine::ids;
use crate::engine::nodes::{Cluster, Program, cluster, java};
use crate::relevance::measure::DEPTH;
use crate::support::{Chance, corpus, stderr, stdout};

/// So many others write at the same time.
const FLOOD: usize = 24;
/// How often a push is killed.
const KILLS: usize = 10;

#[test]
fn pushed_twice_nothing_is_sent_and_what_changes_is_all_that_is() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "changes");
    reader.drop();
    assert_eq!(reader.engine(&["status"]).status.code(), Some(1), "there is nothing yet");
    let first = reader.push();
    assert!(first.contains(&format!(" {} sent", corpus().records().len())), "{first}");
    let status = reader.status();
    assert_eq!((&status["same"], &status["records"]), (&Value::Bool(true), &Value::from(corpus().records().len())), "{status}");
    let version = |cluster: &Cluster| cluster.get("/changes/_stats/indexing,refresh")["_all"]["primaries"].clone();
    let before = version(&cluster);
    assert!(reader.push().contains(" 0 sent (0 bytes), 0 removed"));
    assert_eq!(version(&cluster), before, "nothing is written, nothing is shown anew");
    // A paper comes in, with the originals where they are at hand; and goes again.
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    let paper = reader.home.dir.path().join("paper.txt");
    fs::write(&paper, "令和9年度 概算要求\n\n認知症研究開発事業　12億円\n感染症予防研究事業　3億円\n").unwrap();
    assert!(reader.home.run(&["import", paper.to_str().unwrap()]).status.success());
    assert_eq!(reader.status()["same"], false);
    let second = reader.push();
    let sent: usize = second.split("; ").nth(1).and_then(|sent| sent.split(' ').next()).and_then(|sent| sent.parse().ok()).unwrap();
    assert!(sent > 0 && sent < 60, "{second}");
    assert_eq!(reader.status()["same"], true);
    assert_eq!(reader.json(&["search", "認知症研究開発事業", "--format", "json"])["total"], {
        reader.home.json(&["search", "認知症研究開発事業", "--format", "json"])["total"].clone()
    });
    if sources.is_dir() {
        let files: Vec<String> = fs::read_dir(&sources).unwrap().map(|entry| entry.unwrap().path().display().to_string()).collect();
        let mut arguments = vec!["import"];
        arguments.extend(files.iter().map(String::as_str));
        assert!(reader.home.run(&arguments).status.success());
        reader.push();
        assert_eq!(reader.status()["same"], true);
        for id in ["plan3/project/4", "slides2/project/1"] {
            let original = ["show", id, "--original", "--format", "json"];
            assert_eq!(reader.json(&original), reader.home.json(&original), "{id}");
        }
    }
    assert!(reader.home.run(&["library", "remove", "paper"]).status.success());
    let third = reader.push();
    assert!(!third.contains(" 0 removed"), "{third}");
    assert_eq!(reader.status()["same"], true);
    reader.drop();
}

#[test]
fn two_libraries_keep_apart_and_one_is_dropped_only_when_it_is_said() {
    let Some(cluster) = cluster() else { return };
    let (one, other) = (Reader::new(&cluster, "apart"), Reader::new(&cluster, "apart-2"));
    let (corpus, larger) = (sections(20, 0), sections(30, 0));
    assert!(one.push_of(corpus.path()).status().unwrap().success());
    assert!(other.push_of(larger.path()).status().unwrap().success());
    assert_eq!((&one.status()["records"], &other.status()["records"]), (&Value::from(21), &Value::from(31)));
    let asked = one.engine(&["drop"]);
    assert!(asked.status.code() == Some(2) && stderr(&asked).contains("--yes"), "{}", stderr(&asked));
    assert_eq!(one.status()["records"], 21);
    let dropped = one.engine(&["drop", "--yes"]);
    assert!(dropped.status.success() && stdout(&dropped).lines().count() == 1, "{}", stdout(&dropped));
    assert_eq!(one.status()["records"], Value::Null);
    assert_eq!(other.status()["records"], 31, "the other is as it was");
    assert_eq!(one.engine(&["drop", "--yes"]).status.code(), Some(1));
    // What others have made is left as it is.
    cluster.ask("PUT", "/apart", "{}");
    for arguments in [&["push"][..], &["status"], &["drop", "--yes"]] {
        let told = one.engine(arguments);
        assert!(told.status.code() == Some(2) && stderr(&told).contains("not made by shirube"), "{arguments:?}: {}", stderr(&told));
    }
    let told = one.command(&["search", "感染症"]).output().unwrap();
    assert!(told.status.code() == Some(2) && stderr(&told).contains("not made by shirube"), "{}", stderr(&told));
    cluster.ask("DELETE", "/apart", "");
    other.drop();
}

#[test]
fn an_index_of_another_analyser_stands_beside_the_old_one_until_it_is_whole() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "analysers");
    reader.drop();
    let corpus = sections(1_500, 0);
    assert!(reader.push_of(corpus.path()).status().unwrap().success());
    let total = || reader.json(&["search", "感染症", "--format", "json", "--limit", "1"])["total"].clone();
    let whole = total();
    assert_eq!(whole, 1_500);
    let first = reader.status()["analyser"].clone();
    // Somebody without a dictionary pushes.
    let empty = tempfile::tempdir().unwrap();
    let mut push = reader.push_of(corpus.path()).env("SHIRUBE_DICTIONARY", empty.path()).stdout(Stdio::null()).spawn().unwrap();
    let mut looked = 0;
    while push.try_wait().unwrap().is_none() {
        assert_eq!(total(), whole, "half of the new index is seen");
        looked += 1;
    }
    assert!(push.wait().unwrap().success() && looked > 0);
    assert_ne!(reader.status()["analyser"], first);
    let told = reader.command(&["search", "感染症", "--limit", "1"]).output().unwrap();
    assert!(told.status.success() && stderr(&told).contains("another analyser"), "{}", stderr(&told));
    let names = cluster.get("/_cat/indices/analysers-*?format=json");
    assert_eq!(names.as_array().map(Vec::len), Some(1), "the old one is gone: {names}");
    reader.drop();
}

#[test]
fn a_full_queue_is_waited_for_and_nothing_is_lost() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "queue");
    reader.drop();
    let corpus = sections(800, 0);
    // One shard on every node, so that the queue of every node is full.
    cluster.ask("PUT", "/flood", "{\"settings\":{\"index\":{\"number_of_shards\":3,\"number_of_replicas\":0}}}");
    let (stop, refused) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let lines = format!("{{\"index\":{{}}}}\n{{\"text\":\"{}\"}}\n", "x ".repeat(2_000)).repeat(60);
        for _ in 0..FLOOD {
            let (cluster, stop, refused, lines) = (&cluster, &stop, &refused, lines.clone());
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let answer = cluster.ask("POST", "/flood/_bulk", &lines);
                    let full = |item: &Value| item["index"]["status"] == 429;
                    let count = answer["items"].as_array().map_or(0, |items| items.iter().filter(|item| full(item)).count());
                    refused.fetch_add(count + usize::from(answer["status"] == 429), Ordering::Relaxed);
                }
            });
        }
        let begun = Instant::now();
        while refused.load(Ordering::Relaxed) == 0 && begun.elapsed() < Duration::from_secs(60) {
            thread::sleep(Duration::from_millis(10));
        }
        let pushed = reader.push_of(corpus.path()).output().unwrap();
        stop.store(true, Ordering::Relaxed);
        assert!(pushed.status.success(), "{}", stderr(&pushed));
    });
    cluster.ask("DELETE", "/flood", "");
    assert!(refused.load(Ordering::Relaxed) > 0, "the queue was never full");
    assert_eq!(reader.status()["records"], 801);
    reader.drop();
}

#[test]
fn a_node_that_is_killed_during_a_push_or_a_search_is_not_noticed() {
    let Some(mut cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "killed");
    reader.drop();
    let corpus = sections(2_500, 0);
    let begun = Instant::now();
    assert!(reader.push_of(corpus.path()).status().unwrap().success());
    let takes = begun.elapsed();
    let wish = SearchOptions::best(DEPTH);
    let found = |engine: &dyn Engine| {
        let answer = engine.search("感染症17", &wish).unwrap();
        (answer.total, ids(engine, &answer))
    };
    let engine = reader.open();
    let before = found(&*engine);
    // During a search: the node that is asked first, and after it has come back another one.
    for number in [0, 1] {
        cluster.kill(number);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(4) {
            assert_eq!(found(&*engine), before);
        }
        cluster.mend();
    }
    // During a push of something else to the same place.
    let changed = sections(2_500, 2_000);
    for number in [0, 2] {
        let corpus = if number == 0 { changed.path() } else { corpus.path() };
        let mut push = reader.push_of(corpus).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        thread::sleep(takes / 4);
        cluster.kill(number);
        let status = push.wait().unwrap();
        let mut said = String::new();
        push.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(status.success() && said.is_empty(), "{said}");
        let told =
            reader.home.run(&["engine", "status", &reader.url, "--engine-index", reader.index, "--corpus", corpus.to_str().unwrap()]);
        let told: Value = serde_json::from_slice(&told.stdout).unwrap();
        assert_eq!((&told["same"], &told["records"]), (&Value::Bool(true), &Value::from(2_501)), "{told}");
        cluster.mend();
    }
    assert_eq!(found(&*reader.open()).1.len(), before.1.len());
    reader.drop();
}

#[test]
fn a_push_killed_ten_times_ends_with_the_same_index() {
    let Some(cluster) = cluster() else { return };
    let (whole, broken) = (Reader::new(&cluster, "pushed-once"), Reader::new(&cluster, "pushed-often"));
    whole.drop();
    broken.drop();
    let corpus = sections(2_500, 0);
    let begun = Instant::now();
    assert!(whole.push_of(corpus.path()).status().unwrap().success());
    let takes = begun.elapsed();
    let mut chance = Chance::new();
    let (mut killed, mut missed) = (0, 0);
    while killed < KILLS {
        let mut push = broken.push_of(corpus.path()).stdout(Stdio::null()).spawn().unwrap();
        thread::sleep(takes.mul_f64(chance.below(1_000) as f64 / 1_400.0));
        let ended = push.try_wait().unwrap().is_some();
        push.kill().unwrap();
        push.wait().unwrap();
        if ended {
            // All of it was there: from the beginning again.
            missed += 1;
            assert!(missed < 100, "it ends at once");
            broken.drop();
        } else {
            killed += 1;
        }
    }
    println!("{KILLS} kills; {missed} more came too late");
    let last = broken.push_of(corpus.path()).output().unwrap();
    assert!(last.status.success(), "{}", stderr(&last));
    let held = |reader: &Reader| {
        let index = reader.index;
        cluster.ask("POST", &format!("/{index}/_refresh"), "");
        let body = "{\"size\":10000,\"sort\":[\"order\"],\"_source\":[\"packed\",\"type\"],\"docvalue_fields\":[\"id\",\"content\"],\
                    \"query\":{\"term\":{\"type\":\"record\"}}}";
        let answer = cluster.ask("POST", &format!("/{index}/_search"), body);
        let hits = answer["hits"]["hits"].as_array().cloned().unwrap_or_default();
        let readings = cluster.ask("POST", &format!("/{index}/_search"), "{\"size\":100,\"query\":{\"term\":{\"type\":\"readings\"}}}");
        let all: Vec<Value> = hits.iter().map(|hit| serde_json::json!([hit["_id"], hit["fields"], hit["_source"]])).collect();
        (all, readings["hits"]["hits"].as_array().map_or(0, Vec::len) > 0)
    };
    let (once, often) = (held(&whole), held(&broken));
    assert_eq!(once.0.len(), 2_501);
    assert!(once == often, "{} and {} documents, or other ones", once.0.len(), often.0.len());
    for query in ["感染症17", "kansenshou", "治験"] {
        let search = ["search", query, "--format", "json", "--limit", "10"];
        let of = |reader: &Reader| reader.json(&search);
        assert_eq!((&of(&whole)["total"], &of(&whole)["facets"]), (&of(&broken)["total"], &of(&broken)["facets"]), "{query}");
    }
    whole.drop();
    broken.drop();
}

#[test]
fn passwords_keys_and_certificates_are_checked_and_never_shown() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "secrets");
    let corpus = sections(20, 0);
    let proxy = |keystore: &str| {
        let mut command = java(cluster.folder(), "Proxy", "-Xmx128m");
        command.args(["0", &cluster.node(0), "--user", "reader:geheim", "--api-key", "schluessel"]);
        command.arg("--keystore").arg(cluster.folder().join(keystore)).args(["--password", "shirube"]);
        Program::start(&mut command)
    };
    let port = |program: &Program| program.said.split(' ').nth(1).unwrap().to_owned();
    let (right, wrong) = (proxy("server.p12"), proxy("wrong-name.p12"));
    let (authority, other) = (cluster.folder().join("ca.pem"), cluster.folder().join("other-ca.pem"));
    let push = |port: &str, variables: &[(&str, &str)], authority: Option<&Path>| {
        let url = format!("https://127.0.0.1:{port}");
        let corpus = corpus.path().to_str().unwrap();
        let mut command = reader.home.command(&["engine", "push", &url, "--engine-index", reader.index, "--corpus", corpus]);
        command.envs(variables.iter().copied());
        if let Some(authority) = authority {
            command.env("SHIRUBE_ENGINE_CA", authority);
        }
        let output = command.output().unwrap();
        let said = format!("{}{}", stdout(&output), stderr(&output));
        for secret in ["geheim", "schluessel", "verraten"] {
            assert!(!said.contains(secret), "{said}");
        }
        (output.status.code(), said)
    };
    let (user, password, key) = ("SHIRUBE_ENGINE_USER", "SHIRUBE_ENGINE_PASSWORD", "SHIRUBE_ENGINE_API_KEY");
    let good = [(user, "reader"), (password, "geheim")];
    let (status, said) = push(&port(&right), &good, Some(&authority));
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(push(&port(&right), &[(key, "schluessel")], Some(&authority)).0, Some(0));
    for (port, variables, authority, word) in [
        (port(&right), &[(user, "reader"), (password, "verraten")][..], Some(&*authority), "not accepted"),
        (port(&right), &[(key, "verraten")], Some(&authority), "not accepted"),
        (port(&right), &[], Some(&authority), "asks for credentials"),
        (port(&right), &[(user, "reader")], Some(&authority), "belong together"),
        (port(&right), &good, None, "not trusted"),
        (port(&right), &good, Some(&other), "not trusted"),
        (port(&wrong), &good, Some(&authority), "not trusted"),
        (port(&right), &good, Some(Path::new("/no/such/file")), "cannot read"),
        (port(&right), &good, Some(Path::new("/dev/null")), "no certificate"),
    ] {
        let (status, said) = push(&port, variables, authority);
        assert!(status == Some(2) && said.contains(word), "{word}: {said}");
    }
    reader.drop();
}
