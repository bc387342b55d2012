//! A page while it is being written, block by block.

use super::block::ArticleBlock;
use super::label::Label;
use crate::model::{Corpus, Id, Role};
use crate::present::phrases::name;

/// Page under construction.
pub(in crate::present) struct Page<'c> {
    pub(in crate::present) corpus: &'c Corpus,
    pub(in crate::present) blocks: Vec<ArticleBlock>,
}

impl Page<'_> {
    pub(in crate::present) fn field(&mut self, label: Label, text: Option<&str>) {
        self.blocks.extend(text.map(|text| ArticleBlock::Field { label, text: text.to_owned() }));
    }

    pub(in crate::present) fn paragraph(&mut self, text: Option<&str>) {
        self.blocks.extend(text.map(|text| ArticleBlock::Paragraph(text.to_owned())));
    }

    pub(in crate::present) fn aliases(&mut self, aliases: &[String]) {
        self.field(Label::Aliases, Some(aliases.join("、").as_str()).filter(|names| !names.is_empty()));
    }

    pub(in crate::present) fn ministries(&mut self, roles: &[Role]) {
        self.field(Label::Ministries, Some(Role::list(roles).as_str()).filter(|list| !list.is_empty()));
    }

    /// Returns the titles of records by id, joined; unknown ids as they are.
    pub(in crate::present) fn titles<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> String {
        let title = |id: &Id| self.corpus.get(id.as_str()).map_or_else(|| id.to_string(), name);
        ids.into_iter().map(title).collect::<Vec<_>>().join("、")
    }

    pub(in crate::present) fn areas(&mut self, areas: &[Id]) {
        if !areas.is_empty() {
            let text = self.titles(areas);
            self.field(Label::Areas, Some(&text));
        }
    }
}
