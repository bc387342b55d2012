//! Numbers as they are printed, in folded text: 1,234.5, 二百三十, 二〇二四.

/// A number found at the beginning of a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Numeral {
    /// Value of the number, never negative.
    pub value: f64,
    /// Length in the text, in bytes.
    pub len: usize,
}

/// Returns the number at the beginning of a folded text. Commas only separate thousands, and 万, 億 and 兆 are units, not part of the
/// number.
///
/// ```
/// use shirube::text::numeral;
/// let value = |text| numeral::at_start(text).map(|found| (found.value, found.len));
/// assert_eq!(value("1,234.5億円"), Some((1234.5, 7)));
/// assert_eq!(value("二百三十名"), Some((230.0, 12)));
/// assert_eq!(value("3,4"), Some((3.0, 1)));
/// assert_eq!(value("約3"), None);
/// ```
pub fn at_start(text: &str) -> Option<Numeral> {
    if text.starts_with(|c: char| c.is_ascii_digit()) { digits(text) } else { kanji(text) }
}

/// Returns the number of digits at the beginning of the text.
fn run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn digits(text: &str) -> Option<Numeral> {
    let mut len = run(text);
    if (1..=3).contains(&len) {
        while let Some(3) = text[len..].strip_prefix(',').map(run) {
            len += ",000".len();
        }
    }
    if let Some(decimals) = text[len..].strip_prefix('.').map(run).filter(|decimals| *decimals > 0) {
        len += ".".len() + decimals;
    }
    let value = text[..len].replace(',', "").parse().ok().filter(|value: &f64| value.is_finite())?;
    Some(Numeral { value, len })
}

/// Reads kanji with their tens and hundreds, or digit by digit.
fn kanji(text: &str) -> Option<Numeral> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|known| known == c);
    let power = |c: char| match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        _ => None,
    };
    let (mut sum, mut run, mut len) = (0.0, None::<f64>, 0);
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            run = Some(run.unwrap_or(0.0) * 10.0 + digit as f64);
        } else if let Some(power) = power(c) {
            sum += run.take().unwrap_or(1.0) * power;
        } else {
            break;
        }
        len += c.len_utf8();
        if !run.unwrap_or(sum).is_finite() {
            return None;
        }
    }
    let value = sum + run.unwrap_or(0.0);
    (len > 0 && value.is_finite()).then_some(Numeral { value, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_far_as_they_go() {
        fn value(text: &str) -> Option<(f64, &str)> {
            at_start(text).map(|found| (found.value, &text[found.len..]))
        }
        assert_eq!(value("12,345,678円"), Some((12_345_678.0, "円")));
        assert_eq!(value("0.5"), Some((0.5, "")));
        assert_eq!(value("1,23"), Some((1.0, ",23")));
        assert_eq!(value("1234,567"), Some((1234.0, ",567")));
        assert_eq!(value("1,2345"), Some((1.0, ",2345")));
        assert_eq!(value("5."), Some((5.0, ".")));
        assert_eq!(value("千二百"), Some((1200.0, "")));
        assert_eq!(value("二〇二四年"), Some((2024.0, "年")));
        assert_eq!(value("十億円"), Some((10.0, "億円")));
        for none in ["", ".5", ",5", "億", "億円", "-3"] {
            assert_eq!(value(none), None, "{none}");
        }
        assert_eq!(value(&"9".repeat(400)), None);
    }
}
