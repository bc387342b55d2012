//! Everything that can happen: what a key asks for, and what the world reports.

use tui_input::InputRequest;

use super::layout::Size;
use super::state::IndexState;
use crate::index::Response;

/// Where the reader is, which decides what a key means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
    /// The list of keys.
    Help,
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
    ClearFilters,
    NextView,
    Original,
    CopyCitation,
    CopyTable,
    Suspend,
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
    /// The terminal has this size.
    Resize(Size),
    /// The index is being opened, is ready, or failed.
    Index(IndexState),
    /// An answer of the searching thread.
    Found(Box<Response>),
}
