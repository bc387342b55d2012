//! Tables in text that is set out with spaces, by hand or by `pdftotext -layout`: cells are separated by gaps, and those of one column are
//! below each other.

use std::collections::HashSet;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Number of spaces that separate two cells.
const GAP: usize = 2;
/// Fewest columns of a table, and fewest rows with as many columns.
const COLUMNS: usize = 3;
const ROWS: usize = 3;
/// Most lines with fewer cells than a table has columns that may come between its rows.
const BETWEEN: usize = 2;

/// Returns the pieces of a page's lines that are set apart and end with a number or an amount, in order.
pub(super) fn apart(lines: &[&str]) -> Vec<Vec<String>> {
    let of = |line: &&str| -> Vec<String> { cells(line, Ruler::Signs).into_iter().map(|cell| cell.text).collect() };
    let is_sum = |last: &String| is_number(last) || last.trim_end_matches([')', '）']).ends_with('円');
    lines.iter().map(of).filter(|pieces| pieces.len() > 1 && pieces.last().is_some_and(is_sum)).collect()
}

/// Unit in which positions in a line are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruler {
    /// Characters, as `pdftotext -layout` counts.
    Signs,
    /// Columns of a screen, of which kanji take two, as people who type count.
    Columns,
}

impl Ruler {
    /// Returns the width of a character.
    fn reach(self, sign: char) -> usize {
        match self {
            Self::Signs => 1,
            Self::Columns => sign.width_cjk().unwrap_or(0),
        }
    }
}

/// Cell of a line: its position and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct PlacedCell {
    at: Range<usize>,
    text: String,
}

/// Table of a text.
pub(super) struct SetTable {
    /// Lines that the table takes up, from 0.
    pub lines: Range<usize>,
    /// Rows, each of as many cells as the table has columns, with the line on which it ends.
    pub rows: Vec<(usize, Vec<String>)>,
    /// Content of the table, piece by piece: other ways of reading a page give these pieces line by line.
    pub pieces: HashSet<String>,
}

impl SetTable {
    /// Returns the same table moved down by a number of lines.
    pub fn below(mut self, above: usize) -> Self {
        self.lines = self.lines.start + above..self.lines.end + above;
        self.rows.iter_mut().for_each(|(at, _)| *at += above);
        self
    }
}

/// Returns the tables with numbers among some lines.
pub(super) fn tables(lines: &[&str], ruler: Ruler) -> Vec<SetTable> {
    let mut tables = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let mut run = run(&lines[from..], ruler);
        if run.is_empty()
            && let Some(over) = over_heads(lines[from], ruler)
        {
            let below = self::run(&lines[from + 1..], ruler);
            run = if below.is_empty() { below } else { std::iter::once(over).chain(below).collect() };
        }
        let to = from + run.len();
        tables.extend(table(from, &run, ruler));
        from = to.max(from + 1);
    }
    tables
}

/// Returns lines that may be one table as a table; `from` is the number of the first line.
fn table(from: usize, lines: &[Vec<PlacedCell>], ruler: Ruler) -> Option<SetTable> {
    let most = lines.iter().map(Vec::len).max()?;
    if lines.iter().filter(|line| line.len() >= COLUMNS.min(most.max(2))).count() < ROWS {
        return None;
    }
    let columns = columns(lines);
    let rows = rows(lines, &columns);
    let has = |row: &[String], is: fn(&str) -> bool| row.iter().skip(1).any(|cell| is(cell));
    // The rows below the heads that say something about their names.
    let said = || {
        rows.iter().filter(|(_, row)| row.iter().filter(|cell| !cell.is_empty()).count() > 1).skip_while(|(_, row)| !has(row, is_number))
    };
    let numbers = said().filter(|(_, row)| has(row, is_number)).count();
    let enough = numbers >= ROWS - 1 && numbers * 2 >= said().count();
    // Text set by hand is exactly below what names it; of two columns, one names and the other counts.
    let set = match ruler {
        Ruler::Signs => most >= COLUMNS,
        Ruler::Columns => {
            let apart = columns.windows(2).all(|pair| pair[0].end <= pair[1].start);
            let heads = lines.iter().find(|line| line.len() >= 2);
            let headed = heads.is_some_and(|line| !line.iter().any(|cell| is_number(&cell.text)));
            let counted = rows.iter().filter(|(_, row)| has(row, is_large)).count();
            apart && headed && (most >= COLUMNS || counted * 2 >= rows.len())
        }
    };
    let pieces = || lines.iter().flatten().map(|cell| cell.text.clone()).collect();
    let rows_of = |rows: Vec<(usize, Vec<String>)>| rows.into_iter().map(|(at, row)| (from + at, row)).collect();
    (set && enough).then(|| SetTable { lines: from..from + lines.len(), pieces: pieces(), rows: rows_of(rows) })
}

/// Returns true if a cell is a number, with or without a mark, or says that none is reported.
fn is_number(cell: &str) -> bool {
    let cell = ["皆増", "皆減", "再掲", "新規", "約", "(再掲)", "（再掲）", "事項要求"]
        .iter()
        .find_map(|mark| cell.strip_prefix(mark).or_else(|| cell.strip_suffix(mark)))
        .map_or(cell, |rest| rest.trim_matches([' ', '　', '+', '＋', '(', ')', '（', '）']));
    let signs = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || matches!(c, ',' | '，' | '.' | '．' | '△' | '▲' | '－' | '―' | '-' | '%' | '％' | '(' | ')' | '（' | '）' | ' ' | '　')
            || matches!(c, '兆' | '億' | '百' | '万' | '千' | '円')
    };
    !cell.is_empty() && cell.chars().all(signs)
}

/// Returns true if a cell is a number that counts more than pages do.
fn is_large(cell: &str) -> bool {
    is_number(cell) && cell.contains([',', '，', '円'])
}

/// Returns the only cell of a line above the heads of a table: a year far to the right, and not a unit.
fn over_heads(line: &str, ruler: Ruler) -> Option<Vec<PlacedCell>> {
    const FAR: usize = 8;
    let cells = cells(line, ruler);
    matches!(cells.as_slice(), [only] if only.at.start >= FAR && !only.text.contains("単位")).then_some(cells)
}

/// Returns the cells of the lines that continue as one table.
fn run(lines: &[&str], ruler: Ruler) -> Vec<Vec<PlacedCell>> {
    let (mut run, mut end, mut between) = (Vec::new(), 0, 0);
    for line in lines {
        let line = cells(line, ruler);
        let parted = line.len() >= 2;
        run.push(line);
        if parted {
            (end, between) = (run.len(), 0);
        } else {
            between += 1;
            if between > BETWEEN || end == 0 {
                break;
            }
        }
    }
    run.truncate(end);
    run
}

/// Returns the cells of a line.
fn cells(line: &str, ruler: Ruler) -> Vec<PlacedCell> {
    let mut cells: Vec<PlacedCell> = Vec::new();
    let (mut at, mut blank, mut blanks) = (0, GAP, String::new());
    // Blanks in brackets separate nothing: （　）, （　 500）.
    let (mut open, closes) = (false, line.contains([')', '）']));
    for sign in line.trim_end().chars() {
        let reach = if sign == '　' { GAP } else { ruler.reach(sign) };
        match cells.last_mut() {
            _ if matches!(sign, ' ' | '　') => {
                blank += reach;
                blanks.push(sign);
            }
            Some(last) if blank < GAP || open => {
                last.text.push_str(&std::mem::take(&mut blanks));
                last.text.push(sign);
                (last.at.end, blank) = (at + reach, 0);
            }
            _ => {
                cells.push(PlacedCell { at: at..at + reach.max(1), text: sign.to_string() });
                (blank, blanks) = (0, String::new());
            }
        }
        open = closes && (matches!(sign, '(' | '（') || (open && !matches!(sign, ')' | '）')));
        at += if sign == '　' && ruler == Ruler::Signs { 1 } else { reach };
    }
    cells
}

/// Returns the columns of a table: the positions of the cells of its fullest lines.
fn columns(lines: &[Vec<PlacedCell>]) -> Vec<Range<usize>> {
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

/// Returns lines as rows, each with its line: a cell is put in every column that it overlaps. A name that continues on the next line is put
/// together.
fn rows(lines: &[Vec<PlacedCell>], columns: &[Range<usize>]) -> Vec<(usize, Vec<String>)> {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    // Beginning of a name whose line has nothing else.
    let mut begun: Option<(usize, String)> = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let mut row = vec![String::new(); columns.len()];
        for cell in line {
            let over = |column: &Range<usize>| cell.at.start < column.end && column.start < cell.at.end;
            let mut any = false;
            for (_, place) in columns.iter().zip(&mut row).filter(|(column, _)| over(column)) {
                place.push_str(&cell.text);
                any = true;
            }
            if !any {
                // A cell between two columns belongs to the nearer one.
                let apart = |column: &Range<usize>| column.start.abs_diff(cell.at.start).min(column.end.abs_diff(cell.at.end));
                if let Some((_, place)) = columns.iter().zip(&mut row).min_by_key(|(column, _)| apart(column)) {
                    place.push_str(&cell.text);
                }
            }
        }
        let alone = row.iter().skip(1).all(String::is_empty);
        if let Some((begins, name)) = begun.take() {
            let goes_on = row[0].is_empty() || row[0].starts_with(['（', '(', '【']);
            if goes_on && !alone {
                row[0] = name + &row[0];
            } else {
                let mut own = vec![String::new(); columns.len()];
                own[0] = name;
                rows.push((begins, own));
            }
        }
        if alone && !row[0].is_empty() {
            begun = Some((at, row[0].clone()));
        } else {
            rows.push((at, row));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(text: &str, ruler: Ruler) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        tables(&lines, ruler).into_iter().flat_map(|table| table.rows).map(|(_, row)| row.join("|")).collect()
    }

    #[test]
    fn columns_set_by_hand_are_measured_as_on_a_screen() {
        let text = [
            "令和８年度 概算要求 事業一覧",
            "（単位：百万円）",
            "事業名　　　　　　　　　令和７年度　　令和８年度　　所管",
            "　　　　　　　　　　　　当初予算額　　概算要求額",
            "甲型疾患研究事業　　　　　　1,100　　　　1,234　　厚",
            "乙型疾患研究事業　　　　　　　－　　　　　 500　　文",
            "合計　　　　　　　　　　　　1,100　　　　1,734",
        ];
        assert_eq!(
            rows_of(&text.join("\n"), Ruler::Columns),
            [
                "事業名|令和７年度|令和８年度|所管",
                "|当初予算額|概算要求額|",
                "甲型疾患研究事業|1,100|1,234|厚",
                "乙型疾患研究事業|－|500|文",
                "合計|1,100|1,734|",
            ]
        );
        assert_eq!(cells("甲（　 500）　　乙", Ruler::Columns).len(), 2);
        let two = "事業名                      要求額\n甲型疾患研究事業             1,100\n乙型疾患研究事業               500\n丙型                         3,100\n";
        assert_eq!(rows_of(two, Ruler::Columns).len(), 4);
    }

    #[test]
    fn rows_keep_a_name_and_its_figures_together() {
        let page = "令和８年度 概算要求総括表\n（単位：百万円）\n\n                           令和７年度   令和８年度\n\
            \u{20}    事業名           担当      当初予算額   概算要求額   比較\n     甲病研究事業         厚生労働省   1,200   1,500   300\n\
            \u{20}    丙病推進事業\n     （新規）          経済産業省   0       420     420\n     合計                    1,200   1,920   720\n";
        assert_eq!(
            rows_of(page, Ruler::Signs),
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
        for ruler in [Ruler::Signs, Ruler::Columns] {
            assert!(rows_of("これは本文である。\n  次の行も本文で、  空きがあっても表ではない。\n終わり。\n", ruler).is_empty());
        }
        // A list with amounts after its names has no heads and no columns.
        let list = "● 甲研究事業：支える　12億円\n● 乙型の長い名の研究事業：支える　4億円\n● 丙研究事業：長く支える　5億円\n";
        assert!(rows_of(list, Ruler::Columns).is_empty());
        assert!(rows_of("目次　　頁\nはじめに　　1\n研究　　12\n終わり　　30\n", Ruler::Columns).is_empty());
    }
}
