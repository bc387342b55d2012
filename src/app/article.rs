//! A record as the reader sees it: a list of blocks, the same for the screen and for `show`.

use super::glossary;
use crate::model::{
    Allocation, Basis, Corpus, Entry, Id, Kpi, Latest, Link, Measure, Office, Owner, Place, Programme, Project, ProjectEntry, Record, Role,
    Section, Target,
};
use crate::text::fold::fold;

/// What a block's text is about; `app::words` has the word for each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Label {
    Aliases,
    Amount,
    Areas,
    AsOf,
    Budget,
    Category,
    Code,
    CorporateNumber,
    Deadline,
    Definition,
    Document,
    Effect,
    Entries,
    Evaluation,
    Expansion,
    Group,
    Id,
    Latest,
    Lineage,
    Members,
    Ministries,
    Narrower,
    Note,
    Office,
    Original,
    Owner,
    Period,
    Place,
    Points,
    Reason,
    Receipts,
    Review,
    Role,
    Status,
    Summary,
    Target,
    Text,
    Themes,
    Total,
}

/// One piece of a record on the page.
#[derive(Clone, PartialEq, Debug)]
pub enum ArticleBlock {
    /// The title, with the number as printed before it.
    Title(String),
    /// A short fact behind its label.
    Field { label: Label, text: String },
    /// A fact that is stated or inferred.
    Judged { label: Label, text: String, basis: Basis },
    /// Money or a number that the source does not give.
    NotReported(Label),
    /// A heading over what follows.
    Heading(Label, usize),
    /// Running text.
    Paragraph(String),
    /// One item, with the ministries printed at it.
    Item { text: String, ministries: Vec<Role>, page: Option<u32> },
    /// A remark of this project, not of the source.
    Note(String),
    /// Where it stands in the source.
    Source(String),
}

/// Whose words a record is shown in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// Ours.
    #[default]
    Digest,
    /// The original's, where the reader has imported it.
    Original,
    /// What the terms, abbreviations and bodies mean that it names.
    Terms,
}

impl View {
    /// What of the two can be shown of a record.
    pub fn of(self, corpus: &Corpus, record: &Record) -> Self {
        if self == View::Original && corpus.original(record).is_empty() { View::Digest } else { self }
    }
}

/// The blocks of a record; in our words where there is no original.
pub fn blocks(corpus: &Corpus, record: &Record, view: View) -> Vec<ArticleBlock> {
    let mut page = Page { corpus, blocks: Vec::new() };
    page.blocks.push(ArticleBlock::Title(heading(record)));
    if view == View::Terms {
        page.blocks.extend(glossary::blocks(corpus, record));
        return page.blocks;
    }
    if view.of(corpus, record) == View::Original {
        page.original(record);
        page.sources(record);
        return page.blocks;
    }
    page.beginnings_and_ends(record.id());
    match record {
        Record::Document(document) => {
            page.field(Label::Status, document.status.as_deref());
            let years = document.from.zip(document.to).map(|(from, to)| format!("FY{from}–{to}"));
            page.field(Label::Period, years.or(document.fiscal_year.map(|year| format!("FY{year}"))).as_deref());
            page.paragraph(document.text.as_deref());
            page.allocations(&document.allocations);
        }
        Record::Section(section) => page.section(section),
        Record::Project(project) => page.project(project),
        Record::Programme(programme) => page.programme(programme),
        Record::Kpi(kpi) => page.kpi(kpi),
        Record::Ministry(ministry) => {
            page.field(Label::Code, Some(&ministry.code));
            page.aliases(&ministry.aliases);
            page.paragraph(ministry.text.as_deref());
        }
        Record::Area(area) => {
            page.aliases(&area.aliases);
            page.paragraph(area.text.as_deref());
            page.field(Label::Narrower, Some(area.narrower.join("、").as_str()).filter(|names| !names.is_empty()));
        }
        Record::Body(body) => {
            page.aliases(&body.aliases);
            page.field(Label::Office, body.office.as_deref());
            page.paragraph(body.role.as_deref());
        }
        Record::Payee(payee) => page.payee(payee),
        Record::Term(term) => {
            page.field(Label::Expansion, term.expansion.as_deref());
            page.aliases(&term.aliases);
            page.paragraph(term.gloss.as_deref());
            if term.gloss.is_some() && term.gloss_basis == Basis::Inferred {
                page.blocks.push(ArticleBlock::Note(OUR_GLOSS.to_owned()));
            }
        }
    }
    // A section that was imported has no other words than its own.
    if matches!(record, Record::Section(section) if section.text.is_none() && section.points.is_empty() && section.project.is_none()) {
        page.original(record);
    }
    // What several documents say of a project has the remarks of each.
    let told = matches!(record, Record::Project(project) if project.entries.len() > 1);
    page.blocks.extend(record.note().filter(|_| !told).map(|note| ArticleBlock::Note(note.to_owned())));
    page.reworked(record);
    page.sources(record);
    page.blocks
}

/// Said of a meaning that goes beyond what the documents say.
const OUR_GLOSS: &str = "説明はしるべによる（原典の文ではない）。";

/// A record's title with its number: `④ 感染症プロジェクト`.
pub fn heading(record: &Record) -> String {
    match record {
        Record::Section(_) | Record::Project(_) | Record::Kpi(_) => {
            record.number().map_or_else(|| record.title().to_owned(), |number| format!("{number} {}", record.title()))
        }
        // Where no document gives it a code of its own its name stands for it.
        Record::Ministry(ministry) if ministry.code == ministry.title => ministry.title.clone(),
        Record::Ministry(ministry) => format!("{}（{}）", ministry.title, ministry.code),
        _ => record.title().to_owned(),
    }
}

/// A record's name where space is short: a document by its short title, others as in [`heading`].
pub fn name(record: &Record) -> String {
    match record {
        Record::Document(document) => document.short_title.clone(),
        _ => heading(record),
    }
}

/// A place as it is cited: `第3期計画 3.1(3)④ 感染症プロジェクト p.11`.
pub fn citation(corpus: &Corpus, place: &Place) -> String {
    let document = corpus.document(place.document.as_str()).map_or_else(|| place.document.to_string(), |d| d.short_title.clone());
    let section = place.section.as_ref().and_then(|section| corpus.section_label(section.as_str()));
    // A slide's own section has the slide's title already.
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    let slide = place.slide.as_ref().filter(|slide| !section.as_ref().is_some_and(|section| solid(section).contains(&solid(slide))));
    let mut parts = vec![document];
    parts.extend(section.clone());
    parts.extend(slide.map(|slide| format!("「{slide}」")));
    parts.extend(place.footnote.map(|number| format!("脚注{number}")));
    parts.extend(place.page.map(|page| format!("p.{page}")));
    parts.join(" ")
}

/// An amount in 億円 as printed: whole numbers without a point.
pub fn amount(value: f64) -> String {
    let text = number(value);
    format!("{text}億円")
}

/// A number with thousands parted, without needless decimals.
pub fn number(value: f64) -> String {
    let text = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{rest}") }
}

/// A target as a short phrase: `60件/年（FY2025–2029 累計300件）`. As printed where it has no number.
pub fn target(target: &Target) -> String {
    let Some(value) = target.value else {
        return target.printed.clone().unwrap_or_default();
    };
    let unit = target.unit.as_deref().unwrap_or_default();
    let mut text = measured(value, unit, Some(target.basis)) + direction(target);
    if let Some(cumulative) = target.cumulative {
        text = format!("{text}（{}累計{}{unit}）", term(target).map_or(String::new(), |term| format!("{term} ")), number(cumulative));
    }
    text
}

/// Whether a target is a floor or a ceiling, as printed right behind its value: `以上`.
pub fn direction(target: &Target) -> &'static str {
    let printed = fold(target.printed.as_deref().unwrap_or_default()).replace(',', "");
    let counted = |direction: &&str| {
        let unit = target.unit.as_deref().unwrap_or_default();
        target.value.is_some_and(|value| {
            [(1.0, ""), (1e4, "万"), (1e8, "億"), (1e12, "兆")].iter().any(|(times, scale)| {
                printed.match_indices(&fold(&format!("{}{scale}{unit}{direction}", value / times))).any(|(at, _)| {
                    // Not the end of a longer number: the `5件以上` of `15件以上`.
                    !printed[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
                })
            })
        })
    };
    ["以上", "以下", "以内", "未満"].into_iter().find(counted).unwrap_or_default()
}

/// The years a target counts: `FY2025–2029`.
pub fn term(target: &Target) -> Option<String> {
    match (target.from, target.by) {
        (Some(from), Some(by)) => Some(format!("FY{from}–{by}")),
        (None, Some(by)) => Some(format!("～FY{by}")),
        (Some(from), None) => Some(format!("FY{from}～")),
        (None, None) => None,
    }
}

/// A reached value as a short phrase; as printed where it has no number.
pub fn latest(latest: &Latest) -> String {
    let Some(value) = latest.value else {
        return latest.printed.clone().unwrap_or_default();
    };
    measured(value, latest.unit.as_deref().unwrap_or_default(), latest.basis)
}

fn measured(value: f64, unit: &str, basis: Option<Measure>) -> String {
    let value = number(value);
    match basis {
        Some(Measure::PerYear) => format!("{value}{unit}/年"),
        Some(Measure::Average) => format!("平均{value}{unit}/年"),
        Some(Measure::Cumulative) => format!("累計{value}{unit}"),
        Some(Measure::Increase) => format!("{value}{unit}より増"),
        Some(Measure::Total | Measure::Relative | Measure::Qualitative) | None => format!("{value}{unit}"),
    }
}

/// The page under construction.
pub(super) struct Page<'c> {
    pub(super) corpus: &'c Corpus,
    pub(super) blocks: Vec<ArticleBlock>,
}

impl Page<'_> {
    pub(super) fn field(&mut self, label: Label, text: Option<&str>) {
        self.blocks.extend(text.map(|text| ArticleBlock::Field { label, text: text.to_owned() }));
    }

    pub(super) fn paragraph(&mut self, text: Option<&str>) {
        self.blocks.extend(text.map(|text| ArticleBlock::Paragraph(text.to_owned())));
    }

    pub(super) fn aliases(&mut self, aliases: &[String]) {
        self.field(Label::Aliases, Some(aliases.join("、").as_str()).filter(|names| !names.is_empty()));
    }

    fn ministries(&mut self, roles: &[Role]) {
        self.field(Label::Ministries, Some(Role::list(roles).as_str()).filter(|list| !list.is_empty()));
    }

    /// Titles of records by id, joined; unknown ids as they are.
    pub(super) fn titles<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> String {
        let title = |id: &Id| self.corpus.get(id.as_str()).map_or_else(|| id.to_string(), name);
        ids.into_iter().map(title).collect::<Vec<_>>().join("、")
    }

    fn areas(&mut self, areas: &[Id]) {
        if !areas.is_empty() {
            let text = self.titles(areas);
            self.field(Label::Areas, Some(&text));
        }
    }

    fn section(&mut self, section: &Section) {
        self.ministries(&section.ministries);
        self.areas(&section.areas);
        self.paragraph(section.text.as_deref());
        self.items(if section.project.is_some() { Label::Themes } else { Label::Points }, section);
    }

    /// The original's words, with the file and page that they are from.
    fn original(&mut self, record: &Record) {
        let mut from = None;
        for excerpt in self.corpus.original(record) {
            let place = excerpt.page.map_or_else(|| excerpt.file.clone(), |page| format!("{} p.{page}", excerpt.file));
            if from.as_ref() != Some(&place) {
                self.field(Label::Original, Some(&place));
                from = Some(place);
            }
            self.blocks.extend(excerpt.lines.iter().map(|line| ArticleBlock::Paragraph(line.clone())));
        }
    }

    fn items(&mut self, label: Label, section: &Section) {
        if section.points.is_empty() {
            return;
        }
        self.blocks.push(ArticleBlock::Heading(label, section.points.len()));
        for point in &section.points {
            let page = point.page.filter(|page| Some(*page) != section.page);
            self.blocks.push(ArticleBlock::Item { text: point.text.clone(), ministries: point.ministries.clone(), page });
        }
    }

    fn project(&mut self, project: &Project) {
        self.ministries(&project.ministries);
        self.aliases(&project.aliases);
        self.areas(&project.areas);
        if let [only] = project.entries.as_slice() {
            self.paragraph(only.summary.as_deref());
        }
        for budget in &project.budgets {
            let parts = [("AMED", budget.amed), ("インハウス", budget.in_house), ("計", budget.total)];
            let parts: Vec<String> =
                parts.iter().filter_map(|(name, value)| value.map(|value| format!("{name} {}", amount(value)))).collect();
            let marks = if budget.marks.is_empty() { String::new() } else { format!("（{}）", budget.marks.join("・")) };
            let stage = budget.basis.printed();
            let text = format!("FY{} {stage} {}{marks}", budget.fiscal_year, parts.join(" / "));
            self.field(Label::Budget, Some(&text));
        }
        match project.entries.as_slice() {
            [only] => self.themes(only),
            entries => {
                self.blocks.push(ArticleBlock::Heading(Label::Entries, entries.len()));
                entries.iter().for_each(|entry| self.project_entry(entry));
            }
        }
    }

    /// What one of several documents says of a project.
    fn project_entry(&mut self, entry: &ProjectEntry) {
        let document = self.corpus.document(entry.document.as_str()).map_or_else(|| entry.document.to_string(), |d| d.short_title.clone());
        let number = entry.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        self.field(Label::Document, Some(&format!("{document}：{number}{}", entry.title)));
        self.ministries(&entry.ministries);
        self.paragraph(entry.summary.as_deref());
        self.themes(entry);
        self.blocks.extend(entry.note.as_ref().map(|note| ArticleBlock::Note(note.clone())));
    }

    fn themes(&mut self, entry: &ProjectEntry) {
        if entry.themes.is_empty() {
            return;
        }
        self.blocks.push(ArticleBlock::Heading(Label::Themes, entry.themes.len()));
        for (text, page) in entry.themes.iter().zip(&entry.theme_pages) {
            let page = page.filter(|page| Some(*page) != entry.page);
            self.blocks.push(ArticleBlock::Item { text: text.clone(), ministries: Vec::new(), page });
        }
    }

    fn allocations(&mut self, allocations: &[Allocation]) {
        if allocations.is_empty() {
            return;
        }
        self.blocks.push(ArticleBlock::Heading(Label::Budget, allocations.len()));
        for allocation in allocations {
            let stage = allocation.basis.printed();
            let mut text = format!("FY{} {stage} {}", allocation.fiscal_year, allocation.title);
            if let Some(value) = allocation.amount {
                text.push_str(&format!(" {}", amount(value)));
            }
            let shares: Vec<String> = allocation.ministries.iter().map(|share| format!("{}{}", share.code, number(share.amount))).collect();
            if !shares.is_empty() {
                text.push_str(&format!("（{}）", shares.join("、")));
            }
            text.extend(allocation.note.iter().map(|note| format!("。{note}")));
            self.blocks.push(ArticleBlock::Item { text, ministries: Vec::new(), page: None });
        }
    }

    fn programme(&mut self, programme: &Programme) {
        self.aliases(&programme.aliases);
        if !programme.members.is_empty() {
            let text = self.titles(&programme.members);
            self.field(Label::Members, Some(&text));
        }
        if !programme.entries.is_empty() {
            self.blocks.push(ArticleBlock::Heading(Label::Entries, programme.entries.len()));
            programme.entries.iter().for_each(|entry| self.entry(entry));
        }
        let offices: Vec<Role> = programme.ministries.iter().map(Office::role).collect();
        self.ministries(&offices);
        self.field(Label::Office, programme.organisation.first().map(String::as_str));
        programme.reviews.iter().for_each(|review| self.review(review));
    }

    fn entry(&mut self, entry: &Entry) {
        let document = self.corpus.document(entry.document.as_str()).map_or_else(|| entry.document.to_string(), |d| d.short_title.clone());
        let mut head = vec![document];
        head.extend(entry.fiscal_year.map(|year| format!("FY{year}")));
        head.extend(entry.basis.map(|basis| basis.printed().to_owned()));
        head.extend(entry.amount.map(amount));
        head.extend(entry.assigned().map(|how| format!("（{how}）")));
        head.extend((!entry.marks.is_empty()).then(|| format!("〔{}〕", entry.marks.join("・"))));
        head.extend(entry.project.as_ref().map(|project| self.titles([project])));
        let text =
            [Some(head.join(" ")), entry.summary.clone(), entry.note.clone(), entry.support.clone().map(|why| format!("根拠：{why}"))];
        let text = text.into_iter().flatten().map(|part: String| part.trim_end_matches('。').to_owned()).collect::<Vec<_>>().join("。");
        self.blocks.push(ArticleBlock::Item { text, ministries: entry.ministries.clone(), page: entry.page });
    }

    fn kpi(&mut self, kpi: &Kpi) {
        self.field(Label::Group, kpi.group.as_deref());
        self.paragraph(kpi.review.as_ref().and_then(|review| review.goal.as_deref()));
        match &kpi.target {
            Some(goal) => {
                self.field(Label::Target, Some(&target(goal)));
                let printed = goal.printed.as_deref().filter(|_| goal.value.is_some());
                self.field(Label::Text, printed);
                self.field(Label::Deadline, term(goal).as_deref());
            }
            None => self.blocks.push(ArticleBlock::NotReported(Label::Target)),
        }
        match &kpi.latest {
            Some(value) => {
                self.field(Label::Latest, Some(&latest(value)));
                self.field(Label::AsOf, value.as_of.as_deref());
                if let Some(place) = &value.place {
                    let place = citation(self.corpus, place);
                    self.field(Label::Place, Some(&place));
                }
            }
            None => self.blocks.push(ArticleBlock::NotReported(Label::Latest)),
        }
        match (&kpi.owner, kpi.owning_record()) {
            (Some(owner), Some(record)) => self.owner(owner, record),
            _ => self.blocks.push(ArticleBlock::NotReported(Label::Owner)),
        }
        self.ministries(&kpi.ministries);
        self.areas(&kpi.areas);
        self.paragraph(kpi.text.as_deref());
    }

    fn owner(&mut self, owner: &Owner, record: &Id) {
        let mut text = self.titles([record]);
        if owner.whole {
            text.push_str("（計画全体）");
        }
        self.blocks.push(ArticleBlock::Judged { label: Label::Owner, text, basis: owner.basis });
        let evidence: Vec<String> =
            owner.evidence.iter().map(|id| self.corpus.section_label(id.as_str()).unwrap_or_else(|| self.titles([id]))).collect();
        let evidence = (!evidence.is_empty()).then(|| format!("［{}］", evidence.join("、")));
        let reason: String = owner.note.iter().cloned().chain(evidence).collect();
        self.field(Label::Reason, Some(reason.as_str()).filter(|reason| !reason.is_empty()));
    }

    /// What is new in its period, or ends in it: no link can say so.
    fn beginnings_and_ends(&mut self, id: &Id) {
        let corpus = self.corpus;
        let steps = corpus
            .lineage()
            .iter()
            .filter(|step| (step.from.is_none() && step.to.as_ref() == Some(id)) || (step.to.is_none() && step.from.as_ref() == Some(id)));
        for step in steps {
            let text = [Some(step.kind.printed()), step.note.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("：");
            self.blocks.push(ArticleBlock::Judged { label: Label::Lineage, text, basis: step.basis });
        }
    }

    fn sources(&mut self, record: &Record) {
        let mut cited: Vec<String> = Vec::new();
        for place in record.places() {
            let text = citation(self.corpus, &place);
            if !cited.contains(&text) {
                cited.push(text);
            }
        }
        self.blocks.extend(cited.into_iter().map(ArticleBlock::Source));
        self.blocks.push(ArticleBlock::Field { label: Label::Id, text: record.id().to_string() });
    }
}

/// A link with the record at its other end, as lists show it.
pub fn link_title(corpus: &Corpus, link: &Link) -> String {
    match corpus.get(link.id.as_str()) {
        Some(Record::Section(_)) => corpus.section_label(link.id.as_str()).unwrap_or_default(),
        Some(record) => name(record),
        None => link.id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands_and_keep_their_decimals() {
        for (value, text) in [(0.0, "0"), (60.0, "60"), (1515.0, "1,515"), (1_200_000.0, "1,200,000"), (0.4, "0.4"), (1234.5, "1,234.5")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn a_target_says_what_its_value_counts() {
        let goal = Target {
            value: Some(60.0),
            unit: Some("件".to_owned()),
            basis: Measure::PerYear,
            from: Some(2025),
            by: Some(2029),
            cumulative: Some(300.0),
            printed: None,
        };
        assert_eq!(target(&goal), "60件/年（FY2025–2029 累計300件）");
        let unknown = Target { value: None, printed: Some("過去3年度平均以上".to_owned()), ..goal };
        assert_eq!(target(&unknown), "過去3年度平均以上");
        for (value, printed, shown) in [
            (60.0, "年間６０件以上", "60件/年以上"),
            (13_500_000.0, "1,350万件以下", "13,500,000件/年以下"),
            (5.0, "15件以上、そのうち新規5件", "5件/年"),
            (20.0, "60歳以上で20件", "20件/年"),
        ] {
            let printed = Target { value: Some(value), cumulative: None, printed: Some(printed.to_owned()), ..unknown.clone() };
            assert_eq!(target(&printed), shown);
        }
    }
}
