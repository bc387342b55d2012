//! Projects of a period against ministries, and against disease areas: what stands behind each meeting of the two.

use super::{Corpus, Id, Kind, PeriodProject, Record, Relation};

/// What the columns of a matrix are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Against {
    /// Ministries, with ◎ and ○.
    #[default]
    Ministries,
    /// Disease areas, with the number of links.
    Areas,
}

/// What a ministry is to a project.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Printed only at a programme, section or indicator of the project.
    Within,
    /// ○: takes part in the project.
    Takes,
    /// ◎: leads the project.
    Leads,
}

impl Part {
    /// The sign in tables.
    pub fn sign(self) -> &'static str {
        match self {
            Part::Leads => "◎",
            Part::Takes => "○",
            Part::Within => "・",
        }
    }
}

/// One meeting of row and column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// What the ministry is to the project; `None` in a matrix of areas, and where nothing ties the two.
    pub part: Option<Part>,
    /// The records that tie the two, the project itself first.
    pub behind: Vec<Id>,
}

/// Projects against ministries or disease areas.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// The projects, in the order of their numbers.
    pub rows: Vec<PeriodProject>,
    /// The ministries or areas.
    pub columns: Vec<Id>,
    /// The cells, row by row.
    pub cells: Vec<Vec<Cell>>,
}

impl Matrix {
    /// The matrix of one period.
    pub fn new(corpus: &Corpus, period: u8, against: Against) -> Self {
        let kind = match against {
            Against::Ministries => Kind::Ministry,
            Against::Areas => Kind::Area,
        };
        let columns: Vec<Id> = corpus.of_kind(kind).map(|record| record.id().clone()).collect();
        let rows: Vec<PeriodProject> = corpus.period_projects().into_iter().filter(|project| project.period == period).collect();
        let cells = rows
            .iter()
            .map(|project| {
                let members = members(corpus, project);
                columns.iter().map(|column| cell(corpus, project, &members, column, against)).collect()
            })
            .collect();
        Self { rows, columns, cells }
    }

    /// The cell at a row and column.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(row).and_then(|cells| cells.get(column))
    }
}

/// The records of a project: itself, its sections with all below them, its indicators and its programmes.
fn members<'c>(corpus: &'c Corpus, project: &PeriodProject) -> Vec<&'c Record> {
    let sections: Vec<&Id> = project.projects(corpus).filter_map(|record| record.section.as_ref()).collect();
    let belongs = |record: &Record| match record {
        Record::Project(_) => project.records.contains(record.id()),
        Record::Section(section) => {
            sections.contains(&&section.id) || corpus.ancestors(section.id.as_str()).iter().any(|above| sections.contains(&above.id()))
        }
        Record::Kpi(kpi) => kpi.owner.project.as_ref().is_some_and(|owner| project.records.contains(owner)),
        Record::Programme(programme) => {
            programme.entries.iter().any(|entry| entry.project.as_ref().is_some_and(|of| project.records.contains(of)))
        }
        _ => false,
    };
    let mut found: Vec<&Record> = corpus.records().iter().filter(|record| belongs(record)).collect();
    found.sort_by_key(|record| record.kind() != Kind::Project);
    found
}

fn cell(corpus: &Corpus, project: &PeriodProject, members: &[&Record], column: &Id, against: Against) -> Cell {
    match against {
        Against::Areas => {
            let covers = |record: &&&Record| corpus.linked(record.id().as_str(), Relation::Covers).any(|area| area.id() == column);
            Cell { part: None, behind: members.iter().filter(covers).map(|record| record.id().clone()).collect() }
        }
        Against::Ministries => {
            let Some(code) = corpus.get(column.as_str()).and_then(Record::number) else { return Cell::default() };
            let has = |record: &&&Record| match record {
                // Of a programme, only what this project's documents print at it.
                Record::Programme(programme) => programme.entries.iter().any(|entry| {
                    entry.project.as_ref().is_some_and(|of| project.records.contains(of))
                        && entry.ministries.iter().any(|role| role.code == code)
                }),
                other => other.all_ministries().iter().any(|role| role.code == code),
            };
            let behind: Vec<Id> = members.iter().filter(has).map(|record| record.id().clone()).collect();
            let own = project.ministries(corpus).into_iter().find(|role| role.code == code);
            let part = match own {
                Some(role) if role.lead => Some(Part::Leads),
                Some(_) => Some(Part::Takes),
                None => (!behind.is_empty()).then_some(Part::Within),
            };
            Cell { part, behind }
        }
    }
}
