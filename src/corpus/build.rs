//! Turns checked TOML into the model. What `check` let through cannot fail here.

use std::collections::HashMap;

use super::raw::{self, Parsed, Text};
use super::sheets;
use super::sources::LIBRARY;
use crate::model::{
    Allocation, AllocationGroup, AmountBasis, Area, Basis, Body, Budget, BudgetFigures, BudgetYear, Category, Channel, Corpus, Document,
    DocumentKind, Entry, Evaluation, Excerpt, FiscalYear, Id, Kpi, Latest, Lineage, Measure, Ministry, Named, Owner, Passage, Place, Point,
    Programme, Project, ProjectEntry, Quote, Record, Review, Role, Section, Share, Stage, Target, Term,
};
use crate::review::SheetYear;

/// The model of the parsed files, in their order, and of the review sheets.
pub(super) fn build(files: Vec<Parsed>, years: Vec<SheetYear>) -> Corpus {
    let mut records = Vec::new();
    let mut lineage = Vec::new();
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut allocations: HashMap<Id, Vec<Allocation>> = HashMap::new();
    // Review sheets come behind all other documents, of every kind of record.
    let mut order: Vec<(bool, u8, u16, String)> = Vec::new();
    let mut excerpts = Vec::new();
    let mut reviews: HashMap<String, Vec<Review>> = HashMap::new();
    let mut projects: Vec<(Option<Id>, Project)> = Vec::new();
    let mut documents: HashMap<Id, About> = HashMap::new();
    for parsed in files {
        let document = Id::new(parsed.document.unwrap_or_default());
        let file = parsed.file;
        order.extend(file.document.iter().map(|d| {
            let review = d.document_kind.get_ref() == DocumentKind::Review.name();
            (review, u8::MAX - d.period.unwrap_or(0), d.fiscal_year.unwrap_or(u16::MAX), d.id.get_ref().clone())
        }));
        documents.extend(file.document.iter().map(|d| {
            let about = About { period: d.period, fiscal_year: d.fiscal_year, wish_included: d.wish_included };
            (Id::new(d.id.get_ref().as_str()), about)
        }));
        records.extend(file.document.into_iter().map(|raw| Record::Document(self::document(raw))));
        records.extend(file.section.into_iter().map(|raw| Record::Section(section(&document, raw))));
        projects.extend(file.project.into_iter().map(|raw| (raw.of.clone().map(self::id), project(&document, raw))));
        records.extend(file.programme.into_iter().map(|raw| Record::Programme(programme(raw))));
        records.extend(file.kpi.into_iter().map(|raw| Record::Kpi(kpi(&document, raw))));
        records.extend(file.ministry.into_iter().map(|raw| Record::Ministry(ministry(raw))));
        records.extend(file.area.into_iter().map(|raw| Record::Area(area(raw))));
        records.extend(file.body.into_iter().map(|raw| Record::Body(body(raw))));
        records.extend(file.term.into_iter().map(|raw| Record::Term(term(raw))));
        lineage.extend(file.lineage.into_iter().map(step));
        let (original, name) = file.original.map_or_else(
            || (document.clone(), String::new()),
            |original| (Id::new(original.document.get_ref().as_str()), file_name(&original.file).to_owned()),
        );
        excerpts.extend(file.excerpt.into_iter().map(|raw| Excerpt {
            record: id(raw.record),
            document: original.clone(),
            file: name.clone(),
            page: raw.page,
            lines: lines(raw.lines, raw.text),
        }));
        if !file.allocation.is_empty() {
            allocations.entry(document.clone()).or_default().extend(file.allocation.into_iter().map(allocation));
        }
        for raw in file.review {
            let sheet_year = documents.get(&document).and_then(|about| about.fiscal_year).unwrap_or_default();
            reviews.entry(raw.programme.get_ref().clone()).or_default().push(review(&document, sheet_year, raw));
        }
        // The corpus's own documents are of AMED's money; of what a reader imports only what says so is.
        let usual = if parsed.path.starts_with(LIBRARY) { None } else { Some(Channel::Amed) };
        for raw in file.entry {
            entries.entry(raw.programme.get_ref().clone()).or_default().push(entry(&document, raw, usual));
        }
    }
    for record in &mut records {
        if let Record::Document(document) = record {
            document.allocations = allocations.remove(&document.id).unwrap_or_default();
        }
    }
    let names = Names::new(&projects, &lineage, &documents);
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
    // The newest period comes first; within it, the newest yearly paper.
    order.sort();
    let rank: HashMap<&str, usize> = order.iter().enumerate().map(|(rank, (.., id))| (id.as_str(), rank)).collect();
    records.sort_by_key(|record| record.document().and_then(|id| rank.get(id.as_str())).copied().unwrap_or(usize::MAX));
    Corpus::with_originals(records, lineage, excerpts)
}

/// What a document says that settles fields of its records.
struct About {
    period: Option<u8>,
    fiscal_year: Option<FiscalYear>,
    wish_included: bool,
}

/// The one id of every project that several documents list, by the others.
struct Names(HashMap<Id, Id>);

impl Names {
    /// By what the projects say themselves; and, as libraries of 0.1.0 have it, by steps of the lineage that continue a project within its own
    /// period.
    fn new(projects: &[(Option<Id>, Project)], lineage: &[Lineage], documents: &HashMap<Id, About>) -> Self {
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

    /// The id under which a record is known.
    fn of<'i>(&'i self, id: &'i Id) -> &'i Id {
        let mut first = id;
        // A library that was mended by hand may name a circle.
        for _ in 0..self.0.len() {
            match self.0.get(first) {
                Some(next) if next != id => first = next,
                _ => break,
            }
        }
        first
    }

    /// Puts the one id in the place of all others, wherever a record names a project.
    fn settle(&self, records: &mut [Record], lineage: &mut Vec<Lineage>, excerpts: &mut [Excerpt]) {
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

/// Makes one project of all that are the same: the one that the others name comes first, then the documents by their fiscal years.
fn unite(projects: Vec<(Option<Id>, Project)>, names: &Names, documents: &HashMap<Id, About>) -> Vec<Project> {
    let (first, mut others): (Vec<Project>, Vec<Project>) =
        projects.into_iter().map(|(_, project)| project).partition(|project| *names.of(&project.id) == project.id);
    others.sort_by_key(|project| documents.get(&project.document).and_then(|about| about.fiscal_year));
    let mut united = first;
    let places: HashMap<Id, usize> = united.iter().enumerate().map(|(at, project)| (project.id.clone(), at)).collect();
    for other in others {
        match places.get(names.of(&other.id)) {
            Some(at) => united[*at].absorb(other),
            // What it names is not here.
            None => united.push(other),
        }
    }
    for project in &mut united {
        project.budgets.sort_by_key(|budget| budget.fiscal_year);
    }
    united
}

/// What holds of a record through its document: the period of an indicator, and whether requested amounts include the wish.
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

/// A place that names a section alone is on that section's page or slide.
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

/// Gives programmes their entries, oldest year first, and projects' sections the projects' themes.
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

fn id(text: Text) -> Id {
    Id::new(text.into_inner())
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn ids(texts: Vec<Text>) -> Vec<Id> {
    texts.into_iter().map(id).collect()
}

fn roles(texts: Vec<Text>) -> Vec<Role> {
    texts
        .into_iter()
        .map(|text| {
            let text = text.into_inner();
            let code = text.trim_start_matches('◎');
            Role { lead: code.len() < text.len(), code: code.to_owned() }
        })
        .collect()
}

fn places(raw: Vec<raw::Place>) -> Vec<Place> {
    raw.into_iter().map(place).collect()
}

fn place(raw: raw::Place) -> Place {
    Place { document: id(raw.document), section: raw.section.map(id), page: raw.page, slide: raw.slide, footnote: raw.footnote }
}

fn document(raw: raw::Document) -> Document {
    Document {
        id: id(raw.id),
        title: raw.title,
        short_title: raw.short_title,
        document_kind: named(&raw.document_kind).unwrap_or_default(),
        period: raw.period,
        fiscal_year: raw.fiscal_year,
        from: raw.from,
        to: raw.to,
        status: raw.status,
        text: raw.text,
        url: raw.url.map(toml::Spanned::into_inner),
        allocations: Vec::new(),
        note: raw.note,
    }
}

fn allocation(raw: raw::Allocation) -> Allocation {
    Allocation {
        title: raw.title.into_inner(),
        group: named(&raw.group).unwrap_or(AllocationGroup::Other),
        channel: raw.channel.as_ref().and_then(named),
        fiscal_year: raw.fiscal_year,
        stage: stage(&raw.stage),
        basis: AmountBasis::new(stage(&raw.stage), raw.wish_included),
        amount: raw.amount,
        ministries: raw
            .ministries
            .into_iter()
            .map(|share| Share { code: share.code.into_inner(), amount: share.amount, incomparable: share.incomparable })
            .collect(),
        area: raw.area.map(id),
        programmes: ids(raw.programmes),
        section: raw.section.map(id),
        slide: raw.slide,
        note: raw.note,
    }
}

fn section(document: &Id, raw: raw::Section) -> Section {
    Section {
        id: id(raw.id),
        document: document.clone(),
        number: raw.number,
        mark: raw.mark,
        title: raw.title,
        parent: raw.parent.map(id),
        ministries: roles(raw.ministries),
        project: raw.project.map(id),
        text: raw.text,
        points: raw
            .points
            .into_iter()
            .map(|point| Point {
                text: point.text.into_inner(),
                ministries: roles(point.ministries),
                page: point.page,
                ministries_page: point.ministries_page,
            })
            .collect(),
        areas: ids(raw.areas),
        mentions: ids(raw.mentions),
        page: raw.page,
        slide: raw.slide,
        also: places(raw.also),
        note: raw.note,
    }
}

/// A project as one document has it.
fn project(document: &Id, raw: raw::Project) -> Project {
    let (themes, theme_pages) = raw.themes.into_iter().map(|theme| (theme.text.into_inner(), theme.page)).unzip();
    let entry = ProjectEntry {
        document: document.clone(),
        number: raw.number,
        title: raw.title,
        summary: raw.summary,
        ministries: roles(raw.ministries),
        themes,
        theme_pages,
        section: raw.section.map(id),
        areas: ids(raw.areas),
        page: raw.page,
        slide: raw.slide,
        note: raw.note,
    };
    let budgets = raw.budgets.into_iter().map(|budget| Budget {
        document: document.clone(),
        fiscal_year: budget.fiscal_year,
        stage: stage(&budget.stage),
        basis: AmountBasis::new(stage(&budget.stage), false),
        amed: budget.amed,
        in_house: budget.in_house,
        total: budget.total,
        marks: budget.marks,
        slide: budget.slide,
        note: budget.note,
    });
    Project {
        id: id(raw.id),
        other_ids: Vec::new(),
        document: document.clone(),
        documents: vec![document.clone()],
        number: entry.number.clone(),
        title: entry.title.clone(),
        aliases: raw.aliases,
        summary: entry.summary.clone(),
        ministries: entry.ministries.clone(),
        budgets: budgets.collect(),
        themes: entry.themes.clone(),
        section: entry.section.clone(),
        areas: entry.areas.clone(),
        page: entry.page,
        slide: entry.slide.clone(),
        also: places(raw.also),
        note: entry.note.clone(),
        entries: vec![entry],
    }
}

fn programme(raw: raw::Programme) -> Programme {
    Programme {
        id: id(raw.id),
        title: raw.title,
        aliases: raw.aliases,
        members: ids(raw.members),
        not_in: raw.not_in,
        places: places(raw.places),
        note: raw.note,
        ..Programme::default()
    }
}

/// The lines of an excerpt, in whichever form they are kept.
fn lines(lines: Vec<Text>, text: Option<Text>) -> Vec<String> {
    let text = text.map(Text::into_inner).unwrap_or_default();
    let of_text = text.lines().filter(|line| !line.is_empty()).map(str::to_owned);
    lines.into_iter().map(Text::into_inner).chain(of_text).collect()
}

fn entry(document: &Id, raw: raw::Entry, usual: Option<Channel>) -> Entry {
    let in_house = raw.marks.iter().any(|mark| mark == "インハウス").then_some(Channel::InHouse);
    Entry {
        channel: raw.channel.as_ref().and_then(named).or(in_house).or(usual),
        document: document.clone(),
        project: raw.project.map(id),
        fiscal_year: raw.fiscal_year,
        stage: raw.stage.as_ref().map(stage),
        basis: raw.stage.as_ref().map(|word| AmountBasis::new(stage(word), false)),
        amount: raw.amount,
        confidence: raw.confidence.as_ref().and_then(named),
        support: raw.support,
        share_of: raw.share_of.map(id),
        ministries: roles(raw.ministries),
        ministries_place: raw.ministries_place.map(place),
        marks: raw.marks,
        phase: raw.phase,
        summary: raw.summary,
        areas: ids(raw.areas),
        section: raw.section.map(id),
        page: raw.page,
        slide: raw.slide,
        note: raw.note,
    }
}

/// The figures of a sheet that the corpus has without its words.
fn review(document: &Id, sheet_year: FiscalYear, raw: raw::Review) -> Review {
    let year = |raw: raw::ReviewYear| {
        let mut figures = BudgetFigures {
            initial: raw.initial,
            supplementary: raw.supplementary,
            carried_in: raw.carried_in,
            reserve: raw.reserve,
            current: raw.current,
            executed: raw.executed,
            execution_rate: raw.execution_rate,
            carried_out: raw.carried_out,
            unused: None,
            request_next: raw.request_next,
        };
        figures.unused = figures.reckon_unused();
        BudgetYear { fiscal_year: raw.fiscal_year, figures, booked_elsewhere: raw.booked_elsewhere, ..BudgetYear::default() }
    };
    let evaluation =
        Evaluation { finding: raw.finding, reflection: raw.reflection, reflected_yen: raw.reflected_yen, ..Evaluation::default() };
    Review {
        document: document.clone(),
        sheet_year,
        sheet: Some(id(raw.sheet)),
        years: raw.years.into_iter().map(year).collect(),
        evaluation,
        ..Review::default()
    }
}

fn kpi(document: &Id, raw: raw::Kpi) -> Kpi {
    let category = named(&raw.category);
    Kpi {
        id: id(raw.id),
        document: document.clone(),
        period: raw.period,
        category: category.unwrap_or(Category::Result),
        number: raw.number,
        title: raw.title,
        group: raw.group,
        parent: raw.parent.map(id),
        text: raw.text,
        target: raw.target.map(|target| Target {
            value: target.value,
            unit: target.unit,
            basis: measure(&target.basis),
            from: target.from,
            by: target.by,
            cumulative: target.cumulative,
            printed: target.printed,
        }),
        latest: raw.latest.map(|latest| Latest {
            value: latest.value,
            unit: latest.unit,
            basis: latest.basis.as_ref().map(measure),
            as_of: latest.as_of.map(Text::into_inner),
            printed: latest.printed,
            place: latest.place.map(place),
        }),
        owner: raw.owner.map(owner),
        section: raw.section.map(id),
        sections: raw.mentions.iter().map(|quote| quote.section.get_ref().as_str().into()).collect(),
        mentions: raw.mentions.into_iter().map(|raw| quote(raw, document)).collect(),
        ministries: roles(raw.ministries),
        areas: ids(raw.areas),
        footnotes: raw.footnotes,
        page: raw.page,
        slide: raw.slide,
        also: places(raw.also),
        note: raw.note,
        review: None,
    }
}

fn quote(raw: raw::Quote, document: &Id) -> Quote {
    let place = Place { document: document.clone(), section: Some(id(raw.section)), page: raw.page, slide: None, footnote: None };
    Quote { place, words: raw.words }
}

fn owner(raw: raw::Owner) -> Owner {
    Owner {
        project: raw.project.map(id),
        programme: None,
        whole: raw.whole,
        basis: raw.basis.as_ref().map_or(Basis::Inferred, basis),
        evidence: ids(raw.evidence),
        note: raw.note,
    }
}

fn ministry(raw: raw::Ministry) -> Ministry {
    let (id, places) = (id(raw.id), places(raw.places));
    Ministry { id, code: raw.code, title: raw.title, aliases: raw.aliases, text: raw.text, places, note: raw.note }
}

fn area(raw: raw::Area) -> Area {
    let (id, places) = (id(raw.id), places(raw.places));
    let (title, aliases, narrower) = (raw.title, raw.aliases, raw.narrower);
    Area { id, title, aliases, narrower, not_in: raw.not_in, text: raw.text, places, note: raw.note }
}

fn body(raw: raw::Body) -> Body {
    Body {
        id: id(raw.id),
        title: raw.title,
        aliases: raw.aliases,
        role: raw.role,
        period: raw.period,
        office: raw.office,
        offices: ids(raw.offices),
        not_in: raw.not_in,
        places: places(raw.places),
        note: raw.note,
    }
}

fn term(raw: raw::Term) -> Term {
    Term {
        id: id(raw.id),
        title: raw.title,
        aliases: raw.aliases,
        expansion: raw.expansion,
        gloss: raw.gloss,
        gloss_basis: raw.gloss_basis.as_ref().map_or(Basis::Inferred, basis),
        common: raw.common,
        not_in: raw.not_in,
        places: places(raw.places),
        note: raw.note,
    }
}

fn step(raw: raw::Lineage) -> Lineage {
    Lineage {
        from: raw.from.map(id),
        to: raw.to.map(id),
        kind: named(&raw.kind).unwrap_or(Passage::Continued),
        basis: basis(&raw.basis),
        evidence: ids(raw.evidence),
        note: raw.note,
    }
}

/// The value that a word names; `check` has let no other through.
fn named<T: Named>(word: &Text) -> Option<T> {
    T::from_name(word.get_ref())
}

fn stage(word: &Text) -> Stage {
    named(word).unwrap_or(Stage::Initial)
}

fn basis(word: &Text) -> Basis {
    named(word).unwrap_or_default()
}

fn measure(word: &Text) -> Measure {
    named(word).unwrap_or(Measure::Qualitative)
}
