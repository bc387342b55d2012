//! Years in every notation: 令和5年度, R5, FY2023, 2023年度, 平成31, H31. A year of an era and its western equivalent are the same year.

use std::ops::RangeInclusive;

/// Year of the western calendar; a fiscal year is that of its April.
type Western = u16;

/// An era of the Japanese calendar.
struct Era {
    /// Name, and the letter that abbreviates it.
    names: [&'static str; 2],
    /// Western year before its first year.
    before: Western,
    /// Western year in which it ended; that year has two names.
    last: Western,
}

/// Eras by which living people count, the current one first.
const ERAS: [Era; 3] = [
    Era { names: ["令和", "r"], before: 2018, last: Western::MAX },
    Era { names: ["平成", "h"], before: 1988, last: 2019 },
    Era { names: ["昭和", "s"], before: 1925, last: 1989 },
];
/// Western years that a text in this field may mention.
const WESTERN: RangeInclusive<Western> = 1900..=2100;
/// Years of an era; a larger number is something else. Documents count on past the end of an era if they are older than it: 平成32年度.
const ERA_YEARS: RangeInclusive<Western> = 1..=64;

/// Returns the era with which a text begins, and its notation there.
fn era_at_start(text: &str) -> Option<(&'static Era, &'static str)> {
    let mut all = ERAS.iter().flat_map(|era| era.names.map(|name| (era, name)));
    all.find(|(_, name)| text.starts_with(name))
}

/// A year found at the beginning of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Year {
    /// The western year.
    pub year: Western,
    /// Length in the text, in bytes.
    pub len: usize,
    /// True if it is written as a year: with an era, `FY` or 年. A bare number may be anything.
    pub certain: bool,
}

/// Returns the year at the beginning of a folded text.
///
/// # Examples
///
/// ```
/// use shirube::text::fold::fold;
/// use shirube::text::year;
///
/// for printed in ["令和5年度", "R5", "FY2023", "2023年度"] {
///     assert_eq!(year::at_start(&fold(printed)).map(|year| year.year), Some(2023));
/// }
/// assert_eq!(year::at_start(&fold("5年度")), None);
/// ```
pub fn at_start(text: &str) -> Option<Year> {
    if let Some((era, name)) = era_at_start(text) {
        let rest = &text[name.len()..];
        let first_year = rest.strip_prefix('元').map(|rest| (1, rest));
        let (number, rest) = first_year.or_else(|| number(rest, 2)).filter(|(number, _)| ERA_YEARS.contains(number))?;
        let unit = unit(rest);
        // `R5` alone is a year; `r5g` and `h5n1` are not.
        if name.is_ascii() && unit == 0 && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        return Some(Year { year: era.before + number, len: text.len() - rest.len() + unit, certain: true });
    }
    let (prefixed, rest) = text.strip_prefix("fy").map_or((false, text), |rest| (true, rest));
    let (number, rest) = number(rest, 4).filter(|(number, _)| WESTERN.contains(number))?;
    let unit = unit(rest);
    if unit == 0 && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == ',') {
        return None;
    }
    Some(Year { year: number, len: text.len() - rest.len() + unit, certain: prefixed || unit > 0 })
}

/// Returns the range of years at the beginning of a folded text: `令和6~10年度`, `2020-2024年度`.
pub fn range_at_start(text: &str) -> Option<(RangeInclusive<Western>, usize)> {
    let from = at_start(text)?;
    let rest = text.get(from.len..)?;
    let rest = rest.strip_prefix(['~', '-', '–']).or_else(|| rest.strip_prefix("から"))?;
    let to = at_start(rest).or_else(|| {
        // The second number uses the era of the first.
        let (era, _) = era_at_start(text)?;
        let (number, after) = number(rest, 2)?;
        let unit = unit(after);
        Some(Year { year: era.before + number, len: rest.len() - after.len() + unit, certain: unit > 0 })
    })?;
    (from.year <= to.year).then(|| (from.year..=to.year, text.len() - rest.len() + to.len))
}

/// Returns a number of at most `digits` digits, and what follows it.
fn number(text: &str, digits: usize) -> Option<(Western, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > digits || (digits == 4 && end != 4) {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// Returns the length of 年度 or 年 in bytes.
fn unit(text: &str) -> usize {
    ["年度", "年"].into_iter().find(|unit| text.starts_with(unit)).map_or(0, str::len)
}

/// Returns the notations of a year, folded, that a text mentioning it may contain.
pub fn notations(year: Western) -> Vec<String> {
    let mut ways = vec![format!("{year}年"), format!("fy{year}")];
    for era in ERAS.iter().filter(|era| year <= era.last) {
        let Some(number) = year.checked_sub(era.before).filter(|number| ERA_YEARS.contains(number)) else { continue };
        let [name, letter] = era.names;
        ways.extend([format!("{name}{number}年"), format!("{letter}{number}")]);
        if number == 1 {
            ways.push(format!("{name}元年"));
        }
    }
    ways
}

/// Returns the other spellings of a date: `令和4年5月31日` for `2022年5月31日`, and `r3.6.1` for both.
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

/// Calls `found` with every year that a folded text mentions for certain, in order.
pub fn in_text(folded: &str, mut found: impl FnMut(Western)) {
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
        // A letter or number inside a longer word does not begin a year; the name of an era does.
        let inside = rest.starts_with(|c: char| c.is_ascii()) && folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let range = range_at_start(rest).filter(|(_, len)| !inside && rest[..*len].contains('年'));
        let step = match (range, at_start(rest).filter(|year| !inside && year.certain)) {
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

/// Returns the first year that a folded text mentions for certain.
pub fn first_in_text(folded: &str) -> Option<Western> {
    let mut first = None;
    in_text(folded, |year| first = first.or(Some(year)));
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str) -> Option<Western> {
        at_start(text).map(|year| year.year)
    }

    #[test]
    fn every_notation_is_the_same_year() {
        for text in ["令和5年度", "令和5年", "令和5", "r5", "fy2023", "2023年度", "2023年", "2023"] {
            assert_eq!(year(text), Some(2023), "{text}");
        }
        for text in ["平成31年度", "平成31", "h31", "令和元年度", "r1", "2019年度"] {
            assert_eq!(year(text), Some(2019), "{text}");
        }
    }

    #[test]
    fn a_year_is_written_in_each_era_it_belongs_to() {
        assert_eq!(notations(2019), ["2019年", "fy2019", "令和1年", "r1", "令和元年", "平成31年", "h31"]);
        assert_eq!(notations(2023), ["2023年", "fy2023", "令和5年", "r5"]);
        assert!(notations(1989).contains(&"昭和64年".to_owned()) && !notations(1990).contains(&"昭和65年".to_owned()));
        assert_eq!((year("昭和63年度"), year("平成32年度")), (Some(1988), Some(2020)));
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
        assert_eq!(first_in_text("amed令和元年度予算額"), Some(2019));
        assert_eq!(first_in_text("isoh30、60件"), None);
    }
}
