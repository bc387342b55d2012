//! Japanese text: what may be shown, comparison, width, line breaks, marked ranges, and the years and amounts that a text mentions. This
//! module knows neither records nor terminals.

pub mod amount;
pub mod clean;
pub mod company;
pub mod fold;
pub mod highlight;
pub mod kana;
pub mod numeral;
pub mod width;
pub mod wrap;
pub mod year;
