//! Knowledge with which a query is interpreted, whichever engine answers it.

use std::sync::Arc;

use crate::analysis::settings::Synonyms;
use crate::analysis::{Analyser, Readings};
use crate::model::Corpus;

/// Knowledge about the words that a reader may type: the records that they may mean, synonyms, readings, and the analysis of text into
/// words.
#[derive(Clone)]
pub struct Lexicon {
    /// All records, which conditions refer to.
    pub corpus: Arc<Corpus>,
    /// Analyser of the kind with which the index was built.
    pub analyser: Analyser,
    /// Words that mean the same.
    pub synonyms: Arc<Synonyms>,
    /// Words of the records by their readings.
    pub readings: Arc<Readings>,
}
