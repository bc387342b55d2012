//! Steps of the lineage: what became of a project, council or programme in the next period.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Basis, Id};

/// Passage of one thing into the next.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Passage {
    /// Continuation under the same name.
    Continued,
    /// Continuation under another name.
    Renamed,
    /// Merger of several into one.
    Merged,
    /// Split of one into several.
    Split,
    /// Creation in this period.
    Created,
    /// End, with nothing later.
    Ended,
}

impl Passage {
    /// Returns the field's word for it.
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
    /// The way in which the one became the other.
    pub kind: Passage,
    /// The basis: stated by the source, or inferred.
    pub basis: Basis,
    /// The sections that say or support it.
    pub evidence: Vec<Id>,
    /// The reason for this reading.
    pub note: Option<String>,
}
