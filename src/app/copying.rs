//! Taking away: what of the screen goes to the clipboard, and the command that says the same in a pipe.

use super::action::Name;
use super::effect::Effect;
use super::state::{Notice, Screen, State};
use crate::engine::Sort;
use crate::model::{Kind, Named, Record};
use crate::present::Table;
use crate::present::analyses;
use crate::present::article::{ArticleBlock, View, blocks};
use crate::present::citations;
use crate::present::words::Words;
use crate::present::writers::{Form, text};
use crate::text::clean::clean;

impl State {
    /// Hands what `name` asks for to the clipboard.
    pub(super) fn copy(&mut self, name: Name) -> Vec<Effect> {
        let record = self.present().and_then(|position| self.corpus.at(position));
        let text = match name {
            Name::CopyTable => self.table().map(|table| text(&table, Form::Tsv)),
            Name::CopyCsv => self.table().map(|table| text(&table, Form::Csv)),
            Name::CopyMarkdown => self.table().map(|table| text(&table, Form::Markdown)),
            Name::CopyId => record.map(|record| record.id().to_string()),
            Name::CopyText => record.map(|record| self.text(record)),
            Name::CopyCommand => Some(self.command()),
            _ => self.citation().map(|text| text.lines().map(clean).collect::<Vec<_>>().join("\n")),
        };
        match text {
            Some(text) => {
                self.notice = Some(Notice::Copying(text.lines().count()));
                vec![Effect::Copy(text)]
            }
            None => {
                self.notice = Some(Notice::NothingToCopy);
                Vec::new()
            }
        }
    }

    /// What the screen shows of what is chosen, as it is cited.
    fn citation(&self) -> Option<String> {
        let corpus = &self.corpus;
        let of_screen = match self.screen {
            Screen::Budgets => self.budgets.row().map(|row| citations::row(corpus, &self.budgets.ledger, row)),
            Screen::Matrix if self.crossing.behind.is_none() => {
                citations::cell(corpus, &self.crossing.matrix, self.crossing.scroll.chosen, self.crossing.column)
            }
            Screen::Lineage => self.following.record(corpus).and_then(|position| corpus.at(position)).map(|record| {
                let steps = corpus.lineage().iter().zip(corpus.related_steps(record.id().as_str()));
                let steps = steps.filter(|(_, wanted)| *wanted).map(|(step, _)| step);
                let steps = citations::lineage(corpus, steps);
                [citations::record(corpus, record), steps].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
            }),
            _ => None,
        };
        let record = || self.present().and_then(|position| corpus.at(position)).map(|record| citations::record(corpus, record));
        of_screen.filter(|text| !text.is_empty()).or_else(record)
    }

    /// The table on the screen.
    fn table(&self) -> Option<Table> {
        let corpus = &self.corpus;
        match self.screen {
            Screen::Indicators => {
                let kpis = self.indicators.rows.iter().filter_map(|position| match corpus.at(*position) {
                    Some(Record::Kpi(kpi)) => Some(kpi),
                    _ => None,
                });
                Some(analyses::indicators(corpus, kpis))
            }
            Screen::Budgets => Some(analyses::ledger(corpus, &self.budgets.ledger)),
            Screen::Matrix => Some(analyses::matrix(corpus, &self.crossing.matrix, self.crossing.against)),
            Screen::Lineage => Some(analyses::descent(corpus, &self.following.descent)),
            Screen::Browse | Screen::Search => None,
        }
    }

    /// What the reader shows of a record, as plain text.
    fn text(&self, record: &Record) -> String {
        let view = if self.screen == Screen::Browse { self.browse.reader.view } else { View::Digest };
        let words = Words(self.language);
        let lines = blocks(&self.corpus, record, view).into_iter().map(|block| match block {
            ArticleBlock::Title(text) | ArticleBlock::Paragraph(text) | ArticleBlock::Note(text) => text,
            ArticleBlock::Field { label, text } | ArticleBlock::Judged { label, text, .. } => format!("{}: {text}", words.label(label)),
            ArticleBlock::NotReported(label) => format!("{}: {}", words.label(label), words.missing(label)),
            ArticleBlock::Heading(label, _) => words.label(label).to_owned(),
            ArticleBlock::Item { text, .. } => format!("・{text}"),
            ArticleBlock::Source(text) => format!("［{text}］"),
        });
        let lines: Vec<String> =
            lines.map(|line| line.lines().map(|line| clean(line).into_owned()).collect::<Vec<_>>().join("\n")).collect();
        lines.join("\n")
    }

    /// The command line that prints what the screen shows.
    fn command(&self) -> String {
        let mut words: Vec<String> = vec!["shirube".to_owned()];
        let mut say = |parts: &[&str]| words.extend(parts.iter().map(|part| quoted(part)));
        match self.screen {
            Screen::Browse => match self.record() {
                Some(record) if self.browse.reader.view.of(&self.corpus, record) == View::Original => {
                    say(&["show", record.id().as_str(), "--original"]);
                }
                Some(record) => say(&["show", record.id().as_str()]),
                None => say(&["check"]),
            },
            Screen::Search => {
                say(&["search", self.search.input.value()]);
                let filter = &self.search.facets.filter;
                filter.kinds.iter().for_each(|kind| say(&["--kind", kind.name()]));
                filter.documents.iter().for_each(|id| say(&["--document", id.as_str()]));
                filter.ministries.iter().for_each(|code| say(&["--ministry", code]));
                filter.areas.iter().for_each(|id| say(&["--area", id.as_str()]));
                filter.projects.iter().for_each(|id| say(&["--project", id.as_str()]));
                match self.search.sort {
                    Sort::Relevance => {}
                    Sort::Document => say(&["--sort", "document"]),
                    Sort::Amount => say(&["--sort", "amount"]),
                }
                self.search.facets.off.iter().for_each(|word| say(&["--without-synonym", word]));
                self.search.facets.on.iter().for_each(|word| say(&["--with-related", word]));
            }
            Screen::Indicators => {
                let table = &self.indicators;
                say(&["list", Kind::Kpi.name()]);
                table.category.iter().for_each(|category| say(&["--category", category.name()]));
                table.period.iter().for_each(|period| say(&["--period", &period.to_string()]));
                table.project.iter().for_each(|id| say(&["--project", id.as_str()]));
                table.ministry.iter().for_each(|code| say(&["--ministry", code]));
                table.attainment.iter().for_each(|attainment| say(&["--attainment", attainment.name()]));
            }
            Screen::Budgets => {
                say(&["budget", "--by", self.budgets.axis.name()]);
                self.budgets.period.iter().for_each(|period| say(&["--period", &period.to_string()]));
            }
            Screen::Matrix => {
                say(&["matrix", "--by", self.crossing.against.name()]);
                say(&["--period", &self.crossing.period.to_string()]);
            }
            Screen::Lineage => {
                say(&["lineage"]);
                let record = self.following.record(&self.corpus).and_then(|position| self.corpus.at(position));
                record.into_iter().for_each(|record| say(&[record.id().as_str()]));
            }
        }
        words.join(" ")
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ':' | '=');
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", clean(word).replace('\'', "'\\''")) }
}
