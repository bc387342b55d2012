//! Matrices of a period's projects against ministries or disease areas, with what supports each cell.

use super::{Basis, Corpus, Id, Kind, Place, Project, Record, Relation, Role};
use strum::{IntoStaticStr, VariantArray};

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

/// A cell: where a row and a column meet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MatrixCell {
    /// The ministry's involvement in the project; `None` in a matrix of areas, and if nothing ties the two.
    pub part: Option<Involvement>,
    /// The basis of the tie; `None` if nothing ties the two.
    pub basis: Option<Basis>,
    /// The records that tie the two, the project itself first.
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
        let kind = match against {
            Against::Ministries => Kind::Ministry,
            Against::Areas => Kind::Area,
        };
        let columns: Vec<Id> = corpus.of_documents(kind).map(|record| record.id().clone()).collect();
        let projects: Vec<&Project> =
            corpus.period_projects().into_iter().filter(|(of, _)| *of == period).map(|(_, project)| project).collect();
        let cells = projects
            .iter()
            .map(|project| match against {
                Against::Areas => columns.iter().map(|area| area_cell(corpus, project, area)).collect(),
                Against::Ministries => {
                    let members = members(corpus, project);
                    columns.iter().map(|ministry| ministry_cell(corpus, project, &members, ministry)).collect()
                }
            })
            .collect();
        Self { period, rows: projects.iter().map(|project| project.id.clone()).collect(), columns, cells }
    }

    /// Returns the cell at a row and column.
    pub fn cell(&self, row: usize, column: usize) -> Option<&MatrixCell> {
        self.cells.get(row).and_then(|cells| cells.get(column))
    }
}

/// Returns the cell of a project and an area, from the project's own link to the area: one rule for every table and list.
fn area_cell(corpus: &Corpus, project: &Project, area: &Id) -> MatrixCell {
    let link = corpus.links(project.id.as_str()).iter().find(|link| link.relation == Relation::Covers && link.id == *area);
    link.map_or_else(MatrixCell::default, |link| MatrixCell {
        part: None,
        basis: Some(link.basis),
        behind: link.evidence.clone(),
        source: link.source.clone(),
    })
}

/// Returns the records of a project: itself, its sections with everything below them, its indicators and its programmes.
fn members<'c>(corpus: &'c Corpus, project: &Project) -> Vec<&'c Record> {
    let sections: Vec<&Id> = project.entries.iter().filter_map(|entry| entry.section.as_ref()).collect();
    let belongs = |record: &Record| match record {
        Record::Project(other) => other.id == project.id,
        Record::Section(section) => {
            sections.contains(&&section.id) || corpus.ancestors(section.id.as_str()).iter().any(|above| sections.contains(&above.id()))
        }
        Record::Kpi(kpi) => kpi.owning_project() == Some(&project.id),
        Record::Programme(programme) => programme.entries.iter().any(|entry| entry.project.as_ref() == Some(&project.id)),
        _ => false,
    };
    let kinds = [Kind::Project, Kind::Section, Kind::Programme, Kind::Kpi];
    kinds.into_iter().flat_map(|kind| corpus.of_documents(kind)).filter(|record| belongs(record)).collect()
}

fn ministry_cell(corpus: &Corpus, project: &Project, members: &[&Record], ministry: &Id) -> MatrixCell {
    let Some(code) = corpus.get(ministry.as_str()).and_then(Record::number) else { return MatrixCell::default() };
    let with = |roles: &[Role]| roles.iter().any(|role| role.code == code);
    // The place where the ministry is printed with a record; for a programme, only what is under this project counts.
    let place = |record: &Record| match record {
        Record::Programme(programme) => programme
            .entries
            .iter()
            .find(|entry| entry.project.as_ref() == Some(&project.id) && with(&entry.ministries))
            .map(super::Entry::place),
        Record::Project(project) => project.entries.iter().find(|entry| with(&entry.ministries)).map(super::ProjectEntry::place),
        other => other.places().into_iter().next().filter(|_| with(&other.all_ministries())),
    };
    let found: Vec<(&Id, Place)> = members.iter().filter_map(|record| Some((record.id(), place(record)?))).collect();
    let part = match project.ministries.iter().find(|role| role.code == code) {
        Some(role) if role.lead => Some(Involvement::Leads),
        Some(_) => Some(Involvement::Takes),
        None => (!found.is_empty()).then_some(Involvement::Within),
    };
    MatrixCell {
        part,
        basis: part.map(|_| Basis::Stated),
        source: found.first().map(|(_, place)| place.clone()),
        behind: found.into_iter().map(|(id, _)| id.clone()).collect(),
    }
}
