//! What the reader is doing: the state, what may happen to it, and what is asked of the world. No terminal, no thread, no clock.

mod action;
pub mod article;
mod bookmarks;
mod budgets;
mod copying;
mod descent;
mod effect;
mod facets;
mod history;
mod indicators;
mod keymap;
mod layout;
mod links;
mod matrix;
mod menu;
mod moving;
mod open;
mod reader;
mod scroll;
mod search;
pub mod sheet;
mod state;
pub mod tables;
mod trail;
mod tree;
mod update;
pub mod words;

pub use action::{Action, Aim, Mode, NAMES, Name};
pub use bookmarks::Bookmarks;
pub use budgets::Budgets;
pub use descent::Following;
pub use effect::{Effect, Kept};
pub use facets::{FacetGroup, FacetRow, Facets};
pub use history::History;
pub use indicators::{Indicators, Order, progress};
pub use keymap::{BINDINGS, Binding, KeyProblem, Keymap};
pub use layout::{
    Arrangement, BrowseAreas, IndicatorAreas, Pane, SearchAreas, Size, Split, beside, browse, indicators, lineage, menu, search,
};
pub use links::{LinkRow, Links};
pub use matrix::{Crossing, periods};
pub use menu::{Choice, Menu, Purpose};
pub use reader::{Head, Ink, LABEL_COLUMNS, Line, Piece, Reader, lines};
pub use scroll::Scroll;
pub use search::{HIT_ROWS, Search};
pub use state::{Focus, IndexState, Language, Notice, Screen, Settings, State};
pub use trail::Trail;
pub use tree::{Group, Node, Row, Tree};
pub use update::update;
