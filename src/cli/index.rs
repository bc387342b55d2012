//! `shirube index status|rebuild`.

use clap::Subcommand;

use super::context::Context;
use super::outcome::Outcome;
use super::output;
use crate::engine::tantivy::{IndexSource, Store};
use crate::present::words::Work;

#[derive(Subcommand, Debug)]
pub(super) enum IndexCommand {
    /// Which index this corpus and dictionary lead to, and whether it is there.
    Status,
    /// Rebuild the index.
    Rebuild,
}

impl IndexCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let store = Store::new(&context.own_supply()?)?;
        match self {
            IndexCommand::Status => {
                let status = store.status();
                output::json(&status)?;
                Ok(if status.ready { Outcome::Found } else { Outcome::Nothing })
            }
            IndexCommand::Rebuild => {
                let bar = context.progress(Work::Index);
                let opened = store.rebuild(&mut |share| bar.set(share))?;
                bar.clear();
                match opened.source {
                    IndexSource::Memory(why) => anyhow::bail!("the index was not written: {why}; --index-dir names another folder for it"),
                    IndexSource::Built(folder) | IndexSource::Cached(folder) => output::line(&format!("{}", folder.display()))?,
                }
                Ok(Outcome::Found)
            }
        }
    }
}
