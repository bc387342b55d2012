//! Handlers of the menu: opening it for a purpose, and doing what is chosen in it.

use tui_input::Input;

use crate::app::effect::{Effect, Kept};
use crate::app::menu::{Choice, Menu, Purpose};
use crate::app::notice::Notice;
use crate::app::panes::Focus;
use crate::app::state::State;

impl State {
    /// Opens the menu.
    pub(in crate::app) fn open_menu(&mut self, purpose: Purpose) {
        let records: Vec<usize> = match purpose {
            Purpose::Bookmarks => self.bookmarks.positions(&self.corpus),
            Purpose::Visited => self.visited.iter().rev().copied().collect(),
            _ => Vec::new(),
        };
        let menu = Menu::new(&self.keymap, self.mode(), purpose);
        self.menu = Some(if records.is_empty() { menu } else { menu.of(records) });
    }

    /// Opens a line for the note of the present record's bookmark.
    pub(in crate::app) fn write_note(&mut self) {
        let Some(position) = self.present() else { return };
        let mut menu = Menu::new(&self.keymap, self.mode(), Purpose::Note(position));
        let note = self.corpus.at(position).and_then(|record| self.bookmarks.of(record.id()));
        menu.input = Input::new(note.unwrap_or_default().to_owned());
        self.menu = Some(menu);
    }

    /// Does what is chosen in the menu, as if its key had been pressed where the menu was opened.
    pub(in crate::app) fn do_chosen(&mut self) -> Vec<Effect> {
        if let Some(Menu { purpose: Purpose::Note(record), input, .. }) = &self.menu {
            let Some(record) = self.corpus.at(*record) else { return Vec::new() };
            let change = self.bookmarks.note(record.id(), input.value());
            self.notice = Some(Notice::Marked);
            self.menu = None;
            return vec![Effect::Keep(Kept::Bookmarks, change)];
        }
        match self.menu.as_ref().and_then(Menu::chosen) {
            Some(Choice::Do(command)) => {
                self.menu = None;
                self.run(command)
            }
            Some(Choice::Open(record)) => {
                let list = self.menu.take().map(|menu| menu.records().collect()).unwrap_or_default();
                self.screens.browse.focus = Focus::Reader;
                self.open(record, list);
                self.fit();
                Vec::new()
            }
            Some(Choice::Amount(at)) => {
                let typed = self.menu.as_ref().map(|menu| menu.input.value().to_owned()).unwrap_or_default();
                self.judge(at, &typed)
            }
            None => Vec::new(),
        }
    }
}
