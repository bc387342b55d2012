//! Programmes and their money: `● 名前：… 概算要求額 12億円`, `◆【新規】名前(文)`, names in a row with one amount for all.

use super::found::Programme;
use super::money::{Certainty, ends_with_its_budget, money, sums};
use super::walker::Walker;
use crate::import::blocks::Block;
use crate::import::lines::is_programme;
use crate::text::fold::fold;

impl Walker<'_> {
    /// `● 名前：…`, `◆【新規】名前(文)`, `- ◆ **名前**`.
    pub(super) fn programme(&mut self, block: &Block, folded: &str) -> bool {
        let bold = block.text.trim_start().starts_with("- **");
        let text = block.text.trim_start_matches(['-', '*', ' ', '　']);
        let text = match text.strip_prefix(['◆', '●', '■', '♦']) {
            Some(rest) => rest,
            None if bold => text,
            // Several names in a row, which one amount is given for.
            None if text.matches(['/', '／']).count() >= 2 => return self.group(block, text),
            None => return false,
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
        let name_ends = folded.find(fold(name).as_str()).map_or(0, |at| at + fold(name).len());
        let sums = sums(folded, name_ends, block.line);
        self.years.extend(sums.taken.iter().filter_map(|amount| amount.fiscal_year).max());
        for (printed, why) in sums.doubts {
            self.doubt(block, &format!("{printed}: {name}"), why);
        }
        if folded.contains("事項要求") {
            marks.push("事項要求".to_owned());
        }
        self.given = None;
        self.found.programmes.push(Programme {
            name: name.to_owned(),
            project,
            amounts: sums.taken,
            ministries,
            marks,
            page: block.page,
            line: self.at,
        });
        let at = self.found.programmes.len() - 1;
        if self.found.programmes[at].amounts.is_empty() {
            self.waiting.push((at, 0));
        }
        true
    }

    /// Names in a row, with one amount for all of them: it is none of theirs alone.
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
            self.found.programmes.push(Programme {
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

    /// An amount on a line of its own: the nearest programme's above it, if there is only one; a project's where it says so.
    pub(super) fn amount(&mut self, block: &Block, folded: &str) {
        let mut found = sums(folded, 0, block.line).taken;
        // Only its place ties a sum on a line of its own to a name.
        found.iter_mut().for_each(|amount| amount.certainty = amount.certainty.min_of(Certainty::Medium));
        let Some(first) = found.first().cloned() else { return };
        self.years.extend(found.iter().filter_map(|amount| amount.fiscal_year).max());
        if let (Some(of_amed), Some(at), true) = (self.money_of.take(), self.project, self.waiting.is_empty()) {
            let project = &mut self.found.projects[at];
            let place = if of_amed { &mut project.amed } else { &mut project.in_house };
            *place = place.or(Some(first.value));
            project.fiscal_year = project.fiscal_year.or(first.fiscal_year);
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
            [] => {}
            several if alone => {
                let names: Vec<&str> = several.iter().map(|(at, _)| self.found.programmes[*at].name.as_str()).collect();
                let text = format!("{}: {}", first.printed, names.join(" / "));
                self.doubt(block, &text, "どの名のものか分からない");
                self.waiting.clear();
            }
            _ => {}
        }
    }
}
