//! Facts as short phrases: names of records, places as cited, numbers, amounts, targets.

use crate::model::{Corpus, Latest, Link, Measure, Place, Record, Target, Yen};

/// Returns a record's title with its number: `④ 感染症プロジェクト`.
pub fn heading(record: &Record) -> String {
    match record {
        Record::Section(_) | Record::Project(_) | Record::Kpi(_) => {
            record.number().map_or_else(|| record.title().to_owned(), |number| format!("{number} {}", record.title()))
        }
        // A ministry to which no document gives a code has its name in place of the code.
        Record::Ministry(ministry) if ministry.code == ministry.title => ministry.title.clone(),
        Record::Ministry(ministry) => format!("{}（{}）", ministry.title, ministry.code),
        _ => record.title().to_owned(),
    }
}

/// Returns a record's name for tight spaces: a document by its short title, others as in [`heading`].
pub fn name(record: &Record) -> String {
    match record {
        Record::Document(document) => document.short_title.clone(),
        _ => heading(record),
    }
}

/// Returns a place as it is cited: `第3期計画 3.1(3)④ 感染症プロジェクト p.11`.
pub fn citation(corpus: &Corpus, place: &Place) -> String {
    let document = corpus.document(place.document.as_str()).map_or_else(|| place.document.to_string(), |d| d.short_title.clone());
    let section = place.section.as_ref().and_then(|section| corpus.section_label(section.as_str()));
    // A slide's own section already has the slide's title.
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    let slide = place.slide.as_ref().filter(|slide| !section.as_ref().is_some_and(|section| solid(section).contains(&solid(slide))));
    let mut parts = vec![document];
    parts.extend(section.clone());
    parts.extend(slide.map(|slide| format!("「{slide}」")));
    parts.extend(place.footnote.map(|number| format!("脚注{number}")));
    parts.extend(place.page.map(|page| format!("p.{page}")));
    parts.join(" ")
}

/// Returns an amount in 億円 as printed: whole numbers without a decimal point.
pub fn amount(value: f64) -> String {
    let text = number(value);
    format!("{text}億円")
}

/// Returns a number with thousands separators and without needless decimals.
pub fn number(value: f64) -> String {
    let text = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{rest}") }
}

/// Returns yen with thousands separators.
pub fn number_of_yen(yen: Yen) -> String {
    // Amounts in yen of the national budget are far too small to lose digits as `f64`.
    number(yen as f64)
}

/// Returns a target as a short phrase: `60件/年（FY2025–2029 累計300件）`. As printed if it has no number.
pub fn target(target: &Target) -> String {
    let Some(value) = target.value else {
        return target.printed.clone().unwrap_or_default();
    };
    let unit = target.unit.as_deref().unwrap_or_default();
    let mut text = measured(value, unit, Some(target.basis)) + target.direction();
    if let Some(cumulative) = target.cumulative {
        text = format!("{text}（{}累計{}{unit}）", term(target).map_or(String::new(), |term| format!("{term} ")), number(cumulative));
    }
    text
}

/// Returns the years that a target covers: `FY2025–2029`.
pub fn term(target: &Target) -> Option<String> {
    match (target.from, target.by) {
        (Some(from), Some(by)) => Some(format!("FY{from}–{by}")),
        (None, Some(by)) => Some(format!("～FY{by}")),
        (Some(from), None) => Some(format!("FY{from}～")),
        (None, None) => None,
    }
}

/// Returns a reached value as a short phrase; as printed if it has no number.
pub fn latest(latest: &Latest) -> String {
    let Some(value) = latest.value else {
        return latest.printed.clone().unwrap_or_default();
    };
    measured(value, latest.unit.as_deref().unwrap_or_default(), latest.basis)
}

fn measured(value: f64, unit: &str, basis: Option<Measure>) -> String {
    let value = number(value);
    match basis {
        Some(Measure::PerYear) => format!("{value}{unit}/年"),
        Some(Measure::Average) => format!("平均{value}{unit}/年"),
        Some(Measure::Cumulative) => format!("累計{value}{unit}"),
        Some(Measure::Increase) => format!("{value}{unit}より増"),
        Some(Measure::Total | Measure::Relative | Measure::Qualitative) | None => format!("{value}{unit}"),
    }
}

/// Returns the title of the record at a link's other end, as lists show it.
pub fn link_title(corpus: &Corpus, link: &Link) -> String {
    match corpus.get(link.id.as_str()) {
        Some(Record::Section(_)) => corpus.section_label(link.id.as_str()).unwrap_or_default(),
        Some(record) => name(record),
        None => link.id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands_and_keep_their_decimals() {
        for (value, text) in [(0.0, "0"), (60.0, "60"), (1515.0, "1,515"), (1_200_000.0, "1,200,000"), (0.4, "0.4"), (1234.5, "1,234.5")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn a_target_says_what_its_value_counts() {
        let goal = Target {
            value: Some(60.0),
            unit: Some("件".to_owned()),
            basis: Measure::PerYear,
            from: Some(2025),
            by: Some(2029),
            cumulative: Some(300.0),
            printed: None,
        };
        assert_eq!(target(&goal), "60件/年（FY2025–2029 累計300件）");
        let unknown = Target { value: None, printed: Some("過去3年度平均以上".to_owned()), ..goal };
        assert_eq!(target(&unknown), "過去3年度平均以上");
        for (value, printed, shown) in [
            (60.0, "年間６０件以上", "60件/年以上"),
            (13_500_000.0, "1,350万件以下", "13,500,000件/年以下"),
            (5.0, "15件以上、そのうち新規5件", "5件/年"),
            (20.0, "60歳以上で20件", "20件/年"),
        ] {
            let printed = Target { value: Some(value), cumulative: None, printed: Some(printed.to_owned()), ..unknown.clone() };
            assert_eq!(target(&printed), shown);
        }
    }
}
