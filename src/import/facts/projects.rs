//! Projects and their money: `１． 医薬品プロジェクト 461億円 ＜AMED 412億円、インハウス 49億円＞`.

use super::found::FoundProject;
use super::money::{behind, money};
use super::patterns::{PROJECT, captures};
use super::printed::as_printed;
use super::walker::Walker;
use crate::import::blocks::Block;
use crate::text::amount;
use crate::text::fold::{fold, loosen};

/// Brackets that open the parts of AMED and of in-house institutes after a project's money.
const OPENS: [char; 4] = ['＜', '<', '‹', '〈'];

/// Returns the number that a line begins with, circled or plain, and what follows it.
fn numbered(text: &str) -> Option<(String, &str)> {
    let text = text.trim();
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((fold(&first.to_string()), text[first.len_utf8()..].trim()));
    }
    let digits: usize = text.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).map(char::len_utf8).sum();
    let rest = text[digits..].strip_prefix(['.', '．', ' ', '　', ')', '）'])?;
    (1..=6).contains(&digits).then(|| (fold(&text[..digits]), rest.trim()))
}

impl Walker<'_> {
    /// Adds a project, whatever it is called, by its number and the parts after its money:
    /// `②…医療機器開発 183億円＜AMED180億円、インハウス3億円＞`; its name may be on the line above. Returns true if there is one.
    fn by_its_money(&mut self, block: &Block) -> bool {
        let text = block.text();
        let Some((head, parts)) = text.split_once(OPENS) else { return false };
        let (head, parts) = (fold(head), fold(parts));
        let Some(total) = amount::all(&head).pop().filter(|total| head[total.end()..].trim().is_empty() && !total.relative) else {
            return false;
        };
        if !parts.starts_with("amed") && !parts.starts_with("インハウス") {
            return false;
        }
        let own = as_printed(&block.text(), head[..total.start].trim());
        let named = if own.is_empty() { self.before.clone() } else { Some(own) };
        let Some((number, name)) = named.as_deref().and_then(numbered).map(|(number, name)| (number, name.to_owned())) else {
            return false;
        };
        if name.is_empty() || name.chars().count() > 60 || name.contains('。') {
            return false;
        }
        let amed = behind(&parts, "amed", 0).or_else(|| parts.starts_with("amed>").then(|| total.amount.oku()));
        let amed =
            amed.or_else(|| parts.starts_with("amed").then(|| parts[4..].starts_with(['›', '〉']).then(|| total.amount.oku())).flatten());
        self.found.projects.push(FoundProject {
            number,
            name,
            amed,
            in_house: behind(&parts, "インハウス", 8),
            total: Some(total.amount.oku()),
            fiscal_year: None,
            page: block.page,
            line: self.at,
        });
        self.project = Some(self.found.projects.len() - 1);
        self.waiting.clear();
        true
    }

    /// Adds the project of a heading, with its money if that is beside it; returns true if there is one.
    pub(super) fn project(&mut self, block: &Block, folded: &str) -> bool {
        let text = folded.trim_start_matches(['#', ' ', '*']);
        let Some(found) = captures(&PROJECT, text) else { return self.by_its_money(block) };
        let (printed, name, rest) = (&found[1], found[2].trim(), &found[3]);
        if name.contains('。') || rest.contains('。') {
            return false;
        }
        let known = self.found.projects.iter().position(|project| project.number == printed && loosen(&project.name) == loosen(name));
        let at = known.unwrap_or_else(|| {
            self.found.projects.push(FoundProject {
                number: printed.to_owned(),
                name: as_printed(&block.text(), name),
                amed: None,
                in_house: None,
                total: None,
                fiscal_year: None,
                page: block.page,
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
}
