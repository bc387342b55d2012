//! A library on a real cluster: pushed, found again as on the reader's own disk, and not lost whatever happens to nodes and pushes. Where
//! there is no Java these tests are skipped, and say so; `make engine-test` runs them.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use shirube::engine::opensearch::{Address, Shared};
use shirube::engine::{Answer, Engine, SearchOptions, Sort, Supply};
use shirube::model::Id;

use super::nodes::{Cluster, NODES, Program, cluster, java};
use crate::relevance::measure::{DEPTH, Means, questions};
use crate::session::{Session, Setup};
use crate::support::{Chance, Home, corpus, dictionary_store, engine, kept, stderr, stdout};

/// Of the first ten records so many are the same, in the mean over all questions.
const IN_COMMON: f64 = 9.5;
/// So far the two may be from each other in nDCG.
const APART: f64 = 0.005;

/// So many others write at the same time.
const FLOOD: usize = 24;
/// How often a push is killed.
const KILLS: usize = 10;

/// A library on a cluster, and the home of who reads it.
struct Reader {
    home: Home,
    url: String,
    index: &'static str,
}

/// A corpus of one document with so many sections; those before `changed` say something else than they would.
fn sections(count: usize, changed: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let section = |number: usize| {
        let said = if number < changed { "改めた話" } else { "治験の話" };
        let text = format!("{said}{number}：感染症に備えた研究開発の体制を整え、医薬品の実用化を進める。").repeat(4);
        format!("[[section]]\nid = \"d/section/{number}\"\ntitle = \"感染症{number}\"\ntext = \"{text}\"\npage = {number}\n")
    };
    let document = "[[document]]\nid = \"d\"\ntitle = \"計画\"\nshort_title = \"計画\"\ndocument_kind = \"plan\"\nperiod = 3\n";
    fs::create_dir(dir.path().join("d")).unwrap();
    fs::write(dir.path().join("d/document.toml"), format!("{document}{}", (1..=count).map(section).collect::<String>())).unwrap();
    dir
}

impl Reader {
    fn new(cluster: &Cluster, index: &'static str) -> Self {
        Self { home: Home::new(), url: cluster.url(), index }
    }

    /// Runs a command of `engine`.
    fn engine(&self, arguments: &[&str]) -> std::process::Output {
        let mut all = vec!["engine"];
        all.extend(arguments);
        all.extend([self.url.as_str(), "--engine-index", self.index]);
        self.home.run(&all)
    }

    /// Pushes the library of this home; what it says.
    fn push(&self) -> String {
        let pushed = self.engine(&["push", "--shards", "2"]);
        assert!(pushed.status.success(), "{}", stderr(&pushed));
        stdout(&pushed)
    }

    /// A push of another corpus, to be run.
    fn push_of(&self, corpus: &Path) -> Command {
        let corpus = corpus.to_str().unwrap();
        let mut command = self.home.command(&["engine", "push", "--shards", "2", &self.url, "--engine-index", self.index]);
        command.args(["--corpus", corpus]);
        command
    }

    /// A command over the library on the cluster.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command.args(["--engine", &self.url, "--engine-index", self.index]);
        command
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", stderr(&output)))
    }

    fn drop(&self) {
        self.engine(&["drop", "--yes"]);
    }

    fn status(&self) -> Value {
        serde_json::from_slice(&self.engine(&["status"]).stdout).unwrap()
    }

    /// The engine, as a reader has it who has nothing of the library.
    fn open(&self) -> Arc<dyn Engine> {
        let address = Address::new(&self.url, self.index).unwrap();
        let shared = Shared::find(&address, Arc::default()).unwrap();
        let supply = Supply { corpus: shared.corpus(), corpus_hash: 0, index_dir: kept("nowhere"), dictionary_store: dictionary_store() };
        shared.engine(&supply).unwrap()
    }
}

fn ids(engine: &dyn Engine, answer: &Answer) -> Vec<Id> {
    answer.hits.iter().map(|hit| engine.lexicon().corpus.at(hit.position).unwrap().id().clone()).collect()
}

#[test]
fn every_question_finds_the_same_records_on_a_cluster() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let (one, other) = (engine(), reader.open());
    let (mut common, mut of_one, mut of_other) = (0.0, Means::default(), Means::default());
    let questions = questions();
    for question in &questions {
        let wish = SearchOptions::best(DEPTH);
        let (answer, again) = (one.search(&question.query, &wish).unwrap(), other.search(&question.query, &wish).unwrap());
        let said = |answer: &Answer| (answer.query.clone(), answer.mode, answer.total, answer.facets.clone(), answer.help.clone());
        assert_eq!(said(&answer), said(&again), "{}", question.query);
        let (found, there) = (ids(&one, &answer), ids(&*other, &again));
        let alike = found.iter().filter(|id| there.contains(id)).count() as f64 * DEPTH as f64 / found.len().max(1) as f64;
        common += if found.is_empty() { DEPTH as f64 } else { alike };
        let texts = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
        of_one.add(&question.want, &texts(&found));
        of_other.add(&question.want, &texts(&there));
    }
    let common = common / questions.len() as f64;
    let apart = (of_one.ndcg - of_other.ndcg).abs() / questions.len() as f64;
    println!("{common:.3} of {DEPTH} in common, nDCG {apart:.4} apart");
    assert!(common >= IN_COMMON && apart <= APART, "{common:.3} of {DEPTH} in common, nDCG {apart:.4} apart");
}

#[test]
fn conditions_and_orders_are_the_same_on_a_cluster() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let (one, other) = (engine(), reader.open());
    for typed in [
        "kind:programme",
        "kind:project,kpi",
        "doc:plan3",
        "doc:req6 kind:programme",
        "period:2",
        "ministry:厚",
        "lead:文",
        "area:がん",
        "project:感染症プロジェクト",
        "fy:2024",
        "fy:2023..2024 budget:>50",
        "budget:>=100",
        "budget:20..40 ministry:経",
        "fy:2024 mark:新規",
        "mark:新",
        "stage:当初予算 fy:2023",
        "stage:要求 budget:<1",
        "-kind:section",
        "がん -kind:section",
        "fy:2024 OR area:がん",
        "(ministry:厚 OR ministry:文) budget:>10 fy:2024",
        "治験 fy:2023",
        "\"再生医療\"",
        "\"感染症 対策\"",
        "\"AMED の\"",
        "54億円",
        "令和5年度",
        "kansensho",
        "にんちしょう",
        "がん対策 doc:req5",
        "a",
        "scar",
        "医",
        "-がん",
        "budget:>0 -mark:再掲",
        "lead:厚 fy:2024 project:感染症",
        "finding:改善",
        "rate:<0.5",
        "payee:東京大学",
        "doc:plan3 ministry:厚 kind:kpi",
        "((がん OR 治験) (予算 OR (令和5年度 OR (医療 -(薬 OR (感染症 研究))))))",
        "(((((((((がん OR a) OR b) OR c) OR d) OR e) f) OR g) h) OR i)",
    ] {
        for sort in [Sort::Document, Sort::Amount, Sort::Relevance] {
            let wish = SearchOptions { sort, ..SearchOptions::best(2_000) };
            let (answer, again) = (one.search(typed, &wish).unwrap(), other.search(typed, &wish).unwrap());
            assert_eq!((answer.total, &answer.facets, answer.mode), (again.total, &again.facets, again.mode), "{typed}");
            let (mut found, mut there) = (ids(&one, &answer), ids(&*other, &again));
            if sort == Sort::Relevance {
                found.sort();
                there.sort();
            }
            assert_eq!(found, there, "{typed} by {sort:?}");
        }
    }
}

#[test]
fn a_cluster_says_why_in_the_same_words() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let (one, other) = (engine(), reader.open());
    for typed in ["感染症有事", "kansensho 治験", "癌", "令和5年度 がん", "\"再生医療\"", "scar"] {
        let wish = SearchOptions::best(3);
        let answer = one.search(typed, &wish).unwrap();
        for (hit, id) in answer.hits.iter().zip(ids(&one, &answer)) {
            let why = |engine: &dyn Engine, position: usize| -> Vec<String> {
                let told = engine.why(typed, &wish, position).unwrap();
                let mut ways: Vec<String> = told
                    .iter()
                    .map(|reason| format!("{} {} {:?} {:?} {}", reason.term, reason.way, reason.field, reason.by, reason.weight))
                    .collect();
                ways.sort();
                ways
            };
            let there = other.lexicon().corpus.position(id.as_str()).unwrap();
            assert_eq!(why(&one, hit.position), why(&*other, there), "{typed}: {id}");
        }
    }
}

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
fn commands_print_the_same_of_a_library_that_is_only_there() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for kind in ["document", "section", "project", "programme", "kpi", "ministry", "area", "body", "term", "payee"] {
        commands.push(vec!["list", kind, "--format", "json"]);
        commands.push(vec!["list", kind, "--format", "csv"]);
    }
    commands.push(vec!["list", "kpi", "--period", "2", "--format", "json"]);
    commands.push(vec!["list", "programme", "--where", "budget:>100 fy:2024", "--format", "csv"]);
    commands.push(vec!["list", "section", "--document", "plan3", "--ministry", "厚労省", "--format", "csv"]);
    commands.push(vec!["list", "kpi", "--attainment", "reached", "--format", "csv"]);
    for id in [
        "plan3/project/4",
        "req5/project/1",
        "plan3",
        "ministry/mhlw",
        "area/cancer",
        "body/amed",
        "plan3/section/2-infectious",
        "plan3/kpi/1",
    ] {
        commands.push(vec!["show", id]);
        commands.push(vec!["show", id, "--format", "json"]);
        commands.push(vec!["links", id, "--format", "json"]);
        commands.push(vec!["links", id, "--format", "csv", "--sort", "title"]);
    }
    for query in ["感染症有事", "kansensho", "がん kind:programme", "そんなものはない"] {
        commands.push(vec!["search", query, "--format", "json", "--limit", "200"]);
        commands.push(vec!["search", query, "--limit", "5", "--sort", "document"]);
    }
    for arguments in &commands {
        let (here, there) = (reader.home.run(arguments), reader.command(arguments).output().unwrap());
        assert_eq!(here.status.code(), there.status.code(), "{arguments:?}: {}", stderr(&there));
        let (mut here, mut there) = (stdout(&here), stdout(&there));
        if let (Ok(mut json), Ok(mut json_there)) = (serde_json::from_str::<Value>(&here), serde_json::from_str::<Value>(&there)) {
            for json in [&mut json, &mut json_there] {
                super::alike(json);
                // Which of two that are nearly as good comes first is not what this is about.
                if let Some(hits) = json.get_mut("hits").and_then(Value::as_array_mut) {
                    hits.sort_by_key(|hit| hit["id"].to_string());
                }
            }
            (here, there) = (json.to_string(), json_there.to_string());
        }
        assert_eq!(here, there, "{arguments:?}");
    }
    // What needs all records at once says so, and an id that is not there is not there.
    for arguments in [&["budget"][..], &["matrix"], &["lineage"], &["payees", "東京大学"], &["export", "x"]] {
        let told = reader.command(arguments).output().unwrap();
        assert!(told.status.code() == Some(2) && stderr(&told).contains("adds up all records"), "{arguments:?}: {}", stderr(&told));
    }
    assert_eq!(reader.command(&["show", "no/such"]).output().unwrap().status.code(), Some(1));
    // A server admits so many clauses; what is longer is told, and not answered in part.
    let long: String = corpus().records().iter().flat_map(|record| record.texts()).collect::<String>();
    let long: String = long.chars().filter(|c| c.is_alphanumeric()).take(1_500).collect();
    let told = reader.command(&["search", &long]).output().unwrap();
    assert!(told.status.code() == Some(2) && stderr(&told).matches("too long").count() == 1, "{}", stderr(&told));
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

#[test]
#[cfg(unix)]
fn the_explorer_reads_a_library_that_is_only_there() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let home = Arc::new(Home::new());
    let arguments = ["--engine", &reader.url, "--engine-index", reader.index];
    let mut there = Session::at(&home, &Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    let mut here = Session::with(&Setup { columns: 120, rows: 36, ..Setup::default() });
    let body =
        |session: &Session| session.text().lines().skip(1).take(33).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n");
    for (keys, shown) in [
        ("", "第3期計画"),
        ("jjj", "令和5年度概算要求"),
        ("\r", "令和5年度概算要求"),
        ("3", "139"),
        ("4", "予算"),
        ("v", "事業"),
        ("v", "府省"),
        ("5", "第3期"),
        ("v", "疾患領域"),
        ("6", "系譜"),
        ("1/感染症有事", "11件"),
        ("\u{1b}[B\r", "感染症プロジェクト"),
    ] {
        for session in [&mut there, &mut here] {
            session.send(keys);
            session.wait(shown);
        }
        there.until(&format!("{keys:?} shows the same there as here:\n{}", body(&here)), |there| body(there) == body(&here));
    }
    // A bookmark set there is there the next time.
    there.send("b");
    there.wait("しおり");
    there.send("q");
    there.end();
    there.assert_restored();
    let mut again = Session::at(&home, &Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    again.wait("第3期計画");
    again.send("B");
    again.wait("1/1");
    again.send("\u{3}");
    again.end();
}

#[test]
#[cfg(unix)]
fn when_the_cluster_goes_the_old_hits_stay_and_when_it_comes_back_so_does_the_search() {
    let Some(mut cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let arguments = ["--engine", &reader.url, "--engine-index", reader.index];
    let mut session = Session::with(&Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    session.wait("第3期計画");
    session.send("/感染症有事");
    session.wait("11件");
    session.wait("感染症有事に備えた対応");
    (0..NODES).for_each(|number| cluster.kill(number));
    session.send("の");
    session.wait("/ 感染症有事の");
    session.wait("cannot be reached");
    assert!(session.text().contains("感染症有事に備えた対応") && session.text().contains("11件"), "{}", session.text());
    cluster.mend();
    session.send("\u{7f}\u{7f}\u{7f}");
    session.wait("/ 感染症 ");
    session.until("the hits of the new question", |session| {
        session.text().contains("件") && !session.text().contains("11件") && !session.text().contains("cannot be reached")
    });
    session.send("\u{3}");
    session.end();
    session.assert_restored();
}

/// A relay before a node that keeps every answer back for a while; its address.
fn slow(node: &str, delay: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let node = node.trim_start_matches("http://").to_owned();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let Ok(server) = TcpStream::connect(&node) else { continue };
            let (mut from_client, mut to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || drop(std::io::copy(&mut from_client, &mut to_server)));
            let (mut from_server, mut to_client) = (server, client);
            thread::spawn(move || {
                let mut buffer = [0; 65_536];
                let mut last = Instant::now() - delay;
                while let Ok(count @ 1..) = from_server.read(&mut buffer) {
                    // The first piece of an answer waits, the rest of it follows at once.
                    if last.elapsed() > Duration::from_millis(50) {
                        thread::sleep(delay);
                    }
                    last = Instant::now();
                    if to_client.write_all(&buffer[..count]).is_err() {
                        return;
                    }
                }
            });
        }
    });
    url
}

#[test]
#[cfg(unix)]
fn no_key_waits_for_a_slow_cluster_and_the_newest_question_wins() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let url = slow(&cluster.node(0), Duration::from_millis(700));
    let arguments = ["--engine", &url, "--engine-index", reader.index];
    let mut session = Session::with(&Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    session.wait("第3期計画");
    let mut typed = String::from("/ ");
    session.send("/");
    for key in "感染症有事".chars() {
        let begun = Instant::now();
        session.send(&key.to_string());
        typed.push(key);
        session.wait(&typed);
        assert!(begun.elapsed() < Duration::from_millis(600), "{key} waited {:?}", begun.elapsed());
    }
    session.wait("11件");
    session.wait("感染症有事に備えた対応");
    let begun = Instant::now();
    session.send("\u{3}");
    session.end();
    session.assert_restored();
    assert!(begun.elapsed() < Duration::from_secs(3));
}
