//! Everything that can happen: what a key asks for, and what the world reports.

use std::sync::Arc;

use ratatui::layout::Position;
use strum::{IntoStaticStr, VariantArray};
use tui_input::InputRequest;

use super::layout::Size;
use super::state::{IndexState, Settings, Way};
use crate::engine::Response;
use crate::model::{Corpus, HeldAmount};

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

/// What a key can ask for, by name: the key table, the help and the configuration (`next-pane`) speak of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
    GoOwner,
    GoMinistries,
    GoIndicators,
    GoAreas,
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
    Amounts,
    Bookmarks,
    NextHit,
    PreviousHit,
    NextRecord,
    PreviousRecord,
    CopyCitation,
    CopyText,
    CopyId,
    CopyCommand,
    CopyCsv,
    CopyMarkdown,
    CopyTable,
    SetMark,
    GoToMark,
    Visited,
    Terms,
    #[strum(serialize = "open-address")]
    Address,
    Mouse,
    Index,
    Reload,
    Suspend,
}

impl Name {
    /// Which links it looks for, if it does.
    pub fn aim(self) -> Option<Aim> {
        match self {
            Self::GoOwner => Some(Aim::Owner),
            Self::GoMinistries => Some(Aim::Ministries),
            Self::GoIndicators => Some(Aim::Indicators),
            Self::GoAreas => Some(Aim::Areas),
            _ => None,
        }
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
    /// The sums that were asked for.
    Amounts(Vec<HeldAmount>),
    /// The reader's word was taken: the corpus as it is with it; or why it was not.
    Judged(Result<Arc<Corpus>, String>),
    /// An answer of the searching thread.
    Found(Box<Response>),
}
