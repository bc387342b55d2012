//! The fifteen tables, identified by their columns; their rows are read by the names of columns.

use std::fmt;
use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};
use strum::{IntoStaticStr, VariantArray};

use super::values;
use crate::model::FiscalYear;
use crate::text::fold::fold;

/// Kind of a table: what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, IntoStaticStr, VariantArray)]
pub enum TableKind {
    /// Basic information and organisations (基本情報・組織情報).
    #[strum(serialize = "1-1")]
    Organisations,
    /// Outlines of programmes (事業概要等).
    #[strum(serialize = "1-2")]
    Outlines,
    /// Policies, measures, laws (政策・施策、法令等).
    #[strum(serialize = "1-3")]
    Policies,
    /// Subsidy rates (補助率等).
    #[strum(serialize = "1-4")]
    Rates,
    /// Related programmes (関連事業).
    #[strum(serialize = "1-5")]
    Related,
    /// Summary of budgets and execution (予算・執行のサマリ).
    #[strum(serialize = "2-1")]
    Budgets,
    /// Kinds of budget and budget items (予算種別・歳出予算項目).
    #[strum(serialize = "2-2")]
    Items,
    /// Goals and results (目標・実績).
    #[strum(serialize = "3-1")]
    Goals,
    /// Links between goals (目標のつながり).
    #[strum(serialize = "3-2")]
    Paths,
    /// Checks and evaluation (点検・評価).
    #[strum(serialize = "4-1")]
    Evaluations,
    /// Payments (支出情報).
    #[strum(serialize = "5-1")]
    Payments,
    /// Links between payment blocks (支出ブロックのつながり).
    #[strum(serialize = "5-2")]
    Flows,
    /// Items and uses of expenses (費目・使途).
    #[strum(serialize = "5-3")]
    Uses,
    /// Contracts under treasury obligations (国庫債務負担行為等による契約).
    #[strum(serialize = "5-4")]
    Obligations,
    /// Other remarks (その他備考).
    #[strum(serialize = "6-1")]
    Remarks,
}

/// Columns that every table has, which say the programme and year of a row.
pub(super) const SHEET: &str = "シート種別";
pub(super) const YEAR: &str = "事業年度";
pub(super) const PROGRAMME: &str = "予算事業ID";
pub(super) const NAME: &str = "事業名";
/// Column with the line on which a row began in the table from which it was excerpted.
pub(super) const LINE: &str = "原表の行";
/// Columns with the ministry that answers for the policy, and the office that runs the programme.
pub(super) const MINISTRY: &str = "政策所管府省庁";
pub(super) const OFFICE: &str = "府省庁";

impl TableKind {
    /// Returns its name: `2-1`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns all fifteen.
    pub fn all() -> &'static [TableKind] {
        Self::VARIANTS
    }

    /// Returns true if records are made from it.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Rates | Self::Items | Self::Uses | Self::Obligations | Self::Remarks)
    }

    /// Returns columns that only this table has all of.
    fn marks(self) -> &'static [&'static str] {
        match self {
            Self::Organisations => &["その他担当組織_作成責任者_no"],
            Self::Outlines => &["事業の目的"],
            Self::Policies => &["計画通知名"],
            Self::Rates => &["補助率"],
            Self::Related => &["関連事業の事業ID"],
            Self::Budgets => &["予算年度", "当初予算（合計）"],
            Self::Items => &["予算種別", "目"],
            Self::Goals => &["目標年度／目標値／実績値／達成率"],
            Self::Paths => &["派生元ー種別（アクティビティ・アウトプット・アウトカム）"],
            Self::Evaluations => &["行政事業レビュー推進チームの所見"],
            Self::Payments => &["支出先の合計支出額"],
            Self::Flows => &["担当組織からの支出"],
            Self::Uses => &["費目", "使途"],
            Self::Obligations => &["契約額（国庫債務負担行為等による契約）"],
            Self::Remarks => &["備考"],
        }
    }
}

impl fmt::Display for TableKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reason why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A table that breaks the rules of CSV, or is not UTF-8.
    #[error("the table cannot be read: {0}")]
    Broken(#[from] csv::Error),
    /// Rows of several years, or of another year than the rest.
    #[error("row {row} is of {found}, and the sheets are of {wanted}; a folder holds the tables of one year")]
    OtherYear {
        /// The row's line, from 1.
        row: u64,
        /// Its year.
        found: FiscalYear,
        /// The year of the others.
        wanted: FiscalYear,
    },
}

/// Returns the key by which the name of a column is compared: without blanks, and with brackets and dashes of any width alike.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name.trim_start_matches('\u{feff}'));
    let signs = |c: char| match c {
        'ー' | '―' | '‐' | '−' | '–' | '—' | '－' => Some('-'),
        c if c.is_whitespace() => None,
        c => Some(c),
    };
    folded.chars().filter_map(signs).collect()
}

/// Reader of a table, row by row.
pub struct TableReader<R> {
    kind: TableKind,
    csv: Reader<R>,
    keys: Vec<String>,
    year: Option<usize>,
    programme: Option<usize>,
    line: Option<usize>,
    /// The columns of the programme's name, ministry and office.
    named: [Option<usize>; 3],
    record: StringRecord,
    /// Columns that were looked for in vain.
    pub missing: Vec<&'static str>,
    /// The lines of rows that have more or fewer cells than there are columns, so that none can be told by its column, or that lack a
    /// programme or year.
    pub shifted: Vec<u64>,
    /// The number of rows read.
    pub rows: usize,
}

/// A row of a table.
pub(super) struct TableRow<'t> {
    cells: &'t StringRecord,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The number of the programme.
    pub programme: u32,
    /// The year of the sheet.
    pub sheet_year: FiscalYear,
    named: [Option<usize>; 3],
}

impl TableRow<'_> {
    /// Returns the cells, in the order of the table.
    pub fn cells(&self) -> &StringRecord {
        self.cells
    }

    /// Returns the name, ministry and office of the programme.
    pub fn named(&self) -> [Option<String>; 3] {
        self.named.map(|column| self.text(column))
    }

    /// Returns a cell as printed; empty if the table has no such column.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// Returns what a cell says; `None` if it is blank, a dash, or not there.
    pub fn text(&self, column: Option<usize>) -> Option<String> {
        values::text(self.cell(column))
    }
}

impl<R: Read> TableReader<R> {
    /// Opens a table of the review sheets; returns `None` if the first row names other columns.
    ///
    /// # Errors
    /// When the first row cannot be read.
    pub fn open(content: R) -> Result<Option<Self>, Error> {
        let mut csv = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(content);
        let mut record = StringRecord::new();
        if !csv.read_record(&mut record)? {
            return Ok(None);
        }
        let keys: Vec<String> = record.iter().map(key).collect();
        let at = |name: &str| keys.iter().position(|known| *known == key(name));
        let common = [SHEET, YEAR, PROGRAMME].iter().all(|name| at(name).is_some());
        let is = |kind: &TableKind| kind.marks().iter().all(|mark| at(mark).is_some());
        let Some(kind) = TableKind::all().iter().copied().find(is).filter(|_| common) else { return Ok(None) };
        let (year, programme, line) = (at(YEAR), at(PROGRAMME), at(LINE));
        let named = [at(NAME), at(MINISTRY).or(at("所管府省庁")), at(OFFICE)];
        Ok(Some(Self { kind, csv, keys, year, programme, line, named, record, missing: Vec::new(), shifted: Vec::new(), rows: 0 }))
    }

    /// Returns the year of the sheets as the next row gives it; that row is consumed.
    pub fn sheet_year(&mut self) -> Option<FiscalYear> {
        self.next_row().ok().flatten().map(|row| row.sheet_year)
    }

    /// Returns the kind of table.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// Returns the index of a column; one that is not there is recorded as missing.
    pub(super) fn column(&mut self, name: &'static str) -> Option<usize> {
        let at = self.optional(name);
        if at.is_none() {
            self.missing.push(name);
        }
        at
    }

    /// Returns the index of a column that not every release has.
    pub(super) fn optional(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        self.keys.iter().position(|known| *known == wanted)
    }

    /// Returns the columns whose names are years.
    pub(super) fn years(&self) -> Vec<(usize, FiscalYear)> {
        self.keys.iter().enumerate().filter_map(|(at, key)| Some((at, values::year(key).filter(|_| key.len() == 4)?))).collect()
    }

    /// Returns the next row that says which programme and year it is of.
    pub(super) fn next_row(&mut self) -> Result<Option<TableRow<'_>>, Error> {
        loop {
            if !self.csv.read_record(&mut self.record)? {
                return Ok(None);
            }
            let here = self.record.position().map_or(0, csv::Position::line);
            let line = self.line.and_then(|at| self.record.get(at)).and_then(|line| line.parse().ok()).unwrap_or(here);
            if self.record.len() != self.keys.len() {
                // A line that ends a file is not a row.
                if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                    self.shifted.push(line);
                }
                continue;
            }
            let of = |column: Option<usize>| column.and_then(|at| self.record.get(at)).unwrap_or_default();
            let (year, programme) = (values::year(of(self.year)), values::programme(of(self.programme)));
            let (Some(sheet_year), Some(programme)) = (year, programme) else {
                self.shifted.push(line);
                continue;
            };
            self.rows += 1;
            return Ok(Some(TableRow { cells: &self.record, line, programme, sheet_year, named: self.named }));
        }
    }

    /// Returns the names of its columns, in the form in which they are compared.
    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn open(text: &str) -> Option<TableReader<&[u8]>> {
        TableReader::open(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_table_is_told_by_its_columns_wherever_they_stand() {
        let of =
            |columns: &str| open(&format!("\u{feff}シート種別,事業年度,予算事業ID,事業名,{columns}\n")).map(|table| table.kind().name());
        assert_eq!(of("予算年度,当初予算(合計),執行額（合計）"), Some("2-1"));
        assert_eq!(of("予算年度,会計区分,予算種別,目"), Some("2-2"));
        assert_eq!(of("派生元-種別(アクティビティ・アウトプット・アウトカム)"), Some("3-2"));
        assert_eq!(of("備考"), Some("6-1"));
        assert_eq!(of("受診率"), None);
        assert!(open("事業名,予算額\n").is_none() && open("").is_none());
    }

    #[test]
    fn a_row_of_too_few_cells_is_told_and_not_read() {
        let mut table = open("シート種別,事業年度,予算事業ID,備考\nレビューシート,2024,11,甲\nレビューシート,2024,11\nレビューシート,2024,,丙\nレビューシート,2024,00012,\"二\n行\"\n").unwrap();
        let remark = table.column("備考");
        let mut read = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            read.push((row.line, row.programme, row.text(remark)));
        }
        assert_eq!(read, [(2, 11, Some("甲".to_owned())), (5, 12, Some("二\n行".to_owned()))]);
        assert_eq!((table.shifted.as_slice(), table.rows), (&[3, 4][..], 2));
    }
}
