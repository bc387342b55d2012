//! Query -> the index's clauses. Every way in which a term may match is a part with a name, so that a match can be explained.

use std::sync::Arc;

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query as Clause, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::Analyser;
use super::conditions::Condition;
use super::matching::Where;
use super::query::{Mode, Node, Query, Term};
use super::reason::{By, How, Manner, Reason, Within};
use super::rows::Rows;
use super::schema::{BEGUN, Fields, READ};
use super::settings::Weights;
use super::{Error, builder, readings};
use crate::text::fold::loosen;

/// Names that begin with so many characters are looked for: with fewer, too many do; with more, the typed text is no name.
const NAME_BEGINNING: std::ops::RangeInclusive<usize> = 2..=60;

/// How many terms one beginning may stand for where it is no term of its own: so many words or names hardly share a beginning longer than
/// [`BEGUN`].
const TERMS_BEGUN: usize = 1_024;

/// One way in which a term may match.
pub(super) struct Part {
    pub reason: Reason,
    /// Any of these.
    clauses: Vec<Box<dyn Clause>>,
    /// Whether it counts the same wherever it matches: its weight.
    constant: bool,
}

impl Part {
    /// What matches, with the score that it gives.
    pub fn clause(self) -> Box<dyn Clause> {
        if self.constant { constant(any_of_sets(self.clauses), self.reason.weight) } else { any_of(self.clauses) }
    }
}

/// Makes the clauses.
pub(super) struct Clauses<'s> {
    pub searcher: tantivy::Searcher,
    pub fields: Fields,
    pub weights: &'s Weights,
    pub analyser: &'s Analyser,
    pub rows: &'s Arc<Rows>,
}

pub(super) fn all_of(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    match <[Box<dyn Clause>; 1]>::try_from(clauses) {
        Ok([only]) => only,
        Err(clauses) => Box::new(BooleanQuery::intersection(clauses)),
    }
}

pub(super) fn any_of(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    match <[Box<dyn Clause>; 1]>::try_from(clauses) {
        Ok([only]) => only,
        Err(clauses) if clauses.is_empty() => Box::new(EmptyQuery),
        Err(clauses) => Box::new(BooleanQuery::union(clauses)),
    }
}

/// Any of clauses that are asked for no score: plain terms are joined first, which the index does faster than anything else.
fn any_of_sets(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    let (terms, mut others): (Vec<_>, Vec<_>) = clauses.into_iter().partition(|clause| clause.is::<TermQuery>());
    if !terms.is_empty() {
        others.push(any_of(terms));
    }
    any_of(others)
}

fn constant(clause: Box<dyn Clause>, score: f32) -> Box<dyn Clause> {
    Box::new(ConstScoreQuery::new(clause, score))
}

fn boost(clause: Box<dyn Clause>, weight: f32) -> Box<dyn Clause> {
    Box::new(BoostQuery::new(clause, weight))
}

impl Clauses<'_> {
    /// The clause of a whole query under the conditions of a filter.
    pub fn whole(&self, root: &Node, filter: &[Condition], mode: Mode) -> Result<Box<dyn Clause>, Error> {
        let mut parts: Vec<(Occur, Box<dyn Clause>)> = Vec::new();
        self.collect(root, mode, &mut parts)?;
        if !filter.is_empty() {
            parts.push((Occur::Must, boost(self.condition(filter), 0.0)));
        }
        let scored = parts.iter().any(|(occur, _)| *occur != Occur::MustNot);
        let only_conditions = !has_terms(root);
        if !scored || only_conditions {
            // What is found by conditions alone comes in the corpus's order.
            parts.push((Occur::Must, constant(Box::new(AllQuery), 1.0)));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    /// The parts of the topmost level: conditions and exclusions hold in either mode, words are all wanted or any.
    fn collect(&self, root: &Node, mode: Mode, parts: &mut Vec<(Occur, Box<dyn Clause>)>) -> Result<(), Error> {
        let nodes: &[Node] = match root {
            Node::All(nodes) => nodes,
            other => std::slice::from_ref(other),
        };
        let wanted: Vec<&Node> = nodes.iter().filter(|node| !matches!(node, Node::Where(_) | Node::Not(_))).collect();
        let last = wanted.len().saturating_sub(1);
        let mut texts = Vec::new();
        for (at, node) in wanted.iter().enumerate() {
            texts.push(self.node(node, mode, at == last)?);
        }
        for node in nodes {
            match node {
                Node::Where(conditions) => parts.push((Occur::Must, boost(self.condition(conditions), 0.0))),
                Node::Not(inner) => parts.push((Occur::MustNot, self.node(inner, Mode::All, false)?)),
                _ => {}
            }
        }
        if !texts.is_empty() {
            let joined = if mode == Mode::All { all_of(texts) } else { any_of(texts) };
            let mut ways = vec![joined];
            let terms: Vec<&Term> = wanted.iter().filter_map(|node| if let Node::Term(term) = node { Some(term) } else { None }).collect();
            if terms.len() == wanted.len() {
                ways.extend(self.names(&terms)?.into_iter().map(Part::clause));
            }
            parts.push((Occur::Must, any_of(ways)));
        }
        Ok(())
    }

    /// The whole query as the name of a record, or as the beginning of one: the strongest signs of all.
    fn names(&self, terms: &[&Term]) -> Result<Vec<Part>, Error> {
        let weights = self.weights;
        let typed: String = terms.iter().map(|term| builder::name(&term.text)).collect();
        let keys: Option<Vec<String>> = terms.iter().map(|term| readings::typed(&term.text).map(|reading| reading.key)).collect();
        let read = keys.map(|keys| format!("{READ}{}", keys.concat()));
        let mut spellings: Vec<(String, f32)> = vec![(typed, 1.0)];
        spellings.extend(read.map(|read| (read, weights.reading)));
        if let [term] = terms {
            spellings.extend(term.synonyms.iter().map(|synonym| (builder::name(synonym), weights.synonym)));
        }
        let mut parts = Vec::new();
        for (name, share) in spellings {
            let exact = boost(self.term(self.fields.name, &name), weights.exact_title * share);
            parts.push(self.part(&name, How::Name, (Within::Name, By::Whole), weights.exact_title * share, vec![exact]));
            if NAME_BEGINNING.contains(&name.trim_start_matches(READ).chars().count()) {
                let weight = weights.begun_title * share;
                let begins = boost(self.beginning((self.fields.name_begun, self.fields.name), &name)?, weight);
                parts.push(self.part(&name, How::NameBegins, (Within::Name, By::Whole), weight, vec![begins]));
            }
        }
        Ok(parts)
    }

    fn part(&self, term: &str, how: How, (field, by): (Within, By), weight: f32, clauses: Vec<Box<dyn Clause>>) -> Part {
        let reason = Reason { term: term.to_owned(), way: how.into(), field, by, weight, score: 0.0 };
        Part { reason, clauses, constant: false }
    }

    fn condition(&self, conditions: &[Condition]) -> Box<dyn Clause> {
        Box::new(Where { rows: Arc::clone(self.rows), conditions: Arc::new(conditions.to_vec()) })
    }

    fn node(&self, node: &Node, mode: Mode, last: bool) -> Result<Box<dyn Clause>, Error> {
        Ok(match node {
            // A term counts once, by its best way: words and pairs of one spelling add up, its synonyms and meanings do not.
            Node::Term(term) => {
                let mut spellings: Vec<(Manner, Vec<Box<dyn Clause>>)> = Vec::new();
                // What counts the same is one set: one look at each record, however many words a half-typed reading may mean.
                let mut constants: Vec<(f32, Vec<Box<dyn Clause>>)> = Vec::new();
                for mut part in self.ways(term, mode, last)? {
                    let weight = part.reason.weight;
                    if part.constant {
                        match constants.iter_mut().find(|(known, _)| *known == weight) {
                            Some((_, clauses)) => clauses.append(&mut part.clauses),
                            None => constants.push((weight, part.clauses)),
                        }
                    } else {
                        match spellings.iter_mut().find(|(way, _)| *way == part.reason.way) {
                            Some((_, clauses)) => clauses.append(&mut part.clauses),
                            None => spellings.push((part.reason.way, part.clauses)),
                        }
                    }
                }
                let mut best: Vec<Box<dyn Clause>> = spellings.into_iter().map(|(_, clauses)| any_of(clauses)).collect();
                if !constants.is_empty() {
                    best.push(any_of(constants.into_iter().map(|(weight, clauses)| constant(any_of_sets(clauses), weight)).collect()));
                }
                match best.len() {
                    0 | 1 => best.pop().unwrap_or_else(|| Box::new(EmptyQuery)),
                    _ => Box::new(DisjunctionMaxQuery::with_tie_breaker(best, self.weights.other_ways)),
                }
            }
            Node::Where(conditions) => self.condition(conditions),
            Node::All(_) | Node::Not(_) => {
                let mut parts = Vec::new();
                self.collect(node, mode, &mut parts)?;
                if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    parts.push((Occur::Must, constant(Box::new(AllQuery), 1.0)));
                }
                Box::new(BooleanQuery::new(parts))
            }
            Node::Any(nodes) => {
                let ways: Result<Vec<_>, Error> = nodes.iter().map(|node| self.node(node, mode, last)).collect();
                any_of(ways?)
            }
        })
    }

    /// Every way in which a term may match.
    fn ways(&self, term: &Term, mode: Mode, last: bool) -> Result<Vec<Part>, Error> {
        let weights = self.weights;
        let mut parts = Vec::new();
        if term.exact {
            for text in std::iter::once(&term.text).chain(&term.dates) {
                let phrase = vec![self.phrase(text)];
                parts.push(self.part(&term.text, How::Phrase, (Within::TitleOrText, By::Pairs), weights.body_words, phrase));
            }
            return Ok(parts);
        }
        self.text(term, &How::Typed, &term.text, 1.0, mode, last, &mut parts)?;
        for synonym in &term.synonyms {
            self.text(term, &How::Synonym(synonym.clone()), synonym, weights.synonym, mode, false, &mut parts)?;
        }
        for date in &term.dates {
            parts.push(self.part(
                &term.text,
                How::Date(date.clone()),
                (Within::TitleOrText, By::Pairs),
                weights.body_words,
                vec![self.phrase(date)],
            ));
        }
        for meaning in &term.meanings {
            let how = How::Reading(meaning.word.clone());
            if meaning.whole {
                self.text(term, &how, &meaning.word, weights.reading, Mode::All, false, &mut parts)?;
            } else {
                // Which of the words is meant is not known yet: a rare one is no better than a common one.
                let mut begun = |place, weight, clauses| {
                    parts.push(Part { constant: true, ..self.part(&term.text, how.clone(), place, weight, clauses) });
                };
                begun((Within::TitleOrText, By::WordsOrPairs), weights.begun_reading, self.anywhere(&meaning.word));
                let title: Vec<Box<dyn Clause>> =
                    self.analyser.word_terms(&meaning.word).iter().map(|word| self.term(self.fields.title_words, word)).collect();
                if !title.is_empty() {
                    begun((Within::Title, By::Words), weights.begun_reading_in_title, vec![all_of(title)]);
                }
            }
        }
        if let Some((figure, rest)) = &term.figure {
            let met = boost(self.condition(std::slice::from_ref(figure)), weights.figure);
            let clause = if rest.chars().any(char::is_alphanumeric) {
                let mut of_rest = Vec::new();
                self.text(term, &How::Typed, rest, 1.0, mode, last, &mut of_rest)?;
                // The figure is what was asked for; what stands beside it only ranks.
                let rest = any_of(of_rest.into_iter().map(Part::clause).collect());
                Box::new(BooleanQuery::new(vec![(Occur::Must, met), (Occur::Should, rest)]))
            } else {
                met
            };
            let how = How::Condition(figure.to_string());
            parts.push(self.part(&term.text, how, (Within::Record, By::Condition), weights.figure, vec![clause]));
        }
        Ok(parts)
    }

    /// A text by its words and by its character pairs, in titles and texts.
    #[expect(clippy::too_many_arguments, reason = "one call says what is matched, how it is called and how much it counts")]
    fn text(&self, term: &Term, how: &How, text: &str, share: f32, mode: Mode, last: bool, parts: &mut Vec<Part>) -> Result<(), Error> {
        let (weights, fields) = (self.weights, self.fields);
        let words = self.analyser.word_terms(text);
        let loose = loosen(text);
        let mut pairs = Analyser::pairs(&loose);
        let one_character = loose.chars().count() == 1 && pairs.len() == 1;
        let unfinished_latin = last && pairs.last().is_some_and(|pair| pair.term.bytes().all(|b| b.is_ascii_alphanumeric()));
        if one_character || unfinished_latin && pairs.len() == 1 {
            // Every character begins a pair, so a beginning finds it anywhere; a Latin word may still be under the fingers.
            let beginning = pairs.last().map(|pair| pair.term.clone()).unwrap_or_default();
            let title = ((fields.title_begun, fields.title_pairs), Within::Title, weights.title_bigrams);
            let body = ((fields.body_begun, fields.body_pairs), Within::Text, weights.body_bigrams);
            for (field, within, weight) in [title, body] {
                let begins = boost(self.beginning(field, &beginning)?, weight * share);
                parts.push(self.part(&term.text, how.clone(), (within, By::Beginning), weight * share, vec![begins]));
            }
        }
        // A pair that only anchors the end of a run is no evidence of its own.
        pairs.retain(|pair| pair.term.chars().count() > 1 || pair.term.is_ascii());
        let pairs: Vec<String> = pairs.into_iter().map(|pair| pair.term).collect();
        let views = [
            (By::Words, words, (fields.title_words, weights.title_words), (fields.body_words, weights.body_words)),
            (By::Pairs, pairs, (fields.title_pairs, weights.title_bigrams), (fields.body_pairs, weights.body_bigrams)),
        ];
        // In a sentence the words of a title are no name.
        let titles = if mode == Mode::Any { weights.title_in_sentences } else { 1.0 };
        for (by, terms, title, body) in views {
            if terms.is_empty() {
                continue;
            }
            let either = |term: &String| {
                vec![boost(self.term(title.0, term), title.1 * share * titles), boost(self.term(body.0, term), body.1 * share)]
            };
            let clauses = match mode {
                Mode::All => vec![all_of(terms.iter().map(|term| any_of(either(term))).collect())],
                // Side by side, not nested: the index is fastest at the union of plain terms.
                Mode::Any => terms.iter().flat_map(either).collect(),
            };
            parts.push(self.part(&term.text, how.clone(), (Within::TitleOrText, by), title.1 * share, clauses));
        }
        Ok(())
    }

    /// Where a text stands, by its words and by its character pairs, whatever that counts: any of these.
    fn anywhere(&self, text: &str) -> Vec<Box<dyn Clause>> {
        let fields = self.fields;
        let mut pairs: Vec<String> = Analyser::pairs(&loosen(text)).into_iter().map(|pair| pair.term).collect();
        if let [only] = pairs.as_slice()
            && only.chars().count() == 1
        {
            return vec![self.term(fields.title_begun, only), self.term(fields.body_begun, only)];
        }
        pairs.retain(|pair| pair.chars().count() > 1 || pair.is_ascii());
        let mut ways = Vec::new();
        let views =
            [(self.analyser.word_terms(text), fields.title_words, fields.body_words), (pairs, fields.title_pairs, fields.body_pairs)];
        for (terms, title, body) in views {
            match terms.as_slice() {
                [] => {}
                [only] => ways.extend([self.term(title, only), self.term(body, only)]),
                // All of a word stands in one of the two.
                _ => ways.extend([title, body].map(|field| all_of(terms.iter().map(|term| self.term(field, term)).collect()))),
            }
        }
        ways
    }

    /// What begins with `text`. Single characters and the beginnings of names and Latin words are terms of their own, up to a length; past
    /// it, it is the terms that go on from it. Either way the memory that it takes does not grow with the corpus.
    fn beginning(&self, (begun, field): (Field, Field), text: &str) -> Result<Box<dyn Clause>, Error> {
        let clause = if text.chars().count() <= BEGUN {
            self.term(begun, text)
        } else {
            let mut terms: Vec<Box<dyn Clause>> = Vec::new();
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(field)?;
                let mut stream = inverted.terms().range().ge(text.as_bytes()).into_stream().map_err(tantivy::TantivyError::from)?;
                while terms.len() < TERMS_BEGUN && stream.advance() && stream.key().starts_with(text.as_bytes()) {
                    terms.extend(std::str::from_utf8(stream.key()).ok().map(|term| self.term(field, term)));
                }
            }
            any_of(terms)
        };
        Ok(constant(clause, 1.0))
    }

    fn term(&self, field: Field, text: &str) -> Box<dyn Clause> {
        Box::new(TermQuery::new(IndexTerm::from_field_text(field, text), IndexRecordOption::WithFreqs))
    }

    /// Exactly this run of characters, in title or texts.
    pub fn phrase(&self, text: &str) -> Box<dyn Clause> {
        let loose = loosen(text);
        // Left out or not, the single character at the end of a run has its place in the index.
        let pairs: Vec<(usize, String)> = Analyser::pairs(&loose)
            .into_iter()
            .enumerate()
            .filter(|(_, pair)| pair.term.chars().count() > 1 || pair.term.is_ascii())
            .map(|(place, pair)| (place, pair.term))
            .collect();
        let weights = self.weights;
        let fields = [(self.fields.title_pairs, weights.title_words), (self.fields.body_pairs, weights.body_words)];
        let ways = fields.into_iter().map(|(field, weight)| {
            let terms: Vec<(usize, IndexTerm)> =
                pairs.iter().map(|(place, pair)| (*place, IndexTerm::from_field_text(field, pair))).collect();
            let clause: Box<dyn Clause> = match terms.as_slice() {
                [] => Box::new(EmptyQuery),
                [(_, only)] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
                _ => Box::new(PhraseQuery::new_with_offset(terms)),
            };
            boost(clause, weight)
        });
        any_of(ways.collect())
    }

    /// All ways in which a query may match, by name.
    pub fn parts(&self, query: &Query) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        let terms = query.wanted();
        let last = terms.len().saturating_sub(1);
        for (at, term) in terms.iter().enumerate() {
            for mode in [Mode::All, Mode::Any] {
                let ways = self.ways(term, mode, at == last)?;
                parts.extend(ways.into_iter().map(|mut part| {
                    part.reason.way.partly = mode == Mode::Any;
                    part
                }));
            }
        }
        parts.extend(self.names(&terms)?);
        Ok(parts)
    }
}

fn has_terms(node: &Node) -> bool {
    match node {
        Node::Term(_) => true,
        Node::Where(_) | Node::Not(_) => false,
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(has_terms),
    }
}
