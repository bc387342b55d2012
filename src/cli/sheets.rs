//! The review sheets among the files given to `shirube import`: the tables of a year into the library, or a report of what is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::context::Context;
use super::outcome::Outcome;
use super::output;
use super::shape::Shape;
use crate::corpus::{Sheets, SheetsOrigin, StagedSheets};
use crate::files::Lock;
use crate::import::{TableFile, tables};
use crate::model::{FiscalYear, document_of};
use crate::present::Table;
use crate::present::words::Work;
use crate::review::{Counts, Excerpted, Selection, SheetYear, TableKind, TableReader, excerpt};
use crate::row;
use crate::text::clean::clean;

/// Maximum number of contradictions that a report shows.
const SHOWN: usize = 20;
/// Share of importing a year that is done when its tables are packed.
const PACKED: f64 = 0.7;

/// Returns the tables of review sheets among files, and the other files.
pub(super) fn among(files: &[PathBuf]) -> (Vec<TableFile>, Vec<PathBuf>) {
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for path in files {
        let inside = || {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
            let mut inside: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
            inside.sort();
            inside
        };
        let files = if path.is_dir() { inside() } else { vec![path.clone()] };
        for file in files {
            let tables = tables(&file);
            if tables.is_empty() {
                others.push(file);
            }
            found.extend(tables);
        }
    }
    (found, others)
}

/// Tables to import.
pub(super) struct SheetsImport {
    pub tables: Vec<TableFile>,
    pub selection: Selection,
    /// Files that are not tables of the sheets.
    pub others: Vec<PathBuf>,
}

/// Report on a year.
#[derive(Serialize)]
struct YearReport {
    /// The folder or file.
    file: String,
    state: &'static str,
    id: String,
    document: String,
    sheet_year: FiscalYear,
    programmes: usize,
    kpis: usize,
    payees: usize,
    tables: Vec<TableReport>,
    /// Missing tables.
    missing: Vec<&'static str>,
    doubts: Vec<Doubted>,
}

/// Report on a table.
#[derive(Serialize)]
struct TableReport {
    table: &'static str,
    file: String,
    rows: usize,
    taken: usize,
    /// True if records are made from it.
    read: bool,
}

/// Something that cannot be right.
#[derive(Serialize)]
struct Doubted {
    file: String,
    row: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    programme: Option<String>,
    why: String,
}

/// A packed year, with the report on it.
struct Packed {
    staged: StagedSheets,
    origin: SheetsOrigin,
    report: YearReport,
}

impl SheetsImport {
    /// Imports the tables into the library.
    pub fn take_in(self, context: &Context, shape: &Shape, lock: Option<Lock>) -> anyhow::Result<Outcome> {
        let library = context.library()?;
        let mut reports = Vec::new();
        let mut packed = Vec::new();
        let bar = context.progress(Work::Import);
        for (year, tables) in self.by_year()? {
            let origin = self.origin(&tables)?;
            if let Some((sheets, _)) = library.sheets(year).filter(|(_, sha256)| *sha256 == origin.sha256) {
                reports.push(YearReport::unchanged(&origin, &sheets));
                continue;
            }
            packed.push(self.pack(context, year, &tables, origin, &mut |share| bar.set(share * PACKED))?);
        }
        let changed = !packed.is_empty();
        for Packed { staged, origin, report } in packed {
            staged.keep(&origin)?;
            reports.push(report);
        }
        drop(lock);
        bar.clear();
        if changed {
            context.bring_index_up_to_date()?;
        }
        tell(&reports, shape)?;
        tell_others(&self.others);
        Ok(Outcome::Found)
    }

    /// Reports what is there, and changes nothing.
    pub fn report(self, context: &Context, shape: &Shape) -> anyhow::Result<Outcome> {
        let mut reports = Vec::new();
        let bar = context.progress(Work::Read);
        for (year, tables) in self.by_year()? {
            let origin = SheetsOrigin { file: named(&tables), sha256: String::new() };
            let packed = self.pack_aside(year, &tables, origin, &mut |share| bar.set(share))?;
            reports.push(packed);
        }
        bar.clear();
        tell(&reports, shape)?;
        tell_others(&self.others);
        Ok(Outcome::Found)
    }

    /// Groups the tables by the year of their sheets.
    fn by_year(&self) -> anyhow::Result<BTreeMap<FiscalYear, Vec<&TableFile>>> {
        let mut by_year: BTreeMap<FiscalYear, Vec<&TableFile>> = BTreeMap::new();
        for table in &self.tables {
            let year = table.read(|content| TableReader::open(content).ok().flatten().and_then(|mut table| table.sheet_year()))?;
            let Some(year) = year else {
                output::complain(&format!("shirube: {} has no row that says its year", clean(&table.path.display().to_string())));
                continue;
            };
            let same = by_year.get(&year).and_then(|known| known.iter().find(|known| known.kind == table.kind));
            if let Some(same) = same {
                anyhow::bail!(
                    "{} and {} are both the table {} of {year}; give one of them",
                    same.path.display(),
                    table.path.display(),
                    table.kind
                );
            }
            by_year.entry(year).or_default().push(table);
        }
        if by_year.is_empty() {
            anyhow::bail!("nothing could be read");
        }
        by_year.values_mut().for_each(|tables| tables.sort_by_key(|table| table.kind));
        Ok(by_year)
    }

    /// Returns the origin of a year, which changes with any change of its tables, or of the selection from them.
    fn origin(&self, tables: &[&TableFile]) -> anyhow::Result<SheetsOrigin> {
        let mut all = String::new();
        for table in tables {
            all += &format!("{} {}\n", table.kind, table.fingerprint()?);
        }
        all += &format!("{:?} {:?}", self.selection.ministries, self.selection.like);
        Ok(SheetsOrigin { file: named(tables), sha256: crate::import::fingerprint_of(all.as_bytes()) })
    }

    /// Returns the selection, once the tables have been asked which programmes meet it.
    fn selected(&self, tables: &[&TableFile]) -> anyhow::Result<Selection> {
        let mut selection = self.selection.clone();
        // 事業概要等 has the purposes; without it only names are known.
        let knows = tables.iter().find(|table| table.kind == TableKind::Outlines).or_else(|| tables.first());
        if let Some(table) = knows.filter(|_| !selection.is_all()) {
            table.read(|content| -> anyhow::Result<()> {
                if let Some(mut table) = TableReader::open(content)? {
                    selection.ask(&mut table)?;
                }
                Ok(())
            })??;
            if selection.count() == Some(0) {
                anyhow::bail!("no programme is of these ministries and speaks of these words");
            }
        }
        Ok(selection)
    }

    fn pack(
        &self,
        context: &Context,
        year: FiscalYear,
        tables: &[&TableFile],
        origin: SheetsOrigin,
        tell: &mut dyn FnMut(f64),
    ) -> anyhow::Result<Packed> {
        let selection = self.selected(tables)?;
        let mut excerpted = Vec::new();
        let all: u64 = tables.iter().map(|table| table.bytes).sum::<u64>().max(1);
        let mut done = 0;
        let staged = context.library()?.stage_sheets(year, &selection, |packing| {
            for table in tables {
                if table.kind.is_read() {
                    excerpted.push((*table, one(table, &selection, packing.table(table.kind)?)?));
                } else {
                    excerpted.push((*table, one(table, &selection, &mut std::io::sink())?));
                }
                done += table.bytes;
                tell(done as f64 / all as f64);
            }
            Ok(())
        })?;
        let report = YearReport::of(year, &origin, staged.sheets().counts(), &excerpted, Some(&staged.year));
        Ok(Packed { staged, origin, report })
    }

    /// Packs a year in a folder that is removed afterwards.
    fn pack_aside(
        &self,
        year: FiscalYear,
        tables: &[&TableFile],
        origin: SheetsOrigin,
        tell: &mut dyn FnMut(f64),
    ) -> anyhow::Result<YearReport> {
        let selection = self.selected(tables)?;
        let mut gathered = crate::review::SheetYear::new(selection.clone());
        let mut excerpted = Vec::new();
        let all: u64 = tables.iter().map(|table| table.bytes).sum::<u64>().max(1);
        let mut done = 0;
        for table in tables {
            excerpted.push((*table, one(table, &selection, &mut std::io::sink())?));
            table.read(|content| -> anyhow::Result<()> {
                if let Some(mut table) = TableReader::open(content)? {
                    gathered.read(&mut table)?;
                }
                Ok(())
            })??;
            done += table.bytes;
            tell(done as f64 / all as f64);
        }
        let report = YearReport::of(year, &origin, gathered.counts(), &excerpted, Some(&gathered));
        Ok(YearReport { state: "dry-run", ..report })
    }
}

/// Writes the selected part of a table to `out`.
fn one(table: &TableFile, selection: &Selection, out: &mut dyn std::io::Write) -> std::io::Result<Excerpted> {
    table.read(|content| {
        let broken = |error: crate::review::Error| std::io::Error::other(format!("{}: {error}", table.path.display()));
        let mut reader = TableReader::open(content).map_err(broken)?.ok_or(std::io::ErrorKind::InvalidData)?;
        excerpt(&mut reader, selection, out).map_err(broken)
    })?
}

/// Returns the folder of the tables, or the file.
fn named(tables: &[&TableFile]) -> String {
    let path = match tables {
        [only] => only.path.as_path(),
        [first, ..] => first.path.parent().unwrap_or(&first.path),
        [] => Path::new(""),
    };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    clean(&path.display().to_string()).into_owned()
}

impl YearReport {
    fn of(
        year: FiscalYear,
        origin: &SheetsOrigin,
        counts: Counts,
        excerpted: &[(&TableFile, Excerpted)],
        gathered: Option<&SheetYear>,
    ) -> Self {
        let file_of = |kind: TableKind| {
            let table = excerpted.iter().find(|(table, _)| table.kind == kind);
            table.map_or_else(String::new, |(table, _)| file_name(&table.path))
        };
        let shifted = excerpted.iter().flat_map(|(table, excerpted)| {
            let why = "ますの数が列と合わない、または事業と年度を言わない行。取り込まない";
            excerpted.shifted.iter().map(move |row| Doubted {
                file: file_name(&table.path),
                row: *row,
                programme: None,
                why: why.to_owned(),
            })
        });
        let without = gathered.into_iter().flat_map(|year| &year.missing).map(|(kind, column)| Doubted {
            file: file_of(*kind),
            row: 1,
            programme: None,
            why: format!("列「{column}」がない。そこに立つものは「報告なし」になる"),
        });
        let contradicted = gathered.into_iter().flat_map(|year| &year.contradictions).map(|found| Doubted {
            file: file_of(found.table),
            row: found.line,
            programme: Some(format!("rs/{}", found.programme)),
            why: found.what.clone(),
        });
        let there = |kind: &&TableKind| excerpted.iter().any(|(table, _)| table.kind == **kind);
        Self {
            file: origin.file.clone(),
            state: "new",
            id: document_of(year).to_string(),
            document: document_of(year).to_string(),
            sheet_year: year,
            programmes: counts.programmes,
            kpis: counts.kpis,
            payees: counts.payees,
            tables: excerpted
                .iter()
                .map(|(table, excerpted)| TableReport {
                    table: table.kind.name(),
                    file: file_name(&table.path),
                    rows: excerpted.rows,
                    taken: excerpted.taken,
                    read: table.kind.is_read(),
                })
                .collect(),
            missing: TableKind::all().iter().filter(|kind| !there(kind)).map(|kind| kind.name()).collect(),
            doubts: without.chain(shifted).chain(contradicted).collect(),
        }
    }

    fn unchanged(origin: &SheetsOrigin, sheets: &Sheets) -> Self {
        Self { state: "unchanged", ..Self::of(sheets.year, origin, sheets.counts(), &[], None) }.without_tables()
    }

    fn without_tables(self) -> Self {
        Self { missing: Vec::new(), ..self }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| clean(&name.to_string_lossy()).into_owned()).unwrap_or_default()
}

fn tell_others(others: &[PathBuf]) {
    let names: Vec<String> = others.iter().map(|path| file_name(path)).collect();
    if !names.is_empty() {
        output::complain(&format!("shirube: left out, as they are not tables of the review sheets: {}", names.join(", ")));
    }
}

fn tell(reports: &[YearReport], shape: &Shape) -> anyhow::Result<()> {
    if shape.is_whole() {
        return Ok(output::json(&reports)?);
    }
    if !shape.is_report() {
        let rows = reports.iter().map(|report| {
            row![
                &report.file,
                report.state,
                report.id.as_str(),
                report.sheet_year,
                report.programmes,
                report.kpis,
                report.payees,
                report.doubts.len()
            ]
        });
        let columns = vec!["file", "state", "id", "sheet_year", "programmes", "kpis", "payees", "doubts"];
        return shape.print(Table::new(columns, rows));
    }
    for report in reports {
        output::line(&format!(
            "{} -> {} ({}): programmes {}, kpis {}, payees {}",
            report.file, report.id, report.state, report.programmes, report.kpis, report.payees
        ))?;
        for table in &report.tables {
            let used = if table.read { "" } else { " (no records are made of it)" };
            output::line(&format!("  {} {}: {} of {} rows{used}", table.table, table.file, table.taken, table.rows))?;
        }
        if !report.missing.is_empty() {
            output::line(&format!("  not there: {}", report.missing.join(", ")))?;
        }
        for doubt in report.doubts.iter().take(SHOWN) {
            let programme = doubt.programme.as_deref().map(|id| format!(" {id}")).unwrap_or_default();
            output::line(&format!("  ? {}:{}{programme}: {}", doubt.file, doubt.row, clean(&doubt.why)))?;
        }
        if report.doubts.len() > SHOWN {
            output::line(&format!("  ? … and {} more (--format json has all)", report.doubts.len() - SHOWN))?;
        }
    }
    Ok(())
}
