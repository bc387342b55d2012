//! Doings that a screen is asked for: going there, stepping, opening, closing.

use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::layout;
use crate::app::mode::{Mode, ScreenKind};
use crate::app::panes::Focus;
use crate::app::screens::Reaction;
use crate::app::scroll::Step;
use crate::app::state::State;

impl State {
    /// Goes to a screen, at the record that was read where it has it.
    pub(in crate::app) fn go_to(&mut self, screen: ScreenKind) {
        let from = self.present();
        self.screen = screen;
        self.mark_matches();
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

    /// Up or down, in the menu or on the screen.
    pub(in crate::app) fn step(&mut self, step: Step) -> Vec<Effect> {
        if let Some(menu) = &mut self.menu {
            // What is typed takes a row.
            let height = layout::overlay(self.size).height().saturating_sub(1);
            menu.scroll.step(step.lines(height), menu.rows.len(), height);
            return Vec::new();
        }
        self.with_screen(|screen, around| screen.step(around, step));
        // Of another hit there are other reasons.
        let line = matches!(step, Step::Lines(-1 | 1));
        if line && self.mode() == Mode::Query && self.screens.search.explained { self.ask_reasons() } else { Vec::new() }
    }

    /// To the right or to the left on the screen.
    pub(in crate::app) fn sideways(&mut self, right: bool) -> Vec<Effect> {
        let reaction = self.with_screen(|screen, around| screen.sideways(around, right));
        self.react(reaction)
    }

    /// Another way to see the same.
    pub(in crate::app) fn next_view(&mut self) {
        self.with_screen(|screen, around| screen.next_view(around.corpus));
    }

    /// Only the next period.
    pub(in crate::app) fn next_period(&mut self) {
        self.with_screen(|screen, around| screen.next_period(around.corpus));
    }

    /// Takes away what the screen is narrowed to.
    pub(in crate::app) fn clear_filters(&mut self) -> Vec<Effect> {
        self.with_screen(|screen, around| screen.clear_filters(around.corpus));
        if self.screen == ScreenKind::Search { self.ask() } else { Vec::new() }
    }

    /// Between our words and the original's.
    pub(in crate::app) fn turn_reader(&mut self) -> Vec<Effect> {
        let reaction = self.with_screens(|screens, around| screens.browse.turn_reader(around));
        self.react(reaction)
    }

    /// Looks at the record behind the chosen link, or no more.
    pub(in crate::app) fn peek(&mut self) {
        self.with_screens(|screens, around| screens.browse.peek(around));
    }

    /// Explains the terms that the record names.
    pub(in crate::app) fn explain_terms(&mut self) -> Vec<Effect> {
        let reaction = self.with_screens(|screens, around| screens.browse.explain_terms(around));
        self.react(reaction)
    }

    /// To the next match in the reader's text, or the one before.
    pub(in crate::app) fn go_to_hit(&mut self, forward: bool) -> Vec<Effect> {
        let reaction = self.with_screens(|screens, around| screens.browse.go_to_hit(around, forward));
        self.react(reaction)
    }

    /// Closes what is open, goes back to browsing; there it takes the marks of the last search away.
    pub(in crate::app) fn close(&mut self) {
        if self.marking.take().is_some() || self.menu.take().is_some() || self.with_screen(|screen, _| screen.close()) {
            return;
        }
        if self.screen == ScreenKind::Browse {
            self.screens.search.input.reset();
        }
        self.go_to(ScreenKind::Browse);
    }

    /// Whether a command would do anything where the reader is: what would not is no hint.
    pub fn offers(&self, command: Command) -> bool {
        match command {
            Command::Back => self.screens.browse.trail.has_back(),
            Command::Forward => self.screens.browse.trail.has_forward(),
            command => self.offers_aim(command),
        }
    }

    /// The commands that are worth a hint here.
    pub fn hints(&self) -> &'static [Command] {
        match self.mode() {
            Mode::Menu => &[Command::Open, Command::Close],
            Mode::Mark => &[Command::Close],
            _ => self.present_screen().hints(),
        }
    }
}
