//! Conditions for the records that are wanted: the same for lists, search and screens.

use super::{Corpus, Id, Kind, Record, Relation, Role};

/// Conditions that a record must meet. An empty list asks for nothing; the values of one list are alternatives.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Kinds, one of which the record is of.
    pub kinds: Vec<Kind>,
    /// Documents, one of which the record is in.
    pub documents: Vec<Id>,
    /// Ministries, by code, one of which the record has.
    pub ministries: Vec<String>,
    /// Disease areas, one of which the record is about.
    pub areas: Vec<Id>,
    /// Projects, one of which the record belongs to.
    pub projects: Vec<Id>,
}

impl Filter {
    /// Returns true if nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Returns true if `record` meets every condition.
    pub fn admits(&self, corpus: &Corpus, record: &Record) -> bool {
        let any = |wanted: &[Id], has: Vec<&Id>| has.into_iter().any(|id| wanted.contains(id));
        // What is not asked for is not looked for: links may have to be fetched.
        (self.kinds.is_empty() || self.kinds.contains(&record.kind()))
            && (self.documents.is_empty() || any(&self.documents, corpus.documents_of(record)))
            && (self.areas.is_empty() || any(&self.areas, corpus.areas_of(record)))
            && (self.projects.is_empty() || any(&self.projects, corpus.projects_of(record)))
            && (self.ministries.is_empty() || corpus.ministries_of(record).iter().any(|role| self.ministries.contains(&role.code)))
    }
}

/// Membership of records, for filters and facets: by their own fields, and through their owners.
impl Corpus {
    /// Returns the documents in which a record appears, each once.
    pub fn documents_of<'c>(&'c self, record: &'c Record) -> Vec<&'c Id> {
        if let Record::Project(project) = record {
            return project.documents.iter().collect();
        }
        let mut documents: Vec<&Id> = record.document().into_iter().collect();
        if documents.is_empty() {
            for place in record.places() {
                if let Some(document) = self.document(place.document.as_str())
                    && !documents.contains(&&document.id)
                {
                    documents.push(&document.id);
                }
            }
        }
        documents
    }

    /// Returns the ministries of a record. An indicator without any has those of the project or programme that owns it; a payee has those
    /// whose programmes pay it.
    pub fn ministries_of(&self, record: &Record) -> Vec<Role> {
        let own = record.all_ministries();
        match record {
            Record::Kpi(kpi) if own.is_empty() => {
                let owner = kpi.owner.as_ref().and_then(|owner| owner.project.as_ref().or(owner.programme.as_ref()));
                owner.and_then(|owner| self.get(owner.as_str())).map(Record::all_ministries).unwrap_or_default()
            }
            // The ministries whose programmes pay it.
            Record::Payee(payee) => {
                let mut roles: Vec<Role> = Vec::new();
                let programmes: std::collections::BTreeSet<&Id> = payee.receipts.iter().map(|receipt| &receipt.programme).collect();
                for programme in programmes {
                    let of: Vec<Role> = self.get(programme.as_str()).map(Record::all_ministries).unwrap_or_default();
                    Role::gather(&mut roles, &of.into_iter().map(|role| Role { lead: false, ..role }).collect::<Vec<_>>());
                }
                roles
            }
            Record::Ministry(ministry) => vec![Role { code: ministry.code.clone(), lead: false }],
            _ => own,
        }
    }

    /// Returns the disease areas that a record is about, stated or found in its texts.
    pub fn areas_of<'c>(&'c self, record: &'c Record) -> Vec<&'c Id> {
        match record {
            Record::Area(area) => vec![&area.id],
            _ => self.linked(record.id().as_str(), Relation::Covers).map(Record::id).collect(),
        }
    }

    /// Returns the projects to which a record belongs.
    pub fn projects_of<'c>(&'c self, record: &'c Record) -> Vec<&'c Id> {
        match record {
            Record::Project(project) => vec![&project.id],
            Record::Section(section) => section.project.iter().collect(),
            Record::Kpi(kpi) => kpi.owning_project().into_iter().collect(),
            Record::Programme(programme) => programme.entries.iter().filter_map(|entry| entry.project.as_ref()).collect(),
            _ => Vec::new(),
        }
    }
}
