//! What queries are read with, whichever engine answers them.

use std::sync::Arc;

use crate::analysis::settings::Synonyms;
use crate::analysis::{Analyser, Readings};
use crate::model::Corpus;

/// What is known of the words that a reader may type: the records that they may mean, synonyms, readings, and how text is cut into words.
#[derive(Clone)]
pub struct Lexicon {
    /// All records: conditions name them.
    pub corpus: Arc<Corpus>,
    /// Cuts text as the index was cut.
    pub analyser: Analyser,
    /// Words that mean the same.
    pub synonyms: Arc<Synonyms>,
    /// The words of the records by how they are read.
    pub readings: Arc<Readings>,
}
