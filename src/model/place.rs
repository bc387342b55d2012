//! Where in a source a fact stands: every record has at least one such place.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::Id;

/// A place in a source document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Place {
    /// The document.
    pub document: Id,
    /// The section, where the document has sections.
    pub section: Option<Id>,
    /// The page of the PDF, where the text marks pages.
    pub page: Option<u32>,
    /// The slide's title, where the document is a set of slides.
    pub slide: Option<String>,
    /// The footnote's number.
    pub footnote: Option<u32>,
}

/// A ministry's part in something: in the order printed, ◎ as lead.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Role {
    /// The one-character code of the list of abbreviations (文, 厚, …; 科技 has two).
    pub code: String,
    /// ◎: takes the lead and reports in the follow-up.
    pub lead: bool,
}

impl Role {
    /// As printed: `◎厚` or `厚`.
    pub fn printed(&self) -> String {
        if self.lead { format!("◎{}", self.code) } else { self.code.clone() }
    }

    /// Adds to `all` what `more` has beside it: each ministry once, lead if it leads anywhere.
    pub fn gather(all: &mut Vec<Role>, more: &[Role]) {
        for role in more {
            match all.iter_mut().find(|known| known.code == role.code) {
                Some(known) => known.lead |= role.lead,
                None => all.push(role.clone()),
            }
        }
    }

    /// A list as printed: `◎健、文、厚`.
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
    /// The page, where it is not that of the section.
    pub page: Option<u32>,
    /// The page of its end, where the ministries are printed, if it runs over to another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ministries_page: Option<u32>,
}
