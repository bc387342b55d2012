//! What a reader asks: the query language, what is meant by it, and conditions on records. Knows no engine.
//!
//! `language` reads what was typed, `understood` says what is meant (synonyms, years, readings in kana and romaji), with what `lexicon`
//! knows; `conditions` on records have `values` that are read, and ask for the `attributes` of a record, among them its `years`.

mod attributes;
mod conditions;
mod language;
mod lexicon;
mod understood;
mod values;
mod years;

pub use attributes::Attributes;
pub use conditions::{Bounds, Condition};
pub use language::{Expression, Field, QueryWarning, parse};
pub use lexicon::Lexicon;
pub use understood::{MatchMode, Query, QueryContext, QueryNode, QueryTerm};

use crate::model::Corpus;

/// What may stand at the end of a query, where a field's name or value is begun.
pub fn completions(corpus: &Corpus, typed: &str) -> Vec<String> {
    language::completions(typed, |field: Field| Condition::values(corpus, field))
}
