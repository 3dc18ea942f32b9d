//! Text in roles, filled into lines of a width.
//!
//! Promises: no line is wider than its width, no word is lost, and words that must stay together are split only where they
//! are wider than a whole line. In ASCII every character lies from 0x20 to 0x7E. Never knows an entry, a page or a terminal.

mod canvas;
mod glyphs;
mod lines;
mod table;
mod text;

pub use glyphs::{Glyph, Glyphs, fold};
pub use table::{Cell, Columns, Table};
pub use text::{NO_BREAK, keep_together};

pub(crate) use canvas::{Canvas, labels};
pub(crate) use lines::{Lines, flowed};

/// What a piece of text is for. The screen gives each role a style, Markdown a mark-up; plain text needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    Plain,
    /// The title of the page.
    Title,
    /// A heading.
    Heading,
    /// A word that says what follows.
    Label,
    /// A boxed warning.
    Warning,
    /// The word SUPERSEDED, its date and successor.
    Superseded,
    /// A citation mark.
    Mark,
    /// The mark of a second-hand statement, and its legend.
    SecondHand,
    /// What was looked for and not found.
    Missing,
    /// What the program computed.
    Computed,
    /// What leads to another page.
    Link,
    /// What matters least.
    Faint,
    /// What is set off in a diagram.
    SetOff,
}

/// A run of text in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is for.
    pub role: Role,
    /// The text. A no-break space joins words that a line break must not separate.
    pub text: String,
}

impl Span {
    /// A run of text as it is given.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into() }
    }

    /// A run of text in which numbers keep their units and "not" its verb; see [`keep_together`].
    pub fn prose(role: Role, text: &str) -> Self {
        Self { role, text: keep_together(text) }
    }
}

/// A sentence as lines of a width, in one role.
pub fn wrap_sentence(text: &str, role: Role, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    flowed(&[Span::prose(role, text)], width, glyphs)
}
