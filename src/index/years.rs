//! Years in every notation: 令和5年度, R5, FY2023, 2023年度, 平成31, H31. An era's year and a western one are the same year.

use std::ops::RangeInclusive;

use crate::model::{Corpus, FiscalYear, Record};

/// Eras by their names and initials, with the year before their first.
const ERAS: &[(&str, FiscalYear)] = &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("r", 2018), ("h", 1988), ("s", 1925)];
/// Western years that a text of this field speaks of.
const WESTERN: RangeInclusive<FiscalYear> = 1900..=2100;
/// An era's years; more than this is another thing's number.
const ERA_YEARS: RangeInclusive<FiscalYear> = 1..=64;

/// A year found at the beginning of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Year {
    /// The western year.
    pub year: FiscalYear,
    /// How many bytes of the text it takes.
    pub len: usize,
    /// Whether it is written as a year: with an era, `FY` or 年. A bare number may be anything.
    pub certain: bool,
}

/// The year at the beginning of a folded text.
pub fn at_start(text: &str) -> Option<Year> {
    for (era, before) in ERAS {
        let Some(rest) = text.strip_prefix(era) else { continue };
        let first_year = rest.strip_prefix('元').map(|rest| (1, rest));
        let Some((number, rest)) = first_year.or_else(|| number(rest, 2)).filter(|(number, _)| ERA_YEARS.contains(number)) else {
            continue;
        };
        let latin = era.is_ascii();
        let unit = unit(rest);
        // `R5` alone is a year; `r5g` and `h5n1` are not.
        if latin && unit == 0 && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        return Some(Year { year: before + number, len: text.len() - rest.len() + unit, certain: true });
    }
    let (prefixed, rest) = text.strip_prefix("fy").map_or((false, text), |rest| (true, rest));
    let (number, rest) = number(rest, 4).filter(|(number, _)| WESTERN.contains(number))?;
    let unit = unit(rest);
    if unit == 0 && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == ',') {
        return None;
    }
    Some(Year { year: number, len: text.len() - rest.len() + unit, certain: prefixed || unit > 0 })
}

/// Years from one to another at the beginning of a folded text: `令和6~10年度`, `2020-2024年度`.
pub fn range_at_start(text: &str) -> Option<(RangeInclusive<FiscalYear>, usize)> {
    let from = at_start(text)?;
    let rest = text.get(from.len..)?;
    let rest = rest.strip_prefix(['~', '-', '–']).or_else(|| rest.strip_prefix("から"))?;
    let era = ERAS.iter().find(|(era, _)| text.starts_with(era));
    let to = at_start(rest).or_else(|| {
        // The second number leans on the first one's era.
        let (_, before) = era?;
        let (number, after) = number(rest, 2)?;
        let unit = unit(after);
        Some(Year { year: before + number, len: rest.len() - after.len() + unit, certain: unit > 0 })
    })?;
    (from.year <= to.year).then(|| (from.year..=to.year, text.len() - rest.len() + to.len))
}

/// A number of at most `digits` digits, and what follows it.
fn number(text: &str, digits: usize) -> Option<(FiscalYear, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > digits || (digits == 4 && end != 4) {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// How many bytes 年度 or 年 takes.
fn unit(text: &str) -> usize {
    ["年度", "年"].into_iter().find(|unit| text.starts_with(unit)).map_or(0, str::len)
}

/// The ways a year is written, folded: what a text that speaks of it may hold.
pub fn notations(year: FiscalYear) -> Vec<String> {
    let mut ways = vec![format!("{year}年"), format!("fy{year}")];
    for (era, before) in ERAS {
        let Some(number) = year.checked_sub(*before).filter(|number| ERA_YEARS.contains(number)) else { continue };
        // An era ends where the next begins; its last year has both names.
        let ended = (*before == 1988 && year > 2019) || (*before == 1925 && year > 1989);
        if ended {
            continue;
        }
        if era.is_ascii() {
            ways.push(format!("{era}{number}"));
        } else {
            ways.push(format!("{era}{number}年"));
            if number == 1 {
                ways.push(format!("{era}元年"));
            }
        }
    }
    ways
}

/// A date's other spellings: `令和4年5月31日` for `2022年5月31日`, and `r3.6.1` for both.
pub fn other_dates(folded: &str) -> Vec<String> {
    let Some(year) = at_start(folded) else { return Vec::new() };
    let rest = &folded[year.len..];
    let spelled = match rest.strip_prefix('.') {
        Some(rest) => {
            let mut parts = rest.splitn(2, '.').map(|part| part.parse::<u8>().ok());
            match (parts.next().flatten(), parts.next().flatten()) {
                (Some(month), Some(day)) => format!("{month}月{day}日"),
                (Some(month), None) => format!("{month}月"),
                _ => return Vec::new(),
            }
        }
        None if rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('月') => rest.to_owned(),
        None => return Vec::new(),
    };
    let ways = notations(year.year).into_iter().filter(|way| way.ends_with('年'));
    ways.map(|way| format!("{way}{spelled}")).filter(|way| way != folded).collect()
}

/// Every year that a folded text speaks of for certain.
pub fn in_text(folded: &str, mut found: impl FnMut(FiscalYear)) {
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
        let starts = !folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let range = range_at_start(rest).filter(|(_, len)| starts && rest[..*len].contains('年'));
        let step = match (range, at_start(rest).filter(|year| starts && year.certain)) {
            (Some((years, len)), _) => {
                years.for_each(&mut found);
                len
            }
            (None, Some(year)) => {
                found(year.year);
                year.len
            }
            (None, None) => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += step;
    }
}

/// The fiscal years that a record is of: by its money, its document, its deadline, and by what its texts say.
pub fn of_record(corpus: &Corpus, record: &Record) -> Vec<FiscalYear> {
    let mut years: Vec<FiscalYear> = Vec::new();
    match record {
        Record::Document(document) => {
            years.extend(document.fiscal_year);
            years.extend(document.allocations.iter().map(|allocation| allocation.fiscal_year));
        }
        Record::Project(project) => years.extend(project.budgets.iter().map(|budget| budget.fiscal_year)),
        Record::Programme(programme) => years.extend(programme.entries.iter().filter_map(|entry| entry.fiscal_year)),
        Record::Kpi(kpi) => years.extend(kpi.target.iter().flat_map(|target| target.from.into_iter().chain(target.by))),
        _ => {}
    }
    if matches!(record, Record::Section(_) | Record::Project(_)) {
        years.extend(record.document().and_then(|document| corpus.document(document.as_str())).and_then(|document| document.fiscal_year));
    }
    let as_of = match record {
        Record::Kpi(kpi) => kpi.latest.as_ref().and_then(|latest| latest.as_of.as_deref()),
        _ => None,
    };
    for text in std::iter::once(record.title()).chain(corpus.texts(record)).chain(as_of) {
        in_text(&crate::text::fold::fold(text), |year| years.push(year));
    }
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str) -> Option<FiscalYear> {
        at_start(text).map(|year| year.year)
    }

    #[test]
    fn every_notation_is_the_same_year() {
        for text in ["令和5年度", "令和5年", "令和5", "r5", "fy2023", "2023年度", "2023年", "2023"] {
            assert_eq!(year(text), Some(2023), "{text}");
        }
        for text in ["平成31年度", "平成31", "h31", "令和元年", "2019年度"] {
            assert_eq!(year(text), Some(2019), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_years_are_none() {
        for text in ["h5n1", "r5g", "1,498億円", "99999", "令和", "60件", "rna", "3000億", "20231"] {
            assert_eq!(year(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_lean_on_the_first_era() {
        assert_eq!(range_at_start("令和6~10年度").map(|(years, _)| years), Some(2024..=2028));
        assert_eq!(range_at_start("2020-2024年度").map(|(years, _)| years), Some(2020..=2024));
        assert_eq!(range_at_start("令和6年度"), None);
    }

    #[test]
    fn dates_are_found_in_either_calendar() {
        assert_eq!(other_dates("令和4年5月31日"), ["2022年5月31日"]);
        assert!(other_dates("2022年5月31日").contains(&"令和4年5月31日".to_owned()));
        assert!(other_dates("r3.6.1").contains(&"令和3年6月1日".to_owned()));
        assert!(other_dates("令和4年度").is_empty());
    }

    #[test]
    fn texts_tell_their_years() {
        let mut years = Vec::new();
        in_text("令和7年4月に設立。2025~2029年度の累計、h30。iso2023x", |year| years.push(year));
        assert_eq!(years, [2025, 2025, 2026, 2027, 2028, 2029, 2018]);
    }
}
