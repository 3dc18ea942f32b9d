//! The terminal, while it is ours: the loop of events and frames, and the screen while a large base is read.
//!
//! Promises: the only writer of escape sequences; however the program ends, the terminal is given back as it was. While the reader
//! browses, the program waits for a key and does nothing else: no tick, no query. A base that is read within a tenth of a second is not
//! waited for on the screen.

mod clipboard;
mod events;
mod opener;
mod output;
mod session;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::Terminal;
use ratatui::layout::Rect;

use self::output::Output;
pub use self::session::Session;
use crate::app::{App, Colors, Effect, Key, Options, ThemeName, keymap};
use crate::knowledge::{EntryId, Knowledge, Progress};
use crate::search::Index;
use crate::view::{self, Theme, waiting};

/// How browsing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reader left.
    Quit,
    /// The reader pressed Ctrl-C.
    Interrupted,
}

type Screen = Terminal<Output>;

/// How long keys that have arrived together are waited for. With a wait of zero crossterm does not look at the terminal.
const AT_ONCE: Duration = Duration::from_micros(100);

/// Runs the application until the reader leaves it, with the mouse if that is wanted. Without an index it makes one at the first
/// search. `session` is the terminal, if it was taken while the base was read. Returns how it ended, and the theme at the end.
///
/// # Errors
/// If the terminal cannot be put in order, drawn on or read.
pub fn browse<'k>(
    knowledge: &'k Knowledge,
    index: Option<Index<'k>>,
    options: Options,
    start: Option<(&EntryId, Option<&str>)>,
    session: Option<Session>,
    mouse: bool,
) -> io::Result<(Ending, ThemeName)> {
    let (width, height) = window_size()?;
    let mut app = App::new(knowledge, options, (width, height)).with_index(index);
    if let Some((id, anchor)) = start {
        app.start_at(id, anchor);
    }
    // The session is made first and dropped last, so that a failure in between gives the terminal back.
    let was_taken = session.is_some();
    let mut session = session.map_or_else(|| Session::begin(mouse), Ok)?;
    let mut screen = Terminal::new(Output::new(app.options().colors, app.size()))?;
    if was_taken {
        // Clears what the waiting screen has drawn.
        screen.resize(Rect::new(0, 0, width, height))?;
    }
    draw(&app, &mut screen)?;
    session.listen()?;
    // A resize before the first wait for events is not reported as one.
    let size = window_size()?;
    if size != app.size() {
        app.resize(size.0, size.1);
        draw(&app, &mut screen)?;
    }
    loop {
        // All keys that have arrived are applied before one frame is drawn.
        let mut event = event::read()?;
        loop {
            match handle(&mut app, event) {
                Effect::Stay => {}
                Effect::Copy(text) => app.delivered(&text, clipboard::copy(&text)),
                Effect::Visit(address) => app.visited(opener::open(&address)),
                Effect::Quit => return Ok((Ending::Quit, app.theme())),
                Effect::Interrupt => return Ok((Ending::Interrupted, app.theme())),
            }
            if !event::poll(AT_ONCE)? {
                break;
            }
            event = event::read()?;
        }
        app.settle();
        draw(&app, &mut screen)?;
    }
}

/// The size of the window, at most that of any real one: a terminal may say anything, and each cell takes memory.
fn window_size() -> io::Result<(u16, u16)> {
    let (width, height) = crossterm::terminal::size()?;
    Ok((width.min(1000), height.min(500)))
}

fn draw(app: &App<'_>, screen: &mut Screen) -> io::Result<()> {
    let (width, height) = app.size();
    screen.backend_mut().resize((width, height));
    if session::take_repaint() {
        screen.resize(Rect::new(0, 0, width, height))?;
    }
    screen.draw(|frame| view::draw(app, frame))?;
    Ok(())
}

fn handle(app: &mut App<'_>, event: Event) -> Effect {
    match event {
        // In raw mode the terminal makes a key of it.
        Event::Key(key) if events::is_suspend(key) => session::suspend(),
        Event::Key(key) => {
            for key in events::keys(key) {
                let Some(action) = keymap::resolve(app.mode(), key) else {
                    app.unbound_key();
                    continue;
                };
                let effect = app.take(action);
                if effect != Effect::Stay {
                    return effect;
                }
            }
        }
        Event::Paste(text) => app.paste(&text),
        Event::Resize(width, height) => {
            // Some consoles report the size of what can be scrolled back to.
            let (width, height) = window_size().unwrap_or((width, height));
            app.resize(width, height);
        }
        Event::Mouse(mouse) => {
            if let Some(action) = events::mouse(mouse) {
                return app.take(action);
            }
        }
        Event::FocusGained | Event::FocusLost => {}
    }
    Effect::Stay
}

/// How long nothing is shown: a tenth of a second is not noticed.
const NOT_NOTICED: Duration = Duration::from_millis(100);

/// How often the progress is drawn.
const REFRESH: Duration = Duration::from_millis(100);

/// How waiting for a base ended.
#[derive(Debug)]
pub enum Waited<T> {
    /// The work is done. The terminal is still ours if it was taken.
    Done(T, Option<Session>),
    /// The reader left.
    Left(Ending),
}

/// Waits for what a thread sends, and shows how far its work has come; `None` inside if the thread ended without sending. The terminal
/// is taken, with the mouse if that is wanted, only if the wait is long enough to be noticed.
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
    let mut screen = Terminal::new(Output::new(look.1, window_size()?))?;
    let theme = Theme::new(look.0, look.1);
    loop {
        screen.draw(|frame| waiting(base, progress.now(), theme, frame.area(), frame.buffer_mut()))?;
        match work.recv_timeout(REFRESH) {
            Ok(done) => return Ok(Waited::Done(Some(done), Some(session))),
            Err(RecvTimeoutError::Disconnected) => return Ok(Waited::Done(None, Some(session))),
            Err(RecvTimeoutError::Timeout) => {}
        }
        while event::poll(AT_ONCE)? {
            let event = event::read()?;
            if matches!(event, Event::Resize(..)) {
                screen.backend_mut().resize(window_size()?);
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
