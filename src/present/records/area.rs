//! Presentation of disease areas.

use super::shown::{Columns, Shown, cell};
use crate::model::Area;
use crate::present::article::label::Label;
use crate::present::article::page::Page;

impl Shown for Area {
    const LISTED: Columns<Self> = &[("aliases", |area| cell(area.aliases.join("、")))];

    const EXPORTED: Columns<Self> = &[("narrower", |area| cell(area.narrower.join("、"))), ("text", |area| cell(area.text.as_ref()))];

    fn article(&self, page: &mut Page) {
        page.aliases(&self.aliases);
        page.paragraph(self.text.as_deref());
        page.field(Label::Narrower, Some(self.narrower.join("、").as_str()).filter(|names| !names.is_empty()));
    }
}
