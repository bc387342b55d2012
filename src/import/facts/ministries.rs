//! Ministries as documents print them: codes in parentheses, `（◎健、文、厚、経）`.

use crate::model::{Corpus, Kind, Record};
use crate::text::fold::fold;

/// Ministries by the codes that documents put in parentheses and the names that tables use.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ministries(Vec<MinistryNames>);

#[derive(Clone, PartialEq, Eq, Debug)]
struct MinistryNames {
    code: String,
    /// Folded names.
    names: Vec<String>,
}

impl FromIterator<String> for Ministries {
    fn from_iter<T: IntoIterator<Item = String>>(codes: T) -> Self {
        Self(codes.into_iter().map(|code| MinistryNames { code, names: Vec::new() }).collect())
    }
}

impl Ministries {
    /// Returns the ministries of a corpus.
    pub fn of(corpus: &Corpus) -> Self {
        let ministry = |record: &Record| {
            let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)).map(fold).collect();
            Some(MinistryNames { code: record.number()?.to_owned(), names })
        };
        Self(corpus.of_kind(Kind::Ministry).filter_map(ministry).collect())
    }

    /// Returns a ministry by its code or its name, with the mark of the leading one: `◎厚`, `文部科学省`.
    fn one(&self, part: &str) -> Option<String> {
        let (lead, name) = part.trim().strip_prefix('◎').map_or(("", part.trim()), |name| ("◎", name.trim()));
        let folded = fold(name);
        let is = |ministry: &&MinistryNames| ministry.code == name || ministry.names.contains(&folded);
        self.0.iter().find(is).map(|ministry| format!("{lead}{}", ministry.code))
    }

    /// Returns the ministries in `（◎健、文、厚、経）`; `None` if the parentheses hold anything else.
    pub(super) fn listed(&self, text: &str) -> Option<Vec<String>> {
        let inner = text.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
        self.all(inner)
    }

    /// Returns the ministries of a list; `None` if it holds anything else.
    fn all(&self, list: &str) -> Option<Vec<String>> {
        list.split(['、', ',', '，', '・']).map(|part| self.one(part)).collect()
    }

    /// Returns the ministries that a table's cell names: `◎厚`, `文部科学省、経済産業省`.
    pub(super) fn named(&self, cell: &str) -> Vec<String> {
        let mut named: Vec<String> = cell.split(['、', ',', '，', '・', '／', '/', ' ', '　']).filter_map(|part| self.one(part)).collect();
        named.shrink_to_fit();
        named
    }

    /// Returns the marks except those that name ministries, which are added to `ministries`: 【文】.
    pub(super) fn among(&self, marks: Vec<String>, ministries: &mut Vec<String>) -> Vec<String> {
        let mut left = Vec::new();
        for mark in marks {
            match self.all(&mark) {
                Some(named) => ministries.extend(named),
                None => left.push(mark),
            }
        }
        left
    }

    /// Returns the text before the ministries at its end, and those ministries.
    pub(super) fn trailing<'t>(&self, text: &'t str) -> (&'t str, Vec<String>) {
        let text = text.trim();
        let Some(open) = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')'])) else { return (text, Vec::new()) };
        match self.listed(&text[open..]) {
            Some(roles) => (text[..open].trim_end(), roles),
            None => (text, Vec::new()),
        }
    }
}
