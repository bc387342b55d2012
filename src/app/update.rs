//! The only place where the state changes: one action in, what is asked of the world out.

use tui_input::InputRequest;

use super::action::{Action, Mode, Name};
use super::effect::{Effect, Kept};
use super::marks::Marking;
use super::menu::{Choice, Menu, Purpose};
use super::moving::Step;
use super::scroll::Scroll;
use super::state::{Focus, IndexState, Notice, Screen, State};
use crate::model::{Axis, Kind, Line};
use crate::text::clean::clean;

/// Lets an action happen.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Do(name) => {
            state.notice = None;
            state.act(name)
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
            state.search.index = index;
            let typed = !state.search.input.value().is_empty();
            if typed && matches!(state.search.index, IndexState::Ready { .. }) { state.ask() } else { Vec::new() }
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
        Action::Found(response) => {
            state.take(*response);
            Vec::new()
        }
    }
}

impl State {
    pub(super) fn act(&mut self, name: Name) -> Vec<Effect> {
        match name {
            Name::Quit | Name::Suspend | Name::Reload | Name::Index | Name::Address | Name::Mouse => return self.ask_world(name),
            Name::Help | Name::Palette | Name::Bookmarks | Name::Visited => self.open_menu(name),
            Name::SetMark | Name::GoToMark => {
                self.marking = Some(if name == Name::SetMark { Marking::Set } else { Marking::Go });
                self.notice = Some(Notice::MarkWhich);
            }
            Name::Terms => self.explain_terms(),
            Name::NoteBookmark => self.write_note(),
            Name::Amounts => return self.ask_amounts(),
            Name::Bookmark => return self.toggle_bookmark(),
            Name::Close => self.close(),
            Name::Search => self.show_screen(Screen::Search),
            Name::Browse => self.show_screen(Screen::Browse),
            Name::Indicators => self.show_screen(Screen::Indicators),
            Name::Budgets => self.show_screen(Screen::Budgets),
            Name::Matrix => self.show_screen(Screen::Matrix),
            Name::Lineage => self.show_screen(Screen::Lineage),
            Name::Back => self.back(),
            Name::Forward => self.forward(),
            Name::GoOwner | Name::GoMinistries | Name::GoIndicators | Name::GoAreas => {
                if let Some(aim) = name.aim() {
                    self.go(aim);
                }
            }
            Name::NextPane => self.focus(match self.browse.focus {
                Focus::Tree => Focus::Reader,
                Focus::Reader => Focus::Links,
                Focus::Links => Focus::Tree,
            }),
            Name::PreviousPane => self.focus(match self.browse.focus {
                Focus::Tree => Focus::Links,
                Focus::Reader => Focus::Tree,
                Focus::Links => Focus::Reader,
            }),
            Name::Up | Name::Down if self.mode() == Mode::Query && self.search.explained => {
                self.step(Step::Lines(if name == Name::Up { -1 } else { 1 }));
                return self.ask_reasons();
            }
            Name::Up => self.step(Step::Lines(-1)),
            Name::Down => self.step(Step::Lines(1)),
            Name::PageUp => self.step(Step::Pages(-1)),
            Name::PageDown => self.step(Step::Pages(1)),
            Name::First => self.step(Step::Lines(isize::MIN)),
            Name::Last => self.step(Step::Lines(isize::MAX)),
            Name::Left => self.left(),
            Name::Right => self.right(),
            Name::Open if self.mode() == Mode::Menu => return self.do_chosen(),
            Name::Open if self.mode() == Mode::Query && self.search.respelled().is_some() => {
                let respelled = self.search.respelled();
                return self.retype(respelled);
            }
            Name::Open => {
                let effects = self.remember_query();
                self.open_chosen();
                self.fit();
                return effects;
            }
            Name::NextKind | Name::Facets | Name::Toggle | Name::NextSort | Name::Group | Name::Explain | Name::Older | Name::Newer => {
                let effects = self.act_in_search(name);
                self.fit();
                return effects;
            }
            Name::NextOrder
            | Name::NextCategory
            | Name::NextProject
            | Name::NextMinistry
            | Name::NextAttainment
            | Name::ClearFilters
            | Name::NextPeriod
            | Name::NextView => {
                let effects = self.act_on_table(name);
                self.fit();
                return effects;
            }
            Name::Peek => self.look(),
            Name::Zoom => self.browse.arrangement.zoomed = !self.browse.arrangement.zoomed,
            Name::Wider | Name::Narrower => self.browse.arrangement.widen(self.browse.focus, name == Name::Wider),
            Name::Original => self.turn_reader(),
            Name::CopyCitation
            | Name::CopyTable
            | Name::CopyCsv
            | Name::CopyMarkdown
            | Name::CopyId
            | Name::CopyText
            | Name::CopyCommand => return self.copy(name),
            Name::NextHit | Name::PreviousHit => self.go_to_hit(name == Name::NextHit),
            Name::NextRecord | Name::PreviousRecord => self.go_to_neighbour(name == Name::NextRecord),
        }
        self.fit();
        Vec::new()
    }

    /// Goes to a screen, at the record that was read where it has it.
    pub(super) fn show_screen(&mut self, screen: Screen) {
        match screen {
            Screen::Search => self.screen = screen,
            Screen::Indicators => {
                self.screen = screen;
                self.indicators.show(&self.corpus);
            }
            Screen::Browse => {
                self.screen = screen;
                self.set_reader();
            }
            Screen::Budgets => self.show_budgets(),
            Screen::Matrix => {
                self.screen = screen;
                self.crossing.fill(&self.corpus);
            }
            Screen::Lineage => self.show_lineage(),
        }
    }

    /// What keys ask of the world beyond the state: the terminal, the index, the configuration, a browser.
    fn ask_world(&mut self, name: Name) -> Vec<Effect> {
        match name {
            Name::Quit => {
                let mut effects = self.leaving();
                effects.push(Effect::Quit);
                return effects;
            }
            Name::Suspend => return vec![Effect::Suspend],
            Name::Reload => return vec![Effect::Reload],
            Name::Address => match self.address() {
                Some(address) => return vec![Effect::Browse(address)],
                None => self.notice = Some(Notice::NoAddress),
            },
            Name::Index => match self.search.index {
                IndexState::Opening { .. } => return vec![Effect::StopIndex],
                IndexState::Stopped | IndexState::Failed(_) => {
                    self.search.index = IndexState::Opening { share: 0.0, left: None };
                    return vec![Effect::OpenIndex];
                }
                IndexState::Ready { .. } => {}
            },
            Name::Mouse => {
                self.mouse = !self.mouse;
                self.notice = Some(Notice::Mouse(self.mouse));
                return vec![Effect::Mouse(self.mouse)];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Opens the menu for what it is asked for.
    fn open_menu(&mut self, name: Name) {
        let (purpose, records) = match name {
            Name::Bookmarks => (Purpose::Bookmarks, self.bookmarks.positions(&self.corpus)),
            Name::Visited => (Purpose::Visited, self.visited.iter().rev().copied().collect()),
            Name::Palette => (Purpose::Palette, Vec::new()),
            _ => (Purpose::Keys, Vec::new()),
        };
        let menu = Menu::new(&self.keymap, self.mode(), purpose);
        self.menu = Some(if records.is_empty() { menu } else { menu.of(records) });
    }

    /// What keys ask of the table on the screen: which rows, in which order, how seen.
    fn act_on_table(&mut self, name: Name) -> Vec<Effect> {
        match name {
            Name::NextOrder => self.indicators.next_order(&self.corpus),
            Name::NextCategory => self.indicators.next_category(&self.corpus),
            Name::NextProject => self.indicators.next_project(&self.corpus),
            Name::NextMinistry => self.indicators.next_ministry(&self.corpus),
            Name::NextAttainment => self.indicators.next_attainment(&self.corpus),
            Name::ClearFilters if self.screen == Screen::Search => {
                self.search.facets.clear();
                return self.ask();
            }
            Name::ClearFilters => self.indicators.clear(&self.corpus),
            Name::NextPeriod => match self.screen {
                Screen::Indicators => self.indicators.next_period(&self.corpus),
                Screen::Budgets => self.next_budget_period(),
                Screen::Matrix => self.crossing.next_period(&self.corpus),
                _ => {}
            },
            Name::NextView => match self.screen {
                Screen::Budgets => self.budgets.next_axis(&self.corpus),
                Screen::Matrix => self.crossing.turn(&self.corpus),
                Screen::Lineage => self.following.turn(&self.corpus),
                _ => {}
            },
            _ => {}
        }
        Vec::new()
    }

    fn close(&mut self) {
        if self.marking.take().is_some() || self.menu.take().is_some() || self.browse.peek.take().is_some() {
            return;
        }
        match self.screen {
            Screen::Matrix if self.crossing.behind.is_some() => self.crossing.behind = None,
            Screen::Search if self.search.facets.scroll.is_some() => self.search.facets.scroll = None,
            Screen::Search | Screen::Indicators | Screen::Budgets | Screen::Matrix | Screen::Lineage => {
                self.screen = Screen::Browse;
                self.set_reader();
            }
            // Once more takes the marks of the last search away.
            Screen::Browse => {
                self.search.input.reset();
                self.set_reader();
            }
        }
    }

    pub(super) fn open_chosen(&mut self) {
        let target = match self.mode() {
            Mode::Query => self.search.chosen(),
            Mode::Indicators => self.indicators.chosen(),
            Mode::Budgets => self.budgets.chosen(&self.corpus),
            Mode::Lineage => self.following.record(&self.corpus),
            // A cell opens what is behind it, and from there the record opens.
            Mode::Matrix if self.crossing.behind.is_none() => {
                self.crossing.behind = (!self.crossing.records().is_empty()).then(Scroll::default);
                if self.crossing.behind.is_none() {
                    self.notice = Some(Notice::NoSuchLink);
                }
                None
            }
            Mode::Matrix => self.crossing.chosen(&self.corpus),
            Mode::Links => self.browse.links.chosen().and_then(|link| self.corpus.position(link.id.as_str())),
            Mode::Tree => {
                if self.browse.tree.chosen().is_some_and(|row| row.children > 0) {
                    self.browse.tree.toggle(&self.corpus);
                } else {
                    self.focus(Focus::Reader);
                }
                None
            }
            Mode::Peek => self.browse.peek.take().and_then(|peek| peek.record),
            Mode::Reader | Mode::Menu | Mode::Facets | Mode::Mark => None,
        };
        if let Some(target) = target {
            if self.screen != Screen::Browse {
                self.browse.focus = Focus::Reader;
            }
            self.open(target, self.listed());
        }
    }

    /// A line to write the present record's note on.
    fn write_note(&mut self) {
        let Some(position) = self.present() else { return };
        let mut menu = Menu::new(&self.keymap, self.mode(), Purpose::Note(position));
        let note = self.corpus.at(position).and_then(|record| self.bookmarks.of(record.id()));
        menu.input = tui_input::Input::new(note.unwrap_or_default().to_owned());
        self.menu = Some(menu);
    }

    /// Does what is chosen in the menu, as if its key had been pressed where the menu was opened.
    fn do_chosen(&mut self) -> Vec<Effect> {
        if let Some(Menu { purpose: Purpose::Note(record), input, .. }) = &self.menu {
            let Some(record) = self.corpus.at(*record) else { return Vec::new() };
            let change = self.bookmarks.note(record.id(), input.value());
            self.notice = Some(Notice::Marked);
            self.menu = None;
            return vec![Effect::Keep(Kept::Bookmarks, change)];
        }
        match self.menu.as_ref().and_then(Menu::chosen) {
            Some(Choice::Do(name)) => {
                self.menu = None;
                self.act(name)
            }
            Some(Choice::Open(record)) => {
                let list = self.menu.take().map(|menu| menu.records().collect()).unwrap_or_default();
                self.browse.focus = Focus::Reader;
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

    /// The money, at the row of the record that was read.
    fn show_budgets(&mut self) {
        let read = self.present();
        self.screen = Screen::Budgets;
        self.budgets.fill(&self.corpus);
        let Some(record) = read.and_then(|position| self.corpus.at(position)) else { return };
        let id = record.id().clone();
        let axis = match record.kind() {
            Kind::Project => Axis::Project,
            Kind::Programme => Axis::Programme,
            Kind::Ministry => Axis::Ministry,
            _ => return,
        };
        if axis != self.budgets.axis || self.budgets.period.is_some() {
            self.budgets.axis = axis;
            self.budgets.period = None;
            self.budgets.fill(&self.corpus);
        }
        self.budgets.choose(id.as_str());
    }

    /// The lineage, at the project or council that was read.
    fn show_lineage(&mut self) {
        let read = self.present().and_then(|position| self.corpus.at(position)).map(|record| (record.id().clone(), record.kind()));
        self.screen = Screen::Lineage;
        let wanted = match read {
            Some((_, Kind::Body)) => Line::Bodies,
            _ => Line::Projects,
        };
        if self.following.descent.nodes.is_empty() || (read.is_some() && self.following.line != wanted) {
            self.following.line = wanted;
            self.following.fill(&self.corpus);
        }
        if let Some((id, _)) = read {
            self.following.choose(id.as_str());
        }
    }

    /// The record that the present screen is at.
    pub(super) fn present(&self) -> Option<usize> {
        match self.screen {
            Screen::Browse => self.browse.reader.record,
            Screen::Search => self.search.chosen(),
            Screen::Indicators => self.indicators.chosen(),
            Screen::Budgets => self.budgets.chosen(&self.corpus),
            Screen::Matrix => self.crossing.chosen(&self.corpus),
            Screen::Lineage => self.following.record(&self.corpus),
        }
    }

    fn next_budget_period(&mut self) {
        let periods = self.corpus.project_periods();
        let at = self.budgets.period.and_then(|period| periods.iter().position(|other| *other == period)).map_or(0, |at| at + 1);
        self.budgets.axis = Axis::Project;
        self.budgets.period = periods.get(at).copied();
        self.budgets.fill(&self.corpus);
        // A period whose documents give no money has no rows.
        if self.budgets.ledger.rows.is_empty() && self.budgets.period.is_some() {
            self.next_budget_period();
        }
    }
}
