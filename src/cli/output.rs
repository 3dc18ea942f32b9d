//! What is printed, and how a failure is said.
//!
//! Promises: stdout carries the answer and nothing else; a closed pipe ends quietly; no escape byte without colour.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::exit::Exit;
use crate::page::{Glyphs, Role, Span};

/// How a command ended.
#[derive(Debug)]
pub enum Outcome {
    /// It did what it was asked to.
    Done,
    /// There was nothing to find, or `check` found errors; perhaps there is a sentence to say about it.
    Nothing(Option<String>),
}

/// Why a command could not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// What to say on stderr; the exit code is 2.
    Said(String),
    /// Nobody reads the output any more.
    Closed,
    /// The output could not be written.
    Unwritable(io::Error),
    /// The program was interrupted from the keyboard.
    Interrupted,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Unwritable(error) }
    }
}

/// The exit code of a result, and what has to be said on stderr.
pub fn conclude(result: Result<Outcome, Failure>) -> ExitCode {
    let message = match result {
        Ok(Outcome::Done) | Err(Failure::Closed) => return Exit::Done.into(),
        Ok(Outcome::Nothing(sentence)) => {
            if let Some(sentence) = sentence {
                // If stderr is closed there is nobody left to tell.
                let _ = writeln!(io::stderr(), "{sentence}");
            }
            return Exit::Nothing.into();
        }
        Err(Failure::Interrupted) => return Exit::Interrupted.into(),
        Err(Failure::Said(message)) => message,
        Err(Failure::Unwritable(error)) => format!("jakref: cannot write the output: {error}"),
    };
    // If stderr is closed too there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", message.trim_end());
    Exit::Refused.into()
}

/// Text in roles, on stdout.
#[derive(Debug)]
pub struct Printer {
    text: String,
    color: bool,
    glyphs: Glyphs,
}

impl Printer {
    /// A printer with nothing printed.
    pub fn new(color: bool, glyphs: Glyphs) -> Self {
        Self { text: String::new(), color, glyphs }
    }

    /// A line in one role.
    pub fn line(&mut self, role: Role, text: &str) {
        self.spans(&[Span::new(role, self.glyphs.show(text))]);
    }

    /// A line of spans that are already in the printer's characters.
    pub fn spans(&mut self, spans: &[Span]) {
        let mut line = String::new();
        for span in spans {
            match style(span.role).filter(|_| self.color) {
                Some(codes) => line.push_str(&format!("\x1b[{codes}m{}\x1b[0m", span.text)),
                None => line.push_str(&span.text),
            }
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Text that is printed as it is.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes everything to stdout.
    ///
    /// # Errors
    /// If stdout is closed or cannot be written.
    pub fn print(self) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(self.text.as_bytes())?;
        stdout.flush()?;
        Ok(())
    }
}

/// The width to wrap at: the terminal's, at most what is comfortable to read, or 80 where there is none.
pub fn default_width() -> usize {
    const COMFORTABLE: u16 = 100;
    if !io::stdout().is_terminal() {
        return 80;
    }
    crossterm::terminal::size().map_or(80, |(columns, _rows)| usize::from(columns.clamp(20, COMFORTABLE)))
}

/// The attributes of a role: bold, underline, italic and reverse, in the terminal's own colours. An ink of ours might not be
/// legible on paper that is not.
fn style(role: Role) -> Option<&'static str> {
    match role {
        Role::Plain | Role::Mark | Role::Faint | Role::SecondHand => None,
        Role::Title | Role::Heading | Role::Label => Some("1"),
        Role::Warning => Some("1;7"),
        Role::SetOff => Some("7"),
        Role::Superseded => Some("1;4"),
        Role::Missing | Role::Computed => Some("3"),
        Role::Link => Some("4"),
    }
}

/// A JSON value as it is printed: indented, with a line break at its end. In ASCII every other character is escaped.
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
