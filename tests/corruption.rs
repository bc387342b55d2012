//! Whatever is cut or has a changed bit is found: caches are built anew, and what is the reader's own is told of and kept.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shirube::analysis::dictionary;
use shirube::corpus::{self, SourceFile};
use shirube::engine::tantivy::{IndexSource, Store};
use shirube::engine::{Engine, SearchOptions};

use crate::support::{self, Chance, Home, dictionary_store, stderr, stdout};

/// A corpus that is indexed in no time.
fn small() -> Vec<SourceFile> {
    let document = "[[document]]\nid = \"d\"\ntitle = \"計画\"\nshort_title = \"計画\"\ndocument_kind = \"plan\"\nperiod = 3\n";
    let section = |number: usize| {
        format!("[[section]]\nid = \"d/section/{number}\"\ntitle = \"感染症{number}\"\ntext = \"治験の話{number}\"\npage = {number}\n")
    };
    let text = format!("{document}{}", (1..40).map(section).collect::<String>());
    vec![SourceFile { path: "d/document.toml".to_owned(), text: Cow::Owned(text) }]
}

fn store(folder: &Path) -> Store {
    let corpus = Arc::new(corpus::load_files(&small()).unwrap());
    support::store(corpus, corpus::hash(&small()), folder)
}

/// What the index finds, and whether it had to be built.
fn asked(store: &Store) -> (Vec<usize>, bool) {
    let opened = store.open(&mut |_| {}).unwrap();
    let found = |query: &str| -> Vec<usize> {
        let answer = opened.engine.search(query, &SearchOptions::best(100)).unwrap();
        answer.hits.iter().map(|hit| hit.position).collect()
    };
    let hits = ["感染症", "kansensho", "治験の話7", "kind:section"].iter().flat_map(|query| found(query)).collect();
    (hits, matches!(opened.source, IndexSource::Built(_)))
}

/// Ways to damage a file's content.
fn damaged(content: &[u8], chance: &mut Chance) -> Vec<Vec<u8>> {
    let mut all = vec![content[..content.len() / 2].to_vec(), Vec::new(), vec![0; content.len()]];
    for _ in 0..4 {
        let mut flipped = content.to_vec();
        flipped[chance.below(content.len())] ^= 1 << chance.below(8);
        all.push(flipped);
    }
    all.retain(|damaged| damaged != content);
    all
}

/// The files that are part of a folder: not those that lock it, nor the one that remembers that the others were read whole.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let part = |path: &PathBuf| path.is_file() && !path.to_str().unwrap().ends_with(".lock") && !path.ends_with(".checked");
    let mut files: Vec<PathBuf> = entries.filter(part).collect();
    files.sort();
    files
}

#[test]
fn an_index_with_one_changed_bit_in_any_file_is_built_anew_and_answers_as_before() {
    let mut chance = Chance::new();
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let (hits, built) = asked(&store);
    assert!(built && hits.len() > 100, "{}", hits.len());
    assert_eq!(asked(&store), (hits.clone(), false), "it is there the second time");
    let index = store.status().folder;
    let names: Vec<PathBuf> = files(&index).iter().map(|path| path.strip_prefix(&index).unwrap().to_owned()).collect();
    assert!(names.len() > 6, "{names:?}");
    // Each build gives its segment another name: files are told by their place in the list.
    for (at, name) in names.iter().enumerate() {
        let content = fs::read(&files(&index)[at]).unwrap();
        for way in 0..damaged(&content, &mut chance).len() {
            let path = files(&index).swap_remove(at);
            let content = fs::read(&path).unwrap();
            let Some(damage) = damaged(&content, &mut chance).into_iter().nth(way) else { continue };
            fs::write(&path, damage).unwrap();
            assert!(!store.status().ready, "{} damaged ({way}) is not noticed", path.display());
            assert_eq!(asked(&store), (hits.clone(), true), "{} damaged ({way})", path.display());
        }
        fs::remove_file(files(&index).swap_remove(at)).unwrap();
        assert_eq!(asked(&store), (hits.clone(), true), "without {}", name.display());
    }
}

#[test]
fn an_older_index_that_is_damaged_is_no_base_for_a_newer_one() {
    let home = Home::new();
    home.run(&["search", "がん"]);
    let dir = home.dir.path().join(".cache/shirube/index");
    let index = fs::read_dir(&dir).unwrap().flatten().map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    for path in files(&index).into_iter().filter(|path| path.extension().is_some_and(|end| end == "idx" || end == "pos")) {
        let mut content = fs::read(&path).unwrap();
        let (from, to) = (content.len() / 8, content.len() / 2);
        content[from..to].iter_mut().for_each(|byte| *byte ^= 0x15);
        fs::write(path, content).unwrap();
    }
    let path = home.dir.path().join("next.txt");
    fs::write(&path, "令和8年度 概算要求のポイント\n● 月面創薬支援推進事業： 低重力での創薬\n概算要求額 12.5億円\n").unwrap();
    assert!(home.run(&["import", path.to_str().unwrap()]).status.success());
    let hits = |home: &Home| stdout(&home.run(&["search", "感染症", "--format", "csv"]));
    let found = hits(&home);
    assert!(home.run(&["index", "rebuild"]).status.success());
    assert_eq!(hits(&home), found);
}

#[test]
fn a_dictionary_with_one_changed_bit_in_any_file_is_reported_and_the_search_goes_on_without() {
    let mut chance = Chance::new();
    let home = Home::new();
    let whole = dictionary::status(&dictionary_store()).current.unwrap().0;
    let store = home.dir.path().join("dictionary");
    let folder = store.join("ipadic-1-1");
    fs::create_dir_all(&folder).unwrap();
    for path in files(&whole) {
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    fs::write(store.join("current"), "ipadic-1-1").unwrap();
    assert!(dictionary::load(&store).unwrap().is_some());
    for path in files(&folder) {
        let content = fs::read(&path).unwrap();
        let mut flipped = content.clone();
        flipped[chance.below(content.len())] ^= 1 << chance.below(8);
        for damage in [&flipped[..], &content[..content.len() - 1]] {
            fs::write(&path, damage).unwrap();
            let trouble = dictionary::status(&store).trouble.unwrap_or_default();
            assert!(trouble.contains("damaged") && trouble.contains("shirube dictionary install"), "{}: {trouble}", path.display());
            assert!(dictionary::load(&store).is_err(), "{}", path.display());
        }
        fs::write(&path, content).unwrap();
    }
    assert!(dictionary::load(&store).unwrap().is_some(), "whole again");
    let pointer = store.join("current");
    let content = fs::read(&pointer).unwrap();
    for damage in damaged(&content, &mut chance) {
        fs::write(&pointer, damage).unwrap();
        let trouble = dictionary::status(&store).trouble.unwrap_or_default();
        assert!(trouble.contains("damaged") && trouble.contains("shirube dictionary install"), "{trouble}");
    }
    let found = home.command(&["search", "感染症"]).env("SHIRUBE_DICTIONARY", &store).output().unwrap();
    assert!(found.status.success() && stderr(&found).contains("is damaged; run `shirube dictionary install`"), "{}", stderr(&found));
}

const REQUEST: &str = "\
令和8年度 医療分野の研究開発関連予算 概算要求のポイント
● 月面創薬支援推進事業： 低重力での創薬を支える
概算要求額 12.5億円
";

#[test]
fn a_document_of_the_library_that_is_damaged_is_told_of_and_never_written_over() {
    let mut chance = Chance::new();
    let home = Home::new();
    let path = home.dir.path().join("next.txt");
    fs::write(&path, REQUEST).unwrap();
    let import = ["import", path.to_str().unwrap()];
    assert!(home.run(&import).status.success());
    let data = home.dir.path().join(".local/share/shirube");
    let folder = data.join("library/next");
    let file = folder.join("document.toml");
    let sound = fs::read(&file).unwrap();
    let library = corpus::Library::new(&data);
    let told = || {
        let joined = corpus::join(corpus::shipped(), &library).unwrap();
        !joined.left_out.is_empty() || joined.changed == ["next"]
    };
    assert!(!told());
    let cuts = (0..8).map(|_| chance.below(sound.len())).collect::<Vec<_>>();
    for end in cuts {
        fs::write(&file, &sound[..end]).unwrap();
        assert!(told(), "cut at {end}");
        assert_eq!(fs::read(&file).unwrap(), &sound[..end]);
    }
    for _ in 0..20 {
        let mut flipped = sound.clone();
        let (at, bit) = (chance.below(sound.len()), chance.below(8));
        flipped[at] ^= 1 << bit;
        fs::write(&file, &flipped).unwrap();
        assert!(told(), "bit {bit} of byte {at}");
    }
    // Cut, it cannot be read: the document is taken in anew, and what was left of it stays beside.
    let cut = &sound[..sound.len() - 20];
    fs::write(&file, cut).unwrap();
    assert!(stderr(&home.run(&["library", "list"])).contains("library/next/document.toml:"));
    let again = home.run(&import);
    assert!(again.status.success() && stderr(&again).contains("document.toml.aside-1"), "{}", stderr(&again));
    assert_eq!(fs::read(folder.join("document.toml.aside-1")).unwrap(), cut);
    assert_eq!(fs::read(&file).unwrap(), sound);
}

#[test]
fn a_document_mended_by_hand_is_told_of_until_it_is_accepted_and_kept_when_its_file_changes() {
    let home = Home::new();
    let path = home.dir.path().join("next.txt");
    fs::write(&path, REQUEST).unwrap();
    let import = ["import", path.to_str().unwrap()];
    home.run(&import);
    let folder = home.dir.path().join(".local/share/shirube/library/next");
    let file = folder.join("document.toml");
    let mend = |from: &str, to: &str| fs::write(&file, fs::read_to_string(&file).unwrap().replace(from, to)).unwrap();
    mend("低重力", "無重力");
    mend("12.5", "13.5");
    let said = stderr(&home.run(&["list", "document"]));
    assert!(said.contains("library/next") && said.contains("shirube library accept next"), "{said}");
    assert_eq!(home.json(&["library", "list", "--format", "json"])[0]["changed"], true);
    assert!(home.run(&["library", "accept", "next"]).status.success());
    assert_eq!(stderr(&home.run(&["list", "document"])), "");
    assert!(fs::read_to_string(&file).unwrap().contains("13.5"));
    assert_eq!(home.run(&["library", "accept", "other"]).status.code(), Some(2));
    mend("13.5", "-");
    assert_eq!(home.run(&["library", "accept", "next"]).status.code(), Some(2), "what breaks the rules is not accepted");
    mend("-\n", "14.5\n");
    let mended = fs::read(&file).unwrap();
    fs::write(&path, REQUEST.replace("12.5", "15.5")).unwrap();
    assert!(stderr(&home.run(&import)).contains("aside-1"));
    assert_eq!(fs::read(folder.join("document.toml.aside-1")).unwrap(), mended);
}

#[test]
fn a_library_that_cannot_be_read_is_told_of_and_taking_a_document_out_leaves_what_was_set_aside() {
    let home = Home::new();
    let path = home.dir.path().join("next.txt");
    fs::write(&path, REQUEST).unwrap();
    home.run(&["import", path.to_str().unwrap()]);
    let library = home.dir.path().join(".local/share/shirube/library");
    fs::write(library.join("next/document.toml.aside-1"), "mine").unwrap();
    assert!(home.run(&["library", "remove", "next"]).status.success());
    assert_eq!(home.run(&["show", "next"]).status.code(), Some(1));
    assert_eq!(fs::read(library.join("next/document.toml.aside-1")).unwrap(), b"mine");
    fs::remove_dir_all(&library).unwrap();
    fs::write(&library, "").unwrap();
    let found = home.run(&["search", "感染症"]);
    assert!(found.status.success() && stderr(&found).contains("shirube/library"), "{}", stderr(&found));
    assert_eq!(home.run(&["check"]).status.code(), Some(2));
}

#[test]
fn what_was_read_whole_is_read_again_when_a_byte_of_it_changes_whatever_its_times_say() {
    let home = Home::new();
    let folder = |home: &Home| PathBuf::from(home.json(&["index", "status"])["folder"].as_str().unwrap());
    let before = home.json(&["search", "感染症", "--format", "json"])["hits"].clone();
    let folder = folder(&home);
    std::thread::sleep(std::time::Duration::from_millis(3_200));
    home.json(&["search", "感染症", "--format", "json"]);
    assert!(folder.join(".checked").is_file(), "what has settled is remembered");
    for damage in [&b""[..], b"# shirube 00000000\nmeta.json", &[0xff; 40]] {
        fs::write(folder.join(".checked"), damage).unwrap();
        assert_eq!(home.json(&["search", "感染症", "--format", "json"])["hits"], before, "what remembers it is damaged itself");
    }
    let store =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.extension().is_some_and(|end| end == "term"));
    let file = store.unwrap();
    let times = fs::metadata(&file).unwrap().modified().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, &bytes).unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_modified(times).unwrap();
    assert_eq!(home.json(&["search", "感染症", "--format", "json"])["hits"], before);
    assert_ne!(fs::read(&file).ok(), Some(bytes), "it was built anew");
}
