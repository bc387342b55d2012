//! Tables of typed cells: what a screen shows, what its command prints and what is copied are the same table.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::str::FromStr;

use crate::model::Id;

/// A cell of a table. Its type determines how it is written in forms that know more than text, and how it is sorted.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell {
    /// Not reported, or nothing to say: empty, and null in JSON. Never 0.
    #[default]
    Missing,
    /// Text.
    Text(String),
    /// A quantity, in the unit that another column of the row names.
    Number(f64),
    /// A whole number: a count, a fiscal year, a period, a page.
    Whole(i64),
    /// A place in a source, as it is cited.
    Place(String),
}

impl Cell {
    /// Creates a place in a source, or a missing cell if the text is empty.
    pub fn place(cited: &str) -> Self {
        if cited.is_empty() { Cell::Missing } else { Cell::Place(cited.to_owned()) }
    }

    /// Returns the cell as plain text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Missing => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Place(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
        }
    }

    /// Returns the cell as a number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Whole(number) => Some(*number as f64),
            _ => None,
        }
    }

    /// Compares numbers by value, and everything else by its text.
    fn order(&self, other: &Cell) -> Ordering {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.text().cmp(&other.text()),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Cell::Missing } else { Cell::Text(text) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&Id> for Cell {
    fn from(id: &Id) -> Self {
        id.as_str().into()
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Cell::Text(value.to_string())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

macro_rules! whole {
    ($($type:ty),*) => {$(
        impl From<$type> for Cell {
            fn from(number: $type) -> Self {
                i64::try_from(number).map_or_else(|_| Cell::Text(number.to_string()), Cell::Whole)
            }
        }
    )*};
}
whole!(u8, u16, u32, usize);

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Whole(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Missing, Into::into)
    }
}

/// Creates a row of cells from values of any types that convert to cells.
#[macro_export]
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::present::Cell::from($cell)),*] };
}

/// Rows under headings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    /// Machine names, one per column.
    pub columns: Vec<&'static str>,
    /// Cells; each row has as many as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// Column by which rows are sorted, and the direction: `amount`, `amount:desc`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SortKey {
    /// Name of the column.
    pub column: String,
    /// True if the largest come first.
    pub descending: bool,
}

impl FromStr for SortKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (column, way) = text.split_once(':').unwrap_or((text, "asc"));
        match way {
            "asc" | "desc" => Ok(Self { column: column.to_owned(), descending: way == "desc" }),
            _ => Err(format!("{way:?} is not an order; write COLUMN, COLUMN:asc or COLUMN:desc")),
        }
    }
}

/// A column that a table does not have.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no column {asked:?}; there are {}", .known.join(", "))]
pub struct UnknownColumn {
    /// The column that was asked for.
    pub asked: String,
    /// The columns that exist.
    pub known: Vec<&'static str>,
}

impl Table {
    /// Creates a table of rows.
    pub fn new(columns: Vec<&'static str>, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        Self { columns, rows: rows.into_iter().collect() }
    }

    /// Returns the position of a column.
    ///
    /// # Errors
    /// If the table has no such column.
    pub fn column(&self, name: &str) -> Result<usize, UnknownColumn> {
        let unknown = || UnknownColumn { asked: name.to_owned(), known: self.columns.clone() };
        self.columns.iter().position(|column| *column == name).ok_or_else(unknown)
    }

    /// Sorts the rows. Rows with nothing in the column come last, and equal rows keep their order.
    ///
    /// # Errors
    /// If the table has no such column.
    pub fn sort(&mut self, key: &SortKey) -> Result<(), UnknownColumn> {
        let order = self.order(key)?;
        self.rows = order.into_iter().filter_map(|at| self.rows.get_mut(at).map(std::mem::take)).collect();
        Ok(())
    }

    /// Returns the positions of the rows in the order of [`Table::sort`], for sorting the items behind the rows.
    ///
    /// # Errors
    /// If the table has no such column.
    pub fn order(&self, key: &SortKey) -> Result<Vec<usize>, UnknownColumn> {
        let column = self.column(&key.column)?;
        let cell = |row: &usize| self.rows.get(*row).and_then(|cells| cells.get(column)).unwrap_or(&Cell::Missing);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| match (cell(a), cell(b)) {
            (Cell::Missing, Cell::Missing) => Ordering::Equal,
            (Cell::Missing, _) => Ordering::Greater,
            (_, Cell::Missing) => Ordering::Less,
            (a, b) if key.descending => b.order(a),
            (a, b) => a.order(b),
        });
        Ok(order)
    }

    /// Keeps only these columns, in this order.
    ///
    /// # Errors
    /// If the table lacks one of them.
    pub fn select(&mut self, names: &[String]) -> Result<(), UnknownColumn> {
        let places = names.iter().map(|name| self.column(name)).collect::<Result<Vec<usize>, _>>()?;
        self.columns = places.iter().filter_map(|at| self.columns.get(*at).copied()).collect();
        for row in &mut self.rows {
            *row = places.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn table() -> Table {
        Table::new(vec!["id", "amount"], [row!["a", 9.0], row!["b", None::<f64>], row!["c", 12.5], row!["d", 9.0]])
    }

    fn ids(table: &Table) -> String {
        table.rows.iter().map(|row| row[0].text().into_owned()).collect()
    }

    #[test]
    fn rows_are_sorted_by_number_and_what_is_missing_is_last_either_way() {
        for (key, order) in [("amount", "adcb"), ("amount:desc", "cadb"), ("id:desc", "dcba")] {
            let mut table = table();
            table.sort(&key.parse().unwrap()).unwrap();
            assert_eq!(ids(&table), order, "{key}");
        }
        assert!("amount:up".parse::<SortKey>().is_err());
        let unknown = table().sort(&"money".parse().unwrap()).unwrap_err();
        assert_eq!(unknown.to_string(), "there is no column \"money\"; there are id, amount");
    }

    #[test]
    fn columns_are_chosen_and_put_in_order() {
        let mut table = table();
        table.select(&["amount".to_owned(), "id".to_owned()]).unwrap();
        assert_eq!((table.columns.clone(), table.rows[2].clone()), (vec!["amount", "id"], row![12.5, "c"]));
        assert!(table.select(&["unit".to_owned()]).is_err());
    }

    #[test]
    fn nothing_is_no_zero_and_no_empty_text() {
        assert_eq!(row![None::<f64>, "", 0.0, 0_u32], [Cell::Missing, Cell::Missing, Cell::Number(0.0), Cell::Whole(0)]);
    }
}
