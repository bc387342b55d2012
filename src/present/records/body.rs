//! Presentation of councils, agencies and institutions.

use super::shown::{Columns, Shown, cell, ids};
use crate::model::Body;
use crate::present::article::label::Label;
use crate::present::article::page::Page;

impl Shown for Body {
    const LISTED: Columns<Self> = &[("aliases", |body| cell(body.aliases.join("、"))), ("office", |body| cell(body.office.as_ref()))];

    const EXPORTED: Columns<Self> = &[
        ("role", |body| cell(body.role.as_ref())),
        ("period", |body| cell(body.period.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))),
        ("office", |body| cell(body.office.as_ref())),
        ("offices", |body| cell(ids(&body.offices))),
    ];

    fn article(&self, page: &mut Page) {
        page.aliases(&self.aliases);
        page.field(Label::Office, self.office.as_deref());
        page.paragraph(self.role.as_deref());
    }
}
