//! Sheets of one or several years -> records: programmes, indicators, payees; ministries that nobody knows yet; the year's document.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::offices::{self, is_ministry, office};
use super::plans;
use super::sheet::{Counts, Goal, PaidOne, Sheet, SheetYear, Step};
use crate::model::{
    Basis, Category, FiscalYear, Flow, Id, Kpi, Latest, Measure, Ministry, Office, Owner, Payee, PayeeTotal, Place, Programme, Receipt,
    Record, Review, ReviewIndicator, SeriesYear, Target, Yen, document_of,
};
use crate::text::fold::fold;

/// Hexadecimal digits by which an indicator of a step is told from others.
const DIGITS: usize = 6;

/// The records of the sheets of some years, in any order; `known` are the ministries that are there already, by name.
pub fn records(mut years: Vec<SheetYear>, known: &HashSet<String>) -> Vec<Record> {
    years.sort_by_key(|year| std::cmp::Reverse(year.sheet_year));
    let mut numbers = BTreeSet::new();
    years.iter().for_each(|year| numbers.extend(year.sheets.keys().copied()));
    let mut records = ministries(&years, known);
    let mut payees = Payees::default();
    // The oldest sheet first: who has no number is known by its programme's first sheet.
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
    /// How many records it makes by itself.
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

/// The ministries of the sheets that nobody knows yet.
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

/// A programme with its indicators; its sheets, the newest first.
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
    let reviews = sheets.into_iter().map(|(sheet_year, sheet)| review(sheet_year, sheet, &title)).collect();
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

/// The ministries that answer for a programme, the leading one first.
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
        policies: take(&mut sheet.policies),
        laws: take(&mut sheet.laws),
        plan_documents: sheet.plans.iter().filter_map(|plan| plans::document(plan)).collect::<BTreeSet<_>>().into_iter().collect(),
        plans: take(&mut sheet.plans),
        related: std::mem::take(&mut sheet.related),
        flows,
    }
}

/// What the kinds of steps are called, and their words in ids.
fn category(kind: &str) -> Option<Category> {
    [("アクティビティ", Category::Activity), ("アウトプット", Category::Output), ("アウトカム", Category::Outcome)]
        .into_iter()
        .find(|(name, _)| kind.contains(name))
        .map(|(_, category)| category)
}

fn term(printed: Option<&str>) -> Option<&'static str> {
    let printed = printed?;
    [("短期", "short"), ("中期", "middle"), ("長期", "long")].into_iter().find(|(name, _)| printed.contains(name)).map(|(_, term)| term)
}

/// The id of an indicator within its programme.
fn kpi_id(programme: &Id, goal: &Goal) -> Option<Id> {
    use std::fmt::Write as _;
    let category = category(&goal.step.kind)?;
    let mut id = format!("{programme}/kpi/{}-{}", crate::model::Named::name(category), ascii(&goal.step.number));
    if let Some(term) = term(goal.step.term.as_deref()) {
        let _ = write!(id, "-{term}");
    }
    let title = goal.indicator.as_deref().or(goal.step.goal.as_deref()).unwrap_or_default();
    let hash = format!("{:08x}", crc32fast::hash(fold(title).as_bytes()));
    let _ = write!(id, "-{}", &hash[..DIGITS]);
    debug_assert!(Id::is_well_formed(&id), "{id}");
    Some(Id::new(id))
}

/// The indicators of a programme; what two sheets say of one is one, and the newer counts.
fn kpis(programme: &Id, sheets: &mut [(FiscalYear, &mut Sheet)], records: &mut Vec<Record>) {
    let first = records.len();
    let mut at: HashMap<Id, usize> = HashMap::new();
    for (sheet_year, sheet) in sheets.iter_mut() {
        let mut ids: Vec<(Step, Id)> = Vec::new();
        for goal in std::mem::take(&mut sheet.goals) {
            let Some(id) = kpi_id(programme, &goal) else { continue };
            ids.push((goal.step.clone(), id.clone()));
            match at.get(&id).and_then(|at| records.get_mut(*at)) {
                Some(Record::Kpi(known)) => join(known, goal.series),
                _ => {
                    at.insert(id.clone(), records.len());
                    records.push(Record::Kpi(kpi(id, programme, *sheet_year, goal)));
                }
            }
        }
        for path in std::mem::take(&mut sheet.paths) {
            let (from, to) = (steps(&ids, &path.from), steps(&ids, &path.to));
            for from in from {
                let Some(Record::Kpi(kpi)) = at.get(from).and_then(|at| records.get_mut(*at)) else { continue };
                let Some(review) = &mut kpi.review else { continue };
                for to in &to {
                    if *to != from && !review.leads_to.contains(to) {
                        review.leads_to.push((*to).clone());
                    }
                }
            }
        }
    }
    debug_assert!(at.values().all(|at| *at >= first));
}

/// The indicators that a step is: those of its number, kind and term; where several are, those of its goal.
fn steps<'i>(ids: &'i [(Step, Id)], wanted: &Step) -> Vec<&'i Id> {
    let same = |step: &Step| {
        category(&step.kind) == category(&wanted.kind)
            && step.number == wanted.number
            && term(step.term.as_deref()) == term(wanted.term.as_deref())
    };
    let alike: Vec<&(Step, Id)> = ids.iter().filter(|(step, _)| same(step)).collect();
    let goal = |goal: &Option<String>| goal.as_deref().map(|goal| fold(goal).split_whitespace().collect::<String>());
    let wanted = goal(&wanted.goal);
    let own: Vec<&Id> = alike.iter().filter(|(step, _)| goal(&step.goal) == wanted).map(|(_, id)| id).collect();
    if own.is_empty() { alike.into_iter().map(|(_, id)| id).collect() } else { own }
}

/// What an older sheet says of years of which the newer says nothing.
fn join(known: &mut Kpi, older: Vec<SeriesYear>) {
    let Some(review) = &mut known.review else { return };
    for year in older {
        let at = review.series.partition_point(|known| known.fiscal_year < year.fiscal_year);
        if review.series.get(at).is_none_or(|known| known.fiscal_year != year.fiscal_year) {
            review.series.insert(at, year);
        }
    }
}

fn kpi(id: Id, programme: &Id, sheet_year: FiscalYear, goal: Goal) -> Kpi {
    let document = document_of(sheet_year);
    let reached = goal.series.iter().rev().find(|year| year.actual.is_some());
    let latest = reached.map(|year| Latest {
        value: year.actual,
        unit: goal.unit.clone(),
        basis: None,
        as_of: Some(format!("FY{}", year.fiscal_year)),
        printed: None,
        place: None,
    });
    let due = goal.target_year.and_then(|due| goal.series.iter().find(|year| year.fiscal_year == due && year.target.is_some()));
    let aimed = due.or_else(|| goal.series.iter().rev().find(|year| year.target.is_some()));
    let target = aimed.map(|year| Target {
        value: year.target,
        unit: goal.unit.clone(),
        basis: Measure::Total,
        from: None,
        by: Some(year.fiscal_year),
        cumulative: None,
        printed: None,
    });
    let number = programme.as_str().rsplit('/').next().unwrap_or_default();
    let title = goal.indicator.or_else(|| goal.step.goal.clone()).unwrap_or_default();
    let own = goal.step.goal.filter(|goal| *goal != title);
    Kpi {
        id,
        document: document.clone(),
        period: None,
        category: category(&goal.step.kind).unwrap_or(Category::Activity),
        number: Some(goal.step.number).filter(|number| !number.is_empty()),
        title,
        group: None,
        parent: None,
        text: None,
        target,
        latest,
        owner: Some(Owner {
            project: None,
            programme: Some(programme.clone()),
            whole: false,
            basis: Basis::Stated,
            evidence: Vec::new(),
            note: None,
        }),
        section: None,
        sections: Vec::new(),
        mentions: Vec::new(),
        ministries: Vec::new(),
        areas: Vec::new(),
        footnotes: Vec::new(),
        page: None,
        slide: Some(format!("予算事業ID {number}")),
        also: Vec::new(),
        note: None,
        review: Some(Box::new(ReviewIndicator {
            programme: programme.clone(),
            term: term(goal.step.term.as_deref()).map(str::to_owned),
            goal: own,
            unit: goal.unit,
            direction: goal.direction,
            target_year: goal.target_year,
            series: goal.series,
            plan: goal.plan,
            outcome: goal.outcome,
            leads_to: Vec::new(),
        })),
    }
}

/// Payees while they are gathered over all programmes and years, the oldest sheets first.
#[derive(Default)]
struct Payees {
    known: HashMap<Id, usize>,
    payees: Vec<(Payee, HashMap<String, usize>)>,
}

impl Payees {
    /// Takes the payees of a sheet.
    fn take(&mut self, sheet_year: FiscalYear, number: u32, sheet: &mut Sheet) {
        let programme = Id::new(format!("rs/{number}"));
        let mut blocks = std::mem::take(&mut sheet.blocks);
        for block in &mut blocks {
            let direct = sheet.pays(&block.number);
            let mut unnumbered = 0;
            for paid in std::mem::take(&mut block.payees) {
                // What stands for all others is nobody.
                if paid.other {
                    continue;
                }
                let id = match &paid.corporate_number {
                    Some(corporation) => Id::new(format!("payee/{corporation}")),
                    None => {
                        unnumbered += 1;
                        let id = format!("payee/rs-{number}-{}-{unnumbered}", ascii(&block.number));
                        // Who has no number is somebody of this sheet alone.
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

    fn records(self) -> impl Iterator<Item = Record> {
        self.payees.into_iter().map(|(mut payee, names)| {
            let mut names: Vec<(String, usize)> = names.into_iter().collect();
            // The most usual name; of equals the first in the alphabet, so that every run says the same.
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

/// The number of a block in an id: letters and digits of any width as ASCII; what has none by its hash.
fn ascii(block: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    };
    let plain: String = block.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let sound = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if sound { plain } else { format!("n{:08x}", crc32fast::hash(block.as_bytes())) }
}

/// What a payee got by sheet, the newest first: what the ministries pay, and what others pass on, apart.
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
