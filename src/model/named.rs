//! Enums whose values have names: those used in the corpus, on the command line and in JSON, given once where the enum is defined.

use strum::VariantArray;

/// An enum whose values have names. Derive `strum::IntoStaticStr` and `strum::VariantArray`, and serde's `into = "&'static str"`.
pub trait Named: Copy + PartialEq + 'static {
    /// Returns the name in the corpus, on the command line and in JSON.
    fn name(self) -> &'static str;

    /// Returns all values, in the order in which they are listed.
    fn all() -> &'static [Self];

    /// Returns the value with that name, if there is one.
    fn from_name(name: &str) -> Option<Self> {
        Self::all().iter().copied().find(|value| value.name() == name)
    }

    /// Returns the index of the value among all values.
    fn place(self) -> usize {
        Self::all().iter().position(|value| *value == self).unwrap_or(0)
    }

    /// Returns the value after this one; after the last, the first.
    fn next(self) -> Self {
        let all = Self::all();
        all.get((self.place() + 1) % all.len().max(1)).copied().unwrap_or(self)
    }

    /// Returns the names of all values, as a sentence lists them.
    fn list() -> String {
        Self::all().iter().map(|value| value.name()).collect::<Vec<_>>().join(", ")
    }
}

impl<T: Copy + PartialEq + Into<&'static str> + VariantArray + 'static> Named for T {
    fn name(self) -> &'static str {
        self.into()
    }

    fn all() -> &'static [Self] {
        Self::VARIANTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Basis, Category, Kind, Relation, Stage};

    #[test]
    fn values_are_found_by_the_names_they_have_in_json() {
        fn each<T: Named + serde::Serialize + std::fmt::Debug>() {
            for value in T::all() {
                assert_eq!(serde_json::to_value(value).ok(), Some(value.name().into()));
                assert_eq!(T::from_name(value.name()), Some(*value));
            }
            assert_eq!(T::from_name("no such name"), None);
        }
        each::<Kind>();
        each::<Basis>();
        each::<Category>();
        each::<Relation>();
        each::<Stage>();
        assert_eq!((Kind::Kpi.name(), Category::StrategicGoal.name(), Relation::LedBy.name()), ("kpi", "strategic-goal", "led_by"));
        assert_eq!((Stage::Initial.name(), Basis::list()), ("当初予算", "stated, inferred".to_owned()));
        assert_eq!((Kind::Document.next(), Kind::Payee.next()), (Kind::Section, Kind::Document));
    }
}
