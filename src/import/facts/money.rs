//! Amounts of money in a line: which of them is a request or a budget, of which year and stage, by the words right before it; and which is
//! neither, or cannot be read.

use super::found::{Certainty, FilePlace, FoundAmount};
use super::setting::{AmountSetting, Bearing};
use super::terms::{STAGES, is_year, years_before};
use crate::text::amount::{self, OKU, PrintedAmount};
use crate::text::year::{self, first_in_text};

/// Amounts of money in a line.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Sums {
    /// Requests and budgets.
    pub taken: Vec<FoundAmount>,
    /// Other amounts, as printed, with the reason that each is not taken.
    pub doubts: Vec<(String, &'static str)>,
}

impl Sums {
    /// Makes doubts of amounts side by side of which nothing is said: none is certainly the one; `bare` are those that were taken.
    fn doubt_unsaid(&mut self, bare: &[String]) {
        if self.doubts.iter().any(|(_, why)| *why == UNSAID) {
            self.doubt(UNSAID, |amount, _| bare.contains(&amount.printed));
        }
    }

    /// Makes doubts of two amounts of one year and stage: one of them belongs to something else.
    fn doubt_torn(&mut self) {
        let of = |amount: &FoundAmount| (amount.stage, amount.fiscal_year, amount.years_before);
        self.doubt("同じ年度と段階の額が二つある", |amount, all| {
            all.iter().any(|other| of(other) == of(amount) && other.value != amount.value)
        });
    }

    /// Makes doubts of those amounts for which `is` holds among all.
    fn doubt(&mut self, why: &'static str, is: impl Fn(&FoundAmount, &[FoundAmount]) -> bool) {
        let all = std::mem::take(&mut self.taken);
        let (doubted, sure): (Vec<FoundAmount>, Vec<FoundAmount>) = all.iter().cloned().partition(|amount| is(amount, &all));
        self.doubts.extend(doubted.into_iter().map(|amount| (amount.printed, why)));
        self.taken = sure;
    }
}

/// Words before an amount: the year and stage that they state, or that the amount is not one of a budget.
#[derive(Clone, PartialEq, Debug, Default)]
struct Said {
    stage: Option<&'static str>,
    fiscal_year: Option<u16>,
    years_before: Option<u16>,
    /// Reason that the amount is not a budget.
    other: Option<&'static str>,
    /// True if nothing is said.
    bare: bool,
    /// True if a year is all that is said.
    only_year: bool,
}

/// Words of amounts that are nobody's budget of a year, and what each is.
const OTHERS: [(&str, &str); 34] = [
    ("契約", "契約の額"),
    ("総事業費", "何年かの総額"),
    ("総額", "総額"),
    ("年間で", "何年かの総額"),
    ("累計", "累計"),
    ("上限", "上限の額"),
    ("以内", "上限の額"),
    ("下限", "下限の額"),
    ("あたり", "一つあたりの額"),
    ("当たり", "一つあたりの額"),
    ("につき", "一つあたりの額"),
    ("単価", "単価"),
    ("市場", "市場の規模"),
    ("規模", "規模"),
    ("売上", "売上"),
    ("輸出", "貿易の額"),
    ("輸入", "貿易の額"),
    ("貿易", "貿易の額"),
    ("損失", "損失"),
    ("効果", "効果の額"),
    ("投資", "投資"),
    ("医療費", "医療費"),
    ("給付", "給付"),
    ("残高", "残高"),
    ("基金", "基金の額"),
    ("寄附", "寄附"),
    ("寄付", "寄附"),
    ("収入", "収入"),
    ("負担", "負担の額"),
    ("補助", "補助の額"),
    ("うち", "内訳の額"),
    ("内訳", "内訳の額"),
    ("国費", "内訳の額"),
    ("amed", "AMEDの分"),
];
/// Reason for not taking an amount of which nothing is said.
const UNSAID: &str = "何の額か言われない";
/// Words of a change, which is not an amount.
const CHANGES: [&str; 6] = ["対前年度", "前年度比", "対前年", "増減", "比較", "前年比"];

/// Returns the amounts of a folded line from the byte `from` on, after a name, each as a reader would understand it. What the line itself
/// does not say, `settings` may.
pub(super) fn sums(folded: &str, from: usize, place: &FilePlace, settings: &AmountSetting) -> Sums {
    let text = folded.replace("(案)", "案");
    // After the name nothing was moved, unless the name itself held the mark of a draft.
    let from = if text.len() == folded.len() { from } else { from.min(text.len()) };
    let from = (0..=from).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (mut sums, mut unsaid) = (Sums::default(), Vec::new());
    let (mut begins, mut before, mut last_year) = (from, String::new(), None);
    let all = amount::all(&text);
    for printed in all.iter().filter(|printed| printed.start >= from) {
        // True if another amount precedes it on the line.
        let begun = !sums.taken.is_empty() || !sums.doubts.is_empty();
        before.push_str(text.get(begins..printed.start).unwrap_or_default());
        begins = printed.end();
        let as_printed = || signed(&text, printed.start).to_owned() + text.get(printed.start..printed.end()).unwrap_or_default();
        if printed.relative {
            let change = CHANGES.iter().find_map(|word| before.rfind(word));
            match change {
                // A change comes between what the amount is and the amount: 概算要求額 対前年度△3億円の12億円.
                Some(at) => before.truncate(at),
                None => sums.doubts.push((as_printed(), "増減か、幅の一端である")),
            }
            continue;
        }
        // （単位：百万円） names a unit, not an amount.
        if before.trim_end_matches([' ', ':']).ends_with("単位") {
            before.clear();
            continue;
        }
        let before = std::mem::take(&mut before);
        let said = said(&before);
        let after = text.get(printed.end()..).unwrap_or_default();
        let within = after.starts_with("の内数") || after.starts_with("(内数");
        let ceiling = ["以内", "以下", "を上限", "程度", "未満"].iter().any(|word| after.trim_start().starts_with(word));
        let other = said.other.or(ceiling.then_some("上限や目安の額")).or_else(|| remark(after));
        let base = last_year.or_else(|| settings.heading_year());
        let amount = |certainty| FoundAmount {
            value: printed.amount.oku(),
            fiscal_year: said.fiscal_year.or_else(|| Some(base? - said.years_before?)),
            stage: said.stage,
            within,
            again: text.contains("再掲"),
            certainty,
            printed: as_printed(),
            place: place.clone(),
            years_before: said.years_before,
        };
        let bearing = match (said.stage, other) {
            (Some(stage), None) => {
                // 予算額 alone may be any budget of the year.
                let vague = stage == "当初予算" && !text[..printed.start].trim_end().trim_end_matches(':').contains("当初");
                let year = said.fiscal_year.or_else(|| settings.year_of(stage).filter(|_| said.years_before.is_none()));
                last_year = year.or(last_year);
                let certainty = if vague { Certainty::Medium } else { Certainty::High };
                let taken = amount(certainty);
                sums.taken.push(FoundAmount { fiscal_year: year.or(taken.fiscal_year), ..taken });
                continue;
            }
            (_, Some(why)) => Err(why),
            (None, None) if said.bare && begun && is_bracketed(&before) => {
                let Some(legend) = settings.legend() else {
                    sums.doubts.push((as_printed(), "括弧の中が何の額か言われない"));
                    continue;
                };
                let fiscal_year = legend.fiscal_year.or_else(|| Some(last_year? - legend.years_before?));
                let (stage, years_before) = (Some(legend.stage), legend.years_before);
                sums.taken.push(FoundAmount { stage, fiscal_year, years_before, ..amount(legend.certainty) });
                continue;
            }
            (None, None) if said.bare && !begun && after.trim_start().starts_with(['→', '⇒']) => {
                Err("前の額らしいが、年度と段階が言われない")
            }
            (None, None) if said.bare && speaks_of_another(after) => Err("後ろの括弧が、ほかの額だと言う"),
            (None, None) if said.bare && (!begun || before.trim().starts_with(['→', '⇒'])) && ends_there(after) => settings.bare(),
            // After what it is for, at the end of the line.
            (None, None) if !begun && said.fiscal_year.is_none() && before.ends_with(' ') && ends_line(after) && from > 0 => {
                settings.bare().and_then(|bearing| {
                    bearing.stage.ok_or("要求額とも予算額とも言われない")?;
                    Ok(Bearing { certainty: Certainty::Medium, ..bearing })
                })
            }
            (None, None) if said.only_year => settings.of_year(said.fiscal_year.unwrap_or(0)),
            (None, None) if said.bare => Err(UNSAID),
            (None, None) => Err("要求額とも予算額とも言われない"),
        };
        match bearing {
            // If nobody says what it is, a small amount is not a budget.
            Ok(Bearing { stage: None, .. }) if printed.amount.unit < OKU => {
                sums.doubts.push((as_printed(), "要求額とも予算額とも言われない"));
            }
            Ok(Bearing { stage, fiscal_year, certainty }) => {
                last_year = fiscal_year.or(last_year);
                unsaid.extend(said.bare.then(as_printed));
                sums.taken.push(FoundAmount { stage, fiscal_year, ..amount(certainty) });
            }
            Err(why) => sums.doubts.push((as_printed(), why)),
        }
    }
    sums.doubt_unsaid(&unsaid);
    sums.doubt_torn();
    if all.iter().all(|printed| printed.start < from) {
        sums.doubts.extend(unread(text.get(from..).unwrap_or_default()).map(|printed| (printed, "額として読めない")));
    }
    sums
}

/// Returns true if what precedes an amount opens a bracket for it alone.
fn is_bracketed(before: &str) -> bool {
    before.trim_end_matches(|c: char| c.is_whitespace() || c == '約').ends_with(['(', '[', '〔', '<', '【'])
}

/// Returns true if nothing is said of an amount after it: `12億円の市場` is not a budget.
fn ends_there(after: &str) -> bool {
    let goes_on = after.trim_start();
    goes_on.is_empty()
        || after.starts_with(' ')
        || goes_on.starts_with(['(', ')', '[', ']', '<', '>', '。', '、', ',', '→', '⇒', '+', '※', '*', '〔', '【'])
        || ["の内数", "及び", "と事項要求", "内数"].iter().any(|word| goes_on.starts_with(word))
}

/// Returns the content of the bracket right after an amount, if it holds no amount of its own.
fn bracket(after: &str) -> Option<&str> {
    let (inner, _) = after.trim_start().strip_prefix(['(', '[', '〔'])?.split_once([')', ']', '〕'])?;
    amount::all(inner).is_empty().then_some(inner.trim())
}

/// Returns true if the bracket after an amount of which nothing is said makes it anything but a plain amount of this year.
fn speaks_of_another(after: &str) -> bool {
    const PLAIN: [&str; 12] = ["", "-", "―", "新規", "皆増", "皆減", "再掲", "内数", "拡充", "継続", "amed", "一部再掲"];
    bracket(after).is_some_and(|inner| !PLAIN.contains(&inner))
}

/// Returns what the bracket after an amount calls it, if that is not a budget of a year: `12億円(5年間の総額)`.
fn remark(after: &str) -> Option<&'static str> {
    const REMARKS: [(&str, &str); 7] = [
        ("累計", "累計"),
        ("総額", "総額"),
        ("年間", "何年かの総額"),
        ("上限", "上限の額"),
        ("当たり", "一つあたりの額"),
        ("あたり", "一つあたりの額"),
        ("契約", "契約の額"),
    ];
    let inner = bracket(after)?;
    REMARKS.iter().find(|(word, _)| inner.contains(word)).map(|(_, why)| *why)
}

/// Returns true if nothing follows an amount, or only brackets.
fn ends_line(after: &str) -> bool {
    let after = after.trim();
    after.is_empty() || (after.starts_with('(') && after.ends_with(')'))
}

/// Returns a folded line with the unit stated above it added to its numbers, if only numbers follow the name: `… 1,234 (1,100)`.
pub(super) fn with_unit(folded: &str, from: usize, unit: &str) -> Option<String> {
    let (name, mut rest) = folded.split_at_checked(from)?;
    let parted = rest.starts_with([' ', ':', '…', '.', '・']);
    let mut text = name.to_owned();
    while let Some(sign) = rest.chars().next() {
        if let Some(number) = crate::text::numeral::at_start(rest).filter(|_| sign.is_ascii_digit()) {
            text.push_str(rest.get(..number.len)?);
            text.push_str(unit);
            rest = rest.get(number.len..)?;
        } else if matches!(sign, ' ' | ':' | '.' | '(' | ')' | '[' | ']' | '→' | '⇒' | '…' | '・' | '-' | '―' | '△' | '▲') {
            text.push(sign);
            rest = rest.get(sign.len_utf8()..)?;
        } else {
            return None;
        }
    }
    (parted && text.len() > folded.len()).then_some(text)
}

/// Returns the sign before a number.
fn signed(text: &str, start: usize) -> &str {
    text[..start].char_indices().next_back().filter(|(_, c)| matches!(c, '△' | '▲' | '-' | '~')).map_or("", |(at, _)| &text[at..start])
}

/// Returns what the words right before an amount say of it.
fn said(before: &str) -> Said {
    let filler = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ':' | '：' | 'は' | 'が' | '約' | '計' | '(' | '（' | '「' | '【' | '→' | '⇒' | '・' | '<' | '‹' | '〈' | '[' | 'の'
            )
    };
    let trimmed = before.trim_end_matches(filler);
    // What belongs to the amount reaches back to where something else ends.
    let begins = trimmed
        .rfind(['。', '、', ',', ';', '(', '）', ')', '「', '」', '→', '⇒', ':', '：', '/', '<', '>', '】'])
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
    let clause = trimmed[begins..].trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…'));
    // （前年度）3億円: the bracket right before it says what it is.
    let bracketed = trimmed.strip_suffix([')', '】']).and_then(|rest| rest.rsplit(['(', '【']).next()).unwrap_or_default();
    let speaks = first_in_text(bracketed).is_some()
        || years_before(bracketed).is_some()
        || STAGES
            .iter()
            .map(|(word, _)| word)
            .chain(OTHERS.iter().map(|(word, _)| word))
            .any(|word| *word != "amed" && bracketed.contains(word));
    let clause = if clause.is_empty() && speaks { bracketed } else { clause };
    if clause.is_empty() {
        return Said { bare: true, ..Said::default() };
    }
    let mut fiscal_year = None;
    year::in_text(clause, |year| fiscal_year = Some(year));
    let stage = STAGES.iter().find(|(word, _)| clause.ends_with(word)).map(|(_, stage)| *stage);
    // R8当初
    let stage = stage.or_else(|| (fiscal_year.is_some() && clause.ends_with("当初")).then_some("当初予算"));
    let other = OTHERS.iter().find(|(word, _)| clause.contains(word)).map(|(_, why)| *why);
    // 市場規模…の獲得を目指す 令和7年度予算額: what is said before the words of the stage is about something else.
    let own = clause.rsplit([' ', '　']).next().unwrap_or(clause);
    let other = match stage {
        Some(_) => OTHERS.iter().find(|(word, _)| own.contains(word) && *word != "amed").map(|(_, why)| *why),
        None => other,
    };
    let years_before = years_before(clause).filter(|_| fiscal_year.is_none());
    let only_year = fiscal_year.is_some() && is_year(clause);
    Said { stage, fiscal_year, years_before, other, bare: false, only_year }
}

/// Returns a number and what follows it if it is not an amount: 1,2345億円, 12億ドル.
fn unread(text: &str) -> Option<String> {
    const SHOWN: usize = 12;
    let unit =
        text.char_indices().find(|(at, c)| matches!(c, '兆' | '億') && text[..*at].trim_end().ends_with(|c: char| c.is_ascii_digit()))?.0;
    let from = text[..unit].trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')).len();
    Some(text[from..].chars().take(SHOWN).collect())
}

/// Returns the first amount of a folded line that may be somebody's budget: one that the line calls so, or one in 億円 or more; not the end
/// of a range and not a decrease.
pub(super) fn money(folded: &str) -> Option<PrintedAmount> {
    let may_be = |printed: &PrintedAmount| printed.amount.unit >= OKU || is_called_budget(folded.get(..printed.start).unwrap_or_default());
    amount::all(folded).into_iter().find(|printed| !printed.relative && may_be(printed))
}

/// Returns true if the words right before an amount call it a request or a budget.
fn is_called_budget(before: &str) -> bool {
    let before = before.trim_end_matches([' ', ':']);
    ["要求額", "予算額", "執行額", "決算額"].iter().any(|word| before.ends_with(word))
}

/// Returns true if a folded line says nothing before its first amount except its year or stage: `- 令和8年度概算要求額: 12億円 (…)`.
pub(super) fn begins_with_its_budget(folded: &str) -> bool {
    let text = folded.trim_start_matches(['-', '・', '*', ' ', '○', '〇', '※']);
    let budget = STAGES.iter().any(|(word, _)| text.starts_with(word)) || year::at_start(text).is_some_and(|year| year.certain);
    budget
        && !text.contains('。')
        && amount::all(text).first().is_some_and(|first| is_called_budget(text.get(..first.start).unwrap_or_default()))
}

/// Returns true if a folded line ends with an amount that it calls a request or a budget.
pub(super) fn ends_with_its_budget(folded: &str) -> bool {
    let last = amount::all(folded).pop().filter(|last| folded[last.end()..].trim().is_empty());
    last.is_some_and(|last| is_called_budget(folded.get(..last.start).unwrap_or_default()))
}

/// Returns the amount in 億円 after a word, with at most `apart` characters between them.
pub(super) fn behind(folded: &str, word: &str, apart: usize) -> Option<f64> {
    let places = folded.match_indices(word).map(|(at, _)| &folded[at + word.len()..]);
    let mut found = places.filter_map(|rest| money(rest).filter(|printed| rest[..printed.start].trim().chars().count() <= apart));
    found.next().map(|printed| printed.amount.oku())
}

/// Returns the stage of the money that a folded line speaks of.
pub(super) fn stage(folded: &str) -> Option<&'static str> {
    let words = [("要望額", "要望"), ("概算要求", "概算要求"), ("予算額", "当初予算"), ("当初予算", "当初予算")];
    words.into_iter().find(|(word, _)| folded.contains(word)).map(|(_, stage)| stage)
}
