//! Takes the terminal and gives it back.
//!
//! Promises: raw mode and the alternate screen are left on every way out: return, error, panic, and the signals HUP, INT,
//! QUIT and TERM; giving back twice does nothing. A stop (TSTP) gives the terminal back until the program goes on. When the terminal is
//! gone the program ends as if HUP had been sent, whether it was or not. Everything is written under the lock that says whose
//! the terminal is: a size that changed during a stop wakes the drawing thread before the screen is ours again, and it must wait.

use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
#[cfg(windows)]
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{Command, queue};

/// Whether the terminal is ours. Giving it back twice would move the shell's cursor over what was printed since.
/// Locked until it is given back: the program must not end in one thread while another is still giving back.
static HELD: Mutex<bool> = Mutex::new(false);

/// Whether the mouse was asked for.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Whether the screen has to be drawn from nothing, since another program wrote on it.
static REPAINT: AtomicBool = AtomicBool::new(false);

static HANDLERS: Once = Once::new();

/// The terminal, ours as long as this lives.
#[derive(Debug)]
pub struct Session {
    /// The signals that arrive before `listen` is called.
    signals: Option<Signals>,
}

impl Session {
    /// Takes the terminal, and the mouse if that is wanted.
    ///
    /// # Errors
    /// If there is no terminal to take, or signals cannot be caught.
    pub fn begin(mouse: bool) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::SeqCst);
        let mut signals = None;
        HANDLERS.call_once(|| {
            give_back_on_panic();
            signals = Some(Signals::catch());
        });
        // From here on dropping the session gives back whatever part of the terminal was taken.
        let session = Self { signals: signals.transpose()? };
        take(&mut held())?;
        Ok(session)
    }

    /// Acts on the signals that have arrived, and on those that will; also on the end of the terminal. To be called after the first
    /// frame: threads take a while to begin, and while that frame is being written they could do nothing but wait for the terminal.
    ///
    /// # Errors
    /// If there is no thread to be had.
    pub fn listen(&mut self) -> io::Result<()> {
        self.signals.take().map_or(Ok(()), Signals::handle)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back(&mut held());
    }
}

/// Whether the screen has to be drawn from nothing; asked once.
pub(super) fn take_repaint() -> bool {
    REPAINT.swap(false, Ordering::SeqCst)
}

/// A thread that panicked while it held the lock has left a true value in it.
fn held() -> MutexGuard<'static, bool> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take(held: &mut bool) -> io::Result<()> {
    *held = true;
    enable_raw_mode()?;
    let mut stdout = io::stdout();
    queue!(stdout, EnterAlternateScreen)?;
    // Where pasting cannot be told from typing, this fails and nothing is lost.
    let _ = queue!(stdout, EnableBracketedPaste);
    if MOUSE.load(Ordering::SeqCst) {
        let _ = queue!(stdout, Mouse(true));
    }
    stdout.flush()
}

/// Leaves the terminal as it was found. Nothing can be done about a terminal that is gone.
fn give_back(held: &mut bool) {
    if std::mem::take(held) {
        let mut stdout = io::stdout();
        if MOUSE.load(Ordering::SeqCst) {
            let _ = queue!(stdout, Mouse(false));
        }
        let _ = queue!(stdout, DisableBracketedPaste);
        let _ = queue!(stdout, LeaveAlternateScreen, Show);
        let _ = stdout.flush();
        let _ = disable_raw_mode();
    }
}

/// Reports of buttons and of the wheel, in the form that knows every column (1006). Movement is not asked for (1003): it
/// would wake the program at each step of the pointer.
struct Mouse(bool);

impl Command for Mouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        if self.0 { EnableMouseCapture.execute_winapi() } else { DisableMouseCapture.execute_winapi() }
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// Writes to the terminal if it is ours, and otherwise nowhere.
pub(super) fn write(bytes: &[u8]) -> io::Result<()> {
    let held = held();
    if !*held || bytes.is_empty() {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Stops the program as Ctrl-Z does outside raw mode. Where there are no signals it goes on.
pub(super) fn suspend() {
    // A signal that cannot be raised is none of those that exist.
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
}

fn give_back_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back(&mut held());
        report(panic);
    }));
}

/// The signals after which the terminal is given back.
#[cfg(unix)]
#[derive(Debug)]
struct Signals(signal_hook::iterator::Signals);

#[cfg(unix)]
impl Signals {
    /// Catches them from now on.
    fn catch() -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

        signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP]).map(Self)
    }

    /// Waits for them in a thread of its own, and for the end of the terminal in another: reading keys does not end then, and the
    /// signal goes to the leader of the session alone, which may be a shell or a script that ignores it.
    fn handle(mut self) -> io::Result<()> {
        use signal_hook::consts::{SIGTSTP, SIGWINCH};
        use signal_hook::low_level::{emulate_default_handler, raise};

        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in self.0.forever() {
                let mut held = held();
                let was_held = *held;
                give_back(&mut held);
                // Dies of the signal, or stops until the program is continued.
                let _ = emulate_default_handler(signal);
                if signal == SIGTSTP && was_held {
                    let _ = take(&mut held);
                    REPAINT.store(true, Ordering::SeqCst);
                    // Wakes the reading thread, which then draws the screen again.
                    let _ = raise(SIGWINCH);
                }
            }
        })?;
        std::thread::Builder::new().name("hangup".to_owned()).spawn(hang_up)?;
        Ok(())
    }
}

/// Waits until the terminal is gone, and reports that to the thread of signals.
#[cfg(unix)]
fn hang_up() {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    // No event is asked for, so that only the end of the terminal ends the wait.
    let stdin = rustix::stdio::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
    while poll(&mut terminal, None) == Err(Errno::INTR) {}
    if terminal[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) {
        // A signal that cannot be raised is none of those that exist.
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGHUP);
    }
}

/// Elsewhere the console restores itself when its program ends.
#[cfg(not(unix))]
#[derive(Debug)]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self)
    }

    fn handle(self) -> io::Result<()> {
        Ok(())
    }
}
