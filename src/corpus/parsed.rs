//! Parsed files of the corpus.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use super::checker::CheckedFile;
use super::error::Problem;
use super::records::CorpusFile;
use super::sources::{LIBRARY, SourceFile};
use super::spot::Lines;
use crate::text::clean::clean_lines;

/// Parsed file.
pub(super) struct Parsed {
    /// Path below the corpus folder.
    pub path: String,
    /// Document whose folder it is in.
    pub document: Option<String>,
    /// Records of the file.
    pub file: CorpusFile,
    /// Starts of the file's lines.
    pub lines: Lines,
}

impl Parsed {
    /// Returns what a rule may know of the file.
    pub fn source(&self) -> CheckedFile<'_> {
        CheckedFile { path: &self.path, document: self.document.as_deref(), lines: &self.lines }
    }
}

/// Parses every file. One that does not parse becomes a problem and is left out.
pub(super) fn parse(files: &[SourceFile]) -> (Vec<Parsed>, Vec<Problem>) {
    let mut parsed = Vec::with_capacity(files.len());
    let mut problems = Vec::new();
    for source in files.iter().filter(|source| !source.is_corrections()) {
        let lines = Lines::of(&source.text);
        match file(source) {
            Ok(file) => {
                parsed.push(Parsed { path: source.path.clone(), document: source.document().map(str::to_owned), file, lines });
            }
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                let line = lines.line(offset);
                problems.push(Problem { file: source.path.clone(), line, what: error.message().trim().replace('\n', " ") });
            }
        }
    }
    (parsed, problems)
}

/// Parses a file. A file from outside is cleaned here, where all of its text comes in, so that nothing that a terminal would obey gets any
/// further. (The shipped corpus contains nothing of the kind, as a test checks.)
fn file(source: &SourceFile) -> Result<CorpusFile, toml::de::Error> {
    if let Cow::Borrowed(shipped) = source.text {
        return toml::from_str(shipped);
    }
    let mut table = DeTable::parse(&source.text)?;
    clean_table(table.get_mut());
    CorpusFile::deserialize(toml::de::Deserializer::from(table))
}

fn clean_table(table: &mut DeTable<'_>) {
    table.iter_mut().for_each(|(_, value)| clean_value(value.get_mut()));
}

fn clean_value(value: &mut DeValue<'_>) {
    match value {
        DeValue::String(text) => {
            if let Cow::Owned(cleaned) = clean_lines(text) {
                *text = Cow::Owned(cleaned);
            }
        }
        DeValue::Array(values) => values.iter_mut().for_each(|value| clean_value(value.get_mut())),
        DeValue::Table(table) => clean_table(table),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// Removes those of the library's programmes that an earlier file already gives: each library document brings along the programmes that it
/// speaks of.
pub(super) fn once(files: &mut [Parsed]) {
    let mut seen: HashSet<String> = HashSet::new();
    for parsed in files {
        let of_library = parsed.path.starts_with(LIBRARY);
        parsed.file.programme.retain(|programme| seen.insert(programme.id.get_ref().clone()) || !of_library);
    }
}
