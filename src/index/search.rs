//! Query -> hits. All terms first; any of them, and so marked, where no record has all.

use std::sync::Arc;

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Clause, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentReader, Term as IndexTerm};

use super::analysis::Analyser;
use super::facets::{Count, Facets, Table};
use super::query::{Query, Term};
use super::schema::Fields;
use super::settings::{Settings, Weights};
use super::{Error, Marker, builder};
use crate::model::{Corpus, Filter};

/// Whether the hits have all terms or only some.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Every hit has every term.
    #[default]
    All,
    /// No record has every term; these have at least one.
    Any,
}

/// One record that matched.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hit {
    /// The record's position in the corpus.
    pub position: usize,
    /// How well it matched; comparable within one answer only.
    pub score: f32,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The query as understood.
    pub query: Query,
    /// All or any.
    pub mode: Mode,
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many records matched in all.
    pub total: usize,
    /// Counts over all matches.
    pub facets: Facets,
    /// Marks what matched.
    pub marker: Marker,
}

/// Searches one index over one corpus. Cloning shares both.
#[derive(Clone)]
pub struct Searcher {
    pub(super) corpus: Arc<Corpus>,
    pub(super) settings: Arc<Settings>,
    pub(super) analyser: Analyser,
    pub(super) reader: tantivy::IndexReader,
    pub(super) fields: Fields,
    pub(super) table: Arc<Table>,
    /// By the record's position: what its score is multiplied by.
    pub(super) factors: Arc<Vec<f32>>,
}

impl Searcher {
    /// The corpus that the hits' positions point into.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Whether a dictionary is in use; without one only character pairs are searched.
    pub fn knows_words(&self) -> bool {
        self.analyser.knows_words()
    }

    /// Finds the `limit` best records for what was typed, among those that `filter` admits. An empty query with a filter finds all that
    /// it admits, in the corpus's order; an empty query without one finds nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, typed: &str, filter: &Filter, limit: usize) -> Result<Answer, Error> {
        let query = Query::parse(typed, &self.settings.synonyms);
        let marker = Marker::new(&query, &self.analyser);
        if query.is_empty() && filter.is_empty() {
            return Ok(Answer { query, marker, ..Answer::default() });
        }
        let mut answer = self.run(&query, filter, Mode::All, limit)?;
        // One term alone can still fall apart into words; two or more can each be wanted.
        if answer.total == 0 && !query.is_empty() {
            answer = self.run(&query, filter, Mode::Any, limit)?;
        }
        answer.marker = marker;
        answer.query = query;
        Ok(answer)
    }

    fn run(&self, query: &Query, filter: &Filter, mode: Mode, limit: usize) -> Result<Answer, Error> {
        let clauses = Clauses { fields: self.fields, weights: &self.settings.weights, analyser: &self.analyser };
        let mut parts: Vec<(Occur, Box<dyn Clause>)> = Vec::new();
        if query.is_empty() {
            parts.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 1.0))));
        } else {
            parts.push((Occur::Must, clauses.wanted(query, mode)?));
        }
        let exact = |field: Field, values: Vec<&str>| {
            let any = values.iter().map(|value| (Occur::Should, term_query(field, value))).collect();
            (Occur::Must, Box::new(BoostQuery::new(Box::new(BooleanQuery::new(any)), 0.0)) as Box<dyn Clause>)
        };
        let conditions = [
            (self.fields.kind, filter.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>()),
            (self.fields.document, filter.documents.iter().map(|id| id.as_str()).collect()),
            (self.fields.ministry, filter.ministries.iter().map(String::as_str).collect()),
            (self.fields.area, filter.areas.iter().map(|id| id.as_str()).collect()),
            (self.fields.project, filter.projects.iter().map(|id| id.as_str()).collect()),
        ];
        parts.extend(conditions.into_iter().filter(|(_, values)| !values.is_empty()).map(|(field, values)| exact(field, values)));
        let query = BooleanQuery::new(parts);

        let factors = Arc::clone(&self.factors);
        let weigh = move |segment: &SegmentReader| {
            let positions = segment.fast_fields().u64("position").ok();
            let factors = Arc::clone(&factors);
            move |doc: DocId, score: Score| {
                let position = positions.as_ref().and_then(|positions| positions.first(doc)).and_then(|p| usize::try_from(p).ok());
                score * position.and_then(|position| factors.get(position)).copied().unwrap_or(1.0)
            }
        };
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(limit.max(1)).tweak_score(weigh);
        let (found, (total, facets)) = searcher.search(&query, &(top, Count(Arc::clone(&self.table))))?;
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found.into_iter().take(limit) {
            let positions = searcher.segment_reader(address.segment_ord).fast_fields().u64("position")?;
            if let Some(position) = positions.first(address.doc_id).and_then(|position| usize::try_from(position).ok()) {
                hits.push(Hit { position, score });
            }
        }
        Ok(Answer { mode, hits, total, facets, ..Answer::default() })
    }
}

fn term_query(field: Field, text: &str) -> Box<dyn Clause> {
    Box::new(TermQuery::new(IndexTerm::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn all(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    match <[Box<dyn Clause>; 1]>::try_from(clauses) {
        Ok([only]) => only,
        Err(clauses) => Box::new(BooleanQuery::intersection(clauses)),
    }
}

fn any(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    match <[Box<dyn Clause>; 1]>::try_from(clauses) {
        Ok([only]) => only,
        Err(clauses) => Box::new(BooleanQuery::union(clauses)),
    }
}

/// Makes the index's clauses of a query's terms.
struct Clauses<'s> {
    fields: Fields,
    weights: &'s Weights,
    analyser: &'s Analyser,
}

impl Clauses<'_> {
    fn wanted(&self, query: &Query, mode: Mode) -> Result<Box<dyn Clause>, Error> {
        let last = query.terms.len().saturating_sub(1);
        let mut terms = Vec::with_capacity(query.terms.len());
        for (place, term) in query.terms.iter().enumerate() {
            terms.push(self.term(term, mode, place == last)?);
        }
        let terms = match mode {
            Mode::All => all(terms),
            Mode::Any => any(terms),
        };
        // The whole query as the name of a record: the strongest sign of all.
        let name = builder::name(&query.typed);
        let named = BoostQuery::new(term_query(self.fields.name, &name), self.weights.exact_title);
        Ok(any(vec![terms, Box::new(named)]))
    }

    /// A term or one of its synonyms; in mode `any`, any word of them.
    fn term(&self, term: &Term, mode: Mode, last: bool) -> Result<Box<dyn Clause>, Error> {
        let mut ways = Vec::new();
        for text in std::iter::once(&term.text).chain(&term.synonyms) {
            if term.exact {
                ways.push(self.phrase(text));
            } else {
                ways.push(self.text(text, mode, last)?);
            }
        }
        Ok(any(ways))
    }

    fn text(&self, text: &str, mode: Mode, last: bool) -> Result<Box<dyn Clause>, Error> {
        let weights = self.weights;
        let words = self.analyser.words(text);
        let mut pairs = Analyser::pairs(text);
        let mut ways: Vec<Box<dyn Clause>> = Vec::new();
        let one_character = text.chars().count() == 1 && pairs.len() == 1;
        let unfinished_latin = last && pairs.last().is_some_and(|pair| pair.term.bytes().all(|b| b.is_ascii_alphanumeric()));
        if one_character || unfinished_latin && pairs.len() == 1 {
            // Every character begins a pair, so a beginning finds it anywhere; a Latin word may still be under the fingers.
            let beginning = pairs.last().map(|pair| pair.term.clone()).unwrap_or_default();
            for (field, weight) in [(self.fields.title_pairs, weights.title_bigrams), (self.fields.body_pairs, weights.body_bigrams)] {
                let begins = RegexQuery::from_pattern(&format!("{}.*", escape(&beginning)), field)?;
                ways.push(Box::new(BoostQuery::new(Box::new(begins), weight)));
            }
        }
        // A pair that only anchors the end of a run is no evidence of its own.
        pairs.retain(|pair| pair.term.chars().count() > 1 || pair.term.is_ascii());
        let both = |term: &str, title: (Field, f32), body: (Field, f32)| {
            any(vec![
                Box::new(BoostQuery::new(term_query(title.0, term), title.1)) as Box<dyn Clause>,
                Box::new(BoostQuery::new(term_query(body.0, term), body.1)),
            ])
        };
        let join = |clauses: Vec<Box<dyn Clause>>| if mode == Mode::All { all(clauses) } else { any(clauses) };
        let words: Vec<Box<dyn Clause>> = words
            .iter()
            .map(|word| both(&word.term, (self.fields.title_words, weights.title_words), (self.fields.body_words, weights.body_words)))
            .collect();
        let pairs: Vec<Box<dyn Clause>> = pairs
            .iter()
            .map(|pair| both(&pair.term, (self.fields.title_pairs, weights.title_bigrams), (self.fields.body_pairs, weights.body_bigrams)))
            .collect();
        ways.extend((!words.is_empty()).then(|| join(words)));
        ways.extend((!pairs.is_empty()).then(|| join(pairs)));
        Ok(if ways.is_empty() { Box::new(EmptyQuery) } else { any(ways) })
    }

    /// Exactly this run of characters, in title or texts.
    fn phrase(&self, text: &str) -> Box<dyn Clause> {
        let mut pairs = Analyser::pairs(text);
        pairs.retain(|pair| pair.term.chars().count() > 1 || pair.term.is_ascii());
        let weights = self.weights;
        let fields = [(self.fields.title_pairs, weights.title_words), (self.fields.body_pairs, weights.body_words)];
        let ways = fields.into_iter().map(|(field, weight)| {
            let terms: Vec<IndexTerm> = pairs.iter().map(|pair| IndexTerm::from_field_text(field, &pair.term)).collect();
            let clause: Box<dyn Clause> = match terms.as_slice() {
                [] => Box::new(EmptyQuery),
                [only] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
                _ => Box::new(PhraseQuery::new(terms)),
            };
            Box::new(BoostQuery::new(clause, weight)) as Box<dyn Clause>
        });
        any(ways.collect())
    }
}

/// `text` as itself in a pattern.
fn escape(text: &str) -> String {
    text.chars().flat_map(|c| (!c.is_alphanumeric()).then_some('\\').into_iter().chain([c])).collect()
}
