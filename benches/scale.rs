//! Search at the shipped corpus's size and at 100,000 passages made from its texts: a keystroke's p50 and p99, our time against the same
//! tantivy query run bare, index building against bare lindera and tantivy, memory. `make bench` runs it.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and may stop at the first surprise")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use etcetera::BaseStrategy;
use shirube::corpus;
use shirube::index::settings::Settings;
use shirube::index::{Analyser, Searcher, Store, Wish, dictionary};
use shirube::model::{Corpus, Document, DocumentKind, Filter, Id, Record, Section};
use shirube::text::fold::{fold, loosen};
use tantivy::schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, TantivyDocument};

/// Passages of the large corpus.
const PASSAGES: usize = 100_000;
/// Threads of the bare build.
const CORES: usize = 2;
/// What a reader types, character by character.
const TYPED: [&str; 6] = [
    "臨床研究中核病院 DCT",
    "感染症有事",
    "kansenshou purojekuto",
    "にんちしょう",
    "kind:programme 令和5年度 がん",
    "創薬ベンチャーの採択件数の目標は",
];

fn main() {
    let shipped = Arc::new(corpus::load(None).unwrap());
    measure("shipped corpus", &shipped);
    let begun = Instant::now();
    let large = Arc::new(many(&shipped));
    println!("({PASSAGES} passages made in {:.1} s)", begun.elapsed().as_secs_f64());
    measure("100,000 passages", &large);
}

fn dictionary_store() -> PathBuf {
    let named = std::env::var_os("SHIRUBE_DICTIONARY").map(PathBuf::from);
    named.unwrap_or_else(|| etcetera::choose_base_strategy().unwrap().data_dir().join("shirube").join("dictionary"))
}

/// Passages put together from pieces of the shipped texts, always the same ones.
fn many(shipped: &Corpus) -> Corpus {
    let texts: Vec<&str> = shipped.records().iter().flat_map(Record::texts).filter(|text| text.chars().count() > 20).collect();
    let titles: Vec<&str> = shipped.records().iter().map(Record::title).collect();
    let mut state = 1_u64;
    let mut next = |below: usize| {
        // A linear congruential generator: enough to mix, and the same everywhere.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let document = Id::new("large");
    let mut records = vec![Record::Document(Document {
        id: document.clone(),
        title: "大きな文書".to_owned(),
        short_title: "大きな文書".to_owned(),
        document_kind: DocumentKind::Plan,
        period: Some(3),
        ..Document::default()
    })];
    records.extend((0..PASSAGES).map(|number| {
        let text = format!("{}{}", texts[next(texts.len())], texts[next(texts.len())]);
        Record::Section(Section {
            id: Id::new(format!("large/section/{number}")),
            document: document.clone(),
            number: Some(number.to_string()),
            title: titles[next(titles.len())].to_owned(),
            text: Some(text),
            page: Some(1),
            ..Section::default()
        })
    }));
    Corpus::new(records, Vec::new())
}

fn bytes(corpus: &Corpus) -> usize {
    corpus.records().iter().map(|record| record.title().len() + record.texts().iter().map(|text| text.len()).sum::<usize>()).sum()
}

fn measure(name: &str, corpus: &Arc<Corpus>) {
    println!("\n{name}: {} records, {:.1} MB of text", corpus.records().len(), bytes(corpus) as f64 / 1e6);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(Arc::clone(corpus), 1, folder.path(), &dictionary_store()).unwrap();
    let begun = Instant::now();
    let searcher = store.rebuild(&mut |_| {}).unwrap().searcher;
    let ours = begun.elapsed();
    let bare = build_bare(corpus);
    let rate = |time: Duration| bytes(corpus) as f64 / 1e6 / time.as_secs_f64();
    println!(
        "index build       {:>7.2} MB/s; bare lindera + tantivy, the same two views on {CORES} cores, {:.2} MB/s: {:.2} of it",
        rate(ours),
        rate(bare),
        rate(ours) / rate(bare)
    );
    println!("memory            {:>7.0} MB resident at most so far", peak());
    keystrokes(&searcher);
}

/// Words and pairs of title and text into a tantivy index, and nothing else.
fn build_bare(corpus: &Corpus) -> Duration {
    let segmenter = dictionary::load(&dictionary_store()).unwrap().map(|(segmenter, _)| segmenter);
    let analyser = Analyser::new(segmenter, Settings::shipped().unwrap().stop_words);
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

fn keystrokes(searcher: &Searcher) {
    const ROUNDS: usize = 5;
    let mut times = Vec::new();
    let (mut whole, mut bare) = (Duration::ZERO, Duration::ZERO);
    for round in 0..=ROUNDS {
        for typed in TYPED {
            for count in 1..=typed.chars().count() {
                let prefix: String = typed.chars().take(count).collect();
                let begun = Instant::now();
                let answer = searcher.search(&prefix, &Filter::default(), 200).unwrap();
                let time = begun.elapsed();
                // The first round warms the caches.
                if round > 0 {
                    times.push(time);
                    whole += time;
                    bare += searcher.time_bare(&prefix, &Wish { limit: 200, ..Wish::default() }, answer.mode).unwrap();
                }
            }
        }
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    println!("a keystroke       p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms over {} keystrokes", at(0.5), at(0.99), at(1.0), times.len());
    println!("against the same tantivy queries run bare: {:.2} times", whole.as_secs_f64() / bare.as_secs_f64());
}

/// The most memory this process has held, in MB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
