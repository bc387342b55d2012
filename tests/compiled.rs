//! What is kept so that a start need not make it: the compiled corpus, this field's words, the rows beside the index. Kept or not, damaged or
//! not, the answers are the same; and what is edited by hand is seen at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use shirube::corpus::{self, Cache, Library};
use shirube::engine::tantivy::mapped;
use shirube::model::{Corpus, Id, Kind, Named, Record, Section};

use crate::support::{Home, corpus, stderr, stdout};

/// The compiled form of the shipped corpus.
fn bytes(fingerprint: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    corpus().compile(fingerprint, &mut bytes).unwrap();
    bytes
}

/// A document of the library as a person may write it.
fn document(word: &str, padding: usize) -> String {
    format!(
        "[original]\ndocument = \"own\"\nfile = \"own.txt\"\nformat = \"text\"\nencoding = \"UTF-8\"\nsha256 = \"00\"\n\n\
         [[document]]\nid = \"own\"\ntitle = \"手もとの文書\"\nshort_title = \"手もと\"\ndocument_kind = \"slides\"\nperiod = 3\n\n\
         [[section]]\nid = \"own/section/1\"\ntitle = \"一つめ\"\nslide = \"一\"\ntext = \"{word}の話がある。\"\n{}\n",
        format!("# {}\n", "-".repeat(98)).repeat(padding / 100)
    )
}

/// The files below a folder whose names begin so.
fn kept(folder: &Path, begin: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter(|file| file.file_name().to_string_lossy().starts_with(begin)).map(|file| file.path()).collect()
}

fn ids(home: &Home, query: &str) -> Vec<String> {
    let found = home.json(&["search", query, "--format", "json"]);
    found["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_compiled_corpus_says_what_the_one_it_was_made_of_says() {
    let made = corpus();
    let compiled = Corpus::compiled(Box::new(bytes(7)), 7, || panic!("nothing is damaged")).unwrap();
    assert_eq!(compiled.records().len(), made.records().len());
    for (position, (one, other)) in made.records().iter().zip(compiled.records()).enumerate() {
        let id = one.id().as_str();
        assert_eq!(one, other);
        assert_eq!(made.links(id), compiled.links(id), "{id}");
        assert_eq!(made.excerpts(id), compiled.excerpts(id), "{id}");
        assert_eq!(compiled.position(id), Some(position), "{id}");
        assert_eq!(made.over(position), compiled.over(position), "{id}");
        assert_eq!(made.under(position), compiled.under(position), "{id}");
        assert_eq!(serde_json::to_value(one).unwrap(), serde_json::to_value(other).unwrap());
    }
    assert_eq!(made.lineage(), compiled.lineage());
    for kind in Kind::all().iter().copied() {
        let ids = |corpus: &Corpus| corpus.of_kind(kind).map(|record| record.id().to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&made), ids(&compiled));
        assert_eq!(made.positions(kind), compiled.positions(kind));
        assert!(compiled.positions(kind).all(|position| compiled.at(position).unwrap().kind() == kind));
    }
    for position in 0..made.records().len() {
        // A project is under each document that speaks of it.
        let speaks = |other: usize| {
            made.project(made.at(other).unwrap().id().as_str())
                .is_some_and(|project| project.documents.iter().any(|id| made.position(id.as_str()) == Some(position)))
        };
        let under: Vec<usize> = (0..made.records().len()).filter(|other| made.over(*other) == Some(position) || speaks(*other)).collect();
        assert_eq!(compiled.under(position), under);
    }
    for (other, one) in [("req5/project/3", "slides2/project/3"), ("req6/project/6", "slides2/project/6")] {
        assert_eq!(compiled.get(other).map(|record| record.id().as_str()), Some(one));
        assert_eq!(made.position(other), compiled.position(other));
    }
    for id in ["", "a", "plan3/", "plan3/project/99", "zzz"] {
        assert_eq!(compiled.position(id), None, "{id}");
    }
    assert_eq!(compiled.ministry("文").map(|ministry| &ministry.id), made.ministry("文").map(|ministry| &ministry.id));
}

#[test]
fn a_compiled_corpus_that_is_cut_changed_or_anothers_is_refused() {
    let sound = bytes(7);
    let open = |bytes: Vec<u8>| Corpus::compiled(Box::new(bytes), 7, || ()).is_some();
    assert!(open(sound.clone()));
    assert!(Corpus::compiled(Box::new(sound.clone()), 8, || ()).is_none(), "of other files");
    for cut in [0, 1, 56, sound.len() / 2, sound.len() - 1] {
        assert!(!open(sound[..cut].to_vec()), "cut to {cut} bytes");
    }
    for at in (0..sound.len()).step_by(sound.len() / 97) {
        let mut changed = sound.clone();
        changed[at] ^= 1;
        assert!(!open(changed), "changed at {at}");
    }
}

#[test]
fn a_part_that_cannot_be_read_is_said_and_the_others_keep_their_places() {
    // A corpus too large to be checked whole when it is opened: its parts are checked when they are read.
    let texts = corpus();
    let mut records: Vec<_> = Vec::new();
    while records.len() < 60_000 {
        for record in texts.of_kind(Kind::Section) {
            let Record::Section(section) = record else { continue };
            let id = Id::new(format!("large/{}", records.len()));
            records.push(Record::Section(Section { id, areas: Vec::new(), ..section.clone() }));
        }
    }
    let mut bytes = Vec::new();
    Corpus::new(records, Vec::new()).compile(1, &mut bytes).unwrap();
    assert!(bytes.len() > 17 << 20, "{}", bytes.len());
    bytes[20] ^= 1;
    let damaged = Arc::new(AtomicUsize::new(0));
    let heard = Arc::clone(&damaged);
    let corpus = Corpus::compiled(Box::new(bytes), 1, move || {
        heard.fetch_add(1, Ordering::Relaxed);
    })
    .unwrap();
    assert!(corpus.at(0).unwrap().title().contains("unreadable"));
    assert_eq!(damaged.load(Ordering::Relaxed), 1, "it is told, once");
    assert_eq!(corpus.at(1).unwrap().id().as_str(), "large/1");
    for position in (1..corpus.records().len()).step_by(7) {
        assert_eq!(corpus.position(&format!("large/{position}")), Some(position));
    }
    assert!(["", "large", "large/999999", "large/-1", "もの"].iter().all(|id| corpus.position(id).is_none()));
    assert_eq!(corpus.records().iter().count(), corpus.records().len());
}

#[test]
fn what_is_kept_is_made_once_and_made_anew_when_damaged() {
    let home = Home::new();
    let folders = [(".cache/shirube/corpus", "corpus-"), (".cache/shirube/index", "words-")];
    let before = ids(&home, "感染症");
    for (folder, begin) in folders {
        let folder = home.dir.path().join(folder);
        let [file] = kept(&folder, begin).try_into().unwrap();
        let (made, sound) = (fs::metadata(&file).unwrap().modified().unwrap(), fs::read(&file).unwrap());
        assert_eq!(ids(&home, "感染症"), before);
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), made, "found again");
        for damage in [Vec::new(), sound[..sound.len() / 2].to_vec(), [&sound[..100], &[!sound[100]], &sound[101..]].concat()] {
            fs::write(&file, damage).unwrap();
            assert_eq!(ids(&home, "感染症"), before);
            assert_eq!(fs::read(&file).unwrap(), sound, "made anew");
        }
    }
}

#[test]
fn rows_that_are_damaged_without_a_change_of_size_are_made_anew() {
    let home = Home::new();
    let before = ids(&home, "kind:kpi 治験");
    let status = home.json(&["index", "status"]);
    let file = Path::new(status["folder"].as_str().unwrap()).join("rows.bin");
    let sound = fs::read(&file).unwrap();
    let mut damaged = sound.clone();
    let end = damaged.len();
    damaged[end - 8..].fill(0xff);
    fs::write(&file, damaged).unwrap();
    assert_eq!(ids(&home, "kind:kpi 治験"), before);
}

#[test]
fn a_document_edited_by_hand_is_seen_at_once_whatever_is_kept() {
    // A few bytes are read at every start; of many only what the system says of them.
    for (padding, linked) in [(0, false), (9 << 20, false), (9 << 20, true)] {
        let home = Home::new();
        let folder = home.dir.path().join(".local/share/shirube/library/own");
        if linked {
            let elsewhere = home.dir.path().join("elsewhere");
            fs::create_dir_all(&elsewhere).unwrap();
            fs::create_dir_all(folder.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(&elsewhere, &folder).unwrap();
            // And enough besides that not all is read at every start.
            let other = folder.with_file_name("other");
            fs::create_dir_all(&other).unwrap();
            fs::write(other.join("document.toml"), document("別", padding).replace("own", "other")).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("document.toml");
        fs::write(&file, document("蛍光猫", padding)).unwrap();
        assert_eq!(ids(&home, "蛍光猫"), ["own/section/1"], "{padding}");
        if padding > 0 {
            std::thread::sleep(Duration::from_millis(2500));
            assert_eq!(ids(&home, "蛍光猫"), ["own/section/1"]);
            assert_eq!(kept(&home.dir.path().join(".cache/shirube/corpus"), "seen-").len(), 1, "what has settled is remembered");
        }
        // As many bytes as before, and the time of the last change set back to what it was.
        let times = fs::metadata(&file).unwrap().modified().unwrap();
        fs::write(&file, document("発光犬", padding)).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(times).unwrap();
        assert_eq!(ids(&home, "発光犬"), ["own/section/1"], "{padding}");
        assert!(ids(&home, "蛍光猫").is_empty(), "{padding}");
        fs::remove_file(&file).unwrap();
        assert!(ids(&home, "発光犬").is_empty(), "{padding}");
    }
}

#[test]
fn a_file_put_beside_a_large_document_by_hand_is_seen_at_once() {
    let home = Home::new();
    let folder = home.dir.path().join(".local/share/shirube/library/own");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("document.toml"), document("蛍光猫", 9 << 20)).unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    assert_eq!(ids(&home, "蛍光猫"), ["own/section/1"]);
    assert_eq!(kept(&home.dir.path().join(".cache/shirube/corpus"), "seen-").len(), 1, "what has settled is remembered");
    let more = folder.join("more.toml");
    fs::write(&more, "[[section]]\nid = \"own/section/2\"\ntitle = \"発光犬\"\nslide = \"一枚目\"\n").unwrap();
    assert_eq!(ids(&home, "発光犬"), ["own/section/2"]);
    fs::remove_file(&more).unwrap();
    assert!(ids(&home, "発光犬").is_empty());
    assert_eq!(ids(&home, "蛍光猫"), ["own/section/1"]);
}

#[test]
fn where_nothing_can_be_kept_the_corpus_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a-file");
    fs::write(&file, "not a folder").unwrap();
    let cache = Cache { folder: file, map: mapped };
    let ready = corpus::open(None, &Library::default(), Some(&cache)).unwrap();
    assert_eq!(ready.corpus.records().len(), corpus().records().len());
    assert_eq!(ready.hash, corpus::hash(&corpus::sources(None).unwrap()));
}

#[test]
fn what_is_wrong_with_a_document_is_said_at_every_start() {
    let home = Home::new();
    let folder = home.dir.path().join(".local/share/shirube/library/own");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("document.toml"), "[[section]]\nid = 1\n").unwrap();
    for _ in 0..2 {
        let output = home.run(&["list", "area"]);
        assert!(stderr(&output).contains("library/own/document.toml:"), "{}", stderr(&output));
        assert!(stdout(&output).contains("感染症"));
    }
}

#[test]
fn of_many_documents_mended_by_hand_a_start_names_a_few_and_counts_the_others() {
    let home = Home::new();
    for number in 1..=5 {
        let folder = home.dir.path().join(format!(".local/share/shirube/library/own-{number}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("document.toml"), document("蛍光猫", 0).replace("own", &format!("own-{number}"))).unwrap();
    }
    let said = stderr(&home.run(&["list", "area"]));
    assert_eq!(said.lines().count(), 4, "{said}");
    assert!(said.contains("library accept own-3") && said.contains("2 more"), "{said}");
    let listed = stdout(&home.run(&["library", "list"]));
    assert!((1..=5).all(|number| listed.contains(&format!("own-{number}"))), "{listed}");
}
