//! Basis of a fact: stated by the source, or inferred from it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

/// Basis of a fact: the source says it, or we read it out of the source.
#[derive(
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    BorshSerialize,
    BorshDeserialize,
    IntoStaticStr,
    VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Basis {
    /// Said by the source.
    Stated,
    /// Read out of the source; the record names the evidence.
    #[default]
    Inferred,
}
