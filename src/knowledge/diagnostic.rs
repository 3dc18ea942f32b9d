//! What is wrong with a knowledge base, where, and how to mend it.
//!
//! Promises: every diagnostic has a code, a severity, a sentence and at least one place or file. No byte of a data file
//! reaches a message as a control character.

use std::fmt;

use super::place::Place;
use super::text::visible;

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
