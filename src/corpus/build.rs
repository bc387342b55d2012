//! Conversion of checked TOML into the model. Nothing that `check` let through can fail here.

use std::collections::HashMap;

use super::parsed::Parsed;
use super::records::{AllocationToml, LineageToml};
use super::sheets;
use super::sources::LIBRARY;
use crate::model::{
    Allocation, AmountBasis, Channel, Corpus, DocumentKind, Entry, Excerpt, FiscalYear, Id, LineageEdge, Named, Passage, Place, Point,
    Project, Record, Review,
};
use crate::review::SheetYear;

/// Builds the model from the parsed files, in their order, and from the review sheets.
pub(super) fn build(files: Vec<Parsed>, years: Vec<SheetYear>) -> Corpus {
    let mut records = Vec::new();
    let mut lineage = Vec::new();
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut allocations: HashMap<Id, Vec<Allocation>> = HashMap::new();
    // Review sheets come after all other documents, whatever the kind of record.
    let mut order: Vec<(bool, u8, u16, String)> = Vec::new();
    let mut excerpts = Vec::new();
    let mut reviews: HashMap<String, Vec<Review>> = HashMap::new();
    let mut projects: Vec<(Option<Id>, Project)> = Vec::new();
    let mut documents: HashMap<Id, About> = HashMap::new();
    for parsed in files {
        let document = Id::new(parsed.document.unwrap_or_default());
        let mut file = parsed.file;
        order.extend(file.document.iter().map(|d| {
            let review = d.document_kind.get_ref() == DocumentKind::Review.name();
            (review, u8::MAX - d.period.unwrap_or(0), d.fiscal_year.unwrap_or(u16::MAX), d.id.get_ref().clone())
        }));
        documents.extend(file.document.iter().map(|d| {
            let about = About { period: d.period, fiscal_year: d.fiscal_year, wish_included: d.wish_included };
            (Id::new(d.id.get_ref().as_str()), about)
        }));
        records.extend(file.take_records(&document));
        projects
            .extend(file.project.into_iter().map(|raw| (raw.of.as_ref().map(|of| Id::new(of.get_ref().as_str())), raw.record(&document))));
        lineage.extend(file.lineage.into_iter().map(LineageToml::step));
        let (original, name) = file.original.map_or_else(
            || (document.clone(), String::new()),
            |original| (Id::new(original.document.get_ref().as_str()), file_name(&original.file).to_owned()),
        );
        excerpts.extend(file.excerpt.into_iter().map(|raw| raw.excerpt(&original, &name)));
        if !file.allocation.is_empty() {
            allocations.entry(document.clone()).or_default().extend(file.allocation.into_iter().map(AllocationToml::allocation));
        }
        for raw in file.review {
            let sheet_year = documents.get(&document).and_then(|about| about.fiscal_year).unwrap_or_default();
            reviews.entry(raw.programme.get_ref().clone()).or_default().push(raw.review(&document, sheet_year));
        }
        // The corpus's own documents are about AMED's money; of what a reader imports, only what says so is.
        let usual = if parsed.path.starts_with(LIBRARY) { None } else { Some(Channel::Amed) };
        for raw in file.entry {
            entries.entry(raw.programme.get_ref().clone()).or_default().push(raw.entry(&document, usual));
        }
    }
    for record in &mut records {
        if let Record::Document(document) = record {
            document.allocations = allocations.remove(&document.id).unwrap_or_default();
        }
    }
    let names = ProjectIds::new(&projects, &lineage, &documents);
    records.extend(unite(projects, &names, &documents).into_iter().map(Record::Project));
    attach(&mut records, entries);
    for record in &mut records {
        if let Record::Programme(programme) = record {
            programme.reviews = reviews.remove(programme.id.as_str()).unwrap_or_default();
        }
    }
    settle(&mut records, &documents);
    fill_places(&mut records);
    names.settle(&mut records, &mut lineage, &mut excerpts);
    let reviewed = sheets::records(years, &records);
    records.extend(reviewed);
    // The newest period comes first; within it the oldest fiscal year, and documents without a year last.
    order.sort();
    let rank: HashMap<&str, usize> = order.iter().enumerate().map(|(rank, (.., id))| (id.as_str(), rank)).collect();
    records.sort_by_key(|record| record.document().and_then(|id| rank.get(id.as_str())).copied().unwrap_or(usize::MAX));
    Corpus::with_originals(records, lineage, excerpts)
}

/// Properties of a document that determine fields of its records.
struct About {
    period: Option<u8>,
    fiscal_year: Option<FiscalYear>,
    wish_included: bool,
}

/// The one id of every project that several documents list, keyed by its other ids.
struct ProjectIds(HashMap<Id, Id>);

impl ProjectIds {
    /// Collects the ids that the projects themselves give (`of`) and, for libraries of 0.1.0, those from lineage steps that continue a
    /// project within its own period.
    fn new(projects: &[(Option<Id>, Project)], lineage: &[LineageEdge], documents: &HashMap<Id, About>) -> Self {
        let periods: HashMap<&Id, Option<u8>> =
            projects.iter().map(|(_, project)| (&project.id, documents.get(&project.document).and_then(|about| about.period))).collect();
        let stated = projects.iter().filter_map(|(of, project)| Some((project.id.clone(), of.clone()?)));
        let continued = lineage.iter().filter(|step| step.kind == Passage::Continued).filter_map(|step| {
            let (from, to) = (step.from.as_ref()?, step.to.as_ref()?);
            let same = periods.get(from)?.is_some() && periods.get(from) == periods.get(to);
            same.then(|| (to.clone(), from.clone()))
        });
        Self(stated.chain(continued).collect())
    }

    /// Returns the id under which a record is known.
    fn of<'i>(&'i self, id: &'i Id) -> &'i Id {
        let mut first = id;
        // A library that was edited by hand may contain a cycle.
        for _ in 0..self.0.len() {
            match self.0.get(first) {
                Some(next) if next != id => first = next,
                _ => break,
            }
        }
        first
    }

    /// Replaces all other ids with the one id wherever a record names a project.
    fn settle(&self, records: &mut [Record], lineage: &mut Vec<LineageEdge>, excerpts: &mut [Excerpt]) {
        if self.0.is_empty() {
            return;
        }
        let one = |id: &mut Id| {
            let first = self.of(id);
            if first != id {
                *id = first.clone();
            }
        };
        for record in records {
            match record {
                Record::Programme(programme) => {
                    programme.entries.iter_mut().filter_map(|entry| entry.project.as_mut()).for_each(one);
                }
                Record::Section(section) => section.project.iter_mut().chain(&mut section.mentions).for_each(one),
                Record::Kpi(kpi) => {
                    kpi.owner.iter_mut().flat_map(|owner| owner.project.iter_mut().chain(&mut owner.evidence)).for_each(one);
                }
                _ => {}
            }
        }
        lineage.iter_mut().for_each(|step| step.from.iter_mut().chain(&mut step.to).chain(&mut step.evidence).for_each(one));
        lineage.retain(|step| step.from.is_none() || step.from != step.to);
        excerpts.iter_mut().for_each(|excerpt| one(&mut excerpt.record));
    }
}

/// Merges the projects that are the same: first the one that the others name, then the others by the fiscal year of their documents.
fn unite(projects: Vec<(Option<Id>, Project)>, names: &ProjectIds, documents: &HashMap<Id, About>) -> Vec<Project> {
    let (first, mut others): (Vec<Project>, Vec<Project>) =
        projects.into_iter().map(|(_, project)| project).partition(|project| *names.of(&project.id) == project.id);
    others.sort_by_key(|project| documents.get(&project.document).and_then(|about| about.fiscal_year));
    let mut united = first;
    let places: HashMap<Id, usize> = united.iter().enumerate().map(|(at, project)| (project.id.clone(), at)).collect();
    for other in others {
        match places.get(names.of(&other.id)) {
            Some(at) => united[*at].absorb(other),
            // The project that it names is not here.
            None => united.push(other),
        }
    }
    for project in &mut united {
        project.budgets.sort_by_key(|budget| budget.fiscal_year);
    }
    united
}

/// Sets what follows from a record's document: the period of an indicator, and whether requested amounts include the wish.
fn settle(records: &mut [Record], documents: &HashMap<Id, About>) {
    let settled = |basis: AmountBasis, document: &Id| {
        let wish_included = documents.get(document).is_some_and(|about| about.wish_included);
        if basis == AmountBasis::Request && wish_included { AmountBasis::RequestAndWish } else { basis }
    };
    for record in records {
        match record {
            Record::Kpi(kpi) => kpi.period = kpi.period.or_else(|| documents.get(&kpi.document).and_then(|about| about.period)),
            Record::Project(project) => {
                project.budgets.iter_mut().for_each(|budget| budget.basis = settled(budget.basis, &budget.document));
            }
            Record::Programme(programme) => {
                for entry in &mut programme.entries {
                    entry.basis = entry.basis.map(|basis| settled(basis, &entry.document));
                }
            }
            _ => {}
        }
    }
}

/// Gives a place that names only a section the page or slide of that section.
fn fill_places(records: &mut [Record]) {
    let of_section = |record: &Record| match record {
        Record::Section(section) => Some((section.id.clone(), (section.page, section.slide.clone()))),
        _ => None,
    };
    let sections: HashMap<Id, (Option<u32>, Option<String>)> = records.iter().filter_map(of_section).collect();
    let fill = |place: &mut Place| {
        let of_section = place.section.as_ref().and_then(|section| sections.get(section));
        if let Some((page, slide)) = of_section.filter(|_| place.page.is_none() && place.slide.is_none()) {
            (place.page, place.slide) = (*page, slide.clone());
        }
    };
    for record in records {
        match record {
            Record::Ministry(ministry) => ministry.places.iter_mut().for_each(fill),
            Record::Area(area) => area.places.iter_mut().for_each(fill),
            Record::Body(body) => body.places.iter_mut().for_each(fill),
            Record::Term(term) => term.places.iter_mut().for_each(fill),
            Record::Programme(programme) => programme.places.iter_mut().for_each(fill),
            Record::Kpi(kpi) => kpi.mentions.iter_mut().for_each(|quote| fill(&mut quote.place)),
            _ => {}
        }
    }
}

/// Gives programmes their entries, oldest year first, and gives the sections of projects the projects' themes.
fn attach(records: &mut [Record], mut entries: HashMap<String, Vec<Entry>>) {
    let mut themes: HashMap<Id, Vec<Point>> = HashMap::new();
    for record in records.iter_mut() {
        match record {
            Record::Programme(programme) => {
                programme.entries = entries.remove(programme.id.as_str()).unwrap_or_default();
                programme.entries.sort_by_key(|entry| entry.fiscal_year.unwrap_or(u16::MAX));
            }
            Record::Project(project) => {
                for entry in &project.entries {
                    let Some(section) = &entry.section else { continue };
                    let points = entry.themes.iter().zip(&entry.theme_pages);
                    let points =
                        points.map(|(text, page)| Point { text: text.clone(), ministries: Vec::new(), page: *page, ministries_page: None });
                    themes.insert(section.clone(), points.collect());
                }
            }
            _ => {}
        }
    }
    for record in records {
        if let Record::Section(section) = record
            && section.project.is_some()
            && let Some(points) = themes.remove(&section.id)
        {
            section.points = points;
        }
    }
}

/// Returns the last component of a path.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
