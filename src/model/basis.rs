//! Whether the source says a thing, or we read it out of the source.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

/// Whether the source says a thing or we read it out of the source.
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
    /// The source says so.
    Stated,
    /// Read out of the source; the record names the evidence.
    #[default]
    Inferred,
}
