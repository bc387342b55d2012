//! The only module that uses a terminal: taking it and giving it back, the event loop, and carrying out effects.

mod background;
mod clipboard;
mod guard;
mod kept;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, KeyEventKind, MouseButton, MouseEventKind};

use crate::app::{
    self, Action, Bookmarks, Clipboard, CopyRoute, Effect, History, IndexState, Kept, Marks, Mouse, Notice, Settings, Size, State,
};
use crate::engine::{self, Asker, Engine, Error, LatestResponse, Open, Request, Response, Supply};
use crate::model::{HeldAmount, Judgement};
use crate::text::width;
use crate::ui;
use crate::ui::theme::{Background, Looks, Theme};
use background::{OscParser, OscReply};
use clipboard::ClipboardEnvironment;
use guard::Guard;
use kept::Keeper;

/// Function that reads the configuration and returns it with the look of the interface, or the reason that it cannot be used.
pub type Reload<'s> = Box<dyn Fn() -> Result<(Settings, Looks), String> + 's>;

/// The reader's library, as far as the explorer reads and changes it.
pub trait LibraryDesk {
    /// Returns the amounts that an import read in a document, given its folder; none if it is not a document of the library.
    fn amounts(&self, document: &str) -> Vec<HeldAmount>;

    /// Keeps the reader's correction of an amount, given the document's folder and the amount's number, and returns the corpus with it.
    ///
    /// # Errors
    /// Returns the reason that it was not kept.
    fn judge(&self, document: &str, number: usize, judgement: &Judgement) -> Result<Supply, String>;
}

/// Everything that the explorer starts with.
pub struct Start<'s> {
    /// All records and links, and what is needed to search them.
    pub supply: Supply,
    /// Function that makes the engine ready, on a thread of its own. If the engine answers for another corpus than the one supplied, that is
    /// shown from then on.
    pub open: Open,
    /// The reader's configuration.
    pub settings: Settings,
    /// Function that reads the configuration again.
    pub reload: Reload<'s>,
    /// The reader's library.
    pub library: Box<dyn LibraryDesk + 's>,
    /// Look of the interface.
    pub looks: Looks,
    /// Record to open at the start.
    pub record: Option<String>,
    /// Query to begin with.
    pub query: Option<String>,
    /// True to resume where the last session ended.
    pub resume: bool,
    /// Folder in which queries, bookmarks and the session are kept; `None` to keep nothing.
    pub state_dir: Option<PathBuf>,
}

/// Outcome of a run of the explorer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// Number of the signal that asked for the end; `None` if the reader left.
    pub signal: Option<i32>,
    /// Reason that something could not be kept for the next session.
    pub not_kept: Option<String>,
}

/// An event from outside.
enum Event {
    Terminal(event::Event),
    Index(IndexState),
    Ready(Arc<dyn Engine>, IndexState),
    /// Some of the records that were asked for have come.
    Arrived,
    /// An answer has arrived and is waiting to be taken.
    Found(LatestResponse),
    /// The route by which text reached a clipboard, or the text if no program took it.
    Copied(Result<CopyRoute, String>),
    NotKept(String),
    Signal(i32),
    /// A thread has panicked.
    Fallen,
    InputLost(io::Error),
}

/// Runs the explorer until the reader leaves.
///
/// # Errors
/// If the terminal cannot be used. It is given back as it was, whatever happens.
pub fn run(start: Start<'_>) -> io::Result<Ended> {
    let (sender, events) = mpsc::channel();
    signals(&sender)?;
    let wake = sender.clone();
    let guard = Guard::take(Box::new(move || drop(wake.send(Event::Fallen))))?;
    let area = guard.terminal.size()?;
    let size = Size { columns: area.width, rows: area.height };
    width::measure_for(start.settings.ambiguous);
    let mut state = State::new(Arc::clone(&start.supply.corpus), size, start.settings.language);
    let (mouse, clipboard) = (start.settings.mouse, start.settings.clipboard);
    state.configure(start.settings);
    let load = |state: &mut State, what| {
        let loaded = start.state_dir.as_deref().map(|folder| kept::load(folder, what)).unwrap_or_default();
        if let Some(path) = loaded.set_aside {
            state.notice = Some(Notice::SetAside(path.display().to_string()));
        }
        loaded.lines
    };
    state.screens.search.history = History::new(load(&mut state, Kept::Queries));
    let place = Place {
        bookmarks: load(&mut state, Kept::Bookmarks),
        marks: load(&mut state, Kept::Marks),
        visited: load(&mut state, Kept::Visited),
        session: start.resume.then(|| load(&mut state, Kept::Session)),
        record: start.record,
        query: start.query,
    };
    let keeper = start.state_dir.map(|folder| {
        let failed = sender.clone();
        Keeper::new(folder, move |why| drop(failed.send(Event::NotKept(why))))
    });
    let ground = background::told();
    let mut explorer = Explorer {
        theme: start.looks.theme(ground),
        guard,
        state,
        looks: start.looks,
        ground,
        ear: None,
        clipboard,
        surroundings: ClipboardEnvironment::told(),
        keeper,
        worker: None,
        sender,
        reload: start.reload,
        library: start.library,
        supply: start.supply,
        open: start.open,
        stop: Arc::default(),
        replaced: Arc::default(),
        place: Some(place),
    };
    // A shared library is not there yet; the reader's place in it is found when it is.
    if !explorer.state.corpus.records().is_empty() {
        explorer.find_place();
    }
    explorer.draw()?;
    if ground.is_none() && explorer.looks.wants_background() {
        explorer.guard.say(background::QUESTION)?;
        explorer.ear = Some(OscParser::new());
    }
    if mouse {
        explorer.guard.mouse(true)?;
    }
    read_terminal(explorer.sender.clone());
    explorer.open_index();
    let outcome = explorer.serve(&events);
    explorer.leave(&events, outcome)
}

/// Where the reader was, or wants to be: what is kept of records, by their ids.
struct Place {
    bookmarks: Vec<String>,
    marks: Vec<String>,
    visited: Vec<String>,
    session: Option<Vec<String>>,
    record: Option<String>,
    query: Option<String>,
}

/// The explorer at work: the state, and its connections to the outside world.
struct Explorer<'s> {
    guard: Guard,
    state: State,
    looks: Looks,
    theme: Theme,
    ground: Option<Background>,
    ear: Option<OscParser>,
    clipboard: Clipboard,
    surroundings: ClipboardEnvironment,
    keeper: Option<Keeper>,
    worker: Option<Sender<Request>>,
    sender: Sender<Event>,
    reload: Reload<'s>,
    library: Box<dyn LibraryDesk + 's>,
    supply: Supply,
    open: Open,
    /// If set, the index is not built further.
    stop: Arc<AtomicBool>,
    /// If set, another attempt to open the index has begun, and this one is not repeated.
    replaced: Arc<AtomicBool>,
    /// The reader's place, until it has been found.
    place: Option<Place>,
}

impl Explorer<'_> {
    /// Handles the events that have come in, draws once, and sleeps. Ends with the signal that asked for it.
    fn serve(&mut self, events: &Receiver<Event>) -> io::Result<Option<i32>> {
        loop {
            let Ok(first) = events.recv() else { return Ok(None) };
            for event in std::iter::once(first).chain(events.try_iter()) {
                if let Event::Signal(signal) = event {
                    for effect in self.state.leaving() {
                        self.do_effect(effect)?;
                    }
                    return Ok(Some(signal));
                }
                let Some(action) = self.take(event)? else { continue };
                for effect in app::update(&mut self.state, action) {
                    if matches!(effect, Effect::Quit) {
                        return Ok(None);
                    }
                    self.do_effect(effect)?;
                }
            }
            self.draw()?;
        }
    }

    /// Finds the reader's place in the corpus.
    fn find_place(&mut self) {
        let Some(place) = self.place.take() else { return };
        let state = &mut self.state;
        state.bookmarks = Bookmarks::new(&place.bookmarks, &state.corpus);
        state.marks = Marks::new(&place.marks);
        let mut seen = std::collections::HashSet::new();
        let visited = place.visited.iter().filter_map(|id| state.corpus.position(id));
        state.visited = visited.filter(|position| seen.insert(*position)).collect();
        if let Some(session) = place.session {
            state.resume(&session);
        }
        if let Some(id) = place.record {
            state.open_id(&id);
        }
        if let Some(query) = place.query {
            app::update(state, Action::Do(app::Command::Search));
            app::update(state, Action::Paste(query));
        }
    }

    /// Continues with the corpus that an engine answers for, if it lies elsewhere and has just been found.
    fn follow(&mut self, engine: &dyn Engine) {
        let corpus = &engine.lexicon().corpus;
        if !corpus.is_elsewhere() || Arc::ptr_eq(corpus, &self.state.corpus) {
            return;
        }
        let sender = self.sender.clone();
        corpus.never_wait(move || drop(sender.send(Event::Arrived)));
        app::update(&mut self.state, Action::Supplied(Arc::clone(corpus)));
        self.find_place();
    }

    fn draw(&mut self) -> io::Result<()> {
        let area = self.guard.terminal.size()?;
        let size = Size { columns: area.width, rows: area.height };
        if size != self.state.size {
            app::update(&mut self.state, Action::Resize(size));
        }
        self.guard.draw(|frame| ui::draw(frame, &self.state, &self.theme))
    }

    /// Translates an event into an action on the state.
    fn take(&mut self, event: Event) -> io::Result<Option<Action>> {
        Ok(match event {
            Event::Terminal(event) => match self.ear.as_mut().map_or(OscReply::Reader, |ear| ear.hear(&event)) {
                OscReply::Reader => {
                    if matches!(event, event::Event::Resize(..)) {
                        self.guard.refresh();
                    }
                    terminal_action(&self.state, &event)
                }
                OscReply::Part => None,
                OscReply::Ground(ground) => {
                    self.ground = Some(ground);
                    self.theme = self.looks.theme(self.ground);
                    None
                }
            },
            Event::Index(index) => Some(Action::Index(index)),
            Event::Arrived => Some(Action::Arrived),
            Event::Ready(engine, index) => {
                self.follow(&*engine);
                self.worker = Some(search_thread(engine, self.sender.clone()));
                Some(Action::Index(index))
            }
            Event::Found(newest) => newest.take().map(|response| Action::Found(Box::new(response))),
            Event::Copied(Ok(way)) => Some(Action::Copied(Ok(way))),
            Event::Copied(Err(text)) if self.clipboard == Clipboard::Native => {
                drop(text);
                Some(Action::Copied(Err("no program of this machine took the text (wl-copy, xclip, xsel, pbcopy)".to_owned())))
            }
            Event::Copied(Err(text)) => Some(Action::Copied(match self.surroundings.sequence(&text) {
                Ok((sequence, way)) => {
                    self.guard.say(&sequence)?;
                    Ok(way)
                }
                Err(why) => Err(why),
            })),
            Event::NotKept(why) => Some(Action::NotKept(why)),
            // The loop ends with it.
            Event::Signal(_) => None,
            Event::Fallen => return Err(guard::fallen()),
            Event::InputLost(error) => return Err(error),
        })
    }

    /// Carries out an effect that the state asks for.
    fn do_effect(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            // The loop ends with it.
            Effect::Quit => {}
            Effect::Suspend => self.guard.suspend()?,
            Effect::OpenIndex => self.open_index(),
            Effect::StopIndex => self.stop.store(true, Ordering::Relaxed),
            Effect::Reload => {
                let read = (self.reload)().map(|(settings, looks)| {
                    width::measure_for(settings.ambiguous);
                    self.clipboard = settings.clipboard;
                    self.looks = looks;
                    self.theme = self.looks.theme(self.ground);
                    settings
                });
                for effect in app::update(&mut self.state, Action::Configured(Box::new(read))) {
                    self.do_effect(effect)?;
                }
            }
            Effect::AskAmounts { documents, programme } => {
                let of = |amount: &HeldAmount| programme.is_none() || amount.reading.programme == programme;
                let unsure = |amount: &HeldAmount| programme.is_some() || amount.correction.is_some() || !amount.is_sure();
                let amounts = documents.iter().flat_map(|document| self.library.amounts(document));
                let amounts = amounts.filter(|amount| of(amount) && unsure(amount)).collect();
                app::update(&mut self.state, Action::Amounts(amounts));
            }
            Effect::Judge { document, number, judgement } => {
                let judged = self.library.judge(&document, number, &judgement).map(|supply| {
                    self.supply = supply;
                    Arc::clone(&self.supply.corpus)
                });
                for effect in app::update(&mut self.state, Action::Judged(judged)) {
                    self.do_effect(effect)?;
                }
            }
            Effect::Copy(text) => {
                let done = self.sender.clone();
                clipboard::copy(self.surroundings, self.clipboard, text, move |way| drop(done.send(Event::Copied(way))));
            }
            Effect::Mouse(wanted) => self.guard.mouse(wanted)?,
            Effect::Browse(address) => {
                app::update(&mut self.state, Action::Opened(clipboard::browse(&address)));
            }
            Effect::Keep(what, change) => {
                // Without a place to keep it, this session still has it.
                if let Some(keeper) = &self.keeper {
                    keeper.keep(what, change);
                }
            }
            Effect::Search(request) => {
                // A worker that is gone has reported why.
                if let Some(worker) = &self.worker {
                    drop(worker.send(*request));
                }
            }
        }
        Ok(())
    }

    /// Makes the index ready on a thread of its own.
    fn open_index(&mut self) {
        /// Time before which an estimate would claim more than is known.
        const SETTLED: Duration = Duration::from_secs(1);
        /// First pause before a server that did not answer is asked again, the longest one, and how often it is looked whether to stop.
        const PAUSE: Duration = Duration::from_secs(1);
        const LONGEST_PAUSE: Duration = Duration::from_secs(30);
        const GLANCE: Duration = Duration::from_millis(50);
        self.replaced.store(true, Ordering::Relaxed);
        (self.stop, self.replaced) = (Arc::default(), Arc::default());
        let replaced = Arc::clone(&self.replaced);
        let (open, supply, stop, sender) = (Arc::clone(&self.open), self.supply.clone(), Arc::clone(&self.stop), self.sender.clone());
        thread::spawn(move || {
            let (begun, progress) = (Instant::now(), sender.clone());
            let mut tell = |share: f64| {
                let spent = begun.elapsed();
                let left = (spent > SETTLED && share > 0.0).then(|| (spent.as_secs_f64() * (1.0 - share) / share).round() as u64);
                drop(progress.send(Event::Index(IndexState::Opening { share, left })));
            };
            let mut pause = PAUSE;
            let event = loop {
                match open(&supply, &mut tell, Arc::clone(&stop)) {
                    Ok(engine) => {
                        let status = engine.status();
                        let remark = status.not_kept.or(status.dictionary_trouble).or(status.other_analyser);
                        break Event::Ready(engine, IndexState::Ready { words: status.words, remark });
                    }
                    Err(Error::Stopped) => break Event::Index(IndexState::Stopped),
                    // A server that is away may come back; the reader may also ask for it at once.
                    Err(Error::Passing(why)) => {
                        drop(sender.send(Event::Index(IndexState::Failed(why))));
                        let until = Instant::now() + pause;
                        while Instant::now() < until && !replaced.load(Ordering::Relaxed) {
                            thread::sleep(GLANCE);
                        }
                        if replaced.load(Ordering::Relaxed) {
                            return;
                        }
                        pause = (pause * 2).min(LONGEST_PAUSE);
                    }
                    Err(error) => break Event::Index(IndexState::Failed(error.to_string())),
                }
            };
            drop(sender.send(event));
        });
    }

    /// Gives the terminal back once nothing of ours can reach the shell any more, and waits until everything is kept.
    fn leave(mut self, events: &Receiver<Event>, outcome: io::Result<Option<i32>>) -> io::Result<Ended> {
        while let Some(ear) = &mut self.ear
            && let Some(left) = ear.waits()
            && let Ok(event) = events.recv_timeout(left)
        {
            if let Event::Terminal(event) = event {
                ear.hear(&event);
            }
        }
        self.guard.give_back();
        if let Some(keeper) = self.keeper.take() {
            keeper.finish();
        }
        let not_kept = events.try_iter().filter_map(|event| if let Event::NotKept(why) = event { Some(why) } else { None }).last();
        Ok(Ended { signal: outcome?, not_kept })
    }
}

fn terminal_action(state: &State, event: &event::Event) -> Option<Action> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => state.keymap.action(state.mode(), *key),
        event::Event::Paste(text) => Some(Action::Paste(text.clone())),
        event::Event::Mouse(mouse) => {
            let at = (mouse.column, mouse.row).into();
            // Some terminals report positions outside, and a row and column zero.
            let outside = mouse.column >= state.size.columns || mouse.row >= state.size.rows;
            match mouse.kind {
                MouseEventKind::Down(_) | MouseEventKind::Drag(_) | MouseEventKind::ScrollDown | MouseEventKind::ScrollUp if outside => {
                    None
                }
                MouseEventKind::Down(MouseButton::Left) => Some(Action::Point(Mouse::Press(at))),
                MouseEventKind::Drag(MouseButton::Left) => Some(Action::Point(Mouse::Drag(at))),
                MouseEventKind::Up(MouseButton::Left) => Some(Action::Point(Mouse::Release)),
                MouseEventKind::ScrollDown => Some(Action::Point(Mouse::Wheel(at, true))),
                MouseEventKind::ScrollUp => Some(Action::Point(Mouse::Wheel(at, false))),
                _ => None,
            }
        }
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

fn search_thread(engine: Arc<dyn Engine>, sender: Sender<Event>) -> Sender<Request> {
    let elsewhere = engine.lexicon().corpus.is_elsewhere();
    let search = move |request: &Request| engine.answer(request);
    // One slot for each asker, so that no answer displaces another's.
    let (for_search, for_menu) = (LatestResponse::default(), LatestResponse::default());
    let reply = move |response: Response| {
        let newest = match response.asker {
            Asker::Search => &for_search,
            Asker::Menu => &for_menu,
        };
        !newest.put(response) || sender.send(Event::Found(newest.clone())).is_ok()
    };
    if elsewhere { engine::spawn_impatient(search, reply) } else { engine::spawn(search, reply) }
}

/// Makes SIGTERM, SIGHUP and SIGINT end the explorer in an orderly way, as one more event.
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
