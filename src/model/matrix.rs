//! Matrices of a period's projects against ministries or disease areas, with what supports each cell.

use std::collections::{BTreeMap, HashMap, HashSet};

use strum::{IntoStaticStr, VariantArray};

use super::{Basis, Corpus, Entry, Given, Id, Kind, Place, Project, ProjectEntry, Record, Relation, Role, Tie};

/// Columns of a matrix: what the projects are set against.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
pub enum Against {
    /// Ministries, with ◎ and ○.
    #[default]
    #[strum(serialize = "ministry")]
    Ministries,
    /// Disease areas, with the number of links.
    #[strum(serialize = "area")]
    Areas,
}

/// Involvement of a ministry in a project.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Involvement {
    /// Mention with a programme, section or indicator of the project only.
    Within,
    /// Participation in the project (○).
    Takes,
    /// Lead of the project (◎).
    Leads,
}

impl Involvement {
    /// Returns the sign used in tables.
    pub fn sign(self) -> &'static str {
        match self {
            Involvement::Leads => "◎",
            Involvement::Takes => "○",
            Involvement::Within => "・",
        }
    }
}

/// Finder of the ties of records: of projects themselves, their sections with everything below them, their programmes and their indicators.
pub struct Ties<'c> {
    corpus: &'c Corpus,
    /// The projects that each section sets out.
    sections: HashMap<&'c Id, Vec<&'c Id>>,
}

impl<'c> Ties<'c> {
    /// The kinds of records that have ties, in the order in which they are listed.
    pub const KINDS: [Kind; 4] = [Kind::Project, Kind::Section, Kind::Programme, Kind::Kpi];

    /// Creates the finder for a corpus.
    pub fn new(corpus: &'c Corpus) -> Self {
        let mut sections: HashMap<&Id, Vec<&Id>> = HashMap::new();
        for record in corpus.of_documents(Kind::Project) {
            let Record::Project(project) = record else { continue };
            for section in project.entries.iter().filter_map(|entry| entry.section.as_ref()) {
                let projects = sections.entry(section).or_default();
                if !projects.contains(&&project.id) {
                    projects.push(&project.id);
                }
            }
        }
        Self { corpus, sections }
    }

    /// Returns the projects to which a record belongs.
    fn projects(&self, record: &'c Record) -> Vec<&'c Id> {
        let mut projects: Vec<&Id> = match record {
            Record::Project(project) => vec![&project.id],
            Record::Section(section) => {
                let above = self.corpus.ancestors(section.id.as_str()).into_iter().map(Record::id);
                std::iter::once(&section.id).chain(above).filter_map(|section| self.sections.get(section)).flatten().copied().collect()
            }
            Record::Kpi(kpi) => kpi.owning_project().into_iter().collect(),
            Record::Programme(programme) => programme.entries.iter().filter_map(|entry| entry.project.as_ref()).collect(),
            _ => Vec::new(),
        };
        projects.sort_unstable();
        projects.dedup();
        projects
    }

    /// Returns the ties of a record.
    pub fn of(&self, record: &'c Record) -> Vec<Tie> {
        let mut ties = Vec::new();
        for project in self.projects(record) {
            let roles: Vec<Role> = match record {
                Record::Programme(programme) => {
                    let entries = programme.entries.iter().filter(|entry| entry.project.as_ref() == Some(project));
                    entries.flat_map(|entry| &entry.ministries).cloned().collect()
                }
                Record::Project(project) => project.entries.iter().flat_map(|entry| &entry.ministries).cloned().collect(),
                other => other.all_ministries(),
            };
            let mut codes: Vec<String> = roles.into_iter().map(|role| role.code).collect();
            codes.sort_unstable();
            codes.dedup();
            ties.extend(codes.into_iter().map(|ministry| Tie { project: project.clone(), ministry }));
        }
        ties
    }
}

/// Returns the place where a ministry is printed with a record of a project. For a programme, only what is under this project counts.
fn place(record: &Record, tie: &Tie) -> Option<Place> {
    let with = |roles: &[Role]| roles.iter().any(|role| role.code == tie.ministry);
    match record {
        Record::Programme(programme) => {
            programme.entries.iter().find(|entry| entry.project.as_ref() == Some(&tie.project) && with(&entry.ministries)).map(Entry::place)
        }
        Record::Project(project) => project.entries.iter().find(|entry| with(&entry.ministries)).map(ProjectEntry::place),
        other => other.places().into_iter().next(),
    }
}

/// A cell: where a row and a column meet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MatrixCell {
    /// The ministry's involvement in the project; `None` in a matrix of areas, and if nothing ties the two.
    pub part: Option<Involvement>,
    /// The basis of the tie; `None` if nothing ties the two.
    pub basis: Option<Basis>,
    /// The number of records that tie the two.
    pub links: usize,
    /// The records that tie the two, the project itself first; none as long as they are elsewhere and nobody has looked at the cell.
    pub behind: Vec<Id>,
    /// The first place that ties them.
    pub source: Option<Place>,
}

/// Projects against ministries or disease areas.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// The plan period.
    pub period: u8,
    /// The projects, in the order of their numbers.
    pub rows: Vec<Id>,
    /// The ministries or areas.
    pub columns: Vec<Id>,
    /// The cells, row by row.
    pub cells: Vec<Vec<MatrixCell>>,
}

impl Matrix {
    /// Builds the matrix of one period.
    pub fn new(corpus: &Corpus, period: u8, against: Against) -> Self {
        let projects: Vec<&Project> =
            corpus.period_projects().into_iter().filter(|(of, _)| *of == period).map(|(_, project)| project).collect();
        let rows: Vec<Id> = projects.iter().map(|project| project.id.clone()).collect();
        let kind = match against {
            Against::Ministries => Kind::Ministry,
            Against::Areas => Kind::Area,
        };
        let columns: Vec<Id> = corpus.of_documents(kind).map(|record| record.id().clone()).collect();
        let cells = match against {
            Against::Areas => {
                projects.iter().map(|project| columns.iter().map(|area| area_cell(corpus, project, area)).collect()).collect()
            }
            Against::Ministries => {
                let wanted: Vec<Vec<Tie>> =
                    rows.iter().map(|project| columns.iter().filter_map(|ministry| tie(corpus, project, ministry)).collect()).collect();
                let all = wanted.concat();
                let (counts, found) =
                    if corpus.is_elsewhere() { (counts(corpus, &all), BTreeMap::new()) } else { (HashMap::new(), tied(corpus, &all)) };
                let cell = |project: &Project, tie: &Tie| {
                    let behind = found.get(tie).map_or(&[][..], Vec::as_slice);
                    let mut cell = ministry_cell(project, tie, counts.get(tie).copied().unwrap_or(behind.len()));
                    cell.take(corpus, tie, behind);
                    cell
                };
                projects.iter().zip(&wanted).map(|(project, ties)| ties.iter().map(|tie| cell(project, tie)).collect()).collect()
            }
        };
        Self { period, rows, columns, cells }
    }

    /// Returns the cell at a row and column.
    pub fn cell(&self, row: usize, column: usize) -> Option<&MatrixCell> {
        self.cells.get(row).and_then(|cells| cells.get(column))
    }

    /// Looks at a cell: finds the records behind it.
    pub fn look_at(&mut self, corpus: &Corpus, row: usize, column: usize) {
        self.find(corpus, &|at| at == (row, column));
    }

    /// Looks at all cells.
    pub fn look_at_all(&mut self, corpus: &Corpus) {
        self.find(corpus, &|_| true);
    }

    /// Finds the records behind the cells at some rows and columns.
    fn find(&mut self, corpus: &Corpus, looked_at: &dyn Fn((usize, usize)) -> bool) {
        let mut wanting: Vec<(Tie, &mut MatrixCell)> = Vec::new();
        for (row, (project, cells)) in self.rows.iter().zip(&mut self.cells).enumerate() {
            for (column, (ministry, cell)) in self.columns.iter().zip(cells).enumerate() {
                if looked_at((row, column)) && cell.is_wanting() {
                    wanting.extend(tie(corpus, project, ministry).map(|tie| (tie, cell)));
                }
            }
        }
        if wanting.is_empty() {
            return;
        }
        let found = tied(corpus, &wanting.iter().map(|(tie, _)| tie.clone()).collect::<Vec<_>>());
        corpus.prepare(&found.values().filter_map(|positions| positions.first().copied()).collect::<Vec<_>>());
        for (tie, cell) in wanting {
            cell.take(corpus, &tie, found.get(&tie).map_or(&[], Vec::as_slice));
        }
    }
}

impl MatrixCell {
    /// Returns true if the records behind it, or the place of the first of them, have not been found yet.
    pub fn is_wanting(&self) -> bool {
        self.part.is_some() && self.links > 0 && (self.behind.len() < self.links || self.source.is_none())
    }

    /// Takes the records at some positions as those behind it.
    fn take(&mut self, corpus: &Corpus, tie: &Tie, positions: &[usize]) {
        self.source = positions.first().and_then(|first| corpus.at(*first)).and_then(|record| place(record, tie));
        self.behind = positions.iter().filter_map(|position| corpus.id(*position)).collect();
    }
}

/// Returns the tie of a project and a ministry.
fn tie(corpus: &Corpus, project: &Id, ministry: &Id) -> Option<Tie> {
    let ministry = corpus.get(ministry.as_str()).and_then(Record::number)?.to_owned();
    Some(Tie { project: project.clone(), ministry })
}

/// Returns the number of records with each of some ties, if the records are elsewhere.
fn counts(corpus: &Corpus, wanted: &[Tie]) -> HashMap<Tie, usize> {
    match corpus.totals().map(|totals| totals.ties(wanted)) {
        Some(Given::Here(counts)) => counts.iter().map(|count| (count.tie.clone(), count.records)).collect(),
        Some(Given::NotYet | Given::Lost | Given::Nothing) | None => HashMap::new(),
    }
}

/// Returns the positions of the records with each of some ties: the projects themselves first, then kind by kind.
fn tied(corpus: &Corpus, wanted: &[Tie]) -> BTreeMap<Tie, Vec<usize>> {
    let mut found: BTreeMap<Tie, Vec<usize>> = BTreeMap::new();
    let mut put = |position: usize, ties: Vec<Tie>| ties.into_iter().for_each(|tie| found.entry(tie).or_default().push(position));
    match corpus.totals().map(|totals| totals.tied(wanted)) {
        Some(Given::Here(tied)) => {
            for kind in Ties::KINDS {
                let of_kind = tied.iter().filter(|tied| corpus.kind(tied.position) == Some(kind));
                of_kind.for_each(|tied| put(tied.position, tied.ties.clone()));
            }
        }
        Some(Given::NotYet | Given::Lost | Given::Nothing) => {}
        None => {
            let (ties, wanted) = (Ties::new(corpus), wanted.iter().collect::<HashSet<_>>());
            for position in Ties::KINDS.into_iter().flat_map(|kind| corpus.positions_of_documents(kind)) {
                let of = corpus.at(position).map(|record| ties.of(record)).unwrap_or_default();
                put(position, of.into_iter().filter(|tie| wanted.contains(tie)).collect());
            }
        }
    }
    found
}

/// Returns the cell of a project and an area, from the project's own link to the area: one rule for every table and list.
fn area_cell(corpus: &Corpus, project: &Project, area: &Id) -> MatrixCell {
    let link = corpus.links(project.id.as_str()).iter().find(|link| link.relation == Relation::Covers && link.id == *area);
    link.map_or_else(MatrixCell::default, |link| MatrixCell {
        part: None,
        basis: Some(link.basis),
        links: link.evidence.len(),
        behind: link.evidence.clone(),
        source: link.source.clone(),
    })
}

/// Returns the cell of a project and a ministry that so many records tie.
fn ministry_cell(project: &Project, tie: &Tie, links: usize) -> MatrixCell {
    let part = match project.ministries.iter().find(|role| role.code == tie.ministry) {
        Some(role) if role.lead => Some(Involvement::Leads),
        Some(_) => Some(Involvement::Takes),
        None => (links > 0).then_some(Involvement::Within),
    };
    MatrixCell { part, basis: part.map(|_| Basis::Stated), links, ..MatrixCell::default() }
}
