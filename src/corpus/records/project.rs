//! Projects: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{PlaceToml, check_places, id, ids, places, roles, stage, text, texts, written_places, written_roles};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{AmountBasis, Budget, Id, Named, Project, ProjectEntry, Stage};
use crate::text::fold::fold;

/// TOML form of a project, as one document has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ProjectToml {
    pub id: Text,
    /// Project of the same period that another document already has: this is what this document says of it.
    pub of: Option<Text>,
    pub number: Option<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<BudgetToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<ThemeToml>,
    pub section: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Text>,
    pub page: Option<u32>,
    pub slide: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<PlaceToml>,
    pub note: Option<String>,
}

/// TOML form of a theme of a project.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ThemeToml {
    pub text: Text,
    pub page: Option<u32>,
}

/// TOML form of a project's money of one year.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct BudgetToml {
    pub fiscal_year: u16,
    pub stage: Text,
    pub amed: Option<f64>,
    pub in_house: Option<f64>,
    pub total: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    pub slide: Option<String>,
    pub note: Option<String>,
}

impl ProjectToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.names(&self.id, &self.aliases);
        checker.optional_texts(&self.id, &[("number", &self.number), ("summary", &self.summary), ("note", &self.note)]);
        checker.place(&self.id, self.page, self.slide.as_ref());
        check_places(checker, &self.also);
        checker.ministries(&self.ministries);
        let shipped = !checker.in_library();
        for alias in self.aliases.iter().filter(|alias| shipped && !names_a_project(alias)) {
            let what = format!("{alias:?} names a field, not a project: texts that speak of the field would be tied to this project");
            checker.report(self.id.span().start, what);
        }
        if let Some(of) = &self.of {
            self.same_project(checker, of);
        }
        self.section.iter().for_each(|section| checker.reference(section, &["section"]));
        self.areas.iter().for_each(|area| checker.reference(area, &["area"]));
        self.themes.iter().for_each(|theme| checker.filled(&theme.text));
        for budget in &self.budgets {
            checker.word::<Stage>(&budget.stage);
            for amount in [budget.amed, budget.in_house, budget.total].into_iter().flatten() {
                checker.amount(&budget.stage, amount);
            }
        }
    }

    /// Checks that `of` names a project of the same plan period that is not itself listed under another.
    fn same_project<'f>(&'f self, checker: &mut Checker<'f>, of: &'f Text) {
        checker.reference(of, &["project"]);
        let (own, other) = (self.id.get_ref().as_str(), of.get_ref().as_str());
        let at = of.span().start;
        if let Some(first) = checker.listed_under.get(other) {
            let what = format!("{other:?} is itself listed under {first:?}; name that one");
            checker.report(at, what);
        }
        if let (Some(here), Some(there)) = (checker.period(own), checker.period(other))
            && here != there
        {
            checker.report(at, format!("{own:?} is of period {here} and {other:?} of period {there}; a project belongs to one period"));
        }
    }

    /// Converts this to the project, as this document has it.
    pub fn record(self, document: &Id) -> Project {
        let (themes, theme_pages) = self.themes.into_iter().map(|theme| (theme.text.into_inner(), theme.page)).unzip();
        let entry = ProjectEntry {
            document: document.clone(),
            number: self.number,
            title: self.title,
            summary: self.summary,
            ministries: roles(self.ministries),
            themes,
            theme_pages,
            section: self.section.map(id),
            areas: ids(self.areas),
            page: self.page,
            slide: self.slide,
            note: self.note,
        };
        let budgets = self.budgets.into_iter().map(|budget| Budget {
            document: document.clone(),
            fiscal_year: budget.fiscal_year,
            stage: stage(&budget.stage),
            basis: AmountBasis::new(stage(&budget.stage), false),
            amed: budget.amed,
            in_house: budget.in_house,
            total: budget.total,
            marks: budget.marks,
            slide: budget.slide,
            note: budget.note,
        });
        Project {
            id: id(self.id),
            other_ids: Vec::new(),
            document: document.clone(),
            documents: vec![document.clone()],
            number: entry.number.clone(),
            title: entry.title.clone(),
            aliases: self.aliases,
            summary: entry.summary.clone(),
            ministries: entry.ministries.clone(),
            budgets: budgets.collect(),
            themes: entry.themes.clone(),
            section: entry.section.clone(),
            areas: entry.areas.clone(),
            page: entry.page,
            slide: entry.slide.clone(),
            also: places(self.also),
            note: entry.note.clone(),
            entries: vec![entry],
        }
    }

    /// Returns the TOML form of a project: what its first document says.
    pub fn of(project: &Project) -> Self {
        let themes = project.entries.first().map(|entry| entry.themes.iter().zip(&entry.theme_pages));
        let themes = themes.into_iter().flatten().map(|(theme, page)| ThemeToml { text: text(theme), page: *page });
        Self {
            id: text(&project.id),
            of: None,
            number: project.number.clone(),
            title: project.title.clone(),
            aliases: project.aliases.clone(),
            summary: project.summary.clone(),
            ministries: written_roles(&project.ministries),
            section: project.section.as_ref().map(text),
            areas: texts(&project.areas),
            page: project.page,
            slide: project.slide.clone(),
            also: written_places(&project.also),
            note: project.note.clone(),
            themes: themes.collect(),
            budgets: project.budgets.iter().map(BudgetToml::of).collect(),
        }
    }
}

impl BudgetToml {
    fn of(budget: &Budget) -> Self {
        Self {
            fiscal_year: budget.fiscal_year,
            stage: text(budget.stage.name()),
            amed: budget.amed,
            in_house: budget.in_house,
            total: budget.total,
            marks: budget.marks.clone(),
            slide: budget.slide.clone(),
            note: budget.note.clone(),
        }
    }
}

/// Returns true if a name is a project's: if it contains プロジェクト or its abbreviation.
fn names_a_project(name: &str) -> bool {
    let folded = fold(name);
    ["プロジェクト", "pj", "project"].iter().any(|word| folded.contains(&fold(word)))
}
