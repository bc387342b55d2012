//! Everything that can happen: what a key asks for, and what the world reports.

use ratatui::layout::Position;
use strum::VariantArray;
use tui_input::InputRequest;

use super::layout::Size;
use super::state::{IndexState, Settings, Way};
use crate::engine::Response;

/// Where the reader is, which decides what a key means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, VariantArray)]
pub enum Mode {
    /// The tree of documents and records.
    Tree,
    /// The reading pane.
    Reader,
    /// The links of the record.
    Links,
    /// The search screen: letters go into the query.
    Query,
    /// The table of indicators.
    Indicators,
    /// The ledger of money.
    Budgets,
    /// Projects against ministries or disease areas.
    Matrix,
    /// The columns of lineage.
    Lineage,
    /// The facets beside the hits.
    Facets,
    /// A record that is looked at without going to it.
    Peek,
    /// A mark's letter is waited for.
    Mark,
    /// The menu of what can be done, and of records: letters go into its line.
    Menu,
}

impl Mode {
    /// Every mode.
    pub fn all() -> &'static [Mode] {
        Self::VARIANTS
    }
}

/// Which links a key looks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Aim {
    /// Who answers for an indicator.
    Owner,
    /// The ministries behind the record, or behind its owner.
    Ministries,
    /// The indicators that a project or plan owns.
    Indicators,
    /// The disease areas it covers.
    Areas,
}

/// What a key can ask for, by name: the key table, the help and the configuration speak of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Name {
    Quit,
    Help,
    Palette,
    Close,
    Search,
    Browse,
    Indicators,
    Budgets,
    Matrix,
    Lineage,
    Back,
    Forward,
    Go(Aim),
    NextPane,
    PreviousPane,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Left,
    Right,
    Open,
    NextKind,
    Facets,
    Toggle,
    NextSort,
    Group,
    Explain,
    Older,
    Newer,
    NextOrder,
    NextCategory,
    NextPeriod,
    NextProject,
    NextMinistry,
    NextAttainment,
    ClearFilters,
    NextView,
    Original,
    Peek,
    Zoom,
    Wider,
    Narrower,
    Bookmark,
    NoteBookmark,
    Bookmarks,
    NextHit,
    PreviousHit,
    NextRecord,
    PreviousRecord,
    CopyCitation,
    CopyText,
    CopyId,
    CopyCommand,
    CopyTable,
    CopyCsv,
    CopyMarkdown,
    SetMark,
    GoToMark,
    Visited,
    Terms,
    Address,
    Mouse,
    Index,
    Reload,
    Suspend,
}

/// Every name as the configuration writes it.
pub const NAMES: &[(Name, &str)] = &[
    (Name::Quit, "quit"),
    (Name::Help, "help"),
    (Name::Palette, "palette"),
    (Name::Close, "close"),
    (Name::Search, "search"),
    (Name::Browse, "browse"),
    (Name::Indicators, "indicators"),
    (Name::Budgets, "budgets"),
    (Name::Matrix, "matrix"),
    (Name::Lineage, "lineage"),
    (Name::Back, "back"),
    (Name::Forward, "forward"),
    (Name::Go(Aim::Owner), "go-owner"),
    (Name::Go(Aim::Ministries), "go-ministries"),
    (Name::Go(Aim::Indicators), "go-indicators"),
    (Name::Go(Aim::Areas), "go-areas"),
    (Name::NextPane, "next-pane"),
    (Name::PreviousPane, "previous-pane"),
    (Name::Up, "up"),
    (Name::Down, "down"),
    (Name::PageUp, "page-up"),
    (Name::PageDown, "page-down"),
    (Name::First, "first"),
    (Name::Last, "last"),
    (Name::Left, "left"),
    (Name::Right, "right"),
    (Name::Open, "open"),
    (Name::NextKind, "next-kind"),
    (Name::Facets, "facets"),
    (Name::Toggle, "toggle"),
    (Name::NextSort, "next-sort"),
    (Name::Group, "group"),
    (Name::Explain, "explain"),
    (Name::Older, "older"),
    (Name::Newer, "newer"),
    (Name::NextOrder, "next-order"),
    (Name::NextCategory, "next-category"),
    (Name::NextPeriod, "next-period"),
    (Name::NextProject, "next-project"),
    (Name::NextMinistry, "next-ministry"),
    (Name::NextAttainment, "next-attainment"),
    (Name::ClearFilters, "clear-filters"),
    (Name::NextView, "next-view"),
    (Name::Original, "original"),
    (Name::Peek, "peek"),
    (Name::Zoom, "zoom"),
    (Name::Wider, "wider"),
    (Name::Narrower, "narrower"),
    (Name::Bookmark, "bookmark"),
    (Name::NoteBookmark, "note-bookmark"),
    (Name::Bookmarks, "bookmarks"),
    (Name::NextHit, "next-hit"),
    (Name::PreviousHit, "previous-hit"),
    (Name::NextRecord, "next-record"),
    (Name::PreviousRecord, "previous-record"),
    (Name::CopyCitation, "copy-citation"),
    (Name::CopyText, "copy-text"),
    (Name::CopyId, "copy-id"),
    (Name::CopyCommand, "copy-command"),
    (Name::CopyCsv, "copy-csv"),
    (Name::CopyMarkdown, "copy-markdown"),
    (Name::CopyTable, "copy-table"),
    (Name::SetMark, "set-mark"),
    (Name::GoToMark, "go-to-mark"),
    (Name::Visited, "visited"),
    (Name::Terms, "terms"),
    (Name::Address, "open-address"),
    (Name::Mouse, "mouse"),
    (Name::Index, "index"),
    (Name::Reload, "reload"),
    (Name::Suspend, "suspend"),
];

impl Name {
    /// As the configuration writes it: `next-pane`.
    pub fn written(self) -> &'static str {
        NAMES.iter().find(|(name, _)| *name == self).map_or("", |(_, written)| written)
    }
}

/// What the mouse did, and where on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// The left button went down.
    Press(Position),
    /// The pointer moved with the button down.
    Drag(Position),
    /// The button came up.
    Release,
    /// The wheel was turned; whether downwards.
    Wheel(Position, bool),
}

/// What happens to the state.
#[derive(Debug)]
pub enum Action {
    /// A key of the table.
    Do(Name),
    /// A key that edits the query.
    Edit(InputRequest),
    /// Text pasted into the query.
    Paste(String),
    /// The mouse was used.
    Point(Mouse),
    /// Text has reached a clipboard, or why it has not.
    Copied(Result<Way, String>),
    /// Something could not be kept for the next session; why.
    NotKept(String),
    /// An address was handed to the reader's browser, or why it was not.
    Opened(Result<String, String>),
    /// The terminal has this size.
    Resize(Size),
    /// The index is being opened, is ready, or failed.
    Index(IndexState),
    /// The configuration was read anew, or why it could not be.
    Configured(Box<Result<Settings, String>>),
    /// An answer of the searching thread.
    Found(Box<Response>),
}
