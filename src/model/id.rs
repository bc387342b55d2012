//! Ids of records: short, ASCII, stable (`plan3/project/4`, `programme/b-cure`).

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Serialize, Serializer};

/// The id of a record. Cloning shares the text.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

impl Id {
    /// Creates an id from `text` as it is; [`Id::is_well_formed`] checks it.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if `text` may be an id: parts of ASCII letters, digits, `.`, `-` and `_`, joined by `/`.
    pub fn is_well_formed(text: &str) -> bool {
        !text.is_empty()
            && text
                .split('/')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl BorshSerialize for Id {
    fn serialize<W: borsh::io::Write>(&self, writer: &mut W) -> borsh::io::Result<()> {
        BorshSerialize::serialize(&*self.0, writer)
    }
}

impl BorshDeserialize for Id {
    fn deserialize_reader<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Self> {
        String::deserialize_reader(reader).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ascii_parts_joined_by_slashes() {
        for good in ["plan3", "plan3/project/4", "plan3/section/3.1-3-4", "programme/b-cure"] {
            assert!(Id::is_well_formed(good), "{good}");
        }
        for bad in ["", "/", "plan3/", "計画", "a b", "a//b"] {
            assert!(!Id::is_well_formed(bad), "{bad}");
        }
    }
}
