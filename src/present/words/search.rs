//! Words for a search: how hits are sorted, why one matched, and which parts of a query were not understood.

use super::{Language, Words, say};
use crate::engine::{By, How, Manner, Reason, Sort, Within};
use crate::query::{Field, QueryWarning};

impl Words {
    pub fn sort(self, sort: Sort) -> &'static str {
        match sort {
            Sort::Relevance => say!(self, "合う順", "by relevance"),
            Sort::Document => say!(self, "掲載順", "as printed"),
            Sort::Amount => say!(self, "金額順", "by amount"),
        }
    }

    /// Returns how a term matched, and where.
    pub fn reason(self, reason: &Reason) -> String {
        let field = match reason.field {
            Within::Title => say!(self, "表題", "title"),
            Within::Text => say!(self, "本文", "text"),
            Within::TitleOrText => say!(self, "表題・本文", "title or text"),
            Within::Name => say!(self, "名称", "name"),
            Within::Record => say!(self, "記録", "record"),
        };
        let way = say!(self, japanese_way(&reason.way), reason.way.to_string());
        let by = match reason.by {
            By::Words => say!(self, "語", "words"),
            By::Pairs => say!(self, "二文字", "pairs"),
            By::Beginning => say!(self, "始まり", "beginning"),
            By::Whole => say!(self, "全体", "whole"),
            By::Condition => say!(self, "条件", "condition"),
            By::WordsOrPairs => say!(self, "語か二文字", "words or pairs"),
        };
        format!("{:>5.1}  {}：{way}・{field}・{by}（×{:.2}）", reason.score, reason.term, reason.weight)
    }

    pub fn warning(self, warning: &QueryWarning) -> String {
        if self.0 == Language::English {
            return warning.to_string();
        }
        match warning {
            QueryWarning::OpenQuote(at) => format!("{at}文字目：引用符が閉じていません（ないものとして探します）"),
            QueryWarning::OpenParenthesis(at) => format!("{at}文字目：括弧が閉じていません（末尾で閉じたものとして探します）"),
            QueryWarning::StrayParenthesis(at) => format!("{at}文字目：閉じ括弧に相手がありません（除いて探します）"),
            QueryWarning::TooDeep(at) => format!("{at}文字目：括弧が深すぎます（ないものとして探します）"),
            QueryWarning::UnknownField { at, name } => {
                let names: Vec<&str> = Field::all().iter().map(|field| field.japanese()).collect();
                format!("{at}文字目：「{name}:」という項目はありません（{}）。語として探します", names.join("・"))
            }
            QueryWarning::UnknownValue { at, field, value, known } => {
                format!("{at}文字目：{}: に「{value}」はありません（{}）。除いて探します", field.name(), known.join("・"))
            }
            QueryWarning::NoValue { at, field } => format!("{at}文字目：{}: に値がありません", field.name()),
            QueryWarning::TooLong => "長すぎるので、はじめの部分だけを探します".to_owned(),
            QueryWarning::TooMany => "語が多すぎるので、はじめの部分だけを探します".to_owned(),
        }
    }
}

/// Returns how a term matched, in Japanese; in English the way says it itself.
fn japanese_way(way: &Manner) -> String {
    let how = match &way.how {
        How::Typed => "打ったまま".to_owned(),
        How::Phrase => "そのままの並び".to_owned(),
        How::Synonym(word) => format!("同義語 {word}"),
        How::Date(date) => format!("日付 {date}"),
        How::Reading(word) => format!("読み {word}"),
        How::Condition(condition) => condition.clone(),
        How::Name => "名そのもの".to_owned(),
        How::NameBegins => "名の始まり".to_owned(),
    };
    if way.partly { format!("{how}（一部）") } else { how }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_reason_are_said_as_they_are_in_both_languages() {
        let reason = |how, partly| Reason {
            term: "typed name".to_owned(),
            way: Manner { how, partly },
            field: Within::Name,
            by: By::Whole,
            weight: 1.0,
            score: 2.0,
        };
        let said = |language, how, partly| Words(language).reason(&reason(how, partly));
        let synonym = || How::Synonym("name typed (some of it)".to_owned());
        assert_eq!(
            said(Language::Japanese, synonym(), true),
            "  2.0  typed name：同義語 name typed (some of it)（一部）・名称・全体（×1.00）"
        );
        assert_eq!(said(Language::English, synonym(), false), "  2.0  typed name：synonym name typed (some of it)・name・whole（×1.00）");
        let reading = How::Reading("date name begins".to_owned());
        assert!(said(Language::Japanese, reading, false).contains("：読み date name begins・"));
    }
}
