//! The tree of documents and records: it reads what it shows and no more, and no corpus is too crooked for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::AhoCorasick;
use shirube::model::{Corpus, Document, Id, Record, Section};

use crate::story::Story;

#[test]
fn the_first_screens_read_no_more_records_than_they_have_lines() {
    // Every section is damaged: each one that is read is heard of.
    let document = Id::new("large");
    let mut records =
        vec![Record::Document(Document { id: document.clone(), short_title: "大きな文書".to_owned(), ..Document::default() })];
    records.extend((0..40_000).map(|number| {
        let (id, title) = (Id::new(format!("large/section/{number}")), format!("目印{number}"));
        let text = Some("。".repeat(150));
        Record::Section(Section { id, document: document.clone(), title, text, ..Section::default() })
    }));
    let mut bytes = Vec::new();
    Corpus::new(records, Vec::new()).compile(1, &mut bytes).unwrap();
    assert!(bytes.len() > 16 << 20, "{} are checked whole, and read for it", bytes.len());
    let marked: Vec<usize> = AhoCorasick::new(["目印"]).unwrap().find_iter(&bytes).map(|found| found.start()).collect();
    assert_eq!(marked.len(), 40_000);
    marked.into_iter().for_each(|at| bytes[at] ^= 1);
    let read = Arc::new(AtomicUsize::new(0));
    let heard = Arc::clone(&read);
    let corpus = Corpus::compiled(Box::new(bytes), 1, move || {
        heard.fetch_add(1, Ordering::Relaxed);
    })
    .unwrap();
    let story = Story::over(Arc::new(corpus), 120, 36);
    assert!(story.screen().contains("大きな文書"));
    assert_eq!(story.state.screens.browse.tree.rows.get(1).unwrap().children, 40_000);
    assert!(read.load(Ordering::Relaxed) <= 36, "{} records", read.load(Ordering::Relaxed));
    let opened = story.keys("<down><right>");
    assert!(opened.state.screens.browse.tree.rows.len() > 40_000);
    assert!(opened.screen().contains("読めない記録"), "{}", opened.screen());
    assert!((1..=2 * 36).contains(&read.load(Ordering::Relaxed)), "{} records", read.load(Ordering::Relaxed));
}

#[test]
fn sections_that_stand_under_each_other_stop_no_one() {
    let document = Document { id: Id::new("d"), short_title: "文書".to_owned(), ..Document::default() };
    let section = |id: &str, parent: Option<&str>| {
        let (title, id, parent) = (id.to_owned(), Id::new(id), parent.map(Id::new));
        Record::Section(Section { id, title, parent, document: document.id.clone(), ..Section::default() })
    };
    let records = vec![
        section("one", Some("other")),
        section("other", Some("one")),
        section("itself", Some("itself")),
        section("sound", None),
        section("below", Some("sound")),
        section("lost", Some("nowhere")),
        Record::Document(document.clone()),
    ];
    let mut story = Story::over(Arc::new(Corpus::new(records, Vec::new())), 120, 36);
    for id in ["one", "other", "itself", "below", "lost"] {
        assert!(story.state.open_id(id));
        assert_eq!(story.id(), id);
    }
    let depths: Vec<usize> = story.state.screens.browse.tree.rows.iter().map(|row| row.depth).collect();
    assert_eq!(depths, [0, 1, 2, 3, 2], "{}", story.screen());
}
