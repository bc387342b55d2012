//! Every rule of the corpus. Each finding names file and line and says what to do.

use std::collections::{HashMap, HashSet};

use super::Problem;
use super::raw::{Allocation, Entry, Kpi, Parsed, Place, Project, Quote, Review, Section, Text};
use crate::model::{AllocationGroup, Basis, Category, Channel, Confidence, DocumentKind, Id, Measure, Named, Passage, Stage};
use crate::text::fold::fold;

/// Characters of the words that speak of an indicator: they are evidence, and no copy of the source.
const LONGEST_QUOTE: usize = 25;

/// Every problem of the parsed files, in the order of files and lines.
pub(super) fn check(files: &[Parsed]) -> Vec<Problem> {
    let mut checker = Checker::default();
    for file in files {
        checker.register(file);
    }
    for file in files {
        checker.current = Some(file);
        checker.file(file);
    }
    let mut problems = checker.problems;
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    problems
}

#[derive(Default)]
struct Checker<'f> {
    /// Each id with its kind and where it was first given.
    known: HashMap<&'f str, (&'static str, String)>,
    /// Each ministry code with the id of its ministry.
    codes: HashMap<&'f str, &'f str>,
    /// By kind and folded name, who bears it.
    names: HashMap<(&'static str, String), &'f str>,
    /// Programmes that some document has an entry for.
    spoken_of: HashSet<&'f str>,
    /// The plan period of each document that has one.
    periods: HashMap<&'f str, u8>,
    /// The document that lists each project.
    document_of: HashMap<&'f str, &'f str>,
    /// Projects that are listed under another, with that one.
    listed_under: HashMap<&'f str, &'f str>,
    /// The page on which each section begins.
    pages: HashMap<&'f str, u32>,
    current: Option<&'f Parsed>,
    problems: Vec<Problem>,
}

impl<'f> Checker<'f> {
    fn report(&mut self, at: usize, what: String) {
        if let Some(file) = self.current {
            self.problems.push(Problem { file: file.path.clone(), line: file.line(at), what });
        }
    }

    /// Takes note of every id, and of those given twice or malformed.
    fn register(&mut self, file: &'f Parsed) {
        self.current = Some(file);
        let f = &file.file;
        let ids = f.document.iter().map(|r| ("document", &r.id));
        let ids = ids.chain(f.section.iter().map(|r| ("section", &r.id)));
        let ids = ids.chain(f.project.iter().map(|r| ("project", &r.id)));
        let ids = ids.chain(f.programme.iter().map(|r| ("programme", &r.id)));
        let ids = ids.chain(f.kpi.iter().map(|r| ("kpi", &r.id)));
        let ids = ids.chain(f.ministry.iter().map(|r| ("ministry", &r.id)));
        let ids = ids.chain(f.area.iter().map(|r| ("area", &r.id)));
        let ids = ids.chain(f.body.iter().map(|r| ("body", &r.id)));
        let ids = ids.chain(f.term.iter().map(|r| ("term", &r.id)));
        for (kind, id) in ids {
            let (text, at) = (id.get_ref().as_str(), id.span().start);
            if !Id::is_well_formed(text) {
                self.report(at, format!("the id {text:?} is not made of ASCII letters, digits, '.', '-', '_' and '/'"));
            }
            let here = format!("{}:{}", file.path, file.line(at));
            if let Some((_, first)) = self.known.get(text) {
                let what = format!("the id {text:?} is given a second time; it stands already at {first}");
                self.report(at, what);
            } else {
                self.known.insert(text, (kind, here));
            }
        }
        self.periods.extend(f.document.iter().filter_map(|document| Some((document.id.get_ref().as_str(), document.period?))));
        self.pages.extend(f.section.iter().filter_map(|section| Some((section.id.get_ref().as_str(), section.page?))));
        for project in &f.project {
            let id = project.id.get_ref().as_str();
            self.document_of.extend(file.document.iter().map(|document| (id, document.as_str())));
            self.listed_under.extend(project.of.iter().map(|of| (id, of.get_ref().as_str())));
        }
        if !file.path.starts_with(super::sources::LIBRARY) {
            self.register_names(file);
        }
        self.spoken_of.extend(f.entry.iter().map(|entry| entry.programme.get_ref().as_str()));
        for ministry in &f.ministry {
            if let Some(first) = self.codes.insert(&ministry.code, ministry.id.get_ref()) {
                self.report(ministry.id.span().start, format!("the code {} is {first}'s already", ministry.code));
            }
        }
    }

    /// Takes note of the names of what stands across documents. A name that two records of one kind bear ties every text that has it to both.
    fn register_names(&mut self, file: &'f Parsed) {
        let f = &file.file;
        let programmes = f.programme.iter().map(|r| ("programme", &r.id, &r.title, &r.aliases));
        let ministries = f.ministry.iter().map(|r| ("ministry", &r.id, &r.title, &r.aliases));
        let areas = f.area.iter().map(|r| ("area", &r.id, &r.title, &r.aliases));
        let bodies = f.body.iter().map(|r| ("body", &r.id, &r.title, &r.aliases));
        let terms = f.term.iter().map(|r| ("term", &r.id, &r.title, &r.aliases));
        for (kind, id, title, aliases) in programmes.chain(ministries).chain(areas).chain(bodies).chain(terms) {
            for name in std::iter::once(title).chain(aliases) {
                let bearer = self.names.entry((kind, fold(name))).or_insert(id.get_ref());
                if *bearer != id.get_ref() {
                    let what = format!("{name:?} is a name of {bearer:?} already; texts that have it would be tied to both");
                    self.report(id.span().start, what);
                }
            }
        }
    }

    fn file(&mut self, file: &'f Parsed) {
        let f = &file.file;
        let per_document = [f.section.first().map(|r| &r.id), f.project.first().map(|r| &r.id), f.kpi.first().map(|r| &r.id)];
        let per_document =
            per_document.into_iter().flatten().chain(f.entry.first().map(|r| &r.programme)).chain(f.allocation.first().map(|r| &r.title));
        if let Some(original) = &f.original {
            self.reference(&original.document, &["document"]);
            let texts = [("file", &original.file), ("format", &original.format), ("encoding", &original.encoding)];
            texts.into_iter().for_each(|(field, text)| self.text(&original.document, field, text));
        }
        for excerpt in &f.excerpt {
            let kinds = ["document", "section", "project", "programme", "kpi"];
            self.reference(&excerpt.record, &kinds);
            excerpt.lines.iter().chain(&excerpt.text).for_each(|line| self.filled(line));
            if excerpt.lines.is_empty() && excerpt.text.is_none() {
                self.report(excerpt.record.span().start, format!("an excerpt of {:?} has no text", excerpt.record.get_ref()));
            }
        }
        // The folder of a reader's original is named by its file; it may add nothing but excerpts to a document that stands elsewhere.
        let only_excerpts = f.original.is_some() && per_document.clone().next().is_none();
        if let Some(document) = &file.document {
            if !only_excerpts && self.known.get(document.as_str()).is_none_or(|(kind, _)| *kind != "document") {
                self.report(0, format!("no document has the id {document:?}, the name of this folder; add {document}/document.toml"));
            }
        } else if let Some(first) = per_document.into_iter().next() {
            self.report(first.span().start, "sections, projects, kpis and entries stand in the folder of their document".to_owned());
        }
        for document in &f.document {
            self.text(&document.id, "title", &document.title);
            self.text(&document.id, "short_title", &document.short_title);
            self.word::<DocumentKind>(&document.document_kind);
            if let Some(url) = document.url.as_ref().filter(|url| !is_address(url.get_ref())) {
                self.report(
                    url.span().start,
                    format!("{:?} is no address: it begins with https:// or http:// and has no spaces", url.get_ref()),
                );
            }
            self.optional_texts(&document.id, &[("text", &document.text), ("note", &document.note)]);
        }
        for section in &f.section {
            self.section(section);
        }
        self.projects(file);
        for programme in &f.programme {
            self.text(&programme.id, "title", &programme.title);
            self.names(&programme.id, &programme.aliases);
            self.names(&programme.id, &programme.not_in);
            programme.members.iter().for_each(|member| self.reference(member, &["programme"]));
            self.optional_texts(&programme.id, &[("note", &programme.note)]);
            self.places(&programme.places);
            if programme.places.is_empty() && !self.spoken_of.contains(programme.id.get_ref().as_str()) {
                self.report(programme.id.span().start, format!("{:?} has neither an entry nor a place", programme.id.get_ref()));
            }
        }
        for entry in &f.entry {
            self.entry(entry);
        }
        for review in &f.review {
            self.review(review);
        }
        for allocation in &f.allocation {
            self.allocation(allocation);
        }
        for kpi in &f.kpi {
            self.kpi(kpi);
        }
        self.shared(file);
        for step in &f.lineage {
            for end in [&step.from, &step.to].into_iter().flatten() {
                self.reference(end, &["project", "programme", "body"]);
            }
            if step.from.is_none() && step.to.is_none() {
                self.report(step.kind.span().start, "a lineage needs `from`, `to` or both".to_owned());
            }
            if let (Some(from), Some(to)) = (&step.from, &step.to)
                && !file.path.starts_with(super::sources::LIBRARY)
                && self.period(from.get_ref()).is_some()
                && self.period(from.get_ref()) == self.period(to.get_ref())
            {
                self.report(to.span().start, "a project of one period is one record: say `of` on it instead of a step".to_owned());
            }
            self.word::<Passage>(&step.kind);
            self.word::<Basis>(&step.basis);
            self.evidence(&step.basis, &step.evidence);
        }
    }

    fn section(&mut self, section: &'f Section) {
        self.text(&section.id, "title", &section.title);
        self.optional_texts(
            &section.id,
            &[("number", &section.number), ("mark", &section.mark), ("text", &section.text), ("note", &section.note)],
        );
        self.place(&section.id, section.page, section.slide.as_ref());
        self.places(&section.also);
        section.parent.iter().for_each(|parent| self.reference(parent, &["section"]));
        section.project.iter().for_each(|project| self.reference(project, &["project"]));
        section.areas.iter().for_each(|area| self.reference(area, &["area"]));
        section.mentions.iter().for_each(|record| self.reference(record, &["project", "programme", "body", "term", "ministry"]));
        self.ministries(&section.ministries);
        for point in &section.points {
            self.filled(&point.text);
            self.ministries(&point.ministries);
        }
        if section.project.is_some() && !section.points.is_empty() {
            self.report(
                section.id.span().start,
                "a project's section takes its points from the project's themes; move them there".to_owned(),
            );
        }
    }

    fn projects(&mut self, file: &'f Parsed) {
        for project in &file.file.project {
            self.text(&project.id, "title", &project.title);
            self.names(&project.id, &project.aliases);
            self.optional_texts(&project.id, &[("number", &project.number), ("summary", &project.summary), ("note", &project.note)]);
            self.place(&project.id, project.page, project.slide.as_ref());
            self.places(&project.also);
            self.ministries(&project.ministries);
            let shipped = !file.path.starts_with(super::sources::LIBRARY);
            for alias in project.aliases.iter().filter(|alias| shipped && !names_a_project(alias)) {
                let what = format!("{alias:?} names a field, not a project: texts that speak of the field would be tied to this project");
                self.report(project.id.span().start, what);
            }
            if let Some(of) = &project.of {
                self.same_project(project, of);
            }
            project.section.iter().for_each(|section| self.reference(section, &["section"]));
            project.areas.iter().for_each(|area| self.reference(area, &["area"]));
            project.themes.iter().for_each(|theme| self.filled(&theme.text));
            for budget in &project.budgets {
                self.word::<Stage>(&budget.stage);
                for amount in [budget.amed, budget.in_house, budget.total].into_iter().flatten() {
                    self.amount(&budget.stage, amount);
                }
            }
        }
    }

    /// `of` names a project of the same plan period that is not itself listed under another.
    fn same_project(&mut self, project: &'f Project, of: &'f Text) {
        self.reference(of, &["project"]);
        let (own, other) = (project.id.get_ref().as_str(), of.get_ref().as_str());
        let at = of.span().start;
        if let Some(first) = self.listed_under.get(other) {
            let what = format!("{other:?} is itself listed under {first:?}; name that one");
            self.report(at, what);
        }
        if let (Some(here), Some(there)) = (self.period(own), self.period(other))
            && here != there
        {
            self.report(at, format!("{own:?} is of period {here} and {other:?} of period {there}; a project belongs to one period"));
        }
    }

    /// The plan period of the document that lists a project.
    fn period(&self, project: &str) -> Option<u8> {
        self.periods.get(*self.document_of.get(project)?).copied()
    }

    fn entry(&mut self, entry: &'f Entry) {
        self.reference(&entry.programme, &["programme"]);
        entry.project.iter().for_each(|project| self.reference(project, &["project"]));
        entry.share_of.iter().for_each(|whole| self.reference(whole, &["programme"]));
        entry.section.iter().for_each(|section| self.reference(section, &["section"]));
        entry.ministries_place.iter().for_each(|place| self.places(std::slice::from_ref(place)));
        entry.areas.iter().for_each(|area| self.reference(area, &["area"]));
        self.ministries(&entry.ministries);
        self.place(&entry.programme, entry.page, entry.slide.as_ref());
        self.optional_texts(
            &entry.programme,
            &[("support", &entry.support), ("phase", &entry.phase), ("summary", &entry.summary), ("note", &entry.note)],
        );
        entry.stage.iter().for_each(|stage| self.word::<Stage>(stage));
        entry.channel.iter().for_each(|channel| self.word::<Channel>(channel));
        entry.confidence.iter().for_each(|confidence| self.word::<Confidence>(confidence));
        let at = entry.programme.span().start;
        if let Some(amount) = entry.amount {
            self.amount(&entry.programme, amount);
            if entry.fiscal_year.is_none() || entry.stage.is_none() || entry.confidence.is_none() {
                self.report(at, "an amount needs `fiscal_year`, `stage` and `confidence`".to_owned());
            }
        }
        let unsure = entry.confidence.as_ref().is_some_and(|confidence| confidence.get_ref() != "high");
        if unsure && entry.support.is_none() {
            self.report(at, "an amount of medium or low confidence needs `support`: what speaks for it".to_owned());
        }
    }

    /// Figures of a review sheet: they are yen, and those of a year belong together.
    fn review(&mut self, review: &'f Review) {
        self.reference(&review.programme, &["programme"]);
        let sheet = review.sheet.get_ref();
        if !(Id::is_well_formed(sheet) && sheet.starts_with("rs/")) {
            self.report(review.sheet.span().start, format!("{sheet:?} is no review sheet: rs/6844"));
        }
        self.optional_texts(&review.programme, &[("finding", &review.finding), ("reflection", &review.reflection)]);
        for year in &review.years {
            let parts = [year.initial, year.supplementary, year.carried_in, year.reserve];
            let sum: i64 = parts.into_iter().flatten().fold(0, i64::saturating_add);
            if year.current.is_some_and(|current| parts.iter().all(Option::is_some) && current != sum) {
                let what = format!("{} FY{}: `current` is not the sum of its parts, {sum}", review.programme.get_ref(), year.fiscal_year);
                self.report(review.sheet.span().start, what);
            }
        }
    }

    fn allocation(&mut self, allocation: &'f Allocation) {
        self.filled(&allocation.title);
        self.word::<AllocationGroup>(&allocation.group);
        allocation.channel.iter().for_each(|channel| self.word::<Channel>(channel));
        if allocation.group.get_ref() == AllocationGroup::Overall.name() && allocation.channel.is_none() {
            self.report(allocation.title.span().start, format!("an overall amount needs its `channel`: {}", Channel::list()));
        }
        self.word::<Stage>(&allocation.stage);
        self.place(&allocation.title, None, allocation.slide.as_ref());
        self.optional_texts(&allocation.title, &[("note", &allocation.note)]);
        allocation.section.iter().for_each(|section| self.reference(section, &["section"]));
        allocation.area.iter().for_each(|area| self.reference(area, &["area"]));
        allocation.programmes.iter().for_each(|programme| self.reference(programme, &["programme"]));
        for share in &allocation.ministries {
            self.ministries(std::slice::from_ref(&share.code));
            self.amount(&share.code, share.amount);
        }
        if let Some(amount) = allocation.amount {
            self.amount(&allocation.title, amount);
        }
    }

    fn kpi(&mut self, kpi: &'f Kpi) {
        self.text(&kpi.id, "title", &kpi.title);
        self.optional_texts(&kpi.id, &[("number", &kpi.number), ("group", &kpi.group), ("text", &kpi.text), ("note", &kpi.note)]);
        self.word::<Category>(&kpi.category);
        self.place(&kpi.id, kpi.page, kpi.slide.as_ref());
        self.places(&kpi.also);
        kpi.parent.iter().for_each(|parent| self.reference(parent, &["kpi"]));
        kpi.section.iter().chain(kpi.mentions.iter().map(|quote| &quote.section)).for_each(|section| self.reference(section, &["section"]));
        kpi.mentions.iter().for_each(|quote| self.quote(quote));
        kpi.areas.iter().for_each(|area| self.reference(area, &["area"]));
        self.ministries(&kpi.ministries);
        if let Some(target) = &kpi.target {
            self.word::<Measure>(&target.basis);
            if target.value.is_none() && target.printed.is_none() {
                self.report(target.basis.span().start, "a target without a value needs `printed`: what the source says".to_owned());
            }
        }
        for measure in kpi.latest.iter().filter_map(|latest| latest.basis.as_ref()) {
            self.word::<Measure>(measure);
        }
        let elsewhere = kpi.latest.iter().filter_map(|latest| latest.place.as_ref());
        elsewhere.for_each(|place| self.places(std::slice::from_ref(place)));
        for as_of in kpi.latest.iter().filter_map(|latest| latest.as_of.as_ref()) {
            if !is_date(as_of.get_ref()) {
                self.report(as_of.span().start, format!("as_of {:?} is none of FY2018, FY2020-2023, 2018-10", as_of.get_ref()));
            }
        }
        let at = kpi.id.span().start;
        let another =
            kpi.period.is_some_and(|period| self.current.and_then(|file| self.periods.get(file.document.as_deref()?)) != Some(&period));
        if another && kpi.owner.is_some() {
            self.report(at, "what is reported of another period has no owner in this document; take it out".to_owned());
        }
        let Some(owner) = &kpi.owner else {
            // What is reported of another period is no promise that anybody answers for.
            if kpi.category.get_ref() == "result" && kpi.period.is_some() {
                return;
            }
            return self.report(at, "the indicator has no owner; name a project, or `whole = true`, with basis and evidence".to_owned());
        };
        owner.project.iter().for_each(|project| self.reference(project, &["project"]));
        if owner.project.is_some() == owner.whole {
            self.report(at, "an owner is either a `project` or `whole = true`".to_owned());
        }
        match &owner.basis {
            Some(basis) => {
                self.word::<Basis>(basis);
                self.evidence(basis, &owner.evidence);
            }
            None => self.report(at, "the owner needs a `basis`: stated or inferred".to_owned()),
        }
    }

    /// What speaks of an indicator says in which words; a section goes on from its page, and not back.
    fn quote(&mut self, quote: &'f Quote) {
        self.text(&quote.section, "words", &quote.words);
        let (at, section) = (quote.section.span().start, quote.section.get_ref().as_str());
        if quote.words.chars().count() > LONGEST_QUOTE {
            self.report(at, format!("{:?} is a sentence; {LONGEST_QUOTE} characters say that it is spoken of", quote.words));
        }
        let begins = self.pages.get(section).copied();
        if let (Some(page), Some(begins)) = (quote.page, begins)
            && page < begins
        {
            self.report(at, format!("{section:?} begins on page {begins}, after page {page}"));
        }
    }

    /// Records that stand across documents.
    fn shared(&mut self, file: &'f Parsed) {
        for ministry in &file.file.ministry {
            self.text(&ministry.id, "title", &ministry.title);
            self.text(&ministry.id, "code", &ministry.code);
            self.names(&ministry.id, &ministry.aliases);
            self.optional_texts(&ministry.id, &[("text", &ministry.text), ("note", &ministry.note)]);
            self.needs_places(&ministry.id, &ministry.places);
        }
        for area in &file.file.area {
            self.text(&area.id, "title", &area.title);
            self.names(&area.id, &area.aliases);
            self.names(&area.id, &area.narrower);
            self.names(&area.id, &area.not_in);
            self.optional_texts(&area.id, &[("text", &area.text), ("note", &area.note)]);
            self.needs_places(&area.id, &area.places);
        }
        for body in &file.file.body {
            self.text(&body.id, "title", &body.title);
            self.names(&body.id, &body.aliases);
            self.optional_texts(&body.id, &[("role", &body.role), ("office", &body.office), ("note", &body.note)]);
            self.names(&body.id, &body.not_in);
            body.offices.iter().for_each(|office| self.reference(office, &["ministry", "body"]));
            self.needs_places(&body.id, &body.places);
        }
        for term in &file.file.term {
            self.text(&term.id, "title", &term.title);
            self.names(&term.id, &term.aliases);
            self.names(&term.id, &term.not_in);
            term.gloss_basis.iter().for_each(|basis| self.word::<Basis>(basis));
            self.optional_texts(&term.id, &[("expansion", &term.expansion), ("gloss", &term.gloss), ("note", &term.note)]);
            self.needs_places(&term.id, &term.places);
        }
    }

    fn reference(&mut self, id: &'f Text, kinds: &[&str]) {
        let text = id.get_ref().as_str();
        match self.known.get(text) {
            Some((kind, _)) if kinds.contains(kind) => {}
            Some((kind, _)) => self.report(id.span().start, format!("{text:?} is a {kind}; a {} is wanted here", kinds.join(" or "))),
            None => self.report(id.span().start, format!("no record has the id {text:?}")),
        }
    }

    fn ministries(&mut self, roles: &'f [Text]) {
        for role in roles {
            let code = role.get_ref().trim_start_matches('◎');
            if !self.codes.contains_key(code) {
                self.report(role.span().start, format!("no ministry has the code {code:?}; ministries.toml lists them"));
            }
        }
    }

    /// A word that must be the name of one of an enum's values.
    fn word<T: Named>(&mut self, word: &'f Text) {
        if T::from_name(word.get_ref()).is_none() {
            self.report(word.span().start, format!("{:?} is none of {}", word.get_ref(), T::list()));
        }
    }

    fn evidence(&mut self, basis: &'f Text, evidence: &'f [Text]) {
        evidence.iter().for_each(|section| self.reference(section, &["section", "kpi", "project", "document"]));
        if evidence.is_empty() {
            self.report(basis.span().start, "a basis needs `evidence`: the section that says or supports it".to_owned());
        }
    }

    fn place(&mut self, id: &'f Text, page: Option<u32>, slide: Option<&String>) {
        if page.is_none() && slide.is_none_or(|slide| slide.trim().is_empty()) {
            self.report(id.span().start, format!("{:?} has no place; give its `page` or `slide`", id.get_ref()));
        }
    }

    fn places(&mut self, places: &'f [Place]) {
        for place in places {
            self.reference(&place.document, &["document"]);
            place.section.iter().for_each(|section| self.reference(section, &["section"]));
            if place.section.is_none() && place.page.is_none() && place.slide.is_none() {
                self.report(place.document.span().start, "a place needs a `section`, `page` or `slide`".to_owned());
            }
        }
    }

    fn needs_places(&mut self, id: &'f Text, places: &'f [Place]) {
        self.places(places);
        if places.is_empty() {
            self.report(id.span().start, format!("{:?} has no place; give `places`", id.get_ref()));
        }
    }

    fn amount(&mut self, at: &'f Text, amount: f64) {
        if !amount.is_finite() || amount < 0.0 {
            self.report(at.span().start, format!("{amount} is no amount of money"));
        }
    }

    fn text(&mut self, id: &'f Text, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.report(id.span().start, format!("{:?} has an empty {field}", id.get_ref()));
        } else if has_control(text) {
            self.report(id.span().start, format!("{:?} has a control character in {field}", id.get_ref()));
        }
    }

    fn optional_texts(&mut self, id: &'f Text, texts: &[(&str, &Option<String>)]) {
        for (field, text) in texts {
            if let Some(text) = text {
                self.text(id, field, text);
            }
        }
    }

    fn names(&mut self, id: &'f Text, names: &[String]) {
        names.iter().for_each(|name| self.text(id, "name", name));
    }

    fn filled(&mut self, text: &'f Text) {
        if text.get_ref().trim().is_empty() {
            self.report(text.span().start, "an item is empty; write it or take it out".to_owned());
        } else if has_control(text.get_ref()) {
            self.report(text.span().start, "an item has a control character".to_owned());
        }
    }
}

/// Whether a name is a project's: プロジェクト or its abbreviation stands in it.
fn names_a_project(name: &str) -> bool {
    let folded = fold(name);
    ["プロジェクト", "pj", "project"].iter().any(|word| folded.contains(&fold(word)))
}

fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n')
}

/// `FY2018`, `FY2020-2023` or `2018-10`.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match (text.strip_prefix("FY"), text.split_once('-')) {
        (Some(years), _) => years.split_once('-').map_or(digits(years, 4), |(from, to)| digits(from, 4) && digits(to, 4)),
        (None, Some((year, month))) => digits(year, 4) && digits(month, 2),
        (None, None) => digits(text, 4),
    }
}
/// Whether a browser can be given this, and a shell's arguments can hold it.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '\\' | '`')))
}
