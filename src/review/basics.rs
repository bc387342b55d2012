//! Basic information (基本情報): the offices that answer for a programme (1-1), its purpose (1-2), what it rests on (1-3), and the
//! programmes related to it (1-5).

use std::io::Read;

use super::sheet::{SheetYear, once};
use super::table::{Error, TableReader};
use super::values::{programme, year, yes};
use crate::model::{Id, Related};

/// The levels of an office, from the bureau down.
const LEVELS: [&str; 6] = ["局・庁", "部", "課", "室", "班", "係"];
const OTHER_LEVELS: [&str; 7] = [
    "府省庁（その他担当組織）",
    "局・庁（その他担当組織）",
    "部（その他担当組織）",
    "課（その他担当組織）",
    "室（その他担当組織）",
    "班（その他担当組織）",
    "係（その他担当組織）",
];

/// Reads 1-1. The names of officials (作成責任者) are never taken in.
pub(super) fn organisations<R: Read>(year: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let levels = LEVELS.map(|level| table.optional(level));
    let others = OTHER_LEVELS.map(|level| table.optional(level));
    while let Some(row) = table.next_row()? {
        let Some(sheet) = year.sheet(&row)? else { continue };
        let path = |levels: &[Option<usize>]| {
            let path = levels.iter().filter_map(|level| row.text(*level)).collect::<Vec<_>>().join(" ");
            Some(path).filter(|path| !path.is_empty())
        };
        once(&mut sheet.organisation, path(&levels));
        once(&mut sheet.organisation, path(&others));
        once(&mut sheet.others, row.text(others[0]));
    }
    Ok(())
}

/// Reads 1-2, which repeats a programme for each 主要経費.
pub(super) fn outlines<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let levels = LEVELS.map(|level| table.optional(level));
    let [purpose, situation, outline, url, from, to] =
        ["事業の目的", "現状・課題", "事業の概要", "事業概要URL", "事業開始年度", "事業終了（予定）年度"]
            .map(|column| table.column(column));
    let endless = table.optional("終了予定なし");
    while let Some(row) = table.next_row()? {
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        if sheet.organisation.is_empty() {
            let path = levels.iter().filter_map(|level| row.text(*level)).collect::<Vec<_>>().join(" ");
            once(&mut sheet.organisation, Some(path).filter(|path| !path.is_empty()));
        }
        for (field, column) in
            [(&mut sheet.purpose, purpose), (&mut sheet.situation, situation), (&mut sheet.outline, outline), (&mut sheet.url, url)]
        {
            *field = field.take().or_else(|| row.text(column));
        }
        sheet.from = sheet.from.or_else(|| year(row.cell(from)));
        sheet.to = sheet.to.or_else(|| year(row.cell(to)).filter(|_| !yes(row.cell(endless))));
    }
    Ok(())
}

/// Reads 1-3: policies, laws and plans in lists side by side.
pub(super) fn policies<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let [policy, measure, law, law_number, plan] = ["政策", "施策", "法令名", "法令番号", "計画通知名"].map(|column| table.column(column));
    while let Some(row) = table.next_row()? {
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        let joined = |parts: [Option<String>; 2], between: &str| {
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            Some(parts.join(between)).filter(|text| !text.is_empty())
        };
        once(&mut sheet.policies, joined([row.text(policy), row.text(measure)], "／"));
        let number = row.text(law_number).map(|number| format!("（{number}）"));
        once(&mut sheet.laws, row.text(law).map(|law| law + &number.unwrap_or_default()));
        once(&mut sheet.plans, row.text(plan));
    }
    Ok(())
}

/// Reads 1-5.
pub(super) fn related<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let [id, title, relation] = ["関連事業の事業ID", "関連事業の事業名", "関連性"].map(|column| table.column(column));
    while let Some(row) = table.next_row()? {
        let own = row.programme;
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        let Some(number) = programme(row.cell(id)).filter(|number| *number != own) else { continue };
        let related = Related { id: Id::new(format!("rs/{number}")), title: row.text(title), relation: row.text(relation) };
        if !sheet.related.contains(&related) {
            sheet.related.push(related);
        }
    }
    Ok(())
}
