//! The fields of the index. A change here is a change of [`VERSION`], and so of every index's fingerprint.

use tantivy::columnar::Column;
use tantivy::schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{DocId, Index, SegmentReader, TantivyError};

/// Raised with every change of fields or analysis that the fingerprint's other parts do not show.
pub(super) const VERSION: u32 = 3;

/// The fields. What conditions ask of records is not here but in memory (`conditions`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The record's position in the corpus: how a hit finds its record.
    pub position: Field,
    /// Titles, aliases, codes and numbers whole, loosened; and behind [`READ`] how names are read.
    pub name: Field,
    /// How names begin: see [`BEGUN`].
    pub name_begun: Field,
    /// How the title's Latin words begin.
    pub title_begun: Field,
    /// How the texts' Latin words begin.
    pub body_begun: Field,
    /// The title's words.
    pub title_words: Field,
    /// The title's character pairs.
    pub title_pairs: Field,
    /// The texts' words.
    pub body_words: Field,
    /// The texts' character pairs.
    pub body_pairs: Field,
}

/// Which record each document of a segment is.
#[derive(Clone)]
pub(super) enum Positions {
    /// The documents are the records, in their order: what one segment written by one thread holds.
    Same,
    /// By the position that each document carries.
    Column(Column<u64>),
}

impl Positions {
    /// The positions of a segment; `ordered` is what [`ordered`] has found.
    pub fn of(segment: &SegmentReader, ordered: bool) -> tantivy::Result<Self> {
        if ordered { Ok(Self::Same) } else { Ok(Self::Column(segment.fast_fields().u64("position")?)) }
    }

    /// The record of a document.
    pub fn record(&self, doc: DocId) -> Option<usize> {
        match self {
            Self::Same => usize::try_from(doc).ok(),
            Self::Column(column) => column.first(doc).and_then(|position| usize::try_from(position).ok()),
        }
    }
}

/// Whether every document of an index is the record of its own number. Merging segments may have brought them into another order.
pub(super) fn ordered(searcher: &tantivy::Searcher) -> tantivy::Result<bool> {
    let [segment] = searcher.segment_readers() else { return Ok(false) };
    let column = segment.fast_fields().u64("position")?;
    Ok((0..segment.max_doc()).all(|doc| column.first(doc) == Some(u64::from(doc))))
}

/// Of how many characters the beginnings are that are terms of their own, so that what is half typed is one list of records and not the
/// union of all terms that go on from it.
pub(super) const BEGUN: usize = 8;

/// The beginnings of a term that are terms of their own.
pub(super) fn beginnings(term: &str) -> impl Iterator<Item = &str> {
    let ends = term.char_indices().skip(1).map(|(at, _)| at).chain(std::iter::once(term.len()));
    ends.take(BEGUN).filter_map(|end| term.get(..end))
}

/// What stands before a name's reading in the field of names.
pub(super) const READ: char = '~';

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    // Terms come from this program's analyser, ready made; tantivy's own tokenizer is never asked.
    let text = |record: IndexRecordOption| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record))
    };
    let fields = Fields {
        position: builder.add_u64_field("position", FAST),
        name: builder.add_text_field("name", STRING),
        name_begun: builder.add_text_field("name_begun", text(IndexRecordOption::Basic)),
        title_begun: builder.add_text_field("title_begun", text(IndexRecordOption::Basic)),
        body_begun: builder.add_text_field("body_begun", text(IndexRecordOption::Basic)),
        title_words: builder.add_text_field("title_words", text(IndexRecordOption::WithFreqs)),
        title_pairs: builder.add_text_field("title_pairs", text(IndexRecordOption::WithFreqsAndPositions)),
        body_words: builder.add_text_field("body_words", text(IndexRecordOption::WithFreqs)),
        body_pairs: builder.add_text_field("body_pairs", text(IndexRecordOption::WithFreqsAndPositions)),
    };
    (builder.build(), fields)
}

/// The fields of an index that may have been made by another process.
///
/// # Errors
/// When the index has not the fields of this schema.
pub(super) fn fields(index: &Index) -> Result<Fields, TantivyError> {
    let (schema, fields) = schema();
    if index.schema() == schema {
        Ok(fields)
    } else {
        Err(TantivyError::SchemaError("the index has other fields than this program".to_owned()))
    }
}
