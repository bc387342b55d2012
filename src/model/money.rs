//! Money in 億円 (hundred million yen) as printed, with the year, the stage and how surely it belongs to its name.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Id, Named, Place, Role};

/// A fiscal year by the year of its April: 2023 is 令和5年度.
pub type FiscalYear = u16;

/// What kind of figure an amount is. Figures of different stages are never added or put into one series.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
pub enum Stage {
    /// The budget as first voted.
    #[strum(serialize = "当初予算")]
    Initial,
    /// What the ministries ask for.
    #[strum(serialize = "概算要求")]
    Request,
    /// What they wish for beside the request.
    #[strum(serialize = "要望")]
    Wish,
    /// A supplementary budget.
    #[strum(serialize = "補正予算")]
    Supplementary,
}

/// What an amount counts. A request that includes what is wished for beside it (要求・要望) is another thing than one that does not; amounts
/// that count different things are not compared.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
pub enum AmountBasis {
    /// The budget as first voted.
    #[strum(serialize = "当初予算")]
    Initial,
    /// The request alone.
    #[strum(serialize = "要求")]
    Request,
    /// The request together with the wish.
    #[strum(serialize = "要求・要望")]
    RequestAndWish,
    /// The wish alone.
    #[strum(serialize = "要望")]
    Wish,
    /// A supplementary budget.
    #[strum(serialize = "補正予算")]
    Supplementary,
}

impl AmountBasis {
    /// What an amount of a stage counts; `wish_included` says of a request that it holds the wish.
    pub fn new(stage: Stage, wish_included: bool) -> Self {
        match stage {
            Stage::Initial => AmountBasis::Initial,
            Stage::Request if wish_included => AmountBasis::RequestAndWish,
            Stage::Request => AmountBasis::Request,
            Stage::Wish => AmountBasis::Wish,
            Stage::Supplementary => AmountBasis::Supplementary,
        }
    }

    /// The stage in full, with what it includes: 概算要求, 概算要求・要望.
    pub fn printed(self) -> &'static str {
        match self {
            AmountBasis::Request => "概算要求",
            AmountBasis::RequestAndWish => "概算要求・要望",
            other => other.name(),
        }
    }
}

/// How surely an amount belongs to the name it is given to.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Confidence {
    /// Printed beside its name.
    High,
    /// Torn from its name by the slide's layout; assigned by order and sums.
    Medium,
    /// A guess by layout alone. Nothing sums it.
    Low,
}

/// Which way money goes.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
pub enum Channel {
    /// Through AMED (AMED対象経費).
    #[strum(serialize = "AMED")]
    Amed,
    /// To in-house research institutes (インハウス研究機関経費).
    #[strum(serialize = "インハウス")]
    InHouse,
}

/// A project's money of one fiscal year. `None` is "not reported", never zero.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Budget {
    /// The document that prints it.
    pub document: Id,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// What kind of figure.
    pub stage: Stage,
    /// What it counts.
    pub basis: AmountBasis,
    /// Through AMED, in 億円.
    pub amed: Option<f64>,
    /// In-house research institutes, in 億円.
    pub in_house: Option<f64>,
    /// Both together as printed, in 億円.
    pub total: Option<f64>,
    /// 内数 and the like.
    pub marks: Vec<String>,
    /// The slide on which it stands.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// What one document says of a programme.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Entry {
    /// The document.
    pub document: Id,
    /// The project under which it is printed.
    pub project: Option<Id>,
    /// The fiscal year of the amount.
    pub fiscal_year: Option<FiscalYear>,
    /// What kind of figure the amount is.
    pub stage: Option<Stage>,
    /// What the amount counts.
    pub basis: Option<AmountBasis>,
    /// In 億円; `None` is not reported.
    pub amount: Option<f64>,
    /// Which way the money goes, where the document says it.
    pub channel: Option<Channel>,
    /// How surely the amount is this programme's.
    pub confidence: Option<Confidence>,
    /// What supports the assignment of the amount.
    pub support: Option<String>,
    /// The programme or group of whose amount this is a part (内数).
    pub share_of: Option<Id>,
    /// Ministries printed with it.
    pub ministries: Vec<Role>,
    /// Where the document prints them, where that is not the entry's own place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ministries_place: Option<Place>,
    /// 新規, 拡充, 再掲, 内数, CIN.
    pub marks: Vec<String>,
    /// The phase of research under which it is drawn.
    pub phase: Option<String>,
    /// What it does, in our own words.
    pub summary: Option<String>,
    /// Disease areas the document puts it under.
    pub areas: Vec<Id>,
    /// The section where it is named.
    pub section: Option<Id>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// What supports an amount that an import read and nobody has looked at.
pub const READ_BY_IMPORT: &str = "取り込みが読んだ。確かめていない";

impl Entry {
    /// How an amount was given to the programme that does not stand surely with its name.
    pub fn assigned(&self) -> Option<&'static str> {
        let by_place = self.support.as_deref() != Some(READ_BY_IMPORT);
        (self.amount.is_some() && self.confidence.is_some_and(|confidence| confidence != Confidence::High)).then_some(if by_place {
            "配置から割り当て"
        } else {
            "読み取りは確かでない"
        })
    }

    /// Where the document speaks of the programme.
    pub fn place(&self) -> Place {
        Place { document: self.document.clone(), section: self.section.clone(), page: self.page, slide: self.slide.clone(), footnote: None }
    }

    /// Whether the amount is one of in-house research institutes, not of AMED.
    pub fn in_house(&self) -> bool {
        self.marked("インハウス")
    }

    /// Whether the amount is printed here again (再掲): counted where it is printed first.
    pub fn again(&self) -> bool {
        self.marked("再掲")
    }

    /// Whether the amount is a part of one that is given for a group, or of another amount.
    pub fn within(&self) -> bool {
        self.marked("内数") || self.share_of.is_some()
    }

    fn marked(&self, word: &str) -> bool {
        self.marks.iter().any(|mark| mark == word)
    }
}

/// A ministry's part of an amount.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Share {
    /// The ministry's code.
    pub code: String,
    /// In 億円.
    pub amount: f64,
    /// Why it must not be compared with the ministry's part of another year: what it counts has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomparable: Option<String>,
}

impl Allocation {
    /// Where `document` prints it.
    pub fn place(&self, document: &Id) -> Place {
        Place { document: document.clone(), section: self.section.clone(), page: None, slide: self.slide.clone(), footnote: None }
    }
}

/// What an allocation is among the money of its document.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum AllocationGroup {
    /// All that the document speaks of (全体).
    Overall,
    /// A bundle of one disease area.
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
    /// What it is for, as printed.
    pub title: String,
    /// What it is among the money of its document.
    pub group: AllocationGroup,
    /// Which way it goes, where it is one of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// What kind of figure.
    pub stage: Stage,
    /// What it counts.
    pub basis: AmountBasis,
    /// In 億円; `None` is not reported.
    pub amount: Option<f64>,
    /// The breakdown by ministry, as printed.
    pub ministries: Vec<Share>,
    /// The disease area of a group.
    pub area: Option<Id>,
    /// The programmes in it, where they are printed.
    pub programmes: Vec<Id>,
    /// The section in which it is printed.
    pub section: Option<Id>,
    /// The slide on which it stands.
    pub slide: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}
