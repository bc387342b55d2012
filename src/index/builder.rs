//! Corpus -> index documents, in the corpus's order, in one segment.

use tantivy::{Index, IndexWriter, TantivyDocument};

use super::Error;
use super::schema::Fields;
use crate::model::{Corpus, Record};
use crate::text::fold::fold;

/// Memory for the writer, in bytes: more than a nation's plans need, so that one segment comes out.
const WRITER_BYTES: usize = 50_000_000;

/// Writes every record of `corpus` into `index`; `report` hears the share done, 0 to 1.
///
/// # Errors
/// When the index cannot be written.
pub(super) fn fill(index: &Index, fields: Fields, corpus: &Corpus, report: &mut dyn FnMut(f64)) -> Result<(), Error> {
    const REPORT_EVERY: usize = 256;
    // One thread keeps the documents in the corpus's order, which breaks ties between equal scores.
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    let count = corpus.records().len();
    for (position, record) in corpus.records().iter().enumerate() {
        writer.add_document(document(fields, corpus, position, record))?;
        if position.is_multiple_of(REPORT_EVERY) {
            report(position as f64 / count as f64);
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    report(1.0);
    Ok(())
}

fn document(fields: Fields, corpus: &Corpus, position: usize, record: &Record) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_u64(fields.position, position as u64);
    for name in names(record) {
        document.add_text(fields.name, name);
    }
    for title in std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)) {
        document.add_text(fields.title_words, title);
        document.add_text(fields.title_pairs, title);
    }
    for text in record.texts() {
        document.add_text(fields.body_words, text);
        document.add_text(fields.body_pairs, text);
    }
    document.add_text(fields.kind, record.kind().name());
    corpus.documents_of(record).into_iter().for_each(|id| document.add_text(fields.document, id.as_str()));
    corpus.ministries_of(record).iter().for_each(|role| document.add_text(fields.ministry, &role.code));
    corpus.areas_of(record).into_iter().for_each(|id| document.add_text(fields.area, id.as_str()));
    corpus.projects_of(record).into_iter().for_each(|id| document.add_text(fields.project, id.as_str()));
    document
}

/// What a reader may type to mean exactly this record: title, other names, number, id; folded, without spaces.
fn names(record: &Record) -> Vec<String> {
    let mut names: Vec<String> = vec![record.id().as_str().to_owned(), name(record.title())];
    names.extend(record.aliases().iter().map(|alias| name(alias)));
    names.extend(record.number().map(name));
    names.dedup();
    names
}

/// A name as it is compared: folded, without spaces.
pub(super) fn name(text: &str) -> String {
    fold(text).split_whitespace().collect()
}
