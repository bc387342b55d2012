//! The single owner of the terminal's modes. They are restored once, whoever asks: a normal end, an error, a signal, a panic.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// Set if any thread has panicked and the terminal was given back while the loop was still using it.
static PANICKED: AtomicBool = AtomicBool::new(false);

/// True while the terminal is ours. Giving it back twice would put the cursor where it was before, on top of the output since then.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Callback that wakes the loop, which may be asleep when another thread panics.
static WAKE: Mutex<Option<Wake>> = Mutex::new(None);

/// Function that wakes the loop.
pub(super) type Wake = Box<dyn Fn() + Send>;

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The terminal, held until this is dropped.
pub(super) struct Guard {
    pub terminal: Terminal<Backend>,
    mouse: bool,
    /// True if the screen does not show what was drawn last.
    stale: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste. If a thread panics, `wake` is called to wake the loop.
    pub fn take(wake: Wake) -> io::Result<Self> {
        restore_on_panic(wake);
        let guard = Self { terminal: terminal()?, mouse: false, stale: false };
        enter()?;
        Ok(guard)
    }

    /// Draws a frame in one synchronized update, so that no partial frame is ever seen.
    ///
    /// # Errors
    /// If the terminal cannot be written to, or a thread has panicked, in which case the terminal has already been given back and must not
    /// be drawn on.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if PANICKED.load(Ordering::SeqCst) {
            return Err(fallen());
        }
        execute!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if std::mem::take(&mut self.stale) {
            execute!(self.terminal.backend_mut(), Clear(ClearType::All))?;
            // A new one knows nothing of what was on the screen, and so draws all of it.
            self.terminal = terminal()?;
        }
        self.terminal.draw(draw)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Has the next frame drawn completely: a window that was small for a moment has lost what did not fit.
    pub fn refresh(&mut self) {
        self.stale = true;
    }

    /// Sends the terminal a sequence that leaves the screen as it is: a question, text for its clipboard. A terminal that does not know it
    /// ignores it.
    pub fn say(&mut self, sequence: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), Print(sequence))
    }

    /// Turns the terminal's mouse reporting on or off.
    pub fn mouse(&mut self, wanted: bool) -> io::Result<()> {
        self.mouse = wanted;
        if wanted {
            execute!(self.terminal.backend_mut(), EnableMouseCapture)
        } else {
            execute!(self.terminal.backend_mut(), DisableMouseCapture)
        }
    }

    /// Gives the terminal back, stops this process as Ctrl-Z in a shell does, and takes the terminal again when it is continued.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        self.give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        enter()?;
        self.refresh();
        self.mouse(self.mouse)
    }

    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Gives the terminal back as it was.
    pub fn give_back(&mut self) {
        restore();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Returns the error with which the loop ends if a thread has panicked.
pub(super) fn fallen() -> io::Error {
    io::Error::other("a part of the explorer failed; the report is above")
}

fn terminal() -> io::Result<Terminal<Backend>> {
    Terminal::new(CrosstermBackend::new(BufWriter::new(io::stdout())))
}

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    // A terminal without an alternate screen still shows what was there.
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Clear(ClearType::All))
}

/// Resets every mode. Nothing can be done here about a terminal that does not respond.
fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    drop(execute!(io::stdout(), EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show));
    drop(disable_raw_mode());
    drop(io::stdout().flush());
}

/// Makes a panic on any thread give the terminal back before it is reported, so that the report can be read.
fn restore_on_panic(wake: Wake) {
    if let Ok(mut known) = WAKE.lock() {
        *known = Some(wake);
    }

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.store(true, Ordering::SeqCst);
            restore();
            report(info);
            if let Some(wake) = WAKE.try_lock().ok().as_deref().and_then(Option::as_ref) {
                wake();
            }
        }));
    });
}
