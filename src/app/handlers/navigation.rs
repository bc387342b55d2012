//! Going from record to record: through the tree, along links, back and forward.

use std::collections::HashSet;
use std::sync::Arc;

use crate::app::command::Command;
use crate::app::mode::{Mode, ScreenKind};
use crate::app::notice::Notice;
use crate::app::state::State;
use crate::app::trail::Visit;
use crate::model::Relation;

/// Kind of links that a command looks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::app) enum Aim {
    /// Project or programme that answers for an indicator.
    Owner,
    /// Ministries behind the record, or behind its owner.
    Ministries,
    /// Indicators that a project or plan owns.
    Indicators,
    /// Disease areas that it covers.
    Areas,
}

impl State {
    /// Goes to the next or previous record of the list from which the reader came; without a list, of the tree.
    pub(in crate::app) fn go_to_neighbour(&mut self, forward: bool) {
        let present = self.screens.browse.reader.record;
        let beside = |list: &[usize]| -> Option<usize> {
            let at = list.iter().position(|record| Some(*record) == present)?;
            if forward { list.get(at + 1) } else { list.get(at.checked_sub(1)?) }.copied()
        };
        let list = Arc::clone(&self.screens.browse.list);
        let in_list = list.iter().any(|record| Some(*record) == present);
        let target = if in_list { beside(&list) } else { beside(&self.screens.browse.tree.records()) };
        match target {
            Some(record) => self.open(record, list),
            None => self.notice = Some(Notice::EndOfList),
        }
    }

    /// Goes to a record of `list` (of the tree, if it is empty) on the browsing screen, and remembers where the reader was.
    pub(in crate::app) fn open(&mut self, record: usize, list: Arc<[usize]>) {
        if let Some(left) = self.visit().filter(|left| left.record != record) {
            self.screens.browse.trail.leave(left);
        }
        self.visited.retain(|visited| *visited != record);
        self.visited.push(record);
        self.arrive(Visit { record, list });
    }

    /// Returns the record that the reader is at, with its list.
    fn visit(&self) -> Option<Visit> {
        self.screens.browse.reader.record.map(|record| Visit { record, list: Arc::clone(&self.screens.browse.list) })
    }

    /// Returns the records of the list on the screen, in its order, each once.
    pub(in crate::app) fn listed(&self) -> Arc<[usize]> {
        let mut list = self.present_screen().list(&self.corpus);
        let mut seen = HashSet::new();
        list.retain(|record| seen.insert(*record));
        list.into()
    }

    /// Goes to the record with an id. Returns true if there is one.
    pub fn open_id(&mut self, id: &str) -> bool {
        let position = self.corpus.position(id);
        if let Some(position) = position {
            self.arrive(Visit { record: position, list: Arc::default() });
        }
        position.is_some()
    }

    fn arrive(&mut self, visit: Visit) {
        self.screen = ScreenKind::Browse;
        self.mark_matches();
        self.with_screens(|screens, around| screens.browse.arrive(around, visit));
    }

    /// Goes to the record visited before this one.
    pub(in crate::app) fn back(&mut self) {
        let present = self.visit();
        match self.screens.browse.trail.back(present) {
            Some(visit) => self.arrive(visit),
            None => self.notice = Some(Notice::NothingBefore),
        }
    }

    /// Goes to the record from which the reader went back.
    pub(in crate::app) fn forward(&mut self) {
        let present = self.visit();
        match self.screens.browse.trail.forward(present) {
            Some(visit) => self.arrive(visit),
            None => self.notice = Some(Notice::NothingAfter),
        }
    }

    /// Returns true if a command that looks for links would find some; true for any other command.
    pub(super) fn offers_aim(&self, command: Command) -> bool {
        let aim = match command {
            Command::GoOwner => Aim::Owner,
            Command::GoMinistries => Aim::Ministries,
            Command::GoIndicators => Aim::Indicators,
            Command::GoAreas => Aim::Areas,
            _ => return true,
        };
        self.present().is_some_and(|record| self.leads_to(record, aim))
    }

    /// Returns true if a record, or the owner of an indicator, has links of the kind that `aim` looks for.
    fn leads_to(&self, record: usize, aim: Aim) -> bool {
        let Some(id) = self.corpus.at(record).map(|record| record.id().as_str()) else { return false };
        let linked = |id: &str, relations: &[Relation]| self.corpus.links(id).iter().any(|link| relations.contains(&link.relation));
        let by_owner = || self.corpus.linked(id, Relation::Owner).next().is_some_and(|owner| linked(owner.id().as_str(), relations(aim)));
        linked(id, relations(aim)) || (through_owner(aim) && by_owner())
    }

    /// Follows the record's links of the kind that `aim` looks for: to the record if there is one, to the links if there are several.
    pub(in crate::app) fn go(&mut self, aim: Aim) {
        let elsewhere = self.present().filter(|_| matches!(self.mode(), Mode::Table(_)));
        if let Some(record) = elsewhere {
            self.open(record, self.listed());
        }
        if self.aim_at(relations(aim)) {
            return;
        }
        if through_owner(aim) {
            let owner = self.screens.browse.links.of(&[Relation::Owner]).next().and_then(|link| self.corpus.position(link.id.as_str()));
            if let Some(owner) = owner {
                self.open(owner, Arc::default());
                if self.aim_at(relations(aim)) {
                    return;
                }
            }
        }
        self.notice = Some(if self.screens.browse.links.awaited { Notice::Awaited } else { Notice::NoSuchLink });
    }

    fn aim_at(&mut self, relations: &[Relation]) -> bool {
        let targets: Vec<usize> =
            self.screens.browse.links.of(relations).filter_map(|link| self.corpus.position(link.id.as_str())).collect();
        match targets.as_slice() {
            [] => false,
            [only] => {
                self.open(*only, Arc::default());
                true
            }
            _ => self.with_screens(|screens, around| screens.browse.find_links(around, relations)),
        }
    }
}

/// Returns the relations in which an aim is looked for.
fn relations(aim: Aim) -> &'static [Relation] {
    match aim {
        Aim::Owner => &[Relation::Owner],
        Aim::Ministries => &[Relation::LedBy, Relation::Participant, Relation::FundedBy],
        Aim::Indicators => &[Relation::Owns],
        Aim::Areas => &[Relation::Covers],
    }
}

/// Returns true if an aim is also looked for at an indicator's owner, since the ministries and areas behind it are its owner's.
fn through_owner(aim: Aim) -> bool {
    matches!(aim, Aim::Ministries | Aim::Areas)
}
