//! The filters that lists and searches share, and what their values may be called.

use anyhow::bail;
use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::complete;
use crate::model::{Corpus, Filter, Id, Kind, Named, Record};
use crate::text::fold::fold;

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
    /// The filter, with every value looked up.
    ///
    /// # Errors
    /// When a value names nothing; the message lists what there is.
    pub fn resolve(&self, corpus: &Corpus, kinds: Vec<Kind>) -> anyhow::Result<Filter> {
        let ids = |kind, values: &[String]| values.iter().map(|value| lookup(corpus, kind, value)).collect::<anyhow::Result<Vec<Id>>>();
        let ministries = self.ministry.iter().map(|value| {
            let id = lookup(corpus, Kind::Ministry, value)?;
            Ok(corpus.get(id.as_str()).and_then(Record::number).unwrap_or_default().to_owned())
        });
        Ok(Filter {
            kinds,
            documents: ids(Kind::Document, &self.document)?,
            ministries: ministries.collect::<anyhow::Result<Vec<String>>>()?,
            areas: ids(Kind::Area, &self.area)?,
            projects: ids(Kind::Project, &self.project)?,
        })
    }
}

/// The kind of that name, in JSON's words or a reader's.
pub(super) fn kind(value: &str) -> Result<Kind, String> {
    Kind::called(value).ok_or_else(|| format!("no such kind; there are {}", Kind::list()))
}

fn lookup(corpus: &Corpus, kind: Kind, value: &str) -> anyhow::Result<Id> {
    let folded = fold(value);
    let of_kind = || corpus.of_kind(kind);
    let called = |record: &&Record| {
        let short = match record {
            Record::Document(document) => Some(document.short_title.as_str()),
            _ => None,
        };
        record.id().as_str() == value
            || record.id().as_str().rsplit('/').next() == Some(value) && kind != Kind::Project
            || std::iter::once(record.title())
                .chain(record.aliases().iter().map(String::as_str))
                .chain(record.number().filter(|_| kind == Kind::Ministry))
                .chain(short)
                .any(|name| fold(name) == folded)
    };
    if let Some(record) = of_kind().find(called) {
        return Ok(record.id().clone());
    }
    let known: Vec<String> = of_kind().map(|record| format!("{} ({})", record.id(), record.title())).collect();
    bail!("no {} is called {value:?}; there are: {}", kind.name(), known.join(", "))
}
