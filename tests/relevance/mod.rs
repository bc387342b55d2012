//! What a reader types, and what must be on top.

pub mod measure;
mod score;

use std::sync::Arc;

use proptest::prelude::*;
use shirube::corpus as files;
use shirube::engine::{Engine, How, SearchOptions};
use shirube::model::{Corpus, Document, Filter, Id, Kind, Programme, Record};
use shirube::query::MatchMode;

use crate::support::{broken_corpus, corpus, engine, store};

fn ids(engine: &dyn Engine, typed: &str, count: usize) -> Vec<String> {
    let answer = engine.search(typed, &SearchOptions::best(count)).unwrap();
    answer.hits.iter().filter_map(|hit| corpus().at(hit.position).map(|record| record.id().to_string())).collect()
}

#[test]
fn the_right_record_is_on_top() {
    let engine = engine();
    for (typed, wanted) in [
        ("治験に至った件数", "plan3/kpi/output-2"),
        ("感染症プロジェクト", "plan3/project/4"),
        ("感染症PJ", "plan3/project/4"),
        ("AMED", "body/amed"),
        ("ａｍｅｄ", "body/amed"),
        ("日本医療研究開発機構", "body/amed"),
        ("厚労省", "ministry/mhlw"),
        ("厚", "ministry/mhlw"),
        ("文部科学省", "ministry/mext"),
        ("癌", "area/cancer"),
        ("がん", "area/cancer"),
        ("キャンサー", "area/cancer"),
        ("ｶﾞﾝ", "area/cancer"),
        ("難病", "area/intractable"),
        ("DCT", "term/dct"),
        ("fih", "term/fih"),
        ("PoC", "term/poc"),
        ("SCARDA", "body/scarda"),
        ("ワンヘルス", "term/one-health"),
        ("ワンヘルス", "term/one-health"),
        ("jrctのアクセス数", "plan3/kpi/output-14"),
        ("デュアルユース設備を有する拠点数", "plan3/kpi/output-15"),
        ("バイオ製造人材研修", "plan3/kpi/output-16"),
        ("創薬ベンチャー 採択", "plan3/kpi/output-7"),
        ("小児用医薬品 開発計画", "plan3/kpi/output-5"),
        ("ヒトチャレンジ試験", "term/human-challenge"),
        ("ペアリング マッチング 仕組み", "plan3/section/3.3-1-2"),
        ("3.2(1)②", "plan3/section/3.2-1-2"),
        ("plan3/kpi/output-9", "plan3/kpi/output-9"),
        ("次世代医療基盤法に基づく研究開発の推進", "plan3/section/3.2-3-2"),
        ("研究人材力", "plan3/section/3.2-2-1"),
        ("日米医学協力計画", "term/us-japan-medical"),
        ("薬事承認 AMED支援課題", "plan3/kpi/result-approvals"),
    ] {
        assert_eq!(ids(&engine, typed, 1).first().map(String::as_str), Some(wanted), "{typed}: {:?}", ids(&engine, typed, 5));
    }
}

#[test]
fn a_crisis_of_infections_leads_to_the_plans_section_and_project() {
    let top = ids(&engine(), "感染症有事", 2);
    assert_eq!(top, ["plan3/section/2-infectious", "plan3/project/4"]);
}

#[test]
fn all_terms_first_then_any_and_the_answer_says_which() {
    let engine = engine();
    let all = engine.search("臨床研究中核病院 DCT", &SearchOptions::best(10)).unwrap();
    assert_eq!(all.mode, MatchMode::All);
    let any = engine.search("オルガノイド 輸入超過", &SearchOptions::best(10)).unwrap();
    assert_eq!(any.mode, MatchMode::Any);
    assert!(any.total > 1);
}

#[test]
fn a_reason_says_what_was_typed_and_no_key_of_the_index() {
    let engine = engine();
    let typed = "かんせんしょうぷろじぇくと";
    let best = engine.search(typed, &SearchOptions::best(1)).unwrap().hits[0].position;
    let reasons = engine.why(typed, &SearchOptions::best(1), best).unwrap();
    assert!(reasons.iter().any(|reason| reason.way.how == How::Name && reason.term == typed), "{reasons:?}");
    assert!(reasons.iter().all(|reason| reason.term == typed), "{reasons:?}");
}

#[test]
fn synonyms_are_searched_and_named() {
    let answer = engine().search("癌", &SearchOptions::best(10)).unwrap();
    assert!(answer.query.synonyms().contains(&"がん"));
}

/// The titles of all hits of a kind.
fn titles(typed: &str, kind: Kind) -> Vec<String> {
    let filter = Filter { kinds: vec![kind], ..Filter::default() };
    let answer = engine().search(typed, &SearchOptions::among(filter.clone(), 1_000)).unwrap();
    answer.hits.iter().filter_map(|hit| corpus().at(hit.position).map(|record| record.title().to_owned())).collect()
}

#[test]
fn each_member_of_a_compound_has_the_head_that_is_written_once() {
    for (typed, title) in [("再生医療", "再生・細胞医療・遺伝子治療プロジェクト"), ("新興感染症", "新興・再興感染症制御プロジェクト")]
    {
        let corpus = corpus();
        let there = corpus.of_kind(Kind::Project).filter(|record| record.title() == title).count();
        let found = titles(typed, Kind::Project).iter().filter(|found| *found == title).count();
        assert!(there > 0 && found == there, "{typed}: {found} of {there}");
    }
}

#[test]
fn what_a_compound_only_says_is_no_phrase_of_it_and_no_other_word() {
    let corpus = corpus();
    let holds = |position: usize, text: &str| {
        let record = corpus.at(position).unwrap();
        record.aliases().iter().map(String::as_str).chain(corpus.texts(record)).chain([record.title()]).any(|whole| whole.contains(text))
    };
    let answer = engine().search("\"再生医療\"", &SearchOptions::best(1_000)).unwrap();
    assert!(answer.total > 5 && answer.hits.iter().all(|hit| holds(hit.position, "再生医療")));
}

#[test]
fn a_compound_says_no_more_than_a_reader_would_hear() {
    let dir = broken_corpus("terms.toml", |text| {
        format!(
            "{text}\n[[term]]\nid = \"term/compounds\"\ntitle = \"人・動物\"\n\
             gloss = \"感染・発症、膵臓・肝疾患、予防・診断・治療法、細胞医療・遺伝子治療\"\nplaces = [{{ document = \"plan3\", section = \"plan3/section/2\" }}]\n"
        )
    });
    let sources = files::sources(Some(dir.path())).unwrap();
    let other = Arc::new(files::load(Some(dir.path())).unwrap());
    let index = tempfile::tempdir().unwrap();
    let store = store(Arc::clone(&other), files::hash(&sources), index.path());
    let engine = store.open(&mut |_| {}).unwrap().engine;
    let found = |typed: &str| {
        let answer = engine.search(typed, &SearchOptions::best(1_000)).unwrap();
        answer.mode == MatchMode::All && answer.hits.iter().any(|hit| other.at(hit.position).unwrap().id().as_str() == "term/compounds")
    };
    for heard in ["予防法", "診断法", "膵臓疾患"] {
        assert!(found(heard), "{heard}");
    }
    for not_heard in ["人物", "感染症", "細胞治療", "予防治療法者"] {
        assert!(!found(not_heard), "{not_heard}");
    }
}

#[test]
fn the_word_for_money_finds_records_that_have_some() {
    let money = titles("再生医療 予算", Kind::Project);
    assert!(money.iter().any(|title| title == "再生・細胞医療・遺伝子治療プロジェクト"), "{money:?}");
    assert!(titles("認知症 budget", Kind::Programme).contains(&"認知症研究開発事業".to_owned()));
}

#[test]
fn filters_keep_to_their_kind_ministry_and_area() {
    let (engine, corpus) = (engine(), corpus());
    let filter = Filter { kinds: vec![Kind::Kpi], ministries: vec!["厚".to_owned()], ..Filter::default() };
    let answer = engine.search("件数", &SearchOptions::among(filter.clone(), 100)).unwrap();
    assert!(answer.total > 0);
    for hit in &answer.hits {
        assert!(filter.admits(&corpus, corpus.at(hit.position).unwrap()));
    }
    assert_eq!(answer.facets.kind, [("kpi".to_owned(), answer.total)]);
}

#[test]
fn one_character_finds_its_texts() {
    let answer = engine().search("脳", &SearchOptions::best(100)).unwrap();
    assert!(answer.total >= 5, "{}", answer.total);
}

#[test]
fn a_half_typed_word_finds_already() {
    let engine = engine();
    for typed in ["感", "感染", "scar", "オルガ", "ペアリ"] {
        assert!(engine.search(typed, &SearchOptions::best(5)).unwrap().total > 0, "{typed}");
    }
}

#[test]
fn queries_that_ask_for_nothing_find_nothing() {
    let engine = engine();
    for typed in ["", "   ", "\u{1b}[31m", "・・・", "\"", "*", "((((", "\u{0}"] {
        let answer = engine.search(typed, &SearchOptions::best(5)).unwrap();
        assert!(answer.total == 0 || typed.contains('3'), "{typed:?} found {}", answer.total);
    }
}

#[test]
fn ten_thousand_characters_are_answered() {
    let answer = engine().search(&"感染症".repeat(3334), &SearchOptions::best(5)).unwrap();
    assert!(!answer.query.warnings.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_query_is_answered(typed in "[ -~ぁ-んァ-ン一-龠　「」\"()*\\\\]{0,40}") {
        let answer = engine().search(&typed, &SearchOptions::best(20)).unwrap();
        prop_assert!(answer.hits.len() <= answer.total);
    }
}

#[test]
fn names_that_begin_alike_count_alike_however_many_they_are() {
    // More than are looked up one by one.
    let programme = |number: u32| {
        let title = format!("希少疾患創薬基盤推進研究事業{number:05}");
        Record::Programme(Programme { id: Id::new(format!("programme/{number}")), title, ..Programme::default() })
    };
    let document = Document { id: Id::new("d"), short_title: "文書".to_owned(), ..Document::default() };
    let records = std::iter::once(Record::Document(document)).chain((0..3_000).map(programme)).collect();
    let folder = tempfile::tempdir().unwrap();
    let engine = store(Arc::new(Corpus::new(records, Vec::new())), 1, folder.path()).open(&mut |_| {}).unwrap().engine;
    let answer = engine.search("希少疾患創薬基盤推進研究", &SearchOptions::best(3_000)).unwrap();
    let (most, least) = (answer.hits.first().unwrap().score, answer.hits.last().unwrap().score);
    assert_eq!((answer.total, answer.hits.len()), (3_000, 3_000));
    assert!(most - least < most * 1e-4, "{most} and {least}");
}
