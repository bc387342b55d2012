//! `shirube engine push|status|drop`: the library on a cluster of OpenSearch, where others read it.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::context::Context;
use super::list::Cited;
use super::outcome::Outcome;
use super::{links, output};
use crate::engine::opensearch::{self, Address, Layout, indexes, remove};
use crate::model::{Corpus, Record};
use crate::present::words::Work;

#[derive(Subcommand, Debug)]
pub(super) enum EngineCommand {
    /// Push the corpus and the library of this machine: what is not there, or not as it is here, is sent. Broken off, it goes on with the
    /// next push.
    Push(Push),
    /// Show what is there, and whether it is the library of this machine (`same`).
    Status {
        #[command(flatten)]
        at: At,
    },
    /// Take the library out of the cluster.
    Drop {
        #[command(flatten)]
        at: At,
        /// Without asking.
        #[arg(long)]
        yes: bool,
    },
}

/// Where the cluster is.
#[derive(Args, Debug)]
pub(super) struct At {
    /// The address of the cluster (https://search.example.jp:9200; several nodes with commas between). What --engine says, if not given.
    url: Option<String>,
}

#[derive(Args, Debug)]
pub(super) struct Push {
    #[command(flatten)]
    at: At,
    /// Number of shards of an index that is made (default: one for two million records).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    shards: Option<u32>,
    /// Number of copies of each shard (default: one, if there is more than one node).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=16))]
    replicas: Option<u32>,
}

impl At {
    fn address(&self, context: &Context) -> anyhow::Result<Address> {
        context.address_at(self.url.as_deref())
    }
}

impl EngineCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        match self {
            Self::Push(push) => {
                let address = push.at.address(context)?;
                let supply = context.own_supply()?;
                let bar = context.progress(Work::Push);
                let layout = Layout { shards: push.shards, replicas: push.replicas };
                let pushed = opensearch::push(&supply, &address, layout, printed, &mut |share| bar.set(share), Arc::default());
                bar.clear();
                let pushed = pushed?;
                output::line(&format!(
                    "{}: {} records; {} sent ({} bytes), {} removed",
                    address.index(),
                    pushed.records,
                    pushed.sent,
                    pushed.bytes,
                    pushed.removed
                ))?;
                Ok(Outcome::Found)
            }
            Self::Status { at } => {
                let address = at.address(context)?;
                let status = opensearch::status(&context.own_supply()?, &address, printed, Arc::default())?;
                output::json(&status)?;
                Ok(if status.records.is_some() { Outcome::Found } else { Outcome::Nothing })
            }
            Self::Drop { at, yes } => drop_library(&at.address(context)?, yes),
        }
    }
}

fn drop_library(address: &Address, yes: bool) -> anyhow::Result<Outcome> {
    let there = indexes(address, Arc::default())?;
    if there.is_empty() {
        output::complain(&format!("shirube: there is no library {} at {address}", address.index()));
        return Ok(Outcome::Nothing);
    }
    if !yes {
        if !io::stdin().is_terminal() {
            anyhow::bail!("engine drop asks first, and there is no terminal to ask at; --yes drops without asking");
        }
        output::complain(&format!("shirube: drop {} at {address}, for all who read it there? [y/N]", there.join(", ")));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            output::complain("shirube: nothing is dropped");
            return Ok(Outcome::Nothing);
        }
    }
    for name in remove(address, Arc::default())? {
        output::line(&name)?;
    }
    Ok(Outcome::Found)
}

/// Returns a record and its links as `show` and `links` print them.
fn printed(corpus: &Corpus, record: &Record) -> (Value, Value) {
    let value = |result: serde_json::Result<Value>| result.unwrap_or_default();
    (value(serde_json::to_value(Cited::new(corpus, record))), value(serde_json::to_value(links::printed(corpus, record.id().as_str()))))
}
