//! Review sheets of the digest's programmes and projects, matched by names and nothing else. A similar name is not a match.

use std::collections::{BTreeSet, HashMap};

use super::{Corpus, FiscalYear, Id, Kind, Place, Programme, Project, Record, Role, name_key};

/// A programme or project and its own sheet, with the names that say so.
pub(super) struct Reviewed {
    /// The programme or project of the documents.
    pub id: Id,
    /// The programme of the sheets.
    pub sheet: Id,
    /// The place of the sheet.
    pub place: Place,
    /// Both names.
    pub words: String,
}

/// First fiscal year of the second plan period, and the number of years that it has: sheets of those years speak of its projects.
const SECOND_PERIOD: FiscalYear = 2020;
const PERIOD: FiscalYear = 5;

/// A programme of the sheets, with its name as printed.
type NamedProgramme<'c> = (&'c Programme, &'c str);

/// Finds all pairs.
pub(super) fn find(corpus: &Corpus) -> Vec<Reviewed> {
    let sheets: Vec<&Programme> = corpus
        .of_kind(Kind::Programme)
        .filter_map(|record| match record {
            Record::Programme(programme) if record.is_of_sheets() => Some(programme),
            _ => None,
        })
        .collect();
    if sheets.is_empty() {
        return Vec::new();
    }
    let (mut by_name, mut by_part) = (HashMap::<String, Vec<NamedProgramme>>::new(), HashMap::<String, Vec<NamedProgramme>>::new());
    for sheet in &sheets {
        for name in std::iter::once(&sheet.title).chain(&sheet.aliases) {
            by_name.entry(name_key(name)).or_default().push((sheet, name));
            for part in parts(name) {
                by_part.entry(name_key(part)).or_default().push((sheet, name));
            }
        }
    }
    let mut found = Vec::new();
    for record in corpus.of_kind(Kind::Programme).filter(|record| !record.is_of_sheets()) {
        let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str));
        let all: BTreeSet<String> = names.map(name_key).filter(|key| !key.is_empty()).collect();
        // A sheet that bears the name takes precedence over one that names it as a part.
        let whole = borne(&all, &by_name);
        let alike = if whole.is_empty() { borne(&all, &by_part) } else { whole };
        let ids: BTreeSet<&Id> = alike.iter().map(|(sheet, _)| &sheet.id).collect();
        // A name that several sheets bear identifies none of them.
        let (Some((sheet, name)), 1) = (alike.first(), ids.len()) else { continue };
        if same_ministry(&record.all_ministries(), sheet) {
            found.extend(pair(record, sheet, name));
        }
    }
    for record in corpus.of_kind(Kind::Project) {
        let Record::Project(project) = record else { continue };
        let years = years_of(corpus, project);
        let keys: BTreeSet<String> = project.entries.iter().map(|entry| name_key(&entry.title)).collect();
        for sheet in &sheets {
            // A ministry's share of a project has a sheet of its own, whose name contains the project's in brackets.
            let of_period = sheet.reviews.iter().any(|review| years.contains(&review.sheet_year));
            if of_period && brackets(&sheet.title).any(|part| keys.contains(&name_key(part))) {
                found.extend(pair(record, sheet, &sheet.title));
            }
        }
    }
    found
}

/// Returns the sheets that bear one of some names.
fn borne<'c>(names: &BTreeSet<String>, by: &HashMap<String, Vec<NamedProgramme<'c>>>) -> Vec<NamedProgramme<'c>> {
    names.iter().flat_map(|name| by.get(name).into_iter().flatten().copied()).collect()
}

fn pair(record: &Record, sheet: &Programme, name: &str) -> Option<Reviewed> {
    let place = sheet.reviews.first()?.place(&sheet.id);
    Some(Reviewed { id: record.id().clone(), sheet: sheet.id.clone(), place, words: format!("{} ＝ {name}", record.title()) })
}

/// Returns true if a ministry of a programme is one of a sheet's, or the documents name none.
fn same_ministry(roles: &[Role], sheet: &Programme) -> bool {
    roles.is_empty() || sheet.ministries.iter().any(|office| roles.iter().any(|role| role.code == office.role().code))
}

/// Returns the fiscal years of a project's period.
fn years_of(corpus: &Corpus, project: &Project) -> std::ops::Range<FiscalYear> {
    let period = project.documents.iter().find_map(|id| corpus.document(id.as_str())?.period).unwrap_or(0);
    match period.checked_sub(2) {
        Some(after) => {
            let from = SECOND_PERIOD + u16::from(after) * PERIOD;
            from..from + PERIOD
        }
        None => 0..0,
    }
}

/// Returns the parts that a name gives as its own: `医療・健康推進事業（うち…事業）`.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    brackets(name).filter_map(|inner| inner.strip_prefix("うち")).map(|part| part.trim_start_matches(['、', '，', ' ', '　']))
}

/// Returns the contents of the outer brackets of a name.
fn brackets(name: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut begins, mut found) = (0_usize, 0, Vec::new());
    for (at, c) in name.char_indices() {
        match c {
            '（' | '(' => {
                if depth == 0 {
                    begins = at + c.len_utf8();
                }
                depth += 1;
            }
            '）' | ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.extend(name.get(begins..at));
                }
            }
            _ => {}
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_name_stand_in_its_brackets() {
        let all: Vec<&str> = brackets("医療研究開発推進事業費補助金（ゲノム・データ基盤プロジェクト）（補助金（等）を含む）").collect();
        assert_eq!(all, ["ゲノム・データ基盤プロジェクト", "補助金（等）を含む"]);
        assert_eq!(parts("医療・健康推進事業（うち再生医療の基盤技術開発事業）").collect::<Vec<_>>(), ["再生医療の基盤技術開発事業"]);
        assert_eq!(parts("（うち").count() + parts("）うち（").count(), 0);
    }
}
