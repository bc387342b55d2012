//! Cells of the tables as they are printed: nothing, yen, numbers, years.

use crate::model::Yen;
use crate::text::clean::clean_lines;
use crate::text::fold::fold;

/// Signs that mean that nothing is reported.
const NOTHING: [char; 8] = ['-', 'ー', '－', '―', '‐', '−', '–', '—'];

/// Returns what a cell says, without the blanks around it and what a terminal would obey; `None` if it is empty or a dash.
pub(super) fn text(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if cell.is_empty() || cell.chars().all(|c| NOTHING.contains(&c)) {
        return None;
    }
    Some(clean_lines(cell).into_owned())
}

/// Returns true if a cell says yes: `TRUE`.
pub(super) fn yes(cell: &str) -> bool {
    cell.trim().eq_ignore_ascii_case("true")
}

/// Number in the tables.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Number<T> {
    /// Nothing reported.
    Nothing,
    /// The number.
    Is(T),
    /// Something other than a number.
    Unreadable,
}

impl<T> Number<T> {
    /// Returns the number, if it is one.
    pub fn value(self) -> Option<T> {
        if let Number::Is(value) = self { Some(value) } else { None }
    }
}

/// Returns the sign and digits of a printed number: without blanks and commas, with △ and ▲ as minus, of any width.
fn digits(cell: &str) -> String {
    let folded = fold(cell.trim());
    let mut digits: String = folded.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    if let Some(rest) = digits.strip_prefix(['△', '▲', '−']) {
        digits = format!("-{rest}");
    }
    digits
}

/// Reads a whole number of yen; some are printed as `34482000.0`. A number with a part of a yen is not an amount.
pub(super) fn yen(cell: &str) -> Number<Yen> {
    if text(cell).is_none() {
        return Number::Nothing;
    }
    let digits = digits(cell);
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    match whole.parse() {
        Ok(yen) if rest.bytes().all(|digit| digit == b'0') => Number::Is(yen),
        _ => Number::Unreadable,
    }
}

/// Reads a number with or without decimals: a value of an indicator, a rate.
pub(super) fn number(cell: &str) -> Number<f64> {
    if text(cell).is_none() {
        return Number::Nothing;
    }
    let digits = digits(cell);
    let digits = digits.trim_end_matches('%');
    // No paper prints these: NaN, inf, 1e9.
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    digits.parse().ok().filter(|number: &f64| plain && number.is_finite()).map_or(Number::Unreadable, Number::Is)
}

/// Reads a year of four digits.
pub(super) fn year(cell: &str) -> Option<u16> {
    digits(cell).parse().ok().filter(|year| (1900..2200).contains(year))
}

/// Reads the number of a programme: digits, with any zeros before them.
pub(super) fn programme(cell: &str) -> Option<u32> {
    digits(cell).parse().ok()
}

/// Reads a corporate number (法人番号): thirteen digits.
pub(super) fn corporate_number(cell: &str) -> Option<String> {
    let digits = digits(cell);
    (digits.len() == 13 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_are_read_as_printed_and_a_blank_is_no_nought() {
        for (cell, is) in [
            ("34482000.0", Number::Is(34_482_000)),
            ("499000 ", Number::Is(499_000)),
            ("1,234,000", Number::Is(1_234_000)),
            ("-569000", Number::Is(-569_000)),
            ("△569", Number::Is(-569)),
            ("１２３", Number::Is(123)),
            ("0", Number::Is(0)),
            ("", Number::Nothing),
            (" － ", Number::Nothing),
            ("12.5", Number::Unreadable),
            ("約100", Number::Unreadable),
            ("99999999999999999999", Number::Unreadable),
        ] {
            assert_eq!(yen(cell), is, "{cell}");
        }
        assert_eq!(
            [number("0.70699"), number("177.3"), number("NaN"), number("1e9"), number("検討中")].map(Number::value),
            [Some(0.70699), Some(177.3), None, None, None]
        );
    }

    #[test]
    fn dashes_and_blanks_say_nothing() {
        assert_eq!(["", " ", "-", "ー", "－", "―", "‐", "——"].map(text), [const { None }; 8]);
        assert_eq!(text(" 事業の\u{1b}目的 ").as_deref(), Some("事業の目的"));
        assert_eq!((corporate_number("7010401022916 "), corporate_number("701040102291")), (Some("7010401022916".to_owned()), None));
        assert_eq!((programme("00884"), year("2024"), year("24")), (Some(884), Some(2024), None));
    }
}
