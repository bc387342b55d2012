//! Look-up of a draft in the corpus: programmes and projects by name and alias, and every record that the text names.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::Draft;
use crate::model::{Corpus, Id, Kind, Mentions, Names};

/// Standing of a name in the corpus.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Name or alias of a record.
    Matched,
    /// Name that begins like the names of some records.
    Unclear,
    /// Name unlike that of any record.
    New,
}

/// Recognised name, and the records of the corpus that it stands for, or may stand for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Match {
    /// Name as printed.
    pub name: String,
    /// Standing of the name in the corpus.
    pub standing: Standing,
    /// Ids of the records. A project's name may belong to one project per document.
    pub ids: Vec<Id>,
}

/// Record that a text names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Mention {
    /// Id of the record.
    pub id: Id,
    /// Number of times that the text names it.
    pub times: usize,
}

/// Records of the corpus that a draft names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Known {
    /// Matches of the draft's programmes, each name once.
    pub programmes: Vec<Match>,
    /// Matches of the draft's projects.
    pub projects: Vec<Match>,
    /// Records that the text names, the most often named first.
    pub mentions: Vec<Mention>,
}

impl Known {
    /// Looks up the draft's names in the corpus.
    pub fn new(corpus: &Corpus, draft: &Draft) -> Self {
        let (programmes, projects) = (Names::new(corpus, Kind::Programme), Names::new(corpus, Kind::Project));
        let mut seen = HashSet::new();
        let named = draft.programmes.iter().map(|programme| programme.name.as_str()).filter(|name| seen.insert(*name));
        let matched = named.map(|name| look_up(&programmes, name)).collect();
        let mentions = Mentions::new(corpus);
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for line in &draft.blocks {
            mentions.scan(&line.text(), |position| *times.entry(position).or_default() += 1);
        }
        let mut times: Vec<(usize, usize)> = times.into_iter().collect();
        times.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        Self {
            programmes: matched,
            projects: draft.projects.iter().map(|project| look_up(&projects, &project.name)).collect(),
            mentions: times
                .into_iter()
                .filter_map(|(position, times)| Some(Mention { id: corpus.at(position)?.id().clone(), times }))
                .collect(),
        }
    }
}

/// Returns the records that a printed name stands for, or may stand for.
pub(super) fn look_up(names: &Names<'_>, name: &str) -> Match {
    // 名（一部の名）: the part is a record of its own if the corpus has one.
    let part = part(name);
    let parts = part.iter().flat_map(|part| part.split(['、', ',']));
    let called = std::iter::once(name).chain(parts).map(|name| names.called(name)).find(|ids| !ids.is_empty());
    let (standing, ids) = match called {
        Some(ids) => (Standing::Matched, ids),
        None => {
            let alike = names.alike(name);
            (if alike.is_empty() { Standing::New } else { Standing::Unclear }, alike)
        }
    };
    Match { name: name.to_owned(), standing, ids }
}

/// Returns the text in the last parentheses of a name: `プログラム（B-cure）（東北メディカル・メガバンク）`.
pub(super) fn part(name: &str) -> Option<&str> {
    let inner = name.trim_end().strip_suffix([')', '）'])?;
    inner.rsplit(['(', '（']).next().filter(|part| part.len() < inner.len())
}
