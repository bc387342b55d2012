//! Records that lie in an index, fetched when they are asked for. Most threads wait for what they ask; the one that draws never does: what
//! it asks is fetched beside it, and it is woken when that has come.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use serde_json::{Value, json};

use super::failure::Failure;
use super::index::search;
use super::parcel::{Parcel, are_clean, unpacked};
use super::register::{MOST, Register};
use super::server::{Limits, Server};
use super::totals::{Answer, Asker, Question};
use super::translate;
use crate::model::{
    Corpus, Excerpt, Given, Id, IndicatorKeys, Kind, LedgerOutline, LineageEdge, Link, MinistrySum, Named, Record, Source, Tie, TieCount,
    Tied, Totals,
};

/// Number of records that are fetched at a time.
const AT_ONCE: usize = 256;
/// Pause before it is tried again to fetch what could not be fetched.
const PAUSE: Duration = Duration::from_secs(1);

/// Kinds of which records are listed from the start: there are few of them. Of programmes, only those that do not come from review sheets
/// are.
const LISTED: [Kind; 7] = [Kind::Document, Kind::Project, Kind::Programme, Kind::Ministry, Kind::Area, Kind::Body, Kind::Term];
/// Kinds of which those that come from review sheets are listed as well.
const WITH_SHEETS: [Kind; 6] = [Kind::Document, Kind::Project, Kind::Ministry, Kind::Area, Kind::Body, Kind::Term];
/// Kinds of which records are fetched from the start: their names are everywhere, and the periods and rows of tables are made of them.
const NAMED: [Kind; 4] = [Kind::Document, Kind::Project, Kind::Ministry, Kind::Area];
/// Number of records of a kind that are fetched from the start.
const FEW: usize = 2_000;

/// Records of an index, as far as this reader has met them. Clones share them.
#[derive(Clone)]
pub struct Records(Arc<Shelf>);

struct Shelf {
    server: Arc<Server>,
    index: String,
    register: Register,
    held: Mutex<Held>,
    /// Thread that never waits, and what wakes it.
    drawing: OnceLock<(ThreadId, Box<dyn Fn() + Send + Sync>)>,
    wanted: Mutex<Wanted>,
    asked: Condvar,
    trouble: Mutex<Option<String>>,
    /// Number of times that something had not come yet.
    missed: AtomicU64,
}

/// What was fetched, by position.
#[derive(Default)]
struct Held {
    /// Records; `None` where there is no such record.
    parcels: HashMap<usize, Option<Arc<Parcel>>>,
    links: HashMap<usize, Vec<Link>>,
    under: HashMap<usize, Vec<usize>>,
    answers: HashMap<Question, Answer>,
}

/// What is to be fetched for the thread that never waits.
#[derive(Default)]
struct Wanted {
    records: BTreeSet<usize>,
    links: BTreeSet<usize>,
    under: BTreeSet<usize>,
    questions: BTreeSet<Question>,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.links.is_empty() && self.under.is_empty() && self.questions.is_empty()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Records {
    /// Lists the records of an index of which there are few, and returns the corpus that reads them from there.
    ///
    /// # Errors
    /// If the cluster cannot be asked.
    pub(super) fn open(server: Arc<Server>, index: &str, lineage: Vec<LineageEdge>) -> Result<(Self, Corpus), Failure> {
        let shelf = Shelf {
            server,
            index: index.to_owned(),
            register: Register::default(),
            held: Mutex::default(),
            drawing: OnceLock::new(),
            wanted: Mutex::default(),
            asked: Condvar::new(),
            trouble: Mutex::default(),
            missed: AtomicU64::new(0),
        };
        let records = Self(Arc::new(shelf));
        let (counts, named) = records.list()?;
        records.fetch(&named)?;
        let corpus = Corpus::elsewhere(Box::new(records.clone()), counts, lineage, MOST);
        Ok((records, corpus))
    }

    /// Fetches what the thread that never waits has asked for.
    fn fetch_for_ever(&self) {
        loop {
            let Wanted { records, links, under, questions } = {
                let mut wanted = locked(&self.0.wanted);
                while wanted.is_empty() {
                    wanted = self.0.asked.wait(wanted).unwrap_or_else(PoisonError::into_inner);
                }
                std::mem::take(&mut *wanted)
            };
            let fetched = self.fetch(&records.into_iter().collect::<Vec<_>>());
            let linked = self.fetch_links(&links.into_iter().collect::<Vec<_>>());
            let found = under.iter().try_for_each(|position| self.find_under(*position).map(drop));
            let answered = questions.iter().try_for_each(|question| self.ask(question).map(drop));
            if let Err(failure) = fetched.and(linked).and(found).and(answered) {
                self.note(&failure);
                if self.0.server.wait(PAUSE).is_err() {
                    return;
                }
            }
            if let Some((_, wake)) = self.0.drawing.get() {
                wake();
            }
        }
    }

    /// Returns true if the present thread never waits.
    fn is_drawing(&self) -> bool {
        self.0.drawing.get().is_some_and(|(thread, _)| *thread == thread::current().id())
    }

    fn note(&self, failure: &Failure) {
        *locked(&self.0.trouble) = Some(failure.to_string());
    }

    /// Returns the position of a record that a hit names.
    pub(super) fn met(&self, id: &str, kind: Option<Kind>) -> Option<usize> {
        self.0.register.position(id, kind)
    }

    /// Returns the id of the record at a position.
    pub(super) fn id(&self, position: usize) -> Option<String> {
        self.0.register.id(position)
    }

    /// Lists the records of which there are few, those of each kind in reading order, one kind after the other. Returns how many of each
    /// kind there are, and the positions of those whose names are everywhere.
    fn list(&self) -> Result<([usize; Kind::COUNT], Vec<usize>), Failure> {
        let names = |kinds: &[Kind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>();
        let query = json!({ "bool": { "filter": [
            { "terms": { "kind": names(&LISTED) } },
            { "bool": { "should": [{ "term": { "of_sheets": false } }, { "terms": { "kind": names(&WITH_SHEETS) } }] } },
        ] } });
        // The reading order begins with the kind.
        let positions = self.listing(query)?;
        let (mut counts, mut named, mut last) = ([0; Kind::COUNT], Vec::new(), None);
        for position in positions {
            let kind = self.kind(position).filter(|kind| last.is_none_or(|last| last <= *kind));
            let unfit = || Failure::Foreign(format!("the records of the index {} are not in order; push again", self.0.index));
            let kind = kind.ok_or_else(unfit)?;
            last = Some(kind);
            counts[kind.place()] += 1;
            if NAMED.contains(&kind) && counts[kind.place()] <= FEW {
                named.push(position);
            }
        }
        Ok((counts, named))
    }

    fn listing(&self, query: Value) -> Result<Vec<usize>, Failure> {
        self.0.register.listing(&self.0.server, &self.0.index, query)
    }

    /// Fetches the records at these positions that are not here.
    pub(super) fn fetch(&self, positions: &[usize]) -> Result<(), Failure> {
        self.fetch_part(
            positions,
            "packed",
            |held, position| held.parcels.contains_key(&position),
            |held, position, packed| {
                let parcel = match packed {
                    Some(packed) => Some(Arc::new(unpacked(packed).filter(Parcel::is_clean)?)),
                    None => None,
                };
                held.parcels.insert(position, parcel);
                Some(())
            },
        )
    }

    /// Fetches the links of the records at these positions that are not here.
    fn fetch_links(&self, positions: &[usize]) -> Result<(), Failure> {
        self.fetch_part(
            positions,
            "packed_links",
            |held, position| held.links.contains_key(&position),
            |held, position, packed| {
                let links = match packed {
                    Some(packed) => unpacked(packed).filter(|links: &Vec<Link>| are_clean(links))?,
                    None => Vec::new(),
                };
                held.links.insert(position, links);
                Some(())
            },
        )
    }

    /// Fetches one field of the records at those of some positions of which it is not `here`; `take` is given what each has, or that there is
    /// no such record, and has none if that cannot be read.
    fn fetch_part(
        &self,
        positions: &[usize],
        field: &str,
        here: impl Fn(&Held, usize) -> bool,
        take: impl Fn(&mut Held, usize, Option<&str>) -> Option<()>,
    ) -> Result<(), Failure> {
        let missing: Vec<(usize, String)> = {
            let held = locked(&self.0.held);
            let missing = positions.iter().filter(|position| !here(&held, **position));
            missing.filter_map(|position| Some((*position, self.id(*position)?))).collect()
        };
        for some in missing.chunks(AT_ONCE) {
            let ids: Vec<&str> = some.iter().map(|(_, id)| id.as_str()).collect();
            let body = json!({
                "size": some.len(),
                "query": { "bool": { "filter": [translate::records(), { "terms": { "ids": ids } }] } },
                "_source": ["ids", field],
                "track_total_hits": false,
            });
            let path = format!("/{}/_search?allow_partial_search_results=false", self.0.index);
            let answer = search(&self.0.server, &path, &body, Limits::READING)?;
            let mut packed: HashMap<&str, &str> = HashMap::new();
            for source in answer.pointer("/hits/hits").and_then(Value::as_array).into_iter().flatten().filter_map(|hit| hit.get("_source"))
            {
                let ids = source.get("ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
                let text = source.get(field).and_then(Value::as_str).unwrap_or_default();
                packed.extend(ids.map(|id| (id, text)));
            }
            let mut held = locked(&self.0.held);
            for (position, id) in some {
                let unfit = || Failure::Foreign(format!("the index {} holds a record that cannot be read; push again", self.0.index));
                take(&mut held, *position, packed.get(id.as_str()).copied()).ok_or_else(unfit)?;
            }
        }
        Ok(())
    }

    /// Returns the records under the one at a position.
    fn find_under(&self, position: usize) -> Result<Vec<usize>, Failure> {
        let Some(id) = self.id(position) else { return Ok(Vec::new()) };
        let under = self.listing(json!({ "term": { "over": id } }))?;
        locked(&self.0.held).under.insert(position, under.clone());
        Ok(under)
    }

    /// Asks the question of a table.
    fn ask(&self, question: &Question) -> Result<Answer, Failure> {
        let answer = Asker { server: &self.0.server, index: &self.0.index, register: &self.0.register }.ask(question)?;
        locked(&self.0.held).answers.insert(question.clone(), answer.clone());
        Ok(answer)
    }

    /// Returns what `take` makes of the answer to the question of a table.
    fn answer<T>(&self, question: Question, take: impl Fn(Answer) -> Option<T>) -> Given<T> {
        let given = |answer: Answer| take(answer).map_or(Given::Nothing, Given::Here);
        let here = locked(&self.0.held).answers.get(&question).cloned();
        if let Some(answer) = here {
            return given(answer);
        }
        if self.is_drawing() {
            locked(&self.0.wanted).questions.insert(question);
            return self.not_yet();
        }
        match self.ask(&question) {
            Ok(answer) => given(answer),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }

    /// Has what was asked for fetched.
    fn not_yet<T>(&self) -> Given<T> {
        self.0.missed.fetch_add(1, Ordering::Relaxed);
        self.0.asked.notify_one();
        Given::NotYet
    }

    /// Returns a part of the record at a position.
    fn part<T>(&self, position: usize, of: impl Fn(&Parcel) -> T) -> Given<T> {
        let here = || match locked(&self.0.held).parcels.get(&position) {
            Some(Some(parcel)) => Some(Given::Here(of(parcel))),
            Some(None) => Some(Given::Nothing),
            None => None,
        };
        if let Some(given) = here() {
            return given;
        }
        if self.is_drawing() {
            locked(&self.0.wanted).records.insert(position);
            return self.not_yet();
        }
        match self.fetch(&[position]) {
            Ok(()) => here().unwrap_or(Given::Nothing),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }
}

impl Source for Records {
    fn record(&self, position: usize) -> Given<Record> {
        self.part(position, |parcel| parcel.record.clone())
    }

    fn links(&self, position: usize) -> Given<Vec<Link>> {
        let here = || locked(&self.0.held).links.get(&position).cloned();
        if let Some(links) = here() {
            return Given::Here(links);
        }
        if self.is_drawing() {
            locked(&self.0.wanted).links.insert(position);
            return self.not_yet();
        }
        match self.fetch_links(&[position]) {
            Ok(()) => here().map_or(Given::Nothing, Given::Here),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }

    fn excerpts(&self, position: usize) -> Given<Vec<Excerpt>> {
        self.part(position, |parcel| parcel.excerpts.clone())
    }

    fn under(&self, position: usize) -> Given<Vec<usize>> {
        if let Some(under) = locked(&self.0.held).under.get(&position) {
            return Given::Here(under.clone());
        }
        if self.is_drawing() {
            locked(&self.0.wanted).under.insert(position);
            return self.not_yet();
        }
        match self.find_under(position) {
            Ok(under) => Given::Here(under),
            Err(failure) => {
                self.note(&failure);
                Given::NotYet
            }
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.met(id, None)
    }

    fn kind(&self, position: usize) -> Option<Kind> {
        self.0.register.kind(position)
    }

    fn has_under(&self, position: usize) -> Option<bool> {
        self.0.register.bears(position)
    }

    fn never_wait(&self, wake: Box<dyn Fn() + Send + Sync>) {
        if self.0.drawing.set((thread::current().id(), wake)).is_ok() {
            let records = self.clone();
            thread::spawn(move || records.fetch_for_ever());
        }
    }

    fn missed(&self) -> u64 {
        self.0.missed.load(Ordering::Relaxed)
    }

    fn prepare(&self, positions: &[usize]) {
        if !self.is_drawing()
            && let Err(failure) = self.fetch(positions)
        {
            self.note(&failure);
        }
    }

    fn id(&self, position: usize) -> Option<Id> {
        Records::id(self, position).map(Id::new)
    }

    fn totals(&self) -> Option<&dyn Totals> {
        Some(self)
    }

    fn trouble(&self) -> Option<String> {
        locked(&self.0.trouble).take()
    }
}

impl Totals for Records {
    fn programme_ledger(&self) -> Given<Arc<LedgerOutline>> {
        self.answer(Question::ProgrammeLedger, |answer| if let Answer::Ledger(outline) = answer { Some(outline) } else { None })
    }

    fn documents_with_money(&self) -> Given<Arc<[usize]>> {
        self.answer(Question::DocumentsWithMoney, Answer::positions)
    }

    fn ties(&self, wanted: &[Tie]) -> Given<Arc<[TieCount]>> {
        self.answer(Question::Ties(wanted.to_vec()), |answer| if let Answer::Ties(counts) = answer { Some(counts) } else { None })
    }

    fn tied(&self, wanted: &[Tie]) -> Given<Arc<[Tied]>> {
        self.answer(Question::Tied(wanted.to_vec()), |answer| if let Answer::Tied(tied) = answer { Some(tied) } else { None })
    }

    fn indicators(&self) -> Given<Arc<[(usize, IndicatorKeys)]>> {
        self.answer(Question::Indicators, |answer| if let Answer::Indicators(keys) = answer { Some(keys) } else { None })
    }

    fn by_ministry(&self, document: &Id) -> Given<Arc<[MinistrySum]>> {
        self.answer(Question::ByMinistry(document.clone()), |answer| if let Answer::ByMinistry(sums) = answer { Some(sums) } else { None })
    }

    fn programmes_of(&self, document: &Id) -> Given<Arc<[usize]>> {
        self.answer(Question::ProgrammesOf(document.clone()), Answer::positions)
    }

    fn payees_named(&self, hash: u32) -> Given<Arc<[usize]>> {
        self.answer(Question::PayeesNamed(hash), Answer::positions)
    }
}
