//! The terminal, while it is ours.
//!
//! Promises: the only writer of escape sequences; however the program ends, the terminal is given back as it was. Waits
//! for a key and does nothing else: no tick, no query, no second event thread.

mod clipboard;
mod events;
mod output;
mod session;
mod waiting;

use std::io;

use crossterm::event::{self, Event};
use ratatui::Terminal;
use ratatui::layout::Rect;

use self::output::Output;
pub use self::session::Session;
pub use self::waiting::{Waited, wait};
use crate::app::{App, Effect, Options, keymap};
use crate::knowledge::{EntryId, Knowledge};
use crate::search::Index;
use crate::view;

/// How browsing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reader left.
    Quit,
    /// The reader pressed Ctrl-C.
    Interrupted,
}

type Screen = Terminal<Output>;

/// Runs the application until the reader leaves it, with the mouse if that is wanted. Without an index it makes one at the first
/// search. `session` is the terminal, where it has been taken before.
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
) -> io::Result<Ending> {
    let (width, height) = crossterm::terminal::size()?;
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
    let size = crossterm::terminal::size()?;
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
                Effect::Quit => return Ok(Ending::Quit),
                Effect::Interrupt => return Ok(Ending::Interrupted),
            }
            if !event::poll(std::time::Duration::ZERO)? {
                break;
            }
            event = event::read()?;
        }
        app.settle();
        draw(&app, &mut screen)?;
    }
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
        Event::Key(key) => {
            for key in events::keys(key) {
                if let Some(action) = keymap::resolve(app.mode(), key) {
                    let effect = app.take(action);
                    if effect != Effect::Stay {
                        return effect;
                    }
                }
            }
        }
        Event::Paste(text) => app.paste(&text),
        Event::Resize(width, height) => {
            // Some consoles report the size of what can be scrolled back to.
            let (width, height) = crossterm::terminal::size().unwrap_or((width, height));
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
