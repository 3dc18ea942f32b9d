//! Shows how far the work on a base has come, while another thread does it.
//!
//! Promises: the terminal is not touched if the base is read within a tenth of a second. The reader can leave at any time.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::Terminal;

use super::output::Output;
use super::{Ending, Session, events};
use crate::app::{Colors, Key, ThemeName};
use crate::knowledge::Progress;
use crate::view::{Theme, waiting};

/// How long nothing is shown: a tenth of a second is not noticed.
const NOT_NOTICED: Duration = Duration::from_millis(100);

/// How often the progress is drawn.
const REFRESH: Duration = Duration::from_millis(100);

/// What came of the waiting.
#[derive(Debug)]
pub enum Waited<T> {
    /// The work is done. The terminal is still ours if it was taken.
    Done(T, Option<Session>),
    /// The reader left.
    Left(Ending),
}

/// Waits for what a thread sends; `None` inside if it ended without. The terminal is taken, and the mouse with it if that
/// is wanted, only when it takes long enough to be noticed.
///
/// # Errors
/// If the terminal cannot be put in order, drawn on or read.
pub fn wait<T>(
    work: &Receiver<T>,
    progress: &Progress,
    base: &str,
    look: (ThemeName, Colors),
    mouse: bool,
) -> io::Result<Waited<Option<T>>> {
    match work.recv_timeout(NOT_NOTICED) {
        Ok(done) => return Ok(Waited::Done(Some(done), None)),
        Err(RecvTimeoutError::Disconnected) => return Ok(Waited::Done(None, None)),
        Err(RecvTimeoutError::Timeout) => {}
    }
    let mut session = Session::begin(mouse)?;
    session.listen()?;
    let mut screen = Terminal::new(Output::new(look.1, crossterm::terminal::size()?))?;
    let theme = Theme::new(look.0, look.1);
    loop {
        screen.draw(|frame| waiting(base, progress.now(), theme, frame.area(), frame.buffer_mut()))?;
        match work.recv_timeout(REFRESH) {
            Ok(done) => return Ok(Waited::Done(Some(done), Some(session))),
            Err(RecvTimeoutError::Disconnected) => return Ok(Waited::Done(None, Some(session))),
            Err(RecvTimeoutError::Timeout) => {}
        }
        while event::poll(Duration::ZERO)? {
            let event = event::read()?;
            if matches!(event, Event::Resize(..)) {
                screen.backend_mut().resize(crossterm::terminal::size()?);
            }
            if let Some(ending) = leaves(event) {
                return Ok(Waited::Left(ending));
            }
        }
    }
}

/// Whether a key asks to leave.
fn leaves(event: Event) -> Option<Ending> {
    let Event::Key(key) = event else { return None };
    let keys = events::keys(key);
    if keys.contains(&Key::Ctrl('c')) {
        Some(Ending::Interrupted)
    } else {
        keys.contains(&Key::Char('q')).then_some(Ending::Quit)
    }
}
