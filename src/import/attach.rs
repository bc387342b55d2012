//! Conversion of a draft into a library document: the text of a document that the corpus has is put beside its records; one that it does
//! not have gets records of its own.

use std::collections::HashMap;

use super::Draft;
use super::builder::DocumentBuilder;
use super::compose::kind_of;
use super::known::Match;
use super::session::{HASH_DIGITS, ImportSession};
use crate::corpus::{LibraryDocument, Original};
use crate::model::{DocumentKind, Id, Named};
use crate::text::fold::fold;

/// File to be imported.
pub struct Incoming<'d> {
    /// Draft of what was recognised in it.
    pub draft: &'d Draft,
    /// Path of the file, without control characters that a terminal obeys; it identifies the file.
    pub file: String,
    /// SHA-256 of the file: see [`super::fingerprint`].
    pub sha256: String,
    /// Document that the reader says it is: one of the corpus, or the id of a new one.
    pub document: Option<&'d str>,
}

/// Result of importing a file.
#[derive(Clone, Debug)]
pub struct Attached {
    /// Document as the library holds it.
    pub volume: LibraryDocument,
    /// Programmes that the document names: named as in the corpus, unknown, or similar to several known ones.
    pub programmes: Vec<Match>,
    /// Doubts: what was left out, and why.
    pub doubts: Vec<String>,
}

impl ImportSession<'_> {
    /// Makes a library document from what was recognised in a file.
    pub fn attach(&mut self, incoming: &Incoming<'_>) -> Attached {
        let draft = incoming.draft;
        let known = match incoming.document {
            Some(id) => self.corpus.document(id).map(|document| document.id.clone()),
            None => self.known_document(draft),
        };
        let id = self.folder(incoming, known.as_ref());
        self.library_files.insert(id.clone(), incoming.file.clone());
        let document = known.clone().unwrap_or_else(|| Id::new(id.as_str()));
        let original = Original {
            document: document.clone(),
            file: incoming.file.clone(),
            format: draft.format.name().to_owned(),
            encoding: draft.encoding.to_owned(),
            sha256: incoming.sha256.clone(),
        };
        let volume = LibraryDocument {
            id,
            original,
            records: Vec::new(),
            entries: Vec::new(),
            readings: Vec::new(),
            excerpts: Vec::new(),
            lineage: Vec::new(),
        };
        let mut builder = DocumentBuilder {
            session: self,
            draft,
            document,
            volume,
            programmes: Vec::new(),
            looked_up: HashMap::new(),
            named: Vec::new(),
            doubts: Vec::new(),
        };
        let owners = if known.is_some() { builder.known() } else { builder.new_document() };
        builder.excerpts(&owners);
        Attached { volume: builder.volume, programmes: builder.programmes, doubts: builder.doubts }
    }

    /// Returns the folder of a document: the one that the file already has or that the reader names, else a free one.
    fn folder(&self, incoming: &Incoming<'_>, known: Option<&Id>) -> String {
        let own = self.library_files.iter().find(|(_, file)| **file == incoming.file).map(|(id, _)| id);
        let wanted = match (incoming.document, known, own) {
            (Some(named), None, _) => return named.to_owned(),
            (None, _, Some(own)) => return own.clone(),
            (Some(known), Some(_), _) => known.to_owned(),
            (None, Some(known), None) => known.to_string(),
            (None, None, None) => new_id(incoming),
        };
        let mut ways = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}-{number}")));
        let taken = |id: &str| known.is_none() && self.corpus.get(id).is_some();
        let free = |id: &String| !taken(id) && self.library_files.get(id).is_none_or(|holder| *holder == incoming.file);
        ways.find(free).unwrap_or(wanted)
    }
}

/// Returns the id of a document that the corpus does not know: the stem of the file's name, else its kind and year, else a part of its
/// hash.
fn new_id(incoming: &Incoming<'_>) -> String {
    let draft = incoming.draft;
    let stem = draft.name.rsplit_once('.').map_or(draft.name.as_str(), |(stem, _)| stem);
    let slug: String = fold(stem).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    match draft.fiscal_year {
        _ if stem.is_ascii() && !slug.is_empty() => slug,
        Some(year) if kind_of(draft) == DocumentKind::Request => format!("req-{year}"),
        _ => format!("doc-{}", &incoming.sha256[..HASH_DIGITS.min(incoming.sha256.len())]),
    }
}
