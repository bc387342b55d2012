//! Interface of the rules: what they may ask (which records there are, of which period, in which file) and how they report problems.

use std::collections::{HashMap, HashSet};

use super::error::Problem;
use super::sources::LIBRARY;
use super::spot::{Lines, Text};
use crate::model::Named;

/// File to which a rule is applied.
#[derive(Clone, Copy)]
pub(super) struct CheckedFile<'f> {
    /// Path below the corpus folder.
    pub path: &'f str,
    /// Document whose folder the file is in.
    pub document: Option<&'f str>,
    /// Starts of the file's lines.
    pub lines: &'f Lines,
}

/// State of the rules: what is known of all files, and the problems that were found.
#[derive(Default)]
pub(super) struct Checker<'f> {
    /// Kind of each id and the place where it was first given.
    pub known: HashMap<&'f str, (&'static str, String)>,
    /// Id of the ministry with each code.
    pub codes: HashMap<&'f str, &'f str>,
    /// Id of the record with each name, by kind and folded name.
    pub names: HashMap<(&'static str, String), &'f str>,
    /// Programmes for which some document has an entry.
    pub spoken_of: HashSet<&'f str>,
    /// Plan period of each document that has one.
    pub periods: HashMap<&'f str, u8>,
    /// Document that lists each project.
    pub document_of: HashMap<&'f str, &'f str>,
    /// Projects that are listed under another, with that one.
    pub listed_under: HashMap<&'f str, &'f str>,
    /// Page on which each section begins.
    pub pages: HashMap<&'f str, u32>,
    /// File that is being checked.
    pub current: Option<CheckedFile<'f>>,
    /// Problems that were found.
    pub problems: Vec<Problem>,
}

impl<'f> Checker<'f> {
    /// Reports a problem at a byte offset of the current file.
    pub fn report(&mut self, at: usize, what: String) {
        if let Some(file) = self.current {
            self.problems.push(Problem { file: file.path.to_owned(), line: file.lines.line(at), what });
        }
    }

    /// Returns the plan period of the document that lists a project.
    pub fn period(&self, project: &str) -> Option<u8> {
        self.periods.get(*self.document_of.get(project)?).copied()
    }

    /// Checks that an id is that of a record of one of these kinds.
    pub fn reference(&mut self, id: &'f Text, kinds: &[&str]) {
        let text = id.get_ref().as_str();
        match self.known.get(text) {
            Some((kind, _)) if kinds.contains(kind) => {}
            Some((kind, _)) => self.report(id.span().start, format!("{text:?} is a {kind}; a {} is wanted here", kinds.join(" or "))),
            None => self.report(id.span().start, format!("no record has the id {text:?}")),
        }
    }

    /// Checks that the codes are those of ministries.
    pub fn ministries(&mut self, roles: &'f [Text]) {
        for role in roles {
            let code = role.get_ref().trim_start_matches('◎');
            if !self.codes.contains_key(code) {
                self.report(role.span().start, format!("no ministry has the code {code:?}; ministries.toml lists them"));
            }
        }
    }

    /// Checks that a word is the name of one of an enum's values.
    pub fn word<T: Named>(&mut self, word: &'f Text) {
        if T::from_name(word.get_ref()).is_none() {
            self.report(word.span().start, format!("{:?} is none of {}", word.get_ref(), T::list()));
        }
    }

    /// Checks that what is stated or inferred comes with the evidence that says or supports it.
    pub fn evidence(&mut self, basis: &'f Text, evidence: &'f [Text]) {
        evidence.iter().for_each(|section| self.reference(section, &["section", "kpi", "project", "document"]));
        if evidence.is_empty() {
            self.report(basis.span().start, "a basis needs `evidence`: the section that says or supports it".to_owned());
        }
    }

    /// Checks that a record has a page or slide.
    pub fn place(&mut self, id: &'f Text, page: Option<u32>, slide: Option<&String>) {
        if page.is_none() && slide.is_none_or(|slide| slide.trim().is_empty()) {
            self.report(id.span().start, format!("{:?} has no place; give its `page` or `slide`", id.get_ref()));
        }
    }

    /// Checks that an amount of money is finite and not negative.
    pub fn amount(&mut self, at: &'f Text, amount: f64) {
        if !amount.is_finite() || amount < 0.0 {
            self.report(at.span().start, format!("{amount} is not an amount of money"));
        }
    }

    /// Checks that a text is not empty and has no control characters that a terminal would obey.
    pub fn text(&mut self, id: &'f Text, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.report(id.span().start, format!("{:?} has an empty {field}", id.get_ref()));
        } else if has_control(text) {
            self.report(id.span().start, format!("{:?} has a control character in {field}", id.get_ref()));
        }
    }

    /// Applies [`Checker::text`] to the texts that are present.
    pub fn optional_texts(&mut self, id: &'f Text, texts: &[(&str, &Option<String>)]) {
        for (field, text) in texts {
            if let Some(text) = text {
                self.text(id, field, text);
            }
        }
    }

    /// Applies [`Checker::text`] to names.
    pub fn names(&mut self, id: &'f Text, names: &[String]) {
        names.iter().for_each(|name| self.text(id, "name", name));
    }

    /// Checks that an item is not empty and has no control characters.
    pub fn filled(&mut self, text: &'f Text) {
        if text.get_ref().trim().is_empty() {
            self.report(text.span().start, "an item is empty; write it or take it out".to_owned());
        } else if has_control(text.get_ref()) {
            self.report(text.span().start, "an item has a control character".to_owned());
        }
    }

    /// Returns true if the current file belongs to the library.
    pub fn in_library(&self) -> bool {
        self.current.is_some_and(|file| file.path.starts_with(LIBRARY))
    }

    /// Returns the plan period of the document whose file is being checked.
    pub fn present_period(&self) -> Option<u8> {
        self.current.and_then(|file| self.periods.get(file.document?)).copied()
    }
}

fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n')
}
