//! Columns of a table: what one holds, as its head says, and the amount in each of its cells.

use super::found::{Certainty, FilePlace, FoundAmount};
use super::setting::{AmountSetting, Legend};
use super::terms::{is_year, unit, years_before};
use crate::text::amount::{self, OKU};
use crate::text::fold::fold;
use crate::text::numeral;
use crate::text::year::first_in_text;

/// Cells that say that nothing is reported.
const NOTHING: [&str; 9] = ["", "-", "―", "—", "–", "ー", "...", "…", "皆無"];

/// Kind of what a column holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum ColumnKind {
    Programme,
    Indicator,
    Ministries,
    Money(Money),
    Latest,
    Target,
    Deadline,
    Unit,
    Other,
}

/// Kind of the amounts in a column.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Money {
    /// Head of the column.
    pub(super) head: String,
    /// Stage, as amounts name it; `None` if the head names none.
    pub(super) stage: Option<&'static str>,
    pub(super) fiscal_year: Option<u16>,
    /// Number of years before the document's, if that is all that is said (前年度).
    pub(super) years_before: Option<u16>,
    /// True if another column of the same stage states no year either.
    pub(super) torn: bool,
    /// True if what states the stage leaves open which budget of the year it is.
    vague: bool,
    /// Unit, as it is written after a number.
    pub(super) unit: Option<&'static str>,
}

impl ColumnKind {
    /// Returns the stage of a column of money that says nothing about a year.
    pub(super) fn without_year(&self) -> Option<Option<&'static str>> {
        match self {
            Self::Money(money) if money.fiscal_year.is_none() && money.years_before.is_none() => Some(money.stage),
            _ => None,
        }
    }
}

/// Returns what a column holds, by its folded head.
pub(super) fn column(head: &str) -> ColumnKind {
    let bare: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    // Sums of several years, ceilings and the like are nobody's budget of a year; people and cases are not money.
    let rate = bare.split('(').next().is_some_and(|words| words.ends_with('率'));
    if rate || has(&["総額", "累計", "上限", "下限", "年間", "単価", "当たり", "あたり", "人数", "件数", "契約"]) {
        return if unit(&bare).is_some() { ColumnKind::Money(Money { stage: None, ..Money::of_head(&bare) }) } else { ColumnKind::Other };
    }
    // A difference or a share of amounts is not an amount that anybody has.
    if has(&["増減", "伸び", "増△減", "差引", "差額", "比較", "伸び率", "伸率", "対前年", "前年度比", "割合", "比率"])
    {
        return ColumnKind::Other;
    }
    if has(&["予算", "要求", "要望", "決算", "執行", "支出", "補正", "金額", "計上額", "事業費"])
        || (bare.contains("当初") && first_in_text(&bare).is_some())
    {
        return ColumnKind::Money(Money::of_head(&bare));
    }
    if has(&["指標", "目標項目", "kpi"]) {
        return ColumnKind::Indicator;
    }
    if has(&["所管", "担当", "府省", "省庁"]) {
        return ColumnKind::Ministries;
    }
    if has(&["事業名", "事業の名", "施策名", "施策の名", "事業・施策", "施策・事業", "項目名", "プログラム名"])
        || bare == "事業"
        || bare == "施策"
    {
        return ColumnKind::Programme;
    }
    if bare == "単位" {
        return ColumnKind::Unit;
    }
    if has(&["期限", "達成年度", "目標年度", "達成時期"]) {
        return ColumnKind::Deadline;
    }
    if has(&["現状", "基準値", "実績", "直近値", "現在値", "策定時"]) {
        return ColumnKind::Latest;
    }
    if has(&["目標"]) {
        return ColumnKind::Target;
    }
    // If anything else has a unit of money, or is a year alone, nobody knows what it is: its cells are doubts.
    if unit(&bare).is_some() || is_year(&bare) { ColumnKind::Money(Money::of_head(&bare)) } else { ColumnKind::Other }
}

/// Returns what a column holds, by the heads one below another; if one reaches over several columns, the last says which is which.
pub(super) fn column_below(heads: &[String]) -> ColumnKind {
    let mut kind = column(&heads.join(" "));
    if let (ColumnKind::Money(money), Some(last)) = (&mut kind, heads.last()) {
        let own = Money::of_head(&last.split_whitespace().collect::<String>()).stage;
        if money.stage == Some("要求・要望") {
            money.stage = own.or(money.stage);
        }
    }
    kind
}

pub(super) fn is_nothing(folded: &str) -> bool {
    NOTHING.contains(&folded.trim())
}

impl Money {
    fn of_head(bare: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
        let stage = if bare.contains("要求") && bare.contains("要望") {
            Some("要求・要望")
        } else {
            let words = [
                ("補正", "補正予算"),
                ("決算", "決算"),
                ("支出済", "決算"),
                ("執行", "執行"),
                ("要望", "要望"),
                ("要求", "概算要求"),
                ("予算案", "当初予算案"),
                ("予算額案", "当初予算案"),
                ("予算(案)", "当初予算案"),
                // 予算, 予算額, 当初予算; a mere 金額 or 事業費 says nothing about a stage.
                ("予算", "当初予算"),
                ("当初", "当初予算"),
            ];
            words.into_iter().find(|(word, _)| has(&[word])).map(|(_, stage)| stage)
        };
        let years_before = years_before(bare);
        let fiscal_year = first_in_text(bare);
        Self {
            head: bare.to_owned(),
            stage,
            fiscal_year,
            years_before: years_before.filter(|_| fiscal_year.is_none()),
            torn: false,
            vague: false,
            unit: unit(bare),
        }
    }

    /// Takes the stage from what is stated above the table if the head is a year alone, or the year if the head is a stage alone.
    pub(super) fn set_by(&mut self, settings: &AmountSetting) {
        match (self.stage, self.fiscal_year) {
            (None, Some(year)) if is_year(self.head.split('(').next().unwrap_or_default()) => {
                if let Ok(bearing) = settings.of_year(year) {
                    (self.stage, self.vague) = (bearing.stage, bearing.certainty > Certainty::High);
                }
            }
            (Some(stage), None) if self.years_before.is_none() && !self.torn => self.fiscal_year = settings.year_of(stage),
            _ => {}
        }
    }

    /// Returns true if a cell may hold an amount: below a year alone there are words and signs as well.
    pub(super) fn may_hold(&self, cell: &str) -> bool {
        !is_year(&self.head) || numeral::at_start(fold(cell).trim()).is_some()
    }

    /// Reads what a cell says; the reading is empty if nothing is reported.
    pub(super) fn read(&self, text_of_cell: &str, place: &FilePlace, legend: Option<&Legend>) -> CellReading {
        let mut reading = CellReading::default();
        let folded = fold(text_of_cell).replace("\n", " ");
        let text = reading.without_marks(&folded);
        if is_nothing(&text) {
            return reading;
        }
        let (main, inner) = bracketed(&text).map_or((text.as_str(), None), |(main, inner)| (main, Some(inner)));
        let (within, main) = match ["の内数", "内数"].iter().find_map(|mark| main.strip_suffix(mark)) {
            Some(rest) => (true, rest.trim()),
            None => (false, main),
        };
        let part = |why: &'static str| (text_of_cell.trim().to_owned(), why);
        let value = match self.value(main).or_else(|why| parts_of(main).ok_or(why).and_then(|parts| self.summed(&parts))) {
            Ok(value) => value,
            Err(why) => {
                reading.doubts.push(part(why));
                return reading;
            }
        };
        let in_parts = self.value(main).is_err();
        let printed = |of: &str| if inner.is_some() { of.trim().to_owned() } else { text_of_cell.trim().to_owned() };
        let amount = |value, printed, stage, certainty| FoundAmount {
            value,
            fiscal_year: self.fiscal_year,
            stage: Some(stage),
            within,
            again: false,
            certainty,
            printed,
            place: place.clone(),
            years_before: self.years_before,
        };
        match self.stage {
            _ if self.torn => reading.doubts.push(part("何年度か分からない")),
            None => reading.doubts.push(part("要求額とも予算額とも言われない")),
            Some(stage) => {
                // 予算額 alone may be any budget of the year; what was added up is printed nowhere.
                let vague = self.vague || (stage == "当初予算" && !self.head.contains("当初")) || in_parts;
                let certainty = if vague { Certainty::Medium } else { Certainty::High };
                reading.amounts.push(FoundAmount { again: reading.again, ..amount(value, printed(main), stage, certainty) });
            }
        }
        match inner.map(|inner| (inner, self.value(inner), legend)) {
            None => {}
            Some((inner, ..)) if is_nothing(inner) || matches!(inner, "新規" | "皆増" | "皆減") => {}
            Some((inner, Ok(value), Some(legend))) => {
                let years_before = legend.years_before;
                let fiscal_year = legend.fiscal_year.or_else(|| Some(self.fiscal_year? - years_before?));
                let former = amount(value, printed(inner), legend.stage, legend.certainty);
                reading.amounts.push(FoundAmount { fiscal_year, years_before, ..former });
            }
            Some((_, Ok(_), None)) => reading.doubts.push(part("括弧の中が何の額か言われない")),
            // 1,300（3年間）: what is in brackets may make it a different amount.
            Some((_, Err(_), _)) => {
                reading.amounts.clear();
                reading.doubts.push(part("括弧の中が額として読めない"));
            }
        }
        reading
    }

    /// Returns a number of a cell in 億円.
    pub(super) fn value(&self, printed: &str) -> Result<f64, &'static str> {
        let printed = printed.trim().trim_start_matches('約').trim();
        let whole = |text: &str| amount::at_start(text).filter(|amount| amount.len == text.len()).map(|amount| amount.oku());
        let number = numeral::at_start(printed).is_some_and(|number| number.len == printed.len());
        match (whole(printed).filter(|_| printed.ends_with('円')), self.unit) {
            (Some(value), _) => Ok(value),
            (None, Some(unit)) if number => whole(&format!("{printed}{unit}")).ok_or("額として読めない"),
            (None, None) if number => Err("単位が分からない"),
            _ => Err("額として読めない"),
        }
    }

    /// Returns the sum of the parts of a cell that says where each comes from, in 億円.
    fn summed(&self, parts: &[&str]) -> Result<f64, &'static str> {
        let values: Vec<f64> = parts.iter().map(|part| self.value(part)).collect::<Result<_, _>>()?;
        // To the yen, like all sums of money.
        Ok((values.iter().sum::<f64>() * OKU).round() / OKU)
    }
}

/// Content of a cell of money.
#[derive(Default)]
pub(super) struct CellReading {
    pub amounts: Vec<FoundAmount>,
    /// Marks: 事項要求 and the like.
    pub marks: Vec<&'static str>,
    /// Texts that were not taken, each with the reason.
    pub doubts: Vec<(String, &'static str)>,
    again: bool,
}

impl CellReading {
    /// Returns a folded cell without the marks beside its number, which are recorded.
    fn without_marks(&mut self, folded: &str) -> String {
        let mut text = folded.trim();
        loop {
            let marked = [
                ("(再掲)", "再掲"),
                ("再掲", "再掲"),
                ("事項要求", "事項要求"),
                ("(新規)", "新規"),
                ("新規", "新規"),
                ("(皆増)", ""),
                ("皆増", ""),
                ("(皆減)", ""),
                ("皆減", ""),
            ];
            let cut =
                marked.into_iter().find_map(|(word, mark)| Some((text.strip_prefix(word).or_else(|| text.strip_suffix(word))?, mark)));
            let Some((rest, mark)) = cut else { return text.to_owned() };
            match mark {
                "再掲" => self.again = true,
                "" => {}
                mark => self.marks.push(mark),
            }
            text = rest.trim().trim_end_matches(['+', '、']).trim_end_matches("及び").trim_start_matches(['+', '、', ':']).trim();
        }
    }
}

/// Returns a number and another in brackets after or below it: `1,234 (1,100)`.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (main, rest) = text.split_once(['(', '[', '〔'])?;
    let inner = rest.strip_suffix([')', ']', '〕'])?;
    let main = main.trim();
    (!main.is_empty() && !inner.contains(['(', '['])).then(|| (main, inner.trim()))
}

/// Returns the numbers of a cell that says who gives each: `国費 40、県費 45`.
fn parts_of(text: &str) -> Option<Vec<&str>> {
    const GIVERS: [&str; 14] =
        ["国費", "国庫", "県費", "都費", "道費", "府費", "市費", "区費", "町費", "村費", "地方費", "公費", "一般財源", "その他"];
    let parts: Vec<&str> = text.split(['、', '/', '+']).map(str::trim).collect();
    let numbers = parts.iter().map(|part| {
        let giver = GIVERS.iter().find(|giver| part.starts_with(**giver))?;
        part.get(giver.len()..).map(|number| number.trim_start_matches([':', ' ']))
    });
    numbers.collect::<Option<Vec<_>>>().filter(|numbers| numbers.len() > 1)
}

/// Returns true if a cell is an amount of money, whatever its column is.
pub(super) fn is_sum(cell: &str) -> bool {
    let folded = fold(cell);
    let text = folded.trim().trim_start_matches(['約', '△', '▲', '-', '(']);
    let rest = amount::at_start(text).and_then(|amount| text.get(amount.len..));
    rest.is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(['(', ')', '[', '<', '※']))
}
