//! `shirube library`: what has been imported, and how it is taken out again.

use clap::Subcommand;

use super::Outcome;
use super::context::Context;
use super::output;
use super::shape::{Shape, Sorting};
use crate::present::Table;
use crate::present::writers::Form;
use crate::row;

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// List the documents that were imported.
    List {
        #[command(flatten)]
        sorting: Sorting,
        #[command(flatten)]
        shape: Shape,
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
            Command::List { sorting, shape } => {
                let held = library.list();
                for problem in library.damaged() {
                    output::complain(&format!("shirube: {problem}; mend it, or import it again"));
                }
                if shape.is_whole() {
                    output::json(&held)?;
                } else if !held.is_empty() || shape.format != Form::Table {
                    let rows = held.iter().map(|held| {
                        let (original, state) = (&held.original, if held.changed { "changed" } else { "whole" });
                        let (records, entries, excerpts) = (held.records, held.entries, held.excerpts);
                        row![&held.id, &original.document, &original.file, &original.format, records, entries, excerpts, state]
                    });
                    let columns = vec!["id", "document", "file", "format", "records", "entries", "excerpts", "state"];
                    let mut table = Table::new(columns, rows);
                    sorting.sort(&mut table)?;
                    shape.print(table)?;
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
