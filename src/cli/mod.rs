//! The command line: one file per command, with the same entry points as the explorer, and nothing that another layer could do.

mod admit;
mod analysis;
mod check;
mod complete;
mod config;
mod config_file;
mod context;
mod dictionary;
mod engine;
mod explore;
mod export;
mod filters;
mod global;
mod import;
mod index;
mod library;
mod links;
mod list;
mod named;
mod outcome;
mod output;
mod payees;
mod search;
mod shape;
mod shared;
mod sheets;
mod show;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::CompleteEnv;
use clap_complete::engine::ArgValueCompleter;

use crate::engine::Open;
use crate::engine::tantivy::open;
use context::Context;
use global::Global;
use outcome::Outcome;

/// Exit status if nothing was found.
const NOTHING: u8 = 1;
/// Exit status for wrong usage, or failure.
const FAILURE: u8 = 2;

/// Explore Japan's health and medical strategy documents.
///
/// Without a command the explorer opens. Exit status: 0 found, 1 nothing found, 2 wrong use or failure.
#[derive(Parser, Debug)]
#[command(name = "shirube", version, about = "健康・医療戦略の文書を端末で読む・探す・たどる", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<CliCommand>,
    #[command(flatten)]
    global: Global,
    /// Open the explorer with this query.
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Open the explorer where the last session ended.
    #[arg(long)]
    resume: bool,
}

#[derive(Subcommand, Debug)]
enum CliCommand {
    /// Search all records.
    Search(search::SearchCommand),
    /// List the records of a kind.
    List(list::ListCommand),
    /// Show one record.
    Show(show::ShowCommand),
    /// List the links of a record.
    Links(links::LinksCommand),
    /// Show money over the years, by project, programme or ministry.
    Budget(analysis::BudgetCommand),
    /// List whom a programme pays, directly and passed on, or which programmes pay a payee.
    Payees(payees::PayeesCommand),
    /// Show projects against ministries (◎ leads, ○ takes part) or disease areas.
    Matrix(analysis::MatrixCommand),
    /// Show what became of projects, councils and programmes.
    Lineage(analysis::LineageCommand),
    /// Write the whole corpus as tables or JSON.
    Export(export::ExportCommand),
    /// Import documents into the library, or only report what is recognised in them.
    Import(import::ImportCommand),
    /// Show what has been imported, or take a document out.
    #[command(subcommand)]
    Library(library::LibraryCommand),
    /// Open the explorer at a record.
    Open {
        /// The record's id.
        #[arg(add = ArgValueCompleter::new(complete::ids))]
        id: String,
    },
    /// Check the corpus, and report every finding with file and line.
    Check(check::CheckCommand),
    /// Show the state of the index, or rebuild it.
    #[command(subcommand)]
    Index(index::IndexCommand),
    /// Push the library to a cluster of OpenSearch, for others to read it there (--engine); show its state there, or drop it.
    #[command(subcommand)]
    Engine(engine::EngineCommand),
    /// Show the state of the dictionary, or install one.
    #[command(subcommand)]
    Dictionary(dictionary::DictionaryCommand),
    /// Print the configuration's settings, or where its file is.
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Runs the command line with the engine on the reader's own disk and returns the exit status.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    run_with(arguments, Arc::new(open))
}

/// Does the same as [`run`], with the engine that `open` makes ready.
pub fn run_with(arguments: impl Iterator<Item = OsString>, open: Open) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    // A shell asks for completions.
    match CompleteEnv::with_factory(Cli::command).var(complete::ASKED_BY).try_complete(&arguments, None) {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(_) => return ExitCode::from(FAILURE),
    }
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version also arrive here, and are not failures.
            output::refuse(&error, &arguments);
            return ExitCode::from(if error.use_stderr() { FAILURE } else { 0 });
        }
    };
    match command(cli, open) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(NOTHING),
        Ok(Outcome::Signal(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(FAILURE)),
        // The reader of the pipe has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("shirube: {error:#}"));
            ExitCode::from(FAILURE)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

fn command(cli: Cli, open: Open) -> anyhow::Result<Outcome> {
    let configured = !matches!(cli.command, Some(CliCommand::Config(_) | CliCommand::Completions { .. } | CliCommand::Man));
    let context = Context::new(cli.global, configured, open)?;
    if let Some(command) = &cli.command
        && context.shares()?
        && let CliCommand::Export(_) = command
    {
        anyhow::bail!(
            "`shirube export` writes all records of a library, and {} has them; it works on a library of this machine (--engine '')",
            context.engine_name()?
        );
    }
    match cli.command {
        None => explore::run(&context, None, cli.query, cli.resume),
        Some(CliCommand::Open { id }) => explore::run(&context, Some(id), cli.query, cli.resume),
        Some(CliCommand::Search(search)) => search.run(&context),
        Some(CliCommand::List(list)) => list.run(&context),
        Some(CliCommand::Show(show)) => show.run(&context),
        Some(CliCommand::Links(links)) => links.run(&context),
        Some(CliCommand::Budget(budget)) => budget.run(&context),
        Some(CliCommand::Payees(payees)) => payees.run(&context),
        Some(CliCommand::Matrix(matrix)) => matrix.run(&context),
        Some(CliCommand::Lineage(lineage)) => lineage.run(&context),
        Some(CliCommand::Export(export)) => export.run(&context),
        Some(CliCommand::Import(import)) => import.run(&context),
        Some(CliCommand::Library(library)) => library.run(&context),
        Some(CliCommand::Check(check)) => check.run(&context),
        Some(CliCommand::Index(index)) => index.run(&context),
        Some(CliCommand::Engine(engine)) => engine.run(&context),
        Some(CliCommand::Dictionary(dictionary)) => dictionary.run(&context),
        Some(CliCommand::Config(config)) => config.run(&context),
        Some(CliCommand::Completions { shell }) => {
            io::stdout().write_all(&complete::script(shell, Cli::command())?)?;
            Ok(Outcome::Found)
        }
        Some(CliCommand::Man) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            io::stdout().write_all(&page)?;
            Ok(Outcome::Found)
        }
    }
}
