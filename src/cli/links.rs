//! `shirube links ID`: what a record is linked to.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::complete;
use super::context::Context;
use super::output;
use super::show;
use super::{Format, Outcome};
use crate::app::article::{citation, link_title};
use crate::app::sheet::Sheet;
use crate::model::{Basis, Id, Kind, Named, Place, Record, Relation};

#[derive(Args, Debug)]
pub(super) struct Links {
    /// The record's id.
    #[arg(add = ArgValueCompleter::new(complete::ids))]
    id: String,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Serialize)]
struct Printed<'c> {
    relation: Relation,
    basis: Basis,
    id: &'c Id,
    kind: Option<Kind>,
    title: String,
    source: Option<Source<'c>>,
    evidence: &'c [Id],
}

/// The place that bears a link.
#[derive(Serialize)]
struct Source<'c> {
    #[serde(flatten)]
    place: &'c Place,
    /// The place as it is cited.
    text: String,
    /// The word there by which it was found.
    words: Option<&'c str>,
}

impl Links {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        if show::find(&corpus, &self.id).is_none() {
            return Ok(Outcome::Nothing);
        }
        let links = corpus.links(&self.id).iter().map(|link| Printed {
            relation: link.relation,
            basis: link.basis,
            id: &link.id,
            kind: corpus.get(link.id.as_str()).map(Record::kind),
            title: link_title(&corpus, link),
            source: link.source.as_ref().map(|place| Source { place, text: citation(&corpus, place), words: link.words.as_deref() }),
            evidence: &link.evidence,
        });
        let links: Vec<Printed> = links.collect();
        if self.format == Format::Json {
            output::json(&links)?;
        } else {
            let rows = links.iter().map(|link| {
                let kind = link.kind.map_or("", Kind::name);
                vec![
                    link.relation.name().to_owned(),
                    link.basis.name().to_owned(),
                    link.id.to_string(),
                    kind.to_owned(),
                    link.title.clone(),
                    link.source.as_ref().map(|source| source.text.clone()).unwrap_or_default(),
                    link.source.as_ref().and_then(|source| source.words).unwrap_or_default().to_owned(),
                ]
            });
            let columns = vec!["relation", "basis", "id", "kind", "title", "source", "words"];
            output::sheet(&Sheet { columns, rows: rows.collect() }, self.format)?;
        }
        Ok(if links.is_empty() { Outcome::Nothing } else { Outcome::Found })
    }
}
