//! A step of the lineage as a phrase.

use crate::model::{Basis, LineageEdge};
use crate::present::phrases::name;
use crate::ui::{AWAITED, Canvas};

/// Returns a phrase such as `第3期 ③ 再生・細胞医療・遺伝子治療プロジェクト（継続・原典）`.
pub(super) fn passage(canvas: &Canvas, step: &LineageEdge, later: bool) -> String {
    let (corpus, words) = (&canvas.state.corpus, canvas.words);
    let end = if later { &step.to } else { &step.from };
    let record = end.as_ref().and_then(|id| corpus.get(id.as_str()));
    let period = record.and_then(|record| corpus.period_of(record)).map(|period| format!("{} ", words.period(period))).unwrap_or_default();
    let basis = if step.basis == Basis::Stated { words.stated() } else { words.inferred() };
    let none = if end.is_some() { AWAITED } else { "―" };
    let title = record.map_or_else(|| none.to_owned(), name);
    format!("{period}{title}（{}・{basis}）", words.passage(step.kind))
}
