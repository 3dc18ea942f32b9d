//! Whether a text is written so that it cannot be misread: the error-prone abbreviations, symbols and dose designations
//! of the Joint Commission and of ISMP, as rules S001 to S024.
//!
//! Promises: every text in our own words is read by every rule; in a dose a breach is an error, in running text what the
//! table of codes says. Never changes a text; each rule says what to write instead.

mod context;
mod digits;
mod doses;
mod figures;
mod names;
mod phrases;
mod symbols;

use std::ops::Range;

use self::context::{Context, Rule};
use self::names::Names;
use self::phrases::Phrases;
use super::lexer::{Sort, Token, lex_into};
use super::texts::{Register, Said};
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located, Section, Severity, parallel_map};

/// `whole` is whether every entry could be read: only then are all names known, and a word that looks like the beginning of
/// one is no other drug's brand.
pub(super) fn check(draft: &Draft, texts: &[Said<'_>], whole: bool, findings: &mut Findings) {
    let phrases = Phrases::new();
    let names = Names::of(draft, whole);
    let batches: Vec<&[Said<'_>]> = texts.chunks(TEXTS_AT_A_TIME).collect();
    for diagnostics in parallel_map(&batches, |_number, texts| breaches(texts, &phrases, &names)) {
        findings.extend(diagnostics);
    }
    names.check(draft, findings);
    doses::check(draft, findings);
    // What is said of a dose in a sentence is acted on as the dose is.
    for claim in draft.claims.iter().filter(|claim| *claim.section == Section::Dose && claim.note().is_none()) {
        let breaches = digits::misread(&claim.text).into_iter();
        findings.extend(breaches.map(|breach| diagnostic(Register::Dose, &claim.text, breach)));
    }
}

/// How many texts a thread checks at a time.
const TEXTS_AT_A_TIME: usize = 1_000;

/// Every breach in some texts, in their order.
fn breaches(texts: &[Said<'_>], phrases: &Phrases, names: &Names<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut tokens = Vec::new();
    for (register, text) in texts {
        lex_into(text, &mut tokens);
        let mut breaches = Vec::new();
        let context = Context { text, tokens: &tokens, register: *register, names };
        for (at, token) in tokens.iter().enumerate() {
            phrases.find(&tokens, at, &mut breaches);
            for rules in rules_of(token) {
                for rule in *rules {
                    if let Some(breach) = rule(&context, at) {
                        breaches.push(breach);
                    }
                }
            }
            names.find(text, &tokens, at, &mut breaches);
        }
        if *register == Register::Dose {
            breaches.extend(digits::misread(text));
        }
        diagnostics.extend(without_overlap(breaches).map(|breach| diagnostic(*register, text, breach)));
    }
    diagnostics
}

/// The rules that could speak of a token.
fn rules_of(token: &Token<'_>) -> &'static [&'static [Rule]] {
    match token.sort {
        Sort::Number => &[figures::OF_NUMBERS, symbols::OF_NUMBERS],
        Sort::Word if token.plain => &[figures::OF_PLAIN_WORDS, symbols::OF_PLAIN_WORDS],
        Sort::Word => &[figures::OF_OTHER_WORDS, symbols::OF_OTHER_WORDS],
        Sort::Mark => &[figures::OF_MARKS, symbols::OF_MARKS],
    }
}

/// A place in a text that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Breach {
    code: Code,
    bytes: Range<usize>,
    /// What is wrong, behind the words quoted.
    what: &'static str,
    /// What to write instead.
    instead: String,
    /// How bad it is where it is less bad than its rule.
    severity: Option<Severity>,
}

impl Breach {
    fn new(code: Code, bytes: Range<usize>, what: &'static str, instead: impl Into<String>) -> Self {
        Self { code, bytes, what, instead: instead.into(), severity: None }
    }
}

/// One rule speaks of one place once.
fn without_overlap(mut breaches: Vec<Breach>) -> impl Iterator<Item = Breach> {
    breaches.sort_by_key(|breach| (breach.code, breach.bytes.start, std::cmp::Reverse(breach.bytes.end)));
    breaches.dedup_by(|later, earlier| later.code == earlier.code && later.bytes.start < earlier.bytes.end);
    breaches.into_iter()
}

fn diagnostic(register: Register, text: &Located<String>, breach: Breach) -> Diagnostic {
    let words = text.get(breach.bytes.clone()).unwrap_or_default();
    Diagnostic::new(breach.code, text.span_within(breach.bytes), format!("{words:?} {}", breach.what))
        .severity(breach.severity.unwrap_or_else(|| register.severity(breach.code)))
        .help(breach.instead)
}

/// Whether two tokens stand beside each other without white space.
fn touches(next: Option<&Token<'_>>) -> bool {
    next.is_some_and(|token| !token.spaced)
}
