//! What the reader is doing: the state, what may happen to it, and what is asked of the world. No terminal, no thread, no clock.

mod action;
mod asking;
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
mod marks;
mod matrix;
mod menu;
mod mouse;
mod moving;
mod open;
mod reader;
mod scroll;
mod search;
mod state;
mod trail;
mod tree;
mod update;
mod verifying;
mod words;

pub use action::{Action, Aim, Mode, Mouse, Name};
pub use bookmarks::Bookmarks;
pub use budgets::{Budgets, NUMBER, figure_columns};
pub use descent::{Entry, Following, Picture};
pub use effect::{Change, Effect, Kept};
pub use facets::{FacetGroup, FacetRow, Facets};
pub use history::History;
pub use indicators::{Indicators, Order};
pub use keymap::{BINDINGS, Binding, KeyProblem, Keymap};
pub use layout::{
    Arrangement, Border, BrowseAreas, IndicatorAreas, Pane, SearchAreas, Size, Split, Tab, beside, browse, figures, indicators, lineage,
    menu, search, tabs,
};
pub use links::{LinkRow, Links, link_lines};
pub use marks::{Marking, Marks};
pub use matrix::{Cells, Crossing};
pub use menu::{Choice, Menu, Purpose};
pub use reader::{Head, Ink, Line, Piece, Reader, lines};
pub use scroll::Scroll;
pub use search::{HIT_ROWS, Search};
pub use state::{Clipboard, Focus, IndexState, Notice, Screen, Settings, State, Way};
pub use trail::{Trail, Visit};
pub use tree::{Group, Node, Row, Tree};
pub use update::update;
