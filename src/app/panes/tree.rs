//! Tree of documents and records.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::app::scroll::Scroll;
use crate::model::{Category, Corpus, Kind, Named, Record};

/// Branch that is not itself a record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum TreeGroup {
    /// Sections of a document.
    Sections,
    /// Projects of a document.
    Projects,
    /// Indicators of a document.
    Indicators,
    /// Indicators of one category.
    Category(Category),
    /// Records of a kind that spans documents.
    Kind(Kind),
}

/// Node: a record by its position, or a group, in a document (by its position) or across all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum TreeNode {
    /// Record.
    Record(usize),
    /// Branch of a document, or of all.
    Group(Option<usize>, TreeGroup),
}

/// Visible line of the tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TreeRow {
    /// Node that it shows.
    pub node: TreeNode,
    /// Depth in the tree.
    pub depth: usize,
    /// Number of nodes directly under it.
    pub children: usize,
    /// True if they are shown.
    pub open: bool,
}

/// Branches of a document, in the tree's order.
const IN_DOCUMENT: [(Kind, TreeGroup); 3] =
    [(Kind::Section, TreeGroup::Sections), (Kind::Project, TreeGroup::Projects), (Kind::Kpi, TreeGroup::Indicators)];

/// Tree, with the nodes that are open and the one that is chosen. The corpus is asked for a node's children only when the node is in view,
/// so that no more records are read than are shown.
#[derive(Clone, Debug)]
pub struct Tree {
    open: HashSet<TreeNode>,
    /// The visible lines.
    pub rows: Vec<TreeRow>,
    /// Chosen line and scroll position.
    pub scroll: Scroll,
}

impl Tree {
    /// Returns the tree of a corpus, its first document open.
    pub fn new(corpus: &Corpus) -> Self {
        let mut tree = Self { open: roots(corpus).into_iter().take(1).collect(), rows: Vec::new(), scroll: Scroll::default() };
        tree.rebuild(corpus);
        tree
    }

    fn rebuild(&mut self, corpus: &Corpus) {
        let mut rows = Vec::new();
        let mut waiting: Vec<(TreeNode, usize)> = roots(corpus).into_iter().rev().map(|node| (node, 0)).collect();
        while let Some((node, depth)) = waiting.pop() {
            let children = count_under(corpus, node);
            let open = self.open.contains(&node) && children > 0;
            rows.push(TreeRow { node, depth, children, open });
            if open {
                waiting.extend(under(corpus, node).into_iter().rev().map(|child| (child, depth + 1)));
            }
        }
        self.rows = rows;
    }

    /// Takes records that have come, or have changed; the same line stays chosen.
    pub fn renew(&mut self, corpus: &Corpus, height: usize) {
        let chosen = self.chosen().map(|row| row.node);
        if self.rows.is_empty() {
            self.open = roots(corpus).into_iter().take(1).collect();
        }
        self.rebuild(corpus);
        if let Some(line) = chosen.and_then(|chosen| self.rows.iter().position(|row| row.node == chosen)) {
            self.scroll.choose(line, self.rows.len(), height);
        }
    }

    /// Returns the chosen line.
    pub fn chosen(&self) -> Option<&TreeRow> {
        self.rows.get(self.scroll.chosen)
    }

    /// Returns the records in view, from top to bottom.
    pub fn records(&self) -> Vec<usize> {
        self.rows.iter().filter_map(|row| if let TreeNode::Record(position) = row.node { Some(position) } else { None }).collect()
    }

    /// Returns the record of the chosen line, or of the nearest branch above it that is a record.
    pub fn record(&self) -> Option<usize> {
        let mut line = self.scroll.chosen;
        loop {
            match self.rows.get(line)?.node {
                TreeNode::Record(position) => return Some(position),
                TreeNode::Group(..) => line = self.line_over(line)?,
            }
        }
    }

    /// Returns the line of the branch that contains a line.
    fn line_over(&self, line: usize) -> Option<usize> {
        let depth = self.rows.get(line)?.depth;
        self.rows.get(..line)?.iter().rposition(|row| row.depth < depth)
    }

    /// Opens the chosen branch, or goes to its first child if it is open.
    pub fn expand(&mut self, corpus: &Corpus, height: usize) {
        let Some(row) = self.chosen().copied() else { return };
        if row.children > 0 && !row.open {
            self.open.insert(row.node);
            self.rebuild(corpus);
        } else if row.open {
            self.scroll.step(1, self.rows.len(), height);
        }
    }

    /// Closes the chosen branch, or goes to the one above.
    pub fn collapse(&mut self, corpus: &Corpus, height: usize) {
        let Some(row) = self.chosen().copied() else { return };
        if row.open {
            self.open.remove(&row.node);
            self.rebuild(corpus);
        } else if let Some(line) = self.line_over(self.scroll.chosen) {
            self.scroll.choose(line, self.rows.len(), height);
        }
    }

    /// Opens the chosen branch if it is closed and closes it if it is open.
    pub fn toggle(&mut self, corpus: &Corpus) {
        let Some(row) = self.chosen().copied() else { return };
        if !self.open.remove(&row.node) {
            self.open.insert(row.node);
        }
        self.rebuild(corpus);
    }

    /// Chooses a record wherever it is in the tree, opening what is above it.
    pub fn reveal(&mut self, corpus: &Corpus, record: usize, height: usize) {
        let wanted = TreeNode::Record(record);
        let mut path = vec![wanted];
        // An unchecked corpus may contain a cycle.
        while let Some(above) = path.last().and_then(|node| over(corpus, *node)).filter(|above| !path.contains(above)) {
            self.open.insert(above);
            path.push(above);
        }
        self.rebuild(corpus);
        if let Some(line) = self.rows.iter().position(|row| row.node == wanted) {
            self.scroll.choose(line, self.rows.len(), height);
        }
    }
}

/// Returns the nodes that are under no other.
fn roots(corpus: &Corpus) -> Vec<TreeNode> {
    let groups = Kind::all().iter().copied().filter(|kind| kind.has_branch() && !across(corpus, *kind).is_empty());
    corpus.positions(Kind::Document).map(TreeNode::Record).chain(groups.map(|kind| TreeNode::Group(None, TreeGroup::Kind(kind)))).collect()
}

/// Returns the nodes directly under a node.
fn under(corpus: &Corpus, node: TreeNode) -> Vec<TreeNode> {
    let of_kind = |document, kind| corpus.under_of_kind(document, kind).into_iter();
    let indicators = |document| {
        of_kind(document, Kind::Kpi).filter_map(|position| match corpus.at(position) {
            Some(Record::Kpi(kpi)) => Some((kpi.category, position)),
            _ => None,
        })
    };
    match node {
        TreeNode::Record(document) if corpus.positions(Kind::Document).contains(&document) => {
            let present = IN_DOCUMENT.into_iter().filter(|(kind, _)| of_kind(document, *kind).len() > 0);
            present.map(|(_, group)| TreeNode::Group(Some(document), group)).collect()
        }
        TreeNode::Record(position) => corpus.under(position).iter().copied().map(TreeNode::Record).collect(),
        TreeNode::Group(Some(document), TreeGroup::Sections) => of_kind(document, Kind::Section).map(TreeNode::Record).collect(),
        TreeNode::Group(Some(document), TreeGroup::Projects) => of_kind(document, Kind::Project).map(TreeNode::Record).collect(),
        TreeNode::Group(Some(document), TreeGroup::Indicators) => {
            let categories: BTreeSet<Category> = indicators(document).map(|(category, _)| category).collect();
            categories.into_iter().map(|category| TreeNode::Group(Some(document), TreeGroup::Category(category))).collect()
        }
        TreeNode::Group(Some(document), TreeGroup::Category(wanted)) => {
            indicators(document).filter(|(category, _)| *category == wanted).map(|(_, position)| TreeNode::Record(position)).collect()
        }
        TreeNode::Group(None, TreeGroup::Kind(kind)) => across(corpus, kind).map(TreeNode::Record).collect(),
        TreeNode::Group(..) => Vec::new(),
    }
}

/// Returns the records of a kind that are under no other record; programmes of the review sheets are under their ministries.
fn across(corpus: &Corpus, kind: Kind) -> Range<usize> {
    match kind {
        Kind::Programme => corpus.positions_of_documents(kind),
        _ => corpus.positions(kind),
    }
}

/// Returns the number of nodes directly under a node.
fn count_under(corpus: &Corpus, node: TreeNode) -> usize {
    match node {
        TreeNode::Group(None, TreeGroup::Kind(kind)) => across(corpus, kind).len(),
        // How many they are is not shown.
        TreeNode::Record(position) if !corpus.has_under(position) => 0,
        TreeNode::Record(_) if corpus.is_elsewhere() => 1,
        _ => under(corpus, node).len(),
    }
}

/// Returns the node directly above a node.
fn over(corpus: &Corpus, node: TreeNode) -> Option<TreeNode> {
    match node {
        TreeNode::Record(position) => {
            let record = corpus.at(position)?;
            let in_document = match record {
                Record::Document(_) => return None,
                Record::Section(_) => TreeGroup::Sections,
                Record::Project(_) => TreeGroup::Projects,
                Record::Kpi(kpi) => TreeGroup::Category(kpi.category),
                // In the review sheets a programme is under its ministry, a payee under a programme that pays it.
                _ => {
                    let across = TreeNode::Group(None, TreeGroup::Kind(record.kind()));
                    return Some(corpus.over(position).map_or(across, TreeNode::Record));
                }
            };
            let over = corpus.over(position)?;
            let document = corpus.positions(Kind::Document).contains(&over);
            Some(if document { TreeNode::Group(Some(over), in_document) } else { TreeNode::Record(over) })
        }
        TreeNode::Group(Some(document), TreeGroup::Category(_)) => Some(TreeNode::Group(Some(document), TreeGroup::Indicators)),
        TreeNode::Group(Some(document), _) => Some(TreeNode::Record(document)),
        TreeNode::Group(None, _) => None,
    }
}
