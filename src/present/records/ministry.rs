//! Presentation of ministries.

use super::shown::{Columns, Shown, cell};
use crate::model::Ministry;
use crate::present::article::label::Label;
use crate::present::article::page::Page;

impl Shown for Ministry {
    const LISTED: Columns<Self> = &[("code", |ministry| cell(&ministry.code))];

    const EXPORTED: Columns<Self> = &[("code", |ministry| cell(ministry.code.clone())), ("text", |ministry| cell(ministry.text.as_ref()))];

    fn article(&self, page: &mut Page) {
        page.field(Label::Code, Some(&self.code));
        page.aliases(&self.aliases);
        page.paragraph(self.text.as_deref());
    }
}
