//! The one owner of the terminal's modes. They are given back once, whoever asks: the end, an error, a signal, a panic.

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

/// Set when any thread has panicked and the terminal was given back under the loop's feet.
static PANICKED: AtomicBool = AtomicBool::new(false);

/// Whether the terminal is ours. Giving it back a second time would put the caret where it was before, on top of what was said since.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Wakes the loop, which may be asleep when another thread panics.
static WAKE: Mutex<Option<Wake>> = Mutex::new(None);

/// What wakes the loop.
pub(super) type Wake = Box<dyn Fn() + Send>;

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The terminal, taken until this is dropped.
pub(super) struct Guard {
    pub terminal: Terminal<Backend>,
    mouse: bool,
    /// What is on the screen is not what was drawn last.
    stale: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste. When a thread panics, `wake` is to wake the loop.
    pub fn take(wake: Wake) -> io::Result<Self> {
        restore_on_panic(wake);
        let guard = Self { terminal: terminal()?, mouse: false, stale: false };
        enter()?;
        Ok(guard)
    }

    /// Draws a frame in one synchronized update, so that no half frame is ever seen.
    ///
    /// # Errors
    /// When the terminal cannot be written to, or a thread has panicked: the terminal is given back already, and must not be drawn on.
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

    /// The next frame is drawn as a whole: a window that was small for a moment has lost what did not fit.
    pub fn refresh(&mut self) {
        self.stale = true;
    }

    /// Says something to the terminal that leaves the screen as it is: a question, text for its clipboard. One that does not know it
    /// ignores it.
    pub fn say(&mut self, sequence: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), Print(sequence))
    }

    /// Lets the terminal report the mouse, or keep it for itself.
    pub fn mouse(&mut self, wanted: bool) -> io::Result<()> {
        self.mouse = wanted;
        if wanted {
            execute!(self.terminal.backend_mut(), EnableMouseCapture)
        } else {
            execute!(self.terminal.backend_mut(), DisableMouseCapture)
        }
    }

    /// Gives the terminal back, stops this process as a shell's Ctrl-Z does, and takes the terminal again when it is continued.
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

/// What the loop ends with when a thread has panicked.
pub(super) fn fallen() -> io::Error {
    io::Error::other("a part of the explorer failed; the report stands above")
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

/// Undoes every mode. What a terminal does not answer to cannot be helped here.
fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    drop(execute!(io::stdout(), EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show));
    drop(disable_raw_mode());
    drop(io::stdout().flush());
}

/// A panic on any thread gives the terminal back before it is reported, so that the report can be read.
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
