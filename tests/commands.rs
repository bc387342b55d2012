//! The commands: what they print, with which exit status, on good input and bad.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use shirube::model::{Kind, Named, Record};
use shirube::present::writers::Form;

use crate::support::{Home, corpus, dictionary_sources, stderr, stdout};

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn search_prints_the_promised_json() {
    let home = Home::new();
    let found = home.json(&["search", "感染症有事", "--format", "json"]);
    for name in ["query", "interpreted", "total", "elapsed_us", "hits", "facets"] {
        assert!(names(&found).contains(&name), "{name}");
    }
    for name in ["terms", "synonyms", "filters", "mode"] {
        assert!(names(&found["interpreted"]).contains(&name), "{name}");
    }
    for name in ["id", "kind", "document", "title", "score", "snippet"] {
        assert!(names(&found["hits"][0]).contains(&name), "{name}");
    }
    for name in ["kind", "document", "ministry", "area"] {
        assert!(found["facets"][name].is_object(), "{name}");
    }
    assert_eq!(found["interpreted"]["mode"], "all");
    assert_eq!(found["hits"][0]["id"], "plan3/section/2-infectious");
    assert_eq!(found["hits"][1]["id"], "plan3/project/4");
}

#[test]
fn list_kpi_has_all_of_4_1() {
    let home = Home::new();
    let listed = home.json(&["list", "kpi", "--document", "plan3", "--format", "json"]);
    let of = |category: &str| listed.as_array().unwrap().iter().filter(|kpi| kpi["category"] == category).count();
    assert_eq!((of("strategic-goal"), of("outcome"), of("output"), of("monitoring"), of("project-monitoring")), (4, 3, 21, 44, 13));
    let second = listed.as_array().unwrap().iter().find(|kpi| kpi["id"] == "plan3/kpi/output-2").unwrap();
    for name in ["id", "kind", "document", "category", "title", "target", "latest", "owner", "sections", "ministries"] {
        assert!(names(second).contains(&name), "{name}");
    }
    assert_eq!(second["target"]["value"], 60.0);
    assert_eq!(second["target"]["cumulative"], 300.0);
    assert_eq!(second["latest"], Value::Null);
    assert_eq!(second["kind"], "kpi");
}

#[test]
fn list_project_has_eight_with_their_leads() {
    let home = Home::new();
    let listed = home.json(&["list", "project", "--document", "plan3", "--format", "json"]);
    let leads: Vec<String> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|project| {
            let roles = project["ministries"].as_array().unwrap().iter().filter(|role| role["lead"] == true);
            roles.map(|role| role["code"].as_str().unwrap()).collect()
        })
        .collect();
    assert_eq!(leads, ["厚", "経", "文", "厚", "文厚", "文", "文厚", "経"]);
}

#[test]
fn filters_take_codes_names_and_aliases() {
    let home = Home::new();
    let count = |arguments: &[&str]| home.json(arguments).as_array().unwrap().len();
    let by_code = count(&["list", "project", "--document", "plan3", "--ministry", "経", "--format", "json"]);
    assert_eq!(by_code, 6);
    assert_eq!(count(&["list", "project", "--document", "plan3", "--ministry", "経産省", "--format", "json"]), by_code);
    assert_eq!(count(&["list", "project", "--document", "plan3", "--ministry", "ministry/meti", "--format", "json"]), by_code);
    assert!(count(&["list", "kpi", "--project", "感染症プロジェクト", "--format", "json"]) >= 3);
    assert!(count(&["list", "section", "--area", "癌", "--format", "json"]) >= 1);
    // A name that several have means all of them; an id of old means the record that it became.
    let of = |value: &str| home.json(&["list", "project", "--project", value, "--format", "json"]);
    let ids = |value: &str| of(value).as_array().unwrap().iter().map(|record| record["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids("医薬品プロジェクト"), ["plan3/project/1", "slides2/project/1"]);
    assert_eq!(ids("req6/project/1"), ["slides2/project/1"]);
    let found = home.json(&["search", "project:req6/project/1", "--kind", "project", "--format", "json"]);
    assert_eq!((&found["total"], &found["hits"][0]["id"]), (&json!(1), &json!("slides2/project/1")));
    // A part of one name is that one; a part of several is none.
    assert_eq!(count(&["list", "project", "--document", "plan3", "--ministry", "経済産業", "--format", "json"]), by_code);
    let output = home.run(&["list", "kpi", "--ministry", "省"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("厚生労働省"), "{}", stderr(&output));
}

#[test]
fn show_and_links_print_one_record_and_its_links() {
    let home = Home::new();
    let shown = home.json(&["show", "plan3/kpi/output-11", "--format", "json"]);
    assert_eq!(shown["target"]["value"], 360.0);
    assert!(shown["sources"][0].as_str().unwrap().contains("p.37"));
    let text = stdout(&home.run(&["show", "plan3/kpi/output-11"]));
    assert!(text.contains("360件/年") && text.contains("[推定]") && text.contains("報告なし"), "{text}");
    let links = home.json(&["links", "plan3/kpi/output-11", "--format", "json"]);
    let owner = links.as_array().unwrap().iter().find(|link| link["relation"] == "owner").unwrap();
    assert_eq!(names(owner), ["basis", "evidence", "id", "kind", "relation", "source", "title"]);
    assert_eq!(names(&owner["source"]), ["document", "footnote", "page", "section", "slide", "text", "words"]);
    assert!(owner["source"]["text"].as_str().unwrap().starts_with("第3期計画 3."), "what an inferred owner is read from: {owner}");
    assert_eq!((owner["id"].as_str(), owner["basis"].as_str()), (Some("plan3/project/7"), Some("inferred")));
}

#[test]
fn exit_status_tells_found_nothing_and_wrong_use() {
    let home = Home::new();
    for (arguments, status) in [
        (&["search", "感染症"][..], 0),
        (&["search", "qwzx"][..], 1),
        (&["search", ""][..], 1),
        (&["show", "plan3/kpi/output-99"][..], 1),
        (&["links", "nothing"][..], 1),
        (&["list", "wishes"][..], 2),
        (&["frobnicate"][..], 2),
        (&["search", "x", "--limit", "many"][..], 2),
        (&["--version"][..], 0),
        (&["--help"][..], 0),
        (&[][..], 2),
    ] {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn an_unknown_id_is_met_with_what_is_near() {
    let output = Home::new().run(&["show", "output-1"]);
    assert!(stderr(&output).contains("plan3/kpi/output-1"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_query_that_is_no_text_is_refused_with_a_word() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let mut command = home.command(&["search"]);
    // A lone surrogate, as a broken program may hand it over.
    let output = command.arg(std::ffi::OsStr::from_bytes(b"\xed\xa0\x80")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("UTF-8"), "{}", stderr(&output));
}

#[test]
fn search_says_why_sorts_and_helps() {
    let home = Home::new();
    let answer = home.json(&["search", "kansensho", "--explain", "--limit", "3", "--format", "json"]);
    assert_eq!(answer["hits"][0]["id"], "area/infectious");
    assert!(answer["interpreted"]["readings"].as_array().unwrap().contains(&json!("感染症")));
    let ways: Vec<&str> = answer["hits"][0]["reasons"].as_array().unwrap().iter().map(|reason| reason["way"].as_str().unwrap()).collect();
    assert!(ways.contains(&"reading 感染症"), "{ways:?}");
    let answer = home.json(&["search", "kind:programme fy:2024 budget:>50", "--sort", "amount", "--format", "json"]);
    assert_eq!(answer["interpreted"]["filters"], json!(["kind:programme", "fy:2024", "budget:>50"]));
    let ids: Vec<&str> = answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    // 2 + 53 of two projects, and 54; the others by what their review sheets say.
    assert_eq!(ids.first(), Some(&"programme/kakenhi"));
    let of_documents: Vec<&&str> =
        ids.iter().filter(|id| ["programme/innovative-cancer-treatment", "programme/b-cure"].contains(id)).collect();
    assert_eq!(of_documents, [&"programme/innovative-cancer-treatment", &"programme/b-cure"]);
    let output = home.run(&["search", "感染症 budget:>1 kind:kpi"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("without budget:>1"), "{}", stderr(&output));
}

#[test]
fn a_kind_has_the_same_names_at_every_door() {
    let home = Home::new();
    for kind in Kind::all().iter().copied() {
        let [japanese, english] = kind.labels();
        for name in [kind.name(), japanese, english, kind.plural()] {
            let listed = home.json(&["list", name, "--limit", "1", "--format", "json"]);
            // Who is paid comes with the review sheets of a year.
            let there = if kind == Kind::Payee { json!(null) } else { json!(kind.name()) };
            assert_eq!(listed[0]["kind"], there, "list {name}");
            let asked = home.json(&["search", &format!("kind:\"{name}\""), "--limit", "1", "--format", "json"]);
            assert_eq!(asked["interpreted"]["filters"], json!([format!("kind:{}", kind.name())]), "kind:{name}");
        }
    }
    for name in ["会議体", "機関", "会議体・機関"] {
        let found = home.json(&["search", "研究", "--kind", name, "--limit", "1", "--format", "json"]);
        assert_eq!(found["hits"][0]["kind"], "body", "--kind {name}");
        assert_eq!(home.json(&["search", &format!("kind:{name}"), "--format", "json"])["hits"][0]["kind"], "body", "kind:{name}");
    }
}

#[test]
fn the_export_read_back_has_every_fact_once() {
    let home = Home::new();
    let folder = home.dir.path().join("export");
    let output = home.run(&["export", "--format", "csv", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let table = |name: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).unwrap();
        assert!(reader.headers().unwrap().iter().any(|column| column == "source"), "{name}: each row says where it stands");
        reader.records().map(Result::unwrap).collect()
    };
    let corpus = corpus();
    for kind in Kind::all().iter().copied() {
        let rows = table(kind.plural());
        let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
        assert_eq!(ids, corpus.of_kind(kind).map(|record| record.id().as_str()).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| !row[row.len() - 1].is_empty()), "a row of {} has no source", kind.name());
    }
    let sum = |count: &dyn Fn(&Record) -> usize| corpus.records().iter().map(count).sum::<usize>();
    for (name, count) in [
        ("points", sum(&|record| if let Record::Section(section) = record { section.points.len() } else { 0 })),
        (
            "themes",
            sum(&|record| {
                if let Record::Project(project) = record { project.entries.iter().map(|entry| entry.themes.len()).sum() } else { 0 }
            }),
        ),
        ("entries", sum(&|record| if let Record::Programme(programme) = record { programme.entries.len() } else { 0 })),
        ("project_budgets", sum(&|record| if let Record::Project(project) = record { project.budgets.len() } else { 0 })),
        ("allocations", sum(&|record| if let Record::Document(document) = record { document.allocations.len() } else { 0 })),
        ("places", sum(&|record| record.places().len())),
        ("links", sum(&|record| corpus.links(record.id().as_str()).len())),
        ("lineage", corpus.lineage().len()),
    ] {
        assert_eq!(table(name).len(), count, "{name}");
    }
    // Amounts read back are the amounts of the corpus, and nothing reported is nothing, not zero.
    let entries = table("entries");
    let amount =
        csv::Reader::from_path(folder.join("entries.csv")).unwrap().headers().unwrap().iter().position(|name| name == "amount").unwrap();
    let amounts: f64 = entries.iter().filter_map(|row| row[amount].parse::<f64>().ok()).sum();
    let expected: f64 = corpus
        .of_kind(Kind::Programme)
        .filter_map(|record| if let Record::Programme(programme) = record { Some(programme) } else { None })
        .flat_map(|programme| programme.entries.iter().filter_map(|entry| entry.amount))
        .sum();
    assert!((amounts - expected).abs() < 1e-6);
    assert!(entries.iter().any(|row| row[amount].is_empty()) && entries.iter().all(|row| &row[amount] != "0"));
    assert!(!fs::read_dir(&folder).unwrap().any(|file| file.unwrap().path().extension().is_some_and(|end| end == "part")));
}

#[test]
fn the_export_as_json_holds_whole_records() {
    let home = Home::new();
    let folder = home.dir.path().join("export");
    assert!(home.run(&["export", "--format", "json", folder.to_str().unwrap()]).status.success());
    let projects: Value = serde_json::from_slice(&fs::read(folder.join("projects.json")).unwrap()).unwrap();
    assert_eq!(projects, home.json(&["list", "project", "--format", "json"]));
    let lineage: Value = serde_json::from_slice(&fs::read(folder.join("lineage.json")).unwrap()).unwrap();
    assert_eq!(lineage.as_array().unwrap().len(), corpus().lineage().len());
}

#[test]
fn an_export_that_cannot_be_written_says_where_and_why() {
    let home = Home::new();
    let file = home.dir.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let output = home.run(&["export", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(file.to_str().unwrap()), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&file).unwrap(), "in the way");
}

#[test]
fn a_condition_on_figures_asks_the_figure_and_not_another_of_the_same_record() {
    let home = Home::new();
    let rows = |arguments: &[&str]| home.json(&[arguments, &["--format", "json"]].concat()).as_array().unwrap().clone();
    let all = rows(&["budget", "--by", "programme"]);
    let some = rows(&["budget", "--by", "programme", "--where", "がん fy:2024 budget:>10"]);
    assert!(some.len() > 1 && some.iter().all(|row| all.contains(row)));
    assert!(some.iter().all(|row| row["fiscal_year"] == 2024 && row["amount"].as_f64().unwrap() > 10.0), "{some:?}");
    // A ministry has no year of its own; its figures have.
    let of_ministries = rows(&["budget", "--by", "ministry", "--where", "fy:2023"]);
    assert!(!of_ministries.is_empty() && of_ministries.iter().all(|row| row["fiscal_year"] == 2023));
    let marked = rows(&["budget", "--by", "programme", "--where", "mark:新規"]);
    assert!(!marked.is_empty() && marked.iter().all(|row| row["marks"].as_str().unwrap().contains("新規")));
    let crossing = rows(&["matrix", "--by", "area", "--where", "感染症プロジェクト"]);
    assert!(!crossing.is_empty() && crossing.len() < rows(&["matrix", "--by", "area"]).len());
    let steps = rows(&["lineage", "--where", "project:plan3/project/4"]);
    assert!(
        !steps.is_empty() && steps.iter().all(|step| step["to"] == "plan3/project/4" || step["from"] == "plan3/project/4"),
        "{steps:?}"
    );
    for command in ["budget", "matrix", "lineage", "list"] {
        let kind: &[&str] = if command == "list" { &["list", "kpi"] } else { &[command] };
        for (query, why) in [("色:赤", "there is no field"), ("", "asks for nothing")] {
            let refused = home.run(&[kind, &["--where", query]].concat());
            assert_eq!(refused.status.code(), Some(2), "{command} {query}");
            assert!(stderr(&refused).contains(why), "{command}: {}", stderr(&refused));
        }
    }
}

#[test]
fn money_matrix_and_lineage_are_commands_with_the_figures_of_their_screens() {
    let home = Home::new();
    let rows = home.json(&["budget", "--format", "json"]);
    let of =
        |year: u16| rows.as_array().unwrap().iter().find(|row| row["id"] == "slides2/project/3" && row["fiscal_year"] == year).unwrap();
    assert_eq!((&of(2023)["amount"], &of(2024)["amount"], &of(2024)["change"]), (&json!(231), &json!(209), &json!(-22)));
    assert_eq!(of(2023)["stage"], "概算要求");
    let leads = home.json(&["matrix", "--period", "3", "--format", "json"]);
    let lead = leads.as_array().unwrap().iter().find(|row| row["id"] == "plan3/project/4" && row["ministry"] == "ministry/mhlw").unwrap();
    assert_eq!(lead["part"], "◎");
    let steps = home.json(&["lineage", "plan3/project/3", "--format", "json"]);
    let from: Vec<&str> = steps.as_array().unwrap().iter().map(|step| step["from"].as_str().unwrap()).collect();
    assert!(from.contains(&"slides1/project/4") && from.contains(&"slides2/project/3"), "{from:?}");
    assert_eq!(home.run(&["lineage", "no/such"]).status.code(), Some(1));
    let targets = home.json(&["list", "kpi", "--period", "1", "--category", "target", "--format", "json"]);
    assert_eq!(targets.as_array().unwrap().len(), 33);
}

#[test]
fn csv_and_tsv_have_a_header_and_as_many_fields_in_every_row() {
    let home = Home::new();
    for (format, separator) in [("csv", b','), ("tsv", b'\t')] {
        let output = home.run(&["list", "kpi", "--format", format]);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(output.stdout.as_slice());
        let columns = reader.headers().unwrap().len();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), corpus().of_kind(Kind::Kpi).count());
        assert!(rows.iter().all(|row| row.len() == columns));
    }
}

#[test]
fn a_table_is_sorted_cut_to_columns_and_written_in_markdown() {
    let home = Home::new();
    let asked = ["budget", "--by", "ministry", "--sort", "amount:desc", "--columns", "amount,unit,title"];
    let rows = home.json(&[&asked[..], &["--format", "json"]].concat());
    let rows = rows.as_array().unwrap();
    assert!(rows.iter().all(|row| row.as_object().unwrap().keys().eq(["amount", "title", "unit"])), "{rows:?}");
    let amounts: Vec<Option<f64>> = rows.iter().map(|row| row["amount"].as_f64()).collect();
    assert!(amounts.is_sorted_by(|a, b| a.unwrap_or(f64::MIN) >= b.unwrap_or(f64::MIN)), "{amounts:?}");
    let unsorted = home.json(&["budget", "--by", "ministry", "--format", "json"]);
    assert_eq!(unsorted.as_array().unwrap().len(), rows.len());

    let markdown = home.run(&[&asked[..], &["--format", "markdown"]].concat());
    let markdown = String::from_utf8(markdown.stdout).unwrap();
    let mut lines = markdown.lines();
    assert_eq!((lines.next(), lines.next()), (Some("| amount | unit | title |"), Some("| ---: | --- | --- |")));
    assert_eq!(lines.count(), rows.len());

    // Whole records keep their form; only their order is the column's.
    let of = |args: &[&str]| home.json(args).as_array().unwrap().iter().map(|record| record["id"].clone()).collect::<Vec<_>>();
    let (plain, sorted) =
        (of(&["list", "kpi", "--format", "json"]), of(&["list", "kpi", "--format", "json", "--sort", "progress:desc", "--limit", "3"]));
    assert_eq!((sorted.len(), &sorted[0]), (3, &json!("slides1/kpi/target-1-1")));
    assert!(sorted.iter().all(|id| plain.contains(id)));
    let links = of(&["links", "slides1/project/4", "--sort", "id", "--format", "json"]);
    assert!(links.is_sorted_by(|a, b| a.as_str() <= b.as_str()) && !links.is_empty());

    let marked = home.run(&["list", "area", "--format", "csv", "--bom"]).stdout;
    assert!(marked.starts_with("\u{feff}id,title".as_bytes()));
    for asked in [["--sort", "money"], ["--columns", "id,money"], ["--sort", "id:up"]] {
        let output = home.run(&[&["budget"][..], &asked].concat());
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{asked:?}");
        assert!(stderr(&output).contains("money") || stderr(&output).contains("up"), "{}", stderr(&output));
    }
}

#[test]
fn every_form_of_a_table_is_offered_described_and_holds_every_cell() {
    let home = Home::new();
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let said = readme.lines().find(|line| line.contains("shirube search") && line.contains("json /")).unwrap();
    let help = String::from_utf8(home.run(&["list", "--help"]).stdout).unwrap();
    let offered = offered(&home, &["list", "area", "--format", ""]);
    for form in Form::all() {
        let name = form.name();
        assert!(offered.iter().any(|word| word == name), "{name} is not completed: {offered:?}");
        assert!(help.contains(name) && said.contains(name), "{name} is not told");
        let output = home.run(&["list", "area", "--format", name]);
        let text = String::from_utf8(output.stdout).unwrap();
        for record in corpus().of_kind(Kind::Area) {
            assert!(text.contains(record.id().as_str()) && text.contains(record.title()), "{name} lacks {}", record.id());
        }
    }
}

#[test]
fn a_list_is_narrowed_by_a_query_and_takes_no_half_of_it() {
    let home = Home::new();
    let of = |query: &str| {
        let output = home.run(&["list", "programme", "--where", query, "--format", "json"]);
        let records: Value = serde_json::from_slice(&output.stdout).unwrap();
        (records.as_array().unwrap().clone(), output.status.code())
    };
    let (found, code) = of("fy:2024 がん");
    assert_eq!(code, Some(0));
    let years = |record: &Value| record["entries"].as_array().unwrap().iter().any(|entry| entry["fiscal_year"] == 2024);
    assert!(!found.is_empty() && found.iter().all(|record| record["id"].as_str().unwrap().contains("programme") && years(record)));
    let searched = home.json(&["search", "fy:2024 がん", "--kind", "programme", "--limit", "1000", "--format", "json"]);
    assert_eq!(searched["total"], found.len());
    // What is not understood is refused; a list without that condition would answer another question.
    let refused = home.run(&["list", "programme", "--where", "がん fy:いつか"]);
    assert_eq!((refused.status.code(), refused.stdout.is_empty()), (Some(2), true));
    assert!(stderr(&refused).contains("いつか"), "{}", stderr(&refused));
    // A search for both words shows what has one of them; a condition is met or not.
    assert_eq!(of("がん 存在しない語彙"), (Vec::new(), Some(1)));
}

#[test]
fn queries_from_hell_are_answered() {
    let home = Home::new();
    let long = "感".repeat(10_000);
    for query in ["薬", "\u{1b}[2J", "\"開いた引用", "((((((", long.as_str(), "\u{202e}逆"] {
        let output = home.run(&["search", query]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "an escape character got through");
    }
}

#[test]
fn snippets_mark_what_matched() {
    let home = Home::new();
    assert!(stdout(&home.run(&["search", "オルガノイド"])).contains("【オルガノイド】"));
    let coloured = stdout(&home.run(&["search", "ワクチン", "--color", "always"]));
    assert!(coloured.contains("\u{1b}[1;33mワクチン\u{1b}[0m"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let home = Home::new();
    for format in ["table", "json", "tsv", "csv", "markdown"] {
        let listed = home.command(&["list", "section", "--format", format]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = listed.unwrap();
        drop(child.stdout.take());
        let status = child.wait().unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn the_index_is_built_once_found_again_and_rebuilt_when_damaged() {
    let home = Home::new();
    assert_eq!(home.run(&["index", "status"]).status.code(), Some(1));
    assert_eq!(home.run(&["search", "感染症"]).status.code(), Some(0));
    let status = home.json(&["index", "status"]);
    assert_eq!(status["ready"], true);
    assert_eq!(status["dictionary"], true);
    let folder = std::path::PathBuf::from(status["folder"].as_str().unwrap());
    assert!(folder.starts_with(home.dir.path().join(".cache")), "{}", folder.display());
    // Cut every file of the index in half: it is seen, and built anew without being asked.
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
    assert_eq!(home.run(&["index", "status"]).status.code(), Some(1));
    let output = home.run(&["search", "感染症"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(home.json(&["index", "status"])["ready"], true);
    assert_eq!(home.run(&["index", "rebuild"]).status.code(), Some(0));
}

#[test]
fn an_index_folder_that_cannot_be_written_is_said_and_searched_in_memory() {
    let home = Home::new();
    let file = home.dir.path().join("a-file");
    fs::write(&file, "not a folder").unwrap();
    let output = home.run(&["search", "感染症", "--index-dir", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("memory") && stderr(&output).contains("a-file"), "{}", stderr(&output));
    let output = home.run(&["index", "rebuild", "--index-dir", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn without_a_dictionary_pairs_are_searched_and_it_is_said() {
    let home = Home::new();
    let empty = home.dir.path().join("empty");
    let run = |arguments: &[&str]| home.command(arguments).env("SHIRUBE_DICTIONARY", &empty).output().unwrap();
    let output = run(&["search", "感染症有事", "--format", "json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found["total"].as_u64().unwrap() > 0);
    assert!(stderr(&output).contains("without a dictionary"), "{}", stderr(&output));
    let status = run(&["dictionary", "status"]);
    assert_eq!(status.status.code(), Some(1));
    assert!(stdout(&status).contains("shirube dictionary install"), "{}", stdout(&status));
}

#[test]
fn a_dictionary_is_compiled_from_either_encoding_and_a_damaged_one_is_named() {
    let home = Home::new();
    let store = home.dir.path().join("store");
    let run = |arguments: &[&str]| home.command(arguments).env("SHIRUBE_DICTIONARY", &store).output().unwrap();
    // The sources turned into the other encoding must come out the same.
    let sources = dictionary_sources();
    let other = home.dir.path().join("utf8");
    fs::create_dir(&other).unwrap();
    for entry in fs::read_dir(&sources).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            let text = std::str::from_utf8(&bytes).map_or_else(|_| encoding_rs::EUC_JP.decode(&bytes).0.into_owned(), str::to_owned);
            fs::write(other.join(path.file_name().unwrap()), text).unwrap();
        }
    }
    let output = run(&["dictionary", "install", other.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let status = stdout(&run(&["dictionary", "status"]));
    assert!(status.contains("UTF-8") && status.contains("392"), "{status}");
    let folder = status.lines().next().unwrap().trim_start_matches("folder").trim().to_owned();
    fs::write(std::path::Path::new(&folder).join("matrix.mtx"), "cut").unwrap();
    let output = run(&["dictionary", "status"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("damaged") && stderr(&output).contains("install"), "{}", stderr(&output));
    let output = run(&["search", "感染症"]);
    assert_eq!(output.status.code(), Some(0), "search goes on without it: {}", stderr(&output));
    assert!(stderr(&output).contains("damaged"));
}

/// What a shell is offered, as its script asks for it.
fn offered(home: &Home, words: &[&str]) -> Vec<String> {
    let mut asked = home.command(&[&["--", "shirube"], words].concat());
    let output = asked.env("SHIRUBE_COMPLETE", "fish").output().unwrap();
    stdout(&output).lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn ids_field_values_and_queries_are_completed() {
    let home = Home::new();
    let ids = offered(&home, &["show", "plan3/kpi/output-1"]);
    assert!(ids.contains(&"plan3/kpi/output-14".to_owned()) && ids.iter().all(|id| id.starts_with("plan3/kpi/output-1")), "{ids:?}");
    for command in ["links", "open", "lineage"] {
        assert!(offered(&home, &[command, "body/am"]).contains(&"body/amed".to_owned()), "{command}");
    }
    assert_eq!(offered(&home, &["list", "pro"]), ["project", "programme"]);
    assert_eq!(offered(&home, &["list", "kpi", "--ministry", "厚"]), ["厚生労働省", "厚"]);
    assert!(offered(&home, &["list", "kpi", "--area", "がん"]).contains(&"がん".to_owned()));
    assert_eq!(offered(&home, &["list", "kpi", "--category", "ou"]), ["outcome", "output"]);
    assert!(offered(&home, &["search", "治験 kind:pro"]).contains(&"治験 kind:programme".to_owned()));
    assert!(offered(&home, &["search", "府省:"]).contains(&"府省:厚".to_owned()));
    assert!(offered(&home, &["show", "no/such"]).is_empty());
}

#[test]
fn bash_completes_a_value_behind_its_colon() {
    let home = Home::new();
    // What bash sets for a function: the line, its words, which parted at colons, and which of them is typed.
    let offered = |line: &str, words: &[&str], typed: &str| {
        let script = stdout(&home.run(&["completions", "bash"]));
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        let asking = format!(
            "{script}\nCOMP_LINE='{line}' COMP_POINT=${{#COMP_LINE}} COMP_CWORD={} COMP_TYPE=9\nCOMP_WORDS=({})\n\
             _clap_complete_shirube shirube '{typed}' ''\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.len() - 1,
            quoted.join(" ")
        );
        let program = Path::new(env!("CARGO_BIN_EXE_shirube")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let mut bash = Command::new("bash");
        bash.args(["--norc", "-c", &asking]).env_clear().env("HOME", home.dir.path()).env("PATH", path).env("LC_ALL", "C.UTF-8");
        stdout(&bash.output().unwrap()).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offered("shirube search kind:pro", &["shirube", "search", "kind", ":", "pro"], "pro"), ["project", "programme"]);
    assert!(offered("shirube search 府省:", &["shirube", "search", "府省", ":"], "").contains(&"厚".to_owned()));
    // In quotes a query is one word, whatever is in it.
    assert_eq!(
        offered("shirube search \"治験 kind:pro", &["shirube", "search", "\"治験 kind:pro"], "治験 kind:pro"),
        ["治験 kind:project", "治験 kind:programme"]
    );
    assert_eq!(offered("shirube list pro", &["shirube", "list", "pro"], "pro"), ["project", "programme"]);
}

#[test]
fn completions_and_manual_are_printed() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        assert!(stdout(&home.run(&["completions", shell])).contains("shirube"), "{shell}");
    }
    assert!(stdout(&home.run(&["man"])).contains(".TH"));
}

#[test]
fn a_configuration_is_read_and_what_is_wrong_is_told_with_its_line() {
    let home = Home::new();
    let folder = home.dir.path().join(".config/shirube");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config.toml");
    let printed = stdout(&home.run(&["config", "print-default"]));
    assert!(printed.contains("# search = [\"/\", \"2\", \"s\"]") || printed.contains("# search = [\"/\", \"2\"]"), "{printed}");
    std::fs::write(&file, &printed).unwrap();
    assert!(home.run(&["show", "plan3"]).status.success(), "the usual file changes nothing");
    std::fs::write(&file, "language = \"en\"\n").unwrap();
    assert!(stdout(&home.run(&["show", "ministry/mext"])).contains("ministry"), "the language is the configuration's");
    std::fs::write(&file, "language = \"en\"\n\n[keys]\nfly = [\"f\"]\n").unwrap();
    let refused = home.run(&["show", "plan3"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("config.toml:4:") && stderr(&refused).contains("fly"), "{}", stderr(&refused));
    assert!(home.run(&["config", "path"]).status.success(), "what is wrong can still be looked for");
    assert_eq!(home.run(&["--config", "/no/such/file", "show", "plan3"]).status.code(), Some(2));
}
