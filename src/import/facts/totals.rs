//! Check that the rows of a column add up to the totals among them.

/// Tolerance of sums, in 億円: less than a yen.
const EXACT: f64 = 1e-9;

/// Column with its rows and totals in order, in 億円.
#[derive(Default)]
pub(super) struct Totals {
    lines: Vec<TotalRow>,
    /// True if a row could not be read: nothing adds up.
    pub broken: bool,
}

#[derive(Clone, Copy)]
enum TotalRow {
    /// Value of a row, and true if it is printed again (再掲).
    Row(f64, bool),
    Total(f64),
}

impl Totals {
    /// Adds a row of the column.
    pub fn row(&mut self, value: f64, again: bool) {
        self.lines.push(TotalRow::Row(value, again));
    }

    /// Adds a total and returns its position; `None` if it states nothing.
    pub fn total(&mut self, value: Option<f64>) -> Option<usize> {
        self.lines.push(TotalRow::Total(value?));
        Some(self.lines.len() - 1)
    }

    /// Returns the sum that a total should be, if the total matches none of those that it may be: the sum of the rows above or below it, up
    /// to the next total or all of them, with or without what is printed again, or of other totals. Each number may be rounded to `step`.
    pub fn differs(&self, at: usize, step: f64) -> Option<f64> {
        let Some(TotalRow::Total(said)) = self.lines.get(at).copied() else { return None };
        let (above, below) = (&self.lines[..at], &self.lines[at + 1..]);
        let is_total = |line: &TotalRow| matches!(line, TotalRow::Total(_));
        let since = above.iter().rposition(is_total).map_or(0, |last| last + 1);
        let until = below.iter().position(is_total).unwrap_or(below.len());
        let others: Vec<TotalRow> = above.iter().chain(below).copied().collect();
        let row =
            |again: bool| move |line: &TotalRow| if let TotalRow::Row(value, of) = line { (again || !of).then_some(*value) } else { None };
        let mut ways: Vec<Vec<f64>> = Vec::new();
        for lines in [&above[since..], above, &below[..until], below, others.as_slice()] {
            for again in [true, false] {
                ways.push(lines.iter().filter_map(row(again)).collect());
            }
            ways.push(lines.iter().filter_map(|line| if let TotalRow::Total(value) = line { Some(*value) } else { None }).collect());
        }
        let fits = |way: &Vec<f64>| {
            let rounded = step * (way.len() + 1) as f64 / 2.0;
            !way.is_empty() && (way.iter().sum::<f64>() - said).abs() <= rounded + EXACT
        };
        let rows: Vec<f64> = others.iter().filter_map(row(true)).collect();
        if rows.len() < 2 || ways.iter().any(fits) {
            return None;
        }
        let likely = ways.iter().find(|way| !way.is_empty())?;
        Some((likely.iter().sum::<f64>() * 1e8).round() / 1e8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what differs in a column: `t` before a number marks a total, `a` what is printed again.
    fn of(column: &[(&str, f64)]) -> Vec<Option<f64>> {
        let mut totals = Totals::default();
        let mut places = Vec::new();
        for (kind, value) in column {
            match *kind {
                "t" => places.extend(totals.total(Some(*value))),
                kind => totals.row(*value, kind == "a"),
            }
        }
        places.into_iter().map(|place| totals.differs(place, 0.01)).collect()
    }

    #[test]
    fn a_total_is_of_what_stands_above_or_below_it() {
        assert_eq!(of(&[("", 1.0), ("", 2.0), ("t", 3.0), ("", 4.0), ("", 5.0), ("t", 9.0), ("t", 12.0)]), [None, None, None]);
        assert_eq!(of(&[("t", 7.0), ("", 3.0), ("", 4.0)]), [None]);
        assert_eq!(of(&[("", 3.0), ("", 4.0), ("a", 4.0), ("t", 7.0)]), [None]);
        // Rounded numbers may be off by half a step each.
        assert_eq!(of(&[("", 3.01), ("", 4.01), ("t", 7.01)]), [None]);
        assert_eq!(of(&[("", 3.0), ("", 4.0), ("t", 8.0)]), [Some(7.0)]);
        assert_eq!(of(&[("", 3.0), ("t", 8.0)]), [None]);
    }
}
