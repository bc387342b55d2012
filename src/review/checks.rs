//! Contradictions: what in a year's tables cannot be right. It is kept as printed, and reported with its row.

use super::table::{TableKind, TableRow};
use crate::model::{BudgetFigures, Yen};

/// Tolerance for a rate, which is printed with five decimals.
const RATE_STEP: f64 = 0.000_011;

/// A contradiction: something that cannot be right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contradiction {
    /// The number of the programme.
    pub programme: u32,
    /// The table it is in.
    pub table: TableKind,
    /// The line of the table, from 1.
    pub line: u64,
    /// The description of the contradiction.
    pub what: String,
}

impl Contradiction {
    /// Creates a contradiction in a row.
    pub(super) fn of(table: TableKind, row: &TableRow<'_>, what: impl Into<String>) -> Self {
        Self { programme: row.programme, table, line: row.line, what: what.into() }
    }
}

/// Adds what contradicts itself in the figures of a year to `found`.
pub(super) fn totals(figures: &BudgetFigures, found: &mut Vec<String>) {
    let parts = [figures.initial, figures.supplementary, figures.carried_in, figures.reserve];
    let sum: Yen = parts.into_iter().flatten().fold(0, Yen::saturating_add);
    if let Some(current) = figures.current.filter(|current| parts.iter().any(Option::is_some) && *current != sum) {
        found.push(format!("歳出予算現額 {current}円 が内訳の和 {sum}円 と合わない"));
    }
    if let Some(unused) = figures.unused.filter(|unused| *unused < 0) {
        found.push(format!("現額から執行と繰越しを引くと {unused}円 になる"));
    }
    let (Some(rate), Some(executed), Some(current)) = (figures.execution_rate, figures.executed, figures.current) else { return };
    // The yen of one programme are far below the size at which a quotient loses any printed digit.
    let quotient = if current == 0 { None } else { Some(executed as f64 / current as f64) };
    if quotient.is_none_or(|quotient| (quotient - rate).abs() > RATE_STEP) {
        let is = quotient.map_or_else(|| "分母が0".to_owned(), |quotient| format!("{quotient:.5}"));
        found.push(format!("執行率 {rate} が 執行額÷現額（{is}）と合わない"));
    }
}
