//! What is wrong with a knowledge base, where, and how to mend it.
//!
//! Promises: every diagnostic has a code, a severity, a sentence and at least one label; every fault is counted; an allowed
//! fault keeps its reason. No byte of a data file reaches a message as a control character. Never drops the only error.

use super::code::{Code, Severity};
use super::span::{Located, SourceSpan};
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

/// How many diagnostics are listed: fifty times as many as are printed, so that those printed are the first of the files
/// and not merely the first found.
const LISTED: usize = 10_000;

/// That some rules may be broken in a table, with the reason.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    pub(super) codes: Vec<Located<Code>>,
    pub(super) reason: Located<String>,
    /// The spans of the table's values.
    pub(super) covers: Vec<SourceSpan>,
}

/// A fault that an allowance covers.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The fault.
    pub diagnostic: Diagnostic,
    /// Why it is allowed.
    pub reason: String,
}

/// The faults of a base. Every fault is counted, and the first 10,000 are listed, so that a file of nothing but faults
/// does not fill the memory. Faults that an allowance covers are listed apart.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    listed: Vec<Diagnostic>,
    allowed: Vec<Allowed>,
    errors: usize,
    warnings: usize,
    /// Each with those of its codes that were needed.
    allowances: Vec<(Allowance, Vec<Code>)>,
    /// The one file whose faults are taken; `None` for all.
    only_file: Option<u32>,
}

impl Findings {
    /// Adds a fault, or records that it is allowed.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.only_file.is_some_and(|file| file != diagnostic.span().file) {
            return;
        }
        if let Some(reason) = self.reason_to_allow(&diagnostic) {
            if self.allowed.len() < LISTED {
                self.allowed.push(Allowed { diagnostic, reason });
            }
            return;
        }
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.listed.len() < LISTED {
            self.listed.push(diagnostic);
        }
    }

    /// Ignores later faults of other files, which were reported when the base was compiled.
    pub(super) fn restricted_to(mut self, file: u32) -> Self {
        self.only_file = Some(file);
        self
    }

    /// The first faults; after `sort`, in the order of the files.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.listed
    }

    /// The first allowed faults; after `sort`, in the order of the files.
    pub fn allowed(&self) -> &[Allowed] {
        &self.allowed
    }

    /// How many errors there are, listed or not.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there are, listed or not.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Adds what was found in a later file, before anything was allowed.
    pub(super) fn append(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.listed.extend(other.listed);
        self.listed.truncate(LISTED);
    }

    /// Registers allowances; faults that are pushed later and that one covers are recorded as allowed.
    pub(super) fn allow(&mut self, allowances: Vec<Allowance>) {
        self.allowances.extend(allowances.into_iter().map(|allowance| (allowance, Vec::new())));
    }

    /// Reports every code of an allowance that nothing in its table broke.
    pub(super) fn report_unused_allowances(&mut self) {
        for (allowance, used) in std::mem::take(&mut self.allowances) {
            for code in allowance.codes.iter().filter(|code| !used.contains(code)) {
                self.push(
                    Diagnostic::new(Code::K017, code.span(), format!("nothing here breaks {}", **code))
                        .secondary_label(allowance.reason.span(), "the reason given")
                        .help("remove the code from `allow`; if it is the only one, remove `reason` too"),
                );
            }
        }
    }

    /// Sorts by file and position.
    pub(super) fn sort(&mut self) {
        self.listed.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
        self.allowed.sort_by_key(|allowed| (allowed.diagnostic.span(), allowed.diagnostic.code));
    }

    /// The reason of the first allowance that covers a fault.
    fn reason_to_allow(&mut self, diagnostic: &Diagnostic) -> Option<String> {
        let Diagnostic { code, .. } = *diagnostic;
        let covers = |allowance: &Allowance| {
            allowance.codes.iter().any(|allowed| **allowed == code)
                && allowance.covers.iter().any(|span| span.contains(diagnostic.span()))
        };
        let (allowance, used) = self.allowances.iter_mut().find(|(allowance, _used)| covers(allowance))?;
        if !used.contains(&code) {
            used.push(code);
        }
        Some(allowance.reason.to_string())
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}
