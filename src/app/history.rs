//! History of queries, of this session and of earlier ones.

use crate::text::clean::clean;

/// Maximum number of queries kept; beyond that the oldest are forgotten.
pub const LONGEST: usize = 500;

/// Queries, oldest first, and the reader's place among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    queries: Vec<String>,
    /// Position of the query shown; `None` while what is typed is new.
    at: Option<usize>,
    /// Text typed before going back.
    draft: String,
}

impl History {
    /// Returns the history of earlier sessions' queries.
    pub fn new(queries: Vec<String>) -> Self {
        let mut history = Self::default();
        for query in queries {
            history.remember(&query);
        }
        history
    }

    /// Returns all queries, oldest first.
    pub fn queries(&self) -> &[String] {
        &self.queries
    }

    /// Adds a query as the newest. Returns true if there was anything to add. Equal queries are kept once.
    pub fn remember(&mut self, query: &str) -> bool {
        self.at = None;
        let query = clean(query);
        let query = query.trim();
        if query.is_empty() || self.queries.last().is_some_and(|last| last == query) {
            return false;
        }
        self.queries.retain(|known| known != query);
        self.queries.push(query.to_owned());
        let surplus = self.queries.len().saturating_sub(LONGEST);
        self.queries.drain(..surplus);
        true
    }

    /// Returns the query before the one shown; `typed` is kept to come back to.
    pub fn older(&mut self, typed: &str) -> Option<String> {
        let at = match self.at {
            None => {
                self.draft = typed.to_owned();
                self.queries.len().checked_sub(1)?
            }
            Some(at) => at.checked_sub(1)?,
        };
        self.at = Some(at);
        self.queries.get(at).cloned()
    }

    /// Returns the query after the one shown and, after the last, what was typed before.
    pub fn newer(&mut self) -> Option<String> {
        let at = self.at? + 1;
        self.at = (at < self.queries.len()).then_some(at);
        Some(self.at.and_then(|at| self.queries.get(at)).unwrap_or(&self.draft).clone())
    }

    /// Leaves the history: what is typed is new again.
    pub fn leave(&mut self) {
        self.at = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_kept_once_and_walked_both_ways() {
        let mut history = History::new(["a", "b", "a", " ", "\u{1b}c"].map(str::to_owned).to_vec());
        assert_eq!(history.queries(), ["b", "a", "c"]);
        assert_eq!(history.older("typed").as_deref(), Some("c"));
        assert_eq!(history.older("c").as_deref(), Some("a"));
        assert_eq!(history.newer().as_deref(), Some("c"));
        assert_eq!(history.newer().as_deref(), Some("typed"));
        assert_eq!(history.newer(), None);
        assert!(!history.remember("c"), "the newest again is nothing new");
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let history = History::new((0..LONGEST + 5).map(|number| number.to_string()).collect());
        assert_eq!((history.queries().len(), history.queries()[0].as_str()), (LONGEST, "5"));
    }
}
