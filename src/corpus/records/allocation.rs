//! Allocations, money that belongs to no single programme or project: their TOML, rules and conversion.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::parts::{id, ids, named, stage, text, texts};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Allocation, AllocationGroup, AmountBasis, Channel, Named, Share, Stage};

/// TOML form of an allocation: all the money of a channel, or of a part of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct AllocationToml {
    pub title: Text,
    pub group: Text,
    pub channel: Option<Text>,
    pub fiscal_year: u16,
    pub stage: Text,
    #[serde(default, skip_serializing_if = "Not::not")]
    pub wish_included: bool,
    pub amount: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<ShareToml>,
    pub area: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Text>,
    pub section: Option<Text>,
    pub slide: Option<String>,
    pub note: Option<String>,
}

/// TOML form of a ministry's share of an allocation.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ShareToml {
    pub code: Text,
    pub amount: f64,
    pub incomparable: Option<String>,
}

impl AllocationToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.filled(&self.title);
        checker.word::<AllocationGroup>(&self.group);
        self.channel.iter().for_each(|channel| checker.word::<Channel>(channel));
        if self.group.get_ref() == AllocationGroup::Overall.name() && self.channel.is_none() {
            checker.report(self.title.span().start, format!("an overall amount needs its `channel`: {}", Channel::list()));
        }
        checker.word::<Stage>(&self.stage);
        checker.place(&self.title, None, self.slide.as_ref());
        checker.optional_texts(&self.title, &[("note", &self.note)]);
        self.section.iter().for_each(|section| checker.reference(section, &["section"]));
        self.area.iter().for_each(|area| checker.reference(area, &["area"]));
        self.programmes.iter().for_each(|programme| checker.reference(programme, &["programme"]));
        for share in &self.ministries {
            checker.ministries(std::slice::from_ref(&share.code));
            checker.amount(&share.code, share.amount);
        }
        if let Some(amount) = self.amount {
            checker.amount(&self.title, amount);
        }
    }

    pub fn allocation(self) -> Allocation {
        Allocation {
            title: self.title.into_inner(),
            group: named(&self.group).unwrap_or(AllocationGroup::Other),
            channel: self.channel.as_ref().and_then(named),
            fiscal_year: self.fiscal_year,
            stage: stage(&self.stage),
            basis: AmountBasis::new(stage(&self.stage), self.wish_included),
            amount: self.amount,
            ministries: self
                .ministries
                .into_iter()
                .map(|share| Share { code: share.code.into_inner(), amount: share.amount, incomparable: share.incomparable })
                .collect(),
            area: self.area.map(id),
            programmes: ids(self.programmes),
            section: self.section.map(id),
            slide: self.slide,
            note: self.note,
        }
    }

    /// Returns the TOML form of an allocation.
    pub fn of(allocation: &Allocation) -> Self {
        let share = |share: &Share| ShareToml { code: text(&share.code), amount: share.amount, incomparable: share.incomparable.clone() };
        Self {
            title: text(&allocation.title),
            group: text(allocation.group.name()),
            channel: allocation.channel.map(|channel| text(channel.name())),
            fiscal_year: allocation.fiscal_year,
            stage: text(allocation.stage.name()),
            wish_included: allocation.basis == AmountBasis::RequestAndWish,
            amount: allocation.amount,
            area: allocation.area.as_ref().map(text),
            programmes: texts(&allocation.programmes),
            section: allocation.section.as_ref().map(text),
            slide: allocation.slide.clone(),
            note: allocation.note.clone(),
            ministries: allocation.ministries.iter().map(share).collect(),
        }
    }
}
