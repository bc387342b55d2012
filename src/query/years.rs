//! Fiscal years of records.

use crate::model::{Corpus, FiscalYear, Record};
use crate::text::fold::fold;
use crate::text::year;

/// Returns the fiscal years to which a record belongs: by its money, its document, its deadline, and by what its texts say.
pub fn of_record(corpus: &Corpus, record: &Record) -> Vec<FiscalYear> {
    let mut years: Vec<FiscalYear> = Vec::new();
    match record {
        Record::Document(document) => {
            years.extend(document.fiscal_year);
            years.extend(document.allocations.iter().map(|allocation| allocation.fiscal_year));
        }
        Record::Project(project) => years.extend(project.budgets.iter().map(|budget| budget.fiscal_year)),
        Record::Programme(programme) => {
            years.extend(programme.entries.iter().filter_map(|entry| entry.fiscal_year));
            years.extend(programme.reviews.iter().flat_map(|review| &review.years).map(|year| year.fiscal_year));
        }
        // The money on a sheet was spent in the year before.
        Record::Payee(payee) => years.extend(payee.totals.iter().map(|total| total.sheet_year - 1)),
        Record::Kpi(kpi) if kpi.review.is_some() => {
            years.extend(kpi.review.iter().flat_map(|review| &review.series).map(|year| year.fiscal_year));
        }
        Record::Kpi(kpi) => years.extend(kpi.target.iter().flat_map(|target| target.from.into_iter().chain(target.by))),
        _ => {}
    }
    if matches!(record, Record::Section(_) | Record::Project(_)) {
        years.extend(record.document().and_then(|document| corpus.document(document.as_str())).and_then(|document| document.fiscal_year));
    }
    let as_of = match record {
        Record::Kpi(kpi) => kpi.latest.as_ref().and_then(|latest| latest.as_of.as_deref()),
        _ => None,
    };
    for text in std::iter::once(record.title()).chain(corpus.texts(record)).chain(as_of) {
        year::in_text(&fold(text), |year| years.push(year));
    }
    years.sort_unstable();
    years.dedup();
    years
}
