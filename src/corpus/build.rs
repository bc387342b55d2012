//! Turns checked TOML into the model. What `check` let through cannot fail here.

use std::collections::HashMap;

use super::raw::{self, Parsed, Text};
use crate::model::{
    Allocation, Area, Basis, Body, Budget, Category, Confidence, Corpus, Document, DocumentKind, Entry, Excerpt, Id, Kpi, Latest, Lineage,
    Measure, Ministry, Owner, Passage, Place, Point, Programme, Project, Record, Role, Section, Share, Stage, Target, Term,
};

/// The model of the parsed files, in their order.
pub(super) fn build(files: Vec<Parsed>) -> Corpus {
    let mut records = Vec::new();
    let mut lineage = Vec::new();
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut allocations: HashMap<Id, Vec<Allocation>> = HashMap::new();
    let mut order: Vec<(u8, u16, String)> = Vec::new();
    let mut excerpts = Vec::new();
    for parsed in files {
        let document = Id::new(parsed.document.unwrap_or_default());
        let file = parsed.file;
        order.extend(
            file.document.iter().map(|d| (u8::MAX - d.period.unwrap_or(0), d.fiscal_year.unwrap_or(u16::MAX), d.id.get_ref().clone())),
        );
        records.extend(file.document.into_iter().map(|raw| Record::Document(self::document(raw))));
        records.extend(file.section.into_iter().map(|raw| Record::Section(section(&document, raw))));
        records.extend(file.project.into_iter().map(|raw| Record::Project(project(&document, raw))));
        records.extend(file.programme.into_iter().map(|raw| Record::Programme(programme(raw))));
        records.extend(file.kpi.into_iter().map(|raw| Record::Kpi(kpi(&document, raw))));
        records.extend(file.ministry.into_iter().map(|raw| Record::Ministry(ministry(raw))));
        records.extend(file.area.into_iter().map(|raw| Record::Area(area(raw))));
        records.extend(file.body.into_iter().map(|raw| Record::Body(body(raw))));
        records.extend(file.term.into_iter().map(|raw| Record::Term(term(raw))));
        lineage.extend(file.lineage.into_iter().map(step));
        let name = file.original.map(|original| file_name(&original.file).to_owned()).unwrap_or_default();
        excerpts.extend(file.excerpt.into_iter().map(|raw| Excerpt {
            record: id(raw.record),
            file: name.clone(),
            page: raw.page,
            lines: raw.lines.into_iter().map(Text::into_inner).collect(),
        }));
        if !file.allocation.is_empty() {
            allocations.entry(document.clone()).or_default().extend(file.allocation.into_iter().map(allocation));
        }
        for raw in file.entry {
            entries.entry(raw.programme.get_ref().clone()).or_default().push(entry(&document, raw));
        }
    }
    for record in &mut records {
        if let Record::Document(document) = record {
            document.allocations = allocations.remove(&document.id).unwrap_or_default();
        }
    }
    attach(&mut records, entries);
    // The newest period comes first; within it, the newest yearly paper.
    order.sort();
    let rank: HashMap<&str, usize> = order.iter().enumerate().map(|(rank, (_, _, id))| (id.as_str(), rank)).collect();
    records.sort_by_key(|record| record.document().and_then(|id| rank.get(id.as_str())).copied().unwrap_or(usize::MAX));
    Corpus::with_originals(records, lineage, excerpts)
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
                let points = project.themes.iter().zip(&project.theme_pages);
                let points = points.map(|(text, page)| Point { text: text.clone(), ministries: Vec::new(), page: *page }).collect();
                themes.insert(project.id.clone(), points);
            }
            _ => {}
        }
    }
    for record in records {
        if let Record::Section(section) = record
            && let Some(points) = section.project.as_ref().and_then(|project| themes.get(project))
        {
            section.points.clone_from(points);
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
    raw.into_iter()
        .map(|place| Place {
            document: id(place.document),
            section: place.section.map(id),
            page: place.page,
            slide: place.slide,
            footnote: place.footnote,
        })
        .collect()
}

fn document(raw: raw::Document) -> Document {
    Document {
        id: id(raw.id),
        title: raw.title,
        short_title: raw.short_title,
        document_kind: match raw.document_kind.get_ref().as_str() {
            "slides" => DocumentKind::Slides,
            "request" => DocumentKind::Request,
            _ => DocumentKind::Plan,
        },
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
        group: raw.group.into_inner(),
        fiscal_year: raw.fiscal_year,
        stage: stage(&raw.stage),
        amount: raw.amount,
        ministries: raw.ministries.into_iter().map(|share| Share { code: share.code.into_inner(), amount: share.amount }).collect(),
        area: raw.area.map(id),
        programmes: ids(raw.programmes),
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
            .map(|point| Point { text: point.text.into_inner(), ministries: roles(point.ministries), page: point.page })
            .collect(),
        areas: ids(raw.areas),
        page: raw.page,
        slide: raw.slide,
        also: places(raw.also),
        note: raw.note,
    }
}

fn project(document: &Id, raw: raw::Project) -> Project {
    let (themes, theme_pages) = raw.themes.into_iter().map(|theme| (theme.text.into_inner(), theme.page)).unzip();
    Project {
        id: id(raw.id),
        document: document.clone(),
        number: raw.number,
        title: raw.title,
        aliases: raw.aliases,
        summary: raw.summary,
        ministries: roles(raw.ministries),
        budgets: raw
            .budgets
            .into_iter()
            .map(|budget| Budget {
                fiscal_year: budget.fiscal_year,
                stage: stage(&budget.stage),
                amed: budget.amed,
                in_house: budget.in_house,
                total: budget.total,
                marks: budget.marks,
                slide: budget.slide,
                note: budget.note,
            })
            .collect(),
        themes,
        theme_pages,
        section: raw.section.map(id),
        areas: ids(raw.areas),
        page: raw.page,
        slide: raw.slide,
        also: places(raw.also),
        note: raw.note,
    }
}

fn programme(raw: raw::Programme) -> Programme {
    Programme {
        id: id(raw.id),
        title: raw.title,
        aliases: raw.aliases,
        entries: Vec::new(),
        members: ids(raw.members),
        places: places(raw.places),
        note: raw.note,
    }
}

fn entry(document: &Id, raw: raw::Entry) -> Entry {
    Entry {
        document: document.clone(),
        project: raw.project.map(id),
        fiscal_year: raw.fiscal_year,
        stage: raw.stage.as_ref().map(stage),
        amount: raw.amount,
        confidence: raw.confidence.map(|confidence| match confidence.get_ref().as_str() {
            "medium" => Confidence::Medium,
            "low" => Confidence::Low,
            _ => Confidence::High,
        }),
        support: raw.support,
        share_of: raw.share_of.map(id),
        ministries: roles(raw.ministries),
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

fn kpi(document: &Id, raw: raw::Kpi) -> Kpi {
    let category = Category::ALL.into_iter().find(|category| category.name() == raw.category.get_ref());
    Kpi {
        id: id(raw.id),
        document: document.clone(),
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
        }),
        owner: owner(raw.owner),
        section: raw.section.map(id),
        sections: ids(raw.sections),
        ministries: roles(raw.ministries),
        areas: ids(raw.areas),
        footnotes: raw.footnotes,
        page: raw.page,
        slide: raw.slide,
        also: places(raw.also),
        note: raw.note,
    }
}

fn owner(raw: Option<raw::Owner>) -> Owner {
    let Some(raw) = raw else {
        return Owner { project: None, whole: true, basis: Basis::Inferred, evidence: Vec::new(), note: None };
    };
    Owner {
        project: raw.project.map(id),
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
    Area { id, title: raw.title, aliases: raw.aliases, narrower: raw.narrower, text: raw.text, places, note: raw.note }
}

fn body(raw: raw::Body) -> Body {
    Body {
        id: id(raw.id),
        title: raw.title,
        aliases: raw.aliases,
        role: raw.role,
        period: raw.period,
        office: raw.office,
        places: places(raw.places),
        note: raw.note,
    }
}

fn term(raw: raw::Term) -> Term {
    let (id, places) = (id(raw.id), places(raw.places));
    Term { id, title: raw.title, aliases: raw.aliases, expansion: raw.expansion, gloss: raw.gloss, places, note: raw.note }
}

fn step(raw: raw::Lineage) -> Lineage {
    Lineage {
        from: raw.from.map(id),
        to: raw.to.map(id),
        kind: match raw.kind.get_ref().as_str() {
            "renamed" => Passage::Renamed,
            "merged" => Passage::Merged,
            "split" => Passage::Split,
            "created" => Passage::Created,
            "ended" => Passage::Ended,
            _ => Passage::Continued,
        },
        basis: basis(&raw.basis),
        evidence: ids(raw.evidence),
        note: raw.note,
    }
}

fn stage(word: &Text) -> Stage {
    match word.get_ref().as_str() {
        "概算要求" => Stage::Request,
        "要望" => Stage::Wish,
        _ => Stage::Initial,
    }
}

fn basis(word: &Text) -> Basis {
    if word.get_ref() == "stated" { Basis::Stated } else { Basis::Inferred }
}

fn measure(word: &Text) -> Measure {
    match word.get_ref().as_str() {
        "per_year" => Measure::PerYear,
        "cumulative" => Measure::Cumulative,
        "average" => Measure::Average,
        "total" => Measure::Total,
        "relative" => Measure::Relative,
        "increase" => Measure::Increase,
        _ => Measure::Qualitative,
    }
}
