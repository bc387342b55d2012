//! Terms with which papers state the stage, year and unit of money.

use crate::text::year::first_in_text;

/// Words that name a stage of money, the longer ones before those that they contain.
pub(super) const STAGES: [(&str, &str); 26] = [
    ("要求・要望額", "要求・要望"),
    ("要求・要望", "要求・要望"),
    ("要求要望額", "要求・要望"),
    ("概算要求額", "概算要求"),
    ("概算要求", "概算要求"),
    ("要求額", "概算要求"),
    ("要望額", "要望"),
    ("要望", "要望"),
    ("補正予算額", "補正予算"),
    ("補正予算案", "補正予算"),
    ("補正予算", "補正予算"),
    ("補正", "補正予算"),
    ("当初予算額案", "当初予算案"),
    ("当初予算案", "当初予算案"),
    ("予算額案", "当初予算案"),
    ("政府予算案", "当初予算案"),
    ("予算案", "当初予算案"),
    ("当初予算額", "当初予算"),
    ("当初予算", "当初予算"),
    ("予算額", "当初予算"),
    ("予算", "当初予算"),
    ("執行額", "執行"),
    ("執行", "執行"),
    ("決算額", "決算"),
    ("決算", "決算"),
    ("支出済額", "決算"),
];
/// Units of money, the longer ones first if one ends with another.
const UNITS: [&str; 8] = ["十億円", "百万円", "千万円", "兆円", "億円", "万円", "千円", "円"];

/// Returns true if a head is a fiscal year and nothing else: `令和8年度`, `r8`, `本年度`.
pub(super) fn is_year(bare: &str) -> bool {
    const LONGEST: usize = 7;
    let relative = ["前々年度", "前年度", "昨年度", "本年度", "今年度"].contains(&bare);
    relative
        || (bare.chars().count() <= LONGEST && bare.ends_with(|c: char| c == '度' || c.is_ascii_digit()) && first_in_text(bare).is_some())
}

/// Returns the unit of money that a folded text names first.
pub(super) fn unit(text: &str) -> Option<&'static str> {
    UNITS.into_iter().filter_map(|unit| Some((text.find(unit)?, unit))).min_by_key(|(at, _)| *at).map(|(_, unit)| unit)
}

/// Returns the number of years before the current one that a folded text speaks of: 前年度.
pub(super) fn years_before(text: &str) -> Option<u16> {
    let words = [("前々年度", 2), ("前年度", 1), ("昨年度", 1), ("本年度", 0), ("今年度", 0), ("当年度", 0)];
    words.into_iter().find(|(word, _)| text.contains(word)).map(|(_, before)| before)
}
