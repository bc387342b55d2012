//! Indicators with values: `7) 創薬ベンチャー採択件数：70社`, `相談・シーズ評価：1376 / 1500件`, `透析患者数【2028年度までに35,000人以下】`.

use super::found::Indicator;
use super::patterns::{GOAL, ITEM, PAIR, VALUE, WHOLE_VALUE, captures};
use super::printed::as_printed;
use super::walker::Walker;
use crate::import::blocks::Block;
use crate::text::numeral;
use crate::text::year::first_in_text;

/// Words of an amount of money that is a target, not a budget.
const MARKETS: [&str; 5] = ["市場", "売上", "輸出", "輸入", "収支"];

fn number(text: &str) -> Option<f64> {
    numeral::at_start(text).filter(|number| number.len == text.len()).map(|number| number.value)
}

/// Value that is all that follows a colon.
#[derive(Clone, PartialEq, Debug)]
struct WholeValue {
    value: f64,
    unit: String,
    per_year: bool,
    cumulative: bool,
    by: Option<u16>,
}

impl WholeValue {
    /// Reads the value in `text`, which is folded; returns `None` if it states more than one value.
    fn read(text: &str) -> Option<Self> {
        let found = captures(&WHOLE_VALUE, text.trim())?;
        let part = |name: &str| found.name(name).map_or("", |part| part.as_str());
        let (value, scale, unit) = (number(part("number"))?, part("scale"), part("unit"));
        // Yen keep the unit in which they are printed; people are counted one by one.
        let (times, unit) = match (scale, unit) {
            ("", unit) => (1.0, unit.to_owned()),
            (scale, "円") => (1.0, format!("{scale}円")),
            ("万", unit) => (1e4, unit.to_owned()),
            ("億", unit) => (1e8, unit.to_owned()),
            (_, unit) => (1e12, unit.to_owned()),
        };
        let by = found.name("by").map(|by| by.as_str());
        // Brackets without a year hold a remark that nobody has read.
        let year = by.and_then(first_in_text);
        (by.is_none() || year.is_some()).then(|| Self {
            value: value * times,
            unit,
            per_year: !part("yearly").is_empty() || !part("each").is_empty(),
            cumulative: !part("sum").is_empty(),
            by: year,
        })
    }

    /// Returns true if the value is money.
    fn money(&self) -> bool {
        self.unit.ends_with('円')
    }
}

impl Walker<'_> {
    /// Adds the line as an indicator if its value is all that it says, and returns true if so.
    pub(super) fn whole_indicator(&mut self, block: &Block, folded: &str) -> bool {
        let item = captures(&ITEM, folded).and_then(|item| {
            let (title, value) = item[2].split_once(':')?;
            Some((Some(format!("{})", &item[1])), title.trim().to_owned(), value.trim().to_owned(), None))
        });
        let goal = || {
            let goal = captures(&GOAL, folded)?;
            Some((None, goal["title"].trim().to_owned(), goal["value"].trim().to_owned(), Some(first_in_text(&goal["by"])?)))
        };
        let Some((number, title, printed, by)) = item.or_else(goal) else { return false };
        let Some(read) = WholeValue::read(&printed) else { return false };
        if title.chars().count() < 3 || (read.money() && !MARKETS.iter().any(|market| title.contains(market))) {
            return false;
        }
        self.found.indicators.push(Indicator {
            number,
            title: as_printed(&block.text(), &title),
            target: Some(read.value),
            latest: None,
            unit: read.unit,
            printed: Some(as_printed(&block.text(), &printed)),
            per_year: read.per_year,
            cumulative: read.cumulative,
            by: by.or(read.by),
            page: block.page,
            line: self.at,
        });
        true
    }

    pub(super) fn indicator(&mut self, block: &Block, folded: &str) {
        if let Some(pair) = captures(&PAIR, folded) {
            self.found.indicators.push(Indicator {
                number: None,
                title: as_printed(&block.text(), pair[1].trim_matches(|c: char| c.is_whitespace() || c == '・')),
                target: number(&pair[4]),
                latest: number(&pair[3]),
                unit: pair[5].to_owned(),
                printed: None,
                per_year: pair.get(2).is_some(),
                cumulative: false,
                by: None,
                page: block.page,
                line: self.at,
            });
            return;
        }
        let Some(item) = captures(&ITEM, folded) else { return };
        let text = item[2].trim();
        // An item of a list of sentences is not an indicator.
        if text.ends_with('。') || text.chars().count() > 90 {
            return;
        }
        // The value follows a colon; without one, it begins with the first number that counts something.
        let (before, after) = text.split_once(':').unwrap_or((text, text));
        let mut values = VALUE.iter().flat_map(|pattern| pattern.captures_iter(after)).collect::<Vec<_>>();
        // A share is a value only if nothing else is counted: Top1％論文.
        values.sort_by_key(|value| &value[3] == "%");
        let value = values.into_iter().next();
        let end = value.as_ref().and_then(|value| value.get(0)).filter(|_| before == text).map_or(before.len(), |value| value.start());
        let title = before[..end].trim().trim_end_matches([':', '(', '※', ' ', '、']).trim();
        if title.chars().count() < 3 {
            return;
        }
        let times = value.as_ref().map_or(1.0, |value| if value.get(2).is_some() { 10_000.0 } else { 1.0 });
        self.found.indicators.push(Indicator {
            number: Some(format!("{})", &item[1])),
            title: as_printed(&block.text(), title),
            target: value.as_ref().and_then(|value| number(&value[1])).map(|number| number * times),
            latest: None,
            unit: value.as_ref().map(|value| value[3].to_owned()).unwrap_or_default(),
            printed: None,
            per_year: value.as_ref().is_some_and(|value| value.get(4).is_some()),
            cumulative: false,
            by: None,
            page: block.page,
            line: self.at,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_its_unit_whatever_is_counted() {
        for (text, value, unit, per_year, cumulative, by) in [
            ("30件", 30.0, "件", false, false, None),
            ("60%以上", 60.0, "%", false, false, None),
            ("35,000人以下", 35_000.0, "人", false, false, None),
            ("3年以上", 3.0, "年", false, false, None),
            ("1,350か所", 1350.0, "か所", false, false, None),
            ("70.0%(令和11年度)", 70.0, "%", false, false, Some(2029)),
            ("年960時間以内", 960.0, "時間", true, false, None),
            ("1,350万人以下", 13_500_000.0, "人", false, false, None),
            ("累計5万人", 50_000.0, "人", false, true, None),
            ("20試験/年", 20.0, "試験", true, false, None),
            ("延べ40名", 40.0, "名", false, true, None),
            ("4.2ポイント", 4.2, "ポイント", false, false, None),
            ("3.2兆円", 3.2, "兆円", false, false, None),
        ] {
            let expected = WholeValue { value, unit: unit.to_owned(), per_year, cumulative, by };
            assert_eq!(WholeValue::read(text), Some(expected), "{text}");
        }
        for unread in ["10~20件", "12件から20件", "3件、5件", "20件(うち海外)", "1,2345件", "設置する"] {
            assert_eq!(WholeValue::read(unread), None, "{unread}");
        }
    }
}
