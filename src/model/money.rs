//! Money in 億円 (100 million yen) as printed, with its year, its stage and how certainly it belongs to its name.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Id, Named, Place, Role};

/// Fiscal year, by the year of its April: 2023 is 令和5年度.
pub type FiscalYear = u16;

/// Stage of an amount: what kind of figure it is. Figures of different stages are never added or put into one series.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
pub enum Stage {
    /// Initial budget (当初予算), as first voted.
    #[strum(serialize = "当初予算")]
    Initial,
    /// Request (概算要求): what the ministries ask for.
    #[strum(serialize = "概算要求")]
    Request,
    /// Wish (要望): what they would like in addition to the request.
    #[strum(serialize = "要望")]
    Wish,
    /// Supplementary budget (補正予算).
    #[strum(serialize = "補正予算")]
    Supplementary,
}

/// Basis of an amount: what it counts. A request that includes the wish made in addition to it (要求・要望) is not the same as one that
/// does not; amounts that count different things are not compared.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
pub enum AmountBasis {
    /// Initial budget (当初予算), as first voted.
    #[strum(serialize = "当初予算")]
    Initial,
    /// Request alone (要求).
    #[strum(serialize = "要求")]
    Request,
    /// Request together with the wish (要求・要望).
    #[strum(serialize = "要求・要望")]
    RequestAndWish,
    /// Wish alone (要望).
    #[strum(serialize = "要望")]
    Wish,
    /// Supplementary budget (補正予算).
    #[strum(serialize = "補正予算")]
    Supplementary,
}

impl AmountBasis {
    /// Returns the basis of an amount of a stage; `wish_included` says that a request includes the wish.
    pub fn new(stage: Stage, wish_included: bool) -> Self {
        match stage {
            Stage::Initial => AmountBasis::Initial,
            Stage::Request if wish_included => AmountBasis::RequestAndWish,
            Stage::Request => AmountBasis::Request,
            Stage::Wish => AmountBasis::Wish,
            Stage::Supplementary => AmountBasis::Supplementary,
        }
    }

    /// Returns the stage in full, with what it includes: 概算要求, 概算要求・要望.
    pub fn printed(self) -> &'static str {
        match self {
            AmountBasis::Request => "概算要求",
            AmountBasis::RequestAndWish => "概算要求・要望",
            other => other.name(),
        }
    }
}

/// Certainty that an amount belongs to the name to which it is assigned.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Confidence {
    /// Printed beside its name.
    High,
    /// Separated from its name by the slide's layout; assigned by order and sums.
    Medium,
    /// A guess by layout alone. Never summed.
    Low,
}

/// Channel through which money goes.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
pub enum Channel {
    /// AMED (AMED対象経費).
    #[strum(serialize = "AMED")]
    Amed,
    /// In-house research institutes (インハウス研究機関経費).
    #[strum(serialize = "インハウス")]
    InHouse,
}

/// A project's money of one fiscal year. `None` is not reported, never zero.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Budget {
    /// The document that prints it.
    pub document: Id,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The stage: the kind of figure.
    pub stage: Stage,
    /// The basis: what the amounts count.
    pub basis: AmountBasis,
    /// The amount through AMED, in 億円.
    pub amed: Option<f64>,
    /// The amount for in-house research institutes, in 億円.
    pub in_house: Option<f64>,
    /// The total of both as printed, in 億円.
    pub total: Option<f64>,
    /// The marks, such as 内数.
    pub marks: Vec<String>,
    /// The slide on which it is printed.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// Entry: what one document says of a programme.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Entry {
    /// The document.
    pub document: Id,
    /// The project under which it is printed.
    pub project: Option<Id>,
    /// The fiscal year of the amount.
    pub fiscal_year: Option<FiscalYear>,
    /// The stage of the amount.
    pub stage: Option<Stage>,
    /// The basis of the amount: what it counts.
    pub basis: Option<AmountBasis>,
    /// The amount in 億円; `None` is not reported.
    pub amount: Option<f64>,
    /// The channel of the money, if the document gives it.
    pub channel: Option<Channel>,
    /// The certainty that the amount is this programme's.
    pub confidence: Option<Confidence>,
    /// The support for the assignment of the amount.
    pub support: Option<String>,
    /// The programme or group of whose amount this is a part (内数).
    pub share_of: Option<Id>,
    /// The ministries printed with it.
    pub ministries: Vec<Role>,
    /// The place where the document prints them, if it is not the entry's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ministries_place: Option<Place>,
    /// The marks: 新規, 拡充, 再掲, 内数, CIN.
    pub marks: Vec<String>,
    /// The phase of research under which it is drawn.
    pub phase: Option<String>,
    /// The summary of what it does, in our own words.
    pub summary: Option<String>,
    /// The disease areas under which the document puts it.
    pub areas: Vec<Id>,
    /// The section in which it is named.
    pub section: Option<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// Support of an amount that an import has read and nobody has checked.
pub const READ_BY_IMPORT: &str = "取り込みが読んだ。確かめていない";

impl Entry {
    /// Returns how an amount was assigned to the programme, if it does not certainly belong to its name.
    pub fn assigned(&self) -> Option<&'static str> {
        let by_place = self.support.as_deref() != Some(READ_BY_IMPORT);
        (self.amount.is_some() && self.confidence.is_some_and(|confidence| confidence != Confidence::High)).then_some(if by_place {
            "配置から割り当て"
        } else {
            "読み取りは確かでない"
        })
    }

    /// Returns the place where the document speaks of the programme.
    pub fn place(&self) -> Place {
        Place { document: self.document.clone(), section: self.section.clone(), page: self.page, slide: self.slide.clone(), footnote: None }
    }

    /// Returns true if the amount is for in-house research institutes, not AMED.
    pub fn in_house(&self) -> bool {
        self.marked("インハウス")
    }

    /// Returns true if the amount is printed here again (再掲); it is counted where it is printed first.
    pub fn again(&self) -> bool {
        self.marked("再掲")
    }

    /// Returns true if the amount is part of one that is given for a group, or of another amount.
    pub fn within(&self) -> bool {
        self.marked("内数") || self.share_of.is_some()
    }

    fn marked(&self, word: &str) -> bool {
        self.marks.iter().any(|mark| mark == word)
    }
}

/// A ministry's share of an amount.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Share {
    /// The ministry's code.
    pub code: String,
    /// The share, in 億円.
    pub amount: f64,
    /// The reason why it must not be compared with the ministry's share in another year: what it counts has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomparable: Option<String>,
}

impl Allocation {
    /// Returns the place where `document` prints it.
    pub fn place(&self, document: &Id) -> Place {
        Place { document: document.clone(), section: self.section.clone(), page: None, slide: self.slide.clone(), footnote: None }
    }
}

/// Group of an allocation among the money of its document.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum AllocationGroup {
    /// All the money of which the document speaks (全体).
    Overall,
    /// A group for one disease area.
    Area,
    /// An adjustment fund (調整費).
    Adjustment,
    /// A fund (基金).
    Fund,
    /// Anything else.
    Other,
}

/// Money that belongs to no single programme or project: overall amounts, disease-area groups, adjustment funds.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Allocation {
    /// The purpose, as printed.
    pub title: String,
    /// The group among the money of its document.
    pub group: AllocationGroup,
    /// The channel of the money, if it is one of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The stage: the kind of figure.
    pub stage: Stage,
    /// The basis: what the amount counts.
    pub basis: AmountBasis,
    /// The amount in 億円; `None` is not reported.
    pub amount: Option<f64>,
    /// The breakdown by ministry, as printed.
    pub ministries: Vec<Share>,
    /// The disease area of a group.
    pub area: Option<Id>,
    /// The programmes in it, if they are printed.
    pub programmes: Vec<Id>,
    /// The section in which it is printed.
    pub section: Option<Id>,
    /// The slide on which it is printed.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}
