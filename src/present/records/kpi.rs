//! Presentation of indicators.

use super::shown::{Columns, Shown, cell, ids, json_word};
use crate::model::{Id, Kpi, Named, Owner};
use crate::present::article::block::ArticleBlock;
use crate::present::article::label::Label;
use crate::present::article::page::Page;
use crate::present::phrases::{citation, latest, target, term};

impl Shown for Kpi {
    const LISTED: Columns<Self> = &[];

    const EXPORTED: Columns<Self> = &[
        ("number", |kpi| cell(kpi.number.as_ref())),
        ("category", |kpi| cell(kpi.category.name())),
        ("period", |kpi| cell(kpi.period)),
        ("group", |kpi| cell(kpi.group.as_ref())),
        ("parent", |kpi| cell(kpi.parent.as_ref())),
        ("text", |kpi| cell(kpi.text.as_ref())),
        ("target_value", |kpi| cell(kpi.target.as_ref().and_then(|target| target.value))),
        ("target_unit", |kpi| cell(kpi.target.as_ref().and_then(|target| target.unit.as_ref()))),
        ("target_basis", |kpi| cell(kpi.target.as_ref().map(|target| json_word(target.basis)).unwrap_or_default())),
        ("target_from", |kpi| cell(kpi.target.as_ref().and_then(|target| target.from))),
        ("target_by", |kpi| cell(kpi.target.as_ref().and_then(|target| target.by))),
        ("target_cumulative", |kpi| cell(kpi.target.as_ref().and_then(|target| target.cumulative))),
        ("target_printed", |kpi| cell(kpi.target.as_ref().and_then(|target| target.printed.as_ref()))),
        ("latest_value", |kpi| cell(kpi.latest.as_ref().and_then(|latest| latest.value))),
        ("latest_unit", |kpi| cell(kpi.latest.as_ref().and_then(|latest| latest.unit.as_ref()))),
        ("latest_as_of", |kpi| cell(kpi.latest.as_ref().and_then(|latest| latest.as_of.as_ref()))),
        ("latest_printed", |kpi| cell(kpi.latest.as_ref().and_then(|latest| latest.printed.as_ref()))),
        ("owner", |kpi| cell(kpi.owning_project())),
        ("owner_whole", |kpi| cell(kpi.owner.as_ref().map(|owner| owner.whole))),
        ("owner_basis", |kpi| cell(kpi.owner.as_ref().map(|owner| owner.basis.name()))),
        ("owner_evidence", |kpi| cell(kpi.owner.as_ref().map(|owner| ids(&owner.evidence)))),
        ("owner_note", |kpi| cell(kpi.owner.as_ref().and_then(|owner| owner.note.as_ref()))),
        ("programme", |kpi| cell(kpi.review.as_ref().map(|review| &review.programme))),
        ("term", |kpi| cell(kpi.review.as_ref().and_then(|review| review.term.as_ref()))),
        ("goal", |kpi| cell(kpi.review.as_ref().and_then(|review| review.goal.as_ref()))),
        ("direction", |kpi| cell(kpi.review.as_ref().and_then(|review| review.direction.as_ref()))),
        ("page", |kpi| cell(kpi.page)),
        ("slide", |kpi| cell(kpi.slide.as_ref())),
    ];

    fn article(&self, page: &mut Page) {
        page.field(Label::Group, self.group.as_deref());
        page.paragraph(self.review.as_ref().and_then(|review| review.goal.as_deref()));
        match &self.target {
            Some(goal) => {
                page.field(Label::Target, Some(&target(goal)));
                let printed = goal.printed.as_deref().filter(|_| goal.value.is_some());
                page.field(Label::Text, printed);
                page.field(Label::Deadline, term(goal).as_deref());
            }
            None => page.blocks.push(ArticleBlock::NotReported(Label::Target)),
        }
        match &self.latest {
            Some(value) => {
                page.field(Label::Latest, Some(&latest(value)));
                page.field(Label::AsOf, value.as_of.as_deref());
                if let Some(place) = &value.place {
                    let place = citation(page.corpus, place);
                    page.field(Label::Place, Some(&place));
                }
            }
            None => page.blocks.push(ArticleBlock::NotReported(Label::Latest)),
        }
        match (&self.owner, self.owning_record()) {
            (Some(owner), Some(record)) => owner_fields(page, owner, record),
            _ => page.blocks.push(ArticleBlock::NotReported(Label::Owner)),
        }
        page.ministries(&self.ministries);
        page.areas(&self.areas);
        page.paragraph(self.text.as_deref());
    }
}

fn owner_fields(page: &mut Page, owner: &Owner, record: &Id) {
    let mut text = page.titles([record]);
    if owner.whole {
        text.push_str("（計画全体）");
    }
    page.blocks.push(ArticleBlock::Judged { label: Label::Owner, text, basis: owner.basis });
    let evidence: Vec<String> =
        owner.evidence.iter().map(|id| page.corpus.section_label(id.as_str()).unwrap_or_else(|| page.titles([id]))).collect();
    let evidence = (!evidence.is_empty()).then(|| format!("［{}］", evidence.join("、")));
    let reason: String = owner.note.iter().cloned().chain(evidence).collect();
    page.field(Label::Reason, Some(reason.as_str()).filter(|reason| !reason.is_empty()));
}
