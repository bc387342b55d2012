//! Trail of the records visited, to go back and forward along.

use std::sync::Arc;

/// Maximum number of steps back that are kept; beyond that the oldest are forgotten.
const LONGEST: usize = 1_000;

/// Record that the reader is at, and the list from which they came to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visit {
    /// Position of the record in the corpus.
    pub record: usize,
    /// Positions of the list's records, each once; empty if the record was reached through the tree.
    pub list: Arc<[usize]>,
}

/// Records visited before and after the present one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trail {
    back: Vec<Visit>,
    forward: Vec<Visit>,
}

impl Trail {
    /// Remembers `left`, the record that is left for another.
    pub fn leave(&mut self, left: Visit) {
        if self.back.last().is_none_or(|last| last.record != left.record) {
            self.back.push(left);
        }
        if self.back.len() > LONGEST {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// Goes back from `present`. Returns the record before it.
    pub fn back(&mut self, present: Option<Visit>) -> Option<Visit> {
        let target = self.back.pop()?;
        self.forward.extend(present);
        Some(target)
    }

    /// Goes forward from `present`. Returns the record after it.
    pub fn forward(&mut self, present: Option<Visit>) -> Option<Visit> {
        let target = self.forward.pop()?;
        self.back.extend(present);
        Some(target)
    }

    /// Returns true if there is a record to go back to.
    pub fn has_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Returns true if there is a record to go forward to.
    pub fn has_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(record: usize) -> Visit {
        Visit { record, list: Arc::new([record, 100]) }
    }

    #[test]
    fn back_and_forward_walk_the_same_path() {
        let mut trail = Trail::default();
        assert!(!trail.has_back() && !trail.has_forward());
        trail.leave(visit(1));
        trail.leave(visit(2));
        assert_eq!(trail.back(Some(visit(3))), Some(visit(2)));
        assert_eq!(trail.back(Some(visit(2))), Some(visit(1)));
        assert_eq!(trail.back(Some(visit(1))), None);
        assert!(!trail.has_back() && trail.has_forward());
        assert_eq!(trail.forward(Some(visit(1))), Some(visit(2)));
        trail.leave(visit(2));
        assert_eq!(trail.forward(Some(visit(9))), None, "a new way ends the old one");
    }
}
