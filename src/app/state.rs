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

/// State of the explorer.
pub struct State {
    /// All records and links.
    pub corpus: Arc<Corpus>,
    /// Size of the terminal.
    pub size: Size,
    /// Language of the interface.
    pub language: Language,
    /// Screen that is shown.
    pub screen: ScreenKind,
    /// All screens.
    pub screens: Screens,
    /// The menu, if it is open.
    pub menu: Option<Menu>,
    /// Amounts in the menu, if it shows them.
    pub amounts: Vec<HeldAmount>,
    /// Keys of the commands.
    pub keymap: Keymap,
    /// Records that the reader has bookmarked.
    pub bookmarks: Bookmarks,
    /// Places marked with a letter.
    pub marks: Marks,
    /// Purpose of the letter that is waited for.
    pub marking: Option<Marking>,
    /// Positions of the records visited, in this session and earlier ones, oldest first.
    pub visited: Vec<usize>,
    /// True if the explorer has the mouse.
    pub mouse: bool,
    /// Maximum length of a line of text, in columns.
    pub reading_width: usize,
    /// Notice to the reader.
    pub notice: Option<Notice>,
    /// Reason why something that lies elsewhere could not be had, until something can be had again.
    pub trouble: Option<String>,
    /// True if something that the present screen asked for had not come.
    pub partial: bool,
}

impl State {
    /// Returns the state at the start: the first document, chosen in the tree.
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
            trouble: None,
            partial: false,
        };
        state.with_screens(|screens, around| screens.browse.follow_tree(around));
        state
    }

    /// Applies the settings.
    pub fn configure(&mut self, settings: Settings) {
        self.keymap = settings.keymap;
        self.language = settings.language;
        self.mouse = settings.mouse;
        self.reading_width = settings.reading_width;
        self.fit();
    }

    /// Returns the mode: where the keys go.
    pub fn mode(&self) -> Mode {
        if self.menu.is_some() {
            Mode::Menu
        } else if self.marking.is_some() {
            Mode::Mark
        } else {
            self.present_screen().mode()
        }
    }

    /// Returns the screen that is shown.
    pub fn present_screen(&self) -> &dyn Screen {
        self.screens.get(self.screen)
    }

    /// Returns the record on the browsing screen.
    pub fn record(&self) -> Option<&Record> {
        self.screens.browse.reader.record.and_then(|position| self.corpus.at(position))
    }

    /// Returns the position of the record that the present screen is at.
    pub fn present(&self) -> Option<usize> {
        self.present_screen().chosen(&self.corpus)
    }

    /// Returns the record that the present screen is at.
    pub fn present_record(&self) -> Option<&Record> {
        self.present().and_then(|position| self.corpus.at(position))
    }

    /// Runs a closure on the screens.
    pub(super) fn with_screens<T>(&mut self, happens: impl FnOnce(&mut Screens, &Surroundings) -> T) -> T {
        let around = Surroundings { corpus: &self.corpus, size: self.size, reading_width: self.reading_width };
        happens(&mut self.screens, &around)
    }

    /// Runs a closure on the present screen, and notes whether it had all that it asked for.
    pub(super) fn with_screen<T>(&mut self, happens: impl FnOnce(&mut dyn Screen, &Surroundings) -> T) -> T {
        let screen = self.screen;
        let missed = self.corpus.missed();
        let happened = self.with_screens(|screens, around| happens(screens.get_mut(screen), around));
        self.partial |= self.corpus.missed() > missed;
        happened
    }

    /// Continues with another corpus: all that refers to records begins anew, and what is typed stays.
    pub(super) fn supply(&mut self, corpus: Arc<Corpus>) {
        let visited: Vec<String> =
            self.visited.iter().filter_map(|position| self.corpus.at(*position)).map(|record| record.id().to_string()).collect();
        self.visited = visited.iter().filter_map(|id| corpus.position(id)).collect();
        self.corpus = corpus;
        self.screens.renew(&self.corpus);
        self.menu = None;
        self.partial = false;
        if !matches!(self.screen, ScreenKind::Browse | ScreenKind::Search) {
            self.with_screen(|screen, around| screen.show(around, None));
        }
        self.arrived();
    }

    /// Takes what has come of the records that were asked for.
    pub(super) fn arrived(&mut self) {
        self.trouble = self.corpus.trouble();
        self.notice.take_if(|notice| *notice == Notice::Awaited);
        self.with_screens(|screens, around| screens.browse.arrived(around));
        if std::mem::take(&mut self.partial) {
            self.with_screen(|screen, around| screen.renew(around.corpus));
        }
        self.fit();
    }

    /// Fits every scroll position to its list again, after the size, the focus or a list has changed.
    pub(super) fn fit(&mut self) {
        self.mark_matches();
        self.with_screens(|screens, around| ScreenKind::all().iter().for_each(|kind| screens.get_mut(*kind).fit(around)));
        if self.corpus.is_elsewhere() {
            self.with_screen(|screen, around| screen.look(around));
        }
    }

    /// Passes the highlights of the query to the browsing screen.
    pub(super) fn mark_matches(&mut self) {
        let search = &self.screens.search;
        self.screens.browse.highlighter =
            if search.input.value().is_empty() { Arc::default() } else { Arc::clone(&search.answer.highlighter) };
    }
}
