//! What cuts texts into terms and weighs them, the same for every engine: settings, dictionary, analyser, weights.

use std::path::Path;
use std::sync::Arc;

use super::weights::Weights;
use super::{EngineStatus, Error};
use crate::analysis::{Analyser, AnalysisSettings, Readings, dictionary};
use crate::model::Corpus;
use crate::query::Lexicon;

/// Everything that makes terms of texts.
pub(super) struct Cutter {
    /// Settings that are compiled in.
    pub settings: AnalysisSettings,
    /// Weights that are compiled in.
    pub weights: Weights,
    /// Analyser.
    pub analyser: Analyser,
    /// Dictionary of the analyser.
    pub dictionary: Option<dictionary::Manifest>,
    /// Reason why there is no dictionary although one is installed.
    pub trouble: Option<String>,
}

impl Cutter {
    /// Makes everything ready, with the dictionary of a store; its own words are kept in `kept`. A damaged dictionary counts as none.
    ///
    /// # Errors
    /// If a compiled-in settings file is wrong.
    pub fn new(dictionary_store: &Path, kept: &Path) -> Result<Self, Error> {
        let (settings, weights) = (AnalysisSettings::shipped()?, Weights::shipped()?);
        let (loaded, trouble) = match dictionary::load_with(dictionary_store, Some(kept)) {
            Ok(loaded) => (loaded, None),
            Err(error) => (None, Some(error.to_string())),
        };
        let (segmenter, dictionary) = loaded.unzip();
        let analyser = Analyser::new(segmenter, settings.stop_words.clone());
        Ok(Self { settings, weights, analyser, dictionary, trouble })
    }

    /// Returns the lexicon for a corpus and the readings of its words.
    pub fn lexicon(&self, corpus: Arc<Corpus>, readings: Readings) -> Lexicon {
        Lexicon {
            corpus,
            analyser: self.analyser.clone(),
            synonyms: Arc::new(self.settings.synonyms.clone()),
            readings: Arc::new(readings),
        }
    }

    /// Returns the state of an engine that cuts so.
    pub fn status(&self) -> EngineStatus {
        EngineStatus { words: self.analyser.knows_words(), dictionary_trouble: self.trouble.clone(), ..EngineStatus::default() }
    }
}
