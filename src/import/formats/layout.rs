//! Tables in text that is set out with spaces, as `pdftotext -layout` writes it: cells stand apart by gaps, and those of one column one below
//! the other.

use std::collections::HashSet;
use std::ops::Range;

/// Spaces that part two cells.
const GAP: usize = 2;
/// A table has at least so many columns, and so many rows that have as many.
const COLUMNS: usize = 3;
const ROWS: usize = 3;
/// Lines of fewer cells than a table has columns that may stand between its rows.
const BETWEEN: usize = 2;

/// A cell as it stands in a line: where, in characters, and what.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Placed {
    at: Range<usize>,
    text: String,
}

/// A table of a page.
pub(super) struct PageTable {
    /// Its rows, each of as many cells as the table has columns.
    pub rows: Vec<Vec<String>>,
    /// What stands in it, piece by piece: other ways of reading the page give these pieces line by line.
    pub pieces: HashSet<String>,
}

/// The tables of a page that hold numbers.
pub(super) fn tables(page: &str) -> Vec<PageTable> {
    let lines: Vec<Vec<Placed>> = page.lines().map(cells).collect();
    let mut tables = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let to = end(&lines, from);
        let full = lines[from..to].iter().filter(|line| line.len() >= COLUMNS).count();
        if full >= ROWS {
            let rows = rows(&lines[from..to]);
            let numbers = rows.iter().filter(|row| row.iter().skip(1).any(|cell| is_number(cell))).count();
            if numbers * 2 >= rows.len() {
                let pieces = lines[from..to].iter().flatten().map(|cell| cell.text.clone()).collect();
                tables.push(PageTable { rows, pieces });
            }
        }
        from = to.max(from + 1);
    }
    tables
}

/// Whether a cell is a number, or says that none is reported.
fn is_number(cell: &str) -> bool {
    let signs = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, ',' | '，' | '.' | '．' | '△' | '▲' | '－' | '-' | '%' | '％')
    };
    !cell.is_empty() && cell.chars().all(signs)
}

/// Up to where lines go on that may be one table.
fn end(lines: &[Vec<Placed>], from: usize) -> usize {
    let (mut end, mut between) = (from, 0);
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.len() >= 2 {
            (end, between) = (at + 1, 0);
        } else {
            between += 1;
            if between > BETWEEN || end == from {
                break;
            }
        }
    }
    end
}

/// The cells of a line.
fn cells(line: &str) -> Vec<Placed> {
    let chars: Vec<char> = line.chars().collect();
    let mut cells: Vec<Placed> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == ' ' {
            at += 1;
            continue;
        }
        let begins = at;
        let mut ends = at;
        while at < chars.len() {
            let blank = chars[at..].iter().take_while(|c| **c == ' ').count();
            if blank >= GAP || at + blank >= chars.len() {
                break;
            }
            at += blank + 1;
            ends = at;
        }
        cells.push(Placed { at: begins..ends.max(begins + 1), text: chars[begins..ends.max(begins + 1)].iter().collect() });
        at = at.max(ends.max(begins + 1));
    }
    cells
}

/// The columns of a table: where the cells of its fullest lines stand.
fn columns(lines: &[Vec<Placed>]) -> Vec<Range<usize>> {
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<Range<usize>> = Vec::new();
    for line in lines.iter().filter(|line| line.len() == most) {
        if columns.is_empty() {
            columns = line.iter().map(|cell| cell.at.clone()).collect();
        }
        for (column, cell) in columns.iter_mut().zip(line) {
            *column = column.start.min(cell.at.start)..column.end.max(cell.at.end);
        }
    }
    columns
}

/// Lines as rows: each cell in every column that it stands over. A name that goes on in the next line is put together.
fn rows(lines: &[Vec<Placed>]) -> Vec<Vec<String>> {
    let columns = columns(lines);
    let mut rows: Vec<Vec<String>> = Vec::new();
    // The beginning of a name whose line has nothing else.
    let mut begun: Option<String> = None;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let mut row = vec![String::new(); columns.len()];
        for cell in line {
            let over = |column: &Range<usize>| cell.at.start < column.end && column.start < cell.at.end;
            let mut any = false;
            for (column, place) in columns.iter().zip(&mut row).filter(|(column, _)| over(column)) {
                let _ = column;
                place.push_str(&cell.text);
                any = true;
            }
            if !any {
                // Between two columns it belongs to the nearer one.
                let apart = |column: &Range<usize>| column.start.abs_diff(cell.at.start).min(column.end.abs_diff(cell.at.end));
                if let Some((_, place)) = columns.iter().zip(&mut row).min_by_key(|(column, _)| apart(column)) {
                    place.push_str(&cell.text);
                }
            }
        }
        let alone = row.iter().skip(1).all(String::is_empty);
        if let Some(name) = begun.take() {
            let goes_on = row[0].is_empty() || row[0].starts_with(['（', '(', '【']);
            if goes_on && !alone {
                row[0] = name + &row[0];
            } else {
                let mut own = vec![String::new(); columns.len()];
                own[0] = name;
                rows.push(own);
            }
        }
        if alone && !row[0].is_empty() {
            begun = Some(row[0].clone());
        } else {
            rows.push(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_a_name_and_its_figures_together() {
        let page = "令和８年度 概算要求総括表\n（単位：百万円）\n\n                           令和７年度   令和８年度\n\
            \u{20}    事業名           担当      当初予算額   概算要求額   比較\n     甲病研究事業         厚生労働省   1,200   1,500   300\n\
            \u{20}    丙病推進事業\n     （新規）          経済産業省   0       420     420\n     合計                    1,200   1,920   720\n";
        let tables = tables(page);
        assert_eq!(tables.len(), 1);
        let rows: Vec<String> = tables[0].rows.iter().map(|row| row.join("|")).collect();
        assert_eq!(
            rows,
            [
                "||令和７年度|令和８年度|",
                "事業名|担当|当初予算額|概算要求額|比較",
                "甲病研究事業|厚生労働省|1,200|1,500|300",
                "丙病推進事業（新規）|経済産業省|0|420|420",
                "合計||1,200|1,920|720"
            ]
        );
    }

    #[test]
    fn prose_is_no_table() {
        assert!(tables("これは本文である。\n  次の行も本文で、  空きがあっても表ではない。\n終わり。\n").is_empty());
    }
}
