//! A record as the reader sees it: a list of blocks, the same for the screen and for `show`.

pub(in crate::present) mod block;
mod glossary;
pub(in crate::present) mod label;
pub(in crate::present) mod page;
mod reviews;
mod sources;

pub use block::{ArticleBlock, BADGE_COLUMNS, View};
pub use glossary::explains;
pub use label::{LABEL_COLUMNS, Label};

use page::Page;

use super::phrases::heading;
use super::records;
use crate::model::{Corpus, Record};

/// Returns the blocks of a record, in our words if there is no original.
pub fn blocks(corpus: &Corpus, record: &Record, view: View) -> Vec<ArticleBlock> {
    let mut page = Page { corpus, blocks: Vec::new() };
    page.blocks.push(ArticleBlock::Title(heading(record)));
    if view == View::Terms {
        page.blocks.extend(glossary::blocks(corpus, record));
        return page.blocks;
    }
    if view.of(corpus, record) == View::Original {
        page.original(record);
        page.sources(record);
        return page.blocks;
    }
    page.beginnings_and_ends(record.id());
    records::article(record, &mut page);
    // An imported section has no words but its own.
    if matches!(record, Record::Section(section) if section.text.is_none() && section.points.is_empty() && section.project.is_none()) {
        page.original(record);
    }
    // A project described by several documents shows the remarks of each.
    let told = matches!(record, Record::Project(project) if project.entries.len() > 1);
    page.blocks.extend(record.note().filter(|_| !told).map(|note| ArticleBlock::Note(note.to_owned())));
    page.reworked(record);
    page.sources(record);
    page.blocks
}
