//! Copying: what goes from the screen to the clipboard, and the command that prints the same in a pipe.

use crate::app::effect::Effect;
use crate::app::mode::ScreenKind;
use crate::app::notice::Notice;
use crate::app::state::State;
use crate::model::Record;
use crate::present::article::{ArticleBlock, View, blocks};
use crate::present::citations;
use crate::present::words::Words;
use crate::present::writers::{Form, text};
use crate::text::clean::clean;

impl State {
    /// Copies what is chosen, as the screen cites it, to the clipboard.
    pub(in crate::app) fn copy_citation(&mut self) -> Vec<Effect> {
        self.copy(|state| {
            let of_screen = state.present_screen().citation(&state.corpus).filter(|text| !text.is_empty());
            let cited = of_screen.or_else(|| state.present_record().map(|record| citations::record(&state.corpus, record)));
            cited.map(|text| text.lines().map(clean).collect::<Vec<_>>().join("\n"))
        })
    }

    /// Copies the text of what is chosen to the clipboard.
    pub(in crate::app) fn copy_text(&mut self) -> Vec<Effect> {
        self.copy(|state| state.present_record().map(|record| state.text(record)))
    }

    /// Copies the id of what is chosen to the clipboard.
    pub(in crate::app) fn copy_id(&mut self) -> Vec<Effect> {
        self.copy(|state| state.present_record().map(|record| record.id().to_string()))
    }

    /// Copies the command line that prints what the screen shows to the clipboard.
    pub(in crate::app) fn copy_command(&mut self) -> Vec<Effect> {
        self.copy(|state| {
            let words = state.present_screen().arguments(&state.corpus);
            let words = std::iter::once("shirube".to_owned()).chain(words.iter().map(|word| quoted(word)));
            Some(words.collect::<Vec<_>>().join(" "))
        })
    }

    /// Copies the table on the screen to the clipboard.
    pub(in crate::app) fn copy_table(&mut self, form: Form) -> Vec<Effect> {
        self.copy(|state| state.present_screen().table(&state.corpus).map(|table| text(&table, form)))
    }

    /// Copies a text, unless records are missing of which it is made: what has come so far is not all of it.
    fn copy(&mut self, text: impl FnOnce(&Self) -> Option<String>) -> Vec<Effect> {
        let missed = self.corpus.missed();
        let text = text(self);
        if self.corpus.missed() > missed {
            self.notice = Some(Notice::Awaited);
            return Vec::new();
        }
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

    /// Returns what the reader pane shows of a record, as plain text.
    fn text(&self, record: &Record) -> String {
        let view = if self.screen == ScreenKind::Browse { self.screens.browse.reader.view } else { View::Digest };
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
}

/// Quotes a word for a shell, if it needs it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ':' | '=');
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", clean(word).replace('\'', "'\\''")) }
}
