//! Writer of the compiled form of a corpus, which `compiled.rs` opens.

use std::io::{self, Write};

use super::compiled::{FOOT, MAGIC, PARTS, WrittenLink, WrittenPlace, hash};
use super::corpus::other_ids;
use super::{Corpus, Id, Kind, Link, Named, Place};

impl Corpus {
    /// Writes the compiled form; the same `fingerprint` is needed to open it.
    ///
    /// # Errors
    /// When `out` cannot be written, or a value cannot be expressed in that form (a number that is NaN).
    pub fn compile(&self, fingerprint: u64, out: &mut dyn Write) -> io::Result<()> {
        write(self, fingerprint, out)
    }
}

/// Writer that keeps the length and the checksum of what has been written.
struct ChecksumWriter<'w> {
    out: &'w mut dyn Write,
    at: u64,
    check: crc32fast::Hasher,
}

impl ChecksumWriter<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.check.update(bytes);
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes a part with its checksum; nothing for an empty part.
    fn part(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !bytes.is_empty() {
            self.put(&crc32fast::hash(bytes).to_le_bytes())?;
            self.put(bytes)?;
        }
        Ok(())
    }
}

fn write(corpus: &Corpus, fingerprint: u64, out: &mut dyn Write) -> io::Result<()> {
    let too_many = |_| io::Error::other("more records than a compiled corpus holds");
    let mut writer = ChecksumWriter { out, at: 0, check: crc32fast::Hasher::new() };
    let mut begins: Vec<u64> = Vec::with_capacity(corpus.records().len() * PARTS + 1);
    let mut ids: Vec<(u32, u32)> = Vec::with_capacity(corpus.records().len());
    for (position, record) in corpus.records().iter().enumerate() {
        ids.push((hash(record.id().as_str()), u32::try_from(position).map_err(too_many)?));
        begins.push(writer.at);
        writer.part(&borsh::to_vec(record)?)?;
        begins.push(writer.at);
        let links: Vec<WrittenLink> = corpus.links_at(position).iter().filter_map(|link| written_link(corpus, link)).collect();
        writer.part(&if links.is_empty() { Vec::new() } else { borsh::to_vec(&links)? })?;
        begins.push(writer.at);
        let excerpts = corpus.excerpts_at(position);
        writer.part(&if excerpts.is_empty() { Vec::new() } else { borsh::to_vec(excerpts)? })?;
        begins.push(writer.at);
        let mut under = Vec::new();
        for position in corpus.under(position) {
            under.extend(u32::try_from(*position).map_err(too_many)?.to_le_bytes());
        }
        writer.part(&under)?;
    }
    begins.push(writer.at);
    let lineage_at = writer.at;
    writer.part(&borsh::to_vec(corpus.lineage())?)?;
    let other_ids_at = writer.at;
    let mut others: Vec<(&str, u32)> = Vec::new();
    for (position, record) in corpus.records().iter().enumerate() {
        for id in other_ids(record) {
            others.push((id.as_str(), u32::try_from(position).map_err(too_many)?));
        }
    }
    writer.part(&borsh::to_vec(&others)?)?;
    let tables_at = writer.at;
    for begin in &begins {
        writer.put(&begin.to_le_bytes())?;
    }
    ids.sort_unstable();
    for (hash, position) in &ids {
        writer.put(&hash.to_le_bytes())?;
        writer.put(&position.to_le_bytes())?;
    }
    let all = u64::from(writer.check.clone().finalize());
    let mut foot = Vec::with_capacity(FOOT * 8);
    let kinds = Kind::all().iter().map(|kind| corpus.positions(*kind).start as u64);
    for number in [MAGIC, fingerprint, ids.len() as u64, lineage_at, other_ids_at, tables_at, all].into_iter().chain(kinds) {
        foot.extend(number.to_le_bytes());
    }
    let own = u64::from(crc32fast::hash(&foot));
    foot.extend(own.to_le_bytes());
    writer.put(&foot)
}

/// Returns the written form of a link; `None` if one of its ends is not a record of the corpus.
fn written_link(corpus: &Corpus, link: &Link) -> Option<WrittenLink> {
    let position = |id: &Id| corpus.position(id.as_str()).and_then(|position| u32::try_from(position).ok());
    let place = |place: &Place| {
        Some(WrittenPlace {
            document: position(&place.document)?,
            section: place.section.as_ref().and_then(position),
            page: place.page,
            slide: place.slide.clone(),
            footnote: place.footnote,
        })
    };
    Some(WrittenLink {
        relation: link.relation,
        basis: link.basis,
        to: position(&link.id)?,
        source: link.source.as_ref().and_then(place),
        words: link.words.clone(),
        evidence: link.evidence.iter().filter_map(position).collect(),
    })
}
