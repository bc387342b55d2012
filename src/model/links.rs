//! Typed links between records, always in pairs: each end has the inverse of the other's.

use std::collections::{HashMap, HashSet};

use super::mentions::{self, Finding, Mentions};
use super::review::sheet_place;
use super::{
    Basis, Corpus, Id, Kind, Kpi, Link, Office, Payee, Place, Programme, Project, ProjectEntry, Quote, Record, Relation, Role, Section,
    areas, document_of, reviewed,
};

/// Ground of a link: what it rests on.
#[derive(Clone, Default)]
struct Ground {
    source: Option<Place>,
    words: Option<String>,
    evidence: Vec<Id>,
}

impl Ground {
    /// Creates a ground from a place that says it.
    fn at(place: Place) -> Self {
        Self { source: Some(place), ..Self::default() }
    }
}

/// Computes the links of every record, by its position in the corpus.
pub(super) fn compute(corpus: &Corpus) -> Vec<Vec<Link>> {
    let mut web = Web { corpus, links: vec![Vec::new(); corpus.records().len()], tied: HashSet::new(), told: HashSet::new() };
    for record in corpus.records() {
        web.stated(record);
    }
    web.lineage();
    web.reviewed();
    let mentions = Mentions::new(corpus);
    let findings = mentions::find(corpus, &mentions);
    for covered in areas::of_projects(corpus, &mentions, &findings) {
        let ground = Ground { source: Some(covered.place), words: covered.words, evidence: covered.bearers };
        web.tie(&covered.project, Relation::Covers, covered.basis, &covered.area, &ground);
    }
    web.mentions(findings);
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
    /// The ties between records, with their relations; a set, as a document may have very many links.
    tied: HashSet<(usize, Relation, usize)>,
    /// The pairs of records that are tied by more than a name in a text.
    told: HashSet<(usize, usize)>,
}

/// Relations by which a name in a text can tie records.
const BY_NAME: [Relation; 4] = [Relation::Mentions, Relation::MentionedBy, Relation::Covers, Relation::CoveredBy];

impl Web<'_> {
    /// Adds a link and its inverse, unless an end is missing or the same link is already there.
    fn tie(&mut self, from: &Id, relation: Relation, basis: Basis, to: &Id, ground: &Ground) {
        let (Some(a), Some(b)) = (self.corpus.position(from.as_str()), self.corpus.position(to.as_str())) else { return };
        if a == b || !self.tied.insert((a, relation, b)) {
            return;
        }
        self.tied.insert((b, relation.inverse(), a));
        if !BY_NAME.contains(&relation) {
            self.told.extend([(a, b), (b, a)]);
        }
        let Ground { source, words, evidence } = ground.clone();
        let link = Link { relation, basis, id: to.clone(), source, words, evidence };
        self.links[b].push(Link { relation: relation.inverse(), id: from.clone(), ..link.clone() });
        self.links[a].push(link);
    }

    /// Ties a record to the ministries printed at a place.
    fn roles(&mut self, of: &Id, roles: &[Role], place: &Place) {
        for role in roles {
            if let Some(ministry) = self.corpus.ministry(&role.code) {
                let relation = if role.lead { Relation::LedBy } else { Relation::Participant };
                self.tie(of, relation, Basis::Stated, &ministry.id, &Ground::at(place.clone()));
            }
        }
    }

    /// Ties a record to ministries that take part in something of it: leading a part is not leading the whole, and a ministry that leads
    /// the whole does not take part as well.
    fn partial_roles(&mut self, of: &Id, roles: &[Role], place: &Place) {
        for role in roles {
            let leads = self.corpus.ministry(&role.code).and_then(|ministry| {
                let (of, ministry) = (self.corpus.position(of.as_str())?, self.corpus.position(ministry.id.as_str())?);
                Some(self.tied.contains(&(of, Relation::LedBy, ministry)))
            });
            if leads != Some(true) {
                self.roles(of, &[Role { code: role.code.clone(), lead: false }], place);
            }
        }
    }

    /// Ties a record as its own fields say.
    fn stated(&mut self, record: &Record) {
        let id = record.id();
        let places = record.places();
        let first = || places.first().map_or_else(Ground::default, |place| Ground::at(place.clone()));
        match record {
            Record::Section(section) => self.section(section, &first()),
            Record::Project(project) => self.project(project),
            Record::Kpi(kpi) => self.kpi(kpi, &first()),
            Record::Programme(programme) => self.programme(programme, &first()),
            Record::Document(document) => {
                for allocation in &document.allocations {
                    let roles: Vec<Role> =
                        allocation.ministries.iter().map(|share| Role { code: share.code.clone(), lead: false }).collect();
                    self.roles(id, &roles, &allocation.place(id));
                }
            }
            Record::Body(body) => {
                for office in &body.offices {
                    let shared = self.corpus.position(office.as_str()).and_then(|named| mentions::shared_place(self.corpus, record, named));
                    self.tie(id, Relation::Office, Basis::Stated, office, &shared.map_or_else(first, Ground::at));
                }
            }
            Record::Payee(payee) => self.payee(payee),
            _ => {}
        }
        if record.kind().spans_documents() {
            for place in &places {
                if let Some(section) = &place.section {
                    self.tie(id, Relation::DefinedIn, Basis::Stated, section, &Ground::at(place.clone()));
                }
            }
        }
    }

    fn section(&mut self, section: &Section, ground: &Ground) {
        let id = &section.id;
        let Some(place) = &ground.source else { return };
        self.tie(id, Relation::PartOf, Basis::Stated, section.parent.as_ref().unwrap_or(&section.document), ground);
        self.roles(id, &section.ministries, place);
        self.partial_roles(&section.document, &section.ministries, place);
        for point in &section.points {
            let place = Place { page: point.ministries_page.or(point.page).or(place.page), ..place.clone() };
            if section.is_one_item() {
                self.roles(id, &point.ministries, &place);
            } else {
                self.partial_roles(id, &point.ministries, &place);
            }
            self.partial_roles(&section.document, &point.ministries, &place);
        }
        for area in &section.areas {
            self.tie(id, Relation::Covers, Basis::Stated, area, ground);
        }
        for spoken_of in &section.mentions {
            let place = self.corpus.get(spoken_of.as_str()).map_or_else(|| place.clone(), |named| mentions::paged(place, named));
            self.tie(id, Relation::Mentions, Basis::Stated, spoken_of, &Ground::at(place));
        }
    }

    fn project(&mut self, project: &Project) {
        for entry in &project.entries {
            let (place, ground) = (entry.place(), Ground::at(entry.place()));
            self.tie(&project.id, Relation::PartOf, Basis::Stated, &entry.document, &ground);
            if let Some(section) = &entry.section {
                self.tie(&project.id, Relation::DefinedIn, Basis::Stated, section, &ground);
            }
            self.partial_roles(&entry.document, &entry.ministries, &place);
        }
        // A ministry leads if any of the documents says so; leading in one and taking part in another is not two links.
        for role in &project.ministries {
            let says = |entry: &&ProjectEntry| entry.ministries.iter().any(|other| other.code == role.code && other.lead == role.lead);
            if let Some(entry) = project.entries.iter().find(says) {
                self.roles(&project.id, std::slice::from_ref(role), &entry.place());
            }
        }
    }

    fn kpi(&mut self, kpi: &Kpi, ground: &Ground) {
        if let (Some(owner), Some(record)) = (&kpi.owner, kpi.owning_record()) {
            // What was read out of a section is placed there; what the document states is placed with the indicator.
            let read = owner.evidence.first().filter(|_| owner.basis == Basis::Inferred).and_then(|id| first_place(self.corpus, id));
            let source = read.or_else(|| ground.source.clone());
            self.tie(&kpi.id, Relation::Owner, owner.basis, record, &Ground { source, words: None, evidence: owner.evidence.clone() });
        }
        if let Some(place) = &ground.source {
            self.roles(&kpi.id, &kpi.ministries, place);
        }
        for area in &kpi.areas {
            self.tie(&kpi.id, Relation::Covers, Basis::Stated, area, ground);
        }
        if let Some(above) = kpi.parent.as_ref().or(kpi.section.as_ref()) {
            self.tie(&kpi.id, Relation::PartOf, Basis::Stated, above, ground);
        }
        if let Some(review) = &kpi.review {
            for next in &review.leads_to {
                self.tie(&kpi.id, Relation::LeadsTo, Basis::Stated, next, ground);
            }
            if let Some(plan) = review.plan.as_ref().and_then(|plan| plan.document.as_ref()) {
                self.tie(&kpi.id, Relation::SetBy, Basis::Stated, plan, ground);
            }
        }
        // That these sections speak of what the indicator counts is our own reading.
        for Quote { place, words } in &kpi.mentions {
            if let Some(section) = &place.section {
                let ground = Ground { source: Some(place.clone()), words: Some(words.clone()), evidence: vec![section.clone()] };
                self.tie(&kpi.id, Relation::MentionedBy, Basis::Inferred, section, &ground);
            }
        }
    }

    fn programme(&mut self, programme: &Programme, first: &Ground) {
        for entry in &programme.entries {
            let (place, ground) = (entry.place(), Ground::at(entry.place()));
            self.tie(&programme.id, Relation::PartOf, Basis::Stated, entry.project.as_ref().unwrap_or(&entry.document), &ground);
            let printed = entry.ministries_place.clone().unwrap_or(place);
            for role in &entry.ministries {
                if let Some(ministry) = self.corpus.ministry(&role.code) {
                    self.tie(&programme.id, Relation::FundedBy, Basis::Stated, &ministry.id, &Ground::at(printed.clone()));
                }
            }
            self.partial_roles(&entry.document, &entry.ministries, &printed);
            if let Some(whole) = &entry.share_of {
                self.tie(&programme.id, Relation::PartOf, Basis::Stated, whole, &ground);
            }
            if let Some(section) = &entry.section {
                self.tie(&programme.id, Relation::MentionedBy, Basis::Stated, section, &ground);
            }
            for area in &entry.areas {
                self.tie(&programme.id, Relation::Covers, Basis::Stated, area, &ground);
            }
        }
        self.sheets(programme);
        for member in &programme.members {
            self.tie(&programme.id, Relation::Contains, Basis::Stated, member, first);
        }
    }

    /// Ties a programme as its review sheets say.
    fn sheets(&mut self, programme: &Programme) {
        let id = &programme.id;
        let Some(newest) = programme.reviews.first() else { return };
        let roles: Vec<Role> = programme.ministries.iter().map(Office::role).collect();
        self.roles(id, &roles, &newest.place(id));
        for review in &programme.reviews {
            let ground = Ground::at(review.place(id));
            self.tie(id, Relation::PartOf, Basis::Stated, &review.document, &ground);
            for plan in &review.plan_documents {
                self.tie(id, Relation::SetBy, Basis::Stated, plan, &ground);
            }
            for related in &review.related {
                let ground = Ground { words: related.relation.clone(), ..ground.clone() };
                self.tie(id, Relation::Related, Basis::Stated, &related.id, &ground);
            }
        }
    }

    fn payee(&mut self, payee: &Payee) {
        for receipt in &payee.receipts {
            let place = sheet_place(&document_of(receipt.sheet_year), &receipt.programme);
            self.tie(&receipt.programme, Relation::Pays, Basis::Stated, &payee.id, &Ground::at(place));
        }
    }

    /// Ties programmes and projects of the documents to the sheets that bear their names.
    fn reviewed(&mut self) {
        for pair in reviewed::find(self.corpus) {
            let evidence = vec![pair.id.clone(), pair.sheet.clone()];
            let ground = Ground { source: Some(pair.place), words: Some(pair.words), evidence };
            self.tie(&pair.id, Relation::ReviewedAs, Basis::Inferred, &pair.sheet, &ground);
        }
    }

    fn lineage(&mut self) {
        for step in self.corpus.lineage() {
            if let (Some(from), Some(to)) = (&step.from, &step.to) {
                let source = step.evidence.iter().find_map(|id| first_place(self.corpus, id));
                self.tie(to, Relation::Follows, step.basis, from, &Ground { source, words: None, evidence: step.evidence.clone() });
            }
        }
    }

    /// Ties records to those whose names were found in their texts. What a field already ties is not said again; a pair may speak of each
    /// other, and a term of a disease area that speaks of the term.
    fn mentions(&mut self, findings: Vec<Finding>) {
        // A document's own text is a summary: what it names is placed where one of its sections first names the same.
        let mut in_sections: HashMap<(&Id, usize), (&Place, &str)> = HashMap::new();
        for finding in &findings {
            if let Some(Record::Section(section)) = self.corpus.at(finding.speaker) {
                in_sections.entry((&section.document, finding.named)).or_insert((&finding.place, &finding.words));
            }
        }
        for finding in &findings {
            let (Some(from), Some(to)) = (self.corpus.at(finding.speaker), self.corpus.at(finding.named)) else { continue };
            let area = to.kind() == Kind::Area;
            // `areas` knows more of projects: what is printed under them, and what is not theirs.
            if area && matches!(from.kind(), Kind::Project | Kind::Area) {
                continue;
            }
            let relation = if area { Relation::Covers } else { Relation::Mentions };
            if !area && self.told.contains(&(finding.speaker, finding.named)) {
                continue;
            }
            let of_section = (from.kind() == Kind::Document).then(|| in_sections.get(&(from.id(), finding.named)).copied()).flatten();
            let (place, words) = of_section.unwrap_or((&finding.place, &finding.words));
            let ground = Ground { source: Some(place.clone()), words: Some(words.to_owned()), evidence: Vec::new() };
            self.tie(from.id(), relation, Basis::Inferred, to.id(), &ground);
        }
    }
}

/// Returns the first place of a record.
fn first_place(corpus: &Corpus, id: &Id) -> Option<Place> {
    corpus.get(id.as_str()).and_then(|record| record.places().into_iter().next())
}
