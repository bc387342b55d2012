//! Review sheets (行政事業レビューシート): what a programme asked for, got and spent, how it was judged, and where its money went. Amounts
//! are yen as printed; `None` is not reported.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::money::FiscalYear;
use super::sourced::Sourced;
use super::{Id, Place, Role};

/// Amount in yen. Supplementary budgets and reserves may be negative.
pub type Yen = i64;

/// A ministry that answers for a programme of the review sheets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Office {
    /// The code by which documents print it (文); `None` if none does.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// True if it answers for the policy (政策所管府省庁); the others take part.
    pub lead: bool,
}

/// A programme's sheet of one year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Review {
    /// The year's document: `rs-2024`.
    pub document: Id,
    /// The year in which the sheet was made.
    pub sheet_year: FiscalYear,
    /// The programme whose sheet it is (`rs/6844`), if that is not the record that has it: a programme of the documents has figures from
    /// the sheet of its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Id>,
    /// The name on the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The purpose of the programme (事業の目的).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The present situation, and what is lacking (現状・課題).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// The outline of what is done (事業の概要).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<String>,
    /// The address at which the ministry describes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its money by budget year, the newest first.
    pub years: Vec<BudgetYear>,
    /// The evaluation: how it was judged.
    pub evaluation: Evaluation,
    /// The effect: what became of the money afterwards, if the next year's sheet is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<FindingEffect>,
    /// The policies that it serves (政策 and 施策).
    pub policies: Vec<String>,
    /// The laws on which it rests.
    pub laws: Vec<String>,
    /// The plans and notices that it names, as printed.
    pub plans: Vec<String>,
    /// The documents of the collection that these plans are, if that is certain.
    #[serde(skip)]
    pub plan_documents: Vec<Id>,
    /// The programmes that the sheet names besides its own.
    pub related: Vec<Related>,
    /// The flows of money from block to block.
    pub flows: Vec<Flow>,
}

impl Office {
    /// Returns its part, by the code of its record, or by its name if it has no code.
    pub fn role(&self) -> Role {
        Role { code: self.code.clone().unwrap_or_else(|| self.name.clone()), lead: self.lead }
    }
}

impl Review {
    /// Returns the place of the sheet: that of a programme among those of its year.
    pub fn place(&self, programme: &Id) -> Place {
        sheet_place(&self.document, self.sheet.as_ref().unwrap_or(programme))
    }

    /// Returns the texts that are searched, in reading order. Of its money, these are the words that explain it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [&self.name, &self.purpose, &self.situation, &self.outline];
        let lists = self.policies.iter().chain(&self.laws).chain(&self.plans);
        let judged = &self.evaluation;
        let judged = [&judged.own_check, &judged.improvement, &judged.experts, &judged.finding_detail, &judged.reflection_detail];
        let money = self.years.iter().flat_map(|year| [&year.reasons, &year.notes]);
        own.into_iter().flatten().chain(lists).chain(judged.into_iter().flatten()).chain(money.flatten()).map(String::as_str)
    }
}

impl BudgetFigures {
    /// Returns what was neither spent nor carried out. For a budget of 0 it cannot be calculated: the money may be booked elsewhere.
    pub fn reckon_unused(&self) -> Option<Yen> {
        let current = self.current.filter(|current| *current != 0)?;
        current.checked_sub(self.executed?)?.checked_sub(self.carried_out.unwrap_or(0))
    }
}

impl ReviewIndicator {
    /// Returns the texts that are searched besides its title.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let plan = self.plan.as_ref().map(|plan| &plan.name);
        self.goal.iter().chain(&self.outcome).chain(plan).map(String::as_str)
    }
}

impl Sourced for Payee {
    fn places(&self) -> Vec<Place> {
        self.totals.iter().map(|total| Place::new(&document_of(total.sheet_year), None, None, None)).collect()
    }

    fn texts(&self) -> Vec<&str> {
        self.corporate_number.as_deref().into_iter().collect()
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn number(&self) -> Option<&str> {
        self.corporate_number.as_deref()
    }
}

/// Returns the id of the document of a year's review sheets.
pub fn document_of(sheet_year: FiscalYear) -> Id {
    Id::new(format!("rs-{sheet_year}"))
}

/// Returns the place of a programme's sheet among those of a year, found by the number that the state gives the programme.
pub(super) fn sheet_place(document: &Id, programme: &Id) -> Place {
    let number = programme.as_str().rsplit('/').next().unwrap_or_default();
    Place { document: document.clone(), slide: Some(format!("予算事業ID {number}")), ..Place::default() }
}

/// The money of one budget year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct BudgetYear {
    /// The budget year.
    pub fiscal_year: FiscalYear,
    /// The figures of all accounts together, as the sheet prints them.
    #[serde(flatten)]
    pub figures: BudgetFigures,
    /// The reasons why it rose or fell (主な増減理由).
    pub reasons: Option<String>,
    /// Other remarks (その他特記事項).
    pub notes: Option<String>,
    /// True if the sheet says that the money is in the figures of another programme: the printed 0 is then not an amount.
    pub booked_elsewhere: bool,
    /// The figures by account.
    pub accounts: Vec<Account>,
}

/// The figures of a budget year, in yen.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct BudgetFigures {
    /// Initial budget (当初予算).
    pub initial: Option<Yen>,
    /// Supplementary budget (補正予算).
    pub supplementary: Option<Yen>,
    /// Amount carried over from the year before (前年度からの繰越し).
    pub carried_in: Option<Yen>,
    /// Reserves and the like (予備費等).
    pub reserve: Option<Yen>,
    /// Current budget (歳出予算現額).
    pub current: Option<Yen>,
    /// Amount executed (執行額); `None` for a year that was not over when the sheet was made.
    pub executed: Option<Yen>,
    /// Execution rate (執行率), a fraction as printed.
    pub execution_rate: Option<f64>,
    /// Amount carried over to the next year (翌年度への繰越し).
    pub carried_out: Option<Yen>,
    /// Amount neither spent nor carried out, calculated if the budget is not 0.
    pub unused: Option<Yen>,
    /// Request for the following year (翌年度要求額).
    pub request_next: Option<Yen>,
}

/// The money of one account in a budget year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// The account: the general account (一般会計), or the special account with its 勘定.
    pub account: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: BudgetFigures,
    /// The wish (要望額), which the request includes or which is in addition to it, as the sheet has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<Yen>,
    /// Remarks (備考).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// Evaluation of a sheet: how it was judged.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Evaluation {
    /// The result of the ministry's own check (点検結果).
    pub own_check: Option<String>,
    /// The improvements that it intends (改善の方向性).
    pub improvement: Option<String>,
    /// The findings of outside experts (外部有識者の所見).
    pub experts: Option<String>,
    /// The finding of the review team: 現状通り, 事業内容の一部改善, ….
    pub finding: Option<String>,
    /// The finding in words.
    pub finding_detail: Option<String>,
    /// The reflection: how the next request reflects the finding: 現状通り, 縮減, ….
    pub reflection: Option<String>,
    /// The reflection in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reflection_detail: Option<String>,
    /// The amount reflected in the request, in yen, over all accounts.
    pub reflected_yen: Option<Yen>,
}

/// Effect of a finding: the initial budgets of the year in which a sheet was judged and of the year after, both as the next year's sheet
/// prints them. What they say about the judgement is this program's reading, not the state's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct FindingEffect {
    /// The initial budget (当初予算) of the sheet's own year.
    pub initial_before: Yen,
    /// The initial budget (当初予算) of the year after.
    pub initial_after: Yen,
    /// True if the request was to shrink or to end, and more money followed.
    pub contrary: bool,
}

impl FindingEffect {
    /// Words of a reflection by which less money is to follow.
    const LESS: [&str; 4] = ["縮減", "縮小", "廃止", "終了"];

    /// Calculates what followed a sheet, from the next year's. `None` if `next` is another year's, does not print both budgets, or has the
    /// money elsewhere.
    pub fn reckon(sheet: &Review, next: &Review) -> Option<Self> {
        let initial = |fiscal_year: FiscalYear| {
            let year = next.years.iter().find(|year| year.fiscal_year == fiscal_year && !year.booked_elsewhere)?;
            year.figures.initial
        };
        let following = sheet.sheet_year.checked_add(1).filter(|year| *year == next.sheet_year)?;
        let (initial_before, initial_after) = (initial(sheet.sheet_year)?, initial(following)?);
        let less = sheet.evaluation.reflection.as_ref()?;
        let contrary = Self::LESS.iter().any(|word| less.contains(word)) && initial_after > initial_before;
        Some(Self { initial_before, initial_after, contrary })
    }
}

/// A programme that a sheet names besides its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Related {
    /// Its record: `rs/2958`.
    pub id: Id,
    /// The name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The relation to it: 親事業.
    pub relation: Option<String>,
}

/// Flow of money from the ministry to a block of payees, or from block to block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Flow {
    /// The block from which it comes; the ministry if it pays itself.
    pub from: Option<String>,
    /// The block to which it goes.
    pub to: String,
    /// The name of that block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_name: Option<String>,
    /// True if the ministry pays it. What is passed on is never added to it.
    pub direct: bool,
    /// The block's role in the programme.
    pub role: Option<String>,
    /// The block's total in yen, whoever passed it on.
    pub yen: Option<Yen>,
}

/// A payee: a corporation, by its number, over all programmes and years; without a number, somebody on one programme's sheet.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Payee {
    /// The id: `payee/7010401022916`.
    pub id: Id,
    /// The name as it is most often printed.
    pub title: String,
    /// Its other spellings.
    pub aliases: Vec<String>,
    /// The corporate number (法人番号), 13 digits.
    pub corporate_number: Option<String>,
    /// Its totals, by year of the sheets.
    pub totals: Vec<PayeeTotal>,
    /// Its receipts: what it got from which programmes.
    pub receipts: Vec<Receipt>,
    /// A remark for the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Total that a payee got by the sheets of one year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct PayeeTotal {
    /// The year of the sheets; the money was spent in the year before.
    pub sheet_year: FiscalYear,
    /// The amount from ministries themselves, in yen; `None` if none is printed.
    pub direct_yen: Option<Yen>,
    /// The amount passed on by others, in yen: a part of what those got, never added to it.
    pub passed_on_yen: Option<Yen>,
    /// The number of programmes that paid it.
    pub programmes: usize,
}

/// Receipt: what a payee got in one block of a programme.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Receipt {
    /// The programme.
    pub programme: Id,
    /// The year of the sheet.
    pub sheet_year: FiscalYear,
    /// The block, such as A.
    pub block: String,
    /// True if the ministry pays the block; `None` if the sheet does not say.
    pub direct: Option<bool>,
    /// The payee's total in that block (支出先の合計支出額), in yen.
    pub yen: Option<Yen>,
    /// The contracts for which it was paid.
    pub contracts: Vec<Contract>,
}

/// A contract, or another ground for payment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Contract {
    /// The purpose.
    pub title: Option<String>,
    /// The part of the payee's total, in yen.
    pub yen: Option<Yen>,
    /// The method of award: 一般競争契約, ….
    pub method: Option<String>,
}

/// Target and actual value of an indicator in one year.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct SeriesYear {
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The target.
    pub target: Option<f64>,
    /// The value reached.
    pub actual: Option<f64>,
    /// The rate of attainment (達成率), in percent as printed.
    pub rate: Option<f64>,
}

/// The part of an indicator that a review sheet gives.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct ReviewIndicator {
    /// The programme.
    pub programme: Id,
    /// The term of an outcome: short, middle or long.
    pub term: Option<String>,
    /// The aim: the activity, or the goal.
    pub goal: Option<String>,
    /// The unit of the values.
    pub unit: Option<String>,
    /// The direction that is better: up (上がると良い) or down (下がると良い).
    pub direction: Option<String>,
    /// The year in which the target is due.
    pub target_year: Option<FiscalYear>,
    /// The values, year by year.
    pub series: Vec<SeriesYear>,
    /// The plan in which the indicator is set, if the sheet names one.
    pub plan: Option<PlanSource>,
    /// The result in words, if the goal has no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The indicators of the programme to which this one leads, by the sheet's logic model.
    #[serde(skip)]
    pub leads_to: Vec<Id>,
}

/// The plan that sets an indicator, as the sheet names it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct PlanSource {
    /// The name of the plan.
    pub name: String,
    /// The place in the plan.
    pub place: Option<String>,
    /// The address of the plan on the web.
    pub url: Option<String>,
    /// The document of the collection that it is, if that is certain.
    #[serde(skip)]
    pub document: Option<Id>,
}
