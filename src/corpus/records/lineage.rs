//! Steps of the lineage: their TOML, rules and conversion.

use serde::{Deserialize, Serialize};

use super::parts::{basis, id, ids, named, text, texts};
use crate::corpus::checker::Checker;
use crate::corpus::spot::Text;
use crate::model::{Basis, LineageEdge, Named, Passage};

/// TOML form of a step of the lineage.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::corpus) struct LineageToml {
    pub from: Option<Text>,
    pub to: Option<Text>,
    pub kind: Text,
    pub basis: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Text>,
    pub note: Option<String>,
}

impl LineageToml {
    pub fn check<'f>(&'f self, checker: &mut Checker<'f>) {
        for end in [&self.from, &self.to].into_iter().flatten() {
            checker.reference(end, &["project", "programme", "body"]);
        }
        if self.from.is_none() && self.to.is_none() {
            checker.report(self.kind.span().start, "a lineage needs `from`, `to` or both".to_owned());
        }
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && !checker.in_library()
            && checker.period(from.get_ref()).is_some()
            && checker.period(from.get_ref()) == checker.period(to.get_ref())
        {
            checker.report(to.span().start, "a project of one period is one record: say `of` on it instead of a step".to_owned());
        }
        checker.word::<Passage>(&self.kind);
        checker.word::<Basis>(&self.basis);
        checker.evidence(&self.basis, &self.evidence);
    }

    pub fn step(self) -> LineageEdge {
        LineageEdge {
            from: self.from.map(id),
            to: self.to.map(id),
            kind: named(&self.kind).unwrap_or(Passage::Continued),
            basis: basis(&self.basis),
            evidence: ids(self.evidence),
            note: self.note,
        }
    }

    /// Returns the TOML form of a step.
    pub fn of(step: &LineageEdge) -> Self {
        Self {
            from: step.from.as_ref().map(text),
            to: step.to.as_ref().map(text),
            kind: text(step.kind.name()),
            basis: text(step.basis.name()),
            evidence: texts(&step.evidence),
            note: step.note.clone(),
        }
    }
}
