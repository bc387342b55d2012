//! Records for a document that the corpus does not know. What another document already says is never said a second time, so that no yen is
//! counted twice.

use std::collections::{HashMap, HashSet};

use super::Draft;
use super::blocks::{Block, BlockKind};
use super::builder::{DocumentBuilder, Owners, line_of};
use super::facts::{Allocated, Certainty, FilePlace, FoundAmount, FoundProgramme, MinistryShare};
use super::known::Standing;
use super::session::{HASH_DIGITS, sha256};
use crate::model::{
    Allocation, AllocationGroup, AmountBasis, Basis, Budget, Category, Channel, Confidence, Document, DocumentKind, Entry, FiscalYear, Id,
    Kpi, Latest, LineageEdge, Measure, Named, Owner, Passage, Programme, Project, READ_BY_IMPORT, Reading, Record, Role, Section, Share,
    Stage, Target, name_key,
};
use crate::text::amount;
use crate::text::fold::fold;

/// Length of a short title, in characters.
const SHORT: usize = 24;
/// Most records of a kind that are made of one document; anything with more is data, not a paper.
const MOST: usize = 10_000;
/// Most blocks of text in one record.
const PIECE: usize = 500;
/// Fiscal years in which the first and the second plan period begin, and the length of every period from then on, in years.
const FIRST_PERIOD: FiscalYear = 2014;
const SECOND_PERIOD: FiscalYear = 2020;
const PERIOD: FiscalYear = 5;

/// Programme, the project that it is listed under, and the stage and year that are stated of it there.
type Spoken = (Id, Option<Id>, Option<Stage>, Option<FiscalYear>);

impl DocumentBuilder<'_, '_> {
    /// Makes the records of a document that the corpus does not know, and returns the records to which its lines belong.
    pub(super) fn new_document(&mut self) -> Owners {
        let draft = self.draft;
        let year = draft.fiscal_year;
        let allocations = self.allocations();
        let short: String = draft.title.chars().take(SHORT).collect();
        self.volume.records.push(Record::Document(Document {
            id: self.document.clone(),
            title: draft.title.clone(),
            short_title: short,
            document_kind: kind_of(draft),
            period: year.filter(|_| of_the_strategy(draft)).and_then(period_of),
            fiscal_year: year,
            allocations,
            note: Some("取り込んだ文書。見出し・額・府省は本文から機械で読み取った。".to_owned()),
            ..Document::default()
        }));
        let mut owners: Owners = vec![(0, self.document.clone())];
        let mut above: Vec<(u8, Id)> = Vec::new();
        let headings = self.most("見出し", &draft.headings);
        for (number, heading) in (1..).zip(headings) {
            let id = Id::new(format!("{}/section/{number}", self.document));
            above.retain(|(level, _)| *level < heading.level);
            self.volume.records.push(Record::Section(Section {
                id: id.clone(),
                document: self.document.clone(),
                number: heading.number.clone(),
                title: heading.title.clone(),
                parent: above.last().map(|(_, id)| id.clone()),
                ministries: self.roles(&heading.ministries),
                page: heading.page,
                slide: self.slide(heading.page, heading.line),
                ..Section::default()
            }));
            above.push((heading.level, id.clone()));
            owners.push((heading.line, id));
        }
        self.pieces(&mut owners, headings.len());
        let projects = self.projects();
        self.programmes(&projects);
        self.doubted();
        self.indicators();
        owners
    }

    /// Returns as many of the items found as a document may have records of a kind; if there are more, a doubt says so, and they stay in
    /// the text.
    fn most<'f, T>(&mut self, what: &str, found: &'f [T]) -> &'f [T] {
        let most = found.get(..MOST).unwrap_or(found);
        if most.len() < found.len() {
            self.doubts.push(format!("{what}が{}ある。記録にしたのは{MOST}まで。残りは本文にある", found.len()));
        }
        most
    }

    /// Cuts long stretches of text, such as a table of many rows, into sections of their own, so that no record holds more than a reader
    /// looks through.
    fn pieces(&mut self, owners: &mut Owners, sections: usize) {
        let blocks = &self.draft.blocks;
        let ends: Vec<usize> = owners.iter().skip(1).map(|(line, _)| *line).chain([blocks.len()]).collect();
        let mut cut = Vec::new();
        for ((begins, owner), end) in owners.iter().zip(ends) {
            for from in (*begins..end).step_by(PIECE).skip(1) {
                let to = (from + PIECE).min(end);
                let id = Id::new(format!("{}/section/{}", self.document, sections + cut.len() + 1));
                let (first, last) = (blocks.get(from), blocks.get(to - 1));
                let line = |block: Option<&Block>| block.map_or(0, |block| block.line);
                let sheet = first.and_then(|block| if let BlockKind::Row { sheet, .. } = &block.kind { sheet.as_deref() } else { None });
                let title = format!("{}行 {}～{}", sheet.map(|sheet| format!("{sheet} ")).unwrap_or_default(), line(first), line(last));
                let page = first.and_then(|block| block.page);
                self.volume.records.push(Record::Section(Section {
                    id: id.clone(),
                    document: self.document.clone(),
                    title,
                    parent: Some(owner.clone()).filter(|owner| *owner != self.document),
                    page,
                    slide: self.slide(page, from),
                    ..Section::default()
                }));
                cut.push((from, id));
            }
        }
        owners.extend(cut);
        owners.sort_by_key(|(line, _)| *line);
    }

    /// Returns the heading above a line if there are no pages: a place that a reader can find.
    fn slide(&self, page: Option<u32>, line: usize) -> Option<String> {
        if page.is_some() {
            return None;
        }
        let above = self.draft.headings.partition_point(|heading| heading.line <= line).checked_sub(1);
        let above = above.and_then(|at| self.draft.headings.get(at));
        Some(above.map_or_else(|| self.draft.title.clone(), |heading| heading.title.clone()))
    }

    /// Returns those of the printed ministries that the corpus has, with their roles.
    fn roles(&self, printed: &[String]) -> Vec<Role> {
        let roles = printed.iter().map(|printed| {
            let code = printed.trim_start_matches('◎').trim();
            Role { code: code.to_owned(), lead: code.len() < printed.trim().len() }
        });
        roles.filter(|role| self.session.corpus.ministry(&role.code).is_some()).collect()
    }

    /// Makes the document's projects, and returns their ids by name.
    fn projects(&mut self) -> HashMap<String, Id> {
        let draft = self.draft;
        let mut ids: HashMap<String, Id> = HashMap::new();
        for found in &draft.projects {
            if ids.contains_key(&found.name) {
                continue;
            }
            let id = Id::new(format!("{}/project/{}", self.document, ids.len() + 1));
            ids.insert(found.name.clone(), id.clone());
            let period = found.fiscal_year.or(draft.fiscal_year).and_then(period_of);
            let known = self.session.project(period, &found.name).map(|project| project.id.clone());
            let mut budgets = Vec::new();
            if let Some(fiscal_year) = found.fiscal_year
                && (found.amed.is_some() || found.in_house.is_some() || found.total.is_some())
            {
                let stage = self.stage(None);
                let said = known.as_ref().map(|known| (known.clone(), fiscal_year, stage));
                let by = said.as_ref().and_then(|said| self.session.known_budgets.get(said)).filter(|by| **by != self.document);
                if let Some(by) = by {
                    self.doubts.push(format!("{}: {by} が {fiscal_year} 年度の{}を既に述べている", found.name, stage.name()));
                } else {
                    self.session.known_budgets.extend(said.map(|said| (said, self.document.clone())));
                    let (amed, in_house, total) = (found.amed, found.in_house, found.total);
                    budgets.push(Budget {
                        document: self.document.clone(),
                        fiscal_year,
                        stage,
                        basis: AmountBasis::new(stage, false),
                        amed,
                        in_house,
                        total,
                        marks: Vec::new(),
                        slide: None,
                        note: None,
                    });
                }
            }
            if let Some(known) = known {
                self.volume.lineage.push(LineageEdge {
                    from: Some(known),
                    to: Some(id.clone()),
                    kind: Passage::Continued,
                    basis: Basis::Inferred,
                    evidence: vec![self.document.clone()],
                    note: Some("同じ期の同じ名。".to_owned()),
                });
            }
            let section = draft.headings.iter().position(|heading| name_key(&heading.title) == name_key(&found.name));
            self.volume.records.push(Record::Project(Project {
                id,
                document: self.document.clone(),
                number: Some(found.number.clone()).filter(|number| !number.is_empty()),
                title: found.name.clone(),
                budgets,
                section: section.map(|at| Id::new(format!("{}/section/{}", self.document, at + 1))),
                page: found.page,
                slide: self.slide(found.page, found.line),
                ..Project::default()
            }));
        }
        ids
    }

    /// Returns the total money of each channel. What another document already says is left out and reported.
    fn allocations(&mut self) -> Vec<Allocation> {
        let mut allocations = Vec::new();
        for found in &self.draft.allocations {
            let at = |of: &Allocated| Reading {
                name: Some(found.name.clone()),
                value: Some(of.amount.value),
                fiscal_year: of.amount.fiscal_year,
                stage: of.amount.stage.map(str::to_owned),
                certainty: Some(of.amount.certainty.name().to_owned()),
                printed: of.amount.printed.clone(),
                ..at(&of.amount.place)
            };
            self.volume.readings.extend(found.amounts.iter().map(at));
            let apart = found.amounts.iter().any(|of| of.amount.stage == Some("要望"));
            for Allocated { amount, ministries } in &found.amounts {
                // The sum of two amounts printed beside it is already counted with them.
                let both = amount.stage == Some("要求・要望");
                let (Some(fiscal_year), Some(printed)) = (amount.fiscal_year, amount.stage.filter(|_| !(both && apart))) else { continue };
                if matches!(printed, "執行" | "決算") {
                    continue;
                }
                let stage = self.stage(Some(printed));
                let said = (found.channel, fiscal_year, stage);
                if let Some(by) = self.session.known_channels.get(&said).filter(|by| **by != self.document) {
                    let what = format!("{}: {}億円（{fiscal_year}年度 {}）", found.name, amount.value, stage.name());
                    self.doubts.push(format!("{what}は {by} が既に述べているので、ここでは数えない"));
                    continue;
                }
                self.session.known_channels.insert(said, self.document.clone());
                let share = |share: &MinistryShare| Share { code: share.code.clone(), amount: share.value, incomparable: None };
                allocations.push(Allocation {
                    title: found.name.clone(),
                    group: AllocationGroup::Overall,
                    channel: Some(found.channel),
                    fiscal_year,
                    stage,
                    basis: AmountBasis::new(stage, both),
                    amount: Some(amount.value),
                    ministries: ministries.iter().map(share).collect(),
                    area: None,
                    programmes: Vec::new(),
                    section: None,
                    slide: Some(self.draft.title.clone()),
                    note: None,
                });
            }
        }
        allocations
    }

    /// Returns the stage of an amount: as printed beside it, else the document's.
    fn stage(&self, printed: Option<&str>) -> Stage {
        match printed {
            Some("当初予算") => Stage::Initial,
            Some("要望") => Stage::Wish,
            Some("補正予算") => Stage::Supplementary,
            // The budget that the government proposes counts as that of the year as long as nothing else is said.
            Some("当初予算案") => Stage::Initial,
            Some(_) => Stage::Request,
            None if self.draft.title.contains("概算要求") || !self.draft.title.contains("予算") => Stage::Request,
            None => Stage::Initial,
        }
    }

    fn programmes(&mut self, projects: &HashMap<String, Id>) {
        let mut made: HashSet<Id> = HashSet::new();
        let mut paid = HashSet::new();
        let mut spoken: HashSet<Spoken> = HashSet::new();
        for found in self.most("事業", &self.draft.programmes) {
            let known = self.look_up(&found.name);
            let id = match (known.standing, known.ids.as_slice()) {
                (Standing::Matched, [first, ..]) => first.clone(),
                (standing, alike) => {
                    let named = Id::new(format!("programme/n-{}", hash(&name_key(&found.name))));
                    // Another document gives a different amount for the same name and year: it speaks of a different programme.
                    let other = self.contradicted(&named, found);
                    let id = match &other {
                        Some(_) => Id::new(format!("programme/n-{}", hash(&format!("{} {}", self.document, name_key(&found.name))))),
                        None => named,
                    };
                    if made.insert(id.clone()) {
                        self.doubts.extend(other.clone().map(|other| format!("{}: {other}", found.name)));
                        let alike: Vec<&str> = alike.iter().map(Id::as_str).collect();
                        let unclear = (standing == Standing::Unclear)
                            .then(|| format!("{} に似た名。同じものかどうかは分からない。", alike.join("、")));
                        let note = other.or(unclear);
                        self.volume.records.push(Record::Programme(Programme {
                            id: id.clone(),
                            title: found.name.clone(),
                            note,
                            ..Programme::default()
                        }));
                    }
                    id
                }
            };
            self.named.push((found.name.clone(), id.clone()));
            self.volume.excerpts.extend(line_of(self.draft, &id, found.line));
            let project = found.project.as_ref().and_then(|name| projects.get(name)).cloned();
            let amounts: Vec<Option<&FoundAmount>> = match found.amounts.as_slice() {
                [] => vec![None],
                amounts => amounts.iter().map(Some).collect(),
            };
            let readings = found.amounts.iter().map(|amount| Reading {
                programme: Some(id.to_string()),
                name: Some(found.name.clone()),
                value: Some(amount.value),
                fiscal_year: amount.fiscal_year,
                stage: amount.stage.map(str::to_owned),
                within: amount.within,
                again: amount.again,
                certainty: Some(amount.certainty.name().to_owned()),
                printed: amount.printed.clone(),
                slide: self.slide(amount.place.page, found.line),
                ..at(&amount.place)
            });
            let readings: Vec<Reading> = readings.collect();
            self.volume.readings.extend(readings);
            for amount in amounts {
                let mut entry = self.entry(&id, found, amount, project.clone());
                if !spoken.insert((id.clone(), project.clone(), entry.stage, entry.fiscal_year)) {
                    if let Some(amount) = entry.amount {
                        self.doubts.push(format!("{}: {amount}億円が同じ所に二度目に出る", found.name));
                    }
                    continue;
                }
                if let (Some(amount), false) = (entry.amount, entry.again() || entry.within())
                    && !paid.insert((id.clone(), entry.fiscal_year, entry.stage, amount.to_bits()))
                {
                    self.doubts.push(format!("{}: {amount}億円が別の所にも出るので、再掲とみなした", found.name));
                    entry.marks.push("再掲".to_owned());
                }
                self.volume.entries.push((id.clone(), entry));
            }
        }
    }

    /// Adds the doubts as readings: amounts that were seen but not taken, with the programmes that this document names.
    fn doubted(&mut self) {
        let named: HashMap<String, String> = self
            .volume
            .readings
            .iter()
            .filter_map(|reading| Some((reading.name.clone()?, reading.programme.clone()?)))
            .chain(self.named.iter().map(|(name, id)| (name.clone(), id.to_string())))
            .collect();
        for doubt in self.draft.doubts.iter().take(MOST) {
            let reading = match &doubt.sum {
                Some(sum) => Reading {
                    programme: named.get(&sum.name).cloned(),
                    name: Some(sum.name.clone()),
                    value: plain_amount(&sum.printed),
                    fiscal_year: sum.fiscal_year,
                    stage: sum.stage.map(str::to_owned),
                    printed: sum.printed.clone(),
                    ..at(&doubt.place)
                },
                None => Reading { printed: doubt.text.clone(), ..at(&doubt.place) },
            };
            self.volume.readings.push(Reading { why: Some(doubt.why.clone()), ..reading });
        }
    }

    /// Returns what another document says differently of the programme `id`: another amount for the same year and stage.
    fn contradicted(&self, id: &Id, found: &FoundProgramme) -> Option<String> {
        found.amounts.iter().find_map(|amount| {
            let year = amount.fiscal_year.or(self.draft.fiscal_year)?;
            let stage = self.stage(amount.stage);
            let (by, said) = self.session.known_amounts.get(&(id.clone(), year, stage))?;
            let other = said.filter(|said| *by != self.document && *said != amount.value)?;
            Some(format!(
                "{year}年度 {}を、{by} は{other}億円、この文書は{}億円とする。同じ名の別の事業とみなした。",
                stage.name(),
                amount.value
            ))
        })
    }

    /// Returns the entry that the document has for a programme. An amount that another document already states is left out and reported.
    fn entry(&mut self, programme: &Id, found: &FoundProgramme, printed: Option<&FoundAmount>, project: Option<Id>) -> Entry {
        let mut amount = printed;
        let mut note = None;
        if let Some(spent) = amount.filter(|amount| matches!(amount.stage, Some("執行" | "決算"))) {
            // What was spent belongs neither to the series of requests nor to that of budgets.
            let year = spent.fiscal_year.map(|year| format!("{year}年度 ")).unwrap_or_default();
            note = Some(format!("{year}{} {}億円とある。", spent.stage.unwrap_or_default(), spent.value));
            amount = None;
        }
        if amount.is_some_and(|amount| amount.stage == Some("当初予算案")) {
            note = Some("政府案の額。".to_owned());
        }
        // An entry with an amount states its own year and stage; one without an amount takes those of the document.
        let mut year = amount.map_or(self.draft.fiscal_year, |amount| amount.fiscal_year);
        let stage = self.stage(amount.and_then(|amount| amount.stage));
        let unsaid = amount.and_then(|value| match (value.fiscal_year, value.stage) {
            (None, _) => Some((value, "何年度のものか")),
            (_, None) => Some((value, "要求額か予算額か")),
            _ => None,
        });
        if let Some((value, what)) = unsaid {
            note = Some(format!("{}億円とあるが、{what}分からない。", value.value));
            (amount, year) = (None, None);
        }
        let within = amount.filter(|amount| amount.within);
        if let Some(value) = within {
            // An amount given for several programmes together belongs to none of them alone.
            note = Some(format!("{}億円の内数とある。", value.value));
            amount = None;
        }
        if let Some(said) = year.map(|year| (programme.clone(), year, stage)) {
            match self.session.known_amounts.get(&said).filter(|(by, _)| *by != self.document) {
                Some((by, known)) => {
                    let what = amount.map_or_else(String::new, |amount| format!("{}億円", amount.value));
                    let same = amount.is_none_or(|amount| known.is_none_or(|known| known == amount.value));
                    let how = match known {
                        Some(known) if !same => format!("を、{by} は{known}億円とする。ここでは数えない。"),
                        _ => format!("は {by} が既に述べているので、ここでは数えない。"),
                    };
                    let text = format!("{what}（{}年度 {}）{how}", said.1, stage.name());
                    self.doubts.extend(amount.map(|_| format!("{}: {text}", found.name)));
                    note = note.or(Some(text));
                    (amount, year) = (None, None);
                }
                None => {
                    let value = amount.map(|amount| amount.value);
                    self.session.known_amounts.insert(said, (self.document.clone(), value));
                }
            }
        }
        let mut marks = found.marks.clone();
        for (is, mark) in [(within.is_some(), "内数"), (amount.is_some_and(|amount| amount.again), "再掲")] {
            if is && !marks.iter().any(|known| known == mark) {
                marks.push(mark.to_owned());
            }
        }
        if amount.is_some() && self.session.in_house.contains(programme) {
            marks.push("インハウス".to_owned());
            note = Some("ほかの年度と同じく、インハウス研究機関の経費とみなした。".to_owned());
        }
        let confidence = amount.map(|amount| match amount.certainty {
            Certainty::High => Confidence::High,
            Certainty::Medium => Confidence::Medium,
            Certainty::Low => Confidence::Low,
        });
        let in_house = marks.iter().any(|mark| mark == "インハウス");
        let channel = if in_house { Some(Channel::InHouse) } else { self.says_amed(found).then_some(Channel::Amed) };
        Entry {
            channel,
            document: self.document.clone(),
            project,
            fiscal_year: year,
            stage: year.map(|_| stage),
            basis: year.map(|_| AmountBasis::new(stage, printed.is_some_and(|printed| printed.stage == Some("要求・要望")))),
            amount: amount.map(|amount| amount.value),
            support: confidence.filter(|confidence| *confidence != Confidence::High).map(|_| READ_BY_IMPORT.to_owned()),
            confidence,
            share_of: None,
            ministries: self.roles(&found.ministries),
            ministries_place: None,
            marks,
            phase: None,
            summary: None,
            areas: Vec::new(),
            section: None,
            page: found.page,
            slide: self.slide(found.page, found.line),
            note,
        }
    }

    /// Returns true if the document says that a programme's money goes through AMED: on its line, in the document's title, or for its
    /// project.
    fn says_amed(&self, found: &FoundProgramme) -> bool {
        const AMED: [&str; 2] = ["amed", "日本医療研究開発機構"];
        let says = |text: &str| AMED.iter().any(|word| text.contains(word)) && !text.contains("うちamed");
        let project = self.draft.projects.iter().find(|project| Some(&project.name) == found.project.as_ref());
        project.is_some_and(|project| project.amed.is_some())
            || says(&fold(&self.draft.title))
            || self.draft.blocks.get(found.line).is_some_and(|block| says(&block.folded()))
    }

    fn indicators(&mut self) {
        for (number, found) in (1..).zip(self.most("指標", &self.draft.indicators)) {
            let basis = match (found.per_year, found.cumulative) {
                (true, _) => Measure::PerYear,
                (false, true) => Measure::Cumulative,
                (false, false) => Measure::Total,
            };
            // A target below the latest value is either exceeded already or to be reached by a decrease: nobody can tell which.
            let below = found.latest.zip(found.target).is_some_and(|(latest, target)| latest > target);
            let goal = if below { Measure::Relative } else { basis };
            let unit = Some(found.unit.clone()).filter(|unit| !unit.is_empty());
            let target = found.target.map(|value| Target {
                value: Some(value),
                unit: unit.clone(),
                basis: goal,
                from: None,
                by: found.by,
                cumulative: None,
                printed: found.printed.clone(),
            });
            let latest = found.latest.map(|value| Latest {
                value: Some(value),
                unit: unit.clone(),
                basis: Some(basis),
                as_of: None,
                printed: None,
                place: None,
            });
            let id = Id::new(format!("{}/kpi/{number}", self.document));
            self.volume.excerpts.extend(line_of(self.draft, &id, found.line));
            self.volume.records.push(Record::Kpi(Kpi {
                number: found.number.clone(),
                target,
                latest,
                owner: Some(Owner {
                    project: None,
                    programme: None,
                    whole: true,
                    basis: Basis::Inferred,
                    evidence: vec![self.document.clone()],
                    note: None,
                }),
                page: found.page,
                slide: self.slide(found.page, found.line),
                ..Kpi::new(id, self.document.clone(), Category::Result, found.title.clone())
            }));
        }
    }
}

/// Returns a reading at a place.
fn at(place: &FilePlace) -> Reading {
    Reading { page: place.page, line: place.line, cell: place.cell.clone(), ..Reading::default() }
}

/// Returns a printed amount in 億円 if it is nothing but one: not a range, not a change, not a number without a unit.
fn plain_amount(printed: &str) -> Option<f64> {
    let folded = fold(printed);
    let text = folded.trim();
    amount::at_start(text).filter(|amount| amount.len == text.len()).map(|amount| amount.oku())
}

/// Returns the digits that identify a name without an id.
fn hash(name: &str) -> String {
    sha256(name.as_bytes())[..HASH_DIGITS].to_owned()
}

/// Returns the kind of a document, judged by its content.
pub(super) fn kind_of(draft: &Draft) -> DocumentKind {
    let money = draft.programmes.iter().any(|programme| !programme.amounts.is_empty())
        || draft.projects.iter().any(|project| project.total.is_some());
    if draft.title.contains("概算要求") || draft.title.contains("予算") || money {
        DocumentKind::Request
    } else if draft.headings.iter().any(|heading| heading.number.is_some()) {
        DocumentKind::Plan
    } else {
        DocumentKind::Slides
    }
}

/// Returns true if a document speaks of the strategy, its plan or its agency, or has projects as they do: a paper of another field has no
/// period.
fn of_the_strategy(draft: &Draft) -> bool {
    let words = ["健康・医療戦略", "医療分野研究開発", "医療分野の研究開発", "日本医療研究開発機構", "AMED"].map(fold);
    !draft.projects.is_empty() || draft.blocks.iter().any(|block| words.iter().any(|word| block.folded().contains(word.as_str())))
}

/// Returns the plan period of a fiscal year; there is none before the first.
fn period_of(year: FiscalYear) -> Option<u8> {
    match year {
        ..FIRST_PERIOD => None,
        FIRST_PERIOD..SECOND_PERIOD => Some(1),
        _ => u8::try_from((year - SECOND_PERIOD) / PERIOD + 2).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_belong_to_periods() {
        let periods = [2013, 2014, 2019, 2020, 2024, 2025, 2029, 2030].map(period_of);
        assert_eq!(periods, [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3), Some(4)]);
    }

    #[test]
    fn papers_of_another_field_have_no_period() {
        let of = |text: &str| {
            let read = crate::import::read_content(std::path::Path::new("a.txt"), text.as_bytes(), &crate::import::Ministries::default());
            read.map(|draft| of_the_strategy(&draft)).ok()
        };
        assert_eq!(of("ガス保安検討会\n１．点検に関する平成28年度予算額について\n"), Some(false));
        assert_eq!(of("令和８年度予算の概要\nＡＭＥＤを通じて配分する。\n"), Some(true));
    }
}
