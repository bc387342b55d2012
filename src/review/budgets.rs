//! Summary of budgets and execution (予算・執行のサマリ, 2-1): for each programme and budget year a total row, and a row for each account.
//! Only the total row is the year's figure.

use std::io::Read;

use super::checks::{self, Contradiction};
use super::sheet::{Sheet, SheetYear};
use super::table::{Error, TableKind, TableReader, TableRow};
use super::values::{Number, number, year, yen};
use crate::model::{Account, BudgetFigures, BudgetYear, FiscalYear, Yen};

/// Words by which a sheet says that its money is in the figures of another programme.
const ELSEWHERE: [&str; 6] = ["内数", "全体の予算額", "を記載しているため", "に記載しているため", "に計上", "明細を出せない"];

/// Columns of one kind of row, found by their names, in the order of [`BudgetFigures`].
struct BudgetColumns {
    initial: Option<usize>,
    supplementary: Vec<Option<usize>>,
    carried_in: Option<usize>,
    reserve: Vec<Option<usize>>,
    current: Option<usize>,
    executed: Option<usize>,
    rate: Option<usize>,
    carried_out: Option<usize>,
    request_next: Option<usize>,
}

/// Reads the table.
pub(super) fn budgets<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let [budget_year, account_kind] = ["予算年度", "会計区分"].map(|column| table.column(column));
    let total = BudgetColumns {
        initial: table.column("当初予算（合計）"),
        supplementary: vec![table.column("補正予算（合計）")],
        carried_in: table.column("前年度からの繰越し（合計）"),
        reserve: vec![table.column("予備費等（合計）")],
        current: table.column("計（歳出予算現額合計）"),
        executed: table.column("執行額（合計）"),
        rate: table.column("執行率"),
        carried_out: table.column("翌年度への繰越し（合計）"),
        request_next: table.column("翌年度要求額（合計）"),
    };
    let numbered = |table: &TableReader<R>, name: &dyn Fn(u8) -> String| -> Vec<Option<usize>> {
        (1..=9).map(|number| table.optional(&name(number))).filter(Option::is_some).collect()
    };
    let one = BudgetColumns {
        initial: table.optional("当初予算"),
        supplementary: numbered(table, &|number| format!("第{number}次補正予算")),
        carried_in: table.optional("前年度から繰越し").or_else(|| table.optional("前年度からの繰越し")),
        reserve: numbered(table, &|number| format!("予備費等{number}")),
        current: table.optional("歳出予算現額"),
        executed: table.optional("執行額"),
        rate: None,
        carried_out: None,
        request_next: table.optional("翌年度要求額"),
    };
    let [account, sub_account, wish, remark] = ["会計", "勘定", "要望額", "備考"].map(|column| table.optional(column));
    let [reasons, notes] = ["主な増減理由", "その他特記事項"].map(|column| table.column(column));
    while let Some(row) = table.next_row()? {
        let (line, sheet_year) = (row.line, row.sheet_year);
        let Some(fiscal_year) = year(row.cell(budget_year)) else {
            if sheets.selection.takes(row.programme) {
                sheets.contradictions.push(Contradiction::of(TableKind::Budgets, &row, "予算年度が読めない"));
            }
            continue;
        };
        let mut found = Vec::new();
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        if let Some(kind) = row.text(account_kind) {
            let mut parts = vec![kind];
            for part in [account, sub_account].into_iter().filter_map(|column| row.text(column)) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            let figures = one.read(&row, fiscal_year >= sheet_year, &mut found);
            let account = Account { account: parts.join("・"), figures, wish: yen(row.cell(wish)).value(), notes: row.text(remark) };
            let accounts = &mut of_year(sheet, fiscal_year).accounts;
            // A row that appears twice counts once.
            if !accounts.contains(&account) {
                accounts.push(account);
            }
        } else {
            let mut figures = total.read(&row, fiscal_year >= sheet_year, &mut found);
            figures.unused = figures.reckon_unused();
            checks::totals(&figures, &mut found);
            let (reasons, notes) = (row.text(reasons), row.text(notes));
            let known = of_year(sheet, fiscal_year);
            if known.figures == BudgetFigures::default() {
                (known.figures, known.reasons, known.notes) = (figures, reasons, notes);
            } else if known.figures != figures {
                found.push("同じ予算年度の合計の行がもう一つあり、額が違う。先の行を採った".to_owned());
            }
        }
        let told = found.into_iter().map(|what| Contradiction { programme: row.programme, table: TableKind::Budgets, line, what });
        sheets.contradictions.extend(told);
    }
    for sheet in sheets.sheets.values_mut() {
        sheet.years.sort_by_key(|year| std::cmp::Reverse(year.fiscal_year));
        book_elsewhere(sheet);
    }
    Ok(())
}

fn of_year(sheet: &mut Sheet, fiscal_year: FiscalYear) -> &mut BudgetYear {
    let at = sheet.years.iter().position(|year| year.fiscal_year == fiscal_year).unwrap_or_else(|| {
        sheet.years.push(BudgetYear { fiscal_year, ..BudgetYear::default() });
        sheet.years.len() - 1
    });
    &mut sheet.years[at]
}

impl BudgetColumns {
    /// Reads the figures of a row. `running` means a year that was not over when the sheet was made: what is printed as spent in it is not
    /// reported.
    fn read(&self, row: &TableRow<'_>, running: bool, found: &mut Vec<String>) -> BudgetFigures {
        let mut read = |column: Option<usize>, what: &str| {
            let number = yen(row.cell(column));
            if number == Number::Unreadable {
                found.push(format!("{what}「{}」が円の額として読めない", row.text(column).unwrap_or_default()));
            }
            number.value()
        };
        let (initial, carried_in) = (read(self.initial, "当初予算"), read(self.carried_in, "前年度からの繰越し"));
        let supplementary = summed(self.supplementary.iter().map(|column| read(*column, "補正予算")));
        let reserve = summed(self.reserve.iter().map(|column| read(*column, "予備費等")));
        let (current, executed) = (read(self.current, "歳出予算現額"), read(self.executed, "執行額"));
        let (carried_out, request_next) = (read(self.carried_out, "翌年度への繰越し"), read(self.request_next, "翌年度要求額"));
        let execution_rate = number(row.cell(self.rate)).value();
        BudgetFigures {
            initial,
            supplementary,
            carried_in,
            reserve,
            current,
            executed: executed.filter(|_| !running),
            execution_rate: execution_rate.filter(|_| !running),
            carried_out,
            unused: None,
            request_next,
        }
    }
}

/// Returns the sum of the parts that are reported; `None` if none is.
fn summed(parts: impl Iterator<Item = Option<Yen>>) -> Option<Yen> {
    parts.flatten().fold(None, |sum: Option<Yen>, part| Some(sum.unwrap_or(0).saturating_add(part)))
}

/// Marks the years whose money is in the figures of another programme: everything printed is 0, and the sheet says so for that year, or for
/// all years in the row of its newest.
fn book_elsewhere(sheet: &mut Sheet) {
    let says = |notes: &Option<String>| notes.as_ref().is_some_and(|notes| ELSEWHERE.iter().any(|words| notes.contains(words)));
    let of_all = sheet.years.first().is_some_and(|newest| says(&newest.notes));
    for year in &mut sheet.years {
        let figures = &year.figures;
        let printed = [figures.initial, figures.supplementary, figures.carried_in, figures.reserve, figures.current, figures.executed];
        let nothing = printed.iter().all(|yen| yen.is_none_or(|yen| yen == 0)) && printed.iter().any(Option::is_some);
        year.booked_elsewhere = nothing && (of_all || says(&year.notes));
    }
}
