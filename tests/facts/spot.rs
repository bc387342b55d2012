//! Spot facts of the five sources, chosen and read by others than those who wrote the corpus: what a reader looks up, and what is there.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::support::corpus;

/// A fact file.
#[derive(Deserialize)]
struct Facts {
    facts: Vec<Fact>,
}

/// What one record holds at one place.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Fact {
    /// The record.
    id: String,
    /// Names joined by dots; in brackets the element of an array, by conditions (`fiscal_year=2019,stage=要望`) or by number.
    at: String,
    /// The value is this.
    is: Option<Value>,
    /// The value, or a text within it, holds these words.
    says: Option<String>,
    /// Nothing is reported.
    #[serde(default)]
    absent: bool,
    /// Some words of the source at that place.
    line: String,
}

const DOCUMENTS: [&str; 5] = ["plan3", "slides1", "slides2", "req5", "req6"];

fn facts(document: &str) -> Vec<Fact> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/facts/{document}.toml"));
    let text = std::fs::read_to_string(&path).unwrap();
    toml::from_str::<Facts>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).facts
}

/// The value at a path; `None` where it leads nowhere or to null.
fn at(value: &Value, path: &str) -> Option<Value> {
    let mut here = value.clone();
    for step in steps(path) {
        let (name, choice) = step.split_once('[').map_or((step, None), |(name, rest)| (name, rest.strip_suffix(']')));
        here = here.get(name)?.clone();
        if let Some(choice) = choice {
            let elements = here.as_array()?;
            here = match choice.parse::<usize>() {
                Ok(number) => elements.get(number)?.clone(),
                Err(_) => elements.iter().find(|element| meets(element, choice))?.clone(),
            };
        }
    }
    (!here.is_null()).then_some(here)
}

/// A path's parts; dots and commas within brackets belong to conditions.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    path.split(move |c: char| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == '.' && depth == 0
    })
}

fn meets(element: &Value, conditions: &str) -> bool {
    conditions.split(',').all(|condition| {
        let (key, wanted) = condition.split_once('=').unwrap();
        match element.get(key) {
            Some(Value::String(text)) => text == wanted,
            Some(Value::Number(number)) => number.as_f64() == wanted.parse().ok(),
            _ => false,
        }
    })
}

fn says(value: &Value, words: &str) -> bool {
    match value {
        Value::String(text) => text.contains(words),
        Value::Array(elements) => elements.iter().any(|element| says(element, words)),
        Value::Object(fields) => fields.get("text").is_some_and(|text| says(text, words)),
        _ => false,
    }
}

/// Numbers are the same whether a file writes 60 or 60.0.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => a == b,
    }
}

#[test]
fn the_corpus_says_what_its_readers_found_in_the_sources() {
    let corpus = corpus();
    let mut wrong = Vec::new();
    let mut count = 0;
    for document in DOCUMENTS {
        for fact in facts(document) {
            count += 1;
            let Some(record) = corpus.get(&fact.id) else {
                wrong.push(format!("{document}: there is no {}", fact.id));
                continue;
            };
            let found = at(&serde_json::to_value(record).unwrap(), &fact.at);
            let holds = match (&fact.is, &fact.says, fact.absent) {
                (Some(wanted), None, false) => found.as_ref().is_some_and(|found| same(found, wanted)),
                (None, Some(words), false) => found.as_ref().is_some_and(|found| says(found, words)),
                (None, None, true) => found.is_none(),
                _ => panic!("{fact:?} asks for nothing, or for too much"),
            };
            if !holds {
                wrong.push(format!(
                    "{document}: {} {} is {found:?}; the source: {:?} {:?} 「{}」",
                    fact.id, fact.at, fact.is, fact.says, fact.line
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} facts:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 300, "only {count} facts");
}

/// Where the originals are at hand, the words that each fact goes by are in them.
#[test]
fn the_words_of_each_fact_stand_in_its_source() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    for document in DOCUMENTS {
        let Ok(source) = std::fs::read_to_string(folder.join(format!("{document}.txt"))) else { continue };
        for fact in facts(document) {
            assert!(source.contains(&fact.line), "{document}: {} 「{}」", fact.id, fact.line);
        }
    }
}
