//! Indicators of a programme's sheets: activities, outputs and outcomes with their years, and what leads to what.

use std::collections::HashMap;

use super::ids::ascii;
use super::sheet::{Goal, GoalStep, Sheet};
use crate::model::{
    Basis, Category, FiscalYear, Id, Kpi, Latest, Measure, Named, Owner, Record, ReviewIndicator, SeriesYear, Target, document_of,
};
use crate::text::fold::fold;

/// Number of hexadecimal digits that tell an indicator of a step from others.
const DIGITS: usize = 6;

/// Returns the category of a kind of step; its name is the word for it in ids.
fn category(kind: &str) -> Option<Category> {
    [("アクティビティ", Category::Activity), ("アウトプット", Category::Output), ("アウトカム", Category::Outcome)]
        .into_iter()
        .find(|(name, _)| kind.contains(name))
        .map(|(_, category)| category)
}

fn term(printed: Option<&str>) -> Option<&'static str> {
    let printed = printed?;
    [("短期", "short"), ("中期", "middle"), ("長期", "long")].into_iter().find(|(name, _)| printed.contains(name)).map(|(_, term)| term)
}

/// Returns the id of an indicator within its programme.
fn kpi_id(programme: &Id, goal: &Goal) -> Option<Id> {
    use std::fmt::Write as _;
    let category = category(&goal.step.kind)?;
    let mut id = format!("{programme}/kpi/{}-{}", category.name(), ascii(&goal.step.number));
    if let Some(term) = term(goal.step.term.as_deref()) {
        let _ = write!(id, "-{term}");
    }
    let title = goal.indicator.as_deref().or(goal.step.goal.as_deref()).unwrap_or_default();
    let hash = format!("{:08x}", crc32fast::hash(fold(title).as_bytes()));
    let _ = write!(id, "-{}", &hash[..DIGITS]);
    debug_assert!(Id::is_well_formed(&id), "{id}");
    Some(Id::new(id))
}

/// Adds the indicators of a programme to `records`. An indicator that two sheets have is one record, and the newer sheet counts.
pub(super) fn kpis(programme: &Id, sheets: &mut [(FiscalYear, &mut Sheet)], records: &mut Vec<Record>) {
    let first = records.len();
    let mut at: HashMap<Id, usize> = HashMap::new();
    for (sheet_year, sheet) in sheets.iter_mut() {
        let mut ids: Vec<(GoalStep, Id)> = Vec::new();
        for goal in std::mem::take(&mut sheet.goals) {
            let Some(id) = kpi_id(programme, &goal) else { continue };
            ids.push((goal.step.clone(), id.clone()));
            match at.get(&id).and_then(|at| records.get_mut(*at)) {
                Some(Record::Kpi(known)) => join(known, goal.series),
                _ => {
                    at.insert(id.clone(), records.len());
                    records.push(Record::Kpi(kpi(id, programme, *sheet_year, goal)));
                }
            }
        }
        for path in std::mem::take(&mut sheet.paths) {
            let (from, to) = (steps(&ids, &path.from), steps(&ids, &path.to));
            for from in from {
                let Some(Record::Kpi(kpi)) = at.get(from).and_then(|at| records.get_mut(*at)) else { continue };
                let Some(review) = &mut kpi.review else { continue };
                for to in &to {
                    if *to != from && !review.leads_to.contains(to) {
                        review.leads_to.push((*to).clone());
                    }
                }
            }
        }
    }
    debug_assert!(at.values().all(|at| *at >= first));
}

/// Returns the indicators of a step: those with its number, kind and term; if there are several, those with its goal.
fn steps<'i>(ids: &'i [(GoalStep, Id)], wanted: &GoalStep) -> Vec<&'i Id> {
    let same = |step: &GoalStep| {
        category(&step.kind) == category(&wanted.kind)
            && step.number == wanted.number
            && term(step.term.as_deref()) == term(wanted.term.as_deref())
    };
    let alike: Vec<&(GoalStep, Id)> = ids.iter().filter(|(step, _)| same(step)).collect();
    let goal = |goal: &Option<String>| goal.as_deref().map(|goal| fold(goal).split_whitespace().collect::<String>());
    let wanted = goal(&wanted.goal);
    let own: Vec<&Id> = alike.iter().filter(|(step, _)| goal(&step.goal) == wanted).map(|(_, id)| id).collect();
    if own.is_empty() { alike.into_iter().map(|(_, id)| id).collect() } else { own }
}

/// Adds what an older sheet says of years of which the newer says nothing.
fn join(known: &mut Kpi, older: Vec<SeriesYear>) {
    let Some(review) = &mut known.review else { return };
    for year in older {
        let at = review.series.partition_point(|known| known.fiscal_year < year.fiscal_year);
        if review.series.get(at).is_none_or(|known| known.fiscal_year != year.fiscal_year) {
            review.series.insert(at, year);
        }
    }
}

fn kpi(id: Id, programme: &Id, sheet_year: FiscalYear, goal: Goal) -> Kpi {
    let document = document_of(sheet_year);
    let reached = goal.series.iter().rev().find(|year| year.actual.is_some());
    let latest = reached.map(|year| Latest {
        value: year.actual,
        unit: goal.unit.clone(),
        basis: None,
        as_of: Some(format!("FY{}", year.fiscal_year)),
        printed: None,
        place: None,
    });
    let due = goal.target_year.and_then(|due| goal.series.iter().find(|year| year.fiscal_year == due && year.target.is_some()));
    let aimed = due.or_else(|| goal.series.iter().rev().find(|year| year.target.is_some()));
    let target = aimed.map(|year| Target {
        value: year.target,
        unit: goal.unit.clone(),
        basis: Measure::Total,
        from: None,
        by: Some(year.fiscal_year),
        cumulative: None,
        printed: None,
    });
    let number = programme.as_str().rsplit('/').next().unwrap_or_default();
    let title = goal.indicator.or_else(|| goal.step.goal.clone()).unwrap_or_default();
    let own = goal.step.goal.filter(|goal| *goal != title);
    let category = category(&goal.step.kind).unwrap_or(Category::Activity);
    Kpi {
        number: Some(goal.step.number).filter(|number| !number.is_empty()),
        target,
        latest,
        owner: Some(Owner {
            project: None,
            programme: Some(programme.clone()),
            whole: false,
            basis: Basis::Stated,
            evidence: Vec::new(),
            note: None,
        }),
        slide: Some(format!("予算事業ID {number}")),
        review: Some(Box::new(ReviewIndicator {
            programme: programme.clone(),
            term: term(goal.step.term.as_deref()).map(str::to_owned),
            goal: own,
            unit: goal.unit,
            direction: goal.direction,
            target_year: goal.target_year,
            series: goal.series,
            plan: goal.plan,
            outcome: goal.outcome,
            leads_to: Vec::new(),
        })),
        ..Kpi::new(id, document, category, title)
    }
}
