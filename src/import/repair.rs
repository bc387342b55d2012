//! Repair of lines, from how they are set to how they were meant: page numbers and running heads are removed, lines broken in mid-sentence
//! joined, words set vertically set aside, words with spread letters put together, and bullets made uniform.

use std::collections::HashMap;

use super::lines::{heading, heading_form, is_programme};
use crate::text::fold::fold;
use crate::text::width::width;

/// Number of pages at whose edge a line must appear to be a running head.
const RUNNING: usize = 3;
/// Number of short lines in a row that make a word set vertically.
const VERTICAL: usize = 3;
/// Share of blank lines above which a blank line separates nothing.
const BLANK: f64 = 0.4;
/// Share of the usual full width from which a line may continue on the next.
const FULL: f64 = 0.85;
/// Number of first lines of a document that may hold its title, which ends with one of `TITLES`.
const FIRST: usize = 4;
const TITLES: [&str; 9] = ["一覧", "一覧表", "総括表", "概要", "について", "計画", "報告書", "（案）", "（架空）"];
/// Longest row of names, in characters.
const LONGEST_ROW: usize = 600;

/// Piece of a document as a format hands it over.
pub(super) enum Fragment<W> {
    /// Line as it is set: it may be only a part of what was meant, or more than one line.
    Line(String),
    /// Piece that is already whole.
    Whole(W),
}

/// Position in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Spot {
    /// Page, from 1, if the file has pages.
    pub page: Option<u32>,
    /// Line, from 1; 0 if the format has no lines.
    pub line: usize,
}

/// Fragments, each with the position at which it begins.
pub(super) type Fragments<W> = Vec<(Spot, Fragment<W>)>;

/// Line and its position.
type PlacedLine = (Spot, String);

/// Mends the lines among some fragments; the second part of the result is what was set aside.
pub(super) fn repair<W>(pieces: Fragments<W>) -> (Fragments<W>, Vec<String>) {
    let mut runs: Vec<Run<W>> = Vec::new();
    for (spot, piece) in pieces {
        match (piece, runs.last_mut()) {
            (Fragment::Line(line), Some(Run::Lines(lines))) => lines.push((spot, bullets(&line).trim_end().to_owned())),
            (Fragment::Line(line), _) => runs.push(Run::Lines(vec![(spot, bullets(&line).trim_end().to_owned())])),
            (Fragment::Whole(whole), _) => runs.push(Run::Whole(spot, whole)),
        }
    }
    let heads = running_heads(runs.iter().flat_map(Run::lines));
    for run in &mut runs {
        run.retain(|line| !heads.iter().any(|head| head == line.trim()) && !is_page_number(line));
    }
    let (all, blank) = runs
        .iter()
        .flat_map(Run::lines)
        .fold((0_usize, 0_usize), |(all, blank), (_, line)| (all + 1, blank + usize::from(line.trim().is_empty())));
    if blank as f64 > all as f64 * BLANK {
        runs.iter_mut().for_each(Run::close_up);
    }
    let mut doubts = Vec::new();
    for run in &mut runs {
        if let Run::Lines(lines) = run {
            *lines = vertical(std::mem::take(lines), &mut doubts);
        }
    }
    let full = usual_width(runs.iter().flat_map(Run::lines));
    let mut mended = Vec::new();
    for run in runs {
        match run {
            Run::Whole(spot, whole) => mended.push((spot, Fragment::Whole(whole))),
            Run::Lines(lines) => mended.extend(joined(lines, full).into_iter().map(|(spot, line)| (spot, Fragment::Line(line)))),
        }
    }
    (mended, doubts)
}

/// Consecutive lines, or a whole block.
enum Run<W> {
    Lines(Vec<PlacedLine>),
    Whole(Spot, W),
}

impl<W> Run<W> {
    fn lines(&self) -> &[PlacedLine] {
        match self {
            Self::Lines(lines) => lines,
            Self::Whole(..) => &[],
        }
    }

    /// Drops the blank lines, except those after a heading: text with wide line spacing still separates a heading from its text.
    fn close_up(&mut self) {
        if let Self::Lines(lines) = self {
            let mut headed = false;
            lines.retain(|(_, line)| {
                let (blank, keep) = (line.trim().is_empty(), headed);
                headed = if blank { false } else { heading(line).is_some_and(|(level, ..)| level <= 2) };
                !blank || keep
            });
        }
    }

    fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        if let Self::Lines(lines) = self {
            lines.retain(|(_, line)| keep(line));
        }
    }
}

/// Joins lines that were broken: a line about `full` columns wide that does not end continues on the next.
fn joined(raw: Vec<PlacedLine>, full: f64) -> Vec<PlacedLine> {
    let mut lines: Vec<PlacedLine> = Vec::new();
    let mut open = false;
    for (spot, text) in raw {
        let text = text.trim();
        if text.is_empty() {
            open = false;
            continue;
        }
        match lines.last_mut() {
            Some((_, last)) if (open || mid_word(last, text)) && !begins_anew(text) || row_goes_on(last, text) => join(last, text),
            _ => lines.push((spot, text.to_owned())),
        }
        let titled = lines.len() <= FIRST && TITLES.iter().any(|end| text.ends_with(end));
        open = width(text) as f64 >= full * FULL && !ends(text) && !titled;
    }
    lines
}

/// Returns true if a line of prose breaks off within a katakana word, however short the line is: `遺伝カウンセ` / `リングの体制`.
fn mid_word(line: &str, next: &str) -> bool {
    let katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
    let prose = line.contains('、') || line.contains('。');
    let never_first = |c: char| matches!(c, 'ー' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ン');
    let (Some(last), Some(first)) = (line.chars().next_back(), next.chars().next()) else { return false };
    let goes_on = next.chars().find(|c| !katakana(*c)).is_some_and(|c| !c.is_whitespace());
    katakana(last) && katakana(first) && prose && (never_first(first) || goes_on)
}

/// Joins the letters of words that are spread over a line, `医　療　費`. Letters of ministries set apart are columns.
pub(super) fn unspread(text: &str) -> String {
    const MINISTRIES: &str = "文厚経総農環国財外法防内警健復消";
    /// Fewest letters of a spread word; fewer may be apart by chance.
    const FEWEST: usize = 3;
    if !text.contains('　') {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let han = |at: usize| letters.get(at).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let apart = at == 0 || !han(at - 1);
        let run = (0..).take_while(|n| han(at + 2 * n) && !han(at + 2 * n + 1) && (*n == 0 || letters[at + 2 * n - 1] == '　')).count();
        let word: String = (0..run).map(|n| letters[at + 2 * n]).collect();
        if apart && run >= FEWEST && !word.chars().all(|c| MINISTRIES.contains(c)) {
            whole.push_str(&word);
            at += 2 * run - 1;
        } else {
            whole.push(letters[at]);
            at += 1;
        }
    }
    whole
}

/// Replaces bullets from the private characters of fonts, and those that look like others, with the usual ones.
fn bullets(line: &str) -> String {
    let trimmed = line.trim_start();
    let Some(first) = trimmed.chars().next() else { return line.to_owned() };
    let is_private = ('\u{e000}'..='\u{f8ff}').contains(&first);
    if is_private || matches!(first, '•' | '∙' | '▪' | '➢' | '➤' | '‣' | '･') {
        format!("・{}", trimmed[first.len_utf8()..].trim_start())
    } else {
        line.chars().filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)).collect()
    }
}

/// Returns the lines that are repeated at the top or bottom of pages.
fn running_heads<'r>(raw: impl Iterator<Item = &'r PlacedLine>) -> Vec<String> {
    let raw: Vec<&PlacedLine> = raw.filter(|(spot, _)| spot.page.is_some()).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for page in raw.chunk_by(|a, b| a.0.page == b.0.page) {
        let lines: Vec<&str> = page.iter().map(|(_, line)| line.trim()).filter(|line| !line.is_empty()).collect();
        let mut edges: Vec<&str> = lines.iter().take(2).chain(lines.iter().rev().take(2)).copied().collect();
        edges.sort_unstable();
        edges.dedup();
        for line in edges {
            *count.entry(line).or_default() += 1;
        }
    }
    count.into_iter().filter(|(_, count)| *count >= RUNNING).map(|(line, _)| line.to_owned()).collect()
}

fn is_page_number(line: &str) -> bool {
    let line = fold(line);
    let digits = line.trim().trim_matches('-').trim();
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Removes words set vertically, one letter a line, from the text: nobody can tell where they belong.
fn vertical(raw: Vec<PlacedLine>, doubts: &mut Vec<String>) -> Vec<PlacedLine> {
    let short = |line: &str| {
        let chars = line.trim().chars().count();
        (1..=2).contains(&chars) && !line.trim().starts_with(['・', '●', '◆'])
    };
    let mut kept = Vec::with_capacity(raw.len());
    let mut rest = raw.into_iter().peekable();
    while let Some((spot, line)) = rest.next() {
        if !short(&line) {
            kept.push((spot, line));
            continue;
        }
        let mut run = vec![line];
        while rest.peek().is_some_and(|(_, next)| short(next)) {
            run.extend(rest.next().map(|(_, next)| next));
        }
        if run.len() >= VERTICAL {
            doubts.push(run.iter().map(|line| line.trim()).collect::<String>());
        } else {
            kept.extend(run.into_iter().map(|line| (spot, line)));
        }
    }
    kept
}

/// Returns the width of a full line, in columns: most long lines are about as wide.
fn usual_width<'r>(raw: impl Iterator<Item = &'r PlacedLine>) -> f64 {
    let mut widths: Vec<usize> = raw.map(|(_, line)| width(line.trim())).filter(|width| *width > 20).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 8 / 10).copied().unwrap_or(usize::MAX) as f64
}

/// Returns true if names in a row, `甲事業 ／ 乙事業 ／`, continue on the next line, blank lines or not: the last name is incomplete, or a
/// slash follows.
fn row_goes_on(row: &str, next: &str) -> bool {
    let slash = ['/', '／'];
    let mut names = row.split(slash).map(str::trim).rev();
    let whole = names.next().is_some_and(is_programme);
    let is_row = names.next().is_some_and(is_programme);
    is_row && row.chars().count() < LONGEST_ROW && !begins_anew(next) && (!whole || next.starts_with(slash))
}

fn ends(text: &str) -> bool {
    // An amount of money ends what it is said of, in brackets or not.
    let bare = text.trim_end_matches(['）', ')', '＞', '>']);
    ["億円", "万円", "千円", "百万円", "の内数", "事項要求"].iter().any(|end| bare.ends_with(end))
        || ends_with_a_column(text)
        || text.ends_with(['。', '．', '」', '：', ':', '】', '＞', '>', '|'])
}

/// Returns true if a line ends with a number that is set apart: `架空研究事業　　1,234（1,100）`.
fn ends_with_a_column(text: &str) -> bool {
    let signs = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || ",，.．△▲－―-（）() 　".contains(c);
    let before = text.trim_end_matches(signs);
    let column = &text[before.len()..];
    let apart = column.starts_with('　') || column.starts_with("  ");
    apart && !before.is_empty() && column.contains(|c: char| c.is_numeric() || matches!(c, '－' | '―'))
}

/// Returns true if a line begins something: a heading, an item, a table's row.
fn begins_anew(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = number.len() < text.len() && number.starts_with([')', '）']);
    let letter = text.chars().next().is_some_and(|c| ('ア'..='ン').contains(&c)) && text.chars().nth(1).is_some_and(char::is_whitespace);
    is_item
        || letter
        || is_date(text)
        || ["（単位", "(単位", "単位：", "（注", "(注"].iter().any(|remark| text.starts_with(remark))
        || heading_form(text.trim()).is_some()
        || text.starts_with([
            '・', '●', '◆', '■', '◇', '□', '◯', '▶', '▷', '➢', '✓', '✔', '－', '○', '〇', '◎', '※', '|', '【', '＜', '<', '→', '⇒', '-',
            '#', '*',
        ])
        || text.starts_with(|c: char| ('⑴'..='⒇').contains(&c))
}

/// Returns true if a line is the date of a paper and nothing else: `令和８年８月３１日`.
fn is_date(text: &str) -> bool {
    const LONGEST: usize = 14;
    let text = text.trim();
    let year = text.strip_prefix("令和").or_else(|| text.strip_prefix("平成")).unwrap_or(text);
    let rest = year.trim_start_matches(|c: char| c.is_numeric() || c == '元' || c.is_whitespace());
    text.chars().count() <= LONGEST && rest.len() < year.len() && rest.starts_with('年') && rest.contains('月') && rest.ends_with('日')
}

/// Appends the rest of a broken line to its beginning, with a space only between two Latin words.
fn join(line: &mut String, rest: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(line.chars().next_back()) && latin(rest.chars().next()) {
        line.push(' ');
    }
    line.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> (Vec<PlacedLine>, Vec<String>) {
        let pages = (1..).zip(text.split('\u{c}'));
        let page = |number| text.contains('\u{c}').then_some(number);
        let lines = pages.flat_map(|(number, lines)| {
            lines.lines().map(move |line| (Spot { page: page(number), line: 0 }, Fragment::<()>::Line(line.to_owned())))
        });
        let (pieces, doubts) = repair(lines.collect());
        let lines = pieces.into_iter().filter_map(|(spot, piece)| if let Fragment::Line(line) = piece { Some((spot, line)) } else { None });
        (lines.collect(), doubts)
    }

    fn texts(text: &str) -> Vec<String> {
        mended(text).0.into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn a_sentence_broken_over_lines_with_blank_ones_between_is_one() {
        let text = "「医療分野研究開発推進計画」は、政府が講ずべき医療\n\n分野の研究開発並びにその環境の整備及び成果の普及を\n\n定める。\n\n次の文はここから始まる長い長い一行であるとする文だ。\n";
        assert_eq!(texts(text).len(), 2, "{:?}", texts(text));
    }

    #[test]
    fn names_in_a_row_go_on_over_lines() {
        let row = "甲研究開発事業 ／ 乙研究開発・\n\n推進事業 ／ 丙研究\n\n開発事業（その他）\n\n／ 丁研究事業 ／\n\n戊研究事業\n\n概算要求額29億円\n";
        assert_eq!(
            texts(row),
            ["甲研究開発事業 ／ 乙研究開発・推進事業 ／ 丙研究開発事業（その他）／ 丁研究事業 ／戊研究事業", "概算要求額29億円"]
        );
    }

    #[test]
    fn page_numbers_and_running_heads_go() {
        let pages: Vec<String> = (1..=4).map(|page| format!("概算要求の資料\n本文{page}は続く。\n{page}\n")).collect();
        let (lines, _) = mended(&pages.join("\u{c}"));
        let texts: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
        assert_eq!(texts, ["本文1は続く。", "本文2は続く。", "本文3は続く。", "本文4は続く。"]);
        assert_eq!(lines[2].0.page, Some(3));
    }

    #[test]
    fn words_set_vertically_are_set_aside_and_said() {
        let (lines, doubts) = mended("研究開発の推進。\nフ\nェ\nー\nズ\n次の行。\n");
        assert_eq!(lines.len(), 2);
        assert_eq!(doubts, ["フェーズ"]);
    }

    #[test]
    fn private_bullets_become_the_usual_ones() {
        assert_eq!(texts("\u{f06c} 一つ目\n\u{f06c} 二つ目\n"), ["・一つ目", "・二つ目"]);
    }

    #[test]
    fn the_day_of_a_paper_is_no_part_of_its_title() {
        let title = "令和９年度医療分野の研究開発関連予算の概算要求についての説明";
        assert_eq!(texts(&format!("{title}\n令和８年８月３１日\n内閣府\n"))[0], title);
    }

    #[test]
    fn headings_set_with_wide_lines_stay_apart_from_their_text() {
        let lines =
            texts("架空の報告書\n\n１．検診体制の整備\n\n検診の日程を広報紙で知らせる。\n\n２．相談窓口の設置\n\n窓口を十二か所に置く。\n");
        assert!(lines.contains(&"１．検診体制の整備".to_owned()) && lines.contains(&"窓口を十二か所に置く。".to_owned()), "{lines:?}");
    }

    #[test]
    fn words_in_katakana_are_whole_over_short_lines() {
        let text = "結果により把握し、遺伝カウンセ\nリングの体制を検討する。\n\n結果は、データベー\nスに登録する。\n";
        assert_eq!(texts(text), ["結果により把握し、遺伝カウンセリングの体制を検討する。", "結果は、データベースに登録する。"]);
        // Lists of words remain lists.
        assert_eq!(texts("ワクチン\nゲノム\nデータ\n").len(), 3);
        assert_eq!(texts("支援、ワクチン\nゲノム\n").len(), 2);
    }

    #[test]
    fn spread_letters_are_words_and_columns_are_not() {
        for (spread, word) in [
            ("医　療　費", "医療費"),
            ("１　医　療　費　の推移", "１　医療費　の推移"),
            ("文　厚　経", "文　厚　経"),
            ("目　次", "目　次"),
            ("甲病　乙病　丙病", "甲病　乙病　丙病"),
            ("病院　医　療　費", "病院　医療費"),
        ] {
            assert_eq!(unspread(spread), word);
        }
    }
}
