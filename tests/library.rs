//! The reader's library: originals beside the digest, new documents as records of their own, nothing counted twice and nothing lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use shirube::model::{Corpus, Kind, Named, Record};

use crate::support::{Home, corpus, stderr, stdout};

/// A request of a year that is none of the corpus's: programmes that the corpus knows, and one that it does not.
const REQUEST: &str = "\
令和8年度 医療分野の研究開発関連予算 概算要求のポイント

1. 医薬品プロジェクト 450億円 ＜AMED 400億円、インハウス 50億円＞

● 革新的がん医療実用化研究事業： がんの新しい治療をつくる
概算要求額 61.5億円

● 月面創薬支援推進事業： 低重力での創薬を支える
概算要求額 12.5億円

● 軌道上診断機器開発事業： 診断機器の開発
概算要求額 30億円の内数

◆【新規】宇宙放射線対策研究事業（文、◎厚）
- ✓ 放射線の影響を調べる

7) 低重力臨床試験の実施件数：25件/年
";

/// Something like the original of the plan: its headings, each with a sentence of our own that the digest does not have.
fn plan(corpus: &Corpus) -> String {
    let mut text = String::new();
    for record in corpus.of_kind(Kind::Section) {
        let Record::Section(section) = record else { continue };
        if section.document.as_str() == "plan3" {
            text.push_str(&format!(
                "{} {}\nここに蛍光猫{}の話がある。\n",
                section.number.as_deref().unwrap_or("〇"),
                section.title,
                section.id
            ));
        }
    }
    text
}

fn write(home: &Home, name: &str, text: &str) -> String {
    let path = home.dir.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn counts(home: &Home) -> BTreeMap<String, usize> {
    Kind::all()
        .iter()
        .map(|kind| (kind.name().to_owned(), home.json(&["list", kind.name(), "--format", "json"]).as_array().unwrap().len()))
        .collect()
}

fn entries(home: &Home, programme: &str) -> Vec<Value> {
    home.json(&["show", programme, "--format", "json"])["entries"].as_array().unwrap().clone()
}

#[test]
fn an_original_attaches_to_the_records_of_the_digest() {
    let home = Home::new();
    let before = counts(&home);
    let path = write(&home, "計画の原文.txt", &plan(&corpus()));
    let report = home.json(&["import", "--format", "json", &path]);
    assert_eq!((report[0]["state"].as_str(), report[0]["document"].as_str()), (Some("attached"), Some("plan3")));
    assert_eq!(counts(&home), before, "the digest's records are all there are");
    let original = stdout(&home.run(&["show", "plan3/section/3.1-3-4", "--original"]));
    assert!(original.contains("蛍光猫plan3/section/3.1-3-4の話") && original.contains("計画の原文.txt"), "{original}");
    // A project is set out by a section: its original is that section's.
    assert!(stdout(&home.run(&["show", "plan3/project/4", "--original"])).contains("蛍光猫plan3/section/3.1-3-4の話"));
    let found = home.json(&["search", "蛍光猫", "--format", "json"]);
    assert!(found["total"].as_u64().unwrap() > 50, "search covers the original: {found}");
    assert!(found["hits"][0]["snippet"].as_str().unwrap().contains("蛍光猫"));
    assert!(home.run(&["check"]).status.success());
}

#[test]
fn a_new_document_extends_the_series_and_joins_the_projects_of_its_period() {
    let home = Home::new();
    let before = entries(&home, "programme/innovative-cancer-treatment").len();
    let path = write(&home, "next.txt", REQUEST);
    let report = home.json(&["import", "--format", "json", &path]);
    assert_eq!((report[0]["state"].as_str(), report[0]["id"].as_str()), (Some("new"), Some("next")));
    let standing = |name: &str| {
        let programmes = report[0]["programmes"].as_array().unwrap();
        programmes.iter().find(|known| known["name"] == name).map(|known| known["standing"].as_str().unwrap().to_owned())
    };
    assert_eq!(standing("革新的がん医療実用化研究事業").as_deref(), Some("matched"));
    assert_eq!(standing("月面創薬支援推進事業").as_deref(), Some("new"));
    let series = entries(&home, "programme/innovative-cancer-treatment");
    assert_eq!(series.len(), before + 1);
    let newest = series.last().unwrap();
    assert_eq!(
        (newest["fiscal_year"].as_u64(), newest["amount"].as_f64(), newest["stage"].as_str()),
        (Some(2026), Some(61.5), Some("概算要求"))
    );
    assert_eq!(newest["document"], "next");
    assert_eq!(newest["confidence"], "high");
    let found = home.json(&["search", "月面創薬", "--kind", "programme", "--format", "json"]);
    let made = entries(&home, found["hits"][0]["id"].as_str().unwrap());
    assert_eq!((made.len(), made[0]["amount"].as_f64()), (1, Some(12.5)));
    let found = home.json(&["search", "軌道上診断機器開発事業", "--kind", "programme", "--format", "json"]);
    let shared = &entries(&home, found["hits"][0]["id"].as_str().unwrap())[0];
    assert!(shared["amount"].is_null() && shared["marks"][0] == "内数", "what several are given together is none's alone: {shared}");
    // Third period, same name: one project.
    let money = stdout(&home.run(&["budget", "--by", "project", "--period", "3", "--format", "csv"]));
    let row = money.lines().find(|line| line.starts_with("plan3/project/1,") && line.contains("2026")).unwrap_or_default();
    assert!(row.contains("400") && row.contains("概算要求"), "{money}");
    let kpi = home.json(&["show", "next/kpi/1", "--format", "json"]);
    assert_eq!(
        (kpi["target"]["value"].as_f64(), kpi["target"]["basis"].as_str(), kpi["owner"]["basis"].as_str()),
        (Some(25.0), Some("per_year"), Some("inferred"))
    );
    let section = stdout(&home.run(&["show", "next/section/1"]));
    assert!(section.contains("革新的がん医療実用化研究事業"), "a section without a digest shows what it says: {section}");
    assert!(home.run(&["check"]).status.success(), "{}", stdout(&home.run(&["check"])));
}

#[test]
fn what_another_document_says_already_is_not_counted_again() {
    let home = Home::new();
    let of = |home: &Home, year: u64| -> f64 {
        let entries = entries(home, "programme/innovative-cancer-treatment");
        entries.iter().filter(|entry| entry["fiscal_year"].as_u64() == Some(year)).filter_map(|entry| entry["amount"].as_f64()).sum()
    };
    let printed = of(&home, 2024);
    assert!(printed > 0.0);
    // The corpus has the request of 2024, and this is another paper of that year.
    let path = write(&home, "summary.txt", &REQUEST.replace("令和8年度", "令和6年度"));
    let report = home.json(&["import", "--format", "json", &path]);
    assert_eq!(report[0]["state"], "new");
    let doubts = report[0]["doubts"].to_string();
    assert!(doubts.contains("革新的がん医療実用化研究事業: 61.5億円") && doubts.contains("req6"), "{doubts}");
    assert!(doubts.contains("医薬品プロジェクト"), "nor is a project's money: {doubts}");
    assert_eq!(of(&home, 2024), printed);
    // The same paper once more, from another file.
    let other = write(&home, "copy.md", &format!("{}\n", REQUEST.replace("令和8年度", "令和6年度")));
    let report = home.json(&["import", "--format", "json", &other]);
    assert!(report[0]["doubts"].to_string().contains("月面創薬支援推進事業: 12.5億円"), "{report}");
}

#[test]
fn the_same_file_changes_nothing_and_a_changed_one_takes_its_own_place() {
    let home = Home::new();
    let path = write(&home, "next.txt", REQUEST);
    home.run(&["import", &path]);
    let held = |home: &Home| fs::read_to_string(home.dir.path().join(".local/share/shirube/library/next/document.toml")).unwrap();
    let first = held(&home);
    assert_eq!(home.json(&["import", "--format", "json", &path])[0]["state"], "unchanged");
    assert_eq!(held(&home), first);
    fs::write(&path, REQUEST.replace("61.5", "62.5")).unwrap();
    home.run(&["import", &path]);
    let list = home.json(&["library", "list", "--format", "json"]);
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    let series = entries(&home, "programme/innovative-cancer-treatment");
    assert_eq!(series.last().unwrap()["amount"].as_f64(), Some(62.5));
    assert_eq!(home.run(&["library", "remove", "next"]).status.code(), Some(0));
    assert_eq!(home.run(&["library", "list"]).status.code(), Some(1));
    assert_eq!(home.run(&["library", "remove", "../dictionary"]).status.code(), Some(2));
    assert_eq!(home.run(&["show", "next"]).status.code(), Some(1));
}

#[test]
fn one_document_is_taken_in_once_and_a_name_is_given_to_one() {
    let home = Home::new();
    let folder = home.dir.path().join("documents");
    fs::create_dir(&folder).unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.join(name), REQUEST).unwrap();
    }
    let refused = home.run(&["import", "--document", "mine", folder.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2), "two files are not one document");
    assert!(stderr(&refused).contains("--document mine"), "{}", stderr(&refused));
    let report = home.json(&["import", "--format", "json", folder.to_str().unwrap()]);
    assert_eq!((report[0]["state"].as_str(), report[1]["state"].as_str()), (Some("new"), Some("unchanged")));
    assert!(home.run(&["import", "--document", "mine", folder.join("a.txt").to_str().unwrap()]).status.success());
}

#[test]
fn a_document_that_was_mended_wrongly_is_left_out_and_the_rest_stays() {
    let home = Home::new();
    let paths = [write(&home, "next.txt", REQUEST), write(&home, "計画.txt", &plan(&corpus()))];
    assert!(home.run(&["import", &paths[0], &paths[1]]).status.success());
    let file = home.dir.path().join(".local/share/shirube/library/next/document.toml");
    let sound = fs::read_to_string(&file).unwrap();
    let wrong = [
        sound.replace("programme/innovative-cancer-treatment", "programme/no-such"),
        sound.replace("概算要求\"", "いつか\""),
        sound[..sound.len() / 2].to_owned(),
        "\u{0}".repeat(100),
        sound.replace("amount = ", "amount = -"),
    ];
    for text in wrong {
        fs::write(&file, &text).unwrap();
        let output = home.run(&["search", "蛍光猫"]);
        assert!(output.status.success() && stderr(&output).contains("library/next/document.toml:"), "{}", stderr(&output));
        let check = home.run(&["check"]);
        assert_eq!(check.status.code(), Some(2));
        assert!(stdout(&check).contains("library/next/document.toml:"), "{}", stdout(&check));
    }
    fs::write(&file, &sound).unwrap();
    assert!(home.run(&["check"]).status.success());
}

#[test]
fn only_what_has_changed_is_indexed() {
    let home = Home::new();
    home.run(&["search", "がん"]);
    let path = write(&home, "next.txt", REQUEST);
    home.run(&["import", &path]);
    let dir = home.dir.path().join(".cache/shirube/index");
    let segments = |dir: &Path| -> usize {
        let newest = fs::read_dir(dir)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .max_by_key(|path| fs::metadata(path).unwrap().modified().unwrap());
        fs::read_dir(newest.unwrap()).unwrap().flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "idx")).count()
    };
    assert_eq!(segments(&dir), 2, "the new records stand beside the old ones");
    let hits = |home: &Home, query: &str| -> Vec<String> {
        let found = home.json(&["search", query, "--format", "json", "--limit", "20"]);
        found["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    };
    let queries = ["革新的がん医療実用化研究事業", "月面", "kind:kpi", "fy:2026", "感染症"];
    let updated: Vec<Vec<String>> = queries.iter().map(|query| hits(&home, query)).collect();
    assert!(home.run(&["index", "rebuild"]).status.success());
    for (query, updated) in queries.iter().zip(updated) {
        assert_eq!(hits(&home, query), updated, "{query}: as an index that was built at once");
    }
}

/// A PDF whose page unpacks to thousands of times its size: run-length encoded twice over.
fn bomb(bytes: usize) -> Vec<u8> {
    let repeat = |count: usize, byte: u8| -> Vec<u8> { (0..count / 128).flat_map(|_| [129, byte]).collect() };
    // 129 means "128 times what follows": a run of 129s is itself one run.
    let outer = repeat(repeat(repeat(bytes, 129).len(), 129).len(), 129);
    let mut pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n".to_vec();
    pdf.extend(format!("4 0 obj<</Length {}/Filter[/RunLengthDecode/RunLengthDecode/RunLengthDecode]>>stream\n", outer.len()).bytes());
    pdf.extend(outer);
    pdf.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    pdf
}

#[test]
fn a_pdf_that_unpacks_without_end_is_refused_and_the_others_are_taken() {
    let home = Home::new();
    let folder = home.dir.path().join("documents");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("bomb.pdf"), bomb(256 << 20)).unwrap();
    fs::write(folder.join("next\nyear.txt"), REQUEST).unwrap();
    let report = home.json(&["import", "--format", "json", folder.to_str().unwrap()]);
    let states: Vec<&str> = report.as_array().unwrap().iter().map(|report| report["state"].as_str().unwrap()).collect();
    assert!(states.contains(&"new"), "{report}");
    assert!(home.run(&["check"]).status.success(), "a file's name with a line end is no harm");
}

/// Where the originals are at hand: each is told for what it is, and no section of the plan is without its text.
#[test]
fn the_originals_attach_to_their_documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    if !folder.is_dir() {
        return;
    }
    let home = Home::new();
    for document in ["plan3", "slides1", "slides2", "req5", "req6"] {
        let report = home.json(&["import", "--format", "json", folder.join(format!("{document}.txt")).to_str().unwrap()]);
        assert_eq!((report[0]["state"].as_str(), report[0]["document"].as_str()), (Some("attached"), Some(document)));
    }
    assert!(home.run(&["check"]).status.success());
    for id in ["plan3/section/3.1-3-4", "plan3/kpi/output-2", "req5/section/project-1", "slides1/section/project-3", "programme/b-cure"] {
        let original = home.json(&["show", id, "--original", "--format", "json"]);
        assert!(original.as_array().is_some_and(|excerpts| !excerpts.is_empty()), "{id}");
    }
}

#[test]
fn hundreds_of_small_documents_are_put_together_and_each_is_still_one() {
    const MANY: usize = 300;
    let home = Home::new();
    let folder = home.dir.path().join("papers");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..MANY {
        let text = format!(
            "令和８年度 架空{number}町の健康づくり\n\n１．目的\n● 架空{number}町検診推進事業：令和８年度概算要求額 {}億円\n",
            number + 1
        );
        fs::write(folder.join(format!("town{number}.txt")), text).unwrap();
    }
    let take = || home.json(&["import", folder.to_str().unwrap(), "--format", "json", "--columns", "state"]);
    assert!(take().as_array().unwrap().iter().all(|row| row["state"] == "new"));
    let library = home.dir.path().join(".local/share/shirube/library");
    let folders = || fs::read_dir(&library).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(folders(), 0);
    let held = || home.json(&["library", "list", "--format", "json"]).as_array().unwrap().len();
    assert_eq!(held(), MANY);
    // Twice changes nothing.
    assert!(take().as_array().unwrap().iter().all(|row| row["state"] == "unchanged"));
    let amounts = |id: &str| home.json(&["library", "amounts", id, "--format", "json"]);
    assert_eq!(amounts("town7")[0]["value"], 8.0);
    assert!(home.run(&["library", "amounts", "town7", "1", "--value", "9"]).status.success());
    assert_eq!(amounts("town7")[0]["correction"]["value"], 9.0);
    // One is mended by hand in a folder of its own, which counts from then on.
    let place = stdout(&home.run(&["library", "unpack", "town8"]));
    let text = fs::read_to_string(place.trim()).unwrap();
    fs::write(place.trim(), text.replace("架空8町の健康づくり", "架空八町の健康づくり")).unwrap();
    assert_eq!((folders(), held()), (1, MANY));
    assert_eq!(home.json(&["show", "town8", "--format", "json"])["title"], "令和８年度 架空八町の健康づくり");
    assert!(home.run(&["library", "accept", "town8"]).status.success());
    for id in ["town8", "town9"] {
        assert!(home.run(&["library", "remove", id]).status.success(), "{id}");
        assert_eq!(home.run(&["show", id]).status.code(), Some(1), "{id}");
    }
    assert_eq!((folders(), held()), (0, MANY - 2));
    // A bundle that is damaged is told; what else there is stays.
    let bundle = library.join("documents.zip");
    let whole = fs::read(&bundle).unwrap();
    fs::write(&bundle, &whole[..whole.len() / 2]).unwrap();
    let output = home.run(&["search", "感染症", "--limit", "1"]);
    assert!(output.status.success() && stderr(&output).contains("documents.zip"), "{}", stderr(&output));
    fs::write(&bundle, whole).unwrap();
    assert_eq!(held(), MANY - 2);
}
