//! `shirube links ID`: what a record is linked to.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::complete;
use super::context::Context;
use super::output;
use super::show;
use super::{Format, Outcome};
use crate::app::article::link_title;
use crate::app::sheet::Sheet;
use crate::model::{Basis, Id, Kind, Record, Relation};

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
                ]
            });
            output::sheet(&Sheet { columns: vec!["relation", "basis", "id", "kind", "title"], rows: rows.collect() }, self.format)?;
        }
        Ok(if links.is_empty() { Outcome::Nothing } else { Outcome::Found })
    }
}
