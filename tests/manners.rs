//! How the explorer leaves: by signals, by panics, to the shell and back, and where there is no terminal to enter.
#![cfg(unix)]

use std::process::Stdio;
use std::sync::Arc;

use shirube::app::Settings;
use shirube::engine::{Open, Supply};
use shirube::model::{HeldAmount, Judgement};
use shirube::tui::{self, Start};
use shirube::ui::theme::Looks;

use crate::session::{Session, Setup};
use crate::support::{Home, corpus, dictionary_store, kept, stderr};

#[test]
fn each_ending_signal_gives_the_terminal_back() {
    for (name, number) in [("-TERM", 15), ("-HUP", 1), ("-INT", 2)] {
        // With all modes that there are.
        let mut session = Session::start(&[]);
        session.wait("第3期計画");
        session.send("\u{1b}m/感染症");
        session.wait("/ 感染症");
        session.signal(name);
        assert_eq!(session.end(), 128 + number, "{name}");
        session.assert_restored();
    }
}

#[test]
fn suspended_it_gives_the_terminal_back_and_takes_it_again() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("\u{1b}m");
    session.wait("マウス");
    for _ in 0..2 {
        session.send("\u{1a}");
        session.until("the shell's screen", |session| !session.look(vt100::Screen::alternate_screen));
        session.assert_restored();
        session.signal("-CONT");
        session.until("the explorer's screen", |session| session.look(vt100::Screen::alternate_screen));
        session.wait("第3期計画");
        assert_ne!(session.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::None, "and its modes with it");
    }
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

/// A library without documents.
struct NoLibrary;

impl tui::LibraryDesk for NoLibrary {
    fn amounts(&self, _: &str) -> Vec<HeldAmount> {
        Vec::new()
    }

    fn judge(&self, _: &str, _: usize, _: &Judgement) -> Result<Supply, String> {
        Err(String::new())
    }
}

/// What the explorer starts with, where something panics.
fn explore(open: Open, reload: tui::Reload<'static>) {
    let start = Start {
        supply: Supply { corpus: corpus(), corpus_hash: 0, index_dir: kept("index"), dictionary_store: dictionary_store() },
        open,
        settings: Settings::default(),
        reload,
        library: Box::new(NoLibrary),
        looks: Looks::default(),
        record: None,
        query: None,
        resume: false,
        state_dir: None,
    };
    drop(tui::run(start));
}

#[test]
#[ignore = "a program for the test below"]
fn a_thread_that_panics() {
    explore(Arc::new(|_, _, _| panic!("the index is upside down")), Box::new(|| Err(String::new())));
}

#[test]
#[ignore = "a program for the test below"]
fn a_loop_that_panics() {
    explore(Arc::new(|_, _, _| Err(shirube::engine::Error::failed("none"))), Box::new(|| panic!("the loop is upside down")));
}

#[test]
#[ignore = "a program for the test below"]
fn an_index_that_never_comes() {
    let for_ever: Open = Arc::new(|_, _, _| {
        loop {
            std::thread::park();
        }
    });
    explore(for_ever, Box::new(|| Err(String::new())));
}

#[test]
fn no_key_waits_for_the_index() {
    let mut session = Session::of_test("manners::an_index_that_never_comes");
    session.wait("索引を開いています");
    session.send("3");
    session.wait("指標：すべて");
    session.send("/感染症");
    session.wait("/ 感染症");
    session.send("\u{3}");
    session.end();
    session.assert_restored();
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let mut session = Session::of_test("manners::a_thread_that_panics");
    session.wait("the index is upside down");
    session.end();
    session.assert_restored();
    let mut session = Session::of_test("manners::a_loop_that_panics");
    session.wait("第3期計画");
    session.send("\u{c}");
    session.wait("the loop is upside down");
    assert_ne!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn without_a_terminal_it_says_what_there_is_instead() {
    let home = Home::new();
    let mut piped = home.command(&[]);
    let output = piped.stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("shirube search"), "{}", stderr(&output));
    // A terminal that cannot place a caret is none.
    let mut session = Session::with(&Setup { environment: &[("TERM", "dumb")], ..Setup::default() });
    assert_eq!(session.end(), 2);
    assert!(session.text().contains("TERM=dumb") && !session.raw().contains('\u{1b}'), "{:?}", session.raw());
}

#[test]
fn the_linux_console_is_a_terminal() {
    let mut session = Session::with(&Setup { environment: &[("TERM", "linux"), ("COLORFGBG", "")], ..Setup::default() });
    session.wait("第3期計画");
    assert!(!session.raw().contains("\u{1b}]"), "it would print what it is asked");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}
