//! Facts in tables: the head of a column tells what it holds, a row is a programme or an indicator, and what cannot be read is reported.

use super::allocations;
use super::cells::{cells, heads_of};
use super::columns::{ColumnKind, column, column_below, is_nothing, is_sum};
use super::found::{Certainty, Doubt, DoubtedSum, Facts, FilePlace, FoundProgramme, Indicator};
use super::ministries::Ministries;
use super::programmes::without_signs;
use super::setting::{AmountSetting, Legend};
use super::terms::unit;
use super::totals::Totals;
use crate::import::blocks::{Block, BlockKind};
use crate::text::fold::fold;
use crate::text::year::first_in_text;
use crate::text::{amount, numeral};

/// Number of rows of a sheet in which the heads of columns are looked for.
const FIRST_ROWS: usize = 40;
/// Most rows that the heads of columns take up.
const HEAD_ROWS: usize = 3;
/// Number of blocks before a table that may state its unit and year.
const BEFORE: usize = 3;
/// Most totals of a column that are checked; a column with more is a list of something else.
const MOST_TOTALS: usize = 200;
/// Longest name of a row, in characters.
const LONGEST_NAME: usize = 90;

/// Reads the tables of a document.
pub(super) fn recognise(blocks: &[Block], mut settings: AmountSetting, ministries: &Ministries, found: &mut Facts, years: &mut Vec<u16>) {
    let mut at = 0;
    while at < blocks.len() {
        let Some(number) = table_of(&blocks[at]) else {
            settings.enter(at, &blocks[at]);
            at += 1;
            continue;
        };
        let rows = blocks[at..].iter().take_while(|block| table_of(block) == Some(number)).count();
        if allocations::recognise(&blocks[at..at + rows], &settings, ministries, found) {
            at += rows;
            continue;
        }
        let before: Vec<&Block> = blocks[at.saturating_sub(BEFORE)..at].iter().filter(|block| table_of(block).is_none()).collect();
        table(&blocks[at..at + rows], at, (before, &settings), ministries, found, years);
        at += rows;
    }
}

/// Reads the rows of a table. A sheet may begin with its title and unit, and hold several tables one below another, each beginning with the
/// heads of its columns.
fn table<'b>(
    rows: &'b [Block],
    first: usize,
    (mut before, settings): (Vec<&'b Block>, &'b AmountSetting),
    ministries: &Ministries,
    found: &mut Facts,
    years: &mut Vec<u16>,
) {
    let mut from = 0;
    while from < rows.len() {
        let here = (from..rows.len())
            .take(FIRST_ROWS)
            .find_map(|at| Some((at, TableReading::new(&rows[at..], &before_of(&before, &rows[from..at]), settings)?)));
        let Some((at, mut reading)) = here else {
            found.doubts.extend(rows[from..].iter().flat_map(unread_sums));
            found.doubts.extend(unread_amounts(&rows[from..], &before));
            return;
        };
        // Up to the heads of the next table, which name the columns differently.
        let next = (at + reading.heads..rows.len()).skip(1).find(|next| is_head(&rows[*next]));
        let end = next.unwrap_or(rows.len());
        reading.rows = &rows[at..end];
        reading.read(first + at, ministries, found, years);
        before = rows[at..end].iter().rev().take(BEFORE).rev().collect();
        from = end;
    }
}

/// Returns the blocks above a table.
fn before_of<'b>(before: &[&'b Block], rows: &'b [Block]) -> Vec<&'b Block> {
    before.iter().copied().chain(rows).collect()
}

/// Returns true if a row names columns: programmes or indicators, and something that is said of them.
fn is_head(row: &Block) -> bool {
    let columns: Vec<ColumnKind> = (0..cells(row).len()).map(|at| column(&title(std::slice::from_ref(row), at))).collect();
    tells(&columns)
}

fn tells(columns: &[ColumnKind]) -> bool {
    let of = |wanted: &[ColumnKind]| columns.iter().any(|column| wanted.contains(column));
    let money = columns.iter().any(|column| matches!(column, ColumnKind::Money(_)));
    (of(&[ColumnKind::Programme]) && money) || (of(&[ColumnKind::Indicator]) && (of(&[ColumnKind::Target, ColumnKind::Latest])))
}

fn table_of(block: &Block) -> Option<usize> {
    match &block.kind {
        BlockKind::Row { table, .. } => Some(*table),
        _ => None,
    }
}

/// Table with what is known of its columns.
struct TableReading<'b> {
    /// Setting of amounts above the table.
    settings: &'b AmountSetting,
    columns: Vec<ColumnKind>,
    rows: &'b [Block],
    /// Number of rows that name the columns.
    heads: usize,
    /// Year in which indicators are to be reached, if the head states it for all.
    by: Option<u16>,
}

impl<'b> TableReading<'b> {
    /// Creates the reading of a table whose columns can be told; `before` is what is above it.
    fn new(rows: &'b [Block], before: &[&Block], settings: &'b AmountSetting) -> Option<Self> {
        let marked = rows.iter().take_while(|row| matches!(row.kind, BlockKind::Row { head: true, .. })).count();
        // If none are marked, as few rows as tell the columns, and those below that continue to name them.
        let told = |heads: &usize| {
            let width = rows.iter().take(*heads).map(|row| cells(row).len()).max().unwrap_or(0);
            tells(&(0..width).map(|at| column(&title(&rows[..*heads], at))).collect::<Vec<_>>())
        };
        // A title over the table is not one of its heads.
        let mut said: Vec<&String> = rows.first().map(cells).unwrap_or_default().iter().filter(|cell| !cell.is_empty()).collect();
        said.dedup();
        if marked == 0 && said.len() < 2 {
            return None;
        }
        // Markdown marks one row, however many the heads take up.
        let few = (marked.max(1)..=HEAD_ROWS.min(rows.len())).find(told);
        let heads = if marked > 0 { few.unwrap_or(marked) } else { few? };
        let more = rows.iter().skip(heads).take(HEAD_ROWS - heads.min(HEAD_ROWS)).take_while(|row| goes_on(&rows[heads - 1], row));
        let heads = heads + more.count();
        let width = rows.iter().map(|row| cells(row).len()).max()?;
        let titles: Vec<String> = (0..width).map(|column| title(&rows[..heads.min(rows.len())], column)).collect();
        let above = || before.iter().rev().map(|block| block.folded());
        let unit = above().find_map(|text| text.split_once("単位").and_then(|(_, behind)| unit(behind)));
        let year = above().find_map(|text| first_in_text(&text));
        let named = |at| column_below(&heads_of(&rows[..heads.min(rows.len())], at));
        let mut columns: Vec<ColumnKind> = (0..width).map(named).collect();
        let amounts = columns.iter().filter(|column| matches!(column, ColumnKind::Money(_))).count();
        for money in columns.iter_mut().filter_map(|column| if let ColumnKind::Money(money) = column { Some(money) } else { None }) {
            money.unit = money.unit.or(unit);
            // The year stated above is that of an only column; of several, each states its own.
            money.fiscal_year = money.fiscal_year.or(year.filter(|_| amounts == 1));
        }
        let open: Vec<Option<&'static str>> = columns.iter().filter_map(ColumnKind::without_year).collect();
        for money in columns.iter_mut().filter_map(|column| if let ColumnKind::Money(money) = column { Some(money) } else { None }) {
            let alike = open.iter().filter(|stage| **stage == money.stage).count();
            money.torn = money.fiscal_year.is_none() && money.years_before.is_none() && alike > 1;
            money.set_by(settings);
        }
        let first_only = |columns: &mut Vec<ColumnKind>, wanted: &ColumnKind| {
            let places: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] == *wanted).collect();
            places.into_iter().skip(1).for_each(|at| columns[at] = ColumnKind::Other);
        };
        first_only(&mut columns, &ColumnKind::Programme);
        first_only(&mut columns, &ColumnKind::Indicator);
        let target = columns.iter().position(|column| *column == ColumnKind::Target);
        let by = target.and_then(|at| first_in_text(&titles[at]));
        let told = columns.iter().any(|column| matches!(column, ColumnKind::Programme | ColumnKind::Indicator));
        told.then_some(Self { settings, columns, rows, heads, by })
    }

    /// Reads the rows; `first` is the position of the first one in the document.
    fn read(&self, first: usize, ministries: &Ministries, found: &mut Facts, years: &mut Vec<u16>) {
        let unsure = self.against_totals(found);
        for (at, row) in self.rows.iter().enumerate().skip(self.heads) {
            let cells = cells(row);
            let of =
                |wanted: &ColumnKind| self.columns.iter().zip(cells).find(|(column, _)| *column == wanted).map(|(_, cell)| cell.as_str());
            let line = first + at;
            if let Some(name) = of(&ColumnKind::Programme).and_then(RowName::new) {
                let ministries = of(&ColumnKind::Ministries).map(|cell| ministries.named(cell)).unwrap_or_default();
                self.programme(&name, (row, line), (ministries, &unsure), found, years);
            } else if let Some(name) = of(&ColumnKind::Indicator).and_then(RowName::new) {
                let values = (of(&ColumnKind::Latest), of(&ColumnKind::Target), of(&ColumnKind::Deadline));
                self.indicator(&name, (row, line), values, of(&ColumnKind::Unit), found);
            }
        }
    }

    /// Adds a programme with its amounts.
    fn programme(
        &self,
        name: &RowName,
        (row, line): (&Block, usize),
        (ministries, unsure): (Vec<String>, &[usize]),
        found: &mut Facts,
        years: &mut Vec<u16>,
    ) {
        let project = found.projects.iter().rev().find(|project| project.line <= line).map(|project| project.name.clone());
        // A table of several years counts as one of the newest of them.
        let newest =
            self.columns.iter().filter_map(|column| if let ColumnKind::Money(money) = column { money.fiscal_year } else { None }).max();
        let (mut amounts, mut marks) = (Vec::new(), name.marks.clone());
        for (at, (column, cell)) in self.columns.iter().zip(cells(row)).enumerate() {
            let ColumnKind::Money(money) = column else {
                found.doubts.extend(unread_sum(row, at).filter(|_| *column == ColumnKind::Other));
                continue;
            };
            if !money.may_hold(cell) {
                continue;
            }
            let mut reading = money.read(cell, &FilePlace::of(row, at), self.settings.legend());
            if unsure.contains(&at) {
                reading.amounts.iter_mut().for_each(|amount| amount.certainty = amount.certainty.min_of(Certainty::Medium));
            }
            amounts.extend(reading.amounts);
            marks.extend(reading.marks.into_iter().map(str::to_owned));
            let told = |(printed, why): (String, &str)| {
                let doubt =
                    doubt(FilePlace::of(row, at), format!("{}「{cell}」（{}）", name.text, money.head), why).of_sum(&name.text, &printed);
                let sum = doubt.sum.map(|sum| DoubtedSum { fiscal_year: money.fiscal_year, stage: money.stage, ..sum });
                Doubt { sum, ..doubt }
            };
            found.doubts.extend(reading.doubts.into_iter().map(told));
        }
        marks.dedup();
        if name.part {
            amounts.iter_mut().for_each(|amount| amount.within = true);
        }
        // A table may have very many rows.
        amounts.shrink_to_fit();
        years.extend(newest.filter(|_| !amounts.is_empty()));
        found.programmes.push(FoundProgramme { name: name.text.clone(), project, amounts, ministries, marks, page: row.page, line });
    }

    /// Returns the columns whose rows do not add up to a total among them; each such total becomes a doubt.
    fn against_totals(&self, found: &mut Facts) -> Vec<usize> {
        let name = |row: &Block| {
            let names = self.columns.iter().zip(cells(row)).filter(|(column, _)| matches!(column, ColumnKind::Programme));
            names.map(|(_, cell)| cell.clone()).next().unwrap_or_default()
        };
        let mut unsure = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let ColumnKind::Money(money) = column else { continue };
            let read = |row: &Block| {
                let reading = money.read(cells(row).get(at)?, &FilePlace::default(), None);
                Some((reading.amounts.first()?.value, reading.amounts.first()?.again))
            };
            let unread = |row: &Block| {
                cells(row)
                    .get(at)
                    .is_some_and(|cell| money.may_hold(cell) && !money.read(cell, &FilePlace::default(), None).doubts.is_empty())
            };
            let mut totals = Totals::default();
            let mut here = Vec::new();
            for row in self.rows.iter().skip(self.heads) {
                let name = name(row);
                if is_total(&name) {
                    here.extend(totals.total(read(row).map(|(value, _)| value)).map(|place| (place, row, name)));
                } else if unread(row) {
                    totals.broken = true;
                } else if let Some((value, again)) = read(row).filter(|_| RowName::new(&name).is_some_and(|name| !name.part)) {
                    totals.row(value, again);
                }
            }
            let step = money.unit.and_then(|unit| amount::at_start(&format!("1{unit}"))).map_or(0.0, amount::Amount::oku);
            let checked = !totals.broken && here.len() <= MOST_TOTALS;
            for (place, row, name) in here.into_iter().filter(|_| checked) {
                let cell = cells(row).get(at).map_or("", String::as_str);
                let decimals = fold(cell).trim().split_once('.').map_or(0, |(_, decimals)| decimals.len());
                if let Some(sum) = totals.differs(place, step / 10_f64.powi(i32::try_from(decimals).unwrap_or(0))) {
                    let why = format!("行の和 {sum}億円 と合わない");
                    found.doubts.push(doubt(FilePlace::of(row, at), format!("{name}「{cell}」（{}）", money.head), &why));
                    unsure.push(at);
                }
            }
        }
        unsure
    }

    fn indicator(
        &self,
        name: &RowName,
        (row, line): (&Block, usize),
        (latest, target, deadline): (Option<&str>, Option<&str>, Option<&str>),
        unit_of_row: Option<&str>,
        found: &mut Facts,
    ) {
        let (latest_value, target_value) = (latest.and_then(value), target.and_then(value));
        for (cell, read) in [(latest, &latest_value), (target, &target_value)] {
            if let Some(cell) = cell.filter(|cell| read.is_none() && !is_nothing(&fold(cell))) {
                found.doubts.push(doubt(FilePlace::of(row, 0), format!("{}「{cell}」", name.text), "数として読めない"));
            }
        }
        let unit = target_value.as_ref().or(latest_value.as_ref()).map(|(_, unit, _)| unit.clone()).unwrap_or_default();
        // If the numbers have no unit, a column may state it.
        let unit =
            Some(unit).filter(|unit| !unit.is_empty()).or_else(|| unit_of_row.map(|unit| fold(unit).trim().to_owned())).unwrap_or_default();
        found.indicators.push(Indicator {
            number: None,
            title: name.text.clone(),
            printed: target.filter(|_| target_value.is_some()).map(|cell| cell.trim().to_owned()),
            per_year: target_value.as_ref().is_some_and(|(.., per_year)| *per_year),
            cumulative: false,
            target: target_value.map(|(value, ..)| value),
            latest: latest_value.map(|(value, ..)| value),
            unit,
            by: deadline.and_then(|cell| first_in_text(&fold(cell))).or(self.by),
            page: row.page,
            line,
        });
    }
}

fn doubt(place: FilePlace, text: String, why: &str) -> Doubt {
    Doubt::new(place, text, why)
}

/// Returns the amounts in a row for which no head says what they are, as doubts.
fn unread_sums(row: &Block) -> impl Iterator<Item = Doubt> {
    (0..cells(row).len()).filter_map(|at| unread_sum(row, at))
}

/// Returns the amounts in columns of money of a table in which no head says whose they are, as doubts.
fn unread_amounts(rows: &[Block], before: &[&Block]) -> Vec<Doubt> {
    /// Number of amounts that are named one by one; a table with more is data.
    const NAMED: usize = 50;
    const WHY: &str = "額の列だが、どの列が事業の名か、見出しが言わない";
    let over = || before.iter().rev().find_map(|block| block.folded().split_once("単位").and_then(|(_, behind)| unit(behind)));
    let money = |head: &Block| -> Vec<usize> {
        let is = |at: &usize| match column(&title(std::slice::from_ref(head), *at)) {
            ColumnKind::Money(money) => money.unit.or_else(over).is_some(),
            _ => false,
        };
        (0..cells(head).len()).filter(is).collect()
    };
    let Some((head, columns)) =
        rows.iter().take(FIRST_ROWS).enumerate().map(|(at, row)| (at, money(row))).find(|(_, columns)| !columns.is_empty())
    else {
        return Vec::new();
    };
    let number = |cell: &str| {
        let folded = fold(cell);
        numeral::at_start(folded.trim()).is_some_and(|number| number.len == folded.trim().len())
    };
    let amounts = rows.iter().skip(head + 1).flat_map(|row| columns.iter().map(move |at| (row, *at)));
    let mut amounts = amounts.filter(|(row, at)| cells(row).get(*at).is_some_and(|cell| number(cell)));
    let doubt_of = |(row, at): (&Block, usize)| {
        let name = cells(row).iter().find(|cell| !cell.is_empty() && !number(cell)).map_or("", String::as_str);
        doubt(FilePlace::of(row, at), format!("{name}「{}」（{}）", cells(row)[at], cells(&rows[head])[at].trim()), WHY)
    };
    let mut doubts: Vec<Doubt> = amounts.by_ref().take(NAMED).map(doubt_of).collect();
    if let Some((row, at)) = amounts.next() {
        doubts.push(doubt(FilePlace::of(row, at), format!("ここから、ほかに{}の額", amounts.count() + 1), WHY));
    }
    doubts
}

fn unread_sum(row: &Block, at: usize) -> Option<Doubt> {
    let cells = cells(row);
    let cell = cells.get(at).filter(|cell| is_sum(cell))?;
    let name = cells.iter().find(|cell| !cell.is_empty() && !is_sum(cell)).map_or("", String::as_str);
    Some(doubt(FilePlace::of(row, at), format!("{name}「{cell}」"), "何の額か、列の見出しが言わない"))
}

/// Returns true if a row continues to name the columns of the one above: if that spans several, the row says which is which, and it holds
/// no number of its own.
fn goes_on(above: &Block, row: &Block) -> bool {
    let (above, below) = (cells(above), cells(row));
    let named = above.iter().zip(below).filter(|(above, below)| !below.is_empty() && above != below);
    let spans = above.windows(2).any(|pair| !pair[0].is_empty() && pair[0] == pair[1])
        || above.iter().any(String::is_empty)
        || below.iter().any(String::is_empty)
        // A head may reach down over both rows.
        || above.iter().zip(below).any(|(above, below)| !above.is_empty() && above == below);
    let mut count = 0;
    let words = named.inspect(|_| count += 1).all(|(_, below)| {
        let folded = fold(below);
        first_in_text(&folded).is_some() || column(&folded.split_whitespace().collect::<String>()) != ColumnKind::Other
    });
    spans && words && count > 0
}

/// Returns what the heads above a column say together.
fn title(heads: &[Block], column: usize) -> String {
    heads_of(heads, column).join(" ")
}

/// Returns true if the name of a row says that it is the sum of others.
fn is_total(name: &str) -> bool {
    let bare: String = name.chars().filter(|c| !c.is_whitespace() && !"（）()【】".contains(*c)).collect();
    ["計", "総額", "累計"].contains(&bare.as_str())
        || ["合計", "小計", "総計"].iter().any(|sum| bare.ends_with(sum) || bare.starts_with(sum))
}

/// Name of a row.
struct RowName {
    text: String,
    marks: Vec<String>,
    /// True if it is a part of the row above: うち….
    part: bool,
}

impl RowName {
    /// Returns the name in a cell, without the marks in it; `None` if the row is a sum or names nothing.
    fn new(cell: &str) -> Option<Self> {
        let (text, marks) = without_signs(cell);
        // What it was formerly called is not part of its name.
        let former = ["（旧", "(旧"].iter().filter_map(|open| text.find(open)).min();
        let text = text[..former.unwrap_or(text.len())].trim().trim_start_matches(['・', '●', '◆', '○', '■']).trim().to_owned();
        let rest = ["うち、", "うち"].iter().find_map(|mark| text.trim_start_matches(['（', '(']).strip_prefix(mark));
        let (text, part) = rest.map_or((text.clone(), false), |rest| (rest.trim().to_owned(), true));
        let text = if part && !text.contains(['（', '(']) { text.trim_end_matches(['）', ')']).to_owned() } else { text };
        // A remark over the whole width of a sheet names nothing.
        let remark = text.starts_with(['※', '注']) || text.starts_with("（注") || Legend::of(&fold(&text)).is_some();
        let count = text.chars().count();
        (!is_total(&text) && !remark && (2..=LONGEST_NAME).contains(&count)).then_some(Self { text, marks, part })
    }
}

/// Returns a number with its unit, and true if it is for each year.
fn value(cell: &str) -> Option<(f64, String, bool)> {
    let folded = fold(cell);
    let text = folded.trim().trim_start_matches(['約', '年', '間', '毎']);
    let number = numeral::at_start(text)?;
    let mut rest = text[number.len..].trim();
    let mut value = number.value;
    if let Some(after) = rest.strip_prefix('万') {
        (value, rest) = (value * 10_000.0, after);
    }
    let per_year = ["/年", "/ 年", "毎年"].iter().any(|way| folded.contains(way)) || folded.starts_with("年間");
    let unit: String = rest.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '(' | '以' | '未')).collect();
    let exact = !rest.contains(|c: char| c.is_ascii_digit()) && unit.chars().count() <= 6;
    exact.then_some((value, unit, per_year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::Blocks;

    /// Returns what is found in a table under a line: rows with `|` between their cells, the first of them the heads.
    fn of(above: &str, rows: &[&str]) -> Facts {
        let mut blocks = Blocks::default();
        blocks.paragraph(above);
        blocks.table();
        for (at, row) in rows.iter().enumerate() {
            blocks.row(row.split('|').map(str::to_owned).collect(), at == 0);
        }
        let mut found = Facts::default();
        let blocks = blocks.finish().1;
        let settings = AmountSetting::new("", &blocks);
        recognise(&blocks, settings, &["文", "厚"].map(str::to_owned).into_iter().collect(), &mut found, &mut Vec::new());
        found
    }

    /// Name, amount, year and stage.
    type Said<'f> = (&'f str, Option<f64>, Option<u16>, Option<&'f str>);

    fn amounts(found: &Facts) -> Vec<Said<'_>> {
        let mut said = Vec::new();
        for programme in &found.programmes {
            let name = programme.name.as_str();
            if programme.amounts.is_empty() {
                said.push((name, None, None, None));
            }
            said.extend(programme.amounts.iter().map(|amount| (name, Some(amount.value), amount.fiscal_year, amount.stage)));
        }
        said
    }

    #[test]
    fn a_row_has_an_amount_for_each_year_and_stage_of_its_columns() {
        let found = of(
            "単位：百万円",
            &[
                "事業名|所管|令和７年度当初予算額|令和８年度概算要求額|増減",
                "甲研究事業【新規】|厚|1,200|1,500|300",
                "乙基盤事業（旧：丁事業）|文、厚|－|６５０|",
                "合　計||1,200|2,150|",
            ],
        );
        assert_eq!(
            amounts(&found),
            [
                ("甲研究事業", Some(12.0), Some(2025), Some("当初予算")),
                ("甲研究事業", Some(15.0), Some(2026), Some("概算要求")),
                ("乙基盤事業", Some(6.5), Some(2026), Some("概算要求")),
            ]
        );
        assert_eq!((found.programmes[0].marks.as_slice(), found.programmes[1].ministries.len()), (&["新規".to_owned()][..], 2));
        assert!(found.doubts.is_empty(), "{:?}", found.doubts);
    }

    #[test]
    fn what_cannot_be_read_for_sure_is_a_doubt_and_no_amount() {
        for (above, head, cell, why) in [
            ("", "令和８年度予算額", "1,500", "単位が分からない"),
            ("単位：百万円", "予算額|予算額", "1,500|", "何年度か分からない"),
            ("単位：百万円", "令和８年度事業費", "1,500", "要求額とも予算額とも言われない"),
            ("単位：百万円", "令和８年度予算額", "△150", "額として読めない"),
            ("単位：百万円", "令和８年度予算額", "100～150", "額として読めない"),
            ("", "令和８年度要求額（百万円、５年間の総額）", "1,500", "要求額とも予算額とも言われない"),
            ("単位：百万円", "令和８年度予算額", "1,500（3年間）", "括弧の中が額として読めない"),
            ("", "国費（千円）", "1,500", "要求額とも予算額とも言われない"),
        ] {
            let found = of(above, &[&format!("事業名|{head}"), &format!("甲研究事業|{cell}")]);
            assert_eq!(amounts(&found), [("甲研究事業", None, None, None)], "{head} {cell}");
            assert!(found.doubts.len() == 1 && found.doubts[0].why == why, "{head} {cell}: {:?}", found.doubts);
        }
    }

    #[test]
    fn no_sum_is_passed_over_in_silence() {
        for (above, heads, cells, why) in [
            ("単位：千円", "事業名|令和８年度|備考", "甲研究事業|1,500|", "要求額とも予算額とも言われない"),
            ("単位：千円", "事業名|本年度|備考", "甲研究事業|1,500|", "要求額とも予算額とも言われない"),
            ("", "事業名|令和８年度予算額|備考", "甲研究事業|－|12億円", "何の額か、列の見出しが言わない"),
            ("", "名称|規模", "甲研究の枠|12億円", "何の額か、列の見出しが言わない"),
        ] {
            let found = of(above, &[heads, cells]);
            assert!(amounts(&found).iter().all(|(_, amount, ..)| amount.is_none()), "{heads}");
            assert!(found.doubts.len() == 1 && found.doubts[0].why == why, "{heads}: {:?}", found.doubts);
        }
        // Numbers in a column of money when no column is of names; of very many, the rest are one doubt.
        let found = of("", &["区分|令和８年度概算要求額（百万円）", "本部|100", "支部|20"]);
        assert_eq!((found.doubts.len(), found.doubts[0].text.as_str()), (2, "本部「100」（令和８年度概算要求額（百万円））"));
        let rows: Vec<String> = (0..80).map(|number| format!("部{number}|{number}")).collect();
        let rows: Vec<&str> = std::iter::once("区分|予算額（円）").chain(rows.iter().map(String::as_str)).collect();
        assert_eq!(of("", &rows).doubts.last().map(|doubt| doubt.text.clone()), Some("ここから、ほかに30の額".to_owned()));
        // A schedule names years but no money.
        assert!(of("", &["事業名|令和７年度|令和８年度", "甲研究事業|設計|→"]).doubts.is_empty());
    }

    #[test]
    fn a_head_says_the_stage_in_every_way_of_saying_it() {
        for (head, stage, year) in [
            ("令和６年度決算額", "決算", Some(2024)),
            ("令和６年度執行額", "執行", Some(2024)),
            ("令和７年度補正予算額", "補正予算", Some(2025)),
            ("令和８年度要求・要望額", "要求・要望", Some(2026)),
            ("令和８年度要望額", "要望", Some(2026)),
            ("令和８年度予算案", "当初予算案", Some(2026)),
            ("2026年度要求額", "概算要求", Some(2026)),
            ("前年度予算額", "当初予算", None),
            ("R7当初", "当初予算", Some(2025)),
        ] {
            let found = of("単位：百万円", &[&format!("事業名|{head}"), "甲研究事業|1,500"]);
            assert_eq!(amounts(&found), [("甲研究事業", Some(15.0), year, Some(stage))], "{head}");
        }
    }

    #[test]
    fn the_unit_may_stand_in_the_head_or_with_the_number() {
        let of_cell = |head: &str, cell: &str| {
            let found = of("", &[&format!("事業名|{head}"), &format!("甲研究事業|{cell}")]);
            amounts(&found)[0].1
        };
        assert_eq!(of_cell("令和８年度予算額（千円）", "1,234,567"), Some(12.34567));
        assert_eq!(of_cell("令和８年度予算額", "1兆2,300億円"), Some(12300.0));
        assert_eq!(of_cell("令和８年度予算額（百万円）", "12億円"), Some(12.0));
        assert_eq!(of_cell("令和８年度予算額（百万円）", "0"), Some(0.0));
    }

    #[test]
    fn indicators_have_what_was_reached_the_target_and_its_year() {
        let found =
            of("", &["指標|現状値|目標値（令和11年度）", "検診受診率|41.0%|50.0%", "看護職員数|12,340人|13,000人以上", "満足度|－|向上"]);
        let read: Vec<_> = found
            .indicators
            .iter()
            .map(|found| (found.title.as_str(), found.latest, found.target, found.unit.as_str(), found.by))
            .collect();
        assert_eq!(
            read,
            [
                ("検診受診率", Some(41.0), Some(50.0), "%", Some(2029)),
                ("看護職員数", Some(12_340.0), Some(13_000.0), "人", Some(2029)),
                ("満足度", None, None, "", Some(2029)),
            ]
        );
        assert_eq!((found.doubts.len(), found.doubts[0].text.as_str()), (1, "満足度「向上」"));
        let with_units = of("", &["指標|基準値|目標値|単位", "検診受診率|41.0|50.0|％", "相談窓口の設置数|12|47以上|か所"]);
        assert_eq!(with_units.indicators.iter().map(|found| found.unit.as_str()).collect::<Vec<_>>(), ["%", "か所"]);
    }

    #[test]
    fn heads_may_reach_over_two_rows_and_others_stand_one_below_the_other() {
        let heads = ["事業名|所管|令和７年度|令和８年度|増減", "事業名|所管|当初予算額|概算要求額|増減"];
        let found = of("（単位：百万円）", &[heads[0], heads[1], "甲研究事業|厚|1,200|1,500|300"]);
        assert_eq!(
            amounts(&found),
            [("甲研究事業", Some(12.0), Some(2025), Some("当初予算")), ("甲研究事業", Some(15.0), Some(2026), Some("概算要求")),]
        );
        let heads = ["事業名|令和８年度要求・要望額|令和８年度要求・要望額", "事業名|要求額|要望額"];
        let found = of("（単位：百万円）", &[heads[0], heads[1], "甲研究事業|1,200|300"]);
        assert_eq!(
            amounts(&found),
            [("甲研究事業", Some(12.0), Some(2026), Some("概算要求")), ("甲研究事業", Some(3.0), Some(2026), Some("要望")),]
        );
    }

    #[test]
    fn a_total_that_its_rows_do_not_add_up_to_is_told_and_makes_its_column_unsure() {
        let rows = ["事業名|令和８年度概算要求額", "甲研究事業|1,500", "うち若手の枠|400", "乙研究事業|600", "合計|2,200"];
        let found = of("（単位：百万円）", &rows);
        assert_eq!(found.doubts.iter().map(|doubt| doubt.why.as_str()).collect::<Vec<_>>(), ["行の和 21億円 と合わない"]);
        assert!(found.programmes.iter().flat_map(|programme| &programme.amounts).all(|amount| amount.certainty == Certainty::Medium));
        let part = found.programmes.iter().find(|programme| programme.name == "若手の枠").map(|programme| programme.amounts[0].within);
        assert_eq!(part, Some(true));
        assert!(of("（単位：百万円）", &[rows[0], rows[1], rows[2], rows[3], "合計|2,100"]).doubts.is_empty());
    }
}
