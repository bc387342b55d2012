//! Compilation of a query into clauses. Every way in which a term may match is a part with a name, so that a match can be explained.

use super::clause::{Clause, Occur, Zone};
use super::indexed::{self, BEGUN, READ};
use super::reason::{By, How, Manner, Reason, Within};
use super::weights::Weights;
use crate::analysis::{Analyser, readings};
use crate::query::{Condition, MatchMode, Query, QueryNode, QueryTerm};
use crate::text::fold::loosen;

/// Lengths in characters of text that is looked for at the beginning of names: with fewer, too many names match; with more, the text is not
/// a name.
const NAME_BEGINNING: std::ops::RangeInclusive<usize> = 2..=60;

/// Way in which a term may match.
pub(super) struct MatchWay {
    pub reason: Reason,
    /// Clauses of which any may be met.
    clauses: Vec<Clause>,
    /// True if it counts the same wherever it matches: its weight.
    constant: bool,
}

impl MatchWay {
    /// Returns the clause of what matches, with the score that it gives.
    pub fn clause(self) -> Clause {
        if self.constant { Clause::any_of_sets(self.clauses).constant(self.reason.weight) } else { Clause::any_of(self.clauses) }
    }
}

/// Compiler of queries into clauses.
#[derive(Clone, Copy)]
pub(super) struct QueryCompiler<'s> {
    pub weights: &'s Weights,
    pub analyser: &'s Analyser,
}

impl QueryCompiler<'_> {
    /// Compiles a whole query under the conditions of a filter.
    pub fn whole(&self, root: &QueryNode, filter: &[Condition], mode: MatchMode) -> Clause {
        let mut parts: Vec<(Occur, Clause)> = Vec::new();
        self.collect(root, mode, &mut parts);
        if !filter.is_empty() {
            parts.push((Occur::Must, self.condition(filter).boost(0.0)));
        }
        let scored = parts.iter().any(|(occur, _)| *occur != Occur::MustNot);
        let only_conditions = !has_terms(root);
        if !scored || only_conditions {
            // Records found by conditions alone come in the order of the corpus.
            parts.push((Occur::Must, Clause::Everything));
        }
        Clause::Mixed(parts)
    }

    /// Collects the parts of the top level: conditions and exclusions hold in either mode; of the words, all are required or any.
    fn collect(&self, root: &QueryNode, mode: MatchMode, parts: &mut Vec<(Occur, Clause)>) {
        let nodes: &[QueryNode] = match root {
            QueryNode::All(nodes) => nodes,
            other => std::slice::from_ref(other),
        };
        let wanted: Vec<&QueryNode> = nodes.iter().filter(|node| !matches!(node, QueryNode::Where(_) | QueryNode::Not(_))).collect();
        let last = wanted.len().saturating_sub(1);
        let mut texts = Vec::new();
        for (at, node) in wanted.iter().enumerate() {
            texts.push(self.node(node, mode, at == last));
        }
        for node in nodes {
            match node {
                QueryNode::Where(conditions) => parts.push((Occur::Must, self.condition(conditions).boost(0.0))),
                QueryNode::Not(inner) => parts.push((Occur::MustNot, self.node(inner, MatchMode::All, false))),
                _ => {}
            }
        }
        if !texts.is_empty() {
            let joined = if mode == MatchMode::All { Clause::all_of(texts) } else { Clause::any_of(texts) };
            let mut ways = vec![joined];
            let terms: Vec<&QueryTerm> =
                wanted.iter().filter_map(|node| if let QueryNode::Term(term) = node { Some(term) } else { None }).collect();
            if terms.len() == wanted.len() {
                ways.extend(self.names(&terms).into_iter().map(MatchWay::clause));
            }
            parts.push((Occur::Must, Clause::any_of(ways)));
        }
    }

    /// Returns the ways in which the whole query is the name of a record, or the beginning of one: the strongest signs of all.
    fn names(&self, terms: &[&QueryTerm]) -> Vec<MatchWay> {
        let weights = self.weights;
        let typed: String = terms.iter().map(|term| indexed::name(&term.text)).collect();
        let said = terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" ");
        let keys: Option<Vec<String>> = terms.iter().map(|term| readings::typed(&term.text).map(|reading| reading.key)).collect();
        let read = keys.map(|keys| format!("{READ}{}", keys.concat()));
        // The form in which names are indexed, and what a reader is told of it: a reading's key means nothing to anybody.
        let mut spellings: Vec<(String, &str, f32)> = vec![(typed, &said, 1.0)];
        spellings.extend(read.map(|read| (read, said.as_str(), weights.reading)));
        if let [term] = terms {
            spellings.extend(term.synonyms.iter().map(|synonym| (indexed::name(synonym), synonym.as_str(), weights.synonym)));
        }
        let mut parts = Vec::new();
        for (name, said, share) in spellings {
            let exact = self.term(Zone::Name, &name).boost(weights.exact_title * share);
            parts.push(self.part(said, How::Name, (Within::Name, By::Whole), weights.exact_title * share, vec![exact]));
            if NAME_BEGINNING.contains(&name.trim_start_matches(READ).chars().count()) {
                let weight = weights.begun_title * share;
                let begins = self.beginning((Zone::NamePrefix, Zone::Name), &name).boost(weight);
                parts.push(self.part(said, How::NameBegins, (Within::Name, By::Whole), weight, vec![begins]));
            }
        }
        parts
    }

    fn part(&self, term: &str, how: How, (field, by): (Within, By), weight: f32, clauses: Vec<Clause>) -> MatchWay {
        let reason = Reason { term: term.to_owned(), way: how.into(), field, by, weight, score: 0.0 };
        MatchWay { reason, clauses, constant: false }
    }

    fn condition(&self, conditions: &[Condition]) -> Clause {
        Clause::Meets(conditions.to_vec())
    }

    fn node(&self, node: &QueryNode, mode: MatchMode, last: bool) -> Clause {
        match node {
            // A term counts once, by its best way: words and bigrams of one spelling add up, its synonyms and readings do not.
            QueryNode::Term(term) => {
                let mut spellings: Vec<(Manner, Vec<Clause>)> = Vec::new();
                // Clauses that count the same form one set, so that each record is looked at once, however many words a half-typed reading
                // may mean.
                let mut constants: Vec<(f32, Vec<Clause>)> = Vec::new();
                for mut part in self.ways(term, mode, last) {
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
                let mut best: Vec<Clause> = spellings.into_iter().map(|(_, clauses)| Clause::any_of(clauses)).collect();
                if !constants.is_empty() {
                    best.push(Clause::any_of(
                        constants.into_iter().map(|(weight, clauses)| Clause::any_of_sets(clauses).constant(weight)).collect(),
                    ));
                }
                match best.len() {
                    0 | 1 => best.pop().unwrap_or(Clause::Nothing),
                    _ => Clause::Best(best, self.weights.other_ways),
                }
            }
            QueryNode::Where(conditions) => self.condition(conditions),
            QueryNode::All(_) | QueryNode::Not(_) => {
                let mut parts = Vec::new();
                self.collect(node, mode, &mut parts);
                if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    parts.push((Occur::Must, Clause::Everything));
                }
                Clause::Mixed(parts)
            }
            QueryNode::Any(nodes) => Clause::any_of(nodes.iter().map(|node| self.node(node, mode, last)).collect()),
        }
    }

    /// Returns every way in which a term may match.
    fn ways(&self, term: &QueryTerm, mode: MatchMode, last: bool) -> Vec<MatchWay> {
        let weights = self.weights;
        let mut parts = Vec::new();
        if term.exact {
            for text in std::iter::once(&term.text).chain(&term.dates) {
                let phrase = vec![self.phrase(text)];
                parts.push(self.part(&term.text, How::Phrase, (Within::TitleOrText, By::Pairs), weights.body_words, phrase));
            }
            return parts;
        }
        self.text(term, &How::Typed, &term.text, 1.0, mode, last, &mut parts);
        for synonym in &term.synonyms {
            self.text(term, &How::Synonym(synonym.clone()), synonym, weights.synonym, mode, false, &mut parts);
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
                self.text(term, &how, &meaning.word, weights.reading, MatchMode::All, false, &mut parts);
            } else {
                // It is not yet known which of the words is meant: a rare one is no better than a common one.
                let mut begun = |place, weight, clauses| {
                    parts.push(MatchWay { constant: true, ..self.part(&term.text, how.clone(), place, weight, clauses) });
                };
                begun((Within::TitleOrText, By::WordsOrPairs), weights.begun_reading, self.anywhere(&meaning.word));
                let title: Vec<Clause> =
                    self.analyser.word_terms(&meaning.word).iter().map(|word| self.term(Zone::TitleWords, word)).collect();
                if !title.is_empty() {
                    begun((Within::Title, By::Words), weights.begun_reading_in_title, vec![Clause::all_of(title)]);
                }
            }
        }
        if let Some((figure, rest)) = &term.figure {
            let met = self.condition(std::slice::from_ref(figure)).boost(weights.figure);
            let clause = if rest.chars().any(char::is_alphanumeric) {
                let mut of_rest = Vec::new();
                self.text(term, &How::Typed, rest, 1.0, mode, last, &mut of_rest);
                // The figure is what was asked for; the words beside it only rank.
                let rest = Clause::any_of(of_rest.into_iter().map(MatchWay::clause).collect());
                Clause::Mixed(vec![(Occur::Must, met), (Occur::Should, rest)])
            } else {
                met
            };
            let how = How::Condition(figure.to_string());
            parts.push(self.part(&term.text, how, (Within::Record, By::Condition), weights.figure, vec![clause]));
        }
        parts
    }

    /// Adds the ways in which a text matches by its words and by its bigrams, in titles and texts.
    #[expect(clippy::too_many_arguments, reason = "one call says what is matched, how it is called and how much it counts")]
    fn text(&self, term: &QueryTerm, how: &How, text: &str, share: f32, mode: MatchMode, last: bool, parts: &mut Vec<MatchWay>) {
        let weights = self.weights;
        let words = self.analyser.word_terms(text);
        let loose = loosen(text);
        let mut pairs = Analyser::pairs(&loose);
        let one_character = loose.chars().count() == 1 && pairs.len() == 1;
        let unfinished_latin = last && pairs.last().is_some_and(|pair| pair.term.bytes().all(|b| b.is_ascii_alphanumeric()));
        if one_character || unfinished_latin && pairs.len() == 1 {
            // Every character begins a bigram, so a prefix finds it anywhere; a Latin word may still be half typed.
            let beginning = pairs.last().map(|pair| pair.term.clone()).unwrap_or_default();
            let title = ((Zone::TitlePrefix, Zone::TitleBigrams), Within::Title, weights.title_bigrams);
            let body = ((Zone::BodyPrefix, Zone::BodyBigrams), Within::Text, weights.body_bigrams);
            for (field, within, weight) in [title, body] {
                let begins = self.beginning(field, &beginning).boost(weight * share);
                parts.push(self.part(&term.text, how.clone(), (within, By::Beginning), weight * share, vec![begins]));
            }
        }
        // A term that only anchors the end of a run is not evidence of its own.
        pairs.retain(|pair| pair.term.chars().count() > 1 || pair.term.is_ascii());
        let pairs: Vec<String> = pairs.into_iter().map(|pair| pair.term).collect();
        let zones = [
            (By::Words, words, (Zone::TitleWords, weights.title_words), (Zone::BodyWords, weights.body_words)),
            (By::Pairs, pairs, (Zone::TitleBigrams, weights.title_bigrams), (Zone::BodyBigrams, weights.body_bigrams)),
        ];
        // In a sentence, words of a title are not a name.
        let titles = if mode == MatchMode::Any { weights.title_in_sentences } else { 1.0 };
        for (by, terms, title, body) in zones {
            if terms.is_empty() {
                continue;
            }
            let either = |term: &String| {
                vec![self.term(title.0, term).boost(title.1 * share * titles), self.term(body.0, term).boost(body.1 * share)]
            };
            let clauses = match mode {
                MatchMode::All => vec![Clause::all_of(terms.iter().map(|term| Clause::any_of(either(term))).collect())],
                // Side by side, not nested: the index is fastest with a union of plain terms.
                MatchMode::Any => terms.iter().flat_map(either).collect(),
            };
            parts.push(self.part(&term.text, how.clone(), (Within::TitleOrText, by), title.1 * share, clauses));
        }
    }

    /// Returns clauses of which any finds a text, by its words or by its bigrams, whatever that counts for.
    fn anywhere(&self, text: &str) -> Vec<Clause> {
        let mut pairs: Vec<String> = Analyser::pairs(&loosen(text)).into_iter().map(|pair| pair.term).collect();
        if let [only] = pairs.as_slice()
            && only.chars().count() == 1
        {
            return vec![self.term(Zone::TitlePrefix, only), self.term(Zone::BodyPrefix, only)];
        }
        pairs.retain(|pair| pair.chars().count() > 1 || pair.is_ascii());
        let mut ways = Vec::new();
        let zones = [(self.analyser.word_terms(text), Zone::TitleWords, Zone::BodyWords), (pairs, Zone::TitleBigrams, Zone::BodyBigrams)];
        for (terms, title, body) in zones {
            match terms.as_slice() {
                [] => {}
                [only] => ways.extend([self.term(title, only), self.term(body, only)]),
                // All terms of a word must be in the same one of the two zones.
                _ => ways.extend([title, body].map(|field| Clause::all_of(terms.iter().map(|term| self.term(field, term)).collect()))),
            }
        }
        ways
    }

    /// Returns the clause for what begins with `text`. Single characters and the prefixes of names and Latin words are terms of their own
    /// up to a length; beyond it, the clause stands for the terms that continue it. Either way its memory does not grow with the corpus.
    fn beginning(&self, (begun, whole): (Zone, Zone), text: &str) -> Clause {
        if text.chars().count() <= BEGUN { self.term(begun, text).constant(1.0) } else { Clause::Begins(whole, text.to_owned()) }
    }

    fn term(&self, zone: Zone, text: &str) -> Clause {
        Clause::Term(zone, text.to_owned())
    }

    /// Returns the clause for exactly this run of characters, in title or texts.
    pub fn phrase(&self, text: &str) -> Clause {
        let loose = loosen(text);
        // Left out or not, the single character at the end of a run has its position in the index.
        let pairs: Vec<(usize, String)> = Analyser::pairs(&loose)
            .into_iter()
            .enumerate()
            .filter(|(_, pair)| pair.term.chars().count() > 1 || pair.term.is_ascii())
            .map(|(place, pair)| (place, pair.term))
            .collect();
        let weights = self.weights;
        let zones = [(Zone::TitleBigrams, weights.title_words), (Zone::BodyBigrams, weights.body_words)];
        let ways = zones.into_iter().map(|(zone, weight)| {
            let clause = match pairs.as_slice() {
                [] => Clause::Nothing,
                [(_, only)] => self.term(zone, only),
                pairs => Clause::Phrase(zone, pairs.to_vec()),
            };
            clause.boost(weight)
        });
        Clause::any_of(ways.collect())
    }

    /// Returns every way in which a query may match, by name.
    pub fn parts(&self, query: &Query) -> Vec<MatchWay> {
        let mut parts = Vec::new();
        let terms = query.wanted();
        let last = terms.len().saturating_sub(1);
        for (at, term) in terms.iter().enumerate() {
            for mode in [MatchMode::All, MatchMode::Any] {
                let ways = self.ways(term, mode, at == last);
                parts.extend(ways.into_iter().map(|mut part| {
                    part.reason.way.partly = mode == MatchMode::Any;
                    part
                }));
            }
        }
        parts.extend(self.names(&terms));
        parts
    }
}

fn has_terms(node: &QueryNode) -> bool {
    match node {
        QueryNode::Term(_) => true,
        QueryNode::Where(_) | QueryNode::Not(_) => false,
        QueryNode::All(nodes) | QueryNode::Any(nodes) => nodes.iter().any(has_terms),
    }
}
