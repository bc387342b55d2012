//! Patterns in folded text.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Defines a pattern that is right if it compiles, which a test checks for each.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        pub(super) static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

pattern!(PROJECT, r"^(\d{1,2})[.]\s*(.{2,40}?プロジェクト)(.*)$");
pattern!(ITEM, r"^(\d{1,2})\)\s*(.+)$");
pattern!(
    VALUE,
    r"[:、 （(]?\s*(?:令和\S{1,8}年度累積で|累計|年間|年平均)?\s*(\d[\d,]*(?:\.\d+)?)(万)?\s*(件|社|施設|人|名|拠点|試験|種類|課題|本|%)(?:以上)?\s*([/／]\s*年)?"
);
// A value that is all that follows a colon, with any unit: `年960時間以内`, `70.0%(令和11年度)`.
pattern!(
    WHOLE_VALUE,
    r"^(?:(?P<sum>令和\S{1,8}年度累積で|累計|累積|延べ|のべ)|(?P<yearly>年間|毎年|年平均|年)|約)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[万億兆])?(?P<unit>[^\d\s、。,./()以未超の～〜~-]{0,8}?)(?P<direction>以上|以下|以内|未満|超)?\s*(?P<each>[/]\s*年|毎年)?\s*(?:\((?P<by>[^()]{0,30})\))?$"
);
// `年間新規透析患者数【2028年度までに35,000人以下に減少】`
pattern!(
    GOAL,
    r"^[・○〇●◯■◆]?\s*(?P<title>[^【】:。]{3,60})【(?P<by>[^【】]{1,20}?年度)(?:まで)?に?(?P<value>[^【】]{2,30}?)(?:に|へ|と)?(?:減少|増加|する|向上|引き?下げ|引き?上げ)*】$"
);
pattern!(PAIR, r"[・○〇]?\s*(.{2,60}?)[:：]\s*(年間)?\s*(\d[\d,]*)\s*[/／]\s*(\d[\d,]*)\s*(件|社|施設|人|名|拠点)");

/// Returns what a pattern finds in a text.
pub(super) fn captures<'t>(pattern: &LazyLock<Option<Regex>>, text: &'t str) -> Option<Captures<'t>> {
    pattern.as_ref()?.captures(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&PROJECT, &ITEM, &VALUE, &WHOLE_VALUE, &GOAL, &PAIR] {
            assert!(pattern.is_some());
        }
    }
}
