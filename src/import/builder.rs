//! Builder of a library document from a draft.

use std::collections::HashMap;

use super::Draft;
use super::blocks::Block;
use super::known::{Match, look_up};
use super::session::ImportSession;
use crate::corpus::LibraryDocument;
use crate::model::{Excerpt, Id};

/// Records to which the lines of the draft belong, each from its line on.
pub(super) type Owners = Vec<(usize, Id)>;

/// Builder of a library document from one draft.
pub(super) struct DocumentBuilder<'m, 'c> {
    pub(super) session: &'m mut ImportSession<'c>,
    pub(super) draft: &'m Draft,
    pub(super) document: Id,
    pub(super) volume: LibraryDocument,
    pub(super) programmes: Vec<Match>,
    /// Index in `programmes` of each name that was looked up.
    pub(super) looked_up: HashMap<String, usize>,
    /// Programmes of the document, by the names that it uses.
    pub(super) named: Vec<(String, Id)>,
    pub(super) doubts: Vec<String>,
}

impl DocumentBuilder<'_, '_> {
    /// Looks up which programme of the corpus a name is, and keeps the match for the report.
    pub(super) fn look_up(&mut self, name: &str) -> Match {
        if let Some(known) = self.looked_up.get(name).and_then(|at| self.programmes.get(*at)) {
            return known.clone();
        }
        let known = look_up(&self.session.names, name);
        self.looked_up.insert(name.to_owned(), self.programmes.len());
        self.programmes.push(known.clone());
        known
    }

    /// Adds the whole text as excerpts, each line with the record to which it belongs; an excerpt ends with its page.
    pub(super) fn excerpts(&mut self, owners: &Owners) {
        let mut own = owners.iter().peekable();
        let mut record = self.document.clone();
        for (at, line) in self.draft.blocks.iter().enumerate() {
            let mut begins = false;
            while let Some((_, next)) = own.next_if(|(from, _)| *from <= at) {
                record = next.clone();
                begins = true;
            }
            match self.volume.excerpts.last_mut() {
                Some(last) if !begins && last.record == record && last.page == line.page => last.lines.push(line.text().into_owned()),
                _ => self.volume.excerpts.push(excerpt(self.draft, &record, line)),
            }
        }
    }
}

fn excerpt(draft: &Draft, record: &Id, block: &Block) -> Excerpt {
    Excerpt {
        record: record.clone(),
        document: Id::default(),
        file: draft.name.clone(),
        page: block.page,
        lines: vec![block.text().into_owned()],
    }
}

/// Returns one line of a draft as an excerpt for a record that it speaks of.
pub(super) fn line_of(draft: &Draft, record: &Id, at: usize) -> Option<Excerpt> {
    draft.blocks.get(at).map(|line| excerpt(draft, record, line))
}
