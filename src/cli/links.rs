//! `shirube links ID`: the records to which a record is linked.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::complete;
use super::context::{Context, sound};
use super::outcome::Outcome;
use super::shape::{Shape, Sorting};
use super::{output, show};
use crate::model::{Basis, Corpus, Id, Kind, Link, Named, Place, Record, Relation};
use crate::present::phrases::{citation, link_title};
use crate::present::{Cell, Table};
use crate::row;

#[derive(Args, Debug)]
pub(super) struct LinksCommand {
    /// The record's id.
    #[arg(add = ArgValueCompleter::new(complete::ids))]
    id: String,
    #[command(flatten)]
    sorting: Sorting,
    #[command(flatten)]
    shape: Shape,
}

/// Link as it is printed.
#[derive(Serialize, Clone)]
pub(super) struct LinkOutput<'c> {
    relation: Relation,
    basis: Basis,
    id: &'c Id,
    kind: Option<Kind>,
    title: String,
    source: Option<LinkSource<'c>>,
    evidence: &'c [Id],
}

/// Place that supports a link.
#[derive(Serialize, Clone)]
pub(super) struct LinkSource<'c> {
    #[serde(flatten)]
    place: &'c Place,
    /// The place as it is cited.
    text: String,
    /// The word there by which it was found.
    words: Option<&'c str>,
}

impl LinksCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        if show::find(&corpus, &self.id).is_none() {
            return Ok(Outcome::Nothing);
        }
        let linked: Vec<usize> = corpus.links(&self.id).iter().filter_map(|link| corpus.position(link.id.as_str())).collect();
        corpus.prepare(&linked);
        let mut links = printed(&corpus, &self.id);
        sound(&corpus)?;
        if let Some(key) = &self.sorting.sort {
            let order = table(&links).order(key)?;
            links = order.into_iter().filter_map(|at| links.get(at).cloned()).collect();
        }
        if self.shape.is_whole() {
            output::json(&links)?;
        } else {
            self.shape.print(table(&links))?;
        }
        Ok(if links.is_empty() { Outcome::Nothing } else { Outcome::Found })
    }
}

/// Returns the links of a record as they are printed in JSON.
pub(super) fn printed<'c>(corpus: &'c Corpus, id: &str) -> Vec<LinkOutput<'c>> {
    let printed = |link: &'c Link| LinkOutput {
        relation: link.relation,
        basis: link.basis,
        id: &link.id,
        kind: corpus.get(link.id.as_str()).map(Record::kind),
        title: link_title(corpus, link),
        source: link.source.as_ref().map(|place| LinkSource { place, text: citation(corpus, place), words: link.words.as_deref() }),
        evidence: &link.evidence,
    };
    corpus.links(id).iter().map(printed).collect()
}

fn table(links: &[LinkOutput]) -> Table {
    let rows = links.iter().map(|link| {
        let source = link.source.as_ref();
        row![
            link.relation.name(),
            link.basis.name(),
            link.id,
            link.kind.map(Kind::name),
            &link.title,
            source.map(|source| Cell::place(&source.text)),
            source.and_then(|source| source.words),
        ]
    });
    Table::new(vec!["relation", "basis", "id", "kind", "title", "source", "words"], rows)
}
