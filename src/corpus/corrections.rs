//! The reader's word on amounts of which an import was not sure. It is kept apart from the documents, in `library/corrections.toml`, and
//! applied to them when they are read. A document that is imported again keeps its corrections as long as it says the same of the same
//! name.

use serde::{Deserialize, Serialize};

use super::error::Problem;
use super::parsed::Parsed;
use super::records::EntryToml;
use super::sources::{LIBRARY, SourceFile};
use super::spot::Text;
use crate::model::{Correction, FiscalYear, Named, Reading, Stage};

/// All corrections of a library.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Corrections {
    #[serde(default)]
    pub correction: Vec<Correction>,
}

impl Corrections {
    /// Reads the corrections from the file among these that holds them; also returns what is wrong with it.
    pub fn among(files: &[SourceFile]) -> (Self, Option<Problem>) {
        let Some(file) = files.iter().find(|file| file.is_corrections()) else { return (Self::default(), None) };
        match toml::from_str::<Self>(&file.text) {
            Ok(corrections) => (corrections, None),
            Err(error) => {
                let line = 1 + error.span().map_or(0, |span| file.text.get(..span.start).unwrap_or_default().matches('\n').count());
                let what = format!("{}; the corrections are ignored until that is fixed", error.message().trim().replace('\n', " "));
                (Self::default(), Some(Problem { file: file.path.clone(), line, what }))
            }
        }
    }

    /// Returns the text of the corrections file.
    ///
    /// # Errors
    /// If it cannot be expressed in TOML.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("# 取り込んだ額についての読者の言葉（shirube library amounts）。手で直してよい。\n\n{}", toml::to_string_pretty(self)?))
    }

    /// Applies the reader's word to the documents.
    pub fn apply(&self, files: &mut [Parsed]) {
        for correction in &self.correction {
            let of = |parsed: &&mut Parsed| parsed.path.starts_with(LIBRARY) && parsed.document.as_ref() == Some(&correction.document);
            for parsed in files.iter_mut().filter(of) {
                let reading = find(&parsed.file.readings(), correction).cloned();
                if let Some(reading) = reading {
                    correction.apply(&reading, &mut parsed.file.entry);
                }
            }
        }
    }
}

/// Finds the reading that a correction is about, among those of its document.
fn find<'r>(readings: &'r [Reading], correction: &Correction) -> Option<&'r Reading> {
    let alike = |reading: &&Reading| reading.name == correction.name && reading.printed == correction.printed;
    readings.iter().filter(alike).nth(correction.nth.checked_sub(1)?)
}

impl Correction {
    /// Returns the correction of a reading, without the reader's word as yet.
    pub(super) fn of(document: &str, readings: &[Reading], at: usize) -> Option<Self> {
        let reading = readings.get(at)?;
        let alike = |other: &&Reading| other.name == reading.name && other.printed == reading.printed;
        let nth = 1 + readings.get(..at)?.iter().filter(alike).count();
        let (name, printed) = (reading.name.clone(), reading.printed.clone());
        Some(Self { document: document.to_owned(), name, printed, nth, value: None, fiscal_year: None, stage: None })
    }

    /// Returns true if both are about the same amount.
    pub(super) fn same(&self, other: &Self) -> bool {
        (&self.document, &self.name, &self.printed, self.nth) == (&other.document, &other.name, &other.printed, other.nth)
    }

    /// Returns the amount in 億円 with the year and stage under which it belongs to a series once the reader's word is applied; `None` if it
    /// belongs to none.
    pub(super) fn figure(&self, reading: &Reading) -> Option<(f64, FiscalYear, Stage)> {
        reading.programme.as_ref()?;
        let stage = self.stage.as_ref().or(reading.stage.as_ref())?;
        // The budget that the government proposes is that of the year, as long as nothing else is said.
        let stage = match stage.as_str() {
            "当初予算案" => Stage::Initial,
            "要求・要望" => Stage::Request,
            word => Stage::from_name(word)?,
        };
        Some((self.value.or(reading.value)?, self.fiscal_year.or(reading.fiscal_year)?, stage))
    }

    fn apply(&self, reading: &Reading, entries: &mut Vec<EntryToml>) {
        let (Some((value, year, stage)), Some(programme)) = (self.figure(reading), reading.programme.as_ref()) else { return };
        let is_theirs = |entry: &EntryToml| entry.programme.get_ref() == programme;
        let is_of = |entry: &EntryToml, year: Option<FiscalYear>, stage: Option<&str>| {
            entry.fiscal_year == year && entry.stage.as_ref().map(|stage| stage.get_ref().as_str()) == stage
        };
        let word = |text: &str| Text::new(0..0, text.to_owned());
        // First what the import made of it, then the entry of that year and stage, then one without an amount.
        let made = entries.iter().position(|entry| is_theirs(entry) && entry.amount.is_some() && entry.amount == reading.value);
        let there = || entries.iter().position(|entry| is_theirs(entry) && is_of(entry, Some(year), Some(stage.name())));
        let empty = || entries.iter().position(|entry| is_theirs(entry) && entry.amount.is_none());
        let at = made.or_else(there).or_else(empty).unwrap_or_else(|| {
            entries.push(EntryToml::empty(Text::new(0..0, programme.clone()), reading.page, reading.slide.clone()));
            entries.len() - 1
        });
        let Some(entry) = entries.get_mut(at) else { return };
        (entry.fiscal_year, entry.stage, entry.amount) = (Some(year), Some(word(stage.name())), Some(value));
        entry.confidence = Some(word("high"));
        let said = if self.value.is_some_and(|value| reading.value != Some(value)) { "直した額" } else { "確かめた額" };
        entry.support = Some(format!("読者が{said}（本文には「{}」）", reading.printed));
        entry.note = None;
    }
}

#[cfg(test)]
mod tests {
    use super::super::sources::CORRECTIONS;
    use super::*;

    fn reading(name: &str, printed: &str, value: Option<f64>) -> Reading {
        Reading {
            programme: Some("programme/a".to_owned()),
            name: Some(name.to_owned()),
            value,
            printed: printed.to_owned(),
            fiscal_year: Some(2026),
            stage: Some("概算要求".to_owned()),
            ..Reading::default()
        }
    }

    #[test]
    fn a_correction_speaks_of_one_sum_by_its_name_and_print() {
        let readings = [reading("甲", "3億円", Some(3.0)), reading("乙", "3億円", Some(3.0)), reading("甲", "3億円", Some(3.0))];
        let of = |at| Correction::of("call", &readings, at).map(|correction| (correction.name.clone(), correction.nth));
        assert_eq!(
            [of(0), of(1), of(2), of(3)],
            [Some((Some("甲".into()), 1)), Some((Some("乙".into()), 1)), Some((Some("甲".into()), 2)), None]
        );
    }

    #[test]
    fn the_readers_word_takes_the_place_of_what_was_read() {
        let mut entries = vec![EntryToml::empty(Text::new(0..0, "programme/a".to_owned()), None, Some("甲".to_owned()))];
        (entries[0].amount, entries[0].fiscal_year) = (Some(3.0), Some(2026));
        let readings = [reading("甲", "3億円", Some(3.0)), reading("甲", "5億円", None)];
        let mut correction = Correction::of("call", &readings, 0).unwrap_or_else(|| unreachable!());
        correction.value = Some(3.5);
        correction.apply(&readings[0], &mut entries);
        assert_eq!((entries.len(), entries[0].amount), (1, Some(3.5)));
        // An amount that could not be read is in no series until the reader says how much it is.
        let mut correction = Correction::of("call", &readings, 1).unwrap_or_else(|| unreachable!());
        correction.fiscal_year = Some(2025);
        correction.apply(&readings[1], &mut entries);
        assert_eq!(entries.len(), 1);
        correction.value = Some(5.0);
        correction.apply(&readings[1], &mut entries);
        assert_eq!((entries.len(), entries[1].amount, entries[1].fiscal_year), (2, Some(5.0), Some(2025)));
    }

    #[test]
    fn corrections_are_written_as_they_are_read() {
        let correction = Correction::of("call", &[reading("甲", "3億円", Some(3.0))], 0).unwrap_or_else(|| unreachable!());
        let corrections = Corrections { correction: vec![Correction { value: Some(3.5), nth: 2, ..correction }] };
        let text = corrections.text().unwrap_or_default();
        let file = SourceFile { path: format!("{LIBRARY}{CORRECTIONS}"), text: text.into() };
        assert_eq!(Corrections::among(&[file]), (corrections, None));
        let broken = SourceFile { path: format!("{LIBRARY}{CORRECTIONS}"), text: "# x\n[[correction]]\nno = 1\n".into() };
        assert!(Corrections::among(&[broken]).1.is_some_and(|problem| problem.line > 1));
    }
}
