//! The corpus held against the originals, where they are at hand: titles and printed targets stand there, on the page that is given.

use std::fs;
use std::path::{Path, PathBuf};

use shirube::model::{Kind, Record};
use shirube::text::fold::fold;

use crate::support::corpus;

pub fn sources() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    if !dir.is_dir() {
        println!("skipped: ../shared/sources is not here");
        return None;
    }
    Some(dir)
}

/// A text without width, case and white space, as the two sides are compared.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The pages of plan3. A page opens about every 63 lines with a line that begins with one space; the nearest to that distance is taken.
fn pages(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut starts = vec![0_usize];
    loop {
        let last = *starts.last().unwrap();
        let opens = |at: &usize| lines.get(*at).is_some_and(|line| line.starts_with(' ') && !line.trim().is_empty());
        let next = (last + 50..last + 86).filter(opens).min_by_key(|at| (at - last).abs_diff(64));
        match next {
            Some(next) => starts.push(next),
            None => break,
        }
    }
    starts.iter().enumerate().map(|(n, start)| bare(&lines[*start..starts.get(n + 1).copied().unwrap_or(lines.len())].concat())).collect()
}

#[test]
fn plan3_has_40_pages() {
    let Some(dir) = sources() else { return };
    assert_eq!(pages(&fs::read_to_string(dir.join("plan3.txt")).unwrap()).len(), 40);
}

#[test]
fn titles_and_printed_targets_of_plan3_stand_on_their_pages() {
    let Some(dir) = sources() else { return };
    let pages = pages(&fs::read_to_string(dir.join("plan3.txt")).unwrap());
    let mut wrong = Vec::new();
    for record in corpus().records().iter().filter(|record| record.document().is_some_and(|id| id.as_str() == "plan3")) {
        let (printed, page): (Vec<&str>, Option<u32>) = match record {
            Record::Section(section) => (vec![section.title.as_str()], section.page),
            Record::Project(project) => (vec![project.title.as_str()], project.page),
            Record::Kpi(kpi) if kpi.value_is_printed() => (kpi.printed(), kpi.page),
            _ => continue,
        };
        let page = usize::try_from(page.unwrap_or(0)).unwrap();
        // What stands over the end of a page begins on it.
        let text = pages.get(page.wrapping_sub(1)).cloned().unwrap_or_default() + pages.get(page).map_or("", String::as_str);
        for words in printed {
            // A footnote's number may stand in the middle of a heading.
            let without = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
            if !text.contains(&bare(words)) && !without(&text).contains(&without(&bare(words))) {
                wrong.push(format!("{}: {words:?} is not on page {page}", record.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What of an indicator must be found in the original word for word.
trait Printed {
    fn value_is_printed(&self) -> bool;
    fn printed(&self) -> Vec<&str>;
}

impl Printed for shirube::model::Kpi {
    fn value_is_printed(&self) -> bool {
        self.target.as_ref().is_some_and(|target| target.value.is_some()) || self.latest.is_some()
    }

    fn printed(&self) -> Vec<&str> {
        let target = self.target.as_ref().and_then(|target| target.printed.as_deref());
        target.into_iter().chain(self.latest.as_ref().and_then(|latest| latest.printed.as_deref())).collect()
    }
}

#[test]
fn the_words_that_speak_of_an_indicator_stand_on_the_page_that_is_given() {
    let Some(dir) = sources() else { return };
    let pages = pages(&fs::read_to_string(dir.join("plan3.txt")).unwrap());
    let slides = bare(&fs::read_to_string(dir.join("slides1.txt")).unwrap());
    let corpus = corpus();
    let mut count = 0;
    for record in corpus.records() {
        let Record::Kpi(kpi) = record else { continue };
        for quote in &kpi.mentions {
            let section = quote.place.section.as_ref().unwrap();
            let page = quote.place.page.map(|page| &pages[page as usize - 1]);
            assert!(page.unwrap_or(&slides).contains(&bare(&quote.words)), "{}: {:?} is not at {:?}", kpi.id, quote.words, quote.place);
            let link = corpus.links(kpi.id.as_str()).iter().find(|link| link.id == *section && link.words.as_ref() == Some(&quote.words));
            assert_eq!(link.and_then(|link| link.source.as_ref()), Some(&quote.place), "{} {section}", kpi.id);
            count += 1;
        }
    }
    assert!(count > 70, "{count}");
}

#[test]
fn names_of_bodies_and_terms_stand_in_the_original() {
    let Some(dir) = sources() else { return };
    let text = bare(&fs::read_to_string(dir.join("plan3.txt")).unwrap());
    let mut wrong = Vec::new();
    for record in corpus().records() {
        let named_by_us = record.note().is_some_and(|note| note.contains("しるべが付けた"));
        let here = record.places().iter().any(|place| place.document.as_str() == "plan3");
        if matches!(record.kind(), Kind::Body | Kind::Term) && here && !named_by_us {
            let names = std::iter::once(record.title()).chain(record.aliases().iter().map(String::as_str));
            // A long name may be cut by the end of a page: its beginning is enough.
            let found = names.into_iter().any(|name| text.contains(&bare(name).chars().take(16).collect::<String>()));
            let footnote = record.places().iter().any(|place| place.footnote.is_some());
            if !found && !footnote {
                wrong.push(format!("{} {}", record.id(), record.title()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
