//! Plan periods: the period of a record, and the projects of each period.

use super::{Corpus, Document, FiscalYear, Kind, Project, Record};

impl Corpus {
    /// Returns the project with that id, its own or another.
    pub fn project(&self, id: &str) -> Option<&Project> {
        match self.get(id) {
            Some(Record::Project(project)) => Some(project),
            _ => None,
        }
    }

    /// Returns the plan period of a record: an indicator's own, otherwise its document's.
    pub fn period_of(&self, record: &Record) -> Option<u8> {
        match record {
            Record::Kpi(kpi) => kpi.period,
            _ => record.document().and_then(|document| self.document(document.as_str())).and_then(|document| document.period),
        }
    }

    /// Returns the plan period of a fiscal year: that of a document that covers the year, or else of a yearly paper of that year.
    pub fn period_of_year(&self, year: FiscalYear) -> Option<u8> {
        let documents = || {
            self.of_kind(Kind::Document).filter_map(|record| match record {
                Record::Document(document) => Some(document),
                _ => None,
            })
        };
        let covers = |document: &&Document| document.from.zip(document.to).is_some_and(|(from, to)| (from..=to).contains(&year));
        let yearly = |document: &&Document| document.fiscal_year == Some(year);
        documents().filter(covers).find_map(|document| document.period).or_else(|| documents().filter(yearly).find_map(|d| d.period))
    }

    /// Returns the periods that have projects, newest first.
    pub fn project_periods(&self) -> Vec<u8> {
        let mut periods: Vec<u8> = self.period_projects().iter().map(|(period, _)| *period).collect();
        periods.dedup();
        periods
    }

    /// Returns all projects with their periods, newest period first, each period in the order of its numbers.
    pub fn period_projects(&self) -> Vec<(u8, &Project)> {
        let projects = self.of_kind(Kind::Project).filter_map(|record| match record {
            Record::Project(project) => Some((self.period_of(record)?, project)),
            _ => None,
        });
        let mut all: Vec<(u8, &Project)> = projects.collect();
        all.sort_by_key(|(period, _)| u8::MAX - period);
        all
    }
}
