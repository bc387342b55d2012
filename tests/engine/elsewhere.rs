//! A library that lies elsewhere, without a cluster: the shipped corpus behind a source that has nothing the first time it is asked. What
//! the screens show until something comes is not wrong, and once all has come it is what they show of a library on the disk.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use shirube::app::{Action, ScreenKind, Size, State};
use shirube::model::{
    Corpus, Excerpt, Given, Id, IndicatorKeys, Kind, LedgerOutline, Link, MinistrySum, Named, Record, Source, Tie, TieCount, Tied, Ties,
    Totals, columns_of, narrow,
};
use shirube::present::words::Language;

use crate::story::Story;
use crate::support::corpus;

/// The kinds of which nothing is listed.
const UNLISTED: [Kind; 3] = [Kind::Section, Kind::Kpi, Kind::Payee];

/// The kinds of which all records are there from the start.
const NAMED: [Kind; 4] = [Kind::Document, Kind::Project, Kind::Ministry, Kind::Area];

/// What the source and those who hold it share.
#[derive(Default)]
struct Post {
    /// What was asked for, and what has come.
    asked: Mutex<HashSet<String>>,
    come: Mutex<HashSet<String>>,
    missed: AtomicU64,
}

impl Post {
    /// Lets come what was asked for. Returns false if it was nothing.
    fn deliver(&self) -> bool {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        let any = !asked.is_empty();
        self.come.lock().unwrap().extend(asked);
        any
    }

    fn give<T>(&self, what: String, give: impl FnOnce() -> T) -> Given<T> {
        if self.come.lock().unwrap().contains(&what) {
            return Given::Here(give());
        }
        self.asked.lock().unwrap().insert(what);
        self.missed.fetch_add(1, Ordering::Relaxed);
        Given::NotYet
    }
}

/// The shipped corpus, from afar. Its records have other positions there: those that are listed come first.
struct Elsewhere {
    post: Arc<Post>,
    /// The positions in the shipped corpus, by those here.
    there: Vec<usize>,
}

impl Elsewhere {
    /// The corpus as a reader has it, and what brings it.
    fn corpus() -> (Arc<Post>, Arc<Corpus>) {
        let (post, own) = (Arc::new(Post::default()), corpus());
        let of = |listed: bool| Kind::all().iter().filter(move |kind| UNLISTED.contains(kind) != listed);
        let there: Vec<usize> = of(true).chain(of(false)).flat_map(|kind| own.positions(*kind)).collect();
        let mut listed = [0; Kind::COUNT];
        of(true).for_each(|kind| listed[kind.place()] = own.positions(*kind).len());
        let most = there.len();
        // The few whose names are everywhere are fetched at the start.
        let named = (0..most).filter(|position| own.kind(there[*position]).is_some_and(|kind| NAMED.contains(&kind)));
        post.come.lock().unwrap().extend(named.map(|position| format!("record {position}")));
        let source = Self { post: Arc::clone(&post), there };
        (post, Arc::new(Corpus::elsewhere(Box::new(source), listed, own.lineage().to_vec(), most)))
    }

    /// The position here of one in the shipped corpus.
    fn here(&self, position: usize) -> usize {
        self.there.iter().position(|there| *there == position).unwrap()
    }

    fn id_at(&self, position: usize) -> Id {
        corpus().at(self.there[position]).unwrap().id().clone()
    }

    /// The positions of the shipped corpus's records of a kind that meet something, with what `of` makes of them.
    fn found<T>(&self, kind: Kind, of: impl Fn(&Record) -> Option<T>) -> Vec<(usize, T)> {
        let own = corpus();
        own.positions_of_documents(kind).filter_map(|position| Some((self.here(position), of(own.at(position)?)?))).collect()
    }
}

impl Source for Elsewhere {
    fn record(&self, position: usize) -> Given<Record> {
        self.post.give(format!("record {position}"), || corpus().at(self.there[position]).unwrap().clone())
    }

    fn links(&self, position: usize) -> Given<Vec<Link>> {
        self.post.give(format!("links {position}"), || corpus().links(self.id_at(position).as_str()).to_vec())
    }

    fn excerpts(&self, position: usize) -> Given<Vec<Excerpt>> {
        self.post.give(format!("excerpts {position}"), || corpus().excerpts(self.id_at(position).as_str()).to_vec())
    }

    fn under(&self, position: usize) -> Given<Vec<usize>> {
        let under = || corpus().under(self.there[position]).iter().map(|under| self.here(*under)).collect();
        self.post.give(format!("under {position}"), under)
    }

    fn position(&self, id: &str) -> Option<usize> {
        corpus().position(id).map(|position| self.here(position))
    }

    fn id(&self, position: usize) -> Option<Id> {
        Some(self.id_at(position))
    }

    fn kind(&self, position: usize) -> Option<Kind> {
        corpus().kind(self.there[position])
    }

    fn has_under(&self, position: usize) -> Option<bool> {
        Some(corpus().has_under(self.there[position]))
    }

    fn missed(&self) -> u64 {
        self.post.missed.load(Ordering::Relaxed)
    }

    fn totals(&self) -> Option<&dyn Totals> {
        Some(self)
    }
}

impl Totals for Elsewhere {
    fn programme_ledger(&self) -> Given<Arc<LedgerOutline>> {
        self.post.give("ledger".to_owned(), || {
            let mut outline = LedgerOutline { narrow: narrow(&corpus()), ..LedgerOutline::default() };
            for (position, (columns, channels)) in self.found(Kind::Programme, |record| Some(columns_of(record))) {
                outline.columns.extend(columns);
                outline.rows.extend(channels.into_iter().map(|channel| (self.id_at(position), channel)));
            }
            outline.columns.sort();
            outline.columns.dedup();
            Arc::new(outline)
        })
    }

    fn documents_with_money(&self) -> Given<Arc<[usize]>> {
        let with_money = |record: &Record| (!columns_of(record).0.is_empty()).then_some(());
        self.post
            .give("documents".to_owned(), || self.found(Kind::Document, with_money).into_iter().map(|(position, ())| position).collect())
    }

    fn ties(&self, wanted: &[Tie]) -> Given<Arc<[TieCount]>> {
        self.post.give(format!("ties {wanted:?}"), || {
            let own = corpus();
            let ties = Ties::new(&own);
            let all: Vec<Tie> = own.records().iter().flat_map(|record| ties.of(record)).collect();
            let count = |tie: &Tie| TieCount { tie: tie.clone(), records: all.iter().filter(|other| *other == tie).count() };
            wanted.iter().map(count).filter(|count| count.records > 0).collect()
        })
    }

    fn tied(&self, wanted: &[Tie]) -> Given<Arc<[Tied]>> {
        self.post.give(format!("tied {wanted:?}"), || {
            let own = corpus();
            let ties = Ties::new(&own);
            let tied = (0..own.records().len()).filter_map(|position| {
                let of: Vec<Tie> = ties.of(own.at(position)?).into_iter().filter(|tie| wanted.contains(tie)).collect();
                (!of.is_empty()).then(|| Tied { position: self.here(position), ties: of })
            });
            tied.collect()
        })
    }

    fn indicators(&self) -> Given<Arc<[(usize, IndicatorKeys)]>> {
        let own = corpus();
        let keys = |record: &Record| match record {
            Record::Kpi(kpi) => Some(IndicatorKeys::of(&own, record, kpi)),
            _ => None,
        };
        self.post.give("indicators".to_owned(), || self.found(Kind::Kpi, keys).into())
    }

    fn by_ministry(&self, _: &Id) -> Given<Arc<[MinistrySum]>> {
        Given::Nothing
    }

    fn programmes_of(&self, _: &Id) -> Given<Arc<[usize]>> {
        Given::Nothing
    }

    fn payees_named(&self, _: u32) -> Given<Arc<[usize]>> {
        Given::Nothing
    }
}

/// Lets everything come, as often as something new is asked for.
fn settle(story: &mut Story, post: &Post) {
    loop {
        // Drawing asks as well.
        story.screen();
        if !post.deliver() {
            return;
        }
        story.act(Action::Arrived);
    }
}

/// A screen without its status line.
fn body(screen: &str) -> &str {
    screen.trim_end_matches('\n').rsplit_once('\n').map_or("", |(body, _)| body)
}

/// The numbers of a text, but for the place in a list (`3/14`).
fn numbers(text: &str) -> HashSet<&str> {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && !".,/".contains(c));
    numbers.filter(|number| number.contains(|c: char| c.is_ascii_digit()) && !number.contains('/')).collect()
}

/// What screens say of what is not there.
const ABSENT: [&str; 7] = ["ありません", "見つかりません", "報告なし", "目標値なし", "計画全体", "―", "計（印刷された額）"];

/// What readers do at screens that are tables, key by key.
const VISITS: [&[&str]; 12] = [
    &["4", "<tab>", "<pgdn>", "<pgdn>", "k", "<enter>"],
    &["4", "<tab>", "<tab>", "j", "j", "h", "h"],
    &["4", "p", "p", "j", "<enter>"],
    &["5", "l", "l", "l", "l", "j", "j", "j", "<enter>", "j", "<enter>"],
    &["5", "p", "j", "l", "l", "l", "<enter>", "<esc>", "<tab>", "l", "l"],
    &["5", "<tab>", "l", "l", "j", "<enter>", "<enter>"],
    &["3", "c", "c", "<pgdn>", "s", "s", "s"],
    &["3", "p", "p", "w", "<pgdn>", "x"],
    &["3", "f", "f", "a", "s", "<enter>"],
    &["6", "l", "h", "h", "j", "<tab>", "j", "l"],
    &["j", "j", "j", "<enter>", "4", "5", "6", "3"],
    &["3", "4", "5", "6", "5", "<tab>", "4", "<tab>", "1"],
];

#[test]
fn a_screen_over_a_library_elsewhere_shows_in_the_end_what_it_shows_of_one_on_the_disk() {
    for (columns, rows) in [(120, 36), (80, 24), (40, 10)] {
        for visit in VISITS {
            let (post, afar) = Elsewhere::corpus();
            let (mut here, mut there) = (Story::new(columns, rows), Story::over(afar, columns, rows));
            settle(&mut there, &post);
            for (at, key) in visit.iter().enumerate() {
                (here, there) = (here.keys(key), there.keys(key));
                let meanwhile = there.screen();
                settle(&mut there, &post);
                let (own, whole) = (here.screen(), there.screen());
                // What was told in the status line until something came is not.
                assert!(body(&whole) == body(&own), "{:?} at {columns}x{rows}:\n{whole}\n{own}", &visit[..=at]);
                // What a table showed meanwhile had no figure that is not there now, and nothing was said to be missing that is not.
                let table = matches!(there.state.screen, ScreenKind::Indicators | ScreenKind::Budgets | ScreenKind::Matrix);
                let figures = numbers(&meanwhile).difference(&numbers(&whole)).copied().filter(|_| table).collect::<Vec<_>>();
                let absent: Vec<&str> = ABSENT.into_iter().filter(|word| meanwhile.contains(word) && !whole.contains(word)).collect();
                assert!(
                    figures.is_empty() && absent.is_empty(),
                    "{:?} at {columns}x{rows}: {figures:?} {absent:?}\n{meanwhile}\n{whole}",
                    &visit[..=at]
                );
            }
        }
    }
}

#[test]
fn keys_that_come_before_the_library_are_not_lost() {
    let size = Size { columns: 120, rows: 36 };
    for (keys, shown) in [("3", "139"), ("4", "FY2023"), ("5", "感染症プロジェクト"), ("6", "第3期")] {
        let nothing = Arc::new(Corpus::new(Vec::new(), Vec::new()));
        let mut story = Story::over(nothing, size.columns, size.rows).keys(keys);
        assert!(!story.screen().contains(shown), "{}", story.screen());
        let (post, afar) = Elsewhere::corpus();
        story.act(Action::Supplied(afar));
        settle(&mut story, &post);
        assert_eq!(story.screen(), Story::new(size.columns, size.rows).keys(keys).screen(), "{keys}");
    }
}

#[test]
fn nothing_is_copied_of_a_table_that_has_not_all_come() {
    for keys in ["3", "4", "4<tab>", "5", "5<tab>", "6"] {
        let (post, afar) = Elsewhere::corpus();
        let mut there = Story::over(afar, 120, 36);
        settle(&mut there, &post);
        let mut there = there.keys(keys);
        settle(&mut there, &post);
        let own = Story::new(120, 36).keys(keys).keys("Y").copied.unwrap();
        // Rows that are out of view are asked for, and copied once they are here.
        let mut tries = 0;
        let copied = loop {
            there = there.keys("Y");
            if let Some(copied) = there.copied.take() {
                break copied;
            }
            assert!(there.screen().contains("取り寄せています"), "{keys}: {}", there.screen());
            post.deliver();
            there.act(Action::Arrived);
            tries += 1;
            assert!(tries < 9, "{keys}");
        };
        assert_eq!(copied, own, "{keys}");
    }
}

#[test]
fn a_reader_in_english_is_told_too() {
    let (_, afar) = Elsewhere::corpus();
    let story = Story::of(State::new(afar, Size { columns: 80, rows: 24 }, Language::English)).keys("4<tab>");
    assert!(story.screen().contains("fetching the records"), "{}", story.screen());
}
