//! Places: where in a source a fact is found. Every record has at least one.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::Id;

/// A place in a source document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Place {
    /// The document.
    pub document: Id,
    /// The section, if the document has sections.
    pub section: Option<Id>,
    /// The page of the PDF, if the text marks pages.
    pub page: Option<u32>,
    /// The slide's title, if the document is a set of slides.
    pub slide: Option<String>,
    /// The footnote's number.
    pub footnote: Option<u32>,
}

impl Place {
    /// Creates the place of something in a document.
    pub fn new(document: &Id, section: Option<&Id>, page: Option<u32>, slide: Option<&String>) -> Self {
        Self { document: document.clone(), section: section.cloned(), page, slide: slide.cloned(), footnote: None }
    }
}

/// A ministry's part in something. Roles are kept in the order printed, with ◎ as lead.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Role {
    /// The one-character code in the list of abbreviations (文, 厚, …; 科技 has two).
    pub code: String,
    /// True if printed with ◎: the ministry takes the lead and reports in the follow-up.
    pub lead: bool,
}

impl Role {
    /// Returns the role as printed: `◎厚` or `厚`.
    pub fn printed(&self) -> String {
        if self.lead { format!("◎{}", self.code) } else { self.code.clone() }
    }

    /// Adds the ministries of `more` to `all`, each once, as lead if it leads in either.
    pub fn gather(all: &mut Vec<Role>, more: &[Role]) {
        for role in more {
            match all.iter_mut().find(|known| known.code == role.code) {
                Some(known) => known.lead |= role.lead,
                None => all.push(role.clone()),
            }
        }
    }

    /// Returns a list of roles as printed: `◎健、文、厚`.
    pub fn list(roles: &[Role]) -> String {
        roles.iter().map(Role::printed).collect::<Vec<_>>().join("、")
    }
}

/// One item of a section or one theme of a project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Point {
    /// The item, in our own words.
    pub text: String,
    /// The ministries printed at the end of this item alone.
    pub ministries: Vec<Role>,
    /// The page, if it is not that of the section.
    pub page: Option<u32>,
    /// The page of its end, where the ministries are printed, if it runs over to another page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ministries_page: Option<u32>,
}
