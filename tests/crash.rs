//! Killed at any moment, nothing that was there is lost: the program starts and answers, and the same work can be done again. `make crash`
//! kills each work 200 times (`SHIRUBE_KILLS`).
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use shirube::analysis::dictionary;
use shirube::engine::Error;

use crate::support::{Chance, Home, dictionary_store, small_dictionary_sources, stderr, stdout, store};

/// How often each work is killed where nothing else is asked for.
const KILLS: usize = 12;

fn kills() -> usize {
    std::env::var("SHIRUBE_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(KILLS)
}

fn quiet(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Does the work again and again, and kills it (SIGKILL) at moments spread over the time it takes; `before` makes ready for each, and `after`
/// is told how it went. A work that ends before its moment has not been killed, and does not count.
fn kill(work: impl Fn() -> Command, mut before: impl FnMut(), mut after: impl FnMut(&str)) {
    let mut chance = Chance::new();
    let kills = kills();
    before();
    let begun = Instant::now();
    assert!(quiet(work()).status().unwrap().success());
    let mut takes = begun.elapsed();
    after("uninterrupted");
    let (mut met, mut missed) = (0, 0);
    while met < kills {
        before();
        // One moment in each of as many equal parts of the time: none is left out, and none is the same in every run.
        let moment = takes.mul_f64((met as f64 + chance.below(1000) as f64 / 1000.0) / kills as f64);
        let begun = Instant::now();
        let mut child = quiet(work()).spawn().unwrap();
        thread::sleep(moment);
        let ended = child.try_wait().unwrap();
        child.kill().unwrap();
        if ended.or_else(|| child.wait().ok()).is_some_and(|status| status.success()) {
            // It takes less time than it did: the moments are spread over that.
            takes = takes.min(begun.elapsed()).mul_f64(0.97);
            missed += 1;
            assert!(missed < 200 + kills, "it ends at once");
        } else {
            met += 1;
        }
        after(&format!("killed after {moment:?} of {takes:?}, turn {met}"));
    }
    println!("{kills} kills within {takes:?}; {missed} more came too late");
}

fn hits(home: &Home, query: &str, what: &str) -> String {
    let output = home.run(&["search", query, "--format", "csv"]);
    assert!(output.status.success(), "{what}: {}", stderr(&output));
    assert!(!stderr(&output).contains("memory only"), "{what}: {}", stderr(&output));
    stdout(&output)
}

/// A corpus that is indexed faster than the shipped one: most of the time is the index's then, and not the analysis's.
fn small_corpus() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let section = |number: usize| {
        format!("[[section]]\nid = \"d/section/{number}\"\ntitle = \"感染症{number}\"\ntext = \"治験の話{number}\"\npage = {number}\n")
    };
    let document = "[[document]]\nid = \"d\"\ntitle = \"計画\"\nshort_title = \"計画\"\ndocument_kind = \"plan\"\nperiod = 3\n";
    fs::create_dir(dir.path().join("d")).unwrap();
    fs::write(dir.path().join("d/document.toml"), format!("{document}{}", (1..200).map(section).collect::<String>())).unwrap();
    dir
}

#[test]
fn killed_while_it_builds_its_index_it_answers_as_before() {
    let home = Home::new();
    let corpus = small_corpus();
    let corpus = ["--corpus", corpus.path().to_str().unwrap()];
    let search = |what: &str| -> String {
        let output = home.run(&[&["search", "感染症", "--format", "csv"][..], &corpus].concat());
        assert!(output.status.success() && stderr(&output).is_empty(), "{what}: {}", stderr(&output));
        stdout(&output)
    };
    let found = search("at first");
    let cache = home.dir.path().join(".cache/shirube/index");
    let mut turn = 0;
    kill(
        || home.command(&[&["index", "rebuild"][..], &corpus].concat()),
        || {
            // Where there is an index, and where there is none.
            turn += 1;
            if turn % 2 == 0 {
                fs::remove_dir_all(&cache).unwrap();
            }
        },
        |what| assert_eq!(search(what), found, "{what}"),
    );
    assert!(home.run(&[&["index", "rebuild"][..], &corpus].concat()).status.success());
    let left: Vec<PathBuf> = fs::read_dir(&cache).unwrap().flatten().map(|entry| entry.path()).collect();
    assert!(left.iter().all(|path| !path.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn killed_while_it_takes_review_sheets_in_the_library_has_the_old_ones_or_the_new() {
    let home = Home::new();
    let folder = home.dir.path().join("rs");
    crate::sheets::made::zips(&folder, 2024);
    let folder = folder.to_str().unwrap();
    let programmes = || {
        let all = home.json(&["list", "programme", "--columns", "id", "--format", "json"]);
        all.as_array().unwrap().iter().filter(|row| row["id"].as_str().unwrap().starts_with("rs/")).count()
    };
    assert!(home.run(&["import", folder, "--ministry", "厚"]).status.success());
    let old = programmes();
    let library = home.dir.path().join(".local/share/shirube/library/rs-2024");
    kill(
        || home.command(&["import", folder]),
        || assert!(home.run(&["import", folder, "--ministry", "厚"]).status.success()),
        |what| {
            let now = programmes();
            assert!(now == old || now == 8, "{what}: {now}");
            let output = home.run(&["show", "rs/101"]);
            assert!(output.status.success() && stderr(&output).is_empty(), "{what}: {}", stderr(&output));
        },
    );
    assert!(home.run(&["import", folder]).status.success());
    let left: Vec<_> = fs::read_dir(&library).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the tables and what they are, and nothing of what was killed: {left:?}");
}

#[test]
fn killed_while_small_documents_are_put_together_none_is_lost() {
    const MANY: usize = 300;
    let home = Home::new();
    let papers = home.dir.path().join("papers");
    fs::create_dir_all(&papers).unwrap();
    for number in 0..MANY {
        fs::write(papers.join(format!("t{number}.txt")), format!("令和８年度 架空{number}町の健康づくり\n\n１．目的\n健康を守る。\n"))
            .unwrap();
    }
    assert!(home.run(&["import", papers.to_str().unwrap()]).status.success());
    let ids = home.json(&["library", "list", "--columns", "id", "--format", "json"]);
    let mut year = 8;
    kill(
        || home.command(&["library", "gather"]),
        || {
            // All stand in folders of their own again, which have precedence.
            year += 1;
            let library = home.dir.path().join(".local/share/shirube/library");
            for number in 0..MANY {
                let folder = library.join(format!("t{number}"));
                fs::create_dir_all(&folder).unwrap();
                let toml = format!(
                    "[original]\ndocument = \"t{number}\"\nfile = \"t{number}.txt\"\nformat = \"text\"\nencoding = \"UTF-8\"\nsha256 = \"{year}\"\n\n\
                     [[document]]\nid = \"t{number}\"\ntitle = \"{year}\"\nshort_title = \"{year}\"\ndocument_kind = \"slides\"\n"
                );
                fs::write(folder.join("document.toml"), shirube::files::seal::seal(&toml)).unwrap();
            }
        },
        |what| {
            let now = home.json(&["library", "list", "--columns", "id", "--format", "json"]);
            assert_eq!(now, ids, "{what}");
        },
    );
}

#[test]
fn killed_while_it_installs_a_dictionary_the_one_before_or_the_new_one_is_in_use() {
    let home = Home::new();
    let store = home.dir.path().join("dictionary");
    let sources = small_dictionary_sources();
    dictionary::install(&sources, &store, &mut |_| {}).unwrap();
    let install = || {
        let mut command = home.command(&["dictionary", "install", sources.to_str().unwrap()]);
        command.env("SHIRUBE_DICTIONARY", &store);
        command
    };
    let dictionaries = || {
        let entries = fs::read_dir(&store).unwrap().flatten();
        entries.filter(|entry| entry.path().is_dir()).count()
    };
    kill(
        install,
        || {},
        |what| {
            let status = dictionary::status(&store);
            assert!(status.trouble.is_none() && status.current.is_some(), "{what}: {:?}", status.trouble);
            assert!(dictionary::load(&store).unwrap().is_some(), "{what}");
            assert!(dictionaries() <= 3, "{what}: what killed installations leave does not pile up");
        },
    );
    let searched = home.command(&["search", "感染症"]).env("SHIRUBE_DICTIONARY", &store).output().unwrap();
    assert!(searched.status.success(), "{}", stderr(&searched));
    assert!(install().output().unwrap().status.success());
    assert_eq!(dictionaries(), 1);
}

/// Every file of a library, but those that are half written.
fn library(home: &Home) -> BTreeMap<PathBuf, Vec<u8>> {
    fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    collect(&home.dir.path().join(".local/share/shirube/library"), &mut files);
    files
}

#[test]
fn killed_while_it_imports_the_library_is_whole_and_what_was_in_it_is_there() {
    let home = Home::new();
    let request = |year: usize| {
        format!(
            "令和{year}年度 概算要求のポイント\n\n1. 医薬品プロジェクト 450億円\n\n● 月面創薬支援推進事業： 低重力での創薬\n概算要求額 12.5億円\n"
        )
    };
    let write = |name: &str, text: &str| -> String {
        let path = home.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let kept = write("kept.txt", &request(8));
    assert!(home.run(&["import", &kept]).status.success());
    let before = library(&home);
    let folder = home.dir.path().join("documents");
    let mut turn = 0;
    let import = || home.command(&["import", folder.to_str().unwrap()]);
    kill(
        import,
        || {
            // Every time they say something else, so that there always is something to take in.
            turn += 1;
            for year in 0..6 {
                write(&format!("documents/{year}.txt"), &format!("{}\n第{turn}版。\n", request(10 + year)));
            }
        },
        |what| {
            let now = library(&home);
            for (path, content) in &before {
                assert_eq!(now.get(path), Some(content), "{what}: {}", path.display());
            }
            let check = home.run(&["check"]);
            assert!(check.status.success(), "{what}: {}", stdout(&check));
            assert!(hits(&home, "月面創薬", what).contains("月面創薬"), "{what}");
            let held = home.run(&["library", "list"]);
            assert!(held.status.success() && stderr(&held).is_empty(), "{what}: {}", stderr(&held));
        },
    );
    assert!(import().output().unwrap().status.success());
    assert_eq!(library(&home).len(), 7);
    let left = fs::read_dir(home.dir.path().join(".local/share/shirube/library/kept")).unwrap().count();
    assert_eq!(left, 1, "nothing stands beside it");
}

/// The explorer at a terminal: presses keys once something is shown, and is killed so long after; without a time it is waited for.
fn explore(home: &Home, arguments: &[&str], keys: &str, killed: Option<Duration>) {
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_shirube"));
    command.args(arguments);
    command.env_clear();
    for (name, value) in [("HOME", home.dir.path().as_os_str()), ("TERM", "xterm-256color".as_ref())] {
        command.env(name, value);
    }
    command.env("SHIRUBE_DICTIONARY", dictionary_store());
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let mut shown = Vec::new();
    let mut piece = [0; 4096];
    // The first frame ends with the end of a synchronized update.
    while !String::from_utf8_lossy(&shown).contains("\u{1b}[?2026l") {
        let count = reader.read(&mut piece).unwrap();
        assert!(count > 0, "{arguments:?} ends before anything is shown: {}", String::from_utf8_lossy(&shown));
        shown.extend_from_slice(&piece[..count]);
    }
    // What is not read would keep it from drawing.
    thread::spawn(move || while reader.read(&mut piece).is_ok_and(|count| count > 0) {});
    writer.write_all(keys.as_bytes()).unwrap();
    writer.flush().unwrap();
    if let Some(moment) = killed {
        thread::sleep(moment);
        child.kill().unwrap();
    }
    child.wait().unwrap();
}

#[test]
fn killed_while_it_keeps_bookmarks_those_that_were_there_are_there() {
    let mut chance = Chance::new();
    let home = Home::new();
    let ids = ["plan3", "plan3/kpi/output-2", "programme/b-cure", "term/dct"];
    for id in ids {
        explore(&home, &["open", id], "bq", None);
    }
    let file = home.dir.path().join(".local/state/shirube/bookmarks");
    let kept = || fs::read_to_string(&file).unwrap();
    assert!(ids.iter().all(|id| kept().contains(id)), "{}", kept());
    for turn in 0..kills() {
        // The record's bookmark comes and goes, and each time the file is written.
        explore(&home, &["open", "plan3/project/4"], &"b".repeat(40), Some(Duration::from_micros(chance.below(60_000) as u64)));
        assert!(ids.iter().all(|id| kept().contains(id)), "turn {turn}: {}", kept());
    }
    explore(&home, &[], "q", None);
    assert!(ids.iter().all(|id| kept().contains(id)), "{}", kept());
}

#[test]
fn a_build_that_is_asked_to_stop_leaves_nothing_and_can_begin_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = || store(crate::support::corpus(), 1, dir.path());
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let stopped = store().stopped_by(stop).open(&mut |share| asked.store(share > 0.3, Ordering::Relaxed));
    assert!(matches!(stopped, Err(Error::Stopped)));
    let left = fs::read_dir(dir.path()).unwrap().flatten().filter(|entry| entry.path().is_dir() && entry.path().join("meta.json").exists());
    assert_eq!(left.count(), 0, "no half index stays");
    assert!(store().open(&mut |_| {}).is_ok_and(|opened| opened.indexed > 0));
}
