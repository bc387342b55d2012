//! What the review sheets (行政事業レビューシート) say of a programme: what it asked for, got and spent, how it was judged, and where its money
//! went. Amounts are yen as printed; `None` is not reported.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::money::FiscalYear;
use super::{Id, Place, Role};

/// Yen. Supplementary budgets and reserves may be negative.
pub type Yen = i64;

/// A ministry that answers for a programme of the review sheets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Office {
    /// The code by which documents print it (文); `None` where none does.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// Whether it answers for the policy (政策所管府省庁); the others take part.
    pub lead: bool,
}

/// A programme's sheet of one year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Review {
    /// The year's document: `rs-2024`.
    pub document: Id,
    /// The year in which the sheet was made.
    pub sheet_year: FiscalYear,
    /// Whose sheet it is (`rs/6844`), where that is another record than the one that has it: figures that a programme of the documents has of
    /// the sheet of its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Id>,
    /// The name on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the programme is for (事業の目的).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What stands now, and what is lacking (現状・課題).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// What is done (事業の概要).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<String>,
    /// Where the ministry describes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its money by budget year, the newest first.
    pub years: Vec<BudgetYear>,
    /// How it was judged.
    pub evaluation: Evaluation,
    /// What became of the money afterwards, where the next year's sheet is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<FindingEffect>,
    /// The policies that it serves: 政策 and 施策.
    pub policies: Vec<String>,
    /// The laws that it rests on.
    pub laws: Vec<String>,
    /// The plans and notices that it names, as printed.
    pub plans: Vec<String>,
    /// The documents of the collection that these are, where that is sure.
    #[serde(skip)]
    pub plan_documents: Vec<Id>,
    /// Programmes that the sheet names beside it.
    pub related: Vec<Related>,
    /// How the money goes from block to block.
    pub flows: Vec<Flow>,
}

impl Office {
    /// Its part, by the code of its record: where it has none, its name.
    pub fn role(&self) -> Role {
        Role { code: self.code.clone().unwrap_or_else(|| self.name.clone()), lead: self.lead }
    }
}

impl Review {
    /// Where it stands: the sheet of a programme among those of its year.
    pub fn place(&self, programme: &Id) -> Place {
        sheet_place(&self.document, self.sheet.as_ref().unwrap_or(programme))
    }

    /// What is searched of it, in reading order. Of its money the words that explain it.
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
    /// What was neither spent nor carried out. Of a budget of 0 it cannot be reckoned: the money may stand elsewhere.
    pub fn reckon_unused(&self) -> Option<Yen> {
        let current = self.current.filter(|current| *current != 0)?;
        current.checked_sub(self.executed?)?.checked_sub(self.carried_out.unwrap_or(0))
    }
}

impl ReviewIndicator {
    /// What is searched of it beside its title.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let plan = self.plan.as_ref().map(|plan| &plan.name);
        self.goal.iter().chain(&self.outcome).chain(plan).map(String::as_str)
    }
}

impl Payee {
    /// The documents in which it stands.
    pub fn places(&self) -> Vec<Place> {
        let document = |total: &PayeeTotal| Place { document: document_of(total.sheet_year), ..Place::default() };
        self.totals.iter().map(document).collect()
    }
}

/// The document of a year's review sheets.
pub fn document_of(sheet_year: FiscalYear) -> Id {
    Id::new(format!("rs-{sheet_year}"))
}

/// The sheet of a programme among those of a year: found by the number that the state gives it.
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
    /// Why it rose or fell (主な増減理由).
    pub reasons: Option<String>,
    /// その他特記事項.
    pub notes: Option<String>,
    /// The sheet says that the money stands in the figures of another programme: the printed 0 is none.
    pub booked_elsewhere: bool,
    /// The same by account.
    pub accounts: Vec<Account>,
}

/// The figures of a budget year, in yen.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct BudgetFigures {
    /// 当初予算.
    pub initial: Option<Yen>,
    /// 補正予算.
    pub supplementary: Option<Yen>,
    /// 前年度からの繰越し.
    pub carried_in: Option<Yen>,
    /// 予備費等.
    pub reserve: Option<Yen>,
    /// 歳出予算現額.
    pub current: Option<Yen>,
    /// 執行額; none of a year that was not over when the sheet was made.
    pub executed: Option<Yen>,
    /// 執行率, a fraction as printed.
    pub execution_rate: Option<f64>,
    /// 翌年度への繰越し.
    pub carried_out: Option<Yen>,
    /// What was neither spent nor carried out: reckoned, where the budget is not 0.
    pub unused: Option<Yen>,
    /// 翌年度要求額: what is asked for the following year.
    pub request_next: Option<Yen>,
}

/// The money of one account in a budget year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// 一般会計, or the special account with its 勘定.
    pub account: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: BudgetFigures,
    /// 要望額, which the request includes or stands beside, as the sheet has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<Yen>,
    /// 備考.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// How a sheet was judged.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Evaluation {
    /// What the ministry found itself (点検結果).
    pub own_check: Option<String>,
    /// What it means to do better (改善の方向性).
    pub improvement: Option<String>,
    /// What outside experts found (外部有識者の所見).
    pub experts: Option<String>,
    /// The finding of the review team: 現状通り, 事業内容の一部改善, ….
    pub finding: Option<String>,
    /// In words.
    pub finding_detail: Option<String>,
    /// How the next request reflects it: 現状通り, 縮減, ….
    pub reflection: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reflection_detail: Option<String>,
    /// By how many yen, in all accounts.
    pub reflected_yen: Option<Yen>,
}

/// The initial budgets of the year in which a sheet was judged and of the year after, both as the next year's sheet prints them. What they say of
/// the judgement is this program's reading, not the state's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct FindingEffect {
    /// 当初予算 of the sheet's own year.
    pub initial_before: Yen,
    /// 当初予算 of the year after.
    pub initial_after: Yen,
    /// The request was to shrink or to end, and more money followed.
    pub contrary: bool,
}

impl FindingEffect {
    /// How a request reflects a finding where less money is to follow.
    const LESS: [&str; 4] = ["縮減", "縮小", "廃止", "終了"];

    /// What followed a sheet, by the next year's. `None` where that is another year's, does not print both budgets, or has the money elsewhere.
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

/// A programme that a sheet names beside its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Related {
    /// Its record: `rs/2958`.
    pub id: Id,
    /// The name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How it hangs together: 親事業.
    pub relation: Option<String>,
}

/// Money that goes from the ministry to a block of payees, or from block to block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Flow {
    /// The block from which it comes; the ministry where it pays itself.
    pub from: Option<String>,
    /// The block to which it goes.
    pub to: String,
    /// What that block is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_name: Option<String>,
    /// Whether the ministry pays it. What is passed on is never added to it.
    pub direct: bool,
    /// What the block does in the programme.
    pub role: Option<String>,
    /// What the block got in all, whoever passed it on.
    pub yen: Option<Yen>,
}

/// Who is paid: a corporation by its number over all programmes and years; without a number somebody of one programme and sheet.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Payee {
    /// The id: `payee/7010401022916`.
    pub id: Id,
    /// The name as it is printed most often.
    pub title: String,
    /// Its other spellings.
    pub aliases: Vec<String>,
    /// 法人番号, 13 digits.
    pub corporate_number: Option<String>,
    /// What it got by sheet.
    pub totals: Vec<PayeeTotal>,
    /// From which programmes it got what.
    pub receipts: Vec<Receipt>,
    /// A remark for the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a payee got by the sheets of one year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct PayeeTotal {
    /// The year of the sheets; the money was spent in the year before.
    pub sheet_year: FiscalYear,
    /// From ministries themselves; `None` where no amount of it is printed.
    pub direct_yen: Option<Yen>,
    /// Passed on by others: a part of what those got, never added to it.
    pub passed_on_yen: Option<Yen>,
    /// How many programmes paid it.
    pub programmes: usize,
}

/// What a payee got in one block of a programme.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Receipt {
    /// The programme.
    pub programme: Id,
    /// The year of the sheet.
    pub sheet_year: FiscalYear,
    /// The block: A.
    pub block: String,
    /// Whether the ministry pays the block; `None` where the sheet does not say.
    pub direct: Option<bool>,
    /// 支出先の合計支出額 in that block.
    pub yen: Option<Yen>,
    /// For what.
    pub contracts: Vec<Contract>,
}

/// A contract, or another ground of payment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Contract {
    /// What it is for.
    pub title: Option<String>,
    /// How much of the payee's sum.
    pub yen: Option<Yen>,
    /// How it was awarded: 一般競争契約, ….
    pub method: Option<String>,
}

/// What an indicator was to reach and did in one year.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct SeriesYear {
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The target.
    pub target: Option<f64>,
    /// What was reached.
    pub actual: Option<f64>,
    /// 達成率, in percent as printed.
    pub rate: Option<f64>,
}

/// What of a review sheet an indicator is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct ReviewIndicator {
    /// The programme.
    pub programme: Id,
    /// Of an outcome: short, middle or long.
    pub term: Option<String>,
    /// What is aimed at: the activity, or the goal.
    pub goal: Option<String>,
    /// The unit of the values.
    pub unit: Option<String>,
    /// 上がると良い, 下がると良い.
    pub direction: Option<String>,
    /// The year in which the target is due.
    pub target_year: Option<FiscalYear>,
    /// Year by year.
    pub series: Vec<SeriesYear>,
    /// The plan in which the indicator is set, where the sheet names one.
    pub plan: Option<PlanSource>,
    /// What was reached, in words, where the goal has no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// To which indicators of the programme this leads: the sheet's logic model.
    #[serde(skip)]
    pub leads_to: Vec<Id>,
}

/// The plan that sets an indicator, as the sheet names it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct PlanSource {
    /// The plan.
    pub name: String,
    /// Where in it.
    pub place: Option<String>,
    /// Where it stands on the net.
    pub url: Option<String>,
    /// The document of the collection that it is, where that is sure.
    #[serde(skip)]
    pub document: Option<Id>,
}
