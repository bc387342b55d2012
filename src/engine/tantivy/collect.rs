//! Collection of a query's matches on all cores: a large index is searched in several parts at a time, a small one in one go.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, TantivyError};

/// Minimum number of documents of a part: with fewer, another thread takes longer to start than they take.
const PART: DocId = 50_000;

/// Consecutive documents of a segment.
#[derive(Clone, Copy)]
struct Slice {
    segment: SegmentOrdinal,
    from: DocId,
    to: DocId,
}

/// Returns what `collector` makes of all matches of a query.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn collect<C: Collector>(searcher: &Searcher, query: &dyn Query, collector: &C) -> tantivy::Result<C::Fruit> {
    let documents: DocId = searcher.segment_readers().iter().map(SegmentReader::max_doc).sum();
    let threads = if documents < PART { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    let size = documents.div_ceil(DocId::try_from(threads).unwrap_or(DocId::MAX)).max(PART);
    in_parts(searcher, query, collector, (size, threads))
}

/// Collects as [`collect`] does, in parts of about `size` documents, on `threads` threads.
fn in_parts<C: Collector>(
    searcher: &Searcher,
    query: &dyn Query,
    collector: &C,
    (size, threads): (DocId, usize),
) -> tantivy::Result<C::Fruit> {
    let scoring = collector.requires_scoring();
    let enable = if scoring { EnableScoring::enabled_from_searcher(searcher) } else { EnableScoring::disabled_from_searcher(searcher) };
    let weight = query.weight(enable)?;
    let readers = (0..).zip(searcher.segment_readers());
    let parts: Vec<Slice> = readers.flat_map(|(segment, reader)| parts(segment, reader.max_doc(), size)).collect();
    let of = |part: &Slice| of_part(searcher.segment_reader(part.segment), *part, &*weight, collector);
    let threads = threads.min(parts.len());
    if threads < 2 {
        let fruits = parts.iter().map(of).collect::<tantivy::Result<_>>()?;
        return collector.merge_fruits(fruits);
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut fruits = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(at) else { break };
            fruits.push((at, of(part)?));
        }
        tantivy::Result::Ok(fruits)
    };
    let mut fruits = thread::scope(|scope| {
        // If no other thread can be started, this one does it all.
        let others: Vec<_> = (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut fruits = work()?;
        for other in others {
            let failed = |_| TantivyError::InternalError("a thread that searches has failed".to_owned());
            fruits.append(&mut other.join().map_err(failed)??);
        }
        tantivy::Result::Ok(fruits)
    })?;
    // In the order of the documents, whichever thread was done first: of hits with equal scores the first ones stay.
    fruits.sort_by_key(|(at, _)| *at);
    collector.merge_fruits(fruits.into_iter().map(|(_, fruit)| fruit).collect())
}

/// Splits a segment into parts of one size, near the one that was asked for: each part makes its own way to its first match, so fewer parts
/// are better.
fn parts(segment: SegmentOrdinal, documents: DocId, size: DocId) -> impl Iterator<Item = Slice> {
    let count = (documents.saturating_add(size / 2) / size).max(1);
    let size = documents.div_ceil(count).max(1);
    (0..count).map(move |part| Slice { segment, from: part * size, to: ((part + 1) * size).min(documents) })
}

fn of_part<C: Collector>(
    reader: &SegmentReader,
    part: Slice,
    weight: &dyn Weight,
    collector: &C,
) -> tantivy::Result<<C::Child as SegmentCollector>::Fruit> {
    let mut collected = collector.for_segment(part.segment, reader)?;
    let alive = reader.alive_bitset();
    let scoring = collector.requires_scoring();
    let mut scorer = weight.scorer(reader, 1.0)?;
    let mut doc = scorer.doc();
    if doc < part.from {
        doc = scorer.seek(part.from);
    }
    while doc != TERMINATED && doc < part.to {
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            collected.collect(doc, if scoring { scorer.score() } else { 0.0 });
        }
        doc = scorer.advance();
    }
    Ok(collected.harvest())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use tantivy::collector::{Count, TopDocs};
    use tantivy::query::{BooleanQuery, Occur, TermQuery};
    use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TEXT};
    use tantivy::{Index, TantivyDocument, Term};

    use super::*;

    const DOCUMENTS: usize = 900;

    /// Creates an index of two segments, some of whose documents are deleted.
    fn index() -> (Searcher, Field) {
        let mut schema = Schema::builder();
        let (number, text) = (schema.add_text_field("number", STRING), schema.add_text_field("text", TEXT));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for at in 0..DOCUMENTS {
            let mut document = TantivyDocument::default();
            document.add_text(number, (at % 10).to_string());
            document.add_text(text, format!("{}{}", "three ".repeat(usize::from(at % 3 == 0)), "seven ".repeat(at % 7)));
            writer.add_document(document).unwrap();
            if at == DOCUMENTS / 3 {
                writer.commit().unwrap();
            }
        }
        writer.delete_term(Term::from_field_text(number, "4"));
        writer.commit().unwrap();
        (index.reader().unwrap().searcher(), text)
    }

    #[test]
    fn in_parts_it_is_what_it_is_at_once() {
        let (searcher, text) = index();
        assert!(searcher.segment_readers().len() > 1 && searcher.segment_readers().iter().any(SegmentReader::has_deletes));
        let term =
            |word: &str| -> Box<dyn Query> { Box::new(TermQuery::new(Term::from_field_text(text, word), IndexRecordOption::WithFreqs)) };
        let queries: [Box<dyn Query>; 4] = [
            term("three"),
            term("nothing"),
            Box::new(BooleanQuery::union(vec![term("three"), term("seven")])),
            Box::new(BooleanQuery::new(vec![(Occur::Must, term("seven")), (Occur::MustNot, term("three"))])),
        ];
        let collector = (TopDocs::with_limit(50).order_by_score(), Count);
        for query in queries {
            let (hits, count) = searcher.search(&*query, &collector).unwrap();
            // Threads end in a different order each time.
            let often = [(100, 4); 60];
            for parting in [(1, 3), (7, 2), (450, 1), (10_000, 8)].into_iter().chain(often) {
                let (in_parts, counted) = in_parts(&searcher, &*query, &collector, parting).unwrap();
                assert_eq!(counted, count, "{query:?} in {parting:?}");
                assert_eq!(in_parts, hits, "{query:?} in {parting:?}");
            }
            assert_eq!(collect(&searcher, &*query, &collector).unwrap(), (hits, count));
        }
    }
}
