//! Rules of the corpus as a whole: ids and names are given only once, and files are in the folder of their document. The rules of each
//! record are with the record.

use super::checker::Checker;
use super::error::Problem;
use super::parsed::Parsed;
use crate::model::Id;
use crate::text::fold::fold;

/// Returns every problem of the parsed files, in the order of files and lines.
pub(super) fn check(files: &[Parsed]) -> Vec<Problem> {
    let mut checker = Checker::default();
    for file in files {
        register(&mut checker, file);
    }
    for file in files {
        checker.current = Some(file.source());
        check_folder(&mut checker, file);
        file.file.check(&mut checker);
    }
    let mut problems = checker.problems;
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    problems
}

/// Registers every id, and reports those that are given twice or malformed.
fn register<'f>(checker: &mut Checker<'f>, file: &'f Parsed) {
    checker.current = Some(file.source());
    let f = &file.file;
    for (kind, id) in f.ids() {
        let (text, at) = (id.get_ref().as_str(), id.span().start);
        if !Id::is_well_formed(text) {
            checker.report(at, format!("the id {text:?} is not made of ASCII letters, digits, '.', '-', '_' and '/'"));
        }
        let here = format!("{}:{}", file.path, file.lines.line(at));
        if let Some((_, first)) = checker.known.get(text) {
            let what = format!("the id {text:?} is given a second time; it was first given at {first}");
            checker.report(at, what);
        } else {
            checker.known.insert(text, (kind, here));
        }
    }
    checker.periods.extend(f.document.iter().filter_map(|document| Some((document.id.get_ref().as_str(), document.period?))));
    checker.pages.extend(f.section.iter().filter_map(|section| Some((section.id.get_ref().as_str(), section.page?))));
    for project in &f.project {
        let id = project.id.get_ref().as_str();
        checker.document_of.extend(file.document.iter().map(|document| (id, document.as_str())));
        checker.listed_under.extend(project.of.iter().map(|of| (id, of.get_ref().as_str())));
    }
    if !checker.in_library() {
        register_names(checker, file);
    }
    checker.spoken_of.extend(f.entry.iter().map(|entry| entry.programme.get_ref().as_str()));
    for ministry in &f.ministry {
        if let Some(first) = checker.codes.insert(&ministry.code, ministry.id.get_ref()) {
            checker.report(ministry.id.span().start, format!("the code {} is {first}'s already", ministry.code));
        }
    }
}

/// Registers the names of records that belong to no single document. A name shared by two records of one kind would tie every text that
/// contains it to both.
fn register_names<'f>(checker: &mut Checker<'f>, file: &'f Parsed) {
    for record in file.file.names() {
        for name in std::iter::once(record.title).chain(record.aliases) {
            let bearer = checker.names.entry((record.kind, fold(name))).or_insert(record.id.get_ref());
            if *bearer != record.id.get_ref() {
                let what = format!("{name:?} is a name of {bearer:?} already; texts that have it would be tied to both");
                checker.report(record.id.span().start, what);
            }
        }
    }
}

/// Checks that sections, projects, indicators, entries and allocations are in the folder of their document.
fn check_folder<'f>(checker: &mut Checker<'f>, file: &'f Parsed) {
    let f = &file.file;
    let per_document = [f.section.first().map(|r| &r.id), f.project.first().map(|r| &r.id), f.kpi.first().map(|r| &r.id)];
    let per_document =
        per_document.into_iter().flatten().chain(f.entry.first().map(|r| &r.programme)).chain(f.allocation.first().map(|r| &r.title));
    // The folder of a reader's original is named after its file; it may add only excerpts to a document that is defined elsewhere.
    let only_excerpts = f.original.is_some() && per_document.clone().next().is_none();
    if let Some(document) = &file.document {
        if !only_excerpts && checker.known.get(document.as_str()).is_none_or(|(kind, _)| *kind != "document") {
            checker.report(0, format!("no document has the id {document:?}, the name of this folder; add {document}/document.toml"));
        }
    } else if let Some(first) = per_document.into_iter().next() {
        checker.report(first.span().start, "sections, projects, kpis and entries belong in the folder of their document".to_owned());
    }
}
