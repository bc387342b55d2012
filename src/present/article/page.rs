//! A page while it is written, block by block.

use super::block::{ArticleBlock, Label};
use crate::model::{Corpus, Id, Role};
use crate::present::phrases::name;

/// The page under construction.
pub(super) struct Page<'c> {
    pub(super) corpus: &'c Corpus,
    pub(super) blocks: Vec<ArticleBlock>,
}

impl Page<'_> {
    pub(super) fn field(&mut self, label: Label, text: Option<&str>) {
        self.blocks.extend(text.map(|text| ArticleBlock::Field { label, text: text.to_owned() }));
    }

    pub(super) fn paragraph(&mut self, text: Option<&str>) {
        self.blocks.extend(text.map(|text| ArticleBlock::Paragraph(text.to_owned())));
    }

    pub(super) fn aliases(&mut self, aliases: &[String]) {
        self.field(Label::Aliases, Some(aliases.join("、").as_str()).filter(|names| !names.is_empty()));
    }

    pub(super) fn ministries(&mut self, roles: &[Role]) {
        self.field(Label::Ministries, Some(Role::list(roles).as_str()).filter(|list| !list.is_empty()));
    }

    /// Titles of records by id, joined; unknown ids as they are.
    pub(super) fn titles<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> String {
        let title = |id: &Id| self.corpus.get(id.as_str()).map_or_else(|| id.to_string(), name);
        ids.into_iter().map(title).collect::<Vec<_>>().join("、")
    }

    pub(super) fn areas(&mut self, areas: &[Id]) {
        if !areas.is_empty() {
            let text = self.titles(areas);
            self.field(Label::Areas, Some(&text));
        }
    }
}
