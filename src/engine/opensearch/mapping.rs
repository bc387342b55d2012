//! Form of the index: its settings and fields. Words are cut by this program, on both sides: a field gets terms with spaces between them.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::engine::clause::Zone;

/// Version of the form, raised with every change that the numbers of the code do not show.
pub(super) const VERSION: u32 = 2;

/// Maximum length of a term in characters; the server splits longer ones.
const LONGEST_TERM: usize = 8_000;
/// Sign that stands for a space within a term.
const SPACE: char = '␣';
/// Term that stands for any term in a phrase: the analyser of queries leaves it out and keeps its place.
pub(super) const ANY: &str = "␀";

/// Returns a term in the form in which a field holds it.
pub(super) fn token(term: &str) -> Cow<'_, str> {
    if term.contains(char::is_whitespace) { Cow::Owned(term.replace(char::is_whitespace, &SPACE.to_string())) } else { Cow::Borrowed(term) }
}

/// Returns a text character by character, so that any part of it is a phrase.
pub(super) fn characters(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        spaced.push(if character.is_whitespace() { SPACE } else { character });
        spaced.push(' ');
    }
    spaced
}

/// Returns the name of a zone's field.
pub(super) fn field(zone: Zone) -> &'static str {
    match zone {
        Zone::Name => "name",
        Zone::NamePrefix => "name_prefix",
        Zone::TitlePrefix => "title_prefix",
        Zone::BodyPrefix => "body_prefix",
        Zone::TitleWords => "title_words",
        Zone::TitleBigrams => "title_bigrams",
        Zone::BodyWords => "body_words",
        Zone::BodyBigrams => "body_bigrams",
    }
}

/// All zones.
pub(super) const ZONES: [Zone; 8] = [
    Zone::Name,
    Zone::NamePrefix,
    Zone::TitlePrefix,
    Zone::BodyPrefix,
    Zone::TitleWords,
    Zone::TitleBigrams,
    Zone::BodyWords,
    Zone::BodyBigrams,
];

/// Fields that are made of the record, beside the zones.
const DERIVED: [&str; 8] = ["findings", "reflections", "payees", "facts", "figures", "ties", "columns", "outline"];

/// Returns the mapping of a zone's field.
fn of_zone(zone: Zone) -> Value {
    let options = match zone {
        Zone::Name | Zone::NamePrefix | Zone::TitlePrefix | Zone::BodyPrefix => "docs",
        Zone::TitleWords | Zone::BodyWords => "freqs",
        Zone::TitleBigrams | Zone::BodyBigrams => "positions",
    };
    // Whether a prefix is there counts the same in every record, however many it has.
    let norms = !matches!(zone, Zone::NamePrefix | Zone::TitlePrefix | Zone::BodyPrefix);
    json!({ "type": "text", "analyzer": "cut", "search_analyzer": "cut_query", "index_options": options, "norms": norms })
}

/// Returns the body that creates an index with so many shards and replicas. What it holds is shown when [`refreshed`] says so.
pub(super) fn index(shards: u32, replicas: u32, meta: &Value) -> Value {
    let mut properties = json!({
        "type": keyword(),
        "id": keyword(),
        "ids": keyword(),
        "kind": keyword(),
        "order": { "type": "long" },
        "over": keyword(),
        "bears": { "type": "boolean" },
        "of_sheets": { "type": "boolean" },
        "factor": { "type": "float", "index": false },
        "amount": { "type": "double" },
        "analyser": keyword(),
        "content": unsearched(),
        "title": { "type": "keyword", "index": false, "doc_values": false, "ignore_above": 1 },
        "record": { "type": "object", "enabled": false },
        "links": { "type": "object", "enabled": false },
        "original": { "type": "object", "enabled": false },
        "packed": { "type": "binary" },
        "packed_links": { "type": "binary" },
    });
    let asked = json!({
        "documents": keyword(),
        "periods": { "type": "integer" },
        "ministries": keyword(),
        "leads": keyword(),
        "areas": keyword(),
        "projects": keyword(),
        "years": { "type": "integer" },
        "findings": characters_field(),
        "reflections": characters_field(),
        "payees": { "type": "long" },
        // What tables need to know of all records.
        "columns": keyword(),
        "outline": unsearched(),
        "narrow": { "type": "boolean" },
        "ties": keyword(),
        "answering": keyword(),
        "figures": {
            "type": "nested",
            "properties": {
                "document": keyword(),
                "stage": keyword(),
                "year": { "type": "integer" },
                "account": keyword(),
                "yen": { "type": "long" },
            },
        },
        "has_facts": { "type": "boolean" },
        "facts": {
            "type": "nested",
            "properties": {
                "document": keyword(),
                "year": { "type": "integer" },
                "amounts": { "type": "double" },
                "marks": keyword(),
                "ministries": keyword(),
                "leads": keyword(),
                "project": keyword(),
                "stage": { "type": "integer" },
                "rate": { "type": "double" },
            },
        },
    });
    if let (Some(properties), Value::Object(asked)) = (properties.as_object_mut(), asked) {
        properties.extend(asked);
        properties.extend(ZONES.map(|zone| (field(zone).to_owned(), of_zone(zone))));
    }
    json!({
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
                "codec": "best_compression",
                "mapping": { "nested_objects": { "limit": 200_000 } },
            },
            "analysis": {
                "tokenizer": { "terms": { "type": "whitespace", "max_token_length": LONGEST_TERM } },
                "filter": { "any": { "type": "stop", "stopwords": [ANY] } },
                "analyzer": {
                    "cut": { "type": "custom", "tokenizer": "terms" },
                    "cut_query": { "type": "custom", "tokenizer": "terms", "filter": ["any"] },
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": meta,
            // The terms are made of the record, and need not be kept a second time.
            "_source": { "excludes": ZONES.map(field).into_iter().chain(DERIVED).collect::<Vec<_>>() },
            "properties": properties,
        },
    })
}

/// Returns the setting that shows what was written, or keeps it from being shown.
pub(super) fn refreshed(shown: bool) -> Value {
    json!({ "index": { "refresh_interval": if shown { Value::Null } else { json!("-1") } } })
}

fn keyword() -> Value {
    json!({ "type": "keyword" })
}

/// Returns the mapping of a field whose values are only read.
fn unsearched() -> Value {
    json!({ "type": "keyword", "index": false, "doc_values": true })
}

fn characters_field() -> Value {
    json!({ "type": "text", "analyzer": "cut", "search_analyzer": "cut", "norms": false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_one_token_whatever_is_in_it() {
        assert_eq!(token("rare disease"), "rare␣disease");
        assert!(matches!(token("感染症"), Cow::Borrowed(_)));
        assert_eq!(characters("一部 改善"), "一 部 ␣ 改 善 ");
    }
}
