//! What a document of the index holds for tables: what must be known of all records to show some of them, and what is added up.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::parcel::packed;
use crate::model::review_money::{answering, of_programme};
use crate::model::{Column, Corpus, Id, IndicatorKeys, Named, Programme, Record, Tie, Ties, columns_of, narrow};

/// Maker of the fields for tables.
pub(super) struct Tables<'c> {
    corpus: &'c Corpus,
    ties: Ties<'c>,
    narrow: HashSet<Id>,
}

/// Returns a column as the index names it.
pub(super) fn column_name(column: &Column) -> String {
    format!("{} {} {}", column.stage.name(), column.basis.name(), column.fiscal_year)
}

/// Returns the column of a name.
pub(super) fn column(name: &str) -> Option<Column> {
    let mut parts = name.split(' ');
    let (stage, basis, year) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Column { stage: Named::from_name(stage)?, basis: Named::from_name(basis)?, fiscal_year: year.parse().ok()? })
}

/// Returns a tie as the index names it.
pub(super) fn tie_name(tie: &Tie) -> String {
    format!("{} {}", tie.project, tie.ministry)
}

/// Returns the tie of a name.
pub(super) fn tie(name: &str) -> Option<Tie> {
    // No id has a space.
    let (project, ministry) = name.split_once(' ')?;
    Id::is_well_formed(project).then(|| Tie { project: Id::new(project), ministry: ministry.to_owned() })
}

impl<'c> Tables<'c> {
    /// Creates the maker for a corpus.
    pub fn new(corpus: &'c Corpus) -> Self {
        Self { corpus, ties: Ties::new(corpus), narrow: narrow(corpus) }
    }

    /// Returns the fields of a record.
    pub fn of(&self, record: &'c Record) -> Map<String, Value> {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        if record.is_of_sheets() {
            if let Record::Programme(programme) = record {
                put("answering", json!(answering(self.corpus, programme).map(|ministry| &ministry.id)));
                put("figures", figures(programme));
            }
            return fields;
        }
        let (columns, channels) = columns_of(record);
        put("columns", columns.iter().map(column_name).collect());
        put("ties", self.ties.of(record).iter().map(tie_name).collect());
        match record {
            Record::Document(_) => put("narrow", json!(self.narrow.contains(record.id()))),
            Record::Programme(_) => put("outline", json!(packed(&channels))),
            Record::Kpi(kpi) => put("outline", json!(packed(&IndicatorKeys::of(self.corpus, record, kpi)))),
            _ => None,
        };
        fields
    }
}

/// Returns the figures of the sheets of a programme, document by document. Those for all accounts have an empty account.
fn figures(programme: &Programme) -> Value {
    let of_review = |document: &Id| {
        of_programme(programme, Some(document), true).into_iter().map(|figure| {
            json!({
                "document": figure.place.document,
                "stage": figure.stage,
                "year": figure.fiscal_year,
                "account": figure.account.unwrap_or_default(),
                "yen": figure.yen,
            })
        })
    };
    programme.reviews.iter().flat_map(|review| of_review(&review.document)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AmountBasis, Stage};

    #[test]
    fn names_of_columns_and_ties_are_read_as_they_were_written() {
        for (stage, basis) in [(Stage::Initial, AmountBasis::Initial), (Stage::Request, AmountBasis::RequestAndWish)] {
            let one = Column { stage, basis, fiscal_year: 2024 };
            assert_eq!(column(&column_name(&one)), Some(one));
        }
        let one = Tie { project: Id::new("plan3/project/1"), ministry: "文".to_owned() };
        assert_eq!(tie(&tie_name(&one)), Some(one));
        assert!(column("当初予算").is_none() && tie("plan3/project/1").is_none() && tie("\u{1b} 文").is_none());
    }
}
