//! `library amounts`: what an import was not sure of, and the reader's word on it, which outlives the next import.

use std::fs;
use std::sync::Arc;

use serde_json::Value;

use crate::session::{Session, Setup};
use crate::support::{Home, stderr, stdout};

const PAPER: &str = "\
令和8年度 架空研究事業の概算要求
● 月面創薬支援推進事業：低重力での創薬を支える 令和8年度概算要求額 12.5億円
● 深海免疫研究推進事業：令和8年度予算額 8億円
● 極地栄養研究推進事業：契約額 3億円
● 低温診断研究推進事業：令和8年度概算要求額 △2億円
令和6年度執行額 9億円
";

fn home() -> Home {
    let home = Home::new();
    fs::write(home.dir.path().join("call.txt"), PAPER).unwrap();
    import(&home);
    home
}

fn import(home: &Home) {
    let path = home.dir.path().join("call.txt");
    assert!(home.run(&["import", path.to_str().unwrap()]).status.success());
}

fn amounts(home: &Home) -> Vec<Value> {
    home.json(&["library", "amounts", "call", "--format", "json"]).as_array().unwrap().clone()
}

fn of<'a>(amounts: &'a [Value], name: &str) -> &'a Value {
    amounts.iter().find(|amount| amount["name"] == name).unwrap_or_else(|| panic!("{name}: {amounts:?}"))
}

/// Amounts, years, stages and certainties of a programme in the ledger.
fn series(home: &Home, name: &str) -> Vec<(Option<f64>, Value, String, String)> {
    let rows = home.json(&["budget", "--by", "programme", "--format", "json", "--columns", "title,amount,fiscal_year,stage,certainty"]);
    let rows = rows.as_array().unwrap().iter().filter(|row| row["title"] == name);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.map(|row| (row["amount"].as_f64(), row["fiscal_year"].clone(), text(&row["stage"]), text(&row["certainty"]))).collect()
}

fn say(home: &Home, name: &str, word: &[&str]) -> std::process::Output {
    let number = of(&amounts(home), name)["number"].to_string();
    home.run(&[&["library", "amounts", "call", &number], word].concat())
}

#[test]
fn what_was_read_is_listed_with_its_certainty_and_place_and_what_was_not_with_why() {
    let home = home();
    let amounts = amounts(&home);
    let request = of(&amounts, "月面創薬支援推進事業");
    assert_eq!(
        (request["state"].as_str(), request["certainty"].as_str(), request["line"].as_u64()),
        (Some("taken"), Some("high"), Some(2))
    );
    assert_eq!(of(&amounts, "深海免疫研究推進事業")["certainty"], "medium");
    let contract = of(&amounts, "極地栄養研究推進事業");
    assert_eq!((contract["state"].as_str(), contract["why"].as_str()), (Some("doubt"), Some("契約の額")));
    let table = stdout(&home.run(&["library", "amounts", "call"]));
    assert!(table.contains("月面創薬支援推進事業") && table.contains("line 2") && table.contains("契約の額"), "{table}");
    assert_eq!(home.run(&["library", "amounts", "no-such"]).status.code(), Some(2));
}

#[test]
fn the_readers_word_stands_in_the_series_and_can_be_taken_back() {
    let home = home();
    assert_eq!(series(&home, "深海免疫研究推進事業"), [(Some(8.0), 2026.into(), "当初予算".into(), "medium".into())]);
    assert!(say(&home, "深海免疫研究推進事業", &["--accept"]).status.success());
    assert_eq!(series(&home, "深海免疫研究推進事業"), [(Some(8.0), 2026.into(), "当初予算".into(), "high".into())]);
    assert!(say(&home, "深海免疫研究推進事業", &["--value", "8億5,000万円", "--stage", "概算要求"]).status.success());
    assert_eq!(series(&home, "深海免疫研究推進事業"), [(Some(8.5), 2026.into(), "概算要求".into(), "high".into())]);
    assert_eq!(of(&amounts(&home), "深海免疫研究推進事業")["state"], "corrected");
    assert!(say(&home, "深海免疫研究推進事業", &["--undo"]).status.success());
    assert_eq!(series(&home, "深海免疫研究推進事業"), [(Some(8.0), 2026.into(), "当初予算".into(), "medium".into())]);
    assert_eq!(say(&home, "深海免疫研究推進事業", &["--undo"]).status.code(), Some(2), "there is nothing to take back");
}

#[test]
fn what_was_not_taken_stands_in_a_series_once_the_reader_says_which() {
    let home = home();
    let refused = say(&home, "極地栄養研究推進事業", &["--accept"]);
    assert!(refused.status.code() == Some(2) && stderr(&refused).contains("--fiscal-year"), "{}", stderr(&refused));
    assert!(series(&home, "極地栄養研究推進事業").iter().all(|(amount, ..)| amount.is_none()));
    assert!(say(&home, "極地栄養研究推進事業", &["--accept", "--fiscal-year", "令和6", "--stage", "当初予算"]).status.success());
    assert_eq!(series(&home, "極地栄養研究推進事業"), [(Some(3.0), 2024.into(), "当初予算".into(), "high".into())]);
    let refused = say(&home, "低温診断研究推進事業", &["--accept"]);
    assert!(stderr(&refused).contains("--value"), "a decrease is no amount: {}", stderr(&refused));
}

#[test]
fn a_new_import_of_the_document_keeps_the_readers_word_as_long_as_it_says_the_same() {
    let home = home();
    assert!(say(&home, "深海免疫研究推進事業", &["--value", "8.5"]).status.success());
    let path = home.dir.path().join("call.txt");
    fs::write(&path, PAPER.replace("● 月面", "● 軌道診断研究推進事業：令和8年度概算要求額 1億円\n● 月面")).unwrap();
    import(&home);
    assert_eq!(series(&home, "軌道診断研究推進事業").len(), 1);
    assert_eq!(series(&home, "深海免疫研究推進事業")[0].0, Some(8.5));
    // Another amount is another word: the old one is told, and not put upon it.
    fs::write(&path, PAPER.replace("予算額 8億円", "予算額 7億円")).unwrap();
    import(&home);
    assert_eq!(series(&home, "深海免疫研究推進事業")[0].0, Some(7.0));
    let gone: Vec<Value> = amounts(&home).into_iter().filter(|amount| amount["state"] == "gone").collect();
    assert_eq!((gone.len(), gone[0]["printed"].as_str()), (1, Some("8億円")));
    assert!(home.run(&["library", "amounts", "call", &gone[0]["number"].to_string(), "--undo"]).status.success());
    assert!(amounts(&home).iter().all(|amount| amount["state"] != "gone"));
    // Removed and imported again, it is still the reader's.
    assert!(say(&home, "深海免疫研究推進事業", &["--accept"]).status.success());
    assert!(home.run(&["library", "remove", "call"]).status.success());
    import(&home);
    assert_eq!(of(&amounts(&home), "深海免疫研究推進事業")["state"], "accepted");
}

#[test]
fn corrections_that_cannot_be_read_are_told_and_never_written_over() {
    let home = home();
    assert!(say(&home, "深海免疫研究推進事業", &["--value", "8.5"]).status.success());
    let path = home.dir.path().join(".local/share/shirube/library/corrections.toml");
    let broken = fs::read_to_string(&path).unwrap().replace("value = 8.5", "value = 8.5.5");
    fs::write(&path, &broken).unwrap();
    let list = home.run(&["list", "programme"]);
    assert!(list.status.success() && stderr(&list).contains("library/corrections.toml:"), "{}", stderr(&list));
    assert_eq!(series(&home, "深海免疫研究推進事業")[0].0, Some(8.0), "what the document says is there");
    let refused = home.run(&["library", "amounts", "call", "1", "--accept"]);
    assert!(refused.status.code() == Some(2) && stderr(&refused).contains("corrections.toml:"), "{}", stderr(&refused));
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn an_import_tells_in_json_what_a_dry_run_tells() {
    let home = Home::new();
    let path = home.dir.path().join("call.txt");
    fs::write(&path, PAPER).unwrap();
    let path = path.to_str().unwrap();
    let dry = home.json(&["import", "--dry-run", "--format", "json", path]);
    for state in ["new", "unchanged"] {
        let taken = home.json(&["import", "--format", "json", path]);
        assert_eq!((&taken[0]["draft"], taken[0]["state"].as_str()), (&dry[0]["draft"], Some(state)));
        assert_eq!(taken[0]["file"], dry[0]["file"]);
        assert!(taken[0]["known"].is_object());
    }
}

#[test]
fn money_that_is_not_called_ameds_is_not_listed_as_such() {
    let home = home();
    let channel = |name: &str| {
        let rows = home.json(&["budget", "--by", "programme", "--format", "json", "--columns", "title,channel"]);
        rows.as_array().unwrap().iter().find(|row| row["title"] == name).unwrap()["channel"].clone()
    };
    assert_eq!(channel("月面創薬支援推進事業"), Value::Null);
    let path = home.dir.path().join("amed.txt");
    fs::write(&path, "● 宇宙放射線研究推進事業（AMED）：令和8年度概算要求額 2億円\n").unwrap();
    home.run(&["import", path.to_str().unwrap()]);
    assert_eq!(channel("宇宙放射線研究推進事業"), "AMED");
}

#[test]
fn on_the_screen_one_key_accepts_a_sum_and_a_number_corrects_it() {
    let home = Arc::new(home());
    let id = of(&amounts(&home), "深海免疫研究推進事業")["programme"].as_str().unwrap().to_owned();
    let open = ["open", &id];
    let mut session = Session::at(&home, &Setup { arguments: &open, ..Setup::default() });
    session.wait("読み取りは確かでない");
    session.send("u");
    session.wait("? 読み取り");
    session.send("\r");
    session.wait("額についての言葉を残しました");
    session.until("no doubt on the screen", |session| !session.text().contains("読み取りは確かでない"));
    assert_eq!(of(&amounts(&home), "深海免疫研究推進事業")["state"], "accepted");
    // Accepted, Enter takes it back; typed, it is corrected.
    session.send("u");
    session.wait("確かめた call");
    session.send("\r");
    session.wait("読み取りは確かでない");
    session.send("u");
    session.wait("? 読み取り");
    session.send("8億5,000万円\r");
    session.wait("8.5億円");
    assert_eq!(series(&home, "深海免疫研究推進事業"), [(Some(8.5), 2026.into(), "当初予算".into(), "high".into())]);
    // What cannot be read is told, and nothing changes.
    session.send("u");
    session.wait("直した call");
    session.send("いくらか\r");
    session.wait("12.5（億円）");
    session.send("\u{1b}");
    session.until("the menu closed", |session| !session.text().contains("直した call"));
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(of(&amounts(&home), "深海免疫研究推進事業")["state"], "corrected");
}
