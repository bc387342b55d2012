//! Panes that screens are made of.

mod arrangement;
mod facets;
mod links;
mod reader;
mod tree;

pub use arrangement::{Arrangement, Border, Focus, Panes, border, panes};
pub use facets::{FacetGroup, FacetRow, Facets};
pub use links::{LinkRow, Links, link_lines};
pub use reader::{Head, Ink, Line, Piece, Reader, lines};
pub use tree::{Group, Node, Row, Tree};
