//! Citations: what a screen shows of a record, a row of money, a cell of a matrix or a step of the lineage, as lines that can be pasted.
//! Each figure has its name, channel, stage, year, unit, marks in words, and its own place.

use crate::model::{
    Channel, Column, Confidence, Corpus, Entry, Figure, Involvement, Kind, Kpi, Ledger, LedgerRow, LineageEdge, Matrix, Place, Project,
    Record, Role,
};
use crate::present::phrases::{amount, citation, latest, name, number, target};

/// Returns the channel of money as the documents print it.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Amed => "AMED対象経費",
        Channel::InHouse => "インハウス研究機関経費",
    }
}

/// Returns one record as a reader would cite it: title, figures and places, with one line per figure if it has money of several years.
pub fn record(corpus: &Corpus, record: &Record) -> String {
    match record {
        Record::Kpi(kpi) => indicator(corpus, kpi),
        Record::Project(project) if !project.budgets.is_empty() => lines_of_project(corpus, project),
        Record::Programme(programme) if programme.entries.iter().any(|entry| entry.fiscal_year.is_some()) => {
            let entries = programme.entries.iter().filter(|entry| entry.fiscal_year.is_some());
            entries.map(|entry| entry_line(corpus, &programme.title, entry)).collect::<Vec<_>>().join("\n")
        }
        Record::Project(project) => {
            let ministries = Role::list(&project.ministries);
            let title = with_period(corpus, record);
            let text = if ministries.is_empty() { title } else { format!("{title}、{ministries}") };
            sourced(corpus, &text, &record.places())
        }
        _ => sourced(corpus, &with_period(corpus, record), &record.places()),
    }
}

/// Returns a text followed by its places.
fn sourced(corpus: &Corpus, text: &str, places: &[Place]) -> String {
    let mut cited: Vec<String> = Vec::new();
    for place in places.iter().map(|place| citation(corpus, place)) {
        if !cited.contains(&place) {
            cited.push(place);
        }
    }
    if cited.is_empty() { text.to_owned() } else { format!("{text}［{}］", cited.join("；")) }
}

/// Returns the name of a record, with the period if it is a project: projects of three periods share one name.
fn with_period(corpus: &Corpus, record: &Record) -> String {
    let period = corpus.period_of(record).filter(|_| record.kind() == Kind::Project);
    period.map_or_else(|| name(record), |period| format!("第{period}期 {}", name(record)))
}

fn indicator(corpus: &Corpus, kpi: &Kpi) -> String {
    let place = corpus.get(kpi.id.as_str()).and_then(|record| record.places().into_iter().next());
    let place: Vec<Place> = place.into_iter().collect();
    let title = kpi.number.as_ref().map_or_else(|| kpi.title.clone(), |number| format!("{number} {}", kpi.title));
    let goal = kpi.target.as_ref().map_or_else(
        || "目標値なし".to_owned(),
        |goal| {
            let due = goal.by.map(|year| format!("（～FY{year}）")).filter(|_| goal.cumulative.is_none());
            format!("目標 {}{}", target(goal), due.unwrap_or_default())
        },
    );
    let mut lines = vec![sourced(corpus, &format!("{title}、{goal}"), &place)];
    match &kpi.latest {
        Some(value) => {
            let as_of = value.as_of.as_ref().map(|when| format!("（{when}）")).unwrap_or_default();
            let reached = kpi.progress().map(|share| format!("、達成 {:.0}%", share * 100.0)).unwrap_or_default();
            let place = value.place.clone().map_or(place, |place| vec![place]);
            lines.push(sourced(corpus, &format!("{title}、最新 {}{as_of}{reached}", latest(value)), &place));
        }
        None => lines.push(format!("{title}、最新値 報告なし")),
    }
    lines.join("\n")
}

fn lines_of_project(corpus: &Corpus, project: &Project) -> String {
    let title = corpus.get(project.id.as_str()).map(|record| with_period(corpus, record)).unwrap_or_default();
    let mut lines = Vec::new();
    for budget in &project.budgets {
        let place = [project.place_of(budget)];
        let stage = budget.basis.printed();
        for (way, value) in [(Channel::Amed, budget.amed), (Channel::InHouse, budget.in_house)] {
            let Some(value) = value else { continue };
            let marks = marked(&budget.marks);
            let text = format!("{title}、{}、{stage} FY{} {}{marks}", channel(way), budget.fiscal_year, amount(value));
            lines.push(sourced(corpus, &text, &place));
        }
        if let (Some(total), Some(_)) = (budget.total, budget.in_house) {
            let text = format!("{title}、両方の計（印刷された額）、{stage} FY{} {}", budget.fiscal_year, amount(total));
            lines.push(sourced(corpus, &text, &place));
        }
    }
    lines.join("\n")
}

fn entry_line(corpus: &Corpus, title: &str, entry: &Entry) -> String {
    let way = if entry.in_house() { Channel::InHouse } else { Channel::Amed };
    let when = entry.fiscal_year.map(|year| format!(" FY{year}")).unwrap_or_default();
    let stage = entry.basis.map(|basis| basis.printed()).unwrap_or_default();
    let value = match (entry.amount, entry.confidence) {
        (Some(value), Some(Confidence::Low)) => format!("({})（{UNSURE}）", amount(value)),
        (Some(value), Some(Confidence::Medium)) => format!("{}（{}）", amount(value), entry.assigned().unwrap_or_default()),
        (Some(value), _) => amount(value),
        (None, _) => "報告なし".to_owned(),
    };
    let within = within(corpus, entry.share_of.as_ref());
    sourced(corpus, &format!("{title}、{}、{stage}{when} {value}{}{within}", channel(way), marked(&entry.marks)), &[entry.place()])
}

/// Reason that a figure in brackets is not part of any sum.
const UNSURE: &str = "不確か：並び順だけによる割り当て。和に入れない";
/// Remark that an amount in a figure is not quite certain.
const DOUBTFUL: &str = "確かでない額を含む";

fn marked(marks: &[String]) -> String {
    if marks.is_empty() { String::new() } else { format!("〔{}〕", marks.join("・")) }
}

fn within(corpus: &Corpus, whole: Option<&crate::model::Id>) -> String {
    whole.and_then(|id| corpus.get(id.as_str())).map(|whole| format!("（「{}」の額の内数）", name(whole))).unwrap_or_default()
}

/// Returns what a row of the ledger shows, one line per figure.
pub fn row(corpus: &Corpus, ledger: &Ledger, row: &LedgerRow) -> String {
    let title = row.record.as_ref().and_then(|id| corpus.get(id.as_str())).map(|record| with_period(corpus, record));
    let title =
        format!("{}、{}", title.unwrap_or_else(|| "計（印刷された額）".to_owned()), row.channel.map_or("経路は言われない", channel));
    let figures = ledger.columns.iter().zip(&row.figures).enumerate();
    let lines = figures.filter_map(|(at, (column, figure))| {
        let figure = figure.as_ref()?;
        let caution = ledger.incomparable(row, at).map(|why| format!("（前の年度と比べられない：{why}）")).unwrap_or_default();
        Some(sourced(corpus, &format!("{title}、{}{caution}", figure_text(corpus, *column, figure)), &figure.places))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns a figure such as `当初予算 FY2019 85.8億円（＝23.9＋61.9）〔一部再掲〕`: as the table shows it, with its signs in words.
fn figure_text(corpus: &Corpus, column: Column, figure: &Figure) -> String {
    let mut text = format!("{} FY{} ", column.basis.printed(), column.fiscal_year);
    match figure.amount {
        Some(value) => {
            text.push_str(&amount(value));
            let summands = figure.summands();
            if !summands.is_empty() {
                text.push_str(&format!("（＝{}）", summands.iter().map(|value| number(*value)).collect::<Vec<_>>().join("＋")));
            }
            if figure.doubtful {
                text.push_str(&format!("（{DOUBTFUL}）"));
            }
            if figure.partial {
                text.push_str("＋（ほかにもありうる：額のない記載か、資料にないプロジェクトがある）");
            }
        }
        None if !figure.unsure.is_empty() => {}
        None if figure.within.is_some() => text.push_str("内数としてだけ示され、額は報告なし"),
        None if !figure.partial => text.push_str("再掲のみ"),
        None => text.push_str("報告なし"),
    }
    if !figure.unsure.is_empty() {
        let unsure: Vec<String> = figure.unsure.iter().map(|value| format!("({})", amount(*value))).collect();
        let more = if figure.amount.is_some() { "、ほかに" } else { "" };
        text.push_str(&format!("{more}{}（{UNSURE}）", unsure.join("")));
    }
    text.push_str(&marked(&figure.marks));
    text.push_str(&within(corpus, figure.within.as_ref()));
    text
}

/// Returns what the chosen cell of a matrix says: its project and column, how they are linked, and where.
pub fn cell(corpus: &Corpus, matrix: &Matrix, row: usize, column: usize) -> Option<String> {
    let project = corpus.get(matrix.rows.get(row)?.as_str())?;
    let other = corpus.get(matrix.columns.get(column)?.as_str())?;
    let cell = matrix.cell(row, column)?;
    let ends = format!("{} × {}", with_period(corpus, project), name(other));
    let Some(basis) = cell.basis else { return Some(format!("{ends}：結び付きは報告なし")) };
    let part = match cell.part {
        Some(Involvement::Leads) => "◎ 取りまとめ、",
        Some(Involvement::Takes) => "○ 参画、",
        Some(Involvement::Within) => "・ 事業・節・指標にだけ現れる、",
        None => "",
    };
    let basis = if basis == crate::model::Basis::Stated { "明記" } else { "推定" };
    let behind: Vec<String> = cell.behind.iter().filter_map(|id| corpus.get(id.as_str())).map(name).collect();
    let places: Vec<Place> = cell.source.iter().cloned().collect();
    Some(sourced(corpus, &format!("{ends}：{part}{basis}（{}）", behind.join("、")), &places))
}

/// Returns the steps of the lineage that lead to a record or from it, one line each.
pub fn lineage<'l>(corpus: &Corpus, steps: impl Iterator<Item = &'l LineageEdge>) -> String {
    let end = |id: &Option<crate::model::Id>| {
        id.as_ref().and_then(|id| corpus.get(id.as_str())).map_or_else(|| "―".to_owned(), |record| with_period(corpus, record))
    };
    let lines = steps.map(|step| {
        let basis = if step.basis == crate::model::Basis::Stated { "明記" } else { "推定" };
        let evidence = step.evidence.iter().filter_map(|id| corpus.get(id.as_str()));
        let places: Vec<Place> = evidence.filter_map(|record| record.places().into_iter().next()).collect();
        sourced(corpus, &format!("{} → {}（{}・{basis}）", end(&step.from), end(&step.to), step.kind.printed()), &places)
    });
    lines.collect::<Vec<_>>().join("\n")
}
