//! The filters that lists and searches share, and the names accepted as their values.

use anyhow::bail;
use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::complete;
use crate::model::{Corpus, Filter, Id, Kind, Meant, Named, Names, Record};

/// Conditions on records. A value may be an id, a code, a name or another name.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Filters {
    /// Only in this document (plan3).
    #[arg(long, value_name = "DOCUMENT", add = ArgValueCompleter::new(complete::documents))]
    document: Vec<String>,
    /// Only with this ministry (厚, 厚労省).
    #[arg(long, value_name = "MINISTRY", add = ArgValueCompleter::new(complete::ministries))]
    ministry: Vec<String>,
    /// Only about this disease area (がん).
    #[arg(long, value_name = "AREA", add = ArgValueCompleter::new(complete::areas))]
    area: Vec<String>,
    /// Only of this project (plan3/project/4, 感染症プロジェクト).
    #[arg(long, value_name = "PROJECT", add = ArgValueCompleter::new(complete::projects))]
    project: Vec<String>,
}

impl Filters {
    /// Returns the filter, with every value looked up.
    ///
    /// # Errors
    /// If a value names nothing; the message lists the possible values.
    pub fn resolve(&self, corpus: &Corpus, kinds: Vec<Kind>) -> anyhow::Result<Filter> {
        let ids = |kind, values: &[String]| -> anyhow::Result<Vec<Id>> {
            let meant = values.iter().map(|value| lookup(corpus, kind, value)).collect::<anyhow::Result<Vec<_>>>()?;
            Ok(meant.concat())
        };
        let ministries = ids(Kind::Ministry, &self.ministry)?;
        let code = |id: &Id| corpus.get(id.as_str()).and_then(Record::number).map(str::to_owned);
        Ok(Filter {
            kinds,
            documents: ids(Kind::Document, &self.document)?,
            ministries: ministries.iter().filter_map(code).collect(),
            areas: ids(Kind::Area, &self.area)?,
            projects: ids(Kind::Project, &self.project)?,
        })
    }
}

/// Returns the kind with that name, as in JSON or as a reader calls it.
pub(super) fn kind(value: &str) -> Result<Kind, String> {
    Kind::called(value).ok_or_else(|| format!("no such kind; there are {}", Kind::list()))
}

/// Returns the records that a value means. A part of several names means none of them: a filter that took all would answer another
/// question.
fn lookup(corpus: &Corpus, kind: Kind, value: &str) -> anyhow::Result<Vec<Id>> {
    let told = |ids: &[Id]| {
        let title = |id: &Id| corpus.get(id.as_str()).map(Record::title).unwrap_or_default();
        ids.iter().map(|id| format!("{id} ({})", title(id))).collect::<Vec<_>>().join(", ")
    };
    match Names::new(corpus, kind).meant(value) {
        Meant::Called(ids) => Ok(ids),
        Meant::Within(ids) if ids.len() == 1 => Ok(ids),
        Meant::Within(ids) => bail!("no {} is called {value:?}; it may be any of: {}", kind.name(), told(&ids)),
        Meant::Nothing => {
            let all: Vec<Id> = corpus.of_kind(kind).map(|record| record.id().clone()).collect();
            bail!("no {} is called {value:?}; there are: {}", kind.name(), told(&all))
        }
    }
}
