//! What is wrong with a knowledge base, where, and how to mend it.
//!
//! Promises: every diagnostic has a code, a severity, a sentence and at least one label. No byte of a data file reaches a
//! message as a control character.

use super::code::{Code, Severity};
use super::span::SourceSpan;
use super::text::visible;

/// A span that an excerpt marks.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: SourceSpan,
    /// What is there, in a few words; may be empty for the first label.
    pub text: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub code: Code,
    /// How bad it is here.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where. The first label marks the fault, the others mark what it contradicts or repeats.
    pub labels: Vec<Label>,
    /// How to mend it, in a sentence.
    pub help: String,
}

impl Diagnostic {
    /// A fault at `span`, as severe as its code says.
    pub fn new(code: Code, span: SourceSpan, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: visible(&message.into()),
            labels: vec![Label { span, text: String::new() }],
            help: String::new(),
        }
    }

    /// Adds the sentence that says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = visible(&help.into());
        self
    }

    /// Adds a few words to the mark at the fault.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.labels[0].text = visible(&text.into());
        self
    }

    /// Marks another span, with a few words.
    #[must_use]
    pub fn secondary_label(mut self, span: SourceSpan, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: visible(&text.into()) });
        self
    }

    /// Replaces the severity, which is the code's severity in a dose.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Where the fault is.
    pub fn span(&self) -> SourceSpan {
        self.labels[0].span
    }
}
