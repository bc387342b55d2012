//! Translation of clauses into tantivy queries.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur as Occurs, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::matching::ConditionQuery;
use super::rows::RecordStore;
use super::schema::Fields;
use crate::engine::clause::{Clause, Occur, Zone};

/// Maximum number of terms with a prefix that are looked up one by one, which is faster as long as there are few.
const MOST_PREFIX_TERMS: usize = 1_024;

/// Translator of clauses for an index.
pub(super) struct Translator<'t> {
    pub searcher: &'t Searcher,
    pub fields: Fields,
    pub rows: &'t Arc<RecordStore>,
}

impl Translator<'_> {
    /// Translates a clause into a query.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn query(&self, clause: &Clause) -> tantivy::Result<Box<dyn Query>> {
        let all = |clauses: &[Clause]| clauses.iter().map(|clause| self.query(clause)).collect::<tantivy::Result<Vec<_>>>();
        Ok(match clause {
            Clause::Nothing => Box::new(EmptyQuery),
            Clause::Everything => Box::new(ConstScoreQuery::new(Box::new(AllQuery), 1.0)),
            Clause::Term(zone, text) => self.term(*zone, text),
            Clause::Phrase(zone, terms) => {
                let term = |(place, text): &(usize, String)| (*place, Term::from_field_text(self.fields.of(*zone), text));
                Box::new(PhraseQuery::new_with_offset(terms.iter().map(term).collect()))
            }
            Clause::Begins(zone, text) => Box::new(ConstScoreQuery::new(self.begins(*zone, text)?, 1.0)),
            Clause::Meets(conditions) => Box::new(ConditionQuery { rows: Arc::clone(self.rows), conditions: Arc::new(conditions.clone()) }),
            Clause::All(clauses) => Box::new(BooleanQuery::intersection(all(clauses)?)),
            Clause::Any(clauses) => Box::new(BooleanQuery::union(all(clauses)?)),
            Clause::Mixed(clauses) => {
                let part = |(occur, clause): &(Occur, Clause)| Ok((occurs(*occur), self.query(clause)?));
                Box::new(BooleanQuery::new(clauses.iter().map(part).collect::<tantivy::Result<_>>()?))
            }
            Clause::Best(clauses, others) => Box::new(DisjunctionMaxQuery::with_tie_breaker(all(clauses)?, *others)),
            Clause::Boost(clause, weight) => Box::new(BoostQuery::new(self.query(clause)?, *weight)),
            Clause::Constant(clause, score) => Box::new(ConstScoreQuery::new(self.query(clause)?, *score)),
        })
    }

    fn term(&self, zone: Zone, text: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(self.fields.of(zone), text), IndexRecordOption::WithFreqs))
    }

    /// Returns a query for any of the terms with this prefix, however many there are: all of them count the same.
    fn begins(&self, zone: Zone, text: &str) -> tantivy::Result<Box<dyn Query>> {
        let mut terms: Vec<Box<dyn Query>> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.of(zone))?;
            let mut stream = inverted.terms().range().ge(text.as_bytes()).into_stream()?;
            while stream.advance() && stream.key().starts_with(text.as_bytes()) {
                if terms.len() == MOST_PREFIX_TERMS {
                    let bound = |text: &str| Bound::Included(Term::from_field_text(self.fields.of(zone), text));
                    return Ok(Box::new(RangeQuery::new(bound(text), bound(&format!("{text}{}", char::MAX)))));
                }
                terms.extend(std::str::from_utf8(stream.key()).ok().map(|term| self.term(zone, term)));
            }
        }
        Ok(Box::new(BooleanQuery::union(terms)))
    }
}

fn occurs(occur: Occur) -> Occurs {
    match occur {
        Occur::Must => Occurs::Must,
        Occur::Should => Occurs::Should,
        Occur::MustNot => Occurs::MustNot,
    }
}
