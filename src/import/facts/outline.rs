//! Headings in the usual forms of official documents: `１．`, `1.1`, `(1)`, `①`, `〇`, `（がん）`, slide titles, Markdown's `#`.

use serde::Serialize;

use super::line::Line;
use crate::model::{Corpus, Kind, Record};
use crate::text::fold::fold;

/// A heading longer than this many characters is a sentence.
const LONGEST: usize = 60;

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Heading {
    /// 1 for the highest.
    pub level: u8,
    /// The whole number: `3.1(3)④`.
    pub number: Option<String>,
    /// Without its number.
    pub title: String,
    /// The ministries printed at it: `◎厚`.
    pub ministries: Vec<String>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// Lines of text under it.
    pub lines: usize,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// The level of a line that is a heading, its own number, and where its title begins.
pub(super) fn rank(text: &str) -> Option<(u8, &str, &str)> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('#') {
        let more = rest.chars().take_while(|c| *c == '#').count();
        let title = rest.trim_start_matches('#').trim();
        return (!title.is_empty() && more < 6).then(|| (u8::try_from(more + 1).unwrap_or(6), "", title));
    }
    let first = text.chars().next()?;
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if is_digit(first) {
        let end = text.find(|c: char| !is_digit(c) && !matches!(c, '.' | '．')).unwrap_or(text.len());
        let number = &text[..end];
        let title = text[end..].trim();
        let points = number.matches(['.', '．']).count();
        // `1) シーズの企業導出数`: short and without a value, it is a heading over what follows.
        if points == 0 && title.starts_with([')', '）']) && number.chars().count() <= 2 {
            let title = title[title.chars().next().map_or(1, char::len_utf8)..].trim();
            let short = (3..=30).contains(&title.chars().count()) && !title.contains(['。', '：', ':', '※']) && !title.contains(is_digit);
            return short.then_some((6, &text[..end], title));
        }
        // `3.2億円` and `2025年` are no headings, `1)` is an item.
        let unit = !number.ends_with(['.', '．'])
            && ["億円", "年", "件", "月", "日", "%", "％", ")", "）", "～", "、", "-"].iter().any(|unit| title.starts_with(unit));
        if points == 0 || title.is_empty() || unit || number.chars().filter(|c| is_digit(*c)).count() > 4 {
            return None;
        }
        let nested = number.trim_end_matches(['.', '．']).contains(['.', '．']);
        return Some((if nested { 2 } else { 1 }, number, title));
    }
    if matches!(first, '(' | '（') {
        let end = text.find([')', '）'])?;
        let inner = &text[first.len_utf8()..end];
        let after = &text[end + text[end..].chars().next().map_or(1, char::len_utf8)..];
        if !inner.is_empty() && inner.chars().all(is_digit) && !after.trim().is_empty() {
            return Some((3, &text[..text.len() - after.len()], after.trim()));
        }
        // （がん） alone on its line.
        let alone = after.trim().is_empty() && (2..=14).contains(&inner.chars().count());
        // （19.8億円） and （R5.4～予定） are remarks.
        let remark = inner.contains(['◎', '、', ',', '～', '※', '円']) || inner.starts_with(|c: char| c.is_ascii_alphanumeric());
        return (alone && !remark).then_some((6, "", inner));
    }
    if ('①'..='⑳').contains(&first) {
        let title = text[first.len_utf8()..].trim();
        return (!title.is_empty()).then(|| (4, &text[..first.len_utf8()], title));
    }
    for (open, close, level) in [('【', '】', 5), ('＜', '＞', 6), ('<', '>', 6)] {
        let Some((inner, after)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) else { continue };
        // A footnote's number may stand behind it.
        let alone = after.trim().chars().all(is_digit) && (2..=30).contains(&inner.chars().count());
        return alone.then_some((level, "", inner.trim()));
    }
    if first == '■' {
        let title = text[first.len_utf8()..].trim();
        return (!title.is_empty() && title.chars().count() <= 20 && !title.contains(['、', '■', '。'])).then_some((5, "", title));
    }
    if matches!(first, '〇' | '○') {
        let title = text[first.len_utf8()..].trim();
        return (!title.is_empty()).then_some((5, "", title));
    }
    None
}

/// The codes by which documents name ministries in parentheses.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ministries(Vec<String>);

impl FromIterator<String> for Ministries {
    fn from_iter<T: IntoIterator<Item = String>>(codes: T) -> Self {
        Self(codes.into_iter().collect())
    }
}

impl Ministries {
    /// The codes of a corpus's ministries.
    pub fn of(corpus: &Corpus) -> Self {
        corpus.of_kind(Kind::Ministry).filter_map(Record::number).map(str::to_owned).collect()
    }

    /// The ministries in `（◎健、文、厚、経）`; `None` where the parentheses hold anything else.
    fn listed(&self, text: &str) -> Option<Vec<String>> {
        let inner = text.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
        let parts: Vec<&str> = inner.split(['、', ',', '，', '・']).map(str::trim).collect();
        let known = |part: &str| self.0.iter().any(|code| code == part.trim_start_matches('◎').trim());
        (!parts.is_empty() && parts.iter().all(|part| known(part))).then(|| parts.into_iter().map(str::to_owned).collect())
    }

    /// The ministries at the end of a text, and the text before them.
    pub(super) fn trailing<'t>(&self, text: &'t str) -> (&'t str, Vec<String>) {
        let text = text.trim();
        let Some(open) = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')'])) else { return (text, Vec::new()) };
        match self.listed(&text[open..]) {
            Some(roles) => (text[..open].trim_end(), roles),
            None => (text, Vec::new()),
        }
    }
}

/// The headings of a document, in order.
pub(super) fn outline(lines: &[Line], ministries: &Ministries) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    // The numbers above the present one, by level.
    let mut above: [String; 7] = Default::default();
    for (at_line, line) in lines.iter().enumerate() {
        let ranked = rank(&line.text).filter(|(.., title)| is_title(title));
        let Some((level, number, title)) = ranked else {
            if let Some(last) = headings.last_mut() {
                match ministries.listed(&line.text).filter(|_| last.lines == 0) {
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
            page: line.page,
            lines: 0,
            line: at_line,
        });
    }
    headings
}

/// A project's name without the money and words that slides print behind it.
fn of_project(title: &str) -> &str {
    const NAME: &str = "プロジェクト";
    match title.find(NAME) {
        Some(at) if at > 0 && title[at + NAME.len()..].starts_with([' ', '　']) => &title[..at + NAME.len()],
        _ => title,
    }
}

/// A title without the numbers of footnotes: `成果 12の普及`.
fn without_footnotes(title: &str) -> String {
    let mut words = title.split(' ');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let next = word[digits..].chars().next();
        let unit =
            next.is_some_and(|c| matches!(c, '年' | '月' | '日' | '件' | '億' | '兆' | '万' | '％' | '%' | '期' | 'つ' | '社' | '.'));
        if (1..=2).contains(&digits) && next.is_none_or(|c| !c.is_ascii() && !unit) {
            text.push_str(&word[digits..]);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text.trim().to_owned()
}

/// A number as it is cited: `3.1`, `(3)`, `④`.
fn shown(number: &str) -> String {
    let circled = number.chars().all(|c| ('①'..='⑳').contains(&c)) && !number.is_empty();
    if circled { number.to_owned() } else { fold(number).trim().trim_end_matches('.').to_owned() }
}

fn is_title(title: &str) -> bool {
    let count = title.chars().count();
    count <= LONGEST && !title.ends_with(['。', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let lines: Vec<Line> = text.lines().map(|text| Line { page: None, text: text.to_owned() }).collect();
        outline(&lines, &ministries(&["健", "文", "厚", "経"]))
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
}
