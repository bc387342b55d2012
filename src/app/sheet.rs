//! Tables as plain text cells: what a screen shows, what its command prints and what is copied are one and the same.

use super::article::{citation, latest, name, target};
use super::indicators::progress;
use crate::model::{Against, Column, Corpus, Descent, Figure, Id, Kpi, Ledger, Lineage, Matrix, Named, Record, Row};
use crate::text::clean::clean;

/// Rows under headings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Machine names, one a column.
    pub columns: Vec<&'static str>,
    /// Cells, as many in each row as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// As CSV with a heading. `None` only where memory is out.
    pub fn csv(&self) -> Option<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns).ok()?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| clean(cell).into_owned())).ok()?;
        }
        String::from_utf8(writer.into_inner().ok()?).ok()
    }

    /// As a table in Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = line(self.columns.iter().map(|name| (*name).to_owned()).collect());
        text.push_str(&line(vec!["---".to_owned(); self.columns.len()]));
        for row in &self.rows {
            text.push_str(&line(row.iter().map(|cell| clean(cell).replace('|', "\\|")).collect()));
        }
        text
    }

    /// As tab-separated lines with a heading, ready for a spreadsheet. Cells hold no tab and no line break.
    pub fn tsv(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = String>| {
            let cells: Vec<String> = cells.map(|cell| clean(&cell).replace('\t', " ")).collect();
            format!("{}\n", cells.join("\t"))
        };
        let mut text = line(&mut self.columns.iter().map(|name| (*name).to_owned()));
        for row in &self.rows {
            text.push_str(&line(&mut row.iter().cloned()));
        }
        text
    }
}

/// The first place of a record as it is cited.
pub fn source(corpus: &Corpus, record: &Record) -> String {
    record.places().first().map(|place| citation(corpus, place)).unwrap_or_default()
}

fn title_of(corpus: &Corpus, id: &Id) -> String {
    corpus.get(id.as_str()).map(name).unwrap_or_default()
}

/// Indicators, one a row: values as they are shown and as numbers with their units, each with its own place.
pub fn indicators<'r>(corpus: &Corpus, kpis: impl Iterator<Item = &'r Kpi>) -> Sheet {
    let plain = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let rows = kpis.map(|kpi| {
        let (goal, value) = (kpi.target.as_ref(), kpi.latest.as_ref());
        let place = corpus.get(kpi.id.as_str()).map(|record| source(corpus, record)).unwrap_or_default();
        let latest_place = value.map(|value| value.place.as_ref().map_or_else(|| place.clone(), |place| citation(corpus, place)));
        vec![
            kpi.id.to_string(),
            kpi.title.clone(),
            kpi.number.clone().unwrap_or_default(),
            kpi.category.name().to_owned(),
            kpi.period.map(|period| period.to_string()).unwrap_or_default(),
            goal.map(target).unwrap_or_default(),
            plain(goal.and_then(|goal| goal.value)),
            goal.and_then(|goal| goal.unit.clone()).unwrap_or_default(),
            value.map(latest).unwrap_or_default(),
            plain(value.and_then(|value| value.value)),
            value.and_then(|value| value.unit.clone()).unwrap_or_default(),
            value.and_then(|value| value.as_of.clone()).unwrap_or_default(),
            plain(progress(kpi).map(|share| (share * 1000.0).round() / 1000.0)),
            goal.and_then(|target| target.by).map(|year| format!("FY{year}")).unwrap_or_default(),
            kpi.owning_record().and_then(|owner| corpus.get(owner.as_str())).map(Record::title).unwrap_or_default().to_owned(),
            kpi.owner.as_ref().map(|owner| owner.basis.name()).unwrap_or_default().to_owned(),
            place,
            latest_place.unwrap_or_default(),
        ]
    });
    Sheet {
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

/// Whose money a row of a ledger is: `３．再生医療…（第2期）`, a programme's or ministry's name, or nothing for the printed sum.
pub fn row_title(corpus: &Corpus, row: &Row) -> Option<String> {
    row.record.as_ref().map(|id| title_of(corpus, id))
}

/// Money, one figure a row.
pub fn ledger(corpus: &Corpus, ledger: &Ledger) -> Sheet {
    let mut rows = Vec::new();
    for row in &ledger.rows {
        for (at, (column, figure)) in ledger.columns.iter().zip(&row.figures).enumerate() {
            if let Some(figure) = figure {
                let change = ledger.change(row, at).map(|change| change.difference);
                let not_comparable = ledger.incomparable(row, at);
                rows.push(figure_row(corpus, row, &Shown { column: *column, figure, change, not_comparable }));
            }
        }
    }
    Sheet {
        columns: vec![
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
            "source",
        ],
        rows,
    }
}

/// A figure that a row has in a column, with what it is beside the year before.
struct Shown<'f> {
    column: Column,
    figure: &'f Figure,
    change: Option<f64>,
    not_comparable: Option<&'f str>,
}

fn figure_row(corpus: &Corpus, row: &Row, shown: &Shown) -> Vec<String> {
    let Shown { column, figure, .. } = shown;
    let list = |values: &[f64]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    let mut sources: Vec<String> = Vec::new();
    for text in figure.places.iter().map(|place| citation(corpus, place)) {
        if !sources.contains(&text) {
            sources.push(text);
        }
    }
    vec![
        row.record.as_ref().map(ToString::to_string).unwrap_or_default(),
        row_title(corpus, row).unwrap_or_default(),
        corpus.period_of_year(column.fiscal_year).map(|period| period.to_string()).unwrap_or_default(),
        row.channel.name().to_owned(),
        column.stage.name().to_owned(),
        column.basis.name().to_owned(),
        column.fiscal_year.to_string(),
        figure.amount.map(|value| tenths(value).to_string()).unwrap_or_default(),
        if figure.amount.is_some() || !figure.unsure.is_empty() { UNIT.to_owned() } else { String::new() },
        list(&figure.summands()),
        list(&figure.unsure),
        if figure.partial { "partial".to_owned() } else { String::new() },
        figure.within.as_ref().map(ToString::to_string).unwrap_or_default(),
        figure.marks.join("・"),
        shown.change.map(|change| tenths(change).to_string()).unwrap_or_default(),
        shown.not_comparable.unwrap_or_default().to_owned(),
        sources.join(" / "),
    ]
}

/// The unit of all amounts of the ledger.
pub const UNIT: &str = "億円";

/// Rounded to 0.1億円, the finest that the documents print: sums in binary are not exact.
pub fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A matrix, one meeting of project and column a row; empty ones are left out.
pub fn matrix(corpus: &Corpus, matrix: &Matrix, against: Against) -> Sheet {
    let mut rows = Vec::new();
    for (at, project) in matrix.rows.iter().enumerate() {
        for (column, id) in matrix.columns.iter().enumerate() {
            let Some((cell, basis)) = matrix.cell(at, column).and_then(|cell| Some((cell, cell.basis?))) else { continue };
            let behind: Vec<String> = cell.behind.iter().map(ToString::to_string).collect();
            rows.push(vec![
                project.to_string(),
                title_of(corpus, project),
                matrix.period.to_string(),
                id.to_string(),
                title_of(corpus, id),
                cell.part.map(|part| part.sign().to_owned()).unwrap_or_default(),
                basis.name().to_owned(),
                cell.behind.len().to_string(),
                behind.join(" "),
                cell.source.as_ref().map(|place| citation(corpus, place)).unwrap_or_default(),
            ]);
        }
    }
    let column = match against {
        Against::Ministries => "ministry",
        Against::Areas => "area",
    };
    Sheet { columns: vec!["id", "title", "period", column, "name", "part", "basis", "links", "behind", "source"], rows }
}

/// Lineage, one step a row.
pub fn lineage<'l>(corpus: &Corpus, steps: impl Iterator<Item = &'l Lineage>) -> Sheet {
    let rows = steps.map(|step| {
        let end = |id: &Option<Id>| {
            let id = id.as_ref();
            [id.map(ToString::to_string).unwrap_or_default(), id.map(|id| title_of(corpus, id)).unwrap_or_default()]
        };
        let evidence: Vec<String> =
            step.evidence.iter().map(|id| corpus.get(id.as_str()).map(|record| source(corpus, record)).unwrap_or_default()).collect();
        let [from, from_title] = end(&step.from);
        let [to, to_title] = end(&step.to);
        vec![
            from,
            from_title,
            to,
            to_title,
            step.kind.name().to_owned(),
            step.basis.name().to_owned(),
            step.note.clone().unwrap_or_default(),
            evidence.join(" / "),
        ]
    });
    Sheet { columns: vec!["from", "from_title", "to", "to_title", "kind", "basis", "note", "source"], rows: rows.collect() }
}

/// The steps of a descent as they stand in the corpus, and those that begin or end within it.
pub fn descent(corpus: &Corpus, descent: &Descent) -> Sheet {
    let known = |id: &Option<Id>| id.as_ref().is_some_and(|id| descent.nodes.iter().any(|node| node.id == *id));
    let steps = corpus.lineage().iter().enumerate().filter(|(at, step)| {
        let between = descent.steps.iter().any(|known| known.lineage == *at);
        let one_ended = (step.from.is_none() && known(&step.to)) || (step.to.is_none() && known(&step.from));
        between || one_ended
    });
    lineage(corpus, steps.map(|(_, step)| step))
}
