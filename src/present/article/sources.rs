//! The part of an article that shows a record in its sources: the original's words, its places, what begins and ends with it.

use super::block::ArticleBlock;
use super::label::Label;
use super::page::Page;
use crate::model::{Id, Record};
use crate::present::phrases::citation;

impl Page<'_> {
    /// Adds the original's words, with the file and page that they come from.
    pub(super) fn original(&mut self, record: &Record) {
        let mut from = None;
        for excerpt in self.corpus.original(record) {
            let place = excerpt.page.map_or_else(|| excerpt.file.clone(), |page| format!("{} p.{page}", excerpt.file));
            if from.as_ref() != Some(&place) {
                self.field(Label::Original, Some(&place));
                from = Some(place);
            }
            self.blocks.extend(excerpt.lines.iter().map(|line| ArticleBlock::Paragraph(line.clone())));
        }
    }

    /// Adds what is new in its period, or ends in it, which no link can say.
    pub(super) fn beginnings_and_ends(&mut self, id: &Id) {
        let corpus = self.corpus;
        let steps = corpus
            .lineage()
            .iter()
            .filter(|step| (step.from.is_none() && step.to.as_ref() == Some(id)) || (step.to.is_none() && step.from.as_ref() == Some(id)));
        for step in steps {
            let text = [Some(step.kind.printed()), step.note.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("：");
            self.blocks.push(ArticleBlock::Judged { label: Label::Lineage, text, basis: step.basis });
        }
    }

    pub(super) fn sources(&mut self, record: &Record) {
        let mut cited: Vec<String> = Vec::new();
        for place in record.places() {
            let text = citation(self.corpus, &place);
            if !cited.contains(&text) {
                cited.push(text);
            }
        }
        self.blocks.extend(cited.into_iter().map(ArticleBlock::Source));
        self.blocks.push(ArticleBlock::Field { label: Label::Id, text: record.id().to_string() });
    }
}
