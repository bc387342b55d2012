//! Attainment: how indicators compare with their targets.

use borsh::{BorshDeserialize, BorshSerialize};
use strum::{IntoStaticStr, VariantArray};

use super::kpi::{Kpi, Measure, Target};
use crate::text::fold::fold;

/// Attainment of an indicator: how it compares with its target.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Attainment {
    /// Value that is the target or more.
    Reached,
    /// Value below the target.
    NotReached,
    /// Value without a target in the same unit and measure.
    NotComparable,
    /// No value reported.
    NotReported,
}

impl Attainment {
    /// Returns the attainment of an indicator.
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
    /// Returns how far an indicator has come, as a share of its target, if both are numbers of the same unit and measure and the target is
    /// not a ceiling (以下), which a lower value reaches.
    pub fn progress(&self) -> Option<f64> {
        if let Some(review) = &self.review {
            // The sheet itself says how far it has come, whichever direction is better.
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
    /// Returns the direction of a target, a floor or a ceiling, as printed right after its value: `以上`. Empty if none is printed.
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
