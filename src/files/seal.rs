//! Text that shows whether it still is as it was written: a checksum of the rest stands in its first line.

/// What stands before the checksum. TOML takes the line for a comment.
const BEFORE: &str = "# shirube ";

/// The checksum of bytes: CRC-32. It finds what chance has damaged, not what somebody has forged.
pub fn sum(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// The checksum of a text that is had piece by piece.
#[derive(Default)]
pub struct Sum(crc32fast::Hasher);

impl Sum {
    /// Takes the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The line that stands before the text.
    pub fn line(&self) -> String {
        format!("{BEFORE}{:08x}\n", self.0.clone().finalize())
    }
}

/// `text` with its checksum in a line before it.
pub fn seal(text: &str) -> String {
    let mut sum = Sum::default();
    sum.add(text.as_bytes());
    sum.line() + text
}

/// Whether a sealed text is as it was written.
pub fn is_whole(sealed: &str) -> bool {
    let Some((first, rest)) = sealed.split_once('\n') else { return false };
    first.strip_prefix(BEFORE).is_some_and(|said| said == format!("{:08x}", sum(rest.as_bytes())))
}

/// What stands below the checksum's line; all of a text that has none.
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
