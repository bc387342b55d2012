//! Excerpts of originals, and the origin of a library document: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{id, text};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::corpus::volume::Original;
use crate::model::{Excerpt, Id};

/// TOML form of the origin of a library document.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct OriginalToml {
    pub document: Text,
    pub file: String,
    pub format: String,
    pub encoding: String,
    pub sha256: String,
}

/// TOML form of an excerpt of an original.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct ExcerptToml {
    pub record: Text,
    pub page: Option<u32>,
    /// Lines as one text.
    pub text: Option<Text>,
    /// Lines one by one, as 0.1.0 wrote them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Text>,
}

impl OriginalToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.reference(&self.document, &["document"]);
        let texts = [("file", &self.file), ("format", &self.format), ("encoding", &self.encoding)];
        texts.into_iter().for_each(|(field, text)| checker.text(&self.document, field, text));
    }

    pub fn original(self) -> Original {
        Original { document: id(self.document), file: self.file, format: self.format, encoding: self.encoding, sha256: self.sha256 }
    }

    /// Returns the TOML form of an original.
    pub fn of(original: &Original) -> Self {
        Self {
            document: text(&original.document),
            file: original.file.clone(),
            format: original.format.clone(),
            encoding: original.encoding.clone(),
            sha256: original.sha256.clone(),
        }
    }
}

impl ExcerptToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        let kinds = ["document", "section", "project", "programme", "kpi"];
        checker.reference(&self.record, &kinds);
        self.lines.iter().chain(&self.text).for_each(|line| checker.filled(line));
        if self.lines.is_empty() && self.text.is_none() {
            checker.report(self.record.span().start, format!("an excerpt of {:?} has no text", self.record.get_ref()));
        }
    }

    /// Converts this to an excerpt, of the document and the file that it was taken from.
    pub fn excerpt(self, document: &Id, file: &str) -> Excerpt {
        let whole = self.text.map(Text::into_inner).unwrap_or_default();
        let of_text = whole.lines().filter(|line| !line.is_empty()).map(str::to_owned);
        let lines = self.lines.into_iter().map(Text::into_inner).chain(of_text).collect();
        Excerpt { record: id(self.record), document: document.clone(), file: file.to_owned(), page: self.page, lines }
    }

    /// Returns the TOML form of an excerpt, its lines as one text: easier for a person to read than a list, and lighter on a machine's
    /// memory.
    pub fn of(excerpt: &Excerpt) -> Self {
        Self { record: text(&excerpt.record), page: excerpt.page, text: Some(text(&excerpt.lines.join("\n"))), lines: Vec::new() }
    }
}
