//! A draft -> a document of the library: its passages beside the records that the corpus has of it, or records of its own where the corpus
//! does not know it. What the corpus says already is never said a second time: no yen is counted twice.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::known::{Match, Names, Standing, key};
use super::recognise::{Certainty, Programme as Found};
use super::{Draft, Heading, Line};
use crate::corpus::{Original, Volume};
use crate::model::{
    Basis, Budget, Category, Confidence, Corpus, Document, DocumentKind, Entry, Excerpt, FiscalYear, Id, Kind, Kpi, Latest, Lineage,
    Measure, Owner, Passage, PeriodProject, Programme, Project, Record, Role, Section, Stage, Target,
};
use crate::text::fold::fold;

/// A text is the original of a document of the corpus where it holds this share of that document's headings. Requests of two years share
/// seven tenths of them.
const SAME: f64 = 0.85;
/// A heading is no longer than this, in characters, with what stands behind it.
const LONGEST_HEADING: usize = 80;
/// Headings that a document has at least, for them to tell which it is; and characters that a title has at least to be told from words.
const TELLING: usize = 5;
/// Characters of a title where space is short.
const SHORT: usize = 24;
/// Hexadecimal digits of a hash in an id.
const HASH_DIGITS: usize = 8;
/// The year in which the second plan period begins, and how many years a period has.
const SECOND_PERIOD: FiscalYear = 2020;
const PERIOD: FiscalYear = 5;

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

/// The SHA-256 of a file's content, in hexadecimal.
pub(super) fn sha256(content: &[u8]) -> String {
    hex(content)
}

fn hex(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is known while documents are taken in, one after the other.
pub struct Desk<'c> {
    /// The corpus that ships, without the library.
    corpus: &'c Corpus,
    names: Names,
    projects: Vec<PeriodProject>,
    /// By programme, year and stage: the document that says the amount already.
    said: HashMap<(Id, FiscalYear, Stage), Id>,
    /// The same for projects: by the first of their names.
    granted: HashMap<(Id, FiscalYear, Stage), Id>,
    /// Programmes whose money has been in-house in every year so far.
    in_house: HashSet<Id>,
    /// The folders of the library with the names of their files.
    shelf: HashMap<String, String>,
}

impl<'c> Desk<'c> {
    /// A desk beside a corpus; `joined` is the same together with the library, whose folders and files `shelf` names.
    pub fn new(corpus: &'c Corpus, joined: &Corpus, shelf: impl IntoIterator<Item = (String, String)>) -> Self {
        let projects = corpus.period_projects();
        let mut desk = Self {
            names: Names::new(corpus, Kind::Programme),
            corpus,
            said: HashMap::new(),
            granted: HashMap::new(),
            in_house: HashSet::new(),
            shelf: shelf.into_iter().collect(),
            projects,
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
        for project in joined.period_projects() {
            for record in project.projects(joined) {
                for budget in &record.budgets {
                    desk.granted.insert((project.head.clone(), budget.fiscal_year, budget.stage), record.document.clone());
                }
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
        let text: String = draft.lines.iter().map(|line| key(&line.text)).collect();
        let mut best: Option<(f64, Id)> = None;
        for record in self.corpus.of_kind(Kind::Document) {
            let Record::Document(document) = record else { continue };
            if document.fiscal_year.zip(draft.fiscal_year).is_some_and(|(known, found)| known != found) {
                continue;
            }
            let sections = self.corpus.of_kind(Kind::Section).filter(|section| section.document() == Some(&document.id));
            let titles: HashSet<String> = sections.map(|section| key(section.title())).collect();
            let shared = titles.iter().filter(|title| text.contains(title.as_str())).count();
            let share = shared as f64 / titles.len().max(1) as f64;
            if share >= SAME && shared >= TELLING && best.as_ref().is_none_or(|(most, _)| share > *most) {
                best = Some((share, document.id.clone()));
            }
        }
        best.map(|(_, id)| id)
    }

    /// The period's project of a name.
    fn project(&self, period: Option<u8>, name: &str) -> Option<&PeriodProject> {
        let name = key(name);
        let named = |project: &PeriodProject| {
            project.projects(self.corpus).any(|record| std::iter::once(&record.title).chain(&record.aliases).any(|way| key(way) == name))
        };
        self.projects.iter().find(|project| Some(project.period) == period && named(project))
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

fn kind_of(draft: &Draft) -> DocumentKind {
    let money =
        draft.programmes.iter().any(|programme| programme.amount.is_some()) || draft.projects.iter().any(|project| project.total.is_some());
    if draft.title.contains("概算要求") || draft.title.contains("予算") || money {
        DocumentKind::Request
    } else if draft.headings.iter().any(|heading| heading.number.is_some()) {
        DocumentKind::Plan
    } else {
        DocumentKind::Slides
    }
}

fn period_of(year: FiscalYear) -> Option<u8> {
    if year < SECOND_PERIOD { Some(1) } else { u8::try_from((year - SECOND_PERIOD) / PERIOD + 2).ok() }
}

/// Which record each line of the draft belongs to: from that line on.
type Owners = Vec<(usize, Id)>;

struct Maker<'m, 'c> {
    desk: &'m mut Desk<'c>,
    draft: &'m Draft,
    document: Id,
    volume: Volume,
    programmes: Vec<Match>,
    doubts: Vec<String>,
}

impl Maker<'_, '_> {
    /// The records of the corpus to which the lines of a known document belong.
    fn known(&mut self) -> Owners {
        let corpus = self.desk.corpus;
        let sections: Vec<&Section> = corpus
            .of_kind(Kind::Section)
            .filter_map(|record| if let Record::Section(section) = record { Some(section) } else { None })
            .filter(|section| section.document == self.document)
            .collect();
        let titles: Vec<String> = sections.iter().map(|section| key(&section.title)).collect();
        let numbers: Vec<String> = sections.iter().map(|section| section.number.as_deref().map(key).unwrap_or_default()).collect();
        let headings: HashMap<usize, &Heading> = self.draft.headings.iter().map(|heading| (heading.line, heading)).collect();
        let mut owners: Owners = vec![(0, self.document.clone())];
        let mut used = HashSet::new();
        // Headings come in the document's order; the nearest unused one below the last is meant.
        let mut last = 0;
        for (line, text) in self.draft.lines.iter().enumerate().filter(|(_, line)| line.text.chars().count() <= LONGEST_HEADING) {
            let heading = headings.get(&line);
            let number = heading.and_then(|heading| heading.number.as_deref()).map(key).unwrap_or_default();
            let (title, whole) = (heading.map(|heading| key(&heading.title)).unwrap_or_default(), key(&text.text));
            let free: Vec<usize> = (last..sections.len()).chain(0..last).filter(|at| !used.contains(at)).collect();
            // A slide's title may have more behind it: a project's money.
            let begins = |at: usize| {
                let rest = whole.strip_prefix(&numbers[at]).unwrap_or(&whole);
                rest == titles[at] || titles[at].chars().count() >= TELLING && rest.starts_with(&titles[at])
            };
            let exact = free.iter().find(|at| !number.is_empty() && numbers[**at] == number && titles[**at] == title);
            let named = exact.or_else(|| free.iter().find(|at| !title.is_empty() && titles[**at] == title));
            // A slide whose title comes once more goes on with what it began.
            let again = || {
                (0..sections.len())
                    .filter(|at| sections[*at].slide.is_some() && used.contains(at))
                    .find(|at| titles[*at].chars().count() >= TELLING && begins(*at))
            };
            let found = named.or_else(|| free.iter().find(|at| begins(**at))).copied().or_else(again);
            if let Some(at) = found {
                used.insert(at);
                last = at;
                owners.push((line, sections[at].id.clone()));
            }
        }
        self.indicators_of_the_corpus();
        self.programmes_of_the_corpus();
        owners
    }

    /// Lines of indicators, with the indicators that have their number, and their value or title.
    fn indicators_of_the_corpus(&mut self) {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        for found in &self.draft.indicators {
            let Some(number) = &found.number else { continue };
            let title = key(&found.title);
            let mut alike: Vec<(usize, &Id)> = Vec::new();
            for record in self.desk.corpus.of_kind(Kind::Kpi) {
                let Record::Kpi(kpi) = record else { continue };
                if kpi.document == self.document && kpi.number.as_deref().map(digits) == Some(digits(number)) {
                    let value = kpi.target.as_ref().and_then(|target| target.value);
                    let signs = usize::from(value.is_some() && value == found.target) + usize::from(key(&kpi.title) == title);
                    alike.push((signs, &kpi.id));
                }
            }
            // The one that has more of both than any other.
            alike.sort_by_key(|(signs, _)| std::cmp::Reverse(*signs));
            if let [(signs, id), rest @ ..] = alike.as_slice()
                && *signs > 0
                && rest.first().is_none_or(|(other, _)| other < signs)
            {
                self.volume.excerpts.extend(line_of(self.draft, id, found.line));
            }
        }
    }

    /// Which programme of the corpus a name is, for the report as well.
    fn look_up(&mut self, name: &str) -> Match {
        if let Some(known) = self.programmes.iter().find(|known| known.name == name) {
            return known.clone();
        }
        let known = self.desk.names.look_up(name);
        self.programmes.push(known.clone());
        known
    }

    /// Lines of programmes, with the programmes that have their names.
    fn programmes_of_the_corpus(&mut self) {
        for found in &self.draft.programmes {
            let known = self.look_up(&found.name);
            if let (Standing::Matched, [only]) = (known.standing, known.ids.as_slice()) {
                self.volume.excerpts.extend(line_of(self.draft, only, found.line));
            }
        }
    }

    /// The records of a document that the corpus does not know.
    fn new_document(&mut self) -> Owners {
        let draft = self.draft;
        let year = draft.fiscal_year;
        let short: String = draft.title.chars().take(SHORT).collect();
        self.volume.records.push(Record::Document(Document {
            id: self.document.clone(),
            title: draft.title.clone(),
            short_title: short,
            document_kind: kind_of(draft),
            period: year.and_then(period_of),
            fiscal_year: year,
            from: None,
            to: None,
            status: None,
            text: None,
            allocations: Vec::new(),
            note: Some("取り込んだ文書。見出し・額・府省は本文から機械で読み取った。".to_owned()),
        }));
        let mut owners: Owners = vec![(0, self.document.clone())];
        let mut above: Vec<(u8, Id)> = Vec::new();
        for (number, heading) in (1..).zip(&draft.headings) {
            let id = Id::new(format!("{}/section/{number}", self.document));
            above.retain(|(level, _)| *level < heading.level);
            self.volume.records.push(Record::Section(Section {
                id: id.clone(),
                document: self.document.clone(),
                number: heading.number.clone(),
                mark: None,
                title: heading.title.clone(),
                parent: above.last().map(|(_, id)| id.clone()),
                ministries: self.roles(&heading.ministries),
                project: None,
                text: None,
                points: Vec::new(),
                areas: Vec::new(),
                page: heading.page,
                slide: self.slide(heading.page, heading.line),
                also: Vec::new(),
                note: None,
            }));
            above.push((heading.level, id.clone()));
            owners.push((heading.line, id));
        }
        let projects = self.projects();
        self.programmes(&projects);
        self.indicators();
        owners
    }

    /// The heading under which a line stands, where there are no pages: a place that a reader finds.
    fn slide(&self, page: Option<u32>, line: usize) -> Option<String> {
        if page.is_some() {
            return None;
        }
        let above = self.draft.headings.iter().rev().find(|heading| heading.line <= line);
        Some(above.map_or_else(|| self.draft.title.clone(), |heading| heading.title.clone()))
    }

    /// Ministries that the corpus has.
    fn roles(&self, printed: &[String]) -> Vec<Role> {
        let roles = printed.iter().map(|printed| {
            let code = printed.trim_start_matches('◎').trim();
            Role { code: code.to_owned(), lead: code.len() < printed.trim().len() }
        });
        roles.filter(|role| self.desk.corpus.ministry(&role.code).is_some()).collect()
    }

    /// The document's projects; by name, with their ids.
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
            let known = self.desk.project(period, &found.name).map(|project| project.head.clone());
            let mut budgets = Vec::new();
            if let Some(fiscal_year) = found.fiscal_year
                && (found.amed.is_some() || found.in_house.is_some() || found.total.is_some())
            {
                let stage = self.stage(None);
                let said = known.as_ref().map(|head| (head.clone(), fiscal_year, stage));
                let by = said.as_ref().and_then(|said| self.desk.granted.get(said)).filter(|by| **by != self.document);
                if let Some(by) = by {
                    self.doubts.push(format!("{}: {by} が {fiscal_year} 年度の{}を既に述べている", found.name, stage.printed()));
                } else {
                    self.desk.granted.extend(said.map(|said| (said, self.document.clone())));
                    let (amed, in_house, total) = (found.amed, found.in_house, found.total);
                    budgets.push(Budget { fiscal_year, stage, amed, in_house, total, marks: Vec::new(), slide: None, note: None });
                }
            }
            if let Some(head) = known {
                self.volume.lineage.push(Lineage {
                    from: Some(head),
                    to: Some(id.clone()),
                    kind: Passage::Continued,
                    basis: Basis::Inferred,
                    evidence: vec![self.document.clone()],
                    note: Some("同じ期の同じ名。".to_owned()),
                });
            }
            let section = draft.headings.iter().position(|heading| key(&heading.title) == key(&found.name));
            self.volume.records.push(Record::Project(Project {
                id,
                document: self.document.clone(),
                number: Some(found.number.clone()).filter(|number| !number.is_empty()),
                title: found.name.clone(),
                aliases: Vec::new(),
                summary: None,
                ministries: Vec::new(),
                budgets,
                themes: Vec::new(),
                theme_pages: Vec::new(),
                section: section.map(|at| Id::new(format!("{}/section/{}", self.document, at + 1))),
                areas: Vec::new(),
                page: found.page,
                slide: self.slide(found.page, found.line),
                also: Vec::new(),
                note: None,
            }));
        }
        ids
    }

    /// The stage of an amount: as printed beside it, else the document's.
    fn stage(&self, printed: Option<&str>) -> Stage {
        match printed {
            Some("当初予算") => Stage::Initial,
            Some("要望") => Stage::Wish,
            Some(_) => Stage::Request,
            None if self.draft.title.contains("概算要求") || !self.draft.title.contains("予算") => Stage::Request,
            None => Stage::Initial,
        }
    }

    fn programmes(&mut self, projects: &HashMap<String, Id>) {
        let mut made: HashSet<Id> = HashSet::new();
        let mut paid = HashSet::new();
        let mut spoken: HashSet<(Id, Option<Id>, Option<Stage>)> = HashSet::new();
        for found in &self.draft.programmes {
            let known = self.look_up(&found.name);
            let id = match (known.standing, known.ids.as_slice()) {
                (Standing::Matched, [first, ..]) => first.clone(),
                (standing, alike) => {
                    let id = Id::new(format!("programme/n-{}", &hex(key(&found.name).as_bytes())[..HASH_DIGITS]));
                    if made.insert(id.clone()) {
                        let alike: Vec<&str> = alike.iter().map(Id::as_str).collect();
                        let note = (standing == Standing::Unclear)
                            .then(|| format!("{} に似た名。同じものかどうかは分からない。", alike.join("、")));
                        self.volume.records.push(Record::Programme(Programme {
                            id: id.clone(),
                            title: found.name.clone(),
                            aliases: Vec::new(),
                            entries: Vec::new(),
                            members: Vec::new(),
                            places: Vec::new(),
                            note,
                        }));
                    }
                    id
                }
            };
            self.volume.excerpts.extend(line_of(self.draft, &id, found.line));
            let project = found.project.as_ref().and_then(|name| projects.get(name)).cloned();
            let mut entry = self.entry(&id, found, project.clone());
            if !spoken.insert((id.clone(), project, entry.stage)) {
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
            self.volume.entries.push((id, entry));
        }
    }

    /// What the document says of a programme. An amount that another document says already is left out, and told.
    fn entry(&mut self, programme: &Id, found: &Found, project: Option<Id>) -> Entry {
        let mut amount = found.amount.as_ref();
        let mut note = None;
        let mut year = amount.and_then(|amount| amount.fiscal_year).or(self.draft.fiscal_year);
        let stage = self.stage(amount.and_then(|amount| amount.stage));
        if let (Some(value), None) = (amount, year) {
            note = Some(format!("{}億円とあるが、何年度のものか分からない。", value.value));
            amount = None;
        }
        let within = amount.filter(|amount| amount.within);
        if let Some(value) = within {
            // What is given for several together is none's alone.
            note = Some(format!("{}億円の内数とある。", value.value));
            amount = None;
        }
        if let Some(said) = year.map(|year| (programme.clone(), year, stage)) {
            match self.desk.said.get(&said).filter(|by| **by != self.document) {
                Some(by) => {
                    let what = amount.map_or_else(String::new, |amount| format!("{}億円", amount.value));
                    let text = format!("{what}（{}年度 {}）は {by} が既に述べているので、ここでは数えない。", said.1, stage.printed());
                    self.doubts.extend(amount.map(|_| format!("{}: {text}", found.name)));
                    note = note.or(Some(text));
                    (amount, year) = (None, None);
                }
                None => {
                    self.desk.said.insert(said, self.document.clone());
                }
            }
        }
        let mut marks = found.marks.clone();
        for (is, mark) in [(within.is_some(), "内数"), (amount.is_some_and(|amount| amount.again), "再掲")] {
            if is && !marks.iter().any(|known| known == mark) {
                marks.push(mark.to_owned());
            }
        }
        if amount.is_some() && self.desk.in_house.contains(programme) {
            marks.push("インハウス".to_owned());
            note = Some("ほかの年度と同じく、インハウス研究機関の経費とみなした。".to_owned());
        }
        let confidence = amount.map(|amount| match amount.certainty {
            Certainty::High => Confidence::High,
            Certainty::Medium => Confidence::Medium,
            Certainty::Low => Confidence::Low,
        });
        Entry {
            document: self.document.clone(),
            project,
            fiscal_year: year,
            stage: year.map(|_| stage),
            amount: amount.map(|amount| amount.value),
            support: confidence.filter(|confidence| *confidence != Confidence::High).map(|_| "取り込んだ本文の行の並び".to_owned()),
            confidence,
            share_of: None,
            ministries: self.roles(&found.ministries),
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

    fn indicators(&mut self) {
        for (number, found) in (1..).zip(&self.draft.indicators) {
            let basis = if found.per_year { Measure::PerYear } else { Measure::Total };
            let unit = Some(found.unit.clone()).filter(|unit| !unit.is_empty());
            let target = found.target.map(|value| Target {
                value: Some(value),
                unit: unit.clone(),
                basis,
                from: None,
                by: None,
                cumulative: None,
                printed: None,
            });
            let latest =
                found.latest.map(|value| Latest { value: Some(value), unit: unit.clone(), basis: Some(basis), as_of: None, printed: None });
            let id = Id::new(format!("{}/kpi/{number}", self.document));
            self.volume.excerpts.extend(line_of(self.draft, &id, found.line));
            self.volume.records.push(Record::Kpi(Kpi {
                id,
                document: self.document.clone(),
                category: Category::Result,
                number: found.number.clone(),
                title: found.title.clone(),
                group: None,
                parent: None,
                text: None,
                target,
                latest,
                owner: Owner { project: None, whole: true, basis: Basis::Inferred, evidence: vec![self.document.clone()], note: None },
                section: None,
                sections: Vec::new(),
                ministries: Vec::new(),
                areas: Vec::new(),
                footnotes: Vec::new(),
                page: found.page,
                slide: self.slide(found.page, found.line),
                also: Vec::new(),
                note: None,
            }));
        }
    }

    /// The whole text, each line with the record that it belongs to; a piece ends with its page.
    fn excerpts(&mut self, owners: &Owners) {
        let mut own = owners.iter().peekable();
        let mut record = self.document.clone();
        for (at, line) in self.draft.lines.iter().enumerate() {
            let mut begins = false;
            while let Some((_, next)) = own.next_if(|(from, _)| *from <= at) {
                record = next.clone();
                begins = true;
            }
            match self.volume.excerpts.last_mut() {
                Some(last) if !begins && last.record == record && last.page == line.page => last.lines.push(line.text.clone()),
                _ => self.volume.excerpts.push(excerpt(self.draft, &record, line)),
            }
        }
    }
}

fn excerpt(draft: &Draft, record: &Id, line: &Line) -> Excerpt {
    Excerpt { record: record.clone(), file: draft.name.clone(), page: line.page, lines: vec![line.text.clone()] }
}

/// One line of a draft, for a record that it speaks of.
fn line_of(draft: &Draft, record: &Id, at: usize) -> Option<Excerpt> {
    draft.lines.get(at).map(|line| excerpt(draft, record, line))
}
