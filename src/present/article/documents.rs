//! What an article shows of the records of documents: sections, projects, programmes, indicators.

use super::block::{ArticleBlock, Label};
use super::page::Page;
use crate::model::{Allocation, Entry, Id, Kpi, Office, Owner, Programme, Project, ProjectEntry, Record, Role, Section};
use crate::present::phrases::{amount, citation, latest, number, target, term};

impl Page<'_> {
    pub(super) fn section(&mut self, section: &Section) {
        self.ministries(&section.ministries);
        self.areas(&section.areas);
        self.paragraph(section.text.as_deref());
        self.items(if section.project.is_some() { Label::Themes } else { Label::Points }, section);
    }

    /// The original's words, with the file and page that they are from.
    pub(super) fn original(&mut self, record: &Record) {
        let mut from = None;
        for excerpt in self.corpus.original(record) {
            let place = excerpt.page.map_or_else(|| excerpt.file.clone(), |page| format!("{} p.{page}", excerpt.file));
            if from.as_ref() != Some(&place) {
                self.field(Label::Original, Some(&place));
                from = Some(place);
            }
            self.blocks.extend(excerpt.lines.iter().map(|line| ArticleBlock::Paragraph(line.clone())));
        }
    }

    fn items(&mut self, label: Label, section: &Section) {
        if section.points.is_empty() {
            return;
        }
        self.blocks.push(ArticleBlock::Heading(label, section.points.len()));
        for point in &section.points {
            let page = point.page.filter(|page| Some(*page) != section.page);
            self.blocks.push(ArticleBlock::Item { text: point.text.clone(), ministries: point.ministries.clone(), page });
        }
    }

    pub(super) fn project(&mut self, project: &Project) {
        self.ministries(&project.ministries);
        self.aliases(&project.aliases);
        self.areas(&project.areas);
        if let [only] = project.entries.as_slice() {
            self.paragraph(only.summary.as_deref());
        }
        for budget in &project.budgets {
            let parts = [("AMED", budget.amed), ("インハウス", budget.in_house), ("計", budget.total)];
            let parts: Vec<String> =
                parts.iter().filter_map(|(name, value)| value.map(|value| format!("{name} {}", amount(value)))).collect();
            let marks = if budget.marks.is_empty() { String::new() } else { format!("（{}）", budget.marks.join("・")) };
            let stage = budget.basis.printed();
            let text = format!("FY{} {stage} {}{marks}", budget.fiscal_year, parts.join(" / "));
            self.field(Label::Budget, Some(&text));
        }
        match project.entries.as_slice() {
            [only] => self.themes(only),
            entries => {
                self.blocks.push(ArticleBlock::Heading(Label::Entries, entries.len()));
                entries.iter().for_each(|entry| self.project_entry(entry));
            }
        }
    }

    /// What one of several documents says of a project.
    fn project_entry(&mut self, entry: &ProjectEntry) {
        let document = self.corpus.document(entry.document.as_str()).map_or_else(|| entry.document.to_string(), |d| d.short_title.clone());
        let number = entry.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        self.field(Label::Document, Some(&format!("{document}：{number}{}", entry.title)));
        self.ministries(&entry.ministries);
        self.paragraph(entry.summary.as_deref());
        self.themes(entry);
        self.blocks.extend(entry.note.as_ref().map(|note| ArticleBlock::Note(note.clone())));
    }

    fn themes(&mut self, entry: &ProjectEntry) {
        if entry.themes.is_empty() {
            return;
        }
        self.blocks.push(ArticleBlock::Heading(Label::Themes, entry.themes.len()));
        for (text, page) in entry.themes.iter().zip(&entry.theme_pages) {
            let page = page.filter(|page| Some(*page) != entry.page);
            self.blocks.push(ArticleBlock::Item { text: text.clone(), ministries: Vec::new(), page });
        }
    }

    pub(super) fn allocations(&mut self, allocations: &[Allocation]) {
        if allocations.is_empty() {
            return;
        }
        self.blocks.push(ArticleBlock::Heading(Label::Budget, allocations.len()));
        for allocation in allocations {
            let stage = allocation.basis.printed();
            let mut text = format!("FY{} {stage} {}", allocation.fiscal_year, allocation.title);
            if let Some(value) = allocation.amount {
                text.push_str(&format!(" {}", amount(value)));
            }
            let shares: Vec<String> = allocation.ministries.iter().map(|share| format!("{}{}", share.code, number(share.amount))).collect();
            if !shares.is_empty() {
                text.push_str(&format!("（{}）", shares.join("、")));
            }
            text.extend(allocation.note.iter().map(|note| format!("。{note}")));
            self.blocks.push(ArticleBlock::Item { text, ministries: Vec::new(), page: None });
        }
    }

    pub(super) fn programme(&mut self, programme: &Programme) {
        self.aliases(&programme.aliases);
        if !programme.members.is_empty() {
            let text = self.titles(&programme.members);
            self.field(Label::Members, Some(&text));
        }
        if !programme.entries.is_empty() {
            self.blocks.push(ArticleBlock::Heading(Label::Entries, programme.entries.len()));
            programme.entries.iter().for_each(|entry| self.entry(entry));
        }
        let offices: Vec<Role> = programme.ministries.iter().map(Office::role).collect();
        self.ministries(&offices);
        self.field(Label::Office, programme.organisation.first().map(String::as_str));
        programme.reviews.iter().for_each(|review| self.review(review));
    }

    fn entry(&mut self, entry: &Entry) {
        let document = self.corpus.document(entry.document.as_str()).map_or_else(|| entry.document.to_string(), |d| d.short_title.clone());
        let mut head = vec![document];
        head.extend(entry.fiscal_year.map(|year| format!("FY{year}")));
        head.extend(entry.basis.map(|basis| basis.printed().to_owned()));
        head.extend(entry.amount.map(amount));
        head.extend(entry.assigned().map(|how| format!("（{how}）")));
        head.extend((!entry.marks.is_empty()).then(|| format!("〔{}〕", entry.marks.join("・"))));
        head.extend(entry.project.as_ref().map(|project| self.titles([project])));
        let text =
            [Some(head.join(" ")), entry.summary.clone(), entry.note.clone(), entry.support.clone().map(|why| format!("根拠：{why}"))];
        let text = text.into_iter().flatten().map(|part: String| part.trim_end_matches('。').to_owned()).collect::<Vec<_>>().join("。");
        self.blocks.push(ArticleBlock::Item { text, ministries: entry.ministries.clone(), page: entry.page });
    }

    pub(super) fn kpi(&mut self, kpi: &Kpi) {
        self.field(Label::Group, kpi.group.as_deref());
        self.paragraph(kpi.review.as_ref().and_then(|review| review.goal.as_deref()));
        match &kpi.target {
            Some(goal) => {
                self.field(Label::Target, Some(&target(goal)));
                let printed = goal.printed.as_deref().filter(|_| goal.value.is_some());
                self.field(Label::Text, printed);
                self.field(Label::Deadline, term(goal).as_deref());
            }
            None => self.blocks.push(ArticleBlock::NotReported(Label::Target)),
        }
        match &kpi.latest {
            Some(value) => {
                self.field(Label::Latest, Some(&latest(value)));
                self.field(Label::AsOf, value.as_of.as_deref());
                if let Some(place) = &value.place {
                    let place = citation(self.corpus, place);
                    self.field(Label::Place, Some(&place));
                }
            }
            None => self.blocks.push(ArticleBlock::NotReported(Label::Latest)),
        }
        match (&kpi.owner, kpi.owning_record()) {
            (Some(owner), Some(record)) => self.owner(owner, record),
            _ => self.blocks.push(ArticleBlock::NotReported(Label::Owner)),
        }
        self.ministries(&kpi.ministries);
        self.areas(&kpi.areas);
        self.paragraph(kpi.text.as_deref());
    }

    fn owner(&mut self, owner: &Owner, record: &Id) {
        let mut text = self.titles([record]);
        if owner.whole {
            text.push_str("（計画全体）");
        }
        self.blocks.push(ArticleBlock::Judged { label: Label::Owner, text, basis: owner.basis });
        let evidence: Vec<String> =
            owner.evidence.iter().map(|id| self.corpus.section_label(id.as_str()).unwrap_or_else(|| self.titles([id]))).collect();
        let evidence = (!evidence.is_empty()).then(|| format!("［{}］", evidence.join("、")));
        let reason: String = owner.note.iter().cloned().chain(evidence).collect();
        self.field(Label::Reason, Some(reason.as_str()).filter(|reason| !reason.is_empty()));
    }

    /// What is new in its period, or ends in it: no link can say so.
    pub(super) fn beginnings_and_ends(&mut self, id: &Id) {
        let corpus = self.corpus;
        let steps = corpus
            .lineage()
            .iter()
            .filter(|step| (step.from.is_none() && step.to.as_ref() == Some(id)) || (step.to.is_none() && step.from.as_ref() == Some(id)));
        for step in steps {
            let text = [Some(step.kind.printed()), step.note.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("：");
            self.blocks.push(ArticleBlock::Judged { label: Label::Lineage, text, basis: step.basis });
        }
    }

    pub(super) fn sources(&mut self, record: &Record) {
        let mut cited: Vec<String> = Vec::new();
        for place in record.places() {
            let text = citation(self.corpus, &place);
            if !cited.contains(&text) {
                cited.push(text);
            }
        }
        self.blocks.extend(cited.into_iter().map(ArticleBlock::Source));
        self.blocks.push(ArticleBlock::Field { label: Label::Id, text: record.id().to_string() });
    }
}
