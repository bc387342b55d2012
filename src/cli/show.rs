//! `shirube show ID`: one record, as the reader pane shows it or as JSON.

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::complete;
use super::context::{Context, sound};
use super::list::Cited;
use super::outcome::Outcome;
use super::output;
use crate::model::{Corpus, Record, Role};
use crate::present::article::LABEL_COLUMNS;
use crate::present::article::{ArticleBlock, Label, View, blocks};
use crate::present::words::Language;
use crate::present::words::Words;
use crate::text::width::pad;

/// In which form a record is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum ShowForm {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(super) struct ShowCommand {
    /// The record's id.
    #[arg(add = ArgValueCompleter::new(complete::ids))]
    id: String,
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ShowForm,
    /// In the original's words, where they were imported.
    #[arg(long)]
    original: bool,
}

impl ShowCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let corpus = context.corpus()?;
        let found = find(&corpus, &self.id);
        sound(&corpus)?;
        let Some(record) = found else { return Ok(Outcome::Nothing) };
        let view = if self.original { View::Original } else { View::Digest };
        match self.format {
            ShowForm::Json if self.original => {
                let original = corpus.original(record);
                sound(&corpus)?;
                output::json(&original)?;
            }
            ShowForm::Json => {
                let cited = Cited::new(&corpus, record);
                sound(&corpus)?;
                output::json(&cited)?;
            }
            ShowForm::Text => {
                let linked: Vec<usize> = corpus.links(&self.id).iter().filter_map(|link| corpus.position(link.id.as_str())).collect();
                corpus.prepare(&linked);
                let text = text(&corpus, record, view, context.language());
                sound(&corpus)?;
                output::line(&text)?;
            }
        }
        Ok(Outcome::Found)
    }
}

/// Returns the record with that id; if there is none, says so and suggests similar ids.
pub(super) fn find<'c>(corpus: &'c Corpus, id: &str) -> Option<&'c Record> {
    const NEAR: usize = 5;
    let found = corpus.get(id);
    if found.is_none() && corpus.is_elsewhere() {
        output::complain(&format!("shirube: no record has the id {id:?}; `shirube search` finds ids"));
    } else if found.is_none() {
        let near: Vec<&str> =
            corpus.records().iter().map(|record| record.id().as_str()).filter(|known| known.contains(id)).take(NEAR).collect();
        let hint = if near.is_empty() { "`shirube search` finds ids".to_owned() } else { format!("did you mean {}?", near.join(", ")) };
        output::complain(&format!("shirube: no record has the id {id:?}; {hint}"));
    }
    found
}

/// Returns the record as plain text, one fact per line; also suitable for a screen reader.
fn text(corpus: &Corpus, record: &Record, view: View, language: Language) -> String {
    let words = Words(language);
    let lines = blocks(corpus, record, view).into_iter().map(|block| match block {
        ArticleBlock::Title(title) => format!("# {title}（{}）", words.kind(record.kind())),
        ArticleBlock::Field { label, text } => format!("{}{text}", pad(words.label(label), LABEL_COLUMNS)),
        ArticleBlock::Judged { label, text, basis } => format!("{}{text} [{}]", pad(words.label(label), LABEL_COLUMNS), words.basis(basis)),
        ArticleBlock::NotReported(label) => format!("{}{}", pad(words.label(label), LABEL_COLUMNS), words.missing(label)),
        ArticleBlock::Heading(label, count) => format!("\n## {} {count}", words.label(label)),
        ArticleBlock::Paragraph(text) => format!("\n{text}"),
        ArticleBlock::Item { text, ministries, page } => {
            let roles = if ministries.is_empty() { String::new() } else { format!("（{}）", Role::list(&ministries)) };
            format!("・{text}{roles}{}", page.map(|page| format!(" p.{page}")).unwrap_or_default())
        }
        ArticleBlock::Note(text) => format!("\n{}{text}", pad(words.label(Label::Note), LABEL_COLUMNS)),
        ArticleBlock::Source(text) => format!("{}{text}", pad(words.label(Label::Place), LABEL_COLUMNS)),
    });
    lines.collect::<Vec<_>>().join("\n")
}
