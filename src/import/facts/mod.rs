//! Facts in repaired text: programmes with amounts and marks, projects with their money, indicators with values. What is not sure says so.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use super::line::Line;
use super::money::{Amount, Certainty, amount, behind, ends_with_its_budget, money, stage, unread};
use super::outline::{Ministries, rank};
use crate::text::fold::{Folded, fold, loosen};
use crate::text::numeral;
use crate::text::year::first_in_text;

/// Lines that an amount may stand below its programme.
const NEAR: usize = 6;
/// The longest name of a programme, in characters.
const LONGEST_NAME: usize = 70;

/// A programme line.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Programme {
    /// The name as printed.
    pub name: String,
    /// The project under which it stands.
    pub project: Option<String>,
    /// What it asks for.
    pub amount: Option<Amount>,
    /// Ministries printed behind it.
    pub ministries: Vec<String>,
    /// 新規, 拡充 and the like.
    pub marks: Vec<String>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// A project and its money.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Project {
    /// The number as printed.
    pub number: String,
    /// The name.
    pub name: String,
    /// Through AMED, in 億円.
    pub amed: Option<f64>,
    /// In-house, in 億円.
    pub in_house: Option<f64>,
    /// Both together, in 億円.
    pub total: Option<f64>,
    /// The fiscal year of the money.
    pub fiscal_year: Option<u16>,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// An indicator.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Indicator {
    /// The number as printed: `5)`.
    pub number: Option<String>,
    /// What is counted.
    pub title: String,
    /// The target.
    pub target: Option<f64>,
    /// What was reached, where both are printed (`36 / 40件`).
    pub latest: Option<f64>,
    /// The unit.
    pub unit: String,
    /// Whether the value is for each year.
    pub per_year: bool,
    /// The page, where the text marks pages.
    pub page: Option<u32>,
    /// The line on which it stands, from 0.
    #[serde(skip)]
    pub line: usize,
}

/// All that was recognised.
#[derive(Default)]
pub(super) struct Found {
    pub fiscal_year: Option<u16>,
    pub projects: Vec<Project>,
    pub programmes: Vec<Programme>,
    pub indicators: Vec<Indicator>,
    pub doubts: Vec<String>,
}

/// A pattern that is right when it compiles, which a test proves for each.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

pattern!(PROJECT, r"^(\d{1,2})[.]\s*(.{2,40}?プロジェクト)(.*)$");
pattern!(ITEM, r"^(\d{1,2})\)\s*(.+)$");
pattern!(
    VALUE,
    r"[:、 （(]?\s*(?:令和\S{1,8}年度累積で|累計|年間|年平均)?\s*(\d[\d,]*(?:\.\d+)?)(万)?\s*(件|社|施設|人|名|拠点|試験|種類|課題|本|%)(?:以上)?\s*([/／]\s*年)?"
);
pattern!(PAIR, r"[・○〇]?\s*(.{2,60}?)[:：]\s*(年間)?\s*(\d[\d,]*)\s*[/／]\s*(\d[\d,]*)\s*(件|社|施設|人|名|拠点)");

fn captures<'t>(pattern: &LazyLock<Option<Regex>>, text: &'t str) -> Option<regex::Captures<'t>> {
    pattern.as_ref()?.captures(text)
}

fn number(text: &str) -> Option<f64> {
    numeral::at_start(text).filter(|number| number.len == text.len()).map(|number| number.value)
}

pub(super) fn recognise(lines: &[Line], ministries: &Ministries) -> Found {
    let mut walker = Walker {
        ministries,
        found: Found::default(),
        project: None,
        waiting: Vec::new(),
        years: Vec::new(),
        titles: Vec::new(),
        given: None,
        money_of: None,
        at: 0,
    };
    for (at, line) in lines.iter().enumerate() {
        walker.at = at;
        walker.line(line);
    }
    let mut found = walker.found;
    // The year that stands with most amounts is the document's; where none stands with them, the one that most lines speak of.
    let mut years = if walker.years.is_empty() { walker.titles } else { walker.years };
    years.sort_unstable();
    found.fiscal_year = years.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).and_then(|run| run.first().copied());
    for programme in &mut found.programmes {
        if let Some(amount) = &mut programme.amount {
            amount.fiscal_year = amount.fiscal_year.or(found.fiscal_year);
        }
    }
    for project in &mut found.projects {
        project.fiscal_year = project.fiscal_year.or(found.fiscal_year);
    }
    found
}

struct Walker<'m> {
    ministries: &'m Ministries,
    found: Found,
    /// The project of the present heading: its place in the list.
    project: Option<usize>,
    /// Programmes that have no amount yet, with the lines since.
    waiting: Vec<(usize, usize)>,
    /// The years that stand with amounts.
    years: Vec<u16>,
    /// The years of lines that speak of a request or a budget, without an amount.
    titles: Vec<u16>,
    /// The programme that was given the last amount, with the lines since.
    given: Option<(usize, usize)>,
    /// Whose money the next amount of a project is: AMED's or in-house.
    money_of: Option<bool>,
    /// The number of the present line.
    at: usize,
}

impl Walker<'_> {
    fn line(&mut self, line: &Line) {
        let folded = fold(&line.text).replace(", ", ",");
        for (_, lines) in self.waiting.iter_mut().chain(&mut self.given) {
            *lines += 1;
        }
        self.waiting.retain(|(_, lines)| *lines <= NEAR);
        if money(&folded).is_none() && stage(&folded).is_some() {
            self.titles.extend(first_in_text(&folded));
        }
        if folded.contains("対象経費") {
            self.money_of = Some(true);
            self.waiting.clear();
        } else if folded.contains("インハウス研究機関経費") {
            self.money_of = Some(false);
        }
        if self.heading(line, &folded) || self.programme(line, &folded) {
            return;
        }
        self.amount(&folded);
        self.indicator(line, &folded);
    }

    /// A project's heading, with its money where that stands beside it.
    fn heading(&mut self, line: &Line, folded: &str) -> bool {
        let text = folded.trim_start_matches(['#', ' ', '*']);
        let Some(found) = captures(&PROJECT, text) else { return false };
        let (printed, name, rest) = (&found[1], found[2].trim(), &found[3]);
        if name.contains('。') || rest.contains('。') {
            return false;
        }
        let known = self.found.projects.iter().position(|project| project.number == printed && loosen(&project.name) == loosen(name));
        let at = known.unwrap_or_else(|| {
            self.found.projects.push(Project {
                number: printed.to_owned(),
                name: as_printed(&line.text, name),
                amed: None,
                in_house: None,
                total: None,
                fiscal_year: None,
                page: line.page,
                line: self.at,
            });
            self.found.projects.len() - 1
        });
        self.project = Some(at);
        self.waiting.clear();
        let project = &mut self.found.projects[at];
        if let Some(all) = money(rest).filter(|all| !rest[..all.start].contains("amed")) {
            project.total = project.total.or(Some(all.amount.oku()));
        }
        project.amed = project.amed.or_else(|| behind(rest, "amed", 0));
        project.in_house = project.in_house.or_else(|| behind(rest, "インハウス", 8));
        if project.amed.is_none() && rest.contains("<amed>") {
            project.amed = project.total;
        }
        true
    }

    /// `● 名前：…`, `◆【新規】名前(文)`, `- ◆ **名前**`.
    fn programme(&mut self, line: &Line, folded: &str) -> bool {
        let bold = line.text.trim_start().starts_with("- **");
        let text = line.text.trim_start_matches(['-', '*', ' ', '　']);
        let text = match text.strip_prefix(['◆', '●', '■', '♦']) {
            Some(rest) => rest,
            None if bold => text,
            // Several names in a row, which one amount is given for.
            None if text.matches(['/', '／']).count() >= 2 => return self.group(line, text),
            None => return false,
        };
        if text.matches([' ', '　']).count() >= 2 && text.matches(['/', '／']).count() >= 2 {
            return self.group(line, text);
        }
        let text = text.replace("**", "");
        let mut text = text.trim();
        let mut marks = Vec::new();
        while let Some(rest) = text.strip_prefix('【') {
            let Some((mark, after)) = rest.split_once('】') else { break };
            marks.push(mark.to_owned());
            text = after.trim();
        }
        let head = text.split([':', '：']).next().unwrap_or(text);
        let end = money(&fold(head)).map_or(head.len(), |_| head.find(['　', ' ']).unwrap_or(head.len()));
        let (name, ministries) = self.ministries.trailing(head[..end].trim());
        let mut name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '※' | '*'));
        for (ending, mark) in [("(再掲)", "再掲"), ("（再掲）", "再掲")] {
            if let Some(rest) = name.strip_suffix(ending) {
                name = rest.trim();
                marks.push(mark.to_owned());
            }
        }
        if !is_programme(name) {
            return false;
        }
        let project = self.project.map(|at| self.found.projects[at].name.clone());
        let amount = amount(folded, Certainty::High, &mut self.years);
        if amount.is_none() {
            // An end of a range, a change, a sum a head: money that is not said to be the programme's.
            self.found.doubts.extend(unread(folded).into_iter().map(|printed| format!("{printed}: {name}")));
        }
        self.given = None;
        self.found.programmes.push(Programme { name: name.to_owned(), project, amount, ministries, marks, page: line.page, line: self.at });
        let at = self.found.programmes.len() - 1;
        if self.found.programmes[at].amount.is_none() {
            self.waiting.push((at, 0));
        }
        true
    }

    /// Names in a row, with one amount for all of them: it is none of theirs alone.
    fn group(&mut self, line: &Line, text: &str) -> bool {
        let names: Vec<&str> = text.split(['/', '／']).map(|name| name.trim().trim_matches('*')).collect();
        let programmes: Vec<&str> = names.into_iter().filter(|name| is_programme(name)).collect();
        if programmes.len() < 2 {
            return false;
        }
        let project = self.project.map(|at| self.found.projects[at].name.clone());
        self.waiting.clear();
        for name in programmes {
            let (name, ministries) = self.ministries.trailing(name);
            self.found.programmes.push(Programme {
                name: name.to_owned(),
                project: project.clone(),
                amount: None,
                ministries,
                marks: Vec::new(),
                page: line.page,
                line: self.at,
            });
        }
        true
    }

    /// An amount on a line of its own: the nearest programme's above it, if there is only one; a project's where it says so.
    fn amount(&mut self, folded: &str) {
        let Some(found) = amount(folded, Certainty::Medium, &mut self.years) else { return };
        if let (Some(of_amed), Some(at), true) = (self.money_of.take(), self.project, self.waiting.is_empty()) {
            let project = &mut self.found.projects[at];
            let place = if of_amed { &mut project.amed } else { &mut project.in_house };
            *place = place.or(Some(found.value));
            project.fiscal_year = project.fiscal_year.or(found.fiscal_year);
            return;
        }
        // A line of prose that speaks of an amount gives it to nobody; in-house money in parentheses is told beside a programme's own.
        let alone = folded.chars().count() <= 30 || ends_with_its_budget(folded);
        if folded.contains("(インハウス") {
            return;
        }
        // Amounts in a row are torn from their names: the first of them was no surer than the others.
        if let Some((at, lines)) = self.given.take()
            && lines <= 2
            && alone
            && self.waiting.is_empty()
        {
            let programme = &mut self.found.programmes[at];
            if let Some(first) = programme.amount.take() {
                self.found.doubts.push(format!("{}億円・{}億円: {}", first.value, found.value, programme.name));
            }
            return;
        }
        match self.waiting.as_slice() {
            [(at, _)] if alone => {
                self.found.programmes[*at].amount = Some(found);
                self.given = Some((*at, 0));
                self.waiting.clear();
            }
            [] => {}
            several if alone => {
                let names: Vec<&str> = several.iter().map(|(at, _)| self.found.programmes[*at].name.as_str()).collect();
                self.found.doubts.push(format!("{}億円: {}", found.value, names.join(" / ")));
                self.waiting.clear();
            }
            _ => {}
        }
    }

    fn indicator(&mut self, line: &Line, folded: &str) {
        if let Some(pair) = captures(&PAIR, folded) {
            self.found.indicators.push(Indicator {
                number: None,
                title: as_printed(&line.text, pair[1].trim_matches(|c: char| c.is_whitespace() || c == '・')),
                target: number(&pair[4]),
                latest: number(&pair[3]),
                unit: pair[5].to_owned(),
                per_year: pair.get(2).is_some(),
                page: line.page,
                line: self.at,
            });
            return;
        }
        let Some(item) = captures(&ITEM, folded) else { return };
        let text = item[2].trim();
        // An item of a list of sentences is none.
        if text.ends_with('。') || text.chars().count() > 90 {
            return;
        }
        // Behind a colon stands the value; without one, it begins with the first number that counts something.
        let (before, after) = text.split_once(':').unwrap_or((text, text));
        let mut values = VALUE.iter().flat_map(|pattern| pattern.captures_iter(after)).collect::<Vec<_>>();
        // A share is a value only where nothing else is counted: Top1％論文.
        values.sort_by_key(|value| &value[3] == "%");
        let value = values.into_iter().next();
        let end = value.as_ref().and_then(|value| value.get(0)).filter(|_| before == text).map_or(before.len(), |value| value.start());
        let title = before[..end].trim().trim_end_matches([':', '(', '※', ' ', '、']).trim();
        if title.chars().count() < 3 {
            return;
        }
        let times = value.as_ref().map_or(1.0, |value| if value.get(2).is_some() { 10_000.0 } else { 1.0 });
        self.found.indicators.push(Indicator {
            number: Some(format!("{})", &item[1])),
            title: as_printed(&line.text, title),
            target: value.as_ref().and_then(|value| number(&value[1])).map(|number| number * times),
            latest: None,
            unit: value.as_ref().map(|value| value[3].to_owned()).unwrap_or_default(),
            per_year: value.as_ref().is_some_and(|value| value.get(4).is_some()),
            page: line.page,
            line: self.at,
        });
    }
}

/// What stands in a line where its folded form says `folded`.
fn as_printed(line: &str, folded: &str) -> String {
    let whole = Folded::new(line);
    let printed = whole.text.find(folded).and_then(|at| line.get(whole.source_range(at..at + folded.len())));
    printed.unwrap_or(folded).trim().to_owned()
}

/// Whether a text can be the name of a programme.
pub(super) fn is_programme(name: &str) -> bool {
    const ENDS: [&str; 10] =
        ["事業", "プログラム", "計画", "プロジェクト", "研究", "ネットワーク", "ジャパン", "イニシアティブ", "NCBN", "cure"];
    let plain = name.trim_end_matches(['）', ')']).trim();
    let before = name.find(['（', '(']).map_or(name, |at| name[..at].trim());
    let count = name.chars().count();
    let ends = |text: &str| ENDS.iter().any(|end| text.ends_with(end));
    (4..=LONGEST_NAME).contains(&count) && !name.contains('。') && (ends(plain) || ends(before)) && rank(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Found {
        let lines: Vec<Line> = text.lines().map(|text| Line { page: None, text: text.to_owned() }).collect();
        recognise(&lines, &std::iter::once("文".to_owned()).collect())
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&PROJECT, &ITEM, &VALUE, &PAIR] {
            assert!(pattern.is_some());
        }
    }

    #[test]
    fn programmes_have_their_amounts_marks_and_ministries() {
        let found = of(
            "● **創薬支援推進事業**：創薬を支える　令和8年度概算要求額22億円\n● 別の推進事業: 説明\n令和8年度概算要求額 54億円の内数\n◆ 【新規】スマートバイオ創薬等研究支援事業（文）\n",
        );
        let found: Vec<_> = found.programmes.iter().map(|found| (found.name.as_str(), found.amount.as_ref())).collect();
        let amount =
            |value, within, certainty| Amount {
                value, fiscal_year: Some(2026), stage: Some("概算要求"), within, again: false, certainty
            };
        assert_eq!(
            found,
            [
                ("創薬支援推進事業", Some(&amount(22.0, false, Certainty::High))),
                ("別の推進事業", Some(&amount(54.0, true, Certainty::Medium))),
                ("スマートバイオ創薬等研究支援事業", None),
            ]
        );
    }

    #[test]
    fn the_year_of_an_amount_is_read_in_every_notation() {
        for (printed, year) in [
            ("令和元年度概算要求額", 2019),
            ("令和8年度概算要求額", 2026),
            ("平成31年度予算額", 2019),
            ("昭和63年度予算額", 1988),
            ("R1 概算要求額", 2019),
            ("H31概算要求額", 2019),
            ("FY2025予算額", 2025),
            ("2025年度予算額", 2025),
            ("AMED令和7年度予算額", 2025),
        ] {
            let found = of(&format!("● 創薬支援推進事業：創薬を支える　{printed} 22億円\n"));
            let amount = found.programmes[0].amount.as_ref();
            assert_eq!((amount.and_then(|amount| amount.fiscal_year), found.fiscal_year), (Some(year), Some(year)), "{printed}");
        }
        assert_eq!(of("H5N1のワクチンの予算額 22億円\n").fiscal_year, None);
    }

    #[test]
    fn marks_and_ministries_stand_around_a_name() {
        let found = of("◆ 【新規】【拡充】スマートバイオ創薬等研究支援事業（文）\n");
        assert_eq!((found.programmes[0].marks.join("・").as_str(), found.programmes[0].ministries.join("").as_str()), ("新規・拡充", "文"));
    }

    #[test]
    fn an_amount_is_read_in_its_own_unit_and_a_change_is_none() {
        let read =
            |printed: &str| of(&format!("● 創薬支援推進事業：支援 {printed}\n")).programmes[0].amount.as_ref().map(|amount| amount.value);
        for (printed, value) in [
            ("概算要求額１兆2,300億円", Some(12300.0)),
            ("概算要求額5億3,000万円", Some(5.3)),
            ("概算要求額2,540百万円", Some(25.4)),
            ("概算要求額 1,234,567千円", Some(12.34567)),
            ("予算額 8,200万円", Some(0.82)),
            ("対前年度△3億円の12億円", Some(12.0)),
            ("概算要求額 10～20億円", None),
            ("1人あたり500万円", None),
        ] {
            assert_eq!(read(printed), value, "{printed}");
        }
        let doubts = of("● 創薬支援推進事業：支援 概算要求額 10～20億円、1人あたり500万円\n").doubts;
        assert_eq!(doubts, ["~20億円: 創薬支援推進事業", "500万円: 創薬支援推進事業"]);
        for (printed, doubt) in
            [("概算要求額 ▲2億円", "▲2億円"), ("概算要求額 1,2345億円", "1,2345億円"), ("概算要求額 12億ドル", "12億ドル")]
        {
            assert_eq!(of(&format!("● 創薬支援推進事業：支援 {printed}\n")).doubts, [format!("{doubt}: 創薬支援推進事業")]);
        }
    }

    #[test]
    fn an_amount_between_several_names_is_nobodys_and_said() {
        let found = of("● 一つ目の推進事業\n● 二つ目の推進事業\n概算要求額 12.3億円\n");
        assert!(found.programmes.iter().all(|programme| programme.amount.is_none()));
        assert_eq!(found.doubts, ["12.3億円: 一つ目の推進事業 / 二つ目の推進事業"]);
    }

    #[test]
    fn amounts_in_a_row_are_torn_from_their_names() {
        let found = of("● 一つ目の推進事業：説明\n概算要求額 12億円\n概算要求額 34億円\n");
        assert_eq!(found.programmes[0].amount, None);
        assert_eq!(found.doubts, ["12億円・34億円: 一つ目の推進事業"]);
    }

    #[test]
    fn projects_have_amed_and_in_house_money() {
        let found = of(
            "１． 医薬品プロジェクト ４６１億円 ＜ＡＭＥＤ ４１２億円、インハウス ４９億円＞\n2. 医療機器・ヘルスケアプロジェクト 131億円 <AMED>\n",
        );
        assert_eq!((found.projects[0].amed, found.projects[0].in_house, found.projects[0].total), (Some(412.0), Some(49.0), Some(461.0)));
        assert_eq!((found.projects[1].amed, found.projects[1].total), (Some(131.0), Some(131.0)));
    }

    #[test]
    fn indicators_have_values_units_and_pairs() {
        let found = of("7) 創薬ベンチャー採択件数：70社\n14) jRCTのアクセス数：120万件/年\n・相談・シーズ評価：1376 / 1500件\n");
        let titles: Vec<(&str, Option<f64>, &str, bool)> =
            found.indicators.iter().map(|found| (found.title.as_str(), found.target, found.unit.as_str(), found.per_year)).collect();
        assert_eq!(
            titles,
            [
                ("創薬ベンチャー採択件数", Some(70.0), "社", false),
                ("jRCTのアクセス数", Some(1_200_000.0), "件", true),
                ("相談・シーズ評価", Some(1500.0), "件", false),
            ]
        );
        assert_eq!(found.indicators[2].latest, Some(1376.0));
    }
}
