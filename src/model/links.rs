//! Typed links between records, always in pairs: what one end says, the other answers.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::{Basis, Corpus, Id, Kind, Record, Role, mentions};

/// How one record stands to another. The order is the order in which a reader sees them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// An indicator's owner.
    Owner,
    /// The ministry that leads this.
    LedBy,
    /// What this ministry leads.
    Leads,
    /// The ministries that take part in this.
    Participant,
    /// What this ministry takes part in.
    TakesPart,
    /// The ministries that pay for this programme.
    FundedBy,
    /// The programmes that this ministry pays for.
    Funds,
    /// The disease areas that this covers.
    Covers,
    /// What covers this disease area.
    CoveredBy,
    /// A project's (or plan's) indicators.
    Owns,
    /// What this came from.
    Follows,
    /// What became of this.
    FollowedBy,
    /// What this is a part of.
    PartOf,
    /// The parts of this.
    Contains,
    /// The section that sets this out.
    DefinedIn,
    /// What this section sets out.
    Defines,
    /// What this speaks of.
    Mentions,
    /// What speaks of this.
    MentionedBy,
}

impl Relation {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Owner => "owner",
            Relation::Owns => "owns",
            Relation::LedBy => "led_by",
            Relation::Leads => "leads",
            Relation::Participant => "participant",
            Relation::TakesPart => "takes_part",
            Relation::FundedBy => "funded_by",
            Relation::Funds => "funds",
            Relation::Covers => "covers",
            Relation::CoveredBy => "covered_by",
            Relation::Follows => "follows",
            Relation::FollowedBy => "followed_by",
            Relation::PartOf => "part_of",
            Relation::Contains => "contains",
            Relation::DefinedIn => "defined_in",
            Relation::Defines => "defines",
            Relation::Mentions => "mentions",
            Relation::MentionedBy => "mentioned_by",
        }
    }

    /// The same link seen from the other end.
    pub fn inverse(self) -> Relation {
        match self {
            Relation::Owner => Relation::Owns,
            Relation::Owns => Relation::Owner,
            Relation::LedBy => Relation::Leads,
            Relation::Leads => Relation::LedBy,
            Relation::Participant => Relation::TakesPart,
            Relation::TakesPart => Relation::Participant,
            Relation::FundedBy => Relation::Funds,
            Relation::Funds => Relation::FundedBy,
            Relation::Covers => Relation::CoveredBy,
            Relation::CoveredBy => Relation::Covers,
            Relation::Follows => Relation::FollowedBy,
            Relation::FollowedBy => Relation::Follows,
            Relation::PartOf => Relation::Contains,
            Relation::Contains => Relation::PartOf,
            Relation::DefinedIn => Relation::Defines,
            Relation::Defines => Relation::DefinedIn,
            Relation::Mentions => Relation::MentionedBy,
            Relation::MentionedBy => Relation::Mentions,
        }
    }
}

/// A link from one record to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// How.
    pub relation: Relation,
    /// Whether the source says so.
    pub basis: Basis,
    /// To which record.
    pub id: Id,
}

/// The links of every record, by its position in the corpus.
pub(super) fn compute(corpus: &Corpus) -> Vec<Vec<Link>> {
    let mut web = Web { corpus, links: vec![Vec::new(); corpus.records().len()] };
    for record in corpus.records() {
        web.stated(record);
    }
    web.lineage();
    web.mentions();
    for links in &mut web.links {
        // What the source states comes before what was found in texts.
        links.sort_by_key(|link| (link.relation, link.basis, corpus.position(link.id.as_str())));
    }
    web.links
}

/// The links under construction.
struct Web<'c> {
    corpus: &'c Corpus,
    links: Vec<Vec<Link>>,
}

impl Web<'_> {
    /// Adds a link and its inverse, unless an end is missing or the same link stands already.
    fn tie(&mut self, from: &Id, relation: Relation, basis: Basis, to: &Id) {
        let (Some(a), Some(b)) = (self.corpus.position(from.as_str()), self.corpus.position(to.as_str())) else { return };
        if a == b || self.links[a].iter().any(|link| link.relation == relation && link.id == *to) {
            return;
        }
        self.links[a].push(Link { relation, basis, id: to.clone() });
        self.links[b].push(Link { relation: relation.inverse(), basis, id: from.clone() });
    }

    fn roles(&mut self, of: &Id, roles: &[Role]) {
        for role in roles {
            if let Some(ministry) = self.corpus.ministry(&role.code) {
                let relation = if role.lead { Relation::LedBy } else { Relation::Participant };
                self.tie(of, relation, Basis::Stated, &ministry.id);
            }
        }
    }

    /// What the record's own fields say.
    fn stated(&mut self, record: &Record) {
        let id = record.id();
        self.roles(id, if matches!(record, Record::Programme(_)) { &[] } else { record.ministries() });
        for area in record.areas() {
            self.tie(id, Relation::Covers, Basis::Stated, area);
        }
        match record {
            Record::Section(section) => self.section(section),
            Record::Project(project) => {
                self.tie(id, Relation::PartOf, Basis::Stated, &project.document);
                if let Some(section) = &project.section {
                    self.tie(id, Relation::DefinedIn, Basis::Stated, section);
                }
            }
            Record::Kpi(kpi) => self.kpi(kpi),
            Record::Programme(programme) => self.programme(programme),
            Record::Term(_) | Record::Body(_) | Record::Area(_) | Record::Ministry(_) => {
                for section in record.places().into_iter().filter_map(|place| place.section) {
                    self.tie(id, Relation::DefinedIn, Basis::Stated, &section);
                }
            }
            Record::Document(_) => {}
        }
    }

    fn section(&mut self, section: &super::Section) {
        self.tie(&section.id, Relation::PartOf, Basis::Stated, section.parent.as_ref().unwrap_or(&section.document));
        for point in &section.points {
            self.roles_of_item(&section.id, &point.ministries);
        }
        let everyone = section.ministries.iter().chain(section.points.iter().flat_map(|point| &point.ministries));
        for role in everyone {
            // Leading one section is not leading the plan: the document only has participants.
            self.roles(&section.document, &[Role { code: role.code.clone(), lead: false }]);
        }
    }

    /// Roles printed at one item: a ministry already tied to the heading is not tied a second time.
    fn roles_of_item(&mut self, of: &Id, roles: &[Role]) {
        for role in roles {
            let known = self.corpus.ministry(&role.code).is_some_and(|ministry| {
                self.links_of(of).iter().any(|link| link.id == ministry.id && (link.relation == Relation::LedBy || !role.lead))
            });
            if !known {
                self.roles(of, std::slice::from_ref(role));
            }
        }
    }

    fn links_of(&self, id: &Id) -> &[Link] {
        self.corpus.position(id.as_str()).map_or(&[], |position| self.links[position].as_slice())
    }

    fn kpi(&mut self, kpi: &super::Kpi) {
        let owner = kpi.owner.project.as_ref().unwrap_or(&kpi.document);
        self.tie(&kpi.id, Relation::Owner, kpi.owner.basis, owner);
        if let Some(above) = kpi.parent.as_ref().or(kpi.section.as_ref()) {
            self.tie(&kpi.id, Relation::PartOf, Basis::Stated, above);
        }
        // Which sections speak of an indicator's substance is this project's reading.
        for section in &kpi.sections {
            self.tie(&kpi.id, Relation::MentionedBy, Basis::Inferred, section);
        }
    }

    fn programme(&mut self, programme: &super::Programme) {
        for entry in &programme.entries {
            self.tie(&programme.id, Relation::PartOf, Basis::Stated, entry.project.as_ref().unwrap_or(&entry.document));
            for role in &entry.ministries {
                if let Some(ministry) = self.corpus.ministry(&role.code) {
                    self.tie(&programme.id, Relation::FundedBy, Basis::Stated, &ministry.id);
                }
            }
            if let Some(whole) = &entry.share_of {
                self.tie(&programme.id, Relation::PartOf, Basis::Stated, whole);
            }
            if let Some(section) = &entry.section {
                self.tie(&programme.id, Relation::MentionedBy, Basis::Stated, section);
            }
        }
        for member in &programme.members {
            self.tie(&programme.id, Relation::Contains, Basis::Stated, member);
        }
    }

    fn lineage(&mut self) {
        for step in self.corpus.lineage() {
            if let (Some(from), Some(to)) = (&step.from, &step.to) {
                self.tie(to, Relation::Follows, step.basis, from);
            }
        }
    }

    /// Names of records found in the texts of others, where no stated link ties the two already.
    fn mentions(&mut self) {
        for (speaker, spoken_of) in mentions::find(self.corpus) {
            let (Some(from), Some(to)) = (self.corpus.at(speaker), self.corpus.at(spoken_of)) else { continue };
            if self.links[speaker].iter().any(|link| link.id == *to.id()) {
                continue;
            }
            let relation = if to.kind() == Kind::Area { Relation::Covers } else { Relation::Mentions };
            self.tie(from.id(), relation, Basis::Inferred, to.id());
        }
    }
}
