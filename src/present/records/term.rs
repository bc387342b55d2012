//! Presentation of terms.

use super::shown::{Columns, Shown, cell};
use crate::model::{Basis, Named, Term};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;

/// Note on a meaning that goes beyond what the documents say.
const OUR_GLOSS: &str = "説明はしるべによる（原典の文ではない）。";

impl Shown for Term {
    const LISTED: Columns<Self> = &[("aliases", |term| cell(term.aliases.join("、")))];

    const EXPORTED: Columns<Self> = &[
        ("expansion", |term| cell(term.expansion.as_ref())),
        ("gloss", |term| cell(term.gloss.as_ref())),
        ("gloss_basis", |term| cell(term.gloss.as_ref().map(|_| term.gloss_basis.name()))),
    ];

    fn article(&self, page: &mut Page) {
        page.field(Label::Expansion, self.expansion.as_deref());
        page.aliases(&self.aliases);
        page.paragraph(self.gloss.as_deref());
        if self.gloss.is_some() && self.gloss_basis == Basis::Inferred {
            page.blocks.push(ArticleBlock::Note(OUR_GLOSS.to_owned()));
        }
    }
}
