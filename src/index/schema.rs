//! The fields of the index. A change here is a change of [`VERSION`], and so of every index's fingerprint.

use tantivy::schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, TantivyError};

use super::analysis::{Analyser, AnalyserTokenizer, View};

/// Raised with every change of fields or analysis that the fingerprint's other parts do not show.
pub(super) const VERSION: u32 = 1;

/// tantivy's names for the two views of a text.
const WORDS: &str = "words";
const PAIRS: &str = "pairs";

/// The fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The record's position in the corpus: how a hit finds its record.
    pub position: Field,
    /// Titles, aliases, codes and numbers whole, folded.
    pub name: Field,
    /// The title's words.
    pub title_words: Field,
    /// The title's character pairs.
    pub title_pairs: Field,
    /// The texts' words.
    pub body_words: Field,
    /// The texts' character pairs.
    pub body_pairs: Field,
    /// For filters, exact: the kind, the documents, ministry codes, areas and projects of the record.
    pub kind: Field,
    pub document: Field,
    pub ministry: Field,
    pub area: Field,
    pub project: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        position: builder.add_u64_field("position", FAST),
        name: builder.add_text_field("name", STRING),
        title_words: builder.add_text_field("title_words", text(WORDS)),
        title_pairs: builder.add_text_field("title_pairs", text(PAIRS)),
        body_words: builder.add_text_field("body_words", text(WORDS)),
        body_pairs: builder.add_text_field("body_pairs", text(PAIRS)),
        kind: builder.add_text_field("kind", STRING),
        document: builder.add_text_field("document", STRING),
        ministry: builder.add_text_field("ministry", STRING),
        area: builder.add_text_field("area", STRING),
        project: builder.add_text_field("project", STRING),
    };
    (builder.build(), fields)
}

/// Registers the analyser and tells the fields of an index that may have been made by another process.
///
/// # Errors
/// When the index has not the fields of this schema.
pub(super) fn prepare(index: &Index, analyser: &Analyser) -> Result<Fields, TantivyError> {
    for (name, view) in [(WORDS, View::Words), (PAIRS, View::Pairs)] {
        let tokenizer = AnalyserTokenizer { analyser: analyser.clone(), view };
        index.tokenizers().register(name, TextAnalyzer::builder(tokenizer).build());
    }
    let (schema, fields) = schema();
    if index.schema() == schema {
        Ok(fields)
    } else {
        Err(TantivyError::SchemaError("the index has other fields than this program".to_owned()))
    }
}
