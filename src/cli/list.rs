//! `shirube list KIND`: the records of a kind.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::complete;
use super::context::Context;
use super::filters::{self, Filters};
use super::named::named;
use super::output;
use super::{Format, Outcome};
use crate::app::Attainment;
use crate::app::article::{amount, citation};
use crate::app::sheet::{self, Sheet};
use crate::model::{Category, Corpus, Kind, Record, Role};

#[derive(Args, Debug)]
pub(super) struct List {
    /// The kind: document, section, project, programme, kpi, ministry, area, body, term.
    #[arg(value_parser = filters::kind, add = ArgValueCompleter::new(complete::kinds))]
    kind: Kind,
    #[command(flatten)]
    filters: Filters,
    /// Only of this plan period, by its number: of an indicator its figures, of others a document that speaks of them.
    #[arg(long, value_name = "N")]
    period: Option<u8>,
    /// Only indicators of this category.
    #[arg(long, value_name = "CATEGORY", value_parser = named::<Category>())]
    category: Option<Category>,
    /// Only indicators that stand so to their target.
    #[arg(long, value_name = "STATE", value_parser = named::<Attainment>())]
    attainment: Option<Attainment>,
    /// At most so many records (default: all).
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// A record with its places in the sources as a reader cites them.
#[derive(Serialize)]
pub(super) struct Cited<'r> {
    #[serde(flatten)]
    record: &'r Record,
    sources: Vec<String>,
}

impl<'r> Cited<'r> {
    pub fn new(corpus: &Corpus, record: &'r Record) -> Self {
        Self { record, sources: record.places().iter().map(|place| citation(corpus, place)).collect() }
    }
}

impl List {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        let filter = self.filters.resolve(&corpus, vec![self.kind])?;
        let found: Vec<&Record> = corpus
            .records()
            .iter()
            .filter(|record| filter.admits(&corpus, record))
            .filter(|record| self.period.is_none_or(|period| of_period(&corpus, record, period)))
            .filter(|record| self.category.is_none_or(|wanted| matches!(record, Record::Kpi(kpi) if kpi.category == wanted)))
            .filter(|record| self.attainment.is_none_or(|wanted| matches!(record, Record::Kpi(kpi) if Attainment::of(kpi) == wanted)))
            .collect();
        let shown = &found[..self.limit.unwrap_or(found.len()).min(found.len())];
        if self.format == Format::Json {
            output::json(&shown.iter().map(|record| Cited::new(&corpus, record)).collect::<Vec<_>>())?;
        } else {
            output::sheet(&table(&corpus, self.kind, shown), self.format)?;
        }
        let untargeted = |record: &&Record| matches!(record, Record::Kpi(kpi) if kpi.target.is_none());
        if let Some(period) = self.period.filter(|_| !found.is_empty() && found.iter().all(untargeted)) {
            output::complain(&format!("shirube: the documents here set no targets for period {period}; these are values reported"));
        }
        if shown.len() < found.len() {
            output::complain(&format!("shirube: {} of {} records shown", shown.len(), found.len()));
        }
        Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Found })
    }
}

/// Whether a record is of a plan period: an indicator by its figures, others by a document that speaks of them.
fn of_period(corpus: &Corpus, record: &Record, period: u8) -> bool {
    let documents = || corpus.documents_of(record).into_iter().filter_map(|id| corpus.document(id.as_str()));
    match record {
        Record::Kpi(kpi) => kpi.period == Some(period),
        _ => documents().any(|document| document.period == Some(period)),
    }
}

fn table(corpus: &Corpus, kind: Kind, records: &[&Record]) -> Sheet {
    if kind == Kind::Kpi {
        let kpis = records.iter().filter_map(|record| match record {
            Record::Kpi(kpi) => Some(kpi),
            _ => None,
        });
        return sheet::indicators(corpus, kpis);
    }
    let own: &[&'static str] = match kind {
        Kind::Document => &["period", "status"],
        Kind::Section => &["number", "ministries", "points"],
        Kind::Project => &["number", "ministries", "themes"],
        Kind::Programme => &["years", "amounts"],
        Kind::Kpi => &[],
        Kind::Ministry => &["code"],
        Kind::Area | Kind::Term => &["aliases"],
        Kind::Body => &["aliases", "office"],
    };
    let columns = ["id", "title"].into_iter().chain(own.iter().copied()).chain(["source"]).collect();
    let rows = records.iter().map(|record| {
        let mut row = vec![record.id().to_string(), record.title().to_owned()];
        row.extend(own_cells(record));
        row.push(record.places().first().map(|place| citation(corpus, place)).unwrap_or_default());
        row
    });
    Sheet { columns, rows: rows.collect() }
}

fn own_cells(record: &Record) -> Vec<String> {
    let number = || record.number().unwrap_or_default().to_owned();
    let aliases = || record.aliases().join("、");
    match record {
        Record::Document(document) => {
            vec![document.period.map(|period| period.to_string()).unwrap_or_default(), document.status.clone().unwrap_or_default()]
        }
        Record::Section(section) => vec![number(), Role::list(&section.ministries), section.points.len().to_string()],
        Record::Project(project) => vec![number(), Role::list(&project.ministries), project.themes.len().to_string()],
        Record::Programme(programme) => {
            let years = programme.entries.iter().filter_map(|entry| entry.fiscal_year.map(|year| format!("FY{year}")));
            let amounts = programme.entries.iter().map(|entry| entry.amount.map_or_else(|| "—".to_owned(), amount));
            vec![years.collect::<Vec<_>>().join("、"), amounts.collect::<Vec<_>>().join("、")]
        }
        // Indicators have a table of their own.
        Record::Kpi(_) => Vec::new(),
        Record::Ministry(_) => vec![number()],
        Record::Area(_) | Record::Term(_) => vec![aliases()],
        Record::Body(body) => vec![aliases(), body.office.clone().unwrap_or_default()],
    }
}
