//! Lineage over the periods: columns of projects or councils, and the steps between them.

use super::{Corpus, Id, Kind, LineageEdge, Record};

/// Subject of a lineage: what descends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum LineageSubject {
    /// Projects.
    #[default]
    Projects,
    /// Councils and other bodies of which the lineage speaks.
    Bodies,
}

/// One project or body in the column of its period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineageNode {
    /// The record: a project or a body.
    pub id: Id,
    /// The period.
    pub period: u8,
}

/// A step between two nodes of different periods, by their indices in [`Lineage::nodes`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineageStep {
    /// The index of the earlier node.
    pub from: usize,
    /// The index of the later node.
    pub to: usize,
    /// The step's index in [`Corpus::lineage`].
    pub lineage: usize,
}

/// The nodes of all periods and the steps between them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lineage {
    /// The nodes, oldest period first, each period in the order of its numbers.
    pub nodes: Vec<LineageNode>,
    /// The steps, in the order of the nodes.
    pub steps: Vec<LineageStep>,
}

impl Lineage {
    /// Builds the lineage of projects, or of councils.
    pub fn new(corpus: &Corpus, line: LineageSubject) -> Self {
        let mut nodes: Vec<LineageNode> = match line {
            LineageSubject::Projects => {
                corpus.period_projects().into_iter().map(|(period, project)| LineageNode { id: project.id.clone(), period }).collect()
            }
            LineageSubject::Bodies => bodies(corpus),
        };
        nodes.sort_by_key(|node| node.period);
        let at = |id: &Option<Id>| id.as_ref().and_then(|id| nodes.iter().position(|node| node.id == *id));
        let mut steps: Vec<LineageStep> = corpus
            .lineage()
            .iter()
            .enumerate()
            .filter_map(|(lineage, step)| Some(LineageStep { from: at(&step.from)?, to: at(&step.to)?, lineage }))
            .collect();
        steps.sort_by_key(|step| (step.from, step.to));
        Self { nodes, steps }
    }

    /// Returns the periods that have nodes, oldest first.
    pub fn periods(&self) -> Vec<u8> {
        let mut periods: Vec<u8> = self.nodes.iter().map(|node| node.period).collect();
        periods.dedup();
        periods
    }

    /// Returns the indices of a period's nodes.
    pub fn column(&self, period: u8) -> Vec<usize> {
        (0..self.nodes.len()).filter(|at| self.nodes[*at].period == period).collect()
    }

    /// Returns the index of a record's node.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id.as_str() == id)
    }

    /// Returns every step that leads to or from a node, over all periods.
    pub fn family(&self, node: usize) -> Vec<LineageStep> {
        let mut family = Vec::new();
        for forward in [true, false] {
            let mut reached = vec![node];
            while let Some(at) = reached.pop() {
                for step in self.steps.iter().filter(|step| if forward { step.from == at } else { step.to == at }) {
                    if !family.contains(step) {
                        family.push(*step);
                        reached.push(if forward { step.to } else { step.from });
                    }
                }
            }
        }
        family
    }
}

impl Corpus {
    /// Returns, for each step of the lineage, true if it leads to or from a record, over all periods.
    pub fn related_steps(&self, id: &str) -> Vec<bool> {
        let steps = self.lineage();
        let mut wanted = vec![false; steps.len()];
        for forward in [true, false] {
            let mut reached: Vec<Id> = self.get(id).map(|record| record.id().clone()).into_iter().collect();
            let mut at = 0;
            while let Some(here) = reached.get(at).cloned() {
                at += 1;
                for (number, step) in steps.iter().enumerate() {
                    let (near, far) = if forward { (&step.from, &step.to) } else { (&step.to, &step.from) };
                    if near.as_ref() != Some(&here) {
                        continue;
                    }
                    wanted[number] = true;
                    if let Some(next) = far.as_ref().filter(|next| !reached.contains(next)) {
                        reached.push(next.clone());
                    }
                }
            }
        }
        wanted
    }
}

/// Returns the bodies of which the lineage speaks, each in the first period in which it appears.
fn bodies(corpus: &Corpus) -> Vec<LineageNode> {
    let named = |id: &Id| corpus.lineage().iter().any(|step: &LineageEdge| step.from.as_ref() == Some(id) || step.to.as_ref() == Some(id));
    let bodies = corpus.of_kind(Kind::Body).filter_map(|record| match record {
        Record::Body(body) if named(&body.id) => {
            let period = body.period.iter().min().copied()?;
            Some(LineageNode { id: body.id.clone(), period })
        }
        _ => None,
    });
    bodies.collect()
}
