//! Sheets of a year while they are gathered from the tables.

use std::collections::BTreeMap;

use super::checks::Contradiction;
use super::selection::Selection;
use super::table::{TableKind, TableRow};
use crate::model::{BudgetYear, Contract, Evaluation, FiscalYear, PlanSource, Related, SeriesYear, Yen};

/// All sheets of one year, as far as they are selected.
#[derive(Default)]
pub struct SheetYear {
    /// The year in which the sheets were made; 0 until a row has given it.
    pub sheet_year: FiscalYear,
    /// The sheets, by the number of the programme.
    pub(super) sheets: BTreeMap<u32, Sheet>,
    /// The selection of the programmes that are taken.
    pub(super) selection: Selection,
    /// The contradictions in the tables, in their order.
    pub contradictions: Vec<Contradiction>,
    /// Columns that a table should have and lacks; what would be in them is not reported.
    pub missing: Vec<(TableKind, &'static str)>,
}

/// Numbers of records that a year makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// The number of programmes.
    pub programmes: usize,
    /// The number of indicators.
    pub kpis: usize,
    /// The number of payees.
    pub payees: usize,
}

/// A programme's sheet.
#[derive(Default)]
pub(super) struct Sheet {
    pub name: String,
    /// The ministry that answers for the policy (政策所管府省庁).
    pub ministry: String,
    /// The office that runs the programme (府省庁), if it is another.
    pub office: Option<String>,
    pub organisation: Vec<String>,
    /// Other ministries that answer for a part.
    pub others: Vec<String>,
    pub purpose: Option<String>,
    pub situation: Option<String>,
    pub outline: Option<String>,
    pub url: Option<String>,
    pub from: Option<FiscalYear>,
    pub to: Option<FiscalYear>,
    pub policies: Vec<String>,
    pub laws: Vec<String>,
    pub plans: Vec<String>,
    pub related: Vec<Related>,
    pub years: Vec<BudgetYear>,
    pub evaluation: Evaluation,
    pub goals: Vec<Goal>,
    pub paths: Vec<Path>,
    pub blocks: Vec<PaymentBlock>,
    pub flows: Vec<SheetFlow>,
}

/// An activity, or an indicator of an output or an outcome.
#[derive(Default)]
pub(super) struct Goal {
    pub step: GoalStep,
    /// The indicator; an activity has none.
    pub indicator: Option<String>,
    pub unit: Option<String>,
    pub direction: Option<String>,
    pub target_year: Option<FiscalYear>,
    pub series: Vec<SeriesYear>,
    pub outcome: Option<String>,
    pub plan: Option<PlanSource>,
}

/// Step of the logic model.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct GoalStep {
    pub number: String,
    /// The kind: アクティビティ, アウトプット, アウトカム.
    pub kind: String,
    /// The term: 短期, 中期, 長期.
    pub term: Option<String>,
    /// The activity, or the goal aimed at.
    pub goal: Option<String>,
}

/// Path from one step to the next.
pub(super) struct Path {
    pub from: GoalStep,
    pub to: GoalStep,
}

/// A block of payees.
#[derive(Default)]
pub(super) struct PaymentBlock {
    pub number: String,
    pub name: Option<String>,
    pub role: Option<String>,
    pub yen: Option<Yen>,
    pub payees: Vec<PaidOne>,
}

/// A payee of a block.
#[derive(Default)]
pub(super) struct PaidOne {
    pub name: String,
    pub corporate_number: Option<String>,
    /// True if it stands for payees that are not named.
    pub other: bool,
    pub yen: Option<Yen>,
    pub contracts: Vec<Contract>,
}

/// Flow of money from one block to another, as 5-2 gives it.
pub(super) struct SheetFlow {
    pub from: Option<String>,
    pub from_name: Option<String>,
    pub to: String,
    pub to_name: Option<String>,
    pub direct: bool,
    pub note: Option<String>,
}

impl SheetYear {
    /// Creates a year without sheets; `selection` says which are taken.
    pub fn new(selection: Selection) -> Self {
        Self { selection, ..Self::default() }
    }

    /// Returns the sheet of a row's programme, if it is taken.
    pub(super) fn sheet(&mut self, row: &TableRow<'_>) -> Result<Option<&mut Sheet>, super::Error> {
        if self.sheet_year == 0 {
            self.sheet_year = row.sheet_year;
        } else if self.sheet_year != row.sheet_year {
            return Err(super::Error::OtherYear { row: row.line, found: row.sheet_year, wanted: self.sheet_year });
        }
        if !self.selection.takes(row.programme) {
            return Ok(None);
        }
        let sheet = self.sheets.entry(row.programme).or_default();
        if sheet.name.is_empty() || sheet.ministry.is_empty() {
            sheet.named(row.named());
        }
        Ok(Some(sheet))
    }
}

impl Sheet {
    /// Takes in the names that every table gives of its programme; the first given counts.
    fn named(&mut self, [name, ministry, office]: [Option<String>; 3]) {
        for (field, said) in [(&mut self.name, name), (&mut self.ministry, ministry)] {
            if field.is_empty() {
                *field = said.unwrap_or_default();
            }
        }
        let other = office.filter(|office| *office != self.ministry);
        self.office = self.office.take().or(other);
    }

    /// Returns the block with that number, added if it is new.
    pub fn block(&mut self, number: &str) -> &mut PaymentBlock {
        let at = self.blocks.iter().position(|block| block.number == number).unwrap_or_else(|| {
            self.blocks.push(PaymentBlock { number: number.to_owned(), ..PaymentBlock::default() });
            self.blocks.len() - 1
        });
        &mut self.blocks[at]
    }

    /// Returns true if the ministry pays a block itself; `None` if the sheet does not say.
    pub fn pays(&self, block: &str) -> Option<bool> {
        let flows = || self.flows.iter().filter(|flow| flow.to == block);
        flows().next()?;
        Some(flows().any(|flow| flow.direct))
    }
}

/// Adds an item that is not in the list yet.
pub(super) fn once(list: &mut Vec<String>, item: Option<String>) {
    if let Some(item) = item.filter(|item| !list.contains(item)) {
        list.push(item);
    }
}
