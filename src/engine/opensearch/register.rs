//! Register of the records that a reader has met: each has a position from when it is met, of all of a library that may be far larger.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::failure::Failure;
use super::index::{Scan, scan, value};
use super::server::{Limits, Server};
use crate::model::{Id, Kind, Named};

/// Maximum number of records that one reader meets.
pub(super) const MOST: usize = 1 << 22;

/// Register of records.
#[derive(Default)]
pub(super) struct Register(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    positions: HashMap<String, usize>,
    all: Vec<Entry>,
}

/// What is known of a record without its contents.
struct Entry {
    id: String,
    kind: Option<Kind>,
    /// Whether there are records under it.
    bears: Option<bool>,
}

impl Register {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the position of a record, which it is given if it is met for the first time. Returns `None` if there are too many, or no
    /// record has such an id.
    pub fn position(&self, id: &str, kind: Option<Kind>) -> Option<usize> {
        // What others have written into the index reaches a terminal.
        if !Id::is_well_formed(id) {
            return None;
        }
        let mut entries = self.entries();
        if let Some(position) = entries.positions.get(id).copied() {
            if let Some(entry) = entries.all.get_mut(position) {
                entry.kind = entry.kind.or(kind);
            }
            return Some(position);
        }
        let position = entries.all.len();
        if position >= MOST {
            return None;
        }
        entries.positions.insert(id.to_owned(), position);
        entries.all.push(Entry { id: id.to_owned(), kind, bears: None });
        Some(position)
    }

    /// Returns the id of the record at a position.
    pub fn id(&self, position: usize) -> Option<String> {
        self.entries().all.get(position).map(|entry| entry.id.clone())
    }

    /// Returns the kind of the record at a position, if it is known.
    pub fn kind(&self, position: usize) -> Option<Kind> {
        self.entries().all.get(position).and_then(|entry| entry.kind)
    }

    /// Returns whether there are records under the one at a position, if it is known.
    pub fn bears(&self, position: usize) -> Option<bool> {
        self.entries().all.get(position).and_then(|entry| entry.bears)
    }

    /// Returns the positions of the records of an index that meet a query, in reading order.
    ///
    /// # Errors
    /// If the cluster cannot be asked.
    pub fn listing(&self, server: &Server, index: &str, query: Value) -> Result<Vec<usize>, Failure> {
        let mut positions = Vec::new();
        self.list(server, index, query, &[], &mut |position, _| {
            positions.push(position);
            Some(())
        })?;
        Ok(positions)
    }

    /// Lists the records of an index that meet a query, in reading order; `take` is given the position of each, and its hit with some more
    /// `fields`.
    ///
    /// # Errors
    /// If the cluster cannot be asked, `take` has none, or there are too many.
    pub fn list(
        &self,
        server: &Server,
        index: &str,
        query: Value,
        fields: &[&'static str],
        take: &mut dyn FnMut(usize, &Value) -> Option<()>,
    ) -> Result<(), Failure> {
        let fields: Vec<&'static str> = ["id", "kind", "bears"].into_iter().chain(fields.iter().copied()).collect();
        let listing = Scan { query, sort: "order", fields: &fields, source: json!(false) };
        let mut full = false;
        scan(server, index, &listing, Limits::READING, &mut |hit| {
            let (id, kind) = (value(hit, "id")?.as_str()?, value(hit, "kind")?.as_str().and_then(Kind::from_name));
            let Some(position) = self.position(id, kind) else {
                full |= self.entries().all.len() >= MOST;
                return Some(());
            };
            if let Some(entry) = self.entries().all.get_mut(position) {
                entry.bears = value(hit, "bears").and_then(Value::as_bool);
            }
            take(position, hit)
        })?;
        if full {
            return Err(Failure::Unfit(format!(
                "the index {index} has more than {MOST} records to list, which are too many for one session"
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_keeps_its_position_and_what_is_no_id_has_none() {
        let register = Register::default();
        let first = register.position("plan3/kpi/1", None);
        assert_eq!((first, register.position("plan3", Some(Kind::Document))), (Some(0), Some(1)));
        assert_eq!((register.position("plan3/kpi/1", Some(Kind::Kpi)), register.kind(0)), (first, Some(Kind::Kpi)));
        assert_eq!((register.id(1).as_deref(), register.id(2), register.bears(0)), (Some("plan3"), None, None));
        assert!(register.position("計画", None).is_none() && register.position("a\u{1b}[2J", None).is_none());
    }
}
