//! Counts of all matches by kind, document, ministry and disease area.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// Counts by value, in the order of the corpus; values without a match are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Facets {
    /// Counts by kind.
    #[serde(serialize_with = "as_map")]
    pub kind: Vec<(String, usize)>,
    /// Counts by document id.
    #[serde(serialize_with = "as_map")]
    pub document: Vec<(String, usize)>,
    /// Counts by ministry code.
    #[serde(serialize_with = "as_map")]
    pub ministry: Vec<(String, usize)>,
    /// Counts by area id.
    #[serde(serialize_with = "as_map")]
    pub area: Vec<(String, usize)>,
}

fn as_map<S: Serializer>(counts: &[(String, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (value, count) in counts {
        map.serialize_entry(value, count)?;
    }
    map.end()
}
