//! `shirube import FILE…`: original documents into the library, or (`--dry-run`) only a report of what can be recognised in them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::outcome::Outcome;
use super::output;
use super::shape::Shape;
use super::sheets;
use crate::corpus::{self, Library, LibraryEntry, REVIEW_SITE, Staged};
use crate::files::Lock;
use crate::import::{
    self, Doubt, Draft, Format, FoundAmount, FoundProgramme, ImportSession, Incoming, Known, Match, Ministries, Standing, score,
};
use crate::model::{Corpus, Id, Named};
use crate::present::Table;
use crate::present::words::Work;
use crate::review::Selection;
use crate::row;

/// Maximum depth to which folders are searched.
const DEEPEST: usize = 8;
/// Maximum number of records named by a text that are shown.
const SHOWN: usize = 10;

/// Returns where the review sheets are published.
fn published() -> String {
    format!(
        "Review sheets (行政事業レビュー): a year's tables, up to 15 CSV files or ZIPs of them, are published at {REVIEW_SITE} under the 公共データ利用規約 \
         (PDL 1.0). Name their folder. What is shown of them names the source and says that it was reworked."
    )
}

#[derive(Args, Debug)]
#[command(after_help = published())]
pub(super) struct ImportCommand {
    /// What is to be taken in.
    #[arg(required = true, value_name = "FILE", help = format!("Documents ({}; in UTF-8, UTF-16 or a Japanese encoding), or folders of them", Format::list()))]
    files: Vec<PathBuf>,
    /// Only report what is recognised: outline, programmes with amounts, projects, indicators, doubts.
    #[arg(long)]
    dry_run: bool,
    /// The document that the file is: one of the corpus, or an id for a new one (otherwise the headings tell).
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Recognise the text of a PDF's pages that have none (scans) with tesseract; nothing that comes of it is sure.
    #[arg(long)]
    ocr: bool,
    /// Compare with this document of the corpus, and print recall and precision.
    #[arg(long, value_name = "DOCUMENT")]
    score: Option<String>,
    /// Of review sheets take only the programmes of these ministries, by code or name (文,厚).
    #[arg(long, value_name = "MINISTRIES", value_delimiter = ',')]
    ministry: Vec<String>,
    /// Of review sheets take only the programmes with one of these words in their name or purpose.
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    like: Vec<String>,
    #[command(flatten)]
    shape: Shape,
}

/// Share of importing a file that is done when it has been read, and when it has been attached; measured on 40 MB of text.
const READ: f64 = 0.6;
const ATTACHED: f64 = 0.8;

/// Total bytes of each file and those before it: the remaining time depends on the remaining size.
struct Sizes(Vec<u64>);

impl Sizes {
    fn of(files: &[PathBuf]) -> Self {
        let size = |file: &PathBuf| fs::metadata(file).map_or(0, |metadata| metadata.len()).max(1);
        Self(
            files
                .iter()
                .map(size)
                .scan(0, |before, size| {
                    *before += size;
                    Some(*before)
                })
                .collect(),
        )
    }

    /// Returns the share of all files that is done when `share` of the file at `at` is done.
    fn share(&self, at: usize, share: f64) -> f64 {
        let upto = |at: Option<usize>| at.and_then(|at| self.0.get(at)).copied().unwrap_or(0) as f64;
        let before = upto(at.checked_sub(1));
        (before + (upto(Some(at)) - before) * share) / upto(self.0.len().checked_sub(1)).max(1.0)
    }
}

/// Report on one file.
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

/// Outcome of importing one file.
#[derive(Serialize)]
struct Taken {
    file: String,
    state: FileState,
    /// Folder in the library.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Document to which the file belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    records: usize,
    entries: usize,
    excerpts: usize,
    /// Programmes that it names, and whether the corpus knows them.
    programmes: Vec<Match>,
    doubts: Vec<String>,
    /// Draft of what was recognised, as in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<Draft>,
    /// Records that the corpus already has for it, as in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<Known>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
enum FileState {
    /// Text for a document that the corpus has.
    Attached,
    /// A separate, new document.
    New,
    /// Already in the library.
    Unchanged,
    /// Unreadable.
    Failed,
}

impl Taken {
    fn of(file: &Path) -> Self {
        Self {
            file: file.display().to_string(),
            state: FileState::Failed,
            id: None,
            document: None,
            records: 0,
            entries: 0,
            excerpts: 0,
            programmes: Vec::new(),
            doubts: Vec::new(),
            draft: None,
            known: None,
            error: None,
        }
    }
}

impl ImportCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let changes = !self.dry_run && self.score.is_none();
        // Nobody else may import between reading the library and putting the last file in place: two imports at once would both count the
        // same yen.
        let alone = changes.then(|| context.lock_library()).transpose()?;
        let corpus = context.own_corpus()?;
        if let Some(id) = &self.score
            && corpus.document(id).is_none()
        {
            anyhow::bail!("no document of the corpus has the id {id:?}");
        }
        let (sheets, others) = sheets::among(&self.files);
        if !sheets.is_empty() {
            let import = sheets::SheetsImport { tables: sheets, selection: Selection::new(&self.ministry, &self.like), others };
            return if changes { import.take_in(context, &self.shape, alone.flatten()) } else { import.report(context, &self.shape) };
        }
        if !self.ministry.is_empty() || !self.like.is_empty() {
            anyhow::bail!("--ministry and --like take a part of the review sheets, and none of these files is a table of them");
        }
        if let Some(alone) = alone { self.take_in(context, &corpus, alone) } else { self.report(context, &corpus) }
    }

    /// Imports the files into the library. All are read before the first is put in place, so that an interrupted import changes nothing.
    fn take_in(&self, context: &Context, joined: &Corpus, lock: Option<Lock>) -> anyhow::Result<Outcome> {
        if let Some(id) = &self.document
            && (!Id::is_well_formed(id) || id.contains('/') || id.starts_with('.'))
        {
            anyhow::bail!("{id:?} is no id of a document: ASCII letters, digits, '-' and '_'");
        }
        let library = context.library()?;
        let alone = corpus::load_files(&context.corpus_sources()?)?;
        let ministries = Ministries::of(&alone);
        let mut held = library.list();
        let mut session = ImportSession::new(&alone, joined, held.iter().map(|held| (held.id.clone(), held.original.file.clone())));
        let (files, left_out) = files(&self.files);
        tell_left_out(&left_out);
        if let Some(id) = &self.document
            && files.len() > 1
            && alone.document(id).is_none()
        {
            anyhow::bail!(
                "--document {id} is one document, and there are {} files; a document that the corpus has may be several",
                files.len()
            );
        }
        let bar = context.progress(Work::Import);
        let sizes = Sizes::of(&files);
        let (mut taken, mut staged) = (Vec::with_capacity(files.len()), Vec::new());
        for (at, file) in files.iter().enumerate() {
            let mut report = Taken::of(file);
            let tell = |share| bar.set(sizes.share(at, share));
            if let Some((volume, original)) = self.take(file, (&ministries, joined), (&library, &held), &mut session, &mut report, &tell)? {
                staged.push(volume);
                // The same document under another name is still the same.
                held.push(original);
            }
            taken.push(report);
        }
        bar.clear();
        let changed = !staged.is_empty();
        for volume in staged {
            if let Some(aside) = volume.keep()? {
                output::complain(&format!("shirube: what was there was edited by hand, or damaged; it is kept as {}", aside.display()));
            }
        }
        if changed {
            library.gather()?;
        }
        drop(lock);
        if changed {
            context.bring_index_up_to_date()?;
        }
        tell(&taken, &self.shape)?;
        let failed = taken.iter().filter_map(|taken| taken.error.as_ref());
        failed.for_each(|error| output::complain(&format!("shirube: {error}")));
        if taken.iter().all(|taken| taken.state == FileState::Failed) {
            anyhow::bail!("nothing could be read");
        }
        Ok(Outcome::Found)
    }

    /// Reads one file and writes it beside its place; `None` if it is in the library already, or cannot be read.
    fn take(
        &self,
        file: &Path,
        (ministries, joined): (&Ministries, &Corpus),
        (library, held): (&Library, &[LibraryEntry]),
        session: &mut ImportSession<'_>,
        report: &mut Taken,
        tell: &dyn Fn(f64),
    ) -> anyhow::Result<Option<(Staged, LibraryEntry)>> {
        let failed = |report: &mut Taken, error: import::Error| report.error = Some(error.to_string());
        let sha256 = match import::fingerprint(file) {
            Ok(sha256) => sha256,
            Err(error) => {
                failed(report, error);
                return Ok(None);
            }
        };
        let same = held.iter().find(|held| held.original.sha256 == sha256);
        if let Some(same) = same {
            report.state = FileState::Unchanged;
            (report.id, report.document) = (Some(same.id.clone()), Some(same.original.document.to_string()));
            if !self.shape.is_whole() {
                return Ok(None);
            }
        }
        let draft = match import::read_telling(file, ministries, self.ocr, &mut |share| tell(share * READ)) {
            Ok(draft) => draft,
            Err(error) => {
                failed(report, error);
                return Ok(None);
            }
        };
        if same.is_some() {
            self.tell_draft(draft, joined, report);
            return Ok(None);
        }
        let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let path = clean(&path.display().to_string());
        let attached = session.attach(&Incoming { draft: &draft, file: path, sha256, document: self.document.as_deref() });
        tell(ATTACHED);
        let volume = attached.volume;
        report.state = if volume.records.is_empty() { FileState::Attached } else { FileState::New };
        (report.id, report.document) = (Some(volume.id.clone()), Some(volume.original.document.to_string()));
        (report.records, report.entries, report.excerpts) = (volume.records.len(), volume.entries.len(), volume.excerpts.len());
        report.programmes = attached.programmes;
        report.doubts = draft.doubts.iter().map(told).chain(attached.doubts).collect();
        self.tell_draft(draft, joined, report);
        let staged = library.stage(&volume)?;
        let (records, entries, excerpts) = (report.records, report.entries, report.excerpts);
        Ok(Some((
            staged,
            LibraryEntry { id: volume.id, original: volume.original, records, entries, excerpts, changed: false, sheets: None, bytes: 0 },
        )))
    }

    /// Adds what was recognised to the report, if that is asked for, without the text.
    fn tell_draft(&self, mut draft: Draft, joined: &Corpus, report: &mut Taken) {
        if self.shape.is_whole() {
            report.known = Some(Known::new(joined, &draft));
            draft.blocks = Vec::new();
            report.draft = Some(draft);
        }
    }

    fn report(&self, context: &Context, corpus: &Corpus) -> anyhow::Result<Outcome> {
        let (files, left_out) = files(&self.files);
        tell_left_out(&left_out);
        let bar = context.progress(Work::Read);
        let sizes = Sizes::of(&files);
        let mut reports = Vec::with_capacity(files.len());
        let ministries = Ministries::of(corpus);
        for (at, file) in files.iter().enumerate() {
            let (mut draft, error) = match import::read_telling(file, &ministries, self.ocr, &mut |share| bar.set(sizes.share(at, share))) {
                Ok(draft) => (Some(draft), None),
                Err(error) => (None, Some(error.to_string())),
            };
            let scores = self.score.as_ref().zip(draft.as_ref()).map(|(id, draft)| score::score(corpus, id, draft));
            let known = draft.as_ref().map(|draft| Known::new(corpus, draft));
            // The report does not show the text, so memory use does not grow with the number of files.
            draft.iter_mut().for_each(|draft| draft.blocks = Vec::new());
            reports.push(Report { known, file: file.display().to_string(), draft, error, scores });
        }
        bar.clear();
        if self.shape.is_whole() {
            output::json(&reports)?;
        } else if self.shape.is_report() {
            text(&reports)?;
        } else {
            self.shape.print(programmes(&reports))?;
        }
        let failed = reports.iter().filter_map(|report| report.error.as_ref());
        failed.for_each(|error| output::complain(&format!("shirube: {error}")));
        if reports.is_empty() || reports.iter().all(|report| report.error.is_some()) {
            anyhow::bail!("nothing could be read");
        }
        Ok(Outcome::Found)
    }
}

/// Prints what became of the files.
fn tell(taken: &[Taken], shape: &Shape) -> anyhow::Result<()> {
    let word = |state: FileState| match state {
        FileState::Attached => "attached",
        FileState::New => "new",
        FileState::Unchanged => "unchanged",
        FileState::Failed => "failed",
    };
    if shape.is_whole() {
        return Ok(output::json(&taken)?);
    }
    if !shape.is_report() {
        let rows = taken.iter().map(|taken| {
            let (id, document) = (taken.id.as_ref(), taken.document.as_ref());
            let (records, entries, excerpts, doubts) = (taken.records, taken.entries, taken.excerpts, taken.doubts.len());
            row![&taken.file, word(taken.state), id, document, records, entries, excerpts, doubts]
        });
        let columns = vec!["file", "state", "id", "document", "records", "entries", "excerpts", "doubts"];
        return shape.print(Table::new(columns, rows));
    }
    for taken in taken {
        let id = taken.id.as_deref().unwrap_or("—");
        output::line(&format!(
            "{} -> {id} ({}): records {}, entries {}, excerpts {}",
            clean(&taken.file),
            word(taken.state),
            taken.records,
            taken.entries,
            taken.excerpts
        ))?;
        let of = |standing| taken.programmes.iter().filter(move |known| known.standing == standing);
        if !taken.programmes.is_empty() {
            output::line(&format!("  programmes: {} as the corpus names them", of(Standing::Matched).count()))?;
        }
        for known in of(Standing::New).chain(of(Standing::Unclear)) {
            output::line(&format!("  {} {}", clean(&known.name), record(Some(known))))?;
        }
        for doubt in &taken.doubts {
            output::line(&format!("  ? {}", clean(doubt)))?;
        }
    }
    Ok(())
}

/// Extensions of document files; those among them that are rejected are reported one by one.
const DOCUMENTS: [&str; 20] = [
    "txt", "text", "md", "markdown", "html", "htm", "csv", "tsv", "pdf", "docx", "xlsx", "xlsm", "pptx", "doc", "xls", "ppt", "rtf", "odt",
    "ods", "eml",
];

/// Folders with machine-generated files.
const MACHINES: [&str; 4] = ["node_modules", "target", "__pycache__", "vendor"];

/// Returns the named files and the documents in the named folders, and what was left out of those folders.
fn files(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    /// Returns true if something in a folder is a document, or may contain some.
    fn is_wanted(path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || (path.is_dir() && MACHINES.contains(&name.as_str())) {
            return false;
        }
        path.is_dir() || path.extension().is_none_or(|end| DOCUMENTS.iter().any(|known| end.eq_ignore_ascii_case(known)))
    }
    fn collect(path: &Path, depth: usize, (files, left_out): (&mut Vec<PathBuf>, &mut Vec<PathBuf>)) {
        let entries = if depth < DEEPEST && path.is_dir() { std::fs::read_dir(path).ok() } else { None };
        let Some(entries) = entries else {
            files.push(path.to_owned());
            return;
        };
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        for path in inside {
            if is_wanted(&path) {
                collect(&path, depth + 1, (&mut *files, &mut *left_out));
            } else {
                left_out.push(path);
            }
        }
    }
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    named.iter().for_each(|path| collect(path, 0, (&mut files, &mut left_out)));
    (files, left_out)
}

/// Reports what was left out of folders.
fn tell_left_out(left_out: &[PathBuf]) {
    const NAMED: usize = 5;
    let names: Vec<String> = left_out.iter().take(NAMED).map(|path| clean(&path.display().to_string())).collect();
    let more = left_out.len().checked_sub(NAMED).filter(|more| *more > 0).map(|more| format!(" and {more} more")).unwrap_or_default();
    if !names.is_empty() {
        output::complain(&format!("shirube: left out, as they are not documents: {}{more}", names.join(", ")));
    }
}

fn text(reports: &[Report]) -> anyhow::Result<()> {
    for report in reports {
        output::line(&format!("# {}", clean(&report.file)))?;
        let Some(draft) = &report.draft else { continue };
        output::line(&format!(
            "{}, {}; headings {}, projects {}, programmes {} ({} with an amount), indicators {}, fiscal year {}",
            draft.format.name(),
            draft.encoding,
            draft.headings.len(),
            draft.projects.len(),
            draft.programmes.len(),
            draft.programmes.iter().filter(|programme| !programme.amounts.is_empty()).count(),
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
        for allocation in &draft.allocations {
            let said: Vec<String> = allocation.amounts.iter().map(|allocated| amount(&allocated.amount)).collect();
            output::line(&format!("  全体 {} {}", clean(&allocation.name), said.join("、")))?;
        }
        for (at, project) in draft.projects.iter().enumerate() {
            let record = record(known.and_then(|known| known.projects.get(at)));
            let part = |name: &str, amount: Option<f64>| amount.map(|amount| format!(" {name}{amount}億円")).unwrap_or_default();
            let money = [part("", project.total), part("AMED ", project.amed), part("インハウス ", project.in_house)].concat();
            output::line(&format!("  プロジェクト {} {}{money} {record}", clean(&project.number), clean(&project.name)))?;
        }
        let named = known.into_iter().flat_map(|known| &known.programmes).map(|known| (known.name.as_str(), known));
        let named: HashMap<&str, &Match> = named.collect();
        for programme in &draft.programmes {
            let record = record(named.get(programme.name.as_str()).copied());
            let said: Vec<String> = programme.amounts.iter().map(amount).collect();
            let said = if said.is_empty() { "—".to_owned() } else { said.join("、") };
            output::line(&format!("  事業 {} {said} {} {record}", clean(&programme.name), clean(&programme.marks.join("・"))))?;
        }
        for indicator in &draft.indicators {
            let counted = || indicator.target.map(|target| format!("{target}{}", indicator.unit));
            let value = indicator.printed.as_deref().map(clean).or_else(counted).unwrap_or_else(|| "—".to_owned());
            output::line(&format!("  指標 {} {} {value}", indicator.number.as_deref().unwrap_or("・"), clean(&indicator.title)))?;
        }
        if let Some(known) = known {
            let mentions = known.mentions.iter().take(SHOWN).map(|mention| format!("{} {}", mention.id, mention.times));
            output::line(&format!("  言及 {}: {}", known.mentions.len(), mentions.collect::<Vec<_>>().join("、")))?;
        }
        for doubt in &draft.doubts {
            output::line(&format!("  ? {}", clean(&told(doubt))))?;
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

/// Returns what the corpus has under a name: `= id`, `≈ ids` if it is unclear which, or `new`.
fn record(known: Option<&Match>) -> String {
    let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    match known.map(|known| (known.standing, known)) {
        Some((Standing::Matched, known)) => format!("= {}", ids(&known.ids)),
        Some((Standing::Unclear, known)) => format!("≈ {}", ids(&known.ids)),
        _ => "new".to_owned(),
    }
}

fn programmes(reports: &[Report]) -> Table {
    let drafts = reports.iter().filter_map(|report| Some((report, report.draft.as_ref()?)));
    let rows = drafts.flat_map(|(report, draft)| {
        let amounts = |programme: &'_ FoundProgramme| match programme.amounts.as_slice() {
            [] => vec![None],
            amounts => amounts.iter().cloned().map(Some).collect(),
        };
        draft.programmes.iter().flat_map(move |programme| amounts(programme).into_iter().map(move |amount| (programme, amount))).map(
            |(programme, amount)| {
                let amount = amount.as_ref();
                row![
                    &report.file,
                    programme.project.as_ref(),
                    &programme.name,
                    amount.map(|amount| amount.value),
                    amount.and_then(|amount| amount.fiscal_year),
                    amount.and_then(|amount| amount.stage),
                    amount.map(|amount| amount.certainty.name()),
                    programme.ministries.join("、"),
                    programme.marks.join("・"),
                    programme.page,
                ]
            },
        )
    });
    let columns = vec!["file", "project", "name", "amount", "fiscal_year", "stage", "certainty", "ministries", "marks", "page"];
    Table::new(columns, rows)
}

/// Returns an amount with its year and stage, and its certainty.
fn amount(amount: &FoundAmount) -> String {
    let year = amount.fiscal_year.map(|year| format!("FY{year} ")).unwrap_or_default();
    let stage = amount.stage.map(|stage| format!("{stage} ")).unwrap_or_default();
    format!("{year}{stage}{}億円 ({})", amount.value, amount.certainty.name())
}

/// Returns a doubt with its place.
fn told(doubt: &Doubt) -> String {
    let place = doubt.place.to_string();
    let parts = [place.as_str(), &doubt.text, &doubt.why].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(": ")
}

fn clean(text: &str) -> String {
    crate::text::clean::clean(text).into_owned()
}
