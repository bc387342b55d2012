//! Values that a reader writes for a field, and their meaning: `kind:事業`, `fy:令和5..6`, `budget:>50億円`.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::conditions::{Bounds, Condition};
use super::language::{Field, QueryWarning};
use crate::model::{Corpus, Document, FiscalYear, Id, Kind, Meant, Named, Names, Record};
use crate::text::fold::fold;
use crate::text::{amount, company, year};

/// Word for money, as records have it.
const MONEY: &str = "予算";
/// Kinds of figures: the words that a reader writes, folded, and the name of the kind.
const STAGES: [(&[&str], &str); 10] = [
    (&["当初予算", "当初", "予算", "initial"], "当初予算"),
    (&["概算要求", "要求", "要求額", "request"], "概算要求"),
    (&["要望", "要望額", "wish"], "要望"),
    (&["補正予算", "補正", "supplementary"], "補正予算"),
    (&["歳出予算現額", "現額", "予算現額", "current"], "歳出予算現額"),
    (&["前年度からの繰越し", "繰越し", "繰越"], "前年度からの繰越し"),
    (&["予備費等", "予備費"], "予備費等"),
    (&["執行", "執行額", "executed"], "執行"),
    (&["翌年度への繰越し", "翌年度繰越し"], "翌年度への繰越し"),
    (&["決算", "決算額"], "決算"),
];
/// Number of known values that a warning lists.
const LISTED: usize = 12;

impl Condition {
    /// Reads a field's value; `at` is its position, for warnings.
    ///
    /// # Errors
    /// If the value names nothing that exists.
    pub fn read(corpus: &Corpus, field: Field, value: &str, at: usize) -> Result<Condition, QueryWarning> {
        let mut known = Vec::new();
        let unknown = |known: Vec<String>| QueryWarning::UnknownValue { at, field, value: value.to_owned(), known };
        let folded = fold(value);
        let parts = || folded.split([',', '、']).map(str::trim).filter(|part| !part.is_empty());
        let mut records = |kind: Kind| -> Option<Vec<Id>> {
            let mut found = Vec::new();
            let names = Names::new(corpus, kind);
            for part in parts() {
                let (Meant::Called(meant) | Meant::Within(meant)) = names.meant(part) else {
                    known = names_of(corpus, kind);
                    known.truncate(LISTED);
                    return None;
                };
                found.extend(meant);
            }
            (!found.is_empty()).then_some(found)
        };
        let condition = match field {
            Field::Kind => {
                let kinds: Option<Vec<Kind>> = parts().map(Kind::called).collect();
                known = Kind::all().iter().map(|kind| kind.name().to_owned()).collect();
                kinds.filter(|kinds| !kinds.is_empty()).map(Condition::Kind)
            }
            Field::Document => records(Kind::Document).map(Condition::Document),
            Field::Area => records(Kind::Area).map(Condition::Area),
            Field::Project => records(Kind::Project).map(Condition::Project),
            Field::Ministry | Field::Lead => records(Kind::Ministry).map(|ids| {
                let codes = ids.iter().filter_map(|id| corpus.get(id.as_str())?.number()).map(str::to_owned).collect();
                if field == Field::Lead { Condition::Lead(codes) } else { Condition::Ministry(codes) }
            }),
            Field::Period => {
                let all = periods(corpus);
                let number = |part: &str| part.trim_start_matches('第').trim_end_matches('期').parse::<u8>().ok();
                let period = |part: &str| number(part).filter(|period| all.contains(period));
                known = all.iter().map(u8::to_string).collect();
                parts().map(period).collect::<Option<Vec<u8>>>().filter(|periods| !periods.is_empty()).map(Condition::Period)
            }
            Field::Year => {
                known = Self::values(corpus, field);
                known.extend(["令和5年度", ">=2023"].map(str::to_owned));
                year_range(&folded).map(Condition::Year)
            }
            Field::Budget => {
                known = [">50", "<=10", "20..40"].map(str::to_owned).to_vec();
                bounds(&folded).map(Condition::Budget)
            }
            Field::Mark => {
                let marks: Vec<String> = parts().map(str::to_owned).collect();
                (!marks.is_empty()).then_some(Condition::Mark(marks))
            }
            Field::Stage => {
                known = STAGES.iter().map(|(_, stage)| (*stage).to_owned()).collect();
                let stages: Option<Vec<String>> = parts().map(|part| stage(part).map(str::to_owned)).collect();
                stages.filter(|stages| !stages.is_empty()).map(Condition::Stage)
            }
            Field::Rate => {
                known = ["<0.5", ">=90%", "0.8..0.9"].map(str::to_owned).to_vec();
                rates(&folded).map(Condition::Rate)
            }
            Field::Finding | Field::Reflection => {
                let words: Vec<String> = parts().map(str::to_owned).collect();
                let condition = if field == Field::Finding { Condition::Finding } else { Condition::Reflection };
                (!words.is_empty()).then_some(words).map(condition)
            }
            Field::Payee => {
                let names: Vec<String> = parts().map(company::bare).filter(|name| !name.is_empty()).collect();
                (!names.is_empty()).then_some(Condition::Payee(names))
            }
        };
        condition.ok_or_else(|| unknown(known))
    }

    /// Returns the amount at the beginning of a folded text (`70億円`), and what follows it.
    pub fn amount_at_start(text: &str) -> Option<(Condition, String)> {
        let found = amount::at_start(text)?;
        let oku = found.oku();
        Some((Condition::Budget(Bounds { from: (oku, true), to: (oku, true) }), text[found.len..].to_owned()))
    }

    /// Returns the condition for any amount at all, which the word 予算 asks for in addition to texts that contain it.
    pub fn money_word(word: &str) -> Option<Condition> {
        (word == MONEY).then_some(Condition::Budget(Bounds { from: (0.0, true), to: (f64::INFINITY, true) }))
    }

    /// Returns the values of a field that completion offers.
    pub fn values(corpus: &Corpus, field: Field) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match field {
            Field::Kind => Kind::all().iter().flat_map(|kind| [kind.name(), kind.labels()[0]]).map(str::to_owned).collect(),
            Field::Document => corpus.of_kind(Kind::Document).map(|record| record.id().to_string()).collect(),
            Field::Ministry | Field::Lead => {
                let ministries = corpus.of_kind(Kind::Ministry);
                ministries.flat_map(|record| [record.number().unwrap_or_default().to_owned(), record.title().to_owned()]).collect()
            }
            Field::Area => names_of(corpus, Kind::Area),
            Field::Project => names_of(corpus, Kind::Project),
            Field::Period => periods(corpus).iter().map(u8::to_string).collect(),
            Field::Year => {
                let years = years_with_money(corpus);
                let mut values: Vec<String> = years.iter().map(FiscalYear::to_string).collect();
                values.extend(years.last_chunk().map(|[from, to]| format!("{from}..{to}")));
                values
            }
            Field::Budget => words(&[">", ">=", "<", "<="]),
            Field::Mark => words(&["新規", "拡充", "再掲", "内数", "CIN", "インハウス"]),
            Field::Stage => STAGES.iter().map(|(_, stage)| (*stage).to_owned()).collect(),
            Field::Rate => words(&[">", ">=", "<", "<="]),
            Field::Finding => words(&["現状通り", "事業内容の一部改善", "事業全体の抜本的な改善", "終了予定", "廃止"]),
            Field::Reflection => words(&["現状通り", "年度内に改善を検討", "執行等改善", "縮減", "予定通り終了", "廃止"]),
            // There are tens of thousands of payees.
            Field::Payee => Vec::new(),
        }
    }
}

/// Returns the name of the kind of figure that a reader names, folded.
fn stage(named: &str) -> Option<&'static str> {
    STAGES.iter().find(|(names, _)| names.contains(&named)).map(|(_, stage)| *stage)
}

/// Reads `<0.5`, `>=90%`: shares, where 1 is all.
fn rates(value: &str) -> Option<Bounds> {
    let mut percent = false;
    let plain: String = value
        .chars()
        .filter(|c| {
            if *c == '%' {
                percent = true;
                false
            } else {
                true
            }
        })
        .collect();
    let Bounds { from, to } = bounds(&plain)?;
    let share = |(value, with): (f64, bool)| (if percent { value / 100.0 } else { value }, with);
    Some(Bounds { from: share(from), to: share(to) })
}

/// Returns the plan periods to which documents belong, oldest first.
fn periods(corpus: &Corpus) -> Vec<u8> {
    let all: BTreeSet<u8> = documents(corpus).filter_map(|document| document.period).collect();
    all.into_iter().collect()
}

/// Returns the fiscal years for which documents and projects give amounts, oldest first.
fn years_with_money(corpus: &Corpus) -> Vec<FiscalYear> {
    let of_documents = documents(corpus).flat_map(|document| {
        let allocated = document.allocations.iter().map(|allocation| allocation.fiscal_year);
        document.fiscal_year.into_iter().chain(allocated)
    });
    let of_projects = corpus.of_kind(Kind::Project).flat_map(|record| match record {
        Record::Project(project) => project.budgets.as_slice(),
        _ => &[],
    });
    let all: BTreeSet<FiscalYear> = of_documents.chain(of_projects.map(|budget| budget.fiscal_year)).collect();
    all.into_iter().collect()
}

fn documents(corpus: &Corpus) -> impl Iterator<Item = &Document> {
    corpus.of_kind(Kind::Document).filter_map(|record| if let Record::Document(document) = record { Some(document) } else { None })
}

/// Returns the names of the records of a kind in values, each name once.
fn names_of(corpus: &Corpus, kind: Kind) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in corpus.of_kind(kind).map(short) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Returns the name of a record in a value.
fn short(record: &Record) -> &str {
    match record {
        Record::Document(document) => document.id.as_str(),
        Record::Ministry(ministry) => &ministry.code,
        other => other.title(),
    }
}

/// Reads `2023`, `2023..2024`, `令和5年度`, `>=2023`.
fn year_range(value: &str) -> Option<RangeInclusive<FiscalYear>> {
    let year = |text: &str| year::at_start(text).filter(|year| year.len == text.len()).map(|year| year.year);
    if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { FiscalYear::MIN } else { year(from)? };
        let to = if to.is_empty() { FiscalYear::MAX } else { year(to)? };
        return (from <= to).then_some(from..=to);
    }
    if let Some((years, len)) = year::range_at_start(value).filter(|(_, len)| *len == value.len()) {
        return (len > 0).then_some(years);
    }
    for (sign, more, step) in [(">=", true, 0), ("<=", false, 0), (">", true, 1), ("<", false, 1)] {
        if let Some(rest) = value.strip_prefix(sign) {
            let year = year(rest)?;
            return Some(if more { year + step..=FiscalYear::MAX } else { FiscalYear::MIN..=year - step });
        }
    }
    year(value).map(|year| year..=year)
}

/// Reads `>50`, `<=10`, `20..40`, `50`, in 億円 if no unit is given.
fn bounds(value: &str) -> Option<Bounds> {
    let number = |text: &str| amount::oku(text.trim());
    let (least, most) = ((f64::NEG_INFINITY, true), (f64::INFINITY, true));
    if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { least } else { (number(from)?, true) };
        let to = if to.is_empty() { most } else { (number(to)?, true) };
        return Some(Bounds { from, to });
    }
    for (sign, more, with) in [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)] {
        if let Some(rest) = value.strip_prefix(sign) {
            let end = (number(rest)?, with);
            return Some(if more { Bounds { from: end, to: most } } else { Bounds { from: least, to: end } });
        }
    }
    number(value).map(|number| Bounds { from: (number, true), to: (number, true) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_and_years_are_those_of_the_documents_that_are_there() {
        let document = |id: &str, period, fiscal_year| {
            Record::Document(Document { id: id.into(), period: Some(period), fiscal_year: Some(fiscal_year), ..Document::default() })
        };
        let corpus = Corpus::new(vec![document("plan3", 3, 2026), document("plan4", 4, 2030)], Vec::new());
        assert_eq!(Condition::values(&corpus, Field::Period), ["3", "4"]);
        assert_eq!(Condition::values(&corpus, Field::Year), ["2026", "2030", "2026..2030"]);
        assert_eq!(Condition::read(&corpus, Field::Period, "第4期", 1), Ok(Condition::Period(vec![4])));
        let unknown = Condition::read(&corpus, Field::Period, "1", 1);
        assert!(matches!(unknown, Err(QueryWarning::UnknownValue { known, .. }) if known == ["3", "4"]));
    }

    #[test]
    fn amounts_are_read_with_their_ends() {
        let holds = |text: &str, value: f64| bounds(text).is_some_and(|bounds| bounds.hold(value));
        assert!(holds(">50", 50.1) && !holds(">50", 50.0) && holds(">=50億円", 50.0));
        assert!(holds("20..40", 20.0) && holds("20..40", 40.0) && !holds("20..40", 40.1));
        assert!(holds("7..7", 7.0) && holds("7", 7.0) && !holds("7", 7.1));
        assert!(holds("<1,000", 999.0) && holds("..5", 5.0));
        for wrong in ["", ">", "a..b", "inf", ">nan"] {
            assert!(bounds(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn rates_are_shares_or_percents() {
        let holds = |text: &str, value: f64| rates(text).is_some_and(|bounds| bounds.hold(value));
        assert!(holds("<0.5", 0.49) && !holds("<0.5", 0.5) && holds(">=90%", 0.9) && holds("80%..90%", 0.85));
        assert_eq!((stage("執行額"), stage("要求"), stage("何か")), (Some("執行"), Some("概算要求"), None));
    }

    #[test]
    fn years_are_read_in_every_notation() {
        assert_eq!(year_range("令和5年度"), Some(2023..=2023));
        assert_eq!(year_range("2023..2024"), Some(2023..=2024));
        assert_eq!(year_range("r5..r6"), Some(2023..=2024));
        assert_eq!(year_range(">=2023"), Some(2023..=FiscalYear::MAX));
        assert_eq!(year_range("<h31"), Some(FiscalYear::MIN..=2018));
        assert_eq!(year_range("2024..2023"), None);
        assert_eq!(year_range("someday"), None);
    }
}
