//! Panes that screens are made of.

mod arrangement;
mod facets;
mod links;
mod reader;
mod tree;

pub use arrangement::{Arrangement, Border, Focus, Panes, border, panes};
pub use facets::{FacetGroup, FacetRow, FacetsPane};
pub use links::{LinkRow, LinksPane, link_lines};
pub use reader::{LinePrefix, Reader, ReaderLine, ReaderSpan, SpanStyle, lines};
pub use tree::{Tree, TreeGroup, TreeNode, TreeRow};
