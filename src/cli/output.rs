//! What is printed on stdout.
//!
//! Promises: writes no escape byte without colour, and everything at once: a command that fails prints nothing.

use std::io::{self, IsTerminal, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::exit::{Failure, Outcome};
use super::links::Links;
use crate::knowledge::{Knowledge, Overlay, Reference};
use crate::page::{Glyphs, Role, Span};

/// Collects text in roles for stdout.
#[derive(Debug)]
pub(super) struct Printer {
    text: String,
    color: bool,
    glyphs: Glyphs,
    links: Links,
}

impl Printer {
    pub(super) fn new(color: bool, glyphs: Glyphs) -> Self {
        Self { text: String::new(), color, glyphs, links: Links::default() }
    }

    /// From here on the addresses of these works are links, where the terminal supports links and colour is on:
    /// plain output has no escape sequences.
    pub(super) fn link_to<'k>(&mut self, works: impl Iterator<Item = &'k Reference>) {
        if self.color && io::stdout().is_terminal() && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout) {
            self.links = Links::to(works);
        }
    }

    /// A line in one role.
    pub(super) fn line(&mut self, role: Role, text: &str) {
        self.spans(&[Span::new(role, self.glyphs.show(text))]);
    }

    /// A line of spans that are already in the printer's characters.
    pub(super) fn spans(&mut self, spans: &[Span]) {
        let mut line = String::new();
        for (number, span) in spans.iter().enumerate() {
            let text = self.links.within(&span.text, number + 1 == spans.len());
            match attributes(span.role).filter(|_| self.color) {
                Some(codes) => line.push_str(&format!("\x1b[{codes}m{text}\x1b[0m")),
                None => line.push_str(&text),
            }
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Text that needs no role and no change of characters.
    pub(super) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes everything to stdout.
    ///
    /// # Errors
    /// If stdout is closed or cannot be written.
    pub(super) fn print(self) -> Result<Outcome, Failure> {
        print(&self.text)
    }
}

/// Writes a text to stdout as it is.
///
/// # Errors
/// If stdout is closed or cannot be written.
pub(super) fn print(text: &str) -> Result<Outcome, Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(Outcome::Done)
}

/// The width to wrap at: that of the terminal, up to what is comfortable to read; 80 without a terminal.
pub(super) fn default_width() -> usize {
    const COMFORTABLE: u16 = 100;
    if !io::stdout().is_terminal() {
        return 80;
    }
    crossterm::terminal::size().map_or(80, |(columns, _rows)| usize::from(columns.clamp(20, COMFORTABLE)))
}

/// The attributes of a role: bold, underlined, italic or reversed. There is no colour, which might not be legible on the
/// background of the terminal.
fn attributes(role: Role) -> Option<&'static str> {
    match role {
        Role::Plain | Role::Mark | Role::Faint | Role::SecondHand => None,
        Role::Title | Role::Heading | Role::Label | Role::Approved => Some("1"),
        Role::Warning => Some("1;7"),
        Role::SetOff => Some("7"),
        Role::Superseded => Some("1;4"),
        Role::Missing | Role::Computed => Some("3"),
        Role::Link => Some("4"),
    }
}

/// A JSON value as it is printed: indented, with a line break at the end. In ASCII, every other character is escaped.
pub(super) fn json(value: &serde_json::Value, glyphs: Glyphs) -> String {
    let text = format!("{value:#}\n");
    match glyphs {
        Glyphs::Unicode => text,
        Glyphs::Ascii => text.chars().fold(String::new(), |mut out, c| {
            if c.is_ascii() {
                out.push(c);
            } else {
                let mut units = [0; 2];
                out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            out
        }),
    }
}

/// Today in UTC, which is near enough for an age that counts in years. The local time zone would link the rules of all
/// time zones into the program.
pub(super) fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}

/// The date of the base and what to check: the last line of every page that is printed.
pub(super) fn date_line(knowledge: &Knowledge) -> String {
    let mut date = format!("As of {}.", knowledge.as_of());
    if let Some(overlay) = knowledge.overlay() {
        date.push_str(&format!(" With LOCAL notes: {}.", name_of_notes(overlay)));
    }
    if knowledge.is_stale(today()) {
        format!("{date} CHECK THE LABEL: this base is more than a year old.")
    } else {
        format!("{date} Check the current label before prescribing.")
    }
}

/// The title, author and date of a clinic's notes.
pub(super) fn name_of_notes(overlay: &Overlay) -> String {
    format!("{} ({}, {})", *overlay.title, *overlay.author, *overlay.date)
}
