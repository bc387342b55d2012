//! Presentation of records, one file per kind: the article, the columns of lists and of the export. Each field of a record is named once
//! here.

mod area;
mod body;
mod document;
mod kpi;
mod ministry;
mod payee;
mod programme;
mod project;
mod section;
mod shown;
mod term;

pub(super) use shown::ids;

use shown::Shown;

use super::article::page::Page;
use super::{Cell, Table, analyses};
use crate::model::{Area, Body, Corpus, Document, Kind, Kpi, Ministry, Payee, Programme, Project, Record, Section, Term, each};
use crate::row;

/// Evaluates `$body` with the type of a kind's records.
macro_rules! of_kind {
    ($kind:expr, $type:ident => $body:expr) => {
        match $kind {
            Kind::Document => {
                type $type = Document;
                $body
            }
            Kind::Section => {
                type $type = Section;
                $body
            }
            Kind::Project => {
                type $type = Project;
                $body
            }
            Kind::Programme => {
                type $type = Programme;
                $body
            }
            Kind::Kpi => {
                type $type = Kpi;
                $body
            }
            Kind::Ministry => {
                type $type = Ministry;
                $body
            }
            Kind::Area => {
                type $type = Area;
                $body
            }
            Kind::Body => {
                type $type = Body;
                $body
            }
            Kind::Term => {
                type $type = Term;
                $body
            }
            Kind::Payee => {
                type $type = Payee;
                $body
            }
        }
    };
}

/// Writes the content of a record's article.
pub(super) fn article(record: &Record, page: &mut Page) {
    each!(record, record => record.article(page));
}

/// Returns a table of records of one kind, as lists show them. Indicators have a table of their own.
pub fn listed(corpus: &Corpus, kind: Kind, records: &[&Record]) -> Table {
    if kind == Kind::Kpi {
        let kpis = records.iter().filter_map(|record| match record {
            Record::Kpi(kpi) => Some(kpi),
            _ => None,
        });
        return analyses::indicators(corpus, kpis);
    }
    let own = of_kind!(kind, T => names(T::LISTED));
    let rows = records.iter().map(|record| {
        let mut row = row![record.id(), record.title()];
        row.extend(each!(record, inner => cells(inner, Shown::LISTED)));
        row.push(Cell::place(&analyses::source(corpus, record)));
        row
    });
    Table::new(["id", "title"].into_iter().chain(own).chain(["source"]).collect(), rows)
}

/// Returns a table of all records of one kind, as the export has them: the columns that all kinds share, then those of this kind.
pub(super) fn exported(corpus: &Corpus, kind: Kind) -> Table {
    let own = of_kind!(kind, T => names(T::EXPORTED));
    let rows = corpus.of_kind(kind).map(|record| {
        let mut row = row![record.id(), record.title(), record.aliases().join("、"), record.document()];
        row.extend(each!(record, inner => cells(inner, Shown::EXPORTED)));
        row.push(record.note().into());
        row.push(Cell::place(&analyses::source(corpus, record)));
        row
    });
    let columns = ["id", "title", "aliases", "document"].into_iter().chain(own).chain(["note", "source"]).collect();
    Table { columns, rows: rows.collect() }
}

fn names<T>(columns: shown::Columns<T>) -> Vec<&'static str> {
    columns.iter().map(|(name, _)| *name).collect()
}

fn cells<T>(record: &T, columns: shown::Columns<T>) -> Vec<Cell> {
    columns.iter().map(|(_, cell)| cell(record)).collect()
}
