//! A reader at a screen: keys in, screen out. What the stories share.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use shirube::app::{self, Action, Effect, IndexState, Mode, ScreenKind, Size, State};
use shirube::engine::{Engine, Response};
use shirube::model::{Corpus, Named};
use shirube::present::words::Language;
use shirube::text::width::{Ambiguous, ambiguous, is_widened};
use shirube::ui::{self, theme::Theme};
use unicode_width::UnicodeWidthStr;

use crate::support::{corpus, engine};

/// The keys of the screens that are tables: their places in the header.
pub fn tables() -> Vec<String> {
    let places = (1..).zip(ScreenKind::all()).filter(|(_, kind)| !matches!(kind, ScreenKind::Browse | ScreenKind::Search));
    places.map(|(place, _)| place.to_string()).collect()
}

/// A reader at a screen.
pub struct Story {
    pub state: State,
    pub quit: bool,
    pub copied: Option<String>,
    pub kept: Vec<String>,
    /// What was asked of the index.
    pub asked: Option<Effect>,
    engine: Arc<dyn Engine>,
}

impl Story {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self::in_language(columns, rows, Language::Japanese)
    }

    pub fn in_language(columns: u16, rows: u16, language: Language) -> Self {
        Self::of(State::new(corpus(), Size { columns, rows }, language))
    }

    /// Over another corpus than the shipped one, for what needs no search.
    pub fn over(corpus: Arc<Corpus>, columns: u16, rows: u16) -> Self {
        Self::of(State::new(corpus, Size { columns, rows }, Language::Japanese))
    }

    /// With another engine than the one on the reader's disk.
    pub fn asking(engine: Arc<dyn Engine>, columns: u16, rows: u16) -> Self {
        Self { engine, ..Self::new(columns, rows) }
    }

    pub fn of(state: State) -> Self {
        let engine = Arc::new(engine());
        let mut story = Self { state, quit: false, copied: None, kept: Vec::new(), asked: None, engine };
        story.act(Action::Index(IndexState::Ready { words: true, remark: None }));
        story
    }

    pub fn act(&mut self, action: Action) {
        for effect in app::update(&mut self.state, action) {
            match effect {
                Effect::Search(request) => {
                    let answer = self.engine.answer(&request);
                    self.act(Action::Found(Box::new(Response { asker: request.asker, number: request.number, answer })));
                }
                Effect::Quit => self.quit = true,
                // A story has no library.
                Effect::AskAmounts { .. } => self.act(Action::Amounts(Vec::new())),
                Effect::Suspend | Effect::Reload | Effect::Judge { .. } => {}
                Effect::OpenIndex | Effect::StopIndex => self.asked = Some(effect),
                Effect::Copy(text) => self.copied = Some(text),
                Effect::Keep(app::Kept::Queries, app::Change::Put(queries)) => self.kept.extend(queries),
                Effect::Keep(..) | Effect::Mouse(_) => {}
                Effect::Browse(address) => self.act(Action::Opened(Ok(address))),
            }
        }
    }

    /// Presses keys: characters, and names in angle brackets.
    pub fn keys(mut self, keys: &str) -> Self {
        let mut rest = keys.chars();
        while let Some(c) = rest.next() {
            let code = if c == '<' {
                let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
                match name.as_str() {
                    "enter" => KeyCode::Enter,
                    "esc" => KeyCode::Esc,
                    "tab" => KeyCode::Tab,
                    "down" => KeyCode::Down,
                    "up" => KeyCode::Up,
                    "left" => KeyCode::Left,
                    "right" => KeyCode::Right,
                    "pgdn" => KeyCode::PageDown,
                    "f2" => KeyCode::F(2),
                    "f3" => KeyCode::F(3),
                    "f4" => KeyCode::F(4),
                    "f5" => KeyCode::F(5),
                    other => panic!("no key {other}"),
                }
            } else {
                KeyCode::Char(c)
            };
            if let Some(action) = self.state.keymap.action(self.state.mode(), KeyEvent::new(code, KeyModifiers::NONE)) {
                self.act(action);
            }
        }
        self
    }

    pub fn alt(mut self, c: char) -> Self {
        let event = KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
        if let Some(action) = self.state.keymap.action(self.state.mode(), event) {
            self.act(action);
        }
        self
    }

    /// Presses a key of the table by its name: `f6`, `'`, `ctrl-l`.
    pub fn press(mut self, key: &str) -> Self {
        if let Some(action) = self.state.keymap.action(self.state.mode(), app::Keymap::event(key).unwrap()) {
            self.act(action);
        }
        self
    }

    /// Uses the mouse.
    pub fn point(mut self, mouse: app::Mouse) -> Self {
        self.act(Action::Point(mouse));
        self
    }

    pub fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.act(Action::Resize(Size { columns, rows }));
        self
    }

    pub fn draw(&self) -> (String, Option<Position>) {
        let size = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(size.columns, size.rows)).unwrap();
        let mut caret = None;
        terminal
            .draw(|frame| {
                ui::draw(frame, &self.state, &Theme::terminal());
            })
            .unwrap();
        if matches!(self.state.mode(), Mode::Query | Mode::Menu) {
            caret = Some(terminal.get_cursor_position().unwrap());
        }
        let buffer = terminal.backend().buffer();
        let mut screen = String::new();
        for y in 0..size.rows {
            let mut line = String::new();
            let mut x = 0;
            while x < size.columns {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                let halved = ambiguous() == Ambiguous::Wide && is_widened(symbol);
                x += u16::try_from(symbol.width().max(1)).unwrap() + u16::from(halved);
            }
            screen.push_str(line.trim_end());
            screen.push('\n');
        }
        (screen, caret)
    }

    pub fn screen(&self) -> String {
        self.draw().0
    }

    pub fn id(&self) -> String {
        self.state.record().map(|record| record.id().to_string()).unwrap_or_default()
    }
}
