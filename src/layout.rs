//! Text in roles, filled into lines of a width.
//!
//! Promises: no line is wider than its width, no word is lost, and words that must stay together are split only where they
//! are wider than a whole line. In ASCII every character lies from 0x20 to 0x7E. Never knows an entry, a page or a terminal.

mod glyphs;
mod lines;
mod table;

pub use glyphs::{Glyph, Glyphs, fold};
pub use table::{Cell, Columns, Table};

pub(crate) use lines::{Lines, wrap_spans};

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
    /// That a regulator has approved a drug.
    Approved,
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
    wrap_spans(&[Span::prose(role, text)], width, glyphs)
}

/// Joins two words that a line break must not separate.
pub const NO_BREAK: char = '\u{A0}';

/// A text in which a number is joined to the word after it (its unit), and "not" to what it denies.
///
/// A line break between them could turn 8 mg into 8, or a warning into its opposite.
pub fn keep_together(text: &str) -> String {
    let mut words = text.split(' ').peekable();
    // A joint is one byte longer than the space it replaces, and there are few.
    let mut out = String::with_capacity(text.len() + 16);
    while let Some(word) = words.next() {
        out.push_str(word);
        if let Some(next) = words.peek() {
            out.push(if belong_together(word, next) { NO_BREAK } else { ' ' });
        }
    }
    out
}

fn belong_together(word: &str, next: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit()) && bare.ends_with(|c: char| c.is_ascii_digit());
    let before_unit = is_number && next.starts_with(|c: char| c.is_alphabetic() || c == '%');
    let count_of = matches!(word, "of" | "to") && next.starts_with(|c: char| c.is_ascii_digit());
    let share_of = bare.ends_with('%') && next == "of";
    before_unit || count_of || share_of || bare.eq_ignore_ascii_case("not") || bare.eq_ignore_ascii_case("no")
}

#[cfg(test)]
mod tests {
    use super::keep_together;

    #[test]
    fn a_number_keeps_its_unit_and_not_its_verb() {
        assert_eq!(keep_together("take 8 mg, do not crush"), "take 8\u{A0}mg, do not\u{A0}crush");
        assert_eq!(keep_together("in 5 of 40 people"), "in 5\u{A0}of\u{A0}40\u{A0}people");
        assert_eq!(keep_together("38.8% of 281"), "38.8%\u{A0}of\u{A0}281");
        assert_eq!(keep_together("between 2 and 4"), "between 2\u{A0}and 4");
        assert_eq!(keep_together("500 cells/mm3 or less"), "500\u{A0}cells/mm3 or less");
        assert_eq!(keep_together("(Not recommended)"), "(Not\u{A0}recommended)");
        assert_eq!(keep_together(" two  spaces "), " two  spaces ");
    }
}
