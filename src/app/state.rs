//! The whole state of the explorer. Only `update` changes it.

use std::sync::Arc;
use strum::{IntoStaticStr, VariantArray};

use super::action::Mode;
use super::bookmarks::Bookmarks;
use super::budgets::Budgets;
use super::descent::Following;
use super::indicators::Indicators;
use super::keymap::Keymap;
use super::layout::{Arrangement, Border, Size};
use super::links::Links;
use super::marks::{Marking, Marks};
use super::matrix::Crossing;
use super::menu::Menu;
use super::reader::Reader;
use super::search::Search;
use super::trail::Trail;
use super::tree::Tree;
use crate::model::{Corpus, HeldAmount, Record};
use crate::present::words::Language;
use crate::text::width::Ambiguous;

/// Which screen is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Screen {
    /// 閲覧: tree, reader, links.
    #[default]
    Browse,
    /// 検索.
    Search,
    /// 指標.
    Indicators,
    /// 予算.
    Budgets,
    /// 対応表.
    Matrix,
    /// 系譜.
    Lineage,
}

/// Which pane of the browsing screen has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Focus {
    /// The tree.
    #[default]
    Tree,
    /// The reader.
    Reader,
    /// The links.
    Links,
}

/// How far the index is.
#[derive(Clone, PartialEq, Debug)]
pub enum IndexState {
    /// Being opened or built.
    Opening {
        /// The share done, 0 to 1; 0 as long as nothing is built.
        share: f64,
        /// About how many seconds it will take from now, where that can be told.
        left: Option<u64>,
    },
    /// Building was stopped by the reader.
    Stopped,
    /// Ready. Without a dictionary only character pairs are searched.
    Ready {
        /// Whether a dictionary is in use.
        words: bool,
        /// What the reader should know: a damaged dictionary, an index kept in memory.
        remark: Option<String>,
    },
    /// There is none; why.
    Failed(String),
}

/// By which way text is copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Clipboard {
    /// The system's clipboard where this machine has a display and a program for it, else the terminal's.
    #[default]
    Auto,
    /// The system's clipboard, by a program of this machine.
    Native,
    /// The terminal's clipboard (OSC 52).
    Terminal,
}

/// The way that copied text took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// A program of this machine, by name.
    Program(&'static str),
    /// The terminal (OSC 52).
    Terminal,
    /// The terminal, through a program that stands between, by name.
    Multiplexer(&'static str),
}

/// What the reader has configured.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which key asks for what.
    pub keymap: Keymap,
    /// The language of the interface.
    pub language: Language,
    /// Whether the mouse is the explorer's.
    pub mouse: bool,
    /// Lines of text are at most this long, in columns.
    pub reading_width: usize,
    /// How wide the terminal shows ambiguous characters.
    pub ambiguous: Ambiguous,
    /// By which way text is copied.
    pub clipboard: Clipboard,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keymap: Keymap::default(),
            language: Language::default(),
            mouse: false,
            // Longer lines are hard to read.
            reading_width: 92,
            ambiguous: Ambiguous::default(),
            clipboard: Clipboard::default(),
        }
    }
}

/// A word in the status line, until the next key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// The record has no links of the kind that was looked for.
    NoSuchLink,
    /// No record was visited before this one.
    NothingBefore,
    /// The reader has gone back from no record after this one.
    NothingAfter,
    /// What was searched for stands nowhere else in the record.
    NoMoreHits,
    /// There is no further record in the list.
    EndOfList,
    /// The record has a bookmark now.
    Marked,
    /// The record has no bookmark any more.
    Unmarked,
    /// The configuration was read anew.
    Configured,
    /// So many lines are on their way to a clipboard.
    Copying(usize),
    /// What was to be copied has gone there.
    Copied(Way),
    /// A mark's letter is waited for.
    MarkWhich,
    /// The letter marks the present record now.
    MarkSet(char),
    /// No record is marked with this letter.
    NoSuchMark(char),
    /// The mouse is the explorer's, or the terminal's.
    Mouse(bool),
    /// Nothing that the record names has an explanation.
    NoTerms,
    /// It is not known where the document stands on the net.
    NoAddress,
    /// An address was opened.
    Opened(String),
    /// Something could not be kept for the next session; where and why.
    NotKept(String),
    /// A kept file was not as it had been written; where it was set aside.
    SetAside(String),
    /// The original of this record has not been imported.
    NoOriginal,
    /// There is nothing to copy here.
    NothingToCopy,
    /// No import read a sum here.
    NoAmounts,
    /// What was typed of a sum cannot be read.
    NoWord,
    /// The reader's word on a sum is kept.
    Judged,
    /// Something failed.
    Failure(String),
}

/// The state.
pub struct State {
    /// All records and links.
    pub corpus: Arc<Corpus>,
    /// The terminal's size.
    pub size: Size,
    /// The language of the interface.
    pub language: Language,
    /// Which screen is shown.
    pub screen: Screen,
    /// The panes of the browsing screen.
    pub browse: Browse,
    /// The search screen.
    pub search: Search,
    /// The screen of indicators.
    pub indicators: Indicators,
    /// The screen of money.
    pub budgets: Budgets,
    /// The screen where projects meet ministries or disease areas.
    pub crossing: Crossing,
    /// The screen of lineage.
    pub following: Following,
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

/// The panes of the browsing screen, which all show one record.
pub struct Browse {
    /// Which pane has the keys.
    pub focus: Focus,
    /// The tree.
    pub tree: Tree,
    /// The reader.
    pub reader: Reader,
    /// The links.
    pub links: Links,
    /// The record that is looked at without going to it.
    pub peek: Option<Reader>,
    /// How wide the panes are.
    pub arrangement: Arrangement,
    /// The line between panes that the mouse holds.
    pub dragged: Option<Border>,
    /// The list from which the reader came, to go through it without going back: as in [`Visit`](super::Visit).
    pub list: Arc<[usize]>,
    /// Records visited before and after.
    pub trail: Trail,
}

impl State {
    /// The state at the start: the first document, chosen in the tree.
    pub fn new(corpus: Arc<Corpus>, size: Size, language: Language) -> Self {
        let browse = Browse {
            focus: Focus::default(),
            tree: Tree::new(&corpus),
            reader: Reader::default(),
            links: Links::default(),
            peek: None,
            arrangement: Arrangement::default(),
            dragged: None,
            list: Arc::default(),
            trail: Trail::default(),
        };
        let screen = Screen::default();
        let mut state = Self {
            corpus,
            size,
            language,
            screen,
            browse,
            search: Search::default(),
            indicators: Indicators::default(),
            budgets: Budgets::default(),
            crossing: Crossing::default(),
            following: Following::default(),
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
        state.follow_tree();
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
        match (&self.menu, self.screen, self.browse.focus) {
            (Some(_), ..) => Mode::Menu,
            _ if self.marking.is_some() => Mode::Mark,
            (None, Screen::Browse, _) if self.browse.peek.is_some() => Mode::Peek,
            (None, Screen::Search, _) if self.search.facets.scroll.is_some() => Mode::Facets,
            (None, Screen::Search, _) => Mode::Query,
            (None, Screen::Indicators, _) => Mode::Indicators,
            (None, Screen::Budgets, _) => Mode::Budgets,
            (None, Screen::Matrix, _) => Mode::Matrix,
            (None, Screen::Lineage, _) => Mode::Lineage,
            (None, Screen::Browse, Focus::Tree) => Mode::Tree,
            (None, Screen::Browse, Focus::Reader) => Mode::Reader,
            (None, Screen::Browse, Focus::Links) => Mode::Links,
        }
    }

    /// The record on the browsing screen.
    pub fn record(&self) -> Option<&Record> {
        self.browse.reader.record.and_then(|position| self.corpus.at(position))
    }
}
