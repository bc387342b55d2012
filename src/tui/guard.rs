//! The one owner of the terminal's modes. Giving them back twice is harmless; a panic gives them back too.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

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

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The terminal, taken until this is dropped.
pub(super) struct Guard {
    pub terminal: Terminal<Backend>,
    mouse: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste.
    pub fn take() -> io::Result<Self> {
        restore_on_panic();
        let guard = Self { terminal: terminal()?, mouse: false };
        enter()?;
        Ok(guard)
    }

    /// Draws a frame in one synchronized update, so that no half frame is ever seen.
    ///
    /// # Errors
    /// When the terminal cannot be written to, or a thread has panicked: the terminal is given back already, and must not be drawn on.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if PANICKED.load(Ordering::SeqCst) {
            return Err(io::Error::other("a part of the explorer failed; the report stands above"));
        }
        execute!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
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
        // A new one knows nothing of what was on the screen, and so draws all of it.
        self.terminal = terminal()?;
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

fn terminal() -> io::Result<Terminal<Backend>> {
    Terminal::new(CrosstermBackend::new(BufWriter::new(io::stdout())))
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    // A terminal without an alternate screen still shows what was there.
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Clear(ClearType::All))
}

/// Undoes every mode. What a terminal does not answer to cannot be helped here.
fn restore() {
    drop(execute!(io::stdout(), EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show));
    drop(disable_raw_mode());
    drop(io::stdout().flush());
}

/// A panic on any thread gives the terminal back before it is reported, so that the report can be read.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.store(true, Ordering::SeqCst);
            restore();
            report(info);
        }));
    });
}
