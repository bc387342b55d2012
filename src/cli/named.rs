//! Values on the command line that are the names of an enum's values.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::Named;

/// Returns the parser for the name of one of an enum's values; help, completions and error messages list them all.
pub(super) fn named<T: Named + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let names = T::all().iter().map(|value| value.name());
    PossibleValuesParser::new(names).try_map(|name| T::from_name(&name).ok_or_else(|| format!("none of {}", T::list())))
}
