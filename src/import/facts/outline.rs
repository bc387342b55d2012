//! Outline of a document: its headings with their whole numbers, and the ministries printed with them.

use serde::Serialize;

use super::divisions;
use super::ministries::Ministries;
use crate::import::blocks::{Block, BlockKind};
use crate::text::fold::fold;

/// Heading of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Heading {
    /// Level, 1 for the highest.
    pub level: u8,
    /// Whole number: `3.1(3)④`.
    pub number: Option<String>,
    /// Title without its number.
    pub title: String,
    /// Ministries printed with it: `◎厚`.
    pub ministries: Vec<String>,
    /// Page, if the text marks pages.
    pub page: Option<u32>,
    /// Number of lines of text under it.
    pub lines: usize,
    /// Line that it is on, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// Returns the headings of a document, in order.
pub(in crate::import) fn outline(blocks: &[Block], ministries: &Ministries) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut parts = divisions::parts(blocks);
    // Numbers above the current one, by level.
    let mut above: [String; 7] = Default::default();
    for (at_line, block) in blocks.iter().enumerate() {
        let part = parts.as_mut().and_then(|parts| parts[at_line].take());
        let divided = part.is_some();
        let found = match (&block.kind, &part) {
            (_, Some(part)) => Some((part.level, part.number.as_str(), part.title.as_str())),
            (BlockKind::Heading { level, number, title }, None) => Some((*level, number.as_str(), title.as_str())),
            _ => None,
        };
        let Some((level, number, title)) = found else {
            if let Some(last) = headings.last_mut() {
                match ministries.listed(&block.text()).filter(|_| last.lines == 0) {
                    Some(roles) => last.ministries = roles,
                    None => last.lines += 1,
                }
            }
            continue;
        };
        let at = usize::from(level).min(above.len() - 1);
        above[at] = shown(number);
        above[at + 1..].iter_mut().for_each(String::clear);
        let whole: String = match level {
            _ if divided => number.to_owned(),
            1 | 2 => above[at].clone(),
            _ => above[2..=at].concat(),
        };
        let (title, roles) = ministries.trailing(title);
        let title = without_footnotes(of_project(title));
        headings.push(Heading {
            level,
            number: (!number.is_empty()).then_some(whole),
            title,
            ministries: roles,
            page: block.page,
            lines: 0,
            line: at_line,
        });
    }
    headings
}

/// Returns a project's name without the money and words that slides print after it.
fn of_project(title: &str) -> &str {
    const NAME: &str = "プロジェクト";
    match title.find(NAME) {
        Some(at) if at > 0 && title[at + NAME.len()..].starts_with([' ', '　']) => &title[..at + NAME.len()],
        _ => title,
    }
}

/// Returns a title without the numbers of footnotes: `成果 12の普及`.
fn without_footnotes(title: &str) -> String {
    let mut words = title.split(' ');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let next = word[digits..].chars().next();
        // What a number counts follows it; after a footnote's number the sentence continues.
        let goes_on =
            next.is_none_or(|c| ('ぁ'..='ん').contains(&c) && c != 'つ' && c != 'か' || matches!(c, '及' | '等' | '、' | '（' | '」'));
        if (1..=2).contains(&digits) && goes_on {
            text.push_str(&word[digits..]);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text.trim().to_owned()
}

/// Returns a number as it is cited: `3.1`, `(3)`, `④`.
fn shown(number: &str) -> String {
    let circled = number.chars().all(|c| ('①'..='⑳').contains(&c)) && !number.is_empty();
    if circled { number.to_owned() } else { fold(number).trim().trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::repair::Spot;

    fn ministries(codes: &[&str]) -> Ministries {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn ministries_are_those_of_the_corpus() {
        let listed = |codes: &[&str], text| ministries(codes).listed(text);
        assert_eq!(listed(&["厚", "デジ"], "（◎デジ、厚）"), Some(vec!["◎デジ".to_owned(), "厚".to_owned()]));
        assert_eq!(listed(&["厚"], "（◎デジ、厚）"), None);
        assert_eq!(ministries(&["デジ"]).trailing("医療DX推進事業（デジ）"), ("医療DX推進事業", vec!["デジ".to_owned()]));
    }

    fn of(text: &str) -> Vec<(Option<String>, String, Vec<String>)> {
        let blocks: Vec<Block> =
            (1..).zip(text.lines()).map(|(line, text)| Block::of_line(Spot { page: None, line }, text.to_owned())).collect();
        outline(&blocks, &ministries(&["健", "文", "厚", "経"]))
            .into_iter()
            .map(|heading| (heading.number, heading.title, heading.ministries))
            .collect()
    }

    #[test]
    fn numbers_are_put_together_from_the_headings_above() {
        let found = of(
            "３．研究開発\n3.1 世界最高水準\n(3) 統合プロジェクト\n④ 感染症プロジェクト\n（健、文、◎厚、経）\n本文がここに続く。\n〇 成果の移転の促進\n（がん）\n",
        );
        let numbers: Vec<Option<&str>> = found.iter().map(|(number, ..)| number.as_deref()).collect();
        assert_eq!(numbers, [Some("3"), Some("3.1"), Some("3.1(3)"), Some("3.1(3)④"), None, None]);
        assert_eq!(found[3].2, ["健", "文", "◎厚", "経"]);
        assert_eq!(found[5].1, "がん");
    }

    #[test]
    fn amounts_dates_and_sentences_are_no_headings() {
        assert!(
            of("3.2億円を要求\n2025年度から\n1) 指標\n（文、◎厚）\n① これは長い文であり、見出しではないことが句点でわかる。\n").is_empty()
        );
    }

    #[test]
    fn numbers_of_footnotes_go_and_what_counts_something_stays() {
        for (title, shown) in [
            ("成果 12の普及", "成果の普及"),
            ("件数 15及び割合", "件数及び割合"),
            ("予算額（うち国費 60百万円）", "予算額（うち国費 60百万円）"),
            ("拠点 12か所", "拠点 12か所"),
            ("相談員 30人", "相談員 30人"),
        ] {
            assert_eq!(without_footnotes(title), shown);
        }
    }
}
