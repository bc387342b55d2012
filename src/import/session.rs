//! What is known while documents are taken in: which of them the corpus has, where each is kept, and whose money has been counted.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::Draft;
use crate::model::{AllocationGroup, Channel, Corpus, Entry, FiscalYear, Id, Kind, Names, Project, Record, Stage, name_key};

/// A text is the original of a document of the corpus where it holds this share of that document's headings. Requests of two years share
/// seven tenths of them.
const SAME: f64 = 0.85;
/// Headings that a document has at least, for them to tell which it is.
const TELLING: usize = 5;
/// Hexadecimal digits of a hash in an id.
pub(super) const HASH_DIGITS: usize = 8;

/// The SHA-256 of a file's content, or of a name, in hexadecimal.
pub(super) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is known while documents are taken in, one after the other.
pub struct ImportSession<'c> {
    /// The corpus that ships, without the library.
    pub(super) corpus: &'c Corpus,
    pub(super) names: Names<'c>,
    /// By programme, year and stage: the document that says the amount already, and the amount in 億円 where it gives one.
    pub(super) known_amounts: HashMap<(Id, FiscalYear, Stage), (Id, Option<f64>)>,
    /// The same for projects: by the first of their names.
    pub(super) known_budgets: HashMap<(Id, FiscalYear, Stage), Id>,
    /// The same for all the money of a channel.
    pub(super) known_channels: HashMap<(Channel, FiscalYear, Stage), Id>,
    /// Programmes whose money has been in-house in every year so far.
    pub(super) in_house: HashSet<Id>,
    /// The folders of the library with the names of their files.
    pub(super) library_files: HashMap<String, String>,
}

impl<'c> ImportSession<'c> {
    /// A session beside a corpus; `joined` is the same together with the library, whose folders and files `library_files` names.
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

    /// The document of the corpus that a draft is the original of: nearly all of its headings stand in the text, and the years agree.
    pub(super) fn known_document(&self, draft: &Draft) -> Option<Id> {
        /// No document of the corpus has an original of so many blocks.
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

    /// The period's project of a name.
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
