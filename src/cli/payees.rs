//! `shirube payees ID`: the payees of a programme, paid directly or with money passed on; `--of PAYEE`: the programmes that pay a payee.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::complete;
use super::context::{Context, sound};
use super::outcome::Outcome;
use super::output;
use super::shape::{Shape, Sorting};
use crate::model::{Contract, Corpus, FiscalYear, Given, Id, Kind, Payee, Receipt, Record, Relation, Review, Yen};
use crate::present::phrases::citation;
use crate::present::writers::Form;
use crate::present::{Cell, Table};
use crate::query::payee_hash;
use crate::row;
use crate::text::company;

/// Maximum number of payees of the same name that are listed.
const LISTED: usize = 12;

#[derive(Args, Debug)]
pub(super) struct PayeesCommand {
    /// The programme: rs/6846, or one of the documents, by the sheets of its name.
    #[arg(required_unless_present = "of", add = ArgValueCompleter::new(complete::ids))]
    id: Option<String>,
    /// Somebody who is paid, by id, 法人番号 or name (with or without 株式会社): which programmes pay.
    #[arg(long, value_name = "PAYEE", conflicts_with = "id")]
    of: Option<String>,
    /// Only the sheets of this year.
    #[arg(long, value_name = "YEAR")]
    sheet_year: Option<FiscalYear>,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

/// Amount that a payee receives in a payment block of a programme.
#[derive(Serialize)]
struct Paid<'c> {
    programme: &'c Id,
    programme_title: &'c str,
    payee: &'c Id,
    title: &'c str,
    corporate_number: Option<&'c str>,
    sheet_year: FiscalYear,
    block: &'c str,
    /// Name of the block.
    block_name: Option<&'c str>,
    /// True if the ministry pays it; money passed on is a part of what others received.
    direct: Option<bool>,
    yen: Option<Yen>,
    contracts: &'c [Contract],
    source: String,
}

impl PayeesCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        let paid: Vec<Paid> = match (&self.of, &self.id) {
            (Some(named), _) => {
                let found = payees_called(&corpus, named);
                if found.len() > 1 {
                    let ids = found.iter().take(LISTED).map(|payee| format!("  {} {}", payee.id, payee.title));
                    let more = found.len().saturating_sub(LISTED);
                    let more = if more > 0 { format!("\n  … and {more} more") } else { String::new() };
                    anyhow::bail!(
                        "{named:?} is the name of several payees; name one by its id:\n{}{more}",
                        ids.collect::<Vec<_>>().join("\n")
                    );
                }
                let receipts = found.iter().flat_map(|payee| &payee.receipts);
                corpus.prepare(&receipts.filter_map(|receipt| corpus.position(receipt.programme.as_str())).collect::<Vec<_>>());
                found
                    .into_iter()
                    .flat_map(|payee| payee.receipts.iter().map(move |receipt| (payee, receipt)))
                    .filter_map(|(payee, receipt)| paid(&corpus, payee, receipt))
                    .collect()
            }
            (None, Some(id)) => {
                let Some(record) = super::show::find(&corpus, id) else { return Ok(Outcome::Nothing) };
                if !matches!(record, Record::Programme(_) | Record::Project(_)) {
                    anyhow::bail!("{} pays nobody: it is not a programme. For a payee: payees --of {id}", record.id());
                }
                let sheets = sheets_of(&corpus, record);
                sheets.into_iter().flat_map(|sheet| of_sheet(&corpus, sheet)).collect()
            }
            (None, None) => Vec::new(),
        };
        let paid: Vec<Paid> = paid.into_iter().filter(|paid| self.sheet_year.is_none_or(|year| year == paid.sheet_year)).collect();
        sound(&corpus)?;
        if paid.is_empty() && self.shape.format == Form::Table {
            output::complain("shirube: nothing is found");
            return Ok(Outcome::Nothing);
        }
        if self.shape.is_whole() {
            output::json(&paid)?;
        } else {
            let mut table = table(&paid);
            self.sorting.sort(&mut table)?;
            self.shape.print(table)?;
        }
        Ok(if paid.is_empty() { Outcome::Nothing } else { Outcome::Found })
    }
}

/// Returns the sheets of a programme or project: its own, or those of its name.
fn sheets_of<'c>(corpus: &'c Corpus, record: &'c Record) -> Vec<&'c Record> {
    if record.is_of_sheets() {
        return vec![record];
    }
    corpus.linked(record.id().as_str(), Relation::ReviewedAs).collect()
}

/// Returns the payees of a programme, block by block, in the order of the sheets' years and blocks, largest first.
fn of_sheet<'c>(corpus: &'c Corpus, sheet: &'c Record) -> Vec<Paid<'c>> {
    let paid_by_it = corpus.links(sheet.id().as_str()).iter().filter(|link| link.relation == Relation::Pays);
    corpus.prepare(&paid_by_it.filter_map(|link| corpus.position(link.id.as_str())).collect::<Vec<_>>());
    let payees = corpus.linked(sheet.id().as_str(), Relation::Pays).filter_map(|record| match record {
        Record::Payee(payee) => Some(payee),
        _ => None,
    });
    let receipts = payees.flat_map(|payee| payee.receipts.iter().map(move |receipt| (payee, receipt)));
    let own = receipts.filter(|(_, receipt)| receipt.programme == *sheet.id());
    let mut all: Vec<Paid> = own.filter_map(|(payee, receipt)| paid(corpus, payee, receipt)).collect();
    all.sort_by(|a, b| (b.sheet_year, a.block, b.yen, a.payee).cmp(&(a.sheet_year, b.block, a.yen, b.payee)));
    all
}

fn paid<'c>(corpus: &'c Corpus, payee: &'c Payee, receipt: &'c Receipt) -> Option<Paid<'c>> {
    let Some(Record::Programme(programme)) = corpus.get(receipt.programme.as_str()) else { return None };
    let review = programme.reviews.iter().find(|review| review.sheet_year == receipt.sheet_year)?;
    Some(Paid {
        programme: &programme.id,
        programme_title: &programme.title,
        payee: &payee.id,
        title: &payee.title,
        corporate_number: payee.corporate_number.as_deref(),
        sheet_year: receipt.sheet_year,
        block: &receipt.block,
        block_name: block_name(review, &receipt.block),
        direct: receipt.direct,
        yen: receipt.yen,
        contracts: &receipt.contracts,
        source: citation(corpus, &review.place(&programme.id)),
    })
}

fn block_name<'r>(review: &'r Review, block: &str) -> Option<&'r str> {
    review.flows.iter().find(|flow| flow.to == block).and_then(|flow| flow.to_name.as_deref())
}

/// Returns the payees that an id, a number or a name means: those with exactly that name, otherwise those that match it without the kind of
/// corporation.
fn payees_called<'c>(corpus: &'c Corpus, named: &str) -> Vec<&'c Payee> {
    if let Some(Record::Payee(payee)) = corpus.get(named).or_else(|| corpus.get(&format!("payee/{}", named.trim()))) {
        return vec![payee];
    }
    let wanted = company::bare(named);
    let positions: Vec<usize> = match corpus.totals().map(|totals| totals.payees_named(payee_hash(&wanted))) {
        None => corpus.positions(Kind::Payee).collect(),
        Some(Given::Here(payees)) => payees.to_vec(),
        Some(Given::NotYet | Given::Lost | Given::Nothing) => Vec::new(),
    };
    corpus.prepare(&positions);
    let all = positions.into_iter().filter_map(|position| match corpus.at(position) {
        Some(Record::Payee(payee)) => Some(payee),
        _ => None,
    });
    let names = |payee: &'c Payee| std::iter::once(&payee.title).chain(&payee.aliases);
    let alike: Vec<&Payee> = all.filter(|payee| names(payee).any(|name| company::bare(name) == wanted)).collect();
    let exact: Vec<&Payee> = alike.iter().copied().filter(|payee| names(payee).any(|name| name == named)).collect();
    // If there is one corporation, and labels with the same words in single programmes, the corporation is meant.
    let of = if exact.is_empty() { alike } else { exact };
    let corporations: Vec<&Payee> = of.iter().copied().filter(|payee| payee.corporate_number.is_some()).collect();
    if corporations.len() == 1 { corporations } else { of }
}

/// Returns a table with one row per payment to a block's payee.
fn table(paid: &[Paid]) -> Table {
    let rows = paid.iter().map(|paid| {
        let contracts = paid.contracts.iter().filter_map(|contract| contract.title.as_deref()).collect::<Vec<_>>().join("、");
        row![
            paid.programme,
            paid.programme_title,
            paid.payee,
            paid.title,
            paid.corporate_number,
            paid.sheet_year,
            paid.block,
            paid.direct,
            paid.yen,
            "円",
            contracts,
            Cell::place(&paid.source)
        ]
    });
    let columns = vec![
        "programme",
        "programme_title",
        "payee",
        "title",
        "corporate_number",
        "sheet_year",
        "block",
        "direct",
        "amount",
        "unit",
        "contracts",
        "source",
    ];
    Table::new(columns, rows)
}
