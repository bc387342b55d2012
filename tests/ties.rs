//! Links: what ties two records, what does not, where it stands, and that every door says the same. A small corpus of our own holds one case of
//! each kind; the shipped one is held against itself and, where they are at hand, against the sources.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use shirube::corpus::{self, SourceFile};
use shirube::model::{Against, Basis, Corpus, Filter, Kind, Link, Matrix, Named, Record, Relation};
use shirube::present::analyses;
use shirube::text::fold::fold;

use crate::support::{Home, corpus};

const SHARED: &str = r#"
[[ministry]]
id = "ministry/a"
code = "文"
title = "文部科学省"
places = [{ document = "plan2", slide = "体制" }]

[[ministry]]
id = "ministry/b"
code = "厚"
title = "厚生労働省"
places = [{ document = "plan2", slide = "体制" }]

[[area]]
id = "area/cancer"
title = "がん"
narrower = ["小児がん"]
places = [{ document = "plan2", slide = "領域" }]

[[area]]
id = "area/child"
title = "成育"
narrower = ["小児"]
places = [{ document = "plan2", slide = "領域" }]

[[area]]
id = "area/rare"
title = "難病"
places = [{ document = "plan2", slide = "領域" }]

[[area]]
id = "area/infectious"
title = "感染症"
not_in = ["感染症等への対応"]
places = [{ document = "plan2", slide = "領域" }]

[[body]]
id = "body/council"
title = "医薬品協議会"
offices = ["ministry/b"]
places = [{ document = "plan2", slide = "体制" }]

[[term]]
id = "term/common"
title = "マッチング"
common = true
places = [{ document = "plan2", slide = "用語" }]

[[term]]
id = "term/ours"
title = "時間差"
gloss = "感染症の薬が遅れて届くこと。"
places = [{ document = "plan2", slide = "用語" }]

[[term]]
id = "term/theirs"
title = "重点薬"
gloss = "感染症のための薬。"
gloss_basis = "stated"
places = [{ document = "plan2", slide = "用語" }]

[[term]]
id = "term/programme"
title = "がん・難病総合プログラム"
places = [{ document = "plan2", slide = "用語" }]

[[programme]]
id = "programme/shared"
title = "共通研究事業"

[[programme]]
id = "programme/again"
title = "革新的がん医療事業"

[[programme]]
id = "programme/joint"
title = "難治性疾患事業"
"#;

const PLAN2: &str = r#"
[[document]]
id = "plan2"
title = "第2期"
short_title = "第2期"
document_kind = "slides"
period = 2
from = 2020
to = 2024

[[section]]
id = "plan2/section/child"
title = "小児がんの研究"
slide = "小児がん"
text = "感染症等への対応を理由に、マッチングを進める。"

[[section]]
id = "plan2/section/items"
title = "項目"
slide = "項目"
ministries = ["文"]
points = [{ text = "一つ目の項目", ministries = ["◎厚"] }, { text = "二つ目の項目" }]

[[section]]
id = "plan2/section/one-item"
title = "一つだけの項目"
slide = "項目"
points = [{ text = "ただ一つの項目", ministries = ["◎厚"] }]

[[section]]
id = "plan2/section/list"
title = "一覧"
slide = "一覧"
text = "難病克服プロジェクトと医薬品プロジェクトの一覧。"

[[project]]
id = "plan2/project/1"
number = "1"
title = "医薬品プロジェクト"
summary = "薬を作る。"
slide = "医薬品"

[[project]]
id = "plan2/project/2"
number = "2"
title = "難病克服プロジェクト"
slide = "難病克服"

[[entry]]
programme = "programme/shared"
project = "plan2/project/1"
summary = "小児の薬。"
slide = "医薬品"

[[entry]]
programme = "programme/shared"
project = "plan2/project/2"
summary = "病気を解き明かす。"
slide = "難病克服"

[[entry]]
programme = "programme/again"
project = "plan2/project/2"
marks = ["再掲"]
slide = "難病克服"

[[entry]]
programme = "programme/joint"
project = "plan2/project/2"
summary = "がん・難病総合プログラムと連携する。"
slide = "難病克服"
"#;

const REQUEST: &str = r#"
[[document]]
id = "req"
title = "要求"
short_title = "要求"
document_kind = "request"
period = 2
fiscal_year = 2023
wish_included = true

[[section]]
id = "req/section/1"
title = "医薬品プロジェクトの額"
slide = "医薬品"
text = "医薬品プロジェクトに配る。"

[[project]]
id = "req/project/1"
of = "plan2/project/1"
number = "１．"
title = "医薬品プロジェクト"
summary = "感染症の薬を急ぐ。"
ministries = ["◎文", "厚"]
slide = "医薬品"
[[project.budgets]]
fiscal_year = 2023
stage = "概算要求"
amed = 412
slide = "医薬品"
"#;

const PLAN3: &str = r#"
[[document]]
id = "plan3"
title = "第3期"
short_title = "第3期"
document_kind = "plan"
period = 3
from = 2025
to = 2029

[[section]]
id = "plan3/section/1"
title = "再編"
page = 1
text = "医薬品プロジェクトを続ける。"

[[section]]
id = "plan3/section/2"
title = "これまで"
page = 2
text = "これまでの成果。"
mentions = ["req/project/1"]

[[project]]
id = "plan3/project/1"
title = "医薬品プロジェクト"
page = 3

[[kpi]]
id = "plan3/kpi/result"
category = "result"
period = 2
title = "承認の件数"
latest = { value = 40, unit = "件" }
section = "plan3/section/2"
page = 2
"#;

fn small() -> Corpus {
    let file = |path: &str, text: &'static str| SourceFile { path: path.to_owned(), text: Cow::Owned(text.to_owned()) };
    let files = [file("shared.toml", SHARED), file("plan2/all.toml", PLAN2), file("req/all.toml", REQUEST), file("plan3/all.toml", PLAN3)];
    corpus::load_files(&files).unwrap_or_else(|error| panic!("{error}"))
}

fn link<'c>(corpus: &'c Corpus, from: &str, relation: Relation, to: &str) -> Option<&'c Link> {
    corpus.links(from).iter().find(|link| link.relation == relation && link.id.as_str() == to)
}

fn covers(corpus: &Corpus, id: &str) -> Vec<String> {
    corpus.linked(id, Relation::Covers).map(|area| area.id().as_str().trim_start_matches("area/").to_owned()).collect()
}

#[test]
fn an_area_holds_for_a_project_only_by_words_on_its_own_slides() {
    let corpus = small();
    assert_eq!(covers(&corpus, "plan2/project/1"), ["child", "infectious"], "小児 at the programme here, 感染症 in the request's summary");
    assert_eq!(covers(&corpus, "plan2/project/2"), ["rare"], "not 小児 of the other slide, not がん of what is only listed again");
    assert_eq!(covers(&corpus, "plan3/project/1"), [""; 0], "nothing carries over from the period before");
    assert_eq!(covers(&corpus, "programme/joint"), [""; 0], "がん and 難病 in the name of a joint programme are not its own");
    assert_eq!(covers(&corpus, "term/programme"), ["cancer", "rare"], "but they are that programme's");
    let child = link(&corpus, "plan2/project/1", Relation::Covers, "area/child").unwrap();
    assert_eq!((child.basis, child.words.as_deref()), (Basis::Inferred, Some("小児")));
    assert_eq!(child.source.as_ref().map(|place| (place.document.as_str(), place.slide.as_deref())), Some(("plan2", Some("医薬品"))));
    assert_eq!(child.evidence.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["programme/shared"]);
}

#[test]
fn longer_words_names_in_lists_and_passing_phrases_tie_nothing() {
    let corpus = small();
    assert_eq!(
        covers(&corpus, "plan2/section/child"),
        ["cancer"],
        "小児 in 小児がん is no word of 成育; 感染症等への対応 only gives a reason"
    );
    assert_eq!(covers(&corpus, "plan2/section/list"), [""; 0], "難病 in the name of a project that is listed");
    assert!(link(&corpus, "plan2/section/child", Relation::Mentions, "term/common").is_none(), "an ordinary word");
    assert!(link(&corpus, "plan2/section/list", Relation::Mentions, "plan2/project/2").is_some());
}

#[test]
fn our_own_explanations_are_no_source() {
    let corpus = small();
    assert_eq!(covers(&corpus, "term/ours"), [""; 0]);
    assert_eq!(covers(&corpus, "term/theirs"), ["infectious"]);
}

#[test]
fn a_project_of_a_period_is_one_record_with_what_each_document_says() {
    let corpus = small();
    assert_eq!(corpus.of_kind(Kind::Project).count(), 3);
    let project = corpus.project("req/project/1").unwrap();
    assert_eq!(project.id.as_str(), "plan2/project/1", "the other id is understood, the first is printed");
    assert_eq!(project.documents.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["plan2", "req"]);
    let numbers: Vec<Option<&str>> = project.entries.iter().map(|entry| entry.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1"), Some("１．")]);
    assert_eq!((project.budgets[0].document.as_str(), project.budgets[0].basis.name()), ("req", "要求・要望"));
    let lead = link(&corpus, "plan2/project/1", Relation::LedBy, "ministry/a").unwrap();
    assert_eq!(lead.source.as_ref().unwrap().document.as_str(), "req", "the place is that of the document which prints it");
}

#[test]
fn a_name_that_projects_share_means_the_one_of_the_texts_own_period() {
    let corpus = small();
    let named = |from: &str| -> Vec<String> {
        corpus
            .linked(from, Relation::Mentions)
            .filter(|record| record.kind() == Kind::Project)
            .map(|record| record.id().to_string())
            .collect()
    };
    assert_eq!(named("plan3/section/1"), ["plan3/project/1"]);
    assert_eq!(named("req/section/1"), ["plan2/project/1"], "a paper of 2023 knows no project of 2025");
    assert_eq!(named("plan3/section/2"), ["plan2/project/1"], "what a name cannot tell, the corpus says");
    assert_eq!(link(&corpus, "plan3/section/2", Relation::Mentions, "plan2/project/1").unwrap().basis, Basis::Stated);
}

#[test]
fn who_leads_one_item_takes_part_in_the_heading_and_offices_are_stated() {
    let corpus = small();
    assert!(link(&corpus, "plan2/section/items", Relation::LedBy, "ministry/b").is_none());
    assert!(link(&corpus, "plan2/section/items", Relation::Participant, "ministry/b").is_some());
    let record = corpus.get("plan2/section/items").unwrap();
    assert!(corpus.ministries_of(record).iter().all(|role| !role.lead), "filters and facets say the same");
    assert!(link(&corpus, "plan2/section/one-item", Relation::LedBy, "ministry/b").is_some(), "one item is the whole of its section");
    let office = link(&corpus, "body/council", Relation::Office, "ministry/b").unwrap();
    assert_eq!((office.basis, office.source.as_ref().unwrap().slide.as_deref()), (Basis::Stated, Some("体制")));
    assert!(link(&corpus, "ministry/b", Relation::OfficeOf, "body/council").is_some());
}

#[test]
fn a_result_of_a_period_that_is_over_has_no_owner_and_its_own_period() {
    let corpus = small();
    let Some(Record::Kpi(kpi)) = corpus.get("plan3/kpi/result") else { panic!("there is no such indicator") };
    assert_eq!((kpi.period, &kpi.owner), (Some(2), &None));
    assert_eq!(corpus.period_of(corpus.get("plan3/kpi/result").unwrap()), Some(2));
    assert!(corpus.linked("plan3/kpi/result", Relation::Owner).next().is_none());
}

#[test]
fn libraries_of_the_first_version_that_continue_a_project_within_its_period_open_as_one() {
    let file = |path: &str, text: String| SourceFile { path: path.to_owned(), text: Cow::Owned(text) };
    let library = REQUEST.replace("of = \"plan2/project/1\"\n", "")
        + "\n[original]\ndocument = \"req\"\nfile = \"a.txt\"\nformat = \"text\"\nencoding = \"UTF-8\"\nsha256 = \"00\"\n\n[[lineage]]\n\
           from = \"plan2/project/1\"\nto = \"req/project/1\"\nkind = \"continued\"\nbasis = \"inferred\"\nevidence = [\"req\"]\n";
    let files = [
        file("shared.toml", SHARED.to_owned()),
        file("plan2/all.toml", PLAN2.to_owned()),
        file("plan3/all.toml", PLAN3.replace("req/project/1", "plan2/project/1")),
        file("library/req/document.toml", library),
    ];
    let corpus = corpus::load_files(&files).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(corpus.project("req/project/1").map(|project| project.id.as_str()), Some("plan2/project/1"));
    assert!(corpus.lineage().is_empty(), "a project does not follow itself");
}

#[test]
fn every_door_gives_the_same_areas_of_a_project() {
    let corpus = corpus();
    let home = Home::new();
    let mut pairs = 0;
    let periods: BTreeSet<u8> = corpus.period_projects().iter().map(|(period, _)| *period).collect();
    for period in periods {
        let matrix = Matrix::new(&corpus, period, Against::Areas);
        for (row, project) in matrix.rows.iter().enumerate() {
            let record = corpus.get(project.as_str()).unwrap();
            for (column, area) in matrix.columns.iter().enumerate() {
                let cell = matrix.cell(row, column).unwrap();
                let own = link(&corpus, project.as_str(), Relation::Covers, area.as_str());
                let back = link(&corpus, area.as_str(), Relation::CoveredBy, project.as_str());
                let filtered = Filter { areas: vec![area.clone()], ..Filter::default() }.admits(&corpus, record);
                let holds = own.is_some();
                assert_eq!((back.is_some(), filtered, cell.basis.is_some()), (holds, holds, holds), "{project} × {area}");
                if let Some(own) = own {
                    pairs += 1;
                    assert_eq!(
                        (cell.basis, &cell.source, &cell.behind),
                        (Some(own.basis), &own.source, &own.evidence),
                        "{project} × {area}"
                    );
                    assert!(own.source.is_some() && !own.evidence.is_empty(), "{project} × {area} says what bears it, and where");
                }
            }
        }
        let shown = analyses::matrix(&corpus, &matrix, Against::Areas).rows.len();
        let printed = home.json(&["matrix", "--by", "area", "--period", &period.to_string(), "--format", "json"]);
        assert_eq!(printed.as_array().unwrap().len(), shown);
    }
    assert!(pairs >= 50, "only {pairs} pairs");
    let listed = home.json(&["list", "project", "--area", "がん", "--format", "json"]);
    let found = home.json(&["search", "kind:project area:がん", "--limit", "100", "--format", "json"]);
    let links = home.json(&["links", "area/cancer", "--format", "json"]);
    let ids = |rows: &Value, key: &str| -> BTreeSet<String> {
        rows.as_array().unwrap().iter().map(|row| row[key].as_str().unwrap().to_owned()).collect()
    };
    let linked: BTreeSet<String> = links
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["relation"] == "covered_by" && row["kind"] == "project")
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids(&listed, "id"), linked);
    assert_eq!(ids(&found["hits"], "id"), linked);
}

#[test]
fn every_link_says_where_it_stands() {
    let corpus = corpus();
    for record in corpus.records() {
        for link in corpus.links(record.id().as_str()) {
            let place = link.source.as_ref().unwrap_or_else(|| panic!("{} {:?} {} has no place", record.id(), link.relation, link.id));
            assert!(corpus.document(place.document.as_str()).is_some());
            assert!(place.page.is_some() || place.slide.is_some(), "{} {:?} {} stands where?", record.id(), link.relation, link.id);
            // The list of abbreviations spells names; it pays nobody and leads nothing.
            let spelled = place.section.as_ref().is_some_and(|section| section.as_str() == "plan3/section/abbreviations");
            let part = matches!(link.relation, Relation::Funds | Relation::Leads | Relation::TakesPart | Relation::FundedBy);
            assert!(!(spelled && part), "{} {:?} {}", record.id(), link.relation, link.id);
            assert!(
                link.basis == Basis::Stated || link.words.is_some() || !link.evidence.is_empty(),
                "{} → {}: inferred from what?",
                record.id(),
                link.id
            );
        }
    }
}

#[test]
fn every_phrase_in_which_a_name_does_not_count_holds_one_and_stands_in_a_text() {
    let corpus = corpus();
    let texts: Vec<String> = corpus.records().iter().flat_map(|record| record.passages()).map(|(text, _)| fold(text)).collect();
    for record in corpus.records() {
        let narrower: &[String] = match record {
            Record::Area(area) => &area.narrower,
            _ => &[],
        };
        for phrase in record.not_in().iter().map(|phrase| fold(phrase)) {
            let mut names = std::iter::once(record.title()).chain(record.aliases().iter().chain(narrower).map(String::as_str)).map(fold);
            assert!(names.any(|name| phrase != name && phrase.contains(&name)), "{phrase} holds no name of {}", record.id());
            assert!(texts.iter().any(|text| text.contains(&phrase)), "{phrase} stands nowhere: {}", record.id());
        }
    }
}

/// A text as names are compared: folded, without white space and middle dots.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace() && *c != '・').collect()
}

/// Where the sources are at hand: a record that a text was found to name is named in the document that the link cites.
#[test]
fn what_a_link_was_found_by_stands_in_the_document_that_it_cites() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    if !folder.is_dir() {
        println!("skipped: ../shared/sources is not here");
        return;
    }
    let corpus = corpus();
    let source = |id: &str| bare(&fs::read_to_string(folder.join(format!("{id}.txt"))).unwrap());
    let sources: Vec<(String, String)> = corpus
        .of_kind(Kind::Document)
        .filter(|record| !record.is_of_sheets())
        .map(|record| (record.id().to_string(), source(record.id().as_str())))
        .collect();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for record in corpus.records() {
        for link in corpus.links(record.id().as_str()).iter().filter(|link| matches!(link.relation, Relation::Mentions | Relation::Covers))
        {
            let (Some(words), Some(place), Some(to)) = (&link.words, &link.source, corpus.get(link.id.as_str())) else { continue };
            // A name of ours for what the source says in a sentence, and a name that is torn by the end of page 23.
            if ["term/drug-import-excess", "term/pmd-act"].contains(&to.id().as_str()) {
                continue;
            }
            count += 1;
            let text = &sources.iter().find(|(id, _)| id == place.document.as_str()).unwrap().1;
            let expansion = match to {
                Record::Term(term) => term.expansion.as_deref(),
                _ => None,
            };
            let names = std::iter::once(to.title()).chain(to.aliases().iter().map(String::as_str)).chain(expansion).chain([words.as_str()]);
            if !names.map(bare).any(|name| text.contains(&name)) {
                wrong.push(format!("{} → {} by 「{words}」: not in {}", record.id(), to.id(), place.document));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 1000, "only {count} links");
}
