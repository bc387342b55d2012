//! Indicators: their TOML, rules and conversion.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, basis, check_places, id, ids, measure, named, places, roles, text, texts, written_places, written_roles};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Basis, Category, Id, Kpi, Latest, Measure, Named, Owner, Place, Quote, Target};

/// Maximum length in characters of the words that speak of an indicator: they are evidence, not a copy of the source.
const LONGEST_QUOTE: usize = 25;

/// TOML form of an indicator.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct KpiToml {
    pub id: Text,
    /// Plan period of its figures, if it is not the document's.
    pub period: Option<u8>,
    pub category: Text,
    pub number: Option<String>,
    pub title: String,
    pub group: Option<String>,
    pub parent: Option<Text>,
    pub text: Option<String>,
    pub target: Option<TargetToml>,
    pub latest: Option<LatestToml>,
    pub owner: Option<OwnerToml>,
    pub section: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<QuoteToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<u32>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<PlaceToml>,
    pub note: Option<String>,
}

/// TOML form of a target, which an indicator is to reach.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct TargetToml {
    pub value: Option<f64>,
    pub unit: Option<String>,
    pub basis: Text,
    pub from: Option<u16>,
    pub by: Option<u16>,
    pub cumulative: Option<f64>,
    pub printed: Option<String>,
}

/// TOML form of a latest value, which an indicator has reached.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct LatestToml {
    pub value: Option<f64>,
    pub unit: Option<String>,
    pub basis: Option<Text>,
    pub as_of: Option<Text>,
    pub printed: Option<String>,
    pub place: Option<PlaceToml>,
}

/// TOML form of the owner that answers for an indicator.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct OwnerToml {
    pub project: Option<Text>,
    #[serde(default, skip_serializing_if = "Not::not")]
    pub whole: bool,
    pub basis: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Text>,
    pub note: Option<String>,
}

/// TOML form of a quote: words of a section that speak of an indicator.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct QuoteToml {
    pub section: Text,
    /// Page, if it is not the section's own.
    pub page: Option<u32>,
    pub words: String,
}

impl KpiToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.optional_texts(&self.id, &[("number", &self.number), ("group", &self.group), ("text", &self.text), ("note", &self.note)]);
        checker.word::<Category>(&self.category);
        checker.place(&self.id, self.page, self.slide.as_ref());
        check_places(checker, &self.also);
        self.parent.iter().for_each(|parent| checker.reference(parent, &["kpi"]));
        self.section
            .iter()
            .chain(self.mentions.iter().map(|quote| &quote.section))
            .for_each(|section| checker.reference(section, &["section"]));
        self.mentions.iter().for_each(|quote| quote.check(checker));
        self.areas.iter().for_each(|area| checker.reference(area, &["area"]));
        checker.ministries(&self.ministries);
        if let Some(target) = &self.target {
            checker.word::<Measure>(&target.basis);
            if target.value.is_none() && target.printed.is_none() {
                checker.report(target.basis.span().start, "a target without a value needs `printed`: what the source says".to_owned());
            }
        }
        for measure in self.latest.iter().filter_map(|latest| latest.basis.as_ref()) {
            checker.word::<Measure>(measure);
        }
        let elsewhere = self.latest.iter().filter_map(|latest| latest.place.as_ref());
        elsewhere.for_each(|place| place.check(checker));
        for as_of in self.latest.iter().filter_map(|latest| latest.as_of.as_ref()) {
            if !is_date(as_of.get_ref()) {
                checker.report(as_of.span().start, format!("as_of {:?} is none of FY2018, FY2020-2023, 2018-10", as_of.get_ref()));
            }
        }
        let at = self.id.span().start;
        let another = self.period.is_some_and(|period| checker.present_period() != Some(period));
        if another && self.owner.is_some() {
            checker.report(at, "what is reported of another period has no owner in this document; take it out".to_owned());
        }
        let Some(owner) = &self.owner else {
            // What is reported of another period is not a promise that anybody answers for.
            if self.category.get_ref() == "result" && self.period.is_some() {
                return;
            }
            return checker.report(at, "the indicator has no owner; name a project, or `whole = true`, with basis and evidence".to_owned());
        };
        owner.project.iter().for_each(|project| checker.reference(project, &["project"]));
        if owner.project.is_some() == owner.whole {
            checker.report(at, "an owner is either a `project` or `whole = true`".to_owned());
        }
        match &owner.basis {
            Some(basis) => {
                checker.word::<Basis>(basis);
                checker.evidence(basis, &owner.evidence);
            }
            None => checker.report(at, "the owner needs a `basis`: stated or inferred".to_owned()),
        }
    }

    pub fn record(self, document: &Id) -> Kpi {
        let category = named(&self.category);
        Kpi {
            id: id(self.id),
            document: document.clone(),
            period: self.period,
            category: category.unwrap_or(Category::Result),
            number: self.number,
            title: self.title,
            group: self.group,
            parent: self.parent.map(id),
            text: self.text,
            target: self.target.map(|target| Target {
                value: target.value,
                unit: target.unit,
                basis: measure(&target.basis),
                from: target.from,
                by: target.by,
                cumulative: target.cumulative,
                printed: target.printed,
            }),
            latest: self.latest.map(|latest| Latest {
                value: latest.value,
                unit: latest.unit,
                basis: latest.basis.as_ref().map(measure),
                as_of: latest.as_of.map(Text::into_inner),
                printed: latest.printed,
                place: latest.place.map(PlaceToml::place),
            }),
            owner: self.owner.map(OwnerToml::owner),
            section: self.section.map(id),
            sections: self.mentions.iter().map(|quote| quote.section.get_ref().as_str().into()).collect(),
            mentions: self.mentions.into_iter().map(|quote| quote.quote(document)).collect(),
            ministries: roles(self.ministries),
            areas: ids(self.areas),
            footnotes: self.footnotes,
            page: self.page,
            slide: self.slide,
            also: places(self.also),
            note: self.note,
            review: None,
        }
    }

    /// Returns the TOML form of an indicator.
    pub fn of(kpi: &Kpi) -> Self {
        Self {
            id: text(&kpi.id),
            period: kpi.period,
            category: text(kpi.category.name()),
            number: kpi.number.clone(),
            title: kpi.title.clone(),
            group: kpi.group.clone(),
            parent: kpi.parent.as_ref().map(text),
            text: kpi.text.clone(),
            section: kpi.section.as_ref().map(text),
            ministries: written_roles(&kpi.ministries),
            areas: texts(&kpi.areas),
            footnotes: kpi.footnotes.clone(),
            page: kpi.page,
            slide: kpi.slide.clone(),
            also: written_places(&kpi.also),
            note: kpi.note.clone(),
            target: kpi.target.as_ref().map(TargetToml::of),
            latest: kpi.latest.as_ref().map(LatestToml::of),
            owner: kpi.owner.as_ref().map(OwnerToml::of),
            mentions: kpi.mentions.iter().filter_map(QuoteToml::of).collect(),
        }
    }
}

impl TargetToml {
    fn of(target: &Target) -> Self {
        Self {
            value: target.value,
            unit: target.unit.clone(),
            basis: text(target.basis.name()),
            from: target.from,
            by: target.by,
            cumulative: target.cumulative,
            printed: target.printed.clone(),
        }
    }
}

impl LatestToml {
    fn of(latest: &Latest) -> Self {
        Self {
            value: latest.value,
            unit: latest.unit.clone(),
            // Left out if the source does not say how the value counts.
            basis: latest.basis.map(|basis| text(basis.name())),
            as_of: latest.as_of.as_ref().map(text),
            printed: latest.printed.clone(),
            place: latest.place.as_ref().map(PlaceToml::of),
        }
    }
}

impl OwnerToml {
    fn owner(self) -> Owner {
        Owner {
            project: self.project.map(id),
            programme: None,
            whole: self.whole,
            basis: self.basis.as_ref().map_or(Basis::Inferred, basis),
            evidence: ids(self.evidence),
            note: self.note,
        }
    }

    fn of(owner: &Owner) -> Self {
        Self {
            project: owner.project.as_ref().map(text),
            whole: owner.whole,
            basis: Some(text(owner.basis.name())),
            evidence: texts(&owner.evidence),
            note: owner.note.clone(),
        }
    }
}

impl QuoteToml {
    /// Checks that a quote gives the words that speak of the indicator, no more than needed, and that its page is not before the section
    /// begins.
    fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.section, "words", &self.words);
        let (at, section) = (self.section.span().start, self.section.get_ref().as_str());
        if self.words.chars().count() > LONGEST_QUOTE {
            checker.report(at, format!("{:?} is a sentence; {LONGEST_QUOTE} characters say that it is spoken of", self.words));
        }
        let begins = checker.pages.get(section).copied();
        if let (Some(page), Some(begins)) = (self.page, begins)
            && page < begins
        {
            checker.report(at, format!("{section:?} begins on page {begins}, after page {page}"));
        }
    }

    fn quote(self, document: &Id) -> Quote {
        let place = Place { document: document.clone(), section: Some(id(self.section)), page: self.page, slide: None, footnote: None };
        Quote { place, words: self.words }
    }

    fn of(quote: &Quote) -> Option<Self> {
        Some(Self { section: text(quote.place.section.as_ref()?), page: quote.place.page, words: quote.words.clone() })
    }
}

/// Returns true if a text has the form `FY2018`, `FY2020-2023`, `2018-10` or `2018`.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match (text.strip_prefix("FY"), text.split_once('-')) {
        (Some(years), _) => years.split_once('-').map_or(digits(years, 4), |(from, to)| digits(from, 4) && digits(to, 4)),
        (None, Some((year, month))) => digits(year, 4) && digits(month, 2),
        (None, None) => digits(text, 4),
    }
}
