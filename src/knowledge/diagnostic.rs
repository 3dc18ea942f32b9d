//! What is wrong with a knowledge base, where, and how to mend it.
//!
//! Promises: every diagnostic has a code, a severity, a sentence and at least one place or file. No byte of a data file
//! reaches the output as a control character. Never prints: rendering returns text.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::Place;
use super::source::SourceFile;
use super::text::is_forbidden;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The base cannot be used.
    Error,
    /// The base can be used; somebody should look.
    Warning,
}

impl Severity {
    /// The word in text and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Declares the codes, their severities and their reasons in one table.
macro_rules! codes {
    ($($code:ident $severity:ident $reason:literal,)+) => {
        /// The rule a diagnostic speaks for. `K` is form, `P` provenance, `N` numbers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $reason] $code,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code as it is printed.
            pub fn word(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }

            /// How bad a breach is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)+ }
            }

            /// Why the rule exists, in a sentence.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$code => $reason,)+ }
            }
        }
    };
}

codes! {
    K001 Error "A file must be readable and of a sensible size.",
    K002 Error "A file must be UTF-8.",
    K003 Error "A file must be TOML.",
    K004 Error "Only the files of the format belong in a base, or a misspelt file name would hide its content.",
    K005 Error "An unknown key is a misspelt one, and its content would be lost.",
    K006 Error "A key that the format needs must be there.",
    K007 Error "A value must be of the type the format names.",
    K008 Error "A word from a closed list must be one of the list.",
    K009 Error "A value must be of the form and in the range that make sense for it.",
    K010 Error "An id names one thing only.",
    K011 Error "What is named must exist.",
    K012 Error "A claim stands only in a section its page has.",
    K013 Error "Every statement has a source and a place in it.",
    K014 Error "What takes the place of a claim must lead to one that holds.",
    K015 Error "Control, direction and invisible characters could forge what is on the screen.",
    P001 Warning "A reference nobody cites is a leftover, or a citation was lost.",
    P002 Error "What is said to be in the review must cite the review.",
    P003 Error "A reference must be findable by an identifier.",
    P004 Error "Nothing in a base can be later than the date of the base.",
    N001 Error "A percentage must follow from its count within rounding.",
    N002 Error "No more people can respond than there were.",
    N003 Error "A confidence interval contains its estimate.",
    N004 Error "Arms cannot hold more people than were randomised.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

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

    /// The place of the fault.
    pub fn place(&self) -> Place {
        self.labels.first().map_or_else(Place::default, |label| label.place)
    }
}

/// A text in which every character that could act on a terminal is spelt out.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_forbidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colour.
    pub color: bool,
    /// With ASCII characters only in the frame.
    pub ascii: bool,
    /// Columns.
    pub width: usize,
}

/// A diagnostic as the Rust compiler would print it, ending in a line break.
pub fn render(diagnostic: &Diagnostic, files: &[SourceFile], style: Style) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.word())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for (number, label) in diagnostic.labels.iter().enumerate() {
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        if let Some(file) = files.get(label.place.file as usize) {
            group = excerpt(group, file, label, kind);
        }
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help.as_str()));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.ascii { DecorStyle::Ascii } else { DecorStyle::Unicode };
    let mut text = renderer.decor_style(decor).term_width(style.width).render(&[group]);
    text.push('\n');
    text
}

/// Lines longer than this are pointed at, not shown.
const LONGEST_LINE_SHOWN: usize = 2_000;

fn excerpt<'a>(group: Group<'a>, file: &'a SourceFile, label: &'a Label, kind: AnnotationKind) -> Group<'a> {
    let (lines, shown) = file.lines_around(label.place.range());
    if shown.len() > LONGEST_LINE_SHOWN || file.text.is_empty() {
        let (line, column) = file.line_column(label.place.range().start);
        let origin = Origin::path(file.name.as_str()).line(line).char_column(column);
        let group = group.element(origin);
        return if label.text.is_empty() { group } else { group.element(Level::NOTE.message(label.text.as_str())) };
    }
    let start = label.place.range().start - lines.start;
    let end = (label.place.range().end - lines.start).min(shown.len());
    let mut annotation = kind.span(start..end.max(start));
    if !label.text.is_empty() {
        annotation = annotation.label(label.text.as_str());
    }
    group.element(
        Snippet::source(shown)
            .line_start(file.line_column(lines.start).0)
            .path(file.name.as_str())
            .annotation(annotation),
    )
}
