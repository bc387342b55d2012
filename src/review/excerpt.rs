//! Excerpt of a table: the rows of the programmes that are taken, without the columns that are never taken in and what every row repeats.

use std::io::{Read, Write};

use super::selection::Selection;
use super::table::{Error, LINE, MINISTRY, NAME, OFFICE, PROGRAMME, SHEET, TableReader, YEAR, key};
use crate::model::FiscalYear;

/// Columns that are never taken in: the names of officials.
const NEVER: [&str; 1] = ["作成責任者"];
/// Columns that every table repeats for each programme and this program reads elsewhere.
const REPEATED: [&str; 8] = ["府省庁の建制順", "建制順", "局・庁", "部", "課", "室", "班", "係"];

/// Account of what was taken from a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Excerpted {
    /// The year of its sheets; `None` if it has no rows.
    pub sheet_year: Option<FiscalYear>,
    /// The number of rows that it has.
    pub rows: usize,
    /// The number of rows that were taken.
    pub taken: usize,
    /// The lines of rows that have more or fewer cells than there are columns, or do not say which programme and year they are of.
    pub shifted: Vec<u64>,
}

/// Writes the part of a table that is taken, as a table of the same kind, each row with the line on which it began.
///
/// # Errors
/// When the table cannot be read, has rows of several years, or `out` cannot be written.
pub fn excerpt<R: Read>(table: &mut TableReader<R>, selection: &Selection, out: &mut dyn Write) -> Result<Excerpted, Error> {
    let basic = matches!(table.kind(), super::TableKind::Organisations | super::TableKind::Outlines);
    let never: Vec<String> = NEVER.iter().chain(REPEATED.iter().filter(|_| !basic)).map(|name| key(name)).collect();
    let once: Vec<String> = [NAME, MINISTRY, OFFICE, "所管府省庁"].iter().map(|name| key(name)).collect();
    let keys = table.keys().to_vec();
    let kept: Vec<usize> = (0..keys.len()).filter(|at| !never.contains(&keys[*at])).collect();
    let said_once: Vec<bool> = kept.iter().map(|at| once.contains(&keys[*at])).collect();
    debug_assert!([SHEET, YEAR, PROGRAMME].iter().all(|name| !never.contains(&key(name))));
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(kept.iter().map(|at| keys[*at].as_str()).chain([LINE]))?;
    let (mut excerpted, mut last) = (Excerpted::default(), None);
    while let Some(row) = table.next_row()? {
        let wanted = *excerpted.sheet_year.get_or_insert(row.sheet_year);
        if wanted != row.sheet_year {
            return Err(Error::OtherYear { row: row.line, found: row.sheet_year, wanted });
        }
        if !selection.takes(row.programme) {
            continue;
        }
        excerpted.taken += 1;
        let again = last.replace(row.programme) == Some(row.programme);
        for (at, once) in kept.iter().zip(&said_once) {
            // The name of a programme is written in the first of its rows only.
            writer.write_field(if *once && again { "" } else { row.cells().get(*at).unwrap_or_default() })?;
        }
        writer.write_field(row.line.to_string())?;
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush().map_err(csv::Error::from)?;
    (excerpted.rows, excerpted.shifted) = (table.rows, std::mem::take(&mut table.shifted));
    Ok(excerpted)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn an_excerpt_is_read_as_its_table_is_and_holds_no_official() {
        let text = "シート種別,事業年度,予算事業ID,事業名,所管府省庁,府省庁,局・庁,その他担当組織_作成責任者_no,作成責任者\n\
                    レビューシート,2024,7,甲の事業,厚生労働省,厚生労働省,医政局,1,山田\nレビューシート,2024,7,甲の事業,厚生労働省,厚生労働省,医政局,2,田中\n\
                    レビューシート,2024,8,乙の事業,文部科学省,文化庁,,1,\n";
        let mut out = Vec::new();
        let taken = excerpt(&mut TableReader::open(text.as_bytes()).unwrap().unwrap(), &Selection::default(), &mut out).unwrap();
        assert_eq!((taken.sheet_year, taken.rows, taken.taken), (Some(2024), 3, 3));
        let written = String::from_utf8(out).unwrap();
        assert!(!written.contains("山田") && written.contains("医政局"), "{written}");
        let mut table = TableReader::open(written.as_bytes()).unwrap().unwrap();
        let mut lines = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            lines.push((row.line, row.programme, row.named()));
        }
        assert_eq!(lines.iter().map(|(line, programme, _)| (*line, *programme)).collect::<Vec<_>>(), [(2, 7), (3, 7), (4, 8)]);
        assert_eq!(lines[2].2, [Some("乙の事業".to_owned()), Some("文部科学省".to_owned()), Some("文化庁".to_owned())]);
    }
}
