//! Documents: their TOML, rules and conversion.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::parts::{id, named, text};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Document, DocumentKind, Named};

/// TOML form of a document.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct DocumentToml {
    pub id: Text,
    pub title: String,
    pub short_title: String,
    pub document_kind: Text,
    pub period: Option<u8>,
    pub fiscal_year: Option<u16>,
    pub from: Option<u16>,
    pub to: Option<u16>,
    pub status: Option<String>,
    pub text: Option<String>,
    /// True if the amounts that it requests for projects and programmes include the wish beyond the request.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub wish_included: bool,
    pub url: Option<Text>,
    pub note: Option<String>,
}

impl DocumentToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        checker.text(&self.id, "title", &self.title);
        checker.text(&self.id, "short_title", &self.short_title);
        checker.word::<DocumentKind>(&self.document_kind);
        if let Some(url) = self.url.as_ref().filter(|url| !is_address(url.get_ref())) {
            checker.report(
                url.span().start,
                format!("{:?} is not an address: addresses begin with https:// or http:// and have no spaces", url.get_ref()),
            );
        }
        checker.optional_texts(&self.id, &[("text", &self.text), ("note", &self.note)]);
    }

    pub fn record(self) -> Document {
        Document {
            id: id(self.id),
            title: self.title,
            short_title: self.short_title,
            document_kind: named(&self.document_kind).unwrap_or_default(),
            period: self.period,
            fiscal_year: self.fiscal_year,
            from: self.from,
            to: self.to,
            status: self.status,
            text: self.text,
            url: self.url.map(toml::Spanned::into_inner),
            allocations: Vec::new(),
            note: self.note,
        }
    }

    /// Returns the TOML form of a document.
    pub fn of(document: &Document) -> Self {
        Self {
            id: text(&document.id),
            title: document.title.clone(),
            short_title: document.short_title.clone(),
            document_kind: text(document.document_kind.name()),
            period: document.period,
            fiscal_year: document.fiscal_year,
            from: document.from,
            to: document.to,
            status: document.status.clone(),
            text: document.text.clone(),
            wish_included: false,
            url: document.url.as_ref().map(text),
            note: document.note.clone(),
        }
    }
}

/// Returns true if a browser can be given this, and a shell's arguments can hold it.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '\\' | '`')))
}
