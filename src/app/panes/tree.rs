//! The tree of documents and records.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::app::scroll::Scroll;
use crate::model::{Category, Corpus, Kind, Named, Record};

/// A branch that is no record itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum TreeGroup {
    /// A document's sections.
    Sections,
    /// A document's projects.
    Projects,
    /// A document's indicators.
    Indicators,
    /// The indicators of one category.
    Category(Category),
    /// The records of a kind that stands across documents.
    Kind(Kind),
}

/// A node: a record by its position, or a group, in a document (by its position) or across all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum TreeNode {
    /// A record.
    Record(usize),
    /// A branch of a document, or of all.
    Group(Option<usize>, TreeGroup),
}

/// A visible line of the tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TreeRow {
    /// What it shows.
    pub node: TreeNode,
    /// How deep it stands.
    pub depth: usize,
    /// How many nodes are right under it.
    pub children: usize,
    /// Whether they are shown.
    pub open: bool,
}

/// The branches of a document, in the tree's order.
const IN_DOCUMENT: [(Kind, TreeGroup); 3] =
    [(Kind::Section, TreeGroup::Sections), (Kind::Project, TreeGroup::Projects), (Kind::Kpi, TreeGroup::Indicators)];

/// The tree with what is open and chosen. What stands under a node is asked of the corpus when the node is in view, so that no more records
/// are read than are shown.
#[derive(Clone, Debug)]
pub struct Tree {
    open: HashSet<TreeNode>,
    /// The visible lines.
    pub rows: Vec<TreeRow>,
    /// The chosen line and the window.
    pub scroll: Scroll,
}

impl Tree {
    /// The tree of a corpus, its first document open.
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

    /// The chosen line.
    pub fn chosen(&self) -> Option<&TreeRow> {
        self.rows.get(self.scroll.chosen)
    }

    /// The records in view, from top to bottom.
    pub fn records(&self) -> Vec<usize> {
        self.rows.iter().filter_map(|row| if let TreeNode::Record(position) = row.node { Some(position) } else { None }).collect()
    }

    /// The record of the chosen line, or the nearest above it that is one.
    pub fn record(&self) -> Option<usize> {
        let mut line = self.scroll.chosen;
        loop {
            match self.rows.get(line)?.node {
                TreeNode::Record(position) => return Some(position),
                TreeNode::Group(..) => line = self.line_over(line)?,
            }
        }
    }

    /// The line of the branch in which a line stands.
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

    /// Chooses a record wherever it hangs, opening what is above it.
    pub fn reveal(&mut self, corpus: &Corpus, record: usize, height: usize) {
        let wanted = TreeNode::Record(record);
        let mut path = vec![wanted];
        // A corpus that was not checked may hold a circle.
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

/// The nodes that stand under no other.
fn roots(corpus: &Corpus) -> Vec<TreeNode> {
    let groups = Kind::all().iter().copied().filter(|kind| kind.stands_across() && !across(corpus, *kind).is_empty());
    corpus.positions(Kind::Document).map(TreeNode::Record).chain(groups.map(|kind| TreeNode::Group(None, TreeGroup::Kind(kind)))).collect()
}

/// The nodes right under a node.
fn under(corpus: &Corpus, node: TreeNode) -> Vec<TreeNode> {
    let of_kind = |document, kind| in_range(corpus.under(document), &corpus.positions(kind)).iter().copied();
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

/// The records of a kind that stand under no other: programmes of the review sheets stand under their ministries.
fn across(corpus: &Corpus, kind: Kind) -> Range<usize> {
    match kind {
        Kind::Programme => corpus.positions_of_documents(kind),
        _ => corpus.positions(kind),
    }
}

/// How many nodes are right under a node.
fn count_under(corpus: &Corpus, node: TreeNode) -> usize {
    match node {
        TreeNode::Group(None, TreeGroup::Kind(kind)) => across(corpus, kind).len(),
        TreeNode::Record(position) if corpus.under(position).is_empty() => 0,
        _ => under(corpus, node).len(),
    }
}

/// The node right above a node.
fn over(corpus: &Corpus, node: TreeNode) -> Option<TreeNode> {
    match node {
        TreeNode::Record(position) => {
            let record = corpus.at(position)?;
            let in_document = match record {
                Record::Document(_) => return None,
                Record::Section(_) => TreeGroup::Sections,
                Record::Project(_) => TreeGroup::Projects,
                Record::Kpi(kpi) => TreeGroup::Category(kpi.category),
                // Of the review sheets a programme stands under its ministry, a payee under a programme that pays it.
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

/// Those of some positions in order that lie in a range.
fn in_range<'p>(positions: &'p [usize], range: &Range<usize>) -> &'p [usize] {
    let before = |bound: usize| positions.partition_point(|position| *position < bound);
    positions.get(before(range.start)..before(range.end)).unwrap_or_default()
}
