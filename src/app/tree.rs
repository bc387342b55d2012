//! The tree of documents and records.

use std::collections::{HashMap, HashSet};

use super::scroll::Scroll;
use crate::model::{Category, Corpus, Id, Kind, Record};

/// A branch that is no record itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Group {
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
pub enum Node {
    /// A record.
    Record(usize),
    /// A branch of a document, or of all.
    Group(Option<usize>, Group),
}

/// A visible line of the tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it shows.
    pub node: Node,
    /// How deep it stands.
    pub depth: usize,
    /// How many nodes are right under it.
    pub children: usize,
    /// Whether they are shown.
    pub open: bool,
}

/// The tree with what is open and chosen.
#[derive(Clone, Debug)]
pub struct Tree {
    roots: Vec<Node>,
    children: HashMap<Node, Vec<Node>>,
    parents: HashMap<Node, Node>,
    open: HashSet<Node>,
    /// The visible lines.
    pub rows: Vec<Row>,
    /// The chosen line and the window.
    pub scroll: Scroll,
}

impl Tree {
    /// The tree of a corpus, its first document open.
    pub fn new(corpus: &Corpus) -> Self {
        let mut tree = Self {
            roots: Vec::new(),
            children: HashMap::new(),
            parents: HashMap::new(),
            open: HashSet::new(),
            rows: Vec::new(),
            scroll: Scroll::default(),
        };
        for (position, record) in corpus.records().iter().enumerate() {
            let node = Node::Record(position);
            match tree.place(corpus, record) {
                Some(parent) => tree.hang(parent, node),
                None => tree.roots.push(node),
            }
        }
        let across = [Kind::Programme, Kind::Ministry, Kind::Area, Kind::Body, Kind::Term].map(|kind| Node::Group(None, Group::Kind(kind)));
        tree.roots.extend(across.into_iter().filter(|group| tree.children.contains_key(group)));
        // Documents show sections, projects, indicators in this order, whatever came first.
        tree.children.values_mut().for_each(|nodes| {
            if nodes.iter().all(|node| matches!(node, Node::Group(..))) {
                nodes.sort();
            }
        });
        tree.open.extend(tree.roots.first());
        tree.rebuild();
        tree
    }

    /// The node under which a record hangs; `None` for documents.
    fn place(&mut self, corpus: &Corpus, record: &Record) -> Option<Node> {
        let position = |id: &Id| corpus.position(id.as_str());
        let in_document = |group| Node::Group(record.document().and_then(position), group);
        let group = match record {
            Record::Document(_) => return None,
            Record::Section(section) => match section.parent.as_ref().and_then(position) {
                Some(parent) => return Some(Node::Record(parent)),
                None => in_document(Group::Sections),
            },
            Record::Project(_) => in_document(Group::Projects),
            Record::Kpi(kpi) => match kpi.parent.as_ref().and_then(position) {
                Some(parent) => return Some(Node::Record(parent)),
                None => {
                    let category = in_document(Group::Category(kpi.category));
                    self.ensure(in_document(Group::Indicators), category);
                    return Some(category);
                }
            },
            _ => Node::Group(None, Group::Kind(record.kind())),
        };
        if let Node::Group(Some(document), _) = group {
            self.ensure(Node::Record(document), group);
        }
        Some(group)
    }

    fn ensure(&mut self, parent: Node, node: Node) {
        if !self.parents.contains_key(&node) {
            self.hang(parent, node);
        }
        if let Node::Group(Some(document), Group::Indicators) = parent
            && !self.parents.contains_key(&parent)
        {
            self.hang(Node::Record(document), parent);
        }
    }

    fn hang(&mut self, parent: Node, node: Node) {
        self.children.entry(parent).or_default().push(node);
        self.parents.insert(node, parent);
    }

    fn rebuild(&mut self) {
        let mut rows = Vec::new();
        let mut waiting: Vec<(Node, usize)> = self.roots.iter().rev().map(|node| (*node, 0)).collect();
        while let Some((node, depth)) = waiting.pop() {
            let children = self.children.get(&node).map_or(&[][..], Vec::as_slice);
            let open = self.open.contains(&node) && !children.is_empty();
            rows.push(Row { node, depth, children: children.len(), open });
            if open {
                waiting.extend(children.iter().rev().map(|child| (*child, depth + 1)));
            }
        }
        self.rows = rows;
    }

    /// The chosen line.
    pub fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.scroll.chosen)
    }

    /// The records in view, from top to bottom.
    pub fn records(&self) -> Vec<usize> {
        self.rows.iter().filter_map(|row| if let Node::Record(position) = row.node { Some(position) } else { None }).collect()
    }

    /// The record of the chosen line, or the nearest above it that is one.
    pub fn record(&self) -> Option<usize> {
        let mut node = self.chosen()?.node;
        loop {
            match node {
                Node::Record(position) => return Some(position),
                Node::Group(..) => node = *self.parents.get(&node)?,
            }
        }
    }

    /// Opens the chosen branch, or goes to its first child if it is open.
    pub fn expand(&mut self, height: usize) {
        let Some(row) = self.chosen().copied() else { return };
        if row.children > 0 && !row.open {
            self.open.insert(row.node);
            self.rebuild();
        } else if row.open {
            self.scroll.step(1, self.rows.len(), height);
        }
    }

    /// Closes the chosen branch, or goes to the one above.
    pub fn collapse(&mut self, height: usize) {
        let Some(row) = self.chosen().copied() else { return };
        if row.open {
            self.open.remove(&row.node);
            self.rebuild();
        } else if let Some(parent) = self.parents.get(&row.node).copied() {
            self.choose(parent, height);
        }
    }

    /// Opens the chosen branch if it is closed and closes it if it is open.
    pub fn toggle(&mut self) {
        let Some(row) = self.chosen().copied() else { return };
        if !self.open.remove(&row.node) {
            self.open.insert(row.node);
        }
        self.rebuild();
    }

    /// Chooses a record wherever it hangs, opening what is above it.
    pub fn reveal(&mut self, record: usize, height: usize) {
        let mut node = Node::Record(record);
        while let Some(parent) = self.parents.get(&node).copied() {
            self.open.insert(parent);
            node = parent;
        }
        self.rebuild();
        self.choose(Node::Record(record), height);
    }

    fn choose(&mut self, node: Node, height: usize) {
        if let Some(line) = self.rows.iter().position(|row| row.node == node) {
            self.scroll.choose(line, self.rows.len(), height);
        }
    }
}
