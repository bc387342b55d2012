//! Questions of tables: each a search that lists what must be known of all records, or an aggregation that adds up or counts.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::failure::Failure;
use super::index::{search, value};
use super::parcel::{is_clean_text, unpacked};
use super::register::Register;
use super::server::{Limits, Server};
use super::tables::{column, tie, tie_name};
use super::translate;
use crate::model::review_money::REVIEW_STAGES;
use crate::model::{Channel, Id, IndicatorKeys, Kind, LedgerOutline, MinistrySum, Named, Tie, TieCount, Tied};

/// Maximum number of groups of one level of an aggregation.
const GROUPS: usize = 2_000;
/// Number from which a sum of whole yen, which a server makes of binary floats, may not be exact.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// Question of a table.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum Question {
    /// Outline of the ledger of the programmes of documents.
    ProgrammeLedger,
    /// Documents that print overall amounts.
    DocumentsWithMoney,
    /// Numbers of records with each of some ties.
    Ties(Vec<Tie>),
    /// Records with any of some ties.
    Tied(Vec<Tie>),
    /// Indicators of documents, with their keys.
    Indicators,
    /// Sums over the programmes of the sheets of a document.
    ByMinistry(Id),
    /// Programmes of which a document speaks.
    ProgrammesOf(Id),
    /// Payees with a name of this hash.
    PayeesNamed(u32),
}

/// Answer to a question.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// Outline of a ledger.
    Ledger(Arc<LedgerOutline>),
    /// Positions of records.
    Positions(Arc<[usize]>),
    /// Numbers of records with each tie.
    Ties(Arc<[TieCount]>),
    /// Records with ties.
    Tied(Arc<[Tied]>),
    /// Positions of indicators, with their keys.
    Indicators(Arc<[(usize, IndicatorKeys)]>),
    /// Sums by ministry.
    ByMinistry(Arc<[MinistrySum]>),
}

impl Answer {
    /// Returns the positions that it consists of.
    pub fn positions(self) -> Option<Arc<[usize]>> {
        if let Self::Positions(positions) = self { Some(positions) } else { None }
    }
}

/// Asker of questions: the server, the index and the records that are known, to which the answers add.
pub(super) struct Asker<'a> {
    pub server: &'a Server,
    pub index: &'a str,
    pub register: &'a Register,
}

impl Asker<'_> {
    /// Asks a question.
    ///
    /// # Errors
    /// If the cluster cannot be asked, or its answer is not one that this program's index gives.
    pub fn ask(&self, question: &Question) -> Result<Answer, Failure> {
        match question {
            Question::ProgrammeLedger => Ok(Answer::Ledger(Arc::new(self.programme_ledger()?))),
            Question::DocumentsWithMoney => self.positions(with_columns(Kind::Document)),
            Question::Ties(wanted) => Ok(Answer::Ties(self.ties(wanted)?.into())),
            Question::Tied(wanted) => Ok(Answer::Tied(self.tied(wanted)?.into())),
            Question::Indicators => Ok(Answer::Indicators(self.indicators()?.into())),
            Question::ByMinistry(document) => Ok(Answer::ByMinistry(self.by_ministry(document)?.into())),
            Question::ProgrammesOf(document) => {
                self.positions(only(&[json!({ "term": { "kind": Kind::Programme.name() } }), json!({ "term": { "documents": document } })]))
            }
            Question::PayeesNamed(hash) => {
                self.positions(only(&[json!({ "term": { "kind": Kind::Payee.name() } }), json!({ "term": { "payees": hash } })]))
            }
        }
    }

    fn positions(&self, query: Value) -> Result<Answer, Failure> {
        Ok(Answer::Positions(self.register.listing(self.server, self.index, query)?.into()))
    }

    fn search(&self, body: &Value) -> Result<Value, Failure> {
        let path = format!("/{}/_search?allow_partial_search_results=false", self.index);
        search(self.server, &path, body, Limits::READING)
    }

    /// Lists the records that meet a query, in reading order; `take` is given the position of each, and its hit with some more fields.
    fn list(&self, query: Value, fields: &[&'static str], take: &mut dyn FnMut(usize, &Value) -> Option<()>) -> Result<(), Failure> {
        self.register.list(self.server, self.index, query, fields, take)
    }

    fn programme_ledger(&self) -> Result<LedgerOutline, Failure> {
        let mut outline = LedgerOutline::default();
        self.list(with_columns(Kind::Programme), &["outline"], &mut |position, hit| {
            let channels: Vec<Option<Channel>> = unpacked(value(hit, "outline")?.as_str()?)?;
            let id = self.register.id(position).map(Id::new)?;
            outline.rows.extend(channels.into_iter().map(|channel| (id.clone(), channel)));
            Some(())
        })?;
        let body = json!({ "size": 0, "query": with_columns(Kind::Programme), "track_total_hits": false, "aggs": { "columns": groups("columns") } });
        for group in self.groups(&self.search(&body)?, "/aggregations/columns")? {
            outline.columns.push(column(&group.name).ok_or_else(|| self.unfit())?);
        }
        outline.columns.sort();
        let narrow = only(&[json!({ "term": { "kind": Kind::Document.name() } }), json!({ "term": { "narrow": true } })]);
        self.list(narrow, &[], &mut |position, _| {
            outline.narrow.insert(self.register.id(position).map(Id::new)?);
            Some(())
        })?;
        Ok(outline)
    }

    fn ties(&self, wanted: &[Tie]) -> Result<Vec<TieCount>, Failure> {
        let names: Vec<String> = wanted.iter().map(tie_name).collect();
        let counted = json!({ "terms": { "field": "ties", "include": names, "size": names.len().max(1) } });
        let query = only(&[json!({ "terms": { "ties": names } })]);
        let body = json!({ "size": 0, "query": query, "track_total_hits": false, "aggs": { "ties": counted } });
        let answer = self.search(&body)?;
        let count = |group: Group| Some(TieCount { tie: tie(&group.name)?, records: group.records });
        self.groups(&answer, "/aggregations/ties")?.into_iter().map(count).collect::<Option<_>>().ok_or_else(|| self.unfit())
    }

    fn tied(&self, wanted: &[Tie]) -> Result<Vec<Tied>, Failure> {
        let names: HashSet<String> = wanted.iter().map(tie_name).collect();
        let mut tied = Vec::new();
        self.list(only(&[json!({ "terms": { "ties": names } })]), &["ties"], &mut |position, hit| {
            let all = hit.pointer("/fields/ties").and_then(Value::as_array)?;
            let own = all.iter().filter_map(Value::as_str).filter(|name| names.contains(*name));
            tied.push(Tied { position, ties: own.map(tie).collect::<Option<_>>()? });
            Some(())
        })?;
        Ok(tied)
    }

    fn indicators(&self) -> Result<Vec<(usize, IndicatorKeys)>, Failure> {
        let query = only(&[json!({ "term": { "kind": Kind::Kpi.name() } }), json!({ "term": { "of_sheets": false } })]);
        let mut indicators = Vec::new();
        self.list(query, &["outline"], &mut |position, hit| {
            let keys: IndicatorKeys = unpacked(value(hit, "outline")?.as_str()?)?;
            let clean =
                keys.project.iter().all(|id| Id::is_well_formed(id.as_str())) && keys.ministries.iter().all(|code| is_clean_text(code));
            clean.then(|| indicators.push((position, keys)))
        })?;
        Ok(indicators)
    }

    fn by_ministry(&self, document: &Id) -> Result<Vec<MinistrySum>, Failure> {
        let answer = self.search(&by_ministry(document))?;
        let mut sums = Vec::new();
        for ministry in self.groups(&answer, "/aggregations/ministry")? {
            for year in self.groups(ministry.group, "/figures/of/year")? {
                for stage in self.groups(year.group, "/stage")? {
                    for account in self.groups(stage.group, "/account")? {
                        let sum = sum(&ministry.name, &year.name, &stage.name, &account);
                        sums.push(sum.ok_or_else(|| self.unfit())?);
                    }
                }
            }
        }
        Ok(sums)
    }

    /// Returns the groups of an aggregation.
    fn groups<'v>(&self, answer: &'v Value, path: &str) -> Result<Vec<Group<'v>>, Failure> {
        read_groups(answer, path).ok_or_else(|| self.unfit())
    }

    fn unfit(&self) -> Failure {
        Failure::Foreign(format!("the index {} does not add up as shirube's does; push again", self.index))
    }
}

/// Returns a query for the records of documents that meet some others.
fn only(queries: &[Value]) -> Value {
    let all: Vec<Value> = std::iter::once(translate::records()).chain(queries.iter().cloned()).collect();
    json!({ "bool": { "filter": all } })
}

/// Returns a query for the records of a kind that have figures in a ledger.
fn with_columns(kind: Kind) -> Value {
    only(&[json!({ "term": { "kind": kind.name() } }), json!({ "exists": { "field": "columns" } })])
}

/// Returns an aggregation into groups by the values of a field.
fn groups(field: &str) -> Value {
    json!({ "terms": { "field": field, "size": GROUPS } })
}

/// Returns an aggregation into groups, each with further ones.
fn groups_with(field: &str, further: Value) -> Value {
    json!({ "terms": { "field": field, "size": GROUPS }, "aggs": further })
}

/// Returns the search that adds up the figures of the sheets of a document by ministry, year, stage and account.
fn by_ministry(document: &Id) -> Value {
    let sums = json!({
        "yen": { "sum": { "field": "figures.yen" } },
        "reported": { "value_count": { "field": "figures.yen" } },
    });
    let account = json!({ "account": groups_with("figures.account", sums) });
    let stage = json!({ "stage": groups_with("figures.stage", account) });
    let year = json!({ "year": groups_with("figures.year", stage) });
    let of = json!({ "of": { "filter": { "term": { "figures.document": document } }, "aggs": year } });
    let figures = json!({ "figures": { "nested": { "path": "figures" }, "aggs": of } });
    let query = only(&[json!({ "term": { "kind": Kind::Programme.name() } }), json!({ "term": { "documents": document } })]);
    json!({ "size": 0, "query": query, "track_total_hits": false, "aggs": { "ministry": groups_with("answering", figures) } })
}

/// Group of an aggregation.
struct Group<'v> {
    /// Value that its records share, as text.
    name: String,
    /// Number of its records, or of their figures.
    records: usize,
    /// Whole of it.
    group: &'v Value,
}

/// Returns the groups of an aggregation; `None` if some were left out, or it is none.
fn read_groups<'v>(answer: &'v Value, path: &str) -> Option<Vec<Group<'v>>> {
    let aggregation = answer.pointer(path)?;
    let none = |name: &str| aggregation.get(name).and_then(Value::as_i64).is_none_or(|count| count == 0);
    if !none("sum_other_doc_count") || !none("doc_count_error_upper_bound") {
        return None;
    }
    let group = |group: &'v Value| {
        let key = group.get("key")?;
        let name = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
        let records = usize::try_from(group.get("doc_count")?.as_u64()?).ok()?;
        Some(Group { name, records, group })
    };
    aggregation.get("buckets")?.as_array()?.iter().map(group).collect()
}

/// Returns the sum that a group of figures has.
fn sum(ministry: &str, year: &str, stage: &str, figures: &Group) -> Option<MinistrySum> {
    let programmes = usize::try_from(figures.group.pointer("/reported/value")?.as_u64()?).ok()?;
    let yen = figures.group.pointer("/yen/value")?.as_f64()?;
    if !Id::is_well_formed(ministry) || !is_clean_text(&figures.name) || yen.fract() != 0.0 || yen.abs() >= INEXACT {
        return None;
    }
    Some(MinistrySum {
        ministry: Id::new(ministry),
        stage: REVIEW_STAGES.into_iter().find(|known| *known == stage)?,
        fiscal_year: year.parse().ok()?,
        account: Some(figures.name.clone()).filter(|account| !account.is_empty()),
        // A sum of nothing is 0 on a server, and not reported here.
        yen: (programmes > 0).then_some(yen as i64),
        programmes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(other: u64, key: Value, yen: f64, reported: u64) -> Value {
        let account = json!({ "key": key, "doc_count": 2, "yen": { "value": yen }, "reported": { "value": reported } });
        json!({ "account": { "doc_count_error_upper_bound": 0, "sum_other_doc_count": other, "buckets": [account] } })
    }

    fn sum_of(answer: &Value) -> Option<MinistrySum> {
        let groups = read_groups(answer, "/account")?;
        sum("ministry/mhlw", "2023", "執行", groups.first()?)
    }

    #[test]
    fn a_sum_is_taken_only_if_it_is_whole_and_exact() {
        let read = sum_of(&answer(0, json!(""), 1_234_567_890_123.0, 2));
        let read = read.map(|sum| (sum.yen, sum.programmes, sum.account, sum.fiscal_year, sum.stage));
        assert_eq!(read, Some((Some(1_234_567_890_123), 2, None, 2023, "執行")));
        // What nobody reports is not 0.
        assert_eq!(sum_of(&answer(0, json!("年金特別会計"), 0.0, 0)).map(|sum| (sum.yen, sum.programmes)), Some((None, 0)));
        // Groups were left out; a part of a yen; more than a binary float holds; text that a terminal would obey.
        for unfit in [
            answer(1, json!(""), 5.0, 1),
            answer(0, json!(""), 0.5, 1),
            answer(0, json!(""), 1e17, 1),
            answer(0, json!("\u{1b}[2J"), 5.0, 1),
            json!({ "account": { "buckets": [{ "key": "", "doc_count": 1 }] } }),
            json!({}),
        ] {
            assert_eq!(sum_of(&unfit), None, "{unfit}");
        }
        assert!(sum("ministry", "2023", "執行額", &Group { name: String::new(), records: 1, group: &json!({}) }).is_none());
    }

    #[test]
    fn groups_by_a_number_have_it_as_their_name() {
        let answer = json!({ "year": { "sum_other_doc_count": 0, "buckets": [{ "key": 2023, "doc_count": 7 }] } });
        let groups = read_groups(&answer, "/year").unwrap_or_default();
        assert_eq!(groups.iter().map(|group| (group.name.as_str(), group.records)).collect::<Vec<_>>(), [("2023", 7)]);
    }
}
