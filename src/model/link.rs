//! A link from one record to another: how it stands to it, and what bears that.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Basis, Id, Place};

/// How one record stands to another. The order is the order in which a reader sees them.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "snake_case")]
pub enum Relation {
    /// An indicator's owner.
    Owner,
    /// The ministry that leads this.
    LedBy,
    /// What this ministry leads.
    Leads,
    /// The ministries that take part in this.
    Participant,
    /// What this ministry takes part in.
    TakesPart,
    /// The ministries that pay for this programme.
    FundedBy,
    /// The programmes that this ministry pays for.
    Funds,
    /// The ministries and bodies that are the office of this council.
    Office,
    /// The councils that this is the office of.
    OfficeOf,
    /// The disease areas that this covers.
    Covers,
    /// What covers this disease area.
    CoveredBy,
    /// A project's (or plan's) indicators.
    Owns,
    /// The review sheets of this programme, or of a part of this project.
    ReviewedAs,
    /// The programme or project of the documents whose sheet this is.
    Reviews,
    /// The plan that sets this, as its sheet says.
    SetBy,
    /// What this plan sets.
    Sets,
    /// The next step of the sheet's logic model.
    LeadsTo,
    /// The step before.
    FollowsFrom,
    /// Programmes that a sheet names beside its own.
    Related,
    /// Whom this programme pays.
    Pays,
    /// The programmes that pay this.
    PaidBy,
    /// What this came from.
    Follows,
    /// What became of this.
    FollowedBy,
    /// What this is a part of.
    PartOf,
    /// The parts of this.
    Contains,
    /// The section that sets this out.
    DefinedIn,
    /// What this section sets out.
    Defines,
    /// What this speaks of.
    Mentions,
    /// What speaks of this.
    MentionedBy,
}

impl Relation {
    /// The same link seen from the other end.
    pub fn inverse(self) -> Relation {
        match self {
            Relation::Owner => Relation::Owns,
            Relation::Owns => Relation::Owner,
            Relation::LedBy => Relation::Leads,
            Relation::Leads => Relation::LedBy,
            Relation::Participant => Relation::TakesPart,
            Relation::TakesPart => Relation::Participant,
            Relation::FundedBy => Relation::Funds,
            Relation::Funds => Relation::FundedBy,
            Relation::Office => Relation::OfficeOf,
            Relation::OfficeOf => Relation::Office,
            Relation::Covers => Relation::CoveredBy,
            Relation::CoveredBy => Relation::Covers,
            Relation::Follows => Relation::FollowedBy,
            Relation::FollowedBy => Relation::Follows,
            Relation::PartOf => Relation::Contains,
            Relation::Contains => Relation::PartOf,
            Relation::DefinedIn => Relation::Defines,
            Relation::Defines => Relation::DefinedIn,
            Relation::ReviewedAs => Relation::Reviews,
            Relation::Reviews => Relation::ReviewedAs,
            Relation::SetBy => Relation::Sets,
            Relation::Sets => Relation::SetBy,
            Relation::LeadsTo => Relation::FollowsFrom,
            Relation::FollowsFrom => Relation::LeadsTo,
            Relation::Related => Relation::Related,
            Relation::Pays => Relation::PaidBy,
            Relation::PaidBy => Relation::Pays,
            Relation::Mentions => Relation::MentionedBy,
            Relation::MentionedBy => Relation::Mentions,
        }
    }
}

/// A link from one record to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// How.
    pub relation: Relation,
    /// Whether the source says so.
    pub basis: Basis,
    /// To which record.
    pub id: Id,
    /// The place that bears the link; `None` where the corpus gives none.
    pub source: Option<Place>,
    /// The name or word in that place by which a text was found to speak of the record; `None` where a field says it.
    pub words: Option<String>,
    /// The records that say or support it: sections for an owner or a step of the lineage, what bears it for a project's disease area.
    pub evidence: Vec<Id>,
}
