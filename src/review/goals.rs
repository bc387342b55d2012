//! Goals and results (目標・実績, 3-1): activities, and the indicators of outputs and outcomes with a row each for what was aimed at and
//! what was reached. Links between goals (目標のつながり, 3-2): what leads to what.

use std::collections::HashMap;
use std::io::Read;

use super::checks::Contradiction;
use super::plans;
use super::sheet::{Goal, GoalStep, Path, SheetYear};
use super::table::{Error, TableKind, TableReader, TableRow};
use super::values::{Number, number};
use crate::model::{FiscalYear, PlanSource, SeriesYear};

/// Key of the goal of which a row speaks: programme, number, kind, term, and indicator or else goal.
type GoalKey = (u32, String, String, Option<String>, Option<String>);

/// Columns that say which step of the logic model a row is.
struct StepColumns {
    number: Option<usize>,
    kind: Option<usize>,
    term: Option<usize>,
    goal: Option<usize>,
}

impl StepColumns {
    fn read(&self, row: &TableRow<'_>) -> Option<GoalStep> {
        let kind = row.text(self.kind)?;
        Some(GoalStep {
            number: row.text(self.number).unwrap_or_default(),
            kind,
            term: term(row.text(self.term)),
            goal: row.text(self.goal),
        })
    }
}

/// Returns a term without the number that some sheets print before it: `3.長期` is 長期.
fn term(printed: Option<String>) -> Option<String> {
    printed.map(|term| term.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '．')).to_owned())
}

/// Reads 3-1.
pub(super) fn goals<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let step = StepColumns {
        number: table.column("アクティビティ・アウトプット・アウトカムの番号"),
        kind: table.column("種別（アクティビティ・アウトプット・アウトカム）"),
        term: table.column("アウトカムの期間"),
        goal: table.column("アクティビティ／活動目標／成果目標"),
    };
    let [indicator, unit, direction, says] =
        ["活動指標／成果指標", "単位", "改善の上向き／下向き", "目標年度／目標値／実績値／達成率"].map(|column| table.column(column));
    let [plan, place, url] = [
        "事業に関連するKPIが定められている閣議決定等の名称",
        "事業に関連するKPIが定められている閣議決定等の該当箇所",
        "事業に関連するKPIが定められている閣議決定等のURL",
    ]
    .map(|column| table.column(column));
    let outcome = table.optional("定性的なアウトカムに関する成果実績");
    let years = table.years();
    let mut known: HashMap<GoalKey, usize> = HashMap::new();
    while let Some(row) = table.next_row()? {
        let Some(step) = step.read(&row) else { continue };
        let mut unreadable = Vec::new();
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        let title = row.text(indicator);
        let key = (row.programme, step.number.clone(), step.kind.clone(), step.term.clone(), title.clone().or_else(|| step.goal.clone()));
        let at = *known.entry(key).or_insert_with(|| {
            sheet.goals.push(Goal { step, indicator: title, ..Goal::default() });
            sheet.goals.len() - 1
        });
        let Some(goal) = sheet.goals.get_mut(at) else { continue };
        goal.unit = goal.unit.take().or_else(|| row.text(unit));
        goal.direction = goal.direction.take().or_else(|| row.text(direction));
        goal.outcome = goal.outcome.take().or_else(|| row.text(outcome));
        if goal.plan.is_none() {
            let source = |name: String| PlanSource { document: plans::document(&name), name, place: row.text(place), url: row.text(url) };
            goal.plan = row.text(plan).map(source);
        }
        let Some(says) = row.text(says) else { continue };
        let says = says.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '．'));
        for (column, fiscal_year) in &years {
            let value = match number(row.cell(Some(*column))) {
                Number::Nothing => continue,
                Number::Unreadable => {
                    unreadable
                        .push(format!("{fiscal_year}年度の{says}「{}」が数として読めない", row.text(Some(*column)).unwrap_or_default()));
                    continue;
                }
                Number::Is(value) => value,
            };
            match says {
                "目標年度" => goal.target_year = Some(*fiscal_year).filter(|_| value != 0.0).or(goal.target_year),
                "目標値" => set(&mut goal.series, *fiscal_year, |year| &mut year.target, value),
                "実績値" => set(&mut goal.series, *fiscal_year, |year| &mut year.actual, value),
                "達成率" => set(&mut goal.series, *fiscal_year, |year| &mut year.rate, value),
                _ => {}
            }
        }
        let told = unreadable.into_iter().map(|what| Contradiction::of(TableKind::Goals, &row, what));
        let told: Vec<Contradiction> = told.collect();
        sheets.contradictions.extend(told);
    }
    Ok(())
}

/// Sets a value of a year. The first that is printed counts.
fn set(series: &mut Vec<SeriesYear>, fiscal_year: FiscalYear, field: fn(&mut SeriesYear) -> &mut Option<f64>, value: f64) {
    let at = series.partition_point(|year| year.fiscal_year < fiscal_year);
    if series.get(at).is_none_or(|year| year.fiscal_year != fiscal_year) {
        series.insert(at, SeriesYear { fiscal_year, target: None, actual: None, rate: None });
    }
    if let Some(year) = series.get_mut(at) {
        let field = field(year);
        *field = field.or(Some(value));
    }
}

/// Reads 3-2.
pub(super) fn paths<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let from = StepColumns {
        number: table.column("派生元ーアクティビティ・アウトプット・アウトカムの番号"),
        kind: table.column("派生元ー種別（アクティビティ・アウトプット・アウトカム）"),
        term: table.column("派生元ーアウトカムの期間"),
        goal: table.column("派生元ーアクティビティの内容/ 活動目標／成果目標"),
    };
    let to = StepColumns {
        number: table.column("派生先ーアクティビティ・アウトプット・アウトカムの番号"),
        kind: table.column("派生先ー種別（アクティビティ・アウトプット・アウトカム）"),
        term: table.column("派生先ーアウトカムの期間"),
        goal: table.column("派生先ー 活動目標／成果目標"),
    };
    while let Some(row) = table.next_row()? {
        let (Some(from), Some(to)) = (from.read(&row), to.read(&row)) else { continue };
        if let Some(sheet) = sheets.sheet(&row)? {
            sheet.paths.push(Path { from, to });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn four_rows_are_one_indicator_and_two_of_one_number_are_two() {
        let text = "シート種別,事業年度,予算事業ID,アクティビティ・アウトプット・アウトカムの番号,種別（アクティビティ・アウトプット・アウトカム）,アウトカムの期間,\
                    アクティビティ／活動目標／成果目標,活動指標／成果指標,単位,目標年度／目標値／実績値／達成率,2022,2023,2024\n\
                    レビューシート,2024,7,1,アクティビティ,,教える,,,,,,\n\
                    レビューシート,2024,7,1,アウトカム,3.長期,学ぶ,授業の数,件,1.目標年度,,,1\n\
                    レビューシート,2024,7,1,アウトカム,長期,学ぶ,授業の数,件,2.目標値,10,\"1,000 \",30\n\
                    レビューシート,2024,7,1,アウトカム,長期,学ぶ,授業の数,件,3.実績値,0,－,\n\
                    レビューシート,2024,7,1,アウトカム,長期,学ぶ,教材の数,件,3.実績値,検討中,5,\n";
        let mut table = TableReader::open(text.as_bytes()).unwrap().unwrap();
        let mut sheets = SheetYear::default();
        goals(&mut sheets, &mut table).unwrap();
        let goals = &sheets.sheets[&7].goals;
        let read: Vec<_> = goals.iter().map(|goal| (goal.indicator.as_deref(), goal.step.term.as_deref(), goal.target_year)).collect();
        assert_eq!(read, [(None, None, None), (Some("授業の数"), Some("長期"), Some(2024)), (Some("教材の数"), Some("長期"), None)]);
        let series: Vec<_> = goals[1].series.iter().map(|year| (year.fiscal_year, year.target, year.actual)).collect();
        assert_eq!(series, [(2022, Some(10.0), Some(0.0)), (2023, Some(1000.0), None), (2024, Some(30.0), None)]);
        assert_eq!((sheets.contradictions.len(), sheets.contradictions[0].line), (1, 6));
    }
}
