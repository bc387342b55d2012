//! Indicators: what is to be reached by when, what was reached, and who answers for it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::money::FiscalYear;
use super::{Basis, Id, Place, ReviewIndicator, Role};

/// Under which heading an indicator is set.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "kebab-case")]
pub enum Category {
    /// 戦略目標.
    StrategicGoal,
    /// アウトカム指標.
    Outcome,
    /// アウトプット指標.
    Output,
    /// モニタリング指標.
    Monitoring,
    /// 個々の統合プロジェクトで定めるモニタリング指標.
    ProjectMonitoring,
    /// A project's target (達成目標).
    Target,
    /// A result that a document reports.
    Result,
    /// A figure of a logic model.
    LogicModel,
    /// アクティビティ: what is done, of a review sheet.
    Activity,
}

impl Category {
    /// How many categories there are.
    pub const COUNT: usize = Self::VARIANTS.len();
}

/// What a value counts.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "snake_case")]
pub enum Measure {
    /// Each fiscal year.
    PerYear,
    /// Over the whole term.
    Cumulative,
    /// The mean of the years.
    Average,
    /// A number to stand at the end.
    Total,
    /// Against a past record.
    Relative,
    /// More than now, or than the value.
    Increase,
    /// No number.
    Qualitative,
}

/// What is to be reached.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Target {
    /// The number; `None` where the target has none.
    pub value: Option<f64>,
    /// What is counted (件, 社, %).
    pub unit: Option<String>,
    /// What the value counts.
    pub basis: Measure,
    /// The first fiscal year counted.
    pub from: Option<FiscalYear>,
    /// The fiscal year by whose end it is due.
    pub by: Option<FiscalYear>,
    /// The sum over the term, where the source gives both.
    pub cumulative: Option<f64>,
    /// As printed.
    pub printed: Option<String>,
}

/// What was reached.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Latest {
    /// The number.
    pub value: Option<f64>,
    /// What is counted.
    pub unit: Option<String>,
    /// What the value counts.
    pub basis: Option<Measure>,
    /// When: `FY2018`, `2018-10` or `FY2020-2023`.
    pub as_of: Option<String>,
    /// As printed.
    pub printed: Option<String>,
    /// Where it stands, where that is not the indicator's own place.
    pub place: Option<Place>,
}

/// The words of a section that speak of an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Quote {
    /// Where they stand.
    pub place: Place,
    /// As printed.
    pub words: String,
}

/// Who answers for an indicator.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Owner {
    /// The project; `None` where it is the plan as a whole.
    pub project: Option<Id>,
    /// The whole plan answers for it.
    pub whole: bool,
    /// Whether the source says so.
    pub basis: Basis,
    /// The programme whose review sheet sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<Id>,
    /// The sections that say or support it.
    pub evidence: Vec<Id>,
    /// Why it reads so.
    pub note: Option<String>,
}

impl Kpi {
    /// An indicator of which nothing else is known.
    pub fn new(id: Id, document: Id, category: Category, title: String) -> Self {
        Self {
            id,
            document,
            period: None,
            category,
            number: None,
            title,
            group: None,
            parent: None,
            text: None,
            target: None,
            latest: None,
            owner: None,
            section: None,
            sections: Vec::new(),
            mentions: Vec::new(),
            ministries: Vec::new(),
            areas: Vec::new(),
            footnotes: Vec::new(),
            page: None,
            slide: None,
            also: Vec::new(),
            note: None,
            review: None,
        }
    }

    /// The project that answers for it, if one does.
    pub fn owning_project(&self) -> Option<&Id> {
        self.owner.as_ref().and_then(|owner| owner.project.as_ref())
    }

    /// The project or programme or, where it is set for the whole, the document that answers for it.
    pub fn owning_record(&self) -> Option<&Id> {
        self.owner.as_ref().map(|owner| owner.project.as_ref().or(owner.programme.as_ref()).unwrap_or(&self.document))
    }
}

/// An indicator.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Kpi {
    /// The id.
    pub id: Id,
    /// The document that sets it.
    pub document: Id,
    /// The plan period of its figures: the document's, unless it reports of another.
    pub period: Option<u8>,
    /// The heading it is set under.
    pub category: Category,
    /// The number as printed: `2)`.
    pub number: Option<String>,
    /// Its name, without the value.
    pub title: String,
    /// The bundle it is printed in: 全体目標, 特設目標.
    pub group: Option<String>,
    /// The indicator of which it is a part.
    pub parent: Option<Id>,
    /// Its definition and remarks, in our own words.
    pub text: Option<String>,
    /// What is to be reached.
    pub target: Option<Target>,
    /// What was reached; `None` is not reported.
    pub latest: Option<Latest>,
    /// Who answers for it; `None` where the document reports it of a period that is over.
    pub owner: Option<Owner>,
    /// Where it is printed.
    pub section: Option<Id>,
    /// The sections that speak of what it counts.
    pub sections: Vec<Id>,
    /// Where those sections speak of it, and in which words.
    pub mentions: Vec<Quote>,
    /// Ministries printed with it.
    pub ministries: Vec<Role>,
    /// Disease areas the document puts it under.
    pub areas: Vec<Id>,
    /// The numbers of its footnotes.
    pub footnotes: Vec<u32>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// Other places where the same is printed again.
    pub also: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// What a review sheet says of it.
    #[serde(flatten)]
    pub review: Option<Box<ReviewIndicator>>,
}
