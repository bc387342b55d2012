//! The whole state of the explorer. Only `update` changes it.

use std::sync::Arc;

use super::bookmarks::Bookmarks;
use super::keymap::Keymap;
use super::layout::Size;
use super::marks::{Marking, Marks};
use super::menu::Menu;
use super::mode::{Mode, ScreenKind};
use super::notice::Notice;
use super::screens::{Screen, Screens, Surroundings};
use super::settings::Settings;
use crate::model::{Corpus, HeldAmount, Named, Record};
use crate::present::words::Language;

/// The state.
pub struct State {
    /// All records and links.
    pub corpus: Arc<Corpus>,
    /// The terminal's size.
    pub size: Size,
    /// The language of the interface.
    pub language: Language,
    /// Which screen is shown.
    pub screen: ScreenKind,
    /// All screens.
    pub screens: Screens,
    /// The menu, when it is open.
    pub menu: Option<Menu>,
    /// The sums in it, where it is theirs.
    pub amounts: Vec<HeldAmount>,
    /// Which key asks for what.
    pub keymap: Keymap,
    /// What the reader has marked.
    pub bookmarks: Bookmarks,
    /// Places marked with a letter.
    pub marks: Marks,
    /// What a letter is waited for.
    pub marking: Option<Marking>,
    /// Positions of the records visited, in this session and before, oldest first.
    pub visited: Vec<usize>,
    /// Whether the mouse is the explorer's.
    pub mouse: bool,
    /// Lines of text are at most this long, in columns.
    pub reading_width: usize,
    /// A word to the reader.
    pub notice: Option<Notice>,
}

impl State {
    /// The state at the start: the first document, chosen in the tree.
    pub fn new(corpus: Arc<Corpus>, size: Size, language: Language) -> Self {
        let mut state = Self {
            screens: Screens::new(&corpus),
            corpus,
            size,
            language,
            screen: ScreenKind::default(),
            bookmarks: Bookmarks::default(),
            marks: Marks::default(),
            marking: None,
            visited: Vec::new(),
            mouse: false,
            reading_width: Settings::default().reading_width,
            menu: None,
            amounts: Vec::new(),
            keymap: Keymap::default(),
            notice: None,
        };
        state.with_screens(|screens, around| screens.browse.follow_tree(around));
        state
    }

    /// Takes what is configured.
    pub fn configure(&mut self, settings: Settings) {
        self.keymap = settings.keymap;
        self.language = settings.language;
        self.mouse = settings.mouse;
        self.reading_width = settings.reading_width;
        self.fit();
    }

    /// Where the keys go.
    pub fn mode(&self) -> Mode {
        if self.menu.is_some() {
            Mode::Menu
        } else if self.marking.is_some() {
            Mode::Mark
        } else {
            self.present_screen().mode()
        }
    }

    /// The screen that is shown.
    pub fn present_screen(&self) -> &dyn Screen {
        self.screens.get(self.screen)
    }

    /// The record on the browsing screen.
    pub fn record(&self) -> Option<&Record> {
        self.screens.browse.reader.record.and_then(|position| self.corpus.at(position))
    }

    /// The position of the record that the present screen is at.
    pub fn present(&self) -> Option<usize> {
        self.present_screen().chosen(&self.corpus)
    }

    /// The record that the present screen is at.
    pub fn present_record(&self) -> Option<&Record> {
        self.present().and_then(|position| self.corpus.at(position))
    }

    /// Lets something happen to the screens.
    pub(super) fn with_screens<T>(&mut self, happens: impl FnOnce(&mut Screens, &Surroundings) -> T) -> T {
        let around = Surroundings { corpus: &self.corpus, size: self.size, reading_width: self.reading_width };
        happens(&mut self.screens, &around)
    }

    /// Lets something happen to the present screen.
    pub(super) fn with_screen<T>(&mut self, happens: impl FnOnce(&mut dyn Screen, &Surroundings) -> T) -> T {
        let screen = self.screen;
        self.with_screens(|screens, around| happens(screens.get_mut(screen), around))
    }

    /// Brings every window back onto its list, after the size, the focus or a list has changed.
    pub(super) fn fit(&mut self) {
        self.mark_matches();
        self.with_screens(|screens, around| ScreenKind::all().iter().for_each(|kind| screens.get_mut(*kind).fit(around)));
    }

    /// Lets the reader mark what the query matches.
    pub(super) fn mark_matches(&mut self) {
        let search = &self.screens.search;
        self.screens.browse.highlighter =
            if search.input.value().is_empty() { Arc::default() } else { Arc::clone(&search.answer.highlighter) };
    }
}
