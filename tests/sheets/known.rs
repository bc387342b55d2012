//! The real sheets of 2024, where they are at hand: known right answers, and every total against a sum that this program has no part in.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::{show, year};
use crate::support::{Home, dictionary_store, stderr};

/// The folder of the real sheets, or of a dozen of them.
fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/rs").join(name);
    if !folder.is_dir() {
        println!("skipped: ../shared/rs/{name} is not here");
    }
    folder.is_dir().then_some(folder)
}

#[test]
fn the_known_answers_come_out() {
    let Some(folder) = folder("small") else { return };
    let home = Home::new();
    let output = home.run(&["import", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let translational = show(&home, "rs/6846");
    let of = year(&translational, 2023);
    let said = ["initial", "current", "executed", "execution_rate", "request_next"].map(|name| of[name].clone());
    assert_eq!(said, [json!(5_515_549_000_u64), json!(5_528_341_000_u64), json!(5_528_341_000_u64), json!(1.0), json!(8_244_000_000_u64)]);
    let lessons = show(&home, "rs/884");
    let of = year(&lessons, 2023);
    let said = ["initial", "supplementary", "carried_in", "current", "executed", "carried_out", "unused"].map(|name| of[name].clone());
    assert_eq!(said, [23_737_000, 8_260_000, 8_220_000, 40_217_000, 28_433_000, 8_260_000, 3_524_000].map(|yen| json!(yen)));
    assert_eq!(year(&lessons, 2022)["request_next"], 36_000_000);
    let judged = &lessons["reviews"][0]["evaluation"];
    assert_eq!(
        [&judged["finding"], &judged["reflection"], &judged["reflected_yen"]],
        [&json!("事業内容の一部改善"), &json!("縮減"), &json!(-569_000)]
    );
    let kpis = home.json(&["list", "kpi", "--where", "出前授業", "--format", "json"]);
    let visits = kpis.as_array().unwrap().iter().find(|kpi| kpi["title"] == "出前授業の年間実施状況").unwrap();
    let reached = visits["series"].as_array().unwrap().iter().find(|year| year["fiscal_year"] == 2023).unwrap();
    assert_eq!(*reached, json!({"fiscal_year": 2023, "target": 3000.0, "actual": 5319.0, "rate": 177.3}));
    // Its money stands in the sheet of the whole: printed as 0, and none of its own.
    assert_eq!(year(&show(&home, "rs/2961"), 2024)["booked_elsewhere"], true);
}

/// What the total rows of 2-1 say, by ministry, stage and year.
fn independent(folder: &Path) -> BTreeMap<(String, &'static str, u16), i64> {
    let path =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("/2-1_")).unwrap();
    let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut csv = csv::Reader::from_reader(zip.by_index(0).unwrap());
    let columns: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}"));
    let stages = [
        ("当初予算", at("当初予算（合計）"), 0),
        ("補正予算", at("補正予算（合計）"), 0),
        ("前年度からの繰越し", at("前年度からの繰越し（合計）"), 0),
        ("予備費等", at("予備費等（合計）"), 0),
        ("歳出予算現額", at("計（歳出予算現額合計）"), 0),
        ("執行", at("執行額（合計）"), 0),
        ("翌年度への繰越し", at("翌年度への繰越し(合計）"), 0),
        ("概算要求", at("翌年度要求額（合計）"), 1),
    ];
    let (ministry, programme, budget_year, account) = (at("政策所管府省庁"), at("予算事業ID"), at("予算年度"), at("会計区分"));
    let (mut sums, mut seen) = (BTreeMap::new(), std::collections::HashSet::new());
    for row in csv.records().map(Result::unwrap).filter(|row| row[account].is_empty()) {
        // Two programmes have the total row of a year twice.
        if !seen.insert((row[programme].to_owned(), row[budget_year].to_owned())) {
            continue;
        }
        let year: u16 = row[budget_year].parse().unwrap();
        for (stage, column, later) in stages {
            let running = stage == "執行" && year >= 2024;
            if let Some(yen) = row[column].trim().split('.').next().and_then(|yen| yen.parse::<i64>().ok()).filter(|_| !running) {
                *sums.entry((row[ministry].to_owned(), stage, year + later)).or_insert(0) += yen;
            }
        }
    }
    sums
}

/// The release binary, which takes a year in in seconds; `make build` makes it.
#[test]
fn every_total_of_a_whole_year_is_that_of_an_independent_sum() {
    let Some(folder) = folder("2024") else { return };
    let target = PathBuf::from(env!("CARGO_BIN_EXE_shirube")).parent().and_then(Path::parent).unwrap().join("release/shirube");
    let newer = |than: &str| {
        fs::metadata(&target).and_then(|meta| meta.modified()).ok() >= fs::metadata(than).and_then(|meta| meta.modified()).ok()
    };
    if !target.exists() || !newer(concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/budgets.rs")) {
        println!("skipped: no release binary of this code (make build)");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&target);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", home.path());
        let output = command.env("SHIRUBE_DICTIONARY", dictionary_store()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
        output.stdout
    };
    run(&["import", folder.to_str().unwrap()]);
    let rows: Value = serde_json::from_slice(&run(&["budget", "--by", "ministry", "--document", "rs-2024", "--format", "json"])).unwrap();
    let ours: BTreeMap<(String, String, u64), i64> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let name = row["title"].as_str().unwrap().split('（').next().unwrap().to_owned();
            ((name, row["stage"].as_str().unwrap().to_owned(), row["fiscal_year"].as_u64().unwrap()), row["amount"].as_i64().unwrap_or(0))
        })
        .collect();
    let theirs = independent(&folder);
    assert!(theirs.len() > 600 && ours.len() == theirs.len(), "{} {}", theirs.len(), ours.len());
    for ((ministry, stage, year), yen) in theirs {
        assert_eq!(ours.get(&(ministry.clone(), stage.to_owned(), u64::from(year))), Some(&yen), "{ministry} {stage} {year}");
    }
}
