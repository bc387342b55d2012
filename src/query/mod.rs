//! Queries: the query language, what is meant by a query, and conditions on records. This module knows no engine.
//!
//! `language` reads what was typed, and `understood` works out what is meant (synonyms, years, readings in kana and romaji) with the help
//! of `lexicon`. The values of `conditions` on records are read by `values`; conditions test the `attributes` of a record, among them its
//! `years`.

pub mod attributes;
mod conditions;
mod language;
mod lexicon;
mod understood;
mod values;
mod years;

pub use attributes::{Attributes, payee_hash};
pub use conditions::{Bounds, Condition};
pub use language::{Expression, Field, QueryWarning, parse};
pub use lexicon::Lexicon;
pub use understood::{MatchMode, Query, QueryContext, QueryNode, QueryTerm};

use crate::model::Corpus;

/// Returns the completions of the field name or value begun at the end of a query.
pub fn completions(corpus: &Corpus, typed: &str) -> Vec<String> {
    language::completions(typed, |field: Field| Condition::values(corpus, field))
}
