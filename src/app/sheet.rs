//! Tables as plain text cells: what a screen shows, what its command prints and what is copied are one and the same.

use super::article::{amount, citation, latest, name, target};
use crate::model::{Against, Column, Corpus, Descent, Figure, Id, Kpi, Ledger, Lineage, Matrix, Record, Role, Row};
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

/// Indicators, one a row.
pub fn indicators<'r>(corpus: &Corpus, kpis: impl Iterator<Item = &'r Kpi>) -> Sheet {
    let rows = kpis.map(|kpi| {
        let owner = kpi.owner.project.as_ref().unwrap_or(&kpi.document);
        vec![
            kpi.id.to_string(),
            kpi.title.clone(),
            kpi.number.clone().unwrap_or_default(),
            kpi.category.name().to_owned(),
            kpi.target.as_ref().map(target).unwrap_or_default(),
            kpi.latest.as_ref().map(latest).unwrap_or_default(),
            kpi.target.as_ref().and_then(|target| target.by).map(|year| format!("FY{year}")).unwrap_or_default(),
            corpus.get(owner.as_str()).map(Record::title).unwrap_or_default().to_owned(),
            kpi.owner.basis.name().to_owned(),
            corpus.get(kpi.id.as_str()).map(|record| source(corpus, record)).unwrap_or_default(),
        ]
    });
    Sheet {
        columns: vec!["id", "title", "number", "category", "target", "latest", "due", "owner", "basis", "source"],
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
                let change = ledger.change(row, at).map(|change| tenths(change.difference).to_string());
                rows.push(figure_row(corpus, row, *column, figure, change));
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
            "fiscal_year",
            "amount",
            "unsure",
            "partial",
            "within",
            "marks",
            "change",
            "source",
        ],
        rows,
    }
}

fn figure_row(corpus: &Corpus, row: &Row, column: Column, figure: &Figure, change: Option<String>) -> Vec<String> {
    let record = row.record.as_ref().and_then(|id| corpus.get(id.as_str()));
    let unsure: Vec<String> = figure.unsure.iter().map(ToString::to_string).collect();
    let mut sources: Vec<String> = Vec::new();
    for text in figure.places.iter().map(|place| citation(corpus, place)) {
        if !sources.contains(&text) {
            sources.push(text);
        }
    }
    vec![
        row.record.as_ref().map(ToString::to_string).unwrap_or_default(),
        row_title(corpus, row).unwrap_or_default(),
        record.and_then(|record| corpus.period_of(record)).map(|period| period.to_string()).unwrap_or_default(),
        row.channel.name().to_owned(),
        column.stage.printed().to_owned(),
        column.fiscal_year.to_string(),
        figure.amount.map(|value| tenths(value).to_string()).unwrap_or_default(),
        unsure.join("、"),
        if figure.partial { "partial".to_owned() } else { String::new() },
        figure.within.as_ref().map(ToString::to_string).unwrap_or_default(),
        figure.marks.join("・"),
        change.unwrap_or_default(),
        sources.join(" / "),
    ]
}

/// Rounded to 0.1億円, the finest that the documents print: sums in binary are not exact.
pub fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A matrix, one meeting of project and column a row; empty ones are left out.
pub fn matrix(corpus: &Corpus, matrix: &Matrix, against: Against) -> Sheet {
    let mut rows = Vec::new();
    for (at, project) in matrix.rows.iter().enumerate() {
        for (column, id) in matrix.columns.iter().enumerate() {
            let Some(cell) = matrix.cell(at, column).filter(|cell| cell.part.is_some() || !cell.behind.is_empty()) else { continue };
            let behind: Vec<String> = cell.behind.iter().map(ToString::to_string).collect();
            rows.push(vec![
                project.head.to_string(),
                title_of(corpus, &project.head),
                project.period.to_string(),
                id.to_string(),
                title_of(corpus, id),
                cell.part.map(|part| part.sign().to_owned()).unwrap_or_default(),
                cell.behind.len().to_string(),
                behind.join(" "),
                corpus.get(project.head.as_str()).map(|record| source(corpus, record)).unwrap_or_default(),
            ]);
        }
    }
    let column = match against {
        Against::Ministries => "ministry",
        Against::Areas => "area",
    };
    Sheet { columns: vec!["id", "title", "period", column, "name", "part", "links", "behind", "source"], rows }
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

/// One record as a reader would cite it: title, figure and place.
pub fn cite(corpus: &Corpus, record: &Record) -> String {
    let mut parts = vec![name(record)];
    match record {
        Record::Kpi(kpi) => {
            parts.extend(kpi.target.as_ref().map(|goal| format!("目標 {}", target(goal))));
            parts.extend(kpi.latest.as_ref().map(|value| format!("最新 {}", latest(value))));
        }
        Record::Project(project) => {
            parts.extend(Some(Role::list(&project.ministries)).filter(|list| !list.is_empty()));
            parts.extend(project.budgets.iter().map(|budget| {
                let ways = [("AMED", budget.amed), ("インハウス", budget.in_house)];
                let ways: Vec<String> =
                    ways.iter().filter_map(|(name, value)| value.map(|value| format!("{name} {}", amount(value)))).collect();
                format!("FY{} {} {}", budget.fiscal_year, budget.stage.printed(), ways.join("・"))
            }));
        }
        Record::Programme(programme) => {
            parts.extend(programme.entries.iter().filter_map(|entry| {
                let value = entry.amount.filter(|_| entry.confidence != Some(crate::model::Confidence::Low))?;
                Some(format!("FY{} {} {}", entry.fiscal_year?, entry.stage?.printed(), amount(value)))
            }));
        }
        _ => {}
    }
    let mut places: Vec<String> = Vec::new();
    for text in record.places().iter().map(|place| citation(corpus, place)) {
        if !places.contains(&text) {
            places.push(text);
        }
    }
    format!("{}（{}）", parts.join("、"), places.join("；"))
}
