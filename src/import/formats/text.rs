//! Conversion of plain text to blocks.

use std::collections::HashSet;
use std::ops::Range;

use super::layout::{self, Ruler, SetTable};
use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of plain text: takes anything that is text at all.
pub(super) const READER: FormatReader = FormatReader { format: Format::Text, tells: |input| input.text().is_ok(), read };

/// Character between two pages.
pub(super) const PAGE_BREAK: char = '\u{c}';

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let text = input.text()?;
    let paged = text.contains(PAGE_BREAK);
    let mut before = 0;
    for (number, page) in (1..).zip(text.split(PAGE_BREAK)) {
        if paged {
            blocks.page(number);
        }
        let lines: Vec<&str> = page.lines().collect();
        set_lines(&lines, before, blocks);
        // A page break ends its line, or begins the next page in the middle of one.
        before += page.matches('\n').count();
    }
    Ok(())
}

/// Writes the lines of a text that people set by hand, with the tables among them; `before` is the number of lines above.
pub(super) fn set_lines(lines: &[&str], before: usize, blocks: &mut Blocks) {
    let mut written = 0;
    let write = |range: Range<usize>, blocks: &mut Blocks| {
        blocks.before(before + range.start + 1);
        lines[range].iter().for_each(|line| blocks.line(line));
    };
    for table in tables(lines) {
        write(written..table.lines.start, blocks);
        blocks.table();
        for (at, row) in table.rows {
            blocks.at(before + at + 1);
            blocks.row(row, false);
        }
        written = table.lines.end;
    }
    write(written..lines.len(), blocks);
}

/// Returns the tables among some lines: those drawn with bars, and those set out with blanks.
fn tables(lines: &[&str]) -> Vec<SetTable> {
    let (mut tables, mut from) = (Vec::new(), 0);
    while from < lines.len() {
        let bars = lines[from..].iter().take_while(|line| is_ruled(line)).count();
        if bars > 1 {
            let rows = (from..from + bars).filter_map(|at| Some((at, ruled(lines[at])?)));
            tables.push(SetTable { lines: from..from + bars, rows: rows.collect(), pieces: HashSet::new() });
        }
        let free = lines[from + bars..].iter().take_while(|line| !is_ruled(line)).count();
        let set = layout::tables(&lines[from + bars..from + bars + free], Ruler::Columns);
        tables.extend(set.into_iter().map(|table| table.below(from + bars)));
        from += bars + free;
    }
    tables
}

/// Bars between cells, with which rules are drawn as well.
const BARS: [char; 5] = ['|', '｜', '│', '┃', '¦'];

/// Returns true if a line is a row between bars, or a rule between rows.
fn is_ruled(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with(BARS) && line.ends_with(BARS) && line.chars().count() > 2) || is_rule(line)
}

/// Returns true if a line only draws: `|---|---|`, `├──┼──┤`, `+----+`.
fn is_rule(line: &str) -> bool {
    let drawn = |c: char| ('─'..='╿').contains(&c) || matches!(c, '-' | '+' | ':' | '|' | '=' | ' ');
    let begins = line.starts_with(|c: char| ('─'..='╿').contains(&c) || matches!(c, '+' | '|'));
    begins && line.chars().count() > 2 && line.chars().all(drawn)
}

/// Returns the cells of a row between bars; `None` for a rule.
fn ruled(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let inner = line.strip_prefix(BARS)?;
    let inner = inner.strip_suffix(BARS)?;
    (!is_rule(line)).then(|| inner.split(BARS).map(|cell| cell.trim_matches([' ', '　']).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_drawn_with_bars_are_tables() {
        let text = "一覧\n┌────┬────┐\n│ 事業名　　│ 要求額 │\n├────┼────┤\n│甲研究事業│　1,200 │\n└────┴────┘\n注\n| a | b |\n|---|:-:|\n|  | 2 |\n";
        let lines: Vec<&str> = text.lines().collect();
        let read: Vec<(usize, String)> =
            tables(&lines).into_iter().flat_map(|table| table.rows).map(|(at, row)| (at, row.join("/"))).collect();
        let expected = [(2, "事業名/要求額"), (4, "甲研究事業/1,200"), (7, "a/b"), (9, "/2")];
        assert_eq!(read, expected.map(|(at, row)| (at, row.to_owned())));
        assert!(tables(&["--- 区切り ---", "｜", "1 | 2"]).is_empty());
    }
}
