//! Projects and their money: `１． 医薬品プロジェクト 461億円 ＜AMED 412億円、インハウス 49億円＞`.

use super::found::Project;
use super::money::{behind, money};
use super::patterns::{PROJECT, captures};
use super::printed::as_printed;
use super::walker::Walker;
use crate::import::blocks::Block;
use crate::text::fold::loosen;

impl Walker<'_> {
    /// A project's heading, with its money where that stands beside it.
    pub(super) fn project(&mut self, block: &Block, folded: &str) -> bool {
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
                name: as_printed(&block.text, name),
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
