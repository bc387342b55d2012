//! Interpretation of what was typed as what is searched for: words with their synonyms, dates and readings, years, conditions.

use serde::Serialize;

use super::conditions::Condition;
use super::language::{self, Expression, QueryWarning};
use super::lexicon::Lexicon;
use crate::analysis::ReadingCandidate;
use crate::analysis::readings;
use crate::text::clean::clean;
use crate::text::fold::fold;
use crate::text::year;

/// Maximum number of words in a synonym that is looked for.
const LONGEST_SYNONYM: usize = 8;

/// Match mode: whether the hits have all terms or only some.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchMode {
    /// Every hit has every term.
    #[default]
    All,
    /// No record has every term; the hits have at least one.
    Any,
}

/// A single item of a query.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QueryTerm {
    /// The text as typed, folded.
    pub text: String,
    /// True if in quotes: exactly this run of characters.
    pub exact: bool,
    /// Synonyms, folded, and those related words that the reader has switched on.
    pub synonyms: Vec<String>,
    /// Related words, folded: offered, and searched for only when the reader asks.
    pub related: Vec<String>,
    /// The same date in other spellings.
    pub dates: Vec<String>,
    /// Meanings of the text as a reading, if it is not a word of the corpus.
    pub meanings: Vec<ReadingCandidate>,
    /// Years or amount that the text means, and the rest of the text: `令和5年度概算要求`, `54億円の内数`, `予算`.
    pub figure: Option<(Condition, String)>,
}

/// Node of an understood query.
#[derive(Clone, PartialEq, Debug)]
pub enum QueryNode {
    /// A word or phrase.
    Term(QueryTerm),
    /// Records that meet all of these conditions.
    Where(Vec<Condition>),
    /// Not this.
    Not(Box<QueryNode>),
    /// All of these.
    All(Vec<QueryNode>),
    /// Any of these.
    Any(Vec<QueryNode>),
}

/// A query as it was understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// Text as typed, without control characters.
    pub typed: String,
    /// Root node: everything that is searched for.
    pub root: QueryNode,
    /// Parts that were left out, with the reasons.
    pub warnings: Vec<QueryWarning>,
}

impl Default for Query {
    fn default() -> Self {
        Self { typed: String::new(), root: QueryNode::All(Vec::new()), warnings: Vec::new() }
    }
}

/// Context in which a query is read.
pub struct QueryContext<'k> {
    /// Lexicon of the words that the query may contain.
    pub lexicon: &'k Lexicon,
    /// Synonyms that the reader has switched off, folded.
    pub off: &'k [String],
    /// Related words that the reader has switched on, folded.
    pub on: &'k [String],
    /// Function that returns true if the index holds a word, folded.
    pub holds: &'k dyn Fn(&str) -> bool,
}

impl Query {
    /// Reads what was typed. Never fails: what cannot be understood is left out and reported in `warnings`.
    pub fn read(typed: &str, known: &QueryContext) -> Self {
        let typed = clean(typed).trim().to_owned();
        let (expression, mut warnings) = language::parse(&typed);
        let root = node(expression, known, &mut warnings).unwrap_or(QueryNode::All(Vec::new()));
        Query { typed, root, warnings }
    }

    /// Returns true if nothing is asked for.
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, QueryNode::All(parts) if parts.is_empty())
    }

    /// Returns the words and phrases that are wanted, in order.
    pub fn wanted(&self) -> Vec<&QueryTerm> {
        fn walk<'n>(node: &'n QueryNode, terms: &mut Vec<&'n QueryTerm>) {
            match node {
                QueryNode::Term(term) => terms.push(term),
                QueryNode::All(parts) | QueryNode::Any(parts) => parts.iter().for_each(|part| walk(part, terms)),
                QueryNode::Where(_) | QueryNode::Not(_) => {}
            }
        }
        let mut terms = Vec::new();
        walk(&self.root, &mut terms);
        terms
    }

    /// Returns the terms as understood.
    pub fn terms(&self) -> Vec<&str> {
        self.wanted().into_iter().map(|term| term.text.as_str()).collect()
    }

    /// Returns the synonyms that are also searched for.
    pub fn synonyms(&self) -> Vec<&str> {
        self.wanted().into_iter().flat_map(|term| &term.synonyms).map(String::as_str).collect()
    }

    /// Returns words related to what was typed.
    pub fn related(&self) -> Vec<&str> {
        self.wanted().into_iter().flat_map(|term| &term.related).map(String::as_str).collect()
    }

    /// Returns the words that readings were taken to mean.
    pub fn meanings(&self) -> Vec<&str> {
        self.wanted().into_iter().flat_map(|term| &term.meanings).map(|meaning| meaning.word.as_str()).collect()
    }

    /// Returns the conditions, including the excluding ones, as they are written.
    pub fn conditions(&self) -> Vec<String> {
        fn walk(node: &QueryNode, not: &str, conditions: &mut Vec<String>) {
            match node {
                QueryNode::Where(all) => conditions.extend(all.iter().map(|condition| format!("{not}{condition}"))),
                QueryNode::Not(inner) => match &**inner {
                    QueryNode::Term(term) => conditions.push(format!("-{}", term.text)),
                    inner => walk(inner, "-", conditions),
                },
                QueryNode::All(parts) | QueryNode::Any(parts) => parts.iter().for_each(|part| walk(part, not, conditions)),
                QueryNode::Term(_) => {}
            }
        }
        let mut conditions = Vec::new();
        walk(&self.root, "", &mut conditions);
        conditions
    }

    /// Returns the query without one of its conditions, once for each condition, with the one that was left out.
    pub fn with_one_less(&self) -> Vec<(String, QueryNode)> {
        let QueryNode::All(parts) = &self.root else { return Vec::new() };
        let mut ways = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let mut rest = parts.clone();
            match part {
                QueryNode::Where(all) => {
                    for (which, condition) in all.iter().enumerate() {
                        let mut fewer = all.clone();
                        fewer.remove(which);
                        rest[at] = QueryNode::Where(fewer);
                        ways.push((condition.to_string(), QueryNode::All(rest.clone())));
                    }
                }
                QueryNode::Not(_) | QueryNode::Term(_) if parts.len() > 1 => {
                    rest.remove(at);
                    let left_out = match part {
                        QueryNode::Term(term) => term.text.clone(),
                        _ => "-…".to_owned(),
                    };
                    ways.push((left_out, QueryNode::All(rest)));
                }
                _ => {}
            }
        }
        ways
    }
}

fn node(expression: Expression, known: &QueryContext, warnings: &mut Vec<QueryWarning>) -> Option<QueryNode> {
    Some(match expression {
        Expression::Word(text) => QueryNode::Term(term(text, known)),
        Expression::Phrase(text) => {
            QueryNode::Term(QueryTerm { dates: year::other_dates(&text), text, exact: true, ..QueryTerm::default() })
        }
        Expression::Field { field, value, at } => match Condition::read(&known.lexicon.corpus, field, &value, at) {
            Ok(condition) => QueryNode::Where(vec![condition]),
            Err(warning) => {
                warnings.push(warning);
                return None;
            }
        },
        Expression::Not(inner) => QueryNode::Not(Box::new(node(*inner, known, warnings)?)),
        Expression::All(parts) => {
            let mut nodes: Vec<QueryNode> = Vec::new();
            let mut conditions = Vec::new();
            for part in join(parts, known) {
                match node(part, known, warnings) {
                    Some(QueryNode::Where(more)) => conditions.extend(more),
                    Some(other) => nodes.push(other),
                    None => {}
                }
            }
            // Conditions of the same group are met together: by one and the same entry, if they are about entries.
            if !conditions.is_empty() {
                nodes.push(QueryNode::Where(conditions));
            }
            QueryNode::All(nodes)
        }
        Expression::Any(parts) => {
            let nodes: Vec<QueryNode> = parts.into_iter().filter_map(|part| node(part, known, warnings)).collect();
            if nodes.is_empty() {
                return None;
            }
            QueryNode::Any(nodes)
        }
    })
}

/// Joins consecutive words that together have synonyms into one word: `rare disease`.
fn join(parts: Vec<Expression>, known: &QueryContext) -> Vec<Expression> {
    let mut joined = Vec::with_capacity(parts.len());
    let mut rest = parts.as_slice();
    while let [first, others @ ..] = rest {
        let run = rest.iter().take(LONGEST_SYNONYM).take_while(|part| matches!(part, Expression::Word(_))).count();
        let words = |count: usize| {
            let words: Vec<&str> = rest[..count]
                .iter()
                .filter_map(|part| if let Expression::Word(word) = part { Some(word.as_str()) } else { None })
                .collect();
            words.join(" ")
        };
        let longest = (2..=run).rev().find(|count| !known.lexicon.synonyms.of(&words(*count)).is_empty());
        match longest {
            Some(count) => {
                joined.push(Expression::Word(words(count)));
                rest = &rest[count..];
            }
            None => {
                joined.push(first.clone());
                rest = others;
            }
        }
    }
    joined
}

fn term(text: String, known: &QueryContext) -> QueryTerm {
    let mut synonyms: Vec<String> =
        known.lexicon.synonyms.of(&text).into_iter().map(fold).filter(|word| !known.off.contains(word)).collect();
    let related = known.lexicon.synonyms.near(&text);
    synonyms.extend(related.iter().filter(|word| known.on.contains(word)).cloned());
    let dates = year::other_dates(&text);
    let years = match year::range_at_start(&text) {
        Some((years, len)) => Some((Condition::Year(years), text[len..].to_owned())),
        None => year::at_start(&text).map(|year| (Condition::Year(year.year..=year.year), text[year.len..].to_owned())),
    };
    // The rest of a date is not a word of its own, and a bare number inside a longer one is not a year.
    let years = years.filter(|(_, rest)| dates.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
    let money = || std::iter::once(&text).chain(&synonyms).find_map(|word| Condition::money_word(word));
    let figure = years.or_else(|| Condition::amount_at_start(&text)).or_else(|| Some((money()?, String::new())));
    let meanings = match readings::typed(&text) {
        // A word that the corpus holds as typed is that word, and not a reading of others.
        Some(reading) if figure.is_none() && text.chars().count() > 1 => {
            let literal = (known.holds)(&text);
            let latin = text.is_ascii();
            let meanings = known.lexicon.readings.meanings(&reading).into_iter().filter(|meaning| meaning.word != text);
            // A word in kana may also be the reading of a word in kanji: がん, 癌.
            let meanings = meanings.filter(|meaning| !meaning.joined || (known.holds)(&meaning.word));
            meanings.filter(|meaning| !literal || (!latin && meaning.whole)).collect()
        }
        _ => Vec::new(),
    };
    QueryTerm { text, exact: false, synonyms, related, dates, meanings, figure }
}
