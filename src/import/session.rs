//! State of an import of several documents: which of them the corpus has, where each is kept, and whose money has been counted.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::Draft;
use crate::model::{AllocationGroup, Channel, Corpus, Entry, FiscalYear, Id, Kind, Names, Project, Record, Stage, name_key};

/// Share of a corpus document's headings that a text must contain to be its original. The requests of two years share seven tenths of them.
const SAME: f64 = 0.85;
/// Fewest shared headings that identify a document.
const TELLING: usize = 5;
/// Number of hexadecimal digits of a hash in an id.
pub(super) const HASH_DIGITS: usize = 8;

/// Returns the SHA-256 of a file's content, or of a name, in hexadecimal.
pub(super) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// State that is kept while documents are imported one after another.
pub struct ImportSession<'c> {
    /// Corpus that ships, without the library.
    pub(super) corpus: &'c Corpus,
    pub(super) names: Names<'c>,
    /// Document that already states an amount, and the amount in 億円 if it gives one, by programme, year and stage.
    pub(super) known_amounts: HashMap<(Id, FiscalYear, Stage), (Id, Option<f64>)>,
    /// Document that already states the budget of a project, by project, year and stage.
    pub(super) known_budgets: HashMap<(Id, FiscalYear, Stage), Id>,
    /// Document that already states the total money of a channel, by channel, year and stage.
    pub(super) known_channels: HashMap<(Channel, FiscalYear, Stage), Id>,
    /// Programmes whose money has been in-house in every year so far.
    pub(super) in_house: HashSet<Id>,
    /// Folders of the library, with the names of their files.
    pub(super) library_files: HashMap<String, String>,
}

impl<'c> ImportSession<'c> {
    /// Creates a session for a corpus; `joined` is the corpus together with the library, whose folders and files are named by
    /// `library_files`.
    pub fn new(corpus: &'c Corpus, joined: &Corpus, library_files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut session = Self {
            names: Names::new(corpus, Kind::Programme),
            corpus,
            known_amounts: HashMap::new(),
            known_budgets: HashMap::new(),
            known_channels: HashMap::new(),
            in_house: HashSet::new(),
            library_files: library_files.into_iter().collect(),
        };
        for record in joined.of_kind(Kind::Programme) {
            let Record::Programme(programme) = record else { continue };
            let paid: Vec<&Entry> = programme.entries.iter().filter(|entry| entry.amount.is_some()).collect();
            if !paid.is_empty() && paid.iter().all(|entry| entry.in_house()) {
                session.in_house.insert(programme.id.clone());
            }
            for entry in &programme.entries {
                if let (Some(year), Some(stage)) = (entry.fiscal_year, entry.stage) {
                    session.known_amounts.insert((programme.id.clone(), year, stage), (entry.document.clone(), entry.amount));
                }
            }
        }
        for record in joined.of_kind(Kind::Document) {
            let Record::Document(document) = record else { continue };
            let overall = document.allocations.iter().filter(|allocation| allocation.group == AllocationGroup::Overall);
            let said = overall.filter_map(|of| Some(((of.channel?, of.fiscal_year, of.stage), document.id.clone())));
            session.known_channels.extend(said);
        }
        for (_, project) in joined.period_projects() {
            for budget in &project.budgets {
                session.known_budgets.insert((project.id.clone(), budget.fiscal_year, budget.stage), budget.document.clone());
            }
        }
        session
    }

    /// Returns the document of the corpus of which a draft is the original: the text contains nearly all of its headings, and the years
    /// agree.
    pub(super) fn known_document(&self, draft: &Draft) -> Option<Id> {
        /// Most blocks of an original; no document of the corpus has an original with so many.
        const MOST: usize = 100_000;
        if draft.blocks.len() > MOST {
            return None;
        }
        let text: String = draft.blocks.iter().map(|line| name_key(&line.text())).collect();
        let mut best: Option<(f64, Id)> = None;
        for record in self.corpus.of_kind(Kind::Document) {
            let Record::Document(document) = record else { continue };
            if document.fiscal_year.zip(draft.fiscal_year).is_some_and(|(known, found)| known != found) {
                continue;
            }
            let sections = self.corpus.of_kind(Kind::Section).filter(|section| section.document() == Some(&document.id));
            let titles: HashSet<String> = sections.map(|section| name_key(section.title())).collect();
            let shared = titles.iter().filter(|title| text.contains(title.as_str())).count();
            let share = shared as f64 / titles.len().max(1) as f64;
            if share >= SAME && shared >= TELLING && best.as_ref().is_none_or(|(most, _)| share > *most) {
                best = Some((share, document.id.clone()));
            }
        }
        best.map(|(_, id)| id)
    }

    /// Returns the period's project with a name.
    pub(super) fn project(&self, period: Option<u8>, name: &str) -> Option<&'c Project> {
        let name = name_key(name);
        let named = |project: &Project| {
            let titles = project.entries.iter().map(|entry| &entry.title);
            titles.chain(&project.aliases).any(|way| name_key(way) == name)
        };
        let projects = self.corpus.period_projects();
        projects.into_iter().find(|(of, project)| Some(*of) == period && named(project)).map(|(_, project)| project)
    }
}
