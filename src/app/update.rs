//! Update: the only place where the state changes; one action in, what is asked of the world out.

use tui_input::InputRequest;

use super::action::Action;
use super::command::Command;
use super::command_list::with_commands;
use super::effect::Effect;
use super::handlers::Aim;
use super::marks::Marking;
use super::menu::Purpose;
use super::mode::ScreenKind;
use super::notice::{IndexState, Notice};
use super::scroll::Step;
use super::state::State;
use crate::present::writers::Form;
use crate::text::clean::clean;

/// Applies an action to the state. Returns what is asked of the world.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Do(command) => {
            state.notice = None;
            state.run(command)
        }
        Action::Edit(request) => state.edit([request]),
        Action::Paste(text) => {
            let text = clean(&text).into_owned();
            state.edit(text.chars().map(InputRequest::InsertChar))
        }
        Action::Point(mouse) => state.point(mouse),
        Action::Copied(copied) => {
            state.notice = Some(copied.map_or_else(Notice::Failure, Notice::Copied));
            Vec::new()
        }
        Action::NotKept(why) => {
            state.notice = Some(Notice::NotKept(why));
            Vec::new()
        }
        Action::Opened(opened) => {
            state.notice = Some(opened.map_or_else(Notice::Failure, Notice::Opened));
            Vec::new()
        }
        Action::Resize(size) => {
            state.size = size;
            state.fit();
            Vec::new()
        }
        Action::Index(index) => {
            state.screens.search.index = index;
            let typed = !state.screens.search.input.value().is_empty();
            if typed && matches!(state.screens.search.index, IndexState::Ready { .. }) { state.ask() } else { Vec::new() }
        }
        Action::Configured(read) => {
            state.notice = Some(match *read {
                Ok(settings) => {
                    let mouse = settings.mouse;
                    state.configure(settings);
                    state.notice = Some(Notice::Configured);
                    return vec![Effect::Mouse(mouse)];
                }
                Err(why) => Notice::Failure(why),
            });
            Vec::new()
        }
        Action::Amounts(amounts) => {
            state.show_amounts(amounts);
            Vec::new()
        }
        Action::Judged(Ok(corpus)) => {
            state.renew(corpus);
            vec![Effect::OpenIndex]
        }
        Action::Judged(Err(why)) => {
            state.notice = Some(Notice::Failure(why));
            Vec::new()
        }
        Action::Supplied(corpus) => {
            state.supply(corpus);
            Vec::new()
        }
        Action::Arrived => {
            state.arrived();
            Vec::new()
        }
        Action::Found(response) => {
            state.take(*response);
            Vec::new()
        }
    }
}

/// Result of a command: what it asks of the world, or nothing.
trait Effects {
    fn effects(self) -> Vec<Effect>;
}

impl Effects for () {
    fn effects(self) -> Vec<Effect> {
        Vec::new()
    }
}

impl Effects for Vec<Effect> {
    fn effects(self) -> Vec<Effect> {
        self
    }
}

macro_rules! run_commands {
    ($($name:ident: $([$($key:literal),+] $modes:ident),+; $japanese:literal, $english:literal; |$state:ident| $does:expr;)+) => {
        impl State {
            /// Runs a command of the list.
            pub(super) fn run(&mut self, command: Command) -> Vec<Effect> {
                let missed = self.corpus.missed();
                let effects = match command {
                    $(Command::$name => {
                        let $state = &mut *self;
                        Effects::effects($does)
                    })+
                };
                if self.corpus.missed() > missed {
                    self.admit_waiting();
                }
                self.fit();
                effects
            }
        }
    };
}
with_commands!(run_commands);
