//! The relevance set asked of other engines over the same texts: ripgrep, SQLite FTS5 (trigram), and tantivy with one field of words.
//! `make compare` runs it; an engine that is not installed is left out with a word.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and may stop at the first surprise")]

#[path = "../tests/relevance/measure.rs"]
#[expect(dead_code, reason = "the test reads the form of a question as well")]
mod measure;

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use etcetera::BaseStrategy;
use measure::{DEPTH, Means, Question, questions};
use shirube::analysis::settings::AnalysisSettings;
use shirube::analysis::{Analyser, dictionary};
use shirube::corpus;
use shirube::engine::tantivy::Store;
use shirube::engine::{Engine, SearchOptions, Supply};
use shirube::model::{Corpus, Record};
use shirube::text::fold::fold;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, TantivyDocument, Term};

fn main() {
    let corpus = Arc::new(corpus::load(None).unwrap());
    let questions = questions();
    println!("{:<46} {:>4}  nDCG   MRR    recall  ms a query", "", "n");
    for (name, find) in [
        ("shirube", shirube(&corpus)),
        ("tantivy, one field of words, any", Some(one_field(&corpus))),
        ("SQLite FTS5 trigram, any, bm25", sqlite(&corpus, &questions)),
        ("ripgrep, all words, a file a record", ripgrep(&corpus)),
    ] {
        let Some(find) = find else {
            println!("{name:<34} not installed, left out");
            continue;
        };
        let mut halves = [Means::default(); 2];
        let begun = Instant::now();
        for (at, question) in questions.iter().enumerate() {
            halves[usize::from(question.held)].add(&question.want, &find(at, &question.query));
        }
        let each = begun.elapsed().as_secs_f64() * 1000.0 / questions.len() as f64;
        println!("{}  {each:>8.2}", halves[0].line(&format!("{name}, tuning")));
        println!("{}", halves[1].line(&format!("{name}, held back")));
    }
}

/// The ids that an engine finds for a question, best first.
type Find = Box<dyn Fn(usize, &str) -> Vec<String>>;

fn dictionary_store() -> PathBuf {
    let named = std::env::var_os("SHIRUBE_DICTIONARY").map(PathBuf::from);
    named.unwrap_or_else(|| etcetera::choose_base_strategy().unwrap().data_dir().join("shirube").join("dictionary"))
}

/// All that a record says, as the other engines get it.
fn text(record: &Record) -> String {
    let titles = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)).chain(record.number());
    titles.chain(record.texts()).collect::<Vec<_>>().join("\n")
}

fn shirube(corpus: &Arc<Corpus>) -> Option<Find> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(&Supply {
        corpus: Arc::clone(corpus),
        corpus_hash: 0,
        index_dir: folder.path().to_owned(),
        dictionary_store: dictionary_store(),
    })
    .unwrap();
    let searcher = store.open(&mut |_| {}).unwrap().engine;
    let corpus = Arc::clone(corpus);
    Some(Box::new(move |_, query| {
        let answer = searcher.search(query, &SearchOptions::best(DEPTH)).unwrap();
        answer.hits.iter().filter_map(|hit| corpus.at(hit.position)).map(|record| record.id().to_string()).collect()
    }))
}

fn one_field(corpus: &Arc<Corpus>) -> Find {
    let segmenter = dictionary::load(&dictionary_store()).unwrap().map(|(segmenter, _)| segmenter);
    let analyser = Analyser::new(segmenter, AnalysisSettings::shipped().unwrap().stop_words);
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqs);
    let body = builder.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    let position = builder.add_u64_field("position", FAST);
    let index = Index::create_in_ram(builder.build());
    let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
    let terms =
        move |analyser: &Analyser, text: &str| -> Vec<String> { analyser.words(&fold(text)).into_iter().map(|word| word.term).collect() };
    for (at, record) in corpus.records().iter().enumerate() {
        let mut document = TantivyDocument::default();
        let tokens = terms(&analyser, &text(record)).into_iter().enumerate();
        let tokens = tokens.map(|(position, text)| Token { position, text, position_length: 1, ..Token::default() }).collect();
        document.add_pre_tokenized_text(body, PreTokenizedString { text: String::new(), tokens });
        document.add_u64(position, at as u64);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let reader = index.reader().unwrap();
    let corpus = Arc::clone(corpus);
    Box::new(move |_, query| {
        let words = terms(&analyser, query).into_iter();
        let clauses = words.map(|word| {
            let term = Term::from_field_text(body, &word);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
        });
        let searcher = reader.searcher();
        let found = searcher.search(&BooleanQuery::new(clauses.collect()), &TopDocs::with_limit(DEPTH).order_by_score()).unwrap();
        let positions = found.into_iter().filter_map(|(_, address)| {
            let column = searcher.segment_reader(address.segment_ord).fast_fields().u64("position").unwrap();
            usize::try_from(column.first(address.doc_id)?).ok()
        });
        positions.filter_map(|position| corpus.at(position)).map(|record| record.id().to_string()).collect()
    })
}

/// Whether a program is there.
fn installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// All questions in one run of the shell: starting it is no part of the engine. The time is that of the whole run.
fn sqlite(corpus: &Corpus, questions: &[Question]) -> Option<Find> {
    if !installed("sqlite3") {
        return None;
    }
    let quoted = |text: &str| text.replace('\'', "''");
    let mut script = String::from("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, body, tokenize='trigram');\nBEGIN;\n");
    for record in corpus.records() {
        script.push_str(&format!("INSERT INTO t VALUES('{}','{}');\n", record.id(), quoted(&text(record))));
    }
    script.push_str("COMMIT;\n");
    for (at, question) in questions.iter().enumerate() {
        // Shorter words match nothing in a trigram index.
        let words: Vec<String> = question
            .query
            .split_whitespace()
            .filter(|word| word.chars().count() >= 3)
            .map(|word| format!("\"{}\"", word.replace('"', "")))
            .filter(|word| word.len() > 2)
            .collect();
        script.push_str(&format!(".print ={at}\n"));
        if !words.is_empty() {
            let query = quoted(&words.join(" OR "));
            script.push_str(&format!("SELECT id FROM t WHERE t MATCH '{query}' ORDER BY bm25(t) LIMIT {DEPTH};\n"));
        }
    }
    let mut child = Command::new("sqlite3").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = child.wait_with_output().unwrap();
    drop(writing.join());
    let mut found: HashMap<usize, Vec<String>> = HashMap::new();
    let mut now = 0;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match line.strip_prefix('=') {
            Some(at) => now = at.parse().unwrap(),
            None => found.entry(now).or_default().push(line.to_owned()),
        }
    }
    Some(Box::new(move |at, _| found.get(&at).cloned().unwrap_or_default()))
}

fn ripgrep(corpus: &Corpus) -> Option<Find> {
    if !installed("rg") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for (at, record) in corpus.records().iter().enumerate() {
        fs::write(folder.path().join(format!("{at:06}")), text(record)).unwrap();
    }
    let ids: Vec<String> = corpus.records().iter().map(|record| record.id().to_string()).collect();
    Some(Box::new(move |_, query| {
        let mut kept: Option<Vec<(usize, usize)>> = None;
        for word in query.split_whitespace() {
            let output = Command::new("rg")
                .args(["--count-matches", "--ignore-case", "--fixed-strings", "--no-config", "--", word])
                .arg(folder.path())
                .output()
                .unwrap();
            let mut here: HashMap<usize, usize> = HashMap::new();
            for line in String::from_utf8_lossy(&output.stdout).lines() {
                if let Some((path, count)) = line.rsplit_once(':')
                    && let Some(at) = path.rsplit('/').next().and_then(|name| name.parse().ok())
                {
                    here.insert(at, count.parse().unwrap_or(0));
                }
            }
            kept = Some(match kept {
                None => here.into_iter().collect(),
                Some(kept) => kept.into_iter().filter_map(|(at, sum)| here.get(&at).map(|count| (at, sum + count))).collect(),
            });
        }
        let mut found = kept.unwrap_or_default();
        // grep knows no order: the most matches first is what a reader would do by hand.
        found.sort_by_key(|(at, count)| (usize::MAX - count, *at));
        found.into_iter().take(DEPTH).filter_map(|(at, _)| ids.get(at).cloned()).collect()
    }))
}
