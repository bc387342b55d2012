//! Indicators: what is to be reached and by when, what was reached, and who answers for it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::money::FiscalYear;
use super::sourced::{Passages, Sourced};
use super::{Basis, Id, Place, ReviewIndicator, Role};

/// Heading under which an indicator is set.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "kebab-case")]
pub enum Category {
    /// Strategic goal (戦略目標).
    StrategicGoal,
    /// Outcome indicator (アウトカム指標).
    Outcome,
    /// Output indicator (アウトプット指標).
    Output,
    /// Monitoring indicator (モニタリング指標).
    Monitoring,
    /// Monitoring indicator set by an individual integrated project (個々の統合プロジェクトで定めるモニタリング指標).
    ProjectMonitoring,
    /// A project's target (達成目標).
    Target,
    /// A result that a document reports.
    Result,
    /// A figure of a logic model.
    LogicModel,
    /// Activity (アクティビティ) of a review sheet: what is done.
    Activity,
}

impl Category {
    /// The number of categories.
    pub const COUNT: usize = Self::VARIANTS.len();
}

/// Measure of a value: what it counts.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize, IntoStaticStr, VariantArray,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "snake_case")]
pub enum Measure {
    /// Value for each fiscal year.
    PerYear,
    /// Value over the whole term.
    Cumulative,
    /// Mean of the years.
    Average,
    /// Number reached by the end.
    Total,
    /// Value relative to past results.
    Relative,
    /// Increase over the present, or over the value.
    Increase,
    /// No number.
    Qualitative,
}

/// Target of an indicator: what is to be reached.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Target {
    /// The number; `None` if the target has none.
    pub value: Option<f64>,
    /// The unit that is counted (件, 社, %).
    pub unit: Option<String>,
    /// The measure of the value.
    pub basis: Measure,
    /// The first fiscal year counted.
    pub from: Option<FiscalYear>,
    /// The fiscal year by whose end it is due.
    pub by: Option<FiscalYear>,
    /// The sum over the term, if the source gives both.
    pub cumulative: Option<f64>,
    /// The target as printed.
    pub printed: Option<String>,
}

/// Latest value of an indicator: what was reached.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Latest {
    /// The number.
    pub value: Option<f64>,
    /// The unit that is counted.
    pub unit: Option<String>,
    /// The measure of the value.
    pub basis: Option<Measure>,
    /// The date or years of the value: `FY2018`, `2018-10` or `FY2020-2023`.
    pub as_of: Option<String>,
    /// The value as printed.
    pub printed: Option<String>,
    /// The place of the value, if it is not the indicator's own.
    pub place: Option<Place>,
}

/// Words of a section that speak of an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Quote {
    /// The place of the words.
    pub place: Place,
    /// The words as printed.
    pub words: String,
}

/// Owner of an indicator: who answers for it.
#[derive(Clone, PartialEq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Owner {
    /// The project; `None` if the plan as a whole, or a programme, answers for it.
    pub project: Option<Id>,
    /// True if the plan as a whole answers for it.
    pub whole: bool,
    /// The basis: stated by the source, or inferred.
    pub basis: Basis,
    /// The programme whose review sheet sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<Id>,
    /// The sections that say or support it.
    pub evidence: Vec<Id>,
    /// The reason for this reading.
    pub note: Option<String>,
}

impl Kpi {
    /// Creates an indicator of which nothing else is known.
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

    /// Returns the project that answers for it, if one does.
    pub fn owning_project(&self) -> Option<&Id> {
        self.owner.as_ref().and_then(|owner| owner.project.as_ref())
    }

    /// Returns the project or programme that answers for it, or the document if it is set for the whole.
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
    /// The plan period of its figures: the document's, unless it reports on another.
    pub period: Option<u8>,
    /// The heading under which it is set.
    pub category: Category,
    /// The number as printed: `2)`.
    pub number: Option<String>,
    /// Its name, without the value.
    pub title: String,
    /// The group in which it is printed: 全体目標, 特設目標.
    pub group: Option<String>,
    /// The indicator of which it is a part.
    pub parent: Option<Id>,
    /// Its definition and remarks, in our own words.
    pub text: Option<String>,
    /// The target.
    pub target: Option<Target>,
    /// The latest value; `None` is not reported.
    pub latest: Option<Latest>,
    /// The owner; `None` if the document reports it for a period that is over.
    pub owner: Option<Owner>,
    /// The section in which it is printed.
    pub section: Option<Id>,
    /// The sections that speak of what it counts.
    pub sections: Vec<Id>,
    /// The places and words in which those sections speak of it.
    pub mentions: Vec<Quote>,
    /// The ministries printed with it.
    pub ministries: Vec<Role>,
    /// The disease areas under which the document puts it.
    pub areas: Vec<Id>,
    /// The numbers of its footnotes.
    pub footnotes: Vec<u32>,
    /// The page, in documents with pages.
    pub page: Option<u32>,
    /// The slide's title, in slides.
    pub slide: Option<String>,
    /// Other places where it is printed again.
    pub also: Vec<Place>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// The part of it that a review sheet gives.
    #[serde(flatten)]
    pub review: Option<Box<ReviewIndicator>>,
}

impl Sourced for Kpi {
    fn places(&self) -> Vec<Place> {
        let first = Place::new(&self.document, self.section.as_ref(), self.page, self.slide.as_ref());
        std::iter::once(first).chain(self.also.iter().cloned()).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.text.as_deref());
        texts.extend(self.target.as_ref().and_then(|target| target.printed.as_deref()));
        texts.extend(self.latest.as_ref().and_then(|latest| latest.printed.as_deref()));
        texts.extend(self.group.as_deref());
        texts.extend(self.review.iter().flat_map(|review| review.texts()));
        texts
    }

    fn passages<'r>(&'r self, passages: &mut Passages<'r>) {
        passages.say(Some(&self.title));
        passages.say(self.text.as_deref());
        passages.say(self.target.as_ref().and_then(|target| target.printed.as_deref()));
        passages.say(self.latest.as_ref().and_then(|latest| latest.printed.as_deref()));
        passages.say(self.group.as_deref());
    }

    fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }
}
