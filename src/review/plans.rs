//! Plans of the health and medical strategy, as the sheets name them.

use crate::model::Id;
use crate::text::fold::fold;

/// The strategy and its plan for research, folded, without the dots between their words.
const PLANS: [&str; 2] = ["健康医療戦略", "医療分野研究開発推進計画"];
/// Beginnings of what follows the strategy's name if that is part of another: a law, an office, a council.
const NO_PLAN: [&str; 6] = ["推進", "参与", "室", "本部", "会議", "担当"];
/// Words that say that it is that of the second period: decided in 2020, changed in 2021.
const SECOND: [&str; 6] = ["第2期", "第二期", "令和2年", "2020年", "令和3年", "2021年"];

/// Returns the document of the collection that a text names for certain: the strategy of the second period, or its plan for research. If
/// the year is not with the name, nobody can tell which period is meant.
pub(super) fn document(named: &str) -> Option<Id> {
    let folded = fold(named);
    let text: String = folded.chars().filter(|c| !c.is_whitespace() && *c != '・' && *c != '･').collect();
    let names = PLANS.iter().flat_map(|plan| text.match_indices(plan).map(|(at, plan)| (at, at + plan.len())));
    let second = |text: &str| SECOND.iter().any(|word| text.contains(word));
    let mut is = names.filter(|(_, end)| !NO_PLAN.iter().any(|other| text[*end..].starts_with(other)));
    is.any(|(at, end)| {
        let before = text[..at].trim_end_matches(['「', '『', 'の']);
        second(bracketed(&text[end..])) || ["第2期", "第二期"].iter().any(|period| before.ends_with(period))
    })
    .then(|| Id::new("slides2"))
}

/// Returns the contents of the brackets that follow immediately.
fn bracketed(behind: &str) -> &str {
    let Some(inner) = behind.trim_start_matches(['」', '』']).strip_prefix('(') else { return "" };
    let mut depth = 1;
    for (at, c) in inner.char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return &inner[..at];
        }
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plan_of_the_second_period_is_tied() {
        for (text, is) in [
            ("健康・医療戦略（令和２年３月27日閣議決定）", true),
            ("「健康・医療戦略」（令和２年３月２７日閣議決定）", true),
            ("健康 ・ 医療戦略（第1期：平成26年7月閣議決定、第2期：令和2年3月閣議決定）", true),
            ("第２期「健康・医療戦略」", true),
            ("医療分野研究開発推進計画（令和2年3月27日健康・医療戦略推進本部決定）", true),
            ("健康・医療戦略（令和3年4月9日一部変更）", true),
            ("健康・医療戦略推進法（令和2年法律）", false),
            ("ムーンショット型研究開発制度（令和2年2月27日健康・医療戦略推進本部決定）", false),
            ("健康・医療戦略（平成26年7月22日閣議決定）、がん対策の計画（令和2年3月）", false),
            ("健康・医療戦略", false),
            ("成長戦略（令和2年）", false),
        ] {
            assert_eq!(document(text).is_some(), is, "{text}");
        }
    }
}
