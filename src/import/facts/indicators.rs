//! Indicators with values: `7) 創薬ベンチャー採択件数：70社`, `相談・シーズ評価：1376 / 1500件`.

use super::found::Indicator;
use super::patterns::{ITEM, PAIR, VALUE, captures};
use super::printed::as_printed;
use super::walker::Walker;
use crate::import::blocks::Block;
use crate::text::numeral;

fn number(text: &str) -> Option<f64> {
    numeral::at_start(text).filter(|number| number.len == text.len()).map(|number| number.value)
}

impl Walker<'_> {
    pub(super) fn indicator(&mut self, block: &Block, folded: &str) {
        if let Some(pair) = captures(&PAIR, folded) {
            self.found.indicators.push(Indicator {
                number: None,
                title: as_printed(&block.text, pair[1].trim_matches(|c: char| c.is_whitespace() || c == '・')),
                target: number(&pair[4]),
                latest: number(&pair[3]),
                unit: pair[5].to_owned(),
                per_year: pair.get(2).is_some(),
                by: None,
                page: block.page,
                line: self.at,
            });
            return;
        }
        let Some(item) = captures(&ITEM, folded) else { return };
        let text = item[2].trim();
        // An item of a list of sentences is none.
        if text.ends_with('。') || text.chars().count() > 90 {
            return;
        }
        // Behind a colon stands the value; without one, it begins with the first number that counts something.
        let (before, after) = text.split_once(':').unwrap_or((text, text));
        let mut values = VALUE.iter().flat_map(|pattern| pattern.captures_iter(after)).collect::<Vec<_>>();
        // A share is a value only where nothing else is counted: Top1％論文.
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
            title: as_printed(&block.text, title),
            target: value.as_ref().and_then(|value| number(&value[1])).map(|number| number * times),
            latest: None,
            unit: value.as_ref().map(|value| value[3].to_owned()).unwrap_or_default(),
            per_year: value.as_ref().is_some_and(|value| value.get(4).is_some()),
            by: None,
            page: block.page,
            line: self.at,
        });
    }
}
