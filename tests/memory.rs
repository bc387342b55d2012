//! What a query takes of memory depends on the query, not on how many records there are.

use std::sync::Arc;

use allocation_counter::measure;
use shirube::engine::tantivy::TantivyEngine;
use shirube::engine::{Engine, SearchOptions, Sort};
use shirube::model::{Corpus, Document, DocumentKind, Filter, Id, Record, Section};

use crate::support::{corpus, store};

/// Records of the small and of the large corpus.
const SIZES: [usize; 2] = [24_000, 72_000];
/// How many texts and titles they share: few enough that already in the small corpus each term's list fills a block of the index.
const TEXTS: usize = 8;
/// How many bytes more the large corpus may take, for deeper trees in longer files. One bit a record would be more.
const SLACK: u64 = 1024;

/// Finished and half typed, in every script; with conditions; what matches all records, many, few and none.
const QUERIES: [&str; 16] = [
    "の",
    "a",
    "am",
    "kan",
    "かんせ",
    "感染症",
    "感染症有事",
    "large/section/1",
    "large",
    "1",
    "\"医療研究\"",
    "kind:section 令和5年度 がん",
    "開発 -がん",
    "kind:section",
    "そんなものはない",
    "創薬ベンチャーの採択件数の目標は",
];

/// Sections made of the shipped texts, taken in turn.
fn sections(count: usize) -> Corpus {
    let shipped = corpus();
    let texts: Vec<&str> =
        shipped.records().iter().flat_map(Record::texts).filter(|text| (10..80).contains(&text.chars().count())).take(TEXTS).collect();
    let titles: Vec<&str> = shipped.records().iter().map(Record::title).take(TEXTS).collect();
    let document = Id::new("large");
    let mut records = vec![Record::Document(Document {
        id: document.clone(),
        title: "大きな文書".to_owned(),
        short_title: "大きな文書".to_owned(),
        document_kind: DocumentKind::Plan,
        period: Some(3),
        ..Document::default()
    })];
    records.extend((0..count).map(|number| {
        Record::Section(Section {
            id: Id::new(format!("large/section/{number}")),
            document: document.clone(),
            number: Some(number.to_string()),
            title: titles[number % titles.len()].to_owned(),
            text: Some(texts[number % texts.len()].to_owned()),
            page: Some(1),
            ..Section::default()
        })
    }));
    Corpus::new(records, Vec::new())
}

fn engine(count: usize) -> TantivyEngine {
    let folder = tempfile::tempdir().unwrap();
    let store = store(Arc::new(sections(count)), count as u64, folder.path());
    store.rebuild(&mut |_| {}).unwrap().engine
}

/// The most bytes that one search holds at a time.
fn held(engine: &TantivyEngine, typed: &str, sort: Sort) -> u64 {
    let wish = SearchOptions { filter: Filter::default(), sort, limit: 50, ..SearchOptions::default() };
    engine.search(typed, &wish).unwrap();
    measure(|| drop(engine.search(typed, &wish).unwrap())).bytes_max
}

#[test]
fn a_query_takes_no_more_of_a_large_corpus_than_of_a_small_one() {
    let [small, large] = SIZES.map(engine);
    for sort in [Sort::Relevance, Sort::Document, Sort::Amount] {
        for typed in QUERIES {
            let (few, many) = (held(&small, typed, sort), held(&large, typed, sort));
            println!("{typed:<24} {few:>9} {many:>9}");
            assert!(many <= few + SLACK, "{typed} takes {few} bytes of {} records and {many} of {}", SIZES[0], SIZES[1]);
        }
    }
}
