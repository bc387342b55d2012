//! The fifteen tables: which one a file is, told by its columns, and its rows by the names of columns.

use std::fmt;
use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};
use strum::{IntoStaticStr, VariantArray};

use super::values;
use crate::model::FiscalYear;
use crate::text::fold::fold;

/// What a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, IntoStaticStr, VariantArray)]
pub enum TableKind {
    /// 基本情報・組織情報.
    #[strum(serialize = "1-1")]
    Organisations,
    /// 事業概要等.
    #[strum(serialize = "1-2")]
    Outlines,
    /// 政策・施策、法令等.
    #[strum(serialize = "1-3")]
    Policies,
    /// 補助率等.
    #[strum(serialize = "1-4")]
    Rates,
    /// 関連事業.
    #[strum(serialize = "1-5")]
    Related,
    /// 予算・執行のサマリ.
    #[strum(serialize = "2-1")]
    Budgets,
    /// 予算種別・歳出予算項目.
    #[strum(serialize = "2-2")]
    Items,
    /// 目標・実績.
    #[strum(serialize = "3-1")]
    Goals,
    /// 目標のつながり.
    #[strum(serialize = "3-2")]
    Paths,
    /// 点検・評価.
    #[strum(serialize = "4-1")]
    Evaluations,
    /// 支出情報.
    #[strum(serialize = "5-1")]
    Payments,
    /// 支出ブロックのつながり.
    #[strum(serialize = "5-2")]
    Flows,
    /// 費目・使途.
    #[strum(serialize = "5-3")]
    Uses,
    /// 国庫債務負担行為等による契約.
    #[strum(serialize = "5-4")]
    Obligations,
    /// その他備考.
    #[strum(serialize = "6-1")]
    Remarks,
}

/// The columns that every table has: which programme of which year it is.
pub(super) const SHEET: &str = "シート種別";
pub(super) const YEAR: &str = "事業年度";
pub(super) const PROGRAMME: &str = "予算事業ID";
pub(super) const NAME: &str = "事業名";
/// The line on which a row began in the table from which it was excerpted.
pub(super) const LINE: &str = "原表の行";
/// The ministry that answers for the policy, and the office that runs the programme.
pub(super) const MINISTRY: &str = "政策所管府省庁";
pub(super) const OFFICE: &str = "府省庁";

impl TableKind {
    /// What it is called: `2-1`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// All fifteen.
    pub fn all() -> &'static [TableKind] {
        Self::VARIANTS
    }

    /// Whether records are made of it.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Rates | Self::Items | Self::Uses | Self::Obligations | Self::Remarks)
    }

    /// Columns that only this table has all of.
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

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It breaks the rules of CSV, or is not UTF-8.
    #[error("the table cannot be read: {0}")]
    Broken(#[from] csv::Error),
    /// Its rows are of several years, or of another than the rest.
    #[error("row {row} is of {found}, and the sheets are of {wanted}; a folder holds the tables of one year")]
    OtherYear {
        /// The row's line, from 1.
        row: u64,
        /// Its year.
        found: FiscalYear,
        /// The others'.
        wanted: FiscalYear,
    },
}

/// How the name of a column is compared: without blanks, brackets and dashes of any width.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name.trim_start_matches('\u{feff}'));
    let signs = |c: char| match c {
        'ー' | '―' | '‐' | '−' | '–' | '—' | '－' => Some('-'),
        c if c.is_whitespace() => None,
        c => Some(c),
    };
    folded.chars().filter_map(signs).collect()
}

/// A table, row by row.
pub struct TableReader<R> {
    kind: TableKind,
    csv: Reader<R>,
    keys: Vec<String>,
    year: Option<usize>,
    programme: Option<usize>,
    line: Option<usize>,
    /// Name, ministry and office of the programme.
    named: [Option<usize>; 3],
    record: StringRecord,
    /// Columns that were looked for in vain.
    pub missing: Vec<&'static str>,
    /// Rows whose cells are not as many as the columns: none of them can be told by its column.
    pub shifted: Vec<u64>,
    /// Rows that were read.
    pub rows: usize,
}

/// A row of a table.
pub(super) struct TableRow<'t> {
    cells: &'t StringRecord,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The programme.
    pub programme: u32,
    /// The year of the sheet.
    pub sheet_year: FiscalYear,
    named: [Option<usize>; 3],
}

impl TableRow<'_> {
    /// The cells, in the order of the table.
    pub fn cells(&self) -> &StringRecord {
        self.cells
    }

    /// Name, ministry and office of the programme.
    pub fn named(&self) -> [Option<String>; 3] {
        self.named.map(|column| self.text(column))
    }

    /// A cell as it stands; empty where the table has no such column.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// What a cell says; `None` where it is blank, a dash, or not there.
    pub fn text(&self, column: Option<usize>) -> Option<String> {
        values::text(self.cell(column))
    }
}

impl<R: Read> TableReader<R> {
    /// A table of the review sheets; `None` where the first row names other columns.
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

    /// The year of the sheets, as the next row says it, which is read for it.
    pub fn sheet_year(&mut self) -> Option<FiscalYear> {
        self.next_row().ok().flatten().map(|row| row.sheet_year)
    }

    /// Which table it is.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// Where a column stands; what is not there is remembered as missing.
    pub(super) fn column(&mut self, name: &'static str) -> Option<usize> {
        let at = self.optional(name);
        if at.is_none() {
            self.missing.push(name);
        }
        at
    }

    /// Where a column stands that not every release has.
    pub(super) fn optional(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        self.keys.iter().position(|known| *known == wanted)
    }

    /// Columns whose names are years.
    pub(super) fn years(&self) -> Vec<(usize, FiscalYear)> {
        self.keys.iter().enumerate().filter_map(|(at, key)| Some((at, values::year(key).filter(|_| key.len() == 4)?))).collect()
    }

    /// The next row that says of which programme and year it is.
    pub(super) fn next_row(&mut self) -> Result<Option<TableRow<'_>>, Error> {
        loop {
            if !self.csv.read_record(&mut self.record)? {
                return Ok(None);
            }
            let here = self.record.position().map_or(0, csv::Position::line);
            let line = self.line.and_then(|at| self.record.get(at)).and_then(|line| line.parse().ok()).unwrap_or(here);
            if self.record.len() != self.keys.len() {
                // A line that ends a file is no row.
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

    /// The names of its columns, as they are compared.
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
