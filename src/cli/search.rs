//! `shirube search`: the same search as the explorer's, for pipes.

use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::complete;
use super::context::{Context, sound};
use super::filters::{self, Filters};
use super::named::named;
use super::outcome::Outcome;
use super::output;
use super::shape::Shape;
use crate::engine::{Answer, Facets, Help, Hit, Reason, SearchOptions, Snippet, Sort};
use crate::model::{Corpus, Filter, Id, Kind, Named, Record};
use crate::present::analyses::source;
use crate::present::phrases::heading;
use crate::present::words::Words;
use crate::present::{Cell, Table};
use crate::query::MatchMode;
use crate::row;
use crate::text::fold::fold;
use crate::text::highlight;

/// Length of a snippet in characters.
const SNIPPET: usize = 80;

#[derive(Args, Debug)]
pub(super) struct SearchCommand {
    /// What to search for: words (all of them), "exact phrases", -not, OR, parentheses, and fields: kind: doc: period: ministry: lead: area:
    /// project: fy: budget: mark: (種別: 府省: 疾患: …). Kana and romaji find kanji.
    #[arg(add = ArgValueCompleter::new(complete::queries))]
    query: String,
    /// Only this kind (document, section, project, programme, kpi, ministry, area, body, term).
    #[arg(long, value_name = "KIND", value_parser = filters::kind, add = ArgValueCompleter::new(complete::kinds))]
    kind: Vec<Kind>,
    #[command(flatten)]
    filters: Filters,
    /// In which order.
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = named::<Sort>())]
    sort: Sort,
    /// A synonym that is not to be searched for.
    #[arg(long, value_name = "WORD")]
    without_synonym: Vec<String>,
    /// A near word that is to be searched for as well (臨床試験 for 治験).
    #[arg(long, value_name = "WORD")]
    with_related: Vec<String>,
    /// Say why each hit matched: terms, fields, synonyms and readings, weights.
    #[arg(long)]
    explain: bool,
    /// At most so many hits.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Serialize)]
struct HitOutput<'a> {
    query: &'a str,
    interpreted: Interpreted<'a>,
    total: usize,
    elapsed_us: u128,
    hits: Vec<PrintedHit<'a>>,
    facets: &'a Facets,
    /// If nothing was found: other spellings, and the count with one part less.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a Help>,
}

#[derive(Serialize)]
struct Interpreted<'a> {
    terms: Vec<&'a str>,
    synonyms: Vec<&'a str>,
    /// Words that kana or romaji were taken to mean.
    readings: Vec<&'a str>,
    /// Related words, not searched for unless asked (`--with-related`).
    related: Vec<&'a str>,
    filters: Vec<String>,
    mode: MatchMode,
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
    /// Matched ranges of the snippet, in characters.
    marks: Vec<[usize; 2]>,
    source: String,
    /// Reasons that it matched, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<Reason>>,
}

impl SearchCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let supply = context.supply()?;
        let corpus = Arc::clone(&supply.corpus);
        let filter = self.filters.resolve(&corpus, self.kind.clone())?;
        let engine = context.engine(&supply)?;
        let begun = Instant::now();
        let off: Vec<String> = self.without_synonym.iter().map(|word| fold(word)).collect();
        let on: Vec<String> = self.with_related.iter().map(|word| fold(word)).collect();
        let options = SearchOptions { filter: filter.clone(), sort: self.sort, off: &off, on: &on, limit: self.limit };
        let answer = engine.search(&self.query, &options)?;
        let elapsed_us = begun.elapsed().as_micros();
        corpus.prepare(&answer.hits.iter().map(|hit| hit.position).collect::<Vec<_>>());
        let explain = |hit: &Hit| engine.why(&self.query, &options, hit.position);
        let reasons: Vec<Vec<Reason>> = if self.explain { answer.hits.iter().map(explain).collect::<Result<_, _>>()? } else { Vec::new() };
        if self.shape.is_whole() {
            let printed = printed(&corpus, &self.query, &filter, &answer, &reasons, elapsed_us);
            sound(&corpus)?;
            output::json(&printed)?;
        } else {
            for complaint in &answer.query.warnings {
                output::complain(&format!("shirube: {complaint}"));
            }
            self.table(context, &corpus, &answer, &reasons)?;
        }
        let outcome = if answer.total == 0 { Outcome::Nothing } else { Outcome::Found };
        // The process ends here: the system reclaims everything at once, which is faster than piece by piece.
        std::mem::forget((answer, engine, supply, corpus));
        Ok(outcome)
    }

    fn table(&self, context: &Context, corpus: &Corpus, answer: &Answer, reasons: &[Vec<Reason>]) -> anyhow::Result<()> {
        let hits: Vec<(&Record, Snippet)> = answer
            .hits
            .iter()
            .filter_map(|hit| Some((corpus.at(hit.position)?, answer.highlighter.snippet(corpus.texts_at(hit.position), SNIPPET))))
            .collect();
        let sources: Vec<String> = hits.iter().map(|(record, _)| source(corpus, record)).collect();
        sound(corpus)?;
        if !self.shape.is_report() {
            let rows = hits.iter().zip(&sources).map(|((record, snippet), source)| {
                row![record.id(), record.kind().name(), record.title(), &snippet.text, Cell::place(source)]
            });
            return self.shape.print(Table::new(vec!["id", "kind", "title", "snippet", "source"], rows));
        }
        if answer.total > 0 && answer.mode == MatchMode::Any {
            output::complain("shirube: no record has all terms; these have some");
        }
        if answer.total == 0 {
            output::complain("shirube: nothing is found");
        }
        let colour = context.colour();
        for (at, ((record, snippet), source)) in hits.iter().zip(&sources).enumerate() {
            output::line(&format!("{}  {}  [{source}]", record.id(), heading(record)))?;
            output::marked("    ", highlight::split(&snippet.text, &snippet.marks), colour)?;
            for reason in reasons.get(at).into_iter().flatten() {
                output::line(&format!("    {}", Words(context.language()).reason(reason)))?;
            }
        }
        for spelling in &answer.help.spellings {
            output::complain(&format!("shirube: did you mean {spelling}?"));
        }
        for (left_out, count) in &answer.help.without {
            output::complain(&format!("shirube: {count} without {left_out}"));
        }
        if answer.total > hits.len() {
            output::complain(&format!("shirube: {} of {} hits shown; --limit shows more", hits.len(), answer.total));
        }
        Ok(())
    }
}

fn printed<'a>(
    corpus: &'a Corpus,
    query: &'a str,
    filter: &Filter,
    answer: &'a Answer,
    reasons: &[Vec<Reason>],
    elapsed_us: u128,
) -> HitOutput<'a> {
    let hits = answer.hits.iter().enumerate().filter_map(|(at, hit)| corpus.at(hit.position).map(|record| (at, hit, record)));
    let hits = hits.map(|(at, hit, record)| {
        let snippet = answer.highlighter.snippet(corpus.texts_at(hit.position), SNIPPET);
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
            reasons: reasons.get(at).cloned(),
        }
    });
    let mut filters: Vec<String> = filter.kinds.iter().map(|kind| format!("kind:{}", kind.name())).collect();
    filters.extend(filter.documents.iter().map(|id| format!("document:{id}")));
    filters.extend(filter.ministries.iter().map(|code| format!("ministry:{code}")));
    filters.extend(filter.areas.iter().map(|id| format!("area:{id}")));
    filters.extend(filter.projects.iter().map(|id| format!("project:{id}")));
    filters.extend(answer.query.conditions());
    HitOutput {
        query,
        interpreted: Interpreted {
            terms: answer.query.terms(),
            synonyms: answer.query.synonyms(),
            readings: answer.query.meanings(),
            related: answer.query.related(),
            filters,
            mode: answer.mode,
            complaints: answer.query.warnings.iter().map(ToString::to_string).collect(),
        },
        total: answer.total,
        elapsed_us,
        hits: hits.collect(),
        facets: &answer.facets,
        help: (answer.total == 0).then_some(&answer.help),
    }
}
