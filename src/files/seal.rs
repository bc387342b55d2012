//! Text that shows whether it is still as it was written: its first line holds a checksum of the rest.

/// Text before the checksum. TOML reads the line as a comment.
const BEFORE: &str = "# shirube ";

/// Returns the checksum of bytes: CRC-32. It detects accidental damage, not forgery.
pub fn sum(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// Checksum of a text that arrives piece by piece.
#[derive(Default)]
pub struct Sum(crc32fast::Hasher);

impl Sum {
    /// Adds the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Returns the line that goes before the text.
    pub fn line(&self) -> String {
        format!("{BEFORE}{:08x}\n", self.0.clone().finalize())
    }
}

/// Returns `text` preceded by a line with its checksum.
pub fn seal(text: &str) -> String {
    let mut sum = Sum::default();
    sum.add(text.as_bytes());
    sum.line() + text
}

/// Returns true if a sealed text is as it was written.
pub fn is_whole(sealed: &str) -> bool {
    let Some((first, rest)) = sealed.split_once('\n') else { return false };
    first.strip_prefix(BEFORE).is_some_and(|said| said == format!("{:08x}", sum(rest.as_bytes())))
}

/// Returns the text below the checksum line, or all of a text that has none.
pub fn open(sealed: &str) -> &str {
    match sealed.split_once('\n') {
        Some((first, rest)) if first.starts_with(BEFORE) => rest,
        _ => sealed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_and_every_changed_bit_is_found() {
        let sealed = seal("title = \"医療\"\namount = 12.5\n");
        assert!(is_whole(&sealed));
        for end in (0..sealed.len()).filter(|end| sealed.is_char_boundary(*end)) {
            assert!(!is_whole(&sealed[..end]), "cut at {end}");
        }
        for bit in 0..sealed.len() * 8 {
            let mut bytes = sealed.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(!String::from_utf8(bytes).is_ok_and(|text| is_whole(&text)), "bit {bit}");
        }
    }
}
