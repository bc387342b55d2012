//! `shirube import FILE…`: what can be recognised in original documents. Nothing is written yet: the report is what there is.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::output;
use super::{Format, Outcome};
use crate::app::sheet::Sheet;
use crate::import::{self, Draft, Known, Match, Standing, score};
use crate::model::Id;

/// How deep folders are looked into.
const DEEPEST: usize = 8;
/// Records that a text names, shown of all.
const SHOWN: usize = 10;

#[derive(Args, Debug)]
pub(super) struct Import {
    /// Documents (text in UTF-8, Shift_JIS or EUC-JP, Markdown, HTML, PDF), or folders of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only report what is recognised: outline, programmes with amounts, projects, indicators, doubts.
    #[arg(long)]
    dry_run: bool,
    /// Compare with this document of the corpus, and print recall and precision.
    #[arg(long, value_name = "DOCUMENT")]
    score: Option<String>,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// The report of one file.
#[derive(Serialize)]
struct Report {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<Draft>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<Known>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<score::Scores>,
}

impl Import {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        if !self.dry_run {
            anyhow::bail!("documents are not taken into a library yet; `--dry-run` reports what is recognised in them");
        }
        let corpus = context.corpus()?;
        if let Some(id) = &self.score
            && corpus.document(id).is_none()
        {
            anyhow::bail!("no document of the corpus has the id {id:?}");
        }
        let files = files(&self.files);
        let bar = output::Progress::new("読み取り中");
        let mut reports = Vec::with_capacity(files.len());
        for (at, file) in files.iter().enumerate() {
            bar.set(at as f64 / files.len() as f64);
            let (draft, error) = match import::read(file) {
                Ok(draft) => (Some(draft), None),
                Err(error) => (None, Some(error.to_string())),
            };
            let scores = self.score.as_ref().zip(draft.as_ref()).map(|(id, draft)| score::score(&corpus, id, draft));
            let known = draft.as_ref().map(|draft| Known::new(&corpus, draft));
            reports.push(Report { known, file: file.display().to_string(), draft, error, scores });
        }
        bar.clear();
        match self.format {
            Format::Json => output::json(&reports)?,
            Format::Table => text(&reports)?,
            Format::Csv | Format::Tsv => output::sheet(&programmes(&reports), self.format)?,
        }
        let failed = reports.iter().filter_map(|report| report.error.as_ref());
        failed.for_each(|error| output::complain(&format!("shirube: {error}")));
        if reports.is_empty() || reports.iter().all(|report| report.error.is_some()) {
            anyhow::bail!("nothing could be read");
        }
        Ok(Outcome::Found)
    }
}

/// The files named, and those in the folders named, in the order of their names.
fn files(named: &[PathBuf]) -> Vec<PathBuf> {
    fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) {
        let entries = if depth < DEEPEST && path.is_dir() { std::fs::read_dir(path).ok() } else { None };
        let Some(entries) = entries else {
            files.push(path.to_owned());
            return;
        };
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        inside.iter().for_each(|path| collect(path, depth + 1, files));
    }
    let mut files = Vec::new();
    named.iter().for_each(|path| collect(path, 0, &mut files));
    files
}

fn text(reports: &[Report]) -> anyhow::Result<()> {
    for report in reports {
        output::line(&format!("# {}", clean(&report.file)))?;
        let Some(draft) = &report.draft else { continue };
        output::line(&format!(
            "{:?}, {}; headings {}, projects {}, programmes {} ({} with an amount), indicators {}, fiscal year {}",
            draft.format,
            draft.encoding,
            draft.headings.len(),
            draft.projects.len(),
            draft.programmes.len(),
            draft.programmes.iter().filter(|programme| programme.amount.is_some()).count(),
            draft.indicators.len(),
            draft.fiscal_year.map_or_else(|| "unknown".to_owned(), |year| year.to_string()),
        ))?;
        for heading in &draft.headings {
            let number = heading.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
            let roles = if heading.ministries.is_empty() { String::new() } else { format!("（{}）", heading.ministries.join("、")) };
            let indent = "  ".repeat(usize::from(heading.level));
            output::line(&format!("{indent}{number}{}{roles}", clean(&heading.title)))?;
        }
        let known = report.known.as_ref();
        for (at, project) in draft.projects.iter().enumerate() {
            let record = record(known.and_then(|known| known.projects.get(at)));
            let part = |name: &str, amount: Option<f64>| amount.map(|amount| format!(" {name}{amount}億円")).unwrap_or_default();
            let money = [part("", project.total), part("AMED ", project.amed), part("インハウス ", project.in_house)].concat();
            output::line(&format!("  プロジェクト {} {}{money} {record}", clean(&project.number), clean(&project.name)))?;
        }
        for programme in &draft.programmes {
            let record = record(known.and_then(|known| known.programmes.iter().find(|known| known.name == programme.name)));
            let amount = programme.amount.as_ref();
            let amount = amount.map_or_else(|| "—".to_owned(), |amount| format!("{}億円 ({:?})", amount.value, amount.certainty));
            output::line(&format!("  事業 {} {amount} {} {record}", clean(&programme.name), clean(&programme.marks.join("・"))))?;
        }
        for indicator in &draft.indicators {
            let value = indicator.target.map_or_else(|| "—".to_owned(), |target| format!("{target}{}", indicator.unit));
            output::line(&format!("  指標 {} {} {value}", indicator.number.as_deref().unwrap_or("・"), clean(&indicator.title)))?;
        }
        if let Some(known) = known {
            let mentions = known.mentions.iter().take(SHOWN).map(|mention| format!("{} {}", mention.id, mention.times));
            output::line(&format!("  言及 {}: {}", known.mentions.len(), mentions.collect::<Vec<_>>().join("、")))?;
        }
        for doubt in &draft.doubts {
            output::line(&format!("  ? {}", clean(doubt)))?;
        }
        if let Some(scores) = &report.scores {
            let named = [
                ("sections", scores.sections),
                ("programmes", scores.programmes),
                ("amounts", scores.amounts),
                ("indicators", scores.indicators),
                ("ministries", scores.ministries),
            ];
            for (name, score) in named {
                output::line(&format!(
                    "  {name:<11} recall {:.2} ({} of {}), precision {:.2} ({} of {})",
                    score.recall(),
                    score.hit,
                    score.known,
                    score.precision(),
                    score.right,
                    score.found
                ))?;
            }
        }
    }
    Ok(())
}

/// What the corpus has of a name: `= id`, `≈ ids` where it is unclear which, or `new`.
fn record(known: Option<&Match>) -> String {
    let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    match known.map(|known| (known.standing, known)) {
        Some((Standing::Matched, known)) => format!("= {}", ids(&known.ids)),
        Some((Standing::Unclear, known)) => format!("≈ {}", ids(&known.ids)),
        _ => "new".to_owned(),
    }
}

fn programmes(reports: &[Report]) -> Sheet {
    let drafts = reports.iter().filter_map(|report| Some((report, report.draft.as_ref()?)));
    let rows = drafts.flat_map(|(report, draft)| {
        draft.programmes.iter().map(|programme| {
            let amount = programme.amount.as_ref();
            vec![
                report.file.clone(),
                programme.project.clone().unwrap_or_default(),
                programme.name.clone(),
                amount.map(|amount| amount.value.to_string()).unwrap_or_default(),
                amount.and_then(|amount| amount.fiscal_year).map(|year| year.to_string()).unwrap_or_default(),
                amount.and_then(|amount| amount.stage).unwrap_or_default().to_owned(),
                amount.map(|amount| format!("{:?}", amount.certainty).to_lowercase()).unwrap_or_default(),
                programme.ministries.join("、"),
                programme.marks.join("・"),
                programme.page.map(|page| page.to_string()).unwrap_or_default(),
            ]
        })
    });
    Sheet {
        columns: vec!["file", "project", "name", "amount", "fiscal_year", "stage", "certainty", "ministries", "marks", "page"],
        rows: rows.collect(),
    }
}

fn clean(text: &str) -> String {
    crate::text::clean::clean(text).into_owned()
}
