//! `shirube export DIR`: the whole corpus as tidy tables, or as JSON with one file per kind.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use super::context::Context;
use super::list::Cited;
use super::outcome::Outcome;
use super::output;
use crate::files;
use crate::model::{Corpus, Kind, Named};
use crate::present::export;
use crate::present::writers;

/// In which form files are written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum ExportForm {
    /// UTF-8 with a header row.
    Csv,
    Json,
}

#[derive(Args, Debug)]
pub(super) struct ExportCommand {
    /// The folder to write to; it is made where it is missing, and files of the same names are replaced.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: ExportForm,
}

impl ExportCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        fs::create_dir_all(&self.folder).with_context(|| format!("cannot make the folder {}", self.folder.display()))?;
        let written = match self.format {
            ExportForm::Csv => csv(&corpus, &self.folder)?,
            ExportForm::Json => json(&corpus, &self.folder)?,
        };
        output::line(&format!("{written} files in {}", self.folder.display()))?;
        Ok(Outcome::Found)
    }
}

fn csv(corpus: &Corpus, folder: &Path) -> anyhow::Result<usize> {
    let tables = export::all(corpus);
    for (name, table) in &tables {
        write(&folder.join(format!("{name}.csv")), |file| writers::write(table, writers::Form::Csv, file))?;
    }
    Ok(tables.len())
}

fn json(corpus: &Corpus, folder: &Path) -> anyhow::Result<usize> {
    for kind in Kind::all().iter().copied() {
        let records: Vec<Cited> = corpus.of_kind(kind).map(|record| Cited::new(corpus, record)).collect();
        write(&folder.join(format!("{}.json", kind.plural())), |file| writers::write_value(&records, file))?;
    }
    write(&folder.join("lineage.json"), |file| writers::write_value(&corpus.lineage(), file))?;
    Ok(Kind::COUNT + 1)
}

/// Replaces a file: anyone reading the folder meanwhile sees either the old file or the new one.
fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    files::replace_with(path, content).with_context(|| format!("cannot write {}", path.display()))
}
