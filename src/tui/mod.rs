//! The only place with a terminal: taking it and giving it back, the loop, and doing what an effect says.

mod guard;
mod kept;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crossterm::event::{self, KeyEventKind};

use crate::app::{self, Action, Bookmarks, Effect, History, IndexState, Kept, Settings, Size, State};
use crate::index::{self, Error, Opened, Request, Response, Source};
use crate::model::Corpus;
use crate::ui::{self, theme::Theme};
use guard::Guard;

/// Makes the index ready; it is told the share done, 0 to 1.
pub type OpenIndex = Box<dyn FnOnce(&mut dyn FnMut(f64)) -> Result<Opened, Error> + Send>;

/// Reads the configuration: it, and how things look; or why it cannot be used.
pub type Reload<'s> = Box<dyn Fn() -> Result<(Settings, Theme), String> + 's>;

/// What the explorer starts with.
pub struct Start<'s> {
    /// All records and links.
    pub corpus: Arc<Corpus>,
    /// Opens the index, on a thread of its own.
    pub open_index: OpenIndex,
    /// What the reader has configured.
    pub settings: Settings,
    /// Reads the configuration anew.
    pub reload: Reload<'s>,
    /// How things look.
    pub theme: Theme,
    /// The record to open at.
    pub record: Option<String>,
    /// The query to begin with.
    pub query: Option<String>,
    /// Whether to go where the last session ended.
    pub resume: bool,
    /// Where queries, bookmarks and the session are kept; `None` keeps none.
    pub state_dir: Option<PathBuf>,
}

/// How the explorer ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The reader left.
    Quit,
    /// A signal asked for it; its number.
    Signal(i32),
}

/// Whatever comes in from outside.
enum Event {
    Terminal(event::Event),
    Index(IndexState),
    Ready(Box<index::Searcher>, IndexState),
    Found(Box<Response>),
    Signal(i32),
    InputLost(io::Error),
}

/// Runs the explorer until the reader leaves.
///
/// # Errors
/// When the terminal cannot be used. It is given back as it was, whatever happens.
pub fn run(start: Start<'_>) -> io::Result<End> {
    let (sender, events) = mpsc::channel();
    signals(&sender)?;
    let mut guard = Guard::take()?;
    let area = guard.terminal.size()?;
    let size = Size { columns: area.width, rows: area.height };
    let mut theme = start.theme;
    let mut state = State::new(start.corpus, size, start.settings.language);
    state.keymap = start.settings.keymap;
    let state_dir = start.state_dir;
    let load = |what| state_dir.as_deref().map(|folder| kept::load(folder, what)).unwrap_or_default();
    state.search.history = History::new(load(Kept::Queries));
    state.bookmarks = Bookmarks::new(&load(Kept::Bookmarks));
    if start.resume {
        state.resume(&load(Kept::Session));
    }
    if let Some(id) = &start.record {
        state.open_id(id);
    }
    if let Some(query) = start.query {
        app::update(&mut state, Action::Do(app::Name::Search));
        app::update(&mut state, Action::Paste(query));
    }
    guard.draw(|frame| ui::draw(frame, &state, &theme))?;
    read_terminal(sender.clone());
    open_index(start.open_index, sender.clone());
    let world = World { events: &events, sender: &sender, state_dir: state_dir.as_deref(), reload: &start.reload };
    let outcome = serve(&mut guard, &mut state, &mut theme, &world);
    guard.give_back();
    outcome
}

/// What the loop has to do with outside.
struct World<'w> {
    events: &'w Receiver<Event>,
    sender: &'w Sender<Event>,
    state_dir: Option<&'w Path>,
    reload: &'w Reload<'w>,
}

/// Takes what has come in, lets it happen, draws once, sleeps.
fn serve(guard: &mut Guard, state: &mut State, theme: &mut Theme, world: &World<'_>) -> io::Result<End> {
    let mut worker: Option<Sender<Request>> = None;
    loop {
        let Ok(first) = world.events.recv() else { return Ok(End::Quit) };
        for event in std::iter::once(first).chain(world.events.try_iter()) {
            let action = match event {
                Event::Terminal(event) => terminal_action(state, &event),
                Event::Index(index) => Some(Action::Index(index)),
                Event::Ready(searcher, index) => {
                    worker = Some(search_thread(*searcher, world.sender.clone()));
                    Some(Action::Index(index))
                }
                Event::Found(response) => Some(Action::Found(response)),
                Event::Signal(signal) => {
                    drop(world.state_dir.map(|folder| kept::save(folder, Kept::Session, &state.session())));
                    return Ok(End::Signal(signal));
                }
                Event::InputLost(error) => return Err(error),
            };
            let effects = action.map(|action| app::update(state, action)).unwrap_or_default();
            for effect in effects {
                match effect {
                    Effect::Quit => return Ok(End::Quit),
                    Effect::Suspend => guard.suspend()?,
                    Effect::Reload => {
                        let read = (world.reload)().map(|(settings, looks)| {
                            *theme = looks;
                            settings
                        });
                        app::update(state, Action::Configured(Box::new(read)));
                    }
                    Effect::Copy(text) => guard.copy(&text)?,
                    Effect::Keep(what, lines) => {
                        // Where it cannot be kept, this session still has it.
                        drop(world.state_dir.map(|folder| kept::save(folder, what, &lines)));
                    }
                    Effect::Search(request) => {
                        // A worker that is gone has said why.
                        if let Some(worker) = &worker {
                            drop(worker.send(*request));
                        }
                    }
                }
            }
        }
        guard.draw(|frame| ui::draw(frame, state, theme))?;
    }
}

fn terminal_action(state: &State, event: &event::Event) -> Option<Action> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => state.keymap.action(state.mode(), *key),
        event::Event::Paste(text) => Some(Action::Paste(text.clone())),
        event::Event::Resize(columns, rows) => Some(Action::Resize(Size { columns: *columns, rows: *rows })),
        _ => None,
    }
}

fn read_terminal(sender: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event) => Event::Terminal(event),
                Err(error) => {
                    drop(sender.send(Event::InputLost(error)));
                    return;
                }
            };
            if sender.send(event).is_err() {
                return;
            }
        }
    });
}

fn open_index(open: OpenIndex, sender: Sender<Event>) {
    thread::spawn(move || {
        let progress = sender.clone();
        let opened = open(&mut |share| drop(progress.send(Event::Index(IndexState::Opening(share)))));
        let event = match opened {
            Ok(opened) => {
                let remark = match opened.source {
                    Source::Memory(why) => Some(why),
                    Source::Cached(_) | Source::Built(_) => opened.dictionary_trouble,
                };
                let words = opened.searcher.knows_words();
                Event::Ready(Box::new(opened.searcher), IndexState::Ready { words, remark })
            }
            Err(error) => Event::Index(IndexState::Failed(error.to_string())),
        };
        drop(sender.send(event));
    });
}

fn search_thread(searcher: index::Searcher, sender: Sender<Event>) -> Sender<Request> {
    let search = move |request: &Request| searcher.answer(request);
    index::spawn(search, move |response| sender.send(Event::Found(Box::new(response))).is_ok())
}

/// SIGTERM, SIGHUP and SIGINT end the explorer in order, as one more event.
#[cfg(unix)]
fn signals(sender: &Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let sender = sender.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            if sender.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn signals(_sender: &Sender<Event>) -> io::Result<()> {
    Ok(())
}
