//! Measurement of how much of a known document was recognised: the corpus's records against a draft of the original.

use std::collections::HashSet;

use serde::Serialize;

use super::Draft;
use super::known::part;
use crate::model::{Corpus, Kind, Record, name_key};

/// Counts of found and known items of one kind.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Score {
    /// Known items that were found.
    pub hit: usize,
    /// All known items.
    pub known: usize,
    /// All found items.
    pub found: usize,
    /// Found items that are known.
    pub right: usize,
}

impl Score {
    /// Returns the share of known items that were found.
    pub fn recall(&self) -> f64 {
        if self.known == 0 { 1.0 } else { self.hit as f64 / self.known as f64 }
    }

    /// Returns the share of found items that are known.
    pub fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }
}

/// Scores of a draft against a document of the corpus.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Scores {
    pub sections: Score,
    pub programmes: Score,
    pub amounts: Score,
    pub indicators: Score,
    pub ministries: Score,
}

fn compare(known: &HashSet<String>, found: &HashSet<String>) -> Score {
    let hit = known.intersection(found).count();
    Score { hit, known: known.len(), found: found.len(), right: hit }
}

/// Compares a draft with the records of `document`.
pub fn score(corpus: &Corpus, document: &str, draft: &Draft) -> Scores {
    let of_document = |record: &&Record| record.document().is_some_and(|id| id.as_str() == document);
    let titles: HashSet<String> = corpus.of_kind(Kind::Section).filter(of_document).map(|record| name_key(record.title())).collect();
    let found: HashSet<String> = draft.headings.iter().map(|heading| name_key(&heading.title)).collect();
    let sections = compare(&titles, &found);

    // A bundle named by the corpus itself cannot be expected; if its printed name is found, that is not a mistake.
    let (mut names, mut amounts, mut given) = (HashSet::new(), HashSet::new(), HashSet::new());
    let (mut aliases, mut bundles) = (Vec::new(), HashSet::new());
    for record in corpus.of_kind(Kind::Programme) {
        let Record::Programme(programme) = record else { continue };
        let here = programme.entries.iter().filter(|entry| entry.document.as_str() == document);
        if here.clone().next().is_none() {
            continue;
        }
        let name = name_key(&programme.title);
        let others = programme.aliases.iter().map(|alias| name_key(alias));
        aliases.push((name.clone(), std::iter::once(name.clone()).chain(others).collect::<Vec<String>>()));
        given.extend(here.clone().filter_map(|entry| entry.amount).map(|amount| format!("{name} {amount}")));
        // An amount that is decided by the slide's order alone cannot be expected; if it is found, that is not a mistake.
        let sure = here.filter(|entry| entry.confidence == Some(crate::model::Confidence::High));
        amounts.extend(sure.filter_map(|entry| entry.amount).map(|amount| format!("{name} {amount}")));
        if programme.members.is_empty() {
            names.insert(name);
        } else {
            bundles.insert(name);
        }
    }
    let canonical = |name: &str| -> String {
        // 名（一部の名）: the part is a record of its own if the corpus has one.
        let part = part(name)
            .and_then(|part| part.split(['、', ',']).find_map(|part| aliases.iter().find(|(_, ways)| ways.contains(&name_key(part)))));
        if let Some((canonical, _)) = part {
            return canonical.clone();
        }
        let name = name_key(name);
        let whole = aliases.iter().find(|(_, ways)| ways.contains(&name));
        // 名（略称）: the name before the parentheses is enough.
        let begins = || aliases.iter().find(|(_, ways)| ways.iter().any(|way| name.starts_with(way.as_str()) || way.starts_with(&name)));
        whole.or_else(begins).map_or(name.clone(), |(canonical, _)| canonical.clone())
    };
    let found: HashSet<String> = draft.programmes.iter().map(|programme| canonical(&programme.name)).collect();
    let programmes = compare(&names, &found.difference(&bundles).cloned().collect());
    let found: HashSet<String> = draft
        .programmes
        .iter()
        .flat_map(|programme| programme.amounts.iter().map(move |amount| (programme, amount)))
        .filter(|(_, amount)| !amount.within)
        .map(|(programme, amount)| format!("{} {}", canonical(&programme.name), amount.value))
        .collect();
    let amounts = Score { right: found.intersection(&given).count(), ..compare(&amounts, &found) };

    let known: HashSet<String> = corpus
        .of_kind(Kind::Kpi)
        .filter(of_document)
        .filter_map(|record| match record {
            Record::Kpi(kpi) => Some(format!("{} {}", number(kpi.number.as_deref()?), kpi.target.as_ref()?.value?)),
            _ => None,
        })
        .collect();
    let found: HashSet<String> =
        draft.indicators.iter().filter_map(|found| Some(format!("{} {}", number(found.number.as_deref()?), found.target?))).collect();
    let indicators = compare(&known, &found);

    let known: HashSet<String> = corpus
        .of_kind(Kind::Section)
        .filter(of_document)
        .filter(|record| !record.ministries().is_empty())
        .map(|record| format!("{} {}", name_key(record.title()), crate::model::Role::list(record.ministries())))
        .collect();
    let found: HashSet<String> = draft
        .headings
        .iter()
        .filter(|heading| !heading.ministries.is_empty())
        .map(|heading| format!("{} {}", name_key(&heading.title), heading.ministries.join("、")))
        .collect();
    Scores { sections, programmes, amounts, indicators, ministries: compare(&known, &found) }
}

fn number(printed: &str) -> String {
    printed.chars().filter(char::is_ascii_digit).collect()
}
