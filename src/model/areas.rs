//! Disease areas that a project covers. One rule serves every list, link, filter and table: a project covers an area only through words on
//! that project's own slide or section, that is, its own text and what is printed there. What is said of the same programme under another
//! project does not carry over, nor does the name of a programme that is only listed again (再掲): only what this slide says of it counts.

use std::collections::{BTreeMap, HashMap};

use super::mentions::{Finding, Mentions};
use super::{Basis, Corpus, Id, Kind, Place, Project, Record};

/// A disease area that a project covers.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Covered {
    /// The project.
    pub project: Id,
    /// The area.
    pub area: Id,
    /// The basis: stated if a document puts the project itself under the area.
    pub basis: Basis,
    /// The first place that supports it.
    pub place: Place,
    /// The word in that place; `None` if a field says it.
    pub words: Option<String>,
    /// The records that support it: the project itself first, then its sections, programmes and indicators.
    pub bearers: Vec<Id>,
}

/// Returns the areas of all projects, each pair once.
pub(super) fn of_projects(corpus: &Corpus, mentions: &Mentions, findings: &[Finding]) -> Vec<Covered> {
    let areas = corpus.positions(Kind::Area);
    let mut by_speaker: HashMap<usize, Vec<&Finding>> = HashMap::new();
    for finding in findings.iter().filter(|finding| areas.contains(&finding.named)) {
        by_speaker.entry(finding.speaker).or_default().push(finding);
    }
    let printed = PrintedTexts::new(corpus);
    let mut all = Vec::new();
    for record in corpus.of_kind(Kind::Project) {
        let Record::Project(project) = record else { continue };
        let mut draft = CoveredAreas { corpus, project, covered: BTreeMap::new() };
        draft.own();
        draft.found(&project.id, &by_speaker);
        for record in printed.of(&project.id) {
            match record {
                Record::Programme(programme) => draft.programme(programme, mentions),
                other => {
                    draft.stated(other);
                    draft.found(other.id(), &by_speaker);
                }
            }
        }
        all.extend(draft.covered.into_values());
    }
    all
}

/// Records printed on the slides and in the sections of each project.
struct PrintedTexts<'c> {
    by_project: HashMap<&'c Id, Vec<&'c Record>>,
}

impl<'c> PrintedTexts<'c> {
    fn new(corpus: &'c Corpus) -> Self {
        let mut by_project: HashMap<&Id, Vec<&Record>> = HashMap::new();
        let mut by_section: HashMap<&Id, &Id> = HashMap::new();
        for record in corpus.of_kind(Kind::Project) {
            let Record::Project(project) = record else { continue };
            by_section.extend(project.entries.iter().filter_map(|entry| Some((entry.section.as_ref()?, &project.id))));
        }
        let of_section = |record: &Record| {
            let above = corpus.ancestors(record.id().as_str());
            std::iter::once(record).chain(above.into_iter().rev()).find_map(|record| by_section.get(record.id()).copied())
        };
        for record in corpus.of_kind(Kind::Section) {
            if let Some(project) = of_section(record) {
                by_project.entry(project).or_default().push(record);
            }
        }
        for record in corpus.of_documents(Kind::Programme) {
            let Record::Programme(programme) = record else { continue };
            for project in programme.entries.iter().filter_map(|entry| entry.project.as_ref()) {
                let known = by_project.entry(project).or_default();
                if !known.iter().any(|known| known.id() == record.id()) {
                    known.push(record);
                }
            }
        }
        for record in corpus.of_documents(Kind::Kpi) {
            let Record::Kpi(kpi) = record else { continue };
            // An indicator counts if it is printed on the project's slide or in its section, not wherever its owner is.
            let owner = kpi.owning_project().and_then(|id| corpus.project(id.as_str()));
            let on_slide = |project: &&Project| {
                project.entries.iter().any(|entry| entry.document == kpi.document && entry.slide.is_some() && entry.slide == kpi.slide)
            };
            let of_section = || corpus.get(kpi.section.as_ref()?.as_str()).and_then(of_section);
            if let Some(project) = owner.filter(on_slide).map(|project| &project.id).or_else(of_section) {
                by_project.entry(project).or_default().push(record);
            }
        }
        Self { by_project }
    }

    fn of(&self, project: &Id) -> &[&'c Record] {
        self.by_project.get(project).map_or(&[], Vec::as_slice)
    }
}

/// The areas of one project under construction, by their positions.
struct CoveredAreas<'c> {
    corpus: &'c Corpus,
    project: &'c Project,
    covered: BTreeMap<usize, Covered>,
}

impl CoveredAreas<'_> {
    fn add(&mut self, area: usize, basis: Basis, place: Place, words: Option<&str>, bearer: &Id) {
        let Some(record) = self.corpus.at(area) else { return };
        let covered = self.covered.entry(area).or_insert_with(|| Covered {
            project: self.project.id.clone(),
            area: record.id().clone(),
            basis,
            place,
            words: words.map(str::to_owned),
            bearers: Vec::new(),
        });
        if !covered.bearers.contains(bearer) {
            covered.bearers.push(bearer.clone());
        }
    }

    /// Adds the areas that a document states for the project itself.
    fn own(&mut self) {
        let project = self.project;
        for entry in &project.entries {
            for area in entry.areas.iter().filter_map(|area| self.corpus.position(area.as_str())) {
                self.add(area, Basis::Stated, entry.place(), None, &project.id);
            }
        }
    }

    /// Adds the areas under which a document puts a section or indicator of the project.
    fn stated(&mut self, record: &Record) {
        let Some(place) = record.places().into_iter().next() else { return };
        for area in record.areas().into_iter().filter_map(|area| self.corpus.position(area.as_str())) {
            self.add(area, Basis::Inferred, place.clone(), None, record.id());
        }
    }

    /// Adds the areas that the texts of a record name.
    fn found(&mut self, record: &Id, by_speaker: &HashMap<usize, Vec<&Finding>>) {
        let Some(position) = self.corpus.position(record.as_str()) else { return };
        for finding in by_speaker.get(&position).into_iter().flatten() {
            self.add(finding.named, Basis::Inferred, finding.place.clone(), Some(&finding.words), record);
        }
    }

    /// Adds the areas from what is printed of a programme under this project and nowhere else: its name, and what its entries here say.
    fn programme(&mut self, programme: &super::Programme, mentions: &Mentions) {
        let areas = self.corpus.positions(Kind::Area);
        for entry in programme.entries.iter().filter(|entry| entry.project.as_ref() == Some(&self.project.id)) {
            for area in entry.areas.iter().filter_map(|area| self.corpus.position(area.as_str())) {
                self.add(area, Basis::Inferred, entry.place(), None, &programme.id);
            }
            let mut words: Vec<(usize, String)> = Vec::new();
            if !entry.again() {
                mentions.areas(&programme.title, |area, word| words.push((area, word.to_owned())));
            }
            if let Some(summary) = &entry.summary {
                mentions.named(summary, |positions, word| {
                    words.extend(positions.iter().filter(|position| areas.contains(position)).map(|area| (*area, word.to_owned())));
                });
            }
            for (area, word) in words {
                self.add(area, Basis::Inferred, entry.place(), Some(&word), &programme.id);
            }
        }
    }
}
