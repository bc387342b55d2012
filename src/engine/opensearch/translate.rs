//! Translation of clauses into the query language of OpenSearch.

use serde_json::{Value, json};

use super::mapping::{ANY, field, token};
use crate::engine::clause::{Clause, Occur, Zone};
use crate::model::{Id, Named};
use crate::query::attributes::{payee_hash, stage_place};
use crate::query::{Bounds, Condition};

/// Type of the documents that are records.
pub(super) const RECORD: &str = "record";

/// Translator for a cluster.
#[derive(Clone, Copy, Debug)]
pub(super) struct Translator {
    /// Factor that makes the scores of terms those of the reader's own disk, beside scores that are constant: whether a cluster leaves
    /// BM25's constant k1 + 1 out.
    pub bm25: f32,
}

impl Translator {
    /// Returns the query for a clause, its score multiplied by `boost`.
    pub fn query(self, clause: &Clause, boost: f32) -> Value {
        query(clause, boost, self.bm25)
    }
}

fn query(clause: &Clause, boost: f32, bm25: f32) -> Value {
    let query = |clause: &Clause, boost: f32| query(clause, boost, bm25);
    let each = |clauses: &[Clause]| clauses.iter().map(|clause| query(clause, 1.0)).collect::<Vec<_>>();
    match clause {
        Clause::Nothing => nothing(),
        Clause::Everything => constant(&records(), boost),
        Clause::Term(zone, text) => term(*zone, text, boost * bm25),
        Clause::Phrase(zone, terms) => json!({ "match_phrase": { field(*zone): { "query": phrase(terms), "boost": boost * bm25 } } }),
        Clause::Begins(zone, text) => json!({ "prefix": { field(*zone): { "value": token(text), "boost": boost } } }),
        Clause::Meets(conditions) => constant(&meets(conditions), boost),
        Clause::All(clauses) => json!({ "bool": { "must": each(clauses), "boost": boost } }),
        Clause::Any(clauses) => json!({ "bool": { "should": each(clauses), "boost": boost } }),
        Clause::Mixed(clauses) => {
            let (mut must, mut filter, mut should, mut not) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for (occur, clause) in clauses {
                match (occur, clause) {
                    (Occur::Must, Clause::Boost(inner, 0.0)) => filter.push(query(inner, 1.0)),
                    (Occur::Must, clause) => must.push(query(clause, 1.0)),
                    (Occur::Should, clause) => should.push(query(clause, 1.0)),
                    (Occur::MustNot, clause) => not.push(query(clause, 1.0)),
                }
            }
            json!({ "bool": { "must": must, "filter": filter, "should": should, "must_not": not, "boost": boost } })
        }
        Clause::Best(clauses, others) => json!({ "dis_max": { "queries": each(clauses), "tie_breaker": others, "boost": boost } }),
        Clause::Boost(clause, weight) => query(clause, boost * weight),
        Clause::Constant(clause, score) => constant(&query(clause, 1.0), boost * score),
    }
}

/// Returns the query for all records.
pub(super) fn records() -> Value {
    json!({ "term": { "type": RECORD } })
}

fn nothing() -> Value {
    json!({ "match_none": {} })
}

fn constant(filter: &Value, score: f32) -> Value {
    json!({ "constant_score": { "filter": filter, "boost": score } })
}

fn term(zone: Zone, text: &str, boost: f32) -> Value {
    json!({ "term": { field(zone): { "value": token(text), "boost": boost } } })
}

/// Returns terms at their places as a text; places that have none are left open.
fn phrase(terms: &[(usize, String)]) -> String {
    let mut text = String::new();
    let mut next = terms.first().map_or(0, |(place, _)| *place);
    for (place, term) in terms {
        for _ in next..*place {
            text.push_str(ANY);
            text.push(' ');
        }
        text.push_str(&token(term));
        text.push(' ');
        next = place + 1;
    }
    text
}

/// Returns the query for the records that meet all conditions, as [`Attributes::meet`](crate::query::Attributes::meet) does.
fn meets(conditions: &[Condition]) -> Value {
    let of_record: Vec<Value> = conditions.iter().map(of_record).collect();
    if !conditions.iter().any(Condition::of_one_entry) {
        return json!({ "bool": { "filter": of_record } });
    }
    let (mut outside, mut within) = (Vec::new(), Vec::new());
    for condition in conditions {
        match of_fact(condition) {
            Some(query) => within.push(query),
            None => outside.push(self::of_record(condition)),
        }
    }
    outside.push(json!({ "nested": { "path": "facts", "query": { "bool": { "filter": within } } } }));
    let without_facts = json!({ "bool": { "filter": of_record, "must_not": [{ "term": { "has_facts": true } }] } });
    json!({ "bool": { "should": [{ "bool": { "filter": outside } }, without_facts] } })
}

fn any(field: &str, values: Vec<Value>) -> Value {
    json!({ "terms": { field: values } })
}

fn ids(ids: &[Id]) -> Vec<Value> {
    ids.iter().map(|id| json!(id.as_str())).collect()
}

fn texts(texts: &[String]) -> Vec<Value> {
    texts.iter().map(|text| json!(text)).collect()
}

fn within(field: &str, bounds: &Bounds) -> Value {
    let mut range = serde_json::Map::new();
    let (from, to) = (bounds.from, bounds.to);
    if from.0 > f64::NEG_INFINITY {
        range.insert(if from.1 { "gte" } else { "gt" }.to_owned(), json!(from.0));
    }
    if to.0 < f64::INFINITY {
        range.insert(if to.1 { "lte" } else { "lt" }.to_owned(), json!(to.0));
    }
    json!({ "range": { field: range } })
}

/// Returns the query for a text that contains one of the words.
fn contains(field: &str, words: &[String]) -> Value {
    let ways: Vec<Value> = words.iter().map(|word| json!({ "match_phrase": { field: super::mapping::characters(word) } })).collect();
    json!({ "bool": { "should": ways } })
}

/// Returns the query for records that themselves meet a condition.
fn of_record(condition: &Condition) -> Value {
    match condition {
        Condition::Kind(kinds) => any("kind", kinds.iter().map(|kind| json!(kind.name())).collect()),
        Condition::Document(documents) => any("documents", ids(documents)),
        Condition::Period(periods) => any("periods", periods.iter().map(|period| json!(period)).collect()),
        Condition::Ministry(codes) => any("ministries", texts(codes)),
        Condition::Lead(codes) => any("leads", texts(codes)),
        Condition::Area(areas) => any("areas", ids(areas)),
        Condition::Project(projects) => any("projects", ids(projects)),
        Condition::Year(years) => json!({ "range": { "years": { "gte": years.start(), "lte": years.end() } } }),
        // Only entries and budget lines have them.
        Condition::Budget(_) | Condition::Mark(_) | Condition::Stage(_) | Condition::Rate(_) => nothing(),
        Condition::Finding(words) => contains("findings", words),
        Condition::Reflection(words) => contains("reflections", words),
        Condition::Payee(names) => any("payees", names.iter().map(|name| json!(payee_hash(name))).collect()),
    }
}

/// Returns the query for a statement that meets a condition; `None` if the record as a whole has to meet it.
fn of_fact(condition: &Condition) -> Option<Value> {
    Some(match condition {
        Condition::Document(documents) => any("facts.document", ids(documents)),
        Condition::Ministry(codes) => any("facts.ministries", texts(codes)),
        Condition::Lead(codes) => any("facts.leads", texts(codes)),
        Condition::Project(projects) => any("facts.project", ids(projects)),
        Condition::Year(years) => json!({ "range": { "facts.year": { "gte": years.start(), "lte": years.end() } } }),
        Condition::Budget(bounds) => within("facts.amounts", bounds),
        Condition::Mark(marks) => {
            let ways: Vec<Value> =
                marks.iter().map(|mark| json!({ "wildcard": { "facts.marks": format!("*{}*", literal(mark)) } })).collect();
            json!({ "bool": { "should": ways } })
        }
        Condition::Stage(stages) => {
            any("facts.stage", stages.iter().filter_map(|stage| stage_place(stage)).map(|place| json!(place)).collect())
        }
        Condition::Rate(bounds) => within("facts.rate", bounds),
        Condition::Kind(_)
        | Condition::Period(_)
        | Condition::Area(_)
        | Condition::Finding(_)
        | Condition::Reflection(_)
        | Condition::Payee(_) => return None,
    })
}

/// Returns a text in which no character is a wildcard.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '*' | '?' | '\\') {
            literal.push('\\');
        }
        literal.push(character);
    }
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_keeps_its_open_places() {
        let terms = [(1, "感染".to_owned()), (2, "染症".to_owned()), (4, "対策".to_owned())];
        assert_eq!(phrase(&terms), "感染 染症 ␀ 対策 ");
    }

    #[test]
    fn what_is_typed_is_no_wildcard() {
        assert_eq!(literal("新*規?\\"), "新\\*規\\?\\\\");
    }

    #[test]
    fn bounds_without_an_end_ask_for_none() {
        let bounds = Bounds { from: (10.0, false), to: (f64::INFINITY, true) };
        assert_eq!(within("amount", &bounds), json!({ "range": { "amount": { "gt": 10.0 } } }));
    }
}
