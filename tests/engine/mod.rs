//! The seam between what is asked and what answers: other engines answer the same questions through the same doors, one in memory and one
//! on a cluster.

mod elsewhere;
mod faults;
mod memory;
mod nodes;
mod opensearch;

use std::sync::{Arc, OnceLock};

use shirube::engine::{Answer, Engine, SearchOptions, Supply};
use shirube::model::Id;

use crate::relevance::measure::{DEPTH, Means, questions};
use crate::session::Session;
use crate::story::Story;
use crate::support::{Home, corpus, dictionary_store, engine, kept, stdout};

/// Of the first ten records so many are the same, in the mean over all questions.
const IN_COMMON: f64 = 9.9;
/// So far the two may be from each other in nDCG.
const APART: f64 = 0.005;
/// What the tests' own program is told to do: the arguments of a command, with tabs between them.
const ARGUMENTS: &str = "SHIRUBE_TEST_ARGUMENTS";

/// The engine in memory over the shipped corpus.
fn in_memory() -> Arc<dyn Engine> {
    static ENGINE: OnceLock<Arc<dyn Engine>> = OnceLock::new();
    let open = || {
        let supply = Supply { corpus: corpus(), corpus_hash: 0, index_dir: kept("nowhere"), dictionary_store: dictionary_store() };
        memory::open(&supply, &mut |_| {}, Arc::default()).unwrap()
    };
    Arc::clone(ENGINE.get_or_init(open))
}

/// The ids of the hits of an answer.
fn ids(engine: &dyn Engine, answer: &Answer) -> Vec<Id> {
    answer.hits.iter().map(|hit| engine.lexicon().corpus.at(hit.position).unwrap().id().clone()).collect()
}

#[test]
fn another_engine_answers_every_question_with_the_same_records() {
    agree(&engine(), &*in_memory(), IN_COMMON);
}

/// Asserts that two engines answer every question alike: the same of the query is understood, as many records are found, and of the first
/// ten `in_common` are the same in the mean.
fn agree(one: &dyn Engine, other: &dyn Engine, in_common: f64) {
    let (mut common, mut of_one, mut of_other) = (0.0, Means::default(), Means::default());
    let questions = questions();
    for question in &questions {
        let wish = SearchOptions::best(DEPTH);
        let (answer, again) = (one.search(&question.query, &wish).unwrap(), other.search(&question.query, &wish).unwrap());
        let said = |answer: &Answer| (answer.query.clone(), answer.mode, answer.total, answer.facets.clone(), answer.help.clone());
        assert_eq!(said(&answer), said(&again), "{}", question.query);
        let (found, there) = (ids(one, &answer), ids(other, &again));
        let alike = found.iter().filter(|id| there.contains(id)).count() as f64 * DEPTH as f64 / found.len().max(1) as f64;
        common += if found.is_empty() { DEPTH as f64 } else { alike };
        let texts = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
        of_one.add(&question.want, &texts(&found));
        of_other.add(&question.want, &texts(&there));
    }
    let common = common / questions.len() as f64;
    let apart = (of_one.ndcg - of_other.ndcg).abs() / questions.len() as f64;
    println!("{common:.3} of {DEPTH} in common, nDCG {apart:.4} apart");
    assert!(common >= in_common && apart <= APART, "{common:.3} of {DEPTH} in common, nDCG {apart:.4} apart");
}

#[test]
fn another_engine_says_why_in_the_same_words() {
    let (one, other) = (engine(), in_memory());
    for typed in ["感染症有事", "kansensho 治験", "癌", "令和5年度 がん", "\"再生医療\"", "scar"] {
        let wish = SearchOptions::best(3);
        for hit in one.search(typed, &wish).unwrap().hits {
            let why = |engine: &dyn Engine| -> Vec<String> {
                let reasons = engine.why(typed, &wish, hit.position).unwrap();
                let mut ways: Vec<String> = reasons
                    .iter()
                    .map(|reason| format!("{} {} {:?} {:?} {}", reason.term, reason.way, reason.field, reason.by, reason.weight))
                    .collect();
                ways.sort();
                ways
            };
            assert_eq!(why(&one), why(&*other), "{typed}");
        }
    }
}

#[test]
fn the_explorer_shows_the_same_hits_from_another_engine() {
    for typed in ["感染症有事", "kansensho", "令和5年度 がん"] {
        let shown = |story: Story| {
            let story = story.keys("/").keys(typed);
            let answer = &story.state.screens.search.answer;
            (answer.total, answer.facets.clone())
        };
        let (one, other) = (shown(Story::new(120, 36)), shown(Story::asking(in_memory(), 120, 36)));
        assert!(one.0 > 0, "{typed}");
        assert_eq!(one, other, "{typed}");
    }
}

/// The program with the engine in memory, for the tests below.
#[test]
#[ignore = "a program for the tests below"]
fn program() {
    let arguments = std::env::var(ARGUMENTS).unwrap_or_default();
    let arguments = std::iter::once("shirube").chain(arguments.split('\t').filter(|argument| !argument.is_empty()));
    shirube::cli::run_with(arguments.map(Into::into), Arc::new(memory::open));
}

#[test]
fn the_commands_print_the_same_from_another_engine() {
    let home = Home::new();
    for arguments in [
        &["search", "感染症有事", "--limit", "3"][..],
        &["search", "にんちしょう", "--kind", "programme"],
        &["search", "がん", "--ministry", "厚", "--sort", "amount"],
        &["list", "programme", "--where", "budget:>100"],
    ] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--format", "json"]);
        let mut here = home.json(&arguments);
        let printed = stdout(&home.command_of_test("engine::program").env(ARGUMENTS, arguments.join("\t")).output().unwrap());
        let json = &printed[printed.find(['{', '[']).unwrap_or_else(|| panic!("{arguments:?}: {printed}"))..];
        let mut there = serde_json::Deserializer::from_str(json).into_iter::<serde_json::Value>().next().unwrap().unwrap();
        for printed in [&mut here, &mut there] {
            alike(printed);
        }
        assert_eq!(here, there, "{arguments:?}");
    }
}

/// Takes out what two engines need not have alike: how long it took, and scores.
fn alike(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.remove("elapsed_us");
            fields.remove("score");
            fields.values_mut().for_each(alike);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(alike),
        _ => {}
    }
}

#[test]
#[cfg(unix)]
fn the_explorer_in_a_terminal_searches_with_another_engine() {
    let mut session = Session::of_test("engine::program");
    session.wait("第3期計画");
    session.send("/感染症有事");
    session.wait("/ 感染症有事");
    session.wait("件");
    session.send("\u{3}");
    session.end();
    session.assert_restored();
}
