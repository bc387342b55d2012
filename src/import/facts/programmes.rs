//! Programmes and their money: `● 名前：… 概算要求額 12億円`, `◆【新規】名前(文)`, names in a row with one amount for all.

use super::found::{Certainty, FilePlace, FoundAmount, FoundProgramme};
use super::money::{Sums, begins_with_its_budget, ends_with_its_budget, sums, with_unit};
use super::walker::Walker;
use crate::import::blocks::Block;
use crate::import::lines::is_programme;
use crate::text::amount;
use crate::text::fold::fold;

impl Walker<'_> {
    /// Adds the programme of a line such as `● 名前：…`, `◆【新規】名前(文)` or `- ◆ **名前**`; returns true if the line is one.
    pub(super) fn programme(&mut self, block: &Block, folded: &str) -> bool {
        let bold = block.text().trim_start().starts_with("- **");
        let text = block.text();
        let text = text.trim_start_matches(['-', '*', ' ', '　']);
        let text = match text.strip_prefix(['◆', '●', '■', '♦']) {
            Some(rest) => rest,
            None if bold => text,
            // Several names in a row, for which one amount is given.
            None if text.matches(['/', '／']).count() >= 2 => return self.group(block, text),
            // With any other mark of a list, or with none, the money is what shows a programme.
            None => return self.with_money(block, folded),
        };
        if text.matches([' ', '　']).count() >= 2 && text.matches(['/', '／']).count() >= 2 {
            return self.group(block, text);
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
        // The money may follow the name without a colon.
        let gap = head.find(['　', ' ']).unwrap_or(head.len());
        let named = is_programme(self.ministries.trailing(head.trim()).0);
        let end = if !amount::all(&fold(head)).is_empty() || !named { gap } else { head.len() };
        let (name, mut ministries) = self.ministries.trailing(head[..end].trim());
        let mut marks = self.ministries.among(marks, &mut ministries);
        let mut name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '※' | '*'));
        for (ending, mark) in [("(再掲)", "再掲"), ("（再掲）", "再掲"), ("(AMED)", "AMED"), ("（AMED）", "AMED")] {
            if let Some(rest) = name.strip_suffix(ending) {
                name = rest.trim();
                marks.push(mark.to_owned());
            }
        }
        if !is_programme(name) {
            return false;
        }
        let project = self.project.map(|at| self.found.projects[at].name.clone());
        let name_ends = folded.find(fold(name).as_str()).map_or(0, |at| at + fold(name).len());
        let sums = self.sums(folded, name_ends, block);
        self.years.extend(sums.taken.iter().filter_map(|amount| amount.fiscal_year).max());
        let told = !sums.doubts.is_empty();
        for (printed, why) in sums.doubts {
            self.doubted_sum(block, &printed, name, why);
        }
        if folded.contains("事項要求") {
            marks.push("事項要求".to_owned());
        }
        self.given = None;
        self.found.programmes.push(FoundProgramme {
            name: name.to_owned(),
            project,
            amounts: sums.taken,
            ministries,
            marks,
            page: block.page,
            line: self.at,
        });
        let at = self.found.programmes.len() - 1;
        // If its own line speaks of money, another line's money does not belong to it.
        if self.found.programmes[at].amounts.is_empty() && !told {
            self.waiting.push((at, 0));
        }
        true
    }

    /// Adds the programme of a line that is one by its name and the requests or budgets after it: `① 名前 12億円`,
    /// `(1) 名前：… 概算要求額 12億円`; returns true if the line is one.
    fn with_money(&mut self, block: &Block, folded: &str) -> bool {
        let text = block.text();
        let text = without_mark(&text);
        let ends = text.find([':', '：', '　', ' ', '…', '\t']).unwrap_or(text.len());
        let head = text.get(..ends).unwrap_or_default();
        let (head, marks) = without_signs(head);
        let (name, mut ministries) = self.ministries.trailing(head.trim());
        let mut marks = self.ministries.among(marks, &mut ministries);
        if folded.contains("事項要求") {
            marks.push("事項要求".to_owned());
        }
        // What is listed beneath a programme may be called a study, too; without a programme's mark, only 事業 and the like are believed.
        let plain = name.split(['（', '(']).next().unwrap_or(name).trim();
        let ends = ["事業", "プログラム", "事業費", "補助金", "交付金"].iter().any(|end| plain.ends_with(end));
        // 事業費 and 補助金 are names of money, which only their money tells from others.
        let paid = ["事業費", "補助金", "交付金"].iter().any(|end| plain.ends_with(end)) && !name.contains('。');
        if !ends || name.contains('、') || !(is_programme(name) || (paid && (4..=60).contains(&name.chars().count()))) {
            return false;
        }
        let Some(name_ends) = folded.find(fold(name).as_str()).map(|at| at + fold(name).len()) else { return false };
        let sums = self.sums(folded, name_ends, block);
        if sums.taken.is_empty() {
            let project = self.project.map(|at| self.found.projects[at].name.clone());
            let name = name.to_owned();
            let named = FoundProgramme { name, project, amounts: Vec::new(), ministries, marks, page: block.page, line: self.at };
            self.named = Some(named).filter(|_| sums.doubts.is_empty());
            return false;
        }
        self.years.extend(sums.taken.iter().filter_map(|amount| amount.fiscal_year).max());
        for (printed, why) in sums.doubts {
            self.doubted_sum(block, &printed, name, why);
        }
        self.given = None;
        let project = self.project.map(|at| self.found.projects[at].name.clone());
        let name = name.to_owned();
        self.found.programmes.push(FoundProgramme {
            name,
            project,
            amounts: sums.taken,
            ministries,
            marks,
            page: block.page,
            line: self.at,
        });
        true
    }

    /// Returns the amounts after a name that ends at a byte of a line; for mere numbers, the unit is the one stated above.
    fn sums(&self, folded: &str, name_ends: usize, block: &Block) -> Sums {
        let Some((unit, whole)) = self.settings.unit.and_then(|unit| Some((unit, with_unit(folded, name_ends, unit)?))) else {
            return sums(folded, name_ends, &FilePlace::of(block, 0), &self.settings);
        };
        let mut sums = sums(&whole, name_ends, &FilePlace::of(block, 0), &self.settings);
        let printed = sums.taken.iter_mut().map(|amount| &mut amount.printed).chain(sums.doubts.iter_mut().map(|(printed, _)| printed));
        printed.for_each(|printed| *printed = printed.trim_end_matches(unit).to_owned());
        sums
    }

    /// Adds the programmes of a line of names in a row, with one amount for all of them that belongs to none alone; returns true if the
    /// line is one.
    fn group(&mut self, block: &Block, text: &str) -> bool {
        let names: Vec<&str> = text.split(['/', '／']).map(|name| name.trim().trim_matches('*')).collect();
        let programmes: Vec<&str> = names.into_iter().filter(|name| is_programme(name)).collect();
        if programmes.len() < 2 {
            return false;
        }
        let project = self.project.map(|at| self.found.projects[at].name.clone());
        self.waiting.clear();
        for name in programmes {
            let (name, ministries) = self.ministries.trailing(name);
            self.found.programmes.push(FoundProgramme {
                name: name.to_owned(),
                project: project.clone(),
                amounts: Vec::new(),
                ministries,
                marks: Vec::new(),
                page: block.page,
                line: self.at,
            });
        }
        true
    }

    /// Gives an amount on a line of its own to the nearest programme above it, if there is only one, or to a project if it says so.
    pub(super) fn amount(&mut self, block: &Block, folded: &str) {
        // Numbers whose unit is stated above, after what is not the name of a programme: a part, or a sum of others.
        if let (Some(unit), Some(words_end)) = (self.settings.unit, folded.find(' '))
            && with_unit(folded, words_end, unit).is_some()
        {
            self.doubt(block, &block.text(), "どの事業の額とも言われない");
        }
        let Sums { taken: mut found, doubts } = sums(folded, 0, &FilePlace::of(block, 0), &self.settings);
        for (printed, why) in doubts {
            self.doubt(block, &printed, why);
        }
        // Only its position ties an amount on a line of its own to a name.
        found.iter_mut().for_each(|amount| amount.certainty = amount.certainty.min_of(Certainty::Medium));
        let Some(first) = found.first().cloned() else { return };
        if let Some(mut programme) = self.named.take().filter(|named| named.line + 1 == self.at && self.waiting.is_empty()) {
            self.years.extend(found.iter().filter_map(|amount| amount.fiscal_year).max());
            programme.amounts = found;
            self.found.programmes.push(programme);
            return;
        }
        self.years.extend(found.iter().filter_map(|amount| amount.fiscal_year).max());
        if let (Some(of_amed), Some(at), true) = (self.money_of.take(), self.project, self.waiting.is_empty()) {
            let project = &mut self.found.projects[at];
            let place = if of_amed { &mut project.amed } else { &mut project.in_house };
            *place = place.or(Some(first.value));
            project.fiscal_year = project.fiscal_year.or(first.fiscal_year);
            return;
        }
        // A line of prose that speaks of an amount gives it to nobody; in-house money in parentheses is stated beside a programme's own.
        let alone = folded.chars().count() <= 30 || ends_with_its_budget(folded) || begins_with_its_budget(folded);
        if folded.contains("(インハウス") {
            found.iter().for_each(|amount| self.doubt(block, &amount.printed, "インハウスの分"));
            return;
        }
        // Amounts in a row are torn from their names: the first of them is no more certain than the others.
        if let Some((at, lines)) = self.given.take()
            && lines <= 2
            && alone
            && self.waiting.is_empty()
        {
            let programme = &mut self.found.programmes[at];
            // Another year or stage of the same programme: each line says which.
            let says = |amount: &FoundAmount| amount.stage.zip(amount.fiscal_year);
            let others: Vec<_> = programme.amounts.iter().map(says).collect();
            if found.iter().all(|amount| says(amount).is_some() && !others.contains(&says(amount))) && others.iter().all(Option::is_some) {
                programme.amounts.extend(found);
                self.given = Some((at, 0));
                return;
            }
            let torn = std::mem::take(&mut programme.amounts);
            let name = programme.name.clone();
            if let Some(before) = torn.first() {
                self.doubt(block, &format!("{}・{}: {name}", before.printed, first.printed), "どちらがこの名のものか分からない");
            }
            return;
        }
        match self.waiting.as_slice() {
            [(at, _)] if alone => {
                self.found.programmes[*at].amounts = found;
                self.given = Some((*at, 0));
                self.waiting.clear();
            }
            several if alone && !several.is_empty() => {
                let names: Vec<&str> = several.iter().map(|(at, _)| self.found.programmes[*at].name.as_str()).collect();
                let text = format!("{}: {}", first.printed, names.join(" / "));
                self.doubt(block, &text, "どの名のものか分からない");
                self.waiting.clear();
            }
            _ => found.iter().for_each(|amount| self.doubt(block, &amount.printed, "どの事業の額とも言われない")),
        }
    }
}

/// Returns a line without the mark or number of its list.
fn without_mark(text: &str) -> &str {
    const MARKS: [char; 17] = ['○', '〇', '◇', '□', '◎', '▶', '▷', '・', '▪', '➢', '✓', '✔', '－', '-', '*', '※', '◯'];
    let text = text.trim();
    let rest = text.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    if rest.len() < text.len() {
        return rest;
    }
    let first = text.chars().next().unwrap_or(' ');
    if ('①'..='⑳').contains(&first) || ('⑴'..='⒇').contains(&first) {
        return text[first.len_utf8()..].trim_start();
    }
    // (1), 1., 1), ア, a)
    let inner = text.trim_start_matches(['(', '（']);
    let number: usize = inner.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).map(char::len_utf8).sum();
    let letter =
        inner.chars().next().filter(|c| number == 0 && (c.is_ascii_alphabetic() || ('ア'..='ン').contains(c))).map_or(0, char::len_utf8);
    let after = inner.get(number.max(letter)..).unwrap_or_default();
    let closed = after.trim_start_matches([')', '）', '.', '．', '、', ' ', '　']);
    let marked = number + letter > 0 && closed.len() < after.len();
    if marked { closed.trim_start() } else { text }
}

/// Returns a name without the marks in brackets before and after it, and those marks.
pub(super) fn without_signs(head: &str) -> (String, Vec<String>) {
    let (mut text, mut marks) = (head.replace("**", ""), Vec::new());
    while let Some((before, rest)) = text.split_once('【') {
        let Some((mark, after)) = rest.split_once('】') else { break };
        marks.push(mark.to_owned());
        text = format!("{before}{after}");
    }
    let endings =
        [("（再掲）", "再掲"), ("(再掲)", "再掲"), ("（新規）", "新規"), ("(新規)", "新規"), ("（AMED）", "AMED"), ("(AMED)", "AMED")];
    for (ending, mark) in endings {
        if let Some(rest) = text.trim().strip_suffix(ending) {
            text = rest.to_owned();
            marks.push(mark.to_owned());
        }
    }
    (text.trim().to_owned(), marks)
}
