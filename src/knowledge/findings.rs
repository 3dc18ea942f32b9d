//! What is wrong with a base, as far as anybody could read it.
//!
//! Promises: every fault is counted; the first of them are kept, so that a file of nothing but faults does not fill the
//! memory; what somebody allowed is kept apart, with the reason. Never drops an error that is the only one.

use super::code::{Code, Severity, Waiver};
use super::diagnostic::Diagnostic;
use super::span::{Located, SourceSpan};

/// How many diagnostics are kept. Fifty times as many as are printed, so that those printed are the first of the files
/// and not merely the first found.
const KEPT: usize = 10_000;

/// That somebody decided that breaches of some rules stand in a table.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    /// The rules.
    pub(super) codes: Vec<Located<Code>>,
    /// Why.
    pub(super) reason: Located<String>,
    /// The values of the table.
    pub(super) covers: Vec<SourceSpan>,
}

/// A fault that somebody allowed, and why.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The fault.
    pub diagnostic: Diagnostic,
    /// Why it stands.
    pub reason: String,
}

/// A place that an allowance covers.
#[derive(Clone, Debug)]
struct Covered {
    span: SourceSpan,
    /// The number of the allowance.
    allowance: usize,
    /// The furthest end of this place and of those before it in the file.
    furthest: u32,
}

/// Faults, counted and kept.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    kept: Vec<Diagnostic>,
    allowed: Vec<Allowed>,
    errors: usize,
    warnings: usize,
    /// What is allowed, and which of its codes were needed.
    allowances: Vec<(Allowance, Vec<Code>)>,
    /// What the allowances cover, in the order of the files.
    covered: Vec<Covered>,
    /// The one file of which anything is taken; `None` for all.
    only: Option<u32>,
}

impl Findings {
    /// Notes a fault, or that it is allowed.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.only.is_some_and(|file| file != diagnostic.span().file) {
            return;
        }
        if let Some(reason) = self.reason_to_allow(&diagnostic) {
            if self.allowed.len() < KEPT {
                self.allowed.push(Allowed { diagnostic, reason });
            }
            return;
        }
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.kept.len() < KEPT {
            self.kept.push(diagnostic);
        }
    }

    /// The same, which from now on takes what is said of one file and nothing else: what is wrong with the others has been
    /// said.
    pub(super) fn narrowed_to(mut self, file: u32) -> Self {
        self.only = Some(file);
        self
    }

    /// What is kept; after `sort`, in the order of the files.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// What somebody allowed; after `sort`, in the order of the files.
    pub fn allowed(&self) -> &[Allowed] {
        &self.allowed
    }

    /// How many errors there are, kept or not.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there are, kept or not.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Nothing yet, with the same allowed: for what a rule finds that is asked beside others.
    pub fn empty(&self) -> Self {
        let allowances = self.allowances.iter().map(|(allowance, _used)| (allowance.clone(), Vec::new())).collect();
        Self { allowances, covered: self.covered.clone(), only: self.only, ..Self::default() }
    }

    /// Takes over what was found in another part of the base, after what is here, or by a rule that began with `empty`.
    pub fn append(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.kept.extend(other.kept);
        self.kept.truncate(KEPT);
        self.allowed.extend(other.allowed);
        self.allowed.truncate(KEPT);
        for ((_same, used), (_allowance, also)) in self.allowances.iter_mut().zip(other.allowances) {
            used.extend(also);
        }
    }

    /// From now on, lets pass what these allow.
    pub(super) fn allow(&mut self, allowances: Vec<Allowance>) {
        for mut allowance in allowances {
            let number = self.allowances.len();
            let places = std::mem::take(&mut allowance.covers).into_iter();
            self.covered.extend(places.map(|span| Covered { span, allowance: number, furthest: span.end }));
            self.allowances.push((allowance, Vec::new()));
        }
        self.covered.sort_by_key(|covered| covered.span);
        let mut before = SourceSpan::default();
        for covered in &mut self.covered {
            let further = before.file == covered.span.file && before.end > covered.span.end;
            covered.furthest = if further { before.end } else { covered.span.end };
            before = SourceSpan { end: covered.furthest, ..covered.span };
        }
    }

    /// Reports every code of an allowance that nothing there broke.
    pub(super) fn report_unused_allowances(&mut self) {
        self.covered.clear();
        for (allowance, used) in std::mem::take(&mut self.allowances) {
            for code in allowance.codes.iter().filter(|code| !used.contains(code)) {
                self.push(
                    Diagnostic::new(Code::K017, code.span(), format!("nothing here needs {} to be allowed", **code))
                        .secondary_label(allowance.reason.span(), "the reason given")
                        .help("remove the code; with the last one, remove the reason too"),
                );
            }
        }
    }

    /// Puts everything kept in the order of the files.
    pub(super) fn sort(&mut self) {
        self.kept.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
        self.allowed.sort_by_key(|allowed| (allowed.diagnostic.span(), allowed.diagnostic.code));
    }

    fn reason_to_allow(&mut self, diagnostic: &Diagnostic) -> Option<String> {
        if diagnostic.code.waiver() == Waiver::Never {
            return None;
        }
        let span = diagnostic.span();
        let behind =
            self.covered.partition_point(|covered| (covered.span.file, covered.span.start) <= (span.file, span.start));
        // Places lie inside each other or apart, so that few of those that begin before can reach so far.
        let near = self.covered.get(..behind).unwrap_or_default().iter().rev();
        let near = near.take_while(|covered| covered.span.file == span.file && covered.furthest >= span.end);
        let allows = |number: &usize| {
            let allowance = self.allowances.get(*number);
            allowance.is_some_and(|(allowance, _used)| allowance.codes.iter().any(|code| **code == diagnostic.code))
        };
        let first =
            near.filter(|covered| covered.span.contains(span)).map(|covered| covered.allowance).filter(allows).min()?;
        let (allowance, used) = self.allowances.get_mut(first)?;
        if !used.contains(&diagnostic.code) {
            used.push(diagnostic.code);
        }
        Some(allowance.reason.to_string())
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}
