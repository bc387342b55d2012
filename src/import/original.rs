//! Text of the original of a document that the corpus has, put beside the records that say the same in our own words.

use std::collections::{HashMap, HashSet};

use super::Heading;
use super::builder::{DocumentBuilder, Owners, line_of};
use super::known::Standing;
use crate::model::{Id, Kind, Record, Section, name_key};

/// Longest heading, in characters, including what follows it on the line.
const LONGEST_HEADING: usize = 80;
/// Fewest characters of a title that can be told from ordinary words.
const TITLE: usize = 5;

impl DocumentBuilder<'_, '_> {
    /// Returns the records of the corpus to which the lines of a known document belong.
    pub(super) fn known(&mut self) -> Owners {
        let corpus = self.session.corpus;
        let sections: Vec<&Section> = corpus
            .of_kind(Kind::Section)
            .filter_map(|record| if let Record::Section(section) = record { Some(section) } else { None })
            .filter(|section| section.document == self.document)
            .collect();
        let titles: Vec<String> = sections.iter().map(|section| name_key(&section.title)).collect();
        let numbers: Vec<String> = sections.iter().map(|section| section.number.as_deref().map(name_key).unwrap_or_default()).collect();
        let headings: HashMap<usize, &Heading> = self.draft.headings.iter().map(|heading| (heading.line, heading)).collect();
        let mut owners: Owners = vec![(0, self.document.clone())];
        let mut used = HashSet::new();
        // Headings come in the document's order; the nearest unused one after the last is meant.
        let mut last = 0;
        for (line, text) in self.draft.blocks.iter().enumerate().filter(|(_, line)| line.text().chars().count() <= LONGEST_HEADING) {
            let heading = headings.get(&line);
            let number = heading.and_then(|heading| heading.number.as_deref()).map(name_key).unwrap_or_default();
            let (title, whole) = (heading.map(|heading| name_key(&heading.title)).unwrap_or_default(), name_key(&text.text()));
            let free: Vec<usize> = (last..sections.len()).chain(0..last).filter(|at| !used.contains(at)).collect();
            // A slide's title may be followed by more, such as a project's money.
            let begins = |at: usize| {
                let rest = whole.strip_prefix(&numbers[at]).unwrap_or(&whole);
                rest == titles[at] || titles[at].chars().count() >= TITLE && rest.starts_with(&titles[at])
            };
            let exact = free.iter().find(|at| !number.is_empty() && numbers[**at] == number && titles[**at] == title);
            let named = exact.or_else(|| free.iter().find(|at| !title.is_empty() && titles[**at] == title));
            // A slide whose title is repeated continues what it began.
            let again = || {
                (0..sections.len())
                    .filter(|at| sections[*at].slide.is_some() && used.contains(at))
                    .find(|at| titles[*at].chars().count() >= TITLE && begins(*at))
            };
            let found = named.or_else(|| free.iter().find(|at| begins(**at))).copied().or_else(again);
            if let Some(at) = found {
                used.insert(at);
                last = at;
                owners.push((line, sections[at].id.clone()));
            }
        }
        self.indicators_of_the_corpus();
        self.programmes_of_the_corpus();
        owners
    }

    /// Adds the lines of indicators as excerpts to the indicators that have their number, and their value or title.
    fn indicators_of_the_corpus(&mut self) {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        for found in &self.draft.indicators {
            let Some(number) = &found.number else { continue };
            let title = name_key(&found.title);
            let mut alike: Vec<(usize, &Id)> = Vec::new();
            for record in self.session.corpus.of_kind(Kind::Kpi) {
                let Record::Kpi(kpi) = record else { continue };
                if kpi.document == self.document && kpi.number.as_deref().map(digits) == Some(digits(number)) {
                    let value = kpi.target.as_ref().and_then(|target| target.value);
                    let signs = usize::from(value.is_some() && value == found.target) + usize::from(name_key(&kpi.title) == title);
                    alike.push((signs, &kpi.id));
                }
            }
            // The one with more of both than any other.
            alike.sort_by_key(|(signs, _)| std::cmp::Reverse(*signs));
            if let [(signs, id), rest @ ..] = alike.as_slice()
                && *signs > 0
                && rest.first().is_none_or(|(other, _)| other < signs)
            {
                self.volume.excerpts.extend(line_of(self.draft, id, found.line));
            }
        }
    }

    /// Adds the lines of programmes as excerpts to the programmes that have their names.
    fn programmes_of_the_corpus(&mut self) {
        for found in &self.draft.programmes {
            let known = self.look_up(&found.name);
            if let (Standing::Matched, [only]) = (known.standing, known.ids.as_slice()) {
                self.volume.excerpts.extend(line_of(self.draft, only, found.line));
            }
        }
    }
}
