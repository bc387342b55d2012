//! `shirube library`: what has been imported, and how it is taken out again.

use clap::Subcommand;

use super::Outcome;
use super::context::Context;
use super::output::{self, Format};
use crate::app::sheet::Sheet;

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// List the documents that were imported.
    List {
        /// In which form.
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
    },
    /// Take a document as it stands in its file now, after it was mended by hand.
    Accept {
        /// Its id, as `library list` shows it.
        id: String,
    },
    /// Take a document out.
    Remove {
        /// Its id, as `library list` shows it.
        id: String,
    },
}

impl Command {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let library = context.library()?;
        match self {
            Command::List { format } => {
                let held = library.list();
                for problem in library.damaged() {
                    output::complain(&format!("shirube: {problem}; mend it, or import it again"));
                }
                if format == Format::Json {
                    output::json(&held)?;
                } else if !held.is_empty() || format != Format::Table {
                    let rows = held.iter().map(|held| {
                        let counts = [held.records, held.entries, held.excerpts].map(|count| count.to_string());
                        let [records, entries, excerpts] = counts;
                        let (id, original) = (held.id.clone(), &held.original);
                        let state = if held.changed { "changed" } else { "whole" }.to_owned();
                        let of_file = vec![id, original.document.to_string(), original.file.clone(), original.format.clone()];
                        [of_file, vec![records, entries, excerpts, state]].concat()
                    });
                    let columns = vec!["id", "document", "file", "format", "records", "entries", "excerpts", "state"];
                    output::sheet(&Sheet { columns, rows: rows.collect() }, format)?;
                } else {
                    output::complain("shirube: the library is empty; `shirube import FILE…` fills it");
                }
                Ok(if held.is_empty() { Outcome::Nothing } else { Outcome::Found })
            }
            Command::Accept { id } => {
                let _alone = context.lock_library()?;
                if let Some(problem) = context.left_out(&id)?.first() {
                    anyhow::bail!("{problem}; mend that first");
                }
                library.accept(&id)?;
                Ok(Outcome::Found)
            }
            Command::Remove { id } => {
                let _alone = context.lock_library()?;
                library.remove(&id)?;
                Ok(Outcome::Found)
            }
        }
    }
}
