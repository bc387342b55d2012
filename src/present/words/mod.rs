//! Words for what is shown, in both languages of the interface, one file per subject. The documents' own words stay Japanese.

mod records;
mod search;
mod work;

pub use work::Work;

use strum::{IntoStaticStr, VariantArray};

/// Language of the interface; the documents stay Japanese.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
pub enum Language {
    /// 日本語.
    #[default]
    #[strum(serialize = "ja")]
    Japanese,
    /// English.
    #[strum(serialize = "en")]
    English,
}

/// The words in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

/// Chooses by language.
macro_rules! say {
    ($words:expr, $japanese:expr, $english:expr) => {
        match $words.0 {
            $crate::present::words::Language::Japanese => $japanese,
            $crate::present::words::Language::English => $english,
        }
    };
}
pub(crate) use say;
