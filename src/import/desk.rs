//! What is known while documents are taken in: which of them the corpus has, where each is kept, and whose money has been counted.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::Draft;
use super::attach::Maker;
use super::compose::kind_of;
use super::known::Match;
use crate::corpus::{Original, Volume};
use crate::model::{Corpus, DocumentKind, Entry, FiscalYear, Id, Kind, Named, Names, Project, Record, Stage, name_key};
use crate::text::fold::fold;

/// A text is the original of a document of the corpus where it holds this share of that document's headings. Requests of two years share
/// seven tenths of them.
const SAME: f64 = 0.85;
/// Headings that a document has at least, for them to tell which it is.
const TELLING: usize = 5;
/// Hexadecimal digits of a hash in an id.
pub(super) const HASH_DIGITS: usize = 8;

/// A file that is to be taken in.
pub struct Incoming<'d> {
    /// What was recognised in it.
    pub draft: &'d Draft,
    /// Where it stands, without signs that a terminal obeys: which file it is.
    pub file: String,
    /// The SHA-256 of the file: see [`super::fingerprint`].
    pub sha256: String,
    /// The document that the reader says it is: one of the corpus, or the id of a new one.
    pub document: Option<&'d str>,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The document as the library holds it.
    pub volume: Volume,
    /// The programmes that it names: as the corpus names them, not known, or like several that are.
    pub programmes: Vec<Match>,
    /// What was left out, and why.
    pub doubts: Vec<String>,
}

/// The SHA-256 of a file's content, or of a name, in hexadecimal.
pub(super) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is known while documents are taken in, one after the other.
pub struct Desk<'c> {
    /// The corpus that ships, without the library.
    pub(super) corpus: &'c Corpus,
    pub(super) names: Names<'c>,
    /// By programme, year and stage: the document that says the amount already.
    pub(super) said: HashMap<(Id, FiscalYear, Stage), Id>,
    /// The same for projects: by the first of their names.
    pub(super) granted: HashMap<(Id, FiscalYear, Stage), Id>,
    /// Programmes whose money has been in-house in every year so far.
    pub(super) in_house: HashSet<Id>,
    /// The folders of the library with the names of their files.
    pub(super) shelf: HashMap<String, String>,
}

impl<'c> Desk<'c> {
    /// A desk beside a corpus; `joined` is the same together with the library, whose folders and files `shelf` names.
    pub fn new(corpus: &'c Corpus, joined: &Corpus, shelf: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut desk = Self {
            names: Names::new(corpus, Kind::Programme),
            corpus,
            said: HashMap::new(),
            granted: HashMap::new(),
            in_house: HashSet::new(),
            shelf: shelf.into_iter().collect(),
        };
        for record in joined.of_kind(Kind::Programme) {
            let Record::Programme(programme) = record else { continue };
            let paid: Vec<&Entry> = programme.entries.iter().filter(|entry| entry.amount.is_some()).collect();
            if !paid.is_empty() && paid.iter().all(|entry| entry.in_house()) {
                desk.in_house.insert(programme.id.clone());
            }
            for entry in &programme.entries {
                if let (Some(year), Some(stage)) = (entry.fiscal_year, entry.stage) {
                    desk.said.insert((programme.id.clone(), year, stage), entry.document.clone());
                }
            }
        }
        for (_, project) in joined.period_projects() {
            for budget in &project.budgets {
                desk.granted.insert((project.id.clone(), budget.fiscal_year, budget.stage), budget.document.clone());
            }
        }
        desk
    }

    /// Makes a document of the library of what was recognised in a file.
    pub fn attach(&mut self, incoming: &Incoming<'_>) -> Attached {
        let draft = incoming.draft;
        let known = match incoming.document {
            Some(id) => self.corpus.document(id).map(|document| document.id.clone()),
            None => self.known_document(draft),
        };
        let id = self.folder(incoming, known.as_ref());
        self.shelf.insert(id.clone(), incoming.file.clone());
        let document = known.clone().unwrap_or_else(|| Id::new(id.as_str()));
        let original = Original {
            document: document.clone(),
            file: incoming.file.clone(),
            format: draft.format.name().to_owned(),
            encoding: draft.encoding.to_owned(),
            sha256: incoming.sha256.clone(),
        };
        let volume = Volume { id, original, records: Vec::new(), entries: Vec::new(), excerpts: Vec::new(), lineage: Vec::new() };
        let mut maker = Maker { desk: self, draft, document, volume, programmes: Vec::new(), doubts: Vec::new() };
        let owners = if known.is_some() { maker.known() } else { maker.new_document() };
        maker.excerpts(&owners);
        Attached { volume: maker.volume, programmes: maker.programmes, doubts: maker.doubts }
    }

    /// The folder of a document: the one that the file has already or that the reader names, else a free one.
    fn folder(&self, incoming: &Incoming<'_>, known: Option<&Id>) -> String {
        let own = self.shelf.iter().find(|(_, file)| **file == incoming.file).map(|(id, _)| id);
        let wanted = match (incoming.document, known, own) {
            (Some(named), None, _) => return named.to_owned(),
            (None, _, Some(own)) => return own.clone(),
            (Some(known), Some(_), _) => known.to_owned(),
            (None, Some(known), None) => known.to_string(),
            (None, None, None) => new_id(incoming),
        };
        let mut ways = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}-{number}")));
        let taken = |id: &str| known.is_none() && self.corpus.get(id).is_some();
        let free = |id: &String| !taken(id) && self.shelf.get(id).is_none_or(|holder| *holder == incoming.file);
        ways.find(free).unwrap_or(wanted)
    }

    /// The document of the corpus that a draft is the original of: nearly all of its headings stand in the text, and the years agree.
    fn known_document(&self, draft: &Draft) -> Option<Id> {
        let text: String = draft.lines.iter().map(|line| name_key(&line.text)).collect();
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

/// The id of a document that the corpus does not know: by what it is and its year, else by the file's name.
fn new_id(incoming: &Incoming<'_>) -> String {
    let draft = incoming.draft;
    if let (DocumentKind::Request, Some(year)) = (kind_of(draft), draft.fiscal_year) {
        return format!("req-{year}");
    }
    let stem = draft.name.rsplit_once('.').map_or(draft.name.as_str(), |(stem, _)| stem);
    let slug: String = fold(stem).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if stem.is_ascii() && !slug.is_empty() { slug } else { format!("doc-{}", &incoming.sha256[..HASH_DIGITS.min(incoming.sha256.len())]) }
}
