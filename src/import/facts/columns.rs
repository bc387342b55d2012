//! The columns of a table: what one holds, as its head says, and the amount in a cell of it.

use super::money::{Amount, Certainty};
use crate::text::fold::fold;
use crate::text::year::first_in_text;
use crate::text::{amount, numeral};

/// Units of money, the longer ones first where one ends with another.
const UNITS: [&str; 8] = ["十億円", "百万円", "千万円", "兆円", "億円", "万円", "千円", "円"];
/// Cells that say that nothing is reported.
const NOTHING: [&str; 9] = ["", "-", "―", "—", "–", "ー", "...", "…", "皆無"];

/// What a column holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum ColumnKind {
    Programme,
    Indicator,
    Ministries,
    Money(Money),
    Latest,
    Target,
    Deadline,
    Other,
}

/// Of what kind the amounts of a column are.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Money {
    /// What the head calls it.
    pub(super) head: String,
    /// As amounts name it; `None` where the head says none.
    pub(super) stage: Option<&'static str>,
    pub(super) fiscal_year: Option<u16>,
    /// How many years before the document's, where that is all that is said (前年度).
    pub(super) years_before: Option<u16>,
    /// Another column of the same stage says no year either.
    pub(super) torn: bool,
    /// As it is written behind a number.
    pub(super) unit: Option<&'static str>,
}

impl ColumnKind {
    /// The stage of a column of money that says nothing of a year.
    pub(super) fn without_year(&self) -> Option<Option<&'static str>> {
        match self {
            Self::Money(money) if money.fiscal_year.is_none() && money.years_before.is_none() => Some(money.stage),
            _ => None,
        }
    }
}

/// The line or the cell in which something stands.
pub(super) type LineOrCell = (Option<usize>, Option<String>);

/// What a column holds, by its folded head.
pub(super) fn column(head: &str) -> ColumnKind {
    let bare: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    // A difference or a share of amounts is no amount that somebody has.
    if has(&["増減", "増△減", "差引", "差額", "比較", "伸び率", "伸率", "対前年", "前年度比", "割合", "比率"]) {
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
    if has(&["期限", "達成年度", "目標年度", "達成時期"]) {
        return ColumnKind::Deadline;
    }
    if has(&["現状", "基準値", "実績", "直近値", "現在値", "策定時"]) {
        return ColumnKind::Latest;
    }
    if has(&["目標"]) {
        return ColumnKind::Target;
    }
    // Of what else has a unit of money, or a year alone, nobody knows what it is: its cells are doubts.
    if unit(&bare).is_some() || is_year(&bare) { ColumnKind::Money(Money::of_head(&bare)) } else { ColumnKind::Other }
}

/// Whether a head is a fiscal year and nothing else: `令和8年度`, `r8`, `本年度`.
fn is_year(bare: &str) -> bool {
    const LONGEST: usize = 7;
    let relative = ["前々年度", "前年度", "昨年度", "本年度", "今年度"].contains(&bare);
    relative
        || (bare.chars().count() <= LONGEST && bare.ends_with(|c: char| c == '度' || c.is_ascii_digit()) && first_in_text(bare).is_some())
}

/// The unit of money that a folded text names first.
pub(super) fn unit(text: &str) -> Option<&'static str> {
    UNITS.into_iter().filter_map(|unit| Some((text.find(unit)?, unit))).min_by_key(|(at, _)| *at).map(|(_, unit)| unit)
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
                // 予算, 予算額, 当初予算; a mere 金額 or 事業費 says nothing of a stage.
                ("予算", "当初予算"),
                ("当初", "当初予算"),
            ];
            words.into_iter().find(|(word, _)| has(&[word])).map(|(_, stage)| stage)
        };
        let years_before = [("前々年度", 2), ("前年度", 1), ("昨年度", 1), ("本年度", 0), ("今年度", 0)];
        let years_before = years_before.into_iter().find(|(word, _)| has(&[word])).map(|(_, before)| before);
        let fiscal_year = first_in_text(bare);
        Self {
            head: bare.to_owned(),
            stage,
            fiscal_year,
            years_before: years_before.filter(|_| fiscal_year.is_none()),
            torn: false,
            unit: unit(bare),
        }
    }

    /// Whether a cell may hold an amount: beneath a year alone stand words and signs as well.
    pub(super) fn may_hold(&self, cell: &str) -> bool {
        !is_year(&self.head) || numeral::at_start(fold(cell).trim()).is_some()
    }

    /// The amount in a cell; `Ok(None)` where nothing is reported.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn read(&self, text_of_cell: &str, (line, cell): LineOrCell) -> Result<Option<Amount>, &'static str> {
        let folded = fold(text_of_cell);
        let text = folded.trim();
        if is_nothing(text) {
            return Ok(None);
        }
        let within = ["の内数", "(内数)", "内数"].iter().find_map(|mark| text.strip_suffix(mark));
        let printed = within.unwrap_or(text).trim();
        let whole = |text: &str| amount::at_start(text).filter(|amount| amount.len == text.len()).map(|amount| amount.oku());
        let value = match (whole(printed).filter(|_| printed.ends_with('円')), self.unit) {
            (Some(value), _) => value,
            (None, Some(unit)) if numeral::at_start(printed).is_some_and(|number| number.len == printed.len()) => {
                whole(&format!("{printed}{unit}")).ok_or("額として読めない")?
            }
            (None, None) if numeral::at_start(printed).is_some_and(|number| number.len == printed.len()) => return Err("単位が分からない"),
            _ => return Err("額として読めない"),
        };
        let stage = self.stage.ok_or("要求額とも予算額とも言われない")?;
        if self.torn {
            return Err("何年度か分からない");
        }
        // 予算額 alone may be of any budget of the year.
        let vague = stage == "当初予算" && !self.head.contains("当初");
        Ok(Some(Amount {
            value,
            fiscal_year: self.fiscal_year,
            stage: Some(stage),
            within: within.is_some(),
            again: false,
            certainty: if vague { Certainty::Medium } else { Certainty::High },
            printed: text_of_cell.trim().to_owned(),
            line,
            cell,
            years_before: self.years_before,
        }))
    }
}

/// Whether a cell is a sum of money, whatever its column is.
pub(super) fn is_sum(cell: &str) -> bool {
    let folded = fold(cell);
    let text = folded.trim().trim_start_matches(['約', '△', '▲', '-', '(']).trim_end_matches(')');
    amount::at_start(text).is_some_and(|amount| amount.len == text.len())
}
