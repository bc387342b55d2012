//! Checks and evaluation (点検・評価, 4-1): how a sheet was judged. The table repeats a programme for each earlier finding.

use std::io::Read;

use super::checks::Contradiction;
use super::sheet::SheetYear;
use super::table::{Error, TableKind, TableReader};
use super::values::{Number, yen};
use crate::model::Yen;

/// Reads the table.
pub(super) fn evaluations<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let [own_check, improvement, experts] =
        ["事業所管部局による点検・改善ー点検結果", "事業所管部局による点検・改善ー改善の方向性", "外部有識者による点検ー所見"]
            .map(|column| table.column(column));
    let [finding, finding_detail] =
        ["行政事業レビュー推進チームの所見", "行政事業レビュー推進チームの所見の詳細"].map(|column| table.column(column));
    let [reflection, reflection_detail] =
        ["所見を踏まえた改善点／概算要求における反映状況", "所見を踏まえた改善点／概算要求における反映状況の詳細"]
            .map(|column| table.column(column));
    let yens = ["反映額（一般会計）", "反映額（特別会計）－反映額"].map(|column| table.column(column));
    // Each of several special accounts is in a row of its own.
    let mut seen: std::collections::HashSet<(u32, usize, String, String, Yen)> = std::collections::HashSet::new();
    let account = ["反映額（特別会計）－会計", "反映額（特別会計）－勘定"].map(|column| table.optional(column));
    while let Some(row) = table.next_row()? {
        let programme = row.programme;
        let mut found = Vec::new();
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        let judged = &mut sheet.evaluation;
        for (field, column) in [
            (&mut judged.own_check, own_check),
            (&mut judged.improvement, improvement),
            (&mut judged.experts, experts),
            (&mut judged.finding, finding),
            (&mut judged.finding_detail, finding_detail),
            (&mut judged.reflection, reflection),
            (&mut judged.reflection_detail, reflection_detail),
        ] {
            *field = field.take().or_else(|| row.text(column));
        }
        for (at, column) in yens.iter().enumerate() {
            match yen(row.cell(*column)) {
                Number::Nothing => {}
                Number::Unreadable => {
                    found.push(Contradiction::of(TableKind::Evaluations, &row, "反映額が円の額として読めない"));
                }
                Number::Is(yen) => {
                    let of = |column: Option<usize>| if at == 0 { String::new() } else { row.text(column).unwrap_or_default() };
                    // The general account has one amount, however many rows repeat it.
                    let which = if at == 0 { 0 } else { yen };
                    if seen.insert((programme, at, of(account[0]), of(account[1]), which)) {
                        judged.reflected_yen = Some(judged.reflected_yen.unwrap_or(0).saturating_add(yen));
                    }
                }
            }
        }
        sheets.contradictions.extend(found);
    }
    Ok(())
}
