//! No cell of a screen, and nothing that is copied or kept, holds a sign that a terminal would obey: not from a hostile corpus, nor from what is
//! typed, pasted, kept from before or told by the system.

use std::sync::{Arc, OnceLock};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use shirube::app::{self, Action, Bookmarks, Change, Effect, History, IndexState, Size, State};
use shirube::corpus;
use shirube::engine::tantivy::TantivyEngine;
use shirube::engine::{Engine, Response};
use shirube::model::Corpus;
use shirube::present::words::Language;
use shirube::text::clean::is_suspect;
use shirube::ui::{self, theme::Theme};

use crate::hostile::{HOSTILE, hostile_corpus};
use crate::story::tables;
use crate::support::{Chance, kept, store};

/// The hostile corpus, searched.
fn hostile() -> (Arc<Corpus>, TantivyEngine) {
    static MADE: OnceLock<(Arc<Corpus>, TantivyEngine)> = OnceLock::new();
    let make = || {
        let dir = hostile_corpus();
        let files = corpus::sources(Some(dir.path())).unwrap();
        let corpus = Arc::new(corpus::load_files(&files).unwrap());
        let store = store(Arc::clone(&corpus), corpus::hash(&files), &kept("hostile"));
        (corpus, store.open(&mut |_| {}).unwrap().engine)
    };
    let (corpus, engine) = MADE.get_or_init(make);
    (Arc::clone(corpus), engine.clone())
}

struct Explorer {
    state: State,
    engine: TantivyEngine,
}

impl Explorer {
    fn new(size: Size, language: Language) -> Self {
        let (corpus, engine) = hostile();
        let mut explorer = Self { state: State::new(corpus, size, language), engine };
        explorer.act(Action::Index(IndexState::Ready { words: true, remark: Some(HOSTILE.to_owned()) }));
        explorer
    }

    /// Lets something happen; what it asks of the world is clean, and so is the screen afterwards.
    fn act(&mut self, action: Action) {
        let said = format!("{action:?}");
        for effect in app::update(&mut self.state, action) {
            match effect {
                Effect::Search(request) => {
                    let answer = self.engine.answer(&request);
                    self.act(Action::Found(Box::new(Response { asker: request.asker, number: request.number, answer })));
                }
                Effect::Copy(text) => {
                    let raw = text.chars().find(|c| is_suspect(*c) && !matches!(c, '\n' | '\t'));
                    assert_eq!(raw, None, "{said} copies {text:?}");
                }
                Effect::Keep(_, change) => {
                    let lines = match change {
                        Change::Whole(lines) | Change::Put(lines) => lines,
                        Change::Remove(key) => vec![key],
                    };
                    let raw = lines.iter().flat_map(|line| line.chars()).find(|c| is_suspect(*c) && *c != '\t');
                    assert_eq!(raw, None, "{said} keeps {lines:?}");
                }
                _ => {}
            }
        }
        self.look(&said);
    }

    fn look(&self, said: &str) {
        let mut terminal = Terminal::new(TestBackend::new(self.state.size.columns, self.state.size.rows)).unwrap();
        terminal
            .draw(|frame| {
                ui::draw(frame, &self.state, &Theme::terminal());
            })
            .unwrap();
        let buffer = terminal.backend().buffer();
        for (at, cell) in buffer.content().iter().enumerate() {
            let raw = cell.symbol().chars().find(|c| is_suspect(*c));
            let (x, y) = buffer.pos_of(at);
            let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            assert_eq!(raw, None, "after {said}, at {x},{y} on {:?}: {row:?}", self.state.screen);
        }
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        if let Some(action) = self.state.keymap.action(self.state.mode(), KeyEvent::new(code, modifiers)) {
            self.act(action);
        }
    }

    fn keys(&mut self, keys: &str) {
        keys.chars().for_each(|c| self.press(KeyCode::Char(c), KeyModifiers::NONE));
    }
}

const SIZE: Size = Size { columns: 120, rows: 36 };

#[test]
fn a_hostile_corpus_is_shown_clean_wherever_the_reader_goes() {
    let mut chance = Chance::new();
    for (size, language) in [(SIZE, Language::Japanese), (Size { columns: 60, rows: 12 }, Language::English)] {
        let mut explorer = Explorer::new(size, language);
        let letters: Vec<char> = "123456jjjjkkgGhlomia[]cpwfxsvt<>zbBnNJKyYICM?:/\u{8}感".chars().collect();
        for _ in 0..150 {
            let modifiers = [KeyModifiers::NONE, KeyModifiers::NONE, KeyModifiers::NONE, KeyModifiers::ALT][chance.below(4)];
            let code = match chance.below(6) {
                0 => [KeyCode::Enter, KeyCode::Tab, KeyCode::Down, KeyCode::Right, KeyCode::F(2), KeyCode::F(4), KeyCode::F(5)]
                    [chance.below(7)],
                1 if chance.below(3) == 0 => KeyCode::Esc,
                _ => KeyCode::Char(letters[chance.below(letters.len())]),
            };
            explorer.press(code, modifiers);
        }
        for screen in std::iter::once("1".to_owned()).chain(tables()) {
            (0..4).for_each(|_| explorer.press(KeyCode::Esc, KeyModifiers::NONE));
            explorer.press(KeyCode::Enter, KeyModifiers::NONE);
            explorer.keys(&screen);
            explorer.keys("jj");
            explorer.keys("yYICM");
            explorer.press(KeyCode::Char('y'), KeyModifiers::ALT);
        }
    }
}

#[test]
fn what_is_typed_pasted_or_told_is_shown_clean() {
    let mut explorer = Explorer::new(SIZE, Language::Japanese);
    explorer.act(Action::Index(IndexState::Failed(HOSTILE.to_owned())));
    explorer.keys("/");
    explorer.act(Action::Index(IndexState::Failed(HOSTILE.to_owned())));
    explorer.act(Action::Index(IndexState::Ready { words: false, remark: Some(HOSTILE.to_owned()) }));
    explorer.act(Action::Configured(Box::new(Err(HOSTILE.to_owned()))));
    explorer.keys("感染症");
    // Each is searched for: the signs alone are enough.
    let signs: String = HOSTILE.chars().filter(|c| is_suspect(*c)).collect();
    explorer.keys(&signs);
    explorer.act(Action::Paste(HOSTILE.to_owned()));
    for key in [KeyCode::F(2), KeyCode::F(5), KeyCode::F(4), KeyCode::Esc, KeyCode::Enter] {
        explorer.press(key, KeyModifiers::NONE);
    }
    explorer.press(KeyCode::Esc, KeyModifiers::NONE);
    explorer.keys("1:");
    explorer.keys(HOSTILE);
    explorer.act(Action::Paste(HOSTILE.to_owned()));
    explorer.press(KeyCode::Esc, KeyModifiers::NONE);
    explorer.press(KeyCode::Char('b'), KeyModifiers::ALT);
    explorer.keys(HOSTILE);
    explorer.act(Action::Paste(HOSTILE.to_owned()));
    explorer.press(KeyCode::Enter, KeyModifiers::NONE);
    explorer.keys("B");
}

#[test]
fn what_was_kept_from_before_is_shown_clean() {
    let mut explorer = Explorer::new(SIZE, Language::Japanese);
    let lines = |lines: &[&str]| -> Vec<String> { lines.iter().map(|line| (*line).to_owned()).collect() };
    explorer.state.screens.search.history = History::new(lines(&["感染症", HOSTILE]));
    explorer.state.bookmarks =
        Bookmarks::new(&lines(&[&format!("plan3/project/4\t{HOSTILE}"), HOSTILE, &format!("plan3\t{HOSTILE}")]), &explorer.state.corpus);
    explorer.state.resume(&lines(&[HOSTILE, HOSTILE, HOSTILE]));
    explorer.look("the start");
    explorer.keys("B");
    explorer.press(KeyCode::Enter, KeyModifiers::NONE);
    explorer.keys("/");
    explorer.press(KeyCode::Char('r'), KeyModifiers::CONTROL);
    explorer.press(KeyCode::Char('r'), KeyModifiers::CONTROL);
    explorer.press(KeyCode::Enter, KeyModifiers::NONE);
}
