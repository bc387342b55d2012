//! The index in this process: a keystroke to its results against the same tantivy queries run bare, building against bare lindera and tantivy.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shirube::analysis::settings::AnalysisSettings;
use shirube::analysis::{Analyser, dictionary};
use shirube::corpus::{self, Cache, Library};
use shirube::engine::tantivy::{Store, TantivyEngine, mapped};
use shirube::engine::{Engine, SearchOptions, Supply};
use shirube::model::Corpus;
use shirube::text::fold::{fold, loosen};
use tantivy::schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, TantivyDocument};

use super::place::{self, Place};
use super::table::{Row, Table};

/// Threads of the bare build.
const CORES: usize = 2;
/// What a reader types, character by character.
pub const TYPED: [&str; 6] = [
    "臨床研究中核病院 DCT",
    "感染症有事",
    "kansenshou purojekuto",
    "にんちしょう",
    "kind:programme 令和5年度 がん",
    "創薬ベンチャーの採択件数の目標は",
];

/// The store of a corpus's index in a folder.
fn store(corpus: &Arc<Corpus>, corpus_hash: u64, index_dir: &Path) -> Store {
    let (index_dir, dictionary_store) = (index_dir.to_owned(), place::dictionary());
    Store::new(&Supply { corpus: Arc::clone(corpus), corpus_hash, index_dir, dictionary_store }).unwrap()
}

/// The corpus of a place, and the store of its index, as the binary opens them.
pub fn opened(place: &Place) -> (Arc<Corpus>, Store) {
    let cache = Cache { folder: place.index().join("corpus"), map: mapped };
    let ready = corpus::open(None, &Library::new(&place.data()), Some(&cache)).unwrap();
    let corpus = Arc::new(ready.corpus);
    let store = store(&corpus, ready.hash, &place.index());
    (corpus, store)
}

/// Every character of every query, after a first round that warms the caches.
pub fn keystrokes(place: &Place, times: &str, table: &mut Table) {
    const ROUNDS: usize = 3;
    let (_, store) = opened(place);
    let engine: TantivyEngine = store.open(&mut |_| {}).unwrap().engine;
    let mut taken = Vec::new();
    let mut bare = Vec::new();
    for round in 0..=ROUNDS {
        for typed in TYPED {
            for count in 1..=typed.chars().count() {
                let prefix: String = typed.chars().take(count).collect();
                let begun = Instant::now();
                let answer = engine.search(&prefix, &SearchOptions::best(200)).unwrap();
                let time = begun.elapsed();
                if round > 0 {
                    taken.push(time);
                    bare.push(engine.time_bare(&prefix, &SearchOptions { limit: 200, ..SearchOptions::default() }, answer.mode).unwrap());
                }
            }
        }
    }
    taken.sort_unstable();
    bare.sort_unstable();
    let at = |times: &[Duration], share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    let peer = "bare tantivy";
    table.add(Row::new(times, "a keystroke, p50", at(&taken, 0.5), "ms").peer(peer, Some(at(&bare, 0.5)), |_| true));
    let worst = at(&taken, 0.99);
    let aim = if place.size == 1000 || times.ends_with("MB") { "≤ 16 ms" } else { "" };
    table.add(Row::new(times, "a keystroke, p99", worst, "ms").aim(aim).met(worst <= 16.0).peer(peer, Some(at(&bare, 0.99)), |_| true));
}

/// The rate at which texts are indexed.
pub fn build(place: &Place, times: &str, table: &mut Table) {
    let (corpus, _) = opened(place);
    let bytes: usize =
        corpus.records().iter().map(|record| record.title().len() + record.texts().iter().map(|text| text.len()).sum::<usize>()).sum();
    let folder = tempfile::tempdir().unwrap();
    let store = store(&corpus, 1, folder.path());
    let begun = Instant::now();
    drop(store.rebuild(&mut |_| {}).unwrap());
    let ours = begun.elapsed();
    let bare = build_bare(&corpus);
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    table.add(Row::new(times, "index build, text a second", rate(ours), "MB").peer("bare lindera + tantivy", Some(rate(bare)), |_| true));
}

/// Words and pairs of title and text into a tantivy index, and nothing else.
fn build_bare(corpus: &Corpus) -> Duration {
    let segmenter = dictionary::load(&place::dictionary()).unwrap().map(|(segmenter, _)| segmenter);
    let analyser = Analyser::new(segmenter, AnalysisSettings::shipped().unwrap().stop_words);
    let begun = Instant::now();
    let mut builder = Schema::builder();
    let text =
        |option| TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option));
    let words = builder.add_text_field("words", text(IndexRecordOption::WithFreqs));
    let pairs = builder.add_text_field("pairs", text(IndexRecordOption::WithFreqsAndPositions));
    let position = builder.add_u64_field("position", FAST);
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create_in_dir(folder.path(), builder.build()).unwrap();
    let mut writer = index.writer_with_num_threads(CORES, 200_000_000).unwrap();
    let tokens = |terms: Vec<String>| {
        let tokens = terms.into_iter().enumerate().map(|(position, text)| Token { position, text, position_length: 1, ..Token::default() });
        PreTokenizedString { text: String::new(), tokens: tokens.collect() }
    };
    let records = corpus.records();
    std::thread::scope(|scope| {
        for part in 0..CORES {
            let (analyser, writer) = (&analyser, &writer);
            scope.spawn(move || {
                for (at, record) in records.iter().enumerate().skip(part).step_by(CORES) {
                    let mut document = TantivyDocument::default();
                    document.add_u64(position, at as u64);
                    for text in std::iter::once(record.title()).chain(record.texts()) {
                        let folded = fold(text);
                        document.add_pre_tokenized_text(words, tokens(analyser.words(&folded).into_iter().map(|word| word.term).collect()));
                        let of_pairs = Analyser::pairs(&loosen(&folded)).into_iter().map(|pair| pair.term).collect();
                        document.add_pre_tokenized_text(pairs, tokens(of_pairs));
                    }
                    writer.add_document(document).unwrap();
                }
            });
        }
    });
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    begun.elapsed()
}
