//! Interface between what is asked and what answers. An [`Engine`] finds, counts and scores records that meet a clause. How a query becomes
//! clauses, and that all words are required first and then any, is the same for all engines and is defined here.

use std::collections::HashSet;
use std::sync::Arc;

use super::Error;
use super::answer::{Answer, EngineStatus, Found, Help, SearchOptions, Sort};
use super::clause::Clause;
use super::clauses::QueryCompiler;
use super::highlighter::Highlighter;
use super::reason::{By, How, Reason};
use super::weights::Weights;
use super::worker::Request;
use crate::analysis::readings;
use crate::query::{Condition, Lexicon, MatchMode, Query, QueryContext, QueryNode};

/// Minimum number of words in a sentence, and of words that join them.
const SENTENCE_WORDS: usize = 3;
const SENTENCE_JOINTS: usize = 3;
/// Maximum number of other spellings offered if nothing was found.
const SPELLINGS: usize = 5;

/// Engine that answers questions about the records of a corpus.
///
/// It must find, count and score the records that meet a [`Clause`] of the terms of [`super::Indexed`]; what readers are given (searching,
/// and why) is derived from that.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use shirube::corpus;
/// use shirube::engine::{SearchOptions, Supply, tantivy};
///
/// let folder = tempfile::tempdir()?;
/// let files = corpus::sources(None)?;
/// let supply = Supply {
///     corpus: Arc::new(corpus::load_files(&files)?),
///     corpus_hash: corpus::hash(&files),
///     index_dir: folder.path().join("index"),
///     // Without a dictionary, texts are indexed by bigrams alone.
///     dictionary_store: folder.path().join("dictionary"),
/// };
/// let engine = tantivy::open(&supply, &mut |_| {}, Arc::default())?;
/// let answer = engine.search("感染症プロジェクト", &SearchOptions { limit: 3, ..SearchOptions::default() })?;
/// let best = answer.hits.first().and_then(|hit| supply.corpus.at(hit.position));
/// assert_eq!(best.map(|record| record.title()), Some("感染症プロジェクト"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Engine: Send + Sync {
    /// Returns the lexicon with which queries are read; the hits' positions refer to its corpus.
    fn lexicon(&self) -> &Lexicon;

    /// Returns the weight of each way of matching.
    fn weights(&self) -> &Weights;

    /// Finds the best `limit` records that meet a clause, and counts all that do. A record's score is what the clause gives, multiplied by
    /// the record's own factor ([`Weights::factors`]).
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn find(&self, clause: &Clause, sort: Sort, limit: usize) -> Result<Found, Error>;

    /// Counts the records that meet a clause.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn count(&self, clause: &Clause) -> Result<usize, Error>;

    /// Returns the score that a clause gives the record at `position`, before the record's own factor; `None` if it does not meet the
    /// clause.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn score(&self, clause: &Clause, position: usize) -> Result<Option<f32>, Error>;

    /// Returns the score that each of several clauses gives the record at `position`, as [`Engine::score`] does.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn scores(&self, clauses: &[Clause], position: usize) -> Result<Vec<Option<f32>>, Error> {
        clauses.iter().map(|clause| self.score(clause, position)).collect()
    }

    /// Returns the state of the engine.
    fn status(&self) -> EngineStatus;

    /// Reads what was typed as a query over the records.
    fn understand(&self, typed: &str, options: &SearchOptions) -> Query {
        read(self, typed, options)
    }

    /// Finds the records that meet all of a query as it was understood, among those that a filter admits.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn meeting(&self, root: &QueryNode, options: &SearchOptions) -> Result<Found, Error> {
        let clause = clauses(self).whole(root, &Condition::of_filter(&options.filter), MatchMode::All);
        self.find(&clause, options.sort, options.limit)
    }

    /// Finds the best records for what was typed. A query of conditions alone finds all that meet them, in the order of the corpus; one
    /// that asks for nothing finds nothing.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn search(&self, typed: &str, options: &SearchOptions) -> Result<Answer, Error> {
        search(self, typed, options)
    }

    /// Returns the reasons why the record at `position` matched, strongest first.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn why(&self, typed: &str, options: &SearchOptions, position: usize) -> Result<Vec<Reason>, Error> {
        why(self, typed, options, position)
    }

    /// Answers a request.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    fn answer(&self, request: &Request) -> Result<Answer, Error> {
        let options =
            SearchOptions { filter: request.filter.clone(), sort: request.sort, off: &request.off, on: &request.on, limit: request.limit };
        let mut answer = self.search(&request.typed, &options)?;
        if let Some(position) = request.explain {
            answer.reasons = Some((position, self.why(&request.typed, &options, position)?));
        }
        Ok(answer)
    }
}

fn search<E: Engine + ?Sized>(engine: &E, typed: &str, options: &SearchOptions) -> Result<Answer, Error> {
    let query = read(engine, typed, options);
    let highlighter = Arc::new(Highlighter::new(&query, &engine.lexicon().analyser));
    if query.is_empty() && options.filter.is_empty() {
        return Ok(Answer { query, highlighter, ..Answer::default() });
    }
    let filter = Condition::of_filter(&options.filter);
    let run = |mode| {
        let clause = clauses(engine).whole(&query.root, &filter, mode);
        let Found { hits, total, facets } = engine.find(&clause, options.sort, options.limit)?;
        Ok::<_, Error>(Answer { mode, hits, total, facets, ..Answer::default() })
    };
    // A sentence has words that a record need not contain; the more of them a record has, the better.
    let mut answer = if is_sentence(engine.lexicon(), &query) { Answer::default() } else { run(MatchMode::All)? };
    // Even a single term can fall apart into words; of two or more, each can be searched for by itself.
    if answer.total == 0 && !query.wanted().is_empty() {
        answer = run(MatchMode::Any)?;
    }
    if answer.total == 0 {
        answer.help = help(engine, &query, &filter)?;
    }
    answer.highlighter = highlighter;
    answer.query = query;
    Ok(answer)
}

/// Reads a query as it is understood over the records that an engine answers for.
fn read<E: Engine + ?Sized>(engine: &E, typed: &str, options: &SearchOptions) -> Query {
    // An engine that cannot be asked counts as not holding the text; the search itself reports what is wrong.
    let holds = |text: &str| engine.count(&clauses(engine).phrase(text)).is_ok_and(|count| count > 0);
    Query::read(typed, &QueryContext { lexicon: engine.lexicon(), off: options.off, on: options.on, holds: &holds })
}

fn clauses<E: Engine + ?Sized>(engine: &E) -> QueryCompiler<'_> {
    QueryCompiler { weights: engine.weights(), analyser: &engine.lexicon().analyser }
}

/// Returns true if a term of the query is a sentence: several words, and words that join them.
fn is_sentence(lexicon: &Lexicon, query: &Query) -> bool {
    query.wanted().into_iter().any(|term| {
        let morphemes = if term.exact { Vec::new() } else { lexicon.analyser.morphemes(&term.text) };
        let joining = morphemes.iter().filter(|morpheme| morpheme.function).count();
        joining >= SENTENCE_JOINTS && morphemes.len() - joining >= SENTENCE_WORDS
    })
}

fn help<E: Engine + ?Sized>(engine: &E, query: &Query, filter: &[Condition]) -> Result<Help, Error> {
    let (lexicon, mut help) = (engine.lexicon(), Help::default());
    for term in query.wanted() {
        let typed = readings::typed(&term.text).map(|reading| reading.key);
        if let Some(key) = typed.or_else(|| lexicon.analyser.name_key(&term.text)) {
            help.spellings.extend(lexicon.readings.near(&key, SPELLINGS));
        }
    }
    let mut seen = HashSet::new();
    help.spellings.retain(|word| seen.insert(word.clone()));
    help.spellings.truncate(SPELLINGS);
    let mut without = |left_out: String, root: &QueryNode, filter: &[Condition]| {
        let count = engine.count(&clauses(engine).whole(root, filter, MatchMode::All))?;
        help.without.extend((count > 0).then_some((left_out, count)));
        Ok::<_, Error>(())
    };
    for (left_out, root) in query.with_one_less() {
        without(left_out, &root, filter)?;
    }
    for (at, condition) in filter.iter().enumerate() {
        let mut others = filter.to_vec();
        others.remove(at);
        without(condition.to_string(), &query.root, &others)?;
    }
    Ok(help)
}

fn why<E: Engine + ?Sized>(engine: &E, typed: &str, options: &SearchOptions, position: usize) -> Result<Vec<Reason>, Error> {
    let query = read(engine, typed, options);
    let (told, asked): (Vec<Reason>, Vec<Clause>) =
        clauses(engine).parts(&query).into_iter().map(|part| (part.reason.clone(), part.clause())).unzip();
    let scores = engine.scores(&asked, position)?;
    let mut reasons: Vec<Reason> =
        told.into_iter().zip(scores).filter_map(|(reason, score)| Some(Reason { score: score?, ..reason })).collect();
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
    // What matched as a whole also matched in part; that need not be said.
    let key = |reason: &Reason| (reason.term.clone(), reason.way.how.clone(), reason.by);
    let whole: HashSet<(String, How, By)> = reasons.iter().filter(|reason| !reason.way.partly).map(key).collect();
    reasons.retain(|reason| !(reason.way.partly && whole.contains(&key(reason))));
    Ok(reasons)
}

/// Returns the clause for a query, without a filter: for measuring an engine without what is read and explained.
#[doc(hidden)]
pub fn bare<E: Engine + ?Sized>(engine: &E, typed: &str, options: &SearchOptions, mode: MatchMode) -> Option<Clause> {
    let query = read(engine, typed, options);
    (!query.is_empty()).then(|| clauses(engine).whole(&query.root, &[], mode))
}
