//! Tables of the screens and of their commands.

use super::phrases::number_of_yen;
use crate::model::review_money::ReviewFigure;
use crate::model::{Against, Channel, Column, Corpus, Figure, Id, Kpi, Ledger, LedgerRow, Lineage, LineageEdge, Matrix, Named, Record};
use crate::present::phrases::{citation, latest, name, target};
use crate::present::{Cell, Table};
use crate::row;

/// Returns the citation of a record's first place.
pub fn source(corpus: &Corpus, record: &Record) -> String {
    record.places().first().map(|place| citation(corpus, place)).unwrap_or_default()
}

fn title_of(corpus: &Corpus, id: &Id) -> String {
    corpus.get(id.as_str()).map(name).unwrap_or_default()
}

/// Returns a table of indicators, one per row: values both as shown and as numbers with their units, each with its own place.
pub fn indicators<'r>(corpus: &Corpus, kpis: impl Iterator<Item = &'r Kpi>) -> Table {
    let rows = kpis.map(|kpi| {
        let (goal, value) = (kpi.target.as_ref(), kpi.latest.as_ref());
        let place = corpus.get(kpi.id.as_str()).map(|record| source(corpus, record)).unwrap_or_default();
        let latest_place = value.map(|value| value.place.as_ref().map_or_else(|| place.clone(), |place| citation(corpus, place)));
        row![
            &kpi.id,
            &kpi.title,
            kpi.number.as_ref(),
            kpi.category.name(),
            kpi.period,
            goal.map(target),
            goal.and_then(|goal| goal.value),
            goal.and_then(|goal| goal.unit.as_ref()),
            value.map(latest),
            value.and_then(|value| value.value),
            value.and_then(|value| value.unit.as_ref()),
            value.and_then(|value| value.as_of.as_ref()),
            kpi.progress().map(|share| (share * 1000.0).round() / 1000.0),
            goal.and_then(|target| target.by).map(|year| format!("FY{year}")),
            kpi.owning_record().and_then(|owner| corpus.get(owner.as_str())).map(Record::title),
            kpi.owner.as_ref().map(|owner| owner.basis.name()),
            Cell::place(&place),
            latest_place.as_ref().map(|place| Cell::place(place)),
        ]
    });
    Table {
        columns: vec![
            "id",
            "title",
            "number",
            "category",
            "period",
            "target",
            "target_value",
            "target_unit",
            "latest",
            "latest_value",
            "latest_unit",
            "as_of",
            "progress",
            "due",
            "owner",
            "basis",
            "source",
            "latest_source",
        ],
        rows: rows.collect(),
    }
}

/// Returns whose money a row of a ledger is: `３．再生医療…（第2期）`, the name of a programme or ministry, or nothing for the printed sum.
pub fn row_title(corpus: &Corpus, row: &LedgerRow) -> Option<String> {
    row.record.as_ref().map(|id| title_of(corpus, id))
}

/// Columns of a table of money.
const MONEY: [&str; 18] = [
    "id",
    "title",
    "period",
    "channel",
    "stage",
    "basis",
    "fiscal_year",
    "amount",
    "unit",
    "sum_of",
    "unsure",
    "partial",
    "within",
    "marks",
    "change",
    "not_comparable",
    "certainty",
    "source",
];

/// Returns a table of the money of review sheets, one figure per row, in the columns of [`ledger`] and two more: the account (empty for all
/// accounts together), and the share of the budget that was spent. Amounts are in 円.
pub fn review_money(corpus: &Corpus, figures: &[ReviewFigure]) -> Table {
    let rows = figures.iter().map(|figure| {
        let marks = if figure.yen.is_none() { "別掲" } else { "" };
        let differs = figure.other.map(|other| format!("前の年のシートは {}円", number_of_yen(other)));
        let sum_of = Some(figure.programmes).filter(|_| figure.id.as_str().starts_with("ministry/"));
        let nothing = || Cell::Missing;
        row![
            &figure.id,
            title_of(corpus, &figure.id),
            nothing(),
            nothing(),
            figure.stage,
            figure.stage,
            figure.fiscal_year,
            figure.yen,
            "円",
            sum_of,
            nothing(),
            nothing(),
            nothing(),
            marks,
            nothing(),
            differs,
            "high",
            Cell::place(&citation(corpus, &figure.place)),
            figure.account.as_ref(),
            figure.rate
        ]
    });
    Table::new(MONEY.into_iter().chain(["account", "rate"]).collect(), rows)
}

/// Returns a table of money, one figure per row.
pub fn ledger(corpus: &Corpus, ledger: &Ledger) -> Table {
    let mut rows = Vec::new();
    for row in &ledger.rows {
        for (at, (column, figure)) in ledger.columns.iter().zip(&row.figures).enumerate() {
            if let Some(figure) = figure {
                let change = ledger.change(row, at).map(|change| change.difference);
                let not_comparable = ledger.incomparable(row, at);
                rows.push(figure_row(corpus, row, &ShownFigure { column: *column, figure, change, not_comparable }));
            }
        }
    }
    Table { columns: MONEY.to_vec(), rows }
}

/// Figure that a row has in a column, with its change from the year before.
struct ShownFigure<'f> {
    column: Column,
    figure: &'f Figure,
    change: Option<f64>,
    not_comparable: Option<&'f str>,
}

fn figure_row(corpus: &Corpus, row: &LedgerRow, shown: &ShownFigure) -> Vec<Cell> {
    let ShownFigure { column, figure, .. } = shown;
    let list = |values: &[f64]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    let mut sources: Vec<String> = Vec::new();
    for text in figure.places.iter().map(|place| citation(corpus, place)) {
        if !sources.contains(&text) {
            sources.push(text);
        }
    }
    row![
        row.record.as_ref(),
        row_title(corpus, row),
        corpus.period_of_year(column.fiscal_year),
        row.channel.map(Channel::name),
        column.stage.name(),
        column.basis.name(),
        column.fiscal_year,
        figure.amount,
        (figure.amount.is_some() || !figure.unsure.is_empty()).then_some(UNIT),
        list(&figure.summands()),
        list(&figure.unsure),
        figure.partial.then_some("partial"),
        figure.within.as_ref(),
        figure.marks.join("・"),
        shown.change,
        shown.not_comparable,
        figure.doubtful.then_some("medium").or_else(|| figure.amount.map(|_| "high")),
        Cell::place(&sources.join(" / ")),
    ]
}

/// Unit of all amounts in the ledger.
pub const UNIT: &str = "億円";

/// Returns a table of a matrix, one cell (a project and a column) per row; empty cells are left out.
pub fn matrix(corpus: &Corpus, matrix: &Matrix, against: Against) -> Table {
    let mut rows = Vec::new();
    for (at, project) in matrix.rows.iter().enumerate() {
        for (column, id) in matrix.columns.iter().enumerate() {
            let Some((cell, basis)) = matrix.cell(at, column).and_then(|cell| Some((cell, cell.basis?))) else { continue };
            let behind: Vec<String> = cell.behind.iter().map(ToString::to_string).collect();
            rows.push(row![
                project,
                title_of(corpus, project),
                matrix.period,
                id,
                title_of(corpus, id),
                cell.part.map(|part| part.sign()),
                basis.name(),
                cell.links,
                behind.join(" "),
                cell.source.as_ref().map(|place| Cell::place(&citation(corpus, place))),
            ]);
        }
    }
    let column = match against {
        Against::Ministries => "ministry",
        Against::Areas => "area",
    };
    Table { columns: vec!["id", "title", "period", column, "name", "part", "basis", "links", "behind", "source"], rows }
}

/// Returns a table of lineage, one step per row.
pub fn lineage<'l>(corpus: &Corpus, steps: impl Iterator<Item = &'l LineageEdge>) -> Table {
    let rows = steps.map(|step| {
        let end = |id: &Option<Id>| {
            let id = id.as_ref();
            [id.map(ToString::to_string).unwrap_or_default(), id.map(|id| title_of(corpus, id)).unwrap_or_default()]
        };
        let evidence: Vec<String> =
            step.evidence.iter().map(|id| corpus.get(id.as_str()).map(|record| source(corpus, record)).unwrap_or_default()).collect();
        let [from, from_title] = end(&step.from);
        let [to, to_title] = end(&step.to);
        row![from, from_title, to, to_title, step.kind.name(), step.basis.name(), step.note.as_ref(), Cell::place(&evidence.join(" / ")),]
    });
    Table { columns: vec!["from", "from_title", "to", "to_title", "kind", "basis", "note", "source"], rows: rows.collect() }
}

/// Returns a table of a descent's steps as the corpus has them, and of the steps that begin or end within it.
pub fn descent(corpus: &Corpus, descent: &Lineage) -> Table {
    let known = |id: &Option<Id>| id.as_ref().is_some_and(|id| descent.nodes.iter().any(|node| node.id == *id));
    let steps = corpus.lineage().iter().enumerate().filter(|(at, step)| {
        let between = descent.steps.iter().any(|known| known.lineage == *at);
        let one_ended = (step.from.is_none() && known(&step.to)) || (step.to.is_none() && known(&step.from));
        between || one_ended
    });
    lineage(corpus, steps.map(|(_, step)| step))
}
