//! The same questions, asked on the disk and on a cluster: the same records, counts, orders, reasons and prints.

use std::sync::Arc;

use serde_json::Value;
use shirube::corpus::{self as files, Library};
use shirube::engine::{Engine, SearchOptions, Sort};

use super::Reader;
use crate::engine::nodes::cluster;
use crate::engine::{agree, alike, ids};
use crate::originals::sources;
use crate::sheets;
use crate::support::{corpus, engine, stderr, stdout, store};

/// Of the first ten records so many are the same, in the mean over all questions.
const IN_COMMON: f64 = 9.5;

#[test]
fn every_question_finds_the_same_records_on_a_cluster() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    agree(&engine(), &*reader.open(), IN_COMMON);
}

#[test]
fn every_question_finds_the_same_records_with_the_originals_too() {
    let (Some(cluster), Some(sources)) = (cluster(), sources()) else { return };
    let reader = Reader::new(&cluster, "originals");
    let imported = reader.home.run(&["import", sources.to_str().unwrap()]);
    assert!(imported.status.success(), "{}", stderr(&imported));
    reader.push();
    let library = Library::new(&reader.home.dir.path().join(".local/share/shirube"));
    let ready = files::open(None, &library, None).unwrap();
    let attached = ready.corpus.records().iter().filter(|record| !ready.corpus.excerpts(record.id().as_str()).is_empty()).count();
    assert!(attached > 100, "{attached} records with their originals");
    let folder = tempfile::tempdir().unwrap();
    let one = store(Arc::new(ready.corpus), ready.hash, folder.path()).open(&mut |_| {}).unwrap().engine;
    agree(&one, &*reader.open(), IN_COMMON);
    reader.drop();
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

/// Asserts that commands print and tell the same of a library that is only there.
fn same_there(reader: &Reader, commands: &[Vec<&str>]) {
    for arguments in commands {
        let (here, there) = (reader.home.run(arguments), reader.command(arguments).output().unwrap());
        assert_eq!(here.status.code(), there.status.code(), "{arguments:?}: {}", stderr(&there));
        assert_eq!(stderr(&here), stderr(&there), "{arguments:?}");
        let (mut here, mut there) = (stdout(&here), stdout(&there));
        if let (Ok(mut json), Ok(mut json_there)) = (serde_json::from_str::<Value>(&here), serde_json::from_str::<Value>(&there)) {
            for json in [&mut json, &mut json_there] {
                alike(json);
                // Which of two that are nearly as good comes first is not what this is about.
                if let Some(hits) = json.get_mut("hits").and_then(Value::as_array_mut) {
                    hits.sort_by_key(|hit| hit["id"].to_string());
                }
            }
            (here, there) = (json.to_string(), json_there.to_string());
        }
        assert_eq!(here, there, "{arguments:?}");
    }
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
    for by in ["project", "programme", "ministry"] {
        commands.push(vec!["budget", "--by", by, "--format", "json"]);
        commands.push(vec!["budget", "--by", by, "--format", "csv", "--where", "厚労省 fy:2024"]);
    }
    commands.push(vec!["budget", "--programme", "programme/b-cure", "--format", "csv"]);
    commands.push(vec!["budget", "--document", "req6", "--by", "ministry"]);
    commands.push(vec!["budget", "--period", "2", "--format", "markdown"]);
    for by in ["ministry", "area"] {
        commands.push(vec!["matrix", "--by", by, "--format", "json"]);
        commands.push(vec!["matrix", "--by", by, "--period", "3", "--where", "がん"]);
    }
    commands.push(vec!["lineage", "--format", "json"]);
    commands.push(vec!["lineage", "plan3/project/4", "--format", "csv"]);
    commands.push(vec!["payees", "--of", "東京大学"]);
    same_there(&reader, &commands);
    // What writes all records says so, and an id that is not there is not there.
    let told = reader.command(&["export", "x"]).output().unwrap();
    assert!(told.status.code() == Some(2) && stderr(&told).contains("writes all records"), "{}", stderr(&told));
    assert_eq!(reader.command(&["show", "no/such"]).output().unwrap().status.code(), Some(1));
    // A server admits so many clauses; what is longer is told, and not answered in part.
    let long: String = corpus().records().iter().flat_map(|record| record.texts()).collect::<String>();
    let long: String = long.chars().filter(|c| c.is_alphanumeric()).take(1_500).collect();
    let told = reader.command(&["search", &long]).output().unwrap();
    assert!(told.status.code() == Some(2) && stderr(&told).matches("too long").count() == 1, "{}", stderr(&told));
}

#[test]
fn sums_over_review_sheets_are_the_same_to_the_yen_on_a_cluster() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader { home: sheets::home(&[2023, 2024]), ..Reader::new(&cluster, "sheets") };
    reader.push();
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for document in ["rs-2023", "rs-2024"] {
        for by in ["ministry", "programme", "project"] {
            commands.push(vec!["budget", "--by", by, "--document", document, "--format", "json"]);
            commands.push(vec!["budget", "--by", by, "--document", document, "--accounts", "--format", "csv"]);
        }
        commands.push(vec!["budget", "--by", "ministry", "--document", document, "--where", "stage:執行", "--format", "csv"]);
    }
    let programmes: Vec<String> =
        reader.home.json(&["list", "programme", "--format", "json"]).as_array().unwrap().iter().map(|one| one["id"].to_string()).collect();
    let programmes: Vec<&str> = programmes.iter().map(|id| id.trim_matches('"')).filter(|id| id.starts_with("rs/")).collect();
    assert!(programmes.len() > 5, "{programmes:?}");
    for id in &programmes {
        commands.push(vec!["budget", "--programme", id, "--format", "json"]);
        commands.push(vec!["payees", id, "--format", "json"]);
    }
    let payees = reader.home.json(&["list", "payee", "--format", "json"]);
    let names: Vec<&str> = payees.as_array().unwrap().iter().filter_map(|payee| payee["title"].as_str()).collect();
    assert!(names.len() > 5, "{names:?}");
    for name in &names {
        commands.push(vec!["payees", "--of", name, "--format", "csv"]);
    }
    same_there(&reader, &commands);
    reader.drop();
}
