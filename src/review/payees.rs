//! Payees: a corporation by its number over all programmes and years, all others by the programme and sheet that name them.

use std::collections::{HashMap, HashSet};

use super::ids::ascii;
use super::sheet::{PaidOne, Sheet};
use crate::model::{FiscalYear, Id, Payee, PayeeTotal, Receipt, Record, Yen};

/// Payees being gathered over all programmes and years, oldest sheets first.
#[derive(Default)]
pub(super) struct PayeesOfYears {
    known: HashMap<Id, usize>,
    payees: Vec<(Payee, HashMap<String, usize>)>,
}

impl PayeesOfYears {
    /// Takes the payees of a sheet.
    pub fn take(&mut self, sheet_year: FiscalYear, number: u32, sheet: &mut Sheet) {
        let programme = Id::new(format!("rs/{number}"));
        let mut blocks = std::mem::take(&mut sheet.blocks);
        for block in &mut blocks {
            let direct = sheet.pays(&block.number);
            let mut unnumbered = 0;
            for paid in std::mem::take(&mut block.payees) {
                // An entry that stands for all other payees is nobody.
                if paid.other {
                    continue;
                }
                let id = match &paid.corporate_number {
                    Some(corporation) => Id::new(format!("payee/{corporation}")),
                    None => {
                        unnumbered += 1;
                        let id = format!("payee/rs-{number}-{}-{unnumbered}", ascii(&block.number));
                        // A payee without a number belongs to this sheet alone.
                        let taken = self.known.contains_key(&Id::new(id.as_str()));
                        Id::new(if taken { format!("{id}-{sheet_year}") } else { id })
                    }
                };
                self.add(id, &programme, (sheet_year, &block.number, direct), paid);
            }
        }
        sheet.blocks = blocks;
    }

    fn add(&mut self, id: Id, programme: &Id, (sheet_year, block, direct): (FiscalYear, &str, Option<bool>), paid: PaidOne) {
        let at = *self.known.entry(id.clone()).or_insert_with(|| {
            let payee = Payee {
                id,
                title: String::new(),
                aliases: Vec::new(),
                corporate_number: paid.corporate_number.clone(),
                totals: Vec::new(),
                receipts: Vec::new(),
                note: None,
            };
            self.payees.push((payee, HashMap::new()));
            self.payees.len() - 1
        });
        let Some((payee, names)) = self.payees.get_mut(at) else { return };
        *names.entry(paid.name).or_default() += 1;
        let block = block.to_owned();
        payee.receipts.push(Receipt { programme: programme.clone(), sheet_year, block, direct, yen: paid.yen, contracts: paid.contracts });
    }

    /// Returns all payees as records.
    pub fn records(self) -> impl Iterator<Item = Record> {
        self.payees.into_iter().map(|(mut payee, names)| {
            let mut names: Vec<(String, usize)> = names.into_iter().collect();
            // The most usual name comes first; of equals, the first in the alphabet, so that every run gives the same.
            names.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
            let mut names = names.into_iter().map(|(name, _)| name);
            payee.title = names.next().unwrap_or_default();
            payee.aliases = names.collect();
            payee.receipts.sort_by_key(|receipt| (std::cmp::Reverse(receipt.sheet_year), std::cmp::Reverse(receipt.yen)));
            payee.totals = totals(&payee.receipts);
            Record::Payee(payee)
        })
    }
}

/// Returns what a payee got by year of the sheets, newest first: what the ministries pay and what others pass on, separately.
fn totals(receipts: &[Receipt]) -> Vec<PayeeTotal> {
    let mut years: Vec<FiscalYear> = receipts.iter().map(|receipt| receipt.sheet_year).collect();
    years.dedup();
    let total = |sheet_year| {
        let of_year = || receipts.iter().filter(move |receipt| receipt.sheet_year == sheet_year);
        let sum = |direct: bool| {
            let yens = of_year().filter(move |receipt| receipt.direct == Some(direct)).filter_map(|receipt| receipt.yen);
            yens.fold(None, |sum: Option<Yen>, yen| Some(sum.unwrap_or(0).saturating_add(yen)))
        };
        let programmes: HashSet<&Id> = of_year().map(|receipt| &receipt.programme).collect();
        PayeeTotal { sheet_year, direct_yen: sum(true), passed_on_yen: sum(false), programmes: programmes.len() }
    };
    years.into_iter().map(total).collect()
}
