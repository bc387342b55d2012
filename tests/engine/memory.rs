//! Another engine: all records in memory, scored plainly. It shows what an engine has to do, and no more.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use shirube::analysis::{Analyser, AnalysisSettings, Readings, dictionary};
use shirube::engine::weights::{Factors, Rank, Weights};
use shirube::engine::{Clause, Engine, EngineStatus, Error, Facets, Found, Hit, Indexer, Occur, Sort, Supply, Zone, amount};
use shirube::model::{Corpus, Kind, Named};
use shirube::query::{Attributes, Lexicon};

/// BM25's two numbers, as every engine has them.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Opens an engine in memory; of what it is supplied with it needs no folder for an index.
pub fn open(supply: &Supply, _: &mut dyn FnMut(f64), _: Arc<AtomicBool>) -> Result<Arc<dyn Engine>, Error> {
    let settings = AnalysisSettings::shipped()?;
    let (segmenter, _) = dictionary::load(&supply.dictionary_store)?.unzip();
    let analyser = Analyser::new(segmenter, settings.stop_words);
    let corpus = Arc::clone(&supply.corpus);
    let mut indexer = Indexer::new(&corpus, &analyser);
    let (mut texts, mut postings) = (HashMap::new(), Postings::new());
    let mut keep = |position: usize, zone: Zone, terms: Vec<String>| {
        for term in &terms {
            let frequency: &mut f32 = postings.entry(zone).or_default().entry(term.clone()).or_default().entry(position).or_default();
            *frequency = if zone.counts_repeats() { *frequency + 1.0 } else { 1.0 };
        }
        texts.entry((position, zone)).or_insert_with(Vec::new).push(terms);
    };
    for position in 0..corpus.records().len() {
        let Some(indexed) = indexer.record(position) else { continue };
        for name in indexed.names {
            keep(position, Zone::Name, vec![name]);
        }
        for (zone, terms) in indexed.texts {
            keep(position, zone, terms.iter().map(str::to_owned).collect());
        }
    }
    let readings = Readings::new([indexer.into_met()]);
    let attributes = corpus.records().iter().map(|record| Attributes::of(&corpus, record)).collect();
    let weights = Weights::shipped()?;
    let factors = weights.factors();
    let lexicon = Lexicon { corpus, analyser, synonyms: Arc::new(settings.synonyms), readings: Arc::new(readings) };
    Ok(Arc::new(Memory { lexicon, weights, factors, texts, postings, attributes }))
}

/// By zone and term, how often each record has it.
type Postings = HashMap<Zone, BTreeMap<String, BTreeMap<usize, f32>>>;

struct Memory {
    lexicon: Lexicon,
    weights: Weights,
    factors: Factors,
    /// The texts of each record's zones, each as its terms.
    texts: HashMap<(usize, Zone), Vec<Vec<String>>>,
    postings: Postings,
    attributes: Vec<Attributes>,
}

impl Memory {
    fn corpus(&self) -> &Corpus {
        &self.lexicon.corpus
    }

    /// The records that meet a clause, with their scores.
    fn scores(&self, clause: &Clause) -> BTreeMap<usize, f32> {
        let each = |clauses: &[Clause]| clauses.iter().map(|clause| self.scores(clause)).collect::<Vec<_>>();
        match clause {
            Clause::Nothing => BTreeMap::new(),
            Clause::Everything => (0..self.attributes.len()).map(|position| (position, 1.0)).collect(),
            Clause::Term(zone, term) => self.bm25(*zone, self.records_with(*zone, term), self.rarity(*zone, term)),
            Clause::Phrase(zone, terms) => {
                let rarity = terms.iter().map(|(_, term)| self.rarity(*zone, term)).sum();
                self.bm25(*zone, self.records_with_phrase(*zone, terms), rarity)
            }
            Clause::Begins(zone, text) => {
                let terms = self.postings.get(zone).into_iter().flat_map(|terms| terms.range(text.clone()..));
                let begun = terms.take_while(|(term, _)| term.starts_with(text.as_str()));
                begun.flat_map(|(_, records)| records.keys().map(|position| (*position, 1.0))).collect()
            }
            Clause::Meets(conditions) => (0..)
                .zip(&self.attributes)
                .filter(|(_, attributes)| attributes.meet(conditions))
                .map(|(position, _)| (position, 1.0))
                .collect(),
            Clause::All(clauses) => all(each(clauses)),
            Clause::Any(clauses) => any(each(clauses)),
            Clause::Mixed(clauses) => {
                let of = |wanted: Occur| clauses.iter().filter(move |(occur, _)| *occur == wanted).map(|(_, clause)| self.scores(clause));
                let (musts, shoulds): (Vec<_>, Vec<_>) = (of(Occur::Must).collect(), of(Occur::Should).collect());
                let mut found = if musts.is_empty() { any(shoulds.clone()) } else { all(musts.clone()) };
                if !musts.is_empty() {
                    let more = any(shoulds);
                    found.iter_mut().for_each(|(position, score)| *score += more.get(position).copied().unwrap_or(0.0));
                }
                of(Occur::MustNot).for_each(|not| found.retain(|position, _| !not.contains_key(position)));
                found
            }
            Clause::Best(clauses, others) => {
                let mut best: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
                for (position, score) in each(clauses).into_iter().flatten() {
                    let (most, sum) = best.entry(position).or_default();
                    (*most, *sum) = (most.max(score), *sum + score);
                }
                best.into_iter().map(|(position, (most, sum))| (position, most + (sum - most) * others)).collect()
            }
            Clause::Boost(clause, weight) => self.scores(clause).into_iter().map(|(position, score)| (position, score * weight)).collect(),
            Clause::Constant(clause, score) => self.scores(clause).into_keys().map(|position| (position, *score)).collect(),
        }
    }

    fn records_with(&self, zone: Zone, term: &str) -> BTreeMap<usize, f32> {
        self.postings.get(&zone).and_then(|terms| terms.get(term)).cloned().unwrap_or_default()
    }

    /// How often each record has terms at these places from each other, within one text.
    fn records_with_phrase(&self, zone: Zone, terms: &[(usize, String)]) -> BTreeMap<usize, f32> {
        let Some((_, first)) = terms.first() else { return BTreeMap::new() };
        let mut found = BTreeMap::new();
        for position in self.records_with(zone, first).into_keys() {
            let texts = self.texts.get(&(position, zone)).into_iter().flatten();
            let at = |text: &Vec<String>, start: usize| terms.iter().all(|(place, term)| text.get(start + place) == Some(term));
            let count = texts.map(|text| (0..text.len()).filter(|start| at(text, *start)).count()).sum::<usize>();
            if count > 0 {
                found.insert(position, count as f32);
            }
        }
        found
    }

    fn rarity(&self, zone: Zone, term: &str) -> f32 {
        let (all, with) = (self.attributes.len() as f32, self.records_with(zone, term).len() as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    fn length(&self, position: usize, zone: Zone) -> f32 {
        self.texts.get(&(position, zone)).into_iter().flatten().map(Vec::len).sum::<usize>() as f32
    }

    fn bm25(&self, zone: Zone, frequencies: BTreeMap<usize, f32>, rarity: f32) -> BTreeMap<usize, f32> {
        let lengths: f32 = (0..self.attributes.len()).map(|position| self.length(position, zone)).sum();
        let average = lengths / self.attributes.len() as f32;
        let score = |(position, frequency): (usize, f32)| {
            let norm = K1 * (1.0 - B + B * self.length(position, zone) / average);
            (position, rarity * (1.0 + K1) * frequency / (frequency + norm))
        };
        frequencies.into_iter().map(score).collect()
    }

    fn order(&self, sort: Sort, position: usize, score: f32) -> f32 {
        let record = self.corpus().at(position);
        match sort {
            Sort::Relevance => score * record.map_or(1.0, |record| self.factors.of(Rank::of(self.corpus(), record))),
            Sort::Document => -(position as f32),
            Sort::Amount => record.and_then(amount).map_or(-1.0, |amount| amount as f32),
        }
    }

    fn facets(&self, positions: &[usize]) -> Facets {
        let counted = |value: &dyn Fn(&Attributes) -> bool| positions.iter().filter(|at| value(&self.attributes[**at])).count();
        let of = |kind: Kind, has: &dyn Fn(&Attributes, &str) -> bool| {
            let values = self
                .corpus()
                .of_kind(kind)
                .filter_map(|record| if kind == Kind::Ministry { record.number() } else { Some(record.id().as_str()) });
            let counts = values.map(|value| (value.to_owned(), counted(&|record| has(record, value))));
            counts.filter(|(_, count)| *count > 0).collect()
        };
        let kinds = Kind::all().iter().map(|kind| (kind.name().to_owned(), counted(&|record| record.kind == *kind)));
        Facets {
            kind: kinds.filter(|(_, count)| *count > 0).collect(),
            document: of(Kind::Document, &|record, value| record.documents.iter().any(|id| id.as_str() == value)),
            ministry: of(Kind::Ministry, &|record, value| record.ministries.iter().any(|role| role.code == value)),
            area: of(Kind::Area, &|record, value| record.areas.iter().any(|id| id.as_str() == value)),
        }
    }
}

/// What is in all of some findings, the scores added.
fn all(findings: Vec<BTreeMap<usize, f32>>) -> BTreeMap<usize, f32> {
    let mut findings = findings.into_iter();
    let first = findings.next().unwrap_or_default();
    findings.fold(first, |mut found, other| {
        found.retain(|position, score| other.get(position).inspect(|more| *score += **more).is_some());
        found
    })
}

/// What is in any of some findings, the scores added.
fn any(findings: Vec<BTreeMap<usize, f32>>) -> BTreeMap<usize, f32> {
    let mut found = BTreeMap::new();
    for (position, score) in findings.into_iter().flatten() {
        *found.entry(position).or_default() += score;
    }
    found
}

impl Engine for Memory {
    fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn weights(&self) -> &Weights {
        &self.weights
    }

    fn find(&self, clause: &Clause, sort: Sort, limit: usize) -> Result<Found, Error> {
        let found = self.scores(clause);
        let facets = self.facets(&found.keys().copied().collect::<Vec<_>>());
        let total = found.len();
        let mut hits: Vec<Hit> =
            found.into_iter().map(|(position, score)| Hit { position, score: self.order(sort, position, score) }).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.position.cmp(&b.position)));
        hits.truncate(limit);
        Ok(Found { hits, total, facets })
    }

    fn count(&self, clause: &Clause) -> Result<usize, Error> {
        Ok(self.scores(clause).len())
    }

    fn score(&self, clause: &Clause, position: usize) -> Result<Option<f32>, Error> {
        Ok(self.scores(clause).get(&position).copied())
    }

    fn status(&self) -> EngineStatus {
        EngineStatus { words: self.lexicon.analyser.knows_words(), ..EngineStatus::default() }
    }
}
