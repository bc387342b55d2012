//! The forms in which a table leaves the program, one file each. Anything that a terminal would obey is removed from cells, and escaped in
//! JSON.

mod aligned;
mod json;
mod markdown;
mod separated;

use std::io::{self, Write};

pub use json::write_value;
use strum::{IntoStaticStr, VariantArray};

use super::Table;

/// A form of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Form {
    /// Aligned columns for people.
    #[default]
    Table,
    /// An array of objects: missing values are null, and numbers are numbers.
    Json,
    /// Tab-separated values with a header row.
    Tsv,
    /// Comma-separated values with a header row.
    Csv,
    /// A table in Markdown.
    Markdown,
}

/// Writes a table.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(table: &Table, form: Form, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Table => aligned::write(table, out),
        Form::Json => json::write(table, out),
        Form::Tsv => separated::write(table, b'\t', out),
        Form::Csv => separated::write(table, b',', out),
        Form::Markdown => markdown::write(table, out),
    }
}

/// Returns a table as text.
pub fn text(table: &Table, form: Form) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    drop(write(table, form, &mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row;

    fn table() -> Table {
        Table::new(vec!["name", "amount", "year"], [row!["がん\t\"研究\"\u{1b}[31m", 12.5, 2023_u16], row!["a|b", None::<f64>, 2024_u16]])
    }

    #[test]
    fn each_form_has_all_cells_and_none_that_a_terminal_obeys() {
        assert_eq!(text(&table(), Form::Csv), "name,amount,year\n\"がん \"\"研究\"\"[31m\",12.5,2023\na|b,,2024\n");
        assert_eq!(text(&table(), Form::Tsv), "name\tamount\tyear\n\"がん \"\"研究\"\"[31m\"\t12.5\t2023\na|b\t\t2024\n");
        assert_eq!(
            text(&table(), Form::Markdown),
            "| name | amount | year |\n| --- | ---: | ---: |\n| がん \"研究\"[31m | 12.5 | 2023 |\n| a\\|b |  | 2024 |\n"
        );
        assert_eq!(
            text(&table(), Form::Table),
            "name             amount  year\nがん \"研究\"[31m  12.5    2023\na|b                      2024\n"
        );
        let json: serde_json::Value = serde_json::from_str(&text(&table(), Form::Json)).unwrap_or_default();
        assert_eq!(
            json,
            serde_json::json!([{ "name": "がん\t\"研究\"\u{1b}[31m", "amount": 12.5, "year": 2023 }, { "name": "a|b", "amount": null, "year": 2024 }])
        );
    }
}
