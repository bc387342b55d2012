//! Handlers for what a screen is asked to do: showing, stepping, opening, closing.

use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::layout;
use crate::app::mode::{Mode, ScreenKind};
use crate::app::panes::Focus;
use crate::app::screens::Reaction;
use crate::app::scroll::Step;
use crate::app::state::State;

impl State {
    /// Goes to a screen, at the record that was read if the screen has it.
    pub(in crate::app) fn go_to(&mut self, screen: ScreenKind) {
        let from = self.present();
        self.screen = screen;
        self.mark_matches();
        self.partial = false;
        if self.corpus.is_elsewhere() {
            // What it showed when it was left may have been a part.
            self.with_screen(|screen, around| screen.renew(around.corpus));
        }
        self.with_screen(|screen, around| screen.show(around, from));
    }

    /// Does what a screen asks for.
    pub(in crate::app) fn react(&mut self, reaction: Reaction) -> Vec<Effect> {
        match reaction {
            Reaction::None => Vec::new(),
            Reaction::Do(command) => self.run(command),
            Reaction::Tell(notice) => {
                self.notice = Some(notice);
                Vec::new()
            }
            Reaction::Open(record) => {
                let list = self.listed();
                if self.screen != ScreenKind::Browse {
                    self.screens.browse.focus = Focus::Reader;
                }
                self.open(record, list);
                Vec::new()
            }
        }
    }

    /// Opens what is chosen.
    pub(in crate::app) fn open_chosen(&mut self) -> Vec<Effect> {
        match self.mode() {
            Mode::Menu => return self.do_chosen(),
            Mode::Query => {
                if let Some(respelled) = self.screens.search.respelled() {
                    return self.retype(Some(respelled));
                }
            }
            _ => {}
        }
        let mut effects = self.remember_query();
        let reaction = self.with_screen(|screen, around| screen.open(around));
        effects.extend(self.react(reaction));
        effects
    }

    /// Moves up or down, in the menu or on the screen.
    pub(in crate::app) fn step(&mut self, step: Step) -> Vec<Effect> {
        if let Some(menu) = &mut self.menu {
            // The input line takes a row.
            let height = layout::overlay(self.size).height().saturating_sub(1);
            menu.scroll.step(step.lines(height), menu.rows.len(), height);
            return Vec::new();
        }
        self.with_screen(|screen, around| screen.step(around, step));
        // Another hit has other reasons.
        let line = matches!(step, Step::Lines(-1 | 1));
        if line && self.mode() == Mode::Query && self.screens.search.explained { self.ask_reasons() } else { Vec::new() }
    }

    /// Moves right or left on the screen.
    pub(in crate::app) fn sideways(&mut self, right: bool) -> Vec<Effect> {
        let reaction = self.with_screen(|screen, around| screen.sideways(around, right));
        self.react(reaction)
    }

    /// Shows the same records in the screen's next view.
    pub(in crate::app) fn next_view(&mut self) {
        self.with_screen(|screen, around| screen.next_view(around.corpus));
    }

    /// Narrows the screen to the next period.
    pub(in crate::app) fn next_period(&mut self) {
        self.with_screen(|screen, around| screen.next_period(around.corpus));
    }

    /// Clears the screen's filters.
    pub(in crate::app) fn clear_filters(&mut self) -> Vec<Effect> {
        self.with_screen(|screen, around| screen.clear_filters(around.corpus));
        if self.screen == ScreenKind::Search { self.ask() } else { Vec::new() }
    }

    /// Switches the reader pane between our digest and the original.
    pub(in crate::app) fn turn_reader(&mut self) -> Vec<Effect> {
        let reaction = self.with_screens(|screens, around| screens.browse.turn_reader(around));
        self.react(reaction)
    }

    /// Opens a peek at the record behind the chosen link, or closes it.
    pub(in crate::app) fn peek(&mut self) {
        self.with_screens(|screens, around| screens.browse.peek(around));
    }

    /// Explains the terms that the record names.
    pub(in crate::app) fn explain_terms(&mut self) -> Vec<Effect> {
        let reaction = self.with_screens(|screens, around| screens.browse.explain_terms(around));
        self.react(reaction)
    }

    /// Goes to the next or previous match in the reader pane's text.
    pub(in crate::app) fn go_to_hit(&mut self, forward: bool) -> Vec<Effect> {
        let reaction = self.with_screens(|screens, around| screens.browse.go_to_hit(around, forward));
        self.react(reaction)
    }

    /// Closes what is open; otherwise goes back to browsing, and there clears the highlights of the last search.
    pub(in crate::app) fn close(&mut self) {
        if self.marking.take().is_some() || self.menu.take().is_some() || self.with_screen(|screen, _| screen.close()) {
            return;
        }
        if self.screen == ScreenKind::Browse {
            self.screens.search.input.reset();
        }
        self.go_to(ScreenKind::Browse);
    }

    /// Returns true if a command would do anything where the reader is; otherwise it is not shown as a hint.
    pub fn offers(&self, command: Command) -> bool {
        match command {
            Command::Back => self.screens.browse.trail.has_back(),
            Command::Forward => self.screens.browse.trail.has_forward(),
            command => self.offers_aim(command),
        }
    }

    /// Returns the commands worth a hint here.
    pub fn hints(&self) -> &'static [Command] {
        match self.mode() {
            Mode::Menu => &[Command::Open, Command::Close],
            Mode::Mark => &[Command::Close],
            _ => self.present_screen().hints(),
        }
    }
}
