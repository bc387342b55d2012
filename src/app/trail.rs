//! The records visited, to go back and forward over.

/// More steps back than this are forgotten.
const LONGEST: usize = 1_000;

/// Positions of records visited before and after the present one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trail {
    back: Vec<usize>,
    forward: Vec<usize>,
}

impl Trail {
    /// Remembers `left`, the record that is left for another.
    pub fn leave(&mut self, left: usize) {
        if self.back.last() != Some(&left) {
            self.back.push(left);
        }
        if self.back.len() > LONGEST {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// The record before `present`.
    pub fn back(&mut self, present: Option<usize>) -> Option<usize> {
        let target = self.back.pop()?;
        self.forward.extend(present);
        Some(target)
    }

    /// The record after `present`.
    pub fn forward(&mut self, present: Option<usize>) -> Option<usize> {
        let target = self.forward.pop()?;
        self.back.extend(present);
        Some(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_walk_the_same_path() {
        let mut trail = Trail::default();
        trail.leave(1);
        trail.leave(2);
        assert_eq!(trail.back(Some(3)), Some(2));
        assert_eq!(trail.back(Some(2)), Some(1));
        assert_eq!(trail.back(Some(1)), None);
        assert_eq!(trail.forward(Some(1)), Some(2));
        trail.leave(2);
        assert_eq!(trail.forward(Some(9)), None, "a new way ends the old one");
    }
}
