//! A record as the reader sees it: a list of blocks, the same for the screen and for `show`.

mod block;
mod documents;
mod glossary;
mod page;
mod reviews;

pub use block::{ArticleBlock, BADGE_COLUMNS, LABEL_COLUMNS, Label, View};
pub use glossary::explains;

use page::Page;

use super::phrases::heading;
use crate::model::{Basis, Corpus, Record};

/// The blocks of a record; in our words where there is no original.
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
    match record {
        Record::Document(document) => {
            page.field(Label::Status, document.status.as_deref());
            let years = document.from.zip(document.to).map(|(from, to)| format!("FY{from}–{to}"));
            page.field(Label::Period, years.or(document.fiscal_year.map(|year| format!("FY{year}"))).as_deref());
            page.paragraph(document.text.as_deref());
            page.allocations(&document.allocations);
        }
        Record::Section(section) => page.section(section),
        Record::Project(project) => page.project(project),
        Record::Programme(programme) => page.programme(programme),
        Record::Kpi(kpi) => page.kpi(kpi),
        Record::Ministry(ministry) => {
            page.field(Label::Code, Some(&ministry.code));
            page.aliases(&ministry.aliases);
            page.paragraph(ministry.text.as_deref());
        }
        Record::Area(area) => {
            page.aliases(&area.aliases);
            page.paragraph(area.text.as_deref());
            page.field(Label::Narrower, Some(area.narrower.join("、").as_str()).filter(|names| !names.is_empty()));
        }
        Record::Body(body) => {
            page.aliases(&body.aliases);
            page.field(Label::Office, body.office.as_deref());
            page.paragraph(body.role.as_deref());
        }
        Record::Payee(payee) => page.payee(payee),
        Record::Term(term) => {
            page.field(Label::Expansion, term.expansion.as_deref());
            page.aliases(&term.aliases);
            page.paragraph(term.gloss.as_deref());
            if term.gloss.is_some() && term.gloss_basis == Basis::Inferred {
                page.blocks.push(ArticleBlock::Note(OUR_GLOSS.to_owned()));
            }
        }
    }
    // A section that was imported has no other words than its own.
    if matches!(record, Record::Section(section) if section.text.is_none() && section.points.is_empty() && section.project.is_none()) {
        page.original(record);
    }
    // What several documents say of a project has the remarks of each.
    let told = matches!(record, Record::Project(project) if project.entries.len() > 1);
    page.blocks.extend(record.note().filter(|_| !told).map(|note| ArticleBlock::Note(note.to_owned())));
    page.reworked(record);
    page.sources(record);
    page.blocks
}

/// Said of a meaning that goes beyond what the documents say.
const OUR_GLOSS: &str = "説明はしるべによる（原典の文ではない）。";
