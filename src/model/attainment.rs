//! How indicators stand to their targets.

use strum::{IntoStaticStr, VariantArray};

use super::kpi::{Kpi, Measure, Target};
use crate::text::fold::fold;

/// How an indicator stands to its target.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Attainment {
    /// The value is the target or more.
    Reached,
    /// The value is less than the target.
    NotReached,
    /// There is a value, but no target in the same unit and measure.
    NotComparable,
    /// No value is reported.
    NotReported,
}

impl Attainment {
    /// How an indicator stands.
    pub fn of(kpi: &Kpi) -> Self {
        match (kpi.progress(), &kpi.latest) {
            (_, None) => Attainment::NotReported,
            (None, Some(_)) => Attainment::NotComparable,
            (Some(share), Some(_)) if share >= 1.0 => Attainment::Reached,
            (Some(_), Some(_)) => Attainment::NotReached,
        }
    }
}

impl Kpi {
    /// How far an indicator has come, as a share of its target: where both are numbers of the same unit and measure, and the target is no ceiling
    /// (以下), which less reaches.
    pub fn progress(&self) -> Option<f64> {
        if let Some(review) = &self.review {
            // The sheet says itself how far it has come, whichever way is up.
            let rate = review.series.iter().rev().find_map(|year| year.rate.filter(|_| year.actual.is_some()));
            return rate.map(|rate| rate / 100.0);
        }
        let (goal, reached) = (self.target.as_ref()?, self.latest.as_ref()?);
        let same = goal.unit == reached.unit && reached.basis.is_none_or(|basis| basis == goal.basis);
        let counts = !matches!(goal.basis, Measure::Relative | Measure::Qualitative);
        let (wanted, have) = (goal.value?, reached.value?);
        let ceiling = ["以下", "以内", "未満"].contains(&goal.direction());
        (same && counts && !ceiling && wanted > 0.0).then_some(have / wanted)
    }
}

impl Target {
    /// Whether a target is a floor or a ceiling, as printed right behind its value: `以上`.
    pub fn direction(&self) -> &'static str {
        let printed = fold(self.printed.as_deref().unwrap_or_default()).replace(',', "");
        let counted = |direction: &&str| {
            let unit = self.unit.as_deref().unwrap_or_default();
            self.value.is_some_and(|value| {
                [(1.0, ""), (1e4, "万"), (1e8, "億"), (1e12, "兆")].iter().any(|(times, scale)| {
                    printed.match_indices(&fold(&format!("{}{scale}{unit}{direction}", value / times))).any(|(at, _)| {
                        // Not the end of a longer number: the `5件以上` of `15件以上`.
                        !printed[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
                    })
                })
            })
        };
        ["以上", "以下", "以内", "未満"].into_iter().find(counted).unwrap_or_default()
    }
}
