//! Outline of laws, plans and reports whose parts are 第１章, 第１節, 第３条, Ⅰ, １, （１）, ①, ア, (ア), 別紙, 附則: which part a line
//! opens, and how deep it is. A form has no level of its own there (１ comes under 第１節, under Ⅰ, or under nothing), only an order.

use crate::import::blocks::{Block, BlockKind};
use crate::import::lines::{article, division, heading};
use crate::text::fold::fold;

/// Longest title of a part opened by a mere numeral, in characters.
const LONGEST_TITLE: usize = 40;

/// Part of a document.
pub(super) struct Division {
    /// Level, 1 for the highest.
    pub level: u8,
    /// Whole number, empty if there is none: `第2章Ⅰ1(1)ア`.
    pub number: String,
    pub title: String,
}

/// Forms of headings, the outer ones first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NumberForm {
    Annex,
    Volume,
    Chapter,
    Section,
    SubSection,
    Article,
    Roman,
    Numeral,
    Nested,
    Bracketed,
    Circled,
    Kana,
    BracketedKana,
    Other(u8),
}

/// Returns the parts that the lines of a document open, one for each block; `None` if the document is not divided in this way, or if its
/// format gives its headings their levels.
pub(super) fn parts(blocks: &[Block]) -> Option<Vec<Option<Division>>> {
    let own = |block: &Block| match &block.kind {
        BlockKind::Heading { level, .. } => heading(&block.text()).is_some_and(|(by_itself, ..)| by_itself == *level),
        _ => true,
    };
    if !blocks.iter().any(|block| division(&block.text()).is_some()) || !blocks.iter().all(own) {
        return None;
    }
    // Open parts, from the outermost, each with its number.
    let mut open: Vec<(NumberForm, String)> = Vec::new();
    // Some documents number ア under ①, others ① under ア: the first occurrence decides.
    let mut circled_in_kana = false;
    let part = |block: &Block| {
        let (form, number, title) = opens(block)?;
        let other_open = |other: NumberForm| open.iter().any(|(above, _)| *above == other);
        circled_in_kana |= form == NumberForm::Circled && other_open(NumberForm::Kana) && !other_open(NumberForm::Circled);
        let lies_in = |above: NumberForm| match (above, form) {
            (NumberForm::Kana, NumberForm::Circled) => circled_in_kana,
            (NumberForm::Circled, NumberForm::Kana) => !circled_in_kana,
            // Articles and chapters are not part of an annex before them.
            (NumberForm::Annex, form) => form > NumberForm::Article,
            (above, form) => above < form,
        };
        open.retain(|(above, _)| lies_in(*above));
        let whole: String = match form {
            NumberForm::Article => number.clone(),
            // `2-1` repeats the number above it.
            NumberForm::Nested => {
                open.iter().filter(|(above, _)| *above != NumberForm::Numeral).map(|(_, number)| number.as_str()).collect()
            }
            _ => open.iter().map(|(_, number)| number.as_str()).collect(),
        };
        let whole = if form == NumberForm::Article || number.is_empty() { number.clone() } else { whole + &number };
        let level = u8::try_from(open.len() + 1).unwrap_or(u8::MAX);
        open.push((form, number));
        Some(Division { level, number: whole, title })
    };
    Some(blocks.iter().map(part).collect())
}

/// Returns what a line opens: its form, its own number as it is cited, and its title.
fn opens(block: &Block) -> Option<(NumberForm, String, String)> {
    let text = block.text();
    let text = text.trim();
    if let Some((mark, title)) = division(text).or_else(|| article(text).map(|(mark, title, _)| (mark, title))) {
        let first = mark.chars().next()?;
        let form = match mark.chars().next_back()? {
            _ if ('Ⅰ'..='Ⅻ').contains(&first) => NumberForm::Roman,
            '編' | '部' => NumberForm::Volume,
            '節' => NumberForm::Section,
            '款' => NumberForm::SubSection,
            '条' => NumberForm::Article,
            _ if first == '別' => NumberForm::Annex,
            _ => NumberForm::Chapter,
        };
        let number = if form == NumberForm::Roman { mark.to_owned() } else { fold(mark).trim().to_owned() };
        // 附則 has no other title.
        return Some(if title.is_empty() { (form, String::new(), mark.to_owned()) } else { (form, number, title.to_owned()) });
    }
    match &block.kind {
        BlockKind::Heading { level, number, title } => {
            let folded = fold(number).trim().trim_end_matches('.').to_owned();
            let form = match level {
                _ if number.is_empty() => NumberForm::Other(*level),
                1 => NumberForm::Numeral,
                2 => NumberForm::Nested,
                3 => NumberForm::Bracketed,
                4 => NumberForm::Circled,
                level => NumberForm::Other(*level),
            };
            let number = if form == NumberForm::Circled { number.clone() } else { folded };
            Some((form, number, title.clone()))
        }
        BlockKind::Text => numbered(text),
        BlockKind::Row { .. } => None,
    }
}

/// Returns the part that a numeral or a letter of the kana opens: `１　総人口の推移`, `２－１　がん`, `ア　年少人口`, `(ア) 推移`.
fn numbered(text: &str) -> Option<(NumberForm, String, String)> {
    let bracketed = text.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    let (mark, title) = bracketed.or_else(|| text.split_once([' ', '　']))?;
    let (mark, title) = (fold(mark), title.trim());
    let letter = {
        let mut letters = mark.chars();
        letters.next().is_some_and(|c| ('ア'..='ン').contains(&c) || ('あ'..='ん').contains(&c)) && letters.next().is_none()
    };
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    let form = match bracketed {
        Some(_) if letter => NumberForm::BracketedKana,
        None if letter => NumberForm::Kana,
        None if digits(&mark) => NumberForm::Numeral,
        None if mark.contains('-') && mark.split('-').all(digits) => NumberForm::Nested,
        _ => return None,
    };
    let sentence = title.contains(['。', '：', ':', '円', '|']) || title.ends_with('、');
    let named = !title.is_empty() && title.chars().count() <= LONGEST_TITLE && !title.starts_with(|c: char| c.is_numeric());
    let mark = match form {
        NumberForm::BracketedKana => format!("({})", text.chars().nth(1)?),
        NumberForm::Kana => text.chars().next()?.to_string(),
        _ => mark,
    };
    (named && !sentence).then(|| (form, mark, title.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::Blocks;

    fn of(text: &str) -> Option<Vec<(u8, String, String)>> {
        let mut blocks = Blocks::default();
        text.lines().for_each(|line| blocks.line(line));
        let (_, blocks, _) = blocks.finish();
        parts(&blocks).map(|parts| parts.into_iter().flatten().map(|part| (part.level, part.number, part.title)).collect())
    }

    #[test]
    fn parts_lie_under_what_is_open_whatever_their_form() {
        let found = of(
            "架空の計画\n\n第１章　基本的な考え方\n\n第１節　策定の趣旨\n\n本計画は、健康を守るために策定する。\n\n第２章　現状\n\nⅠ　人口の動向\n\n１　総人口の推移\n\n\
             総人口は減少している。\n\n（１）年齢別の人口\n\nア　年少人口\n\n(ア) 推移\n\n年少人口は減少している。\n\nⅡ．疾病の動向\n\n２－１　がん\n\n別紙１　指標一覧\n\n\
             第３条（責務）　県は、施策を推進する。\n\n附則\n",
        );
        let expected = [
            (1, "第1章", "基本的な考え方"),
            (2, "第1章第1節", "策定の趣旨"),
            (1, "第2章", "現状"),
            (2, "第2章Ⅰ", "人口の動向"),
            (3, "第2章Ⅰ1", "総人口の推移"),
            (4, "第2章Ⅰ1(1)", "年齢別の人口"),
            (5, "第2章Ⅰ1(1)ア", "年少人口"),
            (6, "第2章Ⅰ1(1)ア(ア)", "推移"),
            (2, "第2章Ⅱ", "疾病の動向"),
            (3, "第2章Ⅱ2-1", "がん"),
            (1, "別紙1", "指標一覧"),
            (1, "第3条", "責務"),
            (1, "", "附則"),
        ]
        .map(|(level, number, title)| (level, number.to_owned(), title.to_owned()));
        assert_eq!(found.as_deref(), Some(expected.as_slice()));
    }

    #[test]
    fn letters_and_circles_lie_in_one_another_as_the_document_begins_it() {
        let levels =
            |text: &str| of(text).map(|parts| parts.into_iter().map(|(level, number, _)| format!("{level} {number}")).collect::<Vec<_>>());
        let letters = levels("第２部　各論\n第１章　対策\nア 状況\n① 率\n② 数\nイ 施策\n① 検診\n");
        let expected =
            ["1 第2部", "2 第2部第1章", "3 第2部第1章ア", "4 第2部第1章ア①", "4 第2部第1章ア②", "3 第2部第1章イ", "4 第2部第1章イ①"];
        assert_eq!(letters.as_deref(), Some(expected.map(str::to_owned).as_slice()));
        let circles = levels("第１章　対策\n① 率\nア 状況\nイ 施策\n② 数\n附　則\n");
        let expected = ["1 第1章", "2 第1章①", "3 第1章①ア", "3 第1章①イ", "2 第1章②", "1 "];
        assert_eq!(circles.as_deref(), Some(expected.map(str::to_owned).as_slice()));
    }

    #[test]
    fn sentences_sums_and_cited_articles_open_nothing() {
        let found = of(
            "第１章　総則\n\n第３条に定める施策を推進する。\n\n１　概算要求額 3億円\n\nⅡ期の試験を行う\n\nア　これは文である。\n\n１ 30 40\n",
        );
        assert_eq!(found.map(|found| found.len()), Some(1));
        assert!(of("１．事業の概要\n\n１　総人口の推移\n").is_none());
    }
}
