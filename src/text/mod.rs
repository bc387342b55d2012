//! Japanese text: what may be shown, how it is compared, how wide it is, where its lines break, which of it is marked, which years and
//! amounts it speaks of, whether it still is as it was written. Knows no record and no terminal.

pub mod amount;
pub mod clean;
pub mod company;
pub mod fold;
pub mod kana;
pub mod mark;
pub mod numeral;
pub mod width;
pub mod wrap;
pub mod year;
