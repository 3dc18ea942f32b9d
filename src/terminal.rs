//! The terminal, while it is ours.
//!
//! Promises: the only writer of escape sequences; however the program ends, the terminal is given back as it was. Waits
//! for a key and does nothing else: no tick, no query, no second event thread.

mod clipboard;
mod events;
mod session;

use std::io::{self, BufWriter, Stdout};

use crossterm::event::{self, Event};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

pub use self::session::Session;
use crate::app::{Action, App, Edit, Effect, Mode, Setting, keymap};
use crate::knowledge::{EntryId, Knowledge};
use crate::view::{self, Theme};

/// How browsing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reader left.
    Quit,
    /// The reader pressed Ctrl-C.
    Interrupted,
}

/// One write for each frame: stdout alone writes a line at a time.
const FRAME_BYTES: usize = 64 * 1024;

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Runs the application until the reader leaves it.
///
/// # Errors
/// If the terminal cannot be put in order, drawn on or read.
pub fn browse(
    knowledge: &Knowledge,
    setting: Setting,
    start: Option<(&EntryId, Option<&str>)>,
    color: bool,
) -> io::Result<Ending> {
    let (width, height) = crossterm::terminal::size()?;
    let mut app = App::new(knowledge, setting, (width, height));
    if let Some((id, anchor)) = start {
        app.start_at(id, anchor);
    }
    let theme = Theme { color };
    // The session is made first and dropped last, so that a failure in between gives the terminal back.
    let _session = Session::begin()?;
    let mut screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout())))?;
    draw(&mut app, theme, &mut screen)?;
    // A resize before the first wait for events is not reported as one.
    let size = crossterm::terminal::size()?;
    if size != app.size() {
        app.resize(size.0, size.1);
        draw(&mut app, theme, &mut screen)?;
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
        if session::take_repaint() {
            let area = screen.size()?;
            screen.resize(ratatui::layout::Rect::new(0, 0, area.width, area.height))?;
        }
        draw(&mut app, theme, &mut screen)?;
    }
}

fn draw(app: &mut App<'_>, theme: Theme, screen: &mut Screen) -> io::Result<()> {
    screen.draw(|frame| {
        let area = frame.area();
        if app.size() != (area.width, area.height) {
            app.resize(area.width, area.height);
        }
        view::draw(app, theme, frame);
    })?;
    Ok(())
}

fn handle(app: &mut App<'_>, event: Event) -> Effect {
    match event {
        Event::Key(key) => {
            for key in events::keys(key) {
                if let Some(action) = keymap::resolve(app.mode(), key) {
                    let effect = app.apply(action);
                    if effect != Effect::Stay {
                        return effect;
                    }
                }
            }
        }
        // Pasted text is text: outside the finder it must not act as keys.
        Event::Paste(text) => {
            if app.mode() == Mode::Finder {
                for c in text.chars() {
                    app.apply(Action::Edit(Edit::Insert(c)));
                }
            }
        }
        Event::Resize(width, height) => app.resize(width, height),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => {}
    }
    Effect::Stay
}
