//! What a line says of money: which of its amounts may be a budget, of which stage and year, and which cannot be read.

use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use crate::text::amount::{self, OKU, Printed};
use crate::text::year::first_in_text;

/// How surely something was recognised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, IntoStaticStr, VariantArray)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "lowercase")]
pub enum Certainty {
    /// In one line with its name.
    High,
    /// Near its name, with nothing between that could own it.
    Medium,
    /// Near several names.
    Low,
}

/// An amount in 億円.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Amount {
    /// The amount.
    pub value: f64,
    /// The fiscal year, where it stands with the amount or over the document.
    pub fiscal_year: Option<u16>,
    /// 概算要求, 当初予算 or 要望, where it says so.
    pub stage: Option<&'static str>,
    /// Part of another amount (内数).
    pub within: bool,
    /// Printed here again (再掲).
    pub again: bool,
    /// How surely it belongs to the name it is given to.
    pub certainty: Certainty,
}

/// The first amount of a folded line that may be somebody's budget: one that the line calls so, or one in 億円 or more; no end of a range
/// and no decrease.
pub(super) fn money(folded: &str) -> Option<Printed> {
    let may_be = |printed: &Printed| printed.amount.unit >= OKU || is_called_budget(folded, printed);
    amount::all(folded).into_iter().find(|printed| !printed.relative && may_be(printed))
}

/// Whether a request or a budget is what stands right before an amount.
fn is_called_budget(folded: &str, printed: &Printed) -> bool {
    let before = folded[..printed.start].trim_end();
    ["要求額", "予算額"].iter().any(|word| before.ends_with(word))
}

/// The money of a folded line as printed, with the sign before it; the number and what follows it where it is no amount: 1,2345億円, 12億ドル.
pub(super) fn unread(folded: &str) -> Vec<String> {
    const SHOWN: usize = 12;
    let signed = |start: usize| folded[..start].char_indices().next_back().filter(|(_, c)| matches!(c, '△' | '▲' | '-' | '~'));
    let amounts: Vec<String> = amount::all(folded)
        .iter()
        .map(|printed| folded[signed(printed.start).map_or(printed.start, |(at, _)| at)..printed.end()].to_owned())
        .collect();
    if !amounts.is_empty() {
        return amounts;
    }
    let unit =
        folded.char_indices().find(|(at, c)| matches!(c, '兆' | '億') && folded[..*at].trim_end().ends_with(|c: char| c.is_ascii_digit()));
    let from = unit.map(|(at, _)| folded[..at].trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')).len());
    from.map(|from| folded[from..].chars().take(SHOWN).collect()).into_iter().collect()
}

/// Whether a folded line ends with an amount that it calls a request or a budget.
pub(super) fn ends_with_its_budget(folded: &str) -> bool {
    let last = amount::all(folded).pop().filter(|last| folded[last.end()..].trim().is_empty());
    last.is_some_and(|last| is_called_budget(folded, &last))
}

/// The amount in 億円 that stands behind a word, with at most `apart` characters between them.
pub(super) fn behind(folded: &str, word: &str, apart: usize) -> Option<f64> {
    let places = folded.match_indices(word).map(|(at, _)| &folded[at + word.len()..]);
    let mut found = places.filter_map(|rest| money(rest).filter(|printed| rest[..printed.start].trim().chars().count() <= apart));
    found.next().map(|printed| printed.amount.oku())
}

/// The first amount of a line, with the year, stage and marks beside it.
pub(super) fn amount(folded: &str, certainty: Certainty, years: &mut Vec<u16>) -> Option<Amount> {
    let found = money(folded)?;
    let stage = stage(folded);
    let fiscal_year = stage.and_then(|_| first_in_text(folded));
    years.extend(fiscal_year);
    let within = folded[found.end()..].starts_with("の内数");
    Some(Amount { value: found.amount.oku(), fiscal_year, stage, within, again: folded.contains("再掲"), certainty })
}

/// What kind of money a folded line speaks of.
pub(super) fn stage(folded: &str) -> Option<&'static str> {
    let words = [("要望額", "要望"), ("概算要求", "概算要求"), ("予算額", "当初予算"), ("当初予算", "当初予算")];
    words.into_iter().find(|(word, _)| folded.contains(word)).map(|(_, stage)| stage)
}
