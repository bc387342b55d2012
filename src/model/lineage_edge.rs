//! What became of a project, council or programme in the next period.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Basis, Id};

/// How one thing goes over into the next.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Passage {
    /// Goes on under its name.
    Continued,
    /// Goes on under another name.
    Renamed,
    /// Several become one.
    Merged,
    /// One becomes several.
    Split,
    /// New in this period.
    Created,
    /// Ends here.
    Ended,
}

impl Passage {
    /// The word for it in the field.
    pub fn printed(self) -> &'static str {
        match self {
            Passage::Continued => "継続",
            Passage::Renamed => "改称",
            Passage::Merged => "統合",
            Passage::Split => "分割",
            Passage::Created => "新設",
            Passage::Ended => "終了",
        }
    }
}

/// One step of the lineage. `from` is empty for what is new, `to` for what ends.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct LineageEdge {
    /// The earlier record.
    pub from: Option<Id>,
    /// The later record.
    pub to: Option<Id>,
    /// How the one became the other.
    pub kind: Passage,
    /// Whether the source says so.
    pub basis: Basis,
    /// The sections that say or support it.
    pub evidence: Vec<Id>,
    /// Why it reads so.
    pub note: Option<String>,
}
