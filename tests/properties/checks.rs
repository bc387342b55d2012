//! What holds of any input. `make test` tries these with chosen and random texts, `make fuzz` with texts that a fuzzer grows.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use shirube::app::{Command, Keymap, Mode};
use shirube::corpus::{self, SourceFile};
use shirube::import::{self, Ministries};
use shirube::model::{Corpus, Id, Named};
use shirube::query::{Expression, completions, parse};
use shirube::review::{self, Selection, SheetYear, TableReader};
use shirube::text::amount;
use shirube::text::clean::clean;
use shirube::text::fold::{Folded, fold, loosen};
use shirube::text::kana;
use shirube::text::width::{pad, truncate, width};
use shirube::text::wrap::wrap;
use unicode_segmentation::UnicodeSegmentation;

/// Whether a terminal would obey something in the text.
fn obeyed(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
}

/// The corpus reader takes a file or tells what is wrong with it, on one of its lines.
pub fn corpus_reader(text: &str) {
    let file = SourceFile { path: "fuzzed/document.toml".to_owned(), text: text.to_owned().into() };
    let files = std::slice::from_ref(&file);
    let problems = corpus::problems(files);
    let lines = text.lines().count().max(1);
    for problem in &problems {
        assert!(problem.line <= lines + 1, "{problem:?} in {lines} lines");
    }
    // What is read can be shown whole.
    if let Ok(read) = corpus::load_files(files) {
        for record in read.records() {
            assert!(read.get(record.id().as_str()).is_some());
            assert!(read.links(record.id().as_str()).iter().all(|link| read.get(link.id.as_str()).is_some()));
        }
    }
}

/// A query is always understood somehow: no more words than are bounded, no deeper than is bounded, complaints with a place in it.
pub fn query(text: &str) {
    let (expression, complaints) = parse(text);
    assert!(leaves(&expression) <= 300 && depth(&expression) <= 100, "{expression:?}");
    assert!(complaints.len() <= text.chars().count() + 2);
    assert_eq!(parse(text), (expression, complaints), "twice the same");
    static SHIPPED: LazyLock<Corpus> = LazyLock::new(|| corpus::load(None).expect("the shipped corpus is sound"));
    for completion in completions(&SHIPPED, text) {
        assert!(!completion.is_empty());
    }
}

fn leaves(expression: &Expression) -> usize {
    match expression {
        Expression::Word(_) | Expression::Phrase(_) | Expression::Field { .. } => 1,
        Expression::Not(inner) => leaves(inner),
        Expression::All(parts) | Expression::Any(parts) => parts.iter().map(leaves).sum(),
    }
}

fn depth(expression: &Expression) -> usize {
    match expression {
        Expression::Word(_) | Expression::Phrase(_) | Expression::Field { .. } => 1,
        Expression::Not(inner) => 1 + depth(inner),
        Expression::All(parts) | Expression::Any(parts) => 1 + parts.iter().map(depth).max().unwrap_or(0),
    }
}

/// Folding is done once and for all, knows where its parts came from, cleaned text is obeyed by no terminal, and amounts are whole yen.
pub fn folding(text: &str) {
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "{text:?}");
    let loose = loosen(&folded);
    assert_eq!(loosen(&loose), loose, "{text:?}");
    let cleaned = clean(text);
    assert!(!obeyed(&cleaned), "{text:?}");
    assert_eq!(clean(&cleaned), cleaned, "{text:?}");
    for known in [Folded::new(text), Folded::loose(text)] {
        let boundaries = known.text.char_indices().map(|(at, c)| at..at + c.len_utf8());
        for range in boundaries.chain(std::iter::once(0..known.text.len())) {
            let source = known.source_range(range);
            assert!(text.get(source.clone()).is_some(), "{source:?} of {text:?}");
        }
    }
    let mut at = 0;
    for found in amount::all(&folded) {
        assert!(found.start >= at && folded[found.start..found.end()].ends_with('円'), "{found:?} of {folded:?}");
        assert!(found.amount.yen >= 0.0 && found.amount.yen.fract() == 0.0, "{found:?} of {folded:?}");
        at = found.end();
    }
    for reading in [kana::of_kana(text), kana::of_romaji(text).map(|reading| format!("{reading:?}"))].into_iter().flatten() {
        assert!(!reading.is_empty());
    }
}

/// Lines cover their text in order and fit; nothing is halved.
pub fn breaking(text: &str, columns: usize) {
    let columns = columns.clamp(1, 200);
    let mut at = 0;
    for range in wrap(text, columns) {
        assert!(range.start >= at && text[at..range.start].trim().is_empty(), "{text:?}: {range:?} after {at}");
        let line = &text[range.clone()];
        let seen = line.graphemes(true).filter(|cluster| width(cluster) > 0).count();
        assert!(width(line) <= columns || seen == 1, "{line:?} in {columns}");
        at = range.end;
    }
    assert!(text[at..].trim().is_empty(), "{text:?}");
    let line = clean(text);
    assert!(width(&truncate(&line, columns)) <= columns);
    assert_eq!(width(&pad(&line, columns)), columns, "{line:?}");
}

/// A document is taken apart or refused; what is told of it has its place in it.
pub fn importer(content: &[u8]) {
    // The last byte chooses the kind of file, so that a fuzzer reaches them all.
    const NAMES: [&str; 7] = ["a.txt", "a.md", "a.html", "a.csv", "a.xlsx", "a.docx", "a.pptx"];
    reader(NAMES[usize::from(content.last().copied().unwrap_or(0)) % NAMES.len()], content);
}

/// Whatever a table of the review sheets holds, it is read or refused; its excerpt is a table of the same kind with the same rows; and records
/// come of it.
pub fn review(content: &[u8]) {
    let Ok(Some(mut table)) = TableReader::open(content) else { return };
    let mut excerpted = Vec::new();
    let Ok(taken) = review::excerpt(&mut table, &Selection::default(), &mut excerpted) else { return };
    let mut again = TableReader::open(excerpted.as_slice()).ok().flatten().expect("an excerpt is a table");
    assert_eq!(again.kind(), table.kind());
    let mut year = SheetYear::default();
    year.read(&mut again).expect("an excerpt is read");
    if table.kind().is_read() {
        assert_eq!(again.rows, taken.taken);
    }
    for record in review::records(vec![year], &HashSet::new()) {
        assert!(Id::is_well_formed(record.id().as_str()), "{}", record.id());
        assert!(serde_json::to_string(&record).is_ok());
    }
}

/// Whatever a table of separated values holds, it is read or refused.
pub fn csv(content: &[u8]) {
    reader("a.csv", content);
    reader("a.tsv", content);
}

/// Whatever the body of a Word document holds, it is read or refused.
pub fn docx(content: &[u8]) {
    reader("a.docx", &package(&[("word/document.xml", content)]));
}

/// Whatever a slide holds, it is read or refused.
pub fn pptx(content: &[u8]) {
    reader("a.pptx", &package(&[("ppt/presentation.xml", b"<p/>"), ("ppt/slides/slide1.xml", content)]));
}

/// Whatever a sheet of a workbook holds, it is read or refused.
pub fn xlsx(content: &[u8]) {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#)
    };
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let (root, sheets) = (relation("officeDocument", "xl/workbook.xml"), relation("worksheet", "worksheets/sheet1.xml"));
    let parts = [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
        ("xl/worksheets/sheet1.xml", content),
    ];
    reader("a.xlsx", &package(&parts));
}

/// A package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name of ours");
        std::io::Write::write_all(&mut zip, content).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn reader(name: &str, content: &[u8]) {
    let Ok(draft) = import::read_content(Path::new(name), content, &Ministries::default()) else { return };
    assert!(draft.blocks.iter().all(|line| !line.text().contains('\n')));
    assert!(!draft.title.is_empty());
    let text = serde_json::to_string(&draft).expect("a report can be printed");
    assert!(!text.is_empty());
}

/// Whatever the configuration calls a key, the key map takes it or says why not; and no key of any mode is trouble.
pub fn keys(text: &str) {
    let mut lines = text.lines();
    let name = lines.next().and_then(Command::from_name).unwrap_or(Command::Search);
    let keys: Vec<String> = lines.map(str::to_owned).collect();
    let keymap = Keymap::with(&[(name, keys.clone())]).unwrap_or_default();
    let typed = text.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    for event in keys.iter().filter_map(|key| Keymap::event(key)).chain(typed) {
        for mode in Mode::all() {
            drop(keymap.action(mode, event));
        }
    }
}
