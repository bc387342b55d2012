//! Mentions: names and aliases of records, found in the texts of other records by longest match, folded on both sides.

use std::collections::HashSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Corpus, Kind, Place, Record};
use crate::text::fold::{Folded, fold};

/// Length in characters of the shortest name looked for; shorter ones are too common in running text.
const SHORTEST_NAME: usize = 2;
/// Length up to which Latin abbreviations count only in the case in which they are written: `AD` is not the "ad" of a sentence.
const CASE_MATTERS_UP_TO: usize = 4;

/// A name to look for.
struct Name {
    /// The name as the record writes it.
    written: String,
    folded: String,
    /// The position of the record; `None` for a phrase that contains a name without meaning it.
    position: Option<usize>,
}

/// Finder of the records that a text names.
///
/// Only the longest name counts: がん in 革新的がん医療実用化研究事業 is part of the programme's name and says nothing about the text
/// around it. A record's own names are searched for disease areas separately.
pub struct Mentions {
    /// The names of all records except disease areas.
    names: Option<Scanner>,
    /// The words of disease areas.
    areas: Option<Scanner>,
}

/// A record that is named in the text of another.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Finding {
    /// The position of the record whose text it is.
    pub speaker: usize,
    /// The position of the record that is named.
    pub named: usize,
    /// The place of the text.
    pub place: Place,
    /// The name as the text has it.
    pub words: String,
}

impl Mentions {
    /// Prepares the search for the names and aliases of all records except documents, sections and indicators, whose titles are phrases.
    pub fn new(corpus: &Corpus) -> Self {
        let of_area = corpus.positions(Kind::Area);
        let all = corpus.records().iter().enumerate().filter(|(_, record)| !record.is_of_sheets());
        let (areas, names): (Vec<_>, Vec<_>) = all.partition(|(position, _)| of_area.contains(position));
        let scanner = |records: Vec<(usize, &Record)>| {
            Scanner::new(records.into_iter().flat_map(|(position, record)| names_of(record, position)).collect())
        };
        Self { names: scanner(names), areas: scanner(areas) }
    }

    /// Calls `found` with the position in the corpus of every record that a text names, as often as it does.
    pub fn scan(&self, text: &str, mut found: impl FnMut(usize)) {
        self.named(text, |positions, _| positions.iter().for_each(|position| found(*position)));
    }

    /// Calls `found` for every name in a text, with the positions of the records that bear it and the name as it appears there. A word of a
    /// disease area within a longer name does not count.
    pub(super) fn named(&self, text: &str, mut found: impl FnMut(&[usize], &str)) {
        let folded = Folded::new(text);
        let mut taken: Vec<Range<usize>> = Vec::new();
        if let Some(scanner) = &self.names {
            scanner.scan(text, &folded, |positions, words, range| {
                found(positions, words);
                taken.push(range);
            });
        }
        if let Some(scanner) = &self.areas {
            scanner.scan(text, &folded, |positions, words, range| {
                let within = |name: &Range<usize>| name.start <= range.start && range.end <= name.end && *name != range;
                if !taken.iter().any(within) {
                    found(positions, words);
                }
            });
        }
    }

    /// Calls `found` for every word of a disease area in the name of a record, with the position of the area and the word.
    pub(super) fn areas(&self, name: &str, mut found: impl FnMut(usize, &str)) {
        if let Some(scanner) = &self.areas {
            let tell = |positions: &[usize], words: &str, _| positions.iter().for_each(|position| found(*position, words));
            scanner.scan(name, &Folded::new(name), tell);
        }
    }
}

/// Finds what the texts of all records name, in order; for each pair of records, the first place.
pub(super) fn find(corpus: &Corpus, mentions: &Mentions) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (speaker, record) in corpus.records().iter().enumerate().filter(|(_, record)| !record.is_of_sheets()) {
        let mut known: HashSet<usize> = HashSet::from([speaker]);
        let mut find = |named: usize, place: &Place, words: &str| {
            if known.insert(named) {
                let place = shared_place(corpus, record, named).unwrap_or_else(|| place.clone());
                let place = corpus.at(named).map_or_else(|| place.clone(), |named| paged(&place, named));
                findings.push(Finding { speaker, named, place, words: words.to_owned() });
            }
        };
        for (name, place) in own_names(record) {
            mentions.areas(name, |area, words| find(area, &place, words));
        }
        let originals = corpus.excerpts_at(speaker).iter().flat_map(|excerpt| {
            let place = Place { document: excerpt.document.clone(), section: None, page: excerpt.page, slide: None, footnote: None };
            excerpt.lines.iter().map(move |line| (line.as_str(), place.clone()))
        });
        for (text, place) in record.passages().into_iter().chain(originals) {
            mentions.named(text, |positions, words| {
                meant(corpus, positions, &place).into_iter().for_each(|named| find(named, &place, words));
            });
        }
    }
    findings
}

/// Returns a place with the page of the record that is named there, if that record's own place in the same section gives one: a section's
/// text may run over several pages.
pub(super) fn paged(place: &Place, named: &Record) -> Place {
    let same = |other: &Place| place.section.is_some() && other.section == place.section && other.page.is_some();
    let page = match named {
        Record::Project(_) | Record::Section(_) => None,
        _ => named.places().into_iter().find(same).and_then(|other| other.page),
    };
    Place { page: page.or(place.page), ..place.clone() }
}

/// Returns the place where a record that spans documents speaks of another: the first of its places where the other appears too, by section
/// or slide, or else by document. What its one text says was read in all of its places.
pub(super) fn shared_place(corpus: &Corpus, record: &Record, named: usize) -> Option<Place> {
    if !record.kind().spans_documents() {
        return None;
    }
    let others = corpus.at(named)?.places();
    let with =
        |alike: &dyn Fn(&Place, &Place) -> bool| record.places().into_iter().find(|place| others.iter().any(|other| alike(place, other)));
    with(&|place, other| place.section.is_some() && place.section == other.section)
        .or_else(|| with(&|place, other| place.document == other.document && place.slide.is_some() && place.slide == other.slide))
        .or_else(|| with(&|place, other| place.document == other.document))
}

/// Returns the proper names of a record, each with a place where it is printed; an area's own names are not searched.
fn own_names(record: &Record) -> Vec<(&str, Place)> {
    let first = record.places().into_iter().next();
    match record {
        // A heading may be the name of what the section is about.
        Record::Section(section) => first.map(|place| (section.title.as_str(), place)).into_iter().collect(),
        Record::Project(project) => project.entries.iter().map(|entry| (entry.title.as_str(), entry.place())).collect(),
        Record::Programme(_) | Record::Body(_) | Record::Term(_) => {
            let Some(place) = first else { return Vec::new() };
            let spelled = match record {
                Record::Term(term) => term.expansion.as_deref(),
                _ => None,
            };
            let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str)).chain(spelled);
            names.map(|name| (name, place.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the records that a text means, of several that share a name.
///
/// Projects of several periods bear the same name: the text means the one of its own document, or else of its period, or else of the latest
/// period before. A document does not speak of a project that comes after it.
fn meant(corpus: &Corpus, positions: &[usize], place: &Place) -> Vec<usize> {
    let of_kind = corpus.positions(Kind::Project);
    let (projects, mut others): (Vec<usize>, Vec<usize>) = positions.iter().partition(|position| of_kind.contains(position));
    let now = corpus.document(place.document.as_str()).and_then(|document| document.period);
    let period = |position: &usize| corpus.at(*position).and_then(|record| corpus.period_of(record));
    let not_later = |position: &usize| match (period(position), now) {
        (Some(period), Some(now)) => period <= now,
        _ => true,
    };
    let projects: Vec<usize> = projects.into_iter().filter(not_later).collect();
    let own = |position: &usize| match corpus.at(*position) {
        Some(Record::Project(project)) => project.documents.contains(&place.document),
        _ => false,
    };
    let latest = projects.iter().filter_map(period).max();
    let nearest = projects.iter().copied().filter(own).collect::<Vec<_>>();
    let nearest = if nearest.is_empty() { projects.into_iter().filter(|at| period(at) == latest).collect() } else { nearest };
    others.extend(nearest);
    others
}

/// Names that are looked for together.
struct Scanner {
    automaton: AhoCorasick,
    /// The names by pattern: all those that fold to it.
    names: Vec<Vec<Name>>,
}

impl Scanner {
    /// Builds a scanner; returns `None` if there are more names than an automaton can hold.
    fn new(mut names: Vec<Name>) -> Option<Self> {
        names.sort_by(|a, b| a.folded.cmp(&b.folded));
        let mut groups: Vec<Vec<Name>> = Vec::new();
        for name in names {
            match groups.last_mut() {
                Some(group) if group.first().is_some_and(|first| first.folded == name.folded) => group.push(name),
                _ => groups.push(vec![name]),
            }
        }
        let patterns = groups.iter().filter_map(|group| group.first()).map(|name| name.folded.as_str());
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()?;
        Some(Self { automaton, names: groups })
    }

    /// Calls `found` for every name in a text, with the positions of the records that bear it, the name as it appears there, and its range
    /// in the folded text. Phrases that contain a name without meaning it take its place and are not reported.
    fn scan(&self, text: &str, folded: &Folded, mut found: impl FnMut(&[usize], &str, Range<usize>)) {
        for matched in self.automaton.find_iter(&folded.text) {
            let written = text.get(folded.source_range(matched.range())).unwrap_or_default();
            if !stands_alone(&folded.text, matched.range()) {
                continue;
            }
            let names = self.names.get(matched.pattern().as_usize()).into_iter().flatten();
            let bearers: Vec<usize> = names.filter(|name| same_case(name, written)).filter_map(|name| name.position).collect();
            if !bearers.is_empty() {
                found(&bearers, written, matched.range());
            }
        }
    }
}

/// Returns the names of a record for which running text is searched, and the phrases in which they do not count.
fn names_of(record: &Record, position: usize) -> Vec<Name> {
    let narrower: &[String] = match record {
        Record::Area(area) => &area.narrower,
        // Headings and indicators are phrases, not names: matching them would tie everything to everything.
        Record::Document(_) | Record::Section(_) | Record::Kpi(_) => return Vec::new(),
        // Ordinary words mean the record only where it is defined.
        Record::Term(term) if term.common => return Vec::new(),
        _ => &[],
    };
    let mut names: Vec<Name> = Vec::new();
    let written = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str));
    let meaning = written.chain(narrower.iter().map(String::as_str)).map(|name| (name, Some(position)));
    for (written, position) in meaning.chain(record.not_in().iter().map(|phrase| (phrase.as_str(), None))) {
        let folded = fold(written);
        if folded.chars().count() >= SHORTEST_NAME && !names.iter().any(|name| name.folded == folded) {
            names.push(Name { written: written.to_owned(), folded, position });
        }
    }
    names
}

/// Returns true if a match is not in the middle of a longer Latin word or number.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    let touches = |inner: Option<char>, outer: Option<char>| inner.is_some_and(word) && outer.is_some_and(word);
    let (Some(before), Some(name), Some(after)) = (text.get(..range.start), text.get(range.clone()), text.get(range.end..)) else {
        return false;
    };
    !touches(name.chars().next(), before.chars().next_back()) && !touches(name.chars().next_back(), after.chars().next())
}

fn same_case(name: &Name, written: &str) -> bool {
    let short_latin = name.folded.is_ascii() && name.folded.len() <= CASE_MATTERS_UP_TO;
    !short_latin || written == name.written || !written.is_ascii()
}
