//! Amounts of money as they are printed, in folded text: 12.3億円, 1兆2,345億円, 3億5,000万円, 12百万円.

use super::numeral;

/// 億, in yen.
pub const OKU: f64 = 1e8;
/// Units in which a number may be counted, in yen, largest first.
const UNITS: [(&str, f64); 4] = [("兆", 1e12), ("億", OKU), ("万", 1e4), ("", 1.0)];
/// Units in which tables count; without a number before them they are not an amount.
const COUNTED_IN: [&str; 3] = ["百万円", "千万円", "千円"];
/// Largest number of yen that a 64-bit float can still count exactly: 2^53.
const MOST: f64 = 9_007_199_254_740_992.0;

/// An amount of money, never negative.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amount {
    /// Value in whole yen.
    pub yen: f64,
    /// Largest unit that is printed, in yen: 億 in `3億5,000万円`.
    pub unit: f64,
    /// Length in the text, in bytes.
    pub len: usize,
}

impl Amount {
    /// Returns the amount in 億円.
    pub fn oku(self) -> f64 {
        self.yen / OKU
    }
}

/// Returns the amount at the beginning of a folded text, including 円. Without 円 it is something else: 3億人.
///
/// ```
/// use shirube::text::amount;
/// let oku = |text| amount::at_start(text).map(|found| found.oku());
/// assert_eq!(oku("1兆2,345.6億円"), Some(12345.6));
/// assert_eq!(oku("3億5,000万円"), Some(3.5));
/// assert_eq!(oku("1,250百万円"), Some(12.5));
/// assert_eq!(oku("3億人"), None);
/// ```
pub fn at_start(text: &str) -> Option<Amount> {
    let (yen, unit, rest) = counted(text)?;
    let rest = rest.trim_start().strip_prefix('円')?;
    Some(Amount { yen, unit, len: text.len() - rest.len() })
}

/// Returns the whole text as an amount in 億円; 円, and 億 itself, may be left out: `50`, `50億`, `1兆`.
///
/// # Examples
///
/// ```
/// use shirube::text::amount::oku;
///
/// assert_eq!(oku("3億5,000万円"), Some(3.5));
/// assert_eq!(oku("1兆2,300億円"), Some(12_300.0));
/// assert_eq!(oku("およそ3億円"), None);
/// ```
pub fn oku(text: &str) -> Option<f64> {
    if let Some(number) = numeral::at_start(text).filter(|number| number.len == text.len()) {
        return Some(number.value);
    }
    let (yen, _, rest) = counted(text)?;
    matches!(rest, "" | "円").then_some(yen / OKU)
}

/// An amount within a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PrintedAmount {
    /// Start in the text, in bytes.
    pub start: usize,
    /// The amount itself.
    pub amount: Amount,
    /// True if it is one end of a range, or a decrease (△, ▲, −), and so not a sum that anyone has.
    pub relative: bool,
}

impl PrintedAmount {
    /// Returns the byte offset after the amount.
    pub fn end(&self) -> usize {
        self.start + self.amount.len
    }
}

/// Returns every amount in a folded text, in order.
pub fn all(text: &str) -> Vec<PrintedAmount> {
    let mut found: Vec<PrintedAmount> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // Inside a number there is no other number: 1,23億円.
        let within = text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let step = rest.chars().next().map_or(1, char::len_utf8);
        if let Some(unit) = COUNTED_IN.iter().find(|unit| rest.starts_with(**unit)) {
            at += unit.len();
            continue;
        }
        let number = if within { None } else { numeral::at_start(rest) };
        let Some(amount) = number.and_then(|_| at_start(rest)) else {
            at += number.map_or(step, |number| number.len);
            continue;
        };
        let end = at + amount.len;
        // A dash followed by a space begins an item; one next to the number is its sign, or part of a range.
        let signed = text[..at].ends_with('-') || text[..at].trim_end().ends_with(['△', '▲', '~']);
        let to = text[end..].trim_start().strip_prefix(['~', '-']).and_then(|to| numeral::at_start(to.trim_start()));
        found.push(PrintedAmount { start: at, amount, relative: signed || to.is_some() });
        at = end;
    }
    found
}

/// Returns the sum of numbers with their units, largest first: yen, the largest unit, and what follows.
fn counted(text: &str) -> Option<(f64, f64, &str)> {
    let (mut yen, mut largest, mut rest) = (0.0, None, text);
    let mut last = f64::INFINITY;
    while let Some(number) = numeral::at_start(rest) {
        let after = rest[number.len..].trim_start();
        let (times, after) = [("千", 1e3), ("百", 1e2)]
            .into_iter()
            .find_map(|(word, times)| Some((times, after.strip_prefix(word)?)))
            .unwrap_or((1.0, after));
        let (after, unit) = UNITS.iter().find_map(|(word, unit)| Some((after.strip_prefix(word)?, *unit)))?;
        if unit >= last {
            break;
        }
        yen += number.value * times * unit;
        largest = largest.or(Some(unit * times));
        (last, rest) = (unit, after);
        if unit == 1.0 {
            break;
        }
    }
    // Fractions are not exact in binary floats; yen are whole.
    Some((yen.round(), largest?, rest)).filter(|_| yen <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns a whole number with thousands separators.
    fn parted(number: u64) -> String {
        let digits = number.to_string();
        let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join(",")
    }

    proptest! {
        #[test]
        fn what_is_printed_in_any_unit_is_read_back_to_the_yen(yen in 0_u64..5_000_000_000_000_000, before in "[ぁ-ん（令和年度]{0,6}") {
            let (cho, oku, man) = (yen / 1_000_000_000_000, yen / 100_000_000 % 10_000, yen / 10_000 % 10_000);
            let mut mixed = String::new();
            for (number, unit) in [(cho, "兆"), (oku, "億"), (man, "万"), (yen % 10_000, "")] {
                if number > 0 || (unit.is_empty() && mixed.is_empty()) {
                    mixed += &format!("{}{unit}", parted(number));
                }
            }
            let thousands = format!("{}千円", parted(yen / 1000));
            // Exact to the yen up to 100兆円, a national budget.
            let budget = yen % 100_000_000_000_000;
            let decimal = format!("{}.{:08}億円", budget / 100_000_000, budget % 100_000_000);
            for (printed, yen) in [(format!("{mixed}円"), yen), (thousands, yen / 1000 * 1000), (decimal, budget), (format!("{}円", parted(yen)), yen)] {
                let line = format!("{before}{printed}、");
                let read: Vec<(f64, bool)> = all(&line).iter().map(|found| (found.amount.yen, found.relative)).collect();
                prop_assert_eq!(read, [(yen as f64, false)], "{}", line);
            }
        }
    }

    #[test]
    fn units_are_added_up_to_whole_yen() {
        for (text, yen) in [
            ("12.3億円", 1_230_000_000.0),
            ("412 億円", 41_200_000_000.0),
            ("2兆円", 2_000_000_000_000.0),
            ("1兆2,345億円", 1_234_500_000_000.0),
            ("3億5,000万円", 350_000_000.0),
            ("三億五千万円", 350_000_000.0),
            ("5千万円", 50_000_000.0),
            ("1,250百万円", 1_250_000_000.0),
            ("71,234千円", 71_234_000.0),
            ("500円", 500.0),
            ("0億円", 0.0),
        ] {
            assert_eq!(at_start(text).map(|found| (found.yen, found.len)), Some((yen, text.len())), "{text}");
        }
        for none in ["12億", "3億人", "億円", "1億2億円", "12億ドル", "円", "約3億円", "99999999999兆円"] {
            assert_eq!(at_start(none), None, "{none}");
        }
    }

    #[test]
    fn amounts_are_found_in_a_line_and_what_is_relative_is_said() {
        let of = |text: &str| all(text).iter().map(|found| (found.amount.oku(), found.relative)).collect::<Vec<_>>();
        assert_eq!(of("要求額 461億円(amed 412億円、インハウス49億円)"), [(461.0, false), (412.0, false), (49.0, false)]);
        assert_eq!(of("対前年度 △5億円、10~20億円、10億円~20億円"), [(5.0, true), (20.0, true), (10.0, true), (20.0, true)]);
        assert_eq!(of("1,23億円 h5n1 3億人 1.2.3億円"), []);
        assert_eq!(of("令和5年度2億円 - うち amed 1億円"), [(2.0, false), (1.0, false)]);
        assert_eq!(of("- 3億円"), [(3.0, false)]);
        // A unit is not an amount.
        assert_eq!(of("要求額(百万円)、単位:千円、十億円、三百万円"), [(10.0, false), (0.03, false)]);
    }

    #[test]
    fn a_reader_may_leave_the_unit_out() {
        for (text, value) in [("50", 50.0), ("50億", 50.0), ("1,200億円", 1200.0), ("1兆", 10000.0), ("5000万円", 0.5), ("12.5", 12.5)]
        {
            assert_eq!(oku(text), Some(value), "{text}");
        }
        for none in ["", "億", "50ドル", "1,2", "nan", "-5", "50億人"] {
            assert_eq!(oku(none), None, "{none}");
        }
    }
}
