//! Records made from the sheets of one or several years: programmes, with their indicators and payees, and ministries that are not known
//! yet.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::indicators::kpis;
use super::offices::{self, is_ministry, office};
use super::payees::PayeesOfYears;
use super::plans;
use super::sheet::{Counts, Sheet, SheetYear};
use crate::model::{FindingEffect, FiscalYear, Flow, Id, Ministry, Office, Place, Programme, Record, Review, document_of};

/// Returns the records of the sheets of some years, which may be in any order. `known` is the ministries that are already there, by name.
pub fn records(mut years: Vec<SheetYear>, known: &HashSet<String>) -> Vec<Record> {
    years.sort_by_key(|year| std::cmp::Reverse(year.sheet_year));
    let mut numbers = BTreeSet::new();
    years.iter().for_each(|year| numbers.extend(year.sheets.keys().copied()));
    let mut records = ministries(&years, known);
    let mut payees = PayeesOfYears::default();
    // The oldest sheet comes first: a payee without a number is known by its programme's first sheet.
    for year in years.iter_mut().rev() {
        for (number, sheet) in &mut year.sheets {
            payees.take(year.sheet_year, *number, sheet);
        }
    }
    for number in numbers {
        let sheets: Vec<(FiscalYear, &mut Sheet)> =
            years.iter_mut().filter_map(|year| Some((year.sheet_year, year.sheets.get_mut(&number)?))).collect();
        programme(number, sheets, &mut records);
    }
    records.extend(payees.records());
    records
}

impl SheetYear {
    /// Returns the number of records that it makes by itself.
    pub fn counts(&self) -> Counts {
        let mut corporations = HashSet::new();
        let mut others = 0;
        for payee in self.sheets.values().flat_map(|sheet| &sheet.blocks).flat_map(|block| &block.payees).filter(|payee| !payee.other) {
            match &payee.corporate_number {
                Some(number) => drop(corporations.insert(number)),
                None => others += 1,
            }
        }
        Counts {
            programmes: self.sheets.len(),
            kpis: self.sheets.values().map(|sheet| sheet.goals.len()).sum(),
            payees: corporations.len() + others,
        }
    }
}

/// Returns the ministries of the sheets that are not known yet.
fn ministries(years: &[SheetYear], known: &HashSet<String>) -> Vec<Record> {
    let mut named: BTreeMap<&str, FiscalYear> = BTreeMap::new();
    for year in years {
        let own = year.sheets.values().map(|sheet| sheet.ministry.as_str());
        let others = year.sheets.values().flat_map(|sheet| sheet.others.iter().chain(&sheet.office)).map(String::as_str);
        for name in own.chain(others.filter(|name| is_ministry(name))).filter(|name| !name.is_empty() && !known.contains(*name)) {
            named.entry(name).or_insert(year.sheet_year);
        }
    }
    let ministry = |(name, sheet_year): (&str, FiscalYear)| {
        Record::Ministry(Ministry {
            id: offices::id(name),
            code: name.to_owned(),
            title: name.to_owned(),
            aliases: Vec::new(),
            text: None,
            places: vec![Place { document: document_of(sheet_year), ..Place::default() }],
            note: None,
        })
    };
    named.into_iter().map(ministry).collect()
}

/// Adds a programme with its indicators to `records`; its sheets are newest first.
fn programme(number: u32, mut sheets: Vec<(FiscalYear, &mut Sheet)>, records: &mut Vec<Record>) {
    let id = Id::new(format!("rs/{number}"));
    kpis(&id, &mut sheets, records);
    let mut names: Vec<String> = Vec::new();
    for (_, sheet) in &sheets {
        if !sheet.name.is_empty() && !names.contains(&sheet.name) {
            names.push(sheet.name.clone());
        }
    }
    let mut names = names.into_iter();
    let title = names.next().unwrap_or_else(|| format!("予算事業ID {number}"));
    let newest = sheets.first_mut().map(|(_, sheet)| (std::mem::take(&mut sheet.organisation), offices_of(sheet), sheet.from, sheet.to));
    let (organisation, ministries, from, to) = newest.unwrap_or_default();
    let mut reviews: Vec<Review> = sheets.into_iter().map(|(sheet_year, sheet)| review(sheet_year, sheet, &title)).collect();
    for at in 1..reviews.len() {
        if let [next, sheet] = &mut reviews[at - 1..=at] {
            sheet.effect = FindingEffect::reckon(sheet, next);
        }
    }
    records.push(Record::Programme(Programme {
        id,
        title,
        aliases: names.collect(),
        ministries,
        organisation,
        from,
        to,
        reviews,
        ..Programme::default()
    }));
}

/// Returns the ministries that answer for a programme, the leading one first.
fn offices_of(sheet: &Sheet) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    if !sheet.ministry.is_empty() {
        offices.push(office(&sheet.ministry, true));
    }
    for other in sheet.office.iter().chain(&sheet.others).filter(|name| is_ministry(name)) {
        if offices.iter().all(|known| known.name != *other) {
            offices.push(office(other, false));
        }
    }
    offices
}

fn review(sheet_year: FiscalYear, sheet: &mut Sheet, title: &str) -> Review {
    let take = |list: &mut Vec<String>| std::mem::take(list);
    let flows = std::mem::take(&mut sheet.flows).into_iter().map(|flow| {
        let block = sheet.blocks.iter().find(|block| block.number == flow.to);
        Flow {
            from: flow.from.or(flow.from_name),
            to_name: flow.to_name.or_else(|| block.and_then(|block| block.name.clone())),
            role: block.and_then(|block| block.role.clone()).or(flow.note),
            yen: block.and_then(|block| block.yen),
            to: flow.to,
            direct: flow.direct,
        }
    });
    let flows = flows.collect();
    Review {
        document: document_of(sheet_year),
        sheet_year,
        sheet: None,
        name: Some(std::mem::take(&mut sheet.name)).filter(|name| !name.is_empty() && name != title),
        purpose: sheet.purpose.take(),
        situation: sheet.situation.take(),
        outline: sheet.outline.take(),
        url: sheet.url.take(),
        years: std::mem::take(&mut sheet.years),
        evaluation: std::mem::take(&mut sheet.evaluation),
        effect: None,
        policies: take(&mut sheet.policies),
        laws: take(&mut sheet.laws),
        plan_documents: sheet.plans.iter().filter_map(|plan| plans::document(plan)).collect::<BTreeSet<_>>().into_iter().collect(),
        plans: take(&mut sheet.plans),
        related: std::mem::take(&mut sheet.related),
        flows,
    }
}
