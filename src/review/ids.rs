//! Numbers as the sheets print them, turned into parts of ids.

/// Returns the number of a block or a goal for an id: letters and digits of any width as ASCII; the hash of anything else.
pub(super) fn ascii(block: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    };
    let plain: String = block.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let sound = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if sound { plain } else { format!("n{:08x}", crc32fast::hash(block.as_bytes())) }
}
