//! Query -> hits. All terms first; any of them, and so marked, where no record has all.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::{DocId, Score, SegmentReader};

use super::analysis::Analyser;
use super::clauses::Clauses;
use super::collect::collect;
use super::conditions::Condition;
use super::facets::{Count, Facets};
use super::language::{self, Field};
use super::query::{Known, Mode, Node, Query};
use super::readings::{self, Readings};
use super::reason::{By, How, Reason};
use super::rows::Rows;
use super::schema::Fields;
use super::settings::{Factors, Settings, Weights};
use super::{Error, Marker};
use crate::model::{Corpus, Filter, Record};
use crate::text::fold::loosen;

/// A sentence has at least so many words, and so many that join them.
const SENTENCE_WORDS: usize = 3;
const SENTENCE_JOINTS: usize = 3;
/// Other spellings offered where nothing was found.
const SPELLINGS: usize = 5;

/// In which order hits come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Sort {
    /// The best match first.
    #[default]
    Relevance,
    /// As the corpus has them: the newest period first, then as printed.
    Document,
    /// By the newest sure amount of money, the largest first; records without one last.
    Amount,
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
    /// What may help where nothing was found.
    pub help: Help,
    /// Why a record matched, where that was asked: its position and the reasons, the strongest first.
    pub reasons: Option<(usize, Vec<Reason>)>,
}

/// What may help where nothing was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Help {
    /// Words of the corpus that are read nearly as what was typed.
    pub spellings: Vec<String>,
    /// The query without one of its parts: what is left out, and how many records there are then.
    pub without: Vec<(String, usize)>,
}

/// What is asked of the index beside the words.
#[derive(Clone, Debug, Default)]
pub struct Wish<'w> {
    /// Only records that this admits.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Synonyms that are not to be searched for, folded.
    pub off: &'w [String],
    /// Near words that are to be searched for as well, folded.
    pub on: &'w [String],
    /// At most how many hits.
    pub limit: usize,
}

/// Searches one index over one corpus. Cloning shares both.
#[derive(Clone)]
pub struct Searcher {
    pub(super) corpus: Arc<Corpus>,
    pub(super) settings: Arc<Settings>,
    pub(super) analyser: Analyser,
    pub(super) reader: tantivy::IndexReader,
    pub(super) fields: Fields,
    pub(super) readings: Arc<Readings>,
    pub(super) rows: Arc<Rows>,
    /// What scores are multiplied by.
    pub(super) factors: Factors,
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

    /// The same searcher with other weights: how they are tuned.
    #[must_use]
    pub fn with_weights(&self, weights: Weights) -> Self {
        let factors = weights.factors();
        let settings = Settings { weights, ..Settings::clone(&self.settings) };
        Self { settings: Arc::new(settings), factors, ..self.clone() }
    }

    /// The weights in use.
    pub fn weights(&self) -> &Weights {
        &self.settings.weights
    }

    /// Finds the `limit` best records for what was typed, among those that `filter` admits.
    ///
    /// # Errors
    /// As [`Searcher::find`].
    pub fn search(&self, typed: &str, filter: &Filter, limit: usize) -> Result<Answer, Error> {
        self.find(typed, &Wish { filter: filter.clone(), limit, ..Wish::default() })
    }

    /// Finds the best records for what was typed. A query of conditions alone finds all that meet them, in the corpus's order; one that
    /// asks for nothing finds nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, typed: &str, wish: &Wish) -> Result<Answer, Error> {
        let query = self.read(typed, wish.off, wish.on);
        let marker = Marker::new(&query, &self.analyser);
        if query.is_empty() && wish.filter.is_empty() {
            return Ok(Answer { query, marker, ..Answer::default() });
        }
        // A sentence has words that no record need hold; the more of it a record holds, the better.
        let sentence = self.is_sentence(&query);
        let mut answer = if sentence { Answer::default() } else { self.run(&query.root, wish, Mode::All)? };
        // One term alone can still fall apart into words; two or more can each be wanted.
        if answer.total == 0 && !query.wanted().is_empty() {
            answer = self.run(&query.root, wish, Mode::Any)?;
        }
        if answer.total == 0 {
            answer.help = self.help(&query, wish)?;
        }
        answer.marker = marker;
        answer.query = query;
        Ok(answer)
    }

    fn read(&self, typed: &str, off: &[String], on: &[String]) -> Query {
        let holds = |text: &str| self.holds(text);
        Query::read(
            typed,
            &Known { corpus: &self.corpus, synonyms: &self.settings.synonyms, off, on, readings: &self.readings, holds: &holds },
        )
    }

    /// Whether a word of the query is a sentence: several words, and words that join them.
    fn is_sentence(&self, query: &Query) -> bool {
        query.wanted().into_iter().any(|term| {
            let morphemes = if term.exact { Vec::new() } else { self.analyser.morphemes(&term.text) };
            let joining = morphemes.iter().filter(|morpheme| morpheme.function).count();
            joining >= SENTENCE_JOINTS && morphemes.len() - joining >= SENTENCE_WORDS
        })
    }

    /// Whether every part of a text is in the index as it is written.
    fn holds(&self, text: &str) -> bool {
        let searcher = self.reader.searcher();
        let pairs = Analyser::pairs(&loosen(text));
        let whole = pairs.iter().filter(|pair| pair.term.chars().count() > 1 || pair.term.is_ascii());
        let mut count = 0;
        let all = whole.inspect(|_| count += 1).all(|pair| {
            let frequent = |field| searcher.doc_freq(&tantivy::Term::from_field_text(field, &pair.term)).unwrap_or(0) > 0;
            frequent(self.fields.title_pairs) || frequent(self.fields.body_pairs)
        });
        // Pairs may stand apart; only as a phrase is it the word.
        all && count > 0 && (count == 1 || self.phrase_found(text))
    }

    fn phrase_found(&self, text: &str) -> bool {
        let phrase = self.clauses().phrase(text);
        self.reader.searcher().search(&phrase, &tantivy::collector::Count).is_ok_and(|count| count > 0)
    }

    fn clauses(&self) -> Clauses<'_> {
        Clauses {
            searcher: self.reader.searcher(),
            fields: self.fields,
            weights: &self.settings.weights,
            analyser: &self.analyser,
            rows: &self.rows,
        }
    }

    fn run(&self, root: &Node, wish: &Wish, mode: Mode) -> Result<Answer, Error> {
        let query = self.clauses().whole(root, &Condition::of_filter(&wish.filter), mode)?;
        let sort = wish.sort;
        let factors: Arc<[f32]> = self.rows.classes.iter().map(|class| self.factors.of(class.rank)).collect();
        let (all_rows, corpus) = (Arc::clone(&self.rows), Arc::clone(&self.corpus));
        let weigh = move |segment: &SegmentReader| {
            let positions = all_rows.of(segment);
            let (rows, corpus, factors) = (Arc::clone(&all_rows), Arc::clone(&corpus), Arc::clone(&factors));
            move |doc: DocId, score: Score| {
                let position = positions.record(doc);
                match sort {
                    Sort::Relevance => {
                        let factor = position.and_then(|position| factors.get(rows.class(position)?));
                        score * factor.copied().unwrap_or(1.0)
                    }
                    Sort::Document => -(position.unwrap_or(usize::MAX) as f32),
                    Sort::Amount => position.and_then(|position| corpus.at(position)).and_then(amount).map_or(-1.0, |amount| amount as f32),
                }
            }
        };
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(wish.limit.max(1)).tweak_score(weigh);
        let (found, (total, facets)) = collect(&searcher, &*query, &(top, Count(Arc::clone(&self.rows))))?;
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found.into_iter().take(wish.limit) {
            let positions = self.rows.of(searcher.segment_reader(address.segment_ord));
            if let Some(position) = positions.record(address.doc_id) {
                hits.push(Hit { position, score });
            }
        }
        // Of equal ones the corpus's order decides, wherever in the index they stand.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.position.cmp(&b.position)));
        Ok(Answer { mode, hits, total, facets, ..Answer::default() })
    }

    /// How long the index alone takes for a query: the same clauses and collector, with nothing read or explained. For measuring.
    ///
    /// # Errors
    /// When the index cannot be read.
    #[doc(hidden)]
    pub fn time_bare(&self, typed: &str, wish: &Wish, mode: Mode) -> Result<std::time::Duration, Error> {
        let query = self.read(typed, wish.off, wish.on);
        if query.is_empty() {
            return Ok(std::time::Duration::ZERO);
        }
        let clause = self.clauses().whole(&query.root, &[], mode)?;
        let searcher = self.reader.searcher();
        let begun = std::time::Instant::now();
        searcher.search(&clause, &(TopDocs::with_limit(wish.limit.max(1)).order_by_score(), tantivy::collector::Count))?;
        Ok(begun.elapsed())
    }

    fn count(&self, root: &Node, filter: &Filter) -> Result<usize, Error> {
        let query = self.clauses().whole(root, &Condition::of_filter(filter), Mode::All)?;
        Ok(self.reader.searcher().search(&query, &tantivy::collector::Count)?)
    }

    fn help(&self, query: &Query, wish: &Wish) -> Result<Help, Error> {
        let mut help = Help::default();
        for term in query.wanted() {
            let typed = readings::typed(&term.text).map(|reading| reading.key);
            if let Some(key) = typed.or_else(|| self.analyser.name_key(&term.text)) {
                help.spellings.extend(self.readings.near(&key, SPELLINGS));
            }
        }
        let mut seen = HashSet::new();
        help.spellings.retain(|word| seen.insert(word.clone()));
        help.spellings.truncate(SPELLINGS);
        for (left_out, root) in query.with_one_less() {
            let count = self.count(&root, &wish.filter)?;
            help.without.extend((count > 0).then_some((left_out, count)));
        }
        for (at, condition) in Condition::of_filter(&wish.filter).iter().enumerate() {
            let mut others = Condition::of_filter(&wish.filter);
            others.remove(at);
            let clause = self.clauses().whole(&query.root, &others, Mode::All)?;
            let count = self.reader.searcher().search(&clause, &tantivy::collector::Count)?;
            help.without.extend((count > 0).then(|| (condition.to_string(), count)));
        }
        Ok(help)
    }

    /// Why the record at `position` matched, the strongest reason first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn explain(&self, typed: &str, wish: &Wish, position: usize) -> Result<Vec<Reason>, Error> {
        let query = self.read(typed, wish.off, wish.on);
        let searcher = self.reader.searcher();
        let mut reasons = Vec::new();
        for part in self.clauses().parts(&query)? {
            let mut reason = part.reason.clone();
            let weight = part.clause().weight(tantivy::query::EnableScoring::enabled_from_searcher(&searcher))?;
            for segment in searcher.segment_readers() {
                let positions = self.rows.of(segment);
                // The corpus's order is the index's: the record is at or near its position.
                let guess = u32::try_from(position).unwrap_or(0);
                let here = |doc: DocId| positions.record(doc) == Some(position);
                let Some(doc) = std::iter::once(guess).chain(0..segment.max_doc()).find(|doc| *doc < segment.max_doc() && here(*doc))
                else {
                    continue;
                };
                let mut scorer = weight.scorer(segment, 1.0)?;
                if scorer.doc() == doc || (scorer.doc() < doc && scorer.seek(doc) == doc) {
                    reason.score = scorer.score();
                    reasons.push(reason.clone());
                }
            }
        }
        reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
        // What matched as a whole matched in part, too: that need not be said.
        let key = |reason: &Reason| (reason.term.clone(), reason.way.how.clone(), reason.by);
        let whole: HashSet<(String, How, By)> = reasons.iter().filter(|reason| !reason.way.partly).map(key).collect();
        reasons.retain(|reason| !(reason.way.partly && whole.contains(&key(reason))));
        Ok(reasons)
    }
}

/// What may stand at the end of a query, where a field's name or value is begun.
pub fn completions(corpus: &Corpus, typed: &str) -> Vec<String> {
    language::completions(typed, |field: Field| Condition::values(corpus, field))
}

/// The newest sure amount of a record, in 億円.
pub fn amount(record: &Record) -> Option<f64> {
    match record {
        Record::Programme(programme) => {
            let sure = programme.entries.iter().filter(|entry| entry.confidence != Some(crate::model::Confidence::Low) && !entry.again());
            let newest = sure.clone().filter(|entry| entry.amount.is_some()).filter_map(|entry| entry.fiscal_year).max()?;
            let amounts = sure.filter(|entry| entry.fiscal_year == Some(newest)).filter_map(|entry| entry.amount);
            Some(amounts.sum())
        }
        Record::Project(project) => {
            let newest = project.budgets.iter().max_by_key(|budget| budget.fiscal_year)?;
            newest.total.or(newest.amed)
        }
        _ => None,
    }
}
