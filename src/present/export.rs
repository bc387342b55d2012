//! The whole corpus as tidy tables: one table per kind of fact, one fact per row, each row with its place in the source.

use crate::model::review_money::{self, ReviewFigure};
use crate::model::{Axis, Corpus, Kind, Ledger, Named, Place, Record, Relation, Role};
use crate::present::analyses;
use crate::present::phrases::citation;
use crate::present::records::{self, ids};
use crate::present::{Cell, Table};
use crate::row;

/// Returns every table with its name.
pub fn all(corpus: &Corpus) -> Vec<(&'static str, Table)> {
    let mut tables: Vec<(&'static str, Table)> = Kind::all().iter().map(|kind| (kind.plural(), records::exported(corpus, *kind))).collect();
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

fn text<T: Into<Cell>>(value: Option<T>) -> Cell {
    value.into()
}

/// Returns what the review sheets say about the money of each programme, one figure per row, in 円; also by account, whose amounts are
/// parts of the totals.
fn review_budgets(corpus: &Corpus) -> Table {
    let programmes = corpus.of_kind(Kind::Programme).filter_map(|record| match record {
        Record::Programme(programme) => Some(programme),
        _ => None,
    });
    let figures: Vec<ReviewFigure> = programmes.flat_map(|programme| review_money::of_programme(programme, None, true)).collect();
    analyses::review_money(corpus, &figures)
}

/// Returns the targets and actual values of the indicators of review sheets, one year per row.
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

/// Returns what each payee received in each block of a programme. Direct money and money passed on are never added up.
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

/// Returns the items of sections.
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

/// Returns what each document says about each project.
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

/// Returns the themes of projects, by the document that sets them.
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

/// Returns what each document says about each programme.
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

/// Returns the money of projects as printed.
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
                Cell::place(&citation(corpus, &project.place_of(budget))),
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

/// Returns the money that belongs to no single programme or project.
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

/// Returns the ministries' parts of such money.
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

/// Returns which ministry leads or takes part in what, according to the links, with the place that supports each.
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

/// Returns every place of every record.
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

/// Returns every link, from both ends, with the place that supports it.
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
