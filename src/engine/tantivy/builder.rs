//! Conversion of records into index documents, in the order of the corpus, and gathering of their words' readings. Analysis runs on all
//! cores.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term as IndexTerm};

use super::schema::Fields;
use super::terms;
use crate::analysis::readings::Met;
use crate::analysis::{Analyser, Readings};
use crate::engine::Error;
use crate::engine::indexed::{Indexed, Indexer};
use crate::model::Corpus;

/// Memory for the writer, in bytes, for each byte of text: enough that a single segment comes out.
const WRITER_SHARE: usize = 6;
/// Memory for the writer, in bytes, for each record whatever its text: for its names, and the index's own lists.
const WRITER_RECORD: usize = 500;
/// Minimum and maximum memory of the writer, in bytes.
const WRITER_BYTES: std::ops::RangeInclusive<usize> = 30_000_000..=300_000_000;
/// Number of records that one thread analyses at a time.
const CHUNK: usize = 64;
/// Number of chunks that may wait for the writer, so that what is analysed ahead does not grow with the corpus.
const AHEAD: usize = 16;

/// Writes the records of `corpus` at `positions` into `index`, deletes the documents with the contents `gone`, and returns the readings of
/// the words. Calls `report` with the share done, 0 to 1; once `stop` is set, no more is done.
///
/// # Errors
/// If the index cannot be written, or it was asked to stop.
pub(super) fn fill(
    index: &Index,
    fields: Fields,
    (corpus, analyser): (&Corpus, &Analyser),
    (positions, gone): (&[usize], &[u64]),
    (report, stop): (&mut dyn FnMut(f64), &AtomicBool),
) -> Result<Readings, Error> {
    // A single writing thread keeps the documents in the order of the corpus, which breaks ties between equal scores.
    let records = || positions.iter().filter_map(|position| corpus.at(*position));
    let text: usize = records().flat_map(|record| corpus.texts(record)).map(str::len).sum();
    let bytes = text.saturating_mul(WRITER_SHARE).saturating_add(positions.len().saturating_mul(WRITER_RECORD));
    index.tokenizers().register(terms::NAME, terms::Parted::default());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, bytes.clamp(*WRITER_BYTES.start(), *WRITER_BYTES.end()))?;
    for content in gone {
        writer.delete_term(IndexTerm::from_field_u64(fields.content, *content));
    }
    let count = positions.len();
    let chunks = count.div_ceil(CHUNK);
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(chunks.max(1));
    let met = thread::scope(|scope| -> Result<Vec<Met>, Error> {
        let (sender, made) = mpsc::sync_channel(AHEAD);
        let mut makers = Vec::with_capacity(threads);
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            makers.push(scope.spawn(move || {
                let mut indexer = Indexer::new(corpus, analyser);
                loop {
                    let chunk = next.fetch_add(1, Ordering::Relaxed);
                    if chunk >= chunks {
                        return indexer.into_met();
                    }
                    let here = positions.iter().skip(chunk * CHUNK).take(CHUNK);
                    let documents: Vec<TantivyDocument> =
                        here.filter_map(|position| Some(document(fields, indexer.record(*position)?))).collect();
                    if sender.send((chunk, documents)).is_err() {
                        return indexer.into_met();
                    }
                }
            }));
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut written = 0;
        for (chunk, documents) in made {
            waiting.insert(chunk, documents);
            while let Some(documents) = waiting.remove(&written) {
                for document in documents {
                    writer.add_document(document)?;
                }
                written += 1;
                report(written as f64 / chunks as f64);
                // The threads that analyse then find no receiver, and end.
                if stop.load(Ordering::Relaxed) {
                    return Err(Error::Stopped);
                }
            }
        }
        let failed = |_| TantivyError::InternalError("a thread that makes words of texts has failed".to_owned());
        makers.into_iter().map(|maker| Ok(maker.join().map_err(failed)?)).collect()
    })?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    report(1.0);
    Ok(Readings::new(met))
}

/// Makes the index document of a record.
fn document(fields: Fields, indexed: Indexed) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_u64(fields.content, indexed.content);
    for (zone, terms) in indexed.texts {
        document.add_text(fields.of(zone), terms.joined());
    }
    for name in indexed.names {
        document.add_text(fields.name, name);
    }
    document
}
