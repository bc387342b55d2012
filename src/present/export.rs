//! The whole corpus as tidy tables: one table a kind of fact, one fact a row, each row with its place in the source.

use crate::model::review_money::{self, ReviewFigure};
use crate::model::{Axis, Corpus, FiscalYear, Id, Kind, Ledger, Named, Place, Record, Relation, Role};
use crate::present::analyses;
use crate::present::phrases::citation;
use crate::present::{Cell, Table};
use crate::row;

/// Every table with its name.
pub fn all(corpus: &Corpus) -> Vec<(&'static str, Table)> {
    let mut tables: Vec<(&'static str, Table)> = Kind::all().iter().map(|kind| (plural(*kind), records(corpus, *kind))).collect();
    tables.extend([
        ("points", points(corpus)),
        ("project_entries", project_entries(corpus)),
        ("themes", themes(corpus)),
        ("entries", entries(corpus)),
        ("project_budgets", project_budgets(corpus)),
        ("allocations", allocations(corpus)),
        ("allocation_ministries", allocation_ministries(corpus)),
        ("budget_by_project", analyses::ledger(corpus, &Ledger::new(corpus, Axis::Project))),
        ("budget_by_programme", analyses::ledger(corpus, &Ledger::new(corpus, Axis::Programme))),
        ("budget_by_ministry", analyses::ledger(corpus, &Ledger::new(corpus, Axis::Ministry))),
        ("review_budgets", review_budgets(corpus)),
        ("kpi_series", kpi_series(corpus)),
        ("receipts", receipts(corpus)),
        ("roles", roles(corpus)),
        ("places", places(corpus)),
        ("lineage", analyses::lineage(corpus, corpus.lineage().iter())),
        ("links", links(corpus)),
    ]);
    tables
}

/// The name of a kind's table.
pub fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "documents",
        Kind::Section => "sections",
        Kind::Project => "projects",
        Kind::Programme => "programmes",
        Kind::Kpi => "kpis",
        Kind::Ministry => "ministries",
        Kind::Area => "areas",
        Kind::Body => "bodies",
        Kind::Term => "terms",
        Kind::Payee => "payees",
    }
}

fn text<T: Into<Cell>>(value: Option<T>) -> Cell {
    value.into()
}

fn ids(ids: &[Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn years(years: impl Iterator<Item = FiscalYear>) -> String {
    years.map(|year| year.to_string()).collect::<Vec<_>>().join(" ")
}

/// The records of one kind: what all kinds share, then what this one has beside.
fn records(corpus: &Corpus, kind: Kind) -> Table {
    let own: &[&'static str] = match kind {
        Kind::Document => &["short_title", "document_kind", "period", "fiscal_year", "from", "to", "status", "text"],
        Kind::Section => &["number", "mark", "parent", "project", "text", "page", "slide"],
        Kind::Project => &["other_ids", "documents", "number", "summary", "section", "page", "slide"],
        Kind::Programme => &["members", "ministries", "organisation", "from", "to", "sheet_years"],
        Kind::Kpi => &[
            "number",
            "category",
            "period",
            "group",
            "parent",
            "text",
            "target_value",
            "target_unit",
            "target_basis",
            "target_from",
            "target_by",
            "target_cumulative",
            "target_printed",
            "latest_value",
            "latest_unit",
            "latest_as_of",
            "latest_printed",
            "owner",
            "owner_whole",
            "owner_basis",
            "owner_evidence",
            "owner_note",
            "programme",
            "term",
            "goal",
            "direction",
            "page",
            "slide",
        ],
        Kind::Ministry => &["code", "text"],
        Kind::Area => &["narrower", "text"],
        Kind::Body => &["role", "period", "office", "offices"],
        Kind::Term => &["expansion", "gloss", "gloss_basis"],
        Kind::Payee => &["corporate_number", "sheet_years", "direct_yen", "passed_on_yen", "programmes"],
    };
    let columns = ["id", "title", "aliases", "document"].into_iter().chain(own.iter().copied()).chain(["note", "source"]).collect();
    let rows = corpus.of_kind(kind).map(|record| {
        let mut row = row![record.id(), record.title(), record.aliases().join("、"), record.document()];
        row.extend(own_cells(record));
        row.push(text(record.note()));
        row.push(Cell::place(&analyses::source(corpus, record)));
        row
    });
    Table { columns, rows: rows.collect() }
}

fn own_cells(record: &Record) -> Vec<Cell> {
    /// A word as JSON has it.
    fn word(value: impl serde::Serialize) -> String {
        serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }
    match record {
        Record::Document(document) => row![
            document.short_title.clone(),
            word(document.document_kind),
            text(document.period),
            text(document.fiscal_year),
            text(document.from),
            text(document.to),
            text(document.status.as_ref()),
            text(document.text.as_ref()),
        ],
        Record::Section(section) => row![
            text(section.number.as_ref()),
            text(section.mark.as_ref()),
            text(section.parent.as_ref()),
            text(section.project.as_ref()),
            text(section.text.as_ref()),
            text(section.page),
            text(section.slide.as_ref()),
        ],
        Record::Project(project) => row![
            ids(&project.other_ids),
            ids(&project.documents),
            text(project.number.as_ref()),
            text(project.summary.as_ref()),
            text(project.section.as_ref()),
            text(project.page),
            text(project.slide.as_ref()),
        ],
        Record::Programme(programme) => row![
            ids(&programme.members),
            programme.ministries.iter().map(|office| office.name.as_str()).collect::<Vec<_>>().join("、"),
            programme.organisation.first().cloned(),
            text(programme.from),
            text(programme.to),
            years(programme.reviews.iter().map(|review| review.sheet_year)),
        ],
        Record::Kpi(kpi) => {
            let (target, latest) = (kpi.target.as_ref(), kpi.latest.as_ref());
            row![
                text(kpi.number.as_ref()),
                kpi.category.name(),
                text(kpi.period),
                text(kpi.group.as_ref()),
                text(kpi.parent.as_ref()),
                text(kpi.text.as_ref()),
                text(target.and_then(|target| target.value)),
                text(target.and_then(|target| target.unit.as_ref())),
                target.map(|target| word(target.basis)).unwrap_or_default(),
                text(target.and_then(|target| target.from)),
                text(target.and_then(|target| target.by)),
                text(target.and_then(|target| target.cumulative)),
                text(target.and_then(|target| target.printed.as_ref())),
                text(latest.and_then(|latest| latest.value)),
                text(latest.and_then(|latest| latest.unit.as_ref())),
                text(latest.and_then(|latest| latest.as_of.as_ref())),
                text(latest.and_then(|latest| latest.printed.as_ref())),
                text(kpi.owning_project()),
                text(kpi.owner.as_ref().map(|owner| owner.whole)),
                text(kpi.owner.as_ref().map(|owner| owner.basis.name())),
                kpi.owner.as_ref().map(|owner| ids(&owner.evidence)),
                text(kpi.owner.as_ref().and_then(|owner| owner.note.as_ref())),
                text(kpi.review.as_ref().map(|review| &review.programme)),
                text(kpi.review.as_ref().and_then(|review| review.term.as_ref())),
                text(kpi.review.as_ref().and_then(|review| review.goal.as_ref())),
                text(kpi.review.as_ref().and_then(|review| review.direction.as_ref())),
                text(kpi.page),
                text(kpi.slide.as_ref()),
            ]
        }
        Record::Ministry(ministry) => row![ministry.code.clone(), text(ministry.text.as_ref())],
        Record::Area(area) => row![area.narrower.join("、"), text(area.text.as_ref())],
        Record::Body(body) => {
            let periods = body.period.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            row![text(body.role.as_ref()), periods, text(body.office.as_ref()), ids(&body.offices)]
        }
        Record::Term(term) => {
            let basis = term.gloss.as_ref().map(|_| term.gloss_basis.name());
            row![text(term.expansion.as_ref()), text(term.gloss.as_ref()), text(basis)]
        }
        Record::Payee(payee) => {
            // Of the newest sheets: amounts of several years are no sum.
            let newest = payee.totals.first();
            row![
                text(payee.corporate_number.as_ref()),
                years(payee.totals.iter().map(|total| total.sheet_year)),
                text(newest.and_then(|total| total.direct_yen)),
                text(newest.and_then(|total| total.passed_on_yen)),
                text(newest.map(|total| total.programmes)),
            ]
        }
    }
}

/// What the review sheets say of the money of each programme, a figure a row, in 円; each account as well, whose amounts are parts of the totals.
fn review_budgets(corpus: &Corpus) -> Table {
    let programmes = corpus.of_kind(Kind::Programme).filter_map(|record| match record {
        Record::Programme(programme) => Some(programme),
        _ => None,
    });
    let figures: Vec<ReviewFigure> = programmes.flat_map(|programme| review_money::of_programme(programme, None, true)).collect();
    analyses::review_money(corpus, &figures)
}

/// What the indicators of review sheets were to reach and did, a year a row.
fn kpi_series(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Kpi) {
        let Record::Kpi(kpi) = record else { continue };
        let Some(review) = &kpi.review else { continue };
        for year in &review.series {
            rows.push(row![
                &kpi.id,
                &review.programme,
                &kpi.title,
                text(review.unit.as_ref()),
                year.fiscal_year,
                text(year.target),
                text(year.actual),
                text(year.rate),
                Cell::place(&analyses::source(corpus, record)),
            ]);
        }
    }
    Table { columns: vec!["kpi", "programme", "title", "unit", "fiscal_year", "target", "actual", "rate", "source"], rows }
}

/// What each payee got in each block of a programme. Direct money and what is passed on are never added up.
fn receipts(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Payee) {
        let Record::Payee(payee) = record else { continue };
        for receipt in &payee.receipts {
            rows.push(row![
                &payee.id,
                &payee.title,
                text(payee.corporate_number.as_ref()),
                &receipt.programme,
                receipt.sheet_year,
                &receipt.block,
                text(receipt.direct),
                text(receipt.yen),
                "円",
                receipt.contracts.len(),
                Cell::place(&analyses::source(corpus, record)),
            ]);
        }
    }
    let columns =
        vec!["payee", "title", "corporate_number", "programme", "sheet_year", "block", "direct", "amount", "unit", "contracts", "source"];
    Table { columns, rows }
}

/// The items of sections.
fn points(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Section) {
        let Record::Section(section) = record else { continue };
        for (at, point) in section.points.iter().enumerate() {
            rows.push(row![
                &section.id,
                at + 1,
                point.text.clone(),
                Role::list(&point.ministries),
                text(point.page.or(section.page)),
                Cell::place(&analyses::source(corpus, record)),
            ]);
        }
    }
    Table { columns: vec!["section", "item", "text", "ministries", "page", "source"], rows }
}

/// What each document says of each project.
fn project_entries(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Project) {
        let Record::Project(project) = record else { continue };
        for entry in &project.entries {
            rows.push(row![
                &project.id,
                &entry.document,
                text(entry.number.as_ref()),
                entry.title.clone(),
                text(entry.summary.as_ref()),
                Role::list(&entry.ministries),
                ids(&entry.areas),
                text(entry.note.as_ref()),
                Cell::place(&citation(corpus, &entry.place())),
            ]);
        }
    }
    Table { columns: vec!["project", "document", "number", "title", "summary", "ministries", "areas", "note", "source"], rows }
}

/// The themes of projects, by the document that sets them.
fn themes(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Project) {
        let Record::Project(project) = record else { continue };
        for entry in &project.entries {
            for (at, (theme, page)) in entry.themes.iter().zip(&entry.theme_pages).enumerate() {
                let place = Place { page: page.or(entry.page), ..entry.place() };
                rows.push(row![
                    &project.id,
                    &entry.document,
                    at + 1,
                    theme.clone(),
                    text(place.page),
                    Cell::place(&citation(corpus, &place)),
                ]);
            }
        }
    }
    Table { columns: vec!["project", "document", "item", "text", "page", "source"], rows }
}

/// What each document says of each programme.
fn entries(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Programme) {
        let Record::Programme(programme) = record else { continue };
        for entry in &programme.entries {
            rows.push(row![
                &programme.id,
                programme.title.clone(),
                &entry.document,
                text(entry.project.as_ref()),
                text(entry.fiscal_year),
                text(entry.stage.map(|stage| stage.name())),
                text(entry.basis.map(|basis| basis.name())),
                text(entry.amount),
                text(entry.amount.map(|_| analyses::UNIT)),
                text(entry.confidence.map(|confidence| confidence.name())),
                text(entry.support.as_ref()),
                text(entry.share_of.as_ref()),
                Role::list(&entry.ministries),
                entry.marks.join("・"),
                text(entry.phase.as_ref()),
                text(entry.summary.as_ref()),
                ids(&entry.areas),
                text(entry.note.as_ref()),
                Cell::place(&citation(corpus, &entry.place())),
            ]);
        }
    }
    Table {
        columns: vec![
            "programme",
            "title",
            "document",
            "project",
            "fiscal_year",
            "stage",
            "basis",
            "amount",
            "unit",
            "confidence",
            "support",
            "share_of",
            "ministries",
            "marks",
            "phase",
            "summary",
            "areas",
            "note",
            "source",
        ],
        rows,
    }
}

/// The money of projects as printed.
fn project_budgets(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Project) {
        let Record::Project(project) = record else { continue };
        for budget in &project.budgets {
            rows.push(row![
                &project.id,
                project.title.clone(),
                &budget.document,
                budget.fiscal_year,
                budget.stage.name(),
                budget.basis.name(),
                text(budget.amed),
                text(budget.in_house),
                text(budget.total),
                analyses::UNIT,
                budget.marks.join("・"),
                text(budget.note.as_ref()),
                Cell::place(&citation(corpus, &budget.place(project))),
            ]);
        }
    }
    Table {
        columns: vec![
            "project",
            "title",
            "document",
            "fiscal_year",
            "stage",
            "basis",
            "amed",
            "in_house",
            "total",
            "unit",
            "marks",
            "note",
            "source",
        ],
        rows,
    }
}

/// Money of no single programme or project.
fn allocations(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Document) {
        let Record::Document(document) = record else { continue };
        for (at, allocation) in document.allocations.iter().enumerate() {
            rows.push(row![
                &document.id,
                at + 1,
                allocation.title.clone(),
                allocation.group.name(),
                allocation.fiscal_year,
                allocation.stage.name(),
                allocation.basis.name(),
                text(allocation.amount),
                text(allocation.amount.map(|_| analyses::UNIT)),
                text(allocation.area.as_ref()),
                ids(&allocation.programmes),
                text(allocation.note.as_ref()),
                Cell::place(&citation(corpus, &allocation.place(&document.id))),
            ]);
        }
    }
    Table {
        columns: vec![
            "document",
            "item",
            "title",
            "group",
            "fiscal_year",
            "stage",
            "basis",
            "amount",
            "unit",
            "area",
            "programmes",
            "note",
            "source",
        ],
        rows,
    }
}

/// The ministries' parts of such money.
fn allocation_ministries(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.of_kind(Kind::Document) {
        let Record::Document(document) = record else { continue };
        for (at, allocation) in document.allocations.iter().enumerate() {
            for share in &allocation.ministries {
                rows.push(row![
                    &document.id,
                    at + 1,
                    share.code.clone(),
                    share.amount,
                    analyses::UNIT,
                    text(share.incomparable.as_ref()),
                    Cell::place(&citation(corpus, &allocation.place(&document.id))),
                ]);
            }
        }
    }
    Table { columns: vec!["document", "item", "ministry", "amount", "unit", "not_comparable", "source"], rows }
}

/// Which ministry leads or takes part in what: what the links say, with the place that bears it.
fn roles(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.records() {
        for link in corpus.links(record.id().as_str()) {
            let part = match link.relation {
                Relation::LedBy => "lead",
                Relation::Participant => "participant",
                _ => continue,
            };
            let code = corpus.get(link.id.as_str()).and_then(Record::number).unwrap_or_default().to_owned();
            let source = link.source.as_ref().map(|place| citation(corpus, place));
            rows.push(row![record.id(), code, part, text(source)]);
        }
    }
    Table { columns: vec!["id", "ministry", "part", "source"], rows }
}

/// Every place of every record.
fn places(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.records() {
        for place in record.places() {
            rows.push(row![
                record.id(),
                &place.document,
                text(place.section.as_ref()),
                text(place.page),
                text(place.slide.as_ref()),
                text(place.footnote),
                Cell::place(&citation(corpus, &place)),
            ]);
        }
    }
    Table { columns: vec!["id", "document", "section", "page", "slide", "footnote", "source"], rows }
}

/// Every link, from both ends, with the place that bears it.
fn links(corpus: &Corpus) -> Table {
    let mut rows = Vec::new();
    for record in corpus.records() {
        for link in corpus.links(record.id().as_str()) {
            rows.push(row![
                record.id(),
                link.relation.name(),
                &link.id,
                link.basis.name(),
                text(link.source.as_ref().map(|place| citation(corpus, place))),
                text(link.words.as_ref()),
                ids(&link.evidence),
            ]);
        }
    }
    Table { columns: vec!["from", "relation", "to", "basis", "source", "words", "evidence"], rows }
}
