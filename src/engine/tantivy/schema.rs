//! Fields of the index. A change here requires a change of [`VERSION`], and so changes every index's fingerprint.

use std::collections::HashMap;

use tantivy::directory::OwnedBytes;
use tantivy::index::SegmentId;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{DocId, Index, Searcher, SegmentReader, TantivyError};

use super::terms;
use crate::engine::clause::Zone;

/// Version of the schema, raised with every change of fields or analysis that the fingerprint's other parts do not show.
pub(super) const VERSION: u32 = 6;

/// Fields of the index, one for each zone. What conditions ask of records is not here but in a file beside the index (`rows`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Hash of everything that is indexed of the record: by it a hit finds its record, and an index finds what has changed.
    pub content: Field,
    pub name: Field,
    name_prefix: Field,
    title_prefix: Field,
    body_prefix: Field,
    title_words: Field,
    title_bigrams: Field,
    body_words: Field,
    body_bigrams: Field,
}

impl Fields {
    /// Returns the field of a zone.
    pub fn of(self, zone: Zone) -> Field {
        match zone {
            Zone::Name => self.name,
            Zone::NamePrefix => self.name_prefix,
            Zone::TitlePrefix => self.title_prefix,
            Zone::BodyPrefix => self.body_prefix,
            Zone::TitleWords => self.title_words,
            Zone::TitleBigrams => self.title_bigrams,
            Zone::BodyWords => self.body_words,
            Zone::BodyBigrams => self.body_bigrams,
        }
    }
}

/// Size of a position, in bytes.
const POSITION: usize = 4;

/// Records that the documents of a segment are.
#[derive(Clone, Debug)]
pub(super) enum Positions {
    /// Records from this one on, in their order, as when all are written at once.
    From(u32),
    /// Records by document, four bytes each.
    Listed(OwnedBytes),
}

impl Positions {
    /// Returns the record of a document.
    pub fn record(&self, doc: DocId) -> Option<usize> {
        let position = match self {
            Self::From(first) => first.checked_add(doc)?,
            Self::Listed(positions) => {
                let at = usize::try_from(doc).ok()?.checked_mul(POSITION)?;
                u32::from_le_bytes(positions.get(at..at + POSITION)?.try_into().ok()?)
            }
        };
        usize::try_from(position).ok()
    }
}

/// Records that the documents of the index are.
#[derive(Debug)]
pub(super) struct Placement {
    segments: HashMap<SegmentId, Positions>,
}

impl Placement {
    /// Finds the records of an index's documents by their contents: `position` returns the position of a record by its content's hash.
    pub fn new(searcher: &Searcher, position: impl Fn(u64) -> Option<u32>) -> tantivy::Result<Self> {
        let mut segments = HashMap::new();
        for segment in searcher.segment_readers() {
            let contents = segment.fast_fields().u64("content")?;
            let listed = (0..segment.max_doc()).map(|doc| contents.first(doc).and_then(&position).unwrap_or(u32::MAX));
            let listed: Vec<u32> = listed.collect();
            let first = listed.first().copied().unwrap_or(0);
            let in_order = (0..).zip(&listed).all(|(after, position)| first.checked_add(after) == Some(*position));
            let bytes = || OwnedBytes::new(listed.iter().flat_map(|position| position.to_le_bytes()).collect::<Vec<u8>>());
            segments.insert(segment.segment_id(), if in_order { Positions::From(first) } else { Positions::Listed(bytes()) });
        }
        Ok(Self { segments })
    }

    /// Returns the name of each segment and its documents' records, in the order of the names.
    pub fn segments(&self) -> Vec<(String, &Positions)> {
        let mut all: Vec<_> = self.segments.iter().map(|(segment, positions)| (segment.uuid_string(), positions)).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all
    }

    /// Restores a placement from what [`Placement::segments`] returned; `None` if it is not about the segments that are there.
    pub fn of_segments(segments: impl IntoIterator<Item = (String, Positions)>, searcher: &Searcher) -> Option<Self> {
        let mut by_name: HashMap<String, Positions> = segments.into_iter().collect();
        let mut segments = HashMap::new();
        for segment in searcher.segment_readers() {
            let positions = by_name.remove(&segment.segment_id().uuid_string())?;
            let bytes = usize::try_from(segment.max_doc()).ok()?.checked_mul(POSITION)?;
            if matches!(&positions, Positions::Listed(listed) if listed.len() != bytes) {
                return None;
            }
            segments.insert(segment.segment_id(), positions);
        }
        by_name.is_empty().then_some(Self { segments })
    }

    /// Returns the records of a segment's documents.
    pub fn of(&self, segment: &SegmentReader) -> Positions {
        self.segments.get(&segment.segment_id()).cloned().unwrap_or(Positions::From(0))
    }
}

/// Returns the schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    // Terms come ready made from this program's analyser.
    let text = |record: IndexRecordOption| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer(terms::NAME).set_index_option(record))
    };
    let fields = Fields {
        content: builder.add_u64_field("content", FAST | INDEXED),
        name: builder.add_text_field("name", STRING),
        name_prefix: builder.add_text_field("name_prefix", text(IndexRecordOption::Basic)),
        title_prefix: builder.add_text_field("title_prefix", text(IndexRecordOption::Basic)),
        body_prefix: builder.add_text_field("body_prefix", text(IndexRecordOption::Basic)),
        title_words: builder.add_text_field("title_words", text(IndexRecordOption::WithFreqs)),
        title_bigrams: builder.add_text_field("title_bigrams", text(IndexRecordOption::WithFreqsAndPositions)),
        body_words: builder.add_text_field("body_words", text(IndexRecordOption::WithFreqs)),
        body_bigrams: builder.add_text_field("body_bigrams", text(IndexRecordOption::WithFreqsAndPositions)),
    };
    (builder.build(), fields)
}

/// Returns the fields of an index that another process may have made.
///
/// # Errors
/// If the index does not have the fields of this schema.
pub(super) fn fields(index: &Index) -> Result<Fields, TantivyError> {
    let (schema, fields) = schema();
    if index.schema() == schema {
        Ok(fields)
    } else {
        Err(TantivyError::SchemaError("the index has other fields than this program".to_owned()))
    }
}
