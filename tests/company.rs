//! Other processes on the same library and cache, folders that cannot be written, disks that are full, caches that vanish, clocks that jump: a
//! clear word, no harm, nothing lost.

use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use shirube::analysis::dictionary;
use shirube::corpus::{self, Library};
use shirube::engine::tantivy::IndexSource;
use shirube::engine::{Engine, SearchOptions};

use crate::support::{Home, small_dictionary_sources, stderr, stdout, store};

const REQUEST: &str = "\
令和8年度 医療分野の研究開発関連予算 概算要求のポイント
● 革新的がん医療実用化研究事業： がんの新しい治療をつくる
概算要求額 61.5億円
● 月面創薬支援推進事業： 低重力での創薬を支える
概算要求額 12.5億円
";
const MEMORY: &str = "kept in memory only";

fn write(home: &Home, name: &str, text: &str) -> String {
    let path = home.dir.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn start(home: &Home, arguments: &[&str]) -> Child {
    home.command(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn cache(home: &Home) -> PathBuf {
    home.dir.path().join(".cache/shirube/index")
}

/// Names below a folder that are those of something half written.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.to_string_lossy().ends_with(".part") {
            found.push(path);
        } else if path.is_dir() {
            found.extend(leftovers(&path));
        }
    }
    found
}

/// Hits of a search, which succeeds.
fn hits(home: &Home, query: &str) -> String {
    let output = home.run(&["search", query, "--format", "csv"]);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn processes_that_build_search_and_import_at_once_do_each_other_no_harm() {
    let home = Home::new();
    let documents: Vec<String> =
        (0..3).map(|year| write(&home, &format!("{year}.txt"), &REQUEST.replace("令和8", &format!("令和{}", 8 + year)))).collect();
    let mut running = vec![start(&home, &["index", "rebuild"])];
    for path in &documents {
        running.push(start(&home, &["search", "感染症"]));
        running.push(start(&home, &["import", path]));
    }
    running.push(start(&home, &["index", "rebuild"]));
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(!stderr(&output).contains(MEMORY), "{}", stderr(&output));
    }
    assert_eq!(home.json(&["library", "list", "--format", "json"]).as_array().unwrap().len(), 3);
    assert!(home.run(&["check"]).status.success());
    assert_eq!(leftovers(home.dir.path()), Vec::<PathBuf>::new());
    let found = hits(&home, "月面創薬");
    assert!(home.run(&["index", "rebuild"]).status.success());
    assert_eq!(hits(&home, "月面創薬"), found);
}

#[test]
fn two_imports_at_once_count_no_yen_twice() {
    for _ in 0..3 {
        let home = Home::new();
        let papers = [write(&home, "a.txt", REQUEST), write(&home, "b.txt", &format!("{REQUEST}\n別の紙。\n"))];
        let running: Vec<Child> = papers.iter().map(|path| start(&home, &["import", path])).collect();
        for child in running {
            assert!(child.wait_with_output().unwrap().status.success());
        }
        let programme = home.json(&["show", "programme/innovative-cancer-treatment", "--format", "json"]);
        let of_year = programme["entries"].as_array().unwrap().iter().filter(|entry| entry["fiscal_year"] == 2026);
        let amounts: Vec<f64> = of_year.filter_map(|entry| entry["amount"].as_f64()).collect();
        assert_eq!(amounts, [61.5]);
        assert_eq!(home.json(&["library", "list", "--format", "json"]).as_array().unwrap().len(), 2);
    }
}

#[test]
fn an_import_waits_for_another_and_says_so() {
    let home = Home::new();
    let path = write(&home, "a.txt", REQUEST);
    let library = Library::new(&home.dir.path().join(".local/share/shirube"));
    let lock = library.lock(|| panic!("nobody else has it")).unwrap();
    let mut import = start(&home, &["import", &path]);
    let said = std::io::BufReader::new(import.stderr.take().unwrap());
    let first = std::io::BufRead::lines(said).next().unwrap().unwrap();
    assert!(first.contains("another import") && first.contains("waiting"), "{first}");
    assert!(import.try_wait().unwrap().is_none(), "it waits");
    drop(lock);
    assert!(import.wait().unwrap().success());
    assert_eq!(home.json(&["library", "list", "--format", "json"])[0]["id"], "a");
}

#[test]
fn where_nothing_can_be_written_it_searches_and_says_what_cannot_be_kept() {
    // Files where folders should be: not even root can write below them.
    let home = Home::new();
    for name in [".cache", ".local"] {
        write(&home, name, "");
    }
    let path = write(&home, "a.txt", REQUEST);
    let found = home.run(&["search", "感染症有事"]);
    let said = stderr(&found);
    assert!(found.status.success() && stdout(&found).contains("plan3/project/4"), "{said}");
    assert!(said.contains(MEMORY) && said.contains(".cache/shirube/index") && said.contains("--index-dir"), "{said}");
    for (arguments, words) in [
        (&["import", path.as_str()][..], &[".local/share/shirube/library", "--data-dir"][..]),
        (&["index", "rebuild"], &[".cache/shirube/index", "--index-dir"]),
        (&["export", "--format", "csv", home.dir.path().join(".local/out").to_str().unwrap()], &[".local/out"]),
    ] {
        let refused = home.run(arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        for word in words {
            assert!(stderr(&refused).contains(word), "{arguments:?}: {}", stderr(&refused));
        }
    }
    let mut install = home.command(&["dictionary", "install", small_dictionary_sources().to_str().unwrap()]);
    let refused = install.env("SHIRUBE_DICTIONARY", home.dir.path().join(".local/dictionary")).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains(".local/dictionary") && stderr(&refused).contains("SHIRUBE_DICTIONARY"), "{}", stderr(&refused));
    for arguments in [&["check"][..], &["list", "kpi"], &["show", "plan3"], &["library", "list"]] {
        assert_ne!(home.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn an_index_in_a_folder_that_cannot_be_written_is_used() {
    let home = Home::new();
    let found = hits(&home, "感染症");
    let index = fs::read_dir(cache(&home)).unwrap().flatten().map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    // As good as a folder without rights, for root too: the lock that readers take cannot be made.
    for lock in [".tantivy-meta.lock", ".tantivy-writer.lock"] {
        drop(fs::remove_file(index.join(lock)));
        fs::create_dir(index.join(lock)).unwrap();
    }
    drop(fs::remove_file(cache(&home).join(".lock")));
    fs::create_dir(cache(&home).join(".lock")).unwrap();
    let output = home.run(&["search", "感染症", "--format", "csv"]);
    assert_eq!((stdout(&output), stderr(&output)), (found, String::new()));
}

/// Runs the binary where no file can grow beyond `kilobytes`: a disk that is full in the middle of a write.
fn cramped(kilobytes: u64, usual: Command) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kilobytes * 2), "sh"]);
    command.arg(usual.get_program()).args(usual.get_args()).env_clear();
    command.envs(usual.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

#[test]
fn a_full_disk_costs_nothing_that_was_there() {
    let home = Home::new();
    let cramped = |kilobytes: u64, arguments: &[&str]| -> Output { cramped(kilobytes, home.command(arguments)).output().unwrap() };
    let kept = write(&home, "kept.txt", REQUEST);
    let searched = cramped(4, &["search", "感染症有事"]);
    assert!(searched.status.success() && stdout(&searched).contains("plan3/project/4"), "{}", stderr(&searched));
    assert!(stderr(&searched).contains(MEMORY) && stderr(&searched).contains("--index-dir"), "{}", stderr(&searched));
    assert_eq!(leftovers(home.dir.path()), Vec::<PathBuf>::new());
    assert!(home.run(&["import", &kept]).status.success());
    let (found, index) = (hits(&home, "月面創薬"), home.json(&["index", "status"]));
    let larger = write(&home, "larger.txt", &REQUEST.replace("令和8", "令和9").replace("創薬を支える", &"創薬を支える話。".repeat(2000)));
    let refused = cramped(4, &["import", &larger]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("library/larger") && stderr(&refused).contains("--data-dir"), "{}", stderr(&refused));
    assert_eq!(cramped(4, &["index", "rebuild"]).status.code(), Some(2));
    let found_again = found.clone();
    assert_eq!((hits(&home, "月面創薬"), home.json(&["index", "status"])), (found, index));
    assert_eq!(home.json(&["library", "list", "--format", "json"]).as_array().unwrap().len(), 1);
    assert_eq!(leftovers(home.dir.path()), Vec::<PathBuf>::new());
    // Review sheets, whose tables are packed beside a small file.
    let sheets = home.dir.path().join("rs");
    crate::sheets::made::csvs(&sheets, 2024);
    let sheets = sheets.to_str().unwrap();
    let refused = cramped(4, &["import", sheets]);
    assert!(refused.status.code() == Some(2) && stderr(&refused).contains("library/rs-2024"), "{}", stderr(&refused));
    assert_eq!((hits(&home, "月面創薬"), leftovers(home.dir.path())), (found_again, Vec::<PathBuf>::new()));
    let folder = home.dir.path().join("out");
    let export = ["export", "--format", "csv", folder.to_str().unwrap()];
    assert!(home.run(&export).status.success());
    let table = || fs::read(folder.join("sections.csv")).unwrap();
    let before = table();
    let refused = cramped(4, &export);
    assert!(refused.status.code() == Some(2) && stderr(&refused).contains(folder.to_str().unwrap()), "{}", stderr(&refused));
    assert_eq!((table(), leftovers(&folder)), (before, Vec::new()));
}

#[test]
fn a_disk_that_is_full_while_a_dictionary_is_made_leaves_the_one_in_use() {
    let home = Home::new();
    let (store, sources) = (home.dir.path().join("dictionary"), small_dictionary_sources());
    dictionary::install(&sources, &store, &mut |_| {}).unwrap();
    let before = dictionary::status(&store).current.unwrap();
    for kilobytes in [0, 64, 1000, 3000] {
        let mut install = cramped(kilobytes, home.command(&["dictionary", "install", sources.to_str().unwrap()]));
        let refused = install.env("SHIRUBE_DICTIONARY", &store).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{kilobytes} kB: {}", stderr(&refused));
        assert_eq!(dictionary::status(&store).current, Some(before.clone()), "{kilobytes} kB");
        assert_eq!(leftovers(&store), Vec::<PathBuf>::new(), "{kilobytes} kB");
    }
}

#[test]
fn a_cache_that_is_deleted_under_way_is_missed_by_nobody_and_made_anew() {
    let corpus = crate::support::corpus();
    let folder = tempfile::tempdir().unwrap();
    let hash = corpus::hash(&corpus::shipped());
    let store = store(Arc::clone(&corpus), hash, folder.path());
    let opened = store.open(&mut |_| {}).unwrap();
    let found = |engine: &shirube::engine::tantivy::TantivyEngine| -> Vec<usize> {
        engine.search("kansensho 治験", &SearchOptions::best(50)).unwrap().hits.iter().map(|hit| hit.position).collect()
    };
    fs::remove_dir_all(folder.path()).unwrap();
    let hits = found(&opened.engine);
    assert!(!hits.is_empty(), "what was opened stays readable");
    let again = store.open(&mut |_| {}).unwrap();
    assert!(matches!(again.source, IndexSource::Built(_)), "{:?}", again.source);
    assert_eq!(found(&again.engine), hits);
}

#[test]
fn searches_go_on_while_their_cache_is_deleted_again_and_again() {
    let home = Home::new();
    let found = hits(&home, "感染症");
    let mut running: Vec<Child> = (0..4).map(|_| start(&home, &["search", "感染症", "--format", "csv"])).collect();
    while running.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
        drop(fs::remove_dir_all(cache(&home)));
        std::thread::sleep(Duration::from_millis(30));
    }
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && stdout(&output) == found, "{}", stderr(&output));
    }
}

fn set_time(path: &Path, time: SystemTime) {
    File::open(path).unwrap().set_times(FileTimes::new().set_modified(time)).unwrap();
}

#[test]
fn a_clock_that_jumps_deletes_nothing_that_is_wanted_and_keeps_nothing_that_is_not() {
    let (past, future) = (SystemTime::UNIX_EPOCH, SystemTime::now() + Duration::from_secs(80 * 365 * 24 * 3600));
    let home = Home::new();
    let dir = cache(&home);
    for (at, time) in [past, future, future, past, future, past].into_iter().enumerate() {
        let path = write(&home, &format!("{at}.txt"), &REQUEST.replace("令和8", &format!("令和{}", 8 + at)));
        assert!(home.run(&["import", &path]).status.success());
        for index in fs::read_dir(&dir).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            set_time(&index, time);
            fs::read_dir(&index).unwrap().flatten().for_each(|file| set_time(&file.path(), time));
        }
        let left = dir.join(format!(".{at}.part"));
        fs::create_dir(&left).unwrap();
        set_time(&left, time);
        assert!(home.json(&["index", "status"])["ready"] == true, "{at}");
        assert!(hits(&home, "月面創薬").contains("月面創薬"), "{at}");
    }
    assert_eq!(home.json(&["library", "list", "--format", "json"]).as_array().unwrap().len(), 6);
    assert!(home.run(&["check"]).status.success());
    assert!(home.run(&["index", "rebuild"]).status.success());
    assert_eq!(leftovers(&dir), Vec::<PathBuf>::new());
    let indexes = fs::read_dir(&dir).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
    assert!(indexes <= 4, "{indexes} are kept");
}
