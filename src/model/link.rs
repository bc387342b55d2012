//! Links from one record to another: the relation, and what supports it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Basis, Id, Place};

/// Relation of one record to another. The order is that in which a reader sees them.
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
    /// The records that this ministry leads.
    Leads,
    /// The ministries that take part in this.
    Participant,
    /// The records in which this ministry takes part.
    TakesPart,
    /// The ministries that pay for this programme.
    FundedBy,
    /// The programmes that this ministry pays for.
    Funds,
    /// The ministries and bodies that act as this council's office.
    Office,
    /// The councils whose office this is.
    OfficeOf,
    /// The disease areas that this covers.
    Covers,
    /// The records that cover this disease area.
    CoveredBy,
    /// A project's (or plan's) indicators.
    Owns,
    /// The review sheets of this programme, or of a part of this project.
    ReviewedAs,
    /// The programme or project of the documents whose sheet this is.
    Reviews,
    /// The plan that sets this, as its sheet says.
    SetBy,
    /// The records that this plan sets.
    Sets,
    /// The next step of the sheet's logic model.
    LeadsTo,
    /// The previous step of the sheet's logic model.
    FollowsFrom,
    /// The programmes that a sheet names besides its own.
    Related,
    /// The payees that this programme pays.
    Pays,
    /// The programmes that pay this payee.
    PaidBy,
    /// The earlier record from which this came.
    Follows,
    /// The later record that this became.
    FollowedBy,
    /// The record of which this is a part.
    PartOf,
    /// The parts of this.
    Contains,
    /// The section that sets this out.
    DefinedIn,
    /// The records that this section sets out.
    Defines,
    /// The records of which this speaks.
    Mentions,
    /// The records that speak of this.
    MentionedBy,
}

impl Relation {
    /// Returns the relation of the same link seen from the other end.
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
#[derive(Clone, PartialEq, Eq, Debug, BorshSerialize, BorshDeserialize)]
pub struct Link {
    /// The relation.
    pub relation: Relation,
    /// The basis: stated by the source, or inferred.
    pub basis: Basis,
    /// The record to which it leads.
    pub id: Id,
    /// The place that supports the link; `None` if the corpus gives none.
    pub source: Option<Place>,
    /// The name or word in that place by which a text was found to speak of the record; `None` if a field says it.
    pub words: Option<String>,
    /// The records that say or support it: sections for an owner or a step of the lineage; for a project's disease area, its bearers.
    pub evidence: Vec<Id>,
}
