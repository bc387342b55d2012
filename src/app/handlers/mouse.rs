//! The mouse, if the reader wants it: choosing and opening by a click, the wheel, and dragging the lines between panes.

use ratatui::layout::Position;

use crate::app::action::Mouse;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::layout::{self, below, row_at};
use crate::app::mode::Mode;
use crate::app::notice::Notice;
use crate::app::scroll::Step;
use crate::app::state::State;

/// Lines per turn of the wheel.
const WHEEL: isize = 3;

impl State {
    /// Gives the mouse to the explorer, or back to the terminal.
    pub(in crate::app) fn turn_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        self.notice = Some(Notice::Mouse(self.mouse));
        vec![Effect::Mouse(self.mouse)]
    }

    /// Handles an event of the mouse.
    pub(in crate::app) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.notice = None;
        let effects = match mouse {
            Mouse::Press(at) => self.press(at),
            Mouse::Drag(at) => {
                let browse = &mut self.screens.browse;
                if let Some(border) = browse.dragged {
                    browse.arrangement.drag(border, at.x, self.size);
                }
                Vec::new()
            }
            Mouse::Release => {
                self.screens.browse.dragged = None;
                Vec::new()
            }
            Mouse::Wheel(at, down) => self.wheel(at, if down { WHEEL } else { -WHEEL }),
        };
        self.fit();
        effects
    }

    fn wheel(&mut self, at: Position, lines: isize) -> Vec<Effect> {
        match self.mode() {
            Mode::Menu => self.step(Step::Lines(lines)),
            Mode::Mark => Vec::new(),
            _ => {
                self.with_screen(|screen, around| screen.wheel(around, at, lines));
                Vec::new()
            }
        }
    }

    fn press(&mut self, at: Position) -> Vec<Effect> {
        match self.mode() {
            Mode::Menu => {
                // The input line takes a row.
                let list = below(layout::overlay(self.size).inner, 1);
                let Some(menu) = &mut self.menu else { return Vec::new() };
                let Some(row) = row_at(list, at, 1, menu.scroll.top, menu.rows.len()) else { return Vec::new() };
                let chosen = std::mem::replace(&mut menu.scroll.chosen, row) == row;
                return if chosen { self.run(Command::Open) } else { Vec::new() };
            }
            Mode::Peek | Mode::Mark => return Vec::new(),
            _ => {}
        }
        let header = layout::frame(self.size).header;
        if header.contains(at) {
            let tabs = layout::tabs(self.language, self.screen, header.width);
            if let Some(tab) = tabs.iter().find(|tab| tab.columns.contains(&at.x)) {
                self.go_to(tab.screen);
            }
            return Vec::new();
        }
        let reaction = self.with_screen(|screen, around| screen.press(around, at));
        self.react(reaction)
    }
}
