//! Patterns in folded text.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A pattern that is right when it compiles, which a test proves for each.
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
pattern!(PAIR, r"[・○〇]?\s*(.{2,60}?)[:：]\s*(年間)?\s*(\d[\d,]*)\s*[/／]\s*(\d[\d,]*)\s*(件|社|施設|人|名|拠点)");

/// What a pattern finds in a text.
pub(super) fn captures<'t>(pattern: &LazyLock<Option<Regex>>, text: &'t str) -> Option<Captures<'t>> {
    pattern.as_ref()?.captures(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&PROJECT, &ITEM, &VALUE, &PAIR] {
            assert!(pattern.is_some());
        }
    }
}
