//! `shirube search`: the same search as the explorer's, for pipes.

use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::filters::{self, Filters};
use super::output;
use super::{Format, Outcome};
use crate::app::article::{citation, heading};
use crate::app::sheet::Sheet;
use crate::index::{Answer, Facets, Mode, Snippet};
use crate::model::{Corpus, Filter, Id, Kind, Record};
use crate::text::mark;

/// Characters of a snippet.
const SNIPPET: usize = 80;

#[derive(Args, Debug)]
pub(super) struct Search {
    /// What to search for; terms parted by spaces are all wanted, "quotes" keep words together.
    query: String,
    /// Only this kind (document, section, project, programme, kpi, ministry, area, body, term).
    #[arg(long, value_name = "KIND", value_parser = filters::kind)]
    kind: Vec<Kind>,
    #[command(flatten)]
    filters: Filters,
    /// At most so many hits.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Serialize)]
struct Printed<'a> {
    query: &'a str,
    interpreted: Interpreted<'a>,
    total: usize,
    elapsed_us: u128,
    hits: Vec<PrintedHit<'a>>,
    facets: &'a Facets,
}

#[derive(Serialize)]
struct Interpreted<'a> {
    terms: Vec<&'a str>,
    synonyms: Vec<&'a str>,
    filters: Vec<String>,
    mode: Mode,
    complaints: Vec<String>,
}

#[derive(Serialize)]
struct PrintedHit<'a> {
    id: &'a Id,
    kind: Kind,
    document: Option<&'a Id>,
    title: &'a str,
    score: f32,
    snippet: String,
    /// The matched ranges of the snippet, in characters.
    marks: Vec<[usize; 2]>,
    source: String,
}

impl Search {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (corpus, store) = context.store()?;
        let filter = self.filters.resolve(&corpus, self.kind.clone())?;
        let opened = context.open_index(&store)?;
        let begun = Instant::now();
        let answer = opened.searcher.search(&self.query, &filter, self.limit)?;
        let elapsed_us = begun.elapsed().as_micros();
        if self.format == Format::Json {
            output::json(&printed(&corpus, &self.query, &filter, &answer, elapsed_us))?;
        } else {
            for complaint in &answer.query.complaints {
                output::complain(&format!("shirube: {complaint}"));
            }
            self.table(context, &corpus, &answer)?;
        }
        Ok(if answer.total == 0 { Outcome::Nothing } else { Outcome::Found })
    }

    fn table(&self, context: &Context, corpus: &Corpus, answer: &Answer) -> anyhow::Result<()> {
        let hits: Vec<(&Record, Snippet)> = answer
            .hits
            .iter()
            .filter_map(|hit| corpus.at(hit.position))
            .map(|record| (record, answer.marker.snippet(record.texts(), SNIPPET)))
            .collect();
        if self.format != Format::Table {
            let rows = hits.iter().map(|(record, snippet)| {
                vec![
                    record.id().to_string(),
                    record.kind().name().to_owned(),
                    record.title().to_owned(),
                    snippet.text.clone(),
                    source(corpus, record),
                ]
            });
            return Ok(output::sheet(
                &Sheet { columns: vec!["id", "kind", "title", "snippet", "source"], rows: rows.collect() },
                self.format,
            )?);
        }
        if answer.total > 0 && answer.mode == Mode::Any {
            output::complain("shirube: no record has all terms; these have some");
        }
        let colour = context.colour();
        for (record, snippet) in &hits {
            output::line(&format!("{}  {}  [{}]", record.id(), crate::text::clean::clean(&heading(record)), source(corpus, record)))?;
            output::line(&format!("    {}", marked(snippet, colour)))?;
        }
        if answer.total > hits.len() {
            output::complain(&format!("shirube: {} of {} hits shown; --limit shows more", hits.len(), answer.total));
        }
        Ok(())
    }
}

fn source(corpus: &Corpus, record: &Record) -> String {
    record.places().first().map(|place| citation(corpus, place)).unwrap_or_default()
}

/// The snippet with its matches in colour, or in brackets where colour cannot be used.
fn marked(snippet: &Snippet, colour: bool) -> String {
    let pieces = mark::split(&snippet.text, &snippet.marks).into_iter().map(|(is_marked, piece)| {
        let piece = crate::text::clean::clean(piece);
        match (is_marked, colour) {
            (false, _) => piece.into_owned(),
            (true, true) => format!("\u{1b}[1;33m{piece}\u{1b}[0m"),
            (true, false) => format!("【{piece}】"),
        }
    });
    pieces.collect()
}

fn printed<'a>(corpus: &'a Corpus, query: &'a str, filter: &Filter, answer: &'a Answer, elapsed_us: u128) -> Printed<'a> {
    let hits = answer.hits.iter().filter_map(|hit| corpus.at(hit.position).map(|record| (hit, record))).map(|(hit, record)| {
        let snippet = answer.marker.snippet(record.texts(), SNIPPET);
        let chars = |bytes: usize| snippet.text[..bytes].chars().count();
        PrintedHit {
            id: record.id(),
            kind: record.kind(),
            document: corpus.documents_of(record).first().copied(),
            title: record.title(),
            score: hit.score,
            marks: snippet.marks.iter().map(|range| [chars(range.start), chars(range.end)]).collect(),
            snippet: snippet.text,
            source: source(corpus, record),
        }
    });
    let mut filters: Vec<String> = filter.kinds.iter().map(|kind| format!("kind:{}", kind.name())).collect();
    filters.extend(filter.documents.iter().map(|id| format!("document:{id}")));
    filters.extend(filter.ministries.iter().map(|code| format!("ministry:{code}")));
    filters.extend(filter.areas.iter().map(|id| format!("area:{id}")));
    filters.extend(filter.projects.iter().map(|id| format!("project:{id}")));
    filters.extend(answer.query.conditions());
    Printed {
        query,
        interpreted: Interpreted {
            terms: answer.query.terms(),
            synonyms: answer.query.synonyms(),
            filters,
            mode: answer.mode,
            complaints: answer.query.complaints.iter().map(ToString::to_string).collect(),
        },
        total: answer.total,
        elapsed_us,
        hits: hits.collect(),
        facets: &answer.facets,
    }
}
