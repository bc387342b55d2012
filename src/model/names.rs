//! Names of records, and the records they mean: one rule for the query language, the filters and the importer.

use std::collections::BTreeMap;

use super::{Corpus, Id, Kind, Record};
use crate::text::fold::loosen;

/// Returns a name in the form in which names are compared: without signs and spaces, and regardless of width and case.
pub fn name_key(name: &str) -> String {
    loosen(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Meaning of a word among the records of a kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meant {
    /// The records that bear it as a name: several if projects of two periods, or two programmes, share a name.
    Called(Vec<Id>),
    /// The records whose names contain the word; none bears it.
    Within(Vec<Id>),
    /// No record.
    Nothing,
}

/// The names of the records of a kind.
pub struct Names<'c> {
    corpus: &'c Corpus,
    kind: Kind,
    of: Vec<(&'c Id, Vec<String>)>,
    /// The indices in `of` of the records that bear each name; a paper may name thousands, among thousands.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl<'c> Names<'c> {
    /// Collects the titles, short titles and aliases of a kind, and the codes of ministries.
    pub fn new(corpus: &'c Corpus, kind: Kind) -> Self {
        let keys = |record: &'c Record| {
            let short_title = match record {
                Record::Document(document) => Some(document.short_title.as_str()),
                _ => None,
            };
            let code = record.number().filter(|_| kind == Kind::Ministry);
            let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str));
            names.chain(short_title).chain(code).map(name_key).filter(|key| !key.is_empty()).collect()
        };
        let of: Vec<(&Id, Vec<String>)> = corpus.of_kind(kind).map(|record| (record.id(), keys(record))).collect();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (_, names)) in of.iter().enumerate() {
            names.iter().for_each(|name| by_name.entry(name.clone()).or_default().push(at));
        }
        Self { corpus, kind, of, by_name }
    }

    /// Returns what a reader means by a word: a record's id (or the end of it, if that distinguishes it from all others), its code or a
    /// name.
    pub fn meant(&self, word: &str) -> Meant {
        if let Some(record) = self.corpus.get(word).filter(|record| record.kind() == self.kind) {
            return Meant::Called(vec![record.id().clone()]);
        }
        // The numbers of projects start again in every period.
        let ends = |id: &Id| self.kind != Kind::Project && id.as_str().rsplit('/').next() == Some(word);
        let key = name_key(word);
        let called = self.that(|id, names| ends(id) || names.contains(&key));
        if !called.is_empty() {
            return Meant::Called(called);
        }
        let within = if key.is_empty() { Vec::new() } else { self.that(|_, names| names.iter().any(|name| name.contains(&key))) };
        if within.is_empty() { Meant::Nothing } else { Meant::Within(within) }
    }

    /// Returns the records that have exactly this name.
    pub fn called(&self, name: &str) -> Vec<Id> {
        self.at(self.by_name.get(&name_key(name)).into_iter().flatten().copied().collect())
    }

    /// Returns the records with a name that begins this one, or that begins with this one.
    pub fn alike(&self, name: &str) -> Vec<Id> {
        let key = name_key(name);
        if key.is_empty() {
            return Vec::new();
        }
        let begun = key.char_indices().skip(1).filter_map(|(end, _)| self.by_name.get(key.get(..end)?));
        let goes_on = self.by_name.range(key.clone()..).take_while(|(name, _)| name.starts_with(&key)).map(|(_, places)| places);
        self.at(begun.chain(goes_on).flatten().copied().collect())
    }

    /// Returns the ids of the records at some indices, each once and in their order.
    fn at(&self, mut places: Vec<usize>) -> Vec<Id> {
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|at| Some(self.of.get(at)?.0.clone())).collect()
    }

    fn that(&self, is: impl Fn(&Id, &[String]) -> bool) -> Vec<Id> {
        self.of.iter().filter(|(id, names)| is(id, names)).map(|(id, _)| (*id).clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Ministry, Project};
    use super::*;

    #[test]
    fn a_word_is_an_id_a_code_a_name_or_a_part_of_one() {
        let project = |id: &str, other: &str| {
            let other_ids = if other.is_empty() { Vec::new() } else { vec![other.into()] };
            Record::Project(Project { id: id.into(), other_ids, title: "感染症 プロジェクト".to_owned(), ..Project::default() })
        };
        let ministry = |id: &str, code: &str, title: &str| {
            Record::Ministry(Ministry { id: id.into(), code: code.to_owned(), title: title.to_owned(), ..Ministry::default() })
        };
        let records = vec![
            project("plan2/project/4", "req/project/9"),
            project("plan3/project/4", ""),
            ministry("ministry/mhlw", "厚", "厚生労働省"),
            ministry("ministry/meti", "経", "経済産業省"),
        ];
        let corpus = Corpus::new(records, Vec::new());
        let (projects, ministries) = (Names::new(&corpus, Kind::Project), Names::new(&corpus, Kind::Ministry));
        let both = Meant::Called(vec!["plan2/project/4".into(), "plan3/project/4".into()]);
        assert_eq!(projects.meant("感染症プロジェクト"), both);
        assert_eq!(projects.meant("req/project/9"), Meant::Called(vec!["plan2/project/4".into()]));
        assert_eq!((projects.meant("4"), projects.meant("。"), projects.meant("")), (Meant::Nothing, Meant::Nothing, Meant::Nothing));
        assert_eq!(projects.meant("ministry/mhlw"), Meant::Nothing);
        for word in ["厚", "mhlw", "厚生労働省", "ministry/mhlw"] {
            assert_eq!(ministries.meant(word), Meant::Called(vec!["ministry/mhlw".into()]), "{word}");
        }
        assert_eq!(ministries.meant("経済"), Meant::Within(vec!["ministry/meti".into()]));
        assert_eq!(ministries.meant("省"), Meant::Within(vec!["ministry/mhlw".into(), "ministry/meti".into()]));
        assert_eq!(ministries.alike("厚生労働省（本省）"), ["ministry/mhlw".into()]);
        assert_eq!(ministries.called("労働"), Vec::<Id>::new());
    }
}
