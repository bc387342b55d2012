//! Records -> index documents, in the corpus's order; and the readings of their words. Analysis runs on all cores.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use tantivy::schema::Field;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term as IndexTerm};

use super::analysis::{Analyser, Morpheme};
use super::readings::Readings;
use super::schema::{Fields, READ, beginnings};
use super::terms::{self, Terms, joined};
use super::{Error, compounds};
use crate::model::{Corpus, Record};
use crate::text::fold::{fold, loosen};

/// Memory for the writer, in bytes, for each byte of text: enough that one segment comes out.
const WRITER_SHARE: usize = 6;
/// And for each record, whatever its text: its names, and the index's own lists.
const WRITER_RECORD: usize = 500;
/// The least and the most that the writer gets, in bytes.
const WRITER_BYTES: std::ops::RangeInclusive<usize> = 30_000_000..=300_000_000;
/// Records that one thread analyses at a time.
const CHUNK: usize = 64;
/// Chunks that may wait for the writer: what is analysed ahead does not grow with the corpus.
const AHEAD: usize = 16;

/// A number made of all that is indexed of a record: the same record with other words is another one.
pub(super) fn content(corpus: &Corpus, record: &Record) -> u64 {
    let mut hasher = DefaultHasher::new();
    record.id().as_str().hash(&mut hasher);
    (record.title(), record.aliases(), record.number(), corpus.texts(record)).hash(&mut hasher);
    hasher.finish()
}

/// Writes the records of `corpus` at `positions` into `index` and tells the readings of their words; takes out the documents of the
/// contents `gone`. `report` hears the share done, 0 to 1; once `stop` is set no more is done.
///
/// # Errors
/// When the index cannot be written, or it was asked to stop.
pub(super) fn fill(
    index: &Index,
    fields: Fields,
    (corpus, analyser): (&Corpus, &Analyser),
    (positions, gone): (&[usize], &[u64]),
    (report, stop): (&mut dyn FnMut(f64), &AtomicBool),
) -> Result<Readings, Error> {
    // One writing thread keeps the documents in the corpus's order, which breaks ties between equal scores.
    let records = || positions.iter().filter_map(|position| corpus.at(*position));
    let text: usize = records().flat_map(|record| corpus.texts(record)).map(str::len).sum();
    let bytes = text.saturating_mul(WRITER_SHARE).saturating_add(positions.len().saturating_mul(WRITER_RECORD));
    index.tokenizers().register(terms::NAME, Terms::default());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, bytes.clamp(*WRITER_BYTES.start(), *WRITER_BYTES.end()))?;
    for content in gone {
        writer.delete_term(IndexTerm::from_field_u64(fields.content, *content));
    }
    let count = positions.len();
    let chunks = count.div_ceil(CHUNK);
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(chunks.max(1));
    let readings = thread::scope(|scope| -> Result<HashMap<String, String>, Error> {
        let (sender, made) = mpsc::sync_channel(AHEAD);
        let mut makers = Vec::with_capacity(threads);
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            makers.push(scope.spawn(move || {
                let mut maker = Maker { fields, corpus, analyser, readings: HashMap::new() };
                loop {
                    let chunk = next.fetch_add(1, Ordering::Relaxed);
                    if chunk >= chunks {
                        return maker.readings;
                    }
                    let here = positions.iter().skip(chunk * CHUNK).take(CHUNK);
                    let documents: Vec<TantivyDocument> = here.filter_map(|position| maker.document(*position)).collect();
                    if sender.send((chunk, documents)).is_err() {
                        return maker.readings;
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
                // The makers find nobody to take what they make, and end.
                if stop.load(Ordering::Relaxed) {
                    return Err(Error::Stopped);
                }
            }
        }
        let mut readings = HashMap::new();
        for maker in makers {
            let failed = |_| TantivyError::InternalError("a thread that makes words of texts has failed".to_owned());
            readings.extend(maker.join().map_err(failed)?);
        }
        Ok(readings)
    })?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    report(1.0);
    Ok(Readings::new(&readings))
}

/// Makes index documents.
struct Maker<'c> {
    fields: Fields,
    corpus: &'c Corpus,
    analyser: &'c Analyser,
    readings: HashMap<String, String>,
}

impl Maker<'_> {
    fn document(&mut self, position: usize) -> Option<TantivyDocument> {
        let record = self.corpus.at(position)?;
        let fields = self.fields;
        let mut document = TantivyDocument::default();
        document.add_u64(fields.content, content(self.corpus, record));
        let mut names = names(record);
        let (mut title_begun, mut body_begun) = (Begun::default(), Begun::default());
        for title in std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)) {
            let folded = fold(title);
            let morphemes = self.analyser.morphemes(&folded);
            if let Some(key) = Analyser::key_of(&folded, &morphemes) {
                names.push(format!("{READ}{key}"));
            }
            self.text(&mut document, &folded, morphemes, (fields.title_words, fields.title_pairs), &mut title_begun);
        }
        for text in self.corpus.texts_at(position) {
            let folded = fold(text);
            let morphemes = self.analyser.morphemes_read(&folded, |surface| !self.readings.contains_key(surface));
            self.text(&mut document, &folded, morphemes, (fields.body_words, fields.body_pairs), &mut body_begun);
        }
        // All ids of a kind begin alike: a short beginning of one means nothing.
        let begun: BTreeSet<&str> = names.iter().skip(1).flat_map(|name| beginnings(name)).collect();
        document.add_text(fields.name_begun, joined(begun));
        document.add_text(fields.title_begun, joined(title_begun.terms()));
        document.add_text(fields.body_begun, joined(body_begun.terms()));
        for name in names {
            document.add_text(fields.name, name);
        }
        Some(document)
    }

    fn text(&mut self, document: &mut TantivyDocument, folded: &str, morphemes: Vec<Morpheme>, views: (Field, Field), begun: &mut Begun) {
        let (words, pairs) = views;
        let shared = compounds::shared(self.analyser, folded, &morphemes);
        let mut terms = Vec::with_capacity(morphemes.len());
        for morpheme in morphemes {
            if morpheme.function {
                continue;
            }
            if let (Some(reading), Some(surface)) = (morpheme.reading, folded.get(morpheme.word.start..morpheme.word.end))
                && !self.readings.contains_key(surface)
            {
                self.readings.insert(surface.to_owned(), reading);
            }
            terms.push(loosen(&morpheme.word.term));
        }
        terms.extend(shared.words);
        document.add_text(words, joined(terms));
        let loose = loosen(folded);
        let terms: Vec<String> = Analyser::pairs(&loose).into_iter().map(|pair| pair.term).collect();
        terms.iter().for_each(|term| begun.take(term));
        document.add_text(pairs, joined(&terms));
        if !shared.pairs.is_empty() {
            // A text of their own: no phrase leads from what is written to what is only said.
            document.add_text(pairs, joined(shared.pairs));
        }
    }
}

/// What can be asked for by itself of a record's pairs and Latin words: of these every beginning, of all else the character that begins a pair.
#[derive(Default)]
struct Begun {
    latin: BTreeSet<String>,
    /// In the order in which they come; there are many, and few of them are new.
    characters: Vec<char>,
}

impl Begun {
    fn take(&mut self, term: &str) {
        if !term.is_ascii() {
            self.characters.extend(term.chars().next());
            return;
        }
        for begins in beginnings(term) {
            if !self.latin.contains(begins) {
                self.latin.insert(begins.to_owned());
            }
        }
    }

    fn terms(mut self) -> impl Iterator<Item = String> {
        self.characters.sort_unstable();
        self.characters.dedup();
        self.latin.into_iter().chain(self.characters.into_iter().map(String::from))
    }
}

/// What a reader may type to mean exactly this record: title, other names, number, id; loosened, without spaces.
fn names(record: &Record) -> Vec<String> {
    let mut names: Vec<String> = vec![name(record.id().as_str()), name(record.title())];
    names.extend(record.aliases().iter().map(|alias| name(alias)));
    names.extend(record.number().map(name));
    names.dedup();
    names
}

/// A name as it is compared: loosened, without spaces.
pub(super) fn name(text: &str) -> String {
    loosen(text).split_whitespace().collect()
}
