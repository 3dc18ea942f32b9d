//! What is wrong with a knowledge base, where, and how to mend it.
//!
//! Promises: every diagnostic has a code, a severity, a sentence and at least one place or file. No byte of a data file
//! reaches a message as a control character.

use super::code::{Code, Severity};
use super::place::Place;
use super::text::visible;

/// A place with what is to be said of it.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there, in a few words; may be empty for the first label.
    pub text: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule it speaks for.
    pub code: Code,
    /// How bad it is here.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where; the first is the place of the fault, the others what it has to do with.
    pub labels: Vec<Label>,
    /// How to mend it, in a sentence.
    pub help: String,
}

impl Diagnostic {
    /// A fault at `place`.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: visible(&message.into()),
            labels: vec![Label { place, text: String::new() }],
            help: String::new(),
        }
    }

    /// The same with a sentence that says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = visible(&help.into());
        self
    }

    /// The same with a few words at the place of the fault.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = visible(&text.into());
        }
        self
    }

    /// The same with another place that it has to do with.
    #[must_use]
    pub fn beside(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: visible(&text.into()) });
        self
    }

    /// The same as another severity than its code has in a dose.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The place of the fault.
    pub fn place(&self) -> Place {
        self.labels.first().map_or_else(Place::default, |label| label.place)
    }
}
