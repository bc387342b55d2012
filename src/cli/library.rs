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
                if format == Format::Json {
                    output::json(&held)?;
                } else if !held.is_empty() || format != Format::Table {
                    let rows = held.iter().map(|held| {
                        let counts = [held.records, held.entries, held.excerpts].map(|count| count.to_string());
                        let [records, entries, excerpts] = counts;
                        let (id, original) = (held.id.clone(), &held.original);
                        vec![id, original.document.to_string(), original.file.clone(), original.format.clone(), records, entries, excerpts]
                    });
                    let columns = vec!["id", "document", "file", "format", "records", "entries", "excerpts"];
                    output::sheet(&Sheet { columns, rows: rows.collect() }, format)?;
                } else {
                    output::complain("shirube: the library is empty; `shirube import FILE…` fills it");
                }
                Ok(if held.is_empty() { Outcome::Nothing } else { Outcome::Found })
            }
            Command::Remove { id } => {
                library.remove(&id)?;
                Ok(Outcome::Found)
            }
        }
    }
}
