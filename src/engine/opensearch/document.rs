//! Documents of the index: what it holds of a record, and the few that are no records.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::mapping::{self, characters, field, token};
use super::parcel::{Parcel, packed};
use super::tables::Tables;
use super::translate::RECORD;
use crate::engine::answer::amount;
use crate::engine::clause::Zone;
use crate::engine::cutter::Cutter;
use crate::engine::indexed::{Indexed, Terms};
use crate::engine::weights::{Factors, Rank};
use crate::model::{Corpus, Named, Record, Role};
use crate::query::Attributes;

/// Type of the documents that hold readings.
pub(super) const READINGS: &str = "readings";
/// Type and id of the document that holds the lineage.
pub(super) const LINEAGE: &str = "lineage";

/// Function that gives a record and its links as the commands print them in JSON, for other programs that read the index.
pub type Printed = fn(&Corpus, &Record) -> (Value, Value);

/// Returns the number of the analyser: of everything that determines what an index holds of a record. With another number an index is
/// another, and stands beside it.
pub(super) fn analyser(cutter: &Cutter) -> String {
    let mut hasher = DefaultHasher::new();
    let dictionary = cutter.dictionary.as_ref().map(|dictionary| (dictionary.encoding.as_str(), dictionary.words, &dictionary.files));
    (mapping::VERSION, env!("SHIRUBE_SHARED"), env!("SHIRUBE_LIBRARIES"), cutter.settings.of_index(), dictionary).hash(&mut hasher);
    format!("{:?}", cutter.weights.factors()).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What the index holds of a record, but for its terms and its place in the reading order.
pub(super) struct Body {
    /// Id of the record.
    pub id: String,
    /// Hash of everything here: a record with the same hash need not be sent again.
    pub content: String,
    fields: Map<String, Value>,
}

/// Maker of the documents of a corpus.
pub(super) struct Documents<'c> {
    pub corpus: &'c Corpus,
    pub factors: Factors,
    /// Number of the analyser.
    pub analyser: &'c str,
    /// Positions of the records under which each is printed.
    pub over: Vec<Vec<u32>>,
    pub printed: Printed,
    tables: Tables<'c>,
}

impl<'c> Documents<'c> {
    /// Creates the maker for a corpus.
    pub fn new(corpus: &'c Corpus, factors: Factors, analyser: &'c str, printed: Printed) -> Self {
        let mut over: Vec<Vec<u32>> = vec![Vec::new(); corpus.records().len()];
        for position in 0..over.len() {
            for under in corpus.under(position) {
                if let (Some(over), Ok(position)) = (over.get_mut(*under), u32::try_from(position)) {
                    over.push(position);
                }
            }
        }
        Self { corpus, factors, analyser, over, printed, tables: Tables::new(corpus) }
    }

    /// Returns what the index holds of the record at a position.
    pub fn body(&self, position: usize) -> Option<Body> {
        let record = self.corpus.at(position)?;
        let id = record.id().to_string();
        let attributes = Attributes::of(self.corpus, record);
        let parcel = Parcel { record: record.clone(), excerpts: self.corpus.excerpts(&id).to_vec() };
        let mut ids = vec![id.clone()];
        if let Record::Project(project) = record {
            ids.extend(project.other_ids.iter().map(ToString::to_string));
        }
        let of = |position: &u32| self.corpus.at(usize::try_from(*position).ok()?).map(|record| record.id().as_str());
        let over: Vec<&str> = self.over.get(position).into_iter().flatten().filter_map(of).collect();
        let (printed, links) = (self.printed)(self.corpus, record);
        let codes = |roles: &[Role], lead: bool| -> Vec<String> {
            roles.iter().filter(|role| role.lead || !lead).map(|role| role.code.clone()).collect()
        };
        let fact = |fact: &crate::query::attributes::Fact| {
            let ministries = fact.ministries.as_ref().unwrap_or(&attributes.ministries);
            json!({
                "document": fact.document.and_then(|place| attributes.documents.get(usize::from(place))),
                "year": fact.year,
                "amounts": fact.amounts,
                "marks": fact.marks,
                "ministries": codes(ministries, false),
                "leads": codes(ministries, true),
                "project": fact.project,
                "stage": fact.stage,
                "rate": fact.rate,
            })
        };
        let spaced = |texts: &[String]| texts.iter().map(|text| characters(text)).collect::<Vec<_>>();
        let value = json!({
            "type": RECORD,
            "id": id,
            "ids": ids,
            "kind": record.kind().name(),
            "over": over,
            "bears": !self.corpus.under(position).is_empty(),
            "of_sheets": record.is_of_sheets(),
            "factor": self.factors.of(Rank::of(self.corpus, record)),
            "amount": amount(record),
            "analyser": self.analyser,
            "title": record.title(),
            "record": printed,
            "links": links,
            "original": parcel.excerpts,
            "packed": packed(&parcel)?,
            "packed_links": packed(&self.corpus.links(&id).to_vec())?,
            "documents": attributes.documents,
            "periods": attributes.periods,
            "ministries": codes(&attributes.ministries, false),
            "leads": codes(&attributes.ministries, true),
            "areas": attributes.areas,
            "projects": attributes.projects,
            "years": attributes.years,
            "findings": spaced(&attributes.findings),
            "reflections": spaced(&attributes.reflections),
            "payees": attributes.payees,
            "has_facts": !attributes.facts.is_empty(),
            "facts": attributes.facts.iter().map(fact).collect::<Vec<_>>(),
        });
        let Value::Object(mut fields) = value else { return None };
        fields.extend(self.tables.of(record));
        let content = hash(Value::Object(fields.clone()).to_string().as_bytes());
        Some(Body { id, content, fields })
    }
}

impl Body {
    /// Returns the document, with the record's terms and its number in the reading order.
    pub fn document(self, indexed: Indexed, order: u64) -> Value {
        let mut fields = self.fields;
        let mut texts: Vec<(Zone, Vec<String>)> = mapping::ZONES.map(|zone| (zone, Vec::new())).into();
        let mut put = |zone: Zone, text: String| {
            if let Some((_, texts)) = texts.iter_mut().find(|(of, _)| *of == zone)
                && !text.is_empty()
            {
                texts.push(text);
            }
        };
        for name in indexed.names {
            put(Zone::Name, token(&name).into_owned());
        }
        for (zone, terms) in indexed.texts {
            put(zone, spaced(&terms));
        }
        // An empty field would not count among those by which a term is rare, as it does on the reader's own disk.
        for (zone, texts) in &mut texts {
            if texts.is_empty() && zone.counts_repeats() {
                texts.push(mapping::ANY.to_owned());
            }
        }
        fields.extend(texts.into_iter().map(|(zone, texts)| (field(zone).to_owned(), json!(texts))));
        fields.insert("order".to_owned(), json!(order));
        fields.insert("content".to_owned(), json!(self.content));
        Value::Object(fields)
    }
}

/// Returns terms with spaces between them.
fn spaced(terms: &Terms) -> String {
    let mut text = String::new();
    for term in terms.iter() {
        text.push_str(&token(term));
        text.push(' ');
    }
    text
}

/// Returns the hash of some bytes: 32 hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
